"""The rows of an answer as a chart: the figure that Plotly draws, and what it looks like on light and dark paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dash import dcc

from explorer.components.query_table import headline
from explorer.graph.colours import CATEGORIES, THEMES
from explorer.graph.words import one_line, shortened
from explorer.queries.answer import Row
from explorer.queries.saved_query import Chart

GRAPH = "query-chart"
LONGEST_NAME = 44
LONGEST_TITLE = 56
MOST_HEIGHT = 2_400
_ROW, _FRAME = 24, 136
_SYMBOLS = ("circle", "square", "diamond", "cross", "x", "triangle-up", "triangle-down", "star")

Figure = dict[str, Any]


def chart_frame() -> dcc.Graph:
    """Where the figure is drawn; the script of the page puts it there in the colours of the paper."""
    return dcc.Graph(
        id=GRAPH,
        config={"displaylogo": False, "responsive": True, "modeBarButtonsToRemove": ["select2d", "lasso2d"]},
        style={"height": "100%"},
    )


def figure(chart: Chart, columns: Sequence[str], rows: Sequence[Row], meanings: Mapping[str, str]) -> Figure:
    """Data and layout without colours. No trace draws through WebGL, which a ministry's desk may not have."""
    places = {name: place for place, name in enumerate(columns)}
    drawn = _heatmap if chart.kind == "heatmap" else _series
    return drawn(chart, places, rows, meanings)


def templates(figure: Figure) -> dict[str, Figure]:
    """Theme -> the template that gives a figure its colours."""
    return {name: _template(name, figure) for name in ("light", "dark")}


def _series(chart: Chart, places: Mapping[str, int], rows: Sequence[Row], meanings: Mapping[str, str]) -> Figure:
    across = places[chart.x]
    values = [row[across] for row in rows if row[across] is not None]
    lies = chart.kind == "bar" and not all(_ordered(value) for value in values)
    data = []
    for position, (name, column, part) in enumerate(_parts(chart, places, rows)):
        xs, ys = [_label(row[across]) for row in part], [_number(row[column]) for row in part]
        trace: Figure = {"name": name, "x": ys if lies else xs, "y": xs if lies else ys}
        data.append(trace | _drawn(chart.kind, position, lies) | _hovered(chart, places, part))
    title_of = meanings.get(chart.x, headline(chart.x))
    measured = meanings.get(chart.y[0], headline(chart.y[0])) if len(chart.y) == 1 else ""
    named = [_label(value) for value in dict.fromkeys(values)]
    categories = _axis(title_of) | _kind_of_axis(values, named)
    numbers = _axis(measured) | {"rangemode": "tozero"}
    layout: Figure = {
        "barmode": "stack" if chart.colour else "group",
        "showlegend": len(data) > 1,
        "height": 440,
        "xaxis": categories,
        "yaxis": numbers,
    }
    if lies:
        bars = len(set(values)) * (1 if chart.colour else len(chart.y))
        layout |= {"xaxis": numbers, "yaxis": _axis("") | _in_order(named) | {"autorange": "reversed"}}
        layout["height"] = min(_FRAME + _ROW * max(bars, 3), MOST_HEIGHT)
    return {"data": data, "layout": layout | _common(legend=len(data) > 1)}


def _parts(chart: Chart, places: Mapping[str, int], rows: Sequence[Row]) -> list[tuple[str, int, list[Row]]]:
    """Name, column and rows of each series, the largest first."""
    if not chart.colour:
        return [(headline(name), places[name], list(rows)) for name in chart.y]
    column = places[chart.colour]
    sizes = Counter(_label(row[column]) for row in rows)
    many = len(chart.y) > 1
    return [
        (
            f"{value or 'not given'}{f', {headline(name)}' if many else ''}",
            places[name],
            [row for row in rows if _label(row[column]) == value],
        )
        for value, _size in sizes.most_common()
        for name in chart.y
    ]


def _drawn(kind: str, position: int, lies: bool) -> Figure:
    symbol = _SYMBOLS[position % len(_SYMBOLS)]
    match kind:
        case "bar":
            return {"type": "bar", "orientation": "h" if lies else "v"}
        case "line":
            return {"type": "scatter", "mode": "lines+markers", "marker": {"symbol": symbol, "size": 7}}
    return {"type": "scatter", "mode": "markers", "marker": {"symbol": symbol, "size": 9, "opacity": 0.75}}


def _hovered(chart: Chart, places: Mapping[str, int], part: Sequence[Row]) -> Figure:
    """The first name in a row tells which row a point is."""
    if chart.kind == "bar":
        return {}
    shown = {chart.x, *chart.y, chart.colour}
    column = next((place for name, place in places.items() if name not in shown and not name.endswith("_id")), None)
    if column is None or not any(isinstance(row[column], str) for row in part):
        return {}
    return {"hovertext": [_label(row[column]) for row in part]}


