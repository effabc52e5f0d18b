"""A database with the shipped datasets, emptied afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from graph_loader.content import shipped
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.datasets import dataset_folders
from graph_loader.loading import load, open_datasets
from graph_loader.schema import Schema


def empty(database: Database) -> None:
    """Remove all nodes; constraints and indexes stay."""
    database.write("MATCH (n) DETACH DELETE n")


@contextmanager
def shipped_graph(address: Address, schema: Schema) -> Iterator[Database]:
    """The database, open, with everything that is shipped and nothing else."""
    with open_database(address) as database:
        empty(database)
        load(database, open_datasets(list(dataset_folders(shipped("datasets")).values()), schema), schema)
        database.write("CALL db.awaitIndexes(60)")
        yield database
        empty(database)
