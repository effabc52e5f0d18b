"""What a scene shows in its own words: the columns of a table that it wants, and what it calls things."""

from collections.abc import Mapping, Sequence

from explorer.briefings.briefing import Show
from explorer.briefings.shown import Cell, Shown, ShownChart, ShownTable
from explorer.graph.drawing import Drawing


def worded(shown: Shown, source: Show) -> Shown:
    """The same with the columns that the scene names, in its order, and with its words for what stands there.

    A word takes the place of a whole text: the heading of a column, a cell, a series, a category, the title of an
    axis, an entry of a legend, the name of an entity or its label. A column that is not there is told.
    """
    table, notes = _chosen(shown.table, source.columns)
    words = source.words
    changed = {
        "table": table and _table(table, words),
        "chart": shown.chart and _chart(shown.chart, words),
        "drawing": shown.drawing and _drawing(shown, shown.drawing, words),
    }
    return shown.model_copy(update={**changed, "notes": (*shown.notes, *notes)}) if words or source.columns else shown


def _chosen(table: ShownTable | None, columns: Sequence[str]) -> tuple[ShownTable | None, list[str]]:
    """The columns with these headings; all where none of them is there."""
    if table is None or not columns:
        return table, []
    places = [table.columns.index(name) for name in columns if name in table.columns]
    told = [f"There is no column “{name}”." for name in columns if name not in table.columns]
    if not places:
        return table, told
    rows = tuple(tuple(row[at] for at in places) for row in table.rows)
    return table.model_copy(update={"columns": tuple(table.columns[at] for at in places), "rows": rows}), told


def _table(table: ShownTable, words: Mapping[str, str]) -> ShownTable:
    def said(cell: Cell) -> Cell:
        return words.get(cell, cell) if isinstance(cell, str) else cell

    columns = tuple(words.get(name, name) for name in table.columns)
    return table.model_copy(update={"columns": columns, "rows": tuple(tuple(map(said, row)) for row in table.rows)})


def _chart(chart: ShownChart, words: Mapping[str, str]) -> ShownChart:
    return chart.model_copy(
        update={
            "categories": tuple(words.get(name, name) for name in chart.categories),
            "series": tuple(each.model_copy(update={"name": words.get(each.name, each.name)}) for each in chart.series),
            "x_title": words.get(chart.x_title, chart.x_title),
            "y_title": words.get(chart.y_title, chart.y_title),
        }
    )


def _drawing(shown: Shown, drawing: Drawing, words: Mapping[str, str]) -> Drawing:
    """The sentences of ties and what is read aloud keep the names of the entities."""
    names = {entity.id: entity.name for entity in shown.entities}
    legend = [entry.model_copy(update={"label": words.get(entry.label, entry.label)[:200]}) for entry in drawing.legend]
    axis = [(words.get(text, text)[:60], x, y) for text, x, y in drawing.axis]
    nodes = [
        node.model_copy(update={"label": words.get(node.label, words.get(names.get(node.id, ""), node.label))})
        for node in drawing.nodes
    ]
    return drawing.model_copy(update={"nodes": tuple(nodes), "legend": tuple(legend), "axis": tuple(axis)})
