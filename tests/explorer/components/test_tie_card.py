from typing import Any

import pytest
from dash import html

from explorer.components.tie_card import tie_card
from explorer.graph.records import Entity, Neighbour, Pair, Tie
from explorer.graph.sharing import Shared
from graph_loader.schema import Schema
from tests.explorer.components.reading import acts, assert_harmless, found, text

FRANCE = Entity("state:FRA", "State", "France")
CHINA = Entity("state:CHN", "State", "China")
TREATY = "Open to many states and meant to bind them in law."


def text_of(kind: str = "Agreement", **properties: object) -> Entity:
    return Entity("agreement:a", kind, "The text", short_name="Text", properties=properties)


def pair(first: Entity, second: Entity, *ties: Tie) -> Pair:
    return Pair(first, second, ties, {first.id: first.name, second.id: second.name, "incident:x": "The hack"})


def tied(relation: str, first: Entity, second: Entity, dataset: str = "", **properties: object) -> Tie:
    return Tie(relation, first.id, second.id, dataset, {"verified": True} | properties)


def test_each_tie_is_a_sentence_with_meaning_date_source_and_dataset(schema: Schema) -> None:
    agreement = text_of()
    told = tied(
        "SIGNED", FRANCE, agreement, "Agreements", value="ratified", start="2006-01-10", source_url="https://www.coe.int/x"
    )  # fmt: skip
    card = tie_card(pair(FRANCE, agreement, told), schema)
    said = text(card)
    assert said.startswith("1 tie betweenFranceThe text")
    assert "France signed The text: ratified" in said
    assert schema.relations["SIGNED"].meaning in said
    assert "From10 January 2006Stepratified" in said
    assert schema.relations["SIGNED"].properties["value"].choices["ratified"] in said
    assert "verified · coe.int ↗Dataset: Agreements" in said
    assert acts(card) == [("show", "state:FRA"), ("show", "agreement:a")]


def test_the_meaning_of_a_type_is_told_once(schema: Schema) -> None:
    ties = [tied("ATTRIBUTED", FRANCE, CHINA, value="incident:x"), tied("ATTRIBUTED", CHINA, FRANCE), tied(
        "COOPERATES_WITH", FRANCE, CHINA, verified=False
    )]  # fmt: skip
    card = tie_card(pair(FRANCE, CHINA, *ties), schema)
    assert [text(each) for each in found(card, html.P, "meaning")] == [
        schema.relations["ATTRIBUTED"].meaning,
        schema.relations["COOPERATES_WITH"].meaning,
    ]
    assert "France publicly blamed China: The hack" in text(card)
    assert "general knowledge, not verified" in text(card)


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"type": "treaty", "binding": True}, f"Text: {TREATY} It binds its parties in law."),
        ({"type": "call", "binding": False}, "Text: An appeal that others may join. It does not bind in law."),
        ({"binding": False}, "Text: It does not bind in law."),
    ],
)  # fmt: skip
def test_how_strong_a_text_is_in_law_is_told(properties: dict[str, Any], said: str, schema: Schema) -> None:
    card = tie_card(pair(FRANCE, text_of(**properties), tied("SIGNED", FRANCE, text_of())), schema)
    assert text(found(card, html.Section, "in-law")) == f"In law{said}"


def test_where_nothing_is_declared_nothing_is_said_about_the_law(schema: Schema) -> None:
    assert not found(
        tie_card(pair(FRANCE, text_of(), tied("SIGNED", FRANCE, text_of())), schema), html.Section, "in-law"
    )
    assert not found(tie_card(pair(FRANCE, CHINA, tied("ALLIED_WITH", FRANCE, CHINA)), schema), html.Section, "in-law")


def test_a_resolution_is_a_recommendation(schema: Schema) -> None:
    resolution = text_of("Resolution")
    card = tie_card(pair(CHINA, resolution, tied("VOTED", CHINA, resolution, value="yes")), schema)
    assert "China voted on The text: yes" in text(card)
    assert "It recommends and does not bind in law." in text(found(card, html.Section, "in-law"))


def test_two_states_are_shown_with_the_votes_of_both(schema: Schema) -> None:
    resolution = text_of("Resolution")
    votes = [tied("VOTED", FRANCE, resolution, value="no"), tied("VOTED", CHINA, resolution, value="yes")]
    shared = Shared([FRANCE, CHINA], [Neighbour(resolution, votes)], 1, {})
    card = tie_card(pair(FRANCE, CHINA, tied("COOPERATES_WITH", FRANCE, CHINA)), schema, shared)
    assert text(card).endswith("What they shareEach voted on (1)The textFrance: no · China: yes")


def test_what_is_shared_is_left_out_where_there_is_nothing(schema: Schema) -> None:
    card = tie_card(
        pair(FRANCE, CHINA, tied("COOPERATES_WITH", FRANCE, CHINA)), schema, Shared([FRANCE, CHINA], [], 0, {})
    )
    assert "share" not in text(card)


def test_hostile_data_stay_text(schema: Schema) -> None:
    hostile = "<script>alert(1)</script>"
    other = Entity("company:x", "Company", hostile)
    told = tied(
        "PARTNERED_WITH", FRANCE, other, hostile, value=hostile, note=hostile, source_url=f"javascript:{hostile}"
    )
    card = tie_card(pair(FRANCE, other, told), schema)
    assert_harmless(card)
    assert text(card).count(hostile) >= 5
