"""Points on a plane that is drawn: how they are fitted to it, spread where they coincide, and which are named."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_TURN = math.pi * (3 - math.sqrt(5))
_SAME = 1.0
_GAP = 5.0


@dataclass(frozen=True)
class Plane:
    """A drawing of `width` by `height` on which the point (0, 0) lies at `zero`, and one unit is `scale` long."""

    width: float
    height: float
    scale: float
    zero: Point

    def at(self, x: float, y: float) -> Point:
        """Where a point is drawn; the second axis goes upwards. What lies beyond the edge is drawn at the edge."""
        across = self.zero[0] + x * self.scale
        down = self.zero[1] - y * self.scale
        return min(max(across, 0.0), self.width), min(max(down, 0.0), self.height)


@dataclass(frozen=True)
class Label:
    """Where a name stands: the left end, the middle or the right end of its line, as `anchor` says."""

    x: float
    y: float
    anchor: str


def plane(points: Iterable[Point], width: float, most_height: float, margin: float) -> Plane:
    """The plane on which all points are seen, as large as it fits; both axes have the same unit."""
    xs, ys = zip(*points, strict=True)
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    scale = min((width - 2 * margin) / (across or 1.0), (most_height - 2 * margin) / (down or 1e-9))
    height = max(down * scale + 2 * margin, most_height / 2)
    zero = width / 2 - scale * (max(xs) + min(xs)) / 2, height / 2 + scale * (max(ys) + min(ys)) / 2
    return Plane(width, height, scale, zero)


def sunflower(points: Mapping[str, Point], gap: float) -> dict[str, Point]:
    """The points, with those that coincide laid out round their place as the seeds of a sunflower are.

    Seeds lie `gap` apart or a little less (Vogel 1979, Mathematical Biosciences 44). The first of each place stays
    nearest to it, in the order of the ids.
    """
    groups: dict[Point, list[str]] = {}
    for identity in sorted(points):
        x, y = points[identity]
        groups.setdefault((round(x / _SAME), round(y / _SAME)), []).append(identity)
    found = {}
    for group in groups.values():
        for at, identity in enumerate(group):
            x, y = points[identity]
            away = gap * 0.6 * math.sqrt(at + 0.5) if len(group) > 1 else 0.0
            found[identity] = (x + away * math.cos(at * _TURN), y + away * math.sin(at * _TURN))
    return found


def labels(
    points: Mapping[str, Point], widths: Mapping[str, float], size: float, most: int, sheet: Plane
) -> dict[str, Label]:
    """Where names stand that collide neither with each other nor with the edge; who comes first in `widths`, is first.

    `widths` are those of the names, `size` is their height. At most `most` are placed.
    """
    taken: list[Box] = []
    found: dict[str, Label] = {}
    for identity, long in widths.items():
        if len(found) == most:
            break
        x, y = points[identity]
        for label in _candidates(x, y, size):
            box = _box(label, long, size)
            if _inside(box, sheet) and not any(_collide(box, other) for other in taken):
                taken.append(box)
                found[identity] = label
                break
    return found


def _candidates(x: float, y: float, size: float) -> tuple[Label, ...]:
    return (
        Label(x + _GAP + 3, y + size / 3, "start"),
        Label(x - _GAP - 3, y + size / 3, "end"),
        Label(x, y - _GAP - 3, "middle"),
        Label(x, y + _GAP + size, "middle"),
    )


def _box(label: Label, long: float, size: float) -> Box:
    left = label.x - {"start": 0.0, "middle": long / 2, "end": long}[label.anchor]
    return left, label.y - size, left + long, label.y + size / 4


def _inside(box: Box, sheet: Plane) -> bool:
    return min(box[0], box[1], sheet.width - box[2], sheet.height - box[3]) >= 0


def _collide(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
