"""What briefings are read with in tests: an open database, with queries and views of one's own."""

from pathlib import Path

from explorer.briefings.desk import Desk
from explorer.queries.library import Library
from explorer.views import ViewStore
from graph_loader.content import shipped
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.schema import Schema


def desk(database: Database, schema: Schema, home: Path) -> Desk:
    """A desk over a database, whose own files lie in `home`."""
    queries = Library(shipped("cypher"), home / "queries", schema)
    return Desk(database, schema, Guard(database), queries, ViewStore(home / "views"))
