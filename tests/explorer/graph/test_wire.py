"""Answers in columns: small, and whole again once they are unpacked (the browser's own unpacking is tested there)."""

import json
from typing import Any

from explorer.graph.wire import packed

NODE: dict[str, Any] = {
    "kind": "State", "ties": 3, "neighbours": 3, "verified": True, "date": "", "lat": None, "lon": None, "flag": "",
    "facts": {},
}  # fmt: skip
NODES = [
    {"id": "state:A", "name": "A-land", "label": "A-land"} | NODE,
    {"id": "state:B", "name": "Republic of B", "label": "B", "neighbours": 2} | {**NODE, "neighbours": 2},
]
TIE = ("VOTED", 1, 1, 1, "2018-12-05", "", "un-voting", "yes", "0123456789abcdef")
LINES = [{"id": "state:A state:Z", "ties": [TIE, TIE]}, {"id": "state:A state:B", "ties": [TIE]}]
DELTA = {
    "seq": 4, "ok": True, "nodes": NODES, "lines": LINES, "places": {"state:A": [1, 2], "state:B": [3, 4]},
    "select": ["state:A", "state:B"], "note": "",
}  # fmt: skip


def test_nodes_become_columns() -> None:
    told = packed(DELTA, ["state:Y", "state:Z"])
    assert told["packed"] == 2
    assert told["nodes"]["id"] == {"each": ["state:A", "state:B"]}
    assert told["nodes"]["label"] == {"each": ["", "B"]}
    assert told["nodes"]["kind"] == {"all": "State"}
    assert told["nodes"]["neighbours"] == {"each": [0, 1]}
    assert (told["nodes"]["x"], told["nodes"]["y"]) == ({"each": [1, 3]}, {"each": [2, 4]})
    assert told["select"] == "new"
    assert "places" not in told
    assert (told["seq"], told["ok"], told["note"]) == (4, True, "")


def test_lines_name_their_ends_by_number_and_leave_the_ids_of_ties_out() -> None:
    """Counted are A 0, B 1, then those shown: Y 2, Z 3."""
    told = packed(DELTA, ["state:Y", "state:Z"])
    assert told["lines"]["ends"] == [0, 3, 0, 1]
    assert told["lines"]["ties"] == {"each": [2, 1]}
    assert told["lines"]["fields"]["start"] == {"all": "2018-12-05"}
    assert "id" not in told["lines"]["fields"]
    assert TIE[-1] not in json.dumps(told)


def test_texts_that_recur_are_told_once() -> None:
    nodes = [
        {"id": f"state:{at}", "name": str(at), "label": str(at)} | NODE | {"kind": "AB"[at % 2]} for at in range(6)
    ]
    delta = DELTA | {"nodes": nodes, "lines": [], "places": {node["id"]: [0, 0] for node in nodes}}
    assert packed(delta, [])["nodes"]["kind"] == {"of": ["A", "B"], "each": [0, 1, 0, 1, 0, 1]}


def test_an_answer_without_new_nodes_stays_as_it_is() -> None:
    for other in (
        DELTA | {"nodes": []},
        {"seq": 1, "ok": False, "note": "no"},
        DELTA | {"places": {"state:Q": [0, 0]}},
    ):
        assert packed(other, []) == other
