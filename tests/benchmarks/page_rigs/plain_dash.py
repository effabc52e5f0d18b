"""The baseline: a plain Dash app with dash-cytoscape, every setting at its default, that holds a graph in `elements`.

Usage: python -m tests.benchmarks.page_rigs.plain_dash GRAPH PORT, where GRAPH is a JSON file with `elements` (lists of
nodes and edges), `fewer` (the number of nodes that the second page begins with), `width` and `height` in pixels.
`/APP/all/` shows all nodes, `/APP/fewer/` so many, and a button there adds the others. It is served as cyberatlas is.

`plain` shows what a reader needs who shall learn who does what to whom: names, what the ties are, and arrows. `bare` is
given no style at all, and shows none of these. `quickest` is the least that dash-cytoscape can do: neither these nor a
second layout.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dash_cytoscape
import flask
from dash import Dash, Input, Output, html

from explorer.serving import serve
from tests.benchmarks.page_rigs.graph import Graph

PLAIN = {
    "stylesheet": [
        {"selector": "node", "style": {"label": "data(label)", "text-outline-width": 2, "text-outline-color": "white"}},
        {
            "selector": "edge",
            "style": {"label": "data(relation)", "curve-style": "bezier", "target-arrow-shape": "triangle"},
        },
    ]
}
QUICKEST = {
    "stylesheet": [{"selector": "edge", "style": {"curve-style": "haystack", "width": 1}}],
    "autoRefreshLayout": False,
}
APPS: dict[str, dict[str, Any]] = {"plain": PLAIN, "bare": {}, "quickest": QUICKEST}


def elements(graph: Graph, places: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    """A graph as dash-cytoscape takes it: with the names, and with what an app would need for filters."""
    nodes = [
        {
            "data": {"id": entity.id, "label": entity.name, "kind": entity.kind, "date": entity.date},
            "position": {"x": places[entity.id][0], "y": places[entity.id][1]},
        }
        for entity in graph.entities
    ]
    edges = [
        {
            "data": {
                "id": f"{tie.source} {tie.target}",
                "source": tie.source,
                "target": tie.target,
                "relation": tie.relation,
                "start": tie.start,
                "verified": tie.verified,
            }
        }
        for tie in graph.ties
    ]
    return [*nodes, *edges]


def app(
    server: flask.Flask, name: str, path: str, shown: Sequence[Any], whole: Sequence[Any], size: tuple[int, int]
) -> Dash:
    """A page of an app that shows some elements, and a button that hands out the whole list."""
    made = Dash(__name__, server=server, url_base_pathname=f"/{name}/{path}/")  # type: ignore[arg-type]
    width, height = size
    drawing = dash_cytoscape.Cytoscape(
        id="graph",
        elements=list(shown),
        layout={"name": "preset"},
        style={"width": f"{width}px", "height": f"{height}px"},
        **APPS[name],
    )
    made.layout = html.Div([drawing, html.Button("Add", id="add")])

    @made.callback(Output("graph", "elements"), Input("add", "n_clicks"), prevent_initial_call=True)
    def add(_clicks: object) -> list[Any]:
        return list(whole)

    return made


def main(graph: Path, port: int) -> None:
    given = json.loads(graph.read_text(encoding="utf-8"))
    whole, size = given["elements"], (given["width"], given["height"])
    nodes = [element for element in whole if "position" in element]
    first = {element["data"]["id"] for element in nodes[: given["fewer"]]}
    fewer = [
        element
        for element in whole
        if element["data"]["id"] in first
        or first.issuperset((element["data"].get("source"), element["data"].get("target")))
    ]
    server = flask.Flask(__name__)
    pages = {"all": whole, "fewer": fewer}
    made = [app(server, name, path, shown, whole, size) for name in APPS for path, shown in pages.items()]
    serve(made[0], port=port)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
