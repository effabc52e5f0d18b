"""Layout by camps: each camp by force within itself, the camps as clusters apart."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import igraph
import numpy as np

from explorer.graph.force import ASPECT, below, extent, force
from explorer.graph.measures import camps
from explorer.graph.networks import seeded
from explorer.graph.spacing import NodeInfo, Point, Points, Tied, push

BETWEEN_CAMPS = 120.0


def by_camp(nodes: Sequence[NodeInfo], lines: Iterable[Tied]) -> dict[str, Point]:
    """Places in which camps lie apart, those with many lines between them nearer to each other.

    The camps are those of the nodes where each has one, else they are found (see `measures.camps`). Camps of one
    entity lie in rows below.
    """
    lines = list(lines)
    groups = _camps(nodes, lines)
    alone = force([group[0] for group in groups if len(group) == 1], (), {}, ())
    groups = [group for group in groups if len(group) > 1]
    drawn = [force(group, _within(group, lines), {}, ()) for group in groups]
    places: dict[str, Point] = {}
    for inner, (x, y) in zip(drawn, _middles(groups, drawn, lines), strict=True):
        places |= {each: (place[0] + x, place[1] + y) for each, place in inner.items()}
    if not places or not alone:
        return places or alone
    dx, dy = below(places.values(), alone.values())
    return places | {each: (x + dx, y + dy) for each, (x, y) in alone.items()}


def _camps(nodes: Sequence[NodeInfo], lines: Iterable[Tied]) -> list[list[NodeInfo]]:
    known = {node.id: node.camp for node in nodes if node.camp is not None}
    member = known if len(known) == len(nodes) else camps([node.id for node in nodes], lines)
    groups: dict[int, list[NodeInfo]] = defaultdict(list)
    for node in nodes:
        groups[member[node.id]].append(node)
    return [group for _, group in sorted(groups.items())]


def _within(group: Iterable[NodeInfo], lines: Iterable[Tied]) -> list[Tied]:
    ids = {node.id for node in group}
    return [line for line in lines if line[0] in ids and line[1] in ids]


def _middles(
    groups: Sequence[Sequence[NodeInfo]], drawn: Sequence[Mapping[str, Point]], lines: Iterable[Tied]
) -> list[Point]:
    """Where the middle of each cluster lies: by force over the lines between camps, then apart."""
    if len(groups) < 2:
        return [(0.0, 0.0)] * len(groups)
    sizes = [
        extent(np.array([inner[node.id] for node in group]), group) for group, inner in zip(groups, drawn, strict=True)
    ]
    wide = np.array([right - left for left, _, right, _ in sizes]) + BETWEEN_CAMPS
    high = np.array([bottom - top for _, top, _, bottom in sizes]) + BETWEEN_CAMPS
    points = _by_lines_between(groups, lines)
    points *= math.sqrt((wide * high).sum()) / 4 * np.array([math.sqrt(ASPECT), 1 / math.sqrt(ASPECT)])
    points = push(points, wide, high, np.zeros(len(groups), bool), may_grow=False)
    return [(float(x), float(y)) for x, y in points]


def _by_lines_between(groups: Sequence[Iterable[NodeInfo]], lines: Iterable[Tied]) -> Points:
    """Clusters as points by force, with a mean of 0 and a standard deviation of 1 along each axis."""
    number = {node.id: at for at, group in enumerate(groups) for node in group}
    weights: dict[tuple[int, int], int] = defaultdict(int)
    for line in lines:
        one, other = sorted(number.get(end, -1) for end in line)
        if 0 <= one < other:
            weights[one, other] += 1
    graph = igraph.Graph(len(groups), list(weights))
    turns = [2 * math.pi * at / len(groups) for at in range(len(groups))]
    with seeded():
        drawn = graph.layout_fruchterman_reingold(
            seed=[(math.cos(turn), math.sin(turn)) for turn in turns],
            weights=[math.log1p(weight) for weight in weights.values()],
        )
    points = np.array(drawn.coords)
    return np.asarray((points - points.mean(axis=0)) / np.maximum(points.std(axis=0), 1e-6))
