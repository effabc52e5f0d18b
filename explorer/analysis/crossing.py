"""What crosses the divide: shared forums and agreements, and who holds the two sides in one room."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import igraph

from explorer.analysis.middle import Poles
from explorer.analysis.records import Belonging, Record, Venue, held


@dataclass(frozen=True)
class Room(Record):
    """A venue in which both poles sit; `pairs` counts the pairs with one of each, `others` those of neither pole."""

    venue: str
    name: str
    kind: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    others: int
    pairs: int


@dataclass(frozen=True)
class Bridge(Record):
    """An actor that meets members of a pole that it does not belong to; `rooms` are the venues in which it does.

    `first` and `second` count the members of either pole that it meets somewhere, itself not counted.
    """

    id: str
    rooms: tuple[str, ...]
    first: int
    second: int


@dataclass(frozen=True)
class CutPoint(Record):
    """An actor or a venue without which the network falls apart: `parts` are the sizes of the parts, the largest first.

    `splits_poles` is true where a member of one pole could then no longer reach any member of the other.
    """

    id: str
    parts: tuple[int, ...]
    splits_poles: bool


@dataclass(frozen=True)
class Crossing(Record):
    """Rooms with both poles, those with the most pairs first; bridges, those that meet most of both first.

    `cut_points` and `cut_ties` are the articulation points and the bridges (ties without which it falls apart) of the
    network of actors and venues.
    """

    rooms: tuple[Room, ...]
    bridges: tuple[Bridge, ...]
    cut_points: tuple[CutPoint, ...]
    cut_ties: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def crossing(
    belongings: Iterable[Belonging], venues: Iterable[Venue], poles: Poles, *, begin: str = "", to: str = ""
) -> Crossing:
    """What crosses the divide between two poles, among the belongings that held at some time from `begin` to `to`."""
    if not poles:
        return Crossing((), (), (), (), ("There are no two camps, so nothing crosses a divide.",))
    named = {venue.id: venue for venue in venues}
    seats: dict[str, set[str]] = defaultdict(set)
    for row in belongings:
        if row.full and row.venue in named and held(row.start, row.end, begin, to):
            seats[row.venue].add(row.actor)
    sides = (frozenset(poles.first), frozenset(poles.second))
    rooms = [_room(named[venue], actors, sides) for venue, actors in sorted(seats.items())]
    rooms = sorted((room for room in rooms if room.pairs), key=lambda room: (-room.pairs, room.venue))
    ties = sorted((actor, venue) for venue, actors in seats.items() for actor in actors)
    points, cut = cuts(ties, sides)
    notes = [] if rooms else ["No forum or agreement given here has members of both poles."]
    return Crossing(tuple(rooms), _bridges(seats, sides), points, cut, tuple(notes))


def cuts(
    ties: Sequence[tuple[str, str]], sides: tuple[frozenset[str], frozenset[str]]
) -> tuple[tuple[CutPoint, ...], tuple[tuple[str, str], ...]]:
    """Articulation points, those that split the poles and then those that cut off most first, and bridges."""
    ids = sorted({end for tie in ties for end in tie})
    number = {each: at for at, each in enumerate(ids)}
    graph = igraph.Graph(len(ids), [(number[one], number[other]) for one, other in ties])
    points = [_cut_point(graph, ids, at, sides) for at in graph.articulation_points()]
    points.sort(key=lambda point: (not point.splits_poles, -sum(point.parts[1:]), point.id))
    edges = [tuple(ids[end] for end in graph.es[edge].tuple) for edge in graph.bridges()]
    return tuple(points), tuple(sorted((one, other) for one, other in edges))


def _cut_point(
    graph: igraph.Graph, ids: Sequence[str], at: int, sides: tuple[frozenset[str], frozenset[str]]
) -> CutPoint:
    component = set(graph.subcomponent(at)) - {at}
    rest = graph.induced_subgraph(sorted(component))
    parts = [{ids[sorted(component)[each]] for each in part} for part in rest.connected_components()]
    together = any(part & sides[0] and part & sides[1] for part in parts)
    whole = set().union(*parts)
    apart = bool(whole & sides[0]) and bool(whole & sides[1]) and not together
    return CutPoint(ids[at], tuple(sorted((len(part) for part in parts), reverse=True)), apart)


def _room(venue: Venue, actors: set[str], sides: tuple[frozenset[str], frozenset[str]]) -> Room:
    first, second = (tuple(sorted(actors & side)) for side in sides)
    others = len(actors) - len(first) - len(second)
    return Room(venue.id, venue.name, venue.kind, first, second, others, len(first) * len(second))


def _bridges(seats: Mapping[str, set[str]], sides: tuple[frozenset[str], frozenset[str]]) -> tuple[Bridge, ...]:
    met: dict[str, set[str]] = defaultdict(set)
    rooms: dict[str, set[str]] = defaultdict(set)
    for venue, actors in seats.items():
        for actor in actors:
            away = [side for side in sides if actor not in side]
            if all(actors & side for side in away):
                rooms[actor].add(venue)
            met[actor] |= actors - {actor}
    found = [
        Bridge(actor, tuple(sorted(where)), len(met[actor] & sides[0]), len(met[actor] & sides[1]))
        for actor, where in rooms.items()
    ]
    return tuple(sorted(found, key=lambda each: (-min(each.first, each.second), -len(each.rooms), each.id)))
