"""Databases and disks that are not fit for a load: old, read-only, full."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_loader import writing
from graph_loader.database import connection
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, ServerInfo, open_database
from graph_loader.database.local_server import LocalServer, configuration
from graph_loader.errors import DatabaseError
from graph_loader.loading import load
from graph_loader.schema import load_schema
from graph_loader.settings import Settings
from tests.dataset_folders import csv_text, opened, states, write_dataset
from tests.digest import graph_digest

SCHEMA = load_schema()
Mount = Callable[[str], Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a small disk in memory; skips where that is not allowed."""
    mounted: list[Path] = []

    def small_disk(size: str) -> Path:
        folder = tmp_path / f"disk-{size}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("no right to mount a small disk here")
        mounted.append(folder)
        return folder

    yield small_disk
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(
    ("version", "number"),
    [("5.26.0", (5, 26, 0)), ("2026.08.1", (2026, 8, 1)), ("5.27-aura", (5, 27)), ("5.26.1-SNAPSHOT", (5, 26, 1))],
)
def test_version_as_numbers(version: str, number: tuple[int, ...]) -> None:
    assert ServerInfo(version, "community").number == number


def test_version_that_is_too_old(database_address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "OLDEST", (9999, 1))
    with pytest.raises(DatabaseError) as refused:
        open_database(database_address)
    assert "; cyberatlas needs 9999.1 or newer. Upgrade it, or leave NEO4J_URI empty" in str(refused.value)


def test_statement_that_needs_too_much_memory_is_not_repeated(database: Database) -> None:
    begun = time.monotonic()
    with pytest.raises(DatabaseError, match="needed more memory than one may take"):
        database.read("UNWIND range(1, 100000000) AS n RETURN size(collect(n)) AS n", timeout=60)
    assert time.monotonic() - begun < 40


def large_table(rows: int) -> str:
    return csv_text(
        "id,name,iso3,verified,description",
        [[f"state:S{n}", f"S{n}", "XXX", "false", f"{n} " * 1_500] for n in range(rows)],
    )


@pytest.mark.parametrize(
    ("size", "table"),
    [
        pytest.param("64k", states("FRA"), id="from the start"),
        pytest.param("8m", "", id="in the middle", marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("command", ["check", "load"])
def test_disk_of_the_scratch_file_is_full(
    command: str, size: str, table: str, mount: Mount, database: Database, tmp_path: Path
) -> None:
    write_dataset(tmp_path, "d", {"State": table or large_table(10_000)})
    disk = mount(size)
    own = {
        "TMPDIR": str(disk),
        "SQLITE_TMPDIR": str(disk),
        "NEO4J_URI": database.address.uri,
        "NEO4J_PASSWORD": database.address.password,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-c", "from explorer.cli import main; main()", command, "d"],
        cwd=tmp_path,
        env=os.environ | own,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"in {disk} could not be written: database or disk is full. Free some space" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(disk.iterdir()) == []
    assert database.read("MATCH (n:Entity) RETURN n") == []


@pytest.mark.long
def test_database_that_is_read_only(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = LocalServer(tmp_path / "home", settings.cache, settings.maven_repository)
    dataset = opened(tmp_path, "d", {"State": states("FRA")}, SCHEMA)
    writable = configuration.settings
    try:
        with open_database(server.start().address) as database:
            load(database, [dataset], SCHEMA)
            before = graph_digest(database)
        server.stop()
        read_only = {"server.databases.default_to_read_only": "true"}
        monkeypatch.setattr(configuration, "settings", lambda port, memory: writable(port, memory) | read_only)
        with open_database(server.start().address) as database:
            more = opened(tmp_path, "more", {"State": states("DEU")}, SCHEMA)
            begun = time.monotonic()
            with pytest.raises(DatabaseError, match=r"is read-only: nothing was written\. Make it writable"):
                load(database, [more], SCHEMA)
            assert time.monotonic() - begun < 30
            assert graph_digest(database) == before
    finally:
        server.reset()


@pytest.mark.long
def test_disk_of_the_database_is_full(
    settings: Settings, mount: Mount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The load ends with a plain message; where there is space again, the next one completes it."""
    monkeypatch.setattr(writing, "ENTITY_BATCH", 500)
    disk = mount("900m")
    server = LocalServer(disk / "home", settings.cache, settings.maven_repository)
    dataset = opened(tmp_path, "d", {"State": large_table(8_000)}, SCHEMA)
    try:
        with open_database(server.start().address) as database:
            load(database, [dataset], SCHEMA)
            clean = graph_digest(database)
            load(database, [], SCHEMA, withdrawn=["d"], yes=True)
            filler = disk / "filler"
            with filler.open("wb") as stream:
                os.posix_fallocate(stream.fileno(), 0, shutil.disk_usage(disk).free - (1 << 20))
            with pytest.raises(DatabaseError, match=r"[Dd]isk .*is full\. Free some space"):
                load(database, [dataset], SCHEMA)
            filler.unlink()
        server.stop()
        try:
            address = server.start().address
        except DatabaseError:  # Neo4j can run out of heap over the torn end of its log; the data can be loaded again
            server.reset()
            address = server.start().address
        with open_database(address) as database:
            load(database, [dataset], SCHEMA, wait=60)
            assert graph_digest(database) == clean
    finally:
        server.reset()


@pytest.mark.long
def test_database_that_goes_away_for_good(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message comes soon after the retries have ended, not only after those of the clean-up as well."""
    monkeypatch.setattr(connection, "RETRY_SECONDS", 3.0)
    server = LocalServer(tmp_path / "home", settings.cache, settings.maven_repository)
    dataset = opened(tmp_path, "d", {"State": states("FRA", "DEU")}, SCHEMA)
    try:
        with open_database(server.start().address) as database:

            def stop(step: str, _done: int, _whole: int | None) -> None:
                if step == "comparing":
                    server.stop()

            begun = time.monotonic()
            with pytest.raises(DatabaseError, match=r"No Neo4j answers at bolt://.* Start it"):
                load(database, [dataset], SCHEMA, progress=stop)
            assert time.monotonic() - begun < 30
    finally:
        server.reset()
