import itertools
import random

import networkx as nx
import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from explorer.analysis.fewest_steps import fewest_steps
from explorer.analysis.influence import Network, Selection, Weights
from explorer.analysis.paths import AvoidedEntityError, SameEntityError, best_paths
from explorer.analysis.projection import UnknownEntityError
from explorer.analysis.stability import with_stability
from graph_loader.schema import Schema, load_schema
from tests.explorer.analysis.small_networks import (
    Drawn,
    as_networkx,
    names,
    networked,
    random_ties,
)

SCHEMA = load_schema()
HALF = Weights(influence={"ALLIED_WITH": (0.5, 0.5), "FUNDS": (0.9, 0.0), "PART_OF": (0.8, 0.0)})

#   A --0.5-- B --0.5-- D      A -> B -> D        0.25
#   A -0.9-> C -0.8-> D        A -> C -> D        0.72
#   C --0.5-- B                A -> C -> B -> D   0.9 * 0.5 * 0.5 = 0.225;  A -> B -> C -> D  0.5 * 0.5 * 0.8 = 0.2
DIAMOND = [
    Drawn("A", "B"),
    Drawn("B", "D"),
    Drawn("A", "C", "FUNDS", "2016", verified=False),
    Drawn("C", "D", "PART_OF"),
    Drawn("C", "B"),
]
DIAMOND_WEIGHTS = HALF.model_copy(update={"unverified": 1.0})


def found(given: Network, start: str = "A", goal: str = "D", k: int = 5, **options: object) -> list[tuple[str, float]]:
    paths = best_paths(given, f"state:{start}", f"state:{goal}", k, **options).paths  # type: ignore[arg-type]
    return [(names(path.ids), round(path.strength, 6)) for path in paths]


def test_the_best_paths_of_a_diamond(schema: Schema) -> None:
    given = networked(DIAMOND, schema, DIAMOND_WEIGHTS)
    assert found(given) == [("ACD", 0.72), ("ABD", 0.25), ("ACBD", 0.225), ("ABCD", 0.2)]
    assert found(given, k=2) == [("ACD", 0.72), ("ABD", 0.25)]
    # Unverified ties at 0.1: A -> C is 0.09, A -> C -> D 0.072, A -> C -> B -> D 0.0225.
    doubted = networked(DIAMOND, schema, HALF.model_copy(update={"unverified": 0.1}))
    assert found(doubted, k=4) == [("ABD", 0.25), ("ABCD", 0.2), ("ACD", 0.072), ("ACBD", 0.0225)]


def test_way_points_steps_and_detours(schema: Schema) -> None:
    given = networked(DIAMOND, schema, DIAMOND_WEIGHTS)
    assert found(given, via=["state:B"]) == [("ABD", 0.25), ("ACBD", 0.225), ("ABCD", 0.2)]
    assert found(given, via=["state:B", "state:C"]) == [("ABCD", 0.2)]
    assert found(given, most_steps=2) == [("ACD", 0.72), ("ABD", 0.25)]
    assert found(given, via=["state:B"], most_steps=2) == [("ABD", 0.25)]
    assert found(given, most_steps=1) == []
    # A reaches B directly with 0.5, over C with 0.9 * 0.5 = 0.45 only: A -> C -> B -> D makes a detour. It does not
    # from A over B to C, which is 0.25, since the direct step is 0.9: A -> B -> C -> D makes one too.
    assert found(given, distinct=True) == [("ACD", 0.72), ("ABD", 0.25)]


def test_avoiding_types_and_direction(schema: Schema) -> None:
    assert found(networked(DIAMOND, schema, DIAMOND_WEIGHTS, Selection(avoid=("state:C",)))) == [("ABD", 0.25)]
    only = Selection(relations=("ALLIED_WITH",))
    assert found(networked(DIAMOND, schema, DIAMOND_WEIGHTS, only)) == [("ABD", 0.25)]
    assert found(networked(DIAMOND, schema, DIAMOND_WEIGHTS), "D", "A") == [("DBA", 0.25)]  # the others lead one way
    back = networked(DIAMOND, schema, DIAMOND_WEIGHTS, Selection(direction="backward"))
    assert found(back, "D", "A", 1) == [("DCA", 0.72)]
    either = networked(DIAMOND, schema, DIAMOND_WEIGHTS, Selection(direction="either"))
    assert found(either, "D", "A") == [(way[::-1], strength) for way, strength in found(either)]


