"""The built fonts that a text needs, written into a style sheet, so that a picture looks the same anywhere."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

_RULE = re.compile(r"@font-face\s*\{[^}]*\}")
_FILE = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")
_RANGES = re.compile(r"unicode-range:\s*([^;}]+)")
_RANGE = re.compile(r"[Uu]\+([0-9A-Fa-f]{1,6})(?:-([0-9A-Fa-f]{1,6}))?")
LARGEST = 3_000_000
"""Bytes of fonts in one picture at most; beyond that the reader's machine has to have the face."""


def embedded(sheet: Path, text: str) -> str:
    """The `@font-face` rules of a style sheet for the letters of a text, each with its font as a `data:` address.

    Rules whose font is not beside the sheet are left out; without a sheet there are none. Of fonts that hold the same
    letter the first is taken.
    """
    if not sheet.is_file():
        return ""
    letters = {ord(letter) for letter in text if not letter.isspace()}
    taken, size = [], 0
    for rule in _RULE.findall(sheet.read_text("utf-8")):
        named, spans = _FILE.search(rule), list(_spans(rule))
        held = {letter for letter in letters if any(letter in span for span in spans)}
        if named is None or not held:
            continue
        path = (sheet.parent / named[1]).resolve()
        if not path.is_relative_to(sheet.parent.resolve()) or not path.is_file():
            continue
        size += path.stat().st_size
        if size > LARGEST:
            break
        letters -= held
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        taken.append(rule.replace(named[0], f"url(data:font/woff2;base64,{data})"))
    return "\n".join(taken)


def _spans(rule: str) -> Iterator[range]:
    """The letters that a rule is for: all, where it does not say."""
    declared = _RANGES.search(rule)
    if declared is None:
        yield range(0x110000)
        return
    for first, last in _RANGE.findall(declared[1]):
        yield range(int(first, 16), int(last or first, 16) + 1)
