"""A graph fitted to a box of a slide: where its entities lie there and how large they are, none on another."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.graph.drawing import Drawing, DrawnNode
from explorer.graph.dressing import LARGEST, SMALLEST
from explorer.graph.shapes import POLYGONS

Area = tuple[float, float, float, float]
"""Left, top, right and bottom of a box, in points."""
Points = NDArray[np.float64]

LEAST, MOST = 11.0, 46.0
"""Diameters of entities on a slide, in points."""
CROWD = 0.42
"""What share of the room that each has in the middle the largest one may take across."""
SPREAD = 0.45
"""How much of a place comes from its rank among all: that opens crowds and keeps who lies left of or above whom."""
BESIDE, ABOVE, BELOW, AIR = 44.0, 6.0, 22.0, 3.0
"""Room for labels at the rims of the box."""
MOST_BESIDE, RIM, COLUMN = 150.0, 0.04, 4
"""So much room at most at a side, for entities so near to it, in parts of all; so many of them are a column there."""
SMALLER = 0.6
NEAR, FAR = 4.0, 15.0
"""Points between two entities at least: where they stand in columns or where the reader put them, and elsewhere."""
ROUNDS = 120


@dataclass(frozen=True)
class Disc:
    """An entity on the slide: middle and radius, in points."""

    node: DrawnNode
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Fit:
    """The entities by id, and canvas -> slide: `x * scale[0] + shift[0]`, `y * scale[1] + shift[1]` for all else."""

    discs: Mapping[str, Disc]
    scale: tuple[float, float]
    shift: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the canvas lies on the slide."""
        return x * self.scale[0] + self.shift[0], y * self.scale[1] + self.shift[1]


def columns(drawing: Drawing) -> dict[str, int]:
    """The entities that stand in a column at a rim of the drawing: -1 at the left, 1 at the right."""
    return {each: side for side, there in _rims(drawing) if len(there) >= COLUMN for each in there}


def _rims(drawing: Drawing) -> list[tuple[int, list[str]]]:
    """The entities at the left and at the right of a drawing that has some width."""
    xs = [node.x for node in drawing.nodes]
    low, high = min(xs, default=0.0), max(xs, default=0.0)
    near = RIM * (high - low)
    return [
        (side, [node.id for node in drawing.nodes if high > low and abs(node.x - edge) <= near])
        for side, edge in ((-1, low), (1, high))
    ]


def margins(drawing: Drawing, across: Mapping[str, float]) -> tuple[float, float]:
    """Room at the left and at the right for the labels of the entities there, which are so wide, by their ids.

    Below each of a few a label stands out by half of its width; those of a column stand beside it.
    """
    sides = []
    for _, there in _rims(drawing):
        widest = max((across.get(each, 0.0) for each in there), default=0.0)
        wanted = widest + MOST if len(there) >= COLUMN else widest / 2 + AIR
        sides.append(min(max(wanted, BESIDE), MOST_BESIDE))
    return sides[0], sides[1]


def fitted(drawing: Drawing, area: Area, *, kept: bool, beside: tuple[float, float] = (BESIDE, BESIDE)) -> Fit:
    """The entities of a drawing in a box, with so much room beside them at the left and at the right.

    Where the places are to be `kept`, they keep their proportions and only what overlaps is moved apart. Else they
    fill the box and are spread. A drawing with an axis fills the box and keeps what the axis tells.
    """
    nodes = drawing.nodes
    if not nodes:
        return Fit({}, (1, 1), (0, 0))
    points = np.array([(node.x, node.y) for node in nodes], np.float64)
    left, top, right, bottom = area
    radii = _radii(nodes, (right - left) * (bottom - top))
    room = np.array([right - left - sum(beside), bottom - top - ABOVE - BELOW - 2 * radii.max()]).clip(40.0)
    middle = np.array([(left + beside[0] + right - beside[1]) / 2, (top + ABOVE + bottom - BELOW) / 2])
    low, high = points.min(axis=0), points.max(axis=0)
    whole = np.maximum(high - low, 1e-6)
    scale = room / whole
    across = upright(drawing)
    scale = np.full(2, min(float(scale.min()), 3.0)) if kept else np.where(whole < 1, 1.0, scale)
    shift = middle - (low + high) / 2 * scale
    placed = points * scale + shift
    ordered = kept or bool(columns(drawing))
    if ordered:
        radii = radii * _room_for(placed, radii)
    free = np.array([not kept and across is not True, not kept and across is not False])
    spread = middle + (_ranks(points) - 0.5) * room
    placed = np.where(free & (whole >= 1), placed * (1 - SPREAD) + spread * SPREAD, placed)
    moving = np.array([across is not True, across is not False], np.float64)
    lowest = np.array([left + beside[0] / 2, top + ABOVE]) + radii[:, None]
    highest = np.array([right - beside[1] / 2, bottom - BELOW]) - radii[:, None]
    placed = _apart(placed, radii, NEAR if ordered else FAR, moving, lowest, highest)
    discs = {
        node.id: Disc(node, round(float(x), 2), round(float(y), 2), round(float(radius), 2))
        for node, (x, y), radius in zip(nodes, placed, radii, strict=True)
    }
    return Fit(discs, (float(scale[0]), float(scale[1])), (float(shift[0]), float(shift[1])))


