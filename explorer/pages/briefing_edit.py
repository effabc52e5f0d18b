"""The maker of briefings. The browser holds the briefing (assets/briefing_*.js); the server draws, checks, keeps it."""

from collections.abc import Callable

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from explorer.components.briefing_list import EDIT, PATH
from explorer.components.marks import aria
from explorer.graph.layouts import LAYOUTS
from explorer.making import answer
from explorer.pages.page import Page
from explorer.pages.reading import register, stores
from explorer.services import Services
from graph_loader.marking import LEVELS


def layout() -> html.Main:
    """The frame of the page; the script fills its parts."""
    told = {
        "layouts": {name: choice.title for name, choice in LAYOUTS.items()},
        "markings": [level.label for level in LEVELS],
    }
    return html.Main(
        [
            dcc.Store(id="maker-told", data=told),
            *stores("maker"),
            html.Nav(
                [
                    html.Ol(id="maker-scenes", **aria(label="Scenes, in their order")),
                    html.Div(id="maker-new"),
                ],
                className="maker-side",
                **aria(label="Scenes"),
            ),
            html.Section(
                [
                    html.Div(id="maker-acts", role="toolbar", **aria(label="What can be done")),
                    html.P(id="maker-said", role="status"),
                    html.Div(id="maker-slide", role="group", **aria(label="The slide")),
                    html.Div(id="maker-steps", role="group", **aria(label="Steps of this scene")),
                    html.Ul(id="maker-faults", **aria(label="What is wrong")),
                ],
                className="maker-middle",
            ),
            html.Aside(id="maker-form", tabIndex=0, **aria(label="The scene")),
            html.Dialog(id="maker-dialog"),
        ],
        id="maker",
        className="maker",
    )


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the page to what it asks."""
    register(app, "maker", "maker", services.stage, answer)
    in_browser: Callable[..., None] = app.clientside_callback
    in_browser(ClientsideFunction("maker", "begin"), Output("maker-ask", "data"), Input("maker-told", "data"))


def _tools() -> list[html.A]:
    return [html.A("All briefings", href=PATH), html.A("Present", id="maker-present", href="#")]


PAGE = Page(EDIT, "Make a briefing", 92, layout, register_callbacks, _tools, listed=False)
