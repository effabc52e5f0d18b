import json

import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st

from explorer.components.entity_card import entity_card
from explorer.graph.records import Entity, Neighbourhood, Tie
from graph_loader.schema import Schema
from tests.explorer.components.reading import acts, assert_harmless, attributes, found, sent, text
from tests.explorer.graph.neighbourhoods import neighbourhood, tie

FRANCE = Entity("state:FRA", "State", "France", ties=2)
UNION = Entity("organization:eu", "Organization", "European Union", ties=40)
CALL = Entity("agreement:paris-call", "Agreement", "Paris Call", ties=184)
HOSTILE = "<img src=x onerror=alert(1)>[x](javascript:alert(1))\u202e"


def france(**properties: object) -> Entity:
    return Entity("state:FRA", "State", "France", ties=2, properties={"verified": True} | properties)


def in_two() -> Neighbourhood:
    return neighbourhood(
        (UNION, [tie("MEMBER_OF", "state:FRA", "organization:eu", value="founding", start="1958")]),
        (
            CALL,
            [tie("SUPPORTS", "state:FRA", "agreement:paris-call", start="2018-11-12", source_url="https://a.org/x")],
        ),
        centre=france(aliases=["French Republic", "FRA"], description="A state.", capital="Paris", latitude=48.8),
    )


def test_the_card_says_what_it_is_and_where_that_was_read(schema: Schema) -> None:
    card = entity_card(in_two(), schema)
    said = text(card)
    assert said.startswith("FranceState · 2 ties, all verifiedalso French Republic; FRAA state.")
    assert "CapitalParis" in said
    assert "Latitude" not in said
    assert "state:FRA" in said


def test_ties_are_grouped_in_plain_voice_and_bodies_come_first(schema: Schema) -> None:
    card = entity_card(in_two(), schema)
    assert [text(each) for each in found(card, html.H3)] == ["Bodies it sits in", "Ties"]
    assert [text(each) for each in found(card, html.Summary)] == ["is a member of (1)", "supports (1)"]
    rows = [text(each) for each in found(card, html.Li)]
    assert rows == [
        "European Unionfounding · 1958 · ✓verified no source given",
        "Paris Call12 November 2018 · ✓verified a.org ↗",
    ]


def test_links_and_buttons_name_what_they_do(schema: Schema) -> None:
    card = entity_card(in_two(), schema)
    assert acts(card) == [
        ("expand", "state:FRA"),
        ("center", "state:FRA"),
        ("remove", "state:FRA"),
        ("show", "organization:eu"),
        ("select", "organization:eu state:FRA"),
        ("show", "agreement:paris-call"),
        ("select", "agreement:paris-call state:FRA"),
    ]
    assert attributes(found(card, html.A, "entity")[0])["href"] == "?id=organization:eu"


def test_what_is_not_on_the_canvas_can_be_added_to_it(schema: Schema) -> None:
    assert acts(entity_card(in_two(), schema, on_canvas=False))[0] == ("show", "state:FRA")


@pytest.mark.parametrize(("centre", "offered"), [(CALL, "signers and supporters"), (UNION, "members"), (FRANCE, "")])
def test_members_are_offered_of_bodies_and_texts(centre: Entity, offered: str, schema: Schema) -> None:
    other = Entity("state:DEU", "State", "Germany")
    card = entity_card(neighbourhood((other, [tie("PART_OF", "state:DEU", centre.id)]), centre=centre), schema)
    buttons = [text(each) for each in found(card, html.Button, "act")]
    assert buttons[3:] == ([f"Show its {offered}"] if offered else [])


@pytest.mark.parametrize(("number", "seen", "said"), [(8, 8, []), (9, 8, ["Show all 9Show fewer"])])
def test_long_lists_are_folded(number: int, seen: int, said: list[str], schema: Schema) -> None:
    others = [Entity(f"state:S{at}", "State", f"State {at}") for at in range(number)]
    ties = [(other, [tie("SUPPORTS", other.id, "agreement:paris-call")]) for other in others]
    card = entity_card(neighbourhood(*ties, centre=CALL), schema)
    first, *rest = found(card, html.Ul, "rows")
    assert len(found(first, html.Li)) == seen
    later = [row for each in rest for row in json.loads(attributes(each)["data-rows"])]
    assert len(later) == number - seen
    assert all(tag == "li" for tag, _, _ in later)
    assert [text(each) for each in found(card, html.Summary, "more")] == said


def test_what_is_not_verified_is_told_and_counted(schema: Schema) -> None:
    ties = [tie("SUPPORTS", "state:FRA", "agreement:paris-call", verified=False), tie("LEADS", "state:FRA", CALL.id)]
    card = entity_card(neighbourhood((CALL, ties), centre=FRANCE), schema)
    assert "2 ties, 1 verified" in text(card)
    assert [text(each) for each in found(card, html.Li)] == [
        "Paris Calldetails · not verified · no source given",
        "Paris Calldetails · ✓verified no source given",
    ]


def test_a_cut_list_says_so_and_counts_nothing_it_did_not_read(schema: Schema) -> None:
    whole = in_two()
    card = entity_card(Neighbourhood(whole.centre, whole.neighbours, 900, whole.names), schema)
    assert "State · 2 tiesalso" in text(card)
    assert "2 of 900 neighbours" in text(card)


def test_an_entity_without_ties_says_so(schema: Schema) -> None:
    assert "Nothing is tied to it yet." in text(entity_card(neighbourhood(centre=FRANCE), schema))


def test_an_entity_of_no_declared_kind_is_told_too(schema: Schema) -> None:
    strange = Entity("odd:thing", "", "Thing", properties={"verified": False, "capital": "x"})
    said = text(entity_card(neighbourhood((strange, [tie("ODD", "odd:thing", "odd:thing")]), centre=strange), schema))
    assert "Entity · 0 ties" in said
    assert "ODD (1)" in said


def test_hostile_data_stay_text(schema: Schema) -> None:
    other = Entity(f"company:{HOSTILE}", "Company", HOSTILE)
    centre = france(aliases=[HOSTILE], description=HOSTILE, capital=HOSTILE, source_url="javascript:alert(1)")
    ties = [tie("PARTNERED_WITH", centre.id, other.id, value=HOSTILE, start=HOSTILE, source_url="javascript:alert(1)")]
    card = entity_card(neighbourhood((other, ties), centre=centre), schema)
    assert_harmless(card)
    assert text(card).count("<img src=x") >= 5


@given(st.text(), st.text(min_size=1), st.text(), st.sampled_from(["SUPPORTS", "VOTED", "UNHEARD_OF"]))
def test_whatever_the_data_say_makes_a_card(name: str, entity_id: str, value: str, relation: str) -> None:
    from graph_loader.schema import load_schema

    other = Entity(f"company:{entity_id}", "Company", name)
    told = Tie(relation, "state:FRA", other.id, properties={"value": value, "start": value, "source_url": value})
    card = entity_card(neighbourhood((other, [told]), centre=france(description=name)), load_schema())
    assert_harmless(card)
    assert json.loads(sent(card))["type"] == "Article"