def upright(drawing: Drawing) -> bool | None:
    """True where the axis of a drawing runs across, as years do, False where down, None where there is none."""
    if not drawing.axis:
        return None
    return len({y for _, _, y in drawing.axis}) == 1


def _radii(nodes: tuple[DrawnNode, ...], room: float) -> NDArray[np.float64]:
    """In points: from the sizes of the canvas, so that the largest takes only its share of the room."""
    largest = min(max(CROWD * math.sqrt(room / max(len(nodes), 1)), 1.6 * LEAST), MOST)
    least = max(LEAST, 0.42 * largest)
    sizes = np.array([node.size for node in nodes], np.float64).clip(SMALLEST, LARGEST)
    return np.asarray((least + (largest - least) * (sizes - SMALLEST) / (LARGEST - SMALLEST)) / 2)


def _room_for(placed: Points, radii: NDArray[np.float64]) -> float:
    """How much smaller entities have to be so that none touches another where it lies, `SMALLER` at the least."""
    between = placed[:, None] - placed[None]
    far = np.hypot(between[..., 0], between[..., 1])
    apart = far[far > NEAR] / (radii[:, None] + radii[None] + NEAR)[far > NEAR]
    return float(np.clip(apart.min(initial=1.0), SMALLER, 1.0))


def _ranks(points: Points) -> Points:
    """The rank of each along both axes, 0 to 1; those that lie on one line have one rank."""
    found = np.empty_like(points)
    for axis in (0, 1):
        values, which = np.unique(points[:, axis].round(1), return_inverse=True)
        found[:, axis] = which / max(len(values) - 1, 1)
    return found


def _apart(
    places: Points, radii: NDArray[np.float64], gap: float, moving: Points, lowest: Points, highest: Points
) -> Points:
    """Places no two of which are nearer than their radii and a gap, as far as the box has room."""
    placed = np.clip(places, lowest, highest)
    least = radii[:, None] + radii[None] + gap
    np.fill_diagonal(least, 0.0)
    # What lies in one place is moved in a direction of its own, the same every time.
    turns = np.arange(len(placed)) * 2.399963
    nudges = np.column_stack([np.cos(turns), np.sin(turns)]) * 1e-3
    placed = placed + nudges * moving
    for _ in range(ROUNDS):
        between = placed[:, None] - placed[None]
        far = np.hypot(between[..., 0], between[..., 1])
        short = np.maximum(least - far, 0.0)
        if short.max(initial=0.0) < 0.05:
            break
        push = between / np.maximum(far, 1e-9)[..., None] * short[..., None] * 0.25
        if not moving.all():
            # Along one axis alone, a push has to be as long as both were.
            axis = int(np.argmax(moving))
            way = np.where(between[..., axis] >= 0, 1.0, -1.0)
            push[..., axis] = way * short * 0.3
            push[np.arange(len(placed)), np.arange(len(placed))] = 0.0
        placed = np.clip(placed + push.sum(axis=1) * moving, lowest, highest)
    return placed


def rim(disc: Disc, turn: float) -> tuple[float, float]:
    """Where a line that leaves the middle in a direction comes out of the shape."""
    along, down = math.cos(turn), math.sin(turn)
    corners = POLYGONS.get(disc.node.shape)
    far = disc.radius
    if corners:
        sides = [((x - 50) / 50 * disc.radius, (y - 50) / 50 * disc.radius) for x, y in corners]
        hits = [_hit(one, other, along, down) for one, other in zip(sides, (*sides[1:], sides[0]), strict=True)]
        far = max((hit for hit in hits if hit is not None), default=disc.radius)
    return round(disc.x + along * far, 2), round(disc.y + down * far, 2)


def _hit(one: tuple[float, float], other: tuple[float, float], along: float, down: float) -> float | None:
    """How far from the origin a ray meets a side, or None."""
    across, below = other[0] - one[0], other[1] - one[1]
    turned = along * below - down * across
    if abs(turned) < 1e-12:
        return None
    far = (one[0] * below - one[1] * across) / turned
    share = (one[0] * down - one[1] * along) / turned
    return far if far > 0 and -1e-9 <= share <= 1 + 1e-9 else None