def _heatmap(chart: Chart, places: Mapping[str, int], rows: Sequence[Row], meanings: Mapping[str, str]) -> Figure:
    across, down = places[chart.x], places[chart.y[0]]
    told = chart.colour or chart.y[-1]
    column = places[told]
    xs = list(dict.fromkeys(_label(row[across]) for row in rows))
    ys = list(dict.fromkeys(_label(row[down]) for row in rows))
    held = {(_label(row[down]), _label(row[across])): row[column] for row in rows if row[column] is not None}
    words = sorted({str(value) for value in held.values() if not _is_number(value)})
    number = {word: place for place, word in enumerate(words)}
    cells = {
        key: number[str(value)] if words else value for key, value in held.items() if not words or str(value) in number
    }
    trace: Figure = {
        "type": "heatmap",
        "x": xs,
        "y": ys,
        "z": [[cells.get((y, x)) for x in xs] for y in ys],
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": False,
        "hovertemplate": "%{y}<br>%{x}<br>%{text}<extra></extra>",
        "text": [[_label(held.get((y, x))) for x in xs] for y in ys],
        "colorbar": {
            "thickness": 12,
            "outlinewidth": 0,
            "title": {"text": headline(told), "side": "right", "font": {"size": 13}},
        },
    }
    if words:
        trace |= {"zmin": -0.5, "zmax": len(words) - 0.5}
        trace["colorbar"] |= {"tickvals": list(number.values()), "ticktext": [_label(word) for word in words]}
    elif any(value < 0 for value in cells.values()):
        most = max(abs(value) for value in cells.values())
        trace |= {"zmin": -most, "zmax": most}
    longest = max((len(str(x)) for x in xs), default=0)
    layout = {
        "height": min(_FRAME + 7 * min(longest, LONGEST_NAME) + _ROW * max(len(ys), 3), MOST_HEIGHT),
        "xaxis": _axis(meanings.get(chart.x, ""))
        | {"type": "category", "side": "bottom", "showgrid": False, "tickangle": "auto"},
        "yaxis": _axis("") | {"type": "category", "autorange": "reversed", "showgrid": False},
    }
    return {"data": [trace], "layout": layout | _common(legend=False)}


def _axis(title: str) -> Figure:
    return {"title": {"text": shortened(title, LONGEST_TITLE)}, "automargin": True}


def _in_order(names: Sequence[Any]) -> Figure:
    return {"type": "category", "categoryorder": "array", "categoryarray": list(names)}


def _kind_of_axis(values: Sequence[object], named: Sequence[Any]) -> Figure:
    """Years stand as years, dates on a line of time, names in the order of the rows."""
    if values and all(isinstance(value, int) for value in values):
        years = all(1000 < value < 3000 for value in values if isinstance(value, int))
        return {"tickformat": "d"} if years else {}
    if values and all(_is_date(value) for value in values):
        return {"type": "date"}
    return {} if all(_is_number(value) for value in values) else _in_order(named)


def _common(*, legend: bool) -> Figure:
    return {
        "margin": {"l": 16, "r": 16, "t": 16 if not legend else 8, "b": 16},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
    }


def _template(name: str, figure: Figure) -> Figure:
    theme, palette = THEMES[name], CATEGORIES[name]
    axis = {
        "gridcolor": _faint(name),
        "zerolinecolor": theme.quiet,
        "linecolor": theme.quiet,
        "tickcolor": theme.quiet,
        "title": {"font": {"size": 13, "color": theme.quiet}},
    }
    rest = [palette.other] * max(len(figure["data"]) - len(palette.colours), 0)
    layout = {
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "font": {"color": theme.ink, "family": "inherit", "size": 13},
        "colorway": [*palette.colours, *rest],
        "xaxis": axis,
        "yaxis": axis,
        "hoverlabel": {"bgcolor": theme.paper, "font": {"color": theme.ink}, "bordercolor": theme.quiet},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": theme.quiet, "activecolor": theme.accent},
    }
    return {"layout": layout, "data": {"heatmap": [{"colorscale": _scale(name, figure["data"][0])}]}}


def _scale(name: str, trace: Mapping[str, Any]) -> list[list[Any]]:
    """From faint to the accent; from what divides to what joins where there is a minus; steps where it is words."""
    theme, palette = THEMES[name], CATEGORIES[name]
    steps = len(trace.get("colorbar", {}).get("tickvals", ()))
    if steps:
        colours = [palette.colours[at] if at < len(palette.colours) else palette.other for at in range(steps)]
        return [[(at + end) / steps, colour] for at, colour in enumerate(colours) for end in (0, 1)]
    if trace.get("zmin", 0) < 0:
        return [[0, theme.divides], [0.5, _faint(name)], [1, theme.joins]]
    return [[0, _faint(name)], [1, theme.accent]]


def _faint(name: str) -> str:
    return {"light": "#dcd8d0", "dark": "#323a47"}[name]


def _ordered(value: object) -> bool:
    return _is_number(value) or _is_date(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or len(value) not in (7, 10):
        return False
    try:
        return bool(date.fromisoformat(value if len(value) == 10 else f"{value}-01"))
    except ValueError:
        return False


def _number(value: object) -> object:
    return value if _is_number(value) else _label(value)


def _label(value: object) -> Any:
    """A value as it stands at an axis. Plotly reads a few tags in texts, so that no name may hold one."""
    if value is None or _is_number(value):
        return "" if value is None else value
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return shortened(one_line(text), LONGEST_NAME).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
