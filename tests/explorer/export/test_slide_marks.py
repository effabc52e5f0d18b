import math
from typing import TypeVar

import pytest

from explorer.briefings.slide import (
    Chart,
    ChartSeries,
    Connector,
    Element,
    Grid,
    Paragraph,
    Run,
    Shape,
    Sign,
    Slide,
    Text,
)
from explorer.export.charts import ticks_of
from explorer.export.marks import Box, Circle, Flag, Mark, Path, Words
from explorer.export.slide_marks import groups, texts
from tests.explorer.export.sample_deck import sample_deck

Sort = TypeVar("Sort", Path, Circle, Box, Flag, Words)


def marks(*elements: Element) -> list[Mark]:
    return [mark for group in groups(Slide(1, 0, "", elements)) for part in group.parts for mark in part.marks]


def of(sort: type[Sort], found: list[Mark]) -> list[Sort]:
    return [mark for mark in found if isinstance(mark, sort)]


def text(*paragraphs: Paragraph, align: str = "left", halo: str = "") -> Text:
    return Text("prose", 100, 50, 300, 200, paragraphs, 20, "#000000", align, halo)  # type: ignore[arg-type]


def line(words: str) -> tuple[Run, ...]:
    return (Run(words),)


def test_neighbours_of_one_sort_are_a_group() -> None:
    names = [group.name for group in groups(sample_deck().slides[1])]
    assert names == [
        "marking", "heading", "rules", "heading", "lines", "nodes", "labels", "prose", "legend", "notes",
    ]  # fmt: skip


def test_lines_of_text_stand_a_quarter_more_than_their_size_apart() -> None:
    first, second, third = of(Words, marks(text(Paragraph((line("a"), line("b"))), Paragraph((line("c"),), gap=8))))
    assert (first.x, first.anchor) == (100, "start")
    assert 50 + 25 / 2 < first.y < 50 + 25
    assert second.y == pytest.approx(first.y + 25)
    assert third.y == pytest.approx(second.y + 25 + 8)


@pytest.mark.parametrize(
    ("align", "rtl", "indent", "expected"),
    [
        ("left", False, 0, (100, "start")), ("left", False, 24, (124, "start")), ("center", False, 0, (250, "middle")),
        ("right", False, 0, (400, "end")), ("right", True, 0, (400, "end")), ("right", True, 24, (376, "end")),
        ("left", True, 0, (100, "start")), ("center", True, 0, (250, "middle")),
    ],
)  # fmt: skip
def test_where_a_line_begins(align: str, rtl: bool, indent: float, expected: tuple[float, str]) -> None:
    (found,) = of(Words, marks(text(Paragraph((line("a"),), rtl=rtl, indent=indent), align=align)))
    assert (found.x, found.anchor, found.rtl) == (*expected, rtl)


@pytest.mark.parametrize(("rtl", "expected"), [(False, (100, "start", 124)), (True, (400, "end", 376))])
def test_a_bullet_stands_before_the_indent(rtl: bool, expected: tuple[float, str, float]) -> None:
    bullet, first, _ = of(Words, marks(text(Paragraph((line("a"), line("b")), "•", rtl=rtl, indent=24))))
    assert (bullet.x, bullet.anchor, first.x) == expected
    assert (bullet.runs[0].text, bullet.y) == ("•", first.y)


def test_halos_lie_below_all_lines_of_their_text() -> None:
    found = marks(text(Paragraph((line("first line"), line("second line"))), align="center", halo="#ffffff"))
    assert [type(mark) for mark in found] == [Box, Box, Words, Words]
    halo, words = found[0], found[2]
    assert isinstance(halo, Box)
    assert isinstance(words, Words)
    assert halo.x < words.x - words.across / 2
    assert halo.x + halo.width > words.x + words.across / 2
    assert halo.y < words.y - 14
    assert halo.y + halo.height > words.y + 4


