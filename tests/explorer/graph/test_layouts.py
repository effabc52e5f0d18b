import math
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.graph.layered import Tick, axis, layers_by_date, layers_by_kind, year
from explorer.graph.layouts import LAYOUTS, NodeInfo, layout
from explorer.graph.spacing import NEIGHBOURS, Point, Tied
from tests.explorer.graph.random_graphs import Graph, graphs, overlaps, places_for

NAMES = st.sampled_from(sorted(LAYOUTS))


def node(name: str, kind: str = "State", **known: str | float | int) -> NodeInfo:
    return NodeInfo(name, kind, str(known.pop("label", name)), **known)  # type: ignore[arg-type]


def ring(number: int, prefix: str = "n") -> Graph:
    nodes = [node(f"{prefix}{at}") for at in range(number)]
    return nodes, [(f"{prefix}{at}", f"{prefix}{(at + 1) % number}") for at in range(number)]


def cliques(number: int, size: int) -> Graph:
    """Groups in which all are tied, each tied to the next one by one line."""
    nodes = [node(f"{group}-{at}") for group in range(number) for at in range(size)]
    lines = [(f"{g}-{a}", f"{g}-{b}") for g in range(number) for a in range(size) for b in range(a)]
    return nodes, lines + [(f"{group}-0", f"{group + 1}-1") for group in range(number - 1)]


