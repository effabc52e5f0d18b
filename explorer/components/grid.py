"""The table twin of the canvas: one grid of entities, one of ties.

The script of the page fills them: `set_props("grid-nodes", {rowData: [...]})` with rows that hold `id` and a field
for each column. Cells are drawn by assets/grid.js, as text and never as markup.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import dash_ag_grid
from dash import html

from explorer.components.links import act_button
from explorer.components.marks import aria

Column = dict[str, Any]

NODES = "grid-nodes"
TIES = "grid-ties"
_NUMBER: Column = {"type": "numericColumn", "filter": "agNumberColumnFilter"}
_DATE: Column = {"sortingOrder": ["desc", "asc", None]}
NODE_COLUMNS: Sequence[Column] = (
    {"field": "name", "headerName": "Name", "flex": 3, "minWidth": 200, "cellRenderer": "AtlasName"},
    {"field": "kind", "headerName": "Kind", "flex": 1, "minWidth": 120},
    {"field": "ties", "headerName": "Ties", "width": 112, **_NUMBER},
    {"field": "shown", "headerName": "Ties shown", "width": 136, **_NUMBER},
    {"field": "verified", "headerName": "Verified", "width": 128},
)  # fmt: skip
"""Fields of a row: id, name, kind (its title), ties and shown (numbers), verified (`yes` or `no`)."""
TIE_COLUMNS: Sequence[Column] = (
    {"field": "from", "headerName": "From", "flex": 2, "minWidth": 144, "cellRenderer": "AtlasEnd"},
    {"field": "tie", "headerName": "Tie", "flex": 2, "minWidth": 136},
    {"field": "to", "headerName": "To", "flex": 2, "minWidth": 144, "cellRenderer": "AtlasEnd"},
    {"field": "value", "headerName": "As", "flex": 1, "minWidth": 104},
    {"field": "start", "headerName": "Since", "width": 120, **_DATE},
    {"field": "end", "headerName": "Until", "width": 120, **_DATE},
    {"field": "verified", "headerName": "Verified", "width": 112},
    {"field": "dataset", "headerName": "Dataset", "flex": 1, "minWidth": 120},
    {"field": "source", "headerName": "Source", "flex": 1, "minWidth": 136, "cellRenderer": "AtlasSource"},
)
"""Fields of a row: id, from and to (names), from_id and to_id, tie (its title), value, start and end (as stored),
verified (`yes` or `no`), dataset, source (an address of the web, or words)."""

_THEME = """themeQuartz.withParams({
  backgroundColor: "var(--paper)", foregroundColor: "var(--ink)", accentColor: "var(--accent)",
  chromeBackgroundColor: "var(--panel)", headerBackgroundColor: "var(--paper)", headerTextColor: "var(--quiet)",
  borderColor: "var(--rule)", rowBorder: true, wrapperBorder: false, wrapperBorderRadius: 0, columnBorder: false,
  oddRowBackgroundColor: "var(--paper)", browserColorScheme: "inherit", fontFamily: "inherit", fontSize: 14,
  headerFontSize: 13, headerFontWeight: 500, spacing: 6, rowHeight: 32, headerHeight: 32, cellHorizontalPadding: 8,
  inputFocusShadow: "none"
})"""
_OPTIONS: dict[str, Any] = {
    "theme": {"function": "".join(_THEME.split("\n"))},
    "animateRows": False,
    "enableCellTextSelection": True,
    "ensureDomOrder": True,
    "tooltipShowDelay": 600,
}
_CHOOSING: dict[str, Any] = {
    "rowSelection": {"mode": "multiRow", "checkboxes": True, "headerCheckbox": True, "selectAll": "filtered",
                     "enableClickSelection": False, "copySelectedRows": False},
    "selectionColumnDef": {"width": 40, "minWidth": 40, "resizable": False, "sortable": False},
}  # fmt: skip


def fetch_when_seen() -> None:
    """Have Dash leave the script of the grids out of the page; assets/lazy_grid.js fetches it when one is seen."""
    for resource in dash_ag_grid._js_dist:
        if resource["relative_package_path"] == "dash_ag_grid.min.js":
            resource["dynamic"] = True


def grid() -> html.Div:
    """The entities and the ties that are shown, empty until the script of the page fills them."""
    entities = act_button("Save as CSV", "csv-nodes", title="Save the entities as a file for a spreadsheet")
    ties = act_button("Save as CSV", "csv-ties", title="Save the ties as a file for a spreadsheet")
    sections = [
        _section(NODES, NODE_COLUMNS, "Entities shown", "No entity is shown yet.", entities),
        _section(TIES, TIE_COLUMNS, "Ties shown", "No tie is shown yet.", ties),
    ]
    return html.Div(html.Div(sections, className="grids"), className="grids-room")


def _section(identity: str, columns: Sequence[Column], title: str, empty: str, save: html.Button) -> html.Section:
    body = data_grid(identity, columns, [], {"noRowsToShow": empty}, options=_CHOOSING, getRowId="params.data.id")
    head = html.Header([html.H2(title), save], className="grid-head")
    return html.Section([head, html.Div(body, className="grid-body")], className="grid", **aria(label=title))


def data_grid(
    identity: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
    *,
    height: str = "100%",
    options: Mapping[str, Any] = MappingProxyType({}),
    **properties: Any,
) -> dash_ag_grid.AgGrid:
    """A grid that can be sorted and filtered, in the look of the page; `words` are its texts, by ag-grid's names."""
    return dash_ag_grid.AgGrid(
        id=identity,
        columnDefs=list(columns),
        rowData=list(rows),
        columnSize=None,
        defaultColDef={
            "sortable": True,
            "filter": "agTextColumnFilter",
            "resizable": True,
            "tooltipValueGetter": {"function": "params.value"},
        },
        dashGridOptions={**_OPTIONS, **options, "localeText": dict(words)},
        dangerously_allow_code=False,
        enableEnterpriseModules=False,
        className="",
        style={"height": height, "width": "100%"},
        **properties,
    )
