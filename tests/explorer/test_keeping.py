"""What the page asks to keep or to take along, over the shipped graph."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.keeping import DEEDS, answer
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

VIEW = {"version": 1, "title": "Two", "nodes": ["state:FRA", "agreement:paris-call"], "places": {"state:FRA": [1, 2]}}


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: Path) -> Services:
    return Services(shipped, schema, tmp_path / "views")


def told(services: Services, **ask: Any) -> dict[str, Any]:
    found = answer({"seq": 7, **ask}, services)
    assert found is not None
    assert found["seq"] == 7
    return dict(found)


def test_a_view_is_saved_opened_renamed_and_deleted(services: Services) -> None:
    assert told(services, do="views")["views"] == []
    assert told(services, do="save-view", name="Двое", view=VIEW)["ok"]
    refused = told(services, do="save-view", name="Двое", view=VIEW)
    assert (refused["ok"], refused["taken"]) == (False, True)
    assert told(services, do="save-view", name="Двое", view=VIEW, replace=True)["ok"]
    (saved,) = told(services, do="views")["views"]
    assert (saved["name"], saved["readable"]) == ("Двое", True)
    opened = told(services, do="open-view", slug=saved["slug"])["view"]
    assert sorted(opened["nodes"]) == ["agreement:paris-call", "state:FRA"]
    assert opened["places"] == {"state:FRA": [1, 2]}
    assert told(services, do="rename-view", slug=saved["slug"], name="Two")["ok"]
    (renamed,) = told(services, do="views")["views"]
    assert renamed["name"] == "Two"
    assert told(services, do="delete-view", slug=renamed["slug"])["ok"]
    assert told(services, do="views")["views"] == []


def test_a_view_that_is_not_there_is_told(services: Services) -> None:
    found = told(services, do="open-view", slug="../../etc/passwd")
    assert (found["ok"], found["away"]) == (False, False)
    assert found["note"]


def test_the_cypher_of_a_view_can_be_run(services: Services) -> None:
    text = told(services, do="cypher", view=VIEW)["text"]
    assert services.database.read(text)


def test_a_picture_names_its_sources(services: Services) -> None:
    (row,) = services.database.read(
        "MATCH (:State {id: 'state:FRA'})-[r:SUPPORTS]->(:Agreement {id: 'agreement:paris-call'}) "
        "RETURN r.id AS id, r.source_url AS url"
    )
    node = {"x": 0, "y": 0, "size": 20, "shape": "ellipse", "colour": "#1e3e7e", "label": "", "faded": False}
    drawing = {
        "title": "Paris Call", "date": "", "theme": "print", "lines": [], "legend": [], "ties": [row["id"]],
        "nodes": [{**node, "id": "state:FRA"}, {**node, "id": "agreement:paris-call", "x": 200}],
    }  # fmt: skip
    svg = told(services, do="picture", drawing=drawing)["svg"]
    assert "Paris Call" in svg
    assert row["url"][:30] in svg.replace("</tspan>", "")
    sources = told(services, do="sources", ties=[row["id"], "none"])["sources"]
    assert sources == {row["id"]: row["url"]}


def test_a_table_is_guarded_against_formulas(services: Services) -> None:
    assert told(services, do="csv", header=["name"], rows=[["=1+1"]])["text"] == "name\r\n'=1+1\r\n"


@pytest.mark.parametrize("ask", [None, 5, {}, {"do": "expand"}, {"do": ["views"]}, []])
def test_what_is_asked_of_others_is_left_to_them(ask: object, services: Services) -> None:
    assert answer(ask, services) is None


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(sorted(DEEDS)),
    st.dictionaries(
        st.sampled_from(["name", "slug", "view", "drawing", "header", "rows", "ties", "seq"]),
        st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()), st.just(VIEW)),
    ),
)
def test_nothing_that_is_sent_raises(services: Services, deed: str, rest: dict[str, Any]) -> None:
    found = answer({"seq": 1, **rest, "do": deed}, services)
    assert found is not None
    assert found["ok"] in (True, False)
