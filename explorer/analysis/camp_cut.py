"""The minimum cut between two camps: what would have to go so that they no longer meet, even through others.

It is looked for in the network of actors and of the venues in which they sit (bodies, processes, agreements), not in
that of influence: that two states vote on one text, or accuse each other, is no way from one to the other, and a cut
of all ties is mostly made of such. Every venue and every actor beyond the two poles counts one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from explorer.analysis.cuts import vertex_cut
from explorer.analysis.middle import Poles
from explorer.analysis.records import Belonging, Record, Venue, held


@dataclass(frozen=True)
class CampCut(Record):
    """The smallest set of venues and actors without which no chain of shared venues joins the two poles.

    `rooms` are the venues in which both poles sit: each belongs to every cut. `venues` and `actors` are what has to go
    besides, since it joins the poles through others; of several smallest sets one is given, always the same. All are
    ids, sorted.
    """

    rooms: tuple[str, ...]
    venues: tuple[str, ...]
    actors: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        """The whole cut."""
        return (*self.rooms, *self.venues, *self.actors)


def camp_cut(
    belongings: Iterable[Belonging], venues: Iterable[Venue], poles: Poles, *, begin: str = "", to: str = ""
) -> CampCut:
    """The minimum vertex cut (Menger 1927; Ford and Fulkerson 1956) between two poles, from `begin` to `to`.

    Only full members count, in the venues given, as in `crossing`.
    """
    if not poles:
        return CampCut((), (), (), ("There are no two camps to be cut from each other.",))
    named = {venue.id for venue in venues}
    seats = sorted(
        {
            (row.actor, row.venue)
            for row in belongings
            if row.full and row.venue in named and held(row.start, row.end, begin, to)
        }
    )
    ids = sorted({end for seat in seats for end in seat})
    place = {each: at for at, each in enumerate(ids)}
    first, second = (np.isin(ids, pole) if ids else np.zeros(0, np.bool_) for pole in (poles.first, poles.second))
    ends = np.array([(place[actor], place[venue]) for actor, venue in seats], np.int32).reshape(-1, 2)
    sources, targets = np.concatenate([ends, ends[:, ::-1]]).T
    useful = ~first[targets] & ~second[sources]
    cut = {ids[at] for at in vertex_cut(sources[useful], targets[useful], first, second)}
    if not cut:
        return CampCut((), (), (), ("No chain of shared bodies and agreements joins the two camps.",))
    sides = [{venue for actor, venue in seats if actor in set(pole)} for pole in (poles.first, poles.second)]
    rooms = sides[0] & sides[1]
    rest = sorted(cut - rooms)
    return CampCut(
        tuple(sorted(rooms)),
        tuple(each for each in rest if each in named),
        tuple(each for each in rest if each not in named),
        (),
    )
