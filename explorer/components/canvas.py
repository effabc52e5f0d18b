"""The canvas. Beside assets/canvas.js, the only place that knows dash-cytoscape."""

import dash_cytoscape
from dash import html

from explorer.components.marks import aria

SAID = (
    "Canvas of entities and ties. Arrow keys go from entity to entity, Enter selects, question mark lists all keys. "
    "The table says the same in words."
)


def canvas() -> html.Div:
    """An empty canvas; the script draws on it, and nothing is written back."""
    drawing = dash_cytoscape.Cytoscape(
        id="canvas",
        elements=[],
        layout={"name": "preset", "fit": False},
        style={"width": "100%", "height": "100%"},
        autoRefreshLayout=False,
        responsive=False,
        minZoom=0.02,
        maxZoom=4,
        boxSelectionEnabled=True,
    )
    return html.Div(drawing, id="picture", tabIndex=0, role="application", **aria(label=SAID))
