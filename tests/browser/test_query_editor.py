"""The editor of queries in a browser: written, completed, run, explained, saved, found again, renamed, deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.browser.conftest import Watched, served
from tests.browser.test_manners import serious

SIGNERS = "MATCH (state:State)-[:SUPPORTS]->(:Agreement {id: $text}) RETURN state.name AS state, state.id AS state_id"
ENDLESS = "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b UNWIND range(1, 1000) AS c RETURN sum(a * b * c) AS n"


def open_editor(watched: Watched, query: str = "") -> Page:
    page = watched.page
    page.goto(f"{watched.address}queries/edit{query}")
    page.wait_for_selector("#query-editor[data-ready=true]")
    return page


def text_of(page: Page) -> str:
    return str(page.evaluate("window.atlas.editor.editor.text()"))


def write(page: Page, text: str) -> None:
    """Put a text into the editor as a reader pastes it."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Escape")


def act(page: Page, name: str) -> Locator:
    return page.locator(f"#query-editor [data-act={name}]")


def caption(page: Page) -> Locator:
    return page.locator("#editor-result .editor-caption")


def test_a_statement_is_run_by_keyboard_alone(watched: Watched) -> None:
    page = open_editor(watched)
    page.locator(".cm-content").focus()
    page.keyboard.insert_text("MATCH (s:State) RETURN s.name AS state, s.id AS state_id ORDER BY state")
    page.keyboard.press("Control+Enter")
    expect(caption(page)).to_contain_text("The first 200 rows")
    expect(caption(page)).to_contain_text("there are more")
    expect(page.locator(".editor-rows tbody tr")).to_have_count(200)
    link = page.locator(".editor-rows tbody tr").first.locator("a").first
    expect(link).to_have_text("Afghanistan")
    assert link.get_attribute("href") == "/?id=state%3AAFG"
    page.keyboard.press("Tab")
    assert text_of(page).endswith("  ") or text_of(page).startswith("  ")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(act(page, "run")).to_be_focused()
    assert page.locator("#places [aria-current]").count() <= 1
    assert "Edit a query" not in page.locator("#places").inner_text()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("MATCH (s:Sta", "State"),
        ("MATCH (s:State)-[t:SUPP", "SUPPORTS"),
        ("MATCH (s:State) RETURN s.contin", "continent"),
        ("MATCH (s:State) RETURN toUpp", "toUpper"),
        ("MATCH (s:State) RETURN date.trunc", "truncate"),
        ("MATC", "MATCH"),
        ("MATCH (some_state:State) RETURN some_s", "some_state"),
    ],
)
def test_words_are_completed(watched: Watched, typed: str, offered: str) -> None:
    page = open_editor(watched)
    page.locator(".cm-content").focus()
    page.keyboard.insert_text(typed[:-1])
    page.keyboard.type(typed[-1])
    expect(page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").first).to_have_text(offered)
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    assert text_of(page).endswith(offered)


@pytest.mark.parametrize(
    ("cypher", "place", "underlined", "says"),
    [
        ("MATCH (s:State)\nRETURN s.name, foo", "Line 2, column 16", "foo", "`foo` not defined"),
        ("MATCH (s:State) SET s.name = 'x'", "Line 1, column 17", "SET", "only reading is allowed"),
        ("MATCH (a)-[*]->(b) RETURN a", "Line 1, column 11", "[*]", "paths of any length"),
    ],
)
def test_a_fault_is_shown_at_its_place(watched: Watched, cypher: str, place: str, underlined: str, says: str) -> None:
    page = open_editor(watched)
    write(page, cypher)
    act(page, "run").click()
    expect(page.locator("#editor-faults")).to_contain_text(says)
    expect(page.locator("#editor-faults button")).to_have_text(place)
    assert "".join(page.locator(".cm-lintRange-error").all_inner_texts()) == underlined
    assert serious(page) == []
    page.locator("#editor-faults button").click()
    expect(page.locator(".cm-content")).to_be_focused()


def test_parameters_found_in_the_text_are_asked_for(watched: Watched) -> None:
    page = open_editor(watched)
    write(page, "// $not, '$these'\nRETURN $text + '$nor' AS said, $some AS numbers, $on AS yes")
    fields = page.locator(".editor-parameter")
    expect(fields).to_have_count(3)
    page.get_by_label("$text", exact=True).fill("hello")
    page.get_by_label("Type of some").select_option("integer")
    fields.nth(1).get_by_label("a list, one a line").check()
    page.get_by_label("$some", exact=True).fill("1\ntwo")
    page.get_by_label("Type of on").select_option("boolean")
    page.get_by_label("$on", exact=True).select_option("true")
    act(page, "run").click()
    expect(page.locator("#parameter-some-fault")).to_have_text("Expected a whole number; found 'two'.")
    expect(page.get_by_label("$some", exact=True)).to_be_focused()
    page.get_by_label("$some", exact=True).fill("1\n2")
    act(page, "run").click()
    expect(page.locator(".editor-rows td")).to_have_text(["hello$nor", "1, 2", "yes"])
    expect(page.locator("#parameter-some-fault")).to_be_empty()


def test_what_runs_long_can_be_cancelled(watched: Watched) -> None:
    page = open_editor(watched)
    write(page, ENDLESS)
    expect(act(page, "cancel")).to_be_hidden()
    act(page, "run").click()
    expect(act(page, "cancel")).to_be_visible()
    expect(act(page, "run")).to_be_disabled()
    page.wait_for_timeout(700)
    act(page, "cancel").click()
    expect(page.locator("#editor-faults")).to_contain_text("cancelled")
    expect(act(page, "run")).to_be_enabled()


def test_a_plan_is_told_in_words(watched: Watched) -> None:
    page = open_editor(watched)
    write(page, "MATCH (s:State)-[:SUPPORTS]->(a:Agreement) RETURN s.name, count(a) AS number")
    act(page, "explain").click()
    expect(caption(page)).to_contain_text("Nothing was run")
    expect(page.locator(".editor-step").first).to_contain_text("Return the rows")
    expect(page.locator(".editor-plan")).to_contain_text("SUPPORTS")
    assert serious(page) == []


def test_a_query_of_ones_own_from_the_first_letter_to_its_end(watched: Watched) -> None:
    page = open_editor(watched)
    write(page, SIGNERS)
    page.get_by_label("Type of text").select_option("entity")
    page.get_by_label("$text", exact=True).fill("agreement:paris-call")
    act(page, "save").click()
    dialog = page.get_by_role("dialog")
    assert serious(page) == []
    dialog.get_by_label("Title").fill("Which states support a text?")
    dialog.get_by_label("Category").fill("My own")
    dialog.get_by_label("Description").fill("States that said so.\nNot those that signed.")
    dialog.get_by_label("state", exact=True).fill("The state's name")
    dialog.get_by_label("$text").fill("The text")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#editor-title")).to_have_text("Which states support a text?")
    assert page.url.endswith("/queries/edit?name=which-states-support-a-text")

    page.reload()
    page.wait_for_selector("#query-editor[data-ready=true]")
    assert text_of(page) == SIGNERS
    expect(page.get_by_label("$text", exact=True)).to_have_value("agreement:paris-call")
    expect(page.get_by_label("Type of text")).to_have_value("entity")
    act(page, "run").click()
    expect(caption(page)).to_contain_text("rows")

    act(page, "rename").click()
    dialog.get_by_label("Short name").fill("No Name")
    dialog.get_by_role("button", name="Rename").click()
    expect(dialog.get_by_role("alert")).to_contain_text("lower-case letters")
    dialog.get_by_label("Short name").fill("supporters")
    dialog.get_by_role("button", name="Rename").click()
    expect(page.locator("#editor-state")).to_contain_text("supporters")
    assert page.url.endswith("?name=supporters")

    act(page, "delete").click()
    dialog.get_by_role("button", name="Keep it").click()
    expect(page.locator("#editor-state")).to_contain_text("supporters")
    act(page, "delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.locator("#editor-note")).to_contain_text("deleted")
    assert text_of(page) == SIGNERS
    assert page.url.endswith("/queries/edit")


def test_a_shipped_query_is_copied(watched: Watched) -> None:
    page = open_editor(watched, "?copy=paris-call-without-un-convention")
    assert text_of(page).startswith("MATCH (state:State)")
    expect(act(page, "delete")).to_be_hidden()
    act(page, "save").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Title")).to_have_value(
        "Who signed the Paris Call but not the UN Convention against Cybercrime? (copy)"
    )
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("#editor-state")).to_contain_text("Your query who-signed-the-paris-call")
    act(page, "run").click()
    expect(caption(page)).to_contain_text("rows")


