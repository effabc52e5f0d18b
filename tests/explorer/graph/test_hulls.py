"""Hulls, bands and the ties worth a line, each worked by hand; properties over random points."""

import math
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.graph.hulls import band, hull, strongest

NAN = math.nan
numbers = st.integers(-500, 500).map(float)
clouds = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=30)


def test_the_nearest_of_each_and_what_joins_them_all() -> None:
    """a-b 0.9, c-d 0.8, b-c 0.3, a-d 0.2: with one nearest each, two pairs; the tree joins them over b-c."""
    share = np.array([[1, 0.9, 0.1, 0.2], [0.9, 1, 0.3, 0.1], [0.1, 0.3, 1, 0.8], [0.2, 0.1, 0.8, 1]])
    assert strongest("abcd", share, nearest=1) == {("a", "b"): 0.9, ("b", "c"): 0.3, ("c", "d"): 0.8}
    assert len(strongest("abcd", share, nearest=3)) == 6


def test_a_pair_that_cannot_be_compared_is_never_tied() -> None:
    share = np.array([[1, 0.5, NAN], [0.5, 1, NAN], [NAN, NAN, 1]])
    assert strongest("abc", share) == {("a", "b"): 0.5}
    assert strongest("ab", np.full((2, 2), NAN)) == {}
    assert strongest("", np.zeros((0, 0))) == {}


def test_the_hull_of_a_square_goes_round_it_at_its_radius() -> None:
    """Corners at 0 and 100, radius 10: straight at -10 and 110, a quarter of a circle at each corner."""
    drawn = hull([(0, 0), (100, 0), (100, 100), (0, 100), (50, 50)], 10)
    assert drawn == (
        "M0 -10L100 -10A10 10 0 0 1 110 0L110 100A10 10 0 0 1 100 110L0 110A10 10 0 0 1 -10 100L-10 0"
        "A10 10 0 0 1 0 -10Z"
    )


def test_the_hull_of_two_is_a_capsule_and_of_one_a_disc() -> None:
    assert hull([(0, 0), (100, 0), (50, 0)], 10) == "M0 -10L100 -10A10 10 0 0 1 100 10L0 10A10 10 0 0 1 0 -10Z"
    assert hull([(5, 5), (5, 5)], 10) == "M-5 5a10 10 0 1 1 20 0a10 10 0 1 1 -20 0Z"
    assert hull([], 10) == ""


@given(clouds)
def test_no_point_lies_outside_its_hull(points: list[tuple[float, float]]) -> None:
    """The middles of the arcs' circles are the corners; each point is on the right of every straight part."""
    drawn = hull(points, 20.0)
    sides = re.findall(r"([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)", drawn)
    for x, y, to_x, to_y in ([float(part) for part in side] for side in sides):
        for px, py in points:
            away = (to_x - x) * (py - y) - (to_y - y) * (px - x)
            assert away >= 19.0 * math.dist((x, y), (to_x, to_y)) - 100  # roundings of a tenth of a unit


def test_a_band_joins_near_members_and_passes_over_nobody() -> None:
    places = {"a": (0.0, 0.0), "b": (50.0, 0.0), "c": (300.0, 0.0), "d": (25.0, 0.0)}
    assert band(places, ["a", "b", "c", "nobody"], 60) == "M0 0h0M50 0h0M300 0h0M0 0L50 0"
    assert band(places, ["c"], 60) == "M300 0h0"
    assert band(places, [], 60) == ""
