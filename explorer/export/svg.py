"""A drawing -> SVG: one file that needs nothing else, with real text and groups that can be edited."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, tostring

from explorer.export.frame import DASHES, Block, heading, legend, source_list
from explorer.export.lettering import legible, right_to_left, width
from explorer.export.outlines import Point, arrow_path, line_path, middle, number, shape
from explorer.graph.colours import THEMES, Theme
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode, Source
from explorer.graph.view_state import Ticks

LABEL, LINE_LABEL = 12.0, 10.0
"""Sizes of the labels of nodes and of lines, in canvas units."""
MARGIN = 24.0
LEAST_WIDTH, USUAL_WIDTH, USUAL_HEIGHT = 640.0, 1_250.0, 1_000.0
"""A picture is at least so wide, in pixels, and what is much larger than usual is shown smaller."""
HALO = 3.0
FADED, FADED_LABEL = "0.2", "0.45"

FAMILIES = '"Inter", "Noto Sans", system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif'

_FAMILY = re.compile(r"font-family:\s*([^;}]+)")
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in canvas units."""


def svg(drawing: Drawing, sources: Sequence[Source], font_css: str = "") -> str:
    """The picture with title, legend and sources, as the text of an SVG file.

    `font_css` holds `@font-face` rules with the fonts themselves in them, as `data:` addresses; the families that it
    names are taken for all text. Lines with an end that is not drawn are left out.
    """
    theme = THEMES[drawing.theme]
    nodes = {node.id: node for node in drawing.nodes}
    lines = [line for line in drawing.lines if line.source in nodes and line.target in nodes]
    left, top, right, bottom = box = _extent(drawing, lines, nodes)
    unit = max(1.0, (right - left) / USUAL_WIDTH, (bottom - top) / USUAL_HEIGHT)
    across = max(LEAST_WIDTH, (right - left) / unit)
    start = (left + right - across * unit) / 2
    above = heading(drawing, sources, across, theme)
    below = [legend(drawing.legend, across, theme), source_list(sources, across, theme)]

    root = _root(drawing, len(lines), font_css)
    parts = [
        *([_axis(drawing.axis, box, theme)] if drawing.axis else []),
        _lines(lines, nodes),
        _nodes(drawing.nodes, theme),
        *_labels(drawing.nodes, lines, nodes, theme),
    ]
    y = top - (above.height + MARGIN) * unit
    first = y - MARGIN * unit
    parts.append(_placed(above, start, y, unit))
    y = bottom
    for block in below:
        if block.height:
            y += MARGIN * unit
            parts.append(_placed(block, start, y, unit))
            y += block.height * unit
    seen = (start - MARGIN * unit, first, start + (across + MARGIN) * unit, y + MARGIN * unit)
    _fit(root, seen, unit, theme)
    root.extend(parts)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _root(drawing: Drawing, lines: int, font_css: str) -> Element:
    """The document with its title and its description for those who cannot see it."""
    families = [legible(family).strip() for family in _FAMILY.findall(font_css)]
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-labelledby": "title desc"})
    root.attrib["font-family"] = ", ".join(dict.fromkeys([*families, FAMILIES]))
    SubElement(root, "title", {"id": "title"}).text = legible(drawing.title) or "Graph"
    told = [f"A graph of {len(drawing.nodes):,} entities and {lines:,} lines between them", legible(drawing.date)]
    told += [f"{legible(entry.label)}: {entry.count:,}" for entry in drawing.legend]
    SubElement(root, "desc", {"id": "desc"}).text = ". ".join(part for part in told if part) + "."
    if font_css:
        SubElement(root, "style").text = "".join(
            letter for letter in font_css if letter.isprintable() or letter == "\n"
        )
    return root


def _fit(root: Element, box: Box, unit: float, theme: Theme) -> None:
    """Set what is seen of the canvas and how large, and lay the paper under it, with some to spare for roundings."""
    left, top, right, bottom = math.floor(box[0]), math.floor(box[1]), math.ceil(box[2]), math.ceil(box[3])
    across, down = right - left, bottom - top
    root.attrib |= {
        "viewBox": f"{left} {top} {across} {down}",
        "width": str(round(across / unit)),
        "height": str(round(down / unit)),
    }
    x, y, spare = str(left - math.ceil(unit)), str(top - math.ceil(unit)), 2 * math.ceil(unit)
    paper = {"x": x, "y": y, "width": str(across + spare), "height": str(down + spare)}
    SubElement(root, "rect", {"id": "paper", "fill": theme.paper} | paper)


def _placed(block: Block, x: float, y: float, unit: float) -> Element:
    scale = f" scale({unit:.4g})" if unit > 1 else ""
    block.group.set("transform", f"translate({number(x)} {number(y)}){scale}")
    return block.group


