"""A deck -> one HTML file that shows it: nothing else is needed, and nothing is asked of any network."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path as File
from xml.etree.ElementTree import Element, SubElement, tostring

from explorer.briefings.slide import HEIGHT, WIDTH, Deck, Slide
from explorer.export.deck_svg import FACES, drawn_flags, flags_of, svg_text
from explorer.export.fonts import embedded
from explorer.export.lettering import legible
from explorer.export.slide_marks import groups, texts

_ASSETS = File(__file__).parents[1] / "assets"
_SCRIPTS = ("player_slides.js", "player.js")
_START = 'atlasPlayer.start(document.getElementById("deck"), {hash: true});'
_STYLE = f"""
:root {{ --font: {FACES}; }}
html, body {{ margin: 0; height: 100%; font-family: var(--font); }}
main:not(.player) .slide {{ margin: 0 auto 24px; max-width: {WIDTH:g}px; }}
main:not(.player) svg {{ display: block; width: 100%; height: auto; }}
main:not(.player) .slide > .notes {{ padding: 8px 24px; white-space: pre-line; }}
.flags {{ position: absolute; width: 0; height: 0; }}
@page {{ size: {WIDTH / 72:.3f}in {HEIGHT / 72:.3f}in; margin: 0; }}
@media print {{
  html, body {{ height: auto; }}
  main:not(.player) .slide {{ margin: 0; max-width: none; break-after: page; }}
  main:not(.player) .slide > .notes {{ display: none; }}
}}
"""


def html_text(deck: Deck) -> str:
    """The deck as one page with the player in it; without scripts the slides stand one below the other.

    The page forbids itself every request, so that it can be opened from a stick on a machine that is watched.
    """
    scripts = [*((_ASSETS / name).read_text("utf-8") for name in _SCRIPTS), _START]
    letters = "".join(piece for slide in deck.slides for piece in (*texts(slide), slide.notes, slide.alt))
    letters += "".join(sentence for slide in deck.slides for sentence in _told(slide)) + _own_words(scripts)
    style = embedded(_ASSETS / "built" / "fonts.css", letters) + _STYLE + (_ASSETS / "player.css").read_text("utf-8")
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(scripts))}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        *(f'<meta name="{name}" content="{escape(value)}">' for name, value in _facts(deck) if value),
        f"<title>{escape(legible(deck.title)) or 'Briefing'}</title>",
        f"<style>{style}</style>",
    ]
    body = [
        _flags(deck),
        '<main id="deck">',
        *(_section(slide, number) for number, slide in enumerate(deck.slides, 1)),
        "</main>",
        *(f"<script>{script}</script>" for script in scripts),
    ]
    lines = ["<!DOCTYPE html>", f'<html lang="{escape(deck.language)}">', "<head>", *head, "</head>", "<body>", *body]
    return "\n".join([*lines, "</body>", "</html>", ""])


def _policy(scripts: Iterable[str]) -> str:
    """No requests at all; only the scripts with these sums may run."""
    sums = (b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    rules = {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "script-src": " ".join(f"'sha256-{each}'" for each in sums),
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _facts(deck: Deck) -> list[tuple[str, str]]:
    keywords = ", ".join(legible(word) for word in (*deck.keywords, deck.marking) if word)
    named = [("author", deck.author), ("description", deck.subject), ("keywords", keywords), ("date", deck.stamp)]
    return [(name, legible(value)) for name, value in named]


def _told(slide: Slide) -> Iterable[str]:
    """What is told of entities and ties when they are pointed at."""
    for element in slide.elements:
        yield from getattr(element, "sentences", ())
        yield getattr(element, "alt", "")


def _own_words(scripts: Iterable[str]) -> str:
    return "".join({letter for script in scripts for letter in script if letter.isprintable()})


def _flags(deck: Deck) -> str:
    """Each flag of the deck once, for all slides."""
    codes = sorted({code for slide in deck.slides for code in flags_of(groups(slide))})
    if not codes:
        return ""
    root = Element("svg", {"class": "flags", "aria-hidden": "true", "width": "0", "height": "0"})
    SubElement(root, "defs").extend(drawn_flags(codes))
    return tostring(root, encoding="unicode")


def _section(slide: Slide, number: int) -> str:
    svg = svg_text(slide, prefix=f"s{number}-", flags=False).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    notes = "\n".join(legible(line) for line in slide.notes.splitlines())
    aside = f'<aside class="notes">{escape(notes)}</aside>' if notes.strip() else ""
    return f'<section class="slide" id="slide-{number}">{svg.strip()}{aside}</section>'
