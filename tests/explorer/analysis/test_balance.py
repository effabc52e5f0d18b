from itertools import combinations, product

import networkx
import numpy as np
import pytest
from hypothesis import given, settings

from explorer.analysis.balance import balance, frustration, triads, two_factions
from explorer.analysis.camps import camps
from explorer.analysis.patterns import Floats
from tests.explorer.analysis.stands import stands, tables


def matrix(ties: dict[str, float], names: str) -> Floats:
    found = np.zeros((len(names), len(names)))
    for pair, tie in ties.items():
        one, other = (names.index(each) for each in pair)
        found[one, other] = found[other, one] = tie
    return found


def test_triads_by_hand() -> None:
    # abc are friends; d is a foe of a and b, not of c: abd has one friendship, acd and bcd have two with d-c joined.
    tie = matrix({"ab": 1, "ac": 1, "bc": 1, "ad": -1, "bd": -1, "cd": 1}, "abcd")
    assert triads(tie) == {3: 1, 2: 2, 1: 1, 0: 0}
    # Into abc and d: the friendship cd is at odds, one tie of six. No split does with none, as acd has a foe.
    found = frustration(tie, two_factions(tie, np.array([0, 0, 0, 1])))
    assert (found.parts, found.ties) == (2, 1)
    assert (found.share, found.weight_share) == pytest.approx((1 / 6, 1 / 6))


def test_frustration_counts_and_weighs() -> None:
    tie = matrix({"ab": 0.5, "ac": -0.25, "bc": 0.25}, "abc")
    assert frustration(tie, np.array([0, 0, 0])).weight_share == 0.25
    split = frustration(tie, np.array([0, 0, 1]))
    assert (split.ties, split.share, split.weight_share) == pytest.approx((1, 1 / 3, 0.25))
    assert frustration(tie, np.array([0, 1, 2])).weight_share == 0.75


def random_ties(seed: int, whole: int) -> Floats:
    generator = np.random.default_rng(seed)
    upper = np.triu(generator.choice([-1.0, -0.5, 0, 0.5, 1.0], (whole, whole)), 1)
    return np.asarray(upper + upper.T)


@pytest.mark.parametrize("seed", range(8))
def test_triads_are_those_that_networkx_lists(seed: int) -> None:
    tie = random_ties(seed, 9)
    graph = networkx.from_numpy_array(tie)
    wanted = {3: 0, 2: 0, 1: 0, 0: 0}
    for clique in networkx.enumerate_all_cliques(graph):
        if len(clique) == 3:
            wanted[sum(tie[one, other] > 0 for one, other in combinations(clique, 2))] += 1
    assert triads(np.sign(tie)) == wanted


@pytest.mark.parametrize("seed", range(8))
def test_two_factions_are_the_best_on_small_graphs(seed: int) -> None:
    tie = random_ties(seed, 9)
    splits = (np.array((0, *rest)) for rest in product((0, 1), repeat=8))
    least = min(frustration(tie, split).weight_share for split in splits)
    assert frustration(tie, two_factions(tie, np.zeros(9, np.intp))).weight_share == pytest.approx(least)


def test_clean_blocks_are_balanced() -> None:
    positions = stands(*[f"a{at} +++-" for at in range(4)], *[f"b{at} ---+" for at in range(3)])
    found = balance(positions, camps(positions, resamples=0).camp_of)
    # Within 4 and 3: 6 + 3 friendships; between: 12 enmities. Triads of friends 4 + 1; of two and one 6 * 3 + 3 * 4.
    assert (found.positive, found.negative) == (9, 12)
    assert found.triads == {3: 5, 2: 0, 1: 30, 0: 0}
    assert (found.balanced, found.weakly_balanced, found.strained) == (1.0, 1.0, ())
    assert found.by_camps is not None
    assert found.by_two is not None
    assert (found.by_camps.ties, found.by_two.ties, found.by_two.parts) == (0, 0, 2)
    assert "upper bound" in " ".join(found.notes)


def test_the_most_strained_triad_by_hand() -> None:
    # Middle 1/2, eight items, z against all on the first three. a and b agree on those three of eight, 1/8 less than
    # 1/2; a and m on five, 1/8 more; b and m on six, 2/8 more. z is a foe of all of them (0 of 3).
    positions = stands("a ++++++++", "b +++-----", "m +++++---", "m2 +++++---", "z ---.....")
    found = balance(positions, {"a": 0, "b": 1, "m": 0, "m2": 0, "z": 2}, middle=0.5)
    # a, b and z are three foes.
    assert [triad.actors for triad in found.strained] == [("a", "b", "m"), ("a", "b", "z")]
    triad = found.strained[0]
    assert triad.ties == (-0.125, 0.125, 0.25)
    assert (triad.strain, triad.alike) == (0.125, 2), "m and m2 took the same positions"


@given(tables())
@settings(max_examples=40, deadline=None)
def test_strained_triads_are_unbalanced_and_sorted(table: list[str]) -> None:
    positions = stands(*table)
    found = balance(positions, camps(positions, least_shared=1, resamples=0).camp_of, least_shared=1, most=1000)
    strains = [round(triad.strain, 9) for triad in found.strained]
    assert strains == sorted(strains, reverse=True)
    assert all(np.prod(triad.ties) < 0 for triad in found.strained)
    assert sum(triad.alike for triad in found.strained) == found.triads[2] + found.triads[0]
    assert found.positive + found.negative or found.notes
    if found.by_camps and found.by_two:
        assert 0 <= found.by_two.weight_share <= 0.5 + 1e-9, "some split leaves at most half of the weight at odds"


def test_nothing_to_balance_says_so() -> None:
    for table in ((), ("A +",), ("A ++", "B ++")):
        found = balance(stands(*table), {}, least_shared=1)
        assert found.balanced is None
        assert "nothing to balance" in " ".join(found.notes)
    pair = balance(stands("A +-", "B -+"), {"A": 0, "B": 1}, least_shared=1)
    assert "no triad" in " ".join(pair.notes)
