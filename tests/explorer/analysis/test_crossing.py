import networkx
import pytest

from explorer.analysis.crossing import crossing, cuts
from explorer.analysis.middle import Poles
from explorer.analysis.records import Belonging, Venue

POLES = Poles("west", "east", ("w1", "w2", "w3"), ("e1", "e2"), ())
SIDES = (frozenset(POLES.first), frozenset(POLES.second))


def seats(**venues: str) -> list[Belonging]:
    return [Belonging(actor, venue, "member") for venue, actors in venues.items() for actor in actors.split()]


def named(*ids: str) -> list[Venue]:
    return [Venue(each, each.title(), "Forum") for each in ids]


def test_rooms_and_bridges_by_hand() -> None:
    rows = seats(big="w1 w2 e1 e2 n", club="w1 w2 w3", small="w3 e2")
    found = crossing(rows, named("big", "club", "small"), POLES)
    # Two of the west by two of the east: four pairs; one by one: one. The club has nobody of the east.
    assert [(room.venue, room.pairs, room.others) for room in found.rooms] == [("big", 4, 1), ("small", 1, 0)]
    told = {bridge.id: (bridge.first, bridge.second, bridge.rooms) for bridge in found.bridges}
    assert told["n"] == (2, 2, ("big",))
    # e2 meets w1, w2 and e1 in the one, w3 in the other.
    assert told["e2"] == (3, 1, ("big", "small"))
    assert {bridge.id for bridge in found.bridges[:3]} == {"n", "w1", "w2"}, "they meet two of either side"


def test_lesser_roles_and_other_times_do_not_count() -> None:
    rows = [
        Belonging("w1", "big", "member", "2000", "2010"),
        Belonging("e1", "big", "member", "2005"),
        Belonging("w2", "big", "observer", "2000", full=False),
    ]
    assert [room.pairs for room in crossing(rows, named("big"), POLES, begin="2008", to="2009").rooms] == [1]
    later = crossing(rows, named("big"), POLES, begin="2018", to="2020")
    assert later.rooms == ()
    assert later.notes == ("No forum or agreement given here has members of both poles.",)
    assert crossing(rows, [], POLES).rooms == (), "a venue that is not given is no venue"


def test_who_holds_the_two_sides_together() -> None:
    rows = seats(club="w1 w2 n", pact="e1 e2 n")
    found = crossing(rows, named("club", "pact"), POLES)
    assert found.rooms == ()
    split = [point.id for point in found.cut_points if point.splits_poles]
    assert split == ["club", "n", "pact"] or set(split) == {"n", "club", "pact"}
    by_id = {point.id: point for point in found.cut_points}
    assert by_id["n"].parts == (3, 3)
    assert ("n", "club") in found.cut_ties or ("club", "n") in found.cut_ties


@pytest.mark.parametrize("seed", range(6))
def test_cuts_are_those_of_networkx(seed: int) -> None:
    graph = networkx.gnm_random_graph(14, 17, seed=seed)
    graph = networkx.relabel_nodes(graph, {at: f"n{at:02}" for at in graph})
    ties = [(one, other) for one, other in graph.edges]
    points, bridges = cuts(ties, SIDES)
    assert {point.id for point in points} == set(networkx.articulation_points(graph))
    assert {frozenset(tie) for tie in bridges} == {frozenset(tie) for tie in networkx.bridges(graph)}
    for point in points:
        rest = graph.subgraph(networkx.node_connected_component(graph, point.id) - {point.id})
        assert sorted(point.parts) == sorted(len(part) for part in networkx.connected_components(rest))


def test_no_divide_no_crossing() -> None:
    found = crossing(seats(big="w1 e1"), named("big"), Poles("", "", (), (), ("one camp",)))
    assert found.notes == ("There are no two camps, so nothing crosses a divide.",)
    assert crossing([], [], POLES).cut_points == ()
