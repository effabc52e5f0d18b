"""The shapes of kinds, drawn by the same points on the canvas and in the legend."""

Point = tuple[int, int]

POLYGONS: dict[str, tuple[Point, ...]] = {
    "triangle": ((50, 0), (100, 100), (0, 100)),
    "diamond": ((50, 0), (100, 50), (50, 100), (0, 50)),
    "pentagon": ((50, 0), (100, 38), (81, 100), (19, 100), (0, 38)),
    "hexagon": ((25, 0), (75, 0), (100, 50), (75, 100), (25, 100), (0, 50)),
    "octagon": ((30, 0), (70, 0), (100, 30), (100, 70), (70, 100), (30, 100), (0, 70), (0, 30)),
    "cut-rectangle": ((28, 0), (100, 0), (100, 72), (72, 100), (0, 100), (0, 28)),
    "star": ((50, 0), (61, 35), (98, 35), (68, 57), (79, 91), (50, 70), (21, 91), (32, 57), (2, 35), (39, 35)),
    "vee": ((0, 0), (50, 33), (100, 0), (50, 100)),
    "tag": ((0, 0), (62, 0), (100, 50), (62, 100), (0, 100)),
    "rectangle": ((0, 0), (100, 0), (100, 100), (0, 100)),
}
"""Corners in per cent of a square, from its upper left corner."""
_ROUND = {"ellipse": "circle(50%)", "round-rectangle": "inset(0 round 25%)"}


def clip_path(shape: str) -> str:
    """The shape as a CSS `clip-path`; a shape without points is left a square."""
    points = POLYGONS.get(shape, POLYGONS["rectangle"])
    return _ROUND.get(shape) or f"polygon({', '.join(f'{x}% {y}%' for x, y in points)})"


def node_shape(shape: str) -> dict[str, str]:
    """The shape as style of a node on the canvas."""
    if shape not in POLYGONS:
        return {"shape": shape}
    points = " ".join(f"{x / 50 - 1:g} {y / 50 - 1:g}" for x, y in POLYGONS[shape])
    return {"shape": "polygon", "shape-polygon-points": points}
