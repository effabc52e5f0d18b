"""The minimum cut between two poles, by hand and against networkx."""

import random

import networkx
import pytest

from explorer.analysis.camp_cut import camp_cut
from explorer.analysis.middle import Poles
from explorer.analysis.records import Belonging, Venue

POLES = Poles("west", "east", ("w1", "w2"), ("e1", "e2"), ())


def seats(**venues: str) -> list[Belonging]:
    return [Belonging(actor, venue, "member") for venue, actors in venues.items() for actor in actors.split()]


def named(*ids: str) -> list[Venue]:
    return [Venue(each, each.title(), "Forum") for each in ids]


def test_a_shared_room_and_a_state_between() -> None:
    """Both sit in the big room, so it has to go. Beyond it, n alone joins the club of the west with both pacts of the
    east: to take n away costs one, the club costs one too, the pacts cost two."""
    rows = seats(big="w1 e1 n", club="w1 w2 n", pact="e1 n", league="e2 n")
    found = camp_cut(rows, named("big", "club", "pact", "league"), POLES)
    assert found.rooms == ("big",)
    assert (*found.venues, *found.actors) in (("club",), ("n",))
    two = camp_cut(
        seats(club="w1 n", ring="w2 n", pact="e1 n", league="e2 n"), named("club", "ring", "pact", "league"), POLES
    )
    assert (two.rooms, two.venues, two.actors) == ((), (), ("n",)), "n costs one, the clubs two, the pacts two"
    assert two.entities == ("n",)


def test_lesser_roles_other_times_and_unknown_venues_do_not_count() -> None:
    rows = [
        Belonging("w1", "big", "member", "2000", "2010"),
        Belonging("e1", "big", "member", "2005"),
        Belonging("w2", "hall", "observer", full=False),
        Belonging("e2", "hall", "member"),
    ]
    assert camp_cut(rows, named("big", "hall"), POLES, begin="2008", to="2009").rooms == ("big",)
    later = camp_cut(rows, named("big", "hall"), POLES, begin="2018", to="2020")
    assert later.entities == ()
    assert later.notes == ("No chain of shared bodies and agreements joins the two camps.",)
    assert camp_cut(rows, [], POLES).entities == ()


def test_without_two_camps_there_is_nothing_to_cut() -> None:
    found = camp_cut(seats(big="w1 e1"), named("big"), Poles("", "", (), (), ("none",)))
    assert found.entities == ()
    assert found.notes == ("There are no two camps to be cut from each other.",)


@pytest.mark.parametrize("seed", range(12))
def test_it_is_as_small_as_networkx_says_and_it_cuts(seed: int) -> None:
    draw = random.Random(seed)
    actors = ["w1", "w2", "e1", "e2", *(f"n{at}" for at in range(6))]
    venues = [f"v{at}" for at in range(8)]
    rows = [Belonging(actor, venue, "member") for venue in venues for actor in draw.sample(actors, draw.randint(1, 4))]
    found = camp_cut(rows, named(*venues), POLES)
    graph = networkx.Graph([(row.actor, row.venue) for row in rows])
    for side, members in (("WEST", POLES.first), ("EAST", POLES.second)):
        graph.add_edges_from((side, neighbour) for member in members if member in graph for neighbour in graph[member])
        graph.add_node(side)
    graph.remove_nodes_from([*POLES.first, *POLES.second])
    expected = len(networkx.minimum_node_cut(graph, "WEST", "EAST")) if networkx.has_path(graph, "WEST", "EAST") else 0
    assert len(found.entities) == expected
    graph.remove_nodes_from(found.entities)
    assert not networkx.has_path(graph, "WEST", "EAST")
    both = {v for v in venues if {r.actor for r in rows if r.venue == v} & {"w1", "w2"}
            and {r.actor for r in rows if r.venue == v} & {"e1", "e2"}}  # fmt: skip
    assert set(found.rooms) == both
