"""What stands round every page: the header, the banner, and the choice of the page by the address."""

from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html, set_props
from dash.exceptions import PreventUpdate

from explorer import reads
from explorer.components.banner import database_away
from explorer.components.marks import aria
from explorer.pages.page import Page
from explorer.services import Services
from graph_loader.database.connection import Database

PULSE_SECONDS = 5


def frame() -> html.Div:
    """The empty frame. `healed` counts how often the database came back, for what was left unread meanwhile."""
    return html.Div(
        [
            dcc.Location(id="address", refresh=False),
            dcc.Interval(id="pulse", interval=PULSE_SECONDS * 1000, disabled=True),
            dcc.Store(id="healed", data=0),
            html.Header(
                [
                    html.A("cyberatlas", href="/", className="brand"),
                    html.Nav(id="places", **aria(label="Pages")),
                    html.Div(id="tools"),
                ],
                className="top",
            ),
            html.Div(id="banner", role="alert"),
            html.Div(id="content"),
        ],
        className="page",
    )


def register_callbacks(app: Dash, services: Services, pages: Sequence[Page]) -> None:
    """Show the page that the address names, and notice that the database is back."""
    by_path = {page.path: page for page in pages}

    @app.callback(
        Output("content", "children"),
        Output("tools", "children"),
        Output("places", "children"),
        Input("address", "pathname"),
    )
    def show(path: str) -> tuple[Any, ...]:
        page = by_path.get(path)
        if page is None:
            return _no_such_page(), [], _places(pages, "")
        return page.layout(), page.tools(), _places(pages, page.path)

    @app.callback(
        Output("healed", "data"),
        Output("banner", "children"),
        Output("pulse", "disabled"),
        Input("pulse", "n_intervals"),
        prevent_initial_call=True,
    )
    def heal(beats: int) -> tuple[Any, ...]:
        if not reads.answers(services.database):
            raise PreventUpdate
        return beats, [], True

    title: Any = app.clientside_callback
    title(ClientsideFunction("shell", "title"), Input("places", "children"))


def told_away(database: Database, error: Exception) -> bool:
    """True where the error came because the database is away; the banner says so, and the page looks for its return."""
    if not reads.away(database, error):
        return False
    set_props("banner", {"children": database_away(str(error))})
    set_props("pulse", {"disabled": False})
    return True


def _places(pages: Sequence[Page], current: str) -> list[html.A]:
    """Links to the listed pages, if there is more than one; the one on which, or under which, the reader is is told."""
    listed = [page for page in pages if page.listed]
    return [html.A(page.title, href=page.path, **_current(page.path, current)) for page in listed if len(listed) > 1]


def _current(path: str, current: str) -> dict[str, Any]:
    if path == current:
        return aria(current="page")
    return aria(current="true") if path != "/" and current.startswith(f"{path}/") else {}


def _no_such_page() -> html.Div:
    return html.Div(
        [html.H1("There is no such page"), html.P(["Begin at the ", html.A("first page", href="/"), "."])],
        className="missing",
    )
