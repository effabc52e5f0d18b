"""The staging area: all rows of a load in a scratch SQLite file, so that memory does not grow with the data.

One table for each kind and each relation type. What needs all rows at once (duplicates, references, assertions, what
changed since the last load) is asked there in SQL.
"""

import hashlib
import json
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graph_loader.datasets import Dataset, Table
from graph_loader.errors import CyberatlasError
from graph_loader.reading import Chunk
from graph_loader.schema import Property, Schema
from graph_loader.validation import TableRules, encoded, reference_columns, texts

if TYPE_CHECKING:
    import numpy as np

BUCKETS = 4
_PRIME = 0x100000001B3


class Staging:
    """A scratch database that vanishes on exit.

    Tables `node_<Kind>` have id, hash, dataset, file, row and the declared properties; tables `rel_<TYPE>` have id,
    hash, dataset, file, row, source, target, bucket and the declared properties. `hash` tells equal content.
    """

    def __init__(self, schema: Schema) -> None:
        import numpy as np

        self.schema = schema
        self._unsorted: list[np.ndarray[Any, Any]] = []
        self._identities: dict[str, list[np.ndarray[Any, Any]]] = {}
        self._sorted = np.array([], dtype="uint64")
        self._folder = tempfile.TemporaryDirectory(prefix="cyberatlas-")
        self.db = sqlite3.connect(
            Path(self._folder.name) / "staging.sqlite", isolation_level=None, check_same_thread=False
        )
        try:
            self._create_all()
        except sqlite3.OperationalError as error:
            self._close()
            raise self._disk_error(error) from error

    def _create_all(self) -> None:
        self.db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;")
        self.db.execute("CREATE TABLE missing (id TEXT PRIMARY KEY, dataset TEXT, file TEXT, row INTEGER)")
        for kind in self.schema.kinds:
            self._create(node_table(kind), "id TEXT", self.schema.entity_properties(kind))
        for relation in self.schema.relations:
            ends = "id INTEGER, source TEXT, target TEXT, bucket INTEGER"
            self._create(relation_table(relation), ends, self.schema.relation_properties(relation))
        self.db.execute("BEGIN")

    def _create(self, name: str, keys: str, properties: Sequence[str] | Any) -> None:
        columns = "".join(f', "p_{prop}"' for prop in properties)
        self.db.execute(f'CREATE TABLE "{name}" ({keys}, hash INTEGER, dataset TEXT, file TEXT, row INTEGER{columns})')

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if isinstance(error, sqlite3.OperationalError):
            raise self._disk_error(error) from error

    def _close(self) -> None:
        self.db.close()
        self._folder.cleanup()

    def _disk_error(self, error: sqlite3.OperationalError) -> CyberatlasError:
        return CyberatlasError(
            f"The scratch file of the load in {Path(self._folder.name).parent} could not be written: {error}. "
            "Free some space there, or name another folder in TMPDIR, then run the same command again."
        )

    def add(self, dataset: Dataset, file: str, table: Table, chunk: Chunk, rules: TableRules) -> None:
        """Stage the rows of a checked chunk. Entities of all datasets come before relations."""
        frame = chunk.frame
        columns: dict[str, Any] = {}
        if table.kind:
            columns["id"] = texts(frame["id"])
            self._unsorted.append(_hashed(frame["id"]))
        else:
            columns |= self._ends(dataset, table.relation, frame)
        said = frame[[name for name in rules.properties if name in frame]]
        salt = f"{table.content}{self.schema.digest}"
        columns["hash"] = _content_hash(said, salt, columns["id"] if table.relation else None)
        size = len(frame)
        columns |= {"dataset": [dataset.name] * size, "file": [file] * size}
        columns["row"] = range(chunk.first_row, chunk.first_row + size)
        columns |= {f"p_{name}": cells for name, cells in encoded(frame, rules).items()}
        self._note_missing(dataset, file, chunk, reference_columns(table, rules), staged_all=bool(table.relation))
        name = node_table(table.kind) if table.kind else relation_table(table.relation)
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        self.db.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', zip(*columns.values(), strict=True))

    def _ends(self, dataset: Dataset, relation: str, frame: Any) -> dict[str, Any]:
        import numpy as np

        declared = self.schema.relations[relation]
        source, target = texts(frame["from"]), texts(frame["to"])
        buckets = _buckets(_hashed(frame["from"]), _hashed(frame["to"]))
        if declared.symmetric:
            swapped = source > target
            source, target = np.where(swapped, target, source), np.where(swapped, source, target)
        keys = [texts(frame[name]) if name in frame else [""] * len(frame) for name in declared.key]
        identities = relation_ids(relation, dataset.name, zip(source, target, *keys, strict=True))
        self._identities.setdefault(relation, []).append(np.array(identities))
        return {"id": identities, "source": source, "target": target, "bucket": buckets}

    def _note_missing(
        self, dataset: Dataset, file: str, chunk: Chunk, columns: Sequence[str], *, staged_all: bool
    ) -> None:
        import numpy as np
        from pandas.util import hash_array

        known = self._known_ids() if staged_all else None
        for column in columns:
            if column not in chunk.frame:
                continue
            cells = chunk.frame[column].cat
            distinct = cells.categories.to_numpy()
            absent = distinct != ""
            if known is not None and len(known):
                hashed = hash_array(distinct, categorize=False)
                absent &= known[np.minimum(np.searchsorted(known, hashed), len(known) - 1)] != hashed
            for code in np.flatnonzero(absent):
                row = chunk.first_row + int(np.argmax(cells.codes == code))
                found = (distinct[code], dataset.name, file, row)
                self.db.execute("INSERT OR IGNORE INTO missing VALUES (?, ?, ?, ?)", found)

    def _known_ids(self) -> "np.ndarray[Any, Any]":
        import numpy as np

        if self._unsorted:
            self._sorted = np.sort(np.concatenate([self._sorted, *self._unsorted]))
            self._unsorted = []
        return self._sorted

    def seal(self) -> None:
        """Say that all rows are in: drops from `missing` what turned out to be staged."""
        for kind in self.schema.kinds:
            self.db.execute(f'CREATE INDEX "i_{kind}" ON "{node_table(kind)}" (id)')
            self.db.execute(f'DELETE FROM missing WHERE id IN (SELECT id FROM "{node_table(kind)}")')

    def index_buckets(self, relation: str) -> None:
        """Make it quick to read the ties between two buckets, sorted by source."""
        self.db.execute(f'CREATE INDEX "b_{relation}" ON "{relation_table(relation)}" (bucket, source)')

    def drop_repeated(self) -> Iterator[tuple[str, str, int, list[tuple[str, str, int]]]]:
        """Remove rows that say again what a row before them says; yield every group of rows with one identity.

        Yields: kind or relation type, id, number of different contents, and (dataset, file, row) of each row.
        """
        for content, name in self.tables():
            if self._all_differ(content):
                continue
            groups = self.db.execute(
                f'SELECT id, dataset, count(DISTINCT hash) FROM "{name}" GROUP BY id, dataset HAVING count(*) > 1'
            ).fetchall()
            for identity, dataset, contents in groups:
                rows = self.db.execute(
                    f'SELECT rowid, dataset, file, row FROM "{name}" WHERE id = ? AND dataset = ? ORDER BY rowid',
                    (identity, dataset),
                ).fetchall()
                if contents == 1:
                    self.db.executemany(f'DELETE FROM "{name}" WHERE rowid = ?', [(row[0],) for row in rows[1:]])
                yield content, identity, contents, [tuple(row[1:]) for row in rows]

    def _all_differ(self, relation: str) -> bool:
        """True where no two ties of a type have one identity; known without a look at the rows."""
        import numpy as np

        ids = np.concatenate(self._identities.pop(relation, [np.array([0, 0])]))
        return len(np.unique(ids)) == len(ids)

    def tables(self) -> Iterator[tuple[str, str]]:
        """(kind or relation type, name of its staging table), kinds first."""
        for kind in self.schema.kinds:
            yield kind, node_table(kind)
        for relation in self.schema.relations:
            yield relation, relation_table(relation)

    def rows(self, statement: str, parameters: Sequence[Any] = (), size: int = 5_000) -> Iterator[list[Any]]:
        """Rows of a SELECT in batches of `size`."""
        cursor = self.db.execute(statement, parameters)
        while batch := cursor.fetchmany(size):
            yield batch


