"""One loader at a time: who holds the lock, who takes it over, and what a loader without it still does."""

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from graph_loader import runs, statements
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.errors import DatabaseError, LoadRefusedError
from graph_loader.freshness import stale_datasets
from graph_loader.loading import load
from graph_loader.runs import LoadLock
from graph_loader.schema import Schema
from graph_loader.writing import Writer
from tests.dataset_folders import opened, states, ties
from tests.digest import graph_content, graph_digest

HOLD = """
import sys, time
from graph_loader.database.address import Address
from graph_loader.database.connection import open_database
from graph_loader.runs import LoadLock
with open_database(Address(sys.argv[1], password=sys.stdin.readline().strip())) as database, LoadLock(database) as lock:
    lock.begin(["left-behind"])
    print(lock.run, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def prepared(database: Database, schema: Schema) -> Database:
    """With the constraint of the lock node."""
    database.write_all(statements.constraints(schema))
    return database


def holder_elsewhere(address: Address) -> tuple["subprocess.Popen[str]", str]:
    """A process that holds the lock, and its run."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, address.uri], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{address.password}\n")
    process.stdin.flush()
    return process, process.stdout.readline().strip()


def test_second_loader_is_refused_with_the_name_of_the_first(
    prepared: Database, schema: Schema, tmp_path: Path
) -> None:
    with LoadLock(prepared) as lock:
        with pytest.raises(LoadRefusedError) as refused:
            load(prepared, [opened(tmp_path, "d", {"State": states("FRA")}, schema)], schema)
        assert f"Another load is at work: {lock.owner}. Wait until it has finished" in str(refused.value)
        assert graph_content(prepared) == []
    load(prepared, [opened(tmp_path, "d", {"State": states("FRA")}, schema)], schema)


def test_second_loader_waits_when_asked_to(prepared: Database) -> None:
    first = LoadLock(prepared)
    first.__enter__()
    release = threading.Timer(1.0, first.__exit__, (None, None, None))
    release.start()
    begun = time.monotonic()
    with LoadLock(prepared, wait=30):
        assert time.monotonic() - begun >= 0.9
    release.join()


def test_waiting_ends(prepared: Database) -> None:
    with LoadLock(prepared):
        begun = time.monotonic()
        with pytest.raises(LoadRefusedError), LoadLock(prepared, wait=0.5):
            pass
        assert 0.5 <= time.monotonic() - begun < 20


def test_lock_of_a_dead_process_of_this_machine_is_taken_over_at_once(
    prepared: Database, schema: Schema, tmp_path: Path
) -> None:
    process, run = holder_elsewhere(prepared.address)
    try:
        with pytest.raises(LoadRefusedError, match=rf"\(process {process.pid}\)"), LoadLock(prepared):
            pass
    finally:
        process.kill()
        process.communicate()
    left = opened(tmp_path, "left-behind", {"State": states("FRA")}, schema)
    report = load(prepared, [left], schema)
    assert len(report.completed) == 1
    assert report.completed[0].startswith("The load of left-behind begun by ")
    assert report.completed[0].endswith(" UTC was interrupted")
    (old,) = prepared.read("MATCH (r:LoadRun {id: $run}) RETURN r.state AS state, r.completed_by AS by", {"run": run})
    assert old == {"state": "completed later", "by": report.run}
    assert load(prepared, [left], schema).completed == []


def test_lock_of_another_machine_is_waited_for_until_it_expires(
    prepared: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "EXPIRY_SECONDS", 1.5)
    monkeypatch.setattr(runs, "HEARTBEAT_SECONDS", 600.0)
    silent = LoadLock(prepared)
    with silent:
        prepared.write("MATCH (l:LoadLock) SET l.host = 'elsewhere', l.pid = 1")
        with pytest.raises(LoadRefusedError), LoadLock(prepared):
            pass
        time.sleep(1.6)
        with LoadLock(prepared) as second:
            assert _runs(prepared) == [second.run]
            with pytest.raises(LoadRefusedError, match="did not renew its lock in time"):
                silent.complete()
    assert _runs(prepared) == [None]


def _runs(database: Database) -> list[str | None]:
    return [row["run"] for row in database.read("MATCH (l:LoadLock) RETURN l.run AS run")]


