"""Room on the canvas: how much an entity with its label takes, who lies on whom, and how they are moved apart."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Tied = tuple[str, str]
"""The ids of the two ends of a line, in either order."""
Points = NDArray[np.float64]
"""One row an entity: x and y in canvas units, y downwards."""

CHARACTER = 6.6
LEAST_WIDTH, MARGIN = 34.0, 10.0
HEIGHT = 48.0
"""A node, the label below it, and some air."""
NEIGHBOURS = 100.0
"""How far neighbours lie apart where nothing speaks against it."""
TOUCHING = 0.5
"""How far two boxes may reach into each other without being said to overlap."""
ROUNDS, PATIENCE, GROWTH = 60, 6, 1.1
WORTH_PUSHING = 30
DIRECTIONS, RINGS = 16, 8
CELL, PERIOD = 8.0, 2048


@dataclass(frozen=True)
class NodeInfo:
    """What a layout must know of an entity.

    `date` is as stored (YYYY, YYYY-MM, YYYY-MM-DD or ""), `lat` and `lon` are degrees, `degree` counts its ties in the
    whole graph, `camp` is its camp where that is known. `label` is the text drawn below the node.
    """

    id: str
    kind: str
    label: str
    date: str = ""
    lat: float | None = None
    lon: float | None = None
    degree: int = 0
    camp: int | None = None

    @property
    def width(self) -> float:
        """Canvas units from side to side, label and margin included."""
        return max(LEAST_WIDTH, CHARACTER * len(self.label)) + MARGIN


class Occupied:
    """The boxes on the canvas, each `HEIGHT` high, on a raster: which of many places are free is told at once.

    The raster repeats itself every 16,384 units: it takes the same memory however far the boxes lie apart, and has
    room for some 20,000. A free place may be told to be taken, a taken one never to be free.
    """

    def __init__(self, points: Points, widths: Points) -> None:
        self._taken = np.zeros((PERIOD, PERIOD), bool)
        self._full_blocks: dict[tuple[int, int, float], int] = {}
        self.take(points, widths)

    def take(self, points: Points, widths: Points) -> None:
        """Note boxes by their middles."""
        if not len(points):
            return
        half = np.column_stack([widths, np.full(len(widths), HEIGHT)]) / 2
        first = np.floor((points - half) / CELL).astype(np.int64)
        last = np.ceil((points + half) / CELL).astype(np.int64) - 1
        columns, rows = (
            np.minimum(first[:, axis, None] + np.arange((last - first)[:, axis].max() + 1), last[:, axis, None])
            for axis in (0, 1)
        )
        self._taken[columns[:, :, None] % PERIOD, rows[:, None, :] % PERIOD] = True

    def free(self, points: Points, width: float) -> NDArray[np.bool_]:
        """For each of the places whether a box there would lie on no other."""
        # All boxes are as high as each other and at least LEAST_WIDTH wide: none slips between these points.
        across = np.linspace(-width / 2, width / 2, math.ceil(width / LEAST_WIDTH) + 1)
        columns = np.floor((points[:, 0, None] + across) / CELL).astype(np.int64) % PERIOD
        rows = np.floor((points[:, 1, None] + [-HEIGHT / 2, 0, HEIGHT / 2]) / CELL).astype(np.int64) % PERIOD
        return np.asarray(~self._taken[columns[:, :, None], rows[:, None, :]].any(axis=(1, 2)))

    def settle(self, x: float, y: float, width: float, around: Callable[[int], Points]) -> Point:
        """Take the first free place of those that `around` gives as offsets from a point, one block after another."""
        # Points of one small area share the knowledge of what is full: nothing ever becomes free.
        area = (round(x / 40), round(y / 40), float(around(0)[0, 0]))
        for block in count(self._full_blocks.get(area, 0)):
            candidates = around(block) + np.array([x, y])
            free = self.free(candidates, width)
            if free.any():
                self._full_blocks[area] = block
                place = candidates[np.argmax(free)]
                self.take(place[None], np.array([width]))
                return float(place[0]), float(place[1])
        raise AssertionError("rings go on without end")


def rings(first: float, gap: float, away: float | None = None) -> Callable[[int], Points]:
    """Offsets on rings from radius `first` on, by blocks; those in the direction `away` (radians) come sooner."""
    return partial(_rings, first, gap, None if away is None else round(away / (2 * math.pi) * DIRECTIONS) % DIRECTIONS)


@lru_cache(maxsize=1024)
def _rings(first: float, gap: float, direction: int | None, block: int) -> Points:
    """Some rings, wider than high as boxes are, their places in the order in which to try them."""
    away = 2 * math.pi * (direction or 0) / DIRECTIONS
    ranked = []
    for ring in range(RINGS * block, RINGS * (block + 1)):
        radius = first + gap * ring
        places = max(1, int(2 * math.pi * radius / min(gap, NEIGHBOURS / 2)))
        for number in range(places):
            turn = 2 * math.pi * (number + 0.5 * (ring % 2)) / places
            behind = 0.0 if direction is None else abs(math.remainder(turn, 2 * math.pi)) / math.pi
            offset = (1.2 * radius * math.cos(away + turn), radius * math.sin(away + turn))
            ranked.append((radius * (1 + behind), number, offset))
    return np.array([offset for _, _, offset in sorted(ranked)])


def up_and_down(block: int) -> Points:
    """Offsets straight above and below, by blocks."""
    steps = np.arange(RINGS * block + 1, RINGS * (block + 1) + 1).repeat(2) * HEIGHT / 4
    steps[1::2] *= -1
    return np.column_stack([np.zeros(len(steps)), steps])


def separate(points: Points, widths: Points, fixed: NDArray[np.bool_], sideways: bool = True) -> Points:
    """The points moved apart until no box of `widths` x `HEIGHT` lies on another; the fixed ones stay.

    Overlapping boxes push each other along the axis on which they overlap least (only up and down without `sideways`);
    what still overlaps after some rounds goes to the nearest free place. Only two fixed ones can still overlap.
    """
    may_grow = sideways and not fixed.any()
    pushed = push(points, widths, np.full(len(points), HEIGHT), fixed, sideways=sideways, may_grow=may_grow)
    rounded = np.where(fixed[:, None], points, pushed.round(1))
    return _settled(rounded, widths, fixed, rings(12, 24) if sideways else up_and_down)


def push(
    points: Points,
    widths: Points,
    heights: Points,
    fixed: NDArray[np.bool_],
    *,
    sideways: bool = True,
    may_grow: bool = True,
) -> Points:
    """Some rounds in which boxes that overlap push each other; where many do for long, the whole may grow.

    A crowd too thick for pushing is left as it is.
    """
    points = points.copy()
    for number in range(1, ROUNDS + 1):
        one, other = overlapping(points, widths, heights, TOUCHING / 2)
        moving = ~(fixed[one] & fixed[other])
        one, other = one[moving], other[moving]
        if not len(one) or len(one) > WORTH_PUSHING * len(points):
            break
        points += _moves(points, widths, heights, fixed, one, other, sideways)
        if may_grow and number % PATIENCE == 0 and len(one) > len(points) / 10:
            points *= GROWTH
    return points


def _moves(
    points: Points,
    widths: Points,
    heights: Points,
    fixed: NDArray[np.bool_],
    one: NDArray[np.intp],
    other: NDArray[np.intp],
    sideways: bool,
) -> Points:
    between = points[other] - points[one]
    sides = np.where(between < 0, -1.0, 1.0)
    depth = np.column_stack([widths[one] + widths[other], heights[one] + heights[other]]) / 2 - np.abs(between)
    # Boxes are wider than high: with a plain comparison, every crowd would grow into a column.
    across = (depth[:, 0] < 1.5 * depth[:, 1]) & sideways
    axes = np.column_stack([across, ~across])
    step = np.where(axes, sides * (depth + 0.5), 0.0)
    share = np.where(fixed[other], 1.0, np.where(fixed[one], 0.0, 0.5))[:, None]
    total = np.zeros_like(points)
    for axis in (0, 1):
        total[:, axis] -= np.bincount(one, (step * share)[:, axis], len(points))
        total[:, axis] += np.bincount(other, (step * (1 - share))[:, axis], len(points))
    return total * 0.7


def overlapping(
    points: Points, widths: Points, heights: Points, touching: float = TOUCHING
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs of boxes that overlap, found among those in the same or adjacent cells of a grid."""
    if len(points) < 2:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    column, row = (np.floor(points / [widths.max(), heights.max()]).astype(np.int64)).T
    column, row = column - column.min(), row - row.min() + 1
    stride = int(row.max()) + 2
    keys = column * stride + row
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    pairs = []
    for offset in (0, 1, stride - 1, stride, stride + 1):
        starts = np.searchsorted(ranked, ranked + offset) if offset else np.arange(1, len(ranked) + 1)
        lengths = np.maximum(np.searchsorted(ranked, ranked + offset, side="right") - starts, 0)
        one = np.repeat(np.arange(len(ranked)), lengths)
        within = np.arange(len(one)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        pairs.append((order[one], order[np.repeat(starts, lengths) + within]))
    one, other = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    near = np.abs(points[one] - points[other])
    room = np.column_stack([widths[one] + widths[other], heights[one] + heights[other]]) / 2
    hit = (near < room - touching).all(axis=1)
    return one[hit], other[hit]


def _settled(points: Points, widths: Points, fixed: NDArray[np.bool_], around: Callable[[int], Points]) -> Points:
    """Of each two that still overlap, one, but no fixed one, on the nearest free place."""
    leaving = np.zeros(len(points), bool)
    for one, other in zip(*overlapping(points, widths, np.full(len(points), HEIGHT)), strict=True):
        if not leaving[one] and not leaving[other]:
            leaving[one if fixed[other] else other] = not (fixed[one] and fixed[other])
    if not leaving.any():
        return points
    points = points.copy()
    occupied = Occupied(points[~leaving], widths[~leaving])
    for at in np.flatnonzero(leaving):
        points[at] = occupied.settle(float(points[at, 0]), float(points[at, 1]), float(widths[at]), around)
    return points


def widths_of(nodes: Sequence[NodeInfo]) -> Points:
    """The widths of the boxes of entities, in their order."""
    return np.array([node.width for node in nodes], np.float64)
