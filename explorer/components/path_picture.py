"""Paths as one picture: from the left to the right, each entity once, the lines as wide as the steps are strong."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from xml.etree.ElementTree import Element, SubElement

from dash import html

from explorer.analysis.path_records import Path, Step
from explorer.components.inline_svg import inline_svg
from explorer.export.lettering import legible, wrapped
from explorer.export.outlines import number, shape
from explorer.graph.colours import THEMES, readable
from graph_loader.schema import Schema

BOX, HIGH, ACROSS, DOWN = 160.0, 44.0, 232.0, 64.0
"""Width and height of a box, and the distances between the middles of two, in pixels."""
MARGIN, SIGN, LETTER, LINE = 12.0, 12.0, 13.0, 16.0
WIDEST = 7.0
LEAST = 0.8
"""A picture that is too wide for its place is made smaller to this share at most; then it can be scrolled."""
NEAR = 0.78
"""Where on its last or first curve the strength of a step stands: near the side where fewer lines meet."""

Point = tuple[float, float]
Spot = str | tuple[str, str, int]
"""An entity, or what a step that crosses a column passes there: its ends and the column."""
Link = Callable[[str], str]
"""The id of an entity -> the address to which it leads, or empty."""


@dataclass(frozen=True)
class Places:
    """The column of each entity, from 0, and the row of each entity and of each crossing; rows may be halves."""

    columns: Mapping[str, int]
    rows: Mapping[Spot, float]

    def point(self, spot: Spot) -> Point:
        """The middle of a box, or of the place where a step crosses a column."""
        column = self.columns[spot] if isinstance(spot, str) else spot[2]
        return MARGIN + BOX / 2 + column * ACROSS, MARGIN + HIGH / 2 + self.rows[spot] * DOWN


def path_picture(
    paths: Sequence[Path], names: Mapping[str, str], schema: Schema, link: Link, hint: str, label: str
) -> html.Div:
    """The picture of some paths between the same ends, the strongest first; `hint` is a sentence with `{}` for a name.

    The entities between the ends are links where `link` has an address for them.
    """
    places = placed([path.ids for path in paths])
    width = max(places.columns.values()) * ACROSS + BOX + 2 * MARGIN
    height = max(places.rows.values()) * DOWN + HIGH + 2 * MARGIN
    root = Element("svg", {"viewBox": f"0 0 {number(width)} {number(height)}", "class": "path-picture"})
    root.attrib |= {
        "width": number(width),
        "height": number(height),
        "style": f"min-width:{number(width * LEAST)}px",
    }
    _arrow_head(root)
    drawn: dict[tuple[str, str], tuple[Step, int]] = {}
    for rank, path in enumerate(paths):
        for step in path.steps:
            drawn.setdefault((step.start, step.end), (step, rank))
    going, coming = Counter(start for start, _ in drawn), Counter(end for _, end in drawn)
    for (start, end), (step, rank) in reversed(drawn.items()):
        _line(root, _route(places, start, end), step, names, schema, first=rank == 0)
    for (start, end), (step, rank) in reversed(drawn.items()):
        route = _route(places, start, end)
        at_start = 1 - NEAR if going[start] == 1 else 0.5
        spot = _on(route[-1], NEAR) if coming[end] == 1 else _on(route[0], at_start)
        _figure(root, spot, step, first=rank == 0)
    ends = (paths[0].ids[0], paths[0].ids[-1])
    for identity in places.columns:
        address = "" if identity in ends else link(identity)
        _box(root, places.point(identity), identity, names, schema, address, hint, end=identity in ends)
    return html.Div(inline_svg(root, label), className="path-canvas", tabIndex=0)


def placed(ways: Sequence[Sequence[str]]) -> Places:
    """Columns by the longest way from the start, rows by the first path that passes; the ends in the middle.

    A step that would lead back, since a stronger path takes the same two the other way round, is left out of the order.
    A step over several columns has a row of its own in each that it crosses.
    """
    columns = _columns(ways)
    spots = dict.fromkeys(spot for way in ways for pair in pairwise(way) for spot in _spots(columns, *pair))
    start, goal = ways[0][0], ways[0][-1]
    inner: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot not in (start, goal):
            inner.setdefault(columns[spot] if isinstance(spot, str) else spot[2], []).append(spot)
    most = max(map(len, inner.values()), default=1)
    rows: dict[Spot, float] = {start: (most - 1) / 2, goal: (most - 1) / 2}
    for held in inner.values():
        rows |= {spot: at + (most - len(held)) / 2 for at, spot in enumerate(held)}
    return Places(columns, rows)


def _columns(ways: Sequence[Sequence[str]]) -> dict[str, int]:
    after: dict[str, set[str]] = {identity: set() for way in ways for identity in way}
    for way in ways:
        for first, then in pairwise(way):
            if not _leads(after, then, first):
                after[first].add(then)
    columns: dict[str, int] = dict.fromkeys(after, 0)
    for identity in _in_order(after):
        for then in after[identity]:
            columns[then] = max(columns[then], columns[identity] + 1)
    columns[ways[0][-1]] = max(columns.values())
    return columns


def _spots(columns: Mapping[str, int], start: str, end: str) -> list[Spot]:
    """The ends of a step, and what it crosses between them."""
    between: list[Spot] = [(start, end, column) for column in range(columns[start] + 1, columns[end])]
    return [start, *between, end]


def _route(places: Places, start: str, end: str) -> list[tuple[Point, Point]]:
    """The curves of a step: from the right side of a box, over the places where it crosses columns, to a left side."""
    points = [places.point(spot) for spot in _spots(places.columns, start, end)]
    sides = [(points[0][0] + BOX / 2, points[0][1])]
    for x, y in points[1:-1]:
        sides += [(x - BOX / 2, y), (x + BOX / 2, y)]
    sides.append((points[-1][0] - BOX / 2, points[-1][1]))
    return list(pairwise(sides))


def _leads(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen, rest = {start}, [start]
    while rest:
        at = rest.pop()
        if at == goal:
            return True
        rest += after[at] - seen
        seen |= after[at]
    return False


def _in_order(after: Mapping[str, set[str]]) -> Iterator[str]:
    """Each before those after it (Kahn 1962)."""
    open_ends = {identity: sum(identity in others for others in after.values()) for identity in after}
    ready = [identity for identity, number_of in open_ends.items() if not number_of]
    while ready:
        identity = ready.pop(0)
        yield identity
        for then in after[identity]:
            open_ends[then] -= 1
            if not open_ends[then]:
                ready.append(then)


def _arrow_head(root: Element) -> None:
    marker = SubElement(
        SubElement(root, "defs"), "marker",
        {"id": "path-head", "viewBox": "0 0 10 10", "refX": "9", "refY": "5", "markerWidth": "9", "markerHeight": "9",
         "markerUnits": "userSpaceOnUse", "orient": "auto"},
    )  # fmt: skip
    SubElement(marker, "path", {"d": "M0 0L10 5L0 10Z", "class": "path-head"})


def _line(
    root: Element,
    curves: Sequence[tuple[Point, Point]],
    step: Step,
    names: Mapping[str, str],
    schema: Schema,
    *,
    first: bool,
) -> None:
    """A line with an arrow, and its words as a hint."""
    classes = ["path-step", *(["first"] if first else []), *([] if step.verified else ["unverified"])]
    classes += [] if step.carries else ["missing"]
    group = SubElement(root, "g", {"class": " ".join(classes)})
    relation = schema.relations.get(step.relation)
    phrase = step.relation if relation is None else relation.title if step.along else relation.inverse
    said = f"{names.get(step.start, step.start)} {phrase} {names.get(step.end, step.end)}"
    sure = "" if step.verified else ", unverified"
    SubElement(group, "title").text = legible(f"{said}: strength {step.strength:.2g}{sure}")
    wide = number(1.0 + (WIDEST - 1.0) * sqrt(step.strength))
    drawn = f"M{_point(curves[0][0])}" + "".join(_curve(*curve) for curve in curves)
    SubElement(group, "path", {"d": drawn, "stroke-width": wide, "marker-end": "url(#path-head)"})


def _figure(root: Element, spot: Point, step: Step, *, first: bool) -> None:
    """The strength of a step, above its line."""
    held = {
        "x": number(spot[0]),
        "y": number(spot[1] - 7),
        "class": "path-strength first" if first else "path-strength",
    }
    SubElement(root, "text", held).text = f"{step.strength:.2g}" if step.carries else "none"


def _bends(start: Point, end: Point) -> tuple[Point, Point]:
    """The inner points of a curve that leaves and arrives level."""
    bend = ACROSS * 0.75 if end[0] <= start[0] else (end[0] - start[0]) / 2
    return (start[0] + bend, start[1]), (end[0] - bend, end[1])


def _curve(start: Point, end: Point) -> str:
    return "C" + " ".join(map(_point, (*_bends(start, end), end)))


def _on(curve: tuple[Point, Point], share: float) -> Point:
    """A point of a curve (Bézier), at a share of its course."""
    points = (curve[0], *_bends(*curve), curve[1])
    weights = [(1 - share) ** 3, 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share), share**3]
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def _point(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _box(
    root: Element,
    middle: Point,
    identity: str,
    names: Mapping[str, str],
    schema: Schema,
    address: str,
    hint: str,
    *,
    end: bool,
) -> None:
    name = legible(names.get(identity, identity))
    parent = SubElement(root, "a", {"href": address}) if address else SubElement(root, "g")
    parent.set("class", "path-entity end" if end else "path-entity")
    SubElement(parent, "title").text = hint.format(name) if address else name
    left, top = middle[0] - BOX / 2, middle[1] - HIGH / 2
    SubElement(
        parent, "rect",
        {"x": number(left), "y": number(top), "width": number(BOX), "height": number(HIGH), "rx": "6",
         "class": "path-box"},
    )  # fmt: skip
    kind = schema.kinds.get(schema.kind_of(identity) or "")
    tag, attributes = shape(kind.shape if kind else "", left + 16, middle[1], SIGN)
    colours = {theme: readable(kind.colour, THEMES[theme]) for theme in THEMES} if kind else {}
    style = ";".join(f"--sign-{theme}:{colour}" for theme, colour in colours.items())
    SubElement(parent, tag, attributes | {"class": "path-sign", "style": style})
    lines = wrapped(name, BOX - 44, LETTER, lines=2)
    for at, line in enumerate(lines):
        y = middle[1] + LETTER * 0.36 + (at - (len(lines) - 1) / 2) * LINE
        SubElement(parent, "text", {"x": number(left + 32), "y": number(y)}).text = line
