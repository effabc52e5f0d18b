"""The answer to a saved query: how much there is, what it rests on, what can be taken along, and the rows."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from dash import html

from explorer.components.links import safe_url
from explorer.components.marks import UNVERIFIED, Part, count
from explorer.components.query_chart import Figure, chart_frame
from explorer.components.query_table import answer_table, entity_table
from explorer.graph.memberships import enumerated
from explorer.graph.view_link import view_address
from explorer.queries.answer import Grounds, Row, entities, entity_ids, grounds
from explorer.queries.saved_query import SavedQuery
from graph_loader.schema import Schema

MOST_OPENED = 1_000
"""So many entities of an answer are opened in Explore at most."""
_MOST_SOURCES = 4


def query_result(
    query: SavedQuery,
    columns: Sequence[str],
    rows: Sequence[Row],
    schema: Schema,
    *,
    truncated: bool,
    seconds: float,
    figure: Figure | None,
    datasets: dict[str, str],
    behind: Sequence[str] = (),
) -> list[Part]:
    """The whole of an answer; `figure` is there where a chart can be drawn, `datasets` gives their titles by name.

    `behind` are the datasets that hold ties of the types asked for, told where the rows name none.
    """
    if not rows:
        return [
            html.H2("Nothing was found"),
            html.P(
                "The question was understood, and nothing in the graph answers it. Choose other values above, such as "
                "an earlier date or another text; what is not in the data may still be so in the world.",
                className="query-empty",
            ),
        ]
    ids = entity_ids(columns, rows, schema)
    graph = query.shows == "graph" and bool(entities(rows))
    table = entity_table(rows, schema) if graph else answer_table(columns, rows, query.columns, schema)
    chart = [html.Div(chart_frame(), className="query-chart")] if figure else []
    return [
        html.Header([html.H2(_amount(query, len(rows), truncated)), html.Span(f"{seconds:.1f} s", className="quiet")]),
        html.Div(_acts(query, ids), className="acts"),
        *([html.P(_opened(ids), className="quiet")] if graph or len(ids) > MOST_OPENED else []),
        html.P(_rests_on(grounds(columns, rows), len(rows), truncated, datasets, behind), className="query-grounds"),
        *chart,
        html.Div(table, className="query-table"),
    ]


def query_failed(title: str, text: str) -> list[Part]:
    """Why there is no answer."""
    return [html.H2(title), html.P(text, className="query-failed", role="alert")]


def _amount(query: SavedQuery, rows: int, truncated: bool) -> str:
    if not truncated:
        return count(rows, "row")
    why = "" if rows >= query.rows else "; the rest is too large to show"
    return f"The first {count(rows, 'row')} of more{why}"


def _acts(query: SavedQuery, ids: Sequence[str]) -> list[Part]:
    def button(text: str, act: str, title: str) -> html.Button:
        told: dict[str, Any] = {"data-query-act": act}
        return html.Button(text, type="button", className="act", title=title, **told)

    opened = [
        html.A(
            "Open in Explore",
            href=view_address(ids[:MOST_OPENED], query.title),
            className="act primary",
            title="Show the entities of this answer, and all ties among them, as a picture",
        )
    ]
    return [
        *(opened if ids else []),
        button("Save as CSV", "csv", "Save the rows as a file for a spreadsheet"),
        button("Save as JSON", "json", "Save columns and rows as a file for a program"),
        button("Copy link", "link", "A link that asks the same again, with the same values"),
        button("Add to briefing", "briefing", "Put this answer on a slide, alive: it is asked again each time"),
    ]


def _opened(ids: Sequence[str]) -> str:
    if len(ids) > MOST_OPENED:
        return f"Explore opens the first {MOST_OPENED:,} of the {len(ids):,} entities."
    return f"{count(len(ids), 'entity', 'entities')}: open them in Explore to see the ties among them."


def _rests_on(
    found: Grounds, rows: int, truncated: bool, datasets: dict[str, str], behind: Sequence[str]
) -> list[Part]:
    """What the answer rests on, in one line."""
    parts = [_ties(found, rows), _datasets(found, datasets), _sources(found)]
    told = [part for part in parts if part]
    titles = [datasets.get(name, name) for name in behind]
    if not found.datasets and titles:
        told.append(f"The ties asked for come from {enumerated(titles)}")
    if not told:
        return [
            "The rows do not carry the datasets and sources behind them, nor how many ties are unverified: the Cypher "
            "above shows what was counted."
        ]
    missing = [] if found.datasets or titles else ["The rows do not name their datasets"]
    cut = " This is about the rows shown." if truncated else ""
    return [html.Strong("Rests on: "), ". ".join([*told, *missing]) + "." + cut]


def _ties(found: Grounds, rows: int) -> str:
    if found.ties is not None:
        return f"{count(found.ties, 'tie')}, {_some(found.unverified or 0)}"
    if found.unverified is not None:
        if not found.unverified:
            return "every tie counted here is verified"
        return f"{count(found.unverified, 'tie')} counted here {'is' if found.unverified == 1 else 'are'} {UNVERIFIED}"
    if found.unverified_rows is not None:
        return f"{count(rows, 'row')}, {_some(found.unverified_rows)}"
    return ""


def _some(unverified: int) -> str:
    return f"{unverified:,} of them {UNVERIFIED}" if unverified else "all verified"


def _datasets(found: Grounds, titles: dict[str, str]) -> str:
    if not found.datasets:
        return ""
    ranked = sorted(found.datasets.items(), key=lambda each: (-each[1], each[0]))
    return "Datasets: " + ", ".join(f"{titles.get(name, name)} ({number:,})" for name, number in ranked)


def _sources(found: Grounds) -> str:
    if not found.sources:
        return ""
    hosts = sorted({(urlsplit(url).hostname or "").removeprefix("www.") for url in found.sources if safe_url(url)})
    more = f" and {len(hosts) - _MOST_SOURCES} more" if len(hosts) > _MOST_SOURCES else ""
    at = f" at {', '.join(hosts[:_MOST_SOURCES])}{more}" if hosts else ""
    return f"{count(len(found.sources), 'source')}{at}"
