"""Briefings: the list of them, and what can be done with each."""

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from explorer.components.briefing_list import PATH, briefing_list
from explorer.pages.page import Page
from explorer.pages.reading import register, stores
from explorer.presenting import answer
from explorer.services import Services


def layout() -> html.Main:
    """The frame of the page; the callbacks fill the list."""
    title = dcc.Input(
        id="briefing-title", type="text", placeholder="What is it about?", maxLength=200, autoComplete="off"
    )
    return html.Main(
        [
            *stores("briefings"),
            html.H1("Briefings"),
            html.P(
                "Scenes of the graph, in an order, with words: presented from here, refreshed when the data has "
                "changed, and handed over as slides that can be edited.",
                className="lead",
            ),
            html.Form(
                [
                    html.Label("A new briefing", htmlFor="briefing-title"),
                    title,
                    html.Button("Begin", type="submit", className="act act-first"),
                ],
                id="briefing-new",
                className="briefing-new",
            ),
            html.P(id="briefing-said", role="status", className="briefing-said"),
            html.Div(id="briefing-list"),
        ],
        id="briefings",
        className="briefings",
        tabIndex=0,
    )


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the page to the store of briefings."""
    register(app, "briefings", "briefings", services.stage, answer)

    @app.callback(Output("briefing-list", "children"), Input("briefings-answer", "data"))
    def listed(_answer: object) -> list[Any]:
        return list(briefing_list(services.briefings.list()))

    in_browser: Callable[..., None] = app.clientside_callback
    in_browser(ClientsideFunction("briefings", "begin"), Output("briefings-ask", "data"), Input("briefings", "id"))


PAGE = Page(PATH, "Briefings", 8, layout, register_callbacks)
