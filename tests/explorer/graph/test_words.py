import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.graph.records import Entity
from explorer.graph.words import (
    date_in_words,
    facts,
    force_in_law,
    groups,
    one_line,
    period,
    sentence,
    shortened,
    voice,
)
from graph_loader.schema import Schema
from tests.explorer.graph.neighbourhoods import CENTRE, neighbourhood, tie

TREATY = "Open to many states and meant to bind them in law."
NAMES = {
    "state:FRA": "France",
    "state:CHN": "China",
    "agreement:paris-call": "Paris Call",
    "resolution:A/RES/73/27": "A/RES/73/27",
    "incident:cloud-hopper": "Cloud Hopper",
}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2018-11-12", "12 November 2018"),
        ("2018-11", "November 2018"),
        ("2018", "2018"),
        ("2018-13", "2018-13"),
        ("about 2018", "about 2018"),
    ],
)
def test_dates_are_as_precise_as_they_are_stored(stored: str, shown: str) -> None:
    assert date_in_words(stored) == shown


def test_periods() -> None:
    assert period(tie("LEADS", "a", "b", start="2018", end="2020-05")) == "2018 to May 2020"
    assert period(tie("LEADS", "a", "b", end="2020")) == "until 2020"
    assert period(tie("LEADS", "a", "b", start="2018", end="2018")) == "2018"
    assert period(tie("LEADS", "a", "b")) == ""


def test_ties_are_sentences(schema: Schema) -> None:
    supports = tie("SUPPORTS", "state:FRA", "agreement:paris-call")
    voted = tie("VOTED", "state:CHN", "resolution:A/RES/73/27", value="yes")
    blamed = tie("ATTRIBUTED", "state:FRA", "state:CHN", value="incident:cloud-hopper")
    member = tie("MEMBER_OF", "state:FRA", "organization:eu", value="member")
    assert sentence(supports, schema, NAMES) == "France supports Paris Call"
    assert sentence(voted, schema, NAMES) == "China voted on A/RES/73/27: yes"
    assert sentence(blamed, schema, NAMES) == "France publicly blamed China: Cloud Hopper"
    assert sentence(member, schema, NAMES) == "France is a member of organization:eu"


def test_every_relation_has_a_voice_for_both_ends(schema: Schema) -> None:
    for relation, declared in schema.relations.items():
        each = tie(relation, "a:1", "b:2")
        assert voice(each, "a:1", schema) == declared.title
        assert voice(each, "b:2", schema) == declared.inverse


def test_ties_are_grouped_by_what_they_say(schema: Schema) -> None:
    usa, fra = (Entity(f"state:{code}", "State", code) for code in ("USA", "FRA"))
    shown = neighbourhood(
        (usa, [tie("RESTRICTED", usa.id, CENTRE.id, value="ban")]),
        (fra, [tie("RESTRICTED", fra.id, CENTRE.id, value="phase-out"), tie("BASED_IN", CENTRE.id, fra.id)]),
    )
    assert [(group.title, len(group.ties)) for group in groups(shown, schema)] == [
        ("was restricted by", 2),
        ("is based in", 1),
    ]


def test_facts_carry_declared_titles_and_meanings(schema: Schema) -> None:
    properties = {"type": "call", "date": "2018-11-12", "binding": False, "verified": True, "name": "Paris Call"}
    told = facts(properties, schema.entity_properties("Agreement"), {})
    assert [(fact.title, fact.value) for fact in told] == [
        ("Date", "12 November 2018"),
        ("Binding in law", "no"),
        ("Type", "call"),
    ]
    assert told[2].meaning == "An appeal that others may join."


def test_an_entity_in_a_fact_is_named(schema: Schema) -> None:
    told = facts({"framework": "agreement:paris-call"}, schema.entity_properties("Norm"), NAMES)
    assert (told[0].value, told[0].entity) == ("Paris Call", "agreement:paris-call")


@given(st.text(), st.integers(2, 40))
def test_shortened_text_is_short_enough_and_a_beginning(text: str, longest: int) -> None:
    short = shortened(text, longest)
    assert len(short) <= longest
    assert text.startswith(short.removesuffix("…")) or short == text


def test_direction_of_writing_cannot_be_overridden_by_a_name() -> None:
    assert one_line("a\u202eb\nc\u2066d") == "a b c d"
    assert one_line("وزارة الخارجية") == "وزارة الخارجية"


@pytest.mark.parametrize(
    ("kind", "properties", "said"),
    [
        ("Agreement", {"type": "treaty", "binding": True}, f"{TREATY} It binds its parties in law."),
        ("Agreement", {"type": "call", "binding": False}, "An appeal that others may join. It does not bind in law."),
        ("Agreement", {"type": "unheard of"}, ""),
        ("State", {"binding": True}, ""),
        ("", {}, ""),
    ],
)  # fmt: skip
def test_the_force_of_a_text_in_law_comes_from_the_declaration(
    kind: str, properties: dict[str, object], said: str, schema: Schema
) -> None:
    assert force_in_law(kind, properties, schema) == said


def test_a_resolution_recommends(schema: Schema) -> None:
    assert force_in_law("Resolution", {}, schema) == schema.kinds["Resolution"].meaning
