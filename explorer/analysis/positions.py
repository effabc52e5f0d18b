"""Rows of ties -> positions: who stood where on what, in a period, by topic and by kind of evidence."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.analysis.evidence import BY_DEFAULT, EVIDENCE
from explorer.analysis.records import Item, Record, Row, counted, held, span
from graph_loader.errors import UsageError

LEAST_ITEMS = 3
"""So many positions an actor must have taken to be placed."""

_DATE = re.compile(r"([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?")


@dataclass(frozen=True)
class Scope(Record):
    """Which positions count: from `begin` to `to` (YYYY, YYYY-MM or YYYY-MM-DD; empty for no bound), on which topics.

    No topics or no actors means all of them. An actor that took fewer than `least_items` positions is left out.

    Raises:
        UsageError: a date or a kind of evidence that is none.
    """

    begin: str = ""
    to: str = ""
    topics: tuple[str, ...] = ()
    evidence: tuple[str, ...] = BY_DEFAULT
    least_items: int = LEAST_ITEMS
    actors: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for date in (self.begin, self.to):
            if not _DATE.fullmatch(date):
                raise UsageError(f"{date!r} is no date: expected YYYY, YYYY-MM or YYYY-MM-DD, such as 2018-12.")
        for kind in self.evidence:
            if kind not in EVIDENCE:
                raise UsageError(f"{kind!r} is no kind of evidence: expected some of {', '.join(EVIDENCE)}.")

    @property
    def period(self) -> str:
        """`from 2018 to 2020`, `from 2018`, `up to 2020`, or `at any time`."""
        if self.begin and self.to:
            return f"in {self.begin}" if self.begin == self.to else f"from {self.begin} to {self.to}"
        return f"from {self.begin}" if self.begin else f"up to {self.to}" if self.to else "at any time"


@dataclass(frozen=True, eq=False)
class Positions(Record):
    """Actors (sorted by id) by items (sorted by date and id).

    `values` is int8 of shape (actors, items): +1 for, -1 against, 0 abstained, and 0 too where `known`, of the same
    shape, is false: there no position was taken, which is neither an abstention nor a zero. `left_out` says why an
    actor has no row; `notes` are sentences on what these positions can't tell.
    """

    scope: Scope
    actors: tuple[str, ...]
    names: Mapping[str, str]
    items: tuple[Item, ...]
    values: NDArray[np.int8]
    known: NDArray[np.bool_]
    left_out: Mapping[str, str]
    notes: tuple[str, ...]

    def totals(self, item: str) -> tuple[int, int, int]:
        """How many are for an item, against it and abstained."""
        at = [each.id for each in self.items].index(item)
        column = self.values[self.known[:, at], at]
        return int((column > 0).sum()), int((column < 0).sum()), int((column == 0).sum())

    def taken(self, actor: str) -> dict[str, int]:
        """Item -> position, of those items on which the actor took one."""
        at = self.actors.index(actor)
        return {item.id: int(self.values[at, k]) for k, item in enumerate(self.items) if self.known[at, k]}


def positions(
    rows: Iterable[Row], items: Iterable[Item], names: Mapping[str, str], scope: Scope | None = None
) -> Positions:
    """The positions that rows of ties tell, within a scope. Rows about items that are not given are left out.

    Where several ties of an actor tell of one item, the latest holds; where two of the same date differ, no position
    is known. A position that lasts counts in every period that it touches; without a date of its own it is as old as
    its item. What may lie in the period, by the precision of its date, counts as lying in it.
    """
    scope = scope or Scope()
    given = {item.id: item for item in items if _asked(item, scope)}
    told: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    undated = 0
    for row in rows:
        item = given.get(row.item)
        if item is None or row.position is None or (scope.actors and row.actor not in scope.actors):
            continue
        start = row.start or item.date
        undated += not start
        if held(start, row.end if row.lasting else start, scope.begin, scope.to):
            told[row.actor, row.item].append((span(start)[0] if start else "", row.position))
    settled = {pair: position for pair, found in told.items() if (position := _latest(found)) is not None}
    numbers = Counter(actor for actor, _ in settled)
    left_out = {
        actor: f"took {counted(number, 'position')} {scope.period}; at least {scope.least_items} are needed"
        for actor, number in sorted(numbers.items())
        if number < scope.least_items
    }
    left_out |= dict.fromkeys(sorted(scope.actors - numbers.keys()), f"took no position {scope.period}")
    kept = {pair: position for pair, position in settled.items() if pair[0] not in left_out}
    notes = [*_about_scope(scope), *_about_rows(len(told) - len(settled), undated if scope.begin or scope.to else 0)]
    return _matrix(kept, given, names, scope, left_out, notes)


def _asked(item: Item, scope: Scope) -> bool:
    return item.evidence in scope.evidence and (not scope.topics or item.topic in scope.topics)


def _latest(found: Sequence[tuple[str, int]]) -> int | None:
    """The latest position; None where the latest ones contradict each other."""
    latest = max(date for date, _ in found)
    left = {position for date, position in found if date == latest}
    return left.pop() if len(left) == 1 else None


def _matrix(
    kept: Mapping[tuple[str, str], int],
    given: Mapping[str, Item],
    names: Mapping[str, str],
    scope: Scope,
    left_out: Mapping[str, str],
    notes: Sequence[str],
) -> Positions:
    actors = sorted({actor for actor, _ in kept})
    found = sorted((given[item] for item in {item for _, item in kept}), key=lambda item: (item.date, item.id))
    row_of = {actor: at for at, actor in enumerate(actors)}
    column_of = {item.id: at for at, item in enumerate(found)}
    values = np.zeros((len(actors), len(found)), np.int8)
    known = np.zeros(values.shape, np.bool_)
    for (actor, item), position in kept.items():
        values[row_of[actor], column_of[item]] = position
        known[row_of[actor], column_of[item]] = True
    said = {actor: names.get(actor, actor) for actor in (*actors, *left_out)}
    notes = [*notes, *_about_matrix(found, values, known, scope, left_out)]
    return Positions(scope, tuple(actors), said, tuple(found), values, known, left_out, tuple(notes))


def _about_scope(scope: Scope) -> list[str]:
    if scope.begin and scope.to and span(scope.begin)[0] > span(scope.to)[1]:
        return [f"The period ends ({scope.to}) before it begins ({scope.begin})."]
    return []


def _about_rows(contradictions: int, undated: int) -> list[str]:
    notes = []
    if contradictions:
        notes.append(f"{counted(contradictions, 'position')} left out: the sources contradict each other.")
    if undated:
        notes.append(f"{counted(undated, 'tie')} without any date: counted in every period.")
    return notes


def _about_matrix(
    items: Sequence[Item],
    values: NDArray[np.int8],
    known: NDArray[np.bool_],
    scope: Scope,
    left_out: Collection[str],
) -> list[str]:
    notes = []
    if not items:
        topics = f" on {', '.join(scope.topics)}" if scope.topics else ""
        notes.append(f"No one took {scope.least_items} or more positions{topics} {scope.period}: nothing to compare.")
    elif len(items) == 1:
        notes.append(f"There is a single item ({items[0].label}): it can't show how far two actors agree.")
    alike = [item.label for k, item in enumerate(items) if len(set(values[known[:, k], k].tolist())) < 2]
    if alike and len(items) > 1:
        notes.append(
            f"On {counted(len(alike), 'item')} of {len(items)} all took the same side; these tell no one apart."
        )
    if left_out:
        notes.append(
            f"{counted(len(left_out), 'actor')} left out: fewer than {counted(scope.least_items, 'position')} known."
        )
    return notes
