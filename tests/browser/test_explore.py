"""What an analyst does on the page, in a real browser over a real database."""

import itertools
import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.canvas import CANVAS, button, drawn, find, point, settle, tab_to, tap, until, wait_for
from tests.browser.conftest import Watched
from tests.explorer.mission import MISSION

HUAWEI, MICROSOFT, INSTITUTE = "company:huawei", "company:microsoft", "organization:eastwest-institute"
TIE = f"{HUAWEI} {MICROSOFT}"


def expand_partners(page: Page) -> None:
    """Expand the selected entity by its partners."""
    button(page, "expand-by").click()
    page.locator("#dialog").get_by_label("Ties (none chosen").select_option(label="partnered with")
    page.locator("#dialog").get_by_role("button", name="Expand", exact=True).click()


def test_from_a_search_to_a_source_and_a_link(watched: Watched, browser: Browser) -> None:
    page = watched.open()
    find(page, "huawei", "Huawei")
    wait_for(page, HUAWEI)
    page.locator("#picture").focus()
    page.keyboard.press("k")
    until(page, f"{CANVAS}.nodes().length === 1")

    expand_partners(page)
    wait_for(page, MICROSOFT)
    find(page, "eastwest institute", "EastWest Institute")
    wait_for(page, INSTITUTE)
    settle(page)
    before = drawn(page)
    assert {TIE, f"{HUAWEI} {INSTITUTE}", f"{MICROSOFT} {INSTITUTE}"} <= set(before)

    page.keyboard.press("0")
    tap(page, TIE)
    card = page.locator("#panel .card")
    expect(card).to_contain_text("Huawei partnered with Microsoft")
    source = card.locator("a.source").first
    assert (source.get_attribute("href") or "").startswith("https://www.mobileworldlive.com/")
    assert (source.get_attribute("rel"), source.get_attribute("target")) == ("noopener noreferrer", "_blank")

    button(page, "filter").click()
    page.locator("#filter-as_of, #filter-to").last.fill("2015")
    page.keyboard.press("Tab")
    page.locator("#drawer").get_by_label("What lies outside").select_option("vanish")
    until(page, f"!{CANVAS}.getElementById('{TIE}').visible()")

    page.keyboard.press("Escape")
    page.locator("#picture").focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    until(page, f"{CANVAS}.getElementById('{TIE}').visible()")
    assert set(drawn(page)) == set(before)
    page.keyboard.press("Control+y")
    until(page, f"{CANVAS}.getElementById('{TIE}').hasClass('faded')")
    settle(page)

    opens_the_same(browser, copied(page), page)


def copied(page: Page) -> str:
    """The link to what is shown."""
    page.wait_for_timeout(600)
    button(page, "link").click()
    until(page, "location.hash.startsWith('#v=')")
    if page.locator("#dialog").is_visible():
        page.locator("#dialog").get_by_role("button", name="Close").click()
    return page.url


