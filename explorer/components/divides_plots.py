"""Where actors stand: on two axes, and on the first one alone with intervals. assets/drawings.js draws them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from dash import html

from explorer.analysis.ideal_points import IdealPoints, Loading
from explorer.analysis.stands import Stand
from explorer.answers.layout import figure, share
from explorer.components.colour_key import ColourKey, colour_class, key_list
from explorer.components.marks import Part, aria
from explorer.export.lettering import legible, width
from explorer.export.outlines import number
from explorer.graph.scatter import Plane, labels, plane, sunflower
from explorer.graph.words import shortened

WIDTH, HEIGHT, MARGIN = 540.0, 420.0, 28.0
RADIUS, GAP, LETTERS = 3.6, 8.0, 13.5
MOST_LABELS, MOST_LOADINGS = 18, 3
_ROW, _LEFT, _LETTERS, _WIDE, _BESIDE = 22.0, 330.0, 14.0, 1000.0, 48.0
_LONGEST = 40


def scatter(
    identity: str, actors: Sequence[Stand], points: IdealPoints, key: ColourKey, ties: Mapping[str, int]
) -> html.Figure:
    """The two axes: a disc for each actor, those at one place round it; the best known are named.

    `ties` are the numbers of ties of the actors: the more, the better known. The interval of an actor shows once it
    is chosen, or those of all where that is asked for.
    """
    placed = [actor for actor in actors if actor.place]
    sheet: dict[str, Any] = {"data-svg": _scatter(placed, ties)}
    turn: dict[str, Any] = {"data-turn": "intervals", **aria(pressed="false")}
    button = html.Button("Intervals of all", type="button", className="chip", **turn)
    ends = axis_ends(points)
    told = [
        html.P([html.Span(["← ", ends[0]]), html.Span([ends[1], " →"])], className="axis-ends"),
        html.Figcaption(_explained(points), className="quiet"),
    ]
    parts: list[Part] = [
        html.Div([key_list(key, "Camps", rest=any(actor.camp is None for actor in placed)), button], className="tools"),
        html.Div(className="sheet", **sheet),
        *told,
    ]
    return html.Figure(parts, id=identity, className="drawing scatter", style=key.style())


def ladder(identity: str, actors: Sequence[Stand], key: ColourKey) -> html.Figure:
    """The first axis alone: a row for each place, from end to end, with its interval and those who stand there."""
    sheet: dict[str, Any] = {"data-svg": _ladder([actor for actor in actors if actor.place])}
    caption = "Each row is a place on the first axis; the line is where 95 % of the draws put it."
    parts: list[Part] = [
        html.Div(className="sheet tall", tabIndex=0, **aria(label="Places on the first axis"), **sheet)
    ]
    parts.append(html.Figcaption(caption, className="quiet"))
    return html.Figure(parts, id=identity, className="drawing ladder", style=key.style())


def axis_ends(points: IdealPoints) -> tuple[str, str]:
    """What those at the left and at the right end of the first axis stood for and against, from the items' loadings."""
    told = [each for each in points.loadings if each.first is not None][:MOST_LOADINGS]
    return _stood(told, -1), _stood(told, 1)


def axes(parent: Element, sheet: Plane) -> None:
    """The lines where either axis is 0."""
    x, y = sheet.at(0, 0)
    SubElement(
        parent,
        "path",
        {"class": "axis", "d": f"M{number(x)} 0V{number(sheet.height)}M0 {number(y)}H{number(sheet.width)}"},
    )


def _stood(told: Sequence[Loading], side: int) -> str:
    """`supported 77/36, opposed 74/28`."""
    words = {1: "supported", -1: "opposed"}
    groups: dict[str, list[str]] = {}
    for loading in told:
        groups.setdefault(words[side if (loading.first or 0) > 0 else -side], []).append(loading.label)
    return "; ".join(f"{word} {', '.join(labels)}" for word, labels in groups.items())


def _explained(points: IdealPoints) -> str:
    second = [each for each in points.loadings if each.second is not None]
    second = sorted(second, key=lambda each: -abs(each.second or 0))[:MOST_LOADINGS]
    across = (
        f"The first axis tells {share(points.explained[0])} of how they differ, the second {share(points.explained[1])}"
    )
    with_it = ", ".join(f"{each.label} ({figure(each.second)})" for each in second)
    return f"{across}{f' and goes with {with_it}' if with_it else ''}. Who agrees stands near; a disc is an actor."


