"""Queries: the library of saved questions, a form for their parameters, and the answers.

The browser holds what is chosen and typed (assets/queries.js); each thing that it asks has a store of its own for the
question and for the answer, so that none is lost while another is on its way.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from explorer import reads
from explorer.components.marks import aria
from explorer.components.query_chart import figure, templates
from explorer.components.query_head import form_of, query_head
from explorer.components.query_list import EDITOR, PATH, query_list, welcome
from explorer.components.query_result import query_failed, query_result
from explorer.export.csv_text import guarded_csv
from explorer.pages.page import Page
from explorer.pages.picking import offered as entities_offered
from explorer.pages.shell import told_away
from explorer.queries.answer import grounds, relations_asked
from explorer.queries.library import QueryUnknownError
from explorer.queries.parameters import LONGEST_LIST, LONGEST_TEXT, Parameter
from explorer.queries.running import run, suggestions
from explorer.queries.saved_query import SavedQuery
from explorer.queries.values import ParametersError
from explorer.reads.entity_choice import names_of
from explorer.reads.provenance import rows_by_dataset
from explorer.services import Services
from graph_loader.database.guard import Result, StatementCancelledError
from graph_loader.errors import CyberatlasError, DatabaseError, InputError

MOST_KEPT = 4
"""Answers kept for being saved as files."""
MOST_PICKED = 50
STORES = ("ask", "told", "run", "ran", "cancel", "cancelled", "pick", "picked", "file", "filed")

Name = Annotated[str, StringConstraints(max_length=200)]
Text = Annotated[str, StringConstraints(max_length=2 * LONGEST_TEXT)]
Given = Annotated[dict[Name, Text | Annotated[list[Text], Field(max_length=LONGEST_LIST + 1)]], Field(max_length=200)]
Answer = Mapping[str, Any]


class Asked(BaseModel):
    """What the page sends: the number of the question, the query, and the values in its form."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    seq: int
    name: Name = ""
    given: Given = {}
    tag: Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{8,40}$")] = "0" * 8
    parameter: Name = ""
    text: Name = ""
    format: Literal["csv", "json"] = "csv"


