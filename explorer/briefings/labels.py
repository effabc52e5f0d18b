"""Where labels go on a slide: each near its entity, none on another label, on an entity, or beyond the picture.

Every label has many places, of which some are cheaper: close, below or beside, not across lines. They are given out
greedily, those with the fewest places first; where none is left, labels in the way move; at last each takes the best
place that is free by then. Finding the most labels that fit is NP-hard (Formann and Wagner 1991), this comes near it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.briefings.typesetting import LEADING
from explorer.export.lettering import width, wrapped
from explorer.graph.words import shortened

Boxes = NDArray[np.float64]
"""One row a box: left, top, right, bottom."""
Segments = NDArray[np.float64]
"""One row a straight line: x and y of its one end, then of the other."""

AIR = 1.5
"""Points between a label and what it must not touch."""
CLOSE = (2.0, 7.0, 13.0, 22.0, 34.0, 50.0, 70.0)
FAR = (16.0, 26.0, 40.0, 60.0, 85.0, 115.0, 150.0)
"""Distances from the rim at which a label, and at which a caption may stand."""
DIRECTIONS = 16
LEADER_FROM = 10.0
"""A label that stands farther off has a line to its entity."""
SHORT = 16
ROUNDS = 3
MOST_EVICTED, MOST_TRIED = 2, 60

_BREAKS = "-/·"
_CROSSED, _CROSSED_AT_MOST, _LED_OVER = 0.7, 4, 6.0
_OTHER_VARIANT, _CUT, _FARTHER, _LED, _OFF_SIDE = 0.45, 3.0, 0.8, 1.5, 0.9
"""What is disliked in a place, and how much."""


@dataclass(frozen=True)
class Named:
    """What is to be labelled: a disc, the ways in which the label may be broken into lines, and how far off it may be.

    A label farther off than `leader_from` has a line to the disc. `side` is -1 where it had better stand at the left
    and 1 where at the right.
    """

    id: str
    x: float
    y: float
    radius: float
    variants: tuple[tuple[str, ...], ...]
    size: float
    distances: tuple[float, ...] = CLOSE
    leader_from: float = LEADER_FROM
    side: int = 0


@dataclass(frozen=True)
class Label:
    """A label that has its place: its lines, its box, and the line to its entity where it has one."""

    id: str
    lines: tuple[str, ...]
    box: tuple[float, float, float, float]
    leader: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, eq=False)
class _Places:
    """All places of one label that nothing fixed forbids, the cheapest first."""

    boxes: Boxes
    leaders: Segments
    costs: NDArray[np.float64]
    variants: NDArray[np.intp]

    def clear_of(self, boxes: Boxes, leaders: Segments) -> NDArray[np.bool_]:
        """Which of these places leave which other labels and their lines alone (others x places)."""
        hit = overlapping(boxes, self.boxes) | crossing(leaders, self.boxes) | crossing(self.leaders, boxes).T
        return np.asarray(~hit)


def variants(text: str, size: float, most: float, short: str = "") -> tuple[tuple[str, ...], ...]:
    """The ways to write a name: on one line, two or three, then `short`, then cut; no line is wider than `most`."""
    found: list[tuple[str, ...]] = []
    for words in dict.fromkeys((text, short or text, shortened(short or text), shortened(short or text, SHORT))):
        whole = width(words, size)
        for lines in (1, 2, 3):
            if lines > 1 and len(words) < 6 * lines:
                break
            room = most if lines == 1 else min(most, whole / lines * 1.15 + 2 * size)
            made = tuple(wrapped(words, room, size, lines=lines))
            if made and _holds(made, words):
                found.append(made)
    return tuple(dict.fromkeys(found)) or (tuple(wrapped(text, most, size, lines=1)),)


def _holds(lines: Sequence[str], words: str) -> bool:
    """Whether lines hold a text whole, broken between words or behind a hyphen or a stroke."""
    at = 0
    for line in lines:
        if not words.startswith(line, at):
            return False
        at += len(line)
        if at < len(words) and words[at] != " " and words[at - 1] not in _BREAKS:
            return False
        at += words.startswith(" ", at)
    return at >= len(words)


def place(
    wanted: Sequence[Named],
    area: tuple[float, float, float, float],
    lines: Segments | None = None,
    taken: Sequence[tuple[float, float, float, float]] = (),
    discs: Iterable[Named] | None = None,
    led: Segments | None = None,
) -> tuple[dict[str, Label], list[str]]:
    """A place for each label that finds one, by id, and the ids of those that find none.

    `discs` are what no label may lie on (None: those of `wanted`), `taken` are boxes and `led` lines that no label
    may touch, and `lines` are better not crossed. The same arguments give the same places.
    """
    discs = list(wanted if discs is None else discs)
    obstacles = np.array([(disc.x, disc.y, disc.radius) for disc in discs], np.float64).reshape(-1, 3)
    boxes = np.array(taken, np.float64).reshape(-1, 4)
    nothing = np.empty((0, 4))
    drawn, untouched = nothing if lines is None else lines, nothing if led is None else led
    places = [_places(each, area, drawn, _Fixed(boxes, untouched, obstacles)) for each in wanted]
    order = sorted(range(len(wanted)), key=lambda at: (int((places[at].costs < 1.5).sum()), wanted[at].id))
    chosen: dict[int, int] = {}
    for at in order:
        _settle(at, places, chosen)
    for _ in range(ROUNDS):
        before = dict(chosen)
        for at in order:
            chosen.pop(at, None)
            _settle(at, places, chosen)
        if chosen == before:
            break
    made = {wanted[at].id: _label(wanted[at], places[at], choice) for at, choice in chosen.items()}
    return made, [each.id for at, each in enumerate(wanted) if at not in chosen]


def _settle(at: int, places: Sequence[_Places], chosen: dict[int, int]) -> None:
    """Give a label its cheapest free place, or one from which others move away."""
    own = places[at]
    if not len(own.costs):
        return
    others = list(chosen)
    clear = own.clear_of(*_taken(chosen, places))
    free = np.flatnonzero(clear.all(axis=0))
    if len(free):
        chosen[at] = int(free[0])
        return
    in_the_way = (~clear).sum(axis=0)
    for choice in np.argsort(in_the_way, kind="stable")[:MOST_TRIED]:
        if in_the_way[choice] > MOST_EVICTED:
            return
        moved = _moved_away(at, int(choice), [others[row] for row in np.flatnonzero(~clear[:, choice])], places, chosen)
        if moved is not None:
            chosen |= moved
            return


def _moved_away(
    at: int, choice: int, going: Sequence[int], places: Sequence[_Places], chosen: dict[int, int]
) -> dict[int, int] | None:
    """Where those that are in the way of a place may go instead, with the place itself; None where one may not."""
    found = {at: choice}
    staying = {other: where for other, where in chosen.items() if other not in going}
    for each in going:
        free = places[each].clear_of(*_taken(staying | found, places)).all(axis=0)
        if not free.any():
            return None
        found[each] = int(np.argmax(free))
    return found


def _taken(chosen: Mapping[int, int], places: Sequence[_Places]) -> tuple[Boxes, Segments]:
    """The boxes and the lines of the labels that have a place."""
    boxes = [places[each].boxes[at] for each, at in chosen.items()]
    leaders = [places[each].leaders[at] for each, at in chosen.items()]
    return np.array(boxes).reshape(-1, 4), np.array(leaders).reshape(-1, 4)


@dataclass(frozen=True, eq=False)
class _Fixed:
    """What no label may touch: boxes, lines, and discs (middle and radius)."""

    boxes: Boxes
    lines: Segments
    discs: NDArray[np.float64]


def _places(named: Named, area: tuple[float, float, float, float], lines: Segments, fixed: _Fixed) -> _Places:
    ways, disliked = _ways(named.distances, named.leader_from)
    disliked = disliked + _OFF_SIDE * abs(named.side) * (ways[:, 0] * named.side < 0.99)
    far = ways[:, 2] > named.leader_from
    parts, numbers, costs = [], [], []
    for number, variant in enumerate(named.variants):
        across = max(width(line, named.size) for line in variant)
        parts.append(_boxes(named, ways, across, len(variant) * named.size * LEADING))
        numbers.append(np.full(len(ways), number))
        costs.append(disliked + number * _OTHER_VARIANT + _CUT * variant[-1].endswith("…"))
    found = np.concatenate(parts)
    led = np.where(np.tile(far, len(parts))[:, None], _leaders(named, found), np.nan)
    left, top, right, bottom = area
    free = (found[:, 0] >= left) & (found[:, 1] >= top) & (found[:, 2] <= right) & (found[:, 3] <= bottom)
    free &= ~_on_discs(found, fixed.discs).any(axis=1) & ~overlapping(found, fixed.boxes).any(axis=1)
    free &= ~crossing(led, fixed.boxes).any(axis=1) & ~crossing(fixed.lines, found).any(axis=0)
    found, led, kinds = found[free], led[free], np.concatenate(numbers)[free]
    cost = np.concatenate(costs)[free]
    cost = cost + _CROSSED * np.minimum(crossing(lines, found).sum(axis=0), _CROSSED_AT_MOST)
    others = fixed.discs[(fixed.discs[:, 0] != named.x) | (fixed.discs[:, 1] != named.y)]
    rims = np.column_stack([others[:, :2] - others[:, 2:], others[:, :2] + others[:, 2:]])
    cost += _LED_OVER * crossing(led, rims).sum(axis=1)
    order = np.argsort(cost, kind="stable")
    return _Places(found[order], led[order], cost[order], kinds[order])


@lru_cache(maxsize=16)
def _ways(distances: tuple[float, ...], leader_from: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cosine and sine of the directions with the distances in each, and how much each is disliked."""
    ways, costs = [], []
    for step, distance in enumerate(distances):
        for at in range(0, DIRECTIONS, 2 if distance <= leader_from else 1):
            turn = 2 * math.pi * at / DIRECTIONS
            ways.append((math.cos(turn), math.sin(turn), distance))
            costs.append(_dislike(turn) + step * _FARTHER + (_LED if distance > leader_from else 0.0))
    return np.array(ways), np.array(costs)


