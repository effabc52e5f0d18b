"""A load over a network that is cut, silent or slow: it succeeds after the healing, or says plainly that it did not."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph_loader import writing
from graph_loader.database import connection
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.datasets import Dataset
from graph_loader.errors import DatabaseError
from graph_loader.loading import load
from graph_loader.schema import load_schema
from tests.dataset_folders import opened
from tests.digest import graph_digest
from tests.generated_tables import generated_tables
from tests.proxy import Proxy
from tests.shipped_graph import empty

SCHEMA = load_schema()


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    monkeypatch.setattr(writing, "ENTITY_BATCH", 20)
    monkeypatch.setattr(writing, "RELATION_BATCH", 50)
    return opened(tmp_path, "d", generated_tables(300, 1_500, seed=1), SCHEMA)


@pytest.fixture
def clean(database: Database, dataset: Dataset) -> str:
    """The digest of the whole dataset; the database is empty again."""
    load(database, [dataset], SCHEMA)
    whole = graph_digest(database)
    empty(database)
    return whole


@pytest.fixture
def proxy(database_address: Address) -> Iterator[Proxy]:
    if "://127.0.0.1:" not in database_address.uri:
        pytest.skip("the proxy forwards to a server on this machine")
    with Proxy(database_address.port) as running:
        yield running


class Loader(threading.Thread):
    """A load through the proxy; `reached` is set when the first rows have been written."""

    def __init__(self, address: Address, proxy: Proxy, dataset: Dataset) -> None:
        super().__init__()
        self.address = replace(address, uri=f"bolt://127.0.0.1:{proxy.port}")
        self.dataset = dataset
        self.reached = threading.Event()
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            with open_database(self.address) as database:
                load(database, [self.dataset], SCHEMA, progress=self._progress)
        except BaseException as error:
            self.error = error

    def _progress(self, step: str, done: int, _whole: int | None) -> None:
        if step == "loading" and done > 400:
            self.reached.set()
            time.sleep(0.02)


def test_cut_that_heals_does_no_harm(
    proxy: Proxy, dataset: Dataset, clean: str, database: Database, database_address: Address
) -> None:
    loader = Loader(database_address, proxy, dataset)
    assert loader.reached.wait(60)
    for pause in (0.5, 2.0):
        proxy.cut()
        time.sleep(pause)
        proxy.heal()
        time.sleep(0.2)
    loader.join(120)
    assert loader.error is None
    assert graph_digest(database) == clean


def test_cut_that_does_not_heal_is_told_and_completed_later(
    proxy: Proxy, dataset: Dataset, clean: str, database: Database, database_address: Address,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(connection, "RETRY_SECONDS", 2.0)
    loader = Loader(database_address, proxy, dataset)
    assert loader.reached.wait(60)
    proxy.cut()
    begun = time.monotonic()
    loader.join(120)
    assert isinstance(loader.error, DatabaseError)
    assert str(loader.error).startswith(f"No Neo4j answers at bolt://127.0.0.1:{proxy.port}. Start it")
    assert time.monotonic() - begun < 20
    assert graph_digest(database) != clean
    database.write("MATCH (l:LoadLock) SET l.expires = 0")  # its owner, this process, is alive; time would expire it
    report = load(database, [dataset], SCHEMA)
    assert len(report.completed) == 1
    assert report.total("unchanged") > 300
    assert graph_digest(database) == clean


def test_slow_line_is_no_fault(
    proxy: Proxy, dataset: Dataset, clean: str, database: Database, database_address: Address
) -> None:
    proxy.delay = 0.01
    loader = Loader(database_address, proxy, dataset)
    loader.join(120)
    assert loader.error is None
    assert proxy.forwarded > 10_000
    assert graph_digest(database) == clean


@pytest.mark.long
def test_silent_line_is_noticed_and_left(
    proxy: Proxy, dataset: Dataset, clean: str, database: Database, database_address: Address
) -> None:
    """The server asks the driver to give up a connection that is silent for ten seconds."""
    loader = Loader(database_address, proxy, dataset)
    assert loader.reached.wait(60)
    proxy.state = "silent"
    time.sleep(15)
    proxy.state = "open"
    loader.join(180)
    assert loader.error is None
    assert graph_digest(database) == clean
