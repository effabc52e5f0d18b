"""The divide in parts, year by year or topic by topic, each laid onto the picture of the whole.

Each part is placed for itself by ideal points, whose axes have no direction and no unit of their own. It is then
turned, mirrored, shifted and scaled as one, so that the actors come to lie as near as can be to where they stand in
the whole (ordinary Procrustes analysis: Gower 1975, Psychometrika 40; Schönemann 1966, Psychometrika 31). So actors
keep their places, and what moves is what they did, not the axes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.analysis.ideal_points import LEAST_PLACED, ideal_points
from explorer.analysis.patterns import LEAST_SHARED, Floats, Progress, patterns
from explorer.analysis.positions import LEAST_ITEMS, Positions, Scope, positions
from explorer.analysis.records import Item, Record, Row, counted

WINDOW = 3
"""Years behind each picture of the replay: a year alone has too few votes to place anyone."""
MOST_YEARS = 30

Place = tuple[float, float]
_NO_SPREAD = 1e-9


@dataclass(frozen=True)
class Frame(Record):
    """Where actors stand in a part: `places` on the two axes of the whole; who took too few positions has none.

    `items` are the labels of what was voted on. `likeness` is the share of the squared distances from the centre, in
    the whole, that the part explains once it is laid onto it: 1 where all stand as in the whole, 0 where nothing is
    alike. `within` and `between` are the mean agreement of two actors of the same camp and of different camps of the
    whole. All three are None where they can't be told. `notes` say what the part can't tell.
    """

    title: str
    begin: str
    to: str
    items: tuple[str, ...]
    places: Mapping[str, Place]
    likeness: float | None
    within: float | None
    between: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Whole:
    """What the parts are laid onto: the places of the actors, and the number of the camp of each (None: in none)."""

    places: Mapping[str, Place]
    camp_of: Mapping[str, int | None]


def years(
    rows: Sequence[Row],
    items: Sequence[Item],
    names: Mapping[str, str],
    scope: Scope,
    whole: Whole,
    *,
    window: int = WINDOW,
    progress: Progress | None = None,
) -> tuple[Frame, ...]:
    """A frame for each year, of what was done in that year and in the `window` - 1 years before it.

    The years run from that of the first item to the last one whose window holds an item, at most `MOST_YEARS` of them;
    topics and evidence are those of the scope. Where `progress` returns False, the frames made so far are returned.
    """
    asked = [item for item in items if item.evidence in scope.evidence and _on(item, scope) and item.date[:4].isdigit()]
    if not asked:
        return ()
    dated = [int(item.date[:4]) for item in asked]
    last = max(dated) + window - 1
    spans = [(str(year), str(year - window + 1)) for year in range(max(min(dated), last - MOST_YEARS + 1), last + 1)]
    parts = [(year, replace(scope, begin=begin, to=year)) for year, begin in spans]
    return _frames(parts, rows, items, names, whole, progress)


def topics(
    rows: Sequence[Row],
    items: Sequence[Item],
    names: Mapping[str, str],
    scope: Scope,
    whole: Whole,
    *,
    progress: Progress | None = None,
) -> tuple[Frame, ...]:
    """A frame for each topic of the items of the scope, by name; where `progress` returns False, those made so far."""
    found = sorted(
        {item.topic for item in items if item.evidence in scope.evidence and item.topic and _on(item, scope)}
    )
    parts = [(topic, replace(scope, topics=(topic,))) for topic in found]
    made = _frames(parts, rows, items, names, whole, progress)
    return tuple(frame for frame in made if frame.items)


def frame(title: str, part: Positions, whole: Whole) -> Frame:
    """One part, laid onto the whole. Of fewer items than it takes to place an actor, all are taken."""
    least = min(LEAST_SHARED, max(len(part.items), 1))
    labels, scope = tuple(item.label for item in part.items), part.scope
    within, between = _agreement(part, whole.camp_of, least)
    points = ideal_points(part, least_shared=least, resamples=0).points
    common = [point for point in points if point.id in whole.places]
    notes = _notes(part, len(common))
    if len(common) < LEAST_PLACED:
        return Frame(title, scope.begin, scope.to, labels, {}, None, within, between, notes)
    here = np.array([(point.position, point.second) for point in points])
    told = np.array([point.id in whole.places for point in points])
    there = np.array([whole.places[point.id] for point in common])
    laid, likeness = laid_onto(here, told, there)
    places = {point.id: (float(place[0]), float(place[1])) for point, place in zip(points, laid, strict=True)}
    return Frame(title, scope.begin, scope.to, labels, places, likeness, within, between, notes)


def laid_onto(points: Floats, told: Floats, onto: Floats) -> tuple[Floats, float]:
    """Points (n, 2) after the turn, shift and scale that bring those `told` (n, boolean) nearest to `onto` (k, 2).

    The second figure is the share of the squared distances of `onto` from its centre that is explained by them.
    """
    from scipy.linalg import orthogonal_procrustes

    centre, goal = points[told].mean(axis=0), onto.mean(axis=0)
    here, there = points[told] - centre, onto - goal
    spread, wanted = float((here**2).sum()), float((there**2).sum())
    if spread < _NO_SPREAD or wanted < _NO_SPREAD:
        return np.broadcast_to(goal, points.shape).copy(), 0.0
    turn, strength = orthogonal_procrustes(here, there)
    return (points - centre) @ turn * (strength / spread) + goal, float(strength**2 / (spread * wanted))


def _on(item: Item, scope: Scope) -> bool:
    return not scope.topics or item.topic in scope.topics


def _frames(
    parts: Sequence[tuple[str, Scope]],
    rows: Sequence[Row],
    items: Iterable[Item],
    names: Mapping[str, str],
    whole: Whole,
    progress: Progress | None,
) -> tuple[Frame, ...]:
    kept, made = list(items), list[Frame]()
    for title, scope in parts:
        if progress and not progress(len(made), len(parts)):
            break
        made.append(frame(title, _part(rows, kept, names, scope), whole))
    return tuple(made)


def _part(rows: Sequence[Row], items: Sequence[Item], names: Mapping[str, str], scope: Scope) -> Positions:
    """Positions of those who took as many as are asked of anyone, or on all items where there are fewer."""
    every = positions(rows, items, names, replace(scope, least_items=1))
    least = min(LEAST_ITEMS, max(len(every.items), 1))
    return every if least == 1 else positions(rows, items, names, replace(scope, least_items=least))


def _agreement(part: Positions, camp_of: Mapping[str, int | None], least: int) -> tuple[float | None, float | None]:
    """Mean agreement of pairs of one camp and of pairs of two, over the items that tell actors apart."""
    if not part.actors:
        return None, None
    found = patterns(part, least)
    share = found.square(found.shares(np.ones((found.items, 1)))[0])[0][np.ix_(found.of, found.of)]
    camp = np.array([-1 if (at := camp_of.get(actor)) is None else at for actor in part.actors])
    told = np.triu(~np.isnan(share) & (camp >= 0)[:, None] & (camp >= 0), 1)
    same = camp[:, None] == camp
    means = [float(share[pairs].mean()) if pairs.any() else None for pairs in (told & same, told & ~same)]
    return means[0], means[1]


def _notes(part: Positions, common: int) -> tuple[str, ...]:
    number = len(part.items)
    if not number:
        return ("Nothing was put to them in this time: they stay where they were.",)
    if common < LEAST_PLACED:
        return ("All did the same, or too few took part: nobody can be placed.",)
    few = f"It rests on {counted(number, 'item')}, so many stand at one point." if number < LEAST_ITEMS else ""
    return tuple(filter(None, (few,)))
