"""Saved queries run against a real graph."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.queries.exchange import formats
from explorer.queries.library import Library
from explorer.queries.running import run, suggestions
from explorer.queries.saved_query import SavedQuery, parse_query
from explorer.queries.values import ParametersError, parameter_values
from graph_loader.content import shipped as shipped_folder
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.errors import StatementRefusedError
from graph_loader.schema import Schema
from tests.explorer.queries.samples import WHOLE, simple


@pytest.fixture(scope="module")
def guard(shipped: Database) -> Iterator[Guard]:
    opened = Guard(shipped)
    yield opened
    opened.close()


def query(text: str, schema: Schema) -> SavedQuery:
    return parse_query("q", text, schema, place="q.cypher")


def test_rows_and_columns(guard: Guard, schema: Schema, shipped: Database) -> None:
    asked = query(WHOLE, schema)
    result = run(guard, asked, {"since": "2018"})
    assert result.columns == list(asked.columns)
    expected = shipped.read(
        "MATCH (s:State)-[t:SUPPORTS|SIGNED]->({id: 'agreement:paris-call'}) WHERE t.start >= '2018' "
        "WITH s, count(*) AS n RETURN s.id AS id, n ORDER BY s.name"
    )
    assert len(expected) > 10
    assert [[row[1], row[2]] for row in result.rows] == [[row["id"], row["n"]] for row in expected]
    assert run(guard, asked, {"since": "2999"}).rows == []


def test_limits_can_only_be_tightened(guard: Guard, schema: Schema) -> None:
    asked = query(
        simple("MATCH (s:State) RETURN s.name AS n").replace("// [columns]", "// rows = 7\n// [columns]"), schema
    )
    for given, expected in ((None, 7), (3, 3), (1_000, 7)):
        result = run(guard, asked, {}, rows=given)
        assert (len(result.rows), result.truncated) == (expected, True)


def test_a_value_that_does_not_fit_never_reaches_the_server(guard: Guard, schema: Schema) -> None:
    with pytest.raises(ParametersError) as raised:
        run(guard, query(WHOLE, schema), {"agreement": "state:FRA", "since": "soon"})
    assert set(raised.value.messages) == {"agreement", "since"}


def test_what_writes_is_refused(guard: Guard, schema: Schema, shipped: Database) -> None:
    asked = query(simple("MATCH (s:State) SET s.name = 'x' RETURN count(s) AS n"), schema)
    with pytest.raises(StatementRefusedError):
        run(guard, asked, {})
    assert shipped.read("MATCH (s:State {name: 'x'}) RETURN s") == []


FULL_TEXT = """CALL db.index.fulltext.queryNodes('{}', $words) YIELD node
RETURN node.name AS n"""


@pytest.mark.parametrize("words", ["huawei", "hua", 'huawei" OR "*', "huawei)", "+huawei -x AND ("])
def test_a_hostile_search_finds_what_it_says(words: str, guard: Guard, schema: Schema, shipped: Database) -> None:
    ((index,),) = [row.values() for row in shipped.read("SHOW FULLTEXT INDEXES YIELD name LIMIT 1")]
    parameter = '[parameters.words]\nlabel = "Words"\ntype = "text"\nfull_text = true'
    result = run(guard, query(simple(FULL_TEXT.format(index), parameter), schema), {"words": words})
    assert any("Huawei" in row[0] for row in result.rows)


SUGGESTED = '''[parameters.year]
label = "Year"
type = "integer"
[parameters.resolution]
label = "Resolution"
type = "entity"
kinds = ["Resolution"]
suggestions = """
MATCH (r:Resolution) WHERE left(r.adopted, 4) = toString($year) RETURN r.id AS value, r.name AS label ORDER BY value"""
[parameters.vote]
label = "Vote"
type = "text"
suggestions = "MATCH ()-[v:VOTED]->({id: $resolution}) RETURN DISTINCT v.value AS value ORDER BY value"'''


def test_suggestions_depend_on_other_values(guard: Guard, schema: Schema) -> None:
    asked = query(simple("RETURN $year + $resolution + $vote AS n", SUGGESTED), schema)
    assert asked.parameters["vote"].needs == ("resolution",)
    votes = suggestions(guard, asked, "vote", {"resolution": "resolution:A/RES/73/27"})
    assert {("yes", "yes"), ("no", "no"), ("abstain", "abstain")} <= set(votes)
    assert suggestions(guard, asked, "year", {}) == []
    with pytest.raises(ParametersError) as raised:
        suggestions(guard, asked, "vote", {"year": "x"})
    assert raised.value.messages == {"resolution": "A value is needed here."}
    with pytest.raises(ParametersError, match="no such parameter"):
        suggestions(guard, asked, "month", {})


def test_suggestions_with_labels(guard: Guard, schema: Schema) -> None:
    parameter = """[parameters.x]
label = "X"
type = "entity"
suggestions = "MATCH (s:State) WHERE s.name STARTS WITH 'Fr' RETURN s.id AS value, s.name AS label ORDER BY label"
"""
    found = suggestions(guard, query(simple("RETURN $x AS n", parameter), schema), "x", {})
    assert ("state:FRA", "France") in found


@pytest.mark.parametrize("format_", ["bloodhound-json", "neo4j-browser"])
def test_what_is_exported_runs_elsewhere_with_its_header(
    format_: formats.Format, shipped: Database, guard: Guard, schema: Schema
) -> None:
    for asked in Library(shipped_folder("cypher"), Path("none"), schema).queries()[::4]:
        exported = formats.write([asked], f"x{'.json' if format_ == 'bloodhound-json' else '.cypher'}").decode()
        text = json.loads(exported)["query"] if format_ == "bloodhound-json" else exported
        rows = shipped.read(text, parameter_values(asked, {}))
        assert len(rows) == len(run(guard, asked, {}).rows), asked.name
        assert list(rows[0]) == list(asked.columns)
