"""The agreement of all pairs as a matrix in which blocks show; assets/divides_matrix.js draws it."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from dash import html

from explorer.analysis.agreement import Agreement
from explorer.analysis.stands import Stand
from explorer.components.colour_key import ColourKey
from explorer.components.marks import Part, aria
from explorer.graph.colours import THEMES

_NONE = -1


def agreement_matrix(identity: str, actors: Sequence[Stand], agreement: Agreement, key: ColourKey) -> html.Figure:
    """The matrix, its rows and columns in the order of `actors`.

    A pair is told by pointing at it, by a click, or by the arrow keys once the matrix has the focus.
    """
    told: dict[str, Any] = {
        "data-matrix": json.dumps(matrix_data(actors, agreement), ensure_ascii=False, separators=(",", ":")),
        **aria(label="Agreement of all pairs. Arrow keys go from pair to pair, Enter marks both."),
    }
    canvas = html.Div(className="matrix-sheet", tabIndex=0, role="application", **told)
    parts: list[Part] = [
        html.Ul(
            [
                html.Li([html.Span(className="swatch disagree"), "agree on less than half"]),
                html.Li([html.Span(className="swatch halfway"), "half"]),
                html.Li([html.Span(className="swatch agree"), "agree on more than half"]),
                html.Li([html.Span(className="swatch unknown"), "no figure: they share too few items"]),
            ],
            className="colour-key", **aria(label="Colours of the matrix"),
        ),
        canvas,
        html.P("Point at a cell to read a pair.", className="matrix-pair", role="status"),
        html.Figcaption(
            "Rows and columns stand in the same order: camp by camp (the bars at the edges), and in each camp along "
            "the first axis. Two who vote alike agree fully; an abstention of one alone counts half.",
            className="quiet",
        ),
    ]  # fmt: skip
    style = key.style() | {f"--{sort}-{theme}": getattr(found, sort) for theme, found in THEMES.items()
                           for sort in ("joins", "divides")}  # fmt: skip
    return html.Figure(parts, id=identity, className="drawing matrix", style=style)


def matrix_data(actors: Sequence[Stand], agreement: Agreement) -> dict[str, Any]:
    """What the script draws: ids, names and camps of the actors, the different pairs, and which of them each cell is.

    A pair is [share, low, high, shared items], shares in thousandths, share -1 where there is none. Cells are those
    above the diagonal, row by row. Few different pairs make many cells, which keeps the page small.
    """
    place = {actor: at for at, actor in enumerate(agreement.actors)}
    order = [place[actor.id] for actor in actors]
    above = np.triu_indices(len(order), 1)
    columns = []
    for values in (agreement.share, agreement.low, agreement.high):
        here = values[np.ix_(order, order)][above]
        columns.append(np.where(np.isnan(here), _NONE, np.rint(np.nan_to_num(here) * 1000)).astype(int))
    columns.append(agreement.shared[np.ix_(order, order)][above].astype(int))
    pairs, cells = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    return {
        "ids": [actor.id for actor in actors],
        "names": [actor.name for actor in actors],
        "camps": [actor.camp for actor in actors],
        "least": agreement.least_shared,
        "pairs": pairs.tolist(),
        "cells": cells.reshape(-1).tolist(),
    }
