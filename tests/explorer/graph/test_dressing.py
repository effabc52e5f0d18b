"""Colours, sizes, lines and legend follow the rules of the page (assets/dress.js, assets/model.js)."""

import math
from typing import Any

import pytest

from explorer.graph.colours import CATEGORIES, THEMES, contrast, readable
from explorer.graph.dressing import LARGEST, SMALLEST, Look, arrows, caption, dressed, passing, repainted, stance
from explorer.graph.elements import Line, Node, Tie
from explorer.graph.filters import Filters
from explorer.graph.view_state import Style
from graph_loader.schema import Schema


def node(identity: str, kind: str = "State", **more: Any) -> Node:
    plain: Node = {
        "id": identity, "kind": kind, "name": identity, "label": identity.partition(":")[2], "ties": 4, "neighbours": 3,
        "verified": True, "date": "", "lat": None, "lon": None, "flag": "", "facts": {},
    }  # fmt: skip
    return plain | more  # type: ignore[return-value]


def tie(
    relation: str = "ALLIED_WITH", *, forward: int = 1, sign: int = 1, verified: int = 1, start: str = "2018"
) -> Tie:
    return relation, forward, sign, verified, start, "", "alliances", "", f"{relation}-{start}"


def line(source: str, target: str, *ties: Tie) -> Line:
    return {"id": f"{source} {target}", "ties": list(ties)}


FRANCE, CHINA, CALL = (
    node("state:FRA", ties=16),
    node("state:CHN", ties=4),
    node("agreement:paris-call", "Agreement", ties=1),
)
NODES = [FRANCE, CHINA, CALL]


def look(schema: Schema, theme: str = "light", **style: Any) -> Look:
    return Look(schema, Style(**style), theme)


def drawn(schema: Schema, lines: list[Line], filters: Filters | None = None, **style: Any) -> Any:
    left = passing(NODES, lines, filters or Filters(), schema)
    return dressed(NODES, left, {"state:FRA": (3, 4)}, look(schema, **style))


def test_kinds_have_their_shape_their_colour_and_a_legend_that_counts_them(schema: Schema) -> None:
    picture = drawn(schema, [line("state:CHN", "state:FRA", tie())])
    assert [(each.id, each.shape, each.colour) for each in picture.nodes] == [
        (each["id"], kind.shape, readable(kind.colour, THEMES["light"]))
        for each in NODES
        for kind in [schema.kinds[each["kind"]]]
    ]
    assert [(entry.kind, entry.label, entry.count, entry.shape) for entry in picture.legend] == [
        ("node", "States", 2, "ellipse"),
        ("node", "Agreements", 1, schema.kinds["Agreement"].shape),
        ("line", "joins the two", 1, ""),
    ]
    assert (picture.nodes[0].x, picture.nodes[0].y) == (3, 4)


def test_the_size_is_the_root_of_the_ties(schema: Schema) -> None:
    sizes = {each.id: each.size for each in drawn(schema, []).nodes}
    assert sizes["state:FRA"] == LARGEST
    assert sizes["state:CHN"] == pytest.approx(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(4 / 16))
    assert {each.size for each in drawn(schema, [], size="constant").nodes} == {20.0}


def test_a_fact_gives_the_colour_and_the_most_frequent_value_the_first(schema: Schema) -> None:
    nodes = [
        node("state:A", facts={"continent": "Asia"}),
        node("state:B", facts={"continent": "Africa"}),
        node("state:C", facts={"continent": "Asia"}),
        node("state:D"),
    ]
    left = passing(nodes, [], Filters(), schema)
    picture = dressed(nodes, left, {}, look(schema, colour="facts.continent"))
    palette = CATEGORIES["light"]
    assert [each.colour for each in picture.nodes] == [
        palette.colours[0], palette.colours[1], palette.colours[0], palette.other,
    ]  # fmt: skip
    assert {entry.label: entry.count for entry in picture.legend} == {"Asia": 2, "Africa": 1, "not given": 1}


def test_camps_and_members_are_coloured_by_what_was_found(schema: Schema) -> None:
    traits = {"state:FRA": "member", "state:CHN": "not a member"}
    left = passing(NODES, [], Filters(), schema)
    picture = dressed(NODES, left, {}, Look(schema, Style(colour="member:organization:nato"), "light", traits))
    assert {entry.label for entry in picture.legend} == {"member", "not a member", "not given"}


