"""Take the pictures of the README's guide afresh: `python -m tests.guide` beside a running `cyberatlas up`."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.guide.walk import ACTIONS, TITLE

PICTURES = Path(__file__).with_name("pictures")


def main(address: str = "http://127.0.0.1:8050/") -> None:
    """Do all that the guide says at this address; the briefing that comes of it is deleted again."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.wait_for_selector("body[data-ready=true]")
        for action in ACTIONS:
            action.do(page)
            if action.picture:
                page.wait_for_timeout(1_500)  # what fades in is there
                _kept(page.screenshot(), action.picture)
        page.goto(f"{address}briefings")
        page.locator(".briefing-cards > li", has_text=TITLE).first.locator("[data-briefing-act=delete]").click()
        page.wait_for_selector("#briefing-said button")
        browser.close()


def _kept(picture: bytes, name: str) -> None:
    """Keep a picture with a palette of its own, which takes a third of the room."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    image.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
