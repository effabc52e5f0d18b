"""A briefing outlives the program and the data: made by clicks, read anew after a reload, handed over."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.browser.canvas import button, until
from tests.browser.conftest import Watched, served
from tests.dataset_folders import CALL, states, ties
from tests.desk import Desk

CODES = ("FRA", "DEU", "JPN")
PEOPLE = {"Agreement": CALL, "State": states(*CODES, name="Land {}")}


def signed(*codes: str) -> str:
    """Who signed the call."""
    return ties("", *(f"state:{code},agreement:call" for code in codes))


@pytest.fixture
def address() -> str:
    """Said by the test: the program is started twice."""
    return ""


def leave(watched: Watched) -> None:
    """Leave the page before its program ends; what it asked for so far was asked of that alone."""
    watched.page.goto("about:blank")
    assert watched.elsewhere() == []
    watched.requests.clear()


def test_made_restarted_reloaded_refreshed_and_handed_over(
    watched: Watched, database: Database, schema: Schema, tmp_path: Path
) -> None:
    page, desk, home = watched.page, Desk(database, schema, tmp_path / "data"), tmp_path / "home"
    desk.put("d", {**PEOPLE, "SUPPORTS": signed("FRA", "DEU")})
    with served(database, schema, home) as watched.address:
        page.goto(f"{watched.address}?id=agreement:call")
        page.wait_for_selector("body[data-ready=true]")
        until(page, "window.atlas.page.model.nodes.size === 3")
        button(page, "briefing").click()
        page.fill("#add-title", "The call")
        page.wait_for_selector("#add-preview svg")
        page.click("#add-form button[type=submit]")
        page.wait_for_selector("#maker-slide svg")
        leave(watched)
    desk.put("d", {**PEOPLE, "SUPPORTS": signed("FRA")})
    with served(database, schema, home) as watched.address:
        page.goto(f"{watched.address}briefings")
        page.locator(".briefing-cards a", has_text="Change").first.click()
        page.wait_for_selector("#maker-slide svg")
        page.locator("#maker-acts button", has_text="Refresh").click()
        dialog = page.locator("#maker-dialog")
        expect(dialog).to_contain_text("1 tie", timeout=20_000)
        expect(dialog.locator("svg")).to_contain_text("ended")
        dialog.locator("button", has_text="Close").click()
        expect(page.locator("#maker-said")).to_have_text("1 of 1 scenes changed.")
        page.locator("#maker-acts button", has_text="Refresh").click()
        expect(page.locator("#maker-said")).to_contain_text("Nothing has changed", timeout=20_000)
        page.goto(f"{watched.address}briefings")
        page.locator(".briefing-formats summary").first.click()
        with page.expect_download(timeout=60_000) as downloading:
            page.locator("[data-format=html]").first.click()
        downloading.value.save_as(tmp_path / "x.html")
        page.locator(".briefing-formats summary").first.click()
        with page.expect_download(timeout=60_000) as downloading:
            page.locator("[data-format=svg]").first.click()
        downloading.value.save_as(tmp_path / "x.zip")
        leave(watched)
    assert "0 of 1 tie" in (tmp_path / "x.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist()[0] == "the-call-01.svg"
