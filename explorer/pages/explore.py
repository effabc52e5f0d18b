"""Explore: the canvas with what surrounds it. The browser holds the view; the server answers what it asks."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from explorer import asks, keeping, reads
from explorer.asked import refused
from explorer.components.canvas import canvas
from explorer.components.declaration import declaration
from explorer.components.grid import grid
from explorer.components.marks import aria
from explorer.components.search_box import nothing_found, options, search_box
from explorer.components.start import STARTING_POINTS, nothing_loaded, start
from explorer.graph.wire import packed
from explorer.pages.page import Page
from explorer.pages.panel import panel
from explorer.services import Services
from explorer.told_views import ToldViews

SHAPES = {"graph": "Graph", "both": "Both", "table": "Table"}


def layout() -> html.Div:
    """The frame of the page; the scripts and the callbacks fill its parts."""
    stores = [dcc.Store(id=name) for name in ("declaration", "ask", "answer", "chosen")]
    return html.Div(
        [
            *stores,
            html.Div(id="toolbar", role="toolbar", **aria(label="What can be done")),
            html.Div(
                [
                    html.Aside(id="drawer", hidden=True, **aria(label="Choices")),
                    html.Main(
                        [
                            html.Section(id="start", **aria(label="Where to begin")),
                            canvas(),
                            html.Section(grid(), id="table", **aria(label="Table")),
                            html.Ul(id="legend", **aria(label="Legend: choose an entry to select it")),
                            html.Div(id="time", hidden=True, role="group", **aria(label="Date")),
                            html.P(id="status"),
                        ],
                        id="main",
                    ),
                    html.Aside(id="panel", tabIndex=0, **aria(label="Details")),
                ],
                className="body",
            ),
            html.Div(id="menu", role="menu", hidden=True, **aria(label="What can be done here")),
            html.Dialog(id="dialog"),
            html.Div(id="said", className="hidden-label", role="status", **aria(live="polite")),
        ],
        className="explore",
    )


def tools() -> list[html.Div]:
    """What this page has in the header: search, progress, and the choice between graph and table."""
    return [search_box(), html.Div(id="working", role="status"), _shapes()]


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the parts of the page to what is read from the graph."""

    @app.callback(
        Output("declaration", "data"),
        Output("start", "children"),
        Input("healed", "data"),
        Input("start", "id"),
    )
    def begin(_healed: object, _start: object) -> tuple[Any, ...]:
        whole = reads.overview(services.database)
        points = reads.starting_points(services.database, services.schema, STARTING_POINTS, len(STARTING_POINTS))
        bodies = reads.bodies(services.database, services.schema)
        told = declaration(services.schema, whole, bodies, services.queries.queries())
        first = start(points, whole, services.schema) if points else nothing_loaded()
        return told, first

    views = ToldViews()

    @app.callback(Output("answer", "data"), Input("ask", "data"), prevent_initial_call=True)
    def answer(ask: object) -> Mapping[str, Any]:
        return keeping.answer(ask, services) or answered(ask, services, views)

    @app.callback(Output("panel", "children"), Input("chosen", "data"))
    def read(chosen: object) -> Any:
        return panel(chosen, services)

    @app.callback(
        Output("suggestions", "children"),
        Output("found", "children"),
        Input("search", "value"),
        prevent_initial_call=True,
    )
    def suggest(text: object) -> tuple[list[html.Li], str]:
        if not isinstance(text, str) or not text.strip():
            return [], ""
        found = reads.search(services.database, services.schema, text)
        if not found:
            return nothing_found(text), "Nothing found"
        return options(found, services.schema, text), f"{len(found)} suggestions"

    in_browser: Callable[..., None] = app.clientside_callback
    in_browser(ClientsideFunction("page", "begin"), Input("declaration", "data"))
    in_browser(ClientsideFunction("page", "answered"), Input("answer", "data"))
    in_browser(
        ClientsideFunction("page", "gridChose"),
        Input("grid-nodes", "selectedRows"),
        Input("grid-ties", "selectedRows"),
        prevent_initial_call=True,
    )


def answered(ask: object, services: Services, views: ToldViews) -> Mapping[str, Any]:
    """The answer to an ask about what is shown, as it is sent; `forgotten` where the page has to tell all again."""
    seq = ask.get("seq") if isinstance(ask, Mapping) else None
    try:
        whole, shown = views.whole(ask)
    except ValueError as error:
        return refused(seq, str(error))
    if whole is None:
        return refused(seq, "") | {"forgotten": True}
    delta = asks.answer(whole, services)
    if delta.get("nodes"):
        views.add(ask, delta["places"])
    return packed(delta, shown)


def _shapes() -> html.Div:
    def button(name: str, title: str) -> html.Button:
        attributes: dict[str, Any] = {"data-shape": name, **aria(pressed=str(name == "graph").lower())}
        return html.Button(title, type="button", **attributes)

    buttons = [button(name, title) for name, title in SHAPES.items()]
    return html.Div(buttons, id="shapes", role="group", **aria(label="Graph or table"))


PAGE = Page("/", "Explore", 1, layout, register_callbacks, tools)
