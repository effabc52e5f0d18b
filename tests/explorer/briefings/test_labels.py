"""Labels find places: none on another, none on an entity, none beyond the picture."""

import math
import random

import numpy as np
import pytest

from explorer.briefings.briefing import Caption, Scene
from explorer.briefings.fitting import fitted
from explorer.briefings.labels import CLOSE, Label, Named, crossing, overlapping, place, variants
from explorer.briefings.picture import elements, laid_out
from explorer.briefings.shown import Shown
from explorer.briefings.slide import Text
from explorer.export.lettering import width
from explorer.graph.colours import THEMES
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode
from tests.explorer.briefings.drawings import NAMES, shown_graph

AREA = (36.0, 70.0, 650.0, 440.0)
SIZE = 11.0


def disc(identity: str, x: float, y: float, radius: float = 8.0, text: str = "France") -> Named:
    return Named(identity, x, y, radius, variants(text, SIZE, 150), SIZE)


def apart(labels: list[Label], discs: list[Named], area: tuple[float, float, float, float]) -> None:
    """What holds of all labels that are placed."""
    boxes = np.array([label.box for label in labels]).reshape(-1, 4)
    hits = overlapping(boxes, boxes)
    np.fill_diagonal(hits, False)
    assert not hits.any()
    for left, top, right, bottom in boxes:
        assert area[0] <= left
        assert area[1] <= top
        assert right <= area[2]
        assert bottom <= area[3]
        for each in discs:
            x, y = min(max(each.x, left), right), min(max(each.y, top), bottom)
            assert math.hypot(x - each.x, y - each.y) >= each.radius
    leaders = np.array([label.leader for label in labels if label.leader]).reshape(-1, 4)
    owners = [at for at, label in enumerate(labels) if label.leader]
    over = crossing(leaders, boxes)
    assert not [(owner, at) for row, owner in enumerate(owners) for at in np.flatnonzero(over[row]) if at != owner]


def test_a_label_alone_stands_below_its_entity() -> None:
    made, left_out = place([disc("a", 300, 200)], AREA)
    assert left_out == []
    left, top, right, _ = made["a"].box
    assert made["a"].lines == ("France",)
    assert (left + right) / 2 == pytest.approx(300, abs=0.1)
    assert top == pytest.approx(200 + 8 + CLOSE[0], abs=0.1)
    assert right - left == pytest.approx(width("France", SIZE), abs=0.1)
    assert made["a"].leader is None


def test_at_the_lower_rim_it_goes_elsewhere() -> None:
    made, _ = place([disc("a", 300, 430)], AREA)
    assert made["a"].box[3] <= 440


def test_two_that_are_near_get_out_of_each_others_way() -> None:
    both = [disc("a", 300, 200), disc("b", 320, 200)]
    made, left_out = place(both, AREA)
    assert left_out == []
    apart(list(made.values()), both, AREA)


def test_what_has_no_place_is_told() -> None:
    made, left_out = place([disc("a", 50, 75, text="A name that is long")], (40.0, 70.0, 60.0, 90.0))
    assert made == {}
    assert left_out == ["a"]


def test_a_box_that_is_taken_is_left_alone() -> None:
    one = disc("a", 300, 200)
    below = (250.0, 205.0, 350.0, 240.0)
    made, _ = place([one], AREA, taken=[below])
    assert not overlapping(np.array([made["a"].box]), np.array([below])).any()


def test_lines_are_better_not_crossed() -> None:
    lines = np.array([(300.0, 200.0, 300.0, 440.0)])
    made, _ = place([disc("a", 300, 200)], AREA, lines)
    assert not crossing(lines, np.array([made["a"].box])).any()


def test_lines_and_boxes_by_hand() -> None:
    box = np.array([(10.0, 10.0, 20.0, 20.0)])
    through = np.array(
        [(0.0, 15.0, 30.0, 15.0), (15.0, 0.0, 15.0, 30.0), (0.0, 0.0, 30.0, 30.0), (12.0, 12.0, 14.0, 14.0)]
    )
    past = np.array([(0.0, 5.0, 30.0, 5.0), (0.0, 15.0, 9.0, 15.0), (0.0, 25.0, 9.0, 0.0), (math.nan,) * 4])
    assert crossing(through, box).all()
    assert not crossing(past, box).any()


def test_a_name_is_shortened_only_after_all_ways_to_write_it_whole() -> None:
    found = variants("Open-ended Working Group on security", SIZE, 150)
    whole = [lines for lines in found if "…" not in "".join(lines)]
    assert whole
    assert found[: len(whole)] == tuple(whole)
    assert all(width(line, SIZE) <= 150 for lines in found for line in lines)
    assert variants("EU", SIZE, 150) == (("EU",),)
    assert variants("x" * 200, SIZE, 150)


