"""The start of the page: what this is, where to begin, what is loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import html

from explorer.components.links import Act, act_button, entity_link
from explorer.components.marks import Part, count, kind_sign, kind_title, name
from explorer.graph.records import Entity, Overview
from explorer.graph.words import date_in_words, shortened
from graph_loader.schema import Schema

LONGEST_DESCRIPTION = 96
MOST_OF_A_KIND = 1000
STARTING_POINTS = (
    "agreement:paris-call",
    "company:huawei",
    "agreement:us-china-cyber-agreement-2015",
    "resolution:A/RES/73/27",
    "state:EST",
    "threat-group:apt28",
)
"""Shown where they are in the graph; others take the place of those that are not."""


@dataclass(frozen=True)
class Example:
    """A search that shows what can be asked; offered only where `needs` is among the starting points."""

    text: str
    act: Act
    about: str = ""
    ask: Mapping[str, Any] | None = field(default=None, hash=False)
    needs: str = ""


EXAMPLES = (
    Example(
        "Who signed the Paris Call?",
        "ask",
        ask={"do": "members", "of": "agreement:paris-call", "most": MOST_OF_A_KIND},
        needs="agreement:paris-call",
    ),
    Example("All states", "ask", ask={"do": "kind", "kind": "State", "most": MOST_OF_A_KIND}),
    Example("Huawei", "start", about="company:huawei", needs="company:huawei"),
)


def start(points: Sequence[Entity], overview: Overview, schema: Schema) -> html.Section:
    """A sentence on what this is, entities and searches to begin with, and what is loaded."""
    there = {entity.id for entity in points}
    examples: list[Part] = [
        act_button(example.text, example.act, about=example.about, ask=example.ask, class_name="example")
        for example in EXAMPLES
        if not example.needs or example.needs in there
    ]
    return html.Section(
        [
            html.H1("Who stands with whom in cyberspace?"),
            html.P(
                "cyberatlas shows how states, companies, forums and agreements are tied to each other, and names the "
                "source of every tie. Search above, ask one of these, or begin with an entity below.",
                className="lead",
            ),
            html.Div([html.Span("Try ", className="quiet"), *examples], className="examples"),
            html.Ul([_point(entity, schema) for entity in points], className="points"),
            _loaded(overview),
        ],
        className="start",
    )


def nothing_loaded() -> html.Section:
    """What to do with an empty database."""
    return html.Section(
        [
            html.H1("The database is empty"),
            html.P(
                ["Load the data that come with cyberatlas: ", html.Code("cyberatlas load"), ". Then come back here."],
                className="lead",
            ),
        ],
        className="start",
    )


def _loaded(overview: Overview) -> html.Section:
    datasets = html.Details(
        [html.Summary(count(len(overview.datasets), "dataset"), className="more"), _datasets(overview)]
    )
    return html.Section([html.H2("What is loaded"), *_amount(overview), datasets], className="loaded")


def _amount(overview: Overview) -> list[Part]:
    entities, ties = html.Strong(f"{overview.entities:,}"), html.Strong(f"{overview.ties:,}")
    latest = max((dataset.loaded for dataset in overview.datasets), default="")
    when = f", {_day(latest)}" if latest else ""
    amount: list[Part] = [html.P([entities, " entities, ", ties, f" ties{when}."])]
    if overview.ties:
        share = f"{overview.verified / overview.ties:.0%} of the ties are verified"
        amount.append(html.P(f"{share}: read in the source named. The rest is general knowledge, drawn dashed."))
    return amount


def _datasets(overview: Overview) -> html.Ul:
    rows = [
        html.Li([html.Span(dataset.title, dir="auto"), html.Span(_day(dataset.loaded), className="quiet")])
        for dataset in overview.datasets
    ]
    return html.Ul(rows, className="datasets")


def _point(entity: Entity, schema: Schema) -> html.Li:
    description = shortened(str(entity.properties.get("description") or ""), LONGEST_DESCRIPTION)
    return html.Li(
        entity_link(
            [
                html.Span([kind_sign(entity.kind, schema), name(entity.name)], className="point-name"),
                html.Span(f"{kind_title(entity.kind, schema)} · {count(entity.ties, 'tie')}", className="quiet"),
                html.Span(description, className="point-text", dir="auto"),
            ],
            entity.id,
            "start",
            "point",
        )
    )


def _day(moment: str) -> str:
    return f"loaded {date_in_words(moment[:10])}" if moment else "not loaded to the end"
