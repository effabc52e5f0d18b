"""Slides: everything that must stand on them does, in its place, and nothing that a text holds breaks one."""

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.briefings.bodies import MOST_DRAWN, too_big
from explorer.briefings.briefing import Briefing, Caption, Scene, Show, Step
from explorer.briefings.redrawn import redrawn
from explorer.briefings.shown import Series, Shown, ShownChart, ShownTable, ShownTie, Source
from explorer.briefings.slide import HEIGHT, WIDTH, Chart, Connector, Deck, Grid, Shape, Sign, Slide, Text
from explorer.briefings.slides import deck
from explorer.briefings.typesetting import LEADING
from explorer.export.lettering import width
from explorer.graph.colours import THEMES, contrast
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode, LegendEntry
from tests.explorer.briefings.drawings import shown_graph

SHOW = Show(entities=("state:N0",))
PROSE = "In 2018 **two** texts went to the General Assembly.\n\n- Russia brought one.\n- The United States the other."


def briefing(*scenes: Scene, **more: str) -> Briefing:
    return Briefing.model_validate({"name": "two", "title": "Two visions", "scenes": scenes, **more})


def texts(slide: Slide, *roles: str) -> list[Text]:
    return [each for each in slide.elements if isinstance(each, Text) and (not roles or each.role in roles)]


def said(slide: Slide, *roles: str) -> str:
    lines = (line for text in texts(slide, *roles) for each in text.paragraphs for line in each.lines)
    return " ".join("".join(run.text for run in line) for line in lines)


def scene_slides(made: Deck, number: int) -> list[Slide]:
    return [slide for slide in made.slides if slide.scene == number]


def boxes(slide: Slide) -> Iterable[tuple[float, float, float, float]]:
    for each in slide.elements:
        match each:
            case Text():
                yield each.x, each.y, each.x + each.width, each.y + each.height
            case Grid():
                head = max(text.count("\n") + 1 for text in each.head) * each.size * LEADING + 8
                yield each.x, each.y, each.x + sum(each.widths), each.y + head + each.row_height * len(each.rows)
            case Chart():
                yield each.x, each.y, each.x + each.width, each.y + each.height


def well_laid_out(made: Deck) -> None:
    """On every slide: no text, table or chart on another, nothing beyond the slide, every line within its box."""
    for slide in made.slides:
        placed = list(boxes(slide))
        for left, top, right, bottom in placed:
            assert -0.01 <= left <= right <= WIDTH + 0.01, slide.title
            assert -0.01 <= top <= bottom <= HEIGHT + 0.01, slide.title
        for one, other in combinations(placed, 2):
            apart = (
                one[2] <= other[0] + 0.1
                or other[2] <= one[0] + 0.1
                or one[3] <= other[1] + 0.1
                or other[3] <= one[1] + 0.1
            )
            assert apart, (slide.title, one, other)
        for text in texts(slide):
            for paragraph in text.paragraphs:
                for line in paragraph.lines:
                    wide = sum(width(run.text, text.size, bold=run.bold) for run in line)
                    assert wide + paragraph.indent <= text.width + 2 or sum(len(run.text) for run in line) == 1


def test_the_first_slide_says_what_it_is() -> None:
    made = deck(
        briefing(subtitle="Who stands with whom", audience="the minister", author="Cyber desk", date="2026-11-24"), {}
    )
    assert len(made.slides) == 1
    words = said(made.slides[0])
    for wanted in ("Two visions", "Who stands with whom", "For the minister", "Cyber desk", "24 November 2026"):
        assert wanted in words
    assert (made.title, made.author, made.stamp) == ("Two visions", "Cyber desk", "2026-11-24T00:00:00Z")