def _boxes(named: Named, ways: NDArray[np.float64], across: float, down: float) -> Boxes:
    """The boxes of a label in each direction, so that the nearest side or corner is that far from the rim."""
    half = np.array([across, down]) / 2
    away = (named.radius + ways[:, 2])[:, None]
    middle = np.array([named.x, named.y]) + ways[:, :2] * away + np.clip(ways[:, :2] * 1.42, -1, 1) * half
    return np.concatenate([middle - half, middle + half], axis=1)


def _dislike(turn: float) -> float:
    """0 below, a little more beside and above, most in the corners."""
    below, beside = math.sin(turn), abs(math.cos(turn))
    return 0.0 if below > 0.99 else 0.25 if beside > 0.99 else 0.35 if below < -0.99 else 0.6 - 0.1 * (below > 0)


def _leaders(named: Named, boxes: Boxes) -> Segments:
    """From the rim of the disc to the nearest point of each box."""
    middle = np.array([named.x, named.y])
    ends = np.clip(middle, boxes[:, :2], boxes[:, 2:])
    far = np.maximum(np.hypot(*(ends - middle).T), 1e-9)[:, None]
    return np.concatenate([middle + (ends - middle) * np.minimum(named.radius / far, 1.0), ends], axis=1)


def _label(named: Named, places: _Places, at: int) -> Label:
    left, top, right, bottom = (round(float(side), 2) for side in places.boxes[at])
    led = not np.isnan(places.leaders[at]).any()
    x, y, to_x, to_y = (round(float(end), 2) for end in places.leaders[at]) if led else (0.0, 0.0, 0.0, 0.0)
    lines = named.variants[int(places.variants[at])]
    return Label(named.id, lines, (left, top, right, bottom), (x, y, to_x, to_y) if led else None)


