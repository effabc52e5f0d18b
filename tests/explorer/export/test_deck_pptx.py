"""Decks as PowerPoint, read back by python-pptx."""

import io
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from explorer.briefings.slide import Chart, ChartSeries, Connector, Deck, Grid, Paragraph, Run, Shape, Slide, Text
from explorer.export.deck_pptx import pptx_bytes
from graph_loader.errors import InputError
from tests.explorer.export.sample_deck import NAMES, URL, chart_slide, prose_slide, sample_deck, scene, table_slide

HOSTILE = "<a:t>&amp;\"'{{7*7}} =cmd|' /C calc'!A0 _x0041_ \x00\x07\x1b\u202e\ud800\ufffe]]> $\\#\n\tend"


def opened(deck: Deck, template: bytes | Path | None = None) -> Any:
    return Presentation(io.BytesIO(pptx_bytes(deck, template)))


def all_shapes(shapes: Any) -> Iterator[Any]:
    """Every shape at any level of its groups."""
    for shape in shapes:
        yield shape
        if shape.element.tag == qn("p:grpSp"):
            yield from all_shapes(shape.shapes)


def glued(shape: Any) -> tuple[int, int] | None:
    """The numbers of the shapes that a connector is glued to."""
    ends = [shape.element.find(f".//{qn(tag)}") for tag in ("a:stCxn", "a:endCxn")]
    return (int(ends[0].get("id")), int(ends[1].get("id"))) if None not in ends else None


def one(*slides: Slide, **given: Any) -> Deck:
    return Deck("A deck", slides, **given)


def test_every_entity_is_a_shape_and_every_tie_a_connector_glued_to_its_ends() -> None:
    deck = sample_deck()
    for slide, made in zip(deck.slides, opened(deck).slides, strict=True):
        shapes = list(all_shapes(made.shapes))
        numbers = [shape.shape_id for shape in shapes]
        assert len(set(numbers)) == len(numbers)
        names = {shape.shape_id: shape.name for shape in shapes}
        entities = {element.id: element for element in slide.elements if isinstance(element, Shape)}
        drawn = {shape.name: shape for shape in shapes if shape.name in entities}
        assert drawn.keys() == entities.keys()
        for identity, shape in drawn.items():
            told = entities[identity]
            assert shape.element.nvSpPr.cNvPr.get("descr") == told.alt
            if told.shape != "star":  # whose box is that of its tips
                assert abs(shape.left + shape.width / 2 - Pt(told.x)) < Pt(0.01)
                assert shape.width == Pt(told.size)
        ties = [element for element in slide.elements if isinstance(element, Connector)]
        found = Counter((names[ends[0]], names[ends[1]]) for shape in shapes if (ends := glued(shape)))
        assert found == Counter((tie.source, tie.target) for tie in ties)


def test_shapes_are_those_that_powerpoint_has() -> None:
    made = opened(one(scene(1))).slides[0]
    geometries = {
        shape.name: shape.element.spPr.prstGeom.get("prst") if shape.element.spPr.prstGeom is not None else "freeform"
        for shape in all_shapes(made.shapes)
        if shape.name.startswith("company:")
    }
    assert [geometries[f"company:{number}"] for number in range(12)] == [
        "ellipse", "roundRect", "triangle", "diamond", "pentagon", "hexagon", "octagon", "freeform", "star5",
        "freeform", "homePlate", "rect",
    ]  # fmt: skip


def test_a_label_is_moved_with_its_shape_and_the_legend_is_one_thing() -> None:
    made = opened(one(scene(1))).slides[0]
    groups = {shape.name: list(shape.shapes) for shape in made.shapes if shape.element.tag == qn("p:grpSp")}
    assert [shape.name for shape in groups["Legend"]] == ["Sign", "Legend", "Sign", "Legend"]
    assert [shape.name for shape in groups["Microsoft"]][1:] == ["Label of company:30"]
    assert len(groups) == 41 - (40 - len(NAMES))  # names of groups come again, one for each entity of that name
    assert sum(shape.name.startswith("Label of") for shape in all_shapes(made.shapes)) == 40


def test_titles_notes_and_reading_order() -> None:
    deck = sample_deck()
    made = opened(deck)
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [slide.title for slide in deck.slides]
    assert made.slides[0].shapes[1].placeholder_format.type.name == "SUBTITLE"
    assert made.slides[1].notes_slide.notes_text_frame.text == (
        "Begin with the companies.\n40 entities and the ties between them."
    )
    texts = [shape.text_frame.text for shape in made.slides[1].shapes if shape.has_text_frame and shape.text_frame.text]
    assert texts[:3] == ["TLP:GREEN", "Who stood behind the Paris Call in 2018?", "The companies came first."]


def test_a_slide_that_shows_no_title_has_one_for_the_outline() -> None:
    made = opened(one(Slide(1, 0, "Only told", ()))).slides[0]
    assert made.shapes.title.text_frame.text == "Only told"
    assert made.shapes.title.top + made.shapes.title.height < 0


