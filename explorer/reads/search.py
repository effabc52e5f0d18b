"""What a reader types -> what may be meant: entities, all of a kind, all who joined a body or a text."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.full_text import FUZZY_FROM, LOOSE_FROM, MOST_CHARACTERS, lucene_query
from explorer.graph.memberships import belonging, called, joined_kinds, plural
from explorer.graph.records import Entity, Suggestion
from explorer.graph.words import one_line
from explorer.reads.group_words import asked_members, kinds_meant
from explorer.reads.rows import entity, read
from graph_loader.database.connection import Database
from graph_loader.errors import DatabaseError
from graph_loader.schema import Schema
from graph_loader.statements import SEARCH_INDEX, quoted

MOST_SUGGESTIONS = 8

_SEARCHED_ROWS = 100
_NO_INDEX = "no such fulltext schema index"

_SEARCH = """
CALL db.index.fulltext.queryNodes($index, $query, {limit: $pool}) YIELD node, score
WITH node, score, [name IN [node.name, node.short_name] + coalesce(node.aliases, []) WHERE name IS NOT NULL] AS names
WITH node, score, [name IN names WHERE toLower(name) = $text] AS same,
     [name IN names WHERE toLower(name) STARTS WITH $text] AS begun, COUNT { (node)--(:Entity) } AS ties
ORDER BY CASE WHEN size(same) > 0 THEN 0 WHEN size(begun) > 0 THEN 1 ELSE 2 END, score * log(20 + ties) DESC, node.id
LIMIT $most
RETURN node.id AS id, node.name AS name, node.short_name AS short_name, ties, coalesce(same[0], begun[0], '') AS also,
  COLLECT { MATCH (node)<-[tie]-(other:Entity) WHERE type(tie) IN $belonging RETURN DISTINCT type(tie) } AS relations,
  COUNT { MATCH (node)<-[tie]-(other:Entity) WHERE type(tie) IN $belonging RETURN DISTINCT other } AS members
"""


def search(database: Database, schema: Schema, text: str) -> list[Suggestion]:
    """What a reader may mean: entities of that very name first, then names that begin so, then the rest.

    `states` offers all of a kind before them, and a name that begins so after them; `members of NATO` offers all of
    them before the body, and a body or a text that was found offers those who joined it next to it. A database into
    which nothing was ever loaded has nothing to find.
    """
    meant, almost = kinds_meant(text, schema)
    named = asked_members(text)
    rows = _rows(database, schema, named) if named else []
    if joined := next((row for at, row in enumerate(rows) if (not at or row["also"]) and _members(row, schema)), None):
        others = [_suggestion(row, schema) for row in rows if row is not joined]
        found = [_members(joined, schema), _suggestion(joined, schema), *others]
    else:
        rows = _rows(database, schema, text)
        found = [_suggestion(row, schema) for row in rows]
        found[1:1] = [_members(row, schema) for row in rows[:1] if row["also"]]
    groups = _all_of(database, schema, [*meant, *almost])
    before = [group for kind, group in groups.items() if kind in meant]
    after = [group for kind, group in groups.items() if kind in almost]
    kept = [suggestion for suggestion in found if suggestion][: MOST_SUGGESTIONS - len(groups)]
    return [*before, *kept, *after]


def _rows(database: Database, schema: Schema, text: str) -> list[dict[str, Any]]:
    given = {"pool": _SEARCHED_ROWS, "most": MOST_SUGGESTIONS, "belonging": belonging(schema)[0]}
    return searched(database, _SEARCH, text, given)


def searched(database: Database, statement: str, text: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a statement that takes `$index`, `$query` and `$text`, beside what is given.

    Words are looked for closely first, and more loosely where nothing is found so.
    """
    return _found(database, statement, text, given, FUZZY_FROM) or _found(database, statement, text, given, LOOSE_FROM)


def _found(
    database: Database, statement: str, text: str, given: Mapping[str, Any], fuzzy_from: int
) -> list[dict[str, Any]]:
    query = lucene_query(text, fuzzy_from)
    if not query:
        return []
    wanted = " ".join(text[:MOST_CHARACTERS].lower().split()).encode("utf-8", "replace").decode()
    try:
        return read(database, statement, {"index": SEARCH_INDEX, "query": query, "text": wanted, **given})
    except DatabaseError as error:
        if _NO_INDEX in str(error):
            return []
        raise


def _suggestion(row: Mapping[str, Any], schema: Schema) -> Suggestion:
    found: Entity = entity(row, schema)
    also = one_line(row["also"])
    return Suggestion(found, found.name, "" if also == found.name else also, {"do": "add", "ids": [found.id]})


def _members(row: Mapping[str, Any], schema: Schema) -> Suggestion | None:
    """All who joined what was found, where it is something to join and anyone did."""
    if not row["members"] or schema.kind_of(str(row["id"])) not in joined_kinds(schema):
        return None
    name = one_line(str(row["short_name"] or row["name"] or row["id"]))
    title = f"All {called(row['relations'])} of {name}"
    return Suggestion(None, title, f"{row['members']:,}", {"do": "members", "of": row["id"]})


def _all_of(database: Database, schema: Schema, kinds: Sequence[str]) -> dict[str, Suggestion]:
    """All entities of each of these declared kinds, where there are any."""
    if not kinds:
        return {}
    counts = ", ".join(f"COUNT {{ (:{quoted(kind)}) }} AS {quoted(kind)}" for kind in kinds)
    numbers = read(database, f"RETURN {counts}", {})[0]
    return {
        kind: Suggestion(None, f"All {plural(schema, kind)}", f"{numbers[kind]:,}", {"do": "kind", "kind": kind})
        for kind in kinds
        if numbers[kind]
    }