def test_signs_that_no_file_holds_or_that_turn_text_are_taken_out() -> None:
    hostile = "a\x00b\x1b\u202ec\u2066\ud800\ufffe\u2028d"
    grid = Grid(0, 0, (100,), 20, (hostile,), ((hostile,),), 12)
    shape = Shape("company:x", "ellipse", 0, 0, 30, "#000000", "#ffffff", "", initials=hostile)
    written = {
        run.text for words in of(Words, marks(text(Paragraph((line(hostile),))), grid, shape)) for run in words.runs
    }
    assert written == {"a b c d"}


def test_an_entity_is_its_shape_with_its_flag_or_its_initials() -> None:
    def drawn(shape: str, flag: str = "", initials: str = "") -> list[Mark]:
        return marks(Shape("state:x", shape, 50, 60, 20, "#222222", "#ffffff", "X", flag, initials))

    assert drawn("ellipse") == [Circle(50, 60, 10, "#222222", of(Circle, drawn("ellipse"))[0].stroke)]
    assert isinstance(drawn("round-rectangle")[0], Box)
    assert isinstance(drawn("hexagon")[0], Path)
    flag = of(Flag, drawn("ellipse", "fr", "FR"))[0]
    assert isinstance(flag.area, Circle)
    assert flag.area.radius < 10
    boxed = of(Flag, drawn("star", "fr"))[0].area
    assert isinstance(boxed, Box)
    assert (boxed.x + boxed.width / 2, boxed.y + boxed.height / 2) == (50, 60)
    (initials,) = of(Words, drawn("ellipse", initials="MS"))
    assert (initials.x, initials.anchor, initials.colour) == (50, "middle", "#ffffff")


@pytest.mark.parametrize(("arrows", "count"), [("none", 0), ("source", 1), ("target", 1), ("both", 2)])
@pytest.mark.parametrize("divides", [False, True])
def test_arrows_stand_in_the_middle_of_a_line(arrows: str, count: int, divides: bool) -> None:
    tie = Connector("a", "b", (10, 20), (110, 20), "#000000", 1.2, arrows=arrows, divides=divides)  # type: ignore[arg-type]
    drawn, *heads = of(Path, marks(tie))
    assert drawn.points == ((10, 20), (110, 20))
    assert [len(head.points) for head in heads] == [4 if divides else 3] * count
    if heads:
        middle = sum(x for head in heads for x, _ in head.points) / sum(len(head.points) for head in heads)
        assert middle == pytest.approx(60, abs=2)


def test_a_line_of_no_length_has_no_arrow() -> None:
    assert len(marks(Connector("a", "a", (10, 20), (10, 20), "#000000", 1.2, arrows="both"))) == 1


def test_what_is_faded_is_pale() -> None:
    faded = marks(
        Shape("a:b", "ellipse", 0, 0, 10, "#000000", "#ffffff", "", faded=True),
        Connector("a", "b", (0, 0), (9, 9), "#000000", 1, faded=True),
        Text("label", 0, 0, 10, 10, (Paragraph((line("a"),)),), 10, "#000000", faded=True),
    )
    paper, *others = faded
    assert isinstance(paper, Circle)
    assert (paper.fill, paper.opacity) == ("#ffffff", 1.0)  # below the shape, so that no line shines through
    assert all(mark.opacity < 0.5 for mark in others)


def test_a_sign_is_a_shape_or_a_piece_of_line() -> None:
    assert [type(mark) for mark in marks(Sign(10, 10, 12, "#000000", "diamond"))] == [Path]
    assert [len(mark.points) for mark in of(Path, marks(Sign(10, 10, 30, "#000000", divides=True)))] == [2, 4]


def test_a_table_has_a_rule_below_each_row_and_numbers_on_the_right() -> None:
    grid = Grid(40, 100, (200, 80), 26, ("Name", "Ties\nin all"), (("Huawei", "7"), ("ישראל", "12")), 14, (1,))
    found = marks(grid)
    rules = [path.points[0][1] for path in of(Path, found)]
    assert rules == pytest.approx([143, 169, 195])
    cells = {words.runs[0].text: words for words in of(Words, found)}
    assert (cells["Huawei"].anchor, cells["7"].anchor, cells["7"].x) == ("start", "end", 316)
    assert cells["ישראל"].rtl
    assert cells["in all"].y == pytest.approx(cells["Ties"].y + 17.5)
    assert cells["Name"].y < 143 < cells["Huawei"].y < 169


