"""The canvas with its summary and its legend. The only place that knows dash-cytoscape."""

import dash_cytoscape
from dash import html

from explorer.components.marks import Part, aria, count, kind_sign, name
from explorer.graph.colours import THEMES, Theme
from explorer.graph.elements import Legend, elements, legend
from explorer.graph.lines import STANCES
from explorer.graph.records import Neighbourhood
from explorer.graph.stylesheet import stylesheet
from graph_loader.schema import Schema


def canvas(shown: Neighbourhood, schema: Schema, theme: Theme) -> html.Section:
    """The picture of a neighbourhood. The key makes the browser build a new one for each centre and theme."""
    drawing = dash_cytoscape.Cytoscape(
        id="canvas",
        elements=elements(shown, schema),
        stylesheet=stylesheet(schema, theme),
        layout={"name": "preset", "fit": True, "padding": 24, "animate": False},
        style={"width": "100%", "height": "100%"},
        autoRefreshLayout=False,
        responsive=True,
        minZoom=0.2,
        maxZoom=3,
        boxSelectionEnabled=False,
    )
    said = f"Picture of {shown.centre.name} with its neighbours. The table of ties says the same in words."
    return html.Section(
        [
            html.H1(name(shown.centre.name), className="hidden-label"),
            html.P(summary(shown), id="summary", role="status"),
            html.Div(
                drawing,
                id="picture",
                className="picture",
                role="img",
                **aria(label=said),
                key=f"{shown.centre.id} {next(key for key, value in THEMES.items() if value == theme)}",
            ),
            legend_of(legend(shown, schema), schema, theme),
        ],
        className="graph",
    )


def summary(shown: Neighbourhood) -> list[Part]:
    """How much of the neighbourhood is drawn."""
    drawn, centre = len(shown.neighbours), name(shown.centre.name)
    if not drawn:
        return [html.Strong(centre), " has no ties yet."]
    ties = f"{count(sum(1 for _ in shown.ties()), 'tie')} to "
    if drawn == shown.whole:
        return [html.Strong(centre), f": {ties}{count(drawn, 'neighbour')}, all drawn."]
    return [html.Strong(centre), f": {ties}the first {drawn} of {shown.whole:,} neighbours, those with the most ties."]


def legend_of(shown: Legend, schema: Schema, theme: Theme) -> html.Ul:
    """What shapes, colours and lines mean, and how many of each are drawn."""
    colours = {"joins": theme.joins, "divides": theme.divides, "neither": theme.neither, "both": theme.both}
    kinds = [
        _entry(kind_sign(kind, schema, theme), schema.kinds[kind].plural, number, schema.kinds[kind].meaning)
        for kind, number in shown.kinds.items()
    ]
    lines = [
        _entry(_line_sign(colours[stance], "divides" if stance == "divides" else ""), said, shown.stances[stance])
        for stance, said in STANCES.items()
        if stance in shown.stances
    ]
    if shown.unverified:
        lines.append(_entry(_line_sign(theme.quiet, "dashed"), "not verified", shown.unverified))
    arrows = html.Li("→ from whoever acts", className="quiet")
    return html.Ul([*kinds, *lines, arrows], className="legend", **aria(label="Legend"))


def _entry(sign: html.Span, text: str, number: int, meaning: str = "") -> html.Li:
    return html.Li([sign, f"{text} ", html.Span(f"{number:,}", className="quiet")], title=meaning)


def _line_sign(colour: str, kind: str) -> html.Span:
    return html.Span(className=f"line-sign {kind}", style={"color": colour}, **aria(hidden="true"))
