from typing import Any

from explorer.graph.elements import elements, legend
from explorer.graph.lines import line_to
from explorer.graph.records import Entity, Neighbour, Tie
from explorer.graph.view import view_of
from graph_loader.schema import Schema
from tests.explorer.graph.neighbourhoods import CENTRE, neighbourhood, tie

USA = Entity("state:USA", "State", "United States")
FIRST = Entity("organization:first", "Organization", "Forum of Incident Response and Security Teams", "FIRST")
BANNED = tie("RESTRICTED", USA.id, CENTRE.id, value="ban")
MEMBER = tie("MEMBER_OF", CENTRE.id, FIRST.id, value="member")
SUSPENDED = tie("RESTRICTED", FIRST.id, CENTRE.id, value="membership-suspension")


def drawn(schema: Schema) -> dict[str, dict[str, Any]]:
    shown = neighbourhood((USA, [BANNED]), (FIRST, [MEMBER, SUSPENDED]))
    return {element["data"]["id"]: element for element in elements(shown, schema)}


def line(schema: Schema, *ties: Tie) -> tuple[str, str, bool]:
    found = line_to(Neighbour(USA, ties), schema)
    return found.stance, found.arrows, found.verified


def test_each_entity_is_a_node_and_each_neighbour_one_line(schema: Schema) -> None:
    found = drawn(schema)
    assert set(found) == {CENTRE.id, USA.id, FIRST.id, f"{CENTRE.id} {USA.id}", f"{CENTRE.id} {FIRST.id}"}
    assert found[FIRST.id]["data"]["label"] == "FIRST"
    assert found[f"{CENTRE.id} {FIRST.id}"]["data"]["label"] == "2"
    assert found[f"{CENTRE.id} {USA.id}"]["data"]["label"] == ""


def test_every_element_leads_to_a_view_of_itself(schema: Schema) -> None:
    found = drawn(schema)
    assert view_of(found[USA.id]["data"]["href"]).about == USA.id
    assert view_of(found[f"{CENTRE.id} {USA.id}"]["data"]["href"]).tie_with == USA.id
    assert view_of(found[CENTRE.id]["data"]["href"]).about == ""


def test_no_class_is_used_since_the_browser_does_not_keep_it(schema: Schema) -> None:
    assert all("classes" not in element for element in drawn(schema).values())


def test_stance_and_arrows_come_from_the_declaration(schema: Schema) -> None:
    alliance = tie("ALLIED_WITH", "state:USA", "state:GBR")
    assert line(schema, alliance) == ("joins", "none", True)
    # the line runs from the id that sorts first (company:huawei), so the arrow of a ban by the USA is at its source
    assert line(schema, BANNED) == ("divides", "source", True)
    assert line(schema, MEMBER, SUSPENDED) == ("both", "both", True)
    voted = tie("VOTED", USA.id, "resolution:A/RES/73/27", value="abstain")
    assert line(schema, voted)[0] == "neither"
    assert line(schema, tie("VOTED", USA.id, "resolution:A/RES/73/27", value="no"))[0] == "divides"


def test_a_line_is_verified_where_one_of_its_ties_is(schema: Schema) -> None:
    recalled = tie("MEMBER_OF", CENTRE.id, FIRST.id, value="member", verified=False)
    assert line(schema, recalled)[2] is False
    assert line(schema, recalled, SUSPENDED)[2] is True


def test_a_relation_that_is_not_declared_is_drawn_as_neither(schema: Schema) -> None:
    assert line(schema, tie("UNHEARD_OF", USA.id, CENTRE.id)) == ("neither", "source", True)


def test_the_legend_counts_what_is_drawn(schema: Schema) -> None:
    shown = neighbourhood((USA, [BANNED]), (FIRST, [MEMBER, SUSPENDED]))
    found = legend(shown, schema)
    assert found.kinds == {"State": 1, "Company": 1, "Organization": 1}
    assert found.stances == {"divides": 1, "both": 1}
    assert found.unverified == 0
