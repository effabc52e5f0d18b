"""What a reader types -> a query of the full-text index, in the syntax of Lucene, safe whatever was typed."""

import re
import unicodedata

MOST_WORDS = 12
MOST_CHARACTERS = 200
FUZZY_FROM, LOOSE_FROM = 5, 3
"""A word of so many letters also finds words that differ from it by one letter; the second, where nothing is found."""

_FIELDS = {"name:": 6, "aliases:": 4, "": 1}
_DIACRITICS = re.compile("[\u0300-\u036f]")
_INNER = ".'’"


def typed_words(text: str) -> list[str]:
    """The words of a text in lower case: letters, marks and digits, with points and apostrophes inside a word.

    No operator of the query syntax is left: all of them are punctuation or symbols, or words in capitals.
    """
    kept = "".join(character if _belongs_to_word(character) else " " for character in text[:MOST_CHARACTERS].lower())
    words = (word.strip(_INNER) for word in kept.split())
    return [word for word in words if word][:MOST_WORDS]


def lucene_query(text: str, fuzzy_from: int = FUZZY_FROM) -> str:
    """A query that finds all words before some of them, names before descriptions; empty where no word is left.

    The last word may be unfinished; whole words go through the analyzer of the index, the others are freed of accents
    here as it does.
    """
    words = typed_words(text)
    if not words:
        return ""
    clauses = [*(_clause(word, fuzzy_from) for word in words[:-1]), _clause(words[-1], fuzzy_from, unfinished=True)]
    every = " ".join(f"+({clause})" for clause in clauses)
    return f"({every})^8 {' '.join(f'({clause})' for clause in clauses)}"


def _clause(word: str, fuzzy_from: int, *, unfinished: bool = False) -> str:
    plain = _DIACRITICS.sub("", unicodedata.normalize("NFD", word))
    spellings = {word: 4}
    if unfinished and plain:
        spellings[f"{plain}*"] = 2
    if len(plain) >= fuzzy_from:
        spellings[f"{plain}~1"] = 1
    return " ".join(
        f"{field}{spelling}^{weight * factor}"
        for field, factor in _FIELDS.items()
        for spelling, weight in spellings.items()
    )


def _belongs_to_word(character: str) -> bool:
    return character in _INNER or unicodedata.category(character)[0] in "LMN"
