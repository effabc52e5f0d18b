"""A chart -> marks: its axes, bars, lines or points."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from explorer.briefings.slide import Chart
from explorer.export.lettering import width, wrapped
from explorer.export.marks import Box, Circle, Mark, Path, Stroke, Words, words
from explorer.export.outlines import Point

_TICKS = 5
_BARS = 0.72
"""The part of a category's room that its bars fill."""
_MOST_NAMES = 0.34
"""The part of a chart that names of categories take beside bars that lie."""
_ROW = 1.5
_LINE, _THIN = 2.2, 1.1
"""How wide lines are, in points: between neighbours, and across what lacks."""


@dataclass(frozen=True)
class _Plane:
    """Where figures lie: the box of the plot, its scale, and whether bars lie instead of standing."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float
    lying: bool
    many: int

    def value(self, figure: float) -> float:
        """Where a figure lies along the axis of figures."""
        share = (figure - self.low) / (self.high - self.low)
        return (
            self.left + share * (self.right - self.left)
            if self.lying
            else self.bottom - share * (self.bottom - self.top)
        )

    @property
    def room(self) -> float:
        """What each category has of the other axis."""
        return ((self.bottom - self.top) if self.lying else (self.right - self.left)) / max(1, self.many)

    def category(self, place: float) -> float:
        """Where a category begins, which are counted from 0."""
        return (self.top if self.lying else self.left) + place * self.room

    def at(self, place: float, figure: float) -> Point:
        """The point of a figure in the middle of a category."""
        along, high = self.category(place + 0.5), self.value(figure)
        return (high, along) if self.lying else (along, high)


def chart_marks(chart: Chart) -> Iterator[Mark]:
    """The marks of a chart within its box; nothing but its frame where it has no figures."""
    plane, ticks = _plane(chart)
    yield from _scale(chart, plane, ticks)
    yield from _names(chart, plane)
    if chart.sort in ("bar", "stacked"):
        yield from _bars(chart, plane)
    else:
        yield from _points(chart, plane)
    yield from _titles(chart, plane)


def ticks_of(low: float, high: float) -> list[float]:
    """Round figures from one at or below the lowest to one at or above the highest, some five of them."""
    if not high > low:
        high = low + 1
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * part for part in (1, 2, 2.5, 5, 10) if power * part >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _plane(chart: Chart) -> tuple[_Plane, list[float]]:
    size, row = chart.size, chart.size * _ROW
    ticks = ticks_of(*_extent(chart))
    many = len(chart.categories)
    widest = max((width(name, size) for name in chart.categories), default=0.0)
    figures = max(width(_figure(tick), size) for tick in ticks) + size
    lying = chart.sort in ("bar", "stacked") and widest > (chart.width - figures) / max(1, many)
    beside = min(widest, chart.width * _MOST_NAMES) + size if lying else figures
    top = chart.y + row / 2
    below = row + (row if (chart.y_title if lying else chart.x_title) else 0)
    above = row if not lying and chart.y_title else 0
    left, bottom = chart.x + beside, chart.y + chart.height - below
    return _Plane(left, top + above, chart.x + chart.width - size, bottom, ticks[0], ticks[-1], lying, many), ticks


def _extent(chart: Chart) -> tuple[float, float]:
    """The lowest and the highest figure; bars begin at nought."""
    if chart.sort == "stacked":
        columns = list(zip(*(series.values for series in chart.series), strict=False))
        ups = [sum(value for value in column if value and value > 0) for column in columns]
        downs = [sum(value for value in column if value and value < 0) for column in columns]
        figures = [*ups, *downs]
    else:
        figures = [value for series in chart.series for value in series.values if value is not None]
    figures = [float(value) for value in figures if math.isfinite(value)] or [0.0]
    low, high = min(figures), max(figures)
    return (min(low, 0.0), max(high, 0.0)) if chart.sort != "scatter" else (low, high)


def _figure(value: float) -> str:
    return f"{value:,.10g}"


def _scale(chart: Chart, plane: _Plane, ticks: list[float]) -> Iterator[Mark]:
    """The figures of the axis, each with its line through the plot."""
    for tick in ticks:
        at = plane.value(tick)
        ends = ((at, plane.top), (at, plane.bottom)) if plane.lying else ((plane.left, at), (plane.right, at))
        yield Path(ends, stroke=Stroke(chart.colour, 1.0) if tick == 0 else Stroke(chart.rule, 0.4))
        if plane.lying:
            yield _below(chart, at, plane.bottom, _figure(tick))
        else:
            yield words(plane.left - chart.size / 2, at, _figure(tick), chart.size, chart.colour, "end")


def _names(chart: Chart, plane: _Plane) -> Iterator[Mark]:
    """The names of the categories; so many that they don't run into one another."""
    size = chart.size
    widest = max((width(name, size) for name in chart.categories), default=0.0)
    needed = size * 1.2 if plane.lying else min(widest, plane.room * 6) + size / 2
    every = max(1, math.ceil(needed / plane.room)) if plane.room else 1
    for place in range(0, len(chart.categories), every):
        middle = plane.category(place + 0.5)
        if plane.lying:
            name = "".join(wrapped(chart.categories[place], plane.left - chart.x - size / 2, size, lines=1))
            yield words(plane.left - size / 2, middle, name, size, chart.colour, "end")
        else:
            name = "".join(wrapped(chart.categories[place], plane.room * every, size, lines=1))
            yield _below(chart, middle, plane.bottom, name)


