import random

import networkx as nx
import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from explorer.analysis.cuts import NothingToCutError, losses, minimum_cut, passed, without
from explorer.analysis.influence import Weights
from explorer.analysis.paths import AvoidedEntityError, SameEntityError, best_paths
from explorer.analysis.projection import UnknownEntityError
from graph_loader.schema import Schema, load_schema
from tests.explorer.analysis.small_networks import Drawn, as_networkx, networked, random_ties

SCHEMA = load_schema()
HALF = Weights(influence={"ALLIED_WITH": (0.5, 0.5), "FUNDS": (0.9, 0.0)})

#  A - B \     / E - G
#  A - C - X - F - G      everything between A and G passes X; two disjoint ways lead to X and two on from it.
HOURGLASS = [
    Drawn("A", "B"), Drawn("A", "C"), Drawn("B", "X"), Drawn("C", "X"),
    Drawn("X", "E"), Drawn("X", "F"), Drawn("E", "G"), Drawn("F", "G"),
]  # fmt: skip


def test_the_waist_of_an_hourglass(schema: Schema) -> None:
    cut = minimum_cut(networked(HOURGLASS, schema, HALF), ["state:A"], ["state:G"])
    assert (cut.entities, cut.direct, cut.around) == (["state:X"], [], "")
    assert len(cut.pairs) == 2  # two ways without a common pair
    sets = minimum_cut(networked(HOURGLASS, schema, HALF), ["state:A", "state:B"], ["state:G", "state:E"])
    assert sets.entities == ["state:X"]


def test_direct_ties_have_to_fall_too(schema: Schema) -> None:
    given = networked([*HOURGLASS, Drawn("A", "G", "FUNDS")], schema, HALF)
    cut = minimum_cut(given, ["state:A"], ["state:G"])
    assert (cut.entities, cut.direct) == (["state:X"], [("state:A", "state:G")])
    assert len(cut.pairs) == 3
    assert minimum_cut(given, ["state:G"], ["state:A"]).direct == []  # FUNDS carries nothing back here


def test_a_cut_that_is_only_the_surroundings_says_so(schema: Schema) -> None:
    # B stands alone before A; behind it two disjoint ways lead to G.
    ties = [Drawn(*ends) for ends in (("A", "B"), ("B", "C"), ("B", "D"), ("C", "G"), ("D", "G"))]
    assert minimum_cut(networked(ties, schema, HALF), ["state:A"], ["state:G"]).around == "start"
    assert minimum_cut(networked(ties, schema, HALF), ["state:G"], ["state:A"]).around == "goal"


def test_weak_steps_can_be_left_out(schema: Schema) -> None:
    weights = Weights(influence={"ALLIED_WITH": (0.5, 0.5), "VOTED": (0.05, 0.05)})
    ties = [Drawn("A", "B"), Drawn("B", "G"), Drawn("A", "C", "VOTED"), Drawn("G", "C", "VOTED")]
    given = networked(ties, schema, weights)
    assert minimum_cut(given, ["state:A"], ["state:G"]).entities == ["state:B", "state:C"]
    assert minimum_cut(given.at_least(0.1), ["state:A"], ["state:G"]).entities == ["state:B"]


def test_no_path_needs_no_cut_and_bad_sides_are_refused(schema: Schema) -> None:
    given = networked([Drawn("A", "B")], schema, HALF, extra=["G"])
    cut = minimum_cut(given, ["state:A"], ["state:G"])
    assert (cut.entities, cut.direct, cut.pairs, cut.around) == ([], [], [], "")
    with pytest.raises(SameEntityError):
        minimum_cut(given, ["state:A", "state:B"], ["state:B"])
    with pytest.raises(NothingToCutError):
        minimum_cut(given, [], ["state:B"])
    with pytest.raises(UnknownEntityError):
        minimum_cut(given, ["state:Q"], ["state:B"])


@settings(max_examples=40, deadline=None)
@over(st.integers(0, 10_000), st.integers(5, 20), st.integers(1, 3))
def test_cuts_are_as_small_as_those_of_networkx_and_disconnect(seed: int, size: int, density: int) -> None:
    given = networked(random_ties(seed, size, size * density), SCHEMA)
    graph = as_networkx(given)
    start, goal = random.Random(seed).sample(list(given.projection.ids), 2)
    cut = minimum_cut(given, [start], [goal])
    assert len(cut.pairs) == nx.edge_connectivity(graph, start, goal)
    graph.remove_edges_from(cut.direct)
    assert len(cut.entities) == nx.node_connectivity(graph, start, goal)
    graph.remove_nodes_from(cut.entities)
    assert not nx.has_path(graph, start, goal)
    graph = as_networkx(given)
    graph.remove_edges_from(cut.pairs)
    assert not nx.has_path(graph, start, goal)


def test_whom_the_best_paths_pass(schema: Schema) -> None:
    # All four paths over X: 0.5 ** 4 each, two of them over B, two over E.
    found = passed(best_paths(networked(HOURGLASS, schema, HALF), "state:A", "state:G", 10).paths)
    assert [(each.id, each.paths) for each in found] == [
        ("state:X", 4), ("state:B", 2), ("state:C", 2), ("state:E", 2), ("state:F", 2),
    ]  # fmt: skip
    assert [each.share for each in found] == pytest.approx([1, 0.5, 0.5, 0.5, 0.5])
    assert passed([]) == []


def test_without_someone(schema: Schema) -> None:
    # A -> C -> G by FUNDS 0.9 * 0.9 = 0.81; without C the hourglass is left: 0.5 ** 4 = 0.0625.
    weights = Weights(influence={"ALLIED_WITH": (0.5, 0.5), "FUNDS": (0.9, 0.0)})
    given = networked([*HOURGLASS, Drawn("A", "Y", "FUNDS"), Drawn("Y", "G", "FUNDS")], schema, weights)
    result = without(given, "state:A", "state:G", ["state:Y"])
    assert (result.before, result.after) == pytest.approx((0.81, 0.0625))
    assert result.lost == pytest.approx(1 - 0.0625 / 0.81)
    broken = without(given, "state:A", "state:G", ["state:Y", "state:X"])
    assert (broken.after, broken.lost, broken.next_best.paths) == (0.0, 1.0, [])
    with pytest.raises(AvoidedEntityError):
        without(given, "state:A", "state:G", ["state:G"])
    # Without Y: G falls from 0.81 to 0.0625; E and F from 0.81 * 0.5 = 0.405 to 0.125; X is 0.25 either way.
    lost = losses(given, "state:A", ["state:Y"])
    assert [(each.id, round(each.before, 4), round(each.after, 4)) for each in lost] == [
        ("state:G", 0.81, 0.0625), ("state:E", 0.405, 0.125), ("state:F", 0.405, 0.125),
    ]  # fmt: skip
    gone = losses(networked(HOURGLASS, schema, HALF), "state:A", ["state:X"])
    assert {each.id: each.after for each in gone} == {"state:E": 0.0, "state:F": 0.0, "state:G": 0.0}
