"""All ties of the graph as arrays: what paths of influence, reach and cuts are worked out on, compact enough to keep.

A tie is a row. It lets influence pass in two ways, along it and against it, so it gives two arcs; the arcs of all ties
between the same two entities in the same direction form one pair. How strong an arc is, is no part of the projection.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_loader.errors import CyberatlasError

Numbers = NDArray[np.int32]
Signs = NDArray[np.int8]
Flags = NDArray[np.bool_]
Lengths = NDArray[np.float64]


class UnknownEntityError(CyberatlasError):
    """No entity of the graph has these ids; `ids` names them."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(f"Not in the graph: {', '.join(ids)}. Search for a name to find what there is.")


class Pairs(NamedTuple):
    """The pairs of entities that arcs join, sorted by source, then target.

    Pair p goes from entity `sources[p]` to `targets[p]`; its arcs are `arcs[begins[p] : begins[p + 1]]`, each twice the
    number of its row, plus one where it runs against the tie.
    """

    sources: Numbers
    targets: Numbers
    begins: Numbers
    arcs: Numbers


@dataclass(frozen=True, eq=False)
class Projection:
    """n entities and m ties.

    `ids` are sorted; `source` and `target` (m) are numbers of entities, `relation` (m) numbers of `relations`. `start`
    and `end` (m) are dates as whole numbers, as precise as they are known, 0 where they are not: 2018, 201811 or
    20181112. `polarity` (m) is +1, 0 or -1.
    """

    ids: Sequence[str]
    relations: Sequence[str]
    source: Numbers
    target: Numbers
    relation: NDArray[np.int16]
    start: Numbers
    end: Numbers
    verified: Flags
    polarity: Signs

    def index(self, identity: str) -> int:
        """The number of an entity.

        Raises:
            UnknownEntityError: no entity has this id.
        """
        at = bisect_left(self.ids, identity)
        if at == len(self.ids) or self.ids[at] != identity:
            raise UnknownEntityError([identity])
        return at

    def indices(self, ids: Iterable[str]) -> list[int]:
        """The numbers of entities, in this order; an error names all ids that are unknown."""
        found, unknown = [], []
        for identity in ids:
            try:
                found.append(self.index(identity))
            except UnknownEntityError:
                unknown.append(identity)
        if unknown:
            raise UnknownEntityError(unknown)
        return found

    @cached_property
    def pairs(self) -> Pairs:
        """The ties by the pairs that they join, in both directions; a tie of an entity to itself joins nothing."""
        rows = np.flatnonzero(self.source != self.target).astype(np.int32)
        source, target = self.source[rows], self.target[rows]
        key = np.concatenate([source, target]).astype(np.int64) * max(len(self.ids), 1)
        key += np.concatenate([target, source])
        order = np.argsort(key)
        key = key[order]
        arcs = np.concatenate([2 * rows, 2 * rows + 1])[order]
        begins = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)]).astype(np.int32)
        first = key[begins]
        size = max(len(self.ids), 1)
        sources, targets = (first // size).astype(np.int32), (first % size).astype(np.int32)
        return Pairs(sources, targets, np.append(begins, np.int32(len(key))).astype(np.int32), arcs)

    @cached_property
    def penalties(self) -> NDArray[np.float32]:
        """What decides between paths of equal strength, for each pair: fewer ties of whom it leads to go first.

        Where that is equal too, a number made of both ids decides. All are below 1.1e-8, too little to outweigh a
        difference in strength that anyone would see.
        """
        size = len(self.ids)
        degrees = np.bincount(self.source, minlength=size) + np.bincount(self.target, minlength=size)
        drawn = np.fromiter(map(zlib.crc32, map(str.encode, self.ids)), np.uint64, size) | np.uint64(1)
        mixed = (drawn[self.pairs.sources] * drawn[self.pairs.targets]) >> np.uint64(32)
        crowded = degrees[self.pairs.targets] / max(int(degrees.max(initial=1)), 1)
        return (1e-8 * crowded + 1e-9 / 2**32 * mixed).astype(np.float32)

    def rows_between(self, source: int, target: int) -> tuple[NDArray[np.intp], Flags]:
        """The rows of all ties between two entities, and which of them run from the first to the second."""
        pairs = self.pairs
        low, high = np.searchsorted(pairs.sources, [source, source + 1])
        at = low + np.searchsorted(pairs.targets[low:high], target)
        if at == high or pairs.targets[at] != target:
            return np.empty(0, np.intp), np.empty(0, np.bool_)
        arcs = np.sort(pairs.arcs[pairs.begins[at] : pairs.begins[at + 1]])
        return (arcs // 2).astype(np.intp), arcs % 2 == 0

    @property
    def megabytes(self) -> float:
        """What is kept in memory, the ids as Python keeps them."""
        import sys

        arrays: list[NDArray[Any]] = [
            self.source,
            self.target,
            self.relation,
            self.start,
            self.end,
            self.verified,
            self.polarity,
        ]
        arrays += [*self.pairs, self.penalties]
        return (sum(array.nbytes for array in arrays) + sum(map(sys.getsizeof, self.ids)) + 8 * len(self.ids)) / 1e6


def number_of_date(date: str) -> int:
    """`2018-11` -> 201811; 0 for an empty date."""
    return int(date.replace("-", "") or 0)


def date_of_number(number: int) -> str:
    """201811 -> `2018-11`; empty for 0."""
    digits = str(number) if number else ""
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))


def first_days(dates: NDArray[np.int32]) -> Numbers:
    """The first day that each date may mean, as a number of eight digits; 0 stays 0."""
    return _days(dates, 101, 1)


def last_days(dates: NDArray[np.int32]) -> Numbers:
    """The last day that each date may mean, as a number of eight digits, which sorts right; 0 stays 0."""
    return _days(dates, 1231, 31)


def _days(dates: NDArray[np.int32], in_year: int, in_month: int) -> Numbers:
    known = np.where(dates < 1_000_000, dates * 100 + in_month, dates)
    return np.where(dates == 0, 0, np.where(dates < 10_000, dates * 10_000 + in_year, known)).astype(np.int32)
