import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.graph.view_state import MOST_SHOWN, ViewState
from tests.explorer.graph.view_states import view_state, views


@given(views())
def test_a_view_goes_through_json_and_back(view: dict[str, Any]) -> None:
    once = ViewState.model_validate(view).plain()
    again = ViewState.model_validate(json.loads(json.dumps(once))).plain()
    assert again == once
    assert once["nodes"] == sorted(view["nodes"])
    assert once["places"].keys() == set(view["nodes"])


@given(views(), st.randoms())
def test_the_order_in_which_entities_came_says_nothing(view: dict[str, Any], random: Any) -> None:
    shuffled = random.sample(view["nodes"], len(view["nodes"]))
    assert ViewState.model_validate(view | {"nodes": shuffled}).plain() == ViewState.model_validate(view).plain()


def test_what_belongs_to_no_entity_shown_is_dropped() -> None:
    view = view_state("state:FRA", places={"state:FRA": [1, 2.04], "state:DEU": [3, 4]}, pinned=["state:DEU"])
    assert view.plain()["places"] == {"state:FRA": [1, 2]}
    assert view.pinned == ()


def test_only_filters_and_style_that_were_given_are_kept() -> None:
    view = view_state("state:FRA", filters={"from": "2018", "undated": True}, style={"size": "degree"})
    assert view.plain()["filters"] == {"from": "2018", "undated": True}
    assert view.plain()["style"] == {"size": "degree"}
    assert view_state().plain() == {
        "version": 1, "title": "", "nodes": [], "places": {}, "pinned": [], "filters": {}, "style": {},
        "layout": "force",
    }  # fmt: skip


def test_a_title_is_one_line_that_keeps_its_direction() -> None:
    assert view_state(title=" a\nb\u202ec ").title == "a b c"


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 2},
        {"nodes": None},
        {"nodes": "state:FRA"},
        {"nodes": [1]},
        {"nodes": ["state:FRA' RETURN 1"]},
        {"nodes": ["state:FRA\n"]},
        {"nodes": ["FRA"]},
        {"nodes": [f"state:{number}" for number in range(MOST_SHOWN + 1)]},
        {"nodes": ["state:FRA"], "places": {"state:FRA": [float("nan"), 0]}},
        {"nodes": ["state:FRA"], "places": {"state:FRA": [1e9, 0]}},
        {"nodes": ["state:FRA"], "places": {"state:FRA": [0]}},
        {"nodes": ["state:FRA"], "places": [[0, 0]]},
        {"pinned": [["state:FRA"]]},
        {"title": "x" * 201},
        {"title": "\ud800"},
        {"layout": "../force"},
        {"style": {"colour": "url(x)"}},
        {"style": {"size": 3}},
        {"script": "alert(1)"},
        {"filters": {"sometimes": True}},
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_what_is_no_view_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ViewState.model_validate({"version": 1, "nodes": []} | wrong)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_anything_else_is_refused_in_the_same_way(anything: object) -> None:
    for sent in (anything, {"version": 1, "nodes": anything}, {"version": 1, "nodes": [], "places": anything}):
        try:
            ViewState.model_validate(sent)
        except ValidationError:
            continue
        assert isinstance(sent, dict)
