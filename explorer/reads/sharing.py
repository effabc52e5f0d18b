"""What several entities have in common: whatever each of them is tied to."""

from collections.abc import Sequence

from explorer.graph.records import Neighbour
from explorer.graph.sharing import Shared
from explorer.reads.rows import entity, mentioned, read, ties, with_names
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

MOST_SHARED = 200

_CHOSEN = """
UNWIND range(0, size($ids) - 1) AS position
MATCH (n:Entity {id: $ids[position]})
RETURN n.id AS id, n.name AS name, n.short_name AS short_name, COUNT { (n)--(:Entity) } AS ties ORDER BY position
"""

_COMMON = """
MATCH (first:Entity {id: $ids[0]})--(other:Entity) WHERE NOT other.id IN $ids
WITH DISTINCT other
WHERE COUNT { MATCH (other)--(chosen:Entity) WHERE chosen.id IN $ids RETURN DISTINCT chosen } = size($ids)
WITH other, COUNT { (other)--(:Entity) } AS ties ORDER BY ties DESC, other.id
WITH collect({other: other, ties: ties}) AS found
WITH size(found) AS whole, found[..$most] AS first
UNWIND first AS row
WITH whole, row.other AS other, row.ties AS ties
RETURN whole, other.id AS id, other.name AS name, other.short_name AS short_name, ties, COLLECT {
  MATCH (other)-[tie]-(chosen:Entity) WHERE chosen.id IN $ids
  RETURN {relation: type(tie), source: startNode(tie).id, target: endNode(tie).id, properties: properties(tie)}
} AS shared
ORDER BY ties DESC, id
"""


def shared(database: Database, schema: Schema, ids: Sequence[str], most: int = MOST_SHARED) -> Shared:
    """The entities with these ids, as far as there are such, and what each of them is tied to, the best known first."""
    entities = [entity(row, schema) for row in read(database, _CHOSEN, {"ids": list(dict.fromkeys(ids))})]
    there = [found.id for found in entities]
    rows = read(database, _COMMON, {"ids": there, "most": most}) if len(there) > 1 else []
    common = [Neighbour(entity(row, schema), ties(row["shared"])) for row in rows]
    names = {found.id: found.name for found in (*entities, *(neighbour.entity for neighbour in common))}
    wanted = mentioned((tie for neighbour in common for tie in neighbour.ties), schema)
    return Shared(entities, common, rows[0]["whole"] if rows else 0, with_names(database, names, wanted))
