"""Lines and areas -> the text of an SVG the size of a slide, for a program that lays such a picture on a page."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from explorer.briefings.slide import HEIGHT, WIDTH
from explorer.export.frame import DASHES
from explorer.export.marks import Area, Box, Circle, Path
from explorer.export.outlines import number

_SIZE = f'width="{WIDTH:g}" height="{HEIGHT:g}" viewBox="0 0 {WIDTH:g} {HEIGHT:g}"'


def drawing(looks: Iterable[Sequence[Area]]) -> str:
    """Lines and areas in order. Paths of one sequence look alike and are drawn in one stroke: where they cross, what
    can be seen through gets no darker."""
    drawn = "".join(_shape(alike) + _look(alike[0]) + "/>" for alike in looks)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {_SIZE}>{drawn}</svg>'


def by_look(paths: Iterable[Path]) -> list[list[Path]]:
    """Paths that look alike together: lines before areas, and what is faint first."""

    def look(path: Path) -> tuple[object, ...]:
        return bool(path.fill), path.opacity, path.fill, repr(path.stroke)

    return [list(alike) for _, alike in groupby(sorted(paths, key=look), key=look)]


def _shape(alike: Sequence[Area]) -> str:
    match alike[0]:
        case Path():
            return f'<path d="{"".join(_way(path) for path in alike if isinstance(path, Path))}"'
        case Circle(x, y, radius):
            return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        case Box(x, y, wide, high, _, radius):
            place = f'x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}"'
            return f'<rect {place} rx="{number(radius)}"'


def _way(path: Path) -> str:
    points = "L".join(f"{number(x)} {number(y)}" for x, y in path.points)
    return f"M{points}{'Z' if path.fill else ''}"


def _look(area: Area) -> str:
    faint = area.opacity < 1
    look = f' fill="{area.fill or "none"}"' + (f' fill-opacity="{area.opacity:g}"' if faint else "")
    if area.stroke is None:
        return look
    look += f' stroke="{area.stroke.colour}" stroke-width="{area.stroke.width:g}"'
    look += f' stroke-opacity="{area.opacity:g}"' if faint else ""
    return look + (f' stroke-dasharray="{DASHES}"' if area.stroke.dashed else "")
