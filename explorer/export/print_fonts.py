"""Which of the fonts for print a text needs, and what of it none of them can draw."""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LETTERS = "letters.json"


@dataclass(frozen=True)
class Needed:
    """Families by name, in the order in which they are tried, and the letters that are in none of them."""

    families: tuple[str, ...]
    missing: frozenset[str]


def needed(folder: Path, text: Iterable[str]) -> Needed:
    """The families in a folder for these letters; all letters are missing where no fonts are built."""
    left = {letter for letter in set(text) if _drawn(letter)}
    letters = _letters(folder)
    families: list[str] = []
    for family, spans in letters.items():
        # Firsts and lasts alternate: a letter is held where an odd number of bounds is at or below it, or it is a last.
        held = {letter for letter in left if bisect_right(spans, ord(letter)) % 2 or _last(spans, ord(letter))}
        if held:
            families.append(family)
            left -= held
    return Needed(tuple(families or [*letters][:1]), frozenset(left))


@cache
def _letters(folder: Path) -> dict[str, list[int]]:
    try:
        held: dict[str, list[int]] = json.loads((folder / LETTERS).read_text("utf-8"))
    except FileNotFoundError:
        held = {}
    return held


def without(text: str, missing: frozenset[str]) -> str:
    """The text with a question mark for each letter that cannot be drawn, and without marks that cannot."""
    return "".join(
        letter if letter not in missing else "" if unicodedata.category(letter) in ("Mn", "Me", "Cf") else "?"
        for letter in text
    )


def _drawn(letter: str) -> bool:
    """False for blanks and for signs that are not seen themselves."""
    return not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf", "Cs")


def _last(spans: list[int], letter: int) -> bool:
    place = bisect_right(spans, letter)
    return place > 0 and spans[place - 1] == letter
