"""The page of divides as a reader uses it: one is chosen in any view and marked in all, and the years are replayed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import until
from tests.browser.conftest import Watched
from tests.browser.test_manners import serious

ASKED = "divides?from=2018&to=2020&resamples=100"
CHOSEN = "atlas.divides.chosen().join()"


def opened(watched: Watched, query: str = ASKED) -> Page:
    page = watched.page
    page.goto(watched.address + query)
    page.wait_for_selector(".divides .chosen-bar input", timeout=60_000)
    page.wait_for_selector(".scatter svg .actor")
    page.wait_for_selector(".matrix-sheet canvas")
    return page


def marked(page: Page) -> list[str]:
    """Who is marked in the scatter."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('.scatter .actor.chosen')].map((each) => each.dataset.id)"
    )
    return ids


def matrix(page: Page) -> str:
    """The picture of the matrix, to be compared with another."""
    return str(page.evaluate("document.querySelector('.matrix-sheet canvas').toDataURL()"))


def test_a_reader_asks_chooses_replays_and_goes_by_keyboard(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.address}divides")
    page.wait_for_selector(".question-welcome a")
    page.locator(".question-welcome a", has_text="where does India stand").click()
    page.wait_for_selector(".divides .chosen-bar input", timeout=60_000)
    page.wait_for_selector(".scatter svg .actor.chosen")
    assert marked(page) == ["state:IND"]
    expect(page.locator(".chosen-told")).to_contain_text("India: camp 1")
    until(page, "document.querySelectorAll('.world-map .chosen[data-id=\"state:IND\"]').length > 0")
    before = matrix(page)

    # A row of the table
    page.locator("[data-part=table]").scroll_into_view_if_needed()
    row = page.locator("#divides-grid .ag-row").first
    expect(row).to_be_visible()
    until(page, f"{CHOSEN} === 'state:IND'")
    identity = row.get_attribute("row-id")
    row.locator("[col-id=name]").click()
    until(page, f"{CHOSEN} === '{identity}'")
    assert marked(page) == [identity]
    assert matrix(page) != before
    expect(page.locator("#divides-grid .ag-row-selected")).to_have_count(1)
    agrees = page.locator(f"#divides-grid .ag-row:not([row-id='{identity}']) [col-id=agrees]").first
    expect(agrees).not_to_have_text("")

    # The link opens with the same one marked
    assert f"view.chosen={identity}" in page.url
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector(".scatter svg .actor.chosen", timeout=60_000)
    assert marked(page) == [identity]


def test_every_view_chooses(watched: Watched) -> None:
    page = opened(watched)
    page.locator("#divides-search").fill("france")
    page.locator("#divides-search").press("Enter")
    until(page, f"{CHOSEN} === 'state:FRA'")
    page.locator(".camp-card .pick-camp").first.click()
    until(page, "atlas.divides.chosen().length > 100")
    expect(page.locator(".camp-card .pick-camp").first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    until(page, f"{CHOSEN} === ''")
    page.locator("[data-part=middle] .pick").first.click()
    until(page, "atlas.divides.chosen().length === 1")
    row = "document.querySelector('.ladder [data-ids~=\"state:AUS\"]')"
    page.evaluate(f"{row}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
    until(page, "atlas.divides.chosen().includes('state:AUS') && atlas.divides.chosen().length > 20")
    for view in ("scatter", "hull-graph", "world-map"):
        page.evaluate(
            "(view) => document.querySelector(`.${view} [data-id='state:CHN']`)"
            ".dispatchEvent(new MouseEvent('click', {bubbles: true}))", view,
        )  # fmt: skip
        until(page, f"{CHOSEN} === 'state:CHN'")
        page.locator(".chosen-bar button").click()
        until(page, f"{CHOSEN} === ''")


def test_the_matrix_tells_each_pair_by_keyboard(watched: Watched) -> None:
    page = opened(watched)
    page.locator(".matrix-sheet").focus()
    page.keyboard.press("ArrowDown")
    told = page.locator(".matrix-pair")
    expect(told).to_contain_text("agree on")
    first = told.inner_text()
    page.keyboard.press("Shift+ArrowRight")
    expect(told).not_to_have_text(first)
    page.keyboard.press("Enter")
    until(page, "atlas.divides.chosen().length === 2")
    assert sorted(marked(page)) == sorted(page.evaluate("atlas.divides.chosen()"))
    canvas = page.locator(".matrix-sheet canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + 16)
    expect(told).to_contain_text("95 % interval")


def test_the_replay_by_keyboard(watched: Watched) -> None:
    page = opened(watched, f"{ASKED}&view.chosen=state:USA")
    page.locator("details[data-later=replay] > summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".replay[data-begun]", timeout=60_000)
    year = page.locator(".replay-year")
    expect(year).to_have_text("2025")
    page.locator(".replay").focus()
    page.keyboard.press("ArrowLeft")
    expect(year).to_have_text("2024")
    assert "view.year=2024" in page.url
    place = "document.querySelector('.stage [data-id=\"state:USA\"]').style.transform"
    last = page.evaluate(place)
    slider = page.locator(".replay-slider input")
    slider.fill("0")
    expect(year).to_have_text("2005")
    expect(page.locator(".replay-said")).to_contain_text("Likeness to the whole: 1 %")
    assert page.evaluate(place) != last
    assert page.evaluate("document.querySelector('.stage [data-id=\"state:USA\"]').classList.contains('chosen')")
    page.locator(".replay").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-replay=play]")).to_contain_text("Pause")
    expect(year).to_have_text("2006")
    page.keyboard.press("Space")
    expect(page.locator("[data-replay=play]")).to_contain_text("Play")
    rings = "document.querySelectorAll('#divides-years .marks circle').length"
    assert page.evaluate(rings) >= 10, "who is chosen is marked in the small pictures too"
    page.locator(".replay details summary").click()
    expect(page.locator(".replay .divides-rows")).to_contain_text("71/28")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_manners(watched: Watched, scheme: str) -> None:
    page = watched.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened(watched)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), "only the answer itself scrolls"
