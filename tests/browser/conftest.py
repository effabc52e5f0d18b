"""A page over the shipped graph, and a browser that notes whatever a closed network would forbid."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from explorer.app import create_app
from explorer.serving import PageServer
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Watched:
    """A page of the browser, the address it shows, and what went wrong in it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, query: str = "") -> Page:
        """Open a view and wait until it is drawn."""
        self.page.goto(self.address + query)
        self.page.wait_for_selector("body[data-ready=true]")
        self.page.wait_for_selector("#panel .card")
        return self.page

    def elsewhere(self) -> list[str]:
        """Requests to other hosts."""
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))]


@contextmanager
def served(database: Database, schema: Schema, folder: Path, *, adhoc: bool = True) -> Iterator[str]:
    """Serve the page in a thread, at the address given; views are kept in `folder`."""
    server = PageServer(create_app(database, schema, folder, adhoc=adhoc), port=0)
    serving = threading.Thread(target=server.run)
    serving.start()
    try:
        yield server.address
    finally:
        server.stop()
        serving.join(20)


@pytest.fixture(scope="module")
def address(shipped: Database, schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served."""
    with served(shipped, schema, tmp_path_factory.mktemp("views")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs a Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A fresh page; afterwards nothing may have gone wrong in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(20_000)
    watched = Watched(page, address)
    page.add_init_script(NOTE_VIOLATIONS)
    page.on("console", lambda message: watched.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", lambda request: watched.requests.append(request.url))
    yield watched
    violations = page.evaluate("window.violations")
    context.close()
    assert (watched.errors, watched.elsewhere(), violations) == ([], [], [])