@pytest.mark.parametrize(
    ("signs", "says"), [((1,), "joins"), ((-1,), "divides"), ((1, -1), "both"), ((0,), "neither"), ((0, 1), "joins")]
)
def test_a_line_says_what_its_ties_say_together(signs: tuple[int, ...], says: str) -> None:
    assert stance([tie(sign=sign) for sign in signs]) == says


def test_arrows_run_as_the_ties_do_and_those_that_hold_both_ways_have_none(schema: Schema) -> None:
    both_ways = next(name for name, relation in schema.relations.items() if relation.symmetric)
    assert arrows([tie("SIGNED", forward=1)], schema) == "target"
    assert arrows([tie("SIGNED", forward=0)], schema) == "source"
    assert arrows([tie("SIGNED", forward=0), tie("SIGNED", forward=1)], schema) == "both"
    assert arrows([tie(both_ways)], schema) == "none"


def test_what_is_written_on_a_line(schema: Schema) -> None:
    assert caption([tie("SIGNED")], schema, few=True) == schema.relations["SIGNED"].title
    assert caption([tie("SIGNED"), tie("SIGNED")], schema, few=True).endswith(" ×2")
    assert caption([tie("SIGNED"), tie("LEADS")], schema, few=True) == "2"
    assert caption([tie("SIGNED")], schema, few=False) == ""


def test_what_is_not_verified_is_dashed_and_counted(schema: Schema) -> None:
    picture = drawn(schema, [line("state:CHN", "state:FRA", tie(verified=0))])
    assert picture.lines[0].dashed
    assert [entry.count for entry in picture.legend if entry.dashed] == [1]
    assert not drawn(schema, [line("state:CHN", "state:FRA", tie(verified=0), tie())]).lines[0].dashed


def test_what_is_out_of_the_period_fades_or_goes(schema: Schema) -> None:
    lines = [line("state:CHN", "state:FRA", tie(start="2018"))]
    assert drawn(schema, lines, Filters(as_of="2016")).lines[0].faded
    assert not drawn(schema, lines, Filters(as_of="2019")).lines[0].faded
    assert drawn(schema, lines, Filters(as_of="2016", outside="vanish")).lines == ()


def test_what_came_to_be_later_fades_with_its_lines(schema: Schema) -> None:
    nodes = [FRANCE, CALL | {"date": "2018-11-12"}]
    lines = [line("agreement:paris-call", "state:FRA", tie("SUPPORTS", start=""))]
    left = passing(nodes, lines, Filters(as_of="2017"), schema)
    assert left.nodes == {"state:FRA": False, "agreement:paris-call": True}
    assert [faded for _, faded in left.lines.values()] == [True]
    gone = passing(nodes, lines, Filters(as_of="2017", outside="vanish"), schema)
    assert set(gone.nodes) == {"state:FRA"}
    assert gone.lines == {}


def test_a_kind_that_is_off_goes_with_its_lines(schema: Schema) -> None:
    lines = [line("agreement:paris-call", "state:FRA", tie("SUPPORTS"))]
    picture = drawn(schema, lines, Filters(kinds_off=("Agreement",)))
    assert {each.id for each in picture.nodes} == {"state:FRA", "state:CHN"}
    assert picture.lines == ()


def test_labels_can_be_left_out(schema: Schema) -> None:
    assert {each.label for each in drawn(schema, [], labels="none").nodes} == {""}


def test_the_names_of_ties_go_along(schema: Schema) -> None:
    picture = drawn(schema, [line("state:CHN", "state:FRA", tie(start="2018"), tie(start="2019"))])
    assert picture.ties == ("ALLIED_WITH-2018", "ALLIED_WITH-2019")


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_another_theme_has_its_own_colours_and_comes_back(schema: Schema, theme: str) -> None:
    picture = drawn(schema, [line("state:CHN", "state:FRA", tie())])
    other = repainted(picture, theme)
    assert other.theme == theme
    assert other.lines[0].colour == THEMES[theme].joins
    assert all(contrast(each.colour, THEMES[theme].paper) >= 3 for each in other.nodes)
    assert repainted(other, "light").lines[0].colour == THEMES["light"].joins
    assert repainted(picture, "light") is picture
