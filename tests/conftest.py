"""The database that the tests run against: one server for the whole run, or the one that NEO4J_URI names."""

from collections.abc import Iterator

import pytest

from graph_loader.database.address import Address
from graph_loader.database.connection import Database, address_of, open_database
from graph_loader.database.local_server import LocalServer
from graph_loader.schema import Schema, load_schema
from graph_loader.settings import Settings, load_settings
from tests.shipped_graph import ShippedGraph, empty


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings()


@pytest.fixture(scope="session")
def server(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A running local server in a home of its own; its jars are those of the user's cache."""
    if not settings.local:
        pytest.skip("the test is about the local server, and NEO4J_URI names another database")
    local = LocalServer(tmp_path_factory.mktemp("home"), settings.cache, settings.maven_repository)
    local.start()
    yield local
    local.reset()


@pytest.fixture(scope="session")
def database_address(settings: Settings, request: pytest.FixtureRequest) -> Address:
    """The address of the database to test against; tests leave it empty behind them."""
    if not settings.local:
        _refuse_foreign_data(address_of(settings))
        return address_of(settings)
    local: LocalServer = request.getfixturevalue("server")
    address = local.address()
    assert address is not None
    return address


@pytest.fixture
def database(database_address: Address) -> Iterator[Database]:
    """The database, open and empty; emptied again afterwards."""
    with open_database(database_address) as opened:
        empty(opened)
        yield opened
        empty(opened)


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The declaration."""
    return load_schema()


@pytest.fixture(scope="session")
def shipped_graph(database_address: Address) -> Iterator[ShippedGraph]:
    """The shipped datasets, kept from one module to the next; the database is empty when all are done."""
    yield ShippedGraph()
    with open_database(database_address) as opened:
        empty(opened)


@pytest.fixture(scope="module")
def shipped(shipped_graph: ShippedGraph, database_address: Address, schema: Schema) -> Iterator[Database]:
    """The database, open, with the shipped datasets."""
    with shipped_graph.open(database_address, schema) as database:
        yield database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that read what is shipped come one after another, those last that also empty the database."""
    used: dict[str, set[str]] = {}
    for item in items:
        used.setdefault(item.nodeid.partition("::")[0], set()).update(getattr(item, "fixturenames", ()))

    def rank(item: pytest.Item) -> int:
        names = used[item.nodeid.partition("::")[0]]
        return ("shipped" in names) + ("shipped" in names and "database" in names)

    items.sort(key=rank)


def _refuse_foreign_data(address: Address) -> None:
    """The tests empty the database, so it may hold nothing that a load could not bring back."""
    with open_database(address) as database:
        foreign = "MATCH (n) WHERE NOT n:Entity AND NOT n:Dataset AND NOT n:LoadRun AND NOT n:LoadLock RETURN n LIMIT 1"
        if database.read(foreign):
            pytest.exit(f"{address.uri} holds data of others, and the tests empty it: name another database", 4)
