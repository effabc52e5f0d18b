"""The player of slides in a file of its own, opened as from a stick: keys, steps, zoom, hover, sources, no requests."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from explorer.briefings.slide import Connector, Deck, Paragraph, Run, Slide, Text
from explorer.export.deck_html import html_text
from explorer.export.deck_svg import svg_text
from explorer.graph.colours import DARK, LIGHT
from tests.browser.conftest import NOTE_VIOLATIONS
from tests.browser.test_manners import serious
from tests.explorer.export.sample_deck import URL, sample_deck

CURRENT = ".slide.current"


@dataclass
class Opened:
    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def current(self) -> Locator:
        return self.page.locator(CURRENT)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def place(self) -> str:
        return self.page.locator(".place").inner_text()

    def seen(self) -> list[float]:
        """The part of the slide that is seen: left, top, width, height."""
        box = self.page.locator(f"{CURRENT} > svg").get_attribute("viewBox")
        assert box
        return [float(each) for each in box.split()]


def dark_slide(slide: Slide) -> Slide:
    return replace(slide, paper=DARK.paper)


def lasting(deck: Deck) -> Deck:
    """The deck with a last slide of sources, as a briefing has it."""
    line = (Run("1 ", bold=True), Run("Ministry for Europe and Foreign Affairs", url=URL))
    listed = Text("footnote", 40, 90, 880, 14, (Paragraph((line,)),), 11, LIGHT.ink)
    return replace(deck, slides=(*deck.slides, Slide(5, 0, "Sources", (listed,))))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stick") / "briefing.html"
    path.write_text(html_text(lasting(sample_deck())), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """The file in a browser; afterwards nothing may have gone wrong, and nothing been asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    found = Opened(page)
    page.add_init_script(NOTE_VIOLATIONS)
    page.on("console", lambda message: found.errors.append(message.text))
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on("request", lambda request: found.requests.append(request.url))
    page.goto(file.as_uri())
    expect(found.current).to_have_count(1)
    yield found
    violations = page.evaluate("window.violations")
    context.close()
    asked = [url for url in found.requests if not url.startswith(("data:", file.as_uri()))]
    assert (found.errors, asked, violations) == ([], [], [])


def test_keys_and_remotes_move_through_the_slides(opened: Opened) -> None:
    assert opened.place() == "1 of 7"
    for key, expected in [
        ("ArrowRight", 2), ("Space", 3), ("PageDown", 4), ("ArrowDown", 5), ("ArrowLeft", 4), ("PageUp", 3),
        ("ArrowUp", 2), ("Backspace", 1), ("ArrowLeft", 1), ("End", 7), ("ArrowRight", 7), ("Home", 1),
    ]:  # fmt: skip
        opened.press(key)
        assert opened.place() == f"{expected} of 7", key
        assert opened.page.url.endswith(f"#{expected}")


def test_the_address_holds_the_slide(opened: Opened) -> None:
    opened.press("End")
    opened.page.reload()
    assert opened.place() == "7 of 7"


