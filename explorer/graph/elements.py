"""A neighbourhood -> the elements of the canvas (nodes and lines as Cytoscape reads them) and the legend."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from explorer.graph.layout import Place, ellipse
from explorer.graph.lines import STANCES, Line, line_to
from explorer.graph.records import Entity, Neighbourhood
from explorer.graph.view import View
from explorer.graph.words import shortened
from graph_loader.schema import Schema

Element = dict[str, Any]


@dataclass(frozen=True)
class Legend:
    """How many entities of each kind and how many lines of each stance are drawn, in the order of the declaration."""

    kinds: dict[str, int]
    stances: dict[str, int]
    unverified: int


def elements(shown: Neighbourhood, schema: Schema) -> list[Element]:
    """Nodes with preset places, then lines. Each carries in `href` the query of the view that tells about it."""
    centre = shown.centre
    order = list(schema.kinds)
    ranked = sorted(
        (neighbour.entity for neighbour in shown.neighbours),
        key=lambda entity: order.index(entity.kind) if entity.kind in order else len(order),
    )
    places = ellipse([entity.id for entity in ranked])
    nodes = [_node(centre, Place(0, 0, "right"), View(centre.id), "centre")]
    nodes += [_node(entity, places[entity.id], View(centre.id, about=entity.id), "") for entity in ranked]
    lines = [
        _edge(line_to(neighbour, schema), View(centre.id, tie_with=neighbour.entity.id))
        for neighbour in shown.neighbours
    ]
    return nodes + lines


def legend(shown: Neighbourhood, schema: Schema) -> Legend:
    """What the canvas shows, counted."""
    kinds = Counter(entity.kind for entity in (shown.centre, *(n.entity for n in shown.neighbours)))
    lines = [line_to(neighbour, schema) for neighbour in shown.neighbours]
    stances = Counter(line.stance for line in lines)
    return Legend(
        {kind: kinds[kind] for kind in schema.kinds if kinds[kind]},
        {stance: stances[stance] for stance in STANCES if stances[stance]},
        sum(not line.verified for line in lines),
    )


def _node(entity: Entity, place: Place, view: View, role: str) -> Element:
    return {
        "data": {
            "id": entity.id,
            "label": shortened(entity.short_name or entity.name),
            "kind": entity.kind,
            "side": place.side,
            "role": role,
            "href": view.query,
        },
        "position": {"x": place.x, "y": place.y},
    }


def _edge(line: Line, view: View) -> Element:
    return {
        "data": {
            "id": line.id,
            "source": line.source,
            "target": line.target,
            "stance": line.stance,
            "arrows": line.arrows,
            "verified": "yes" if line.verified else "no",
            "label": str(line.ties) if line.ties > 1 else "",
            "href": view.query,
        }
    }
