"""Views made by hand."""

from typing import Any

from hypothesis import strategies as st

from explorer.graph.view_state import ViewState

IDS = st.from_regex(r"\A(state|threat-group|resolution):[A-Za-z0-9][A-Za-z0-9._/()+-]{0,20}\Z")
PLACES = st.floats(-1e6, 1e6)


def view_state(*nodes: str, **others: Any) -> ViewState:
    return ViewState.model_validate({"version": 1, "nodes": nodes} | others)


@st.composite
def views(draw: st.DrawFn) -> dict[str, Any]:
    """What a browser might send, in any order."""
    ids = draw(st.lists(IDS, unique=True, max_size=8))
    return {
        "version": 1,
        "title": draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40)),
        "nodes": draw(st.permutations(ids)),
        "places": {entity_id: [draw(PLACES), draw(PLACES)] for entity_id in ids},
        "pinned": draw(st.permutations(ids[:3])),
        "filters": draw(st.sampled_from([{}, {"as_of": "2018-11", "undated": False}, {"polarities_off": [-1]}])),
        "style": draw(st.sampled_from([{}, {"colour": "facts.un_region"}, {"colour": "member:organization:nato"}])),
        "layout": draw(st.sampled_from(["force", "hierarchy-date"])),
    }