def _extent(drawing: Drawing, lines: Iterable[DrawnLine], known: Mapping[str, DrawnNode]) -> Box:
    """The box round all nodes and labels; a point where nothing is drawn."""
    nodes = drawing.nodes
    boxes = [_box((node.x, node.y), node.size, node.size) for node in nodes]
    boxes += [
        _box((node.x, _baseline(node) - LABEL / 3), width(legible(node.label), LABEL), LABEL * 1.3)
        for node in nodes
        if node.label
    ]
    for line in lines:
        if line.label:
            long = width(legible(line.label), LINE_LABEL)
            boxes.append(_box(middle(known[line.source], known[line.target]), long, long))
    years = _years(drawing.axis)
    for word, x, y in drawing.axis:
        across = width(legible(word), LABEL)
        boxes.append(_box((x if years else x - across / 2, y), across, LABEL * 1.3))
    if not boxes:
        return 0, 0, 0, 0
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _box(at: Point, across: float, down: float) -> Box:
    return at[0] - across / 2, at[1] - down / 2, at[0] + across / 2, at[1] + down / 2


def _baseline(node: DrawnNode) -> float:
    """The height on which the label below a node stands."""
    return node.y + node.size / 2 + LABEL + 1


def _years(ticks: Ticks) -> bool:
    """True where the words stand in a row, as years do, and not in a column, as the names of layers."""
    return len({y for _, _, y in ticks}) == 1 and len(ticks) > 1


def _axis(ticks: Ticks, box: Box, theme: Theme) -> Element:
    """The words of the axis; each year has a line up through the whole picture."""
    years = _years(ticks)
    group = Element("g", {"id": "axis", "font-size": number(LABEL), "fill": theme.ink})
    group.set("text-anchor", "middle" if years else "end")
    for word, x, y in ticks:
        if years:
            rule = {"x1": number(x), "x2": number(x), "y1": number(box[1]), "y2": number(y - LABEL)}
            SubElement(group, "line", rule | {"stroke": theme.ink, "stroke-opacity": FADED})
        SubElement(group, "text", {"x": number(x), "y": number(y)}).text = legible(word)
    return group


def _lines(lines: Sequence[DrawnLine], nodes: Mapping[str, DrawnNode]) -> Element:
    """The lines in groups of one look each, the faded ones at the bottom."""

    def look(line: DrawnLine) -> tuple[bool, str, float, bool]:
        return not line.faded, line.colour.lower(), line.width, line.dashed

    group = Element("g", {"id": "lines"})
    for (bright, colour, wide, dashed), some in groupby(sorted(lines, key=look), key=look):
        style = {"stroke": colour, "fill": colour, "stroke-width": f"{wide:g}"}
        faded = {} if bright else {"opacity": FADED}
        part = SubElement(group, "g", style | faded | ({"stroke-dasharray": DASHES} if dashed else {}))
        for line in some:
            source, target = nodes[line.source], nodes[line.target]
            SubElement(part, "path", {"d": line_path((source.x, source.y), (target.x, target.y))})
            if arrow := arrow_path(line, source, target):
                SubElement(part, "path", {"d": arrow, "stroke": "none"})
    return group


def _nodes(nodes: Sequence[DrawnNode], theme: Theme) -> Element:
    """The nodes, each with its label as a title, the faded ones at the bottom and the small ones above the large."""
    group = Element("g", {"id": "nodes", "stroke": theme.paper, "stroke-width": "1"})
    for node in sorted(nodes, key=lambda node: (not node.faded, -node.size)):
        name, attributes = shape(node.shape, node.x, node.y, node.size)
        faded = {"opacity": FADED} if node.faded else {}
        made = SubElement(group, name, attributes | {"fill": node.colour.lower()} | faded)
        SubElement(made, "title").text = legible(node.label) or node.id
    return group


def _labels(
    nodes: Sequence[DrawnNode], lines: Sequence[DrawnLine], known: Mapping[str, DrawnNode], theme: Theme
) -> tuple[Element, Element]:
    """All labels twice: as halos in the colour of the paper, then as text.

    Halos are a group of their own since not every program draws a stroke below its text when told to.
    """
    halo = {"stroke": theme.paper, "fill": theme.paper, "stroke-width": number(HALO), "stroke-linejoin": "round"}
    common = {"font-size": number(LABEL), "text-anchor": "middle"}
    halos = Element("g", {"id": "halos", "aria-hidden": "true"} | common | halo)
    labels = Element("g", {"id": "labels", "fill": theme.ink} | common)
    for line in lines:
        if text := legible(line.label):
            attributes = _along(known[line.source], known[line.target]) | {"font-size": number(LINE_LABEL)}
            _label(halos, labels, text, attributes, faded=line.faded)
    for node in sorted(nodes, key=lambda node: not node.faded):
        if text := legible(node.label):
            _label(halos, labels, text, {"x": number(node.x), "y": number(_baseline(node))}, faded=node.faded)
    return halos, labels


def _label(halos: Element, labels: Element, text: str, attributes: dict[str, str], *, faded: bool) -> None:
    direction = {"direction": "rtl"} if right_to_left(text) else {}
    SubElement(halos, "text", attributes | direction).text = text
    SubElement(labels, "text", attributes | direction | ({"opacity": FADED_LABEL} if faded else {})).text = text


def _along(source: DrawnNode, target: DrawnNode) -> dict[str, str]:
    """The place of a label over the middle of a line, turned with it and never upside down."""
    x, y = middle(source, target)
    angle = math.degrees(math.atan2(target.y - source.y, target.x - source.x))
    turned = (angle + 90) % 180 - 90
    return {"transform": f"translate({number(x)} {number(y)}) rotate({number(turned)})", "y": "-6"}
