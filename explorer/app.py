"""The application: the pages over one database."""

import logging
from collections.abc import Callable, Collection
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from dash import Dash, set_props

from explorer import reads
from explorer.briefings.store import BriefingStore
from explorer.components.banner import something_wrong
from explorer.components.grid import fetch_when_seen
from explorer.components.marks import kind_rules
from explorer.joined import serve_joined
from explorer.pages import shell
from explorer.pages.page import pages
from explorer.queries.library import Library
from explorer.security import protect
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.errors import DatabaseError
from graph_loader.schema import Schema

if TYPE_CHECKING:
    from flask import Flask

_ASSETS = Path(__file__).with_name("assets")
_LOG = logging.getLogger(__name__)
_INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<meta name="color-scheme" content="light dark">
<title>{%title%}</title>
{%favicon%}
{%css%}
{%sheets%}<style>{%kinds%}</style>
</head>
<body>
<noscript>cyberatlas draws in the browser and needs JavaScript, which comes from this server alone.</noscript>
{%app_entry%}
{%config%}
{%scripts%}
{%ours%}
{%renderer%}
</body>
</html>"""


def create_app(
    database: Database,
    schema: Schema,
    folder: Path,
    *,
    hosts: Collection[str] = (),
    guard: Guard | None = None,
    queries: Library | None = None,
    briefings: BriefingStore | None = None,
    adhoc: bool = True,
) -> Dash:
    """The pages over an open database, ready to be served.

    `folder` is where saved views are kept. `hosts` are the names and addresses, beside those of this machine, under
    which readers reach the page; requests under any other name are refused. `guard`, `queries` and `briefings` are made
    where they are not given, as `Services` says; `adhoc` is false where readers may not run statements of their own.
    """
    fetch_when_seen()
    app = Dash(
        __name__,
        title="cyberatlas",
        update_title="",
        assets_folder=str(_ASSETS),
        assets_ignore=r"\.(css|js)$",  # joined, but for the script of the editor, which its page fetches
        serve_locally=True,
        suppress_callback_exceptions=True,
        add_log_handler=False,
        compress=True,
        enable_mcp=False,
        on_error=_told(database),
    )
    sheets, scripts = serve_joined(app.server, _ASSETS)
    given = {"{%kinds%}": kind_rules(schema), "{%sheets%}": sheets, "{%ours%}": scripts}
    app.index_string = reduce(lambda text, part: text.replace(*part), given.items(), _INDEX)
    services = Services(database, schema, folder, guard, queries, briefings, adhoc=adhoc)
    found = pages()
    app.layout = shell.frame()
    shell.register_callbacks(app, services, found)
    for page in found:
        page.register_callbacks(app, services)
    _health(app.server, database)
    protect(app.server, app.csp_hashes(), hosts)
    return app


def _told(database: Database) -> Callable[[Exception], None]:
    """A failed action leaves the page as it was and says why; the page tries again where the database is away."""

    def tell(error: Exception) -> None:
        if shell.told_away(database, error):
            return
        _LOG.error("an action failed", exc_info=error)
        set_props("banner", {"children": something_wrong(str(error) if isinstance(error, DatabaseError) else "")})

    return tell


def _health(server: "Flask", database: Database) -> None:
    @server.get("/healthz")
    def healthz() -> tuple[str, int, dict[str, str]]:
        plain = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
        if reads.answers(database):
            return "ok\n", 200, plain
        return "The page is up; the database does not answer.\n", 503, plain
