"""All actors of a divide as a table, the twin of every drawing of them; assets/divides.js fills in who is chosen."""

from collections.abc import Sequence
from typing import Any

import dash_ag_grid
from dash import html

from explorer.analysis.stands import Stand
from explorer.components.grid import Column, data_grid
from explorer.components.marks import Part

GRID = "divides-grid"
HEIGHT = "480px"
_NUMBER: Column = {"type": "numericColumn", "filter": False, "width": 92}
_FIGURE: Column = {
    **_NUMBER,
    "valueFormatter": {"function": "params.value == null ? '' : d3.format('.2f')(params.value)"},
}
COLUMNS: Sequence[Column] = (
    {"field": "name", "headerName": "Who", "flex": 2, "minWidth": 176},
    {"field": "camp", "headerName": "Camp", "width": 88, "headerTooltip": "Number of the camp; empty: in none"},
    {"field": "firmness", "headerName": "Firm %", **_NUMBER, "headerTooltip": "In so many of the draws it stays"},
    {"field": "place", "headerName": "First axis", **_FIGURE},
    {"field": "interval", "headerName": "95 % interval", "width": 128, "filter": False, "sortable": False},
    {"field": "second", "headerName": "Second", **_FIGURE},
    {"field": "nearness", "headerName": "Middle %", **_NUMBER,
     "headerTooltip": "The lesser of its agreements with the two camps farthest apart"},
    {"field": "taken", "headerName": "Items", **_NUMBER, "headerTooltip": "On so many it took a position"},
    {"field": "agrees", "headerName": "Agrees %", **_NUMBER,
     "headerTooltip": "Agreement with the one that is chosen",},
    {"field": "shared", "headerName": "Shared", **_NUMBER, "headerTooltip": "Items shared with the one chosen"},
)  # fmt: skip
"""Fields of a row; `agrees` and `shared` are empty until one actor is chosen."""
CSV_COLUMNS = (
    "id", "name", "camp", "camp_name", "firmness", "first_axis", "first_low", "first_high", "second_axis", "second_low",
    "second_high", "agreement_with_A", "agreement_with_B", "nearness_to_both", "items",
)  # fmt: skip


def actors_table(actors: Sequence[Stand]) -> list[Part]:
    """The table; a click on a row, or the space bar, marks the actor in every view."""
    return [html.Div(_grid([_row(actor) for actor in actors]), className="divides-table")]


def _grid(rows: Sequence[dict[str, Any]]) -> dash_ag_grid.AgGrid:
    options = {"rowSelection": {"mode": "multiRow", "checkboxes": False, "headerCheckbox": False,
                                "enableClickSelection": True, "copySelectedRows": False}}  # fmt: skip
    words = {"noRowsToShow": "Nobody took enough positions."}
    return data_grid(GRID, COLUMNS, rows, words, height=HEIGHT, options=options, getRowId="params.data.id")


def _row(actor: Stand) -> dict[str, Any]:
    interval = f"{actor.low[0]:.2f} to {actor.high[0]:.2f}" if actor.low and actor.high else ""
    return {
        "id": actor.id,
        "name": actor.name,
        "camp": "" if actor.camp is None else str(actor.camp + 1),
        "firmness": _percent(actor.firmness),
        "place": round(actor.place[0], 2) if actor.place else None,
        "interval": interval,
        "second": round(actor.place[1], 2) if actor.place else None,
        "nearness": _percent(actor.nearness),
        "taken": actor.taken,
        "agrees": None,
        "shared": None,
    }


def csv_rows(actors: Sequence[Stand], camps: Sequence[str]) -> list[list[object]]:
    """The rows of the file; `camps` are the names of the camps."""
    return [
        [
            actor.id, actor.name, "" if actor.camp is None else actor.camp + 1,
            "" if actor.camp is None else camps[actor.camp], _told(actor.firmness), *_pair(actor, 0), *_pair(actor, 1),
            _told(actor.first), _told(actor.second), _told(actor.nearness), actor.taken,
        ]
        for actor in actors
    ]  # fmt: skip


def _pair(actor: Stand, axis: int) -> list[object]:
    return ["" if each is None else round(each[axis], 4) for each in (actor.place, actor.low, actor.high)]


def _told(value: float | None) -> object:
    return "" if value is None else round(value, 4)


def _percent(value: float | None) -> int | None:
    return None if value is None else round(100 * value)
