"""What the pages are given to work with."""

from pathlib import Path

from explorer.queries.library import FOLDER, Library
from graph_loader.content import shipped
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.schema import Schema


class Services:
    """An open database, the declaration of what it holds, and the folder where the user's views are kept.

    `guard` is the way to the database for every statement that is not the program's own; `queries` are the shipped
    queries and the user's own. Where they are not given they are made; own queries then lie below `folder`.
    `adhoc` is true where readers may run statements of their own.
    """

    def __init__(
        self,
        database: Database,
        schema: Schema,
        folder: Path,
        guard: Guard | None = None,
        queries: Library | None = None,
        *,
        adhoc: bool = True,
    ) -> None:
        self.database = database
        self.schema = schema
        self.folder = folder
        self.adhoc = adhoc
        self.guard = guard or Guard(database)
        self.queries = queries or Library(shipped("cypher"), folder / FOLDER, schema)
