"""The page of paths as a reader uses it, and with it the frame of all pages that ask."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.schema import Schema
from tests.browser.canvas import tab_to
from tests.browser.conftest import Watched, served
from tests.browser.test_manners import serious
from tests.tcp_gate import TcpGate

HUAWEI = "from=company:huawei&to=state:USA&as_of=2026-11-23"


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """An analysis takes its time on a busy machine."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


def opened(watched: Watched, query: str = "") -> Page:
    page = watched.page
    page.goto(f"{watched.address}paths{query}")
    page.wait_for_selector(".question-form")
    return page


def answered(page: Page, title: str = "From Huawei to United States: 5 paths") -> None:
    expect(page.locator(".question-title")).to_have_text(title)
    expect(page.locator(".question-answer[aria-busy]")).to_have_count(0)


def best(page: Page) -> float:
    """The strength of the first path shown."""
    return float(page.locator(".path-figures strong").first.inner_text())


def test_a_question_is_asked_by_keyboard_alone(watched: Watched) -> None:
    page = opened(watched)
    expect(page.locator(".question-welcome")).to_contain_text("Fill in the form and press Ask")
    tab_to(page, page.locator("#q-from"))
    page.keyboard.type("huaw")
    expect(page.locator("#q-from-list [role=option]").first).to_contain_text("Huawei")
    page.keyboard.press("Enter")
    expect(page.locator("#q-from")).to_have_value("Huawei")
    page.keyboard.press("Tab")
    page.keyboard.type("United States")
    expect(page.locator("#q-to-list [role=option]").first).to_contain_text("United States")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    answered(page)
    assert page.url.endswith("/paths?from=company:huawei&to=state:USA")
    expect(page).to_have_title("From Huawei to United States: 5 paths – cyberatlas")
    page.go_back()
    expect(page.locator("#q-from")).to_have_value("")


def test_a_changed_weight_is_asked_with_and_travels_in_the_link(watched: Watched) -> None:
    page = opened(watched, f"?{HUAWEI}")
    answered(page)
    before = best(page)
    page.get_by_text("How much a tie counts").click()
    slider = page.locator("[data-field='weights.influence.MEMBER_OF'] input").first
    slider.evaluate("(input) => { input.value = '0'; input.dispatchEvent(new Event('input', { bubbles: true })); }")
    assert "weights" not in page.url
    expect(page.locator(".question")).to_have_class(re.compile("changed"))
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_url("**/paths?*weights.influence.MEMBER_OF=0&weights.influence.MEMBER_OF=0.5")
    answered(page)
    expect(page.locator(".path-figures strong").first).not_to_have_text(f"{before:.2g}")
    changed = page.locator(".path-cards").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".question-progress")).to_contain_text("The link is copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    page.goto("about:blank")
    page.goto(link)
    answered(page)
    assert page.locator(".path-cards").inner_text() == changed
    expect(page.locator("[data-field='weights.influence.MEMBER_OF'] output").first).to_have_text("0")
    page.get_by_role("button", name="Back to the usual").last.click()
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".path-figures strong").first).to_have_text(f"{before:.2g}")
    assert "weights" not in page.url


def test_somebody_is_left_out_in_the_picture_and_let_in_again(watched: Watched) -> None:
    page = opened(watched, f"?{HUAWEI}")
    answered(page)
    between = page.locator(".path-table tbody tr").first.locator("a.entity").inner_text()
    box = page.locator(".path-picture a").filter(has_text=between.split()[0]).first
    box.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".path-without")).to_contain_text(f"Without {between}")
    expect(page.locator(".query-chips li")).to_have_text([re.compile(re.escape(between))])
    expect(page.locator(".path-picture")).not_to_contain_text(between)
    page.get_by_text("What else breaks").click()
    expect(page.locator("[data-later=losses] tbody tr").first).to_be_visible()
    page.locator(".path-without a").click()
    expect(page.locator(".path-without")).to_have_count(0)
    answered(page)
    page.go_back()
    expect(page.locator(".path-without")).to_contain_text(between)


