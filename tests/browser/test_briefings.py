"""Briefings, as those make and present them who never did before."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.browser.conftest import Watched, served
from tests.browser.test_manners import serious
from tests.guide.walk import ACTIONS, TITLE, guide

README = Path(__file__).parents[2] / "README.md"
MOST_ACTIONS = 30
NAME = "who-speaks-for-companies"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(shipped: Database, schema: Schema, folder: Path) -> Iterator[str]:
    """The page over a home of its own, in which the briefings of this module lie."""
    with served(shipped, schema, folder) as address:
        yield address


def saved(page: Page) -> None:
    expect(page.locator("#maker-acts [role=status]")).to_have_text("Saved", timeout=20_000)


def test_a_new_user_makes_and_presents_a_briefing(watched: Watched, folder: Path) -> None:
    """All that the guide says, in its order."""
    page = watched.page
    page.goto(watched.address)
    page.wait_for_selector("body[data-ready=true]")
    for action in ACTIONS:
        action.do(page)
    assert len(ACTIONS) < MOST_ACTIONS
    page.wait_for_url("**#3")
    text = next(folder.rglob(f"{NAME}.md")).read_text(encoding="utf-8")
    assert text.count("```scene") == 3
    assert (f"title: {TITLE}" in text or f"title: '{TITLE}'" in text, "as states do" in text) == (True, True)
    for what in ("paths:", "query: paris-call-without-un-convention", "company:huawei"):
        assert what in text


def test_the_guide_stands_in_the_readme() -> None:
    assert guide() in README.read_text(encoding="utf-8")


def test_what_is_changed_can_be_taken_back_and_is_kept(watched: Watched, folder: Path) -> None:
    page = opened(watched)
    page.locator("#maker-scenes li[data-scene='1'] button").click()
    before = page.input_value("#maker-form input >> nth=0")
    page.fill("#maker-form input >> nth=0", "Another heading")
    saved(page)
    held = next(folder.rglob(f"{NAME}.md"))
    assert "# Another heading" in held.read_text(encoding="utf-8")
    page.locator("#maker-acts button >> text=Undo").click()
    assert page.input_value("#maker-form input >> nth=0") == before
    page.keyboard.press("Control+y")
    assert page.input_value("#maker-form input >> nth=0") == "Another heading"
    page.keyboard.press("Control+z")
    saved(page)
    assert "# Another heading" not in held.read_text(encoding="utf-8")


def test_scenes_are_ordered_by_keyboard(watched: Watched) -> None:
    page = opened(watched)
    titles = page.locator("#maker-scenes bdi").all_text_contents()
    page.locator("#maker-scenes li[data-scene='3'] button").focus()
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator("#maker-scenes bdi").all_text_contents() == [titles[0], titles[1], titles[3], titles[2]]
    page.keyboard.press("Control+z")
    assert page.locator("#maker-scenes bdi").all_text_contents() == titles
    saved(page)


def test_an_entity_is_dragged_and_stays_there(watched: Watched) -> None:
    page = opened(watched)
    page.locator("#maker-scenes li[data-scene='1'] button").click()
    node = page.locator("#maker-slide .node[data-id='company:microsoft']")
    box: Any = node.bounding_box()
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 90, at[1] + 40, steps=4)
    page.mouse.up()
    saved(page)
    page.reload()
    page.wait_for_selector("#maker-slide svg")
    page.locator("#maker-scenes li[data-scene='1'] button").click()
    moved: Any = page.locator("#maker-slide .node[data-id='company:microsoft']").bounding_box()
    assert moved["x"] > box["x"] + 20


def test_a_second_tab_is_told(watched: Watched) -> None:
    page = opened(watched)
    other = page.context.new_page()
    other.goto(f"{watched.address}briefings/edit?name={NAME}")
    other.wait_for_selector("#maker-slide svg")
    for tab, heading in ((page, "Here"), (other, "There")):
        tab.locator("#maker-scenes li[data-scene='3'] button").click()
        tab.fill("#maker-form input >> nth=0", heading)
        expect(tab.locator("#maker-acts [role=status]")).to_have_text("Saved" if tab is page else "Not saved")
    expect(other.locator("#maker-said")).to_contain_text("changed elsewhere")
    other.locator("#maker-said button >> text=copy").click()
    other.wait_for_url("**name=copy-of-who-speaks-for-companies**")
    expect(other.locator("#maker-scenes bdi", has_text="There")).to_have_count(1, timeout=20_000)
    other.close()


def test_keys_of_the_room_and_the_speakers_window(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.address}briefings/show?name={NAME}")
    page.wait_for_selector(".player .slide.current svg")
    with page.expect_popup() as opening:
        page.click("#room-window")
    speaker = opening.value
    speaker.wait_for_selector("#room-now svg")
    page.bring_to_front()
    page.keyboard.press("PageDown")
    expect(speaker.locator("#room-place")).to_contain_text("2 of")
    speaker.keyboard.press("ArrowRight")
    page.wait_for_url("**#3")
    page.keyboard.press("b")
    assert page.locator(".player .black").is_visible()
    page.keyboard.press("b")
    page.keyboard.press("Home")
    page.wait_for_url("**#1")
    speaker.close()


def test_it_is_handed_over(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    page.goto(f"{watched.address}briefings")
    card = page.locator(".briefing-cards > li", has_text=TITLE).first
    card.locator("summary").click()
    with page.expect_download(timeout=60_000) as downloading:
        card.locator("[data-format=pptx]").click()
    downloading.value.save_as(tmp_path / "x.pptx")
    with zipfile.ZipFile(tmp_path / "x.pptx") as package:
        assert sum(name.startswith("ppt/slides/slide") for name in package.namelist()) >= 6


def test_a_deleted_one_comes_back(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.address}briefings")
    card = page.locator(".briefing-cards > li", has=page.locator(f"[data-name='{NAME}']"))
    card.locator("[data-briefing-act=delete]").click()
    page.locator("#briefing-said button").click()
    expect(page.locator("#briefing-said")).to_contain_text("is back")
    expect(card).to_have_count(1)


@pytest.mark.parametrize("path", ["briefings", f"briefings/edit?name={NAME}", f"briefings/show?name={NAME}"])
def test_nothing_serious_stands_in_the_way_of_anyone(watched: Watched, path: str) -> None:
    page = watched.page
    page.goto(watched.address + path)
    page.wait_for_timeout(3_000)
    assert serious(page) == []


SLOW = """---
title: Slow ones
---

