"""Where in a statement lies what the server or the guard found wrong with it."""

import re
from dataclasses import dataclass

from explorer.queries.tokens import tokens

_PLANNED_AS = len("EXPLAIN ")
"""Characters before the statement in the text that the server speaks of."""
_SPOKEN = re.compile(r"^The statement cannot be planned\. The database answered: ")
_PLACE = re.compile(r"\s*\(line \d+, column \d+ \(offset: (\d+)\)\).*\Z", re.DOTALL)
_CODE = re.compile(r"\s*\(Neo\.[\w.]+\)\s*\Z")
_WORD = re.compile(r"\w+|`(?:[^`]|``)*`|\S")
_NAMED = re.compile(r"(?:procedure|function) (?:with the name )?`?([\w.]+)`? ")
_CLUES = (
    (
        "would change the database",
        r"\b(?:CREATE|MERGE|SET|DETACH\s+DELETE|DELETE|REMOVE|INSERT|FOREACH|DROP|ALTER|GRANT|DENY|REVOKE|RENAME)\b",
    ),
    ("\\u escape", r"\\u"),
    ("paths of any length", r"\[[^\]]*\*[^\]]*\]|[)\]>-]\s*[+*](?=\s*[(-])|\{\s*\d*\s*,\s*\}"),
    ("LIMIT and SKIP", r"\b(?:LIMIT|SKIP|OFFSET)\s+\S+"),
    ("reads a file or an address", r"\bLOAD\s+CSV\b"),
    ("transactions of its own", r"\bIN\s+(?:\w+\s+){0,3}TRANSACTIONS\b"),
    ("the work of others", r"\b(?:SHOW|TERMINATE)\s+TRANSACTIONS?\b"),
    ("the settings of the server", r"\bSHOW\s+SETTINGS?\b"),
    ("options of the planner", r"\bCYPHER\b.*"),
    ("regular expression", r"=~"),
    ("times XOR", r"\bXOR\b"),
    ("UNWIND", r"\bUNWIND\b"),
)
MOST_EXPECTED = 6
"""Possibilities that are listed where the server expected one of many."""


@dataclass(frozen=True)
class Misplaced:
    """A sentence, and the part of the statement that it is about: offsets in UTF-16 units, as a browser counts.

    Both are None where the sentence is about no part of it. `line` and `column` count from 1.
    """

    message: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None


def misplaced(message: str, cypher: str) -> Misplaced:
    """What an error says, in one sentence, and where in the statement it lies."""
    place = _PLACE.search(message)
    said = _fewer(_CODE.sub("", _PLACE.sub("", _SPOKEN.sub("", message)))).strip()
    span = _at(int(place[1]) - _PLANNED_AS, cypher) if place else _clue(said, cypher)
    return _told(said, cypher, span)


def line_misplaced(message: str, cypher: str, line: int) -> Misplaced:
    """What is wrong with a line of the statement, from 1; with no part of it where it has no such line."""
    lines = cypher.split("\n")
    if not 1 <= line <= len(lines):
        return Misplaced(message)
    start = sum(len(before) + 1 for before in lines[: line - 1])
    text = lines[line - 1]
    return _told(message, cypher, (start + len(text) - len(text.lstrip()), start + len(text)))


def _told(said: str, cypher: str, span: tuple[int, int] | None) -> Misplaced:
    if span is None:
        return Misplaced(said)
    start, end = span
    line = cypher.count("\n", 0, start) + 1
    column = start - (cypher.rfind("\n", 0, start) + 1) + 1
    return Misplaced(said, _units(cypher[:start]), _units(cypher[:end]), line, column)


def _at(offset: int, cypher: str) -> tuple[int, int]:
    """The word at an offset in UTF-16 units, as the server counts; the last one where the text ends too soon."""
    before = cypher.encode("utf-16-le", "surrogatepass")[: 2 * max(0, offset)].decode("utf-16-le", "ignore")
    found = _WORD.match(cypher, len(before))
    if found:
        return found.span()
    before = before.rstrip()
    last = list(_WORD.finditer(before))
    return last[-1].span() if last else (0, len(cypher))


def _clue(said: str, cypher: str) -> tuple[int, int] | None:
    bare = _without_texts(cypher)
    named = _NAMED.search(said)
    patterns = [re.escape(named[1])] if named else []
    patterns += [pattern for clue, pattern in _CLUES if clue in said]
    for pattern in patterns:
        found = re.search(pattern, bare, re.IGNORECASE) or re.search(pattern, cypher, re.IGNORECASE)
        if found:
            return found.span()
    return None


def _without_texts(cypher: str) -> str:
    """The statement with blanks in place of its strings and comments."""
    pieces = list(cypher)
    for token in tokens(cypher, comments=True):
        if token.sort in ("string", "comment"):
            pieces[token.start : token.end] = [" " if one != "\n" else one for one in token.text]
    return "".join(pieces)


def _fewer(said: str) -> str:
    head, expected, listed = said.partition(": expected ")
    choices = listed.split(", ")
    if len(choices) <= MOST_EXPECTED + 2:
        return said
    return f"{head}{expected}{', '.join(choices[:MOST_EXPECTED])} or another of {len(choices) + 1} possibilities"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
