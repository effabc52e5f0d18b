"""Tables and charts of a slide: native ones, whose cells and figures can be edited."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from explorer.briefings.slide import Chart, Grid
from explorer.export.lettering import right_to_left, width
from explorer.export.pptx_frame import LEAST_OF_TEXT, Frame, content, is_colour, plain
from explorer.export.pptx_shapes import named
from explorer.export.pptx_text import LINE, language_of, run_properties

if TYPE_CHECKING:
    from pptx.parts.slide import SlidePart

_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style without lines and fills, which every PowerPoint knows."""
_CELL_MARGIN = 3.0
_HEAD_LINE, _ROW_LINE = 1.25, 0.5
_HEAD_AIR = 8.0


def grid_xml(grid: Grid, number: int, frame: Frame, description: str, language: str) -> str:
    """A table; `description` is its alternative text."""
    columns = "".join(f'<a:gridCol w="{frame.length(across)}"/>' for across in grid.widths)
    rows = [_row(grid, grid.head, frame, language, head=True)] if grid.head else []
    rows += [_row(grid, row, frame, language) for row in grid.rows]
    table = (
        f'<a:tbl><a:tblPr firstRow="{int(bool(grid.head))}"><a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl>"
    )
    height = grid.row_height * len(grid.rows) + (_head_height(grid) if grid.head else 0.0)
    place = frame.box(grid.x, grid.y, sum(grid.widths), height, tag="p:xfrm")
    return _graphic_frame(named(number, "Table", description or "Table"), place, _TABLE, table)


def chart_xml(chart: Chart, number: int, frame: Frame, description: str, related: str) -> str:
    """The frame of a chart that the slide knows by the id `related`."""
    place = frame.box(chart.x, chart.y, chart.width, chart.height, tag="p:xfrm")
    inner = f'<c:chart xmlns:c="{_CHART}" r:id="{related}"/>'
    return _graphic_frame(named(number, "Chart", description or "Chart"), place, _CHART, inner)


def drawable(chart: Chart) -> bool:
    """True where there is a figure to draw."""
    return bool(chart.categories) and any(value is not None for series in chart.series for value in series.values)


def add_chart(part: "SlidePart", chart: Chart, frame: Frame, made: datetime) -> str:
    """Add a chart with its workbook to a slide; returns the id under which the slide knows it."""
    from pptx.enum.chart import XL_CHART_TYPE

    lying = chart.sort in ("bar", "stacked") and _lies(chart)
    sorts = {
        "bar": XL_CHART_TYPE.BAR_CLUSTERED if lying else XL_CHART_TYPE.COLUMN_CLUSTERED,
        "stacked": XL_CHART_TYPE.BAR_STACKED if lying else XL_CHART_TYPE.COLUMN_STACKED,
    }
    related: str = part.add_chart_part(sorts.get(chart.sort, XL_CHART_TYPE.LINE_MARKERS), _figures(chart, made))
    drawn: Any = part.related_part(related)
    _dress(drawn.chart, chart, frame, lying=lying)
    for axis in drawn.chart._chartSpace.xpath("//c:axId | //c:crossAx"):
        # python-pptx numbers axes below 0; a number without a sign is what the format has.
        axis.set("val", axis.get("val").removeprefix("-"))
    return related


def _row(grid: Grid, cells: Sequence[str], frame: Frame, language: str, *, head: bool = False) -> str:
    filled = [*cells, *[""] * len(grid.widths)][: len(grid.widths)]
    drawn = "".join(
        _cell(cell, frame, grid, language, right=number in grid.numbers, head=head)
        for number, cell in enumerate(filled)
    )
    height = _head_height(grid) if head else grid.row_height
    return f'<a:tr h="{frame.length(height)}">{drawn}</a:tr>'


def _head_height(grid: Grid) -> float:
    return max(cell.count("\n") + 1 for cell in grid.head) * grid.size * LINE + _HEAD_AIR


def _cell(text: str, frame: Frame, grid: Grid, language: str, *, right: bool, head: bool) -> str:
    backwards = right_to_left(text)
    properties = run_properties(
        frame.size(grid.size), frame.fill(grid.colour, least=LEAST_OF_TEXT), language_of(text, language), bold=head
    )
    lines = [f"<a:r>{properties}<a:t>{content(line)}</a:t></a:r>" for line in text.split("\n") if line]
    spacing = f'<a:lnSpc><a:spcPts val="{frame.size(grid.size * LINE)}"/></a:lnSpc>'
    none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    thick = frame.length(_HEAD_LINE if head else _ROW_LINE)
    below = f'<a:lnB w="{thick}">{frame.fill(grid.rule)}</a:lnB>'
    side, top = frame.length(_CELL_MARGIN), frame.length(_CELL_MARGIN / 3)
    aligned = f'algn="{"r" if right else "l"}" rtl="{int(backwards)}"'
    return (
        "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
        f"<a:p><a:pPr {aligned}>{spacing}</a:pPr>{'<a:br/>'.join(lines)}</a:p></a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{top}" marB="{top}" anchor="ctr">{none}{below}<a:noFill/></a:tcPr>'
        "</a:tc>"
    )


