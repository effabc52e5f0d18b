import random
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings

from explorer.analysis.camps import OUTSIDE, UNPLACED, camps, communities, matched, numbered, quality, signed
from explorer.analysis.patterns import Floats, patterns
from explorer.analysis.positions import Positions, Scope, positions
from graph_loader.errors import UsageError
from tests.explorer.analysis.stands import items, rows, stands, tables

TWO_BLOCKS = ["A ++++-", "B ++++-", "C ++++-", "X ----+", "Y ----+", "Z ----+"]


def test_two_clean_blocks_are_two_camps_that_hold_always() -> None:
    found = camps(stands(*TWO_BLOCKS), resamples=200)
    assert [[each.id for each in camp.members] for camp in found.camps] == [["A", "B", "C"], ["X", "Y", "Z"]]
    assert {each.firmness for camp in found.camps for each in camp.members} == {1.0}
    assert [camp.core for camp in found.camps] == [("A", "B", "C"), ("X", "Y", "Z")]
    assert found.numbers == {2: 1.0}
    assert found.camp_of == {"A": 0, "B": 0, "C": 0, "X": 1, "Y": 1, "Z": 1}
    assert (found.outside, found.unplaced, found.resamples) == ((), (), 200)


def test_names_come_from_what_they_did() -> None:
    found = camps(stands(*TWO_BLOCKS), resamples=0)
    assert [camp.name for camp in found.camps] == ["supported 0, opposed 4", "opposed 0, supported 4"]
    mark = found.camps[0].marks[0]
    assert (mark.item, mark.word, mark.mean, mark.others, mark.united) == ("v0", "supported", 1.0, -1.0, 1.0)


def test_three_camps_are_told_apart_by_what_tells_them_apart() -> None:
    # One side's texts (0, 1) and the other's (2, 3): the third camp is for all of them.
    table = [f"a{at} ++--" for at in range(3)] + [f"b{at} --++" for at in range(3)] + [f"m{at} ++++" for at in range(6)]
    found = camps(stands(*table), resamples=0)
    assert [len(camp.members) for camp in found.camps] == [6, 3, 3]
    assert [camp.name for camp in found.camps] == [
        "supported 0 and 2",
        "opposed 2, supported 0",
        "opposed 0, supported 2",
    ]


def test_ties_by_hand() -> None:
    # One item, two for and two against: by chance 1/4 + 1/4 = 1/2 agree. The same side: 1 - 1/2, other sides: 0 - 1/2.
    positions = stands("A +", "B +", "C -", "D -")
    found = patterns(positions, 1)
    tie = signed(found, np.ones((1, 1)))[:, 0]
    told = {
        (int(one), int(other)): float(each) for one, other, each in zip(found.first, found.second, tie, strict=True)
    }
    assert told == {(0, 0): 0.5, (0, 1): -0.5, (1, 1): 0.5}
    # A stated middle of 1/4: 3/4 and -1/4.
    assert sorted(set(signed(found, np.ones((1, 1)), 0.25)[:, 0].tolist())) == [-0.25, 0.75]
    # Two camps of two: within each one pair of 1/2, together 1.
    assert quality(found, tie, np.array([0, 1])) == 1.0


def test_all_alike_are_one_camp() -> None:
    found = camps(stands(*[f"{name} ++-0" for name in "ABCDE"]), resamples=50)
    assert [camp.name for camp in found.camps] == ["all together"]
    assert {each.firmness for each in found.camps[0].members} == {1.0}
    assert "All stand in one camp: there is no divide here." in found.notes


def test_who_stands_alone_is_in_no_camp() -> None:
    found = camps(stands(*TWO_BLOCKS, "S 00000"), resamples=100)
    assert [each.id for each in found.outside] == ["S"]
    assert found.camp_of["S"] is None
    assert "1 actor in no camp" in " ".join(found.notes)


def test_who_shares_too_little_is_not_placed() -> None:
    found = camps(stands(*TWO_BLOCKS, "S ++..."), resamples=100)
    assert found.unplaced == ("S",)
    assert found.camp_of["S"] is None
    assert "1 actor not placed" in " ".join(found.notes)


def test_a_wavering_actor_is_less_firm() -> None:
    table = [f"{name} +++++++" for name in "ABCD"] + [f"{name} -------" for name in "WXYZ"]
    found = camps(stands(*table, "M ++++---"), resamples=300)
    firmness = {each.id: each.firmness for camp in found.camps for each in (*camp.members, *found.outside)}
    assert firmness["A"] == firmness["Z"] == 1.0
    assert 0 < firmness["M"] < 1  # type: ignore[operator]


@pytest.mark.parametrize("table", [(), ("A +",), ("A +", "B -"), ("A .+", "B +."), ("A 0", "B 0", "C 0")])
def test_little_gives_a_sentence(table: tuple[str, ...]) -> None:
    found = camps(stands(*table), resamples=20)
    assert found.notes
    assert len(found.camps) <= 1