class Answers:
    """The last answers, by the tag under which they were asked. May be used from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Result] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, tag: str, result: Result) -> None:
        """Keep one more, and forget the oldest."""
        with self._lock:
            self._kept[tag] = result
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def get(self, tag: str) -> Result | None:
        """The answer, if it is still kept."""
        with self._lock:
            return self._kept.get(tag)


def layout() -> html.Div:
    """The frame of the page; the script and the callbacks fill its parts."""
    stores = [dcc.Store(id=f"query-{name}") for name in STORES]
    library = [
        html.Div(html.A("New query", href=EDITOR, className="act"), className="query-new"),
        html.Div(id="query-search"),
        html.Div(id="query-marked"),
        html.Div(id="query-library"),
    ]
    return html.Div(
        [
            *stores,
            html.Nav(library, className="query-side", tabIndex=0, **aria(label="Saved queries")),
            html.Main(
                [
                    html.Section(id="query-head", **aria(label="The question")),
                    html.Div(id="query-form"),
                    html.Div(id="query-progress", role="status"),
                    html.Section(id="query-result", **aria(label="The answer")),
                ],
                className="query-middle",
                tabIndex=0,
            ),
        ],
        id="queries",
        className="queries",
    )


def register_callbacks(app: Dash, services: Services) -> None:
    """Join the parts of the page to the library and to the guard."""
    answers = Answers()

    @app.callback(Output("query-library", "children"), Input("healed", "data"), Input("query-library", "id"))
    def browse(_healed: object, _library: object) -> list[Any]:
        return query_list(services.queries.queries(), services.queries.kept())

    @app.callback(
        Output("query-head", "children"),
        Output("query-told", "data"),
        Input("query-ask", "data"),
        prevent_initial_call=True,
    )
    def choose(ask: object) -> tuple[list[Any], Answer]:
        return chosen(ask, services)

    @app.callback(
        Output("query-result", "children"),
        Output("query-ran", "data"),
        Input("query-run", "data"),
        prevent_initial_call=True,
    )
    def answer(ask: object) -> tuple[list[Any], Answer]:
        return answered(ask, services, answers)

    @app.callback(Output("query-cancelled", "data"), Input("query-cancel", "data"), prevent_initial_call=True)
    def cancel(ask: object) -> Answer:
        asked = _checked(ask)
        return {"tag": asked.tag, "ended": services.guard.cancel(asked.tag)} if asked else {}

    @app.callback(Output("query-picked", "data"), Input("query-pick", "data"), prevent_initial_call=True)
    def pick(ask: object) -> Answer:
        return picked(ask, services)

    @app.callback(Output("query-filed", "data"), Input("query-file", "data"), prevent_initial_call=True)
    def file(ask: object) -> Answer:
        return filed(ask, services, answers)

    in_browser: Callable[..., None] = app.clientside_callback
    for output, function in (
        ("library", "begin"),
        ("told", "told"),
        ("ran", "ran"),
        ("picked", "picked"),
        ("filed", "filed"),
    ):
        prop = "children" if output == "library" else "data"
        in_browser(ClientsideFunction("queries", function), Input(f"query-{output}", prop))


def chosen(ask: object, services: Services) -> tuple[list[Any], Answer]:
    """The head of a query and what its form is made of; without a name, what to do here."""
    asked = _checked(ask)
    if asked is None or not asked.name:
        return welcome(services.queries.queries()), {"seq": asked.seq if asked else 0, "name": ""}
    try:
        query = services.queries.get(asked.name)
    except QueryUnknownError as error:
        return query_failed("There is no such query", str(error)), {"seq": asked.seq, "name": ""}
    except InputError as error:
        return query_failed("This query cannot be run", str(error)), {"seq": asked.seq, "name": ""}
    form = form_of(query, services.schema, asked.given, {})
    ids = {value for field in form["fields"] if field["sort"] == "pick" for value in field["values"]}
    try:
        names = names_of(services.database, ids) if ids else {}
    except DatabaseError as error:
        told_away(services.database, error)
        names = {}
    return query_head(query), {"seq": asked.seq, **form, "names": names}


def answered(ask: object, services: Services, answers: Answers) -> tuple[list[Any], Answer]:
    """The answer to a query, with the figure where it is a chart; or why there is none.

    `messages` has a sentence for each field whose value the query does not take.
    """
    asked = _checked(ask)
    if asked is None:
        return query_failed("This cannot be asked", "A value is too long, or the page sent what it never sends."), {}
    told: dict[str, Any] = {"seq": asked.seq, "tag": asked.tag, "ok": False}
    try:
        query = services.queries.get(asked.name)
        result = run(services.guard, query, asked.given, tag=asked.tag)
        titles = reads.dataset_titles(services.database)
        behind = _behind(query, result, services)
    except ParametersError as error:
        strange = [message for name, message in error.messages.items() if name not in query.parameters]
        return (query_failed("A value is missing or wrong", " ".join(strange) or "See the marked fields above."),
                {**told, "messages": error.messages})  # fmt: skip
    except StatementCancelledError:
        return query_failed("Cancelled", "You ended this run. Nothing was changed; run it again when you like."), told
    except CyberatlasError as error:
        told_away(services.database, error)
        return query_failed("There is no answer", str(error)), told
    answers.keep(asked.tag, result)
    chart = _figure(query, result)
    shown = query_result(
        query, result.columns, result.rows, services.schema,
        truncated=result.truncated, seconds=result.seconds, figure=chart, datasets=titles, behind=behind,
    )  # fmt: skip
    drawn = {"figure": chart, "templates": templates(chart)} if chart else None
    return shown, {**told, "ok": True, "rows": len(result.rows), "drawn": drawn}


def _behind(query: SavedQuery, result: Result, services: Services) -> list[str]:
    """The datasets that hold ties of the types asked for, those with the most first, where the rows name none."""
    if not result.rows or grounds(result.columns, result.rows).datasets:
        return []
    relations = relations_asked(query.cypher, services.schema)
    return list(rows_by_dataset(services.database, relations)) if relations else []


def picked(ask: object, services: Services) -> Answer:
    """Value, label and detail of what may be chosen for a parameter as the reader types.

    A parameter with suggestions offers those that hold the text typed; they follow the values of other parameters.
    """
    asked = _checked(ask)
    if asked is None:
        return {}
    told = {"seq": asked.seq, "parameter": asked.parameter, "options": [], "note": ""}
    try:
        query = services.queries.get(asked.name)
        parameter = query.parameters.get(asked.parameter)
        if parameter is None:
            return told
        if not parameter.suggestions:
            return {**told, "options": _entities(parameter, asked.text, services)}
        offered = suggestions(services.guard, query, parameter.name, asked.given)
    except ParametersError:
        return {**told, "note": "Fill in the other fields first."}
    except CyberatlasError as error:
        told_away(services.database, error)
        return {**told, "note": str(error)}
    wanted = asked.text.casefold().split()
    kept = [[str(value), label, ""] for value, label in offered if all(word in label.casefold() for word in wanted)]
    return {**told, "options": kept[:MOST_PICKED]}


def filed(ask: object, services: Services, answers: Answers) -> Answer:
    """The rows shown, as the text of a file; asked again where they are no longer kept."""
    asked = _checked(ask)
    if asked is None:
        return {}
    told = {"seq": asked.seq, "name": f"{asked.name}.{asked.format}", "text": "", "note": ""}
    try:
        query = services.queries.get(asked.name)
        result = answers.get(asked.tag) or run(services.guard, query, asked.given)
    except CyberatlasError as error:
        return {**told, "note": str(error)}
    if asked.format == "json":
        return {**told, "text": json.dumps(result.as_dict(), ensure_ascii=False, indent=2) + "\n"}
    return {**told, "text": guarded_csv(result.columns, result.rows)}


def _entities(parameter: Parameter, text: str, services: Services) -> list[list[str]]:
    schema = services.schema
    kinds = [kind for kind, declared in schema.kinds.items() if f"{declared.prefix}:" in parameter.takes]
    return entities_offered(services, text, kinds) if kinds else []


def _figure(query: SavedQuery, result: Result) -> dict[str, Any] | None:
    wanted = query.chart
    if wanted is None or not result.rows:
        return None
    needed = {wanted.x, *wanted.y, *([wanted.colour] if wanted.colour else [])}
    return figure(wanted, result.columns, result.rows, query.columns) if needed <= set(result.columns) else None


def _checked(ask: object) -> Asked | None:
    try:
        return Asked.model_validate(ask)
    except ValidationError:
        return None


PAGE = Page(PATH, "Queries", 7, layout, register_callbacks)
