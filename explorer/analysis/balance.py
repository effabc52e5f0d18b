"""Structural balance: are the friends of friends friends, and how far does the best split leave ties at odds?

Ties are signed as in `camps`: positive where two actors agree more than the middle, negative where less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.camps import signed
from explorer.analysis.eigen import eigh
from explorer.analysis.patterns import LEAST_SHARED, Floats, Ints, Patterns, patterns
from explorer.analysis.positions import Positions
from explorer.analysis.records import Record

MOST_TRIADS = 20
_STARTS = 20
_SEED = 7


@dataclass(frozen=True)
class Triad(Record):
    """Three actors at odds: `ties` are those of first with second, first with third, second with third.

    `strain` is the weight of the weakest of the three. `alike` counts the triads of actors with these same positions;
    the three that stand for them are the first by id.
    """

    actors: tuple[str, ...]
    names: tuple[str, ...]
    ties: tuple[float, float, float]
    strain: float
    alike: int


@dataclass(frozen=True)
class Frustration(Record):
    """Ties at odds with a split: negative ones within a part, positive ones between parts.

    `share` is their share in the number of ties, `weight_share` in their weight. An upper bound of the least there
    is: a better split may exist, finding the best one is NP-hard.
    """

    parts: int
    ties: int
    share: float
    weight_share: float


@dataclass(frozen=True)
class Balance(Record):
    """`triads` counts the triads of three ties by their positive ties (3, 2, 1, 0).

    `balanced` is the share with an even number of negative ties (Cartwright and Harary 1956, Psychological Review 63),
    `weakly_balanced` counts three mutual enemies in too (Davis 1967, Human Relations 20); None without any triad.
    `by_camps` is the frustration that the camps leave, `by_two` that of the best split found into two factions, the
    line index of Harary (1959, Behavioral Science 4) where the split is the best there is.
    """

    positive: int
    negative: int
    triads: Mapping[int, int]
    balanced: float | None
    weakly_balanced: float | None
    by_camps: Frustration | None
    by_two: Frustration | None
    strained: tuple[Triad, ...]
    notes: tuple[str, ...]


def balance(
    positions: Positions,
    camp_of: Mapping[str, int | None],
    *,
    least_shared: int = LEAST_SHARED,
    middle: float | None = None,
    most: int = MOST_TRIADS,
) -> Balance:
    """Balance of the signed graph of agreement; `camp_of` gives the camp of each actor, None for a part of its own."""
    found = patterns(positions, least_shared)
    of_patterns = signed(found, np.ones((found.items, 1)), middle)[:, 0]
    tie = spread(found, of_patterns)
    upper = np.triu(tie, 1)
    positive, negative = int((upper > 0).sum()), int((upper < 0).sum())
    if not positive + negative:
        nothing = (*positions.notes, "No tie joins or divides anyone: there is nothing to balance.")
        return Balance(0, 0, dict.fromkeys((3, 2, 1, 0), 0), None, None, None, None, (), nothing)
    kinds = triads(np.sign(tie))
    whole = sum(kinds.values())
    notes = [*positions.notes, "Frustration is an upper bound: that of the best split that was found."]
    if not whole:
        notes.append("No three actors are all tied to each other, so there is no triad.")
    alone = iter(range(-1, -len(positions.actors) - 1, -1))
    camp = np.array([next(alone) if (at := camp_of.get(each)) is None else at for each in positions.actors])
    return Balance(
        positive,
        negative,
        kinds,
        (kinds[3] + kinds[1]) / whole if whole else None,
        (kinds[3] + kinds[1] + kinds[0]) / whole if whole else None,
        frustration(tie, camp),
        frustration(tie, two_factions(tie, camp)),
        strained(positions, found, of_patterns, most),
        tuple(notes),
    )


def spread(found: Patterns, tie: Floats) -> Floats:
    """Ties of pairs of patterns (q) -> of all actors, (n, n): 0 on the diagonal and where two can't be compared."""
    matrix: Floats = found.square(tie[:, None])[0][np.ix_(found.of, found.of)]
    np.fill_diagonal(matrix, 0)
    return matrix


