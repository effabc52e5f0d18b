"""The map of the world and the graph with hulls in a real browser: drawn, coloured, clicked, marked."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from dash import Dash, html
from playwright.sync_api import Page, expect

import explorer.app
from explorer.components.colour_key import camp_key
from explorer.components.hull_graph import Circle, Standing, hull_graph
from explorer.components.world_map import MapState, world_map
from explorer.security import protect
from explorer.serving import PageServer
from tests.browser.canvas import until
from tests.browser.conftest import Watched

KEY = camp_key(["Camp 1: supported it", "Camp 2: opposed it"])
STATES = [
    MapState("state:FRA", "FRA", "France", 48.85, 2.35, 1, "Camp 2"),
    MapState("state:SGP", "SGP", "Singapore", 1.29, 103.85, 0, "Camp 1"),
    MapState("state:COK", "COK", "Cook Islands", None, None, None),
]
ACTORS = [
    Standing("state:FRA", "France", 1, 0.97),
    Standing("state:DEU", "Germany <b>", 1, 0.4),
    Standing("state:SGP", "Singapore", 0, 1.0),
]
SHARE = np.array([[1, 0.9, 0.2], [0.9, 1, 0.3], [0.2, 0.3, 1]])
MAP, HULLS = "#map .sheet", "#hulls .sheet"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A page that holds the two and nothing else, under the same policy as every page."""
    assets = explorer.app.__file__.replace("app.py", "assets")
    app = Dash(
        __name__, assets_folder=assets, assets_ignore=r"^(?!(drawings|world_map|style|fonts|shell)\.).*\.(js|css)$"
    )
    app.layout = html.Div(
        [
            world_map("map", STATES, KEY, "Camps"),
            hull_graph("hulls", ACTORS, SHARE, KEY, [Circle("organization:eu", "EU", ["state:FRA", "state:DEU"])]),
        ]
    )
    protect(app.server, app.csp_hashes(), ())
    server = PageServer(app, port=0)
    serving = threading.Thread(target=server.run)
    serving.start()
    yield server.address
    server.stop()
    serving.join(20)


@pytest.fixture
def page(watched: Watched) -> Page:
    watched.page.add_init_script("addEventListener('atlas-choose', (event) => (window.chose = event.detail), true);")
    watched.page.goto(watched.address)
    for sheet in (MAP, HULLS):
        watched.page.wait_for_selector(f"{sheet} [data-id]", state="attached")
    return watched.page


def test_states_have_the_colour_of_their_camp_and_small_ones_a_dot(page: Page) -> None:
    fill = "(id) => getComputedStyle(document.querySelector(`#map [data-id='${id}']`)).fill"
    colours = page.evaluate(f"['state:FRA', 'state:SGP'].map({fill})")
    swatches = page.evaluate(
        "[1, 0].map((at) => getComputedStyle(document.querySelectorAll('#map .swatch')[at]).backgroundColor)"
    )
    assert colours == swatches
    assert len(set(colours)) == 2
    assert page.locator(f"{MAP} path").count() > 220
    dots = page.locator(f"{MAP} circle").evaluate_all("(dots) => dots.map((dot) => dot.dataset.id)")
    assert dots == ["state:SGP", "state:COK"]


def test_a_click_tells_who_was_chosen_and_a_mark_is_seen_in_both(page: Page) -> None:
    page.locator(f"{HULLS} [data-id='state:FRA']").click(modifiers=["Shift"])
    assert page.evaluate("[chose.id, chose.more]") == ["state:FRA", True]
    page.evaluate("atlas.drawings.mark(['state:FRA'])")
    assert (
        page.locator(".sheet .chosen[data-id]").evaluate_all("(all) => all.map((each) => each.dataset.id)")
        == ["state:FRA"] * 2
    )
    expect(page.locator(f"{HULLS} .tie.chosen")).to_have_count(2)
    page.evaluate("atlas.drawings.mark([])")
    expect(page.locator(".sheet .chosen")).to_have_count(0)


def test_what_lies_under_the_mouse_is_told_as_text(page: Page) -> None:
    page.locator(f"{HULLS} [data-id='state:DEU']").hover()
    expect(page.locator(".tip")).to_have_text("Germany <b>\nCamp 2, in 40% of resamples")


def test_a_body_is_shown_and_hidden_by_its_button(page: Page) -> None:
    chip, circle = page.locator("#hulls .chip", has_text="EU"), page.locator(f"{HULLS} g.circle")
    expect(circle).to_have_css("display", "none")
    chip.focus()
    page.keyboard.press("Enter")
    expect(circle).to_have_css("display", "inline")
    expect(chip).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(circle).to_have_css("display", "none")


def test_a_part_of_the_world_is_looked_at_closely_with_dots_as_large_as_before(page: Page) -> None:
    dot = page.locator(f"{MAP} circle").first
    before = dot.evaluate("(dot) => dot.getBoundingClientRect().width")
    page.locator("#map .chip", has_text="Asia").click()
    until(page, "document.querySelector('#map svg').getAttribute('viewBox') !== '0 0 1000 450'")
    assert dot.evaluate("(dot) => dot.getBoundingClientRect().width") == pytest.approx(before, rel=0.1)


def test_states_are_repainted_in_place(page: Page) -> None:
    page.evaluate("atlas.worldMap.repaint('map', { 'state:FRA': [0, 'moved'] })")
    france, singapore = page.locator(f"{MAP} [data-id='state:FRA']"), page.locator(f"{MAP} circle[data-id='state:SGP']")
    expect(france).to_have_class("state c0")
    expect(singapore).to_have_class("state c8")
    assert france.get_attribute("data-said") == "France\nmoved"