def test_what_is_not_saved_is_back_and_can_be_run_again(watched: Watched) -> None:
    page = open_editor(watched, "?copy=paris-call-without-un-convention")
    shipped_text = text_of(page)
    write(page, "RETURN 1 AS one")
    act(page, "run").click()
    expect(caption(page)).to_contain_text("1 row,")
    page.wait_for_timeout(500)
    page.reload()
    page.wait_for_selector("#query-editor[data-ready=true]")
    assert text_of(page) == "RETURN 1 AS one"
    expect(page.locator("#editor-note")).to_contain_text("is back")
    page.get_by_role("button", name="Discard it").click()
    assert text_of(page) == shipped_text
    page.locator("#editor-history button").first.click()
    assert text_of(page) == "RETURN 1 AS one"
    page.keyboard.press("Control+z")
    assert text_of(page) == shipped_text


def test_a_query_that_cannot_be_saved_says_why(watched: Watched) -> None:
    page = open_editor(watched)
    write(page, "MATCH (s:Stade) RETURN s.name AS name")
    act(page, "save").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("Stades")
    dialog.get_by_label("Description").fill("None.")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Line 1: Found the label or relation type 'Stade'")
    dialog.get_by_role("button", name="Cancel").click()
    write(page, "MATCH (s:State) RETURN *")
    act(page, "save").click()
    expect(page.locator("#editor-faults")).to_contain_text("names its columns")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_hindrance(watched: Watched, theme: str) -> None:
    watched.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page = open_editor(watched, "?copy=paris-call-without-un-convention")
    act(page, "run").click()
    expect(page.locator(".editor-rows")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.fixture
def closed(shipped: Database, schema: Schema, tmp_path: Path, watched: Watched) -> Iterator[Watched]:
    """The page of a server on which nobody may run statements of their own."""
    with served(shipped, schema, tmp_path, adhoc=False) as address:
        watched.address = address
        yield watched
        watched.page.goto("about:blank")


def test_where_it_is_switched_off_queries_can_only_be_looked_at(closed: Watched) -> None:
    page = open_editor(closed, "?copy=paris-call-without-un-convention")
    expect(page.locator("#editor-note")).to_contain_text("switched off")
    assert text_of(page).startswith("MATCH (state:State)")
    for name in ("run", "explain", "save"):
        expect(act(page, name)).to_be_disabled()
    page.locator(".cm-content").focus()
    page.keyboard.insert_text("x")
    page.keyboard.press("Control+Enter")
    assert text_of(page).startswith("MATCH (state:State)")
    assert serious(page) == []
