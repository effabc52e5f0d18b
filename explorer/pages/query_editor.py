"""The editor of one's own queries. The browser holds the text; the server judges, runs, explains and keeps it."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from explorer.components.marks import aria
from explorer.editing import Editor
from explorer.pages.page import Page
from explorer.services import Services

PATH = "/queries/edit"


def layout() -> html.Main:
    """The frame of the page; the script fills its parts."""
    stores = [dcc.Store(id=f"editor-{name}") for name in ("ask", "answer", "cancel", "cancelled")]
    return html.Main(
        [
            *stores,
            html.Div([_head(), _statement(), _answer()], className="editor-main"),
            html.Aside(_beside(), className="editor-beside", tabIndex=0, **aria(label="Parameters and history")),
            html.Dialog(id="editor-dialog", **aria(labelledby="editor-dialog-title")),
            html.Div(id="editor-said", className="hidden-label", role="status", **aria(live="polite")),
        ],
        id="query-editor",
        className="editor",
    )


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the page to the editor's asks."""
    editor = Editor(services)

    @app.callback(Output("editor-answer", "data"), Input("editor-ask", "data"), prevent_initial_call=True)
    def answer(ask: object) -> Mapping[str, Any]:
        return editor.answer(ask)

    @app.callback(Output("editor-cancelled", "data"), Input("editor-cancel", "data"), prevent_initial_call=True)
    def cancel(tag: object) -> bool:
        return editor.cancel(tag)

    in_browser: Callable[..., None] = app.clientside_callback
    in_browser(ClientsideFunction("editor", "begin"), Output("editor-said", "children"), Input("query-editor", "id"))
    in_browser(ClientsideFunction("editor", "answered"), Input("editor-answer", "data"), prevent_initial_call=True)


def _head() -> html.Div:
    buttons = [
        ("save", "Save", "Keep it as a query of your own"),
        ("save-as", "Save as new", "Keep it as another query of your own"),
        ("rename", "Rename", "Change the short name, which is that of its file and address"),
        ("delete", "Delete", "Remove this query of yours"),
    ]
    return html.Div(
        [
            html.Div([html.H1("New query", id="editor-title"), html.P(id="editor-state", className="quiet")]),
            html.Div([_button(*told, kind="plain") for told in buttons], className="editor-acts"),
        ],
        className="editor-head",
    )


def _statement() -> html.Section:
    keys = "Ctrl-Enter runs, Ctrl-Space completes. Tab indents: to leave the editor by keyboard press Escape, then Tab."
    return html.Section(
        [
            html.Div(id="editor-note", hidden=True),
            html.Div(html.P("Loading the editor …", className="quiet"), id="editor-text"),
            html.Div(
                [
                    _button("run", "Run", "Run the statement (Ctrl-Enter)", kind="button"),
                    _button("explain", "Explain", "How the database would answer (Ctrl-Shift-Enter)", kind="plain"),
                    _button("cancel", "Cancel", "End what is running", kind="plain", hidden=True),
                    html.Span(id="editor-working", role="status"),
                    html.Span(keys, id="editor-keys", className="quiet"),
                ],
                className="editor-acts editor-run",
            ),
            html.Div(id="editor-faults", role="alert"),
        ],
        **aria(label="Statement"),
    )


def _answer() -> html.Section:
    return html.Section(
        html.P("The first rows of the answer appear here.", className="quiet"),
        id="editor-result",
        **aria(label="Answer"),
    )


def _beside() -> list[html.Section]:
    parameters = html.Section(
        [
            html.H2("Parameters"),
            html.P("Write $name in the statement, and a field for it appears here.", className="quiet"),
            html.Div(id="editor-parameters"),
        ]
    )
    history = html.Section(
        [
            html.H2("History"),
            html.P("The last statements that you ran, kept in this browser alone.", className="quiet"),
            html.Ol(id="editor-history"),
        ]
    )
    return [parameters, history]


def _button(act: str, title: str, says: str, *, kind: str, hidden: bool = False) -> html.Button:
    attributes: dict[str, Any] = {"data-act": act, "title": says, "type": "button"}
    return html.Button(title, className=kind, hidden=hidden, disabled=act != "cancel", **attributes)


def _tools() -> list[html.A]:
    return [html.A("All queries", href="/queries"), html.A("New query", href=PATH)]


PAGE = Page(PATH, "Edit a query", 90, layout, register_callbacks, _tools, listed=False)
