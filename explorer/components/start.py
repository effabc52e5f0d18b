"""The start of the page: what this is, where to begin, what is loaded."""

from collections.abc import Sequence

from dash import html

from explorer.components.links import view_link
from explorer.components.marks import count, kind_sign, kind_title, name
from explorer.graph.colours import Theme
from explorer.graph.records import Entity, Overview
from explorer.graph.view import View
from explorer.graph.words import date_in_words, shortened
from graph_loader.schema import Schema

LONGEST_DESCRIPTION = 96


def start(points: Sequence[Entity], schema: Schema, theme: Theme) -> html.Section:
    """A sentence on what this is, and entities to begin with."""
    return html.Section(
        [
            html.H1("Who stands with whom in cyberspace?"),
            html.P(
                "cyberatlas shows how states, companies, forums and agreements are tied to each other, and names the "
                "source of every tie. Search for one above, or begin here:",
                className="lead",
            ),
            html.Ul([_point(entity, schema, theme) for entity in points], className="points"),
        ],
        className="start",
    )


def nothing_loaded() -> html.Section:
    """What to do with an empty database."""
    return html.Section(
        [
            html.H1("The database is empty"),
            html.P(
                ["Load the data that come with cyberatlas: ", html.Code("cyberatlas load"), ". Then come back here."]
            ),
        ],
        className="start",
    )


def loaded_card(overview: Overview) -> html.Article:
    """How much is loaded, how much of it is verified, and when each dataset was loaded."""
    share = f"{overview.verified / overview.ties:.0%} of the ties are verified" if overview.ties else ""
    rows = [
        html.Li([html.Span(dataset.title, dir="auto"), html.Span(_day(dataset.loaded), className="quiet")])
        for dataset in overview.datasets
    ]
    return html.Article(
        [
            html.H2("What is loaded"),
            html.P([html.Strong(f"{overview.entities:,}"), " entities, ", html.Strong(f"{overview.ties:,}"), " ties."]),
            html.P(f"{share}: read in the source named. The rest is general knowledge, drawn dashed.") if share else "",
            html.H3(count(len(overview.datasets), "dataset")),
            html.Ul(rows, className="datasets"),
        ],
        className="card",
    )


def _point(entity: Entity, schema: Schema, theme: Theme) -> html.Li:
    description = shortened(str(entity.properties.get("description") or ""), LONGEST_DESCRIPTION)
    return html.Li(
        view_link(
            [
                html.Span([kind_sign(entity.kind, schema, theme), name(entity.name)], className="point-name"),
                html.Span(f"{kind_title(entity.kind, schema)} · {count(entity.ties, 'tie')}", className="quiet"),
                html.Span(description, className="point-text", dir="auto"),
            ],
            View(entity.id),
            "point",
        )
    )


def _day(moment: str) -> str:
    return f"loaded {date_in_words(moment[:10])}" if moment else "not loaded to the end"