def test_a_wrong_value_is_told_at_its_field(watched: Watched) -> None:
    page = opened(watched, "?from=company:huawie&to=state:USA")
    fault = page.locator("[data-field=from] .question-fault")
    expect(fault).to_contain_text("Nearest: Huawei (company:huawei)")
    expect(page.locator("#q-from")).to_be_focused()
    page.locator("#q-from").fill("Huawei")
    page.get_by_role("button", name="Ask", exact=True).click()
    answered(page)
    expect(fault).to_be_hidden()


def test_an_answer_is_taken_along_saved_and_opened_elsewhere(watched: Watched) -> None:
    page = opened(watched, f"?{HUAWEI}")
    answered(page)
    with page.expect_download() as loading:
        page.get_by_role("button", name="Download JSON").click()
    held = json.loads(Path(loading.value.path()).read_text("utf-8"))
    assert len(held["paths"]) == 5
    with page.expect_download() as loading:
        page.get_by_role("button", name="Download CSV").click()
    assert Path(loading.value.path()).read_text("utf-8-sig").startswith("path,strength,stability")
    page.get_by_role("button", name="Show the Cypher").click()
    expect(page.locator(".question-cypher pre").first).to_contain_text("UNWIND")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#question-name").fill("To Washington")
    page.keyboard.press("Enter")
    expect(page.locator(".question-saved li")).to_contain_text("To Washington")
    page.get_by_role("button", name="Rename To Washington").click()
    page.locator("#question-name").fill("Over the Atlantic")
    page.keyboard.press("Enter")
    expect(page.locator(".question-saved li")).to_contain_text("Over the Atlantic")
    page.goto(f"{watched.address}paths")
    page.locator(".question-saved a").click()
    answered(page)
    assert page.url.endswith(HUAWEI)
    page.get_by_role("button", name="Delete Over the Atlantic").click()
    page.locator("dialog[open] .button").click()
    expect(page.locator(".question-saved li")).to_have_count(0)
    page.get_by_role("link", name="Open in Explore").click()
    page.wait_for_selector("body[data-ready=true]")
    assert "company:huawei" in page.evaluate("[...atlas.page.model.nodes.keys()]")


def test_reach_is_worked_out_when_it_is_opened(watched: Watched) -> None:
    page = opened(watched, f"?{HUAWEI}")
    answered(page)
    part = page.locator("[data-later=reach]")
    assert part.locator("table").count() == 0
    part.locator("> summary").click()
    expect(part).to_contain_text("Huawei reaches")
    expect(part.locator("tbody tr").first).to_be_visible()


def test_a_database_that_comes_back_is_asked_again(
    watched: Watched, database_address: Address, schema: Schema, tmp_path: Path, shipped: Database
) -> None:
    gate = TcpGate(urlsplit(database_address.uri).port or 7687)
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database, served(database, schema, tmp_path) as address:
        watched.address = address
        page = opened(watched, f"?{HUAWEI}")
        answered(page)
        gate.shut()
        page.locator("#q-to").fill("state:FRA")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("#banner")).to_contain_text("The database does not answer")
        expect(page.locator(".question-answer h2").first).to_have_text("There is no answer")
        gate.open()
        expect(page.locator(".question-title")).to_contain_text("From Huawei to France", timeout=60_000)
        expect(page.locator("#banner")).to_be_empty()
        page.goto("about:blank")
        gate.shut()
    watched.errors[:] = [error for error in watched.errors if "503" not in error]


def test_explore_leads_to_the_analyses(watched: Watched) -> None:
    page = watched.open("?id=company:huawei")
    page.evaluate("atlas.page.canvas.select(['company:huawei', 'state:CHN'])")
    page.locator("#picture").focus()
    page.keyboard.press("a")
    links = page.locator("#dialog .questions").first.locator("a")
    expect(links).to_have_text(
        ["Compare these", "Paths between these two", "What changed for these", "Where these stand (divides)"]
    )
    links.nth(1).click()
    page.wait_for_url("**/paths?from=*&to=*")
    expect(page.locator(".question-title")).to_contain_text("China")


def test_the_page_can_be_read_by_everybody(watched: Watched) -> None:
    page = opened(watched, f"?{HUAWEI}&avoid=forum:gfce")
    expect(page.locator(".path-without")).to_be_visible()
    page.get_by_text("How much a tie counts").click()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        assert serious(page) == []
