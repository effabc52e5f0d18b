"""What the pages are given to work with."""

from dataclasses import dataclass
from pathlib import Path

from graph_loader.database.connection import Database
from graph_loader.schema import Schema


@dataclass(frozen=True)
class Services:
    """An open database, the declaration of what it holds, and the folder where the user's own files are kept."""

    database: Database
    schema: Schema
    folder: Path
