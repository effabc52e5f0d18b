"""The divide over time and topic by topic: a replay with actors kept in place, and the same as many small pictures."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from dash import html

from explorer.analysis.replay import WINDOW, Frame
from explorer.analysis.stands import Stand
from explorer.answers.layout import figure, share
from explorer.components.colour_key import ColourKey, colour_class, key_list
from explorer.components.divides_plots import axes
from explorer.components.marks import Part, aria
from explorer.export.lettering import legible
from explorer.export.outlines import number
from explorer.graph.memberships import enumerated
from explorer.graph.scatter import Plane, Point, plane, sunflower

_STAGE = (1000.0, 560.0, 48.0)
_RADIUS, _GAP, _LETTERS = 6.0, 13.0, 17.0
_SMALL_GAP, _DOT = 15.0, 22.0
_CHART = (1000.0, 150.0, 56.0)


def replay(identity: str, actors: Sequence[Stand], frames: Sequence[Frame], key: ColourKey) -> html.Figure:
    """The years one after the other; assets/divides_replay.js moves the discs, and plays, pauses and steps."""
    placed = [actor for actor in actors if actor.place]
    shown = _plane(placed, frames)
    told = [_told(frame, placed, shown) for frame in frames]
    data: dict[str, Any] = {
        "data-replayed": json.dumps(
            {"ids": [each.id for each in placed], "frames": told}, ensure_ascii=False, separators=(",", ":")
        ),
        **aria(label="Replay. Arrow keys step from year to year, the space bar plays and pauses."),
    }
    sheet: dict[str, Any] = {"data-svg": _stage(placed, shown)}
    line: dict[str, Any] = {"data-svg": _course(frames)}
    parts: list[Part] = [
        html.Div(
            [
                _button("back", "◀", "One year back"),
                _button("play", "▶ Play", "Play and pause"),
                _button("on", "▶", "One year on"),
                html.Span(className="replay-slider"),
                html.Output(className="replay-year"),
            ],
            className="tools replay-tools",
        ),
        key_list(key, "Camps of the whole period", rest=any(actor.camp is None for actor in placed)),
        html.Div(className="sheet stage", **sheet),
        html.P(className="replay-said", role="status"),
        html.Div(className="sheet course", **line),
        html.Figcaption(
            f"Each year shows what was done in it and in the {WINDOW - 1} years before, laid onto the picture of the "
            "period asked about, so that places can be compared. Who took too few positions then is faded and stays "
            "where it last stood. Colours are the camps of the period asked about. Below: how far two of one camp "
            "agreed (upper line) and two of different camps (lower line).",
            className="quiet",
        ),
        _table(frames),
    ]
    return html.Figure(parts, id=identity, className="drawing replay", style=key.style(), tabIndex=0, **data)


def multiples(identity: str, actors: Sequence[Stand], frames: Sequence[Frame], key: ColourKey) -> html.Figure:
    """Small pictures side by side, on the same plane; who is chosen is marked in each."""
    placed = [actor for actor in actors if actor.place]
    shown = _plane(placed, frames)
    pictures = [_picture(frame, placed, shown) for frame in frames]
    return html.Figure(html.Div(pictures, className="multiples"), id=identity, className="drawing", style=key.style())


def _plane(placed: Sequence[Stand], frames: Sequence[Frame]) -> Plane:
    """One plane for the whole and all frames."""
    places = [actor.place for actor in placed if actor.place]
    return plane([*places, *(place for frame in frames for place in frame.places.values())], *_STAGE)


def _seats(frame: Frame, placed: Sequence[Stand], shown: Plane, gap: float) -> dict[str, Point]:
    known = {actor.id for actor in placed}
    return sunflower({each: shown.at(*place) for each, place in frame.places.items() if each in known}, gap)


def _told(frame: Frame, placed: Sequence[Stand], shown: Plane) -> dict[str, Any]:
    """What the script shows: the place of each actor, in their order, null for none, and a sentence."""
    seats = _seats(frame, placed, shown, _GAP)
    places = [[round(value, 1) for value in seats[actor.id]] if actor.id in seats else None for actor in placed]
    return {"title": frame.title, "said": _sentence(frame), "places": places}


def _sentence(frame: Frame) -> str:
    if not frame.items:
        return f"{frame.title}: {frame.notes[0]}"
    begun = f"{frame.begin} to {frame.to}" if frame.begin != frame.to else frame.to
    parts = [f"{begun}: {enumerated(list(frame.items))}."]
    if frame.places:
        parts.append(f"{len(frame.places):,} actors placed.")
    if frame.within is not None and frame.between is not None:
        parts.append(
            f"Two of one camp agreed on {share(frame.within)}, two of different camps on {share(frame.between)}."
        )
    if frame.likeness is not None:
        parts.append(f"Likeness to the whole: {share(frame.likeness)}.")
    return " ".join([*parts, *frame.notes])


def _stage(placed: Sequence[Stand], shown: Plane) -> str:
    root = _root("Where the actors stood", shown.width, shown.height)
    axes(root, shown)
    for actor in placed:
        name = legible(actor.name)
        told = {"class": f"actor {colour_class(actor.camp)}", "data-id": actor.id, "data-said": name}
        group = SubElement(root, "g", told)
        SubElement(group, "circle", {"r": number(_RADIUS)})
        SubElement(group, "text", {"x": "10", "y": number(_LETTERS / 3)}).text = name
    return tostring(root, encoding="unicode")


def _course(frames: Sequence[Frame]) -> str:
    """The two lines of agreement over the years, with a mark that the script moves to the year shown."""
    across, down, margin = _CHART
    root = _root("Agreement within and between camps, year by year", across, down)
    step = (across - 2 * margin) / max(len(frames) - 1, 1)

    def y(value: float) -> float:
        return margin / 2 + (1 - value) * (down - 1.25 * margin)

    for value in (0.0, 0.5, 1.0):
        SubElement(
            root, "path", {"class": "axis", "d": f"M{number(margin)} {number(y(value))}H{number(across - margin)}"}
        )
        text = {"x": number(margin - 6), "y": number(y(value) + 4), "text-anchor": "end"}
        SubElement(root, "text", text).text = f"{value:.0%}".replace("%", " %")
    for name in ("within", "between"):
        points = [(margin + at * step, getattr(frame, name)) for at, frame in enumerate(frames)]
        SubElement(
            root, "path", {"class": f"line {name}", "d": _line([(x, value and y(value)) for x, value in points])}
        )
    for at, frame in enumerate(frames):
        if len(frames) <= 24 or at % 5 == 0:
            text = {"x": number(margin + at * step), "y": number(down - 4), "text-anchor": "middle"}
            SubElement(root, "text", text).text = frame.title
    mark = {"class": "now", "d": f"M0 0V{number(down - 18)}", "data-left": number(margin), "data-step": f"{step:.3f}"}
    SubElement(root, "path", mark)
    return tostring(root, encoding="unicode")


def _line(points: Sequence[tuple[float, float | None]]) -> str:
    """A line through the points, broken where there is none; a point alone is a dot."""
    drawn, pen = "", False
    for at, (x, y) in enumerate(points):
        if y is None:
            pen = False
            continue
        drawn += f"{'L' if pen else 'M'}{number(x)} {number(y)}"
        if not pen and (at + 1 == len(points) or points[at + 1][1] is None):
            drawn += "h0"
        pen = True
    return drawn


def _picture(frame: Frame, placed: Sequence[Stand], shown: Plane) -> html.Div:
    seats = _seats(frame, placed, shown, _SMALL_GAP)
    title = html.H4(frame.title)
    items = enumerated(list(frame.items))
    if not seats:
        why = frame.notes[0] if frame.notes else "Nobody can be placed."
        return html.Div([title, html.P(f"{items}. {why}" if items else why, className="quiet")], className="multiple")
    root = _root(f"Where the actors stood: {legible(frame.title)}", shown.width, shown.height)
    axes(root, shown)
    by_camp: dict[str, list[Point]] = {}
    for actor in placed:
        if actor.id in seats:
            by_camp.setdefault(colour_class(actor.camp), []).append(seats[actor.id])
    for colour, points in by_camp.items():
        d = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
        SubElement(root, "path", {"class": f"dots {colour}", "d": d, "stroke-width": number(_DOT)})
    SubElement(root, "g", {"class": "marks"})
    seated = {each: [round(x), round(y)] for each, (x, y) in seats.items()}
    sheet: dict[str, Any] = {
        "data-svg": tostring(root, encoding="unicode"),
        "data-seats": json.dumps(seated, ensure_ascii=False, separators=(",", ":")),
    }
    told = f"{items}; likeness {share(frame.likeness)}" if frame.likeness is not None else items
    return html.Div(
        [title, html.Div(className="sheet", **sheet), html.P(told, className="quiet")], className="multiple"
    )


def _table(frames: Sequence[Frame]) -> html.Details:
    head = ["Year", "What counts", "Actors placed", "Within camps", "Between camps", "Likeness to the whole"]
    rows = [
        [frame.title, ", ".join(frame.items), str(len(frame.places)), figure(frame.within), figure(frame.between),
         figure(frame.likeness)]
        for frame in frames
    ]  # fmt: skip
    table = html.Table(
        [html.Thead(html.Tr([html.Th(each, scope="col") for each in head])),
         html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows])],
        className="divides-rows",
    )  # fmt: skip
    return html.Details([html.Summary("The same as a table"), html.Div(table, className="rows-room")])


def _button(act: str, text: str, title: str) -> html.Button:
    told: Mapping[str, Any] = {"data-replay": act, **aria(label=title)}
    return html.Button(text, type="button", className="chip", title=title, **told)


def _root(title: str, across: float, down: float) -> Element:
    box = f"0 0 {number(across)} {number(down)}"
    return Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "role": "img", "aria-label": title})
