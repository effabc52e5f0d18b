"""A table -> grids that fit a slide: columns as wide as they need, cells shortened, rows split over slides."""

import math
from collections.abc import Sequence
from dataclasses import replace

from explorer.briefings.fitting import Area
from explorer.briefings.shown import Cell, ShownTable
from explorer.briefings.slide import Grid
from explorer.briefings.typesetting import LEADING
from explorer.export.lettering import legible, width, wrapped
from explorer.graph.colours import Theme, blended

SIZES = (24.0, 20.0, 18.0, 16.0, 14.0)
"""Of the type, where all rows have room in it with no cell cut; the first in which none is broken, else the first."""
LARGE, SMALL = 14.0, 12.0
MANY_COLUMNS = 5
BETWEEN = 36.0
"""Points between parts of a narrow table that stand side by side."""
PADDING = 10.0
"""Points within a cell, left and right together; above and below there is somewhat less."""
AIR = 8.0
MOST_LINES, USUAL_LINES = 5, 2
"""Of one cell: where the whole table has room for it, and where not."""
LEAST_COLUMN = 36.0
MOST_ROWS = 200
"""Rows that a scene keeps at most."""


def grids(table: ShownTable, areas: tuple[Area, Area], paint: Theme) -> list[list[Grid]]:
    """The table in the first area, and what does not fit there in the second, again and again.

    Of a narrow table, parts stand side by side in an area.
    """
    if not table.columns:
        return []
    head = [legible(column) for column in table.columns]
    places = [_decimals([row[at] for row in table.rows]) for at in range(len(head))]
    rest = [[in_words(cell, places[at]) for at, cell in enumerate(row)] for row in table.rows]
    numbers = tuple(at for at in range(len(head)) if _numeric([row[at] for row in table.rows]))
    style = (paint.ink, blended(paint.quiet, paint.paper, 0.5))
    found: list[list[Grid]] = []
    while rest or not found:
        area = areas[0] if not found else areas[1]
        made, taken = _page(head, rest, area, numbers, style, found[0][0].size if found else SIZES[0])
        found.append([made])
        rest = rest[taken:]
        while rest and (beside := _beside(made, area)):
            cells = [_cells(row, made.widths, made.size, lines=USUAL_LINES) for row in rest[:taken]]
            made = replace(made, x=beside, rows=tuple(map(tuple, cells)))
            found[-1].append(made)
            rest = rest[taken:]
    return found


def _beside(grid: Grid, area: Area) -> float | None:
    """Where another part of a table as wide as this may stand at its side; None where there is no room."""
    x = grid.x + sum(grid.widths) + BETWEEN
    return x if x + sum(grid.widths) <= area[2] else None


def _page(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    area: Area,
    numbers: tuple[int, ...],
    style: tuple[str, str],
    most: float,
) -> tuple[Grid, int]:
    """As many rows as fit, and their number: all, in the largest type up to `most` that has room, else the usual."""
    left, top, right, bottom = area
    usual = LARGE if len(head) <= MANY_COLUMNS else SMALL
    ways = [(size, lines, True) for lines in (1, MOST_LINES) for size in SIZES if size <= most]
    ways += [(size, lines, False) for size in dict.fromkeys((usual, SMALL)) for lines in (MOST_LINES, USUAL_LINES)]
    for size, lines, uncut in (*ways, (usual, USUAL_LINES, False)):
        widths = _widths([head, *rows], right - left, size)
        above = _cells(head, widths, size, lines=2, bold=True)
        cells = [_cells(row, widths, size, lines=lines) for row in rows]
        row_height = max((_height(row) for row in cells), default=1) * size * LEADING + AIR
        fitting = max(int((bottom - top - _height(above) * size * LEADING - AIR) / row_height), 1)
        parts = int((right - left + BETWEEN) // (sum(widths) + BETWEEN)) or 1
        if fitting * parts >= len(rows) and not (uncut and _cut(cells)):
            fitting = min(fitting, math.ceil(len(rows) / math.ceil(len(rows) / fitting))) if rows else fitting
            break
    shown = tuple(tuple(row) for row in cells[:fitting])
    grid = Grid(left, top, widths, round(row_height, 2), tuple(above), shown, size, numbers, *style)
    return grid, fitting


def _cut(cells: Sequence[Sequence[str]]) -> bool:
    return any(text.endswith("…") for row in cells for text in row)


def in_words(cell: Cell, decimals: int = 2) -> str:
    """A value as it stands in a table."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            return f"{cell:,.{decimals}f}"
        case int():
            return f"{cell:,}"
    return legible(cell)


def _decimals(cells: Sequence[Cell]) -> int:
    """How many places after the point a column needs: two at most."""
    given = [cell for cell in cells if isinstance(cell, float)]
    return next((places for places in (0, 1) if all(abs(cell - round(cell, places)) < 5e-4 for cell in given)), 2)


def _numeric(cells: Sequence[Cell]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return bool(given) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in given)


def _widths(rows: Sequence[Sequence[str]], most: float, size: float) -> tuple[float, ...]:
    """As wide as the longest text of each column; where that is too much, the widest give way first."""
    wanted = [
        max(width(text, size, bold=not at) for at, text in enumerate(column)) + PADDING
        for column in zip(*rows, strict=True)
    ]
    wanted = [max(each, LEAST_COLUMN) for each in wanted]
    if sum(wanted) <= most:
        return tuple(round(each, 2) for each in wanted)
    low, high = 0.0, max(wanted)
    for _ in range(40):
        cap = (low + high) / 2
        low, high = (cap, high) if sum(min(each, cap) for each in wanted) <= most else (low, cap)
    return tuple(round(min(each, low) - 0.005, 2) for each in wanted)


def _cells(row: Sequence[str], widths: Sequence[float], size: float, *, lines: int, bold: bool = False) -> list[str]:
    return [
        "\n".join(wrapped(text, wide - PADDING + 1, size, lines=lines, bold=bold))
        for text, wide in zip(row, widths, strict=True)
    ]


def _height(row: Sequence[str]) -> int:
    return max((text.count("\n") + 1 for text in row), default=1)