@pytest.mark.parametrize("seed", range(12))
def test_forty_random_labels_never_collide(seed: int) -> None:
    draw = random.Random(seed)
    discs = [
        disc(str(at), draw.uniform(60, 620), draw.uniform(90, 410), draw.uniform(5, 14), draw.choice(NAMES))
        for at in range(40)
    ]
    ends = [(draw.choice(discs), draw.choice(discs)) for _ in range(60)]
    lines = np.array([(one.x, one.y, other.x, other.y) for one, other in ends])
    made, left_out = place(discs, AREA, lines)
    apart(list(made.values()), discs, AREA)
    assert len(made) + len(left_out) == 40
    assert len(left_out) <= 2


@pytest.mark.parametrize("crowd", [1.0, 0.05])
@pytest.mark.parametrize("seed", range(6))
def test_a_picture_of_forty_names_them_all_without_collision(seed: int, crowd: float) -> None:
    shown = shown_graph(40, seed, crowd=crowd)
    captions = (
        Caption(text="The first to sign, and the last to leave", entity="state:N3"),
        Caption(text="x", at=(0, 0)),
    )
    assert shown.drawing
    picture = laid_out(shown.drawing, Scene(heading="x", captions=captions), AREA, kept=False)
    discs = [Named(each.node.id, each.x, each.y, each.radius, (), SIZE) for each in picture.fit.discs.values()]
    assert len(picture.labels) >= 38
    assert set(picture.left_out) | set(picture.labels) == {node.id for node in shown.drawing.nodes}
    apart([*picture.labels.values(), *(label for _, label in picture.captions)], discs, AREA)


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("crowd", [1.0, 0.02])
def test_entities_do_not_lie_on_each_other(kept: bool, crowd: float) -> None:
    drawing = shown_graph(40, 5, crowd=crowd).drawing
    assert drawing
    discs = list(fitted(drawing, AREA, kept=kept).discs.values())
    for at, one in enumerate(discs):
        assert AREA[0] <= one.x - one.radius
        assert one.x + one.radius <= AREA[2]
        assert AREA[1] <= one.y - one.radius
        assert one.y + one.radius <= AREA[3]
        for other in discs[:at]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


def test_the_same_arguments_give_the_same_places() -> None:
    drawing = shown_graph(30, 2).drawing
    assert drawing
    one, other = (laid_out(drawing, Scene(heading="x"), AREA, kept=False) for _ in range(2))
    assert one.labels == other.labels
    assert one.fit.discs == other.fit.discs


def words_on_lines(shown: Shown, forward: frozenset[str] | None = None) -> list[str]:
    """What is written beside the lines of a picture."""
    assert shown.drawing
    picture = laid_out(shown.drawing, Scene(heading="x"), AREA, kept=False)
    made = elements(picture, shown, THEMES["light"], forward)
    return [
        run.text
        for each in made
        if isinstance(each, Text) and each.role == "label" and " " in each.of
        for paragraph in each.paragraphs
        for line in paragraph.lines
        for run in line
    ]


def test_few_lines_say_what_they_are_and_many_do_not() -> None:
    assert words_on_lines(shown_graph(5, 1, lines=4))
    assert not words_on_lines(shown_graph(20, 1, lines=60))


def test_the_few_lines_of_a_step_say_what_they_are() -> None:
    shown = shown_graph(20, 1, lines=60)
    assert shown.drawing
    line = shown.drawing.lines[0]
    assert words_on_lines(shown, frozenset((line.source, line.target)))


def dot(identity: str, x: float, y: float, label: str = "") -> DrawnNode:
    return DrawnNode(id=identity, x=x, y=y, size=20, shape="ellipse", colour="#000000", label=label)


def test_words_that_all_lines_say_are_left_to_the_legend() -> None:
    """A star of alike lines is not written all over."""
    rim = [dot(f"state:N{at}", 200 * math.cos(at), 200 * math.sin(at)) for at in range(7)]
    nodes = [dot("agreement:a", 0, 0), *rim]
    lines = [DrawnLine(source="agreement:a", target=each.id, colour="#000000", width=1, label="signed") for each in rim]
    for many, wanted in ((7, 0), (4, 4)):
        drawing = Drawing(nodes=tuple(nodes[: many + 1]), lines=tuple(lines[:many]))
        assert len(words_on_lines(Shown(drawing=drawing))) == wanted


def test_labels_are_the_larger_the_fewer_there_are() -> None:
    sizes = []
    for many in (6, 14, 30, 45):
        drawing = shown_graph(many, 1, lines=3).drawing
        assert drawing
        sizes.append(laid_out(drawing, Scene(heading="x"), (36.0, 90.0, 924.0, 440.0), kept=False).size)
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (16.0, 11.0)


def test_labels_of_a_column_stand_beside_it() -> None:
    sides = {"left": -1, "right": 1}
    nodes = [
        dot(f"{name}:{at}", side * 300.0, at * 60.0, "Netherlands") for name, side in sides.items() for at in range(5)
    ]
    picture = laid_out(Drawing(nodes=tuple(nodes)), Scene(heading="x"), AREA, kept=True)
    assert not picture.left_out
    for each, label in picture.labels.items():
        disc = picture.fit.discs[each]
        assert label.box[2] <= disc.x if each.startswith("left") else label.box[0] >= disc.x
