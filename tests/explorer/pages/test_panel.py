from pathlib import Path

import pytest
from dash import html
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer import reads
from explorer.pages.panel import MOST_CHOSEN, panel
from explorer.reads.sharing import shared
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.components.reading import acts, assert_harmless, attributes, found, sent, text


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: Path) -> Services:
    return Services(shipped, schema, tmp_path)


def test_two_states_share_bodies_and_votes(shipped: Database, schema: Schema) -> None:
    found = shared(shipped, schema, ["state:FRA", "state:CHN"])
    assert [entity.name for entity in found.entities] == ["France", "China"]
    assert found.whole == len(found.common) > 20
    assert {tie.properties["value"] for neighbour in found.common if neighbour.entity.id == "resolution:A/RES/73/27"
            for tie in neighbour.ties} == {"yes", "no"}  # fmt: skip
    for neighbour in found.common:
        assert {end for tie in neighbour.ties for end in (tie.source, tie.target)} >= {"state:FRA", "state:CHN"}


def test_what_is_shared_is_cut_and_counted_whole(shipped: Database, schema: Schema) -> None:
    whole = shared(shipped, schema, ["state:FRA", "state:DEU"])
    cut = shared(shipped, schema, ["state:FRA", "state:DEU"], most=3)
    assert (cut.whole, len(cut.common)) == (whole.whole, 3)
    assert [each.entity for each in cut.common] == [each.entity for each in whole.common[:3]]


@pytest.mark.parametrize("ids", [[], ["state:FRA"], ["state:FRA", "state:FRA"], ["state:FRA", "no:such"]])
def test_fewer_than_two_share_nothing(ids: list[str], shipped: Database, schema: Schema) -> None:
    found = shared(shipped, schema, ids)
    assert ([entity.id for entity in found.entities], found.whole) == (sorted({*ids} & {"state:FRA"}), 0)


def test_every_kind_of_entity_makes_a_card(services: Services) -> None:
    for point in reads.starting_points(services.database, services.schema, [], 100):
        card = panel({"ids": [point.id], "shown": 1}, services)
        assert_harmless(card)
        assert text(card).startswith(point.name)
        assert sent(card)


def test_the_card_of_the_most_tied_entity_lists_all_its_ties(services: Services) -> None:
    card = panel({"ids": ["state:USA"]}, services)
    at_once = [act for act, _ in acts(card)]
    later = "".join(attributes(each).get("data-rows", "") for each in found(card, html.Ul, "rows"))
    assert at_once.count("select") + later.count('"data-act": "select"') == 410
    assert len(at_once) < 150
    assert "neighbours, those with the most ties" not in text(card)


def test_a_line_is_told_with_its_force_in_law_and_without_a_tie_it_says_so(services: Services) -> None:
    told = text(panel({"line": ["agreement:budapest-convention", "state:FRA"], "ids": []}, services))
    assert "France signed Budapest Convention: ratified" in told
    assert "It binds its parties in law." in told
    assert "No tie" in text(panel({"line": ["state:FRA", "state:FRA"]}, services))


def test_two_selected_states_are_told_with_what_ties_and_what_they_share(services: Services) -> None:
    told = text(panel({"ids": ["state:USA", "state:CHN"], "line": None, "shown": 9}, services))
    assert told.startswith("2 entities selected")
    assert "United States publicly blamed China" in told
    assert "Each voted on" in told


def test_nothing_selected_says_what_could_be(services: Services) -> None:
    assert "Nothing is shown yet" in text(panel(None, services))
    assert "Nothing is selected" in text(panel({"ids": [], "line": None, "shown": 4}, services))
    assert "Not in the graph" in text(panel({"ids": ["no:such"]}, services))


def test_too_many_are_refused(services: Services) -> None:
    assert "at most 500" in text(panel({"ids": ["state:FRA"] * (MOST_CHOSEN + 1)}, services))


HOSTILE = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ids", "line", "shown", "x"]), inner, max_size=4)
), max_leaves=8)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=HOSTILE)
def test_whatever_the_browser_sends_makes_a_card(chosen: object, services: Services) -> None:
    assert_harmless(panel(chosen, services))
