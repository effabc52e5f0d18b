"""What the canvas does of itself: it keeps what has not changed, and follows the size of the page."""

import json

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


def test_what_was_in_sight_stays_in_sight_when_a_drawer_opens(watched: Watched) -> None:
    page = watched.open("?id=state:FRA")
    drawn(page)
    settle(page)
    width = page.evaluate(f"{CANVAS}.width()")
    page.locator("#picture").focus()
    page.keyboard.press("l")
    until(page, f"{CANVAS}.width() < {width}")
    settle(page)
    across = f"{CANVAS}.nodes(':visible').map((node) => node.renderedPosition('x'))"
    until(page, f"{across}.every((x) => x > 0 && x < {CANVAS}.width())")
    zoom = page.evaluate(f"{CANVAS}.zoom(2) && {CANVAS}.zoom()")
    middle = f"(({CANVAS}.width() / 2 - {CANVAS}.pan('x')) / {CANVAS}.zoom())"
    before, width = page.evaluate(middle), page.evaluate(f"{CANVAS}.width()")
    page.locator("#drawer").get_by_role("button", name="Close").click()
    until(page, f"{CANVAS}.width() > {width}")
    settle(page)
    assert page.evaluate(f"{CANVAS}.zoom()") == zoom
    assert abs(page.evaluate(middle) - before) < 2


def test_no_entity_is_smaller_than_a_pixel_however_many_there_are(watched: Watched) -> None:
    page = watched.open("?id=state:FRA")
    drawn(page)
    page.evaluate(
        """(() => {
          const nodes = Array.from({ length: 1200 }, (_, at) => ({ id: `state:T${at}`, kind: "State", name: `T${at}`,
            label: `T${at}`, ties: 1, neighbours: 1, verified: true, date: "", flag: "", facts: {} }));
          const place = (at) => [(at % 40) * 900, Math.floor(at / 40) * 900];
          const places = Object.fromEntries(nodes.map(({ id }, at) => [id, place(at)]));
          atlas.page.change("Many", { add: { nodes, lines: [] }, places });
          atlas.page.canvas.fit();
        })()"""
    )
    until(page, "atlas.page.canvas.level === 'fast' && atlas.page.canvas.growth > 1")
    least = page.evaluate(f"Math.min(...{CANVAS}.nodes().map((node) => node.renderedWidth()))")
    assert least >= 1


def test_the_server_is_told_only_what_has_changed(watched: Watched) -> None:
    sent: list[str] = []
    page = watched.open("?id=state:FRA")
    drawn(page)
    settle(page)
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.evaluate("atlas.page.grow({ do: 'add', ids: ['state:KIR'] })")
    until(page, f"{CANVAS}.getElementById('state:KIR').length")
    page.evaluate("atlas.page.grow({ do: 'add', ids: ['state:KAZ'] })")
    until(page, f"{CANVAS}.getElementById('state:KAZ').length")
    (_, second) = [text for text in sent if '"do":"add"' in text]
    assert '"since"' in second
    assert "state:KIR" not in second
    assert "state:FRA" not in second
    page.evaluate("atlas.page.change('Move', { places: { 'state:KIR': [7, 7] }, remove: ['state:KAZ'] })")
    page.evaluate("atlas.page.grow({ do: 'add', ids: ['state:TUV'] })")
    until(page, f"{CANVAS}.getElementById('state:TUV').length")
    told = json.loads(next(text for text in sent if "state:TUV" in text))["inputs"][0]["value"]
    assert (told["shown"], told["at"], told["gone"]) == (["state:KIR"], [7, 7], ["state:KAZ"])
    whole = page.evaluate("atlas.page.request({ do: 'open', ids: [...atlas.page.model.nodes.keys()] })")
    tied = page.evaluate("[...atlas.page.model.lines.values()].map(({ id, ties }) => ({ id, ties }))")
    by_id = {line["id"]: line["ties"] for line in whole["lines"]}
    assert by_id == {line["id"]: line["ties"] for line in tied}
    page.evaluate("atlas.page.telling.since += 1000")  # as if the server had begun anew
    page.evaluate("atlas.page.grow({ do: 'add', ids: ['state:NRU'] })")
    until(page, f"{CANVAS}.getElementById('state:NRU').length")


def test_the_grids_are_fetched_when_they_are_first_seen(watched: Watched) -> None:
    page = watched.open("?id=state:FRA")
    drawn(page)
    settle(page)
    assert [url for url in watched.requests if "ag_grid" in url or "async-community" in url] == []
    page.locator("#shapes [data-shape=both]").click()
    page.wait_for_selector("#grid-ties .ag-row")
    until(page, "[...atlas.page.table.sources.values()].some((source) => source.startsWith('https://'))")
    assert any("ag_grid" in url for url in watched.requests)
