"""A slide, laid out: what is drawn where, in points, for every writer alike.

A slide is `WIDTH` by `HEIGHT` points, which is 16:9 and 13.333 by 7.5 inches; y runs downwards. Elements are drawn in
their order. Every text is fitted to its box already: a writer breaks no line and changes no size.
"""

from dataclasses import dataclass, field
from typing import Literal

WIDTH, HEIGHT = 960.0, 540.0

Align = Literal["left", "center", "right"]
Role = Literal[
    "title", "subtitle", "say", "prose", "label", "caption", "legend", "note", "footnote", "marking", "stamp"
]


@dataclass(frozen=True)
class Run:
    """A piece of text in one look; `url` makes it a link."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""
    url: str = ""
    raised: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Lines of runs, broken where they are broken here; `bullet` stands before the first line.

    `gap` is air above it and `indent` how far its lines stand in, in points: from the left, or where `rtl` from the
    right, where its lines then begin; a bullet takes the room of the indent.
    """

    lines: tuple[tuple[Run, ...], ...]
    bullet: str = ""
    rtl: bool = False
    gap: float = 0.0
    indent: float = 0.0


@dataclass(frozen=True)
class Text:
    """Text in a box; `size` in points; lines stand `size * 1.25` apart.

    `of` is the entity that a label names or a caption is about; of the words of a line it is both ends, with a blank
    between them.
    """

    role: Role
    x: float
    y: float
    width: float
    height: float
    paragraphs: tuple[Paragraph, ...]
    size: float
    colour: str
    align: Align = "left"
    halo: str = ""
    faded: bool = False
    of: str = ""


@dataclass(frozen=True)
class Shape:
    """An entity: its middle, its size across, and its outline, a name of `graph.shapes` or `ellipse`.

    `alt` tells it to those who cannot see it; `initials` are written on it where it has no flag.
    """

    id: str
    shape: str
    x: float
    y: float
    size: float
    fill: str
    outline: str
    alt: str
    flag: str = ""
    initials: str = ""
    faded: bool = False


@dataclass(frozen=True)
class Connector:
    """A line between two shapes of the slide, named by their ids, from rim to rim; `width` in points.

    `sentences` tell the ties that it stands for, each with its date and `verified` or not. `label` is what it says in
    a word or two, for those who point at it or hear it: it is not drawn, a `Text` beside the line is where it has room.
    """

    source: str
    target: str
    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    width: float
    dashed: bool = False
    arrows: Literal["none", "source", "target", "both"] = "none"
    divides: bool = False
    faded: bool = False
    label: str = ""
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A straight line that stands for nothing: below a title, beside an axis."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    width: float = 0.75


@dataclass(frozen=True)
class Sign:
    """An entry's shape, or piece of line, in a legend: its middle and its size across."""

    x: float
    y: float
    size: float
    colour: str
    shape: str = ""
    dashed: bool = False
    divides: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: texts of the head and of the rows, already shortened to `widths`, in points.

    A text may have several lines, with line feeds between them, as many as `row_height` has room for; the head is as
    high as its own lines ask for. `numbers` are columns that stand on the right, by their place; `colour` is that of
    the text, `rule` that of the lines between rows.
    """

    x: float
    y: float
    widths: tuple[float, ...]
    row_height: float
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float
    numbers: tuple[int, ...] = ()
    colour: str = "#1d2430"
    rule: str = "#8c919b"


@dataclass(frozen=True)
class ChartSeries:
    """Figures of a chart, one of each category."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True)
class Chart:
    """A chart in a box; its axes, in `colour`, are the writer's. The legend of several series stands beside it."""

    x: float
    y: float
    width: float
    height: float
    sort: Literal["bar", "stacked", "line", "scatter"]
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    size: float
    x_title: str = ""
    y_title: str = ""
    colour: str = "#1d2430"
    rule: str = "#8c919b"


Element = Rule | Connector | Shape | Sign | Text | Grid | Chart


@dataclass(frozen=True)
class Slide:
    """A slide. `scene` counts from 1, 0 is the first slide and one more than the scenes the last, with the links;
    `step` is 0 where all is forward. `alt` tells the picture in a sentence; `notes` are the speaker's."""

    scene: int
    step: int
    title: str
    elements: tuple[Element, ...]
    alt: str = ""
    notes: str = ""
    paper: str = "#ffffff"


@dataclass(frozen=True)
class Deck:
    """All slides of a briefing. `language` is a BCP 47 tag, `stamp` the time that files are given, ISO 8601."""

    title: str
    slides: tuple[Slide, ...]
    author: str = ""
    subject: str = ""
    marking: str = ""
    language: str = "en"
    stamp: str = ""
    keywords: tuple[str, ...] = field(default=())
