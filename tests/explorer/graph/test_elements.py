from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.graph.elements import beginning, ends, lines, naming_relations, node, tie_properties
from graph_loader.schema import Schema

FRANCE = {
    "id": "state:FRA",
    "name": "France",
    "verified": True,
    "latitude": 48.8534,
    "longitude": 2.3488,
    "iso2": "FR",
    "un_member_since": "1945",
    "un_status": "member",
    "un_region": "Western Europe",
    "capital": "Paris",
    "_hash": 7,
}


def drawn(schema: Schema, **properties: Any) -> dict[str, Any]:
    return dict(node({"properties": properties, "ties": 3, "neighbours": 2}, schema))


def row(
    other: str, relation: str, schema: Schema, *, outward: bool = True, named: str | None = None, **properties: Any
) -> Any:
    return [other, outward, relation, [properties.get(name) for name in tie_properties(schema)], named]


def test_a_node_has_all_that_the_page_is_told(schema: Schema) -> None:
    assert drawn(schema, **FRANCE) == {
        "id": "state:FRA",
        "kind": "State",
        "name": "France",
        "label": "France",
        "ties": 3,
        "neighbours": 2,
        "verified": True,
        "date": "1945",
        "lat": 48.8534,
        "lon": 2.3488,
        "flag": "fr",
        "facts": {"un_status": "member", "un_region": "Western Europe"},
    }


def test_the_label_is_the_short_name_or_a_shortened_name(schema: Schema) -> None:
    name = "Forum of Incident Response and Security Teams"
    assert drawn(schema, id="organization:first", name=name, short_name="FIRST")["label"] == "FIRST"
    assert drawn(schema, id="organization:first", name=name)["label"] == "Forum of Incident…"
    turned = drawn(schema, id="person:x", name="Ren\u202e\nZhengfei")
    assert turned["name"] == turned["label"] == "Ren Zhengfei"


@pytest.mark.parametrize(
    ("kind", "property_name"),
    [
        ("State", "un_member_since"),
        ("Company", "founded"),
        ("Agreement", "date"),
        ("Resolution", "adopted"),
        ("Incident", "date"),
        ("Person", "role_from"),
        ("Norm", ""),
        ("Unheard", ""),
    ],
)
def test_the_date_is_that_of_the_beginning(schema: Schema, kind: str, property_name: str) -> None:
    assert beginning(schema, kind) == property_name


def test_an_end_is_no_date_of_an_entity(schema: Schema) -> None:
    assert drawn(schema, id="company:x", name="X", dissolved="2001")["date"] == ""


@pytest.mark.parametrize(
    "half",
    [
        {"latitude": 1.0},
        {"longitude": 1},
        {"latitude": "1", "longitude": "2"},
        {"latitude": float("nan"), "longitude": 0.0},
    ],
)
def test_half_a_place_is_none(schema: Schema, half: dict[str, Any]) -> None:
    found = drawn(schema, id="state:XXX", name="X", **half)
    assert (found["lat"], found["lon"]) == (None, None)


def test_an_entity_that_the_declaration_does_not_know_is_drawn(schema: Schema) -> None:
    found = drawn(schema, id="planet:mars", name=None)
    assert (found["kind"], found["name"], found["verified"], found["facts"]) == ("", "planet:mars", False, {})


def test_all_ties_to_one_entity_make_one_line_that_never_turns(schema: Schema) -> None:
    ban = row("company:huawei", "RESTRICTED", schema, id="t2", value="ban", start="2019", dataset="ties", verified=True)
    blamed = row(
        "company:huawei",
        "ATTRIBUTED",
        schema,
        outward=False,
        named="NotPetya",
        id="t1",
        value="incident:notpetya",
        start="2018",
        verified=False,
    )
    (line,) = lines("state:USA", [ban, blamed], schema)
    assert (line["id"], ends(line)) == ("company:huawei state:USA", ("company:huawei", "state:USA"))
    assert line["ties"] == [
        ("ATTRIBUTED", 1, -1, 0, "2018", "", "", "NotPetya", "t1"),
        ("RESTRICTED", 0, -1, 1, "2019", "", "ties", "ban", "t2"),
    ]
    (seen_from_there,) = lines("company:huawei", [["state:USA", not tie[1], *tie[2:]] for tie in (ban, blamed)], schema)
    assert seen_from_there == line


def test_polarity_is_that_of_the_declaration(schema: Schema) -> None:
    def polarity(relation: str, **properties: Any) -> int:
        return lines("state:USA", [row("x:y", relation, schema, **properties)], schema)[0]["ties"][0][2]

    assert polarity("VOTED", value="no") == -1
    assert polarity("VOTED", value="abstain") == 0
    assert polarity("ALLIED_WITH") == 1
    assert polarity("UNHEARD_OF", value="no") == 0


def test_relations_whose_value_is_an_entity(schema: Schema) -> None:
    assert naming_relations(schema) == ["ATTRIBUTED", "SANCTIONED"]


@given(ties=st.lists(st.tuples(st.sampled_from(["a:b", "state:FRA", "z:z"]), st.booleans()), max_size=8))
def test_every_tie_is_on_the_line_to_its_other_end(schema: Schema, ties: list[tuple[str, bool]]) -> None:
    rows = [row(other, "SUPPORTS", schema, outward=outward, id=str(at)) for at, (other, outward) in enumerate(ties)]
    found = lines("m:m", rows, schema)
    assert len({line["id"] for line in found}) == len(found) == len({other for other, _ in ties})
    for line in found:
        source, target = ends(line)
        assert source < target
        for tie in line["ties"]:
            other, outward = ties[int(tie[8])]
            assert other in (source, target)
            assert (source if tie[1] else target) == ("m:m" if outward else other)
    assert sum(len(line["ties"]) for line in found) == len(ties)