""" + "\n".join(
    f"# Since {year}\n\n```scene\nshow:\n  divides:\n    from: '{year}'\n    to: '2024'\n    resamples: 200\n```\n"
    for year in range(2009, 2021)
)
"""Twelve scenes, each of which takes a second or more to read."""


@pytest.mark.parametrize(("path", "told"), [("show", "#room-said"), ("edit", "#maker-said")])
def test_reading_many_scenes_says_how_far_it_is_and_can_be_given_up(
    watched: Watched, folder: Path, path: str, told: str
) -> None:
    page, name = watched.page, f"slow-{path}"
    own = next(folder.rglob(f"{NAME}.md")).parent
    (own / f"{name}.md").write_text(SLOW.replace("200", "200" if path == "show" else "190"), encoding="utf-8")
    page.goto(f"{watched.address}briefings/{path}?name={name}")
    said = page.locator(told)
    expect(said).to_contain_text(re.compile(r"Reading scene \d+ of 12"), timeout=20_000)
    said.get_by_role("button", name="Cancel").click(timeout=20_000)
    expect(said).to_contain_text("Cancelled. Nothing was changed", timeout=30_000)
    expect(page.locator(".player")).to_have_count(0)
    (own / f"{name}.md").write_text("---\ntitle: Quick\n---\n\n# One\n\nText.\n", encoding="utf-8")
    said.get_by_role("button", name="Read the scenes again").click()
    page.wait_for_selector(".player .slide.current svg" if path == "show" else "#maker-slide svg")
    (own / f"{name}.md").unlink()


def opened(watched: Watched) -> Page:
    page = watched.page
    page.goto(f"{watched.address}briefings/edit?name={NAME}")
    page.wait_for_selector("#maker-slide svg")
    return page
