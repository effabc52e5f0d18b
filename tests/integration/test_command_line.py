"""The commands as a user runs them: exit codes, what goes to standard output, what to standard error."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer.cli import main
from graph_loader.database.address import Address
from graph_loader.database.connection import Database
from graph_loader.loading import load, open_datasets
from graph_loader.schema import load_schema
from tests.dataset_folders import states, ties, write_dataset

COMMANDS = [
    [], ["load"], ["check"], ["cypher"], ["doctor"], ["db"], ["db", "start"], ["db", "stop"], ["db", "status"],
    ["db", "reset"], ["db", "logs"], ["up"],
]  # fmt: skip
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(address: Address, home: Path) -> dict[str, str]:
    """The environment in which the commands use the database of the tests."""
    own = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "CYBERATLAS_HOME": str(home),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONWARNINGS": "error",
    }
    return os.environ | own


@pytest.fixture
def cyberatlas(database_address: Address, tmp_path: Path) -> Run:
    def run(*arguments: str, **changed: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", "from explorer.cli import main; main()", *arguments],
            cwd=tmp_path,
            env=environment(database_address, tmp_path / "home") | changed,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    schema = load_schema()
    tables = {"State": states("DEU", "FRA", "ITA"), "FUNDS": ties("start", "state:FRA,state:DEU,2018-11")}
    load(database, open_datasets([write_dataset(tmp_path, "d", tables)], schema), schema)
    return database


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_of_every_command(command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--help"])
    assert done.exit_code == 0
    assert done.stdout.lstrip().startswith("Usage: ")
    assert done.stderr == ""


def test_help(cyberatlas: Run) -> None:
    done = cyberatlas("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for command in COMMANDS[1:]:
        assert f" {command[0]} " in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["load", "--nonsense"], ["load", "--wait", "-1"], ["cypher"], ["cypher", "RETURN 1", "--rows", "0"]],
    ids=" ".join,
)
def test_call_that_means_nothing(arguments: list[str], cyberatlas: Run) -> None:
    done = cyberatlas(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Usage: " in done.stderr


@pytest.mark.parametrize("command", ["load", "check"])
def test_unknown_dataset(command: str, cyberatlas: Run) -> None:
    done = cyberatlas(command, "nowhere")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(
        "There is no dataset 'nowhere': neither a known name nor a folder with a dataset.toml"
    )
    assert "states" in done.stderr
    assert "un-voting" in done.stderr


def test_loading_and_loading_again(database: Database, cyberatlas: Run, tmp_path: Path) -> None:
    write_dataset(tmp_path, "d", {"State": states("DEU", "FRA")})
    first = cyberatlas("load", "d", "--json")
    assert (first.returncode, first.stderr) == (0, "")
    report = json.loads(first.stdout)
    (table,) = report["tables"]
    assert (table["dataset"], table["table"], table["created"]) == ("d", "State.csv", 2)
    second = cyberatlas("load", "d")
    assert (second.returncode, second.stderr) == (0, "")
    assert "unchanged" in second.stdout
    assert "\x1b" not in second.stdout
    assert database.read("MATCH (n:State) RETURN count(n) AS n") == [{"n": 2}]


def test_dataset_in_the_folder_of_the_user_is_known_by_name(
    database: Database, cyberatlas: Run, tmp_path: Path
) -> None:
    write_dataset(tmp_path / "home" / "datasets", "mine", {"State": states("FRA")})
    done = cyberatlas("check", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch("1 datasets? with 1 rows?: no fault found.\n", done.stdout)


def test_remarks_go_to_standard_error(database: Database, cyberatlas: Run, tmp_path: Path) -> None:
    write_dataset(tmp_path, "d", {"State": states("FRA", "FRA")})
    done = cyberatlas("load", "d", "--json")
    assert done.returncode == 0
    assert done.stderr == "d/State.csv:3: says the same as d/State.csv:2; read once\n"
    assert json.loads(done.stdout)["notes"]


@pytest.mark.parametrize("command", ["load", "check"])
def test_faults_go_to_standard_error(command: str, cyberatlas: Run, tmp_path: Path) -> None:
    write_dataset(tmp_path, "d", {"State": "id,name,iso3,verified\nx,X,XXX,no\n"})
    done = cyberatlas(command, "d", "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert [line.partition(" found ")[0] for line in lines[:2]] == ["d/State.csv:2:", "d/State.csv:2:"]
    assert lines[2:] == ["2 faults; nothing was written."]


def test_removing_much_and_withdrawing(loaded: Database, cyberatlas: Run, tmp_path: Path) -> None:
    write_dataset(tmp_path, "d", {"State": states("DEU", "FRA", "ITA")})
    refused = cyberatlas("load", "d")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--yes" in refused.stderr
    assert cyberatlas("load", "d", "--yes").returncode == 0
    unknown = cyberatlas("load", "--withdraw", "e", "--yes")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "Nothing was ever loaded from e" in unknown.stderr
    assert cyberatlas("load", "--withdraw", "d", "--yes").returncode == 0
    assert loaded.read("MATCH (n:Entity) RETURN n") == []


def test_checking_needs_no_database(cyberatlas: Run, tmp_path: Path) -> None:
    write_dataset(tmp_path, "d", {"State": states("FRA"), "FUNDS": ties("", "state:FRA,state:DEU")})
    done = cyberatlas("check", "d", NEO4J_URI="bolt://127.0.0.1:9")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "d/FUNDS.csv:2: found 'state:DEU', which no dataset describes; expected a known entity"
    )


def result(done: "subprocess.CompletedProcess[str]") -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_shape_of_a_result(loaded: Database, cyberatlas: Run) -> None:
    done = cyberatlas("cypher", "MATCH p = (a:State {iso3: 'FRA'})-[r]->(b) RETURN a, r, p, 1 AS one", "--json")
    found = result(done)
    assert done.stderr == ""
    assert list(found) == ["columns", "rows", "truncated"]
    assert found["columns"] == ["a", "r", "p", "one"]
    assert found["truncated"] is False
    ((state, relation, path, one),) = found["rows"]
    assert state == {
        "id": "state:FRA", "kind": "State", "labels": ["Actor", "State"],
        "properties": {"datasets": ["d"], "iso3": "FRA", "name": "FRA", "verified": False},
    }  # fmt: skip
    assert relation["kind"] == "FUNDS"
    assert relation["properties"] == {"dataset": "d", "start": "2018-11", "verified": False}
    assert [node["id"] for node in path["nodes"]] == ["state:FRA", "state:DEU"]
    assert one == 1


def test_result_that_is_cut_says_so(loaded: Database, cyberatlas: Run) -> None:
    done = cyberatlas("cypher", "MATCH (n:State) RETURN n.iso3 AS code ORDER BY code", "--rows", "2", "--json")
    found = result(done)
    assert found == {"columns": ["code"], "rows": [["DEU"], ["FRA"]], "truncated": True}
    assert done.stderr == "Only the first 2 rows are shown; there are more.\n"
    whole = cyberatlas("cypher", "MATCH (n:State) RETURN n.iso3 AS code", "--rows", "3", "--json")
    assert result(whole)["truncated"] is False


def test_table_of_a_result(loaded: Database, cyberatlas: Run) -> None:
    done = cyberatlas("cypher", "MATCH (n:State) RETURN n.iso3 AS code, 1234567 AS n ORDER BY code")
    assert done.returncode == 0
    assert "DEU" in done.stdout
    assert "1,234,567" in done.stdout


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("MATCH (n) DETACH DELETE n", "would change the database"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "reads a file or an address"),
        ("SHOW SETTINGS", "shows the settings of the server"),
    ],
    ids=["write", "file", "settings"],
)
def test_refusal_on_the_command_line(statement: str, says: str, loaded: Database, cyberatlas: Run) -> None:
    done = cyberatlas("cypher", statement, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_time_limit_of_a_statement(loaded: Database, cyberatlas: Run) -> None:
    slow = "UNWIND range(1, 2000) AS a UNWIND range(1, 2000) AS b UNWIND range(1, 2000) AS c RETURN count(a + b * c)"
    done = cyberatlas("cypher", slow, "--seconds", "1", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The time limit was reached")


def test_doctor(loaded: Database, cyberatlas: Run) -> None:
    done = cyberatlas("doctor", "--json")
    findings = {finding["subject"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == (1 if any(finding["state"] == "bad" for finding in findings.values()) else 0)
    assert findings["database"]["state"] == "good"
    assert findings["graph"]["found"] == "3 entities, 1 ties"
    assert findings["datasets"]["state"] == "note"
    assert "states" in findings["datasets"]["found"]
    for subject in ("reading files", "reaching addresses", "password"):
        assert findings[subject]["state"] == "good", findings[subject]
    assert set(findings["program"]) == {"subject", "state", "found", "advice"}


def test_doctor_without_a_database(cyberatlas: Run) -> None:
    done = cyberatlas("doctor", "--json", NEO4J_URI="bolt://127.0.0.1:9")
    assert done.returncode == 1
    findings = {finding["subject"]: finding for finding in json.loads(done.stdout)}
    assert findings["database"]["state"] == "bad"
    assert "No Neo4j answers at bolt://127.0.0.1:9" in findings["database"]["found"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"NEO4J_PASSWORD": "wrong"},
            "refused the user name or the password. Check NEO4J_USERNAME and NEO4J_PASSWORD.",
        ),
        ({"NEO4J_DATABASE": "nowhere"}, "There is no database nowhere at "),
        ({"NEO4J_URI": "bolt://127.0.0.1:9"}, "No Neo4j answers at bolt://127.0.0.1:9. Start it"),
        ({"NEO4J_URI": "nonsense://x"}, "The address 'nonsense://x' cannot be used: "),
        ({"NEO4J_URI": "localhost"}, "The address 'localhost' cannot be used: "),
        ({"CYBERATLAS_PORT": "web"}, "setting port: found 'web'; expected "),
    ],
    ids=["password", "database", "nothing there", "scheme", "no scheme", "setting"],
)
def test_database_that_cannot_be_used(changed: dict[str, str], says: str, cyberatlas: Run) -> None:
    done = cyberatlas("cypher", "RETURN 1", **changed)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_local_server_is_not_tended_where_another_is_named(cyberatlas: Run) -> None:
    done = cyberatlas("db", "status")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`cyberatlas db` tends the local server only" in done.stderr


def test_reader_that_goes_away_is_no_error(loaded: Database, database_address: Address, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from explorer.cli import main; main()", "cypher", "--json", "--rows", "10000"]
    process = subprocess.Popen(
        [*command, "UNWIND range(1, 10000) AS n RETURN n, 'some text to fill the pipe' AS text"],
        cwd=tmp_path,
        env=environment(database_address, tmp_path / "home"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read().decode()
    assert "Traceback" not in errors
    assert process.wait(60) == 0
    process.stderr.close()
