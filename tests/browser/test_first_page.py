"""What a reader does on the page, in a real browser over a real database."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.schema import Schema
from tests.browser.conftest import Watched, served
from tests.tcp_gate import TcpGate

CANVAS = "document.getElementById('canvas')._cyreg.cy"
HOSTILE = {
    "company:hostile-script": "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>",
    "company:hostile-direction": "Harmless \u202egnirts\u2066 وزارة",
    "company:hostile-length": "Endless " + "x" * 1_000,
}


def until(page: Page, expression: str, seconds: float = 20) -> None:
    """Wait for something to become true; asked from outside, since the policy of the page forbids `eval` within."""
    for _ in range(int(seconds / 0.05)):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {expression}")


def drawn(page: Page) -> dict[str, dict[str, Any]]:
    """The elements of the canvas by id."""
    until(page, f"document.getElementById('canvas') && {CANVAS}.nodes().length > 0")
    elements = page.evaluate(f"{CANVAS}.elements().map((element) => element.data())")
    return {element["id"]: element for element in elements}


def tap(page: Page, element_id: str) -> None:
    """Press the mouse where an element is drawn."""
    drawn(page)
    point = page.evaluate(
        f"""(id) => {{
          const element = {CANVAS}.getElementById(id);
          const box = {CANVAS}.container().getBoundingClientRect();
          const at = element.isNode() ? element.renderedPosition() : element.renderedMidpoint();
          return [box.x + at.x, box.y + at.y];
        }}""",
        element_id,
    )
    page.mouse.click(*point)


def test_search_choose_and_read_a_source(watched: Watched) -> None:
    page = watched.open()
    page.locator("#search").press_sequentially("Paris call", delay=20)
    page.locator("#suggestions [role=option]", has_text="Paris Call").first.click()
    page.wait_for_url("**/?id=agreement:paris-call")
    assert "state:FRA" in drawn(page)
    expect(page.locator("#summary")).to_contain_text("the first 60 of")
    expect(page.get_by_role("link", name="France supports Paris Call")).to_be_visible()
    expect(page.locator("#search")).to_have_value("")
    expect(page).to_have_title("Paris Call – cyberatlas")

    tap(page, "agreement:paris-call state:FRA")
    card = page.locator("#panel .card")
    expect(card).to_contain_text("France supports Paris Call")
    expect(card).to_contain_text("Has publicly joined a text")
    expect(card).to_contain_text("12 November 2018")
    source = card.locator("a.source").first
    assert (source.get_attribute("href") or "").startswith("https://")
    assert (source.get_attribute("rel"), source.get_attribute("target")) == ("noopener noreferrer", "_blank")
    assert page.url.endswith("/?id=agreement:paris-call&with=state:FRA")


def test_a_tap_on_a_node_tells_about_it_and_it_can_become_the_centre(watched: Watched) -> None:
    page = watched.open("?id=company:huawei")
    tap(page, "state:USA")
    expect(page.locator("#panel h2")).to_have_text("United States")
    assert "company:huawei" in drawn(page)
    page.get_by_role("link", name="Show its neighbours").click()
    page.wait_for_url("**/?id=state:USA")
    expect(page.locator("#summary")).to_contain_text("United States")
    assert "state:RUS" in drawn(page)
    page.go_back()
    expect(page.locator("#summary")).to_contain_text("Huawei")
    expect(page.locator("#panel h2")).to_have_text("United States")
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Huawei")


def test_everything_works_by_keyboard(watched: Watched) -> None:
    page = watched.open()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("huawei", delay=20)
    expect(page.locator("#suggestions [role=option]").first).to_contain_text("Huawei")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(page.locator("#suggestion-0")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?id=company:huawei")
    expect(page.locator("#summary")).to_contain_text("Huawei")
    row = page.locator("#ties tbody a:not(.source)").first
    said = row.inner_text()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == said:
            break
    page.keyboard.press("Enter")
    expect(page.locator("#panel .card h3").first).to_be_visible()
    assert "with=" in page.url


def test_escape_closes_the_suggestions_and_typing_opens_them(watched: Watched) -> None:
    page = watched.open()
    page.locator("#search").press_sequentially("est", delay=20)
    expect(page.locator("#suggestions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#search")).to_have_attribute("aria-expanded", "false")
    page.locator("#search").press_sequentially("onia", delay=20)
    expect(page.locator("#suggestions [role=option]").first).to_contain_text("Estonia")


def test_nothing_found_teaches(watched: Watched) -> None:
    page = watched.open()
    page.locator("#search").press_sequentially("zzqqxx", delay=20)
    expect(page.locator("#suggestions")).to_contain_text("Nothing is called “zzqqxx”")


def test_the_start_says_what_is_loaded_and_leads_on(watched: Watched) -> None:
    page = watched.open()
    expect(page.locator("#panel")).to_contain_text("of the ties are verified")
    assert page.locator(".points a").count() == 6
    page.locator(".points a", has_text="Huawei").click()
    expect(page.locator("#summary")).to_contain_text("Huawei")
    page.locator(".brand").click()
    expect(page.locator(".points a").first).to_be_visible()


def test_table_and_canvas_say_the_same(watched: Watched) -> None:
    page = watched.open("?id=company:huawei")
    lines = [element for element in drawn(page).values() if "source" in element]
    assert page.locator("#ties tbody tr").count() == sum(int(line["label"] or 1) for line in lines)
    ends = page.locator("#ties tbody a:not(.source)").evaluate_all(
        "links => [...new Set(links.map(a => decodeURIComponent(a.href.split('with=')[1])))]"
    )
    assert set(ends) == {line["target"] if line["source"] == "company:huawei" else line["source"] for line in lines}


def test_no_two_labels_overlap(watched: Watched) -> None:
    page = watched.open("?id=state:USA")
    drawn(page)
    boxes = page.evaluate(
        f"{CANVAS}.nodes().map((node) => node.boundingBox({{includeEdges: false, includeOverlays: false}}))"
    )
    overlaps = [
        (one, other)
        for position, one in enumerate(boxes)
        for other in boxes[position + 1 :]
        if min(one["x2"], other["x2"]) - max(one["x1"], other["x1"]) > 1
        and min(one["y2"], other["y2"]) - max(one["y1"], other["y1"]) > 4
    ]
    assert overlaps == []


def test_unknown_and_broken_addresses_are_explained(watched: Watched) -> None:
    for query in ("?id=state:ATLANTIS", "?id=%00%ff&with=%22%3E"):
        watched.page.goto(watched.address + query)
        expect(watched.page.locator("#main")).to_contain_text("Not in the graph")
    page = watched.open("?id=state:FRA&with=state:ATLANTIS")
    expect(page.locator("#panel")).to_contain_text("Nothing ties these two")


def test_the_colours_follow_the_scheme_of_the_reader(watched: Watched) -> None:
    page = watched.open("?id=company:huawei")
    drawn(page)
    colour = f"{CANVAS}.getElementById('state:USA').style('color')"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    until(page, f"document.getElementById('canvas') && {colour} !== '{light}'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 31)"


def test_nothing_is_cut_off_on_a_narrow_page(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 800, "height": 700})
    page = watched.open("?id=company:huawei")
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    assert page.locator("#picture").bounding_box() is not None
    page.locator("#panel h2").scroll_into_view_if_needed()
    expect(page.locator("#panel h2")).to_be_in_viewport()


def test_a_database_that_goes_away_is_told_and_its_return_is_noticed(
    watched: Watched, shipped: Database, database_address: Address, schema: Schema
) -> None:
    gate = TcpGate(urlsplit(database_address.uri).port or 7687)
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database, served(database, schema) as address:
        watched.address = address
        page = watched.open("?id=company:huawei")
        gate.shut()
        page.locator("#ties tbody a:not(.source)").first.click()
        expect(page.locator("#banner")).to_contain_text("The database does not answer", timeout=20_000)
        assert "state:USA" in drawn(page)
        gate.open()
        expect(page.locator("#banner")).to_be_empty(timeout=30_000)
        expect(page.locator("#panel")).to_contain_text("between")
        gate.shut()


@pytest.fixture
def hostile(shipped: Database) -> Iterator[None]:
    """Entities with names that want to be more than text, each tied to the next."""
    with shipped.session() as session:
        session.run(
            "UNWIND $rows AS row MERGE (n:Entity:Company {id: row[0]}) "
            "SET n.name = row[1], n.description = row[1], n.aliases = [row[1]], n.verified = false, "
            "n.source_url = 'javascript:window.hacked=1', n.homepage = 'data:text/html,<script>1</script>'",
            rows=list(HOSTILE.items()),
        ).consume()
        session.run(
            "UNWIND $ids AS first UNWIND $ids AS second WITH first, second WHERE first < second "
            "MATCH (a:Entity {id: first}), (b:Entity {id: second}) "
            "MERGE (a)-[r:PARTNERED_WITH {id: first + second}]->(b) "
            "SET r.note = a.name, r.value = a.name, r.verified = false, r.source_url = 'javascript:window.hacked=1'",
            ids=list(HOSTILE),
        ).consume()
        yield
        session.run("MATCH (n:Entity) WHERE n.id IN $ids DETACH DELETE n", ids=list(HOSTILE)).consume()


@pytest.mark.usefixtures("hostile")
def test_hostile_names_are_text_everywhere(watched: Watched) -> None:
    page = watched.open()
    page.locator("#search").press_sequentially("window.hacked", delay=20)
    expect(page.locator("#suggestions [role=option]").first).to_contain_text("<script>window.hacked=1</script>")
    for entity_id, name in HOSTILE.items():
        watched.open(f"?id={entity_id}")
        node = drawn(page)[entity_id]
        assert len(node["label"]) <= 26
        shown = page.locator("#panel h2").inner_text()
        assert shown.split()[0] == name.split()[0]
        assert not set(shown) & set("\u202e\u2066")
        expect(page.locator("#ties tbody tr")).to_have_count(2)
        expect(page.locator("#panel")).to_contain_text("general knowledge, not verified")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        other = next(each for each in HOSTILE if each != entity_id)
        watched.open(f"?id={entity_id}&with={other}")
        expect(page.locator("#panel h3").first).to_contain_text("partnered with")
    assert page.locator("a[href^='javascript'], a[href^='data'], #main script, #panel script, #main img").count() == 0
    assert page.evaluate("window.hacked") is None
