"""The declaration -> the stylesheet of the canvas: a shape and a colour for each kind, a line for each stance."""

from typing import Any

from explorer.graph.colours import Theme, readable
from explorer.graph.lines import STANCES
from explorer.graph.shapes import node_shape
from graph_loader.schema import Schema

FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif'
Rule = dict[str, Any]


def stylesheet(schema: Schema, theme: Theme) -> list[Rule]:
    """Rules on data alone: classes do not survive the way back from the browser."""
    kinds = [
        _rule(f'node[kind = "{name}"]', node_shape(kind.shape) | {"background-color": readable(kind.colour, theme)})
        for name, kind in schema.kinds.items()
    ]
    colours = {"joins": theme.joins, "divides": theme.divides, "neither": theme.neither, "both": theme.both}
    stances = [
        _rule(
            f'edge[stance = "{stance}"]',
            {f"{part}-color": colours[stance] for part in ("line", "mid-target-arrow", "mid-source-arrow")},
        )
        for stance in STANCES
    ]
    return [*_nodes(theme), *kinds, *_lines(theme), *stances, *_chosen(theme)]


def _nodes(theme: Theme) -> list[Rule]:
    text = {
        "label": "data(label)",
        "color": theme.ink,
        "font-family": FONT,
        "font-size": 12,
        "text-background-color": theme.paper,
        "text-background-opacity": 0.85,
        "text-background-padding": 1,
        "text-events": "yes",
    }
    node = {"width": 13, "height": 13, "background-color": theme.quiet, "text-valign": "center"}
    return [
        _rule("node", text | node),
        _rule('node[side = "right"]', {"text-halign": "right", "text-margin-x": 4}),
        _rule('node[side = "left"]', {"text-halign": "left", "text-margin-x": -4}),
        _rule(
            'node[role = "centre"]',
            {
                "width": 40, "height": 40, "font-size": 15, "font-weight": 600, "text-margin-x": 0,
                "text-margin-y": 6, "text-halign": "center", "text-valign": "bottom", "z-index": 10,
            },
        ),
    ]  # fmt: skip


def _lines(theme: Theme) -> list[Rule]:
    """Arrows stand in the middle of a line: at its ends, those of many lines would run together round the centre."""
    line = {
        "width": 1.2, "curve-style": "straight", "arrow-scale": 0.8, "line-color": theme.neither,
        "label": "data(label)", "font-size": 10, "font-family": FONT, "color": theme.ink, "text-margin-y": -10,
        "text-background-color": theme.paper, "text-background-opacity": 1, "text-background-padding": 2,
    }  # fmt: skip
    ends = {"source": ("source",), "target": ("target",), "both": ("source", "target")}
    rules = [_rule("edge", line), _rule('edge[stance = "divides"]', {"width": 1.8})]
    for arrows, sides in ends.items():
        rules.append(_rule(f'edge[arrows = "{arrows}"]', {f"mid-{side}-arrow-shape": "triangle" for side in sides}))
        divides = {f"mid-{side}-arrow-shape": "tee" for side in sides}
        rules.append(_rule(f'edge[arrows = "{arrows}"][stance = "divides"]', divides))
    return [*rules, _rule('edge[verified = "no"]', {"line-style": "dashed", "line-dash-pattern": [5, 4]})]


def _chosen(theme: Theme) -> list[Rule]:
    return [
        _rule("node:selected", {"border-width": 3, "border-color": theme.accent, "color": theme.accent}),
        _rule("edge:selected", {"width": 4}),
        _rule("node:active, edge:active", {"overlay-opacity": 0.08, "overlay-color": theme.accent}),
    ]


def _rule(selector: str, style: dict[str, Any]) -> Rule:
    return {"selector": selector, "style": style}
