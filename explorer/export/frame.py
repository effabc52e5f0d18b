"""What stands round a picture: the heading above it, legend and sources below. All in pixels from their own corner."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from explorer.export.lettering import legible, right_to_left, width, wrapped
from explorer.export.outlines import line_path, mark_path, number, shape
from explorer.graph.colours import Theme
from explorer.graph.drawing import Drawing, LegendEntry, Source

MOST_SOURCES = 30
DASHES = "5 4"
_TITLE, _TEXT, _SMALL = 20.0, 12.0, 10.5
_TITLE_HEIGHT, _TEXT_HEIGHT, _SMALL_HEIGHT = 27.0, 20.0, 15.0
_SIGN, _LINE_SIGN = 13.0, 30.0
_GAP = 24.0
_LEAST_COLUMN = 380.0


@dataclass(frozen=True)
class Block:
    """A group of the picture and its height."""

    group: Element
    height: float


def heading(drawing: Drawing, sources: Sequence[Source], across: float, theme: Theme) -> Block:
    """Title, date, and how many of the ties are verified."""
    group, y = Element("g", {"id": "heading"}), 0.0
    for line in wrapped(legible(drawing.title), across, _TITLE, lines=3, bold=True):
        y += _TITLE_HEIGHT
        _text(group, 0, y - 7, line, _TITLE, theme.ink, weight="600")
    for line in wrapped(" · ".join(_told(drawing, sources)), across, _TEXT, lines=2):
        y += _TEXT_HEIGHT
        _text(group, 0, y - 5, line, _TEXT, theme.quiet)
    return Block(group, y)


def legend(entries: Sequence[LegendEntry], across: float, theme: Theme) -> Block:
    """Entities and lines, each in columns as wide as the longest of them asks for, with their numbers."""
    group, y = Element("g", {"id": "legend"}), 0.0
    for kind, sign in (("node", _SIGN), ("line", _LINE_SIGN)):
        some = [entry for entry in entries if entry.kind == kind]
        y = _legend_part(group, y, some, sign + 8, across, theme) if some else y
    return Block(group, y)


def source_list(sources: Sequence[Source], across: float, theme: Theme) -> Block:
    """The sources, numbered, with their addresses; those beyond the first are counted."""
    group = Element("g", {"id": "sources"})
    if not sources:
        return Block(group, 0)
    told = sources[:MOST_SOURCES]
    columns = min(len(told), max(1, int((across + _GAP) // (_LEAST_COLUMN + _GAP))))
    column = (across - (columns - 1) * _GAP) / columns
    rows = math.ceil(len(told) / columns)
    _text(group, 0, 13, "Sources", _TEXT, theme.ink, weight="600")
    deepest = 0.0
    for at in range(columns):
        y = _TEXT_HEIGHT
        for place in range(at * rows, min((at + 1) * rows, len(told))):
            y = _source(group, at * (column + _GAP), y, place + 1, told[place], column, theme)
        deepest = max(deepest, y)
    if left := len(sources) - len(told):
        deepest += _SMALL_HEIGHT + 4
        _text(group, 0, deepest - 4, f"and {left:,} more", _SMALL, theme.quiet)
    return Block(group, deepest)


def _told(drawing: Drawing, sources: Sequence[Source]) -> list[str]:
    ties, verified = sum(source.ties for source in sources), sum(source.verified for source in sources)
    date = legible(drawing.date)
    return [*([date] if date else []), *([f"{verified:,} of {ties:,} ties verified"] if ties else [])]


def _legend_part(
    group: Element, y: float, entries: Sequence[LegendEntry], indent: float, across: float, theme: Theme
) -> float:
    """Write the entries from `y` on; returns where they end."""
    names = [(legible(entry.label), f"{entry.count:,}") for entry in entries]
    longest = max(width(f"{name}  {count}", _TEXT) for name, count in names)
    column = min(indent + longest + _GAP, across)
    columns = max(1, int((across + _GAP) // column))
    for place, (entry, (name, count)) in enumerate(zip(entries, names, strict=True)):
        row, at = divmod(place, columns)
        x, middle = at * column, y + (row + 0.5) * _TEXT_HEIGHT
        _sign(group, x, middle, entry)
        room = column - indent - width(f"  {count}", _TEXT) - (0 if columns == 1 else _GAP / 2)
        shown = "".join(wrapped(name, room, _TEXT, lines=1))
        made = _text(group, x + indent, middle + 4, shown, _TEXT, theme.ink)
        counted = SubElement(made, "tspan", {"fill": theme.quiet, "dx": "6", "unicode-bidi": "isolate"})
        counted.text = count
    return y + math.ceil(len(entries) / columns) * _TEXT_HEIGHT + 6


def _sign(group: Element, x: float, y: float, entry: LegendEntry) -> None:
    """Shape or line as it is drawn in the picture; a line that divides has its bar."""
    if entry.kind == "node":
        name, attributes = shape(entry.shape, x + _SIGN / 2, y, _SIGN)
        SubElement(group, name, attributes | {"fill": entry.colour})
        return
    wide = "2.2" if entry.stance == "divides" else "1.6"
    dashes = {"stroke-dasharray": DASHES} if entry.dashed else {}
    path = {"d": line_path((x, y), (x + _LINE_SIGN, y)), "stroke": entry.colour, "stroke-width": wide}
    SubElement(group, "path", path | dashes)
    if entry.stance == "divides":
        bar = mark_path("target", (x + _LINE_SIGN / 2, y), (1, 0), divides=True)
        SubElement(group, "path", {"d": bar, "fill": entry.colour})


def _source(group: Element, x: float, y: float, place: int, source: Source, column: float, theme: Theme) -> float:
    """Write a source from `y` on; returns where it ends."""
    indent = width("30. ", _SMALL)
    title, url = legible(source.title), legible(source.url)
    _text(group, x, y + 11, f"{place}.", _SMALL, theme.quiet)
    for line in wrapped(title or url or "Source not given", column - indent, _SMALL, lines=2):
        _text(group, x + indent, y + 11, line, _SMALL, theme.ink)
        y += _SMALL_HEIGHT
    if title and url:
        for line in wrapped(url, column - indent, _SMALL, lines=3):
            _text(group, x + indent, y + 11, line, _SMALL, theme.quiet)
            y += _SMALL_HEIGHT
    return y + 3


def _text(parent: Element, x: float, y: float, words: str, size: float, fill: str, weight: str = "") -> Element:
    """A text whose left edge is at `x`, in whichever direction it runs."""
    attributes = {"x": number(x), "y": number(y), "font-size": number(size), "fill": fill}
    if weight:
        attributes["font-weight"] = weight
    if right_to_left(words):
        attributes |= {"direction": "rtl", "text-anchor": "end"}
    made = SubElement(parent, "text", attributes)
    made.text = words
    return made
