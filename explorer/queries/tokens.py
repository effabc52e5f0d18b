"""The few things that are read from the text of a statement: parameters, labels, relation types, columns returned.

This is no parser. It knows what is code and what is string, comment or quoted name, and which bracket it is in. What a
statement does is never judged here: that is asked of the server.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    r"""\s++
    | (?P<comment> //[^\n\r]*+ | /\*.*?(?:\*/|\Z) )
    | (?P<string> '(?:[^'\\]|\\.)*+'? | "(?:[^"\\]|\\.)*+"? )
    | (?P<parameter> \$(?:`(?:[^`]|``)*+`|\w++) )
    | (?P<name> [^\W\d]\w*+ | `(?:[^`]|``)*+`? )
    | (?P<number> \d\w*+ )
    | (?P<sign> ::|\.\.|. )""",
    re.VERBOSE | re.DOTALL,
)
CLAUSES = frozenset(
    {
        "CALL", "CREATE", "DELETE", "DETACH", "FILTER", "FINISH", "FOREACH", "INSERT", "LET", "LOAD", "MATCH", "MERGE",
        "OPTIONAL", "REMOVE", "RETURN", "SET", "UNWIND", "USE", "WITH",
    }
)  # fmt: skip
_AFTER_RETURN = frozenset({"LIMIT", "NEXT", "OFFSET", "ORDER", "SKIP", "UNION"})
_FULL_TEXT = frozenset({"QUERYNODES", "QUERYRELATIONSHIPS"})

Sort = Literal["label", "type", "either"]


@dataclass(frozen=True)
class Token:
    """A piece of code: `sort` is parameter, name, number, string or sign; `start` and `end` are offsets in the text."""

    sort: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The name in capitals, as keywords are compared; empty where it is no bare name."""
        return self.text.upper() if self.sort == "name" and not self.text.startswith("`") else ""

    @property
    def plain(self) -> str:
        """The name itself, without the quotes around it or the sign before it."""
        text = self.text.removeprefix("$") if self.sort == "parameter" else self.text
        return text[1:-1].replace("``", "`") if text.startswith("`") else text


@dataclass(frozen=True)
class Mention:
    """A label or a relation type that a statement names; `either` where the text does not tell which."""

    name: str
    sort: Sort
    start: int


@dataclass(frozen=True)
class Column:
    """What a statement returns: its name, the end of its text, whether it was given a name or is one itself."""

    name: str
    end: int
    named: bool


_END = Token("end", "", -1, -1)


def tokens(cypher: str, *, comments: bool = False) -> list[Token]:
    """The code of a text in its order."""
    return [
        Token(match.lastgroup, match[0], match.start(), match.end())
        for match in _TOKEN.finditer(cypher)
        if match.lastgroup and (comments or match.lastgroup != "comment")
    ]


def parameters(found: Sequence[Token]) -> dict[str, int]:
    """Name of each parameter used -> offset of its first use."""
    used: dict[str, int] = {}
    for token in found:
        if token.sort == "parameter":
            used.setdefault(token.plain, token.start)
    return used


def full_text_parameters(found: Sequence[Token]) -> dict[str, int]:
    """Name of each parameter that is itself the query of a full-text index -> offset."""
    used: dict[str, int] = {}
    for place, token in enumerate(found):
        if token.word in _FULL_TEXT and _at(found, place + 1).text == "(" and _at(found, place + 3).text == ",":
            query = _at(found, place + 4)
            if query.sort == "parameter" and _at(found, place + 5).text in (",", ")"):
                used.setdefault(query.plain, query.start)
    return used


def mentions(found: Sequence[Token]) -> list[Mention]:
    """Every label and relation type named after a colon or, as GQL writes it, after IS."""
    named: list[Mention] = []
    brackets: list[str] = []
    place = 0
    while place < len(found):
        token = found[place]
        if token.text in ("(", "[", "{") and token.sort == "sign":
            brackets.append(_bracket(found, place))
        elif token.text in (")", "]", "}") and token.sort == "sign":
            del brackets[-1:]
        elif _begins_labels(found, place, brackets):
            sort = _sort(found, place, brackets)
            names, place = _label_expression(found, place + 1, alternatives=brackets[-1:] != ["list"])
            named += [Mention(name.plain, sort, name.start) for name in names]
            continue
        place += 1
    return named


def columns(cypher: str, found: Sequence[Token]) -> list[Column] | None:
    """What the last RETURN gives, in its order; None where there is none, or it returns all with `*`."""
    begin = _last_return(found)
    if begin is None:
        return None
    items = [item for item in _items(found, begin + 1) if item]
    if not items or any(token.text == "*" and len(item) == 1 for item in items for token in item):
        return None
    return [_column(cypher, item) for item in items]


def returns(found: Sequence[Token]) -> bool:
    """True where a RETURN stands outside all brackets."""
    return _last_return(found) is not None


def draws(found: Sequence[Token]) -> bool:
    """True where a column returned is a path, or the variable of a relation."""
    variables = {
        found[place].plain
        for place in range(len(found))
        if found[place].sort == "name"
        and (_is_path(found, place) or (_at(found, place - 1).text == "[" and _at(found, place - 2).text == "-"))
    }
    begin = _last_return(found)
    items = [] if begin is None else _items(found, begin + 1)
    return any(item[0].plain in variables and (len(item) == 1 or item[1].word == "AS") for item in items if item)


def statements(cypher: str) -> list[str]:
    """The statements of a text with `;` between them, each with the comments before it."""
    cuts = [token.end for token in tokens(cypher) if token.text == ";" and token.sort == "sign"]
    pieces = [cypher[begin:end].strip() for begin, end in zip([0, *cuts], [*cuts, len(cypher)], strict=True)]
    return [piece for piece in pieces if any(token.text != ";" for token in tokens(piece))]


def _at(found: Sequence[Token], place: int) -> Token:
    return found[place] if 0 <= place < len(found) else _END


def _bracket(found: Sequence[Token], place: int) -> str:
    opened, first, second = found[place].text, _at(found, place + 1), _at(found, place + 2)
    if opened == "(":
        return "node"
    if opened == "[":
        return "type" if _at(found, place - 1).text == "-" else "list"
    subquery = first.text == "(" or second.text == "=" or (first.word in CLAUSES and second.text not in (":", ",", "}"))
    return "subquery" if subquery else "map"


def _begins_labels(found: Sequence[Token], place: int, brackets: Sequence[str]) -> bool:
    token, before = found[place], _at(found, place - 1)
    if token.sort == "sign" and token.text == ":":
        key = before.sort in ("name", "string") and _at(found, place - 2).text in ("{", ",")
        return not (key and brackets[-1:] == ["map"])
    if token.word != "IS" or _at(found, place + 1).word in ("NULL", "NOT", "TYPED", "NORMALIZED", "NFC", "NFD", "NFKC"):
        return False
    opening = before if before.text in ("(", "[") else _at(found, place - 2)
    return opening.text in ("(", "[") and brackets[-1:] in (["node"], ["type"])


def _sort(found: Sequence[Token], place: int, brackets: Sequence[str]) -> Sort:
    before = _at(found, place - 1)
    opening = _at(found, place - 2) if before.sort == "name" else before
    if brackets[-1:] == ["type"] and opening.text == "[":
        return "type"
    return "label" if brackets[-1:] == ["node"] and before.text == "(" else "either"


def _label_expression(found: Sequence[Token], place: int, *, alternatives: bool) -> tuple[list[Token], int]:
    """The names in an expression such as `A|B&!(C|D)`, and the place after it.

    Within a list `|` ends it: there, what follows is what the list holds.
    """
    names, depth, operand = [], 0, True
    while place < len(found):
        token = found[place]
        if operand and token.sort == "name":
            names.append(token)
            operand = False
        elif operand and token.text in ("!", ":"):
            pass
        elif operand and token.text == "(":
            depth += 1
        elif operand and token.text == "%":
            operand = False
        elif not operand and token.text in ("|", "&", ":") and (token.text != "|" or alternatives or depth):
            operand = True
        elif not operand and token.text == ")" and depth:
            depth -= 1
        else:
            break
        place += 1
    return names, place


def _is_path(found: Sequence[Token], place: int) -> bool:
    """True at the `p` of `p = (a)-[r]->(b)` and of `p = shortestPath(...)`."""
    if _at(found, place - 1).text == "." or _at(found, place + 1).text != "=":
        return False
    begins = _at(found, place + 2)
    return begins.text == "(" or begins.word in ("SHORTESTPATH", "ALLSHORTESTPATHS", "ANY", "ALL", "SHORTEST")


def _last_return(found: Sequence[Token]) -> int | None:
    depth, last = 0, None
    for place, token in enumerate(found):
        depth += _deeper(token)
        if depth == 0 and token.word == "RETURN" and _at(found, place - 1).text not in (".", "$"):
            last = place
    return last


def _items(found: Sequence[Token], place: int) -> Iterator[list[Token]]:
    if _at(found, place).word == "DISTINCT":
        place += 1
    item: list[Token] = []
    depth = 0
    for token in found[place:]:
        ends = token.word in _AFTER_RETURN and item and item[-1].text != "." and item[-1].word != "AS"
        if depth == 0 and (ends or token.text == ";"):
            break
        depth += _deeper(token)
        if depth == 0 and token.text == ",":
            yield item
            item = []
        else:
            item.append(token)
    yield item


def _deeper(token: Token) -> int:
    return 0 if token.sort != "sign" else (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))


def _column(cypher: str, item: Sequence[Token]) -> Column:
    last = item[-1]
    if last.sort == "name" and (len(item) == 1 or (len(item) > 2 and item[-2].word == "AS")):
        return Column(last.plain, last.end, True)
    return Column(cypher[item[0].start : last.end], last.end, False)
