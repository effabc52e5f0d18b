"""The graph of a divide: camps as clusters, lines between those that agree most, hulls round camps and bodies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

from dash import html

from explorer.components.colour_key import ColourKey, colour_class, key_list, view_chips
from explorer.components.marks import Part, aria

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from explorer.graph.spacing import Point

RADIUS = 19.0
AROUND = 30.0
"""How far the hull of a camp lies from the middle of those in it."""
REACH = 60.0
"""Members of a body that lie no farther apart than this are joined by a band."""
FIRM = 0.9
LONGEST_CODE = 4
_MARGIN = 12.0
_HEAD = 20.0


@dataclass(frozen=True)
class Standing:
    """Where an actor stands: the number of its camp, None for none, and in what share of resamples it stays there."""

    id: str
    name: str
    camp: int | None
    firmness: float | None = None

    @property
    def code(self) -> str:
        """What is written on its disc: the three letters of a state, the initials of another."""
        kind, _, rest = self.id.partition(":")
        return rest[:LONGEST_CODE].upper() if kind == "state" else _initials(self.name)[:LONGEST_CODE]


@dataclass(frozen=True)
class Circle:
    """A body or another group whose members can be shown on the graph."""

    id: str
    name: str
    members: Sequence[str]


def hull_graph(
    identity: str,
    actors: Sequence[Standing],
    share: "NDArray[np.float64]",
    key: ColourKey,
    circles: Sequence[Circle] = (),
) -> html.Figure:
    """The graph as a figure under the id `identity`; assets/drawings.js draws it and shows the circles asked for.

    `share` is the agreement of all pairs, (actors, actors), in the order of `actors`, NaN where there is none. The
    same arguments give the same places. See `world_map` for what the script tells and takes.
    """
    from explorer.graph.hulls import strongest

    ties = strongest([actor.id for actor in actors], share)
    places = _places(actors, ties)
    sheet: dict[str, Any] = {"data-svg": _svg(actors, ties, places, circles)}
    shown = [circle for circle in circles if any(each in places for each in circle.members)]
    parts: list[Part] = [
        key_list(key, "Camps", rest=any(actor.camp is None for actor in actors)),
        _views(actors, places),
        _chips(shown, places),
        html.Div(className="sheet", **sheet),
        html.Figcaption(
            "Lines join each actor to those with which it agrees most, and all of them to each other; dark lines run "
            "between camps. A broad rim means: it stays in its camp in at least nine of ten resamples. Where an actor "
            "lies within its camp says only to whom it is tied. The table says the same in words.",
            className="quiet",
        ),
    ]
    return html.Figure(parts, id=identity, className="drawing hull-graph", style=key.style())


def _places(actors: Sequence[Standing], ties: Mapping[tuple[str, str], float]) -> "dict[str, Point]":
    from explorer.graph.camp_blocks import camp_blocks
    from explorer.graph.spacing import NodeInfo

    return camp_blocks([NodeInfo(actor.id, "", actor.code, camp=actor.camp) for actor in actors], ties)


def _svg(
    actors: Sequence[Standing],
    ties: Mapping[tuple[str, str], float],
    places: "Mapping[str, Point]",
    circles: Sequence[Circle],
) -> str:
    """The drawing as text: hulls of camps, bands of circles (hidden at first), lines, actors."""
    from explorer.graph.hulls import band, hull

    camps = sorted({actor.camp for actor in actors if actor.camp is not None})
    camp_of = {actor.id: actor.camp for actor in actors}
    said = f"{len(actors):,} actors in {len(camps)} camps, and {len(ties):,} lines between those that agree most"
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": said})
    root.set("viewBox", _view(places))
    hulls = SubElement(root, "g", {"class": "hulls"})
    for camp in camps:
        inside = [places[actor.id] for actor in actors if actor.camp == camp]
        SubElement(
            hulls, "path", {"class": f"hull {colour_class(camp)}", "data-camp": str(camp), "d": hull(inside, AROUND)}
        )
        top = min(y for _, y in inside) - AROUND - _HEAD / 3
        across = (min(x for x, _ in inside) + max(x for x, _ in inside)) / 2
        place = {"class": "camp-name", "x": _said(across), "y": _said(top)}
        SubElement(hulls, "text", place).text = f"Camp {camp + 1}"
    for circle in circles:
        path = band(places, circle.members, REACH)
        if path:
            group = SubElement(root, "g", {"class": "circle", "data-circle": circle.id, "hidden": ""})
            SubElement(group, "path", {"class": "rim", "d": path})
            SubElement(group, "path", {"class": "fill", "d": path})
    lines = SubElement(root, "g", {"class": "ties"})
    for (one, other), alike in ties.items():
        across_camps = " across" if camp_of[one] != camp_of[other] else ""
        (x, y), (to_x, to_y) = places[one], places[other]
        tie = {"class": f"tie{across_camps}", "data-ends": f"{one} {other}", "data-share": f"{alike:.2f}"}
        SubElement(lines, "path", tie | {"d": f"M{_said(x)} {_said(y)}L{_said(to_x)} {_said(to_y)}"})
    discs = SubElement(root, "g", {"class": "actors"})
    for actor in actors:
        _disc(discs, actor, places[actor.id])
    return tostring(root, encoding="unicode")


def _disc(group: Element, actor: Standing, place: "Point") -> None:
    told = actor.name
    told += f"\nCamp {actor.camp + 1}" if actor.camp is not None else "\nin no camp, or not placed"
    told += "" if actor.firmness is None or actor.camp is None else f", in {actor.firmness:.0%} of resamples"
    firm = " firm" if actor.camp is not None and (actor.firmness or 0) >= FIRM else ""
    names = f"actor {colour_class(actor.camp)}{firm}"
    disc = SubElement(group, "g", {"class": names, "data-id": actor.id, "data-said": told})
    x, y = (_said(part) for part in place)
    SubElement(disc, "circle", {"cx": x, "cy": y, "r": _said(RADIUS)})
    SubElement(disc, "text", {"x": x, "y": y}).text = actor.code


def _chips(circles: Sequence[Circle], places: "Mapping[str, Point]") -> html.Div | None:
    """Buttons that show who belongs to a body."""
    if not circles:
        return None
    buttons = []
    for circle in circles:
        number = sum(each in places for each in circle.members)
        attributes: dict[str, Any] = {"data-circle": circle.id, **aria(pressed="false")}
        said: list[Part] = [html.Span(className="swatch", **aria(hidden="true")), html.Bdi(circle.name), f" {number}"]
        buttons.append(html.Button(said, type="button", className="chip", **attributes))
    return html.Div(
        [html.Span("Show members of", className="quiet"), *buttons],
        className="chips",
        role="group",
        **aria(label="Show members of"),
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isalnum()).upper()


def _views(actors: Sequence[Standing], places: "Mapping[str, Point]") -> html.Div | None:
    """Buttons that choose what is seen: all, or one camp."""
    camps = sorted({actor.camp for actor in actors if actor.camp is not None})
    if len(camps) < 2:
        return None
    boxes = {"All": _view(places)}
    for camp in camps:
        boxes[f"Camp {camp + 1}"] = _view({each.id: places[each.id] for each in actors if each.camp == camp})
    return view_chips(boxes, "What is seen")


def _view(places: "Mapping[str, Point]") -> str:
    """The box round places with their hulls."""
    if not places:
        return "0 0 100 100"
    room = AROUND + _MARGIN
    left, top = (min(place[axis] for place in places.values()) - room for axis in (0, 1))
    right, bottom = (max(place[axis] for place in places.values()) + room for axis in (0, 1))
    return f"{left:.0f} {top - _HEAD:.0f} {right - left:.0f} {bottom - top + _HEAD:.0f}"


def _said(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
