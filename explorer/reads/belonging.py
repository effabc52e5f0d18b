"""Who belongs to a body or stands behind a text, and in what role."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from explorer.graph.memberships import belonging, body_kinds
from explorer.graph.records import Choice, Entity
from explorer.graph.words import one_line
from explorer.reads.choosing import choice
from explorer.reads.rows import entity, read
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

LEAST_MEMBERS = 3
MOST_BODIES = 60

_BELONGING = """
  MATCH (n:Entity)<-[tie]-(other:Entity) WHERE n.id IN $ids AND other <> n AND type(tie) IN
    CASE WHEN EXISTS { (n)<-[joining]-(:Entity) WHERE type(joining) IN $belonging } THEN $belonging ELSE $parts END
"""

_MEMBERS = f"""{_BELONGING}
  WITH DISTINCT other RETURN other.id ORDER BY COUNT {{ (other)--(:Entity) }} DESC, other.id
"""

_RELATIONS = f"COLLECT {{ {_BELONGING} RETURN DISTINCT type(tie) }}"

_FORMER = f"""COUNT {{ {_BELONGING}
  WITH other, count(tie) AS ties, collect(tie.end) AS ends
  WHERE size(ends) = ties AND all(end IN ends WHERE end < left($today, size(end))) RETURN other
}}"""

_ROLES = f"""{_BELONGING} AND other.id IN $shown
RETURN other.id AS id, type(tie) AS relation, tie.value AS value,
  coalesce(tie.end < left($today, size(tie.end)), false) AS former
ORDER BY former DESC, coalesce(tie.start, ''), tie.id
"""

_BODIES = """
MATCH (n:Entity) WHERE any(label IN labels(n) WHERE label IN $kinds)
WITH n, COUNT { MATCH (n)<-[tie]-(other:Entity) WHERE type(tie) IN $belonging RETURN DISTINCT other } AS members
WHERE members >= $least
RETURN n.id AS id, n.name AS name, n.short_name AS short_name, members ORDER BY members DESC, n.id LIMIT $most
"""


def members(database: Database, schema: Schema, of: str, shown: Sequence[str], *, most: int) -> Choice:
    """All who belong to a body or stand behind a text, in any role and at any time; of what has none such, its parts.

    Those with most ties come first.
    """
    return choice(database, _MEMBERS, [of], shown, most, _parameters(schema), relations=_RELATIONS, former=_FORMER)


def roles(database: Database, schema: Schema, of: str, shown: Sequence[str]) -> dict[str, str]:
    """How those shown belong to a body or stand behind a text, by id: the last role, with `former` where it is over."""
    rows = read(database, _ROLES, {"ids": [of], "shown": list(shown), **_parameters(schema)})
    return {row["id"]: f"former {role}" if row["former"] else role for row in rows if (role := _role(row, schema))}


def bodies(database: Database, schema: Schema) -> list[Entity]:
    """The bodies with most members, by the name that they are known by: a colour may tell who belongs to one."""
    relations, _ = belonging(schema)
    parameters = {"kinds": body_kinds(schema), "belonging": relations, "least": LEAST_MEMBERS, "most": MOST_BODIES}
    found = [entity(row, schema) for row in read(database, _BODIES, parameters)]
    return sorted(found, key=lambda body: (body.short_name or body.name).casefold())


def _parameters(schema: Schema) -> dict[str, Any]:
    relations, parts = belonging(schema)
    return {"belonging": relations, "parts": parts, "today": datetime.now(UTC).date().isoformat()}


def _role(row: Mapping[str, Any], schema: Schema) -> str:
    value = one_line(str(row["value"] or ""))
    return value or schema.relations[row["relation"]].title
