import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer import reads
from explorer.full_text import MOST_CHARACTERS, MOST_WORDS, lucene_query, typed_words
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

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


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
def test_the_server_accepts_whatever_is_typed(shipped: Database, schema: Schema, text: str) -> None:
    assert len(reads.search(shipped, schema, text)) <= reads.MOST_SUGGESTIONS


def test_readers_find_what_they_mean(shipped: Database, schema: Schema) -> None:
    expected = {
        "PRC": "state:CHN",
        "Grait Britain": "state:GBR",
        "macron": "person:emmanuel-macron",
        "Paris call": "agreement:paris-call",
        "paris c": "agreement:paris-call",
        "united": "state:USA",
        "U.S.": "state:USA",
        "huawai": "company:huawei",
        "A/RES/73/27": "resolution:A/RES/73/27",
        "turkey": "state:TUR",
        "Turkiye": "state:TUR",
        "TÜRKİYE": "state:TUR",
        "the netherlands": "state:NLD",
        "fancy bear": "threat-group:apt28",
        "people's republic of china": "state:CHN",
    }
    found = {text: reads.search(shipped, schema, text)[0].entity.id for text in expected}
    assert found == expected


def test_a_suggestion_says_by_which_name_it_was_found(shipped: Database, schema: Schema) -> None:
    best = reads.search(shipped, schema, "prc")[0]
    assert (best.entity.name, best.also) == ("China", "PRC")
    assert reads.search(shipped, schema, "huawei")[0].also == ""


def test_nothing_is_found_for_signs_alone(shipped: Database, schema: Schema) -> None:
    assert reads.search(shipped, schema, "*:*") == []
    assert reads.search(shipped, schema, "zzqqxxyyvv") == []
