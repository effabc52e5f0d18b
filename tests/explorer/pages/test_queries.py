import csv
import io
import json
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import dcc, html
from dash_ag_grid import AgGrid

from explorer.components.query_chart import figure, templates
from explorer.components.query_table import answer_table
from explorer.graph.view_link import view_address
from explorer.graph.view_state import ViewState
from explorer.pages.queries import MOST_KEPT, Answers, answered, chosen, filed, picked
from explorer.queries.answer import entity_ids, grounds
from explorer.queries.running import run
from explorer.queries.saved_query import Chart
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.components.reading import found, properties, text

PARIS = "paris-call-without-un-convention"
TAG = "0123456789abcdef"
OWN = """// title = "{title}"
// category = "Mine"
// description = "Something of my own."
// rows = 3
{more}// [columns]
{columns}
{cypher}
"""


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: Path) -> Iterator[Services]:
    made = Services(shipped, schema, tmp_path)
    yield made
    made.guard.close()


def asked(name: str, **given: Any) -> dict[str, Any]:
    return {"seq": 7, "tag": TAG, "name": name, "given": given}


def own(
    services: Services, name: str, cypher: str, columns: dict[str, str], more: str = "", title: str = "Mine"
) -> None:
    lines = "\n".join(f'// {column} = "{meaning}"' for column, meaning in columns.items())
    services.queries.save(name, OWN.format(title=title, more=more, columns=lines, cypher=cypher))


def grid(shown: list[Any]) -> dict[str, Any]:
    return properties(found(shown, AgGrid)[0])


# Choosing -------------------------------------------------------------------------------------------------------


def test_without_a_query_the_page_says_what_to_do(services: Services) -> None:
    shown, told = chosen({"seq": 1}, services)
    assert "Choose one on the left" in text(shown)
    assert len(found(shown, html.A)) == 3
    assert told == {"seq": 1, "name": ""}


def test_every_query_of_the_library_makes_a_form_with_names_for_its_entities(services: Services) -> None:
    for query in services.queries.queries():
        shown, told = chosen({"seq": 1, "name": query.name}, services)
        assert query.title in text(shown)
        assert query.cypher in text(shown)
        assert [field["name"] for field in told["fields"]] == list(query.parameters)
        ids = {value for field in told["fields"] if field["sort"] == "pick" for value in field["values"]}
        assert told["names"].keys() == ids
        json.dumps(told)


def test_an_unknown_query_names_near_ones(services: Services) -> None:
    shown, told = chosen({"seq": 1, "name": "paris-call-without-un-conventions"}, services)
    assert f"Did you mean {PARIS}" in text(shown)
    assert told["name"] == ""


def test_values_of_the_address_stand_in_the_form(services: Services) -> None:
    _shown, told = chosen({"seq": 1, "name": PARIS, "given": {"joined": "agreement:budapest-convention"}}, services)
    assert told["fields"][0]["values"] == ["agreement:budapest-convention"]
    assert told["names"]["agreement:budapest-convention"] == "Budapest Convention"


# Answers --------------------------------------------------------------------------------------------------------


def test_every_query_of_the_library_is_answered_as_it_says(services: Services) -> None:
    for query in services.queries.queries():
        shown, told = answered(asked(query.name), services, Answers())
        assert told["ok"], (query.name, text(shown))
        assert told["rows"] == len(run(services.guard, query, {}).rows) > 0
        assert bool(told["drawn"]) == (query.shows == "chart") == bool(found(shown, dcc.Graph)), query.name
        assert grid(shown)["rowData"], query.name
        assert found(shown, html.P, "query-grounds"), query.name
        json.dumps([told, grid(shown)["rowData"]])


def test_a_name_leads_to_its_entity_and_a_column_says_what_it_means(services: Services) -> None:
    shown, _told = answered(asked(PARIS), services, Answers())
    told = grid(shown)
    france = next((row for row in told["rowData"] if row["c0"] == "Canada"), None)
    assert france is not None
    assert france["c0_id"] == "state:CAN"
    assert france["c6_url"].startswith("https://")
    assert [column["headerTooltip"] for column in told["columnDefs"]][:2] == [
        "The state",
        "Its regional group in the General Assembly",
    ]
    assert "c1" not in france


def test_wrong_values_are_told_at_their_fields(services: Services) -> None:
    shown, told = answered(
        asked("who-votes-alike", state="company:huawei", since="2018-13", at_least="x"), services, Answers()
    )
    assert set(told["messages"]) == {"state", "since", "at_least"}
    assert "the calendar has no 2018-13" in told["messages"]["since"]
    assert not told["ok"]
    assert "missing or wrong" in text(shown)


