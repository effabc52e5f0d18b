"""Rows of the database -> the nodes and lines that the page draws. All ties between two entities make one line."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from explorer.graph.words import one_line, shortened
from graph_loader.schema import PolarityByValue, Property, Schema

COLOURED = ("un_region", "un_regional_group", "continent")
"""Properties of type text that have few values, so that a colour can stand for each; those of type choice all do."""

_ADMISSIONS = ("un_member_since",)
"""Dates of an event in the life of an entity, told as its date only where its kind has no other."""
_OF_TIES = ("id", "start", "end", "verified", "dataset", "value")

Tie = tuple[str, int, int, int, str, str, str, str, str]
"""Relation, 1 where it runs from the source of the line, polarity, 1 where verified, start, end, dataset, value, id."""
TIE_FIELDS = ("relation", "forward", "polarity", "verified", "start", "end", "dataset", "value", "id")


class Node(TypedDict):
    """An entity as the page draws it.

    `ties` and `neighbours` count all that the graph holds of it; `flag` is the two-letter code of a state, or empty.
    """

    id: str
    kind: str
    name: str
    label: str
    ties: int
    neighbours: int
    verified: bool
    date: str
    lat: float | None
    lon: float | None
    flag: str
    facts: dict[str, str]


class Line(TypedDict):
    """The ties between two entities, the oldest first.

    Its id names the two with a blank between them, which no id of an entity holds: first the source, which is the one
    that sorts first, so that a line never turns, then the target.
    """

    id: str
    ties: list[Tie]


def node(row: Mapping[str, Any], schema: Schema) -> Node:
    """A row with the `properties` of an entity, and the numbers of its `ties` and `neighbours`."""
    properties = row["properties"]
    identity = str(properties["id"])
    kind = schema.kind_of(identity) or ""
    declared = schema.entity_properties(kind) if kind else schema.entity.properties
    name = one_line(str(properties.get("name") or identity))
    lat, lon = _place(properties)
    return {
        "id": identity,
        "kind": kind,
        "name": name,
        "label": shortened(one_line(str(properties.get("short_name") or "")) or name),
        "ties": row["ties"],
        "neighbours": row["neighbours"],
        "verified": properties.get("verified") is True,
        "date": _text(properties.get(beginning(schema, kind))),
        "lat": lat,
        "lon": lon,
        "flag": _text(properties.get("iso2")).lower(),
        "facts": {
            name: _text(properties[name])
            for name, prop in declared.items()
            if has_few_values(name, prop) and properties.get(name) not in (None, "")
        },
    }


def beginning(schema: Schema, kind: str) -> str:
    """The property that holds when an entity of a kind began or was made, or empty: the first date declared of it."""
    if kind not in schema.kinds:
        return ""
    dates = [name for name, prop in schema.kinds[kind].properties.items() if prop.type == "date"]
    return next((name for name in dates if name not in _ADMISSIONS), next(iter(dates), ""))


def begins(schema: Schema, kind: str) -> bool:
    """True where the date of an entity of a kind says when it came to be: before it, there was none."""
    return beginning(schema, kind) not in ("", *_ADMISSIONS)


def tie_properties(schema: Schema) -> list[str]:
    """The properties of a tie that a line needs: those that it shows, and those that decide on polarities."""
    by = [
        relation.polarity.by for relation in schema.relations.values() if isinstance(relation.polarity, PolarityByValue)
    ]
    return list(dict.fromkeys([*_OF_TIES, *by]))


def naming_relations(schema: Schema) -> list[str]:
    """The relations whose value is an entity."""
    return [name for name in schema.relations if _value_type(name, schema) == "entity"]


def lines(node_id: str, rows: Iterable[Sequence[Any]], schema: Schema) -> list[Line]:
    """The lines of a node from its ties.

    A row is: the id of the other end, true where the tie runs to it, its relation, its properties in the order of
    `tie_properties`, and the name of the entity that its value is, or None.
    """
    names = tie_properties(schema)
    found: dict[str, list[Tie]] = {}
    for other, outward, relation, values, named in rows:
        properties = dict(zip(names, values, strict=True))
        forward = outward == (node_id < other)
        found.setdefault(other, []).append(_tie(relation, properties, named, schema, forward=forward))
    return [_line(node_id, other, ties) for other, ties in found.items()]


def _line(one: str, other: str, ties: Sequence[Tie]) -> Line:
    source, target = sorted((one, other))
    ranked = sorted(ties, key=lambda tie: (tie[4], tie[0], tie[-1]))
    return {"id": f"{source} {target}", "ties": ranked}


def ends(line: Line) -> tuple[str, str]:
    """The ids of its source and its target."""
    source, target = line["id"].split(" ")
    return source, target


def _tie(relation: str, properties: Mapping[str, Any], named: str | None, schema: Schema, *, forward: bool) -> Tie:
    return (
        relation,
        int(forward),
        schema.polarity(relation, properties) if relation in schema.relations else 0,
        int(properties["verified"] is True),
        _text(properties["start"]),
        _text(properties["end"]),
        _text(properties["dataset"]),
        _text(named or properties["value"]),
        _text(properties["id"]),
    )


def _value_type(relation: str, schema: Schema) -> str:
    declared = schema.relation_properties(relation).get("value")
    return declared.type if declared else ""


def has_few_values(name: str, prop: Property) -> bool:
    """True for a property by which entities can be told apart in groups: by a colour, or in a list."""
    return prop.type == "choice" or (prop.type == "text" and name in COLOURED)


def _place(properties: Mapping[str, Any]) -> tuple[float, float] | tuple[None, None]:
    """Latitude and longitude in degrees, or neither."""
    lat, lon = (properties.get(name) for name in ("latitude", "longitude"))
    if isinstance(lat, int | float) and isinstance(lon, int | float) and math.isfinite(lat) and math.isfinite(lon):
        return float(lat), float(lon)
    return None, None


def _text(value: object) -> str:
    return "" if value is None else one_line(str(value))
