"""Where things lie on the canvas: the layouts to choose from."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.graph.clusters import by_camp
from explorer.graph.force import force
from explorer.graph.layered import hierarchy, layers_by_date, layers_by_kind, timeline
from explorer.graph.measures import degree
from explorer.graph.placing import place_new
from explorer.graph.spacing import HEIGHT, NEIGHBOURS, NodeInfo, Point, Tied, separate, widths_of

__all__ = ["LAYOUTS", "Choice", "NodeInfo", "Point", "Tied", "layout"]

STANDARD_PARALLEL = math.radians(35)
LEAST_DEGREE, MOST_DEGREE = 4.0, 16.0
"""Canvas units that a degree of latitude may take."""


@dataclass(frozen=True)
class Choice:
    """A layout as a menu tells it."""

    title: str
    meaning: str


LAYOUTS = {
    "force": Choice("By ties", "Entities that are tied lie near each other."),
    "camp": Choice("By camp", "Each camp, a group with more ties within than without, is a cluster of its own."),
    "concentric": Choice("Rings", "Those with the most ties in this view are in the middle."),
    "hierarchy-date": Choice("Layers by date", "The oldest on top, the newest below, the undated last."),
    "hierarchy-kind": Choice(
        "Layers by kind", "A layer for each kind; kinds with many ties between them are neighbours."
    ),
    "timeline": Choice("Timeline", "From left to right by date; the undated stand on the left."),
    "geographic": Choice("Map", "States where their capitals are; the others near those they are tied to."),
    "grid": Choice("Grid", "Rows by kind, then by name."),
}


def layout(
    name: str,
    nodes: Sequence[NodeInfo],
    lines: Iterable[Tied],
    places: Mapping[str, Point],
    pinned: Collection[str],
) -> dict[str, Point]:
    """A place for every node, the same for the same arguments. Raises KeyError for a name that is not in `LAYOUTS`.

    `places` holds the present places of any of the nodes: where the layout begins, for `force`. The pinned ones that
    have a present place keep it exactly; the drawing is shifted so that they lie in it where they belong, as far as
    one shift can do that. No two boxes of node and label overlap unless both are pinned. Places must be finite.
    """
    nodes = sorted(nodes, key=lambda node: node.id)
    known = {node.id for node in nodes}
    lines = sorted({(one, other) for one, other in lines if one in known and other in known and one != other})
    pins = {each: places[each] for each in pinned if each in known and each in places}
    drawn = force(nodes, lines, places, pins) if name == "force" else _shifted(_DRAWN[name](nodes, lines), pins)
    drawn |= pins
    points = np.array([drawn[node.id] for node in nodes], np.float64).reshape(-1, 2)
    fixed = np.array([node.id in pins for node in nodes], bool)
    # Sideways would be another date.
    free = separate(points, widths_of(nodes), fixed, sideways=name != "timeline")
    return {node.id: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(nodes, free, strict=True)} | pins


def _shifted(drawn: Mapping[str, Point], pins: Mapping[str, Point]) -> dict[str, Point]:
    """The drawing with its middle in the origin, or the pinned ones on the whole where they are."""
    if not drawn:
        return {}
    if pins:
        dx, dy = (math.fsum(pins[each][axis] - drawn[each][axis] for each in pins) / len(pins) for axis in (0, 1))
    else:
        dx, dy = (-(min(axis) + max(axis)) / 2 for axis in zip(*drawn.values(), strict=True))
    return {each: (x + dx, y + dy) for each, (x, y) in drawn.items()}


def _concentric(nodes: Sequence[NodeInfo], lines: Sequence[Tied]) -> dict[str, Point]:
    """Rings about 100 apart round the one with the most lines; on each, near what they are tied to further in."""
    lines_of = degree([node.id for node in nodes], lines)
    waiting = sorted(nodes, key=lambda node: (-lines_of[node.id], -node.degree, node.id))
    near: dict[str, list[str]] = {node.id: [] for node in nodes}
    for one, other in lines:
        near[one].append(other)
        near[other].append(one)
    places: dict[str, Point] = {node.id: (0.0, 0.0) for node in waiting[:1]}
    turns = dict.fromkeys(places, 0.0)
    waiting = waiting[1:]
    rooms = _rooms(len(waiting))
    for number, room in enumerate(rooms, 1):
        # All rings are filled alike, the outermost too.
        share = math.ceil(len(waiting) * room / sum(rooms[number - 1 :]))
        ring, waiting = waiting[:share], waiting[share:]
        ring.sort(key=lambda node: (_mean_turn(turns[each] for each in near[node.id] if each in turns), node.id))
        for at, node in enumerate(ring):
            turns[node.id] = 2 * math.pi * at / len(ring)
            radius = (number + 0.2) * NEIGHBOURS
            places[node.id] = (radius * math.cos(turns[node.id]), radius * math.sin(turns[node.id]))
    return places


def _rooms(number: int) -> list[int]:
    """How many each ring can take, from the innermost to the last that so many need."""
    rooms: list[int] = []
    while sum(rooms) < number:
        rooms.append(int(2 * math.pi * (len(rooms) + 1.2)))
    return rooms


def _mean_turn(turns: Iterable[float]) -> float:
    """The mean direction, 0 to 2π."""
    points = [(math.cos(turn), math.sin(turn)) for turn in turns]
    return math.atan2(math.fsum(y for _, y in points), math.fsum(x for x, _ in points)) % (2 * math.pi)


def _geographic(nodes: Sequence[NodeInfo], lines: Sequence[Tied]) -> dict[str, Point]:
    """Equirectangular, standard parallel 35°; a degree is wider where capitals crowd, and those are moved apart."""
    located = [node for node in nodes if node.lat is not None and node.lon is not None]
    if not located:
        return place_new(nodes, lines, {})
    degrees = np.array([((node.lon or 0) * math.cos(STANDARD_PARALLEL), -(node.lat or 0)) for node in located])
    gaps = np.hypot(*np.moveaxis(degrees[:, None] - degrees[None], -1, 0)) + 1000 * np.eye(len(located))
    scale = min(max(0.6 * NEIGHBOURS / max(float(np.median(gaps.min(axis=0))), 1e-6), LEAST_DEGREE), MOST_DEGREE)
    apart = separate(degrees * scale, widths_of(located), np.zeros(len(located), bool))
    places = {node.id: (float(x), float(y)) for node, (x, y) in zip(located, apart, strict=True)}
    return places | place_new([node for node in nodes if node.id not in places], lines, places)


def _grid(nodes: Sequence[NodeInfo], _: Sequence[Tied]) -> dict[str, Point]:
    """As many columns as make the whole somewhat wider than high; each kind begins a row."""
    width = max((node.width for node in nodes), default=0.0)
    columns = max(1, round(math.sqrt(1.6 * len(nodes) * HEIGHT * 1.25 / max(width, 1))))
    kinds = Counter(node.kind for node in nodes)
    places: dict[str, Point] = {}
    top = 0.0
    for kind in sorted(kinds):
        members = sorted(
            (node for node in nodes if node.kind == kind), key=lambda node: (node.label.casefold(), node.id)
        )
        for at, node in enumerate(members):
            places[node.id] = ((at % columns) * width, top + (at // columns) * HEIGHT * 1.25)
        top += math.ceil(len(members) / columns) * HEIGHT * 1.25 + HEIGHT / 2
    return places


_DRAWN: dict[str, Callable[[Sequence[NodeInfo], Sequence[Tied]], dict[str, Point]]] = {
    "camp": by_camp,
    "concentric": _concentric,
    "hierarchy-date": lambda nodes, lines: hierarchy(layers_by_date(nodes).values(), lines),
    "hierarchy-kind": lambda nodes, lines: hierarchy(layers_by_kind(nodes, lines).values(), lines),
    "timeline": lambda nodes, _: timeline(nodes),
    "geographic": _geographic,
    "grid": _grid,
}
