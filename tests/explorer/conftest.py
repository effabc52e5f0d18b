from collections.abc import Iterator

import pytest

from graph_loader.database.address import Address
from graph_loader.database.connection import Database
from graph_loader.schema import Schema, load_schema
from tests.shipped_graph import shipped_graph


@pytest.fixture(scope="session")
def schema() -> Schema:
    return load_schema()


@pytest.fixture(scope="module")
def shipped(database_address: Address, schema: Schema) -> Iterator[Database]:
    with shipped_graph(database_address, schema) as database:
        yield database
