"""Marks: lines, areas, flags and lines of text, each with its place, and what makes them of shapes and words.

A picture that is made of marks is drawn alike by every writer: none works out where anything stands.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from explorer.briefings.slide import Run
from explorer.export.lettering import right_to_left, width
from explorer.export.outlines import Point, corners

Anchor = Literal["start", "middle", "end"]

LEADING = 1.25
"""From one line of text to the next, in parts of its size."""
RAISED, RAISED_BY = 0.65, 0.35
"""The size of raised text, and how far it is raised, in parts of the size around it."""
BASELINE = 0.35
"""How far below the middle of its line a text stands, in parts of its size."""
HALO = 0.82
"""How much of what lies below it a halo hides."""
_ROUNDING = 0.25
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True)
class Stroke:
    """A line through points, or the rim of an area."""

    colour: str
    width: float
    dashed: bool = False


@dataclass(frozen=True)
class Path:
    """A line through points; an area where it is filled, which is closed."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: Stroke | None = None
    opacity: float = 1.0


@dataclass(frozen=True)
class Circle:
    """A circle by its middle and radius."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: Stroke | None = None
    opacity: float = 1.0


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner; `radius` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0.0
    stroke: Stroke | None = None
    opacity: float = 1.0


Area = Path | Circle | Box


@dataclass(frozen=True)
class Flag:
    """The flag of a two-letter code, laid over an area, which it covers, and cut to it."""

    code: str
    area: Circle | Box
    opacity: float = 1.0


@dataclass(frozen=True)
class Words:
    """A line of text by its baseline, of which `x` is the left end, the middle or the right end, as `anchor` says,
    whichever way the text runs. `across` is about how wide it is."""

    x: float
    y: float
    anchor: Anchor
    runs: tuple[Run, ...]
    size: float
    colour: str
    across: float
    rtl: bool = False
    opacity: float = 1.0


Mark = Path | Circle | Box | Flag | Words


def area(
    name: str, x: float, y: float, size: float, fill: str, stroke: Stroke | None = None, opacity: float = 1.0
) -> Area:
    """A shape by its name, its middle and its size across; a circle where it has no name."""
    half = size / 2
    if name in ("", "ellipse"):
        return Circle(x, y, half, fill, stroke, opacity)
    if points := corners(name, x, y, size):
        return Path(points, fill, stroke, opacity)
    rounding = size * _ROUNDING if name == "round-rectangle" else 0.0
    return Box(x - half, y - half, size, size, fill, rounding, stroke, opacity)


def words(
    x: float, y: float, text: str, size: float, colour: str, anchor: Anchor = "start", *, bold: bool = False
) -> Words:
    """A line of plain text whose middle is at the height `y`."""
    run = clean(Run(text, bold=bold))
    across, rtl = width(run.text, size, bold=bold), right_to_left(run.text)
    return Words(x, y + BASELINE * size, anchor, (run,), size, colour, across, rtl)


def halo(line: Words, colour: str) -> Box:
    """What keeps a line of text apart from what lies below it."""
    wide, high = line.across + 4, line.size * LEADING
    left = line.x - 2 - {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor] * line.across
    return Box(left, line.y - BASELINE * line.size - high / 2, wide, high, colour, 2.0, opacity=HALO)


def clean(run: Run) -> Run:
    """The run without what no file can hold, and what turns the direction of the text around it."""
    return replace(run, text=_HIDDEN.sub(" ", run.text)) if _HIDDEN.search(run.text) else run
