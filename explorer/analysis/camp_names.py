"""What tells camps apart, in words: the names of camps come from what they did, never from us."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.evidence import WORDS
from explorer.analysis.patterns import Floats, Ints
from explorer.analysis.positions import Positions
from explorer.analysis.records import Record

MOST_IN_NAME = 2
MOST_MARKS = 5
LEAST_GAP = 0.5
"""So far the mean positions of two camps, from -1 to 1, must lie apart for an item to tell them apart."""


@dataclass(frozen=True)
class Mark(Record):
    """An item that tells a camp from others: `side` is what most of it did (+1, -1, 0), `word` the same in words.

    `mean` is the mean position of the camp, -1 to 1, and `others` that of all the other camps' members. `united` is
    the share of its members with a position that took the side.
    """

    item: str
    label: str
    side: int
    word: str
    mean: float
    others: float
    united: float


def marks(positions: Positions, groups: Sequence[Ints]) -> list[tuple[Mark, ...]]:
    """For each group of actor numbers its marks, those that tell it from the most actors first.

    The first mark tells the group best from the actors of all other camps. Each further one tells it best from the
    camps that the marks before it do not tell it from, then again from all.
    """
    means = np.array([_means(positions, group) for group in groups]).reshape(len(groups), len(positions.items))
    return [_marks(positions, groups, means, at) for at in range(len(groups))]


def names(marked: Sequence[Sequence[Mark]]) -> list[str]:
    """A name for each group from its first marks: two, or as many as it takes that no two have the same name."""
    for most in range(MOST_IN_NAME, MOST_MARKS + 1):
        found = [named(group[:most]) for group in marked]
        if len(set(found)) == len(found):
            return found
    return [f"{name} ({number})" for number, name in enumerate(found, 1)]


def named(found: Sequence[Mark]) -> str:
    """`supported 73/27, opposed 73/266`; items of one word stand together: `supported 73/27 and 73/266`."""
    words: dict[str, list[str]] = {}
    for mark in found:
        words.setdefault(mark.word, []).append(mark.label)
    return ", ".join(f"{word} {' and '.join(labels)}" for word, labels in words.items()) or "all together"


def _means(positions: Positions, group: Ints) -> Floats:
    """Mean position of a group on each item; NaN where none of it took one."""
    known = positions.known[group].sum(axis=0)
    sums = np.where(positions.known[group], positions.values[group], 0).sum(axis=0)
    return np.where(known > 0, sums / np.maximum(known, 1), np.nan)


def _marks(positions: Positions, groups: Sequence[Ints], means: Floats, at: int) -> tuple[Mark, ...]:
    others = [number for number in range(len(groups)) if number != at]
    if not others:
        return ()
    gaps = np.nan_to_num(np.abs(means[at] - means[others]))
    sizes = np.array([len(groups[number]) for number in others], float)
    beyond = np.concatenate([groups[number] for number in others])
    untold = np.ones(len(others), bool)
    found: list[int] = []
    while len(found) < min(MOST_MARKS, len(positions.items)):
        wanted = sizes * untold if untold.any() else sizes
        scores = np.round(wanted @ gaps / wanted.sum(), 9)
        if found and not untold.any():
            # What it stood against says more beside what it stood for.
            same = np.sign(means[at]) == np.sign(means[at, found[-1]])
            scores[same & (scores >= LEAST_GAP) & bool((scores[~same] >= LEAST_GAP).any())] -= 2
        scores[found] = -1
        best = int(np.argmax(scores))
        if scores[best] >= LEAST_GAP or (not found and scores[best] > 0):
            found.append(best)
            untold &= gaps[:, best] < LEAST_GAP
        elif found and untold.any():
            untold[:] = False
        else:
            break
    return tuple(_mark(positions, groups[at], beyond, item) for item in found)


def _mark(positions: Positions, group: Ints, others: Ints, at: int) -> Mark:
    item = positions.items[at]
    taken = positions.values[group, at][positions.known[group, at]]
    shares = {side: float((taken == side).mean()) for side in (1, -1, 0)}
    side = max(shares, key=lambda each: shares[each])
    word = WORDS[item.evidence][(1, -1, 0).index(side)]
    mean, beyond = (float(_means(positions, each)[at]) for each in (group, others))
    return Mark(item.id, item.label, side, word, mean, beyond, shares[side])
