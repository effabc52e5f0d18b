import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from explorer.full_text import MOST_CHARACTERS, MOST_WORDS, lucene_query, typed_words

HOSTILE = st.text() | st.lists(
    st.sampled_from(
        [*'+-!(){}[]^"~*?:\\/&|<>=@#', "AND", "OR", "NOT", "TO", "name:", "a", "n1", "½", "⑴", " ", "\u0301"]
    )
).map("".join)


@given(HOSTILE)
def test_no_operator_is_left_in_a_word(text: str) -> None:
    words = typed_words(text)
    assert len(words) <= MOST_WORDS
    for word in words:
        assert word.lower() == word or word not in {"AND", "OR", "NOT", "TO"}
        assert all(unicodedata.category(character)[0] in "LMN" or character in ".'’" for character in word)


def test_words_are_cut_at_signs_and_lower_case() -> None:
    assert typed_words("A/RES/73/27") == ["a", "res", "73", "27"]
    assert typed_words("United States–China (2015)") == ["united", "states", "china", "2015"]
    assert typed_words("U.S. AND NOT people's") == ["u.s", "and", "not", "people's"]
    assert typed_words("' . ’ *:*") == []


def test_only_the_last_word_may_be_unfinished_and_only_long_words_misspelt() -> None:
    query = lucene_query("grait uk brit")
    assert "brit*" in query
    assert "grait~1" in query
    assert "grait*" not in query
    assert "uk~1" not in query
    assert lucene_query("*:* ~ ^99") == lucene_query("99")
    assert lucene_query(" \t ") == ""


def test_a_long_text_is_cut() -> None:
    assert len("".join(typed_words("x" * 5_000))) == MOST_CHARACTERS
