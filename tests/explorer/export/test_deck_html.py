import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from explorer.briefings.slide import Connector, Deck, Paragraph, Run, Shape, Slide, Text
from explorer.export.deck_html import html_text
from tests.explorer.export.sample_deck import NAMES, URL, sample_deck

HOSTILE = "</script></style></svg><img src=x onerror=alert(1)> & \x00\u202e \" ' <!-- ]]>"


class Page(HTMLParser):
    """Tags with what they hold, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data
        elif self.cdata_elem is None:
            self.text += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for found, attributes in self.tags if found == tag]


@pytest.fixture(scope="module")
def html() -> str:
    return html_text(sample_deck())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_page_forbids_itself_all_but_its_own_scripts(page: Page) -> None:
    (policy,) = [meta["content"] for meta in page.of("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    sums = [b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in page.scripts]
    assert rules == {
        "default-src": "'none'", "style-src": "'unsafe-inline'", "font-src": "data:", "img-src": "data:",
        "script-src": " ".join(f"'sha256-{each}'" for each in sums), "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    assert len(sums) == 3


def test_nothing_is_asked_for(html: str, page: Page) -> None:
    asked = [value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "srcset")]
    hrefs = {attributes["href"] for _, attributes in page.tags if "href" in attributes}
    assert (asked, page.of("link"), page.of("iframe")) == ([], [], [])
    assert {href for href in hrefs if not href.startswith("#")} == {URL}
    assert re.findall(r"url\((?!data:font/woff2;base64,|#)[^)]*\)", html) == []
    assert not re.search(r"@import|<base|\bfetch\(|XMLHttpRequest|WebSocket|importScripts", html)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_what_is_told_of_the_deck(page: Page) -> None:
    facts = {meta["name"]: meta["content"] for meta in page.of("meta") if "name" in meta}
    assert (facts["author"], facts["description"]) == ("Desk officer", "Cyber diplomacy")
    assert (facts["keywords"], facts["date"]) == ("cyber, norms, TLP:GREEN", "2026-11-23T08:30:00+00:00")
    assert page.of("html") == [{"lang": "en"}]
    assert "Two visions of the internet" in page.text


def test_every_slide_is_there_with_its_notes_and_names_in_every_script(page: Page) -> None:
    sections = [section for section in page.of("section") if section.get("class") == "slide"]
    assert [section["id"] for section in sections] == [f"slide-{number}" for number in range(1, 7)]
    assert len(page.of("svg")) == 7
    assert set(NAMES) <= {name for name in NAMES if name in page.text}
    assert "Begin with the companies." in page.text
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_flags_are_there_once(page: Page) -> None:
    assert [group["id"] for group in page.of("g") if group.get("id", "").startswith("flag-")] == ["flag-fr", "flag-us"]
    assert {use["href"] for use in page.of("use")} >= {"#flag-fr", "#flag-us"}


def test_hostile_text_is_text() -> None:
    shape = Shape(HOSTILE, "ellipse", 9, 9, 9, "#000000", "#ffffff", HOSTILE, initials=HOSTILE)
    tie = Connector(HOSTILE, "b", (0, 0), (9, 9), "#000000", 1, label=HOSTILE, sentences=(HOSTILE,))
    text = Text("prose", 0, 0, 9, 9, (Paragraph(((Run(HOSTILE, url=HOSTILE),),)),), 9, "#000000")
    slide = Slide(1, 0, HOSTILE, (shape, tie, text), HOSTILE, HOSTILE)
    found = Page(html_text(Deck(HOSTILE, (slide,), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))))
    usual = Page(html_text(sample_deck()))
    assert found.of("img") == []
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in usual.tags}
    assert found.scripts[:3] == usual.scripts
    assert "<img src=x onerror=alert(1)>" in found.text


def test_the_same_deck_gives_the_same_file(html: str) -> None:
    assert html_text(sample_deck()) == html


def test_a_deck_without_slides_is_a_page() -> None:
    assert "<main" in html_text(replace(sample_deck(), slides=()))