def test_work_can_be_watched_and_stopped() -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, whole: int) -> bool:
        told.append((done, whole))
        return True

    table = [f"a{at:02} {''.join(random.Random(at).choices('+-0', k=12))}" for at in range(20)]
    whole = camps(stands(*table), resamples=120, progress=watch)
    assert told[0] == (0, 120)
    assert told[-1] == (120, 120)
    assert len(told) > 2
    assert sorted(told) == told
    assert whole.resamples == 120
    stopped = camps(stands(*table), resamples=120, progress=lambda done, _: done == 0)
    assert 0 < stopped.resamples < 120
    assert f"Stopped after {stopped.resamples:,} of 120 resamples." in stopped.notes
    none = camps(stands(*TWO_BLOCKS), resamples=100, progress=lambda *_: False)
    assert {each.firmness for camp in none.camps for each in camp.members} == {None}


def test_a_middle_that_is_no_share_is_refused() -> None:
    with pytest.raises(UsageError, match="no middle of agreement"):
        camps(stands(*TWO_BLOCKS), middle=1.5)


@given(tables())
@settings(max_examples=30, deadline=None)
def test_camps_are_the_same_whatever_the_order_of_rows(table: list[str]) -> None:
    ties = rows(table)
    random.Random(3).shuffle(ties)
    mixed = positions(ties, items(9), {}, Scope(least_items=1))
    assert (
        camps(mixed, least_shared=1, resamples=20).as_dict()
        == camps(stands(*table), least_shared=1, resamples=20).as_dict()
    )


@given(tables())
@settings(max_examples=40, deadline=None)
def test_everyone_is_somewhere_once(table: list[str]) -> None:
    positions = stands(*table)
    found = camps(positions, least_shared=2, resamples=10)
    everywhere = [each.id for camp in found.camps for each in camp.members]
    everywhere += [each.id for each in found.outside] + list(found.unplaced)
    assert sorted(everywhere) == sorted(positions.actors)
    assert all(0 <= (each.firmness or 0) <= 1 for camp in found.camps for each in camp.members)
    assert not found.numbers or sum(found.numbers.values()) == pytest.approx(1)
    sizes = [len(camp.members) for camp in found.camps]
    assert sizes == sorted(sizes, reverse=True)
    assert len({camp.name for camp in found.camps}) == len(found.camps)


def best_of_all(positions: Positions, tie: Floats) -> float:
    """The greatest quality over every partition, one by one."""
    found = patterns(positions, 1)
    whole = len(found.sizes)
    return max(quality(found, tie, np.array(each)) for each in product(range(whole), repeat=whole))


@given(tables(most_actors=5, most_items=5))
@settings(max_examples=40, deadline=None)
def test_no_partition_is_better(table: list[str]) -> None:
    positions = stands(*table)
    found = patterns(positions, 1)
    tie = signed(found, np.ones((found.items, 1)))[:, 0]
    reached = quality(found, tie, communities(found, tie, np.ones(found.items), 20))
    assert reached == pytest.approx(best_of_all(positions, tie), abs=1e-4)


@given(tables(most_actors=20, most_items=8))
@settings(max_examples=40, deadline=None)
def test_no_single_move_and_no_merger_is_better(table: list[str]) -> None:
    positions = stands(*table)
    found = patterns(positions, 1)
    tie = signed(found, np.ones((found.items, 1)))[:, 0]
    here = communities(found, tie, np.ones(found.items), 1)
    reached = quality(found, tie, here)
    others = [np.where(np.arange(len(here)) == at, camp, here) for at in range(len(here)) for camp in range(len(here))]
    others += [np.where(here == one, other, here) for one, other in combinations(np.unique(here), 2)]
    assert max(quality(found, tie, each) for each in others) <= reached + 1e-4


def test_camps_of_resamples_are_matched_by_overlap() -> None:
    sizes = np.array([5.0, 2.0, 4.0, 1.0])
    base = np.array([0, 0, 1, OUTSIDE])
    # The other names of the same camps; the first camp split, where the larger part keeps the number.
    assert matched(base, np.array([1, 1, 0, OUTSIDE]), sizes).tolist() == [0, 0, 1, OUTSIDE]
    assert matched(base, np.array([0, 1, 2, 2]), sizes).tolist() == [0, 2 + 1, 1, 1]
    # All in one: it is the camp of most actors, and the others are not where they were.
    assert matched(base, np.array([0, 0, 0, 0]), sizes).tolist() == [0, 0, 0, 0]
    assert matched(base, np.array([UNPLACED] * 4), sizes).tolist() == [UNPLACED] * 4


def test_small_communities_are_outside() -> None:
    found = patterns(stands("A ++", "B ++", "C ++", "D --"), 1)
    tie = signed(found, np.ones((2, 1)))[:, 0]
    assert sorted(numbered(found, np.array([0, 1]), tie).tolist()) == [OUTSIDE, 0]
