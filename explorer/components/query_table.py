"""The rows of an answer as a grid; its cells are drawn by assets/queries.js, as text and links and never as markup."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from explorer.components.grid import Column, data_grid
from explorer.components.links import safe_url
from explorer.graph.words import one_line
from explorer.queries.answer import Row, entities, is_entity, is_path, is_tie, linked, ties
from graph_loader.schema import Schema

if TYPE_CHECKING:
    from dash_ag_grid import AgGrid

GRID = "query-grid"
ROW_HEIGHT = 32
MOST_IN_SIGHT = 16
"""So many rows are seen at once; the grid scrolls within itself."""
LONGEST_CELL = 2_000
_SHORT = 12
"""Characters of what fits into a narrow column."""


def headline(column: str) -> str:
    """`regional_group` as a reader sees it: `Regional group`."""
    words = column.replace("_", " ").strip() or column
    return words[:1].upper() + words[1:]


def answer_table(columns: Sequence[str], rows: Sequence[Row], meanings: Mapping[str, str], schema: Schema) -> "AgGrid":
    """The columns with their meaning as a tooltip; a name leads to its entity where its id is in the row too."""
    ids = linked(columns)
    hidden = set(ids.values())
    names = {identity: _name(node) for identity, node in entities(rows).items()}
    shown = [place for place in range(len(columns)) if place not in hidden]
    data = [_cells(row, shown, ids, names, schema) for row in rows]
    defined = [_column(place, columns[place], meanings, data, place in ids) for place in shown]
    return _grid(defined, data, "The answer")


def entity_table(rows: Sequence[Row], schema: Schema) -> "AgGrid":
    """The entities of an answer that is a graph, with the number of its ties in the answer."""
    found = entities(rows)
    degree = dict.fromkeys(found, 0)
    for tie in ties(rows):
        for end in {tie["from"], tie["to"]} & degree.keys():
            degree[end] += 1
    data = [
        {
            "c0": _name(node),
            "c0_id": identity,
            "c1": schema.kinds[node["kind"]].title if node["kind"] in schema.kinds else str(node["kind"] or ""),
            "c2": degree[identity],
            "c3": "yes" if node["properties"].get("verified") is True else "no",
        }
        for identity, node in found.items()
    ]
    titles = {
        "Name": "The entity",
        "Kind": "What it is",
        "Ties": "Ties of it in this answer",
        "Verified": "Whether it was read in a source",
    }
    defined = [_column(place, title, titles, data, place == 0) for place, title in enumerate(titles)]
    return _grid(defined, data, "Entities of the answer")


def plainly(value: object, names: Mapping[str, str], schema: Schema) -> str:
    """A value as text: an entity by its name, a tie in words, a path as a chain of names, a list by commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, (plainly(each, names, schema) for each in value)))
    if is_path(value):
        return " – ".join(_name(node) for node in value["nodes"])  # type: ignore[index]
    if is_entity(value):
        return _name(value)  # type: ignore[arg-type]
    if is_tie(value):
        return _tie(value, names, schema)  # type: ignore[arg-type]
    if isinstance(value, dict):
        return ", ".join(f"{key}: {plainly(each, names, schema)}" for key, each in value.items())
    return str(value)


def _tie(tie: Mapping[str, Any], names: Mapping[str, str], schema: Schema) -> str:
    relation = schema.relations.get(tie["kind"])
    title = relation.title if relation else tie["kind"]
    ends = [names.get(str(tie[end]), str(tie[end] or "")) for end in ("from", "to")]
    value = tie["properties"].get("value")
    return f"{ends[0]} {title} {ends[1]}".strip() + (f": {value}" if value else "")


def _name(node: Mapping[str, Any]) -> str:
    return one_line(str(node["properties"].get("name") or node["id"] or "an entity"))


def _cells(
    row: Row, shown: Sequence[int], ids: Mapping[int, int], names: Mapping[str, str], schema: Schema
) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for place in shown:
        value = row[place]
        numeric = isinstance(value, int | float) and not isinstance(value, bool)
        cells[f"c{place}"] = value if numeric else one_line(plainly(value, names, schema)[:LONGEST_CELL])
        identity = row[ids[place]] if place in ids else value["id"] if is_entity(value) else None
        if isinstance(identity, str) and schema.kind_of(identity):
            cells[f"c{place}_id"] = identity
        elif safe_url(value):
            cells[f"c{place}_url"] = value
    return cells


def _column(
    place: int, name: str, meanings: Mapping[str, str], data: Sequence[Mapping[str, Any]], named: bool
) -> Column:
    field = f"c{place}"
    values = [cells[field] for cells in data if cells[field] != ""]
    title = headline(name)
    defined: Column = {
        "field": field,
        "headerName": title,
        "headerTooltip": meanings.get(name, title),
        "cellRenderer": "AtlasAnswer",
    }
    if values and all(isinstance(value, int | float) for value in values):
        return defined | {
            "type": "numericColumn",
            "filter": "agNumberColumnFilter",
            "width": max(112, 40 + 9 * len(title)),
        }
    longest = max((len(str(value)) for value in values[:200]), default=0)
    width = max(112, 40 + 9 * len(title))
    if not named and longest <= _SHORT:
        return defined | {"width": width}
    return defined | {"flex": 3 if longest > 60 else 2, "minWidth": max(width, 160)}


def _grid(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], label: str) -> "AgGrid":
    height = (min(len(rows), MOST_IN_SIGHT) + 1) * (ROW_HEIGHT + 1) + 4
    words = {"noRowsToShow": "Nothing was found.", "ariaLabel": label}
    return data_grid(GRID, columns, rows, words, height=f"{height}px")
