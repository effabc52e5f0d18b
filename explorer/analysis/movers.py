"""Who moved between two periods, and the items that moved it.

An actor leans towards the first of two poles as far as it is for its texts and against those of the second: half the
difference of its mean positions on the texts of either, -1 to 1. Since the texts of each pole weigh the same in both
periods, it does not count as a move that one period saw more of them than the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.middle import Poles, Text, supports, texts_of
from explorer.analysis.patterns import RESAMPLES, SEED, Floats, Ints
from explorer.analysis.positions import Positions
from explorer.analysis.records import Record, counted

MOST_REASONS = 5
LEAST_TEXTS = 2
"""On so many texts of each pole an actor must have taken a position, in each period."""
_FEW_TEXTS = 3
_LEAST = 1e-9


@dataclass(frozen=True)
class Reason(Record):
    """An item that moved an actor: `position` is what it did there, `part` its share in the change of the lean.

    The parts of all items of the later period add up to the change.
    """

    item: str
    label: str
    position: int
    part: float


@dataclass(frozen=True)
class Mover(Record):
    """An actor with its lean in both periods, -1 (wholly with the second pole) to 1 (wholly with the first).

    `low` and `high` are the 95 % interval of the change by bootstrap over the texts of each pole in each period; None
    where it took a position on fewer than three of a pole's texts in a period, since two that are alike would make an
    interval of no width.
    `items` are those that moved it, the strongest first; `texts` counts the texts behind the leans before and after.
    """

    id: str
    name: str
    before: float
    after: float
    change: float
    low: float | None
    high: float | None
    items: tuple[Reason, ...]
    texts: tuple[int, int]


@dataclass(frozen=True)
class Movers(Record):
    """Movers, the farthest first; who did not move at all is left out. `compared` counts all with both leans."""

    poles: Poles
    movers: tuple[Mover, ...]
    compared: int
    notes: tuple[str, ...]


def movers(
    before: Positions, after: Positions, between: Poles, *, resamples: int = RESAMPLES, seed: int = SEED
) -> Movers:
    """Who moved from one set of positions to another, between the same poles.

    Only those who took a position on two texts of each pole in each period are compared. Of those that moved equally
    far, the order is that of their names.
    """
    if not between:
        return Movers(between, (), 0, between.notes)
    texts = [texts_of(period, between) for period in (before, after)]
    notes = _notes(between, texts)
    taken = [_taken(period, found) for period, found in zip((before, after), texts, strict=True)]
    leans = [_lean(supports(period, found)) for period, found in zip((before, after), texts, strict=True)]
    common, chosen = _comparable(before, after, taken)
    if not common:
        none = f"No actor took positions on {LEAST_TEXTS} texts of each pole in each period."
        return Movers(between, (), 0, (*notes, none))
    clouds = [
        _resampled(period, found, row, resamples, seed + turn)
        for turn, (period, found, row) in enumerate(zip((before, after), texts, chosen, strict=True))
    ]
    was, now = (lean[row] for lean, row in zip(leans, chosen, strict=True))
    change = now - was
    low, high = _bounds(clouds[1] - clouds[0], change)
    told = []
    for at, actor in enumerate(common):
        if abs(change[at]) <= _LEAST:
            continue
        earlier, later = (int(row[at]) for row in chosen)
        numbers = (int(taken[0][earlier].sum()), int(taken[1][later].sum()))
        enough = min(taken[0][earlier].min(), taken[1][later].min()) >= _FEW_TEXTS
        moved = float(change[at])
        least, greatest = (float(low[at]), float(high[at])) if enough else (None, None)
        items = _reasons(before, after, texts, earlier, later, moved)
        name = after.names[actor]
        told.append(Mover(actor, name, float(was[at]), float(now[at]), moved, least, greatest, items, numbers))
    told.sort(key=lambda mover: (-round(abs(mover.change), 9), mover.name, mover.id))
    return Movers(between, tuple(told), len(common), tuple(notes))


def _comparable(before: Positions, after: Positions, taken: Sequence[Ints]) -> tuple[list[str], list[Ints]]:
    """The actors with enough texts in both periods, and their row numbers in either."""
    rows = [{actor: at for at, actor in enumerate(period.actors)} for period in (before, after)]
    common = [
        actor
        for actor in sorted(rows[0].keys() & rows[1].keys())
        if all(number[row[actor]].min() >= LEAST_TEXTS for number, row in zip(taken, rows, strict=True))
    ]
    return common, [np.array([row[actor] for actor in common], np.intp) for row in rows]


def _taken(period: Positions, texts: Sequence[Text]) -> Ints:
    """On how many texts of each pole each actor took a position, (actors, 2)."""
    column_of = {item.id: at for at, item in enumerate(period.items)}
    sides = [[column_of[text.item] for text in texts if text.side == side] for side in (0, 1)]
    return np.column_stack([period.known[:, columns].sum(axis=1) for columns in sides])


def _lean(support: Floats) -> Floats:
    return np.asarray((support[:, 0] - support[:, 1]) / 2)


def _resampled(period: Positions, texts: Sequence[Text], rows: Ints, resamples: int, seed: int) -> Floats:
    """Leans over resamples of the texts of each pole, (resamples, actors); NaN where none of a pole's is known."""
    column_of = {item.id: at for at, item in enumerate(period.items)}
    means = []
    for side in (0, 1):
        columns = np.array([column_of[text.item] for text in texts if text.side == side], np.intp)
        known = period.known[np.ix_(rows, columns)].astype(float)
        values = np.where(known > 0, period.values[np.ix_(rows, columns)], 0)
        number = len(columns)
        drawn = np.random.default_rng([seed, side]).multinomial(number, np.full(number, 1 / number), size=resamples)
        with np.errstate(divide="ignore", invalid="ignore"):
            means.append((drawn @ values.T) / (drawn @ known.T))
    return np.asarray((means[0] - means[1]) / 2)


def _bounds(cloud: Floats, change: Floats) -> tuple[Floats, Floats]:
    """Percentiles of the resamples, widened where the change itself lies beyond."""
    cloud = np.concatenate([cloud, change[None]])
    low, high = np.nanpercentile(cloud, [2.5, 97.5], axis=0)
    return np.fmin(low, change), np.fmax(high, change)


def _reasons(
    before: Positions, after: Positions, texts: Sequence[Sequence[Text]], was: int, now: int, change: float
) -> tuple[Reason, ...]:
    earlier = supports(before, texts[0])[was]
    column_of = {item.id: at for at, item in enumerate(after.items)}
    taken = [text for text in texts[1] if after.known[now, column_of[text.item]]]
    found = []
    for text in taken:
        position = int(after.values[now, column_of[text.item]])
        number = sum(other.side == text.side for other in taken)
        part = (position - earlier[text.side]) * (1 if text.side == 0 else -1) / (2 * number)
        if part * change > 0:
            found.append(Reason(text.item, text.label, position, float(part)))
    return tuple(sorted(found, key=lambda reason: -abs(reason.part))[:MOST_REASONS])


def _notes(between: Poles, texts: Sequence[Sequence[Text]]) -> list[str]:
    notes = []
    for when, found in zip(("earlier", "later"), texts, strict=True):
        for side, name in enumerate((between.first_name, between.second_name)):
            number = sum(text.side == side for text in found)
            if number < _FEW_TEXTS:
                notes.append(f"The {when} period has {counted(number, 'text')} of those who {name}: moves are rough.")
    return notes
