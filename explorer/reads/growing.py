"""Which entities to add to a view: neighbours, what connects several, all of a kind."""

from collections.abc import Sequence
from typing import Literal

from explorer.graph.elements import has_few_values
from explorer.graph.records import Choice
from explorer.reads.choosing import choice
from explorer.reads.rows import read
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from graph_loader.statements import quoted

MOST_GROUPS = 40
Direction = Literal["both", "out", "in"]
Rank = Literal["degree", "date", "verified"]

_EXPANSION = """
  MATCH (n:Entity)-[tie]-(other:Entity)
  WHERE n.id IN $ids AND NOT other.id IN $ids
    AND ($relations IS NULL OR type(tie) IN $relations)
    AND ($kinds IS NULL OR any(label IN labels(other) WHERE label IN $kinds))
    AND ($direction = 'both' OR type(tie) IN $symmetric OR (startNode(tie) = n) = ($direction = 'out'))
  WITH other, max(coalesce(tie.start, '')) AS latest, count(CASE WHEN tie.verified THEN 1 END) AS verified,
    COUNT { (other)--(:Entity) } AS ties
  RETURN other.id
  ORDER BY CASE $rank WHEN 'date' THEN latest WHEN 'verified' THEN verified ELSE ties END DESC, ties DESC, other.id
"""

_CONNECTION = """
  MATCH (n:Entity)--(other:Entity) WHERE n.id IN $ids AND NOT other.id IN $ids
  WITH other, count(DISTINCT n) AS tied WHERE tied > 1
  RETURN other.id ORDER BY tied DESC, COUNT { (other)--(:Entity) } DESC, other.id
"""


def expansion(
    database: Database,
    schema: Schema,
    ids: Sequence[str],
    shown: Sequence[str],
    *,
    most: int,
    relations: Sequence[str] = (),
    kinds: Sequence[str] = (),
    direction: Direction = "both",
    rank: Rank = "degree",
) -> Choice:
    """Neighbours of the entities `ids`; no relations or no kinds means all of them.

    `out` follows the ties that go out from the entities; symmetric ties go both ways. By `date`, those with the
    latest tie to the entities come first; by `verified`, those with most verified ties to them; by `degree`, and
    where these are equal, those with most ties in all.
    """
    parameters = {
        "relations": list(relations) or None,
        "kinds": list(kinds) or None,
        "direction": direction,
        "rank": rank,
        "symmetric": [name for name, relation in schema.relations.items() if relation.symmetric],
    }
    return choice(database, _EXPANSION, ids, shown, most, parameters)


def connection(database: Database, ids: Sequence[str], shown: Sequence[str], *, most: int) -> Choice:
    """Entities tied to at least two of `ids`, those tied to most of them first."""
    return choice(database, _CONNECTION, ids, shown, most, {})


def all_of_kind(
    database: Database,
    kind: str,
    shown: Sequence[str],
    *,
    most: int,
    where: tuple[str, str] | None = None,
) -> Choice:
    """All entities of a declared kind, those with most ties first, or those of which a property has this value."""
    chosen, value = where or ("", "")
    condition = f"WHERE n.{quoted(chosen)} = $value" if chosen else ""
    ranked = f"MATCH (n:{quoted(kind)}) {condition} RETURN n.id ORDER BY COUNT {{ (n)--(:Entity) }} DESC, n.id"
    return choice(database, ranked, [], shown, most, {"value": value})


def groups_of_kind(database: Database, schema: Schema, kind: str) -> dict[str, list[tuple[str, int]]]:
    """Property -> its values and how many entities of this kind have each, the most frequent first."""
    found = {}
    for name, prop in schema.entity_properties(kind).items():
        if has_few_values(name, prop):
            key = quoted(name)
            counted = f"MATCH (n:{quoted(kind)}) WHERE n.{key} IS NOT NULL RETURN n.{key} AS value, count(*) AS number"
            rows = read(database, f"{counted} ORDER BY number DESC, value LIMIT $most", {"most": MOST_GROUPS})
            found[name] = [(row["value"], row["number"]) for row in rows]
    return {name: values for name, values in found.items() if len(values) > 1}
