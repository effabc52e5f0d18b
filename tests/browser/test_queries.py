"""The page of saved queries as a reader uses it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.browser.canvas import CANVAS, tab_to, until
from tests.browser.conftest import Watched, served
from tests.browser.test_manners import serious

PARIS = "paris-call-without-un-convention"
SLOW = """// title = "Something slow"
// category = "Mine"
// description = "Counts for a long time."
// timeout = 30
// [columns]
// found = "How many"
MATCH (a:Entity), (b:Entity), (c:Entity) WHERE a.id + b.id + c.id = 'x' RETURN count(*) AS found
"""


def opened(watched: Watched, query: str = "") -> Page:
    page = watched.page
    page.goto(f"{watched.address}queries{query}")
    page.wait_for_selector("#query-library [data-query-row]")
    page.wait_for_selector("#query-head h1")
    return page


def answered(page: Page) -> None:
    """Wait for the rows; a grid below the fold is filled once it is scrolled to."""
    page.locator("#query-result .query-table").evaluate("(table) => table.scrollIntoView()")
    expect(page.locator("#query-result .ag-row").first).to_be_visible(timeout=20_000)


def test_a_question_is_found_by_a_word_asked_and_its_link_asks_it_again(watched: Watched) -> None:
    page = opened(watched)
    expect(page.locator("#query-head")).to_contain_text("Ask a question")
    page.locator("#query-words").fill("paris hanoi")
    rows = page.locator("#query-library [data-query-row]:visible")
    expect(rows).to_have_count(1)
    rows.locator("a").click()
    expect(page.locator("#query-head h1")).to_contain_text("Who signed the Paris Call")
    expect(page.locator("#p-joined")).to_have_value("Paris Call")
    page.locator("#p-joined").fill("budapest")
    page.locator("#p-joined-list [role=option]", has_text="Budapest Convention").first.click()
    page.locator("#query-go").click()
    answered(page)
    assert "run=paris-call-without-un-convention&p.joined=agreement:budapest-convention" in page.url
    amount = page.locator("#query-result h2").inner_text()
    assert amount.endswith("rows")
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    answered(page)
    expect(page.locator("#query-result h2")).to_have_text(amount)
    expect(page.locator("#p-joined")).to_have_value("Budapest Convention")


def test_an_answer_opens_in_explore_with_places_for_all(watched: Watched) -> None:
    page = opened(watched, "?run=ways-from-one-to-another")
    answered(page)
    names = page.locator("#query-result .ag-center-cols-container [col-id=c0] a").all_inner_texts()
    page.locator("#query-result a", has_text="Open in Explore").click()
    page.wait_for_selector("body[data-ready=true]")
    until(page, f"{CANVAS}.nodes().length >= {len(names)}")
    places = page.evaluate(f"{CANVAS}.nodes().map((node) => `${{node.position('x')}} ${{node.position('y')}}`)")
    assert len(set(places)) == len(places) == len(names)
    shown = page.evaluate("[...atlas.page.model.nodes.values()].map((node) => node.id)")
    assert {"company:microsoft", "state:IND"} <= set(shown)
    assert page.evaluate(f"{CANVAS}.edges().length") > 0


def test_the_link_of_a_view_is_what_the_page_itself_writes(watched: Watched) -> None:
    page = opened(watched, "?run=ways-from-one-to-another")
    answered(page)
    href = page.locator("#query-result a", has_text="Open in Explore").get_attribute("href") or ""
    view = page.evaluate("(text) => atlas.model.decode(text)", href.removeprefix("/#v="))
    assert view["version"] == 1
    assert view == page.evaluate("async (view) => atlas.model.decode(await atlas.model.encode(view))", view)


def test_a_wrong_value_is_told_at_its_field(watched: Watched) -> None:
    page = opened(watched, "?query=who-votes-alike")
    page.locator("#p-since").fill("last year")
    page.locator("#p-since").press("Enter")
    expect(page.locator("#p-since-fault")).to_contain_text("Expected a date such as 2018")
    expect(page.locator("#p-since")).to_be_focused()
    expect(page.locator("#p-since")).to_have_attribute("aria-invalid", "true")
    page.locator("#p-since").fill("2019")
    page.locator("#p-since").press("Enter")
    answered(page)
    expect(page.locator("#p-since-fault")).to_be_hidden()


def test_favourites_and_recent_ones_are_kept(watched: Watched) -> None:
    page = opened(watched, f"?run={PARIS}")
    answered(page)
    row = page.locator("#query-library [data-query-row=who-left]")
    row.hover()
    row.locator(".star").click()
    expect(page.locator("#query-marked")).to_contain_text("Favourites")
    opened(watched)
    expect(page.locator("#query-marked section").nth(0)).to_contain_text("Who left a body")
    expect(page.locator("#query-marked section").nth(1)).to_contain_text("Who signed the Paris Call")
    expect(row.locator(".star")).to_have_attribute("aria-pressed", "true")
    page.locator("#query-marked a").first.click()
    expect(page.locator("#query-head h1")).to_contain_text("Who left a body")
    page.go_back()
    expect(page.locator("#query-head h1")).to_have_text("Ask a question")


@pytest.mark.parametrize(
    "name", ["votes-of-a-body", "growth-of-a-text", "presence-and-commitment", "vote-by-regional-group"]
)
def test_charts_are_drawn_in_the_colours_of_the_paper(watched: Watched, name: str) -> None:
    page = opened(watched, f"?run={name}")
    answered(page)
    chart = page.locator("#query-chart .main-svg").first
    expect(chart).to_be_visible()
    background = "getComputedStyle(document.querySelector('#query-chart .main-svg')).backgroundColor"
    until(page, f"{background} === 'rgb(252, 251, 249)'")
    page.emulate_media(color_scheme="dark")
    until(page, f"{background} === 'rgb(20, 24, 31)'")
    assert page.locator("#query-chart canvas").count() == 0


def test_files_are_taken_along(watched: Watched, tmp_path: Path) -> None:
    page = opened(watched, f"?run={PARIS}")
    answered(page)
    for label, name in (("Save as CSV", f"{PARIS}.csv"), ("Save as JSON", f"{PARIS}.json")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    rows = json.loads((tmp_path / f"{PARIS}.json").read_text("utf-8"))["rows"]
    lines = (tmp_path / f"{PARIS}.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert len(lines) == len(rows) + 1
    assert lines[0].startswith("state,state_id,")


def test_a_slow_run_shows_progress_and_is_cancelled_on_the_server(
    watched: Watched, shipped: Database, schema: Schema, tmp_path: Path
) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "slow.cypher").write_text(SLOW, "utf-8")
    with served(shipped, schema, tmp_path) as address:
        watched.address = address
        page = opened(watched, "?query=slow")
        page.locator("#query-go").click()
        expect(page.locator("#query-progress progress")).to_be_visible()
        expect(page.locator("#query-go")).to_be_disabled()
        page.locator("#query-stop").click()
        expect(page.locator("#query-result")).to_contain_text("Cancelled", timeout=10_000)
        expect(page.locator("#query-go")).to_be_enabled()
        running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'a.id + b.id' RETURN currentQuery"
        assert [row for row in shipped.read(running) if "SHOW" not in row["currentQuery"]] == []
        page.goto("about:blank")


def test_all_is_done_by_keyboard(watched: Watched) -> None:
    page = opened(watched)
    page.locator("#query-words").focus()
    page.keyboard.type("votes most like")
    tab_to(page, page.locator("#query-library [data-query=who-votes-alike]"))
    page.keyboard.press("Enter")
    expect(page.locator("#p-state")).to_have_value("India")
    tab_to(page, page.locator("#p-state"))
    page.keyboard.type("frances", delay=10)
    page.keyboard.press("Backspace")
    expect(page.locator("#p-state-list [aria-selected=true]")).to_contain_text("France")
    page.keyboard.press("Enter")
    expect(page.locator("#p-state")).to_have_value("France")
    tab_to(page, page.locator("#query-go"))
    page.keyboard.press("Enter")
    answered(page)
    assert "p.state=state:FRA" in page.url


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_hindrance(watched: Watched, theme: str) -> None:
    watched.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page = opened(watched)
    assert serious(page) == []
    for query in ("?run=growth-of-a-text", "?run=who-votes-alike&p.since=x", "?run=ways-from-one-to-another"):
        page = opened(watched, query)
        expect(page.locator("#query-result h2")).to_be_visible()
        if "p.since=x" not in query:
            answered(page)
        assert serious(page) == []
    page.locator("#p-from").click()
    expect(page.locator("#p-from-list [role=option]").first).to_be_visible()
    page.locator(".query-cypher summary").click()
    page.locator("#p-from").click()
    assert serious(page) == []


def test_hostile_names_are_text(watched: Watched, shipped: Database) -> None:
    hostile = "<img src=x onerror=window.hacked=1>"
    with shipped.session() as session:
        session.run(
            "MATCH (s:State {id: 'state:USA'}) "
            "CREATE (s)-[t:SUPPORTS {id: 'hostile', start: '2020', source_url: 'javascript:window.hacked=1'}]->"
            "(:Entity:Agreement {id: 'agreement:hostile', name: $name, verified: false}) SET t.value = $name",
            name=hostile,
        ).consume()
    try:
        page = opened(watched, f"?run={PARIS}&p.joined=agreement:hostile")
        expect(page.locator("#p-joined")).to_have_value(hostile)
        answered(page)
        expect(page.locator("#query-result [col-id=c3]").nth(1)).to_contain_text(hostile)
        assert page.locator("#content a[href^=javascript], #content img").count() == 0
        opened(watched, "?run=growth-of-a-text&p.texts=agreement:hostile&p.texts=agreement:paris-call")
        expect(page.locator(".query-chips")).to_contain_text(hostile)
        expect(page.locator("#query-chart .main-svg").first).to_be_visible()
        assert page.evaluate("window.hacked") is None
    finally:
        with shipped.session() as session:
            session.run("MATCH (a {id: 'agreement:hostile'}) DETACH DELETE a").consume()
