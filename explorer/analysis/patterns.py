"""Actors that took the same positions are reckoned with once: what two patterns share, item by item.

A General Assembly of 193 has some 80 patterns on eight votes. Nothing is lost by it: those who take the same positions
have the same agreement with everyone, so they stand at one point and in one camp.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.analysis.positions import Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Progress = Callable[[int, int], bool]
"""Called with how much is done and how much there is; where it returns False, the work stops."""

LEAST_SHARED = 3
"""On so many items both of a pair must have taken a position to be compared."""
LOPSIDED = 0.025
RESAMPLES = 1000
SEED = 7

_UNKNOWN = 2
_AT_ONCE = 50
_MOST_CELLS = 2_000_000


@dataclass(frozen=True, eq=False)
class Patterns:
    """The p different rows of positions, in the order of the first actors that have them.

    `codes` (p, m) are positions, 2 where none is known. `of` gives the row of each of the n actors, `sizes` how many
    share a row.

    `first` and `second` are the q pairs of rows, each row with itself among them. `both` (q, m) is 1 where both took a
    position on an item, `alike` (q, m) is how far they agree there: 1 the same, 1/2 where one alone abstained, 0
    opposed. `expected` (m) is what two actors drawn at random from all agree on the item. `comparable` (q) marks pairs
    that share enough items and are two: a row of one actor is not compared with itself.
    """

    codes: NDArray[np.int8]
    sizes: Floats
    of: Ints
    first: Ints
    second: Ints
    both: Floats
    alike: Floats
    expected: Floats
    comparable: NDArray[np.bool_]

    @property
    def items(self) -> int:
        """Number of items."""
        return len(self.expected)

    def actors_of(self, tie: Floats) -> Floats:
        """(q) ties of pairs of patterns -> the sum of those ties over all pairs of two actors that have them."""
        ordered = self.sizes[self.first] * self.sizes[self.second]
        within = self.sizes[self.first] * (self.sizes[self.first] - 1) / 2
        return np.asarray(tie * np.where(self.first == self.second, within, ordered))

    @cached_property
    def by_chance(self) -> Floats:
        """(q, m) what two actors drawn at random would agree on the items that a pair shares, 0 on the others."""
        return self.both * self.expected

    def shares(self, weights: Floats) -> tuple[Floats, Floats]:
        """Agreement of each pair, and the weight of the items shared; each (q, r).

        `weights` (m, r): how often each item counts, in each of r resamples. What shares nothing has NaN.
        """
        shared = self.both @ weights
        shared[~self.comparable] = 0
        return _divided(self.alike @ weights, shared), shared

    def above_chance(self, weights: Floats) -> Floats:
        """Agreement of each pair less that expected by chance, (q, r); what shares nothing has NaN."""
        agreed, shared = self.shares(weights)
        agreed -= _divided(self.by_chance @ weights, shared)
        return agreed

    def square(self, pairs: Floats) -> Floats:
        """(q, r) values of pairs -> (r, p, p) symmetric matrices."""
        whole = len(self.sizes)
        matrices = np.empty((pairs.shape[1], whole, whole))
        matrices[:, self.first, self.second] = pairs.T
        matrices[:, self.second, self.first] = pairs.T
        return matrices


def patterns(positions: Positions, least_shared: int = LEAST_SHARED) -> Patterns:
    """The patterns among positions; a pair is comparable where it shares at least `least_shared` items.

    Lopsided items are left out, as long as there are others.
    """
    kept = np.flatnonzero(~lopsided(positions))
    values, known = positions.values[:, kept], positions.known[:, kept]
    coded = np.where(known, values, _UNKNOWN).astype(np.int8)
    rows, at, of, sizes = np.unique(coded, axis=0, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(at)
    rows, sizes, of = rows[order], sizes[order], np.argsort(order)[of.reshape(-1)]
    told = (rows != _UNKNOWN).astype(float)
    sides = np.where(rows == _UNKNOWN, 0, rows).astype(float)
    first, second = np.triu_indices(len(rows))
    both = told[first] * told[second]
    alike = both * (1 - np.abs(sides[first] - sides[second]) / 2)
    comparable = (both.sum(axis=1) >= max(least_shared, 1)) & ((first != second) | (sizes[first] > 1))
    expected = expected_agreement(positions)[kept]
    return Patterns(rows, sizes.astype(float), of, first, second, both, alike, expected, comparable)


def _divided(sums: Floats, shared: Floats) -> Floats:
    return np.divide(sums, shared, out=np.full_like(sums, np.nan), where=shared > 0)


def lopsided(positions: Positions) -> NDArray[np.bool_]:
    """(m) whether fewer than 1 in 40 took another side than most did; false of all where it would be true of all.

    Such items say little of who stands with whom and much of who was there. Poole and Rosenthal (1997, Congress) leave
    them out at the same bound.
    """
    whole = np.maximum(positions.known.sum(axis=0), 1)
    most = np.max([((positions.values == side) & positions.known).sum(axis=0) for side in (1, -1, 0)], axis=0)
    found = np.asarray(1 - most / whole < LOPSIDED)
    return found & ~found.all()


def expected_agreement(positions: Positions) -> Floats:
    """How far two actors drawn at random (with return) from those who took a position agree on each item; (m).

    With shares y, n and a of those for, against and abstaining: y² + n² + a² + a(y + n), since one abstention makes
    half an agreement. It is the chance agreement of Scott's pi (Scott 1955, Public Opinion Quarterly 19), which Häge
    (2011, Political Analysis 19) takes for the similarity of foreign policies.
    """
    whole = np.maximum(positions.known.sum(axis=0), 1)
    yes, no = (((positions.values == side) & positions.known).sum(axis=0) / whole for side in (1, -1))
    abstained = 1 - yes - no
    return np.asarray(yes**2 + no**2 + abstained**2 + abstained * (yes + no))


def draws(items: int, resamples: int, seed: int = SEED) -> tuple[Floats, Ints]:
    """The different resamples of items with return, as weights (items, r), and how often each was drawn (r)."""
    if not items or resamples < 1:
        return np.zeros((items, 0)), np.zeros(0, np.intp)
    drawn = np.random.default_rng(seed).multinomial(items, np.full(items, 1 / items), size=resamples)
    different, times = np.unique(drawn, axis=0, return_counts=True)
    return different.T.astype(float), times


def batches(found: Patterns, weights: Floats, progress: Progress | None, times: Ints) -> Iterator[tuple[int, Floats]]:
    """Weights a batch at a time, with the number of the first; ends early where `progress` returns False."""
    size = min(_AT_ONCE, max(1, _MOST_CELLS // max(len(found.first), 1)))
    whole = int(times.sum())
    for begin in range(0, weights.shape[1], size):
        if progress and not progress(int(times[:begin].sum()), whole):
            return
        yield begin, weights[:, begin : begin + size]
    if progress:
        progress(whole, whole)
