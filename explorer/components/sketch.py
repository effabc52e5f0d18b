"""A sketch as an SVG on the page, in the colours of the paper; assets/drawings.js puts it there."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from dash import html

from explorer.components.links import address_of
from explorer.components.marks import Part, aria
from explorer.export.lettering import legible, right_to_left, width
from explorer.export.outlines import line_path, mark_path, number, shape
from explorer.graph.colours import THEMES, readable
from explorer.graph.sketch import LONGEST_NAME, Mark, Sketch, Stroke
from explorer.graph.words import shortened
from graph_loader.schema import Schema

LETTERS, MAIN_LETTERS = 13.0, 15.0
_GAP = 6.0
_MARGIN = 16.0
_LEAST = 560.0
"""No sketch is shown larger than if it were so wide."""
_ANCHORS = {"below": "middle", "left": "end", "right": "start"}


def sketch_sheet(sketch: Sketch, schema: Schema, *, class_name: str = "") -> html.Div:
    """The sketch; every entity in it leads to Explore, and a pointer on anything tells what it is."""
    drawn: dict[str, Any] = {"data-svg": sketch_svg(sketch, schema)}
    return html.Div(className=f"sheet sketch {class_name}".strip(), **drawn)


def left_out(sketch: Sketch) -> html.P | None:
    """That not all are drawn, where it is so."""
    if not sketch.left_out:
        return None
    return html.P(f"{sketch.left_out:,} more are not drawn, for want of room; the table has all.", className="quiet")


def choices(label: str, panels: Sequence[tuple[str, str, Part]]) -> list[Part]:
    """Parts of which one is seen at a time, and buttons that choose it: name, title and part of each.

    assets/figures.js does it; until then, and for one part alone, the first is seen.
    """
    buttons, shown = [], []
    for at, (name, title, part) in enumerate(panels):
        pressed: dict[str, Any] = {"data-choose": name, **aria(pressed=str(not at).lower())}
        buttons.append(html.Button(title, type="button", className="chip", **pressed))
        named: dict[str, Any] = {"data-panel": name}
        shown.append(html.Div(part, hidden=bool(at), **named))
    group = html.Div(buttons, className="chips", role="group", **aria(label=label))
    return [html.Div([*([group] if len(panels) > 1 else []), *shown], className="choices")]


def sketch_svg(sketch: Sketch, schema: Schema) -> str:
    """The text of the SVG. Its colours are classes and custom properties, which assets/figures.css turns to colours."""
    # No image to a screen reader, since there are links in it.
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "group", "aria-label": legible(sketch.title)})
    left, top, right, bottom = _extent(sketch.marks)
    spare = max(0.0, (_LEAST - (right - left)) / 2)
    box = (left - spare - _MARGIN, top - _MARGIN, right - left + 2 * (spare + _MARGIN), bottom - top + 2 * _MARGIN)
    root.set("viewBox", " ".join(map(number, box)))
    root.set("style", f"max-width:{round(box[2] * 1.1)}px")
    places = {mark.id: mark for mark in sketch.marks}
    lines = SubElement(root, "g", {"class": "strokes"})
    for stroke in sorted(sketch.strokes, key=lambda each: each.width):
        _stroke(lines, stroke, places)
    marks = SubElement(root, "g", {"class": "marks"})
    for mark in sketch.marks:
        _mark(marks, mark, schema)
    return tostring(root, encoding="unicode")


def _stroke(parent: Element, stroke: Stroke, places: dict[str, Mark]) -> None:
    first, second = places[stroke.first], places[stroke.second]
    dashed = "" if stroke.verified else " unverified"
    group = SubElement(parent, "g", {"class": f"stroke {stroke.stance} {stroke.sort}{dashed}".replace("  ", " ")})
    ends = ((first.x, first.y), (second.x, second.y))
    path = {"d": line_path(*ends)}
    SubElement(group, "path", path | {"class": "line", "stroke-width": f"{stroke.width:g}"})
    dx, dy = second.x - first.x, second.y - first.y
    long = (dx * dx + dy * dy) ** 0.5
    middle = ((first.x + second.x) / 2, (first.y + second.y) / 2)
    if stroke.stance == "divides" and long:
        bar = mark_path("target", middle, (dx / long, dy / long), divides=True)
        SubElement(group, "path", {"class": "bar", "d": bar})
    if stroke.said:
        SubElement(group, "path", path | {"class": "reach", "data-said": _lines(stroke.said)})
    if stroke.label:
        words = {"class": "words", "x": number(middle[0]), "y": number(middle[1] - 4)}
        SubElement(group, "text", words).text = legible(stroke.label)


def _mark(parent: Element, mark: Mark, schema: Schema) -> None:
    kind = schema.kinds.get(schema.kind_of(mark.id) or "")
    name = legible(mark.name)
    link = SubElement(parent, "a", {"class": "mark main" if mark.main else "mark", "tabindex": "-1"})
    link.set("href", f"/{address_of(mark.id)}")
    told = f"{name}\n{kind.title if kind else 'Entity'}" + (f"\n{_lines(mark.said)}" if mark.said else "")
    link.set("data-said", told)
    if kind:
        colours = (f"--sign-{theme}:{readable(kind.colour, found)}" for theme, found in THEMES.items())
        link.set("style", ";".join(colours))
    element, attributes = shape(kind.shape if kind else "", mark.x, mark.y, mark.size)
    SubElement(link, element, attributes)
    x, y = _label_at(mark)
    words = {"x": number(x), "y": number(y), "text-anchor": _ANCHORS[mark.side]}
    if right_to_left(name):
        words |= {
            "direction": "rtl",
            "text-anchor": {"start": "end", "end": "start"}.get(words["text-anchor"], "middle"),
        }
    SubElement(link, "text", words).text = shortened(name, LONGEST_NAME)


def _label_at(mark: Mark) -> tuple[float, float]:
    size = MAIN_LETTERS if mark.main else LETTERS
    if mark.side == "below":
        return mark.x, mark.y + mark.size / 2 + size
    away = mark.size / 2 + _GAP
    return mark.x + (away if mark.side == "right" else -away), mark.y + size / 3


def _extent(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all marks with their names; a point where there is none."""
    boxes = []
    for mark in marks:
        size = MAIN_LETTERS if mark.main else LETTERS
        long = width(shortened(legible(mark.name), LONGEST_NAME), size, bold=mark.main)
        x, y = _label_at(mark)
        start = {"below": x - long / 2, "left": x - long, "right": x}[mark.side]
        half = mark.size / 2
        boxes.append(
            (min(start, mark.x - half), mark.y - half, max(start + long, mark.x + half), max(y + 3, mark.y + half))
        )
    if not boxes:
        return 0, 0, 0, 0
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _lines(text: str) -> str:
    return "\n".join(legible(line) for line in text.split("\n"))
