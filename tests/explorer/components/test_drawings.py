"""The map of the world and the graph with hulls: what they tell the browser, and that names stay text."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dash import html

import hatch_build
from explorer.components.colour_key import REST, STEPS, camp_key, figure_key, key_list
from explorer.components.hull_graph import Circle, Standing, hull_graph
from explorer.components.world_map import HEIGHT, WIDTH, MapState, place, world_map
from explorer.graph.colours import CATEGORIES, THEMES, contrast
from explorer.reads.places import state_places
from graph_loader.database.connection import Database
from tests.explorer.components.reading import attributes, found, text

SVG = "{http://www.w3.org/2000/svg}"
OUTLINES = Path(__file__).parents[3] / hatch_build.BUILT / hatch_build.OUTLINES
HOSTILE = '<script>alert("x")</script> & \u202eright to left'
FRANCE = MapState("state:FRA", "FRA", "France", 48.85, 2.35, 1, "Camp 2")
NOWHERE = MapState("state:XXX", "XXX", HOSTILE, None, None, None)
NOT_ON_THE_MAP = {"TKL"}
"""No capital, and too small for the outlines: Tokelau, which votes nowhere."""


def boxes() -> dict[str, tuple[float, float, float, float]]:
    """Left, top, right and bottom of each outline, by code."""
    made = {}
    for path in ET.parse(OUTLINES).getroot().iter(f"{SVG}path"):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path.attrib["d"])]
        xs, ys = numbers[::2], numbers[1::2]
        made[path.attrib["data-code"]] = (min(xs), min(ys), max(xs), max(ys))
    return made


def small_ones() -> dict[str, tuple[float, float]]:
    """Where the middle of each outline lies that is too small to be seen, by code."""
    told = {path.attrib["data-code"]: path.get("data-small") for path in ET.parse(OUTLINES).iter(f"{SVG}path")}
    return {code: (float(at.split()[0]), float(at.split()[1])) for code, at in told.items() if at is not None}


# Outlines -------------------------------------------------------------------------------------------------------


def test_every_state_is_on_the_map_where_its_capital_is(shipped: Database) -> None:
    """The outlines are projected by one library, the capitals by our own formula: each lies in its own country."""
    outlines, places = boxes(), state_places(shipped)
    assert len(places) > 190
    assert {each.code for each in places} - set(outlines) == NOT_ON_THE_MAP
    for each in places:
        if each.latitude is None or each.longitude is None:
            assert each.code in set(outlines) | NOT_ON_THE_MAP, "neither a capital nor an outline"
            continue
        x, y = place(each.latitude, each.longitude)
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT
        left, top, right, bottom = outlines.get(each.code, (x, y, x, y))
        assert left - 2 <= x <= right + 2, each
        assert top - 2 <= y <= bottom + 2, each


def test_the_projection_is_that_of_its_authors() -> None:
    """The equator is 2 * 2.70663 radii long, a pole 1.31737 from it (Šavrič, Patterson and Jenny 2019, section 3)."""
    west, east = place(0, -168.99)[0], place(0, 190.99)[0]
    assert (east - west) / 183 == pytest.approx(2 * 2.70663, abs=1e-3)
    assert (place(0, 11)[1] - place(90, 11)[1]) / 183 == pytest.approx(1.31737, abs=1e-3)


def test_what_the_united_nations_hold_as_one_state_is_one_outline() -> None:
    outlines = boxes()
    assert {"SOL", "CYN", "ATA"} & set(outlines) == set()
    for code, latitude, longitude in (("UKR", 44.6, 33.5), ("SOM", 9.56, 44.06), ("CYP", 35.3, 33.9)):
        left, top, right, bottom = outlines[code]
        x, y = place(latitude, longitude)
        assert left <= x <= right
        assert top <= y <= bottom


def test_small_states_are_marked_with_their_middle() -> None:
    small, outlines = small_ones(), boxes()
    assert {"SGP", "MLT", "LUX", "LIE", "MCO", "SMR", "BHR", "NRU", "TUV", "MDV", "XKX"} <= set(small)
    assert {"FRA", "RUS", "CHE", "NLD", "EST"} & set(small) == set()
    for code, (x, y) in small.items():
        left, top, right, bottom = outlines[code]
        assert left - 1 <= x <= right + 1, code
        assert top - 1 <= y <= bottom + 1, code


# Map ------------------------------------------------------------------------------------------------------------


def told(figure: html.Figure) -> Any:
    (sheet,) = found(figure, html.Div, "sheet")
    return json.loads(attributes(sheet)["data-states"])


def test_a_state_is_told_with_its_place_and_its_colour() -> None:
    key = camp_key(["supported 73/27", "opposed 73/27"])
    figure = world_map("camps", [FRANCE, NOWHERE], key, "Camps on the map")
    x, y = place(48.85, 2.35)
    assert told(figure) == {
        "label": "Camps on the map",
        "states": [
            ["state:FRA", "FRA", "France", round(x, 1), round(y, 1), 1, "Camp 2"],
            ["state:XXX", "XXX", HOSTILE, None, None, REST, ""],
        ],
    }
    assert attributes(figure)["style"]["--c1-dark"] == CATEGORIES["dark"].colours[1]
    assert "opposed 73/27" in text(figure)
    assert [text(each) for each in found(figure, html.Button, "chip")][:2] == ["World", "Europe"]


def test_every_part_of_the_world_lies_on_the_map() -> None:
    figure = world_map("camps", [], camp_key([]), "Camps")
    for button in found(figure, html.Button, "chip"):
        left, top, wide, high = (float(number) for number in attributes(button)["data-view"].split())
        assert left >= 0
        assert top >= 0
        assert left + wide <= WIDTH + 1
        assert top + high <= HEIGHT + 1
        assert wide / high == pytest.approx(WIDTH / HEIGHT, rel=0.03)


# Colours --------------------------------------------------------------------------------------------------------


def test_a_figure_has_the_colour_of_its_step() -> None:
    key = figure_key("disagrees", "agrees")
    assert [key.number(value, 0, 1) for value in (0.0, 0.5, 0.999, 1.0, None, 7.0)] == [0, 3, 6, 6, None, 6]
    assert key.number(0.2, 0.2, 0.2) == 3
    assert len(set(key.colours["light"])) == STEPS + 1
    assert text(key_list(key, "Colours")) == "disagreesagreesno figure"


@pytest.mark.parametrize("poles", [False, True])
@pytest.mark.parametrize("theme", THEMES)
def test_steps_go_from_faint_to_strong(theme: str, poles: bool) -> None:
    paper, steps = THEMES[theme].paper, figure_key("a", "b", poles=poles).colours[theme][:STEPS]
    strength = [contrast(colour, paper) for colour in steps]
    half = strength[3:] if poles else strength
    assert half == sorted(half)
    assert strength[-1] > 2
    assert not poles or strength[:4] == sorted(strength[:4], reverse=True)


# Graph with hulls -----------------------------------------------------------------------------------------------


ACTORS = [
    Standing("state:USA", "United States", 1, 1.0),
    Standing("state:FRA", "France", 1, 0.5),
    Standing("state:RUS", "Russia", 0, 0.95),
    Standing("company:x", HOSTILE, None),
]
SHARE = np.array([[1, 0.9, 0.1, 0.4], [0.9, 1, 0.3, 0.4], [0.1, 0.3, 1, 0.2], [0.4, 0.4, 0.2, 1]])


def drawn(figure: html.Figure) -> ET.Element:
    (sheet,) = found(figure, html.Div, "sheet")
    return ET.fromstring(attributes(sheet)["data-svg"])


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def test_every_actor_every_camp_and_the_strongest_ties_are_drawn() -> None:
    root = drawn(
        hull_graph(
            "hulls",
            ACTORS,
            SHARE,
            camp_key(["one", "two"]),
            [Circle("organization:nato", "NATO", ["state:USA", "state:FRA"])],
        )
    )
    assert [each.get("data-id") for each in of_class(root, "actor")] == [actor.id for actor in ACTORS]
    assert [text.text for each in of_class(root, "actor") for text in each.iter(f"{SVG}text")][:3] == [
        "USA",
        "FRA",
        "RUS",
    ]
    assert [each.get("class") for each in of_class(root, "actor")] == [
        "actor c1 firm",
        "actor c1",
        "actor c0 firm",
        "actor c8",
    ]
    assert [each.get("data-camp") for each in of_class(root, "hull")] == ["0", "1"]
    ties = {each.get("data-ends"): each.get("class") for each in of_class(root, "tie")}
    assert ties["state:USA state:FRA"] == "tie"
    assert ties["state:FRA state:RUS"] == "tie across"
    (circle,) = of_class(root, "circle")
    assert (circle.get("data-circle"), circle.get("hidden")) == ("organization:nato", "")
    assert len(of_class(root, "fill")) == 1


def test_a_hostile_name_is_text_and_its_initials_are_letters() -> None:
    figure = hull_graph("hulls", ACTORS, SHARE, camp_key(["one", HOSTILE]))
    root = drawn(figure)
    assert {each.tag for each in root.iter()} <= {f"{SVG}{name}" for name in ("svg", "g", "path", "circle", "text")}
    last = of_class(root, "actor")[-1]
    assert last.get("data-said") == f"{HOSTILE}\nin no camp, or not placed"
    assert [each.text for each in last.iter(f"{SVG}text")] == ["TL"]
    assert HOSTILE in text(figure)


def test_a_body_without_a_member_here_has_no_button() -> None:
    figure = hull_graph(
        "hulls", ACTORS, SHARE, camp_key(["one", "two"]), [Circle("organization:x", "Empty", ["state:CHN"])]
    )
    assert "Empty" not in text(figure)
    assert of_class(drawn(figure), "circle") == []


def test_nobody_and_one_camp_alone_are_drawn_too() -> None:
    empty = drawn(hull_graph("hulls", [], np.zeros((0, 0)), camp_key([])))
    assert of_class(empty, "actor") == []
    alone = hull_graph("hulls", ACTORS[:2], SHARE[:2, :2], camp_key(["one", "two"]))
    assert len(of_class(drawn(alone), "hull")) == 1
    assert found(alone, html.Button, "chip") == []
