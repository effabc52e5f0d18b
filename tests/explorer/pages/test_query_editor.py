"""What the editor of queries asks of the server, against the shipped graph."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component

from explorer.editing import FIRST_ROWS, SWITCHED_OFF, Editor
from explorer.pages import shell
from explorer.pages.page import pages
from explorer.pages.query_editor import PAGE, layout
from explorer.queries.plan_words import _WORDS, steps
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

TAG = "editor-0123456789abcdef"
SIGNERS = "MATCH (state:State)-[:SUPPORTS]->(:Agreement {id: $text}) RETURN state.name AS state, state.id AS state_id"
TEXT = {"name": "text", "type": "entity", "value": "agreement:paris-call"}
FORM = {
    "title": "Who supports a text?", "category": "Mine", "description": "States alone.", "shows": "table",
    "columns": {"state": "The state", "state_id": "Its id"}, "labels": {"text": "The text"},
}  # fmt: skip


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: Path) -> Iterator[Services]:
    made = Services(shipped, schema, tmp_path)
    yield made
    made.guard.close()


@pytest.fixture
def editor(services: Services) -> Editor:
    return Editor(services)


def ask(editor: Editor, do: str, cypher: str = "", *parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {"seq": 1, "do": do, "cypher": cypher, "parameters": list(parameters), "tag": TAG} | more
    return dict(editor.answer(told))


# Opening --------------------------------------------------------------------------------------------------------


def test_it_begins_with_the_words_of_declaration_and_server(editor: Editor, schema: Schema) -> None:
    answer = ask(editor, "begin")
    assert (answer["ok"], answer["query"], answer["adhoc"], answer["note"]) == (True, None, True, "")
    words = {sort: {word["label"] for word in listed} for sort, listed in answer["words"].items()}
    assert words["labels"] == {"Entity", *schema.kinds, *schema.groups}
    assert words["types"] == set(schema.relations)
    assert {"id", "name", "iso3", "value", "source_url"} <= words["properties"]
    assert {"toUpper", "date.truncate", "coalesce"} <= words["functions"]
    assert "MATCH" in words["keywords"]


def test_the_functions_are_read_once(editor: Editor) -> None:
    assert editor.functions() is editor.functions()


def test_a_shipped_query_opens_as_a_copy_and_an_unknown_one_is_told(editor: Editor) -> None:
    for given in ({"copied": "paris-call-without-un-convention"}, {"name": "paris-call-without-un-convention"}):
        query = ask(editor, "begin", **given)["query"]
        assert query["copied"]
        assert query["title"].endswith("? (copy)")
        assert query["cypher"].startswith("MATCH (state:State)")
        joined = query["parameters"][0]
        assert (joined["name"], joined["type"], joined["value"]) == ("joined", "entity", "agreement:paris-call")
    answer = ask(editor, "begin", name="paris-cal")
    assert answer["query"] is None
    assert answer["note"].startswith("There is no query 'paris-cal'.")


def test_a_faulty_file_of_ones_own_opens_with_its_faults(editor: Editor, services: Services) -> None:
    services.queries.keep("broken", '// title = "Broken"\n// shows = "cake"\nMATCH (n) RETURN n.name AS name\n')
    query = ask(editor, "begin", name="broken")["query"]
    assert query["cypher"] == "MATCH (n) RETURN n.name AS name"
    assert any("cake" in fault for fault in query["faults"])


# Running --------------------------------------------------------------------------------------------------------


def test_the_first_rows_come_as_cells(editor: Editor) -> None:
    answer = ask(editor, "run", SIGNERS, TEXT)
    assert answer["columns"] == ["state", "state_id"]
    assert {"text": "France", "id": "state:FRA"} in [row[0] for row in answer["rows"]]
    assert not answer["truncated"]
    cut = ask(editor, "run", "MATCH (n:Entity) RETURN n")
    assert (len(cut["rows"]), cut["truncated"]) == (FIRST_ROWS, True)


@pytest.mark.parametrize(
    ("cypher", "shown"),
    [
        ("MATCH (s:State {id: 'state:FRA'}) RETURN s", {"text": "France", "id": "state:FRA"}),
        ("RETURN null", {"text": ""}),
        ("RETURN true", {"text": "yes"}),
        ("RETURN [1, 'two', null]", {"text": "1, two, –"}),
        ("RETURN {a: 1}", {"text": '{"a": 1}'}),
        ("RETURN date('2018-11-12')", {"text": "2018-11-12"}),
        ("RETURN 'no:such'", {"text": "no:such"}),
        ("RETURN '<b>' + 'x'", {"text": "<b>x"}),
    ],
)
def test_cells(editor: Editor, cypher: str, shown: dict[str, str]) -> None:
    assert ask(editor, "run", cypher)["rows"] == [[shown]]


def test_relations_and_paths_are_told_by_their_ends(editor: Editor) -> None:
    path = "MATCH p = (:State {id: 'state:FRA'})-[t:SUPPORTS]->(:Agreement {id: 'agreement:paris-call'}) RETURN t, p"
    tie, way = ask(editor, "run", path)["rows"][0]
    assert tie["text"].startswith("state:FRA -[SUPPORTS")
    assert tie["text"].endswith("]-> agreement:paris-call")
    assert way["text"].startswith("France -[SUPPORTS]- ")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": "text", "type": "integer", "value": "1.5"}, "Expected a whole number"),
        ({"name": "text", "type": "date", "value": "2018-13"}, "Expected a date"),
        ({"name": "text", "type": "entity", "value": "France"}, "Expected the id of an entity"),
        ({"name": "text", "type": "relation", "value": "LIKES"}, "Expected a relation type"),
        ({"name": "text", "type": "boolean", "value": "maybe"}, "Expected true or false"),
        ({"name": "text", "type": "text", "value": " "}, "A value is needed here."),
        ({"name": "other", "value": "x"}, "A value is needed here."),
    ],
)
@pytest.mark.parametrize("deed", ["run", "explain"])
def test_a_value_that_does_not_fit_is_told_at_its_field(
    editor: Editor, deed: str, entry: dict[str, Any], message: str
) -> None:
    answer = ask(editor, deed, "RETURN $text AS said", entry)
    assert not answer["ok"]
    assert answer["fields"]["text"].startswith(message)


def test_values_have_their_types(editor: Editor) -> None:
    types = "RETURN valueType($a) AS a, valueType($b) AS b, valueType($c) AS c, $d AS d"
    given: list[dict[str, Any]] = [
        {"name": "a", "type": "integer", "value": "7"},
        {"name": "b", "type": "number", "value": "0.5"},
        {"name": "c", "type": "boolean", "many": True, "value": "true\n\nno\n"},
        {"name": "d", "type": "text", "optional": True, "value": ""},
    ]
    row = ask(editor, "run", types, *given)["rows"][0]
    assert [cell["text"] for cell in row] == [
        "INTEGER NOT NULL",
        "FLOAT NOT NULL",
        "LIST<BOOLEAN NOT NULL> NOT NULL",
        "",
    ]


@pytest.mark.parametrize("deed", ["run", "explain", "save"])
def test_nothing_goes_past_the_guard(editor: Editor, services: Services, deed: str) -> None:
    before = services.database.read("MATCH (n) RETURN count(n) AS n")
    for cypher in ("CREATE (n:State {id: 'state:X'}) RETURN n.id AS id", "MATCH (n) DETACH DELETE n RETURN 1 AS one"):
        answer = ask(editor, deed, cypher, form=FORM | {"columns": {}})
        assert not answer["ok"]
        assert "only reading is allowed" in answer["note"]
        assert answer["faults"][0]["line"] == 1
    assert services.database.read("MATCH (n) RETURN count(n) AS n") == before
    assert [query for query in services.queries.queries() if query.own] == []


def test_cancelling_concerns_the_editor_alone(editor: Editor) -> None:
    for tag in (TAG, "other", None, 7, "editor-", ["editor-0123456789abcdef"]):
        assert not editor.cancel(tag)


# Explaining -----------------------------------------------------------------------------------------------------


def test_a_plan_is_told_in_words(editor: Editor) -> None:
    told = ask(editor, "explain", SIGNERS, TEXT)["steps"]
    assert told[0] | {"rows": 0} == {
        "depth": 0, "does": "Return the rows", "operator": "ProduceResults", "details": "state, state_id", "rows": 0,
    }  # fmt: skip
    assert all(step["does"] and "auto" not in step["details"] and "cache[" not in step["details"] for step in told)
    assert max(step["depth"] for step in told) >= 2


def test_every_operator_of_the_library_has_words(services: Services) -> None:
    strange = set()
    for query in services.queries.queries():
        _, plan = services.database.plan(query.cypher, dict.fromkeys(query.parameters), timeout=30)
        strange |= {step.operator for step in steps(plan)} - set(_WORDS)
    assert strange == set()


# Keeping --------------------------------------------------------------------------------------------------------


def test_a_query_is_saved_found_again_changed_renamed_and_deleted(
    editor: Editor, services: Services, shipped: Database, schema: Schema, tmp_path: Path
) -> None:
    saved = ask(editor, "save", SIGNERS, TEXT, form=FORM)
    assert saved["ok"], saved
    name = saved["query"]["name"]
    anew = Services(shipped, schema, tmp_path, services.guard)
    query = anew.queries.get(name)
    assert (query.own, query.title, query.cypher, query.columns) == (True, FORM["title"], SIGNERS, FORM["columns"])
    parameter = query.parameters["text"]
    assert (parameter.label, parameter.type, parameter.default) == ("The text", "entity", "agreement:paris-call")

    changed = ask(editor, "save", SIGNERS + " ORDER BY state", TEXT, form=FORM, basis=name)
    assert changed["query"]["name"] == name
    assert anew.queries.get(name).cypher.endswith("ORDER BY state")
    another = ask(editor, "save", SIGNERS, TEXT, form=FORM, basis=name, as_new=True)
    assert another["query"]["name"] == f"{name}-2"

    assert ask(editor, "rename", basis=name, name="mine")["query"]["name"] == "mine"
    assert not ask(editor, "rename", basis="mine", name="../mine")["ok"]
    assert not ask(editor, "rename", basis="mine", name=f"{name}-2")["ok"]
    assert ask(editor, "delete", basis="mine")["ok"]
    assert not ask(editor, "delete", basis="mine")["ok"]
    assert [query.name for query in anew.queries.queries() if query.own] == [f"{name}-2"]


def test_a_copy_keeps_what_the_header_says_and_never_replaces_the_shipped_one(
    editor: Editor, services: Services
) -> None:
    shipped = services.queries.get("paris-call-without-un-convention")
    opened = ask(editor, "begin", copied=shipped.name)["query"]
    form = {key: opened[key] for key in ("title", "category", "description", "shows")}
    saved = ask(editor, "save", opened["cypher"], *opened["parameters"], form=form, basis=shipped.name)
    assert saved["ok"], saved
    copy = services.queries.get(saved["query"]["name"])
    assert (copy.own, copy.cypher, copy.rows, copy.applies_to) == (
        True,
        shipped.cypher,
        shipped.rows,
        shipped.applies_to,
    )
    assert copy.parameters["joined"].kinds == shipped.parameters["joined"].kinds
    assert services.queries.get(shipped.name) == shipped
    for deed in ("delete", "rename"):
        assert "shipped" in ask(editor, deed, basis=shipped.name, name="mine")["note"]


def test_every_shipped_query_can_be_copied_unchanged(editor: Editor, services: Services) -> None:
    """Everything but the title, the category and the limits that a form changes survives the form."""
    for shipped in services.queries.queries():
        opened = ask(editor, "begin", copied=shipped.name)["query"]
        prepared = ask(editor, "prepare", opened["cypher"], *opened["parameters"], basis=shipped.name)
        assert prepared["ok"], (shipped.name, prepared)
        form = {key: opened[key] for key in ("title", "category", "description", "shows")}
        chart = opened["chart"] and {"colour": "", **opened["chart"], "y": [opened["chart"]["y"]]}
        if chart and isinstance(opened["chart"]["y"], list):
            chart["y"] = opened["chart"]["y"]
        form |= {key: prepared[key] for key in ("columns", "labels")} | ({"chart": chart} if chart else {})
        saved = ask(editor, "save", opened["cypher"], *opened["parameters"], form=form, basis=shipped.name)
        assert saved["ok"], (shipped.name, saved)
        copy = services.queries.get(saved["query"]["name"])
        changed = {"name", "own", "title", "category", "text", "line"}
        assert copy.model_dump(exclude=changed) == shipped.model_dump(exclude=changed)
        services.queries.delete(copy.name)


def test_faults_of_a_file_are_told_at_the_line_of_the_statement(editor: Editor) -> None:
    cypher = "\n\nMATCH (s:State)\nMATCH (t:Stade)\nRETURN s.name AS state"
    answer = ask(editor, "save", cypher, form=FORM | {"columns": {"state": "x"}})
    assert not answer["ok"]
    assert [(fault["line"], fault["column"]) for fault in answer["faults"]] == [(4, 1)]
    assert "Stade" in answer["faults"][0]["message"]
    empty = ask(editor, "save", "MATCH (s:State) RETURN s.name AS state", form=FORM | {"title": " "})
    assert [fault["line"] for fault in empty["faults"]] == [None]
    assert "title" in empty["faults"][0]["message"]


def test_columns_without_names_are_asked_for(editor: Editor) -> None:
    assert "names its columns" in ask(editor, "prepare", "MATCH (s:State) RETURN *")["note"]


# Manners --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        None, 7, "run", [], {}, {"do": "run"}, {"do": "drop", "seq": 1}, {"do": "run", "seq": 1, "tag": "x"},
        {"do": "run", "seq": 1, "tag": TAG, "cypher": "x" * 100_001}, {"do": "save", "seq": 1, "form": {}},
        {"do": "run", "seq": 1, "tag": TAG, "cypher": "RETURN 1", "parameters": [{"name": "a b"}]},
        {"do": "rename", "seq": 1, "name": {"a": 1}}, {"do": "run", "seq": -1, "tag": TAG},
    ],
    ids=lambda sent: str(sent)[:40],
)  # fmt: skip
def test_what_the_page_does_not_send_is_refused(editor: Editor, sent: object) -> None:
    answer = editor.answer(sent)
    assert not answer["ok"]
    assert answer["note"].startswith("This cannot be done: ")


def test_where_it_is_switched_off_nothing_is_run_or_changed(shipped: Database, schema: Schema, tmp_path: Path) -> None:
    services = Services(shipped, schema, tmp_path, adhoc=False)
    editor = Editor(services)
    opened = ask(editor, "begin", copied="paris-call-without-un-convention")
    assert (opened["adhoc"], opened["note"]) == (False, SWITCHED_OFF)
    assert opened["query"]["cypher"]
    for deed in ("run", "explain", "prepare", "save", "rename", "delete"):
        answer = ask(editor, deed, "RETURN 1 AS one", form=FORM, basis="mine", name="other", only_looks=True)
        assert (answer["ok"], answer["note"]) == (False, SWITCHED_OFF)
    services.guard.close()


def test_the_page_has_no_place_in_the_header(services: Services) -> None:
    found = pages()
    assert PAGE in found
    assert not PAGE.listed
    shown = [vars(link) for link in shell._places(found, PAGE.path)]
    assert [link["href"] for link in shown] == [page.path for page in found if page.listed]
    assert [link["href"] for link in shown if "aria-current" in link] == ["/queries"]


def test_the_frame_reads_nothing() -> None:
    assert isinstance(layout(), Component)
