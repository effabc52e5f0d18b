"""`cyberatlas query` as a user calls it."""

import csv
import io
import json
import os
import signal
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer.cli import main
from explorer.queries.library import Library
from explorer.queries.running import run
from graph_loader.content import shipped as shipped_folder
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.schema import Schema
from tests.command import COMMAND, Run, called, environment
from tests.explorer.queries.samples import WHOLE, simple


@pytest.fixture
def query(tmp_path: Path) -> Run:
    """The command where no database answers."""
    return lambda *arguments: called(None, tmp_path, "query", *arguments)


@pytest.fixture
def asked(shipped: Database, tmp_path: Path) -> Run:
    """The command with the shipped graph."""
    return lambda *arguments: called(shipped.address, tmp_path, "query", *arguments)


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / "home" / "queries" / f"{name}.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


STATES = simple(
    "MATCH (s:State) WHERE s.id IN $states RETURN s.id AS id, s.name AS name ORDER BY id",
    '[parameters.states]\nlabel = "States"\ntype = "entity"\nkinds = ["State"]\nmany = true',
    'id = "Its id"\nname = "Its name"',
    "Which states?",
)
TWO = ["--param", "states=state:FRA", "--param", "states=state:DEU"]


@pytest.mark.parametrize("command", ["list", "show", "run", "import", "export", ""])
def test_help(command: str) -> None:
    done = CliRunner().invoke(main, ["query", *filter(None, [command]), "--help"])
    assert done.exit_code == 0
    assert done.stdout.lstrip().startswith("Usage: ")


# Without a database ---------------------------------------------------------------------------------------------


def test_list(query: Run, tmp_path: Path) -> None:
    own(tmp_path, "mine", STATES)
    own(tmp_path, "wrong", simple("MATCH (c:Country) RETURN count(c) AS n"))
    done = query("list", "--json")
    assert done.returncode == 0
    found = {each["name"]: each for each in json.loads(done.stdout)}
    assert (found["mine"]["own"], found["mine"]["title"]) == (True, "Which states?")
    assert found["mine"]["parameters"]["states"] == {
        "label": "States", "type": "entity", "kinds": ["State"], "many": True,
    }  # fmt: skip
    assert len([each for each in found.values() if not each["own"]]) > 20
    assert "wrong" not in found
    assert done.stderr.startswith("wrong is kept and cannot be run:\n  wrong.cypher:7: found the label")
    table = query("list")
    assert (table.returncode, "Which states?" in table.stdout) == (0, True)


def test_show(query: Run, tmp_path: Path) -> None:
    own(tmp_path, "who", WHOLE)
    done = query("show", "who")
    assert (done.returncode, done.stderr) == (0, "")
    for part in (
        "Who supports a text?",
        "--param agreement=...",
        "[default: agreement:paris-call]",
        "Its id",
        "MATCH (s:",
    ):
        assert part in done.stdout


