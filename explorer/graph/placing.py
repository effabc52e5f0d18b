"""Where entities go that come to those on the canvas: near what they are tied to; nothing else moves."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np

from explorer.graph.force import below, force
from explorer.graph.spacing import CHARACTER, LEAST_WIDTH, MARGIN, NodeInfo, Occupied, Point, Points, Tied, rings

USUAL_WIDTH = LEAST_WIDTH + 8 * CHARACTER + MARGIN
"""What an entity already placed takes: its label is not known here."""
FIRST_RING, RING_GAP = 100.0, 62.0
AREA, ALIKE = 60.0, 40.0
"""Entities whose neighbours have their middle in one square of this size are placed together."""


def place_new(new: Sequence[NodeInfo], lines: Iterable[Tied], places: Mapping[str, Point]) -> dict[str, Point]:
    """Places for the entities of `new` that have none in `places`.

    Each lies on a free place near the middle of its placed neighbours, on the side away from the crowd. Those that
    come to the same neighbours fan out on rings, kind by kind. What is tied to nothing that is placed, even through
    other new ones, lies below all others, laid out by force. On an empty canvas, a star lies round its middle; all else
    is laid out by force.
    """
    waiting = {node.id: node for node in new if node.id not in places}
    near = _neighbours(waiting.keys(), places.keys(), lines)
    placed = dict(places)
    if not placed:
        middle = max(waiting, key=lambda each: (len(near[each]), each), default="")
        if middle and _is_star(near, middle):
            placed[middle] = (0.0, 0.0)
            del waiting[middle]
    occupied = Occupied(np.array(list(placed.values())).reshape(-1, 2), np.full(len(placed), USUAL_WIDTH))
    while wave := [node for node in waiting.values() if any(each in placed for each in near[node.id])]:
        _place_wave(wave, near, placed, occupied)
        for node in wave:
            del waiting[node.id]
    if waiting:
        placed |= _island(list(waiting.values()), near, placed)
    return {node.id: placed[node.id] for node in new if node.id not in places}


def _neighbours(waiting: Set[str], placed: Set[str], lines: Iterable[Tied]) -> dict[str, set[str]]:
    """For each waiting entity those it has a line to."""
    near: dict[str, set[str]] = {each: set() for each in waiting}
    for one, other in lines:
        if one != other:
            if one in waiting and (other in waiting or other in placed):
                near[one].add(other)
            if other in waiting and (one in waiting or one in placed):
                near[other].add(one)
    return near


def _is_star(near: Mapping[str, set[str]], middle: str) -> bool:
    """Whether an entity has a line to all others, and these have hardly any to each other."""
    others = len(near) - 1
    return len(near[middle]) == others and sum(map(len, near.values())) <= 3 * others


def _island(nodes: Sequence[NodeInfo], near: Mapping[str, set[str]], placed: Mapping[str, Point]) -> dict[str, Point]:
    lines = sorted((node.id, other) for node in nodes for other in near[node.id])
    found = force(nodes, lines, {}, ())
    if not placed:
        return found
    dx, dy = below(placed.values(), found.values())
    return {each: (x + dx, y + dy) for each, (x, y) in found.items()}


def _place_wave(
    wave: Iterable[NodeInfo], near: Mapping[str, set[str]], placed: dict[str, Point], occupied: Occupied
) -> None:
    """Note the places of those that have placed neighbours: the largest groups first, wide labels after narrow ones."""
    crowd = np.array(list(placed.values()))
    groups: dict[tuple[int, int, bool], list[tuple[NodeInfo, Point]]] = defaultdict(list)
    for node in wave:
        seen = [placed[each] for each in near[node.id] if each in placed]
        x, y = _middle(seen)
        groups[round(x / AREA), round(y / AREA), len(seen) == 1].append((node, (x, y)))
    for (_, _, single), group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        x, y = _middle([anchor for _, anchor in group])
        away = _away(x, y, crowd) if len(crowd) > 1 else None
        around = rings(FIRST_RING if single else 0.0, RING_GAP, away)
        for _, alike in sorted(_by_width(node for node, _ in group).items()):
            width = max(node.width for node in alike)
            spots = [occupied.settle(x, y, width, around) for _ in alike]
            spots.sort(key=lambda spot: math.remainder(math.atan2(spot[1] - y, spot[0] - x) - (away or 0), 2 * math.pi))
            alike.sort(key=lambda node: (node.kind, -node.degree, node.id))
            placed.update((node.id, spot) for node, spot in zip(alike, spots, strict=True))


def _middle(points: Sequence[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return math.fsum(xs) / len(points), math.fsum(ys) / len(points)


def _by_width(nodes: Iterable[NodeInfo]) -> dict[int, list[NodeInfo]]:
    """Nodes that are about as wide as each other, so that they can change places."""
    alike: dict[int, list[NodeInfo]] = defaultdict(list)
    for node in nodes:
        alike[math.ceil(node.width / ALIKE)].append(node)
    return alike


def _away(x: float, y: float, crowd: Points) -> float:
    """The direction, in radians, in which the fewest and the farthest others lie."""
    from_them = np.array([x, y]) - crowd
    weights = 1 / ((from_them**2).sum(axis=1) + 100.0**2)
    dx, dy = (from_them * weights[:, None]).sum(axis=0)
    return math.atan2(dy, dx)
