"""Compared actors on the page: how much they share, the table of it, and their votes over the years."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dash import dcc, html

from explorer.analysis.compare import AREAS, Comparison, Held, YearOfVotes
from explorer.components.marks import Part
from explorer.components.plain_table import plain_table
from explorer.components.query_chart import figure, templates
from explorer.components.query_table import answer_table
from explorer.graph.memberships import enumerated
from explorer.graph.words import period, shortened, voice
from explorer.queries.saved_query import Chart
from graph_loader.schema import Schema

if TYPE_CHECKING:
    from dash_ag_grid import AgGrid

CHART = "compare-chart"
_NAME = 20

Names = Mapping[str, str]
Table = tuple[list[str], list[list[object]]]


def counts_table(found: Comparison, names: Names) -> html.Div:
    """How much all share, some share and each has alone, by area."""
    several = len(found.actors) > len(("one", "other"))
    shared = "Shared by all" if several else "Shared"
    columns = ["", shared, *(["Shared by some"] if several else []), *(f"Only {names[each]}" for each in found.actors)]
    rows: list[list[Part]] = []
    for area, (_, many) in AREAS.items():
        if any(item.area == area for item in found.items):
            numbers = [len(found.shared(area)), *([len(found.some(area))] if several else [])]
            numbers += [len(found.only(area, actor)) for actor in found.actors]
            rows.append([many.capitalize(), *(f"{number:,}" for number in numbers)])
    return plain_table("How much they share", columns, rows, columns[1:])


def held_rows(found: Comparison, schema: Schema, names: Names) -> Table:
    """A row for whatever one or more of the actors have, those shared by most first; a column for each actor."""
    called = _columns(found.actors, names)
    columns = ["area", "name", "name_id", "kind", "held_by", *called]
    order = {area: at for at, area in enumerate(AREAS)}
    ranked = sorted(
        found.items,
        key=lambda item: (
            order[item.area], -len(item.held), [found.actors.index(actor) for actor in item.held],
            names.get(item.id, item.id).casefold(),
        ),
    )  # fmt: skip
    rows: list[list[object]] = []
    for item in ranked:
        kind = schema.kinds.get(schema.kind_of(item.id) or "")
        ways = [_ways(item, actor, schema) for actor in found.actors]
        rows.append(
            [AREAS[item.area][1], names.get(item.id, item.id), item.id, kind.title if kind else "",
             _holders(item, found, names), *ways]
        )  # fmt: skip
    return columns, rows


def held_table(table: Table, actors: Sequence[str], names: Names, schema: Schema) -> "AgGrid":
    """The grid of `held_rows`."""
    columns, rows = table
    meanings = {"held_by": "Who has it", "kind": "What it is", "area": "What is compared"}
    meanings |= {
        column: f"In what way {names[actor]} has it"
        for actor, column in zip(actors, _columns(actors, names), strict=True)
    }
    return answer_table(columns, rows, meanings, schema)


def votes_chart(votes: Sequence[YearOfVotes], names: Names) -> html.Div:
    """How the votes of each pair agreed, year by year; assets/figures.js draws it in the colours of the paper."""
    columns = ["year", "agreement", "pair", "votes"]
    rows = [
        [int(each.year), round(each.agreement, 3), f"{names[each.first]} – {names[each.second]}", _number(each)]
        for each in sorted(votes, key=lambda each: each.year)
    ]
    chart = Chart(kind="line", x="year", y=["agreement"], colour="pair")
    made = figure(chart, columns, rows, {"year": "Year", "agreement": "Agreement in votes"})
    made["layout"]["yaxis"] |= {"tickformat": ".0%", "range": [-0.04, 1.04]}
    made["layout"]["height"] = 320
    told: dict[str, Any] = {"data-chart": json.dumps({"id": CHART, "figure": made, "templates": templates(made)})}
    graph = dcc.Graph(
        id=CHART,
        config={"displaylogo": False, "responsive": True, "modeBarButtonsToRemove": ["select2d", "lasso2d"]},
        style={"height": "320px"},
    )
    return html.Div(graph, className="figure-chart", **told)


def votes_table(votes: Sequence[YearOfVotes], names: Names) -> html.Div:
    """The same as a table: a row for each year, a column for each pair."""
    pairs = list(dict.fromkeys((each.first, each.second) for each in votes))
    told = {(each.year, each.first, each.second): each for each in votes}
    columns = ["Year", *(f"{names[first]} – {names[second]}" for first, second in pairs)]
    rows: list[list[Part]] = []
    for year in sorted({each.year for each in votes}):
        cells = [told.get((year, *pair)) for pair in pairs]
        rows.append([year, *(f"{each.agreement:.0%} of {_number(each)}" if each else "" for each in cells)])
    return plain_table("Agreement in votes by year", columns, rows, columns[1:])


def _number(each: YearOfVotes) -> str:
    return f"{each.shared:,} vote{'' if each.shared == 1 else 's'}"


def _columns(actors: Sequence[str], names: Names) -> list[str]:
    """A column for each actor, with its name unless two have the same."""
    short = [shortened(names[actor], _NAME) for actor in actors]
    return [text if short.count(text) == 1 else f"{text} ({actor})" for text, actor in zip(short, actors, strict=True)]


def _ways(item: Held, actor: str, schema: Schema) -> str:
    """In what ways an actor has an item, with the dates: `signed (2001)`."""
    told = [
        f"{voice(tie, actor, schema)}{f' ({when})' if (when := period(tie)) else ''}"
        for tie in item.held.get(actor, ())
    ]
    return "; ".join(dict.fromkeys(told))


def _holders(item: Held, found: Comparison, names: Names) -> str:
    if len(item.held) == len(found.actors):
        return "all" if len(item.held) > len(("one", "other")) else "both"
    return f"{'only ' if len(item.held) == 1 else ''}{enumerated([names[actor] for actor in item.held])}"
