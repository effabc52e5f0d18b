"""Starting, sharing, losing and finding a real server again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
import psutil
import pytest
from neo4j.exceptions import AuthError, ServiceUnavailable

from graph_loader.database.local_server import Address, LocalServer, aot_cache
from graph_loader.database.local_server.processes import find_server
from graph_loader.database.local_server.state import ServerState, read_state, write_state
from graph_loader.errors import DatabaseError
from graph_loader.settings import Settings

ROOT = Path(__file__).parents[2]
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
STARTER = (
    "import sys; from pathlib import Path; from graph_loader.database.local_server import LocalServer; "
    "LocalServer(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]).start()"
)


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Iterator[LocalServer]:
    """A server of the test's own, not started yet, and gone afterwards."""
    if not settings.local:
        pytest.skip("the test is about the local server, and NEO4J_URI names another database")
    local = LocalServer(tmp_path / "my hôme Ж", settings.cache, settings.maven_repository)
    local.jars.fetch()
    yield local
    local.reset()


def start_elsewhere(local: LocalServer, settings: Settings) -> "subprocess.Popen[bytes]":
    """Another program that starts the server and then ends."""
    command = [sys.executable, "-c", STARTER, str(local.home), str(settings.cache), settings.maven_repository]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def wait_for_process(local: LocalServer) -> psutil.Process:
    deadline = time.monotonic() + 30
    while (state := read_state(local.home)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return psutil.Process(state.pid)


def run(address: Address, statement: str) -> list[dict[str, object]]:
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver,
        driver.session() as session,
    ):
        return session.run(statement).data()


def test_a_fresh_home_becomes_a_running_server(own: LocalServer, server: LocalServer) -> None:
    assert own.status().condition == "stopped"
    assert own.address() is None
    assert own.stop() is False
    steps: list[tuple[int, int, str]] = []
    started = own.start(lambda *step: steps.append(step))
    assert not started.found_running
    assert set(steps) == {(0, 1, "Starting Neo4j"), (1, 1, "Starting Neo4j")}
    status = own.status()
    assert (status.condition, status.uri, status.home) == ("running", started.address.uri, own.home)
    assert status.version == own.jars.lock.version
    assert own.address() == started.address
    # The preferred port is in use by the server of the other tests at the latest.
    assert started.address.uri != server.start().address.uri
    assert run(started.address, "RETURN 1 AS one") == [{"one": 1}]
    assert own.stop() is True
    assert own.status().condition == "stopped"
    assert own.address() is None
    assert find_server(own.home / "neo4j") is None


def test_a_running_server_is_shared(server: LocalServer, settings: Settings) -> None:
    again = LocalServer(server.home, settings.cache).start()
    assert again.found_running
    assert again.address == server.address()


def test_the_password_alone_opens_it(server: LocalServer) -> None:
    address = server.address()
    assert address is not None
    if sys.platform != "win32":
        assert (server.home / "password").stat().st_mode & 0o777 == 0o600
        assert server.home.joinpath("neo4j", "data", "databases").stat().st_mode & 0o077 == 0
    for wrong in ("neo4j", "", address.password[:-1]):
        with pytest.raises(AuthError):
            run(Address(address.uri, "neo4j", wrong), "RETURN 1")
    status = server.status()
    assert status.pid is not None
    assert not any(address.password in part for part in psutil.Process(status.pid).cmdline())


def test_two_starters_share_a_server_that_no_known_password_ever_opens(own: LocalServer, settings: Settings) -> None:
    starter, other = start_elsewhere(own, settings), start_elsewhere(own, settings)
    process = wait_for_process(own)
    refused = 0
    while starter.poll() is None or other.poll() is None or not refused:
        state = read_state(own.home)
        if state is None:
            continue
        try:
            with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{state.port}", auth=("neo4j", "neo4j")) as driver:
                driver.verify_authentication()
                driver.execute_query("RETURN 1")
                pytest.fail("the server let us in with its maker's password")
        except AuthError:
            refused += 1
        except ServiceUnavailable:
            time.sleep(0.01)
    assert starter.returncode == other.returncode == 0
    home = f"--home-dir={own.home / 'neo4j'}"
    assert [found for found in psutil.process_iter(["cmdline"]) if home in (found.info["cmdline"] or ())] == [process]