def middle(points: list[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


@given(NAMES, st.data())
@settings(max_examples=200, deadline=None)
def test_every_node_gets_a_place_and_pinned_ones_keep_theirs(name: str, data: st.DataObject) -> None:
    nodes, lines = data.draw(graphs())
    places = data.draw(places_for(nodes))
    pinned = data.draw(st.sets(st.sampled_from([each.id for each in nodes]), max_size=8)) if nodes else set()
    found = layout(name, nodes, lines, places, pinned)
    assert found.keys() == {each.id for each in nodes}
    assert all(math.isfinite(value) for point in found.values() for value in point)
    for each in pinned & places.keys():
        assert found[each] == places[each]
    fixed = pinned & places.keys()
    assert not [pair for pair in overlaps(nodes, found) if not fixed.issuperset(pair)]


@given(NAMES, graphs(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_arguments_does_not_matter(name: str, graph: Graph, chance: Random) -> None:
    nodes, lines = graph
    found = layout(name, nodes, lines, {}, set())
    chance.shuffle(nodes)
    chance.shuffle(lines)
    assert layout(name, nodes, lines, {}, set()) == found


def test_threads_do_not_disturb_each_other() -> None:
    nodes, lines = cliques(4, 8)
    expected = layout("force", nodes, lines, {}, set())
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: layout(name, nodes, lines, {}, set()), ["force", "camp"] * 6))
    assert all(each == expected for each in found[::2])


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(KeyError):
        layout("spiral", [node("a")], [], {}, set())


def test_force_brings_neighbours_together() -> None:
    nodes, lines = cliques(3, 8)
    found = layout("force", nodes, lines, {}, set())
    tied = [math.dist(found[one], found[other]) for one, other in lines]
    apart = [math.dist(found[f"0-{a}"], found[f"2-{b}"]) for a in range(8) for b in range(8)]
    assert sorted(tied)[len(tied) // 2] < 2.5 * NEIGHBOURS
    assert sum(tied) / len(tied) < sum(apart) / len(apart) / 1.5


def test_force_lays_parts_side_by_side() -> None:
    nodes: list[NodeInfo] = []
    lines: list[Tied] = []
    for prefix in "abc":
        more, ties = ring(8, prefix)
        nodes, lines = nodes + more, lines + ties
    nodes += [node(f"alone{at}") for at in range(6)]
    found = layout("force", nodes, lines, {}, set())
    boxes = []
    for prefix in "abc":
        xs, ys = zip(*(found[f"{prefix}{at}"] for at in range(8)), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    xs, ys = zip(*found.values(), strict=True)
    assert max(xs) - min(xs) < 20 * NEIGHBOURS
    assert max(ys) - min(ys) < 20 * NEIGHBOURS


def test_force_again_stays_near_what_it_gave() -> None:
    nodes, lines = cliques(4, 8)
    first = layout("force", nodes, lines, {}, set())
    again = layout("force", nodes, lines, first, set())
    size = max(math.dist(one, other) for one in first.values() for other in first.values())
    assert sum(math.dist(first[each], again[each]) for each in first) / len(first) < size / 6


def test_what_is_tied_to_a_pinned_one_comes_to_it() -> None:
    nodes, lines = cliques(2, 8)
    found = layout("force", nodes, lines, {"0-3": (5000.0, 300.0)}, {"0-3"})
    assert math.dist(middle([found[f"0-{at}"] for at in range(8)]), (5000, 300)) < 6 * NEIGHBOURS


def test_a_leaf_is_not_flung_out() -> None:
    nodes, lines = cliques(1, 30)
    found = layout("force", [*nodes, node("leaf")], [*lines, ("leaf", "0-4")], {}, set())
    size = max(math.dist(found[one.id], found[other.id]) for one in nodes for other in nodes)
    assert math.dist(found["leaf"], found["0-4"]) < size


def test_camps_are_clusters_apart() -> None:
    nodes, lines = cliques(4, 9)
    found = layout("camp", nodes, lines, {}, set())
    groups = [[found[f"{group}-{at}"] for at in range(9)] for group in range(4)]
    middles = [middle(group) for group in groups]
    for group, own in zip(groups, middles, strict=True):
        for point in group:
            assert min(middles, key=lambda each: math.dist(each, point)) == own


def test_given_camps_are_taken() -> None:
    nodes = [NodeInfo(f"n{at}", "State", f"n{at}", camp=at % 2) for at in range(12)]
    _, lines = ring(12)
    found = layout("camp", nodes, lines, {}, set())
    even, odd = ([found[f"n{at}"] for at in range(start, 12, 2)] for start in (0, 1))
    assert max(math.dist(point, middle(even)) for point in even) < math.dist(middle(even), middle(odd))


def test_rings_have_the_most_central_in_the_middle() -> None:
    nodes = [node(f"n{at:02}") for at in range(60)]
    lines = [(f"n{one:02}", f"n{other:02}") for one in range(60) for other in range(one) if one * other < 200]
    found = layout("concentric", nodes, lines, {}, set())
    degrees = {each.id: sum(each.id in line for line in lines) for each in nodes}
    rings = {each: round(math.dist(point, found["n00"]) / NEIGHBOURS) for each, point in found.items()}
    assert len(set(rings.values())) >= 4
    for one in rings:
        assert all(degrees[one] >= degrees[other] for other in rings if rings[one] < rings[other])


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2018", 2018.5), ("2018-01", 2018 + 0.5 / 12), ("2018-12-31", 2019 - 0.5 / 31 / 12), ("", None), ("0000", None)],
)
def test_a_date_lies_in_the_middle_of_what_it_names(date: str, expected: float | None) -> None:
    assert year(date) == (None if expected is None else pytest.approx(expected))


def test_the_timeline_goes_by_date() -> None:
    dates = ["", "1945", "1999-05", "2018", "2018-11-12", "2019"] * 5
    nodes = [node(f"n{at:02}", date=date, degree=at) for at, date in enumerate(dates)]
    found = layout("timeline", nodes, [], {}, set())
    dated = sorted((year(each.date) or 0, found[each.id][0]) for each in nodes if each.date)
    assert all(earlier[1] <= later[1] for earlier, later in pairwise(dated))
    assert len({(date, x) for date, x in dated}) == len(set(dates) - {""}), "one date, one x"
    undated = [found[each.id][0] for each in nodes if not each.date]
    assert max(undated) < min(x for _, x in dated) - NEIGHBOURS
    of_1945 = {each.degree: abs(found[each.id][1]) for each in nodes if each.date == "1945"}
    assert sorted(of_1945, key=lambda degree: of_1945[degree])[-1] == min(of_1945)


def test_the_axis_of_the_timeline_tells_the_years() -> None:
    nodes = [node(f"n{at}", date=date) for at, date in enumerate(["1999", "2010-05", "2010-07", "2018", ""])]
    found = layout("timeline", nodes, [], {}, set())
    ticks = axis("timeline", nodes, [], found)
    assert [tick.text for tick in ticks] == ["1999", "2010", "2018"]
    assert ticks[0].x == found["n0"][0]
    assert found["n1"][0] < ticks[1].x < found["n2"][0]
    assert all(tick.y > max(y for _, y in found.values()) for tick in ticks)
    assert axis("force", nodes, [], found) == axis("timeline", [], [], {}) == []


def test_layers_by_date_have_the_oldest_on_top() -> None:
    nodes = [node(f"n{at}", date=date) for at, date in enumerate(["2019", "1999", "", "2018-11-12", "2018"])]
    layers = layers_by_date(nodes)
    assert {name: {each.id for each in layer} for name, layer in layers.items()} == {
        "1999": {"n1"}, "2018": {"n3", "n4"}, "2019": {"n0"}, "undated": {"n2"},
    }  # fmt: skip
    found = layout("hierarchy-date", nodes, [("n0", "n1")], {}, set())
    assert found["n1"][1] < found["n3"][1] == found["n4"][1] < found["n0"][1] < found["n2"][1]
    names = [tick.text for tick in axis("hierarchy-date", nodes, [], found)]
    assert names == ["1999", "2018", "2019", "undated"]


def test_many_years_make_at_most_ten_periods() -> None:
    layers = layers_by_date([node(f"n{at}", date=str(at)) for at in range(1900, 2024)])
    assert len(layers) <= 10
    assert next(iter(layers)) == "1900–1919"


def test_kinds_that_are_tied_are_neighbours_and_lines_do_not_cross() -> None:
    nodes = [node(f"{kind}{at}", kind) for kind in "ABCD" for at in range(5)]
    lines = [(f"{one}{at}", f"{other}{4 - at}") for one, other in ("AC", "CB", "BD") for at in range(5)]
    assert [*layers_by_kind(nodes, lines)] in (["A", "C", "B", "D"], ["D", "B", "C", "A"])
    found = layout("hierarchy-kind", nodes, lines, {}, set())
    crossings = [
        (one, other)
        for at, one in enumerate(lines)
        for other in lines[:at]
        if (one[0][0], one[1][0]) == (other[0][0], other[1][0])
        and (found[one[0]][0] - found[other[0]][0]) * (found[one[1]][0] - found[other[1]][0]) < 0
    ]
    assert not crossings


def test_a_wide_layer_takes_several_rows() -> None:
    nodes = [node(f"n{at}") for at in range(200)]
    found = layout("hierarchy-kind", nodes, [], {}, set())
    xs, ys = zip(*found.values(), strict=True)
    assert max(xs) - min(xs) < 30 * NEIGHBOURS
    assert 1 < len(set(ys)) < 30


def test_the_map_has_north_on_top_and_west_on_the_left() -> None:
    capitals = {
        "USA": (38.9, -77.0),
        "FRA": (48.9, 2.4),
        "JPN": (35.7, 139.7),
        "ZAF": (-25.7, 28.2),
        "BEL": (50.8, 4.4),
    }
    nodes = [NodeInfo(name, "State", name, lat=lat, lon=lon) for name, (lat, lon) in capitals.items()]
    others = [node("near-japan"), node("nowhere"), node("second-hand")]
    lines: list[Tied] = [("near-japan", "JPN"), ("second-hand", "near-japan")]
    found = layout("geographic", [*nodes, *others], lines, {}, set())
    assert found["USA"][0] < found["FRA"][0] < found["ZAF"][0] < found["JPN"][0]
    assert found["FRA"][1] < found["USA"][1] < found["ZAF"][1]
    assert math.dist(found["near-japan"], found["JPN"]) < 3 * NEIGHBOURS
    assert math.dist(found["second-hand"], found["JPN"]) < 5 * NEIGHBOURS
    assert found["nowhere"][1] == max(y for _, y in found.values())


def test_without_coordinates_the_map_is_still_a_drawing() -> None:
    nodes, lines = ring(12)
    found = layout("geographic", nodes, lines, {}, set())
    assert found.keys() == {each.id for each in nodes}


def test_the_grid_goes_by_kind_then_by_name() -> None:
    nodes = [node(f"{kind}{at}", kind, label=f"{kind} {at:02}") for kind in ("Company", "State") for at in range(9)]
    found = layout("grid", nodes, [], {}, set())
    read = sorted(found, key=lambda each: (found[each][1], found[each][0]))
    assert read == [f"{kind}{at}" for kind in ("Company", "State") for at in range(9)]
    assert found["Company8"][1] < found["State0"][1]


def test_no_year_is_written_over_another() -> None:
    ticks = axis("timeline", [node(str(at), date=str(at)) for at in range(2000, 2020)], [], {
        str(at): (10.0 * (at - 2000), 0.0) for at in range(2000, 2020)
    })  # fmt: skip
    assert ticks[0] == Tick("2000", 0.0, ticks[0].y)
    assert all(later.x - earlier.x >= 40 for earlier, later in pairwise(ticks))
    assert len(ticks) >= 4
