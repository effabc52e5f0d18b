"""Where each actor stands in a divide, everything about one actor in one record."""

from dataclasses import dataclass

from explorer.analysis.camps import OUTSIDE
from explorer.analysis.divides import Divides
from explorer.analysis.records import Record

Pair = tuple[float, float]


@dataclass(frozen=True)
class Stand(Record):
    """An actor: the number of its camp (None: in none) and its firmness, its place on both axes with 95 % intervals.

    `first` and `second` are its agreement with the two poles, `nearness` the lesser of them, `taken` the number of
    items on which it took a position. What can't be told is None.
    """

    id: str
    name: str
    camp: int | None
    firmness: float | None
    place: Pair | None
    low: Pair | None
    high: Pair | None
    nearness: float | None
    first: float | None
    second: float | None
    taken: int


def stands(found: Divides) -> tuple[Stand, ...]:
    """All actors, in the order in which blocks show: camp by camp, those in none last, each from end to end of the
    first axis."""
    camps, points = found.camps, {point.id: point for point in found.ideal_points.points}
    members = [*(each for camp in camps.camps for each in camp.members), *camps.outside]
    firmness = {each.id: each.firmness for each in members}
    between = {each.id: each for each in found.middle.actors}
    number = dict(zip(found.positions.actors, found.positions.known.sum(axis=1).tolist(), strict=True))
    told = []
    for actor in found.positions.actors:
        point, middle = points.get(actor), between.get(actor)
        told.append(
            Stand(
                actor,
                found.positions.names[actor],
                camps.camp_of.get(actor),
                firmness.get(actor),
                (point.position, point.second) if point else None,
                point.low if point else None,
                point.high if point else None,
                middle.nearness if middle else None,
                middle.first if middle else None,
                middle.second if middle else None,
                number[actor],
            )
        )
    means = _means(told)
    return tuple(sorted(told, key=lambda each: (means[each.camp], each.place is None, each.place or (), each.name)))


def _means(told: list[Stand]) -> dict[int | None, tuple[float, int]]:
    """What camps are sorted by: where their members stand on the first axis on average; no camp comes last."""
    found: dict[int | None, tuple[float, int]] = {}
    for camp in {each.camp for each in told}:
        places = [each.place[0] for each in told if each.camp == camp and each.place]
        mean = sum(places) / len(places) if places else 0.0
        found[camp] = (float("inf"), OUTSIDE) if camp is None else (mean, camp)
    return found
