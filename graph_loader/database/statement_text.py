"""What is measured of a statement before the server's planner sees it: only what could hang or deceive the planner.

What a statement does is never read from its text (Cypher knows many spellings) but from its plan.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph_loader.errors import StatementRefusedError

_ATOMS = frozenset({int, float, bool, type(None)})
_LETTERS = (str, bytes, bytearray)
_LISTS = (list, tuple)
_OPENING = "([{"
_CLOSING = ")]}"
_QUOTED = re.compile(
    r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`]|``)*`|//[^\n\r]*|/\*.*?\*/", re.DOTALL
)  # strings, names, comments
_OPTIONS = re.compile(
    r"(?:\s|//[^\n\r]*|/\*.*?\*/)*(?:(?:EXPLAIN|PROFILE)\b(?:\s|//[^\n\r]*|/\*.*?\*/)*)*"
    r"CYPHER\b(?:\s|//[^\n\r]*|/\*.*?\*/)*(?:[\d.]+)?(?:\s|//[^\n\r]*|/\*.*?\*/)*\w+\s*=",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\u", re.IGNORECASE)
_CASE = re.compile(r"\bCASE\b", re.IGNORECASE)
_LOOP = re.compile(r"\b(?:range|reduce|allReduce|any|all|none|single)\b|\bIN\b.*\||\[\s*\S+\s+IN\b", re.IGNORECASE)
# Its numbers are made one at a time, so a time limit ends it.
_PLAIN_UNWIND = re.compile(r"\bUNWIND\s+range\s*\([\s\w$,-]*\)\s+AS\b", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"0x[0-9a-f_]+|0o[0-7_]+|\d[\d_]*", re.IGNORECASE)
_MULTIPLIED = re.compile(r"(?:\b0[xo]\w+|\d|\))\s*[*^]\s*[-+(\s]*\d", re.IGNORECASE)
# The planner itself works out what stands after these, so a loop there would hang it. Left out are things of the same
# names: `n.limit`, `$limit`, `AS limit`, `limit DESC`.
_COMPUTED_CUT = re.compile(
    r"(?<![.$])(?<!\. )(?<!\bAS )\b(?:LIMIT|SKIP|OFFSET)\b\s*"
    r"(?!(?:AND|AS|ASC|CONTAINS|DESC|ENDS|IN|IS|LIMIT|MATCH|OFFSET|OR|ORDER|RETURN|SKIP|STARTS|UNION|WHERE|WITH)\b)"
    r"(?:[^\W\d]|[`'\"({\[+-]|(?:\d[\d_]*|\$\w+|\$`[^`]*`)\s*[-+*/%^.|\[])",
    re.IGNORECASE,
)
# The parser takes these one inside the other: from some 200 of them on it never answers.
MOST_OPERATORS = 120
_OPERATOR = re.compile(r"\b(?:AND|OR|XOR|NOT)\b|\|\||[+*/%^!]|[\w)\]]\s*\[|(?<=[\w)])\s*-\s*(?=[\w($])", re.IGNORECASE)
_COUNTED = (
    (_OPERATOR, MOST_OPERATORS, "operators"),
    (re.compile(r"\bXOR\b", re.IGNORECASE), 8, "times XOR"),
    (re.compile("<"), 400, "times <"),
    (re.compile(":"), 1_000, "times :"),
)
_PROPERTY_CHAIN = re.compile(r"(?:\.\s*\w+\s*){20}")
# What is joined by AND is multiplied out where its parts are labels joined by OR; and the type of a map that holds a
# map several times is written out at each WITH.
MOST_COMBINATIONS = 1 << 17
_TYPES = re.compile(r"-\s*\[[^\[\]&]*\]")
_BOTH = re.compile(r"\bAND\b|&", re.IGNORECASE)
_WITH = re.compile(r"(?<!\bSTARTS )(?<!\bENDS )\b(?:WITH|LET|NEXT)\b", re.IGNORECASE)
_ENTRY = re.compile(r"[{,]\s*\w+\s*:")
_EITHER = re.compile(r"\bOR\b|\|", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """What a text has of literals, which plans show as `$autoint_0` and the like.

    `characters`: its length, and so the most that a literal of it can hold; `largest`: the most that its whole numbers
    can come to, since the planner adds and multiplies literals before it shows them; `strings`: its quoted strings,
    without their quotes; `loops`: whether it may loop inside an expression.
    """

    characters: int
    largest: float
    strings: tuple[str, ...]
    loops: bool


def measure(cypher: str, longest: int, deepest: int) -> None:
    """Refuse a text that is empty, too long, too deep, or written so that it cannot be seen what it says.

    Raises:
        StatementRefusedError: with what was found and what is allowed.
    """
    if not cypher.strip():
        raise StatementRefusedError("The statement is empty.")
    if len(cypher) > longest:
        raise StatementRefusedError(f"The statement has {len(cypher):,} characters; at most {longest:,} are allowed.")
    if _ESCAPE.search(cypher):
        raise StatementRefusedError("The statement has a \\u escape; write the character itself.")
    if any("\ud800" <= character <= "\udfff" for character in cypher):
        raise StatementRefusedError("The statement has half a character in it (a surrogate); remove it.")
    if _OPTIONS.match(cypher):
        raise StatementRefusedError("The statement sets options of the planner; leave out what follows CYPHER.")
    if _COMPUTED_CUT.search(_QUOTED.sub(_without_comment, cypher)):
        raise StatementRefusedError("LIMIT and SKIP may only be a whole number or a parameter here; nothing computed.")
    if depth(cypher) > deepest or len(_CASE.findall(cypher)) > deepest:
        raise StatementRefusedError(f"The statement nests deeper than {deepest} levels; make it simpler.")
    _measure_operators(_QUOTED.sub(" x ", cypher))


def measure_parameters(parameters: Mapping[str, Any], heaviest: int) -> None:
    """Refuse values that cannot be sent, or weigh too much together.

    Raises:
        StatementRefusedError: names the parameter.
    """
    for name, value in parameters.items():
        if (fault := _unsendable(value)) is not None:
            raise StatementRefusedError(f"The parameter {name} holds {fault}.")
    if weight(parameters) > heaviest:
        raise StatementRefusedError(f"The parameters hold more than {heaviest:,} characters and entries together.")


def _unsendable(value: Any) -> str | None:
    match value:
        case str() if any("\ud800" <= character <= "\udfff" for character in value):
            return "half a character (a surrogate)"
        case int() if not -(1 << 63) <= value < 1 << 63:
            return "a whole number of more than 64 bits"
        case Mapping():
            return next((fault for item in (*value, *value.values()) if (fault := _unsendable(item))), None)
        case list() | tuple():
            return next((fault for item in value if (fault := _unsendable(item))), None)
    return None


def _measure_operators(bare: str) -> None:
    """Refuse a text, its strings, quoted names and comments replaced, in which the parser could lose itself."""
    for sign, most, what in _COUNTED:
        if len(sign.findall(bare)) > most:
            raise StatementRefusedError(f"The statement has more than {most} {what}; make it simpler.")
    if _PROPERTY_CHAIN.search(bare):
        raise StatementRefusedError("The statement has 20 or more properties one of the other; make it simpler.")
    joined = _TYPES.sub("", bare)
    if _combinations(_BOTH.findall(joined), _EITHER.findall(joined)) > MOST_COMBINATIONS:
        raise StatementRefusedError("The statement joins too many AND and OR; write some of it as a list: x IN [...].")
    if _combinations(_WITH.findall(bare), _ENTRY.findall(bare)) > MOST_COMBINATIONS:
        raise StatementRefusedError("The statement has too many WITH and entries of maps together; make it simpler.")


def _combinations(steps: list[str], choices: list[str]) -> float:
    """The most that so many choices, spread over so many steps, multiply to."""
    parts = len(steps) + 1
    return float((1 + len(choices) / parts) ** min(parts, 500))


def _without_comment(part: re.Match[str]) -> str:
    return " " if part[0].startswith("/") else "''" if part[0][0] in "'\"" else part[0]


def depth(cypher: str) -> int:
    """How deep its brackets nest.

    Brackets in strings and comments count where they open and not where they close, so that no quotation mark that we
    take otherwise than the server does can hide any.
    """
    level = deepest = 0
    for part, quoted in _parts(cypher):
        before = level
        for character in part:
            if character in _OPENING:
                level += 1
                deepest = max(deepest, level)
            elif character in _CLOSING:
                level = max(0, level - 1)
        if quoted:
            level = max(before, level)
    return deepest


def written(cypher: str) -> Written:
    """The literals of a text."""
    bare = _QUOTED.sub(" ", cypher)
    whole = max((_value(match[0]) for match in _WHOLE_NUMBER.finditer(cypher)), default=0)
    together = sum(_value(match[0]) for match in _WHOLE_NUMBER.finditer(bare))
    multiplied = _MULTIPLIED.search(bare) or _MULTIPLIED.search(cypher)
    strings = tuple(match[0][1:-1] for match in _QUOTED.finditer(cypher) if match[0][0] in "'\"")
    return Written(
        len(cypher),
        float("inf") if multiplied else max(whole, together),
        strings,
        bool(_LOOP.search(_PLAIN_UNWIND.sub("", cypher))),
    )


def weight(value: Any) -> int:
    """How much a value holds: its characters, numbers and entries, counted together."""
    sort = type(value)
    if sort is dict:
        return 1 + _weight_of_keys(value) + weight_of(value.values())
    if sort in _ATOMS:
        return 1
    if isinstance(value, _LETTERS):
        return len(value) or 1
    if isinstance(value, Mapping):
        return 1 + weight_of(value) + weight_of(value.values())
    return 1 + weight_of(value) if isinstance(value, _LISTS) else 1


def _weight_of_keys(value: dict[Any, Any]) -> int:
    try:
        return sum(map(len, value)) + ("" in value)
    except TypeError:  # keys that are not text
        return weight_of(value)


def weight_of(values: Iterable[Any]) -> int:
    """The weight of several values together."""
    total = 0
    for value in values:
        if type(value) is str:
            total += len(value) or 1
        elif type(value) in _ATOMS:
            total += 1
        else:
            total += weight(value)
    return total


def _parts(cypher: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in _QUOTED.finditer(cypher):
        yield cypher[end : match.start()], False
        yield match[0], True
        end = match.end()
    yield cypher[end:], False


def _value(digits: str) -> int:
    digits = digits.replace("_", "").lower()
    base = 16 if digits.startswith("0x") else 8 if digits.startswith("0o") else 10
    try:
        return int(digits, base)
    except ValueError:  # more digits than Python turns into a number, or none after the prefix
        return 10**30
