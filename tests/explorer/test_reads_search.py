import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer import reads
from explorer.graph.records import Suggestion
from explorer.reads.group_words import asked_members, kinds_meant
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.mission import MISSION
from tests.explorer.test_full_text import HOSTILE

GROUPS = st.sampled_from(["all ", "members of ", "who signed ", "states", "NATO", " members", "compnies", "of the "])


def found_for(text: str, database: Database, schema: Schema) -> list[str]:
    """What is suggested: an id for an entity, a title for several."""
    return [
        one.entity.id if one.entity else f"{one.title} ({one.detail})" for one in reads.search(database, schema, text)
    ]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE | st.lists(GROUPS | HOSTILE, max_size=4).map("".join))
def test_the_server_accepts_whatever_is_typed(shipped: Database, schema: Schema, text: str) -> None:
    assert len(reads.search(shipped, schema, text)) <= reads.MOST_SUGGESTIONS


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("PRC", "state:CHN"),
        ("Grait Britain", "state:GBR"),
        ("untied states", "state:USA"),
        ("macron", "person:emmanuel-macron"),
        ("Paris call", "agreement:paris-call"),
        ("paris c", "agreement:paris-call"),
        ("united", "state:USA"),
        ("U.S.", "state:USA"),
        ("huawai", "company:huawei"),
        ("A/RES/73/27", "resolution:A/RES/73/27"),
        ("turkey", "state:TUR"),
        ("Turkiye", "state:TUR"),
        ("TÜRKİYE", "state:TUR"),
        ("the netherlands", "state:NLD"),
        ("fancy bear", "threat-group:apt28"),
        ("people's republic of china", "state:CHN"),
    ],
)
def test_readers_find_what_they_mean(shipped: Database, schema: Schema, text: str, first: str) -> None:
    assert found_for(text, shipped, schema)[0] == first


@pytest.mark.parametrize(
    ("text", "first"),
    MISSION,
)
def test_the_terms_of_cyber_diplomacy_are_found(shipped: Database, schema: Schema, text: str, first: str) -> None:
    assert found_for(text, shipped, schema)[0] == first


def test_several_names_at_once_find_all_of_them(shipped: Database, schema: Schema) -> None:
    found = found_for("Huawei, Microsoft, EastWest Institute", shipped, schema)
    assert set(found[:3]) == {"company:huawei", "company:microsoft", "organization:eastwest-institute"}


def test_a_suggestion_says_by_which_name_it_was_found_and_what_to_ask(shipped: Database, schema: Schema) -> None:
    best = reads.search(shipped, schema, "prc")[0]
    assert best.entity is not None
    assert best == Suggestion(best.entity, "China", "PRC", {"do": "add", "ids": ["state:CHN"]})
    assert reads.search(shipped, schema, "huawei")[0].detail == ""


@pytest.mark.parametrize("text", ["states", "State", "all states", "all st", "list of all states"])
def test_a_kind_is_offered_whole_before_all_others(shipped: Database, schema: Schema, text: str) -> None:
    first = reads.search(shipped, schema, text)[0]
    assert (first.entity, first.title, first.detail) == (None, "All states", "205")
    assert first.ask == {"do": "kind", "kind": "State"}


@pytest.mark.parametrize(("text", "group"), [("stat", "All states (205)"), ("compnies", "All companies (167)")])
def test_a_kind_that_is_begun_or_misspelt_comes_last(shipped: Database, schema: Schema, text: str, group: str) -> None:
    found = found_for(text, shipped, schema)
    assert found[-1] == group
    assert 1 < len(found) <= reads.MOST_SUGGESTIONS


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("members of NATO", "All members of NATO (32)"),
        ("nato members", "All members of NATO (32)"),
        ("who is in the North Atlantic Treaty Organization?", "All members of NATO (32)"),
        ("Who signed the Paris Call", "All supporters of Paris Call (163)"),
        ("signers and supporters of charter of trust", "All signers and supporters of Charter of Trust (27)"),
    ],
)
def test_who_asks_for_members_is_offered_them_first(shipped: Database, schema: Schema, text: str, group: str) -> None:
    assert found_for(text, shipped, schema)[0] == group


def test_a_body_is_followed_by_its_members(shipped: Database, schema: Schema) -> None:
    assert found_for("NATO", shipped, schema)[:2] == ["organization:nato", "All members of NATO (32)"]
    assert reads.search(shipped, schema, "NATO")[1].ask == {"do": "members", "of": "organization:nato"}


@pytest.mark.parametrize("text", ["members of", "members of zzqqxx", "members of France", "signers of company:huawei"])
def test_where_there_are_no_members_none_are_offered(shipped: Database, schema: Schema, text: str) -> None:
    found = reads.search(shipped, schema, text)
    assert [one.title for one in found if one.entity is None] == []


def test_nothing_is_found_for_signs_alone(shipped: Database, schema: Schema) -> None:
    assert reads.search(shipped, schema, "*:*") == []
    assert reads.search(shipped, schema, "zzqqxxyyvv") == []


@pytest.mark.parametrize(
    ("text", "group"),
    [("countries", "All states (205)"), ("treaties", "All agreements (69)"), ("all firms", "All companies (167)")],
)
def test_a_kind_has_other_words(shipped: Database, schema: Schema, text: str, group: str) -> None:
    assert found_for(text, shipped, schema)[0] == group


def test_a_short_word_is_forgiven_only_where_nothing_else_is_found(shipped: Database, schema: Schema) -> None:
    assert "state:IRN" not in found_for("fran", shipped, schema)
    assert found_for("PRX", shipped, schema)
    assert "state:CHN" in found_for("Chna", shipped, schema)


def test_an_empty_database_has_nothing_to_find(database: Database, schema: Schema) -> None:
    for text in ("states", "NATO", "members of NATO"):
        assert reads.search(database, schema, text) == []


def test_the_words_of_a_group() -> None:
    expected = {
        "members of NATO": "nato",
        "the members of the EU": "eu",
        "All member states of ASEAN": "asean",
        "who has signed the Budapest Convention": "budapest convention",
        "signatories to the Paris Call": "paris call",
        "Budapest Convention signatories": "budapest convention",
        "NATO": "",
        "members": "",
        "members of": "",
        "": "",
    }
    assert {text: asked_members(text) for text in expected} == expected


def test_the_words_of_a_kind(schema: Schema) -> None:
    assert kinds_meant("Threat Groups", schema) == (["ThreatGroup"], [])
    assert kinds_meant("all threat", schema) == (["ThreatGroup"], [])
    assert kinds_meant("threat", schema) == ([], ["ThreatGroup"])
    assert kinds_meant("all", schema) == kinds_meant("s", schema) == kinds_meant("zzz", schema) == ([], [])
