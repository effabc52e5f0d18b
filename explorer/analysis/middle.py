"""Who stands between two camps: closest to both, or with the texts of both."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.agreement import Agreement
from explorer.analysis.camp_names import LEAST_GAP
from explorer.analysis.camps import Camps
from explorer.analysis.patterns import Floats
from explorer.analysis.positions import Positions
from explorer.analysis.records import Record, counted

NO_DIFFERENCE = 0.05
"""Those that are behind the nearest by less are as near as it is, and so on in steps."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Poles(Record):
    """The two camps that agree least: their names, and the ids of those that make them up."""

    first_name: str
    second_name: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    notes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.first and self.second)


@dataclass(frozen=True)
class Text(Record):
    """An item that one pole stood for clearly more than the other: `side` is 0 for the first pole's, 1 the second's."""

    item: str
    label: str
    side: int
    first_mean: float
    second_mean: float


@dataclass(frozen=True)
class Between(Record):
    """How near an actor is to both poles: `nearness` is the lesser of `first` and `second`.

    These are its mean agreements, 0 to 1, with the members of either pole, over the texts of both poles, those of the
    one weighing as much as those of the other: so it makes no difference whose texts came up more often. `for_first`
    and `for_second` are its mean positions, -1 to 1, on the texts of either; `with_both` is true where it is for the
    texts of both on balance. `texts` counts those on which it took a position.
    """

    id: str
    name: str
    nearness: float
    first: float
    second: float
    for_first: float | None
    for_second: float | None
    with_both: bool
    texts: int


@dataclass(frozen=True)
class Middle(Record):
    """Those between the poles, the nearest to both first; the members of the poles themselves are among them.

    Of those as near as makes no difference, the ones that took a position on most texts come first, then those that
    are for most of them, then by name. `equal` counts those that share the first place.
    """

    poles: Poles
    texts: tuple[Text, ...]
    actors: tuple[Between, ...]
    equal: int
    notes: tuple[str, ...]


def poles(camps: Camps, agreement: Agreement) -> Poles:
    """The two camps whose members agree least with each other; where they have a core, the core stands for them."""
    if len(camps.camps) < 2:
        return Poles("", "", (), (), ("There are no two camps, so there is no middle between them.",))
    number = {actor: at for at, actor in enumerate(agreement.actors)}
    members = [camp.core or tuple(sorted(each.id for each in camp.members)) for camp in camps.camps]
    rows = [[number[actor] for actor in camp] for camp in members]
    pairs = [(one, other) for one in range(len(rows)) for other in range(one + 1, len(rows))]
    means = {(one, other): _mean(agreement.share[np.ix_(rows[one], rows[other])]) for one, other in pairs}
    told = [pair for pair in pairs if not np.isnan(means[pair])]
    if not told:
        return Poles("", "", (), (), ("The camps share too few items to be compared.",))
    one, other = min(told, key=lambda pair: (round(means[pair], 9), pair))
    return Poles(camps.camps[one].name, camps.camps[other].name, members[one], members[other], ())


def middle(positions: Positions, between: Poles) -> Middle:
    """How near each actor is to two poles; one that took no position on the texts of one of them is left out."""
    if not between:
        return Middle(between, (), (), 0, between.notes)
    texts = texts_of(positions, between)
    near = [_to_pole(positions, texts, pole) for pole in (between.first, between.second)]
    support = supports(positions, texts)
    column_of = {item.id: at for at, item in enumerate(positions.items)}
    taken = positions.known[:, [column_of[text.item] for text in texts]].sum(axis=1)
    actors = []
    for at, actor in enumerate(positions.actors):
        first, second = (float(pole[at]) for pole in near)
        if np.isnan(first) or np.isnan(second):
            continue
        for_first, for_second = (None if np.isnan(side) else float(side) for side in support[at])
        both = (for_first or 0) > 0 and (for_second or 0) > 0
        name, nearness = positions.names[actor], min(first, second)
        actors.append(Between(actor, name, nearness, first, second, for_first, for_second, both, int(taken[at])))
    best = max((each.nearness for each in actors), default=0.0)
    actors.sort(key=lambda each: (*_rank(each, best), each.name, each.id))
    equal = sum(_rank(each, best) == _rank(actors[0], best) for each in actors)
    return Middle(between, texts, tuple(actors), equal, (*positions.notes, *_notes(between, texts, equal)))


