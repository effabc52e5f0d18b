"""What the pages are given to work with."""

from dataclasses import dataclass

from graph_loader.database.connection import Database
from graph_loader.schema import Schema


@dataclass(frozen=True)
class Services:
    """An open database and the declaration of what it holds."""

    database: Database
    schema: Schema