def opens_the_same(browser: Browser, link: str, page: Page) -> None:
    """The link shows in a fresh browser what this page shows: elements, places, colours, and what is faded."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    other = context.new_page()
    other.goto(link)
    other.wait_for_selector("body[data-ready=true]")
    wait_for(other, HUAWEI, MICROSOFT)
    settle(other)
    here, there = drawn(page), drawn(other)
    assert set(here) == set(there)
    for identity, element in here.items():
        if "x" in element:
            assert (there[identity]["x"], there[identity]["y"]) == pytest.approx((element["x"], element["y"]), abs=1)
            assert there[identity]["colour"] == element["colour"]
        assert there[identity]["faded"] == element["faded"]
    context.close()


def test_the_same_by_keyboard_alone(watched: Watched, browser: Browser) -> None:
    page = watched.open()
    press = page.keyboard.press
    press("/")
    page.keyboard.type("huawei", delay=30)
    expect(page.locator("#suggestions [role=option]").first).to_contain_text("Huawei")
    press("Enter")
    wait_for(page, HUAWEI)
    tab_to(page, page.locator("#picture"))
    press("k")
    until(page, f"{CANVAS}.nodes().length === 1")
    press("Shift+E")
    dialog = page.locator("#dialog")
    tab_to(page, dialog.get_by_label("Ties (none chosen"))
    page.keyboard.type("partnered")
    tab_to(page, dialog.get_by_role("button", name="Expand", exact=True))
    press("Enter")
    wait_for(page, MICROSOFT, INSTITUTE)
    settle(page)
    before = set(drawn(page))

    tab_to(page, page.locator("#picture"))
    ways = itertools.cycle(("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft"))
    while not page.locator("#said").inner_text().startswith("Microsoft,"):
        press(next(ways))
    press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Microsoft")
    partners = page.locator("#panel details", has=page.locator("summary", has_text="partnered with"))
    if partners.get_attribute("open") is None:
        tab_to(page, partners.locator("summary").first)
        press("Enter")
    tab_to(page, partners.locator(f"[data-act=select][data-id='{TIE}']").first)
    press("Enter")
    expect(page.locator("#panel .card")).to_contain_text("Huawei partnered with Microsoft")
    source = page.locator("#panel .card a.source").first
    tab_to(page, source)
    assert (source.get_attribute("href") or "").startswith("https://www.mobileworldlive.com/")

    tab_to(page, page.locator("#picture"))
    press("f")
    tab_to(page, page.locator("#filter-to"))
    page.keyboard.type("2015")
    press("Tab")
    until(page, f"{CANVAS}.getElementById('{TIE}').hasClass('faded')")
    tab_to(page, page.locator("#picture"))
    press("Control+z")
    until(page, f"!{CANVAS}.getElementById('{TIE}').hasClass('faded')")
    assert set(drawn(page)) == before
    press("Control+y")
    until(page, f"{CANVAS}.getElementById('{TIE}').hasClass('faded')")

    press("Shift+?")
    expect(dialog).to_contain_text("Keys")
    press("Escape")
    expect(dialog).to_be_hidden()
    page.wait_for_timeout(600)
    press("u")
    until(page, "location.hash.startsWith('#v=')")
    press("Escape")
    opens_the_same(browser, page.url, page)


def test_adding_never_moves_what_is_placed(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    before = drawn(page)
    tap(page, "state:USA")
    button(page, "expand").click()
    until(page, f"{CANVAS}.nodes().length > {sum('x' in each for each in before.values())}")
    settle(page)
    after = drawn(page)
    for identity, element in before.items():
        if "x" in element:
            assert (after[identity]["x"], after[identity]["y"]) == (element["x"], element["y"])


def test_a_hundred_steps_can_be_undone_and_done_again(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    first = drawn(page)
    for step in range(110):
        page.evaluate(
            "(step) => window.atlas.page.change('Move', {places: {'company:huawei': [1000 + step, step]}})", step
        )
    settle(page)
    last = drawn(page)
    for _ in range(110):
        page.evaluate("window.atlas.page.step('undo')")
    settle(page)
    assert drawn(page) == first
    for _ in range(110):
        page.evaluate("window.atlas.page.step('redo')")
    settle(page)
    assert drawn(page) == last


def test_every_layout_places_all_and_leaves_the_pinned(watched: Watched) -> None:
    page = watched.open("?id=agreement:paris-call")
    settle(page)
    tap(page, "agreement:paris-call")
    page.keyboard.press("p")
    pinned = drawn(page)["agreement:paris-call"]
    button(page, "layout").click()
    for title in page.locator("#drawer .card-button strong").all_inner_texts():
        before = {identity: (each.get("x"), each.get("y")) for identity, each in drawn(page).items()}
        steps = page.evaluate("window.atlas.page.model.done.length")
        page.locator("#drawer .card-button", has=page.get_by_text(title, exact=True)).click()
        until(page, f"window.atlas.page.model.done.length > {steps}")
        expect(page.locator("#drawer .card-button[aria-pressed=true]")).to_contain_text(title)
        settle(page)
        after = drawn(page)
        assert (after["agreement:paris-call"]["x"], after["agreement:paris-call"]["y"]) == (pinned["x"], pinned["y"])
        moved = sum(
            (each.get("x"), each.get("y")) != before[identity] for identity, each in after.items() if "x" in each
        )
        assert moved > len(before) / 10, title


def test_legend_selects_and_filters(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    states = page.locator("#legend .entry", has_text="States")
    number = int(re.sub(r"\D", "", states.inner_text()))
    states.click()
    until(page, f"{CANVAS}.nodes(':selected').length === {number}")
    expect(page.locator("#panel .card")).to_contain_text(str(number))
    page.locator("#legend").get_by_label("Show States").click()
    until(page, f"!{CANVAS}.getElementById('state:USA').visible()")
    page.locator("#legend").get_by_label("Show States").click()
    until(page, f"{CANVAS}.getElementById('state:USA').visible()")


def test_selecting_by_box_by_modifier_by_neighbours_and_inverted(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    tap(page, "state:USA")
    tap(page, "state:CHN", "Shift")
    until(page, f"{CANVAS}.nodes(':selected').length === 2")
    whole = page.evaluate(f"{CANVAS}.nodes().length")
    page.keyboard.press("i")
    until(page, f"{CANVAS}.nodes(':selected').length === {whole - 2}")
    page.keyboard.press("Escape")
    until(page, f"{CANVAS}.nodes(':selected').length === 0")
    tap(page, HUAWEI)
    page.keyboard.press("n")
    until(page, f"{CANVAS}.nodes(':selected').length === {whole}")
    page.keyboard.press("Escape")
    box = page.locator("#picture").bounding_box()
    assert box
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    until(page, f"{CANVAS}.nodes(':selected').length > {whole * 0.9}")


def test_the_menu_of_an_entity(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    page.mouse.click(*point(page, "state:USA"), button="right")
    menu = page.locator("#menu")
    expect(menu).to_be_visible()
    menu.get_by_role("menuitem", name="Remove").click()
    until(page, f"{CANVAS}.getElementById('state:USA').length === 0")
    expect(menu).to_be_hidden()
    expect(page.locator("#status")).not_to_contain_text("NaN")


def test_saved_queries_are_offered_for_what_is_selected(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    tap(page, HUAWEI)
    page.keyboard.press("a")
    link = page.locator("#dialog").get_by_role("link", name="Who restricts this company, how hard, and since when?")
    assert link.get_attribute("href") == "/queries?run=who-restricts-a-company&p.company=company%3Ahuawei"
    page.keyboard.press("Escape")
    page.evaluate("window.atlas.page.canvas.select(['forum:c4c', 'agreement:paris-call'])")
    page.keyboard.press("a")
    expect(page.locator("#dialog")).not_to_contain_text("Who restricts this company")
    page.keyboard.press("Escape")


def test_table_and_canvas_are_bound_both_ways(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    page.locator("#shapes [data-shape=both]").click()
    row = page.locator("#grid-nodes .ag-row", has_text="Huawei").first
    expect(row).to_be_visible()
    tap(page, "state:USA")
    expect(page.locator("#grid-nodes .ag-row[row-id='state:USA']")).to_have_attribute("aria-selected", "true")
    row.locator(".ag-checkbox-input, input[type=checkbox]").first.click()
    until(page, f"{CANVAS}.getElementById('{HUAWEI}').selected()")
    with page.expect_download() as download:
        page.locator("[data-act='csv-ties']").click()
    text = download.value.path().read_text("utf-8-sig")
    assert text.startswith("id,from,tie,to")
    assert "Huawei" in text


def test_views_are_saved_listed_opened_renamed_and_deleted(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    before = drawn(page)
    page.keyboard.press("Control+s")
    page.locator("#dialog input").fill("Huawei und Partner")
    page.locator("#dialog").get_by_role("button", name="Save").click()
    expect(page.locator("#status")).to_contain_text("Saved as")
    page.goto(watched.address)
    page = watched.open()
    button(page, "views").click()
    page.locator("#drawer .view .card-button", has_text="Huawei und Partner").click()
    wait_for(page, HUAWEI)
    settle(page)
    assert set(drawn(page)) == set(before)
    page.locator("#drawer").get_by_role("button", name="Rename").click()
    page.locator("#dialog input").fill("Ein anderer Name")
    page.locator("#dialog").get_by_role("button", name="Save").click()
    expect(page.locator("#drawer")).to_contain_text("Ein anderer Name")
    page.locator("#drawer").get_by_role("button", name="Delete").click()
    page.locator("#dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#drawer")).to_contain_text("No view is saved yet")


def test_pictures_and_the_cypher(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    for name, ending, start in (("SVG", ".svg", b"<svg"), ("PNG, twice the size", "-2x.png", b"\x89PNG")):
        button(page, "picture").click()
        with page.expect_download() as download:
            page.locator("#dialog").get_by_role("button", name=name).click()
        assert download.value.suggested_filename.endswith(ending)
        assert start in download.value.path().read_bytes()[:200]
    button(page, "cypher").click()
    expect(page.locator("#dialog pre")).to_contain_text("MATCH")


def test_as_of_and_play(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    page.locator("#as-of").fill("2017")
    expect(page.locator("#as-of-said")).to_have_text("As of 2017")
    until(page, f"{CANVAS}.edges('.faded').length > 0")
    page.get_by_role("button", name="Play the years").click()
    expect(page.locator("#as-of-said")).to_have_text("As of 2018")
    page.get_by_role("button", name="Pause").click()


def test_the_handles_of_the_time_bar_are_dragged(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    steps = "window.atlas.page.model.done.length"
    before = page.evaluate(steps)
    first, last = (int(page.locator("#as-of").get_attribute(name) or 0) for name in ("min", "max"))

    drag(page, "#as-of", 1.0, 0.5)
    middle = int(page.locator("#as-of-said").inner_text().removeprefix("As of "))
    assert middle == pytest.approx((first + last) / 2, abs=3)
    assert page.evaluate(steps) == before + 1

    page.get_by_label("What the bar chooses").select_option("period")
    drag(page, "#from-year", 0.0, 0.25)
    said = page.locator("#as-of-said").inner_text().split(" to ")
    assert int(said[0]) == pytest.approx(first + (last - first) / 4, abs=3)
    assert int(said[1]) == middle
    page.get_by_role("button", name="All dates").click()
    expect(page.locator("#as-of-said")).to_have_text("All dates")


def drag(page: Page, handle: str, start: float, end: float) -> None:
    """Drag a handle from one share of its bar to another."""
    box = page.locator(handle).bounding_box()
    assert box
    left, width, y = box["x"] + 8, box["width"] - 16, box["y"] + box["height"] / 2
    page.mouse.move(left + start * width, y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(left + (start + (end - start) * step / 8) * width, y)
        page.wait_for_timeout(40)
    page.mouse.up()
    page.wait_for_timeout(100)


def test_a_timeline_shows_its_years_until_something_else_stands_there(watched: Watched) -> None:
    page = watched.open(f"?id={HUAWEI}")
    settle(page)
    page.evaluate("window.atlas.page.layout('timeline')")
    until(page, "document.querySelectorAll('#axis.years span').length > 3")
    years = page.locator("#axis span").all_inner_texts()
    assert years == sorted(years)
    assert {"1945", "1987"} <= set(years)
    page.locator("#picture").focus()
    page.keyboard.press("Control+z")
    until(page, "document.querySelectorAll('#axis span').length === 0")
    page.keyboard.press("Control+y")
    until(page, "document.querySelectorAll('#axis span').length > 3")
    settle(page)
    tap(page, "state:USA")
    page.keyboard.press("e")
    until(page, "document.querySelectorAll('#axis span').length === 0")


def test_whatever_is_typed_finds_or_teaches(watched: Watched) -> None:
    page = watched.open()
    for text, found in (("Grait Britain", "United Kingdom"), ("PRC", "China"), ("Macron", "Emmanuel Macron")):
        page.locator("#search").fill("")
        page.locator("#search").press_sequentially(text, delay=30)
        expect(page.locator("#suggestions [role=option]").first).to_contain_text(found)
    page.locator("#search").fill("")
    page.locator("#search").press_sequentially("zzqqxx", delay=30)
    expect(page.locator("#suggestions")).to_contain_text("Nothing is called “zzqqxx”")
    page.locator("#search").fill('"(~*:^ AND \\')
    expect(page.locator("#banner")).to_be_empty()


def test_the_words_of_the_field_are_found_in_the_search_box(watched: Watched) -> None:
    page = watched.open()
    for text, wanted in MISSION:
        page.locator("#search").fill(text)
        first = page.locator(f"#suggestions [role=option][data-for={json.dumps(text)}]").first
        expect(first).to_have_attribute("data-id", wanted)


def test_a_broken_link_is_explained(watched: Watched) -> None:
    page = watched.open("#v=nonsense")
    expect(page.locator("#said")).to_contain_text("The link is broken")
    page = watched.open("?id=state:ATLANTIS")
    expect(page.locator("#status")).to_contain_text("state:ATLANTIS")


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_labels_do_not_lie_on_each_other(watched: Watched, theme: str) -> None:
    page = watched.open("?id=state:USA")
    page.evaluate("(theme) => window.atlas.page.paint(theme)", theme)
    page.keyboard.press("0")
    settle(page)
    boxes = page.evaluate(
        f"{CANVAS}.nodes(':visible').not('.mute').not(':selected').map((node) => {{ const {{x, y}} = node.position(); "
        "const half = 3 * node.data('label').length, top = y + node.data('size') / 2 + 4; "
        "return [x - half, top, x + half, top + 12]; })"
    )
    overlaps = [
        (one, other)
        for position, one in enumerate(boxes)
        for other in boxes[position + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert overlaps == []
