"""What `cyberatlas divides`, `alliances`, `path`, `compare` and `change` have in common, as a user calls them."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.cli import main
from explorer.reads.naming import AmbiguousNameError, UnknownNameError, entity_called
from explorer.reads.provenance import rows_by_dataset
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.command import COMMAND, Run, called, environment
from tests.explorer.calls import caller


@pytest.fixture
def offline(tmp_path: Path) -> Run:
    """The command where no database answers."""
    return lambda *arguments: called(None, tmp_path, *arguments)


@pytest.fixture
def asked(shipped: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with the shipped graph."""
    return caller(shipped.address, tmp_path, monkeypatch)


@pytest.mark.parametrize("command", ["divides", "alliances", "path", "compare", "change"])
def test_help(command: str) -> None:
    done = CliRunner().invoke(main, [command, "--help"])
    assert done.exit_code == 0
    assert done.stdout.lstrip().startswith("Usage: ")


# Calls that mean nothing need no database -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["path", "A"], "Usage: "),
        (["path", "A", "B", "-k", "0"], "Usage: "),
        (["path", "A", "B", "--steps", "0"], "Usage: "),
        (["path", "A", "B", "--half-life", "-1"], "Usage: "),
        (["path", "A", "B", "--direction", "up"], "Usage: "),
        (["path", "A", "B", "--as-of", "May"], "--as-of 'May' is no date. Expected YYYY, YYYY-MM or YYYY-MM-DD"),
        (["path", "A", "B", "--as-of", "2019-02-29"], "--as-of '2019-02-29' is no date."),
        (["divides", "--from", "2018-13"], "--from '2018-13' is no date."),
        (["divides", "--before-to", "x"], "--before-to 'x' is no date."),
        (["divides", "--evidence", "gossip"], "'gossip' is no kind of evidence: expected some of votes"),
        (["alliances", "--to", "x"], "--to 'x' is no date."),
        (["compare"], "Usage: "),
        (["compare", "A"], "Two to six actors can be compared, and 1 was named."),
        (["compare", *"ABCDEFG"], "Two to six actors can be compared, and 7 were named."),
        (["change", "--from", "2018"], "Usage: "),
        (["change", "--from", "2018", "--to", "now"], "--to 'now' is no date."),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_calls_that_mean_nothing(arguments: list[str], says: str, offline: Run) -> None:
    done = offline(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_no_database(offline: Run) -> None:
    done = offline("path", "Huawei", "France", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "No Neo4j answers" in done.stderr


# Names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("company:huawei", "company:huawei"),
        ("Huawei", "company:huawei"),
        (" huawei ", "company:huawei"),
        ("United States", "state:USA"),
        ("NATO", "organization:nato"),
        ("North Atlantic Treaty Organization", "organization:nato"),
        ("France", "state:FRA"),
    ],
)
def test_names(said: str, meant: str, shipped: Database, schema: Schema) -> None:
    assert entity_called(shipped, schema, said).id == meant


@pytest.mark.parametrize(
    ("said", "near"), [("Huawie", "company:huawei"), ("company:huawie", "company:huawei"), ("Huaw", "company:huawei")]
)
def test_what_is_only_near_is_offered_and_not_taken(said: str, near: str, shipped: Database, schema: Schema) -> None:
    with pytest.raises(UnknownNameError, match=f"called '{said}'. Nearest: ") as error:
        entity_called(shipped, schema, said)
    assert near in [each.id for each in error.value.nearest]


def test_a_name_that_nothing_is_near(shipped: Database, schema: Schema) -> None:
    for said in ("qqqqzzzzxxxx", "", "state:QQZZXX", "x:y"):
        with pytest.raises(UnknownNameError, match="Nothing in the graph is called"):
            entity_called(shipped, schema, said)


@pytest.fixture
def twins(shipped: Database) -> Iterator[None]:
    """Two of the same name, and a third for which it is another name."""
    shipped.write(
        "UNWIND [['company:twin-a', 'Twinfirm', []], ['organization:twin-b', 'Twinfirm', []], "
        "['forum:alone', 'Lonely', ['Solofirm']], ['company:solo', 'Solofirm', []]] AS row "
        "CREATE (:Entity:Company {id: row[0], name: row[1], aliases: row[2]})"
    )
    shipped.write("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    yield
    shipped.write("MATCH (n:Entity) WHERE n.name IN ['Twinfirm', 'Lonely', 'Solofirm'] DELETE n")


def test_a_name_of_several(twins: None, shipped: Database, schema: Schema) -> None:
    with pytest.raises(AmbiguousNameError, match="'Twinfirm' is the name of 2 entities") as error:
        entity_called(shipped, schema, "Twinfirm")
    assert {each.id for each in error.value.meant} == {"company:twin-a", "organization:twin-b"}
    assert entity_called(shipped, schema, "Solofirm").id == "company:solo"  # a name goes before another name


@pytest.mark.parametrize(
    "arguments",
    [
        ["path", "Huawie", "France"],
        ["path", "France", "Germany", "--via", "Huawie"],
        ["path", "France", "Germany", "--avoid", "Huawie"],
        ["compare", "France", "Huawie"],
        ["alliances", "Huawie"],
        ["divides", "--actor", "Huawie"],
        ["change", "--from", "2018", "--to", "2019", "Huawie"],
    ],
    ids=" ".join,
)
def test_an_unknown_actor(arguments: list[str], asked: Run) -> None:
    done = asked(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Nothing in the graph is called 'Huawie'. Nearest: Huawei (company:huawei)")


def test_rows_by_dataset(shipped: Database) -> None:
    plain = shipped.read("MATCH ()-[r:VOTED]->(t:Resolution) RETURN r.dataset AS d, count(*) AS n")
    assert rows_by_dataset(shipped, ["VOTED"]) == {row["d"]: row["n"] for row in plain}
    one = rows_by_dataset(shipped, ["VOTED"], ["resolution:A/RES/73/27"])
    assert 150 < sum(one.values()) < 200
    assert rows_by_dataset(shipped, [], None) == {}
    assert sum(rows_by_dataset(shipped).values()) == shipped.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]


# A process of its own -------------------------------------------------------------------------------------------


def test_a_process_answers_the_same(asked: Run, shipped: Database, tmp_path: Path) -> None:
    arguments = ("compare", "France", "Russia", "--json")
    done = called(shipped.address, tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == asked(*arguments).stdout


def connections(database: Database) -> int:
    return int(database.read("CALL dbms.listConnections() YIELD connectionId RETURN count(*) AS n")[0]["n"])


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a child there by other ways")
def test_interrupt(shipped: Database, tmp_path: Path) -> None:
    before, patience = connections(shipped), time.monotonic() + 60
    running = subprocess.Popen(
        [*COMMAND, "divides", "--resamples", "100000"], cwd=tmp_path, text=True, encoding="utf-8",
        env=environment(shipped.address, tmp_path / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while connections(shipped) <= before and running.poll() is None and time.monotonic() < patience:
        time.sleep(0.05)
    time.sleep(1)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=60)
    assert (running.returncode, out, said) == (130, "", "Interrupted.\n")