def chart(sort: str, categories: tuple[str, ...], *values: tuple[float | None, ...]) -> list[Mark]:
    colours = ("#111111", "#222222")
    series = tuple(ChartSeries(f"s{at}", row, colours[at]) for at, row in enumerate(values))
    return marks(Chart(0, 0, 400, 200, sort, categories, series, 10, "Year", "Ties"))  # type: ignore[arg-type]


def test_bars_are_as_high_as_their_figures() -> None:
    one, two, down = of(Box, chart("bar", ("a", "b", "c"), (2.0, 4.0, -1.0)))
    assert two.height == pytest.approx(2 * one.height)
    assert down.height == pytest.approx(one.height / 2)
    assert one.y + one.height == pytest.approx(down.y)
    assert (one.x < two.x < down.x, one.width) == (True, two.width)


def test_bars_with_long_names_lie() -> None:
    one, two = of(
        Box, chart("bar", ("A name that is rather long", "Another that is longer still, and by far"), (2.0, 4.0))
    )
    assert two.width == pytest.approx(2 * one.width)
    assert one.x == pytest.approx(two.x)
    assert one.y < two.y


def test_stacked_bars_stand_on_one_another() -> None:
    found = of(Box, chart("stacked", ("a",), (2.0,), (3.0,)))
    assert [box.fill for box in found] == ["#111111", "#222222"]
    assert found[1].y + found[1].height == pytest.approx(found[0].y)
    assert found[1].height == pytest.approx(1.5 * found[0].height)


def test_a_line_is_thin_where_a_figure_lacks() -> None:
    found = chart("line", ("1", "2", "3", "4", "5"), (1.0, 2.0, None, 3.0, 1.0))
    lines = [path for path in of(Path, found) if path.stroke and path.stroke.colour == "#111111"]
    assert ([path.stroke.width for path in lines if path.stroke], len(of(Circle, found))) == ([2.2, 1.1, 2.2], 4)
    scattered = chart("scatter", ("1", "2"), (1.0, 2.0))
    assert [path for path in of(Path, scattered) if path.stroke and path.stroke.colour == "#111111"] == []


def test_everything_of_a_chart_stays_in_its_box() -> None:
    names = tuple(f"Category {at} with a long name" for at in range(40))
    for sort in ("bar", "stacked", "line", "scatter"):
        found = chart(sort, names, tuple(float(at * 1_000_000) for at in range(40)))
        points = [point for path in of(Path, found) for point in path.points]
        points += [(box.x + box.width, box.y + box.height) for box in of(Box, found)]
        lefts = {"start": 0.0, "middle": 0.5, "end": 1.0}
        for words in of(Words, found):
            left = words.x - lefts[words.anchor] * words.across
            points += [(left, words.y), (left + words.across, words.y)]
        assert all(-5 <= x <= 405 and -1 <= y <= 201 for x, y in points), sort


@pytest.mark.parametrize("values", [(), (None, None), (0.0, 0.0), (math.nan, math.inf)])
def test_a_chart_without_figures_is_its_axes(values: tuple[float | None, ...]) -> None:
    found = chart("bar", ("a", "b"), values)
    assert of(Box, found) == []
    assert of(Path, found) != []
    assert [words.runs[0].text for words in of(Words, found) if words.runs[0].text in "ab"] == ["a", "b"]


def test_a_chart_without_categories_is_drawn() -> None:
    assert of(Box, chart("bar", (), ())) == []


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (-3, 5, [-4, -2, 0, 2, 4, 6]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (0, 1234, [0, 250, 500, 750, 1000, 1250]),
    ],
)  # fmt: skip
def test_round_figures(low: float, high: float, expected: list[float]) -> None:
    assert ticks_of(low, high) == pytest.approx(expected)


def test_all_that_is_written_is_found() -> None:
    found = " ".join(piece for slide in sample_deck().slides for piece in texts(slide))
    for word in ("中华人民共和国", "الإمارات", "ישראל", "Российская", "Members", "Signatures", "2019", "TLP:GREEN"):
        assert word in found