def test_buttons_move_too(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Next slide").click()
    assert opened.place() == "2 of 7"
    opened.press("Space")  # presses the button that has the focus, once
    assert opened.place() == "3 of 7"
    opened.page.get_by_role("button", name="Previous slide").click()
    opened.page.get_by_role("button", name="Sources").click()
    assert opened.place() == "7 of 7"


def test_a_step_fades_into_the_next(opened: Opened) -> None:
    opened.press("ArrowRight")
    assert "fading" not in (opened.current.get_attribute("class") or "")
    opened.press("ArrowRight")
    expect(opened.current).to_have_class("slide current fading")
    assert opened.page.locator(".leaving").count() == 1
    expect(opened.page.locator(".leaving")).to_have_count(0)


def test_black_and_back(opened: Opened) -> None:
    black = opened.page.locator(".black")
    for key in ("b", "."):
        opened.press(key)
        expect(black).to_be_visible()
        opened.press(key)
        expect(black).to_be_hidden()
    opened.press("b", "ArrowRight")
    expect(black).to_be_hidden()
    assert opened.place() == "2 of 7"
    opened.press("b", "Escape")
    expect(black).to_be_hidden()


def test_zoom_with_keys_keeps_through_steps_and_goes_with_the_scene(opened: Opened) -> None:
    opened.press("ArrowRight", "+", "+")
    left, top, width, height = opened.seen()
    assert (width, height) == pytest.approx((960 / 1.69, 540 / 1.69))
    assert (left + width / 2, top + height / 2) == pytest.approx((480, 270))
    opened.press("Shift+ArrowRight")
    assert opened.seen()[0] == pytest.approx(left + width / 8)
    opened.press("ArrowRight")
    assert opened.seen()[2] == pytest.approx(width)
    opened.press("-")
    assert opened.seen()[2] == pytest.approx(960 / 1.3)
    opened.press("ArrowRight")
    assert opened.seen() == [0, 0, 960, 540]
    opened.press("+", "0")
    assert opened.seen() == [0, 0, 960, 540]


def test_zoom_with_the_wheel_stays_at_the_pointer_and_the_slide_can_be_dragged(opened: Opened) -> None:
    opened.press("ArrowRight")
    node = opened.current.locator(".node").nth(25)
    box = node.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    opened.page.mouse.move(x, y)
    opened.page.mouse.wheel(0, -400)
    expect(opened.page.locator(".player")).to_have_class("player zoomed")
    now = node.bounding_box()
    assert now
    assert (now["x"] + now["width"] / 2, now["y"] + now["height"] / 2) == pytest.approx((x, y), abs=2)
    before = opened.seen()
    opened.page.mouse.down()
    opened.page.mouse.move(x - 60, y - 40, steps=4)
    opened.page.mouse.up()
    after = opened.seen()
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert opened.page.locator(".told[data-pinned]").count() == 0
    for _ in range(40):
        opened.page.mouse.wheel(0, -400)
    assert opened.seen()[2] == pytest.approx(80)
    for _ in range(40):
        opened.page.mouse.wheel(0, 400)
    assert opened.seen() == [0, 0, 960, 540]


def test_pointing_at_an_entity_lights_its_ties_and_tells_them(opened: Opened) -> None:
    opened.press("ArrowRight")
    node = opened.current.locator(".node[data-id='company:7']")
    node.hover()
    told = opened.page.locator(".told")
    expect(told).to_be_visible()
    slide = sample_deck().slides[1]
    ties = [
        each for each in slide.elements if {getattr(each, "source", ""), getattr(each, "target", "")} & {"company:7"}
    ]
    assert told.locator("li").count() == len(ties) > 0
    assert opened.current.locator(".line.lit").count() == len(ties)
    assert opened.current.locator(".node.lit").count() == len(ties) + 1
    expect(told.locator("h2")).to_have_text("Paris Call for Trust and Security in Cyberspace, company")
    opened.page.mouse.move(5, 5)
    expect(told).to_be_hidden()
    assert opened.current.locator(".lit").count() == 0


def test_words_of_lines_fade_with_their_lines(opened: Opened) -> None:
    opened.press("ArrowRight")
    opened.page.evaluate(
        """() => {
          const svg = document.querySelector(".slide.current svg");
          for (const { dataset } of svg.querySelectorAll(".line")) {
            const words = document.createElementNS("http://www.w3.org/2000/svg", "text");
            words.dataset.of = `${dataset.source} ${dataset.target}`;
            svg.append(words);
          }
        }"""
    )
    opened.current.locator(".node[data-id='company:7']").hover()
    lit = opened.current.locator("text.lit[data-of*=' ']")
    assert lit.count() == opened.current.locator(".line.lit").count() > 0
    assert all("company:7" in (each.get_attribute("data-of") or "").split() for each in lit.all())


def test_many_ties_are_told_in_short_and_on_a_click_in_full(opened: Opened) -> None:
    ties = [each for each in sample_deck().slides[1].elements if isinstance(each, Connector)]
    (busiest, most), *_ = Counter(end for tie in ties for end in (tie.source, tie.target)).most_common(1)
    assert most > 5
    opened.press("ArrowRight")
    node, told = opened.current.locator(f".node[data-id='{busiest}']"), opened.page.locator(".told")
    node.hover()
    expect(told.locator("li")).to_have_count(5)
    expect(told.locator("li").last).to_have_text(f"and {most - 4} more: click to read all")
    node.click()
    expect(told.locator("li")).to_have_count(most)
    node.click()
    expect(told).to_be_hidden()


def test_a_tie_that_is_clicked_stays_told_until_the_next_click(opened: Opened) -> None:
    opened.press("ArrowRight")
    line = opened.current.locator(".line").first
    at = line.evaluate(
        """(line) => {
          const path = line.querySelector("path"), point = path.getPointAtLength(path.getTotalLength() / 4);
          const { x, y } = point.matrixTransform(path.getScreenCTM());
          return [x, y];
        }"""
    )
    opened.page.mouse.click(*at)
    told = opened.page.locator(".told")
    expect(told.locator("li")).to_have_count(1)
    opened.page.mouse.move(5, 5)
    expect(told).to_be_visible()
    opened.press("Escape")
    expect(told).to_be_hidden()


def test_a_sentence_leads_to_its_source(opened: Opened) -> None:
    """The number that it ends with is that of a source below the slide."""
    page = opened.page
    opened.press("ArrowRight")
    page.evaluate(
        """() => {
          const lines = document.querySelectorAll(".current .line");
          for (const line of lines) line.dataset.told = "One supports another [1]";
        }"""
    )
    opened.current.locator(".node").nth(7).hover()
    link = page.locator(".told li").first.get_by_role("link")
    expect(link).to_have_attribute("href", URL)
    expect(link).to_have_text("source 1")
    assert page.locator(".told li").first.inner_text() == "One supports another source 1"


def test_all_works_from_the_keyboard(opened: Opened) -> None:
    opened.press("ArrowRight", "Tab")
    node = opened.current.locator(".node").first
    expect(node).to_be_focused()
    expect(opened.page.locator(".told")).to_be_visible()
    opened.press("Enter")
    assert opened.place() == "2 of 7"
    opened.press("ArrowRight")
    assert opened.place() == "3 of 7"


def test_notes_and_overview(opened: Opened) -> None:
    notes = opened.current.locator("> .notes")
    expect(notes).to_be_hidden()
    opened.press("n")
    expect(notes).to_have_text("Welcome.")
    expect(notes).to_be_visible()
    opened.press("n", "o")
    expect(notes).to_be_hidden()
    slides = opened.page.locator(".slide")
    expect(slides.nth(6)).to_be_visible()
    opened.press("ArrowRight")
    slides.nth(4).click()
    assert opened.place() == "5 of 7"
    expect(slides.nth(6)).to_be_hidden()
    opened.press("o", "Escape")
    expect(slides.nth(6)).to_be_hidden()


def test_a_finger_swipes_and_taps(opened: Opened) -> None:
    def swipe(across: int) -> None:
        opened.page.evaluate(
            """(across) => {
              const svg = document.querySelector(".slide.current > svg"), at = { clientX: 640, clientY: 300 };
              const fire = (name, more) => svg.dispatchEvent(new PointerEvent(name, {
                bubbles: true, pointerId: 9, pointerType: "touch", isPrimary: true, ...at, ...more }));
              fire("pointerdown");
              fire("pointermove", { clientX: 640 + across / 2 });
              fire("pointermove", { clientX: 640 + across });
              fire("pointerup", { clientX: 640 + across });
            }""",
            across,
        )

    swipe(-200)
    assert opened.place() == "2 of 7"
    swipe(200)
    assert opened.place() == "1 of 7"
    swipe(-200)
    opened.current.locator(".node").nth(3).tap()
    expect(opened.page.locator(".told")).to_be_visible()


def test_two_fingers_zoom(opened: Opened) -> None:
    opened.press("ArrowRight")
    opened.page.evaluate(
        """() => {
          const svg = document.querySelector(".slide.current > svg");
          const fire = (name, id, x) => svg.dispatchEvent(new PointerEvent(name, {
            bubbles: true, pointerId: id, pointerType: "touch", clientX: x, clientY: 300 }));
          fire("pointerdown", 1, 600); fire("pointerdown", 2, 700);
          fire("pointermove", 2, 900); fire("pointerup", 2, 900); fire("pointerup", 1, 600);
        }"""
    )
    assert opened.seen()[2] == pytest.approx(320, abs=1)
    assert opened.place() == "2 of 7"


def test_no_serious_hindrance(opened: Opened) -> None:
    for keys in ((), ("ArrowRight",), ("n",), ("o",)):
        opened.press(*keys)
        assert serious(opened.page) == []


def test_without_scripts_the_slides_stand_one_below_the_other(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(file.as_uri())
    tops = [box["y"] for slide in page.locator(".slide").all() if (box := slide.bounding_box())]
    context.close()
    assert len(tops) == 7
    assert tops == sorted(set(tops))


def test_it_prints_a_slide_a_page(opened: Opened) -> None:
    pdf = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    assert pdf.count(b"/Type /Page\n") == 7


def test_slides_can_be_given_and_put_in_place_of_others(opened: Opened) -> None:
    """As the page of the app does it: texts of slides, notes, and a call at every move."""
    texts = [svg_text(slide, prefix=f"p{at}-") for at, slide in enumerate(sample_deck().slides)]
    page = opened.page
    page.evaluate(
        """([slides, notes]) => {
          const root = document.createElement("div");
          document.querySelector("main").replaceWith(root);
          window.told = [];
          const onSlide = (index, { scene, step, title }) => window.told.push([index, scene, step, title]);
          window.player = window.atlasPlayer.start(root, { slides, notes, at: 1, onSlide });
        }""",
        [texts, ["one", "two"]],
    )
    page.evaluate("player.next()")
    title = sample_deck().slides[1].title
    assert page.evaluate("window.told") == [[1, 1, 0, title], [2, 1, 1, title]]
    assert page.evaluate("[player.index, player.count, player.slides[0].title]") == [
        2,
        6,
        "Two visions of the internet",
    ]
    dark = [svg_text(dark_slide(slide)) for slide in sample_deck().slides[:3]]
    page.evaluate("(slides) => player.put(slides)", dark)
    assert page.evaluate("[player.index, player.count]") == [2, 3]
    expect(page.locator(".player")).to_have_attribute("data-paper", "dark")
    page.evaluate("player.stop()")
    opened.press("Home")
    assert page.evaluate("player.index") == 2
