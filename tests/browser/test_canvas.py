"""What the canvas does of itself: it keeps what has not changed, and follows the size of the page."""

from tests.browser.canvas import CANVAS, drawn, settle, until
from tests.browser.conftest import Watched

KEPT = f"{CANVAS}.nodes().map((node) => node._private.bbCache)"


def test_what_has_not_changed_keeps_its_box(watched: Watched) -> None:
    page = watched.open("?id=state:FRA")
    drawn(page)
    settle(page)
    page.evaluate(f"window.boxes = {KEPT}")
    page.evaluate(f"{CANVAS}.panBy({{ x: 40, y: 10 }})")
    settle(page)
    assert page.evaluate(f"{KEPT}.every((box, at) => box && box === boxes[at])")


def test_the_canvas_follows_the_window_and_the_drawer(watched: Watched) -> None:
    page = watched.open("?id=state:FRA")
    drawn(page)
    box = f"{CANVAS}.container()"
    fits = f"{CANVAS}.width() === {box}.clientWidth && {CANVAS}.height() === {box}.clientHeight"
    before = page.evaluate(f"{CANVAS}.width()")
    page.set_viewport_size({"width": 1000, "height": 640})
    until(page, f"{CANVAS}.width() !== {before} && {fits}")
    page.locator("#picture").focus()
    page.keyboard.press("l")
    until(page, f"document.body.classList.contains('with-drawer') && {fits}")


def test_places_are_sent_in_whole_units_in_the_order_of_what_is_shown(watched: Watched) -> None:
    page = watched.open("?id=state:FRA")
    drawn(page)
    told = page.evaluate("atlas.page.model.lying()")
    places = page.evaluate("Object.fromEntries(atlas.page.model.places)")
    assert told["at"] == [number for each in told["shown"] for number in places[each]]
    assert all(number == int(number) for number in told["at"])