def node_table(kind: str) -> str:
    """Staging table of a kind."""
    return f"node_{kind}"


def relation_table(relation: str) -> str:
    """Staging table of a relation type."""
    return f"rel_{relation}"


def named_rows(db: sqlite3.Connection, select: str, parameters: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
    """Rows of a SELECT, whose cells can be had by the name of the column."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    yield from cursor.execute(select, parameters)


def decoded(row: sqlite3.Row, properties: Mapping[str, Property]) -> dict[str, Any]:
    """The known properties of a staged row, as the graph holds them."""
    known = {name: row[f"p_{name}"] for name in properties if row[f"p_{name}"] is not None}
    for name, value in known.items():
        if properties[name].type == "boolean":
            known[name] = bool(value)
        elif properties[name].type == "list":
            known[name] = value.split("\x1f")
    return known


def relation_ids(relation: str, dataset: str, ties: Iterable[tuple[str, ...]]) -> list[int]:
    """The stable identity of each tie (source, target, key property, ...) as a signed 64-bit number.

    It is BLAKE2b over type, dataset, ends and key properties, in that order, with U+001F between them.
    """
    import numpy as np

    start = f"{relation}\x1f{dataset}\x1f"
    texts = map(str.encode, map(start.__add__, map("\x1f".join, ties)))
    digests = b"".join([hashlib.blake2b(text, digest_size=8).digest() for text in texts])
    identities: list[int] = np.frombuffer(digests, ">i8").tolist()
    return identities


def _hashed(cells: Any) -> "np.ndarray[Any, Any]":
    """64-bit hash of each cell of a categorical column."""
    from pandas.util import hash_array

    distinct = hash_array(cells.cat.categories.to_numpy(), categorize=False)
    hashed: np.ndarray[Any, Any] = distinct[cells.cat.codes.to_numpy()]
    return hashed


def _content_hash(frame: Any, salt: str, identities: Any) -> list[int]:
    """32 bits for each row that change when any cell of it changes; empty cells count for nothing.

    The hash of a tie depends on its identity too, so that sums of hashes tell which ties there are.
    """
    import numpy as np

    total = np.full(len(frame), zlib.crc32(salt.encode()) << 32, dtype="uint64")  # its upper half is what is kept
    if identities is not None:
        total += np.array(identities, dtype="int64").view("uint64")
    for name in frame.columns:
        mixed = (_hashed(frame[name]) ^ np.uint64(zlib.crc32(name.encode()))) * np.uint64(_PRIME)
        total += np.where(frame[name] == "", np.uint64(0), mixed ^ (mixed >> np.uint64(29)))
    return [int(value) for value in (total >> np.uint64(32)).tolist()]


def _buckets(source: "np.ndarray[Any, Any]", target: "np.ndarray[Any, Any]") -> list[int]:
    """Which two of four buckets of entities a tie lies between, as low * 4 + high."""
    import numpy as np

    first, second = source % np.uint64(BUCKETS), target % np.uint64(BUCKETS)
    both: list[int] = (np.minimum(first, second) * np.uint64(BUCKETS) + np.maximum(first, second)).tolist()
    return both


def as_text(values: Any) -> str:
    """JSON with sorted keys: one spelling for equal content."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
