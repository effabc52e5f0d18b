"""The canvas as a test sees and touches it."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

CANVAS = "document.getElementById('canvas')._cyreg.cy"


def until(page: Page, expression: str, seconds: float = 20) -> None:
    """Wait for something to become true; asked from outside, since the policy of the page forbids `eval` within."""
    for _ in range(int(seconds / 0.05)):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {expression}")


def drawn(page: Page) -> dict[str, dict[str, Any]]:
    """What is seen on the canvas, by id: data, place and classes of each element."""
    until(page, f"document.body.dataset.ready === 'true' && {CANVAS}.nodes().length > 0")
    elements = page.evaluate(
        f"{CANVAS}.elements(':visible').map((element) => ({{...element.data(), ...(element.isNode() ? "
        "element.position() : {}), faded: element.hasClass('faded'), selected: element.selected()}))"
    )
    return {element["id"]: element for element in elements}


def wait_for(page: Page, *ids: str) -> None:
    """Wait until these are on the canvas."""
    for each in ids:
        until(page, f"{CANVAS}.getElementById('{each}').length")


def point(page: Page, element_id: str) -> tuple[float, float]:
    """Where an element is drawn on the page."""
    x, y = page.evaluate(
        f"""(id) => {{
          const element = {CANVAS}.getElementById(id);
          const box = {CANVAS}.container().getBoundingClientRect();
          const at = element.isNode() ? element.renderedPosition() : element.renderedMidpoint();
          return [box.x + at.x, box.y + at.y];
        }}""",
        element_id,
    )
    return x, y


def settle(page: Page) -> None:
    """Wait until nothing moves any more."""
    page.wait_for_timeout(400)
    until(page, f"!{CANVAS}.nodes(':animated').length")


def tap(page: Page, element_id: str, *modifiers: str) -> None:
    """Press the mouse where an element is drawn."""
    for key in modifiers:
        page.keyboard.down(key)
    page.mouse.click(*point(page, element_id))
    for key in modifiers:
        page.keyboard.up(key)


def find(page: Page, text: str, option: str) -> None:
    """Type into the search box and choose a suggestion."""
    page.locator("#search").fill("")
    page.locator("#search").press_sequentially(text, delay=30)
    page.locator("#suggestions [role=option]", has_text=option).first.click()
    expect(page.locator("#search")).to_have_value("")


def button(page: Page, act: str) -> Locator:
    """A button of the toolbar."""
    return page.locator(f"#toolbar [data-act='{act}']")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus."""
    for _ in range(250):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {wanted}")
