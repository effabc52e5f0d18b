import random

import networkx as nx
import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from explorer.analysis.influence import Weights
from explorer.analysis.projection import UnknownEntityError
from explorer.analysis.reach import brokers, by_kind, influencers, reach
from graph_loader.schema import Schema, load_schema
from tests.explorer.analysis.small_networks import Drawn, as_networkx, names, networked, random_ties

SCHEMA = load_schema()
WEIGHTS = Weights(influence={"ALLIED_WITH": (0.5, 0.5), "FUNDS": (0.9, 0.1)})

# A -0.9-> B -0.9-> C -0.5- D, and A -0.5- C: C is reached with 0.5 in one step, 0.81 in two; D with 0.25, then 0.405.
CHAIN = [Drawn("A", "B", "FUNDS"), Drawn("B", "C", "FUNDS"), Drawn("C", "D"), Drawn("A", "C")]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (0, {}),
        (1, {"AB": 0.9, "AC": 0.5}),
        (2, {"AB": 0.9, "ABC": 0.81, "ACD": 0.25}),
        (3, {"AB": 0.9, "ABC": 0.81, "ABCD": 0.405}),
        (9, {"AB": 0.9, "ABC": 0.81, "ABCD": 0.405}),
    ],
)
def test_whom_one_reaches(schema: Schema, steps: int, expected: dict[str, float]) -> None:
    found = reach(networked(CHAIN, schema, WEIGHTS), "state:A", steps)
    assert {names(each.way): round(each.strength, 5) for each in found.reached} == expected
    assert found.whole == len(expected)


def test_who_reaches_one(schema: Schema) -> None:
    # To C: B 0.9 directly, A over B 0.81, D 0.5. Against FUNDS 0.1 passes.
    found = influencers(networked(CHAIN, schema, WEIGHTS), "state:C", 2)
    assert [(names(each.way), round(each.strength, 5)) for each in found.reached] == [
        ("BC", 0.9), ("ABC", 0.81), ("DC", 0.5),
    ]  # fmt: skip
    assert [each.steps for each in found.reached] == [1, 2, 1]
    cut = influencers(networked(CHAIN, schema, WEIGHTS), "state:C", 2, most=1)
    assert (len(cut.reached), cut.whole) == (1, 3)
    with pytest.raises(UnknownEntityError):
        influencers(networked(CHAIN, schema, WEIGHTS), "state:Q")


def test_by_kind(schema: Schema) -> None:
    given = networked([Drawn("A", "company:b", "FUNDS"), Drawn("A", "B"), Drawn("A", "C")], schema, WEIGHTS)
    kinds = by_kind(reach(given, "state:A").reached, schema)
    assert {kind: [each.id for each in found] for kind, found in kinds.items()} == {
        "Company": ["company:b"],
        "State": ["state:B", "state:C"] if kinds["State"][0].id == "state:B" else ["state:C", "state:B"],
    }


@settings(max_examples=25, deadline=None)
@over(st.integers(0, 10_000))
def test_reach_is_that_of_the_shortest_paths(seed: int) -> None:
    given = networked(random_ties(seed, 15, 40), SCHEMA)
    graph = as_networkx(given)
    start = random.Random(seed).choice(list(given.projection.ids))
    lengths = nx.single_source_dijkstra_path_length(graph, start, weight="length")
    found = reach(given, start, 15)
    assert found.whole == len(lengths) - 1
    for each in found.reached:
        assert each.strength == pytest.approx(2.718281828459045 ** -lengths[each.id])
        assert nx.path_weight(graph, each.way, "length") == pytest.approx(lengths[each.id])
    # Whom A reaches is who says that A has influence on it.
    for each in found.reached[:3]:
        back = {other.id: other.strength for other in influencers(given, each.id, 15).reached}
        assert back[start] == pytest.approx(each.strength)


def test_brokers(schema: Schema) -> None:
    # A line A - B - C: of the two ordered pairs of others, both pass B; of those of A and C none pass them.
    given = networked([Drawn("A", "B"), Drawn("B", "C")], schema, WEIGHTS)
    assert [(each.id, each.share) for each in brokers(given)] == [("state:B", 1.0)]
    assert brokers(networked([Drawn("A", "B")], schema)) == []


def test_brokers_are_those_of_networkx_and_near_them_by_sample(schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    given = networked(random_ties(3, 60, 150), schema)
    expected = nx.betweenness_centrality(as_networkx(given))
    exact = brokers(given, most=60)
    assert {each.id: each.share for each in exact} == pytest.approx({key: v for key, v in expected.items() if v > 0})
    monkeypatch.setattr("explorer.analysis.reach.MOST_EXACT", 30)
    sampled = brokers(given, most=60, sources=45)
    assert sampled == brokers(given, most=60, sources=45)
    assert {each.id for each in sampled[:3]} & {each.id for each in exact[:3]}
    assert all(abs(each.share - expected[each.id]) < 0.1 for each in sampled)
