"""Every shipped query is planned by the server as a read and finds something in the shipped data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_loader.content import shipped
from graph_loader.database.address import Address
from graph_loader.database.connection import Database
from graph_loader.database.guard import run_guarded
from graph_loader.schema import load_schema
from tests.shipped_graph import shipped_graph

QUERIES = sorted(shipped("cypher").glob("*.cypher"))


@pytest.fixture(scope="module")
def graph(database_address: Address) -> Iterator[Database]:
    with shipped_graph(database_address, load_schema()) as database:
        yield database


@pytest.mark.parametrize("path", QUERIES, ids=[path.stem for path in QUERIES])
def test_a_shipped_query_answers(graph: Database, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("// title: ")
    assert run_guarded(graph, text, {})["rows"]