@pytest.mark.skipif(sys.platform != "linux", reason="reads the maps of a process")
def test_a_recorded_cache_of_classes_is_used(server: LocalServer) -> None:
    cache = aot_cache.usable_cache(server.jars)
    if cache is None:
        pytest.skip("no cache of classes was recorded on this machine")
    assert str(cache) in {entry.path for entry in psutil.Process(server.status().pid).memory_maps()}


@POSIX_ONLY
def test_it_lives_apart_from_the_terminal(server: LocalServer) -> None:
    pid = server.status().pid
    assert pid is not None
    assert os.getsid(pid) == os.getpgid(pid) == pid


@POSIX_ONLY
def test_it_is_adopted_when_its_starter_was_killed(own: LocalServer, settings: Settings) -> None:
    starter = start_elsewhere(own, settings)
    process = wait_for_process(own)
    starter.kill()
    starter.wait()
    assert process.is_running()
    assert own.status().condition == "starting"
    found = own.start()
    assert found.found_running
    assert own.status().pid == process.pid
    run(found.address, "CREATE (:Kept)")

    # A lost state file changes nothing.
    (own.home / "server.json").unlink()
    assert own.status().condition == "stopped"
    assert own.start() == found
    assert own.status().pid == process.pid

    # The process dies, and its number goes to a program that has nothing to do with us.
    process.kill()
    process.wait()
    assert not own.alive()
    assert own.status().condition == "stale"
    stranger = psutil.Process()
    write_state(own.home, ServerState(stranger.pid, stranger.create_time(), found.address.port, "2026.08.1"))
    assert own.status().condition == "stale"
    assert own.address() is None
    recovered = own.start()
    assert not recovered.found_running
    assert run(recovered.address, "MATCH (n:Kept) RETURN count(n) AS n") == [{"n": 1}]
    assert stranger.is_running()


@POSIX_ONLY
@pytest.mark.parametrize("delay", [0.0, 1.5])
def test_ctrl_c_while_it_starts_leaves_no_process(own: LocalServer, settings: Settings, delay: float) -> None:
    starter = start_elsewhere(own, settings)
    process = wait_for_process(own)
    time.sleep(delay)
    assert find_server(own.home / "neo4j") == process
    starter.send_signal(signal.SIGINT)
    assert starter.wait(10) != 0
    assert not process.is_running()
    assert find_server(own.home / "neo4j") is None
    assert own.status().condition == "stopped"


@pytest.mark.parametrize("interrupted", [KeyboardInterrupt, ZeroDivisionError])
def test_whatever_interrupts_a_start_leaves_no_process(own: LocalServer, interrupted: type[BaseException]) -> None:
    seen: list[psutil.Process | None] = []

    def interrupt(*_: object) -> None:
        if own.alive():
            seen.append(find_server(own.home / "neo4j"))
            raise interrupted

    with pytest.raises(interrupted):
        own.start(interrupt)
    assert len(seen) == 1
    assert seen[0] is not None
    assert not seen[0].is_running()
    assert own.status().condition == "stopped"


def test_a_time_limit_is_kept_and_told(own: LocalServer) -> None:
    with pytest.raises(DatabaseError, match="found no answer in the time allowed"):
        own.start(timeout=0.2)
    assert find_server(own.home / "neo4j") is None


def test_a_failed_start_tells_the_last_telling_line(own: LocalServer) -> None:
    logs = own.home / "neo4j" / "data" / "databases"
    logs.parent.mkdir(parents=True)
    logs.write_text("a file where a folder belongs")
    with pytest.raises(DatabaseError, match=r"ended while it started\. The last telling line of its log: '.*Exception"):
        own.start()
    assert own.status().condition == "stopped"
    assert "ERROR" in own.log_tail(100)


def test_a_store_that_another_process_holds_is_told(server: LocalServer, own: LocalServer) -> None:
    (own.home / "neo4j").mkdir(parents=True)
    (own.home / "neo4j" / "data").symlink_to(server.home / "neo4j" / "data", target_is_directory=True)
    (own.home / "password").write_text((server.home / "password").read_text())
    with pytest.raises(DatabaseError, match="found a database that another process holds"):
        own.start()
    (own.home / "neo4j" / "data").unlink()


def test_a_home_that_is_a_file_is_told(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(DatabaseError, match="home: found"):
        LocalServer(tmp_path / "home", settings.cache).start()
