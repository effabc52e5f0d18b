"""Alliances, Compare and Change as a reader uses them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import until
from tests.browser.conftest import Watched
from tests.browser.test_manners import serious

DRAWN = ".sheet.sketch:visible svg"


def opened(watched: Watched, query: str) -> Page:
    page = watched.page
    page.goto(watched.address + query)
    page.wait_for_selector(".question-fields, .question-form")
    return page


def answered(page: Page, title: str) -> None:
    expect(page.locator(".question-title")).to_have_text(title, timeout=30_000)


def test_from_all_bodies_to_one_and_back(watched: Watched) -> None:
    page = opened(watched, "alliances")
    expect(page.locator(".question-title")).to_contain_text("Bodies of states on", timeout=30_000)
    expect(page.locator(DRAWN)).to_have_count(1)
    page.locator(".often a", has_text="NATO").click()
    answered(page, "North Atlantic Treaty Organization")
    assert "body=organization:nato" in page.url
    expect(page.locator(".votes tr", has_text="74/29")).to_contain_text("Canada, United Kingdom, United States")
    expect(page.locator(".sketch:visible .mark")).to_have_count(33)
    overlaps = page.get_by_role("button", name="Bodies that share its members")
    overlaps.focus()
    page.keyboard.press("Enter")
    expect(overlaps).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sketch:visible .words").first).to_be_visible()
    page.locator(".sketch:visible .mark", has_text="EU").first.hover()
    expect(page.locator(".tip")).to_contain_text("Organization")
    assert serious(page) == []
    page.go_back()
    expect(page.locator(".question-title")).to_contain_text("Bodies of states on", timeout=30_000)


def test_a_comparison_keeps_the_picture_that_is_looked_at(watched: Watched) -> None:
    page = opened(watched, "compare")
    page.locator(".question-welcome a").first.click()
    answered(page, "France and Russia")
    page.get_by_role("button", name="Bodies and forums").click()
    until(page, "location.search.includes('view.part=forums')")
    expect(page.locator(".sketch:visible .mark", has_text="NATO")).to_have_count(1)
    page.reload()
    answered(page, "France and Russia")
    expect(page.get_by_role("button", name="Bodies and forums")).to_have_attribute("aria-pressed", "true")
    chart = page.locator("#compare-chart .main-svg").first
    expect(chart).to_be_visible(timeout=30_000)
    light = chart.evaluate("(svg) => svg.style.background")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    until(page, f"document.querySelector('#compare-chart .main-svg').style.background !== '{light}'")
    page.get_by_role("heading", name="The table").evaluate("(heading) => heading.scrollIntoView()")  # grids wait for it
    expect(page.locator(".ag-row").first).to_contain_text("both")


def test_change_is_drawn_in_the_same_places(watched: Watched) -> None:
    page = opened(watched, "change")
    page.get_by_label("From", exact=True).fill("2017")
    page.get_by_label("To", exact=True).fill("2018")
    page.keyboard.press("Enter")
    answered(page, "What changed between 2017 and 2018")
    assert "from=2017&to=2018" in page.url
    expect(page.locator(".fates .stroke.turned").first).to_be_attached()

    def places() -> object:
        return page.evaluate(
            "[...document.querySelectorAll('[data-panel]:not([hidden]) .mark text')]"
            ".map((text) => [text.textContent, text.getAttribute('x'), text.getAttribute('y')])"
        )

    both = places()
    strokes = page.locator(".sketch:visible .stroke")
    number = strokes.count()
    page.get_by_role("button", name="As of 2017").click()
    expect(page.locator(".sketch:visible")).to_have_count(1)
    assert places() == both
    assert 0 < strokes.count() < number
    page.get_by_label("To", exact=True).fill("2016")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".question-failed")).to_contain_text("2017 is not before 2016")


@pytest.mark.parametrize("query", ["compare?actors=state:FRX&actors=state:RUS", "alliances?body=organization:natoo"])
def test_an_unknown_actor_has_a_sentence(query: str, watched: Watched) -> None:
    page = opened(watched, query)
    expect(page.locator("main")).to_contain_text("Something is missing or wrong", timeout=30_000)
    expect(page.locator(".question-side")).to_contain_text("Nothing in the graph is called")
