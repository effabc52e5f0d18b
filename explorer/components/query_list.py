"""The list of saved queries by category. Stars, search and the shorter lists above it are done by assets/queries.js."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from dash import html

from explorer.components.marks import Part, aria, count, name
from explorer.queries.library import KeptQuery
from explorer.queries.saved_query import SavedQuery

PATH = "/queries"
EDITOR = "/queries/edit"
EXAMPLES = 3


def query_address(query: str) -> str:
    """The address under which a query is open and not yet run."""
    return f"{PATH}?{urlencode({'query': query})}"


def editor_address(act: str, query: str) -> str:
    """The address at which a query is changed (`name`) or a copy of it is begun (`copy`)."""
    return f"{EDITOR}?{act}={quote(query)}"


def query_list(queries: Sequence[SavedQuery], kept: Sequence[KeptQuery]) -> list[Part]:
    """All queries under their categories, then the files that cannot be run."""
    categories = [
        html.Section(
            [html.H2([title, " ", html.Span(count(len(found), "query", "queries"), className="quiet")]), _rows(found)],
            className="query-category",
        )
        for title, group in groupby(queries, lambda query: query.category)
        if (found := list(group))
    ]
    faulty = [_faulty(kept)] if kept else []
    return [*categories, *faulty, html.P("", id="query-none", className="quiet", role="status")]


def welcome(queries: Sequence[SavedQuery]) -> list[Part]:
    """What stands in the middle while no query is chosen."""
    if not queries:
        return [
            html.H1("There is no query yet"),
            html.P(["Write one of your own: ", html.A("New query", href=EDITOR), "."]),
        ]
    first = [next(group) for _title, group in groupby(queries, lambda query: query.category)][:EXAMPLES]
    return [
        html.H1("Ask a question"),
        html.P(
            f"{len(queries):,} questions are ready to be asked. Choose one on the left, or search for a word such as "
            "“convention”; set what it should be about, and run it. The answer is a table, a chart or entities to open "
            "in Explore, and a link that asks the same again.",
            className="lead",
        ),
        html.P("For example:"),
        html.Ul([html.Li(_link(query)) for query in first], className="query-examples"),
    ]


def _rows(queries: Sequence[SavedQuery]) -> html.Ul:
    return html.Ul([_row(query) for query in queries])


def _row(query: SavedQuery) -> html.Li:
    words = f"{query.title} {query.category} {query.description} {query.name}".lower()
    told: dict[str, Any] = {"data-query-row": query.name, "data-words": words}
    star: dict[str, Any] = {"data-star": query.name, **aria(pressed="false", label=f"Favourite: {query.title}")}
    own = [html.Span(" yours", className="quiet")] if query.own else []
    sign = html.Span("★", **aria(hidden="true"))
    return html.Li([_link(query, *own), html.Button(sign, type="button", className="star", **star)], **told)


def _link(query: SavedQuery, *more: Part) -> html.A:
    told: dict[str, Any] = {"data-query": query.name}
    return html.A([name(query.title), *more], href=query_address(query.name), **told)


def _faulty(kept: Sequence[KeptQuery]) -> html.Section:
    rows = [
        html.Li(
            [
                html.A(name(query.title), href=editor_address("name", query.name)) if query.own else name(query.title),
                html.Details(
                    [html.Summary("cannot be run"), html.Ul([html.Li(str(fault)) for fault in query.faults])],
                    className="quiet",
                ),
            ]
        )
        for query in kept
    ]
    return html.Section([html.H2("With faults"), html.Ul(rows)], className="query-category query-faulty")