def test_lock_that_is_renewed_does_not_expire(prepared: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "EXPIRY_SECONDS", 2.0)
    monkeypatch.setattr(runs, "HEARTBEAT_SECONDS", 0.2)
    with LoadLock(prepared) as lock:
        prepared.write("MATCH (l:LoadLock) SET l.host = 'elsewhere'")
        time.sleep(3.0)
        with pytest.raises(LoadRefusedError), LoadLock(prepared):
            pass
        assert _runs(prepared) == [lock.run]


def test_pid_that_another_process_has_now_is_no_owner(prepared: Database) -> None:
    first = LoadLock(prepared)
    first.__enter__()
    prepared.write("MATCH (l:LoadLock) SET l.pid = $pid, l.process_start = 1.0", {"pid": psutil.Process().ppid()})
    with LoadLock(prepared) as second:
        assert _runs(prepared) == [second.run]
    first.__exit__(None, None, None)


def test_loader_that_lost_its_lock_writes_nothing_more(
    prepared: Database, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is taken away between the entities and the relations, then before the sweep."""
    tables = {"State": states("FRA", "DEU"), "FUNDS": ties("", "state:FRA,state:DEU")}
    dataset = opened(tmp_path, "d", tables, schema)
    original = Writer._write_shared

    def robbed(writer: Writer) -> None:
        prepared.write("MATCH (l:LoadLock) SET l.run = 'thief', l.expires = timestamp() + 600000")
        original(writer)

    monkeypatch.setattr(Writer, "_write_shared", robbed)
    with pytest.raises(LoadRefusedError, match="another loader took it over; nothing more was written"):
        load(prepared, [dataset], schema)
    assert len(graph_content(prepared)) == 2, "the entities written before, and no relation"
    assert _runs(prepared) == ["thief"], "the lock of the other one is not released"
    assert prepared.read("MATCH (d:Dataset) RETURN d") == []
    assert stale_datasets(prepared, [dataset], schema) == [dataset]

    monkeypatch.undo()
    prepared.write("MATCH (l:LoadLock) SET l.run = null")
    load(prepared, [dataset], schema)
    fewer = opened(tmp_path, "d", {"State": states("FRA")}, schema)
    before = graph_digest(prepared)
    monkeypatch.setattr(Writer, "_write_shared", robbed)
    with pytest.raises(LoadRefusedError, match="nothing more was written"):
        load(prepared, [fewer], schema, yes=True)
    assert graph_digest(prepared) == before


def test_interrupted_load_of_one_dataset_is_not_completed_by_that_of_another(
    prepared: Database, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(tmp_path, "one", {"State": states("FRA")}, schema)
    two = opened(tmp_path, "two", {"State": states("DEU")}, schema)
    load(prepared, [one, two], schema)

    def broken(_: Writer) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(Writer, "_sweep", broken)
    for _ in range(2):
        with pytest.raises(DatabaseError):
            load(prepared, [one, two], schema)
    monkeypatch.undo()
    assert stale_datasets(prepared, [one, two], schema) == [one, two]
    assert load(prepared, [two], schema).completed == []
    assert stale_datasets(prepared, [one, two], schema) == [one]
    assert len(load(prepared, [one], schema).completed) == 2
    assert stale_datasets(prepared, [one, two], schema) == []


def test_two_loads_at_once_from_two_threads(
    database_address: Address, database: Database, schema: Schema, tmp_path: Path
) -> None:
    """Both succeed where both wait, and the graph is that of both."""
    datasets = [
        opened(tmp_path, name, {"State": states("FRA", code)}, schema)
        for name, code in (("one", "AAA"), ("two", "BBB"))
    ]
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with open_database(database_address) as own:
                load(own, [datasets[number]], schema, wait=60)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert database.read("MATCH (n:State) RETURN n.iso3 AS code, size(n.datasets) AS n ORDER BY code") == [
        {"code": "AAA", "n": 1}, {"code": "BBB", "n": 1}, {"code": "FRA", "n": 2},
    ]  # fmt: skip


def test_owner_names_user_machine_and_process(prepared: Database) -> None:
    with LoadLock(prepared) as lock:
        assert socket.gethostname() in lock.owner
        assert f"(process {psutil.Process().pid})" in lock.owner
