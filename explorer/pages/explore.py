"""The page: search for an entity, see it with its neighbours, read what ties them."""

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update

from explorer import reads
from explorer.components.canvas import canvas
from explorer.components.cards import entity_card, message_card, pair_card
from explorer.components.marks import aria
from explorer.components.search_box import nothing_found, options, search_box
from explorer.components.start import loaded_card, nothing_loaded, start
from explorer.components.tie_table import tie_table
from explorer.graph.colours import LIGHT, THEMES, Theme
from explorer.graph.records import Neighbourhood
from explorer.graph.view import View, view_of
from explorer.services import Services

PULSE_SECONDS = 10
STARTING_POINTS = (
    "agreement:paris-call",
    "company:huawei",
    "agreement:us-china-cyber-agreement-2015",
    "resolution:A/RES/73/27",
    "state:EST",
    "threat-group:apt28",
)
"""Shown where they are in the graph; others take the place of those that are not."""


def layout() -> html.Div:
    """The frame of the page; its parts are filled by the callbacks."""
    return html.Div(
        [
            dcc.Location(id="address", refresh=False),
            dcc.Store(id="theme"),
            dcc.Store(id="drawn"),
            dcc.Store(id="title"),
            dcc.Interval(id="pulse", interval=PULSE_SECONDS * 1000, disabled=True),
            html.Header(
                [dcc.Link("cyberatlas", href="/", className="brand"), search_box()],
                className="top",
            ),
            html.Div(id="banner", role="alert"),
            html.Div(
                [html.Main(id="main"), html.Aside(id="panel", tabIndex=0, **aria(label="Details"))],
                className="body",
            ),
        ],
        className="page",
    )


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the parts of the page to what is read from the graph."""

    @app.callback(
        Output("main", "children"),
        Output("panel", "children"),
        Output("drawn", "data"),
        Output("title", "data"),
        Output("banner", "children"),
        Output("pulse", "disabled"),
        Output("search", "value"),
        Input("address", "search"),
        Input("theme", "data"),
        Input("pulse", "n_intervals"),
        State("drawn", "data"),
    )
    def show(query: object, theme_name: object, _pulse: object, drawn: object) -> tuple[Any, ...]:
        view, theme = view_of(query), _theme(theme_name)
        main, panel, title = _page(view, theme, services)
        drawing = [view.id, theme_name]
        redrawn = no_update if view.id and drawn == drawing else main
        return redrawn, panel, drawing, title, [], True, ""

    @app.callback(
        Output("suggestions", "children"),
        Output("found", "children"),
        Input("search", "value"),
        State("theme", "data"),
        prevent_initial_call=True,
    )
    def suggest(text: object, theme_name: object) -> tuple[list[html.Li], str]:
        if not isinstance(text, str) or not text.strip():
            return [], ""
        found = reads.search(services.database, services.schema, text)
        if not found:
            return nothing_found(text), "Nothing found"
        return options(found, services.schema, _theme(theme_name)), f"{len(found)} suggestions"

    in_browser: Callable[..., None] = app.clientside_callback
    in_browser(ClientsideFunction("page", "theme"), Output("theme", "data"), Input("theme", "id"))
    in_browser(ClientsideFunction("page", "title"), Input("title", "data"))
    in_browser(ClientsideFunction("page", "mark"), Input("address", "search"), Input("panel", "children"))
    in_browser(
        ClientsideFunction("page", "follow"),
        Output("address", "search"),
        Input("canvas", "tapNodeData"),
        Input("canvas", "tapEdgeData"),
        prevent_initial_call=True,
    )


def _page(view: View, theme: Theme, services: Services) -> tuple[list[Any], Any, str]:
    """Main part, side panel and title of a view."""
    database, schema = services.database, services.schema
    if not view.id:
        whole = reads.overview(database)
        points = reads.starting_points(database, schema, STARTING_POINTS, len(STARTING_POINTS))
        return [start(points, schema, theme) if points else nothing_loaded()], loaded_card(whole), "cyberatlas"
    shown = reads.neighbourhood(database, schema, view.id)
    if shown is None:
        advice = (
            f"Nothing in the graph has the id {view.id}. Search for a name above; the address will then hold its id."
        )
        return [message_card("Not in the graph", advice)], [], "cyberatlas"
    main = [canvas(shown, schema, theme), tie_table(shown, schema)]
    return main, _panel(view, shown, theme, services), f"{shown.centre.name} – cyberatlas"


def _panel(view: View, shown: Neighbourhood, theme: Theme, services: Services) -> Any:
    database, schema = services.database, services.schema
    if view.tie_with:
        found = reads.pair(database, schema, view.id, view.tie_with)
        return pair_card(found, schema, theme) if found else message_card("No tie", "Nothing ties these two.")
    if view.about and view.about != view.id:
        about = reads.neighbourhood(database, schema, view.about)
        if about is None:
            return message_card("Not in the graph", f"Nothing in the graph has the id {view.about}.")
        return entity_card(about, schema, theme, centre=False)
    return entity_card(shown, schema, theme, centre=True)


def _theme(named: object) -> Theme:
    return THEMES.get(named, LIGHT) if isinstance(named, str) else LIGHT
