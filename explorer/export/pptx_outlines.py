"""The shapes of kinds as PowerPoint draws them, and the places of their rims to which connectors are glued."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.graph.shapes import POLYGONS

Site = tuple[float, float]
"""A place on a shape, in parts of its box, from the upper left corner."""

_SIDES: tuple[Site, ...] = ((0.5, 0), (0, 0.5), (0.5, 1), (1, 0.5))
_PENTAGON: tuple[Site, ...] = ((0.5, 0), (0, 0.382), (0.191, 1), (0.809, 1), (1, 0.382))


@dataclass(frozen=True)
class Preset:
    """A shape that PowerPoint has itself: its name, its adjustments, and its connection sites in their order.

    `inset` is the part of the square of an entity that its box takes: left, top, right and bottom. Names, adjustments
    and sites are those of ECMA-376, part 1, annex D (presetShapeDefinitions).
    """

    name: str
    sites: tuple[Site, ...] = _SIDES
    adjustments: Mapping[str, int] = field(default_factory=dict)
    inset: tuple[float, float, float, float] = (0, 0, 1, 1)


_DIAGONAL = 0.5**1.5
_NEAR, _FAR = 0.5 - _DIAGONAL, 0.5 + _DIAGONAL
PRESETS: Mapping[str, Preset] = {
    "ellipse": Preset(
        "ellipse",
        ((0.5, 0), (_NEAR, _NEAR), (0, 0.5), (_NEAR, _FAR), (0.5, 1), (_FAR, _FAR), (1, 0.5), (_FAR, _NEAR)),
    ),
    "rectangle": Preset("rect"),
    "round-rectangle": Preset("roundRect", adjustments={"adj": 25_000}),
    "triangle": Preset("triangle", ((0.5, 0), (0.25, 0.5), (0, 1), (0.5, 1), (1, 1), (0.75, 0.5))),
    "diamond": Preset("diamond"),
    "pentagon": Preset("pentagon", _PENTAGON),
    "hexagon": Preset("hexagon", ((1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5), (0.25, 0), (0.75, 0))),
    "octagon": Preset(
        "octagon",
        ((1, 0.3), (1, 0.7), (0.7, 1), (0.3, 1), (0, 0.7), (0, 0.3), (0.3, 0), (0.7, 0)),
        {"adj": 30_000},
    ),
    "star": Preset("star5", _PENTAGON, inset=(0.02, 0, 0.98, 0.91)),
    "tag": Preset("homePlate", ((0.31, 0), (0, 0.5), (0.31, 1), (1, 0.5)), {"adj": 38_000}),
}  # fmt: skip
"""The shapes of `graph.shapes` that PowerPoint has too; all others are drawn point by point.

It has the cut rectangle as well, whose sites LibreOffice takes in another order: lines would cross it.
"""


@dataclass(frozen=True)
class Outline:
    """A shape: its geometry as DrawingML, the box that it takes of an entity's square, and its connection sites.

    Nothing is glued to the sites before `first`.
    """

    geometry: str
    inset: tuple[float, float, float, float]
    sites: tuple[Site, ...]
    first: int = 0

    def nearest(self, at: Site) -> int:
        """Which site is the nearest to a place, in parts of the entity's square."""
        left, top, right, bottom = self.inset

        def distance(number: int) -> float:
            across, down = self.sites[number]
            x, y = left + across * (right - left), top + down * (bottom - top)
            return (x - at[0]) ** 2 + (y - at[1]) ** 2

        return min(range(self.first, len(self.sites)), key=distance)


def outline(shape: str) -> Outline:
    """The outline of a shape of `graph.shapes`: a circle without a name, a square for one that is not known."""
    if shape in POLYGONS and shape not in PRESETS:
        return _freeform(shape)
    preset = PRESETS["ellipse"] if not shape else PRESETS.get(shape, PRESETS["rectangle"])
    given = "".join(f'<a:gd name="{name}" fmla="val {value}"/>' for name, value in preset.adjustments.items())
    geometry = f'<a:prstGeom prst="{preset.name}"><a:avLst>{given}</a:avLst></a:prstGeom>'
    return Outline(geometry, preset.inset, preset.sites)


def _freeform(shape: str) -> Outline:
    """A shape by its corners; connectors can be glued to these and to the middles of its sides.

    The sides of its box come first: LibreOffice takes the first four sites for these, wherever they are.
    """
    corners = POLYGONS[shape]
    middles = [
        ((x + x2) / 2, (y + y2) / 2) for (x, y), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True)
    ]
    sites = [*((x * 100, y * 100) for x, y in _SIDES), *corners, *middles]
    places = "".join(
        f'<a:gd name="x{number}" fmla="*/ {round(x * 1000)} w 100000"/>'
        f'<a:gd name="y{number}" fmla="*/ {round(y * 1000)} h 100000"/>'
        for number, (x, y) in enumerate(sites)
    )
    glue = "".join(f'<a:cxn ang="0"><a:pos x="x{number}" y="y{number}"/></a:cxn>' for number in range(len(sites)))
    first, *rest = (f'<a:pt x="{x}" y="{y}"/>' for x, y in corners)
    path = f"<a:moveTo>{first}</a:moveTo>{''.join(f'<a:lnTo>{point}</a:lnTo>' for point in rest)}<a:close/>"
    geometry = (
        f"<a:custGeom><a:avLst/><a:gdLst>{places}</a:gdLst><a:ahLst/><a:cxnLst>{glue}</a:cxnLst>"
        f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path w="100" h="100">{path}</a:path></a:pathLst></a:custGeom>'
    )
    return Outline(geometry, (0, 0, 1, 1), tuple((x / 100, y / 100) for x, y in sites), len(_SIDES))
