"""`kill -9` of the loader and of the server in the middle of a load: the next load completes it.

Each seed decides who is killed, when, and whether the graph held an older version before. The graph afterwards is that
of a load that nobody disturbed.
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from graph_loader import writing
from graph_loader.database.connection import open_database
from graph_loader.database.local_server import LocalServer, launch
from graph_loader.database.local_server.processes import free_port
from graph_loader.freshness import stale_datasets
from graph_loader.loading import load, open_datasets
from graph_loader.schema import load_schema
from graph_loader.settings import Settings
from tests.dataset_folders import write_dataset
from tests.digest import graph_digest
from tests.generated_tables import generated_tables
from tests.shipped_graph import empty

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")

ENTITIES, RELATIONS = 1_000, 3_000
SCHEMA = load_schema()
LOADER = """
import sys
from pathlib import Path
from graph_loader import writing
from graph_loader.database import connection
from graph_loader.database.address import Address
from graph_loader.loading import load, open_datasets
from graph_loader.schema import load_schema
import pandera.pandas
writing.ENTITY_BATCH = writing.RELATION_BATCH = 100
writing.FEW = int(sys.argv[3])
connection.RETRY_SECONDS = 40.0
schema = load_schema()
datasets = open_datasets([Path(sys.argv[2])], schema)
with connection.open_database(Address(sys.argv[1], password=sys.stdin.readline().strip())) as database:
    told = lambda step, done, whole: print(step, done, whole, flush=True)
    load(database, datasets, schema, yes=True, progress=told)
"""


@dataclass(frozen=True)
class Ground:
    """A server that may be killed, two versions of a dataset, and what a load of the second leaves."""

    server: LocalServer
    first: Path
    second: Path
    clean: str


class Loading:
    """A loader in a process of its own."""

    def __init__(self, server: LocalServer, folder: Path, few: int = writing.FEW) -> None:
        address = server.address()
        assert address
        self.process = subprocess.Popen(
            [sys.executable, "-c", LOADER, address.uri, str(folder), str(few)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin
        self.process.stdin.write(f"{address.password}\n")
        self.process.stdin.flush()

    def reach(self, share: float) -> None:
        """Return when this share of the rows has been written, or the load has ended."""
        assert self.process.stdout
        for line in self.process.stdout:
            step, done, whole = line.split()
            if step == "indexing" or (step == "loading" and int(done) >= share * int(whole)):
                return

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def end(self) -> int:
        """Exit code; what it said on standard error is shown."""
        _, errors = self.process.communicate(timeout=240)
        say(errors[-400:])
        return self.process.returncode


@pytest.fixture(scope="module")
def ground(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The server keeps its port, also where another one has the usual port: so a loader can outlive it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launch, "PREFERRED_PORT", free_port(0))
        yield from _ground(settings, tmp_path_factory)


def _ground(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    root = tmp_path_factory.mktemp("kills")
    server = LocalServer(root / "home", settings.cache, settings.maven_repository)
    first = write_dataset(root / "first", "d", generated_tables(ENTITIES, RELATIONS, seed=1))
    second = write_dataset(root / "second", "d", generated_tables(ENTITIES, RELATIONS, seed=2))
    try:
        address = server.start().address
        assert Loading(server, second).end() == 0
        with open_database(address) as database:
            clean = graph_digest(database)
        yield Ground(server, first, second, clean)
    finally:
        server.reset()


def kill_server(server: LocalServer) -> None:
    pid = server.status().pid
    assert pid
    process = psutil.Process(pid)
    process.kill()
    psutil.wait_procs([process], timeout=30)


def say(text: str) -> None:
    """Shown where a test fails, and with `pytest -s`."""
    sys.stdout.write(f"{text}\n")


def disturbed(ground: Ground, seed: int) -> None:
    chance = random.Random(seed)
    victims = ("loader", "server", "both")[seed % 3] if seed % 2 else ("loader", "server")[seed // 2 % 2]
    over_older = chance.random() < 0.5
    share, delay = chance.random(), chance.uniform(0.0, 0.05)
    say(f"seed {seed}: kill {victims} at {share:.0%}, {'over an older version' if over_older else 'empty before'}")
    address = ground.server.start().address
    with open_database(address) as database:
        empty(database)
        if over_older:
            load(database, open_datasets([ground.first], SCHEMA), SCHEMA)
    loading = Loading(
        ground.server, ground.second, few=chance.choice((100, writing.FEW))
    )  # one way to write, or the other
    loading.reach(share)
    time.sleep(delay)
    if victims != "loader":
        kill_server(ground.server)
    if victims != "server":
        loading.kill()
    address = ground.server.start().address
    code = None if victims != "server" else loading.end()
    datasets = open_datasets([ground.second], SCHEMA)
    with open_database(address) as database:
        if code == 0:
            assert graph_digest(database) == ground.clean, "the loader outlived the server, and says that all is done"
        unfinished = bool(stale_datasets(database, datasets, SCHEMA))
        load(database, datasets, SCHEMA, yes=True, wait=60)
        assert graph_digest(database) == ground.clean, f"seed {seed}"
        assert stale_datasets(database, datasets, SCHEMA) == []
        states = {row["state"] for row in database.read("MATCH (r:LoadRun) RETURN r.state AS state")}
        assert states <= {"complete", "completed later"}
    say(f"seed {seed}: loader ended with {code}, load was {'unfinished' if unfinished else 'whole'}")


@pytest.mark.parametrize("seed", [0, 2], ids=["loader", "server"])
def test_kill(ground: Ground, seed: int) -> None:
    disturbed(ground, seed)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(100, 124))
def test_kill_at_any_moment(ground: Ground, seed: int) -> None:
    disturbed(ground, seed)
