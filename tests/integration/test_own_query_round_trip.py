"""A query of one's own from the editor to another machine; every shipped query by page and by command."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer.cli import main
from explorer.editing import Editor
from explorer.pages.queries import Answers, answered
from explorer.queries.library import FOLDER
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.command import called, environment

SIGNERS = (
    "// States that support a text, with the year.\n"
    "MATCH (state:State)-[tie:SUPPORTS]->(:Agreement {id: $text})\n"
    "WHERE tie.start >= $since\n"
    "RETURN state.id AS state_id, state.name AS state, tie.start AS since\n"
    "ORDER BY state_id"
)
PARAMETERS: list[dict[str, Any]] = [
    {"name": "text", "type": "entity", "value": "agreement:paris-call"},
    {"name": "since", "type": "date", "value": "2018"},
]
FORM = {
    "title": "Qui soutient “l’appel”? 谁支持", "category": "Mine", "description": "States alone.", "shows": "table",
    "columns": {"state_id": "Its id", "state": "The state", "since": "Since when"},
    "labels": {"text": "The text", "since": "Not before"},
}  # fmt: skip
TAG = "editor-0123456789abcdef"


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """The data folders of two machines; each stands beside what is handed from one to the other."""
    return tmp_path / "one", tmp_path / "other"


def told(editor: Editor, do: str, **more: Any) -> dict[str, Any]:
    answer = editor.answer({"seq": 1, "do": do, "cypher": SIGNERS, "parameters": PARAMETERS, "tag": TAG} | more)
    assert answer["ok"], answer
    return dict(answer)


@pytest.mark.parametrize("ending", [".cypher", ".yml", ".json", ".zip"])
def test_a_query_written_here_runs_there(
    shipped: Database, schema: Schema, homes: tuple[Path, Path], ending: str
) -> None:
    here, there = (home / "home" for home in homes)
    first = Services(shipped, schema, here)
    written = told(Editor(first), "run")
    name = told(Editor(first), "save", form=FORM)["query"]["name"]
    first.guard.close()
    assert len(written["rows"]) > 10

    again = Services(shipped, schema, here)  # what the program makes when it starts anew
    found = again.queries.get(name)
    assert (found.title, found.own, found.parameters["text"].default) == (FORM["title"], True, "agreement:paris-call")
    assert told(Editor(again), "begin", name=name)["query"]["cypher"] == SIGNERS
    answers = Answers()
    _, ran = answered({"seq": 1, "tag": "0" * 8, "name": name, "given": {}}, again, answers)
    again.guard.close()
    result = answers.get("0" * 8)
    assert ran["ok"]
    assert result is not None
    assert [[cell["text"] for cell in row[1:]] for row in written["rows"]] == [row[1:] for row in result.rows]

    for home in homes:
        home.mkdir(exist_ok=True)
    handed = homes[0].parent / f"handed{ending}"
    done = called(shipped.address, homes[0], "query", "export", name, "--to", str(handed))
    assert done.returncode == 0, done.stderr
    assert not (there / FOLDER).exists()
    done = called(shipped.address, homes[1], "query", "import", str(handed))
    assert done.returncode == 0, done.stderr
    taken = done.stdout.partition(":")[0]
    done = called(shipped.address, homes[1], "query", "run", taken, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"columns": result.columns, "rows": result.rows, "truncated": False}


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: Path) -> Iterator[Services]:
    made = Services(shipped, schema, tmp_path)
    yield made
    made.guard.close()


def test_every_shipped_query_gives_the_same_rows_by_page_and_by_command(services: Services, tmp_path: Path) -> None:
    given = environment(services.database.address, tmp_path)
    queries = services.queries.queries()
    assert len(queries) >= 50
    for query in queries:
        answers = Answers()
        _, ran = answered({"seq": 1, "tag": "0" * 8, "name": query.name, "given": {}}, services, answers)
        assert ran["ok"], (query.name, ran)
        page = answers.get("0" * 8)
        assert page is not None
        done = CliRunner(env=given).invoke(main, ["query", "run", query.name, "--format", "json"])
        assert done.exit_code == 0, (query.name, done.output)
        command = json.loads(done.stdout)
        assert (command["columns"], command["truncated"]) == (page.columns, page.truncated), query.name
        rows = [sorted(json.dumps(row) for row in some) for some in (command["rows"], page.rows)]
        assert rows[0] == rows[1], query.name
        assert rows[0], query.name