def test_a_step_says_what_it_is_made_of(schema: Schema) -> None:
    ties = [*DIAMOND, Drawn("C", "A", "ALLIED_WITH", "2001")]
    given = networked(ties, schema, HALF)
    step = best_paths(given, "state:A", "state:C", 1).paths[0].steps[0]
    # FUNDS 0.9 unverified is 0.45, less than ALLIED_WITH 0.5, which runs the other way.
    assert (step.relation, step.along, step.source, step.target) == ("ALLIED_WITH", False, "state:C", "state:A")
    assert (step.influence, step.confidence, step.recency, step.begun, step.others) == (0.5, 1.0, 1.0, "2001", 1)
    assert step.as_dict() == {
        "from": "state:A", "type": "ALLIED_WITH", "along": False, "to": "state:C", "influence": 0.5, "confidence": 1.0,
        "recency": 1.0, "start": "2001", "verified": True, "others": 1,
    }  # fmt: skip


def test_questions_that_cannot_be_answered(schema: Schema) -> None:
    given = networked(DIAMOND, schema, HALF, Selection(avoid=("state:C",)))
    with pytest.raises(SameEntityError, match="state:A"):
        best_paths(given, "state:A", "state:A")
    with pytest.raises(SameEntityError):
        best_paths(given, "state:A", "state:D", via=["state:A"])
    with pytest.raises(UnknownEntityError, match="state:X"):
        best_paths(given, "state:A", "state:X")
    with pytest.raises(AvoidedEntityError, match="state:C"):
        best_paths(given, "state:A", "state:C")


def test_the_nearest_miss(schema: Schema) -> None:
    # A -> B and C -> D carry; B and C are tied by what carries from C to B only; E is tied to nobody.
    ties = [Drawn("A", "B"), Drawn("C", "B", "PART_OF"), Drawn("C", "D")]
    given = networked(ties, schema, HALF, extra=["E"])
    miss = best_paths(given, "state:A", "state:D").miss
    assert miss is not None
    assert miss.nearest is not None
    assert (miss.reached, miss.reaching) == (1, 1)
    assert names(miss.nearest.ids) == "ABCD"
    assert [step.carries for step in miss.nearest.steps] == [True, False, True]
    assert miss.as_dict()["nearest"][1]["influence"] == 0.0
    apart = best_paths(given, "state:A", "state:E").miss
    assert apart is not None
    assert apart.nearest is None


def test_weights_of_zero_leave_no_path_and_a_miss(schema: Schema) -> None:
    nothing = Weights(influence=dict.fromkeys(schema.relations, (0.0, 0.0)))
    result = best_paths(networked(DIAMOND, schema, nothing), "state:A", "state:D")
    assert result.paths == []
    assert result.miss is not None
    assert result.miss.nearest is not None
    assert [step.carries for step in result.miss.nearest.steps] == [False, False]
    assert with_stability(networked(DIAMOND, schema, nothing), result) == result
    distrusted = networked([Drawn("A", "D", verified=False)], schema, Weights(unverified=0.0))
    assert best_paths(distrusted, "state:A", "state:D").paths == []


def fan(middles: str) -> list[Drawn]:
    return [Drawn(*ends) for name in middles for ends in (("A", name), (name, "Z"))]


def test_equals_are_counted_and_share_their_stability(schema: Schema) -> None:
    # Four equal paths over B, C, D and E, of which E has a further tie and so comes last; two are shown.
    given = networked([*fan("BCDE"), Drawn("E", "F")], schema, HALF)
    result = with_stability(given, best_paths(given, "state:A", "state:Z", 2, candidates=10))
    assert result.equal == 2
    assert names(result.candidates[-1].ids) == "AEZ"
    # Whatever the weights, the four stay equal, and there is room for two of them.
    assert [path.stability for path in result.paths] == [0.5, 0.5]


