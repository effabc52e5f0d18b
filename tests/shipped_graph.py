"""A database with the shipped datasets."""

from collections.abc import Iterator
from contextlib import contextmanager

from graph_loader.content import shipped
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.datasets import dataset_folders
from graph_loader.loading import load, open_datasets
from graph_loader.schema import Schema
from tests.digest import graph_digest


def empty(database: Database) -> None:
    """Remove all nodes; constraints and indexes stay."""
    database.write("MATCH (n) DETACH DELETE n")


class ShippedGraph:
    """Everything that is shipped and nothing else; loaded again only where something changed it since."""

    def __init__(self) -> None:
        self._left: tuple[str, int] | None = None

    @contextmanager
    def open(self, address: Address, schema: Schema) -> Iterator[Database]:
        """The database, open."""
        with open_database(address) as database:
            if self._left is None or _state(database) != self._left:
                empty(database)
                load(database, open_datasets(list(dataset_folders(shipped("datasets")).values()), schema), schema)
                database.write("CALL db.awaitIndexes(60)")
                self._left = _state(database)
            yield database


def _state(database: Database) -> tuple[str, int]:
    return graph_digest(database), database.read("MATCH (n) RETURN count(n) AS nodes")[0]["nodes"]
