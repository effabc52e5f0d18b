"""May this regular expression run? Some take longer than anyone waits, and no time limit ends them."""

import re
from collections.abc import Mapping, Sequence

from graph_loader.database.plan_text import Group, Item, Word
from graph_loader.errors import StatementRefusedError

MOST_REPEATS = 4  # each multiplies the time by the length of the text

_LITERAL = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]", re.DOTALL)  # an escaped character, a set of characters
_REPEATED_GROUP = re.compile(r"(?:\)|^)(?:[*+]|\{)")
_REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
_OBSCURE = re.compile(r"\\[1-9kQ]|\(\?[a-z]*x")  # references back, quotations, ignored spaces


def judge_pattern(right: Sequence[Item], strings: Sequence[str], parameters: Mapping[str, object]) -> None:
    """Refuse what may not stand to the right of `=~`.

    `right`: the expression there; `strings`: the string literals of the statement as written, any of which it may be;
    `parameters`: the values of those given.

    Raises:
        StatementRefusedError: the pattern is computed, or could take very long.
    """
    words = list(_words(right))
    if not all(word.kind in ("string", "parameter") or word.is_word("+", "||") for word in words):
        _refuse("is computed; it may only be text and parameters")
    given = [str(parameters[word.text]) for word in words if word.text in parameters and word.kind == "parameter"]
    literal = [text.replace("\\\\", "\\") for text in strings]
    if any(_OBSCURE.search(text) for text in [*literal, *given]):
        _refuse("refers back to a group, quotes or hides spaces")
    bare = [_LITERAL.sub("x", text) for text in literal]
    bare_given = [_LITERAL.sub("x", text) for text in given]
    if any(_REPEATED_GROUP.search(text) for text in [*bare, *bare_given]):
        _refuse("repeats a group, which can take very long")
    literals = sum(word.kind in ("string", "parameter") for word in words) - len(given)
    heaviest = sorted((len(_REPEAT.findall(text)) for text in bare), reverse=True)[:literals]
    if sum(heaviest) + sum(len(_REPEAT.findall(text)) for text in bare_given) > MOST_REPEATS:
        _refuse(f"has more than {MOST_REPEATS} repetitions, which can take very long")


def _words(items: Sequence[Item]) -> list[Word]:
    found: list[Word] = []
    for item in items:
        if isinstance(item, Word):
            found.append(item)
        elif isinstance(item, Group) and item.bracket == "(":
            found += _words(item.items)
        else:
            found.append(Word("sign", item.bracket))
    return found


def _refuse(what: str) -> None:
    raise StatementRefusedError(
        f"The regular expression after =~ {what}. CONTAINS, STARTS WITH or the full-text search may do instead."
    )
