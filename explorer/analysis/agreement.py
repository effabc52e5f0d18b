"""How far any two actors agree, on how many shared items, with an interval; and an order in which blocks show."""

from dataclasses import dataclass

import numpy as np

from explorer.analysis.patterns import LEAST_SHARED, Floats, Ints
from explorer.analysis.positions import Positions
from explorer.analysis.records import Record, counted

Z = 1.959964
"""Of the standard normal distribution, for intervals of 95 %."""


@dataclass(frozen=True)
class Pair(Record):
    """Agreement of two actors, 0 to 1, with the interval `low` to `high`; None where `reason` says why."""

    first: str
    second: str
    share: float | None
    low: float | None
    high: float | None
    shared: int
    reason: str


@dataclass(frozen=True, eq=False)
class Agreement(Record):
    """Agreement of all pairs: matrices of shape (actors, actors), NaN where a pair shares too few items.

    `share` is the mean over the items on which both took a position: 1 the same, 1/2 where one alone abstained, 0
    opposed (Lijphart 1963, American Political Science Review 57). `low` and `high` are the Wilson interval of 95 %
    (Wilson 1927; Brown, Cai and DasGupta 2001, Statistical Science 16); with halves among the scores it is a little
    too wide. `order` are the numbers of the actors in an order in which blocks show.
    """

    actors: tuple[str, ...]
    share: Floats
    low: Floats
    high: Floats
    shared: Ints
    order: tuple[int, ...]
    least_shared: int
    notes: tuple[str, ...]

    def pair(self, first: str, second: str) -> Pair:
        """The agreement of two actors by their ids."""
        ends = [self.actors.index(each) if each in self.actors else -1 for each in (first, second)]
        missing = [each for each, at in zip((first, second), ends, strict=True) if at < 0]
        if missing:
            return Pair(first, second, None, None, None, 0, f"{' and '.join(missing)} took too few positions here")
        shared, share = int(self.shared[*ends]), float(self.share[*ends])
        if np.isnan(share):
            reason = f"they share {counted(shared, 'item')}; at least {self.least_shared} are needed"
            return Pair(first, second, None, None, None, shared, reason)
        return Pair(first, second, share, float(self.low[*ends]), float(self.high[*ends]), shared, "")


def agreement(positions: Positions, least_shared: int = LEAST_SHARED) -> Agreement:
    """The agreement of all pairs of actors."""
    least = max(least_shared, 1)
    known, values = positions.known.astype(float), positions.values.astype(float)
    abstained = known * (values == 0)
    # 1 - |x - y| / 2 is (1 + xy) / 2, and 1/2 more where both abstained.
    alike = (known @ known.T + values @ values.T + abstained @ abstained.T) / 2
    shared = np.rint(known @ known.T).astype(np.intp)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(shared >= least, alike / shared, np.nan)
    low, high = wilson(share, shared)
    pairs = np.triu_indices(len(share), 1)
    few = int(np.isnan(share[pairs]).sum())
    notes = [*positions.notes]
    if few:
        notes.append(
            f"{counted(few, 'pair')} of {len(pairs[0]):,} can't be compared: they share fewer than "
            f"{counted(least, 'item')}."
        )
    return Agreement(positions.actors, share, low, high, shared, seriation(share), least, tuple(notes))


def wilson(share: Floats, number: Ints, z: float = Z) -> tuple[Floats, Floats]:
    """The Wilson score interval of a share found in `number` trials; NaN where the share is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        trials = np.where(np.isnan(share), np.nan, number)
        middle = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
        half = z / (1 + z**2 / trials) * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    # Rounding may not push a bound past what was found.
    return np.minimum(np.maximum(middle - half, 0), share), np.maximum(np.minimum(middle + half, 1), share)


def imputed(share: Floats, sizes: Floats | None = None) -> Floats:
    """Agreement with the pairs that are NaN filled in by the mean of the one plus that of the other minus that of all.

    Of shape (p, p) or (r, p, p). Means go over the pairs that are known, each row counting `sizes` (p) times. A row
    without any takes the mean of all; where nothing is known it is 1/2.
    """
    sizes = np.ones(share.shape[-1]) if sizes is None else sizes
    known = ~np.isnan(share)
    if known.all():
        return share
    filled = np.where(known, share, 0)
    seen = known @ sizes
    sums = filled @ sizes
    total = (seen * sizes).sum(axis=-1, keepdims=True)
    whole = np.where(total > 0, (sums * sizes).sum(axis=-1, keepdims=True) / np.maximum(total, 1e-12), 0.5)
    means = np.where(seen > 0, sums / np.maximum(seen, 1e-12), whole)
    guess = means[..., :, None] + means[..., None, :] - whole[..., None]
    return np.where(known, share, np.clip(guess, 0, 1))


def seriation(share: Floats) -> tuple[int, ...]:
    """An order of the actors in which neighbours agree most: average linkage, then the best order of its leaves.

    The order is that of Bar-Joseph, Gifford and Jaakkola (2001, Bioinformatics 17). Of an order and its reverse, the
    one whose first actor has the smaller number is taken.
    """
    if len(share) < 3:
        return tuple(range(len(share)))
    from scipy.cluster.hierarchy import leaves_list, linkage

    apart = 1 - imputed(share)
    condensed = apart[np.triu_indices(len(share), 1)]
    order = leaves_list(linkage(np.clip(condensed, 0, 1), "average", optimal_ordering=True)).tolist()
    return tuple(order if order[0] < order[-1] else order[::-1])
