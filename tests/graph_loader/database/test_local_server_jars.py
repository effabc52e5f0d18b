"""Fetching jars from a real HTTP server on this machine: small jars under a lock of their own."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph_loader.database.local_server import jar_store
from graph_loader.database.local_server.jar_lock import Jar, JarLock
from graph_loader.database.local_server.jar_store import JarStore
from graph_loader.errors import DatabaseError

ROOT = Path(__file__).parents[3]
CONTENT = {f"org/example/part{number}/1/part{number}-1.jar": os.urandom(300_000) for number in range(20)}
LOCK = JarLock(tuple(Jar(path, hashlib.sha256(content).hexdigest()) for path, content in CONTENT.items()))
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


class Mirror:
    """A Maven repository on 127.0.0.1 that counts what it is asked for; `pause` slows each answer, in seconds."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.wrong: set[str] = set()
        self.missing: set[str] = set()
        self.pause = 0.0
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.removeprefix("/maven2/")
                mirror.asked[path] += 1
                content = CONTENT.get(path, b"")
                if path in mirror.missing or not content:
                    self.send_error(404)
                    return
                content = content[::-1] if path in mirror.wrong else content
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    for start in range(0, len(content), 30_000):
                        self.wfile.write(content[start : start + 30_000])
                        time.sleep(mirror.pause / 10)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/maven2/"


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    mirror = Mirror()
    thread = threading.Thread(target=mirror.server.serve_forever, args=(0.02,))
    thread.start()
    yield mirror
    mirror.server.shutdown()
    thread.join()
    mirror.server.server_close()


@pytest.fixture
def store(tmp_path: Path, mirror: Mirror) -> JarStore:
    return JarStore(tmp_path, mirror.address, LOCK)


def files_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


JARS = {jar.name for jar in LOCK.jars}
COMPLETE = JARS | jar_store.OWN_FILES


def fetch_elsewhere(tmp_path: Path, mirror: Mirror) -> "subprocess.Popen[bytes]":
    """Another process that fetches the same jars into the same cache."""
    lock = tmp_path / "small.lock"
    lock.write_text(LOCK.text())
    program = (
        "import sys; from pathlib import Path; from graph_loader.database.local_server import jar_lock, jar_store; "
        "jar_store.JarStore(Path(sys.argv[1]), sys.argv[2], jar_lock.read_lock(Path(sys.argv[3]))).fetch()"
    )
    command = [sys.executable, "-c", program, str(tmp_path), mirror.address, str(lock)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def wait_until_asked(mirror: Mirror, number: int) -> None:
    deadline = time.monotonic() + 20
    while mirror.asked.total() < number:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_all_jars_are_fetched_once_with_progress(store: JarStore, mirror: Mirror) -> None:
    steps: list[tuple[int, int]] = []
    store.fetch(lambda done, total, _: steps.append((done, total)))
    assert steps == [(done, 20) for done in range(21)]
    assert files_in(store.folder) == COMPLETE
    for path, content in CONTENT.items():
        assert (store.folder / Path(path).name).read_bytes() == content
    assert store.verified()
    store.fetch(lambda *_: pytest.fail("nothing is left to do"))
    assert set(mirror.asked.values()) == {1}
    assert mirror.asked.keys() == CONTENT.keys()


def test_the_class_path_names_the_jars_in_the_order_of_the_lock(store: JarStore) -> None:
    store.fetch()
    option, entries = store.class_path_file.read_text().split()
    assert option == "-cp"
    assert entries.split(os.pathsep) == [jar.name for jar in LOCK.jars]


def test_a_corrupted_jar_alone_is_fetched_again(store: JarStore, mirror: Mirror) -> None:
    store.fetch()
    path, content = next(iter(CONTENT.items()))
    (store.folder / Path(path).name).write_bytes(b"x" + content[1:])
    assert not store.verified()
    store.fetch()
    assert (store.folder / Path(path).name).read_bytes() == content
    assert mirror.asked == {**dict.fromkeys(CONTENT, 1), path: 2}


def test_a_jar_that_is_gone_is_fetched_again(store: JarStore, mirror: Mirror) -> None:
    store.fetch()
    path = next(iter(CONTENT))
    (store.folder / Path(path).name).unlink()
    store.fetch()
    assert mirror.asked[path] == 2
    assert mirror.asked.total() == 21


def test_a_jar_that_was_only_touched_is_not_fetched_again(store: JarStore, mirror: Mirror) -> None:
    store.fetch()
    (store.folder / LOCK.jars[0].name).touch()
    assert not store.verified()
    store.fetch()
    assert store.verified()
    assert mirror.asked.total() == 20


def test_another_lock_has_another_folder(store: JarStore, tmp_path: Path) -> None:
    shorter = JarStore(tmp_path, lock=JarLock(LOCK.jars[1:]))
    assert shorter.folder != store.folder


def test_a_wrong_jar_is_refused_and_never_kept(
    store: JarStore, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jar_store, "RETRIES", 0)
    mirror.wrong = {LOCK.jars[7].path}
    with pytest.raises(DatabaseError) as caught:
        store.fetch()
    assert str(caught.value).startswith(f"{mirror.address}{LOCK.jars[7].path}: found content with another sha256")
    kept = files_in(store.folder) & JARS
    assert LOCK.jars[7].name not in kept
    assert not store.verified()
    mirror.wrong = set()
    mirror.asked.clear()
    store.fetch()
    assert store.verified()
    assert {Path(path).name for path in mirror.asked} == JARS - kept


def test_a_missing_jar_is_told_with_its_address(
    store: JarStore, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jar_store, "RETRIES", 0)
    mirror.missing = {LOCK.jars[3].path}
    with pytest.raises(DatabaseError, match=r"part3-1\.jar: found answer 404.*CYBERATLAS_MAVEN_REPOSITORY"):
        store.fetch()


def test_no_connection_is_told_without_the_mirrors_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jar_store, "RETRIES", 0)
    with pytest.raises(DatabaseError, match="found no connection; expected a repository that answers") as caught:
        JarStore(tmp_path, "http://user:hidden@127.0.0.1:9/m2", LOCK).fetch()
    assert "http://127.0.0.1:9/m2/org" in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/m2", "somewhere", "C:\\maven"])
