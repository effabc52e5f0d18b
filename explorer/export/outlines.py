"""Outlines in pictures: the shapes of kinds, lines between nodes, and the arrows in their middle."""

import math

from explorer.graph.drawing import DrawnLine, DrawnNode
from explorer.graph.lines import Arrows
from explorer.graph.shapes import POLYGONS

_ARROW_LENGTH, _ARROW_HALF = 8.0, 4.0
_TEE_THICKNESS, _TEE_HALF = 2.4, 5.0
_GAP = 0.8
_ROUNDING = 0.25

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate, as short as a tenth of a unit can be written."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def shape(name: str, x: float, y: float, size: float) -> tuple[str, dict[str, str]]:
    """The SVG element of a shape and its attributes; a shape without points is a circle where it has no name."""
    half = size / 2
    if name in ("", "ellipse"):
        return "circle", {"cx": number(x), "cy": number(y), "r": number(half)}
    if name not in POLYGONS:
        corner = {"rx": number(size * _ROUNDING)} if name == "round-rectangle" else {}
        side = number(size)
        return "rect", {"x": number(x - half), "y": number(y - half), "width": side, "height": side, **corner}
    points = corners(name, x, y, size)
    return "polygon", {"points": " ".join(f"{number(across)},{number(down)}" for across, down in points)}


def corners(name: str, x: float, y: float, size: float) -> tuple[Point, ...]:
    """The corners of a shape round its middle; none where it has none."""
    half = size / 2
    return tuple(
        (x - half + size * across / 100, y - half + size * down / 100) for across, down in POLYGONS.get(name, ())
    )


def line_path(start: Point, end: Point) -> str:
    """A straight line as the `d` of a path."""
    return f"M{_point(start)}L{_point(end)}"


def middle(source: DrawnNode, target: DrawnNode) -> Point:
    """The middle of what is seen of a line between two nodes."""
    length = math.hypot(target.x - source.x, target.y - source.y)
    share = 0.5 + (source.size - target.size) / 4 / length if length > (source.size + target.size) / 2 else 0.5
    return source.x + (target.x - source.x) * share, source.y + (target.y - source.y) * share


def arrow_path(line: DrawnLine, source: DrawnNode, target: DrawnNode) -> str:
    """Arrows in the middle of a line, bars where it divides, as the `d` of a path; empty where it has none."""
    length = math.hypot(target.x - source.x, target.y - source.y)
    if line.arrows == "none" or not length:
        return ""
    along = ((target.x - source.x) / length, (target.y - source.y) / length)
    return mark_path(line.arrows, middle(source, target), along, divides=line.stance == "divides")


def mark_path(arrows: Arrows, at: Point, along: Point, *, divides: bool) -> str:
    """The arrows of a line at a point; `along` is the direction of the line, of length 1."""
    marks = mark_corners(arrows, at, along, divides=divides)
    return "".join("M" + "L".join(map(_point, points)) + "Z" for points in marks)


def mark_corners(
    arrows: Arrows, at: Point, along: Point, *, divides: bool, scale: float = 1.0
) -> list[tuple[Point, ...]]:
    """The corners of each arrow, or bar, of a line at a point; `along` is its direction, of length 1."""
    thickness, half = (_TEE_THICKNESS, _TEE_HALF) if divides else (_ARROW_LENGTH, _ARROW_HALF)
    middle_one, away = (-thickness / 2, thickness / 2), _GAP + thickness
    reach = {"target": [middle_one], "source": [middle_one[::-1]], "both": [(_GAP, away), (-_GAP, -away)]}
    return [
        _mark(base * scale, tip * scale, half * scale, at, along, divides=divides)
        for base, tip in reach.get(arrows, [])
    ]


def _mark(base: float, tip: float, half: float, at: Point, along: Point, *, divides: bool) -> tuple[Point, ...]:
    corners = [(base, half), (base, -half), *([(tip, -half), (tip, half)] if divides else [(tip, 0.0)])]
    x, y = along
    return tuple((at[0] + far * x - aside * y, at[1] + far * y + aside * x) for far, aside in corners)


def _point(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
