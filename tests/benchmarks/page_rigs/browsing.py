"""A page in Chromium under watch: until when it is busy, how long its frames are, what it sends and gets."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Request, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM

WATCH = Path(__file__).with_name("watch.js")
QUIET = 500
"""Milliseconds without a draw, a long task or an answer after which a page counts as settled."""
PATIENCE = 180.0
MOVES, STEP = 60, 4
"""A drag goes so many times so many pixels towards the middle of the canvas, and back."""


@dataclass(frozen=True)
class Rig:
    """How to look into a page: JavaScript for its canvas, and from that for what it holds and where this lies.

    `shown` is [number of nodes, number of edges]; `points` is a list of {x, y} in pixels from the corner of the canvas.
    """

    canvas: str
    shown: str
    box: str
    points: str
    pan: str


def cytoscape(element: str) -> Rig:
    """A canvas of cytoscape in this element of a Dash page."""
    return Rig(
        canvas=f"document.getElementById('{element}')?._cyreg?.cy",
        shown="[canvas.nodes().length, canvas.edges().length]",
        box="canvas.container()",
        points="canvas.nodes().map((node) => node.renderedPosition())",
        pan="canvas.pan()",
    )


VIS = Rig(
    canvas="window.network",
    shown="[canvas.body.nodeIndices.length, canvas.body.edgeIndices.length]",
    box="canvas.canvas.frame",
    points="Object.values(canvas.getPositions()).map((place) => canvas.canvasToDOM(place))",
    pan="canvas.getViewPosition()",
)


@dataclass(frozen=True)
class Busy:
    """When a page first drew a node and when it was last busy, in milliseconds since its address was asked for."""

    first: float
    last: float


@dataclass
class Transfer:
    """Bytes of bodies: of requests, and of answers as they went over the network and unpacked."""

    asked: int = 0
    sent: int = 0
    whole: int = 0


class Visit:
    """A page that is watched from its first script on."""

    def __init__(self, page: Page, rig: Rig) -> None:
        self.page = page
        self.rig = rig
        page.set_default_timeout(PATIENCE * 1000)
        page.add_init_script(
            f"const SHOWN = () => {{ const canvas = {rig.canvas}; return canvas ? {rig.shown} : [0, 0]; }};"
            + WATCH.read_text(encoding="utf-8")
        )

    def settled(self, nodes: int, edges: int, since: float = 0.0) -> Busy:
        """Wait until the canvas holds so many nodes and edges, has drawn `since`, and the page has settled."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            state = self.page.evaluate("watched.state()")
            if state["shown"] == [nodes, edges] and state["last"] > since and state["quiet"] >= QUIET:
                return Busy(state["first"], state["last"])
            self.page.wait_for_timeout(50)
        raise RuntimeError(f"{self.page.url[:80]} did not settle with {nodes} nodes and {edges} edges: {state}")

    def look(self, expression: str) -> Any:
        """The value of an expression over `canvas`."""
        return self.page.evaluate(f"(() => {{ const canvas = {self.rig.canvas}; return {expression}; }})()")

    def drag(self) -> list[float]:
        """Drag the canvas by a free point of it; the lengths of the frames meanwhile, in milliseconds.

        The mouse is moved through the protocol: with a button held, playwright's own has the page evaluate a script
        after every move, and most frames would show nothing new.
        """
        box = self.look(f"(({{ x, y, width, height }}) => ({{ x, y, width, height }}))({self._box})")
        x, y, apart = self.look(f"watched.free({self.rig.points}, {self._box})")
        start = (box["x"] + x * box["width"], box["y"] + y * box["height"])
        inwards = tuple(STEP if fraction < 0.5 else -STEP for fraction in (x, y))
        before = farthest = self.look(self.rig.pan)
        with self._session() as session:

            def mouse(what: str, away: int, buttons: int = 1) -> None:
                at = {"x": start[0] + away * inwards[0], "y": start[1] + away * inwards[1]}
                held = {"button": "left", "buttons": buttons, "clickCount": 1}
                session.send("Input.dispatchMouseEvent", {"type": what, **at, **held})

            mouse("mousePressed", 0)
            self.page.evaluate("watched.begin()")
            for number in range(1, 2 * MOVES + 1):
                mouse("mouseMoved", number if number <= MOVES else 2 * MOVES - number)
                if number == MOVES:
                    farthest = self.look(self.rig.pan)
            frames = self.page.evaluate("watched.end()")
            mouse("mouseReleased", 0, buttons=0)
        if farthest == before:
            raise RuntimeError(f"{self.page.url[:80]} was not panned; the nearest node was {apart:.0f} pixels away")
        return [later - earlier for earlier, later in pairwise(frames)]

    def heap_megabytes(self) -> float:
        """What the scripts keep in memory, after a collection."""
        with self._session() as session:
            session.send("HeapProfiler.collectGarbage")
            used: float = session.send("Runtime.getHeapUsage")["usedSize"]
        return used / 1e6

    @contextmanager
    def transfers(self) -> Iterator[Transfer]:
        """Count what the page sends and gets meanwhile; the figures are there at the end."""
        finished: list[Request] = []
        transfer = Transfer()

        def note(request: Request) -> None:
            finished.append(request)

        self.page.on("requestfinished", note)
        yield transfer
        self.page.remove_listener("requestfinished", note)
        for request in finished:
            response, sizes = request.response(), request.sizes()
            transfer.asked += sizes["requestBodySize"]
            transfer.sent += sizes["responseBodySize"]
            transfer.whole += len(response.body()) if response and response.status == HTTPStatus.OK else 0

    @contextmanager
    def _session(self) -> Iterator[CDPSession]:
        """The protocol of the browser's developer tools."""
        session = self.page.context.new_cdp_session(self.page)
        yield session
        session.detach()

    @property
    def _box(self) -> str:
        return f"{self.rig.box}.getBoundingClientRect()"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Browser, rig: Rig) -> Iterator[Visit]:
    """A page with an empty cache in a window of the usual size."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    try:
        yield Visit(context.new_page(), rig)
    finally:
        context.close()


def mean(frames: Sequence[float]) -> float:
    return sum(frames) / len(frames)