def test_stability_of_what_never_and_of_what_often_changes(schema: Schema) -> None:
    # 0.9 * 0.9 = 0.81 over B; 0.9 * 0.05 over C: a third more or less never turns that round.
    weights = Weights(influence={"FUNDS": (0.9, 0.0), "VOTED": (0.05, 0.0), "LEADS": (0.9, 0.0), "HOSTS": (0.8, 0.0)})
    far = [Drawn("A", "B", "FUNDS"), Drawn("B", "Z", "FUNDS"), Drawn("A", "C", "FUNDS"), Drawn("C", "Z", "VOTED")]
    given = networked(far, schema, weights)
    assert [
        p.stability for p in with_stability(given, best_paths(given, "state:A", "state:Z", 1, candidates=5)).paths
    ] == [1.0]
    # LEADS 0.6 over B beside HOSTS 0.5 over C, and the same ALLIED_WITH after both, which cancels. With both factors
    # even on [2/3, 4/3], B wins where y < 1.2 x: the integral of 1.2 x - 2/3 from 2/3 to 10/9 is 8/45, and 2/3 from
    # there to 4/3 is 4/27; of the whole square of 4/9 that is (8/45 + 4/27) / (4/9) = 11/15.
    close = Weights(influence={"LEADS": (0.6, 0.0), "HOSTS": (0.5, 0.0), "ALLIED_WITH": (0.3, 0.3)})
    ties = [Drawn("A", "B", "LEADS"), Drawn("A", "C", "HOSTS"), Drawn("B", "Z"), Drawn("C", "Z")]
    near = networked(ties, schema, close)
    result = with_stability(near, best_paths(near, "state:A", "state:Z", 1, candidates=5), draws=4000)
    assert result.paths[0].stability == pytest.approx(11 / 15, abs=0.03)
    assert with_stability(near, best_paths(near, "state:A", "state:Z", 1, candidates=5), draws=4000) == result


def test_a_limit_of_steps_agrees_with_trying_all_paths(schema: Schema) -> None:
    for seed in range(6):
        given = networked(random_ties(seed, 9, 26), schema, Weights(as_of="2026"))
        graph = as_networkx(given)
        start, goal = given.projection.ids[0], given.projection.ids[-1]
        for limit in (1, 2, 3, 4):
            ways = nx.all_simple_paths(graph, start, goal, cutoff=limit)
            expected = sorted((nx.path_weight(graph, way, "length"), way) for way in ways)[:4]
            result = best_paths(given, start, goal, 4, most_steps=limit)
            assert [path.ids for path in result.paths] == [way for _, way in expected]
            assert result.complete


@settings(max_examples=40, deadline=None)
@over(st.integers(0, 10_000), st.integers(4, 25), st.integers(1, 4))
def test_the_best_paths_are_those_of_networkx(seed: int, size: int, density: int) -> None:
    given = networked(random_ties(seed, size, size * density), SCHEMA, Weights(as_of="2026"))
    graph = as_networkx(given)
    start, goal = random.Random(seed).sample(list(given.projection.ids), 2)
    result = best_paths(given, start, goal, 6)
    try:
        expected = list(itertools.islice(nx.shortest_simple_paths(graph, start, goal, "length"), 6))
    except nx.NetworkXNoPath:
        expected = []
    assert [path.ids for path in result.paths] == expected
    assert (result.miss is None) == bool(expected)
    strengths = [path.strength for path in result.paths]
    assert all(one >= other * (1 - 1e-6) for one, other in itertools.pairwise(strengths))
    assert all(len(set(path.ids)) == len(path.ids) for path in result.paths)
    # Way-points, as all paths of networkx that pass the middle of the first one.
    if expected and len(expected[0]) > 2:
        stop = expected[0][1]
        over_it = [way for way in expected if stop in way]
        assert [path.ids for path in best_paths(given, start, goal, len(over_it), via=[stop]).paths] == over_it
    # Unweighted, searched from both ends.
    shortest = fewest_steps(given, start, goal)
    assert len(shortest) == (nx.shortest_path_length(graph, start, goal) + 1 if expected else 0)
    assert all(graph.has_edge(*pair) for pair in itertools.pairwise(shortest))