def test_show_of_what_cannot_be_run(query: Run, tmp_path: Path) -> None:
    text = simple("MATCH (c:Country) RETURN count(c) AS n")
    own(tmp_path, "wrong", text)
    done = query("show", "wrong")
    assert (done.returncode, done.stdout.strip()) == (1, text)
    assert done.stderr.startswith("wrong is kept and cannot be run:\n  wrong.cypher:7: found the label")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "nothing-like-it"], "There is no query 'nothing-like-it'"),
        (["run", "../../etc/passwd"], "There is no query '../../etc/passwd'"),
        (["run", "mine"], "states: A value is needed here."),
        (["run", "mine", "--param", "states"], "--param 'states' means nothing. Expected NAME=VALUE"),
        (["run", "mine", "--param", "states=company:huawei"], "Expected an id that begins with state:"),
        (["run", "mine", *TWO, "--param", "x=1"], "x: There is no parameter 'x'; there are: states."),
        (["run", "who", "--param", "since=2018", "--param", "since=2019"], "since was given twice"),
        (["run", "mine", "--format", "xml"], "'xml' is not one of"),
        (["run", "mine", "--rows", "0"], "Usage: "),
        (["run"], "Usage: "),
        (["export", "mine"], "Usage: "),
        (["export", "mine", "--to", "x.doc"], "The format of 'x.doc' is not clear"),
        (["export", "mine", "who", "--to", "x.json"], "holds one query, not 2"),
        (["nonsense"], "Usage: "),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_calls_that_mean_nothing(arguments: list[str], says: str, query: Run, tmp_path: Path) -> None:
    own(tmp_path, "mine", STATES)
    own(tmp_path, "who", WHOLE)
    done = query(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_what_fails(query: Run, tmp_path: Path) -> None:
    own(tmp_path, "wrong", simple("MATCH (c:Country) RETURN count(c) AS n"))
    own(tmp_path, "mine", STATES)
    for arguments, says in (
        (["run", "wrong"], "wrong.cypher:7: found the label"),
        (["run", "mine", *TWO], "No Neo4j answers"),
        (["import", "nowhere.yml"], "nowhere.yml: found a file that cannot be read"),
        (["export", "mine", "--to", "no/folder/x.yml"], "No such file"),
    ):
        done = query(*arguments)
        assert (done.returncode, done.stdout) == (1, ""), arguments
        assert says in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("file", ["mine.yml", "mine.json", "mine.cypher", "mine.zip"])
def test_export_and_import_into_a_fresh_home(file: str, query: Run, tmp_path: Path) -> None:
    path = own(tmp_path, "mine", STATES)
    done = query("export", "mine", "--to", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"1 query written to {file}\n")
    again = query("export", "mine", "--to", file)
    assert (again.returncode, "--yes" in again.stderr) == (2, True)
    assert query("export", "mine", "--to", file, "--yes").returncode == 0
    path.unlink()
    done = query("import", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "mine: Which states?\n", "")
    assert path.read_text(encoding="utf-8").rstrip().rstrip(";") == STATES.rstrip()
    assert query("import", file).stderr == "mine: this was here already\n"


def test_all_are_exported_where_none_is_named(query: Run, tmp_path: Path) -> None:
    done = query("export", "--to", "all.zip", "--format", "bloodhound-yaml")
    assert done.returncode == 0
    done = query("import", "all.zip")
    assert done.returncode == 0
    assert done.stderr.count("this was here already") == len(done.stdout.splitlines()) > 20


def test_import_of_what_cannot_be_run(query: Run, tmp_path: Path) -> None:
    foreign = {"name": "Admins", "query": "MATCH (u:User) RETURN u.name AS name", "colour": "red"}
    (tmp_path / "a.json").write_text(json.dumps(foreign))
    (tmp_path / "b.json").write_text("{")
    refused = query("import", "a.json", "b.json")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nothing was written" in refused.stderr
    assert not (tmp_path / "home" / "queries").exists()
    done = query("import", "a.json")
    assert (done.returncode, done.stdout) == (0, "admins: Admins\n")
    assert "admins: the field 'colour' is kept, and means nothing here\n" in done.stderr
    assert "admins is kept and cannot be run:\n  admins.cypher:" in done.stderr
    assert "Admins" not in query("list").stdout


# With the shipped graph -----------------------------------------------------------------------------------------


def result(done: "subprocess.CompletedProcess[str]") -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_formats_of_an_answer(asked: Run, tmp_path: Path) -> None:
    own(tmp_path, "mine", STATES)
    rows = [["state:DEU", "Germany"], ["state:FRA", "France"]]

    def run(format_: str) -> str:
        return result(asked("run", "mine", *TWO, "--format", format_))

    assert json.loads(run("json")) == {"columns": ["id", "name"], "rows": rows, "truncated": False}
    assert [json.loads(line) for line in run("jsonl").splitlines()] == [
        dict(zip(("id", "name"), r, strict=True)) for r in rows
    ]
    assert list(csv.reader(io.StringIO(run("csv")))) == [["id", "name"], *rows]
    assert "Germany" in run("table")


def test_an_answer_that_is_cut_says_so(asked: Run, tmp_path: Path) -> None:
    own(tmp_path, "mine", STATES)
    done = asked("run", "mine", *TWO, "--rows", "1", "--format", "json")
    found: Any = json.loads(done.stdout)
    assert (done.returncode, len(found["rows"]), found["truncated"]) == (0, 1, True)
    assert done.stderr == "Only the first 1 rows are shown; there are more.\n"


def test_an_own_query_that_writes_is_refused(asked: Run, tmp_path: Path, shipped: Database) -> None:
    own(tmp_path, "bad", simple("MATCH (s:State) DETACH DELETE s RETURN count(s) AS n"))
    done = asked("run", "bad")
    assert (done.returncode, done.stdout) == (1, "")
    assert "would change the database" in done.stderr
    assert shipped.read("MATCH (s:State) RETURN count(s) > 100 AS ok") == [{"ok": True}]


SLOW = simple(
    "MATCH (a:Entity), (b:Entity), (c:Entity) WHERE a.name + b.name + c.name = 'x' RETURN count(*) AS n"
).replace("// [columns]", "// timeout = 30\n// [columns]")
RUNNING = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'a.name + b.name' RETURN count(*) AS n"


def running(database: Database) -> int:
    """How many transactions but this one are at the slow query."""
    return int(database.read(RUNNING)[0]["n"]) - 1


def test_the_time_limit_can_be_tightened(asked: Run, tmp_path: Path) -> None:
    own(tmp_path, "slow", SLOW)
    begun = time.monotonic()
    done = asked("run", "slow", "--seconds", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "time limit" in done.stderr
    assert time.monotonic() - begun < 25


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to a single process there")
def test_an_interrupt_ends_the_statement_on_the_server(shipped: Database, tmp_path: Path) -> None:
    own(tmp_path, "slow", SLOW)
    process = subprocess.Popen(
        [*COMMAND, "query", "run", "slow"], cwd=tmp_path, env=environment(shipped.address, tmp_path / "home"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 25
    while not running(shipped) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert running(shipped)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, ("", "Interrupted.\n"))
    deadline = time.monotonic() + 3
    while running(shipped) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert running(shipped) == 0


def test_every_shipped_query_gives_what_the_library_gives(shipped: Database, schema: Schema, tmp_path: Path) -> None:
    library = Library(shipped_folder("cypher"), tmp_path, schema)
    with closing(Guard(shipped)) as guard:
        for query in library.queries():
            arguments = ["query", "run", query.name, "--format", "json"]
            done = CliRunner().invoke(main, arguments, env=environment(shipped.address, tmp_path))
            assert (done.exit_code, done.stderr) == (0, ""), query.name
            found = run(guard, query, {})
            assert json.loads(done.stdout) == json.loads(json.dumps(found.as_dict())), query.name
            assert found.columns == list(query.columns), query.name