def test_prose_is_a_body_whose_lines_flow() -> None:
    made = opened(one(prose_slide())).slides[0]
    body = next(shape for shape in made.placeholders if shape.placeholder_format.idx)
    assert [paragraph.text for paragraph in body.text_frame.paragraphs] == [
        "A sentence with bold and a link",
        "First, which is a longer line that was broken here",
        "Second",
        "Кибербезопасность и международное право",
        "网络空间国际合作战略第二行",
    ]
    runs = body.text_frame.paragraphs[0].runs
    assert [run.font.bold for run in runs] == [None, True, None, None]
    assert runs[3].hyperlink.address == URL
    bullets = [paragraph._p.pPr[-1] for paragraph in body.text_frame.paragraphs]
    assert [bullet.tag for bullet in bullets[:3]] == [qn("a:buNone"), qn("a:buChar"), qn("a:buAutoNum")]


def test_every_script_has_its_language_its_direction_and_its_face() -> None:
    made = opened(one(prose_slide()))
    xml = zipfile.ZipFile(io.BytesIO(pptx_bytes(one(prose_slide())))).read("ppt/slides/slide1.xml").decode()
    for text, language, backwards in (
        ("Кибербезопасность", "ru-RU", "0"),
        ("网络空间", "zh-CN", "0"),
        ("الأمن", "ar-SA", "1"),
        ("ביטחון", "he-IL", "1"),
    ):
        run = r'<a:pPr[^>]*rtl="(\d)"(?:(?!</a:p>).)*?lang="([\w-]+)"[^>]*>(?:(?!</a:r>).)*'
        found = re.search(run + text, xml)
        assert found is not None, text
        assert (found[1], found[2]) == (backwards, language), text
    assert '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>' in xml
    theme = made.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    ).blob.decode()
    assert theme.count('<a:ea typeface="Microsoft YaHei"/>') == 2
    assert theme.count('<a:cs typeface="Arial"/>') == 2


def test_names_of_every_script_come_back() -> None:
    grid = next(shape.table for shape in opened(one(table_slide())).slides[0].shapes if shape.has_table)
    assert [row.cells[0].text for row in list(grid.rows)[1:]] == list(NAMES)
    assert [cell.text for cell in grid.rows[0].cells] == ["Actor", "Status", "Members"]


@pytest.mark.parametrize("sort", ["bar", "stacked", "line", "scatter"])
def test_charts_are_native_and_their_workbooks_compute_nothing(sort: str) -> None:
    made = opened(one(chart_slide(sort, ("=1+1", "https://example.org", "网络")))).slides[0]
    chart = next(shape.chart for shape in made.shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == ["=1+1", "https://example.org", "网络"]
    assert [(series.name, list(series.values)) for series in chart.plots[0].series] == [
        ("States", [3.0, None, 7.5]), ('=HYPERLINK("x")', [1.0, 2.0, 4.0]),
    ]  # fmt: skip
    workbook = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not [int(axis.get("val")) for axis in chart._chartSpace.iter(qn("c:axId")) if int(axis.get("val")) < 0]


def test_a_chart_without_figures_is_left_out() -> None:
    for categories, series in (((), ()), (("2018",), (ChartSeries("States", (None,), "#311d90"),)), (("2018",), ())):
        empty = Chart(0, 0, 100, 100, "bar", categories, series, 12)
        assert not any(shape.has_chart for shape in opened(one(Slide(1, 0, "Empty", (empty,)))).slides[0].shapes)


def test_a_cell_of_several_lines_keeps_them() -> None:
    grid = Grid(0, 0, (100, 100), 40, ("A long\nhead", "B"), (("one\ntwo", "3"),), 12)
    table = next(shape.table for shape in opened(one(Slide(1, 0, "", (grid,)))).slides[0].shapes if shape.has_table)
    assert table.cell(1, 0).text == "one\vtwo"
    assert (table.rows[0].height, table.rows[1].height) == (Pt(2 * 12 * 1.25 + 8), Pt(40))


def test_what_is_faded_is_seen_through() -> None:
    made = opened(one(scene(1, faded=40))).slides[0]
    for shape in all_shapes(made.shapes):
        if shape.name.startswith("company:") or glued(shape):
            assert (
                shape.element.find(f".//{qn('a:alpha')}") is not None
                or shape.element.find(f".//{qn('a:alphaModFix')}") is not None
            )


def test_the_same_deck_gives_the_same_bytes() -> None:
    deck = sample_deck()
    first = pptx_bytes(deck)
    assert pptx_bytes(deck) == first
    packed = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in packed.namelist():
        if name.endswith(".xlsx"):
            inner = zipfile.ZipFile(io.BytesIO(packed.read(name)))
            assert "2026-11-23T08:30:00Z" in inner.read("docProps/core.xml").decode()


def test_the_properties_of_the_file() -> None:
    properties = opened(sample_deck()).core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Two visions of the internet", "Desk officer", "en",
    )  # fmt: skip
    assert (properties.category, properties.keywords) == ("TLP:GREEN", "cyber, norms")
    assert properties.created == properties.modified == datetime(2026, 11, 23, 8, 30)
    assert opened(Deck("", (), stamp="nonsense")).core_properties.created == datetime(1980, 1, 1)


