"""Camps side by side, close enough to be read as one picture: for a graph with more actors than ties can tell."""

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import permutations

import numpy as np

from explorer.graph.force import force
from explorer.graph.spacing import NodeInfo, Point, Points, Tied

BETWEEN = 120.0
ACROSS, DOWN = 50.0, 50.0
"""From one column or row to the next; the boxes of nodes must not be wider."""
ASPECT = 2.2
MOST_ORDERED = 6
"""More camps than these stand in the order of their numbers."""


def camp_blocks(nodes: Sequence[NodeInfo], ties: Collection[Tied]) -> dict[str, Point]:
    """A place for each node: every camp a block of columns, in which those that are tied lie near each other.

    Camps with many ties between them are neighbours; those of no camp stand in rows below. No two places are nearer
    than a column or a row, and the middle of the whole is the origin.
    """
    camps = sorted({node.camp for node in nodes if node.camp is not None})
    inside = {camp: [node for node in nodes if node.camp == camp] for camp in camps}
    alone = [node for node in nodes if node.camp is None]
    rows = max(2, round(math.sqrt(max(len(nodes) - len(alone), 1) * ACROSS / DOWN / ASPECT)))
    places: dict[str, Point] = {}
    left = 0.0
    for camp in _order(camps, nodes, ties):
        points = _block(inside[camp], ties, min(rows, max(2, round(math.sqrt(len(inside[camp]))))))
        points -= [points[:, 0].min() - left, (points[:, 1].min() + points[:, 1].max()) / 2]
        places |= {node.id: (float(x), float(y)) for node, (x, y) in zip(inside[camp], points, strict=True)}
        left = float(points[:, 0].max()) + BETWEEN
    places |= _below(alone, places)
    if not places:
        return {}
    dx, dy = ((min(axis) + max(axis)) / 2 for axis in zip(*places.values(), strict=True))
    return {each: (round(x - dx, 1), round(y - dy, 1)) for each, (x, y) in places.items()}


def _block(group: Sequence[NodeInfo], ties: Collection[Tied], rows: int) -> Points:
    """A camp in columns of at most so many rows: who lies left by force is in a column to the left, above who is above.

    Every other column is moved down by half a row, as in a honeycomb.
    """
    drawn = force(group, [tie for tie in ties if _both(tie, {node.id for node in group})], {}, ())
    points = np.array([drawn[node.id] for node in group], np.float64)
    columns = math.ceil(len(group) / rows)
    placed = np.zeros_like(points)
    for column, members in enumerate(np.array_split(np.argsort(points[:, 0], kind="stable"), columns)):
        down = members[np.argsort(points[members, 1], kind="stable")]
        placed[down, 0] = column * ACROSS
        placed[down, 1] = (np.arange(len(down)) - (len(down) - 1) / 2 + 0.5 * (column % 2)) * DOWN
    return placed


def _both(tie: Tied, ids: Collection[str]) -> bool:
    return tie[0] in ids and tie[1] in ids


def _order(camps: Sequence[int], nodes: Sequence[NodeInfo], ties: Collection[Tied]) -> Sequence[int]:
    """The camps so that as few ties as can be pass by a camp between theirs."""
    if not 2 < len(camps) <= MOST_ORDERED:
        return camps
    camp_of = {node.id: node.camp for node in nodes}
    between: dict[tuple[int, int], int] = {}
    for one, other in ties:
        first, second = camp_of.get(one), camp_of.get(other)
        if first is not None and second is not None and first != second:
            pair = (min(first, second), max(first, second))
            between[pair] = between.get(pair, 0) + 1

    def length(order: Sequence[int]) -> int:
        at = {camp: place for place, camp in enumerate(order)}
        return sum(number * abs(at[one] - at[other]) for (one, other), number in between.items())

    return min(permutations(camps), key=length)


def _below(alone: Sequence[NodeInfo], places: Mapping[str, Point]) -> dict[str, Point]:
    """Rows under the blocks, as wide as these are."""
    xs, ys = ([place[axis] for place in places.values()] for axis in (0, 1))
    left, right = (min(xs), max(xs)) if xs else (0.0, 12 * ACROSS)
    top = max(ys, default=-BETWEEN) + BETWEEN
    columns = max(1, int((right - left) / ACROSS) + 1)
    return {node.id: (left + at % columns * ACROSS, top + at // columns * DOWN) for at, node in enumerate(alone)}
