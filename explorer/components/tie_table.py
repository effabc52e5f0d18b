"""The table twin of the canvas: the same ties in words, newest first."""

from dash import html

from explorer.components.links import source_of, view_link
from explorer.components.marks import aria, verified_mark
from explorer.graph.records import Neighbourhood, Tie
from explorer.graph.view import View
from explorer.graph.words import period, sentence
from graph_loader.schema import Schema

COLUMNS = ("Date", "Tie", "Verified", "Source")


def tie_table(shown: Neighbourhood, schema: Schema) -> html.Section:
    """One row for each tie that is drawn; the tie leads to its card."""
    ties = sorted(shown.ties(), key=lambda tie: str(tie.properties.get("start") or ""), reverse=True)
    head = html.Thead(html.Tr([html.Th(column, scope="col") for column in COLUMNS]))
    body = html.Tbody([_row(tie, shown, schema) for tie in ties])
    caption = html.Caption("The ties that are drawn, newest first", className="hidden-label")
    return html.Section(
        html.Table([caption, head, body], id="ties"),
        className="table",
        tabIndex=0,
        role="region",
        **aria(label="Table of ties"),
    )


def _row(tie: Tie, shown: Neighbourhood, schema: Schema) -> html.Tr:
    view = View(shown.centre.id, tie_with=tie.other(shown.centre.id))
    return html.Tr(
        [
            html.Td(period(tie) or "–", className="date"),
            html.Td(view_link(html.Bdi(sentence(tie, schema, shown.names)), view)),
            html.Td(verified_mark(tie.verified, briefly=True)),
            html.Td(source_of(tie.properties)),
        ]
    )