def test_a_scene_has_its_heading_picture_prose_legend_sources_stamp_and_marking() -> None:
    shown = shown_graph(12)
    scene = Scene(heading="Who signed", prose=PROSE, show=SHOW, at="2018-11-12", notes="Speak *slowly*.")
    made = deck(briefing(scene, marking="TLP:GREEN"), {1: shown})
    well_laid_out(made)
    (slide,) = scene_slides(made, 1)
    assert shown.drawing
    assert said(slide, "title") == "Who signed"
    assert "two texts went to the General Assembly" in said(slide, "prose")
    assert len([each for each in slide.elements if isinstance(each, Shape)]) == 12
    assert len([each for each in slide.elements if isinstance(each, Connector)]) == len(shown.drawing.lines)
    assert said(slide, "legend").startswith("States (12) joins: ")
    assert said(slide, "legend").endswith(f" ({len(shown.drawing.lines)})")
    assert [isinstance(each, Sign) for each in slide.elements].count(True) == 2
    whole, sure = len(shown.ties), shown.verified
    assert said(slide, "stamp") == (
        f"As of 12 November 2018 · {sure} of {whole} ties verified · As of the load of 23 November 2026, alive"
    )
    assert "1 Record 0" in said(slide, "footnote")
    assert [each.y < 30 for each in texts(slide, "marking")] == [True, False]
    assert {said(each, "marking") for each in made.slides} == {"TLP:GREEN TLP:GREEN"}
    assert slide.notes.startswith("Speak *slowly*.")
    assert "12 entities" in slide.alt
    assert texts(slide, "title")[0].size == 28
    assert all(text.size >= 16 for text in texts(slide, "prose", "say"))
    assert all(text.size >= 11 for text in texts(slide, "label", "legend"))
    assert "2 / 3" in said(slide, "note")


def test_a_frozen_scene_says_since_when() -> None:
    made = deck(briefing(Scene(heading="x", show=SHOW, frozen=True)), {1: shown_graph(3)})
    assert "As of the load of 23 November 2026, frozen on 24 November 2026" in said(made.slides[1], "stamp")


def test_steps_bring_some_forward_in_the_same_places() -> None:
    steps = (Step(bring=("state:N0", "state:N1"), say="These two began it"), Step(bring=("state:N2",)))
    made = deck(briefing(Scene(heading="x", show=SHOW, steps=steps)), {1: shown_graph(8, lines=20)})
    well_laid_out(made)
    whole, first, second = scene_slides(made, 1)
    assert [slide.step for slide in (whole, first, second)] == [0, 1, 2]
    forward = [
        {each.id for each in slide.elements if isinstance(each, Shape) and not each.faded} for slide in (first, second)
    ]
    assert forward == [{"state:N0", "state:N1"}, {"state:N2"}]
    places = [
        {each.id: (each.x, each.y) for each in slide.elements if isinstance(each, Shape)}
        for slide in (whole, first, second)
    ]
    assert places[0] == places[1] == places[2]
    assert said(first, "say") == "These two began it"
    for line in first.elements:
        if isinstance(line, Connector):
            assert line.faded == (not {line.source, line.target} <= {"state:N0", "state:N1"})


def test_a_step_that_brings_forward_what_is_gone_says_so() -> None:
    steps = (Step(bring=("state:N0", "state:X9")),)
    made = deck(briefing(Scene(heading="x", show=SHOW, steps=steps)), {1: shown_graph(4)})
    assert made.slides[2].notes == "This step brings forward what is not shown: state:X9."
    assert made.slides[1].notes == ""


def test_lines_tell_their_ties_with_the_number_of_the_source() -> None:
    made = deck(briefing(Scene(heading="x", show=SHOW)), {1: shown_graph(4, lines=3)})
    lines = [each for each in made.slides[1].elements if isinstance(each, Connector)]
    assert all(sentence.endswith("]") for line in lines for sentence in line.sentences)
    assert lines[0].sentences[0].startswith("state:N")


def test_sources_of_all_scenes_are_numbered_once_and_listed_with_their_links() -> None:
    scenes = (Scene(heading="a", show=SHOW), Scene(heading="b", show=SHOW))
    other = shown_graph(4).model_copy(
        update={"sources": (Source(title="Record 1", url="https://example.org/1"), Source(title="B"))}
    )
    made = deck(briefing(*scenes), {1: shown_graph(4), 2: other})
    last = made.slides[-1]
    assert last.scene == 3
    runs = [run for text in texts(last, "footnote") for each in text.paragraphs for line in each.lines for run in line]
    assert {run.url for run in runs if run.url} == {f"https://example.org/{at}" for at in range(5)}
    assert "6 B" in said(last)
    assert said(made.slides[2], "footnote") == "Sources: 2 Record 1 · 6 B"


def test_many_sources_take_several_slides() -> None:
    sources = tuple(Source(title=f"Source {at}", url=f"https://example.org/{'long-' * 9}{at}") for at in range(200))
    made = deck(briefing(Scene(heading="x", show=SHOW)), {1: shown_graph(3).model_copy(update={"sources": sources})})
    well_laid_out(made)
    assert len(scene_slides(made, 2)) > 2
    assert "at the end" in said(made.slides[1], "footnote")