def _scatter(placed: Sequence[Stand], ties: Mapping[str, int]) -> str:
    sheet = plane([actor.place for actor in placed if actor.place], WIDTH, HEIGHT, MARGIN)
    centres = {actor.id: sheet.at(*actor.place) for actor in placed if actor.place}
    spread = sunflower(centres, GAP)
    names = {actor.id: shortened(legible(actor.name), _LONGEST) for actor in placed}
    order = sorted(placed, key=lambda actor: (-ties.get(actor.id, 0), actor.name))
    widths = {actor.id: width(names[actor.id], LETTERS) for actor in order}
    where = labels(spread, widths, LETTERS, MOST_LABELS, sheet)
    root = _root("The actors on two axes", sheet.width, sheet.height)
    axes(root, sheet)
    for actor in placed:
        group = SubElement(root, "g", _actor(actor, "named" if actor.id in where else ""))
        _interval(group, actor, sheet)
        x, y = spread[actor.id]
        SubElement(group, "circle", {"cx": number(x), "cy": number(y), "r": number(RADIUS)})
        label = where.get(actor.id)
        at = {"x": number(label.x if label else x + 7), "y": number(label.y if label else y + LETTERS / 3)}
        SubElement(group, "text", at | {"text-anchor": label.anchor if label else "start"}).text = names[actor.id]
    return tostring(root, encoding="unicode")


def _interval(group: Element, actor: Stand, sheet: Plane) -> None:
    if actor.low and actor.high and actor.place:
        (left, y), (right, _) = (sheet.at(bound[0], actor.place[1]) for bound in (actor.low, actor.high))
        (x, bottom), (_, top) = (sheet.at(actor.place[0], bound[1]) for bound in (actor.low, actor.high))
        d = f"M{number(left)} {number(y)}H{number(right)}M{number(x)} {number(bottom)}V{number(top)}"
        SubElement(group, "path", {"class": "interval", "d": d})


def _ladder(placed: Sequence[Stand]) -> str:
    rows = list(_rows(placed))
    bounds = [value for row in rows for value in (row[0].low or (0.0,))[:1] + (row[0].high or (0.0,))[:1]]
    bounds += [row[0].place[0] for row in rows if row[0].place]
    least, most = min(bounds), max(bounds)
    scale = (_WIDE - _LEFT - _BESIDE) / ((most - least) or 1.0)
    root = _root("The actors on the first axis", _WIDE, _ROW * len(rows) + 8)

    def at(value: float) -> str:
        return number(_LEFT + (value - least) * scale)

    SubElement(root, "path", {"class": "axis", "d": f"M{at(0)} 0V{number(_ROW * len(rows) + 8)}"})
    for place, row in enumerate(rows):
        first, y = row[0], _ROW * place + _ROW / 2 + 4
        told = _actor(first, "") | {"data-ids": " ".join(actor.id for actor in row)}
        del told["data-id"]
        told["data-said"] = f"{', '.join(legible(actor.name) for actor in row)}\n{_said(first)}"
        group = SubElement(root, "g", told)
        SubElement(group, "rect", {"x": "0", "y": number(y - _ROW / 2), "width": number(_WIDE), "height": number(_ROW)})
        text = {"x": number(_LEFT - 12), "y": number(y + _LETTERS / 3), "text-anchor": "end"}
        SubElement(group, "text", text).text = _called(row)
        if first.low and first.high:
            SubElement(group, "path", {"class": "bar", "d": f"M{at(first.low[0])} {number(y)}H{at(first.high[0])}"})
        if first.place:
            size = number(3.5 + min(len(row), 36) ** 0.5)
            SubElement(group, "circle", {"cx": at(first.place[0]), "cy": number(y), "r": size})
    return tostring(root, encoding="unicode")


def _rows(placed: Sequence[Stand]) -> Iterator[list[Stand]]:
    """Actors of one place and camp together, from end to end."""
    groups: dict[tuple[Any, ...], list[Stand]] = {}
    for actor in placed:
        if actor.place:
            groups.setdefault((round(actor.place[0], 6), round(actor.place[1], 6), actor.camp), []).append(actor)
    for key in sorted(groups, key=lambda key: (key[0], key[1], key[2] is None, key[2] or 0)):
        yield groups[key]


def _called(row: Sequence[Stand]) -> str:
    """As many names as there is room for, and how many more there are."""
    told = ""
    for at, actor in enumerate(row):
        more = f" +{len(row) - at - 1}" if at + 1 < len(row) else ""
        longer = f"{told}, {legible(actor.name)}" if told else shortened(legible(actor.name), _LONGEST)
        if told and len(longer + more) > _LONGEST:
            return f"{told} +{len(row) - at}"
        told = longer
    return told


def _actor(actor: Stand, more: str) -> dict[str, str]:
    return {
        "class": f"actor {colour_class(actor.camp)} {more}".strip(),
        "data-id": actor.id,
        "data-said": f"{legible(actor.name)}\n{_said(actor)}",
    }


def _said(actor: Stand) -> str:
    camp = "in no camp" if actor.camp is None else f"camp {actor.camp + 1}"
    firm = "" if actor.firmness is None else f", stays there in {share(actor.firmness)} of the draws"
    bounds = f" ({figure(actor.low[0])} to {figure(actor.high[0])})" if actor.low and actor.high else ""
    place = f"\n{figure(actor.place[0])}{bounds} on the first axis" if actor.place else ""
    return f"{camp}{firm}{place}"


def _root(title: str, across: float, down: float) -> Element:
    box = f"0 0 {number(across)} {number(down)}"
    return Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "role": "img", "aria-label": title})
