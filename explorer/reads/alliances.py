"""Who sits where: members of bodies, and all who meet in a forum or stand behind a text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.analysis.records import Belonging, Venue
from explorer.graph.memberships import belonging, body_kinds, joined_kinds
from explorer.graph.words import one_line
from explorer.reads.rows import read
from graph_loader.database.connection import Database
from graph_loader.schema import PolarityByValue, Schema

PARTNERSHIPS = ("ALLIED_WITH", "COOPERATES_WITH", "PARTNERED_WITH", "BUILT_CAPACITY_FOR")

_MEMBERS = ("MEMBER_OF",)
_LESSER = frozenset({"associate", "partner", "dialogue-partner", "observer", "alleged"})
"""Roles of those who belong to a body without being members of it."""

_BELONGINGS = """
MATCH (actor:Entity)-[tie]->(venue:Entity)
WHERE type(tie) IN $relations AND any(label IN labels(actor) WHERE label IN $kinds)
  AND any(label IN labels(venue) WHERE label IN $venues)
RETURN actor.id AS actor, venue.id AS venue, type(tie) AS relation, coalesce(tie.value, '') AS value,
  coalesce(tie.start, '') AS start, coalesce(tie.end, '') AS end, coalesce(venue.founded, '') AS founded
ORDER BY venue, actor, start, value
"""

_VENUES = """
MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name, n.short_name AS short_name ORDER BY id
"""

_PARTNERS = """
MATCH (first:Entity)-[tie]-(second:Entity)
WHERE first.id IN $ids AND type(tie) IN $relations
RETURN DISTINCT first.id AS actor, second.id AS partner, type(tie) AS relation, coalesce(tie.value, '') AS value,
  coalesce(tie.start, '') AS start, coalesce(tie.end, '') AS end, startNode(tie) = first AS forward,
  coalesce(tie.source_url, '') AS source_url, coalesce(tie.verified, false) AS verified
ORDER BY actor, relation, partner, start, value
"""


@dataclass(frozen=True)
class Belongings:
    """Ties of actors to venues, and the venues by id."""

    rows: Sequence[Belonging]
    venues: Sequence[Venue]


def members_of_bodies(database: Database, schema: Schema, kinds: Collection[str] = ("State",)) -> Belongings:
    """Who is or was tied to which body by membership; those in a lesser role than member are not `full`."""
    relations = [name for name in _MEMBERS if name in schema.relations]
    return _belongings(database, schema, relations, kinds, body_kinds(schema))


def meeting_places(database: Database, schema: Schema, kinds: Collection[str] = ("State",)) -> Belongings:
    """Who sits or sat in which body or process, or stands behind which agreement: where two sides may meet.

    Resolutions are left out, on which all vote. Those who left a text, and observers, are not `full`.
    """
    venues = [kind for kind in joined_kinds(schema) if kind in body_kinds(schema) or not _voted_on(schema, kind)]
    return _belongings(database, schema, belonging(schema)[0], kinds, venues)


def partners(database: Database, schema: Schema, ids: Collection[str]) -> list[dict[str, Any]]:
    """Treaty allies, cooperation and capacity-building partners of actors, one row for each tie.

    Columns: actor, partner, relation, value, start, end, forward (whether the tie goes out from the actor),
    source_url, verified.
    """
    relations = [name for name in PARTNERSHIPS if name in schema.relations]
    return read(database, _PARTNERS, {"ids": sorted(ids), "relations": relations})


def _belongings(
    database: Database, schema: Schema, relations: Sequence[str], kinds: Collection[str], venues: Sequence[str]
) -> Belongings:
    parameters = {"relations": list(relations), "kinds": sorted(schema.kinds_in(kinds)), "venues": list(venues)}
    rows = [
        Belonging(
            row["actor"], row["venue"], row["value"], row["start"], row["end"],
            _full(schema, row["relation"], row["value"]), row["founded"],
        )
        for row in read(database, _BELONGINGS, parameters)
    ]  # fmt: skip
    named = read(database, _VENUES, {"ids": sorted({row.venue for row in rows})})
    told = [
        Venue(row["id"], one_line(str(row["short_name"] or row["name"] or row["id"])), schema.kind_of(row["id"]) or "")
        for row in named
    ]
    return Belongings(rows, told)


def _full(schema: Schema, relation: str, value: str) -> bool:
    """Whether a tie makes a member: not in a lesser role, and not where the declaration says that it divides."""
    if value in _LESSER:
        return False
    declared = schema.relations[relation].polarity
    return not isinstance(declared, PolarityByValue) or schema.polarity(relation, {"value": value}) > 0


def _voted_on(schema: Schema, kind: str) -> bool:
    return "VOTED" in schema.relations and kind in schema.kinds_in(schema.relations["VOTED"].targets)
