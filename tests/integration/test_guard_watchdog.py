"""A statement that heeds neither its time limit nor an order to end: the watchdog frees the server that it holds up."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import psutil
import pytest

from graph_loader.access import open_guard
from graph_loader.database.connection import Database, open_database
from graph_loader.database.guard import Guard, Limits
from graph_loader.database.local_server import LocalServer
from graph_loader.errors import DatabaseError
from graph_loader.settings import Settings

ENDLESS = "RETURN any(x IN range(1, 9000000000000) WHERE x < 0) AS found"


@pytest.fixture(scope="module")
def own_settings(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    if not settings.local:
        pytest.skip("the test is about the local server, and NEO4J_URI names another database")
    return settings.model_copy(update={"home": tmp_path_factory.mktemp("held-up")})


@pytest.fixture(scope="module")
def own_server(own_settings: Settings) -> Iterator[LocalServer]:
    """A server of its own: others must not lose theirs."""
    server = LocalServer(own_settings.home, own_settings.cache, own_settings.maven_repository)
    server.start()
    yield server
    server.reset()


@pytest.fixture
def own_database(own_server: LocalServer) -> Iterator[Database]:
    with open_database(own_server.start().address) as database:
        database.write("MERGE (:Entity:State {id: 'state:FRA'})")
        yield database


def quick(guard: Guard) -> Guard:
    """The same guard with less patience."""
    guard.limits = Limits(run_seconds=1, plan_seconds=2)
    guard._watchdog._grace = 1
    return guard


def test_a_statement_that_heeds_nothing_is_reported(own_database: Database) -> None:
    told: list[str] = []
    done = threading.Event()

    def stuck(tag: str) -> bool:
        told.append(tag)
        done.set()
        return False

    with closing(quick(Guard(own_database, stuck=stuck))) as guard:
        thread = threading.Thread(target=_ignored, args=(guard, "endless"), daemon=True)
        begun = time.monotonic()
        thread.start()
        assert done.wait(30)
        assert told == ["endless"]
        assert time.monotonic() - begun > 2
        assert own_database.transactions_tagged("endless") == 1


def test_the_local_server_is_freed_and_the_same_database_goes_on(
    own_settings: Settings, own_server: LocalServer, own_database: Database
) -> None:
    before = own_server.status()
    with closing(quick(open_guard(own_settings, own_database))) as guard:
        with pytest.raises(DatabaseError, match="started anew"):
            guard.run(ENDLESS, {}, judged=True, tag="freed")
        after = own_server.status()
        assert after.pid != before.pid
        assert after.uri == before.uri
        assert before.pid is not None
        assert not psutil.pid_exists(before.pid)
        assert guard.run("MATCH (s:State) RETURN s.id", {}).rows == [["state:FRA"]]
        assert own_database.transactions_tagged("freed") == 0


def test_a_server_that_breaks_down_over_a_statement_is_started_anew(
    own_settings: Settings, own_server: LocalServer, own_database: Database
) -> None:
    pid = own_server.status().pid
    assert pid is not None
    with closing(open_guard(own_settings, own_database)) as guard:
        killer = threading.Timer(1, psutil.Process(pid).kill)
        killer.start()
        with pytest.raises(DatabaseError, match="started anew"):
            guard.run(ENDLESS, {}, judged=True)
        assert guard.run("RETURN 1 AS one", {}).rows == [[1]]


def test_a_server_that_was_stopped_on_purpose_stays_stopped(
    own_settings: Settings, own_server: LocalServer, own_database: Database
) -> None:
    with closing(open_guard(own_settings, own_database)) as guard:
        own_server.stop()
        with pytest.raises(DatabaseError, match="No Neo4j answers"):
            guard.run("RETURN 1", {})
        assert own_server.status().condition == "stopped"


def test_it_is_not_started_twice(own_server: LocalServer, own_database: Database) -> None:
    pid = own_server.status().pid
    assert own_server.restart(1) == pid
    assert own_server.status().pid == pid


def test_who_is_in_time_is_left_alone(own_database: Database) -> None:
    told: list[str] = []

    def stuck(tag: str) -> bool:
        told.append(tag)
        return False

    with closing(quick(Guard(own_database, stuck=stuck))) as guard:
        for _ in range(20):
            guard.run("RETURN 1", {})
        time.sleep(4)
    assert told == []


def _ignored(guard: Guard, tag: str) -> None:
    try:
        guard.run(ENDLESS, {}, judged=True, tag=tag)
    except DatabaseError:
        return
