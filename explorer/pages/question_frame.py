"""The frame of a page that asks: its form and its answer, joined to what finds it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from explorer.components.marks import aria
from explorer.findings.addresses import address_of
from explorer.findings.work import Works
from explorer.pages import answering
from explorer.pages.asking import Asking, part_id
from explorer.services import Services

STORES = (
    "begun",
    "read", "form", "ask", "told", "watch", "watched", "cancel", "cancelled", "pick", "picked", "file", "filed",
    "keep", "kept",
)  # fmt: skip


def question_frame(asking: Asking) -> html.Div:
    """The frame of the page; the script and the callbacks fill its parts."""
    stores = [dcc.Store(id=part_id(asking.name, name)) for name in STORES]
    stores += [dcc.Store(id=part_id(asking.name, f"ask-{later.name}")) for later in asking.later]
    data: dict[str, Any] = {"data-page": asking.name} | ({"data-at-once": "yes"} if asking.at_once else {})
    return html.Div(
        [
            *stores,
            html.Section(
                [
                    html.H1(asking.title),
                    html.P(asking.intro, className="quiet"),
                    html.Div(id=part_id(asking.name, "fields")),
                    html.Div(id=part_id(asking.name, "saved"), className="question-saved"),
                ],
                className="question-side",
                tabIndex=0,
                **aria(label="The question"),
            ),
            html.Main(
                [
                    html.Div(id=part_id(asking.name, "progress"), className="question-progress", role="status"),
                    html.Section(
                        welcome(asking), id=part_id(asking.name, "answer"), className="question-answer",
                        **aria(label="The answer"),
                    ),
                ],
                className="question-middle",
                tabIndex=0,
            ),
            html.Dialog(id=part_id(asking.name, "dialog"), className="question-dialog"),
        ],
        id=part_id(asking.name, "page"),
        className="question",
        **data,
    )  # fmt: skip


def welcome(asking: Asking) -> list[Component]:
    """What to do here, with examples to begin with."""
    links = [
        html.Li(html.A(said, href=address_of(asking.name, asking.question.model_validate(given))))
        for said, given in asking.examples
    ]
    told = "Fill in the form and press Ask, or begin with one of these questions."
    return [html.Div([html.H2("Ask a question"), html.P(told), html.Ul(links)], className="question-welcome")]


def register(app: Dash, services: Services, asking: Asking) -> None:
    """Join the parts of the page to the analysis."""
    works = Works()

    def on(asked: str, output: str, answer: Callable[[object], Any], prop: str = "data") -> None:
        outputs = Output(part_id(asking.name, output), prop)
        app.callback(outputs, Input(part_id(asking.name, asked), "data"), prevent_initial_call=True)(answer)

    @app.callback(
        Output(part_id(asking.name, "answer"), "children"),
        Output(part_id(asking.name, "told"), "data"),
        Input(part_id(asking.name, "ask"), "data"),
        prevent_initial_call=True,
    )
    def answer(ask: object) -> tuple[Any, Mapping[str, Any]]:
        return answering.answered(ask, services, asking, works)

    on("read", "form", lambda ask: answering.form_of(ask, services, asking))
    on("watch", "watched", lambda ask: answering.watched(ask, works))
    on("cancel", "cancelled", lambda ask: answering.cancelled(ask, works))
    on("pick", "picked", lambda ask: answering.picked(ask, services))
    on("file", "filed", lambda ask: answering.filed(ask, services, asking))
    on("keep", "kept", lambda ask: answering.kept(ask, services, asking))
    for part in asking.later:
        find = partial(answering.later, services=services, asking=asking, part=part)
        on(f"ask-{part.name}", f"part-{part.name}", find, "children")

    in_browser: Callable[..., None] = app.clientside_callback
    begun = Output(part_id(asking.name, "begun"), "data")
    in_browser(ClientsideFunction("question", "begin"), begun, Input(part_id(asking.name, "page"), "id"))
    for name in ("form", "told", "watched", "picked", "filed", "kept"):
        in_browser(ClientsideFunction("question", name), Input(part_id(asking.name, name), "data"))
