"""The room: a briefing, slide by slide, and a window with the notes for the one who speaks."""

from collections.abc import Callable

from dash import ClientsideFunction, Dash, Input, Output, html

from explorer.components.briefing_list import PATH, SHOW
from explorer.components.marks import aria
from explorer.pages.page import Page
from explorer.pages.reading import register, stores
from explorer.presenting import answer
from explorer.services import Services


def layout() -> html.Main:
    """The frame of the page; the script fills it with slides."""
    speaker = [
        html.Div([html.P("Now", className="quiet"), html.Div(id="room-now")], className="room-now"),
        html.Div([html.P("Next", className="quiet"), html.Div(id="room-next")], className="room-next"),
        html.Section(id="room-notes", tabIndex=0, **aria(label="Notes")),
        html.Footer(
            [
                html.Button("‹ Back", type="button", className="act", id="room-back"),
                html.Button("Forward ›", type="button", className="act", id="room-forward"),
                html.Span(id="room-place"),
                html.Span(id="room-clock", role="timer"),
                html.Button("Clock to zero", type="button", className="act", id="room-zero"),
            ]
        ),
    ]
    return html.Main(
        [
            *stores("room"),
            html.P("Reading the scenes …", id="room-said", role="status"),
            html.Div(id="room-slides"),
            html.Div(speaker, id="room-speaker", hidden=True),
        ],
        id="room",
        className="room",
    )


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the page to the slides."""
    register(app, "room", "room", services.stage, answer)
    in_browser: Callable[..., None] = app.clientside_callback
    in_browser(ClientsideFunction("room", "begin"), Output("room-ask", "data"), Input("room", "id"))


def _tools() -> list[html.A]:
    notes = html.A(
        "Speaker’s window",
        id="room-window",
        href="#",
        title="Notes, the next slide and a clock, in a window of their own",
    )
    return [html.A("All briefings", href=PATH), html.A("Change", id="room-change", href="#", hidden=True), notes]


PAGE = Page(SHOW, "Present", 91, layout, register_callbacks, _tools, listed=False)
