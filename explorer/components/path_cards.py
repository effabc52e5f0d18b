"""Paths in words: each as a sentence with its strength, and step by step with sources."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from explorer.answers.layout import share
from explorer.components.links import external_link
from explorer.components.marks import Part, count, name, verified_mark

Told = Mapping[str, Any]
"""A path, or a step, as `explorer.answers.paths.path_answer` tells it in JSON."""


def path_cards(paths: Sequence[Told]) -> html.Ol:
    """Each path as a sentence; the first one is opened step by step."""
    return html.Ol([_path(rank, path, len(paths)) for rank, path in enumerate(paths, 1)], className="path-cards")


def _path(rank: int, path: Told, number: int) -> html.Li:
    steps = path["steps"]
    doubtful = sum(not step["verified"] for step in steps)
    told: list[Part] = [html.Strong(f"{path['strength']:.2g}"), " strong"]
    if path["stability"] is not None:
        first = f"the first {number}" if number > 1 else "the first"
        told += [" · stays among " if number > 1 else " · stays ", first, " in ", html.Strong(share(path["stability"]))]
        told += [" of draws with weights up to a third off"]
    marks: list[Part] = []
    if doubtful:
        marks = [" · ", html.Span(f"{doubtful} of {count(len(steps), 'step')} unverified", className="unverified")]
    return html.Li(
        [
            html.P([html.Span(f"{rank}", className="path-rank"), *told, *marks], className="path-figures"),
            html.P(name(path["sentence"]), className="path-sentence"),
            html.Details([html.Summary("Step by step"), html.Ol([_step(step) for step in steps])], open=rank == 1),
        ]
    )


def _step(step: Told) -> html.Li:
    product = (
        f"{step['strength']:.2g} = influence {step['influence']:.2g} × confidence {step['confidence']:.2g} × "
        f"recency {step['recency']:.2g}"
    )
    source: Part = external_link(step["source_url"]) if step["source_url"] else step["source"] or "no source given"
    more = f" · {count(step['others'], 'further tie')} between the two carries influence too" if step["others"] else ""
    parts: list[Part] = [
        html.Div(name(step["sentence"])),
        html.Div(
            [verified_mark(step["verified"], briefly=True), " · ", source, " · ", product, more], className="quiet"
        ),
    ]
    if step["note"]:
        parts.append(html.Div(name(step["note"]), className="quiet"))
    if step["why"]:
        parts.append(html.Div(["Why it carries influence: ", step["why"]], className="quiet"))
    return html.Li(parts)