def _below(chart: Chart, middle: float, bottom: float, text: str) -> Words:
    """A text below the plot, at its place or as near to it as it stays within the chart."""
    half = width(text, chart.size) / 2
    x = max(chart.x + half, min(chart.x + chart.width - half, middle))
    return words(x, bottom + chart.size * 0.75, text, chart.size, chart.colour, "middle")


def _bars(chart: Chart, plane: _Plane) -> Iterator[Mark]:
    stacked = chart.sort == "stacked"
    thick = plane.room * _BARS / (1 if stacked else max(1, len(chart.series)))
    for place in range(plane.many):
        up = down = 0.0
        for number, series in enumerate(chart.series):
            value = series.values[place] if place < len(series.values) else None
            if not value or not math.isfinite(value):
                continue
            base = (up if value > 0 else down) if stacked else 0.0
            up, down = (up + value, down) if value > 0 else (up, down + value)
            start = plane.category(place) + plane.room * (1 - _BARS) / 2 + (0 if stacked else number * thick)
            low, high = sorted((plane.value(base), plane.value(base + value)))
            if plane.lying:
                yield Box(low, start, high - low, thick, series.colour)
            else:
                yield Box(start, low, thick, high - low, series.colour)


def _points(chart: Chart, plane: _Plane) -> Iterator[Mark]:
    """Points, joined where it is a chart of lines; where figures lack between two, the line there is thin."""
    for series in chart.series:
        there = [
            (place, plane.at(place, value))
            for place, value in enumerate(series.values[: plane.many])
            if value is not None and math.isfinite(value)
        ]
        for (place, point), (following, other) in pairwise(there if chart.sort == "line" else ()):
            yield Path((point, other), stroke=Stroke(series.colour, _LINE if following == place + 1 else _THIN))
        yield from (Circle(x, y, 4.0, series.colour) for _, (x, y) in there)


def _titles(chart: Chart, plane: _Plane) -> Iterator[Mark]:
    """The title of the axis of figures above it, or below bars that lie; that of the other below it."""
    below, size = chart.y + chart.height - chart.size * 0.6, chart.size
    under = chart.y_title if plane.lying else chart.x_title
    if under:
        yield words((plane.left + plane.right) / 2, below, under, size, chart.colour, "middle")
    if chart.y_title and not plane.lying:
        yield words(chart.x, plane.top - size * _ROW * 0.75, chart.y_title, size, chart.colour)