def test_hostile_text_is_text() -> None:
    text = Text(
        "prose", 0, 0, 100, 100, (Paragraph(((Run(HOSTILE, url="javascript:alert(1)"),),), HOSTILE),), 12, HOSTILE
    )
    shape = Shape(HOSTILE, HOSTILE, 50, 50, 20, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    tie = Connector(HOSTILE, HOSTILE, (0, 0), (9, 9), HOSTILE, 1, label=HOSTILE, sentences=(HOSTILE,))
    chart = Chart(
        0, 0, 99, 99, "bar", (HOSTILE, "b"), (ChartSeries(HOSTILE, (1.0, math.inf, 3.0), HOSTILE),), 9, HOSTILE
    )
    grid = Grid(0, 0, (50, 50), 20, (HOSTILE,), ((HOSTILE,), ("a", "b", "c", "d")), 9)
    title = Text("title", 0, 0, 100, 100, (Paragraph(((Run(HOSTILE),),)),), 12, "")
    label = Text("label", 0, 0, 10, 10, (Paragraph(((Run(HOSTILE),),)),), 12, "", of=HOSTILE)
    slide = Slide(1, 0, HOSTILE, (title, tie, shape, text, label, chart, grid), HOSTILE, HOSTILE, HOSTILE)
    deck = Deck(HOSTILE, (slide,), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
    made = opened(deck).slides[0]
    told = made.shapes.title.text_frame.text
    assert told.startswith("<a:t>&amp;\"'{{7*7}} =cmd|' /C calc'!A0 _x0041_ ")
    assert told.endswith("]]> $\\#  end")
    assert not [relation for relation in made.part.rels.values() if relation.is_external]


def test_only_addresses_of_the_web_are_links() -> None:
    urls = ("file:///etc/passwd", "javascript:x", "https://a.example/ b", "https://a.example/<", "https://a.example/ok")
    runs = tuple(Run("x", url=url) for url in urls)
    text = Text("footnote", 0, 0, 100, 100, (Paragraph((runs,)),), 12, "")
    made = opened(one(Slide(1, 0, "", (text,)))).slides[0]
    assert [relation.target_ref for relation in made.part.rels.values() if relation.is_external] == [urls[-1]]


# Templates --------------------------------------------------------------------------------------------------------


def template(*, titles: bool = True, width: int = 9_144_000) -> bytes:
    """A presentation of 4:3 with slides of its own."""
    presentation = Presentation()
    presentation.slide_width = Emu(width)
    for _ in range(2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[0])
        slide.shapes.title.text_frame.text = "An old slide"
    if not titles:
        for layout in presentation.slide_layouts:
            for placeholder in list(layout.placeholders):
                placeholder.element.getparent().remove(placeholder.element)
    saved = io.BytesIO()
    presentation.save(saved)
    return saved.getvalue()


def test_a_template_gives_its_faces_its_colours_and_its_size(tmp_path: Path) -> None:
    path = tmp_path / "ministry.pptx"
    path.write_bytes(template())
    deck = sample_deck()
    made = opened(deck, path)
    assert (made.slide_width, made.slide_height) == (9_144_000, 6_858_000)
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [slide.title for slide in deck.slides]
    assert "An old slide" not in str(
        [part.blob for part in made.part.package.iter_parts() if "slides/" in part.partname]
    )
    title = made.slides[1].shapes.title
    assert title.text_frame.paragraphs[0].runs[0].font.size == Pt(28 * 0.75)
    assert title.element.find(f".//{qn('a:solidFill')}") is None
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
    theme = made.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    ).blob.decode()
    assert "Calibri" in theme
    assert pptx_bytes(deck, path) == pptx_bytes(deck, path.read_bytes())


def test_a_template_without_a_title_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "ministry.pptx"
    path.write_bytes(template(titles=False))
    with pytest.raises(
        InputError, match=r"ministry\.pptx: found layouts without a title: 'Title Slide'.*expected one layout"
    ):
        pptx_bytes(sample_deck(), path)


def test_what_is_no_template_is_refused_by_name(tmp_path: Path) -> None:
    good = template()
    broken = tmp_path / "broken.pptx"
    for data in (
        b"",
        b"no zip",
        good[: len(good) // 2],
        _emptied(good),
        _without(good, "ppt/slideMasters/slideMaster1.xml"),
    ):
        broken.write_bytes(data)
        with pytest.raises(InputError, match=r"broken\.pptx: found"):
            pptx_bytes(sample_deck(), broken)
    for missing in (tmp_path / "missing.pptx", tmp_path):
        with pytest.raises(InputError, match="no file that can be read"):
            pptx_bytes(sample_deck(), missing)


def _emptied(data: bytes) -> bytes:
    """The same entries with nothing in them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as written:
        for name in given.namelist():
            written.writestr(name, b"")
    return made.getvalue()


def _without(data: bytes, left_out: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as written:
        for name in given.namelist():
            if name != left_out:
                written.writestr(name, given.read(name))
    return made.getvalue()
