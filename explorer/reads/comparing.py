"""All that two to six actors are tied to, to be compared."""

from collections.abc import Sequence

from explorer.analysis.compare import Comparison, compared
from explorer.reads.rows import mentioned, read, ties, with_names
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

_TIES = """
MATCH (actor:Entity)-[tie]-(other:Entity) WHERE actor.id IN $ids
WITH DISTINCT tie
OPTIONAL MATCH (dataset:Dataset {name: tie.dataset})
RETURN type(tie) AS relation, startNode(tie).id AS source, endNode(tie).id AS target, properties(tie) AS properties,
  dataset.title AS dataset
"""


def comparison(
    database: Database, schema: Schema, actors: Sequence[str], as_of: str = ""
) -> tuple[Comparison, dict[str, str]]:
    """Actors side by side, and the names of all that is mentioned; see `explorer.analysis.compare`.

    Raises:
        UnknownEntityError: no entity has one of the ids.
        ComparisonError: fewer than two or more than six actors.
    """
    known = with_names(database, {}, set(actors))
    found = ties(read(database, _TIES, {"ids": list(known)}))
    result = compared(actors, known, found, schema, as_of)
    wanted = {end for tie in found for end in (tie.source, tie.target)} | mentioned(found, schema)
    return result, with_names(database, known, wanted)