def test_an_address_of_another_kind_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(DatabaseError, match="expected an address that begins with https://"):
        JarStore(tmp_path, address, LOCK).fetch()


def test_a_folder_serves_as_repository(tmp_path: Path) -> None:
    for path, content in CONTENT.items():
        file = tmp_path / "my mirror" / path
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
    store = JarStore(tmp_path / "cache", (tmp_path / "my mirror").as_uri(), LOCK)
    store.fetch()
    assert files_in(store.folder) == COMPLETE
    with pytest.raises(DatabaseError, match="found no such file; expected a jar of Neo4j"):
        JarStore(tmp_path / "other", (tmp_path / "empty").as_uri(), LOCK).fetch()


def test_two_processes_at_once_fetch_each_jar_once(store: JarStore, mirror: Mirror, tmp_path: Path) -> None:
    mirror.pause = 0.1
    others = [fetch_elsewhere(tmp_path, mirror) for _ in range(2)]
    assert [other.wait(60) for other in others] == [0, 0]
    assert store.verified()
    assert mirror.asked == dict.fromkeys(CONTENT, 1)


@POSIX_ONLY
def test_after_a_kill_the_next_fetch_goes_on_from_there(store: JarStore, mirror: Mirror, tmp_path: Path) -> None:
    mirror.pause = 0.3
    other = fetch_elsewhere(tmp_path, mirror)
    wait_until_asked(mirror, 12)
    other.kill()
    other.wait()
    done = files_in(store.folder) & JARS
    assert 0 < len(done) < 20
    assert files_in(store.folder) - COMPLETE, "parts of jars were left behind"
    mirror.asked.clear()
    mirror.pause = 0
    store.fetch()
    assert files_in(store.folder) == COMPLETE
    assert {Path(path).name for path in mirror.asked} == JARS - done


@POSIX_ONLY
def test_ctrl_c_ends_a_fetch_soon_and_leaves_no_part(store: JarStore, mirror: Mirror, tmp_path: Path) -> None:
    mirror.pause = 3
    other = fetch_elsewhere(tmp_path, mirror)
    wait_until_asked(mirror, 8)
    began = time.monotonic()
    other.send_signal(signal.SIGINT)
    assert other.wait(20) != 0
    assert time.monotonic() - began < 10, "it waited for all jars"
    assert files_in(store.folder) <= COMPLETE