def _notes(between: Poles, texts: Sequence[Text], equal: int) -> list[str]:
    notes = [
        f"No text is clearly that of those who {name}, so the middle rests on one side's texts."
        for side, name in enumerate((between.first_name, between.second_name))
        if not any(text.side == side for text in texts)
    ]
    if equal > 1:
        notes.append(f"{counted(equal, 'actor')} stand equally in the middle; they are in the order of their names.")
    return notes


def _rank(each: Between, best: float) -> tuple[int, int, float]:
    """The nearest first; of those equally near the ones on most record, then those for most of the texts."""
    behind = int((best - each.nearness + _ROUNDING) / NO_DIFFERENCE)
    return behind, -each.texts, -round((each.for_first or 0) + (each.for_second or 0), 9)


def texts_of(positions: Positions, between: Poles) -> tuple[Text, ...]:
    """The items on which the mean positions of the poles lie at least half a step (of -1 to 1) apart."""
    row_of = {actor: at for at, actor in enumerate(positions.actors)}
    means = [
        mean_positions(positions, [row_of[each] for each in pole if each in row_of])
        for pole in (between.first, between.second)
    ]
    return tuple(
        Text(item.id, item.label, int(second > first), float(first), float(second))
        for item, first, second in zip(positions.items, *means, strict=True)
        if abs(first - second) >= LEAST_GAP
    )


def supports(positions: Positions, texts: Sequence[Text]) -> Floats:
    """Mean position of each actor on the texts of each pole, (actors, 2); NaN where it took none."""
    column_of = {item.id: at for at, item in enumerate(positions.items)}
    sides = [[column_of[text.item] for text in texts if text.side == side] for side in (0, 1)]
    return np.column_stack([mean_positions(positions, None, columns) for columns in sides])


def mean_positions(positions: Positions, rows: Sequence[int] | None, columns: Sequence[int] | None = None) -> Floats:
    """Mean of the known positions: of some rows item by item, or, without rows, over some columns actor by actor."""
    known, values = (
        (positions.known[rows], positions.values[rows])
        if rows is not None
        else (positions.known[:, columns or []], positions.values[:, columns or []])
    )
    axis = 0 if rows is not None else 1
    number = known.sum(axis=axis)
    return np.asarray(np.where(number > 0, np.where(known, values, 0).sum(axis=axis) / np.maximum(number, 1), np.nan))


def _mean(share: Floats) -> float:
    return float(np.nanmean(share)) if (~np.isnan(share)).any() else float("nan")


def _to_pole(positions: Positions, texts: Sequence[Text], pole: Sequence[str]) -> Floats:
    """Mean agreement of each actor with the members of a pole other than itself; NaN where none can be told.

    The texts of either side weigh the same; a side without texts does not weigh.
    """
    row_of = {actor: at for at, actor in enumerate(positions.actors)}
    rows = [row_of[each] for each in pole if each in row_of]
    column_of = {item.id: at for at, item in enumerate(positions.items)}
    sides = [[column_of[text.item] for text in texts if text.side == side] for side in (0, 1)]
    means = [_agreement(positions, rows, side) for side in sides if side]
    return np.asarray(np.mean(means or [np.full(len(row_of), np.nan)], axis=0))


def _agreement(positions: Positions, rows: Sequence[int], columns: Sequence[int]) -> Floats:
    """Mean over items of the mean agreement of each actor with those in `rows`, itself left out."""
    values, known = positions.values[:, columns].astype(float), positions.known[:, columns]
    both = known[:, None, :] & known[None, rows, :]
    both[rows, range(len(rows))] = False
    alike = (1 - np.abs(values[:, None, :] - values[None, rows, :]) / 2) * both
    number = both.sum(axis=1)
    by_item = np.where(number > 0, alike.sum(axis=1) / np.maximum(number, 1), 0)
    told = (number > 0).sum(axis=1)
    return np.asarray(np.where(told > 0, by_item.sum(axis=1) / np.maximum(told, 1), np.nan))
