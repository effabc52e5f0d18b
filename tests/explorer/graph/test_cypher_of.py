from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.graph.cypher_of import cypher_of, literal
from explorer.graph.elements import Line, Node, begins, ends
from explorer.graph.filters import passes, shows
from explorer.graph.view_state import ViewState
from explorer.reads import pictures
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.graph.view_states import view_state, views

CENTRES = ["company:huawei", "agreement:paris-call", "state:USA", "state:RUS", "resolution:A/RES/73/27"]
FILTERS: list[dict[str, Any]] = [
    {},
    {"kinds_off": ["State"]},
    {"kinds_off": ["Company", "Person", "Unheard"]},
    {"relations_off": ["MEMBER_OF", "VOTED", "UNHEARD_OF"]},
    {"polarities_off": [-1]},
    {"polarities_off": [1]},
    {"polarities_off": [0]},
    {"polarities_off": [0, -1]},
    {"polarities_off": [0, 1]},
    {"polarities_off": [-1, 0, 1]},
    {"datasets_off": ["ties", "un-voting"]},
    {"unverified": False},
    {"as_of": "2018-11-12"},
    {"as_of": "2018-11", "outside": "vanish"},
    {"as_of": "2015"},
    {"as_of": "1900"},
    {"from": "2019-06"},
    {"from": "2019-06-15", "undated": False},
    {"to": "2010"},
    {"from": "2010", "to": "2012-03", "undated": False},
    {"from": "2010", "unverified": False, "polarities_off": [-1], "kinds_off": ["Forum"], "datasets_off": ["ties"]},
]


@pytest.fixture(scope="module")
def drawn(shipped: Database, schema: Schema) -> tuple[list[Node], list[Line]]:
    """Five entities that differ much, and whatever is tied to one of them."""
    around = "MATCH (n:Entity)--(centre:Entity) WHERE centre.id IN $ids RETURN DISTINCT n.id AS id"
    ids = {row["id"] for row in shipped.read(around, {"ids": CENTRES})}
    return pictures.elements(shipped, schema, sorted(ids.union(CENTRES)), [])


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_it_gives_exactly_what_the_filters_keep(
    filters: dict[str, Any], drawn: tuple[list[Node], list[Line]], shipped: Database, schema: Schema
) -> None:
    nodes, lines = drawn
    view = view_state(*(node["id"] for node in nodes), filters=filters)
    kept = {
        node["id"]
        for node in nodes
        if shows(node["kind"], node["date"] if begins(schema, node["kind"]) else "", view.filters)
    }
    ties = sorted(
        tie[-1] for line in lines if kept.issuperset(ends(line)) for tie in line["ties"] if passes(tie, view.filters)
    )
    assert len(ties) > 1000 or filters
    rows = shipped.read(cypher_of(view, schema).replace("RETURN a, r, b", "RETURN a.id AS a, r.id AS r, b.id AS b"), {})
    assert sorted(row["r"] for row in rows if row["r"]) == ties
    assert {row["a"] for row in rows} == kept


def test_the_filters_of_the_test_keep_different_ties(drawn: tuple[list[Node], list[Line]]) -> None:
    ties = [tie for line in drawn[1] for tie in line["ties"]]
    counts = [sum(passes(tie, view_state(filters=filters).filters) for tie in ties) for filters in FILTERS]
    assert len(set(counts)) > len(FILTERS) - 6
    assert max(counts) == counts[0] == len(ties)


def test_it_reads_as_a_query_that_one_would_write(schema: Schema) -> None:
    view = view_state(
        "state:FRA",
        "agreement:paris-call",
        title="Paris Call",
        filters={"as_of": "2018-11-12", "relations_off": ["HOSTS"], "unverified": False, "kinds_off": ["Person"]},
    )
    assert cypher_of(view, schema) == (
        "// Paris Call: 2 entities\n"
        "// As of 12 November 2018\n"
        "WITH ['agreement:paris-call', 'state:FRA'] AS shown\n"
        "MATCH (a:Entity)\n"
        "WHERE a.id IN shown\n"
        "  AND NOT (a:Agreement AND coalesce(a.date, '') > '2018-11-12')\n"
        "OPTIONAL MATCH (a)-[r]->(b:Entity)\n"
        "WHERE b.id IN shown AND a <> b\n"
        "  AND NOT (b:Agreement AND coalesce(b.date, '') > '2018-11-12')\n"
        "  AND NOT type(r) IN ['HOSTS']\n"
        "  AND coalesce(r.verified, false)\n"
        "  AND NOT coalesce(r.start, '') > '2018-11-12'\n"
        "  AND (r.end IS NULL OR r.end >= left('2018-11-12', size(r.end)))\n"
        "RETURN a, r, b\n"
    )


def test_an_empty_view_and_one_of_3000_run_too(shipped: Database, schema: Schema) -> None:
    assert shipped.read(cypher_of(view_state(), schema), {}) == []
    ids = [row["id"] for row in shipped.read("MATCH (n:Entity) RETURN n.id AS id ORDER BY id LIMIT 3000", {})]
    assert len({row["a"]["id"] for row in shipped.read(cypher_of(view_state(*ids), schema), {})}) == len(ids)


@pytest.mark.parametrize("title", ["x\nCREATE (n)", "x\\u000aCREATE (n) //", "x\r\u2028CREATE (n)", "*/ CREATE (n) /*"])
def test_a_title_stays_in_its_comment(title: str, shipped: Database, schema: Schema) -> None:
    before = shipped.read("MATCH (n) RETURN count(n) AS n", {})
    rows = shipped.read(cypher_of(view_state("state:FRA", title=title), schema), {})
    assert len(rows) == 1
    assert shipped.read("MATCH (n) RETURN count(n) AS n", {}) == before


@given(views())
def test_any_view_becomes_a_query_of_one_statement(schema: Schema, view: dict[str, Any]) -> None:
    text = cypher_of(ViewState.model_validate(view), schema)
    code = [line for line in text.splitlines() if not line.startswith("//")]
    assert len(text.splitlines()) == text.count("\n")
    assert code[0].startswith("WITH [")
    assert code[-1] == "RETURN a, r, b"


def test_a_literal_is_read_back_as_it_was_written(shipped: Database) -> None:
    for text in ("resolution:A/RES/73/27", "l'ONU", "'' OR 1=1 //", '`a` "b" $c {d}', "巴黎倡议", "نداء باريس"):
        assert shipped.read(f"RETURN {literal(text)} AS text", {}) == [{"text": text}]


@given(st.text(min_size=1))
def test_a_literal_is_one_line_without_escapes_of_others(text: str) -> None:
    try:
        written = literal(text)
    except ValueError:
        assert "\\" in text or not text.isprintable()
    else:
        assert written[1:-1].replace("\\'", "'") == text
        assert len(written.splitlines()) == 1
