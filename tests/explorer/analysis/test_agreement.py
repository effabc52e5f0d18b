from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats
from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from explorer.analysis.agreement import agreement, imputed, seriation, wilson
from explorer.analysis.patterns import draws, expected_agreement, lopsided, patterns
from explorer.analysis.positions import Positions
from tests.explorer.analysis.stands import stands, tables


def test_agreement_by_hand() -> None:
    # A and B share four items: the same on the first and the last, one abstains on the second, opposed on the third.
    # (1 + 1/2 + 0 + 1) / 4 = 5/8. C shares three with A: both abstain on none; 1, 0, 1/2 -> 1/2.
    found = agreement(stands("A ++-+", "B +0++", "C +-0."))
    pair = found.pair("A", "B")
    assert (pair.share, pair.shared, pair.reason) == (0.625, 4, "")
    assert found.pair("A", "C").share == 0.5
    assert found.pair("A", "A").share == 1


def test_two_abstentions_agree() -> None:
    assert agreement(stands("A 00+", "B 00-")).pair("A", "B").share == pytest.approx(2 / 3)


def test_too_few_shared_items_give_no_figure() -> None:
    found = agreement(stands("A +++.", "B ..++", "C ++++"))
    pair = found.pair("A", "B")
    assert (pair.share, pair.low, pair.high, pair.shared) == (None, None, None, 1)
    assert pair.reason == "they share 1 item; at least 3 are needed"
    # A and B share one item, B and C two.
    assert "2 pairs of 3 can't be compared: they share fewer than 3 items." in found.notes
    assert found.pair("A", "Z").reason == "Z took too few positions here"


def test_nothing_gives_nothing() -> None:
    found = agreement(stands())
    assert found.share.shape == (0, 0)
    assert found.order == ()


@given(tables())
@settings(max_examples=80, deadline=None)
def test_agreement_is_that_of_its_definition(table: list[str]) -> None:
    positions = stands(*table)
    found = agreement(positions, 1)
    for one in range(len(positions.actors)):
        for other in range(len(positions.actors)):
            both = positions.known[one] & positions.known[other]
            pairs = zip(positions.values[one][both].tolist(), positions.values[other][both].tolist(), strict=True)
            scores = [1 - abs(x - y) / 2 for x, y in pairs]
            assert found.shared[one, other] == len(scores)
            wanted = sum(scores) / len(scores) if scores else float("nan")
            assert found.share[one, other] == pytest.approx(wanted, nan_ok=True)
    assert np.array_equal(found.share, found.share.T, equal_nan=True)
    known = ~np.isnan(found.share)
    assert (found.low[known] <= found.share[known]).all()
    assert (found.share[known] <= found.high[known]).all()
    assert sorted(found.order) == list(range(len(positions.actors)))


@given(tables())
@settings(max_examples=40, deadline=None)
def test_other_names_for_actors_change_nothing_but_order(table: list[str]) -> None:
    renamed = [f"b{90 - int(line[1:3])} {line[4:]}" for line in table]
    here, there = agreement(stands(*table), 1), agreement(stands(*renamed), 1)
    turned = there.share[::-1, ::-1]
    assert np.array_equal(here.share, turned, equal_nan=True)


@pytest.mark.parametrize(("hits", "trials"), [(0, 1), (3, 8), (7, 8), (8, 8), (50, 120)])
def test_the_interval_is_that_of_scipy(hits: int, trials: int) -> None:
    low, high = wilson(np.array([hits / trials]), np.array([trials]))
    wanted = stats.binomtest(hits, trials).proportion_ci(method="wilson")
    assert (low[0], high[0]) == (pytest.approx(wanted.low, abs=1e-6), pytest.approx(wanted.high, abs=1e-6))


def test_missing_pairs_are_filled_in_by_row_means() -> None:
    # Known: 0-1: 0.8, 0-2: 0.6, 1-2: 0.4, and ones on the diagonal; 0-3 unknown, 1-3: 0.5, 2-3: 0.3.
    share = np.array([[1, 0.8, 0.6, np.nan], [0.8, 1, 0.4, 0.5], [0.6, 0.4, 1, 0.3], [np.nan, 0.5, 0.3, 1]])
    # Row means 2.4/3 = 0.8 and 1.8/3 = 0.6; of all 14 known 9.2/14.
    assert imputed(share)[0, 3] == pytest.approx(0.8 + 0.6 - 9.2 / 14)
    assert imputed(np.array([[np.nan]])).tolist() == [[0.5]]


