"""A briefing of three scenes, from the start page: each action as the README tells it, and as a browser does it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.canvas import until

TITLE = "Who speaks for companies?"


@dataclass(frozen=True)
class Action:
    """One thing that a reader does; `says` is its line in the README, `picture` the name of the picture after it."""

    says: str
    do: Callable[[Page], object]
    picture: str = ""


def _typed(field: str, text: str) -> Callable[[Page], object]:
    return lambda page: page.fill(field, text)


def _clicked(what: str) -> Callable[[Page], object]:
    return lambda page: page.locator(what).first.click()


def _maker(page: Page) -> None:
    """Wait for the maker: the slide is drawn, and what was changed is kept."""
    page.wait_for_selector("#maker-slide svg")


def _add(page: Page) -> None:
    page.wait_for_selector("#add-preview svg")
    page.locator("#add-form button[type=submit]").click()
    _maker(page)


def _suggestion(page: Page) -> None:
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .card h2:has-text('Microsoft')")
    until(page, "window.atlas.page.model.nodes.size > 20")


def _answer(page: Page) -> None:
    page.locator(".question-welcome a").first.click()
    page.wait_for_selector(".question-acts a[href^='/briefings/add']", timeout=60_000)


def _query(page: Page) -> None:
    page.wait_for_selector("#query-go")
    page.locator("#query-go").first.click()
    page.wait_for_selector("[data-query-act=briefing]", timeout=60_000)


def _presented(page: Page) -> None:
    page.locator("#maker-acts a").click()
    page.wait_for_selector(".player .slide.current svg")


ACTIONS = (
    Action("Type `Microsoft` into the search box,", _typed("#search", "Microsoft")),
    Action("and press Enter: Microsoft comes, with those to whom it has most ties.", _suggestion, "explore"),
    Action("Choose *Add to briefing* in the toolbar, or press `b` on the picture.",
           _clicked("#toolbar [data-act=briefing]")),
    Action(f"Give the new briefing a title, such as `{TITLE}`,", _typed("#add-title", TITLE), "add"),
    Action("and choose *Add the scene*. You are in the maker, and all that you do there is kept at once.", _add),
    Action("Choose *Paths* above,", _clicked("#places a:text-is('Paths')")),
    Action("and the first of the questions there.", _answer, "paths"),
    Action("Choose *Add to briefing* below its title,", _clicked(".question-acts a[href^='/briefings/add']")),
    Action("type a heading,", _typed("#add-heading", "Through whom can Huawei reach Washington?")),
    Action("and choose *Add the scene*.", _add),
    Action("Choose *Queries* above,", _clicked("#places a:text-is('Queries')")),
    Action("and the question who signed the Paris Call and not the UN convention.",
           _clicked("a[data-query='paris-call-without-un-convention']")),
    Action("Run it,", _query),
    Action("choose *Add to briefing*,", _clicked("[data-query-act=briefing]")),
    Action("and *Add the scene*.", _add),
    Action("Choose the first scene on the left,", _clicked("#maker-scenes li[data-scene='1'] button")),
    Action("write what you would say to it into *Text*,",
           _typed("#maker-form textarea", "Microsoft signs, proposes and pays, **as states do**.")),
    Action("and click Huawei on the slide: in a step of its own, Huawei comes forward.",
           _clicked("#maker-slide .node[data-id='company:huawei']"), "maker"),
    Action("Choose *Present*,", _presented),
    Action("and go forward with the arrow key.", lambda page: page.keyboard.press("ArrowRight"), "present"),
)  # fmt: skip


def guide() -> str:
    """The lines of the README."""
    lines = []
    for number, action in enumerate(ACTIONS, 1):
        lines.append(f"{number}. {action.says}")
        if action.picture:
            lines += ["", f"   ![{action.picture}](tests/guide/pictures/{action.picture}.png)", ""]
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip()
