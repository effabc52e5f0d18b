import math
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.graph.layouts import layout
from explorer.graph.placing import USUAL_WIDTH, place_new
from explorer.graph.spacing import HEIGHT, NEIGHBOURS, NodeInfo, Tied
from tests.explorer.graph.random_graphs import Graph, graphs, overlaps, places_for


def nodes_of(number: int, prefix: str = "new", kind: str = "State") -> list[NodeInfo]:
    return [NodeInfo(f"{prefix}{at}", kind, f"{prefix}{at}") for at in range(number)]


def grid(number: int) -> dict[str, tuple[float, float]]:
    """A crowd that leaves no room inside."""
    side = math.ceil(math.sqrt(number))
    return {f"old{at}": (at % side * USUAL_WIDTH, at // side * HEIGHT) for at in range(number)}


@given(graphs(prefix="state:new"), graphs(most=20), st.data())
@settings(max_examples=150, deadline=None)
def test_every_new_one_gets_a_free_place_and_no_other_moves(new: Graph, old: Graph, data: st.DataObject) -> None:
    nodes, lines = new
    places = data.draw(places_for([*old[0], *nodes]))
    before = dict(places)
    ids = [each.id for each in (*nodes, *old[0])]
    lines += data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=60)) if ids else []
    found = place_new(nodes, lines, places)
    assert places == before
    assert found.keys() == {each.id for each in nodes} - places.keys()
    assert all(math.isfinite(value) for point in found.values() for value in point)
    placed = [each for each in nodes if each.id in found]
    assert not overlaps(placed, found)
    for each in placed:
        x, y = found[each.id]
        for other_x, other_y in places.values():
            apart = 2 * abs(x - other_x) >= each.width + USUAL_WIDTH - 2 or abs(y - other_y) >= HEIGHT - 1
            assert apart, each.id
    assert place_new(nodes[::-1], lines[::-1], dict(reversed(places.items()))).keys() == found.keys()


def test_new_ones_fan_out_on_the_side_away_from_the_crowd() -> None:
    crowd = {f"old{at}": (-300.0 - 60 * (at % 10), 60.0 * (at // 10) - 300) for at in range(100)}
    places = crowd | {"hub": (0.0, 0.0)}
    found = place_new(nodes_of(12), [("hub", f"new{at}") for at in range(12)], places)
    assert all(NEIGHBOURS * 0.9 <= math.dist(point, (0, 0)) <= 4 * NEIGHBOURS for point in found.values())
    assert all(x > -1 for x, y in found.values() if math.hypot(x, y) > 1.5 * NEIGHBOURS)
    assert sum(x for x, _ in found.values()) / 12 > NEIGHBOURS / 2


def test_kinds_fan_out_in_sectors() -> None:
    new = [*nodes_of(6, "state", "State"), *nodes_of(6, "forum", "Forum")]
    places = {"hub": (0.0, 0.0), "other": (-200.0, 0.0)}
    found = place_new(new, [("hub", each.id) for each in new], places)
    kinds = [each[0] for each in sorted(found, key=lambda each: math.atan2(found[each][1], found[each][0]))]
    assert sum(one != other for one, other in pairwise(kinds)) <= 3


def test_a_new_one_lies_between_those_it_is_tied_to() -> None:
    places = {"a": (0.0, 0.0), "b": (600.0, 0.0)}
    assert math.dist(place_new(nodes_of(1), [("a", "new0"), ("new0", "b")], places)["new0"], (300, 0)) < NEIGHBOURS


def test_in_a_crowd_the_nearest_free_place_is_taken() -> None:
    places = grid(400)
    found = place_new(nodes_of(3), [(f"new{at}", "old0") for at in range(3)], places)
    assert all(math.dist(point, places["old0"]) < 4 * NEIGHBOURS for point in found.values())


def test_what_is_tied_through_new_ones_follows_them() -> None:
    found = place_new(nodes_of(3), [("hub", "new2"), ("new2", "new1"), ("new1", "new0")], {"hub": (5000.0, 0.0)})
    assert math.dist(found["new2"], (5000, 0)) < 2 * NEIGHBOURS
    assert math.dist(found["new0"], (5000, 0)) < 6 * NEIGHBOURS


def test_what_is_tied_to_nothing_lies_below() -> None:
    found = place_new(nodes_of(4), [("new0", "new1")], grid(30))
    assert min(y for _, y in found.values()) > max(y for _, y in grid(30).values()) + HEIGHT
    assert math.dist(found["new0"], found["new1"]) < 3 * NEIGHBOURS


def test_a_star_on_an_empty_canvas_lies_round_its_middle() -> None:
    hub = NodeInfo("hub", "State", "hub")
    found = place_new([*nodes_of(40), hub], [("hub", f"new{at}") for at in range(40)], {})
    assert found["hub"] == (0.0, 0.0)
    xs, ys = zip(*found.values(), strict=True)
    assert abs(sum(xs) / 41) < NEIGHBOURS / 2
    assert abs(sum(ys) / 41) < NEIGHBOURS / 2
    assert max(math.hypot(*point) for point in found.values()) < 5 * NEIGHBOURS


def test_an_empty_canvas_is_laid_out_by_force() -> None:
    nodes = nodes_of(12)
    lines: list[Tied] = [(f"new{at}", f"new{(at + 1) % 12}") for at in range(12)]
    assert place_new(nodes, lines, {}).keys() == layout("force", nodes, lines, {}, set()).keys()
    assert not overlaps(nodes, place_new(nodes, lines, {}))
    assert place_new([], lines, {}) == {}
    assert place_new(nodes[:1], [], {}) == {"new0": (0.0, 0.0)}
