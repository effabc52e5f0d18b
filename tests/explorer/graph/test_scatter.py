"""Points fitted to a drawing, spread where they coincide, and named without collisions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.graph.scatter import Plane, labels, plane, sunflower

BOX = Plane(100, 100, 1, (0, 100))


def test_a_plane_is_as_large_as_it_fits() -> None:
    """Four wide and one high into 100 by 60 with a margin of 10: 80 / 4 = 20 a unit, 40 / 1 = 40; the smaller holds."""
    found = plane([(-1, 0), (3, 1)], 100, 60, 10)
    assert found.scale == 20
    assert found.at(-1, 0)[0] == 10
    assert found.at(3, 0)[0] == 90
    assert found.at(0, 1)[1] < found.at(0, 0)[1], "the second axis goes upwards"
    assert found.at(99, 0)[0] == 100, "what lies beyond is drawn at the edge"


def test_one_point_lies_in_the_middle() -> None:
    found = plane([(5, 5)], 100, 60, 10)
    assert found.at(5, 5) == pytest.approx((found.width / 2, found.height / 2))


def test_those_at_one_place_lie_round_it_and_apart() -> None:
    points = {f"a{at:02}": (50.0, 50.0) for at in range(30)} | {"b": (10.0, 10.0)}
    found = sunflower(points, 10)
    assert found["b"] == (10.0, 10.0)
    seeds = [found[each] for each in points if each != "b"]
    apart = [
        ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5
        for at, one in enumerate(seeds)
        for other in seeds[:at]
    ]
    assert min(apart) > 6
    assert max(((x - 50) ** 2 + (y - 50) ** 2) ** 0.5 for x, y in seeds) < 40
    assert found == sunflower(dict(reversed(points.items())), 10)


def test_the_first_name_wins_where_two_collide() -> None:
    found = labels({"a": (50, 50), "b": (52, 50)}, {"b": 200.0, "a": 20.0}, 10, 5, BOX)
    assert set(found) == {"a"}, "what is wider than the drawing has no place"
    assert set(labels({"a": (10, 50), "b": (60, 50)}, {"b": 20.0, "a": 20.0}, 10, 1, BOX)) == {"b"}


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_no_two_names_collide(places: list[tuple[float, float]]) -> None:
    points = {str(at): place for at, place in enumerate(places)}
    found = labels(points, dict.fromkeys(points, 18.0), 10, 99, BOX)
    boxes = []
    for label in found.values():
        left = label.x - {"start": 0, "middle": 9, "end": 18}[label.anchor]
        boxes.append((left, label.y - 10, left + 18, label.y + 2.5))
    for at, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[2] <= 100
        for other in boxes[:at]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
