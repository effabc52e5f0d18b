"""The map of the world: states in the colour of their camp, or of a figure; small ones as dots at their capitals."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from explorer.components.colour_key import REST, ColourKey, key_list, view_chips
from explorer.components.marks import Part

WIDTH, HEIGHT = 1000.0, 450.0
"""The size of the map in its own units; frontend/outlines.mjs draws it so."""
SCALE, MIDDLE, MERIDIAN = 183.0, (496.0, 240.0), 11.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_SINE = math.sqrt(3) / 2

VIEWS: Mapping[str, tuple[float, float, float, float]] = {
    "Europe": (-25, 72, 50, 34),
    "Africa": (-26, 38, 60, -36),
    "Asia and the Pacific": (50, 56, 180, -48),
    "Middle East": (24, 44, 64, 11),
    "Americas": (-130, 62, -30, -56),
    "Caribbean": (-92, 28, -56, 8),
}
"""Parts of the world that can be looked at more closely: west, north, east and south, in degrees."""


@dataclass(frozen=True)
class MapState:
    """A state on the map.

    `code` is its ISO 3166-1 alpha-3 code, as that of its outline; `latitude` and `longitude` are those of its capital,
    in degrees, or None. `colour` is the number of its colour in the key, None for none; `said` is told beside its name.
    """

    id: str
    code: str
    name: str
    latitude: float | None
    longitude: float | None
    colour: int | None
    said: str = ""


def world_map(identity: str, states: Sequence[MapState], key: ColourKey, label: str) -> html.Figure:
    """The map as a figure under the id `identity`, drawn by assets/world_map.js from the outlines of this server.

    In the browser, a click on a state is the event `atlas-choose` with its id in `detail.id`;
    `atlas.drawings.mark(ids)` marks what is chosen on every drawing of the page; and
    `atlas.worldMap.repaint(identity, {id: [colour, said]})` gives states other colours, those that are not named none.
    """
    told = [
        [each.id, each.code, each.name, *_dot(each), REST if each.colour is None else min(each.colour, REST), each.said]
        for each in states
    ]
    sheet: dict[str, Any] = {"data-states": json.dumps({"label": label, "states": told}, ensure_ascii=False)}
    parts: list[Part] = [
        key_list(key, "Colours of the map"),
        _views(),
        html.Div(className="sheet", **sheet),
        html.Figcaption(
            "Small states have a dot at their capital. Outlines after Natural Earth, changed towards the practice of "
            "the United Nations; no line drawn here takes a side on a border. The table says the same in words.",
            className="quiet",
        ),
    ]
    return html.Figure(parts, id=identity, className="drawing world-map", style=key.style())


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point lies on the map, in its units: the Equal Earth projection.

    Šavrič, Patterson and Jenny (2019), International Journal of Geographical Information Science 33.
    """
    turned = math.radians((longitude - MERIDIAN + 180) % 360 - 180)
    angle = math.asin(_SINE * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = turned * math.cos(angle) / (_SINE * slope)
    y = angle * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return MIDDLE[0] + SCALE * x, MIDDLE[1] - SCALE * y


def _dot(state: MapState) -> tuple[float | None, float | None]:
    if state.latitude is None or state.longitude is None:
        return None, None
    x, y = place(state.latitude, state.longitude)
    return round(x, 1), round(y, 1)


def _views() -> html.Div:
    """Buttons that choose what part of the world is seen."""
    views = {"World": f"0 0 {WIDTH:.0f} {HEIGHT:.0f}"} | {name: _view(*bounds) for name, bounds in VIEWS.items()}
    return view_chips(views, "Part of the world")


def _view(west: float, north: float, east: float, south: float) -> str:
    """The box of a part of the world, in the proportions of the map."""
    corners = [place(lat, lon) for lat in (north, south, 0 if south < 0 < north else north) for lon in (west, east)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    wide = max(right - left, (bottom - top) * WIDTH / HEIGHT)
    high = wide * HEIGHT / WIDTH
    x = min(max((left + right - wide) / 2, 0), WIDTH - wide)
    y = min(max((top + bottom - high) / 2, 0), HEIGHT - high)
    return f"{x:.0f} {y:.0f} {wide:.0f} {high:.0f}"
