from itertools import combinations

from explorer.graph.colours import THEMES
from explorer.graph.sketch import LARGE, USUAL, Mark, Sketch, Stroke, apart, column, drawing, placed, room_of
from graph_loader.schema import Schema


def test_a_column_has_its_middle_at_height_zero() -> None:
    marks = column({"state:FRA": "France", "state:DEU": "Germany", "state:ITA": "Italy"}, 100, 20, "left")
    assert [(mark.id, mark.x, mark.y, mark.side) for mark in marks] == [
        ("state:FRA", 100, -20, "left"), ("state:DEU", 100, 0, "left"), ("state:ITA", 100, 20, "left"),
    ]  # fmt: skip
    assert column({}, 0, 20, "left") == []


def test_marks_are_moved_apart_and_main_ones_stay(schema: Schema) -> None:
    marks = [Mark("state:FRA", "France", 0, 0, main=True)]
    marks += [Mark(f"agreement:a{at}", "An agreement of many states", 0, 5) for at in range(8)]
    moved = apart(marks, schema)
    assert (moved[0].x, moved[0].y) == (0, 0)
    for one, other in combinations(moved, 2):
        rooms = [room_of(mark.id, mark.name, schema).width for mark in (one, other)]
        assert abs(one.x - other.x) > sum(rooms) / 2 - 1 or abs(one.y - other.y) > 47
    assert apart([], schema) == []


def test_a_sketch_becomes_a_drawing_in_the_colours_of_a_theme(schema: Schema) -> None:
    marks = placed(
        [Mark("state:FRA", "France", 0, 0, main=True), Mark("state:RUS", "Russia", 0, 0), Mark("norm:x", "X", 0, 0)],
        {"state:FRA": (0, 0), "state:RUS": (10, 20), "norm:x": (30, 5)},
    )  # fmt: skip
    strokes = [
        Stroke("state:FRA", "state:RUS", "divides", verified=False, width=2),
        Stroke("state:FRA", "norm:x", "joins"),
    ]
    for theme in ("light", "dark", "print"):
        made = drawing(Sketch("Two of them", marks, strokes), schema, theme)
        assert [(node.id, node.x, node.y, node.size, node.label) for node in made.nodes] == [
            ("state:FRA", 0, 0, LARGE, "France"), ("state:RUS", 10, 20, USUAL, "Russia"), ("norm:x", 30, 5, USUAL, "X"),
        ]  # fmt: skip
        assert made.nodes[0].shape == schema.kinds["State"].shape
        first, second = made.lines
        assert (first.colour, first.dashed, first.stance, first.arrows) == (
            THEMES[theme].divides,
            True,
            "divides",
            "target",
        )
        assert (second.colour, second.dashed, second.arrows) == (THEMES[theme].joins, False, "none")
