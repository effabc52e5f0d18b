"""Where the database keeps each entity: found by its number there, a node needs no look-up in an index.

Two look-ups for each tie take a third of the server's work on a large load. A number may be given to another node once
its own is deleted, so statements that use one compare the entity's `id` as well.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from graph_loader import statements
from graph_loader.database.connection import Database, Row
from graph_loader.errors import DatabaseError

if TYPE_CHECKING:
    import numpy as np

PAGE = 20_000
READ_SECONDS = 600.0


def entity_pages(database: Database, statement: str) -> Iterator[Row]:
    """What a statement returns of all entities, page by page in the order of their `ids`."""
    after = ""
    while True:
        page = database.read(statement, {"after": after, "size": PAGE}, timeout=READ_SECONDS)[0]
        if not page["ids"]:
            return
        yield page
        after = page["ids"][-1]


class NodeNumbers:
    """The numbers of all entities of a graph, 16 bytes for each, as they were when this was made."""

    def __init__(self, database: Database) -> None:
        import numpy as np

        hashes, numbers = [np.array([], "uint64")], [np.array([], "int64")]
        for page in entity_pages(database, statements.PAGE_OF_NUMBERS):
            hashes.append(_hashed(page["ids"]))
            numbers.append(np.array(page["numbers"], "int64"))
        hashed = np.concatenate(hashes)
        order = np.argsort(hashed)
        self._hashes = hashed[order]
        self._numbers = np.concatenate(numbers)[order]

    def of(self, ids: Sequence[str]) -> list[int]:
        """The number of each entity, in the order of `ids`.

        Raises:
            DatabaseError: an entity is not in the graph.
        """
        import numpy as np

        hashed = _hashed(ids)
        places = np.searchsorted(self._hashes, hashed)
        if len(ids) and (places.max() >= len(self._hashes) or (self._hashes[places] != hashed).any()):
            raise DatabaseError(
                "An entity that this load wrote is no longer in the graph: something else removed it during the load. "
                "Run it again; it completes what is missing."
            )
        found: list[int] = self._numbers[places].tolist()
        return found


def _hashed(ids: Sequence[str]) -> "np.ndarray[Any, Any]":
    import numpy as np
    from pandas.util import hash_array

    return hash_array(np.array(ids, dtype=object), categorize=False)
