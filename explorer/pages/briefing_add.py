"""Add to briefing: what stood on another page becomes a scene, of which briefing the reader says."""

from collections.abc import Callable

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from explorer.components.briefing_list import ADD, PATH
from explorer.components.marks import aria
from explorer.making import answer
from explorer.pages.page import Page
from explorer.pages.reading import register, stores
from explorer.services import Services


def layout() -> html.Main:
    """The frame of the page; the script fills the preview."""
    fields = [
        html.Label(["Heading", dcc.Input(id="add-heading", type="text", maxLength=200)], className="field"),
        html.Label(["In which briefing", html.Span(id="add-choice")], className="field"),
        html.Label(
            ["Its title", dcc.Input(id="add-title", type="text", maxLength=200)], className="field", id="add-new"
        ),
        html.Button("Add the scene", type="submit", className="act act-first"),
    ]
    return html.Main(
        [
            *stores("add"),
            dcc.Store(id="add-own"),
            html.H1("Add to briefing"),
            html.P(id="add-said", role="status"),
            html.Form(fields, id="add-form"),
            html.Div(id="add-preview", role="group", **aria(label="The slide that it will be")),
        ],
        id="add",
        className="add",
    )


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the page to what it asks."""
    register(app, "add", "adding", services.stage, answer)

    @app.callback(Output("add-own", "data"), Input("add", "id"))
    def own(_page: object) -> list[list[str]]:
        return [[one.name, one.title] for one in services.briefings.list() if one.own and not one.faults]

    in_browser: Callable[..., None] = app.clientside_callback
    in_browser(ClientsideFunction("adding", "begin"), Input("add-own", "data"))


PAGE = Page(ADD, "Add to briefing", 93, layout, register_callbacks, lambda: [html.A("All briefings", href=PATH)], False)
