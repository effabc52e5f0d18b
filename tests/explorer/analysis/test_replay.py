"""The divide in parts, laid onto the whole: worked by hand on small tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.positions import Scope, positions
from explorer.analysis.records import Item, Row
from explorer.analysis.replay import Whole, frame, laid_onto, topics, years

ALL = np.ones(4, bool)
SQUARE = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0], [-1.0, 1.0]])
PLACES = {"A": (1.0, 0.0), "B": (1.0, 0.0), "C": (-1.0, 0.0), "D": (-1.0, 0.0)}
WHOLE = Whole(PLACES, {"A": 0, "B": 0, "C": 1, "D": 1})


def votes(**told: str) -> tuple[list[Row], list[Item]]:
    """`y2010="++--"`: what A, B, C and D did on the one item of 2010; `.` took no position."""
    signs = {"+": 1, "-": -1, "0": 0}
    items = [Item(year, year, year[1:], f"{year[1:5]}-06-01", f"topic {year[5:]}", "votes") for year in told]
    rows = [
        Row(actor, item.id, signs[sign], item.date)
        for item in items
        for actor, sign in zip("ABCD", told[item.id], strict=True)
        if sign in signs
    ]
    return rows, items


def test_what_was_turned_shifted_and_doubled_comes_back() -> None:
    turned = 2 * SQUARE @ np.array([[0.0, 1.0], [-1.0, 0.0]]) + [5.0, -3.0]
    laid, likeness = laid_onto(turned, ALL, SQUARE)
    assert laid == pytest.approx(SQUARE)
    assert likeness == pytest.approx(1)


def test_what_was_mirrored_comes_back() -> None:
    kite = np.array([[0.0, 2.0], [1.0, 0.0], [0.0, -1.0], [-3.0, 0.0]])
    laid, likeness = laid_onto(kite * [-1.0, 1.0], ALL, kite)
    assert laid == pytest.approx(kite)
    assert likeness == pytest.approx(1)


def test_one_axis_of_two_explains_half_of_a_square() -> None:
    """Both have their centre at 0. Flat is (±1, 0): sum of squares 4, of the square 8; the products sum to 4 along the
    first axis and to 0 along the second. So the scale is 4 / 4, and 4² / (4 * 8) = 1/2 is explained."""
    flat = SQUARE * [1.0, 0.0]
    laid, likeness = laid_onto(flat, ALL, SQUARE)
    assert laid == pytest.approx(flat)
    assert likeness == pytest.approx(1 / 2)


def test_who_is_not_in_the_whole_moves_along_with_the_others() -> None:
    """Four tell how to shift by 3 and halve; the fifth, at 9, comes to (9 - 3) / 2."""
    points = np.vstack([2 * SQUARE + [3.0, 0.0], [[9.0, 0.0]]])
    laid, _ = laid_onto(points, np.array([True] * 4 + [False]), SQUARE)
    assert laid[4] == pytest.approx([3.0, 0.0])


def test_where_all_stand_at_one_point_they_stand_in_the_middle() -> None:
    laid, likeness = laid_onto(np.ones((4, 2)), ALL, SQUARE + np.array([1.0, 0.0]))
    assert laid == pytest.approx(np.tile([1.0, 0.0], (4, 1)))
    assert likeness == 0


@given(st.floats(0, 6.28), st.floats(0.1, 10), st.booleans(), st.tuples(st.floats(-9, 9), st.floats(-9, 9)))
def test_laying_undoes_any_turn_mirror_shift_and_scale(
    angle: float, scale: float, mirrored: bool, shift: tuple[float, float]
) -> None:
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    moved = scale * SQUARE * [1.0, 2.0] * ([-1.0, 1.0] if mirrored else [1.0, 1.0]) @ turn + shift
    laid, likeness = laid_onto(moved, ALL, SQUARE * [1.0, 2.0])
    assert laid == pytest.approx(SQUARE * [1.0, 2.0], abs=1e-6)
    assert likeness == pytest.approx(1)


def test_a_frame_lies_as_the_whole_whichever_way_its_own_axis_points() -> None:
    for table in ("++--", "--++"):
        rows, items = votes(y2010=table)
        found = frame("2010", positions(rows, items, {}, Scope(least_items=1)), WHOLE)
        assert {actor: place[0] for actor, place in found.places.items()} == pytest.approx(
            {actor: place[0] for actor, place in PLACES.items()}
        )
        assert found.likeness == pytest.approx(1)
        # A and B did the same, C and D too; each of the one did the opposite of each of the other.
        assert (found.within, found.between) == (1.0, 0.0)
        assert found.notes == ("It rests on 1 item, so many stand at one point.",)


def test_agreement_within_and_between_by_hand() -> None:
    """On the first A, B, C are for and D against, on the second A, B for, C abstains, D against.

    Within: A-B agree on both (1), C-D on the first not, on the second by half: 1/4. Mean 5/8.
    Between: A-C and B-C (1 + 1/2) / 2 = 3/4; A-D and B-D 0. Mean 3/8.
    """
    rows, items = votes(y2010="+++-", y2011="++0-")
    found = frame("both", positions(rows, items, {}, Scope(least_items=1)), WHOLE)
    assert found.within == pytest.approx(5 / 8)
    assert found.between == pytest.approx(3 / 8)


def test_years_go_from_the_first_item_to_the_last_that_a_window_holds() -> None:
    rows, items = votes(y2010="++--", y2011="+---", y2015="++--")
    found = years(rows, items, {}, Scope(), WHOLE, window=2)
    told = {each.title: each.items for each in found}
    assert told == {
        "2010": ("2010",), "2011": ("2010", "2011"), "2012": ("2011",), "2013": (), "2014": (), "2015": ("2015",),
        "2016": ("2015",),
    }  # fmt: skip
    empty = found[3]
    assert (empty.places, empty.likeness, empty.within) == ({}, None, None)
    assert "they stay where they were" in empty.notes[0]
    assert (found[1].begin, found[1].to) == ("2010", "2011")
    # On both items of these two years: A is for, B for and against, C and D against.
    assert found[1].places["A"][0] > found[1].places["B"][0] > found[1].places["C"][0]


def test_topics_have_a_frame_each() -> None:
    rows, items = votes(y2010x="++--", y2011y="+-+-", y2012x="++--")
    found = topics(rows, items, {}, Scope(), WHOLE)
    assert [(each.title, each.items) for each in found] == [("topic x", ("2010x", "2012x")), ("topic y", ("2011y",))]
    only = topics(rows, items, {}, Scope(begin="2011", to="2011"), WHOLE)
    assert [each.title for each in only] == ["topic y"], "a topic without an item in the period has no frame"


def test_stopping_keeps_what_was_made() -> None:
    rows, items = votes(y2010="++--", y2011="+---", y2015="++--")
    told: list[tuple[int, int]] = []

    def watch(done: int, whole: int) -> bool:
        told.append((done, whole))
        return done < 2

    assert len(years(rows, items, {}, Scope(), WHOLE, progress=watch)) == 2
    assert told == [(0, 8), (1, 8), (2, 8)]


def test_without_items_there_is_no_frame() -> None:
    assert years([], [], {}, Scope(), WHOLE) == ()
    assert topics([], [], {}, Scope(), WHOLE) == ()


def test_where_all_did_the_same_nobody_is_placed() -> None:
    rows, items = votes(y2010="++++")
    found = frame("2010", positions(rows, items, {}, Scope(least_items=1)), WHOLE)
    assert found.places == {}
    assert found.notes == ("All did the same, or too few took part: nobody can be placed.",)
