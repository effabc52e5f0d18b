"""What a cell of each declared type may hold. Pure functions from text to a complaint.

A complaint says what was expected; None means that the cell is fine. An empty cell means "not known" and is judged
only where the property is required.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from graph_loader.marking import judge_marking
from graph_loader.schema import Property, Schema

LONGEST = {"id": 200, "name": 1_000, "text": 20_000}
LIST_SEPARATOR = ";"

Complaint = str | None

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*:[A-Za-z0-9][A-Za-z0-9._/()+-]*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2,4})")
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_DATE_FORMS = "a date as YYYY, YYYY-MM or YYYY-MM-DD"


@dataclass(frozen=True)
class Judge:
    """What is to be said against a cell, and the form of cells against which there is surely nothing to say."""

    complaint: Callable[[str], Complaint]
    form: str = ""

    def __call__(self, cell: str) -> Complaint:
        """What was expected in place of this cell; None where it is fine."""
        return self.complaint(cell)

    def accepts_all(self, cells: Sequence[str]) -> bool:
        """True only if every cell is fine; False where they must be asked one by one. Cells hold no NUL."""
        return bool(self.form) and bool(_repeated(self.form).fullmatch("\0".join((*cells, ""))))


@lru_cache(maxsize=256)
def _repeated(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?>(?:{form})\0)*+")


def judge_of(name: str, prop: Property, schema: Schema) -> Judge:
    """The judge of a declared property."""
    match prop.type:
        case "date":
            judge = Judge(judge_date)
        case "url":
            judge = Judge(judge_url)
        case "boolean":
            judge = _one_of(["true", "false"])
        case "integer":
            judge = Judge(_judge_integer)
        case "number":
            judge = Judge(_judge_number)
        case "choice":
            judge = _one_of(prop.choices)
        case "entity":
            judge = judge_id(schema, schema.kinds_in(prop.kinds or ["Entity"]))
        case "list":
            judge = Judge(_judge_list)
        case "marking":
            judge = Judge(judge_marking)
        case _:
            judge = _judge_text(LONGEST.get(name, LONGEST["text"]))
    return _required(judge) if prop.required else _optional(judge)


def judge_id(schema: Schema, kinds: Iterable[str]) -> Judge:
    """The judge of an id that must name an entity of one of these kinds."""
    prefixes = sorted(schema.kinds[kind].prefix for kind in kinds)
    allowed = frozenset(prefixes)
    forms = ", ".join(f"{prefix}:..." for prefix in prefixes)

    def judge(cell: str) -> Complaint:
        if not cell:
            return f"an id such as {forms}; the cell is empty"
        prefix, colon, _ = cell.partition(":")
        if colon and prefix not in schema.kind_by_prefix:
            return f"an id of a declared kind: {forms}"
        if colon and prefix not in allowed:
            return f"an id of another kind here: {forms}"
        if len(cell) > LONGEST["id"] or not _ID.fullmatch(cell):
            return f"an id such as {forms}, of Latin letters, digits and . _ / ( ) + - , at most {LONGEST['id']} long"
        return None

    most = LONGEST["id"] - max(map(len, prefixes), default=0) - 2
    return Judge(judge, rf"(?:{'|'.join(prefixes)}):[A-Za-z0-9][A-Za-z0-9._/()+-]{{0,{most}}}")


@lru_cache(maxsize=65_536)
def judge_date(cell: str) -> Complaint:
    """Accepts YYYY, YYYY-MM and YYYY-MM-DD that the calendar has."""
    match = _DATE.fullmatch(cell)
    if not match:
        slashed = _SLASHED.fullmatch(cell)
        if slashed and int(slashed[1]) <= 12 and int(slashed[2]) <= 12:
            return f"{_DATE_FORMS}; this one can be read as two different days"
        return _DATE_FORMS
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return f"{_DATE_FORMS} that the calendar has"
    return None


def ends_before(start: str, end: str) -> bool:
    """True where `end` is surely before `start`: compared at the coarser of the two precisions."""
    shared = min(len(start), len(end))
    return bool(shared) and end[:shared] < start[:shared]


@lru_cache(maxsize=65_536)
def judge_url(cell: str) -> Complaint:
    """Accepts addresses of web pages only: http or https, with a host."""
    expected = "an address that begins with http:// or https://"
    try:
        parts = urlsplit(cell)
        host = parts.hostname
    except ValueError:
        return expected
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", cell) or _CONTROL.search(cell):
        return expected
    return None if len(cell) <= LONGEST["text"] else f"at most {LONGEST['text']:,} characters"


def normalised(cell: str) -> str:
    """The cell as it is stored: Unicode form NFC, no white space around it."""
    return cell.strip() if cell.isascii() else unicodedata.normalize("NFC", cell).strip()


def all_normalised(cells: Sequence[str]) -> list[str]:
    """Each cell as it is stored."""
    return list(map(str.strip if "".join(cells).isascii() else normalised, cells))


def _judge_text(longest: int) -> Judge:
    def judge(cell: str) -> Complaint:
        if len(cell) > longest:
            return f"at most {longest:,} characters; this one has {len(cell):,}"
        return "text without control characters" if _CONTROL.search(cell) else None

    return Judge(judge, rf"[^{_CONTROLS}]{{1,{longest}}}")


def _judge_list(cell: str) -> Complaint:
    if not all(item.strip() for item in cell.split(LIST_SEPARATOR)):
        return f"items with {LIST_SEPARATOR!r} between them, none of them empty"
    complaints = map(_judge_text(LONGEST["name"]), cell.split(LIST_SEPARATOR))
    return next((complaint for complaint in complaints if complaint), None)


def _judge_integer(cell: str) -> Complaint:
    return None if _INTEGER.fullmatch(cell) else "a whole number of at most 18 digits"


def _judge_number(cell: str) -> Complaint:
    if not _NUMBER.fullmatch(cell):
        return "a number, with a point for the decimals"
    return None if math.isfinite(float(cell)) else "a number that is not as large"


def _one_of(choices: Iterable[str]) -> Judge:
    allowed = list(choices)
    return Judge(lambda cell: None if cell in allowed else f"one of {', '.join(allowed)}")


def _optional(judge: Judge) -> Judge:
    return Judge(lambda cell: judge(cell) if cell else None, judge.form and f"(?:{judge.form})?")


def _required(judge: Judge) -> Judge:
    return Judge(lambda cell: judge(cell) if cell else "a value; the cell is empty", judge.form)
