from dash import html

from explorer.components.selection_card import selection_card
from explorer.graph.records import Entity, Neighbour, Pair
from explorer.graph.sharing import Shared
from graph_loader.schema import Schema
from tests.explorer.components.reading import acts, assert_harmless, attributes, found, text
from tests.explorer.graph.neighbourhoods import tie

FRANCE = Entity("state:FRA", "State", "France")
CHINA = Entity("state:CHN", "State", "China")
MICROSOFT = Entity("company:microsoft", "Company", "Microsoft <b>")
CALL = Entity("agreement:paris-call", "Agreement", "Paris Call")


def test_the_selected_are_counted_by_kind_and_have_room_for_their_names(schema: Schema) -> None:
    card = selection_card(Shared([FRANCE, MICROSOFT, CHINA], [], 0, {}), schema)
    assert text(card).startswith("3 entities selected")
    assert [text(each) for each in found(found(card, html.Ul, "kinds"), html.Li)] == ["2 States", "1 Company"]
    assert acts(card) == [
        ("connect", ""),
        ("keep", ""),
        ("hide-others", ""),
        ("remove", ""),
    ]
    (listed,) = found(card, html.Div, "listed")
    assert attributes(listed)["data-selected"] == "3"
    assert text(card).endswith("What they shareNothing in the graph is tied to all of them.")
    assert_harmless(card)


def test_what_they_share_is_told(schema: Schema) -> None:
    ties = [tie("SUPPORTS", FRANCE.id, CALL.id), tie("SUPPORTS", MICROSOFT.id, CALL.id)]
    card = selection_card(Shared([FRANCE, MICROSOFT], [Neighbour(CALL, ties)], 1, {}), schema)
    assert text(card).endswith("What they shareEach supports (1)Paris Call")
    assert acts(card)[-1] == ("show", "agreement:paris-call")


def test_a_cut_says_how_many_there_are(schema: Schema) -> None:
    ties = [tie("SUPPORTS", FRANCE.id, CALL.id), tie("SUPPORTS", MICROSOFT.id, CALL.id)]
    card = selection_card(Shared([FRANCE, MICROSOFT], [Neighbour(CALL, ties)], 1204, {}), schema)
    assert "Of 1,204 entities that are tied to all of them, the 1 with the most ties." in text(card)


def test_the_ties_between_two_are_told_too(schema: Schema) -> None:
    told = tie("COOPERATES_WITH", FRANCE.id, CHINA.id, value="A dialogue")
    pair = Pair(FRANCE, CHINA, [told], {FRANCE.id: "France", CHINA.id: "China"})
    card = selection_card(Shared([FRANCE, CHINA], [], 0, {}), schema, pair)
    assert "Between themFrance cooperates with China: A dialogue" in text(card)
