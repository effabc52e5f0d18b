"""Writes datasets, loads them and looks at the graph: what the tests of a load do all the time."""

from pathlib import Path
from typing import Any

from graph_loader.database.connection import Database
from graph_loader.datasets import Dataset
from graph_loader.loading import load
from graph_loader.report import COLUMNS, LoadReport
from graph_loader.schema import Schema
from tests.dataset_folders import Tables, opened
from tests.digest import graph_digest


class Desk:
    """Writes datasets into a folder and loads them."""

    def __init__(self, database: Database, schema: Schema, root: Path) -> None:
        self.database = database
        self.schema = schema
        self.root = root

    def dataset(self, name: str, tables: Tables) -> Dataset:
        return opened(self.root, name, tables, self.schema)

    def load(self, *datasets: Dataset, **options: Any) -> LoadReport:
        return load(self.database, datasets, self.schema, **options)

    def put(self, name: str, tables: Tables, **options: Any) -> LoadReport:
        return self.load(self.dataset(name, tables), **options)

    def values(self, cypher: str, **parameters: Any) -> list[Any]:
        """The only column of a statement."""
        return [next(iter(row.values())) for row in self.database.read(cypher, parameters)]

    def digest(self) -> str:
        return graph_digest(self.database)


def counts(report: LoadReport) -> tuple[int, ...]:
    """read, created, changed, unchanged, removed, refused."""
    return tuple(report.total(column) for column in COLUMNS)