def triads(sign: Floats) -> dict[int, int]:
    """How many triads there are with 3, 2, 1 and 0 positive ties, from traces of products of the two layers."""
    plus, minus = (sign > 0).astype(float), (sign < 0).astype(float)
    two_plus, two_minus = plus @ plus, minus @ minus
    return {
        3: round(float((two_plus * plus).sum()) / 6),
        2: round(float((two_plus * minus).sum()) / 2),
        1: round(float((two_minus * plus).sum()) / 2),
        0: round(float((two_minus * minus).sum()) / 6),
    }


def frustration(tie: Floats, part: Ints) -> Frustration:
    """What a split leaves at odds; `part` (n) are part numbers."""
    within = part[:, None] == part[None, :]
    odd = np.triu(np.where(within, tie < 0, tie > 0), 1)
    every = np.triu(tie != 0, 1)
    weight = np.abs(tie)
    number = int(odd.sum())
    return Frustration(
        len(np.unique(part)), number, number / max(int(every.sum()), 1),
        float(weight[odd].sum() / max(weight[every].sum(), 1e-12)),
    )  # fmt: skip


def two_factions(tie: Floats, camp: Ints) -> Ints:
    """The best split into two parts that was found: by weight, from several starts, moving one actor at a time.

    Starts are the signs of the leading eigenvector, each camp against all others, and random ones (the same always).
    """
    vectors = eigh(tie)[1]
    starts = [np.where(vectors[:, -1] >= 0, 1.0, -1.0)]
    starts += [np.where(camp == number, 1.0, -1.0) for number in np.unique(camp[camp >= 0])]
    starts += list(np.random.default_rng(_SEED).choice([-1.0, 1.0], (_STARTS, len(tie))))
    found = [_settled(tie, start) for start in starts]
    best = max(found, key=lambda side: float(side @ tie @ side))
    return np.asarray((best > 0) != (best[0] > 0), np.intp)


def _settled(tie: Floats, start: Floats) -> Floats:
    """Move the actor most at odds with its side to the other, until none is."""
    side, pull = start.copy(), tie @ start
    while True:
        gain = -side * pull
        worst = int(np.argmax(gain))
        if gain[worst] <= 1e-9:
            return side
        side[worst] *= -1
        pull += 2 * side[worst] * tie[:, worst]


def strained(positions: Positions, found: Patterns, tie: Floats, most: int = MOST_TRIADS) -> tuple[Triad, ...]:
    """The unbalanced triads whose weakest tie is the heaviest, of those that took the same positions only one.

    `tie` (q) are the ties of pairs of patterns. Two with the same positions are joined and tied alike to all others,
    so the three of such a triad took different ones.
    """
    matrix = found.square(tie[:, None])[0]
    weight: Floats = np.abs(matrix)
    best: list[tuple[float, int, int, int]] = []
    for first in range(len(matrix) - 2):
        rest = slice(first + 1, None)
        near, far = matrix[first, rest], matrix[rest, rest]
        odd = np.triu(near[:, None] * near[None, :] * far < 0, 1)
        strain = np.where(
            odd, np.minimum(np.minimum.outer(weight[first, rest], weight[first, rest]), weight[rest, rest]), 0
        )
        for at in np.argsort(-np.round(strain, 9), axis=None, kind="stable")[:most]:
            second, third = divmod(int(at), strain.shape[1])
            if strain[second, third] > 0:
                best.append((float(strain[second, third]), first, first + 1 + second, first + 1 + third))
    shown = [int(np.argmax(found.of == pattern)) for pattern in range(len(matrix))]
    told = [_triad(positions, found, matrix, shown, strain, at) for strain, *at in best]
    return tuple(sorted(told, key=lambda triad: (-round(triad.strain, 9), -triad.alike, triad.actors))[:most])


def _triad(
    positions: Positions, found: Patterns, tie: Floats, shown: Sequence[int], strain: float, at: Sequence[int]
) -> Triad:
    one, two, three = sorted(at, key=lambda pattern: shown[pattern])
    actors = tuple(positions.actors[shown[each]] for each in (one, two, three))
    ties = (float(tie[one, two]), float(tie[one, three]), float(tie[two, three]))
    alike = int(found.sizes[[one, two, three]].prod())
    return Triad(actors, tuple(positions.names[each] for each in actors), ties, strain, alike)