@settings(max_examples=25, deadline=None)
@over(st.integers(0, 10_000))
def test_permuting_and_scaling_change_no_order(seed: int) -> None:
    ties = random_ties(seed, 12, 30)
    mixed = random.Random(seed).sample(ties, len(ties))
    one, other = (networked(each, SCHEMA) for each in (ties, mixed))
    start, goal = random.Random(seed).sample(list(one.projection.ids), 2)
    before = best_paths(one, start, goal, 8)
    assert [path.as_dict() for path in before.paths] == [
        path.as_dict() for path in best_paths(other, start, goal, 8).paths
    ]
    # All influence halved: among paths of as many steps the order is the same.
    halved = {name: (r.influence.forward / 2, r.influence.backward / 2) for name, r in SCHEMA.relations.items()}
    scaled = networked(ties, SCHEMA, Weights(influence=halved))
    for steps in {len(path.steps) for path in before.paths}:
        first = [path.ids for path in best_paths(one, start, goal, 5000, most_steps=steps).paths]
        then = [path.ids for path in best_paths(scaled, start, goal, 5000, most_steps=steps).paths]
        assert [way for way in first if len(way) == steps + 1] == [way for way in then if len(way) == steps + 1]


@settings(max_examples=25, deadline=None)
@over(st.integers(0, 10_000))
def test_paths_over_undirected_ties_are_symmetric(seed: int) -> None:
    ties = [Drawn(tie.source, tie.target) for tie in random_ties(seed, 12, 24)]
    given = networked(ties, SCHEMA)
    start, goal = random.Random(seed).sample(list(given.projection.ids), 2)
    there, back = (best_paths(given, *ends, 500) for ends in ((start, goal), (goal, start)))
    assert {tuple(path.ids) for path in there.paths} == {tuple(path.ids[::-1]) for path in back.paths}
    assert [path.strength for path in there.paths] == pytest.approx([path.strength for path in back.paths])


def test_fewest_steps(schema: Schema) -> None:
    given = networked(DIAMOND, schema, HALF, extra=["E"])
    assert names(fewest_steps(given, "state:D", "state:A")) == "DBA"
    assert fewest_steps(given, "state:A", "state:E") == []
    with pytest.raises(SameEntityError):
        fewest_steps(given, "state:A", "state:A")


def test_a_search_that_is_cut_short_says_so(schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.analysis.detours.MOST_LOOKED_AT", 3)
    given = networked(fan("BCDEFGH"), schema, HALF)
    result = best_paths(given, "state:A", "state:Z", 5, most_steps=3)
    assert not result.complete
    assert len(result.paths) < 5


@settings(max_examples=40, deadline=None)
@over(st.integers(0, 10_000), st.integers(4, 9), st.integers(2, 5), st.sampled_from([0, 2, 3]))
def test_paths_without_detours_are_those_of_all_that_have_no_shortcut(
    seed: int, size: int, density: int, most_steps: int
) -> None:
    """All simple paths are tried; those stay of which no part could be replaced by a direct step that is as strong."""
    given = networked(random_ties(seed, size, size * density), SCHEMA, HALF)
    graph = as_networkx(given)
    start, goal = given.projection.ids[0], given.projection.ids[-1]

    def length(way: list[str]) -> float:
        return sum(float(graph.edges[pair]["length"]) for pair in itertools.pairwise(way))

    def has_shortcut(way: list[str]) -> bool:
        parts = [
            (at, to) for at in range(len(way)) for to in range(at + 2, len(way)) if graph.has_edge(way[at], way[to])
        ]
        return any(graph.edges[way[at], way[to]]["length"] <= length(way[at : to + 1]) + 1e-6 for at, to in parts)

    ways = list(nx.all_simple_paths(graph, start, goal)) if graph.has_node(start) and graph.has_node(goal) else []
    few = [way for way in ways if len(way) - 1 <= (most_steps or size)]
    expected = sorted(length(way) for way in few if not has_shortcut(way))
    told = best_paths(given, start, goal, 200, distinct=True, most_steps=most_steps)
    assert told.complete
    lengths = [length(path.ids) for path in told.paths]
    assert lengths == pytest.approx(expected, abs=1e-6)


def test_a_shortcut_past_a_way_point_does_not_count(schema: Schema) -> None:
    """A to B directly is stronger than over C; a path that shall pass C is found all the same."""
    ties = [Drawn("A", "B"), Drawn("A", "C"), Drawn("C", "B"), Drawn("C", "D"), Drawn("D", "B")]
    given = networked(ties, schema, Weights(influence={"ALLIED_WITH": (0.5, 0.5)}))
    assert found(given, "A", "B", distinct=True) == [("AB", 0.5)]
    assert found(given, "A", "B", distinct=True, via=["state:C"]) == [("ACB", 0.25)]
