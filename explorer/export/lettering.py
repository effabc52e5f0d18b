"""Text in pictures: how wide it is about, how it is broken into lines, and in which direction it runs."""

import re
import unicodedata
from functools import lru_cache

from explorer.graph.words import one_line

_WIDTHS = {
    **dict.fromkeys("iljI.,:;'|!", 0.32),
    **dict.fromkeys(' tfr()[]/-"*', 0.42),
    **dict.fromkeys("mwMW@%—…", 0.98),
}
"""Widths of letters in parts of the size; rather too wide, since the reader's machine may lack the face."""
_CAPITAL, _DIGIT, _OTHER, _WIDE = 0.74, 0.64, 0.6, 1.05
_BOLD = 1.08
_BREAKS = "/-_?&=."
_NO_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff\u2028\u2029]")


def legible(text: str) -> str:
    """The text on one line without what XML cannot hold and what turns the direction of the text around it."""
    return _NO_TEXT.sub("", one_line(text))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text of this size is, in the unit of the size."""
    return sum(map(_width, text)) * size * (_BOLD if bold else 1)


def wrapped(text: str, most: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines of at most this width, broken between words or parts of an address.

    What does not fit is cut and ends in an ellipsis.
    """
    found: list[str] = []
    rest = text
    while rest and len(found) < lines:
        taken = _fitting(rest, most / size / (_BOLD if bold else 1))
        if taken < len(rest):
            taken = _break(rest, taken)
        found.append(rest[:taken].rstrip())
        rest = rest[taken:].lstrip()
    if rest and found:
        last = found[-1]
        while last and width(f"{last}…", size, bold=bold) > most:
            last = last[:-1]
        found[-1] = f"{last.rstrip()}…"
    return found


def right_to_left(text: str) -> bool:
    """True where the first letter that has a direction runs from right to left (Unicode bidirectional algorithm)."""
    directions = map(unicodedata.bidirectional, text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


def _break(text: str, most: int) -> int:
    """Where to break a text that may have at most so many characters on the line."""
    blank = text.rfind(" ", 0, most + 1)
    if blank > 0:
        return blank
    parts = max(text.rfind(sign, 0, most) for sign in _BREAKS)
    return parts + 1 if parts > most / 2 else most


def _fitting(text: str, most: float) -> int:
    """How many characters fit, one at least."""
    reached = 0.0
    for number, letter in enumerate(text):
        reached += _width(letter)
        if reached > most:
            return max(1, number)
    return len(text)


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _DIGIT if letter.isdigit() else _OTHER
