"""What a reader types -> the group that may be meant: `all states`, `members of NATO`, `who signed the Paris Call`."""

import re
from difflib import get_close_matches
from itertools import takewhile

from explorer.full_text import typed_words
from graph_loader.schema import Schema

BEGUN_FROM = 3
"""So many letters of the name of a kind suggest all of it."""
_ALIKE = 0.85
"""Least likeness, 0 to 1, of a misspelt name of a kind to the name (Ratcliff and Obershelp)."""

_WHO = (
    r"(?:full |founding )?"
    r"(?:members?(?: states)?|participants?|signator(?:y|ies)|signers?|supporters?|endorsers?|parties)"
)
_EVERY = ("list", "show", "find", "me", "all", "every", "the", "of")
_ALL = rf"(?:(?:{'|'.join(_EVERY)}) ){{0,4}}"
_DID = (
    r"(?:(?:has|have) )?(?:signed|joined|ratified|supports?|supported|endorsed|took part in|participated in"
    r"|belongs? to|(?:is|are) (?:in|a member of|members of))"
)
_BEFORE = re.compile(
    rf"{_ALL}(?:{_WHO}(?: and {_WHO})? (?:of|to|in)|(?:who|which states|which countries) {_DID}) (?:the )?(.+)"
)
_AFTER = re.compile(rf"{_ALL}(.+?) {_WHO}")


def asked_members(text: str) -> str:
    """What a text asks the members, signers or supporters of; empty where it does not ask for any."""
    typed = " ".join(typed_words(text))
    match = _BEFORE.fullmatch(typed) or _AFTER.fullmatch(typed)
    return match[1] if match else ""


def kinds_meant(text: str, schema: Schema) -> tuple[list[str], list[str]]:
    """The kinds that a text names, and those that it may name: begun or misspelt."""
    words = typed_words(text)
    lead = len(list(takewhile(_EVERY.__contains__, words)))
    every = bool({"all", "every"} & set(words[:lead]))
    typed = " ".join(words[lead:])
    names = {
        name.lower(): kind
        for kind, declared in schema.kinds.items()
        for name in (*declared.also, declared.title, declared.plural)
    }
    if typed in names:
        return [names[typed]], []
    if len(typed) < (1 if every else BEGUN_FROM):
        return [], []
    begun = dict.fromkeys(kind for name, kind in names.items() if name.startswith(typed))
    found = list(begun or dict.fromkeys(names[name] for name in get_close_matches(typed, names, 1, _ALIKE)))
    return (found, []) if every else ([], found)
