"""What a reader types into the field for an entity -> the entities that may be meant, of certain kinds alone."""

from collections.abc import Collection, Sequence
from typing import Any

from explorer.full_text import FUZZY_FROM, LOOSE_FROM, MOST_CHARACTERS, lucene_query
from explorer.graph.records import Entity
from explorer.reads.rows import entity, read, with_names
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from graph_loader.statements import SEARCH_INDEX, quoted

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
    rows = _found(database, text, known, FUZZY_FROM) or _found(database, text, known, LOOSE_FROM)
    return [entity(row, schema) for row in rows]


def names_of(database: Database, ids: Collection[str]) -> dict[str, str]:
    """Id -> name of the entities that there are among these."""
    return with_names(database, {}, set(ids))


def _found(database: Database, text: str, kinds: Sequence[str], fuzzy_from: int) -> list[dict[str, Any]]:
    query = lucene_query(text, fuzzy_from)
    if not query:
        return []
    wanted = " ".join(text[:MOST_CHARACTERS].lower().split()).encode("utf-8", "replace").decode()
    given = {"index": SEARCH_INDEX, "query": query, "text": wanted, "kinds": kinds}
    return read(database, _FOUND, {**given, "pool": _SEARCHED_ROWS, "most": MOST_CHOICES})
