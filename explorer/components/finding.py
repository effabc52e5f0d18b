"""What stands round every answer of an analysis: what can be done with it, the Cypher behind it, and its method."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from explorer.components.links import address_of
from explorer.components.marks import Part, aria, count, kind_sign, name
from explorer.graph.view_link import view_address
from graph_loader.schema import Schema

MOST_OPENED = 1_000
"""So many entities of an answer are opened in Explore at most."""


def finding_card(
    page: str,
    title: str,
    children: Sequence[Part],
    query: str,
    method: Mapping[str, Any] | None,
    cypher: Sequence[tuple[str, str]],
    entities: Sequence[str],
    *,
    csv: bool,
    later: Sequence[tuple[str, str]] = (),
) -> list[Part]:
    """An answer whole: its title, what can be done with it, what was found, parts to open, and how it was come by."""
    return [
        html.H2(title, className="question-title"),
        html.Div(_acts(page, title, query, cypher, entities, csv=csv), className="acts question-acts"),
        *children,
        *(_later(page, part, said) for part, said in later),
        *([method_card(method)] if method else []),
        _cypher(cypher),
    ]


def explored(entity_id: str, text: str, schema: Schema) -> html.Div:
    """The sign and the name of an entity, as a link that opens it in Explore."""
    link = html.A(name(text), href=f"/{address_of(entity_id)}", className="entity")
    return html.Div([kind_sign(schema.kind_of(entity_id) or "", schema), link], className="named")


def failed(title: str, text: str, *, level: int = 2) -> list[Part]:
    """Why there is no answer."""
    heading = html.H2 if level == 2 else html.H3
    return [heading(title), html.P(text, className="question-failed", role="alert")]


def method_card(method: Mapping[str, Any]) -> html.Details:
    """What was computed, from how many rows of which datasets, and what it can't tell; folded."""
    datasets = [html.Li([html.Code(each), f" {count(rows, 'row')}"]) for each, rows in method["datasets"].items()]
    what = str(method["what"])
    rows = [html.H3("From what"), html.P(f"{count(method['rows'], 'row')} of these datasets:"), html.Ul(datasets)]
    limits = [html.Li(f"{limit[:1].upper()}{limit[1:]}.") for limit in method["cannot_tell"]]
    return html.Details(
        [
            html.Summary("How this was found, and what it can’t tell"),
            html.H3("What was computed"),
            html.P(f"{what[:1].upper()}{what[1:]}"),
            *(rows if datasets else []),
            html.H3("What it can’t tell"),
            html.Ul(limits),
        ],
        className="question-method",
    )


def _acts(
    page: str, title: str, query: str, cypher: Sequence[tuple[str, str]], entities: Sequence[str], *, csv: bool
) -> list[Part]:
    ids = list(dict.fromkeys(entities))[:MOST_OPENED]
    opened = html.A(
        "Open in Explore", href=view_address(ids, title), className="act", title="Show those named here as a picture"
    )
    briefing = html.A(
        "Add to briefing", href=f"/briefings/add?show={page}&{query}", className="act",
        title="Show this answer on a slide",
    )  # fmt: skip
    return [
        *([_button("Show the Cypher", "cypher", "What was read from the graph, to run it yourself")] if cypher else []),
        _button("Download JSON" if csv else "Download", "json", "The whole answer as a file for a program"),
        *([_button("Download CSV", "csv", "The rows as a file for a spreadsheet")] if csv else []),
        _button("Copy link", "link", "A link that asks this again"),
        _button("Save", "save", "Keep this question under a name"),
        *([opened] if ids else []),
        briefing,
    ]


def _button(text: str, act: str, title: str) -> html.Button:
    told: dict[str, Any] = {"data-question-act": act}
    return html.Button(text, type="button", className="act", title=title, **told)


def _later(page: str, part: str, said: str) -> html.Details:
    told: dict[str, Any] = {"data-later": part}
    waiting = html.P("Working …", className="quiet")
    return html.Details(
        [html.Summary(said), html.Div(waiting, id=f"question-{page}-part-{part}", **aria(live="polite"))],
        className="question-later",
        **told,
    )


def _cypher(cypher: Sequence[tuple[str, str]]) -> html.Dialog:
    close: dict[str, Any] = {"data-question-act": "close"}
    copy: dict[str, Any] = {"data-question-act": "copy"}
    parts: list[Part] = []
    for said, statement in cypher:
        button = html.Button("Copy", type="button", className="small", **copy)
        parts.append(html.Section([html.H3([said, " ", button]), html.Pre(statement, className="code", tabIndex=0)]))
    head = html.Header(
        [html.H2("What is read from the graph"), html.Button("Close", type="button", className="small", **close)]
    )
    return html.Dialog([head, *parts], className="question-dialog question-cypher")