def test_blocks_show() -> None:
    found = agreement(stands("A +++", "B ---", "C +++", "D ---", "E ++0", "F --0"))
    names = "".join(found.actors[at] for at in found.order)
    assert {frozenset(names[:3]), frozenset(names[3:])} == {frozenset("ACE"), frozenset("BDF")}
    assert "E" in (names[2], names[3])
    assert "F" in (names[2], names[3]), "those who abstained once stand where the blocks meet"


def test_the_order_is_the_best_order_of_the_leaves() -> None:
    generator = np.random.default_rng(5)
    share = generator.random((12, 12))
    share = (share + share.T) / 2
    np.fill_diagonal(share, 1)
    apart = squareform(1 - share, checks=False)
    best = optimal_leaf_ordering(linkage(apart, "average"), apart)

    def length(order: list[int]) -> float:
        return float(sum(1 - share[one, other] for one, other in pairwise(order)))

    leaves = [int(each) for row in best[:, :2] for each in row if each < 12]
    assert length(list(seriation(share))) <= length(leaves) + 1e-9


def test_what_is_expected_by_chance() -> None:
    # First item: two for, one against, one abstains: 1/4 + 1/16 + 1/16 + 1/4 * 3/4 = 9/16. Second: all for.
    found = expected_agreement(stands("A ++", "B ++", "C -+", "D 0+"))
    assert found.tolist() == [0.5625, 1.0]


def test_patterns_are_the_different_rows() -> None:
    found = patterns(stands("A ++", "B ++", "C -+", "D -.", "E --"), 1)
    assert found.of.tolist() == [0, 0, 1, 2, 3], "in the order of the first actor of each"
    assert found.sizes.tolist() == [2, 1, 1, 1]
    alone = (found.first == found.second) & (found.sizes[found.first] == 1)
    assert not found.comparable[alone].any(), "one actor is no pair"


def only(positions: Positions, columns: list[int]) -> Positions:
    kept = tuple(positions.items[at] for at in columns)
    return replace(positions, items=kept, values=positions.values[:, columns], known=positions.known[:, columns])


def test_lopsided_items_are_left_out() -> None:
    # Of 41 one against: less than 1 in 40; of 40 it is just 1 in 40.
    many = [f"a{at:02} ++" for at in range(38)]
    positions = stands(*many, "b --", "c ++", "d +.")
    assert (positions.totals("v0"), positions.totals("v1")) == ((40, 1, 0), (39, 1, 0))
    assert lopsided(positions).tolist() == [True, False]
    assert patterns(positions).items == 1
    assert patterns(stands("A ++", "B ++")).items == 2, "where all are, all stay"


@given(tables())
@settings(max_examples=40, deadline=None)
def test_patterns_give_the_agreement_of_actors(table: list[str]) -> None:
    positions = stands(*table)
    found = patterns(positions, 1)
    every = np.ones((found.items, 1))
    agreed, shared = found.shares(every)
    chance = agreed - found.above_chance(every)
    matrix = found.square(agreed)[0][np.ix_(found.of, found.of)]
    divided = [at for at, lop in enumerate(lopsided(positions)) if not lop]
    whole = agreement(only(positions, divided), 1)
    off = ~np.eye(len(matrix), dtype=bool)
    assert np.allclose(matrix[off], whole.share[off], equal_nan=True)
    assert found.square(shared)[0][np.ix_(found.of, found.of)][off].tolist() == whole.shared[off].tolist()
    assert ((chance >= 1 / 3 - 1e-9) | np.isnan(chance)).all(), "three answers agree by chance a third of the time"


def test_resamples_are_drawn_with_return_and_the_same_each_time() -> None:
    weights, times = draws(4, 1000)
    assert (weights.sum(axis=0) == 4).all()
    assert times.sum() == 1000
    assert weights.shape[1] <= 35, "there are 35 ways to draw four of four with return"
    again, _ = draws(4, 1000)
    assert np.array_equal(weights, again)
    # On average each item is drawn once.
    assert np.allclose(weights @ times / 1000, 1, atol=0.1)
    assert draws(0, 10)[0].shape == (0, 0)
    assert draws(3, 0)[0].shape == (3, 0)