def test_long_prose_goes_on_and_short_prose_stands_below() -> None:
    scenes = (Scene(heading="a", prose=PROSE * 12, show=SHOW), Scene(heading="b", prose="Short.", show=SHOW))
    made = deck(briefing(*scenes), {1: shown_graph(20), 2: shown_graph(20)})
    well_laid_out(made)
    assert len(scene_slides(made, 1)) > 1
    assert scene_slides(made, 1)[0].elements[0] == texts(scene_slides(made, 1)[0], "title")[0]
    (below,) = texts(scene_slides(made, 2)[0], "prose")
    assert below.y > 440
    assert said(scene_slides(made, 1)[1], "title") == f"a (2 of {len(scene_slides(made, 1))})"


def test_a_long_table_is_split_and_says_so() -> None:
    rows = tuple((f"State {at}", at, 0.5, None, True) for at in range(60))
    table = ShownTable(columns=("Name", "Number", "Share", "Nothing", "Sure"), rows=rows, whole=100)
    made = deck(briefing(Scene(heading="All", prose="Short.", show=SHOW)), {1: Shown(table=table)})
    well_laid_out(made)
    slides = scene_slides(made, 1)
    grids = [each for slide in slides for each in slide.elements if isinstance(each, Grid)]
    assert len(grids) > len(slides) > 1  # parts of a narrow table stand side by side
    assert len({grid.size for grid in grids}) == 1
    assert [row[0] for grid in grids for row in grid.rows] == [f"State {at}" for at in range(60)]
    assert grids[0].rows[3] == ("State 3", "3", "0.5", "", "yes")
    assert grids[0].numbers == (1, 2)
    assert said(slides[0], "title") == f"All (1 of {len(slides)})"
    assert "The first 60 of 100 rows." in said(slides[0], "note")


@pytest.mark.parametrize("letters", range(38, 66))
def test_the_number_of_a_part_never_pushes_the_heading_into_the_content(letters: int) -> None:
    table = ShownTable(columns=("A",), rows=tuple((str(at),) for at in range(40)), whole=40)
    heading = ("word " * 20)[:letters]
    well_laid_out(deck(briefing(Scene(heading=heading, show=SHOW)), {1: Shown(table=table)}))


def test_long_cells_have_several_lines_and_end_in_an_ellipsis() -> None:
    table = ShownTable(columns=("A", "B"), rows=tuple(("x", "word " * 200) for _ in range(9)), whole=9)
    made = deck(briefing(Scene(heading="x", show=SHOW)), {1: Shown(table=table)})
    well_laid_out(made)
    grid = next(each for each in made.slides[1].elements if isinstance(each, Grid))
    assert "\n" in grid.rows[0][1]
    assert grid.rows[0][1].endswith("…")


def test_a_chart_of_several_series_has_its_legend_beside_it() -> None:
    series = (Series(name="yes", values=(1, 2)), Series(name="no", values=(None, 3)))
    chart = ShownChart(sort="stacked", categories=("2018", "2019"), series=series, y_title="Votes")
    made = deck(briefing(Scene(heading="x", prose=PROSE, show=SHOW), theme="dark"), {1: Shown(chart=chart)})
    well_laid_out(made)
    drawn = next(each for each in made.slides[1].elements if isinstance(each, Chart))
    assert drawn.categories == ("2018", "2019")
    assert [each.values for each in drawn.series] == [(1, 2), (None, 3)]
    assert said(made.slides[1], "legend") == "yes no"
    assert drawn.colour == THEMES["dark"].ink


def test_a_scene_that_is_too_big_says_so_and_what_to_leave_out() -> None:
    shown = shown_graph(MOST_DRAWN + 1)
    made = deck(briefing(Scene(heading="x", show=SHOW, steps=(Step(bring=("state:N0",)),))), {1: shown})
    well_laid_out(made)
    (slide,) = scene_slides(made, 1)
    assert not [each for each in slide.elements if isinstance(each, Shape)]
    assert "This scene shows 61 entities; a slide has room for 60." in said(slide, "prose")
    assert "Its 1 step can't be drawn either." in said(slide, "prose")
    assert too_big(shown)[0] in said(slide, "prose")
    assert too_big(shown_graph(MOST_DRAWN)) == []
    assert too_big(Shown()) == []


def test_three_thousand_entities_are_too_big_and_raise_nothing() -> None:
    well_laid_out(deck(briefing(Scene(heading="x", show=SHOW)), {1: shown_graph(3_000)}))


def test_the_few_rows_of_a_table_are_large_and_no_cell_is_broken() -> None:
    table = ShownTable(columns=("Side", "Yes"), rows=(("signed", 72), ("did not sign", 12)), whole=2)
    made = deck(briefing(Scene(heading="All", show=SHOW)), {1: Shown(table=table)})
    well_laid_out(made)
    (grid,) = [each for each in made.slides[1].elements if isinstance(each, Grid)]
    assert grid.size == 24
    assert not any("\n" in cell for row in grid.rows for cell in row)


