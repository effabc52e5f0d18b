"""What the pages are given to work with."""

from pathlib import Path

from explorer.briefings.desk import Desk
from explorer.briefings.stage import Stage
from explorer.briefings.store import FOLDER as BRIEFINGS
from explorer.briefings.store import SHIPPED, BriefingStore
from explorer.findings.kept import KeptFindings
from explorer.queries.library import FOLDER, Library
from explorer.reads.influence import Projections
from explorer.views import ViewStore
from graph_loader.content import shipped
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.schema import Schema


class Services:
    """An open database, the declaration of what it holds, and the folder where the user's views are kept.

    `guard` is the way to the database for every statement that is not the program's own; `queries` are the shipped
    queries and the user's own, `briefings` likewise. Where they are not given they are made; own queries and briefings
    then lie below `folder`.
    `adhoc` is true where readers may run statements of their own. `findings` are the last answers of the analyses,
    `projections` holds all ties of the graph as arrays, read when first needed and after each load; `stage` reads what
    the scenes of briefings show.
    """

    def __init__(
        self,
        database: Database,
        schema: Schema,
        folder: Path,
        guard: Guard | None = None,
        queries: Library | None = None,
        briefings: BriefingStore | None = None,
        *,
        adhoc: bool = True,
    ) -> None:
        self.database = database
        self.schema = schema
        self.folder = folder
        self.adhoc = adhoc
        self.guard = guard or Guard(database)
        self.findings = KeptFindings()
        self.projections = Projections()
        self.briefings = briefings or BriefingStore(SHIPPED, folder / BRIEFINGS)
        self.queries = queries or Library(shipped("cypher"), folder / FOLDER, schema)
        desk = Desk(database, schema, self.guard, self.queries, ViewStore(folder), self.projections)
        self.stage = Stage(self.briefings, desk)
