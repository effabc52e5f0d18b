"""What positions are made of: who voted on, signed, joined, backed what, and which venues actors share."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.analysis.evidence import EVIDENCE, kind_of_evidence, lasting, position_of, relations_of
from explorer.analysis.records import Item, Row
from explorer.graph.words import one_line
from explorer.reads.rows import read
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

_POSITIONS = """
MATCH (actor:Entity)-[tie]->(item:Entity)
WHERE type(tie) IN $relations AND any(label IN labels(actor) WHERE label IN $kinds)
RETURN actor.id AS actor, item.id AS item, collect([
  type(tie), coalesce(tie.value, ''), coalesce(tie.start, ''), coalesce(tie.end, '')
]) AS ties
ORDER BY actor, item
"""

_NAMED = """
MATCH (n:Entity) WHERE n.id IN $ids
RETURN n.id AS id, n.name AS name, n.short_name AS short_name, n.aliases AS aliases, n.topic AS topic,
  coalesce(n.adopted, n.date, n.founded, '') AS date
"""


_TOPICS = """
MATCH (item:Entity) WHERE item.topic IS NOT NULL AND EXISTS { (item)<-[tie]-(:Entity) WHERE type(tie) IN $relations }
RETURN DISTINCT item.topic AS topic ORDER BY topic
"""

_TIES = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, COUNT { (n)--() } AS ties"


@dataclass(frozen=True)
class PositionRows:
    """What `explorer.analysis.positions.positions` takes: rows, items, and the names of the actors by id."""

    rows: Sequence[Row]
    items: Sequence[Item]
    names: Mapping[str, str]


def position_rows(
    database: Database, schema: Schema, kinds: Collection[str] = ("State",), evidence: Iterable[str] = EVIDENCE
) -> PositionRows:
    """Every tie by which an actor of these kinds or groups takes a position, whenever it did.

    An item with ties of several kinds of evidence is one item for each of them, the second and later ones with the
    kind behind their id (`agreement:paris-call#norms`).
    """
    wanted = [name for name in relations_of(schema) if kind_of_evidence(name) in set(evidence)]
    found = read(database, _POSITIONS, {"relations": wanted, "kinds": sorted(schema.kinds_in(kinds))})
    ids = {row[end] for row in found for end in ("actor", "item")}
    named = {row["id"]: row for row in read(database, _NAMED, {"ids": sorted(ids)})}
    rows, items = list[Row](), dict[str, Item]()
    first_kind: dict[str, str] = {}
    for pair in found:
        for relation, value, start, end in pair["ties"]:
            kind = kind_of_evidence(relation)
            own = first_kind.setdefault(pair["item"], kind) == kind
            identity = pair["item"] if own else f"{pair['item']}#{kind}"
            position = position_of(schema, relation, value)
            rows.append(Row(pair["actor"], identity, position, start, end, lasting(relation)))
            items.setdefault(identity, _item(named[pair["item"]], identity, kind))
    actors = {pair["actor"] for pair in found}
    return PositionRows(rows, list(items.values()), {actor: _name(named[actor]) for actor in sorted(actors)})


def topics_of(database: Database, schema: Schema) -> list[str]:
    """The topics of what one can take a position on."""
    return [row["topic"] for row in read(database, _TOPICS, {"relations": relations_of(schema)})]


def numbers_of_ties(database: Database, ids: Iterable[str]) -> dict[str, int]:
    """How many ties each of these has, of any type."""
    return {row["id"]: row["ties"] for row in read(database, _TIES, {"ids": sorted(ids)})}


def _item(row: Mapping[str, Any], identity: str, kind: str) -> Item:
    return Item(identity, _name(row), label(row), row["date"], row["topic"] or "", kind)


def _name(row: Mapping[str, Any]) -> str:
    return one_line(str(row["name"] or row["id"]))


def label(row: Mapping[str, Any]) -> str:
    """The short name, or of it the end that is another name too (`73/27` of `A/RES/73/27`); else the name."""
    short = one_line(str(row["short_name"] or ""))
    ends = [alias for alias in row["aliases"] or () if short.endswith(f"/{alias}")]
    return min(ends, key=len) if ends else short or _name(row)