def overlapping(some: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Which boxes touch which others (some x others), with air between them counted in."""
    one, two = some[:, None], others[None]
    return np.asarray(
        (one[..., 0] < two[..., 2] + AIR) & (two[..., 0] < one[..., 2] + AIR)
        & (one[..., 1] < two[..., 3] + AIR) & (two[..., 1] < one[..., 3] + AIR)
    )  # fmt: skip


def _on_discs(boxes: Boxes, discs: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes touch which discs."""
    x = np.clip(discs[None, :, 0], boxes[:, None, 0], boxes[:, None, 2]) - discs[None, :, 0]
    y = np.clip(discs[None, :, 1], boxes[:, None, 1], boxes[:, None, 3]) - discs[None, :, 1]
    return np.asarray(np.hypot(x, y) < discs[None, :, 2] + AIR)


def crossing(lines: Segments, boxes: Boxes) -> NDArray[np.bool_]:
    """Which lines pass through which boxes (lines x boxes; Liang and Barsky 1984); lines without numbers none."""
    found = np.zeros((len(lines), len(boxes)), np.bool_)
    there = np.flatnonzero(~np.isnan(lines[:, 0]))
    if not len(there) or not len(boxes):
        return found
    enter, leave = np.zeros((len(there), len(boxes))), np.ones((len(there), len(boxes)))
    for axis in (0, 1):
        begin, along = lines[there, axis, None], lines[there, axis + 2, None] - lines[there, axis, None]
        along = np.where(along == 0, 1e-12, along)
        low, high = (boxes[None, :, axis] - begin) / along, (boxes[None, :, axis + 2] - begin) / along
        np.maximum(enter, np.minimum(low, high), out=enter)
        np.minimum(leave, np.maximum(low, high), out=leave)
    found[there] = enter <= leave
    return found
