"""What a saved query answers, as a scene shows it: a picture, a table or a chart."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from explorer.briefings.briefing import Form, Scene, Show
from explorer.briefings.desk import Desk, frame_of
from explorer.briefings.graphs import THEME, pictured, shown_graph, vote_colour
from explorer.briefings.reading import dataset_words, now, rests_on, site_of, sources_of, stamp_of, told_ties
from explorer.briefings.shown import Cell, Series, Shown, ShownChart, ShownTable, Source
from explorer.briefings.tables import MOST_ROWS
from explorer.graph.colours import CATEGORIES
from explorer.graph.elements import Tie
from explorer.graph.records import Tie as WholeTie
from explorer.graph.view_state import MOST_SHOWN
from explorer.graph.words import date_in_words, one_line
from explorer.queries.answer import ID, Row, entity_ids, grounds, relations_asked, ties
from explorer.queries.cells import cells
from explorer.queries.running import run
from explorer.queries.saved_query import Chart, SavedQuery
from graph_loader.database.guard import Result

MOST_CATEGORIES, MOST_SERIES, MOST_COLUMNS = 30, 8, 12
MOST_TITLES = 60
LONGEST_CATEGORY = 60
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNSHOWN = ("source_url", "sources", "source", "dataset", "datasets")
"""Columns that a slide tells in its footnotes."""


def query_shown(scene: Scene, show: Show, desk: Desk) -> Shown:
    """Run the query with the values of the scene, and show what it answers in the form that fits.

    Raises:
        QueryUnknownError: there is no such query.
        ParametersError: with a message for each value that it does not take.
        DatabaseError: it ran into its time limit, or the database does not answer.
    """
    query = desk.queries.get(show.query or "")
    result = run(desk.guard, query, show.values)
    form: Form = show.form or query.shows
    notes = [f"The query stops at {len(result.rows):,} rows; there are more."] if result.truncated else []
    if form == "graph":
        ids = entity_ids(result.columns, result.rows, desk.schema)[:MOST_SHOWN]
        if ids:
            return _graph(scene, ids, result, desk, notes)
        notes.append("The answer names no entities, so it is shown as a table.")
    if form == "chart" and query.chart and query.chart.kind != "heatmap":
        drawn = _charted(query.chart, result, query.columns)
        return _answered(query, result, desk, [*notes, *_cut(query.chart, result)], chart=drawn)
    if form == "chart" and query.chart:
        return _answered(
            query, result, desk, [*notes, *_matrix_cut(query.chart, result)], table=_matrix(query.chart, result)
        )
    if form == "chart":
        notes.append("The query declares no chart, so its answer is shown as a table.")
    return _answered(query, result, desk, notes, table=_table(result, desk))


def _graph(scene: Scene, ids: Sequence[str], result: Result, desk: Desk, notes: Sequence[str]) -> Shown:
    """The entities of the answer; where it holds ties, these alone join them."""
    held = {str(tie["id"]) for tie in ties(result.rows)}

    def keep(tie: Tie, _source: str, _target: str) -> bool:
        return tie[-1] in held

    found = pictured(desk.database, desk.schema, ids, frame_of(scene), keep if held else None)
    return shown_graph(desk.database, desk.schema, found, notes)


def _answered(
    query: SavedQuery,
    result: Result,
    desk: Desk,
    notes: Sequence[str],
    *,
    table: ShownTable | None = None,
    chart: ShownChart | None = None,
) -> Shown:
    whole = [
        WholeTie(tie["kind"], tie["from"], tie["to"], properties={"id": tie["id"], **tie["properties"]})
        for tie in ties(result.rows)
        if tie["from"] and tie["to"]
    ]
    told, _ = told_ties(desk.database, desk.schema, whole)
    return Shown(
        stamp=stamp_of(desk.database),
        read=now(),
        table=table,
        chart=chart,
        ties=told,
        sources=sources_of(whole) if whole else _sources(query, result, desk),
        notes=tuple(notes),
    )


def _sources(query: SavedQuery, result: Result, desk: Desk) -> tuple[Source, ...]:
    """The datasets and the pages that rows name; where they name none, the datasets of the ties that are asked for."""
    found = grounds(result.columns, result.rows)
    titles = {name: str(known.get("title") or name) for name, known in dataset_words(desk.database).items()}
    datasets = [Source(title=titles.get(name, name)) for name in sorted(found.datasets or {})]
    named = [
        Source(title=site_of(each), url=each) if each.startswith(("http://", "https://")) else Source(title=each)
        for each in sorted(found.sources)
    ]
    if datasets or named:
        return (*datasets, *named)
    relations = relations_asked(query.cypher, desk.schema)
    return tuple(Source(title=each.title) for each in rests_on(desk.database, desk.schema, relations))


def _table(result: Result, desk: Desk) -> ShownTable:
    """The rows without ids and without what footnotes tell."""
    columns = result.columns
    partners = {name + ID for name in columns}
    shown = [
        at
        for at, name in enumerate(columns)
        if name not in partners and name not in _UNSHOWN and not (name.endswith(ID) or name == "id")
    ] or list(range(len(columns)))
    rows = result.rows[:MOST_ROWS]
    words = cells(columns, rows, desk.schema)
    made = tuple(tuple(_cell(row[at], text[at]["text"]) for at in shown) for row, text in zip(rows, words, strict=True))
    return ShownTable(columns=tuple(headline(columns[at]) for at in shown), rows=made, whole=len(result.rows))


def _matrix(chart: Chart, result: Result) -> ShownTable:
    """A heat map as the table that it is: its rows down, its columns across, a value in each cell."""
    place = {name: at for at, name in enumerate(result.columns)}
    across, down, value = place[chart.x], place[chart.y[0]], place[chart.colour or chart.y[-1]]
    columns = list(dict.fromkeys(_label(row[across]) for row in result.rows))[:MOST_COLUMNS]
    held = {(_label(row[down]), _label(row[across])): row[value] for row in result.rows}
    names = list(dict.fromkeys(_label(row[down]) for row in result.rows))
    empty = 0 if all(isinstance(each, int) for each in held.values()) else None
    rows = [
        (name, *(_cell(found := held.get((name, column), empty), _label(found)) for column in columns))
        for name in names[:MOST_ROWS]
    ]
    return ShownTable(columns=(headline(chart.y[0]), *columns), rows=tuple(rows), whole=len(names))


def _matrix_cut(chart: Chart, result: Result) -> list[str]:
    """What each cell tells, and how many columns have no room."""
    at = result.columns.index(chart.x)
    whole = len({_label(row[at]) for row in result.rows})
    told = f"In each cell: {headline(chart.colour or chart.y[-1]).lower()}."
    return [told, *([f"The first {MOST_COLUMNS} of {whole:,} columns are shown."] if whole > MOST_COLUMNS else [])]


def _cell(value: Any, text: str) -> Cell:
    if isinstance(value, bool | int | float):
        return value
    return date_in_words(text) if _DAY.fullmatch(text) else text or None


def headline(column: str) -> str:
    """`regional_group` as a reader sees it: `Regional group`."""
    words = one_line(column.replace("_", " ")) or column
    return words[:1].upper() + words[1:]


def _charted(chart: Chart, result: Result, meanings: Mapping[str, str]) -> ShownChart:
    """The rows as series over the categories of the first axis, the largest series first."""
    place = {name: at for at, name in enumerate(result.columns)}
    palette = CATEGORIES[THEME].colours
    categories = _categories(chart, result.rows, place)
    parts = _parts(chart, result.rows, place)
    series = []
    for at, (name, column, rows) in enumerate(parts[:MOST_SERIES]):
        held: dict[str, float] = {}
        for row in rows:
            value = row[column]
            if isinstance(value, int | float) and not isinstance(value, bool):
                key = _label(row[place[chart.x]])
                held[key] = held.get(key, 0.0) + value if chart.kind == "bar" else float(value)
        values = tuple(held.get(category) for category in categories)
        series.append(Series(name=name, values=values, colour=vote_colour(name) or palette[at % len(palette)]))
    stacked = chart.kind == "bar" and chart.colour
    measured = headline(chart.y[0]) if len(chart.y) == 1 else ""
    return ShownChart(
        sort="stacked" if stacked else "bar" if chart.kind == "bar" else "line" if chart.kind == "line" else "scatter",
        categories=tuple(map(_short_day, categories)),
        series=tuple(series),
        x_title=headline(chart.x) if chart.x in meanings else "",
        y_title=measured,
    )


def _categories(chart: Chart, rows: Sequence[Row], place: Mapping[str, int]) -> list[str]:
    found = list(dict.fromkeys(_label(row[place[chart.x]]) for row in rows if row[place[chart.x]] is not None))
    ordered = sorted(found) if chart.kind == "line" else found
    return ordered[-MOST_CATEGORIES:] if chart.kind == "line" else ordered[:MOST_CATEGORIES]


def _parts(chart: Chart, rows: Sequence[Row], place: Mapping[str, int]) -> list[tuple[str, int, list[Row]]]:
    """Name, column and rows of each series."""
    if not chart.colour:
        return [(headline(name), place[name], list(rows)) for name in chart.y]
    column = place[chart.colour]
    sizes = Counter(_label(row[column]) for row in rows)
    return [
        (value or "not given", place[chart.y[0]], [row for row in rows if _label(row[column]) == value])
        for value, _ in sizes.most_common()
    ]


def _cut(chart: Chart, result: Result) -> list[str]:
    """What a slide has no room for."""
    place = {name: at for at, name in enumerate(result.columns)}
    across = len({_label(row[place[chart.x]]) for row in result.rows if row[place[chart.x]] is not None})
    told = []
    if across > MOST_CATEGORIES:
        which = "last" if chart.kind == "line" else "first"
        told.append(f"The {which} {MOST_CATEGORIES} of {across:,} are drawn.")
    if chart.colour and (many := len({_label(row[place[chart.colour]]) for row in result.rows})) > MOST_SERIES:
        told.append(f"The {MOST_SERIES} largest of {many:,} series are drawn.")
    return told


def _short_day(category: str) -> str:
    """A day as it fits below a chart: `5 Dec 2018`; any other category as it is."""
    if len(category) != len("2018-12-05") or not _DAY.fullmatch(category):
        return category
    try:
        day = date.fromisoformat(category)
    except ValueError:
        return category
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _label(value: object) -> str:
    return "" if value is None else one_line(str(value))[:LONGEST_CATEGORY]