@pytest.mark.parametrize("ask", [None, [], {"seq": "x"}, {"seq": 1, "name": "x" * 300}, {"seq": 1, "given": {"a": 1}}])
def test_what_the_page_never_sends_is_refused(ask: object, services: Services) -> None:
    shown, told = answered(ask, services, Answers())
    assert "cannot be asked" in text(shown)
    assert told == picked(ask, services) == filed(ask, services, Answers()) == {}


def test_an_answer_that_is_cut_says_so(services: Services) -> None:
    own(services, "many", "MATCH (s:State) RETURN s.name AS state ORDER BY state", {"state": "A state"})
    shown, told = answered(asked("many"), services, Answers())
    assert "The first 3 rows of more" in text(shown)
    assert told["rows"] == 3
    assert "do not carry the datasets" in text(found(shown, html.P, "query-grounds"))


def test_an_empty_answer_says_what_to_do(services: Services) -> None:
    own(services, "none", "MATCH (s:State {id: 'state:NONE'}) RETURN s.name AS state", {"state": "A state"})
    shown, told = answered(asked("none"), services, Answers())
    assert (told["ok"], told["rows"]) == (True, 0)
    assert "Nothing was found" in text(shown)


def test_what_may_not_run_is_told(services: Services) -> None:
    own(services, "wipe", "MATCH (s:State) DETACH DELETE s RETURN 1 AS state", {"state": "A state"})
    shown, told = answered(asked("wipe"), services, Answers())
    assert not told["ok"]
    assert "There is no answer" in text(shown)
    assert services.database.read("RETURN COUNT { (:State) } AS states")[0]["states"] > 100


def test_ties_in_an_answer_tell_their_datasets_and_how_many_are_not_verified(services: Services) -> None:
    query = services.queries.get("ways-from-one-to-another")
    result = run(services.guard, query, {})
    told = grounds(result.columns, result.rows)
    assert told.ties
    assert told.datasets is not None
    assert sum(told.datasets.values()) == told.ties
    shown, _ran = answered(asked(query.name), services, Answers())
    assert f"{told.ties} ties" in text(found(shown, html.P, "query-grounds"))
    assert "state:IND" in entity_ids(result.columns, result.rows, services.schema)


# Choosing values ------------------------------------------------------------------------------------------------


def pick(services: Services, query: str, parameter: str, typed: str, **given: str) -> list[list[str]]:
    ask = {"seq": 1, "name": query, "parameter": parameter, "text": typed, "given": given}
    options: list[list[str]] = picked(ask, services)["options"]
    return options


def test_the_picker_offers_entities_of_the_kinds_alone(services: Services) -> None:
    assert pick(services, PARIS, "joined", "paris")[0] == ["agreement:paris-call", "Paris Call", "Agreement"]
    assert {value.split(":")[0] for value, *_ in pick(services, PARIS, "joined", "united")} <= {"agreement"}
    assert pick(services, "who-votes-alike", "state", "frnace")[0][1] == "France"
    assert len(pick(services, "who-votes-alike", "state", "")) > 5
    for hostile in ('"', "a AND (", "*", "\\", "name:x~", "🦊", "x" * 200):
        assert isinstance(pick(services, PARIS, "joined", hostile), list)


def test_suggestions_follow_the_other_parameters(services: Services) -> None:
    more = (
        '// [parameters.kind]\n// label = "Kind"\n// type = "text"\n// default = "State"\n'
        '// [parameters.named]\n// label = "Name"\n// type = "text"\n'
        '// suggestions = "MATCH (n:Entity) WHERE $kind IN labels(n) '
        'RETURN n.id AS value, n.name AS label ORDER BY label"\n'
    )
    own(
        services,
        "follow",
        "MATCH (n:Entity {id: $named}) WHERE $kind IN labels(n) RETURN n.name AS name",
        {"name": "N"},
        more,
    )
    assert pick(services, "follow", "named", "fran", kind="State", named="") == [["state:FRA", "France", ""]]
    assert {value.split(":")[0] for value, *_ in pick(services, "follow", "named", "", kind="Company")} == {"company"}
    empty = picked({"seq": 1, "name": "follow", "parameter": "named", "given": {"kind": ""}}, services)
    assert empty["note"] == "Fill in the other fields first."


# Files ----------------------------------------------------------------------------------------------------------