def test_the_legend_says_what_the_lines_are() -> None:
    """Of each stance the ties, those that most lines have first; votes by how they were cast."""
    node = {"size": 20, "shape": "ellipse", "colour": "#000000", "label": "x"}
    nodes = tuple(DrawnNode(id=f"a:{each}", x=at * 90.0, y=at * at * 9.0, **node) for at, each in enumerate("abcd"))
    ends = [("a", "d", "joins"), ("b", "d", "joins"), ("c", "d", "divides")]
    lines = tuple(
        DrawnLine(source=f"a:{one}", target=f"a:{other}", colour="#000000", width=1, label="voted on", stance=stance)
        for one, other, stance in ends
    )
    legend = tuple(
        LegendEntry(kind="line", colour="#000000", label=label, count=1, stance=stance)
        for label, stance in (("joins the two", "joins"), ("divides the two", "divides"))
    )
    ties = tuple(
        ShownTie(id=f"{at}", relation="VOTED", source=f"a:{one}", target="a:d", sentence="", value=value)
        for at, (one, value) in enumerate((("a", "yes"), ("b", "yes"), ("c", "no")))
    )
    shown = Shown(drawing=Drawing(nodes=nodes, lines=lines, legend=legend), ties=ties)
    made = deck(briefing(Scene(heading="x", show=SHOW)), {1: shown})
    assert said(made.slides[1], "legend") == "joins: voted yes (1) divides: voted no (1)"


def test_what_was_not_read_and_what_is_empty_says_so() -> None:
    scenes = (
        Scene(heading="a", show=SHOW),
        Scene(heading="b", show=SHOW),
        Scene(heading="c", prose=PROSE),
        Scene(heading=""),
    )
    made = deck(briefing(*scenes), {2: Shown(notes=("No path leads there.",))})
    well_laid_out(made)
    assert "was not read" in said(scene_slides(made, 1)[0])
    assert "No path leads there." in said(scene_slides(made, 2)[0])
    assert "two texts" in said(scene_slides(made, 3)[0], "prose")
    assert texts(scene_slides(made, 3)[0], "prose")[0].size == 28
    assert len(scene_slides(made, 4)) == 1


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_every_theme_can_be_read(theme: str) -> None:
    made = deck(briefing(Scene(heading="x", prose=PROSE, show=SHOW), theme=theme), {1: shown_graph(5)})
    paper = THEMES[theme].paper
    for slide in made.slides:
        assert slide.paper == paper
        assert all(contrast(text.colour, paper) >= 4.5 for text in texts(slide))
        assert all(contrast(each.fill, paper) >= 3 for each in slide.elements if isinstance(each, Shape))


def test_captions_stand_near_with_a_line_and_those_without_an_entity_are_told() -> None:
    captions = (
        Caption(text="The first", entity="state:N1"),
        Caption(text="Gone", entity="state:X9"),
        Caption(text="There", at=(0, 0)),
    )
    made = deck(briefing(Scene(heading="x", show=SHOW, captions=captions)), {1: shown_graph(10)})
    well_laid_out(made)
    assert {said(made.slides[1], "caption")} == {"The first There"}
    assert "A caption is about state:X9, which is not shown." in made.slides[1].notes


def test_the_places_of_the_scene_come_first() -> None:
    shown = shown_graph(3, lines=2)
    places = {"state:N0": (0.0, 0.0), "state:N1": (100.0, 0.0), "state:N2": (0.0, 100.0)}
    made = deck(briefing(Scene(heading="x", show=SHOW, places=places)), {1: shown})
    at = {each.id: (each.x, each.y) for each in made.slides[1].elements if isinstance(each, Shape)}
    assert at["state:N0"][1] == pytest.approx(at["state:N1"][1], abs=0.1)
    assert at["state:N0"][0] == pytest.approx(at["state:N2"][0], abs=0.1)
    across, down = at["state:N1"][0] - at["state:N0"][0], at["state:N2"][1] - at["state:N0"][1]
    assert across == pytest.approx(down, abs=0.5)