def _graphic_frame(head: str, place: str, uri: str, inner: str) -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{head}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f'</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place}<a:graphic><a:graphicData uri="{uri}">{inner}'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _lies(chart: Chart) -> bool:
    """True for bars that lie, since the names of their categories have no room below them."""
    room = chart.width * 0.9 / max(1, len(chart.categories))
    return max((width(category, chart.size) for category in chart.categories), default=0.0) > room


def _figures(chart: Chart, made: datetime) -> Any:
    from pptx.chart.data import ChartData
    from pptx.chart.xlsx import CategoryWorkbookWriter

    class Figures(ChartData):
        """Figures by category, whose names are never taken for formulas or addresses."""

        @property
        def _workbook_writer(self) -> Any:
            return _inert(CategoryWorkbookWriter, made)(self)

    data: Any = Figures()  # type: ignore[no-untyped-call]
    data.categories = [plain(category) for category in chart.categories]
    for series in chart.series:
        values = [*series.values, *[None] * len(chart.categories)][: len(chart.categories)]
        data.add_series(plain(series.name), [_finite(value) for value in values])
    return data


def _inert(writer: Any, made: datetime) -> Any:
    """A writer of workbooks in which text stays text, and which are said to be made at a given time."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    class Inert(writer):  # type: ignore[misc]
        @contextmanager
        def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
            plainly = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
            with Workbook(xlsx_file, plainly) as workbook:
                workbook.set_properties({"created": made})
                yield workbook, workbook.add_worksheet()

    return Inert


def _dress(drawn: Any, chart: Chart, frame: Frame, *, lying: bool) -> None:
    """Colours, sizes and titles of a chart."""
    from pptx.enum.chart import XL_AXIS_CROSSES, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    size = frame.size(chart.size) / 100
    drawn.font.size = Pt(size)
    _paint(drawn.font.color, frame, chart.colour)
    drawn.has_title = drawn.has_legend = False
    if chart.sort == "line":  # as in all other outputs, a line goes on across a gap
        drawn._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "span")
    plot = drawn.plots[0]
    if chart.sort in ("bar", "stacked"):
        plot.gap_width = 45
    across, upwards = drawn.category_axis, drawn.value_axis
    for axis, title in ((across, chart.x_title), (upwards, chart.y_title)):
        axis.has_title = bool(plain(title).strip())
        if axis.has_title:
            axis.axis_title.text_frame.text = plain(title)
            axis.axis_title.text_frame.paragraphs[0].font.size = Pt(size)
            axis.axis_title.text_frame.paragraphs[0].font.bold = False
    across.has_major_gridlines = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if lying:
        across.reverse_order, across.crosses = True, XL_AXIS_CROSSES.MAXIMUM
    upwards.major_gridlines.format.line.width = across.format.line.width = Pt(0.5)
    _paint(upwards.major_gridlines.format.line.color, frame, chart.rule)
    _paint(across.format.line.color, frame, chart.rule)
    upwards.format.line.fill.background()
    for series, told in zip(plot.series, chart.series, strict=False):
        if chart.sort in ("bar", "stacked"):
            series.format.fill.solid()
            _paint(series.format.fill.fore_color, frame, told.colour)
            continue
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 7 if chart.sort == "line" else 9
        series.marker.format.fill.solid()
        _paint(series.marker.format.fill.fore_color, frame, told.colour)
        series.marker.format.line.fill.background()
        if chart.sort == "line":
            _paint(series.format.line.color, frame, told.colour)
            series.format.line.width, series.smooth = Pt(2.25), False
        else:
            series.format.line.fill.background()


def _paint(target: Any, frame: Frame, colour: str) -> None:
    """Give something of a chart a colour: the theme's where it has that one."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR

    known = {"tx1": MSO_THEME_COLOR.TEXT_1, "tx2": MSO_THEME_COLOR.TEXT_2, "bg1": MSO_THEME_COLOR.BACKGROUND_1}
    shown = frame.shown(colour)
    if shown in known:
        target.theme_color = known[shown]
    elif is_colour(shown):
        target.rgb = RGBColor(*bytes.fromhex(shown[1:]))  # type: ignore[no-untyped-call]
    else:
        target.theme_color = MSO_THEME_COLOR.ACCENT_1


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