def test_files_hold_the_rows_that_are_shown_and_nothing_a_spreadsheet_runs(services: Services) -> None:
    own(services, "formula", "RETURN '=1+1' AS a, [1, 'x'] AS b, null AS c", {"a": "A", "b": "B", "c": "C"})
    kept = Answers()
    answered(asked("formula"), services, kept)
    rows = list(csv.reader(io.StringIO(filed({**asked("formula"), "format": "csv"}, services, kept)["text"])))
    assert rows == [["a", "b", "c"], ["'=1+1", '[1, "x"]', ""]]
    told = json.loads(filed({**asked("formula"), "format": "json"}, services, Answers())["text"])
    assert told == {"columns": ["a", "b", "c"], "rows": [["=1+1", [1, "x"], None]], "truncated": False}


def test_few_answers_are_kept(services: Services) -> None:
    kept, result = Answers(), run(services.guard, services.queries.get(PARIS), {})
    for number in range(MOST_KEPT + 1):
        kept.keep(f"tag-{number}", result)
    assert kept.get("tag-0") is None
    assert kept.get(f"tag-{MOST_KEPT}") is result


# Pure parts -----------------------------------------------------------------------------------------------------


def test_a_view_is_written_as_the_page_reads_it() -> None:
    address = view_address(["state:FRA", "company:huawei"], "Wer? 谁")
    packed = address.removeprefix("/#v=")
    view = json.loads(zlib.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), -15))
    assert ViewState.model_validate(view).title == "Wer? 谁"
    assert view["nodes"] == ["state:FRA", "company:huawei"]
    assert view["places"] == {}


ROWS = [["Alpha <b>", 2018, 3, "yes"], ["Alpha <b>", 2019, -1, "no"], ["Beta", 2018, None, "yes"]]
COLUMNS = ["name", "year", "value", "vote"]


def test_a_heatmap_leaves_out_what_is_absent() -> None:
    drawn = figure(Chart(kind="heatmap", x="year", y=["name"], colour="value"), COLUMNS, ROWS, {})
    assert drawn["data"][0]["z"] == [[3, -1], [None, None]]
    assert drawn["data"][0]["y"] == ["Alpha &lt;b&gt;", "Beta"]
    assert (drawn["data"][0]["zmin"], drawn["data"][0]["zmax"]) == (-3, 3)
    words = figure(Chart(kind="heatmap", x="year", y=["name"], colour="vote"), COLUMNS, ROWS, {})
    assert words["data"][0]["z"] == [[1, 0], [1, None]]
    assert len(templates(words)["dark"]["data"]["heatmap"][0]["colorscale"]) == 4


def test_bars_with_names_lie_and_keep_the_order_of_the_rows() -> None:
    drawn = figure(Chart(kind="bar", x="name", y=["value"], colour="vote"), COLUMNS, ROWS, {"value": "How much"})
    assert {trace["orientation"] for trace in drawn["data"]} == {"h"}
    assert drawn["layout"]["yaxis"]["categoryarray"] == ["Alpha &lt;b&gt;", "Beta"]
    assert drawn["layout"]["xaxis"]["title"]["text"] == "How much"
    upright = figure(Chart(kind="bar", x="year", y=["value", "value"]), COLUMNS, ROWS, {})
    assert [trace["orientation"] for trace in upright["data"]] == ["v", "v"]


@pytest.mark.parametrize("kind", ["bar", "line", "scatter", "heatmap"])
def test_no_chart_needs_webgl(kind: Any) -> None:
    drawn = figure(Chart(kind=kind, x="year", y=["value"], colour="vote"), COLUMNS, ROWS, {})
    assert {trace["type"] for trace in drawn["data"]} <= {"bar", "scatter", "heatmap"}
    assert set(templates(drawn)) == {"light", "dark"}


def test_values_of_every_sort_are_text_in_a_table(schema: Schema) -> None:
    node = {"id": "state:FRA", "kind": "State", "labels": ["State"], "properties": {"name": "France"}}
    tie = {"id": "1", "kind": "SUPPORTS", "from": "state:FRA", "to": "x:y", "properties": {"value": "yes"}}
    rows: list[list[Any]] = [[node, [node, tie], {"a": [True, None]}, {"nodes": [node, node], "relations": [tie]}, 1.5]]
    shown = properties(answer_table(["n", "l", "m", "p", "f"], rows, {}, schema))["rowData"][0]
    assert shown == {
        "c0": "France",
        "c0_id": "state:FRA",
        "c1": "France, France supports x:y: yes",
        "c2": "a: yes",
        "c3": "France – France",
        "c4": 1.5,
    }
