"""A table -> marks: its head and rows, with a rule below each."""

from collections.abc import Iterator

from explorer.briefings.slide import Grid
from explorer.export.marks import LEADING, Anchor, Mark, Path, Stroke, Words, words

_LEFT: Anchor = "start"
_RIGHT: Anchor = "end"
_AIR = 4.0
"""Points between the text of a cell and its edge."""


def grid_marks(grid: Grid) -> Iterator[Mark]:
    """The marks of a table; its head is as high as its lines ask for."""
    whole = sum(grid.widths)
    head = max((cell.count("\n") + 1 for cell in grid.head), default=1) * grid.size * LEADING + 2 * _AIR
    top = grid.y
    for row, cells in enumerate((grid.head, *grid.rows)):
        x = grid.x
        for column, (cell, wide) in enumerate(zip(cells, grid.widths, strict=False)):
            yield from _cell(grid, column, cell, (x, top + _AIR, wide), head=row == 0)
            x += wide
        top += grid.row_height if row else head
        stroke = Stroke(grid.rule, 0.4) if row else Stroke(grid.colour, 1.0)
        yield Path(((grid.x, top), (grid.x + whole, top)), stroke=stroke)


def _cell(grid: Grid, column: int, text: str, place: tuple[float, float, float], *, head: bool) -> Iterator[Words]:
    x, y, wide = place
    at, anchor = x + _AIR, _LEFT
    if column in grid.numbers:
        at, anchor = x + wide - _AIR, _RIGHT
    for row, line in enumerate(text.split("\n")):
        if line:
            yield words(at, y + (row + 0.5) * LEADING * grid.size, line, grid.size, grid.colour, anchor, bold=head)
