"""What a reader types into the field for an entity -> the entities that may be meant, of certain kinds alone."""

from collections.abc import Collection

from explorer.graph.records import Entity
from explorer.reads.rows import entity, read, with_names
from explorer.reads.search import searched
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from graph_loader.statements import quoted

MOST_CHOICES = 12
_SEARCHED_ROWS = 1_000
_FOUND = """
CALL db.index.fulltext.queryNodes($index, $query, {limit: $pool}) YIELD node, score
WITH node, score WHERE any(label IN labels(node) WHERE label IN $kinds)
WITH node, score, [name IN [node.name, node.short_name] + coalesce(node.aliases, []) WHERE name IS NOT NULL
  | toLower(name)] AS names, COUNT { (node)--(:Entity) } AS ties
ORDER BY CASE WHEN $text IN names THEN 0 WHEN any(name IN names WHERE name STARTS WITH $text) THEN 1 ELSE 2 END,
  score * log(20 + ties) DESC, node.id
LIMIT $most
RETURN node.id AS id, node.name AS name, node.short_name AS short_name, ties
"""
_FIRST = """
MATCH (node:{kinds})
WITH node, COUNT {{ (node)--(:Entity) }} AS ties
ORDER BY ties DESC, node.id LIMIT $most
RETURN node.id AS id, node.name AS name, node.short_name AS short_name, ties
"""


def entity_choices(database: Database, schema: Schema, text: str, kinds: Collection[str]) -> list[Entity]:
    """The best matches among entities of these declared kinds; without a text, those with the most ties."""
    known = sorted(kind for kind in kinds if kind in schema.kinds)
    if not known:
        return []
    if not text.strip():
        statement = _FIRST.format(kinds="|".join(map(quoted, known)))
        return [entity(row, schema) for row in read(database, statement, {"most": MOST_CHOICES})]
    given = {"kinds": known, "pool": _SEARCHED_ROWS, "most": MOST_CHOICES}
    return [entity(row, schema) for row in searched(database, _FOUND, text, given)]


def names_of(database: Database, ids: Collection[str]) -> dict[str, str]:
    """Id -> name of the entities that there are among these."""
    return with_names(database, {}, set(ids))
