"""A slide -> its marks, in named groups and in the order in which they are drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from explorer.briefings.slide import Chart, Connector, Element, Grid, Role, Rule, Run, Shape, Sign, Slide, Text
from explorer.export.charts import chart_marks
from explorer.export.grids import grid_marks
from explorer.export.lettering import width
from explorer.export.marks import (
    BASELINE,
    LEADING,
    Anchor,
    Area,
    Box,
    Circle,
    Flag,
    Mark,
    Path,
    Stroke,
    Words,
    area,
    clean,
    halo,
    words,
)
from explorer.export.outlines import mark_corners
from explorer.graph.colours import luminance

FADED, FADED_TEXT = 0.2, 0.45
_FLAG = 0.84
"""How much of a shape its flag covers, across."""
_INITIALS = 0.38
_WHITE, _BLACK = "#ffffff", "#14181f"
_ARROW = 1.6
"""A line so wide has arrows of the usual size."""


@dataclass(frozen=True)
class Part:
    """The marks of one element, with the element that they were made of."""

    element: Element
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Group:
    """Neighbouring parts of one sort, such as `nodes`."""

    name: str
    parts: tuple[Part, ...]


_NAMES: dict[Role, str] = {
    "title": "heading", "subtitle": "heading", "say": "heading", "prose": "prose", "label": "labels",
    "caption": "captions", "legend": "legend", "note": "notes", "footnote": "notes", "marking": "marking",
    "stamp": "notes",
}  # fmt: skip
_OTHER_NAMES: dict[type, str] = {
    Rule: "rules", Connector: "lines", Shape: "nodes", Sign: "legend", Grid: "table", Chart: "chart",
}  # fmt: skip


def groups(slide: Slide) -> list[Group]:
    """The marks of a slide in the order in which they are drawn."""
    named = groupby(slide.elements, key=_name)
    return [Group(name, tuple(Part(each, tuple(_marks(each, slide.paper))) for each in some)) for name, some in named]


def texts(slide: Slide) -> Iterator[str]:
    """All that is written on a slide, for the choice of fonts."""
    yield slide.title
    for group in groups(slide):
        for part in group.parts:
            yield from (run.text for mark in part.marks if isinstance(mark, Words) for run in mark.runs)


def _name(element: Element) -> str:
    return _NAMES[element.role] if isinstance(element, Text) else _OTHER_NAMES[type(element)]


def _marks(element: Element, paper: str) -> Iterable[Mark]:
    match element:
        case Rule():
            return [Path((element.start, element.end), stroke=Stroke(element.colour, element.width))]
        case Connector():
            return _connector(element)
        case Shape():
            return _shape(element, paper)
        case Sign():
            return _sign(element)
        case Text():
            lines = list(text_lines(element))
            return [*(halo(line, element.halo) for line in lines if element.halo), *lines]
        case Grid():
            return grid_marks(element)
        case Chart():
            return chart_marks(element)


# Shapes and lines -------------------------------------------------------------------------------------------------


def _shape(element: Shape, paper: str) -> Iterator[Mark]:
    opacity = FADED if element.faded else 1.0
    rim = Stroke(element.outline or paper, 1.0)
    drawn = area(element.shape, element.x, element.y, element.size, element.fill, rim, opacity)
    if element.faded:
        # Without it, lines would shine through.
        yield area(element.shape, element.x, element.y, element.size, paper)
    yield drawn
    if element.flag:
        yield Flag(element.flag, _inside(drawn, element), opacity)
    elif element.initials:
        size = element.size * _INITIALS
        ink = _WHITE if luminance(element.fill) < 0.35 else _BLACK
        label = words(element.x, element.y, element.initials, size, ink, "middle", bold=True)
        yield label if opacity == 1.0 else replace(label, opacity=opacity)


def _inside(drawn: Area, element: Shape) -> Circle | Box:
    """Where a flag lies on a shape: all of it but its rim where it is round or straight, its middle elsewhere."""
    share, x, y = element.size * _FLAG, element.x, element.y
    match drawn:
        case Circle():
            return Circle(x, y, share / 2, element.fill)
        case Box():
            return Box(x - share / 2, y - share / 2, share, share, element.fill, drawn.radius * _FLAG)
        case Path():
            wide, high = element.size * 0.5, element.size * 0.375
            return Box(x - wide / 2, y - high / 2, wide, high, element.fill)


def _connector(element: Connector) -> Iterator[Mark]:
    (x, y), (right, down) = element.start, element.end
    opacity = FADED if element.faded else 1.0
    stroke = Stroke(element.colour, element.width, element.dashed)
    yield Path((element.start, element.end), stroke=stroke, opacity=opacity)
    length = ((right - x) ** 2 + (down - y) ** 2) ** 0.5
    middle = ((x + right) / 2, (y + down) / 2)
    if length and element.arrows != "none":
        along = ((right - x) / length, (down - y) / length)
        scale = max(1.0, element.width / _ARROW)
        for points in mark_corners(element.arrows, middle, along, divides=element.divides, scale=scale):
            yield Path(points, element.colour, opacity=opacity)


def _sign(element: Sign) -> Iterator[Mark]:
    if element.shape:
        yield area(element.shape, element.x, element.y, element.size, element.colour)
        return
    half = element.size / 2
    ends = (element.x - half, element.y), (element.x + half, element.y)
    yield Path(ends, stroke=Stroke(element.colour, 2.2 if element.divides else 1.6, element.dashed))
    if element.divides:
        for points in mark_corners("target", (element.x, element.y), (1.0, 0.0), divides=True):
            yield Path(points, element.colour)


# Text -------------------------------------------------------------------------------------------------------------


def text_lines(text: Text) -> Iterator[Words]:
    """The lines of a text, each by its baseline."""
    opacity = FADED_TEXT if text.faded else 1.0
    top = text.y
    for paragraph in text.paragraphs:
        top += paragraph.gap
        rtl = paragraph.rtl
        for number, line in enumerate(paragraph.lines):
            y = top + (LEADING / 2 + BASELINE) * text.size
            top += LEADING * text.size
            if number == 0 and paragraph.bullet:
                sign = (clean(Run(paragraph.bullet)),)
                x, anchor = _edge(replace(text, align="right" if rtl else "left"), 0.0, rtl=rtl)
                across = width(paragraph.bullet, text.size)
                yield Words(x, y, anchor, sign, text.size, text.colour, across, rtl, opacity)
            if line := tuple(clean(run) for run in line if run.text):
                across = sum(width(run.text, text.size, bold=run.bold) for run in line)
                x, anchor = _edge(text, paragraph.indent, rtl=rtl)
                yield Words(x, y, anchor, line, text.size, text.colour, across, rtl, opacity)


def _edge(text: Text, indent: float, *, rtl: bool) -> tuple[float, Anchor]:
    """Where a line begins, has its middle, or ends; an indented one that runs from right to left ends at its indent."""
    if (rtl and indent) or text.align == "right":
        return text.x + text.width - (indent if rtl else 0.0), "end"
    if text.align == "center":
        return text.x + text.width / 2, "middle"
    return text.x + indent, "start"
