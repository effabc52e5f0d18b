"""The local server under repeated kills, and the recording of its cache of classes: minutes, not seconds."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
import psutil
import pytest

from graph_loader.database.local_server import LocalServer, aot_cache
from graph_loader.database.local_server.state import read_state
from graph_loader.settings import Settings

ROOT = Path(__file__).parents[2]
NOWHERE = "http://127.0.0.1:9/"
WORK = (
    "import sys; from pathlib import Path; from graph_loader.database.local_server import LocalServer; "
    "getattr(LocalServer(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]), sys.argv[4])()"
)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="sends signals"),
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def jars(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the jars of the user's cache and nothing else in it; its repository is never asked."""
    user = LocalServer(tmp_path_factory.mktemp("home"), settings.cache, settings.maven_repository)
    user.jars.fetch()
    cache = tmp_path_factory.mktemp("cache")
    copy = LocalServer(tmp_path_factory.mktemp("home"), cache, NOWHERE)
    copy.jars.folder.mkdir()
    for jar in user.jars.lock.jars:
        shutil.copyfile(user.jars.folder / jar.name, copy.jars.folder / jar.name)
    copy.jars.fetch()
    assert copy.jars.verified()
    return cache


@pytest.fixture
def own(jars: Path, tmp_path: Path) -> Iterator[LocalServer]:
    local = LocalServer(tmp_path / "home", jars, NOWHERE)
    yield local
    local.reset()


def elsewhere(local: LocalServer, task: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", WORK, str(local.home), str(local.jars.folder.parent), NOWHERE, task]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def scratch_processes(local: LocalServer) -> list[psutil.Process]:
    wanted = str(local.jars.folder / "recording-")
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(wanted in part for part in process.info["cmdline"] or ())
    ]


def recording_servers(local: LocalServer) -> list[psutil.Process]:
    return [process for process in scratch_processes(local) if "--home-dir" in " ".join(process.cmdline())]


def wait_until(condition: object, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("delay", [0.2, 1.0, 2.0, 3.0, 4.0, 5.0])
def test_a_first_start_that_was_killed_is_followed_by_a_good_one(own: LocalServer, delay: float) -> None:
    starter = elsewhere(own, "start")
    assert wait_until(lambda: read_state(own.home), 30)
    state = read_state(own.home)
    assert state is not None
    time.sleep(delay)
    starter.kill()
    starter.wait()
    server = psutil.Process(state.pid)
    server.kill()
    assert wait_until(lambda: not server.is_running(), 10)
    assert own.status().condition == "stale"
    started = own.start()
    assert not started.found_running
    address = started.address
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        driver.execute_query("CREATE (:Works)")


def test_no_acknowledged_write_is_lost_by_kills_of_the_server(own: LocalServer) -> None:
    written = 0
    for delay in (0.3, 0.8, 1.5):
        address = own.start().address
        server = psutil.Process(own.status().pid)
        until = time.monotonic() + delay
        with neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
            assert driver.execute_query("MATCH (n:Kept) RETURN count(n) AS n").records[0]["n"] == written
            while time.monotonic() < until:
                driver.execute_query("UNWIND range(1, 100) AS i CREATE (:Kept {i: i})")
                written += 100
            server.kill()
        server.wait(10)
    address = own.start().address
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        assert driver.execute_query("MATCH (n:Kept) RETURN count(n) AS n").records[0]["n"] == written > 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("delay", [0.0, 3.0, 9.0, 16.0])
def test_a_recording_may_be_ended_at_any_moment(own: LocalServer, number: signal.Signals, delay: float) -> None:
    recorder = elsewhere(own, "record_aot_cache")
    assert wait_until(lambda: scratch_processes(own), 30)
    time.sleep(delay)
    assert recorder.poll() is None, "the recording was over before it was ended"
    recorder.send_signal(number)
    assert recorder.wait(5) != 0
    assert wait_until(lambda: not scratch_processes(own), 5)
    assert wait_until(lambda: not list(own.jars.folder.glob("recording-*")), 5)
    assert list(own.jars.folder.glob("*.aot")) == []
    assert own.jars.verified()


def test_a_recording_is_made_once_and_used(own: LocalServer) -> None:
    assert not own.status().aot_cached
    recorder = elsewhere(own, "record_aot_cache")
    assert wait_until(lambda: recording_servers(own), 30)
    assert own.record_aot_cache() is False, "two recordings at once"
    assert [process.nice() for process in recording_servers(own)] == [19]
    assert recorder.wait(200) == 0
    assert own.status().aot_cached
    assert wait_until(lambda: not scratch_processes(own), 20)
    assert list(own.jars.folder.glob("recording-*")) == []
    assert own.record_aot_cache() is True

    own.start()
    path = aot_cache.usable_cache(own.jars)
    assert path is not None
    pid = own.status().pid
    assert str(path) in {entry.path for entry in psutil.Process(pid).memory_maps()}


@pytest.mark.parametrize("spoil", ["empty", "half", "garbage", "flipped"])
def test_a_spoilt_cache_never_keeps_the_server_from_starting(own: LocalServer, spoil: str) -> None:
    assert own.record_aot_cache()
    path = aot_cache.usable_cache(own.jars)
    assert path is not None
    good = path.read_bytes()
    middle = len(good) // 2
    spoilt = {
        "empty": b"",
        "half": good[:middle],
        "garbage": b"x" * 1_000_000,
        "flipped": good[:middle] + bytes(byte ^ 0xFF for byte in good[middle : middle + 4096]) + good[middle + 4096 :],
    }
    path.write_bytes(spoilt[spoil])
    try:
        assert not own.start().found_running
    finally:
        path.write_bytes(good)


def test_after_a_jar_was_fetched_again_the_old_cache_is_not_used(own: LocalServer) -> None:
    assert own.record_aot_cache()
    jar = own.jars.folder / own.jars.lock.jars[0].name
    content = jar.read_bytes()
    jar.unlink()
    jar.write_bytes(content)
    own.jars.fetch()
    assert aot_cache.usable_cache(own.jars) is None
    assert own.record_aot_cache()
    assert len(list(own.jars.folder.glob("*.aot"))) == 1
