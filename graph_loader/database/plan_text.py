"""The text of a plan's `Details`, taken apart into words and brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<parameter>\$(?:`(?:[^`]|``)*`|\w+))
      | (?P<name>`(?:[^`]|``)*`|[^\W\d]\w*)
      | (?P<number>\d\w*(?:\.\d+(?:[eE][+-]?\d+)?)?)
      | (?P<sign><>|<=|>=|=~|\.\.|\|\||::|.)""",
    re.VERBOSE | re.DOTALL,
)
_SPOKEN = ("name", "sign")
_CLOSING = {"(": ")", "[": "]", "{": "}", "CASE": "END"}


@dataclass(slots=True)
class Word:
    """One word: `kind` is string, parameter, name, number or sign; a name in backticks is given without them."""

    kind: str
    text: str
    quoted: bool = False
    _upper: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._upper = self.text.upper() if not self.quoted and self.kind in _SPOKEN else ""

    def is_word(self, *words: str) -> bool:
        """True where it is one of these names or signs, in upper case, and not in backticks."""
        return self._upper in words


@dataclass
class Group:
    """What stands between two brackets; `bracket` is the opening one, or CASE."""

    bracket: str
    items: "list[Item]" = field(default_factory=list)


Item = Word | Group


def read(text: str) -> list[Item]:
    """The words and bracketed groups of a text, in its order; a bracket without its other half is left out."""
    top: list[Item] = []
    open_groups: list[Group] = []
    for word in _words(text):
        within = open_groups[-1].items if open_groups else top
        property_name = bool(within) and isinstance(within[-1], Word) and within[-1].is_word(".")
        if word.kind not in ("sign", "name") or word.quoted or property_name:
            within.append(word)
        elif word.text in _CLOSING:
            group = Group(word.text)
            within.append(group)
            open_groups.append(group)
        elif open_groups and word.text == _CLOSING[open_groups[-1].bracket]:
            open_groups.pop()
        else:
            within.append(word)
    return top


def split(items: Sequence[Item], *at: str) -> list[list[Item]]:
    """The parts between these words (in upper case) at the outermost level."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Word) and item.is_word(*at):
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def names(items: Sequence[Item]) -> set[str]:
    """All names and parameters in it, at any level."""
    found: set[str] = set()
    for item in items:
        if isinstance(item, Group):
            found |= names(item.items)
        elif item.kind in ("name", "parameter"):
            found.add(item.text)
    return found


def has(items: Sequence[Item], *words: str) -> bool:
    """True where one of these words (in upper case) stands at the outermost level."""
    return any(isinstance(item, Word) and item.is_word(*words) for item in items)


def groups(items: Sequence[Item]) -> Iterator[tuple[Sequence[Item], int]]:
    """Every group at any level, as the list that it stands in and its place there."""
    for place, item in enumerate(items):
        if isinstance(item, Group):
            yield items, place
            yield from groups(item.items)


def _words(text: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(text):
        kind, found = str(match.lastgroup), match[0]
        if found.isspace():
            continue
        if kind == "name" and found.startswith("`"):
            yield Word(kind, found[1:-1].replace("``", "`"), quoted=True)
        elif kind == "parameter":
            yield Word(kind, found[1:].strip("`"))
        else:
            yield Word(kind, found)
