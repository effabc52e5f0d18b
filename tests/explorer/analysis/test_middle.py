import pytest

from explorer.analysis.agreement import agreement
from explorer.analysis.camps import camps
from explorer.analysis.middle import Poles, middle, poles
from explorer.analysis.movers import movers
from explorer.analysis.positions import Positions
from tests.explorer.analysis.stands import stands

# Texts of the one side are 0 and 1, of the other 2, 3 and 4.
WEST = [f"w{at} ++---" for at in range(3)]
EAST = [f"e{at} --+++" for at in range(3)]
BETWEEN = Poles("west", "east", ("w0", "w1", "w2"), ("e0", "e1", "e2"), ())


def test_poles_are_the_camps_that_agree_least() -> None:
    table = [*WEST, *EAST, *[f"m{at} +++++" for at in range(5)]]
    positions = stands(*table)
    found = poles(camps(positions, resamples=20), agreement(positions))
    assert {found.first, found.second} == {("w0", "w1", "w2"), ("e0", "e1", "e2")}
    one = stands("A +++", "B +++", "C +++")
    none = poles(camps(one, resamples=5), agreement(one))
    assert not none
    assert middle(one, none).notes == ("There are no two camps, so there is no middle between them.",)


def test_the_middle_by_hand() -> None:
    found = middle(stands(*WEST, *EAST, "both +++++", "none 00000", "left ++0--"), BETWEEN)
    assert [(text.label, text.side) for text in found.texts] == [("0", 0), ("1", 0), ("2", 1), ("3", 1), ("4", 1)]
    told = {each.id: each for each in found.actors}
    # `both` agrees with the west on the west's texts (1) and never on the east's (0): 1/2, and so with the east, though
    # the east had more texts. Who always abstains half agrees with everyone.
    both, none, left = told["both"], told["none"], told["left"]
    assert (both.first, both.second, both.nearness, both.for_first, both.for_second) == (0.5, 0.5, 0.5, 1, 1)
    assert (none.first, none.second, none.for_first, none.for_second) == (0.5, 0.5, 0, 0)
    assert both.with_both
    assert not none.with_both
    # `left` abstains on one of the east's three texts: with the west 1/2 (1 + (1/2 + 1 + 1) / 3) = 11/12.
    assert left.first == pytest.approx(11 / 12)
    assert left.second == pytest.approx(1 / 12)
    assert told["w0"].first == 1
    assert [each.id for each in found.actors[:2]] == ["both", "none"], (
        "of those equally near, who took sides goes first"
    )
    assert found.equal == 1


def test_who_is_silent_on_one_side_is_left_out() -> None:
    found = middle(stands(*WEST, *EAST, "half ++..."), BETWEEN)
    assert "half" not in {each.id for each in found.actors}


def test_ties_for_the_first_place_are_told() -> None:
    found = middle(stands(*WEST, *EAST, "a +++++", "b +++++"), BETWEEN)
    assert found.equal == 2
    assert "2 actors stand equally in the middle; they are in the order of their names." in found.notes


def test_one_side_without_texts() -> None:
    table = [line[:5] for line in (*WEST, *EAST)]
    found = middle(stands(*table, "m ++"), BETWEEN)
    assert "No text is clearly that of those who east, so the middle rests on one side's texts." in found.notes
    assert {each.id: each.first for each in found.actors}["m"] == 1


def moved(before: str, after: str, after_sides: str = "++--") -> tuple[Positions, Positions]:
    """The poles and one actor `m` in two periods; of the later one, the sides of the west are given."""
    turned = after_sides.translate(str.maketrans("+-", "-+"))
    later = [*[f"w{at} {after_sides}" for at in range(3)], *[f"e{at} {turned}" for at in range(3)]]
    return stands(*WEST, *EAST, f"m {before}"), stands(*later, f"m {after}")


def test_a_mover_by_hand() -> None:
    # Before, for all five texts: half of (1 - 1) = 0. After, for the west's two, against one of the east's two and
    # abstaining on the other: half of (1 - (-1/2)) = 3/4. The parts of the items: for the east's texts it went from 1
    # to -1 and to 0, each of two texts, halved: 2/4 and 1/4; the west's did not move it.
    found = movers(*moved("+++++", "++-0"), BETWEEN, resamples=200)
    assert [mover.id for mover in found.movers] == ["m"]
    mover = found.movers[0]
    assert (mover.before, mover.after, mover.change) == (0, 0.75, 0.75)
    assert [(reason.label, reason.position, reason.part) for reason in mover.items] == [("2", -1, 0.5), ("3", 0, 0.25)]
    assert sum(reason.part for reason in mover.items) == mover.change
    assert (mover.low, mover.high) == (None, None), "two texts of a side make no interval"
    assert mover.texts == (5, 4)
    assert found.compared == 7
    assert "The later period has 2 texts of those who east: moves are rough." in found.notes


def test_more_texts_of_one_side_are_no_move() -> None:
    assert movers(*moved("+++++", "++++++", "+++++-"), BETWEEN, resamples=10).movers == ()
    unmoved = movers(*moved("+++++", "++++++++", "+++++---"), BETWEEN, resamples=10)
    assert unmoved.movers == ()
    assert unmoved.compared == 7


def test_an_interval_holds_the_move() -> None:
    earlier = stands(*[f"w{at} +++---" for at in range(3)], *[f"e{at} ---+++" for at in range(3)], "m ++0++-")
    later = stands(*[f"w{at} +++---" for at in range(3)], *[f"e{at} ---+++" for at in range(3)], "m +0--0-")
    mover = movers(earlier, later, BETWEEN, resamples=500).movers[0]
    # Before half of (2/3 - 1/3), after half of (0 - (-2/3)).
    assert (mover.before, mover.after) == pytest.approx((1 / 6, 1 / 3))
    assert mover.low is not None
    assert mover.high is not None
    assert mover.low < mover.change < mover.high


def test_movers_without_poles_or_texts_say_so() -> None:
    nothing = stands()
    assert movers(nothing, nothing, Poles("", "", (), (), ("none",))).notes == ("none",)
    before, _ = moved("+++++", "++--")
    found = movers(before, nothing, BETWEEN)
    assert found.movers == ()
    assert "No actor took positions on 2 texts of each pole in each period." in found.notes