def test_flags_and_initials_are_worn_where_the_scene_asks_for_them() -> None:
    shown = shown_graph(4)
    named = shown.model_copy(
        update={
            "entities": tuple(
                each.model_copy(update={"flag": "fr" if at else "", "name": "Cyber Tech Accord"})
                for at, each in enumerate(shown.entities)
            )
        }
    )
    plain = deck(briefing(Scene(heading="x", show=SHOW)), {1: named})
    worn = deck(briefing(Scene.model_validate({"heading": "x", "show": SHOW, "style": {"flags": True}})), {1: named})
    assert not any(each.flag or each.initials for each in plain.slides[1].elements if isinstance(each, Shape))
    assert {(each.flag, each.initials) for each in worn.slides[1].elements if isinstance(each, Shape)} >= {
        ("fr", "CTA")
    }


HOSTILE = [
    "<script>",
    "\x00\x1b[31m",
    "\u202egnp.exe",
    "=1+1",
    "#let x = 1",
    "\\input{x}",
    "$x$",
    '"]',
    "{{7*7}}",
    "\ud800",
    "ש" * 200,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_text(text: str) -> None:
    shown = shown_graph(4).model_copy(update={"notes": (text,)})
    assert shown.drawing
    nodes = tuple(node.model_copy(update={"label": text}) for node in shown.drawing.nodes)
    shown = shown.model_copy(update={"drawing": shown.drawing.model_copy(update={"nodes": nodes, "date": text})})
    shown = shown.model_copy(update={"sources": (Source(title=text, url=text),)})
    table = Shown(table=ShownTable(columns=(text, ""), rows=((text, text),), whole=1))
    scene = {
        "heading": text,
        "prose": text,
        "notes": text,
        "show": SHOW,
        "captions": (Caption(text=text, entity="state:N1"),),
    }
    scenes = (
        Scene.model_construct(
            **{**Scene(heading="x").__dict__, **scene, "steps": (Step.model_construct(bring=("state:N0",), say=text),)}
        ),
    ) * 2
    fields = dict.fromkeys(("title", "subtitle", "audience", "author", "marking"), text)
    whole = Briefing.model_construct(**{**Briefing(name="x", title="x").__dict__, **fields, "scenes": scenes})
    made = deck(whole, {1: shown, 2: table})
    well_laid_out(made)
    for slide in made.slides:
        for each in (said(slide), slide.title, slide.alt):
            assert all(letter.isprintable() for letter in each)
            assert "\u202e" not in each
        assert all(letter.isprintable() or letter == "\n" for letter in slide.notes)
        each_url = [run.url for t in texts(slide) for p in t.paragraphs for line in p.lines for run in line if run.url]
        assert all(url.startswith(("http://", "https://", "mailto:")) for url in each_url)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 61), st.integers(0, 1000), st.text(max_size=200), st.text(max_size=900), st.text(max_size=200),
    st.sampled_from([1.0, 0.1, 0.0]),
)  # fmt: skip
def test_any_scene_is_laid_out(number: int, seed: int, heading: str, prose: str, caption: str, crowd: float) -> None:
    shown = shown_graph(number, seed, 2 * number if number > 1 else 0, crowd=crowd)
    scene = Scene(heading=heading, prose=prose, show=SHOW, captions=(Caption(text=caption, entity="state:N1"),))
    well_laid_out(deck(briefing(scene), {1: shown}))


def test_the_same_arguments_give_the_same_slides() -> None:
    scene = Scene(heading="x", prose=PROSE, show=SHOW)
    assert deck(briefing(scene), {1: shown_graph(20)}) == deck(briefing(scene), {1: shown_graph(20)})


def test_the_clock_of_reading_stands_on_no_slide_that_is_alive() -> None:
    one, other = shown_graph(5), shown_graph(5).model_copy(update={"read": "2030-01-01T00:00:00Z"})
    scene = Scene(heading="x", show=SHOW)
    assert deck(briefing(scene), {1: one}) == deck(briefing(scene), {1: other})


def test_what_is_new_and_what_is_gone_stands_out() -> None:
    before = shown_graph(6, lines=8)
    assert before.drawing
    gone, *kept = before.ties
    new = ShownTie(id="new", relation="SIGNED", source=kept[0].source, target=kept[0].target, sentence="new")
    lines = before.drawing.lines[1:]
    after = before.model_copy(
        update={"ties": (*kept, new), "drawing": before.drawing.model_copy(update={"lines": lines})}
    )
    found = redrawn(before, after)
    assert found.drawing
    told = {(line.source, line.target): line for line in found.drawing.lines}
    assert told[gone.source, gone.target].label == "ended"
    assert told[new.source, new.target].label == "new"
    assert {line.faded for line in told.values()} == {True, False}
    assert redrawn(before, before) == before
    well_laid_out(deck(briefing(Scene(heading="x", show=SHOW)), {1: found}))
