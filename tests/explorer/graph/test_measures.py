from collections import deque
from itertools import combinations

import pytest
from hypothesis import given, settings

from explorer.graph.measures import MOST_EXACT, betweenness, camps, degree
from explorer.graph.spacing import Tied
from tests.explorer.graph.random_graphs import Graph, graphs


def neighbours(ids: list[str], lines: list[Tied]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {each: set() for each in ids}
    for one, other in lines:
        if one != other and one in near and other in near:
            near[one].add(other)
            near[other].add(one)
    return near


def brandes(near: dict[str, set[str]]) -> dict[str, float]:
    """Betweenness as in Brandes 2001, each pair counted once."""
    score = dict.fromkeys(near, 0.0)
    for source in near:
        order, before, paths, steps = [], {each: [] for each in near}, dict.fromkeys(near, 0), {source: 0}  # type: ignore[var-annotated]
        paths[source] = 1
        queue = deque([source])
        while queue:
            at = queue.popleft()
            order.append(at)
            for each in near[at]:
                if each not in steps:
                    steps[each] = steps[at] + 1
                    queue.append(each)
                if steps[each] == steps[at] + 1:
                    paths[each] += paths[at]
                    before[each].append(at)
        share = dict.fromkeys(near, 0.0)
        for at in reversed(order):
            for each in before[at]:
                share[each] += paths[each] / paths[at] * (1 + share[at])
            if at != source:
                score[at] += share[at] / 2
    return score


@given(graphs(most=15))
@settings(max_examples=60, deadline=None)
def test_measures_are_those_of_the_definitions(graph: Graph) -> None:
    ids, lines = [node.id for node in graph[0]], graph[1]
    near = neighbours(ids, lines)
    assert degree(ids, lines) == {each: len(near[each]) for each in ids}
    pairs = max((len(ids) - 1) * (len(ids) - 2) / 2, 1)
    assert betweenness(ids, lines) == pytest.approx({each: score / pairs for each, score in brandes(near).items()})


def test_the_middle_of_a_star_is_on_all_paths() -> None:
    found = betweenness(["hub", "a", "b", "c"], [("a", "hub"), ("hub", "b"), ("c", "hub"), ("c", "c")])
    assert found == {"hub": 1.0, "a": 0.0, "b": 0.0, "c": 0.0}
    assert betweenness([], []) == {}
    assert betweenness(["a", "b"], [("a", "b")]) == {"a": 0.0, "b": 0.0}


def test_many_are_measured_by_a_sample_that_is_near_the_truth() -> None:
    ids = [f"n{at}" for at in range(MOST_EXACT + 100)]
    lines = [(ids[at], ids[(at - 1) // 3]) for at in range(1, len(ids))]
    found = betweenness(ids, lines)
    exact = {
        each: score / ((len(ids) - 1) * (len(ids) - 2) / 2) for each, score in brandes(neighbours(ids, lines)).items()
    }
    assert found == betweenness(ids, lines)
    assert max(abs(found[each] - exact[each]) for each in ids) < 0.05
    assert max(found, key=lambda each: found[each]) == max(exact, key=lambda each: exact[each])


def test_camps_are_numbered_by_size() -> None:
    sizes = {"small": 4, "big": 7, "middle": 5}
    ids = [f"{name}{at}" for name, size in sizes.items() for at in range(size)]
    lines = [pair for name in sizes for pair in combinations([each for each in ids if each.startswith(name)], 2)]
    lines += [("small0", "big0"), ("big1", "middle0")]
    found = camps([*ids, "alone"], lines)
    assert {found[f"{name}{at}"] for name, size in sizes.items() for at in range(size) if name == "big"} == {0}
    assert {found["middle0"], found["middle4"]} == {1}
    assert {found["small0"], found["small3"]} == {2}
    assert found["alone"] == 3


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_camps_are_always_the_same(graph: Graph) -> None:
    ids, lines = [node.id for node in graph[0]], graph[1]
    found = camps(ids, lines)
    assert found.keys() == set(ids)
    assert camps(ids[::-1], lines[::-1]) == found
    sizes = [list(found.values()).count(number) for number in range(len(set(found.values())))]
    assert sizes == sorted(sizes, reverse=True)
    assert 0 not in sizes
