"""The strongest simple paths over given stops or with few steps: what Yen's algorithm does not answer.

A best-first search over beginnings of paths. Each is judged by its own length and the length of the shortest way on,
over the stops that are left and in the steps that are left, so that the first path to arrive is the shortest.
"""

import heapq
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from explorer.analysis.influence import Network
from explorer.analysis.projection import Lengths

MOST_LOOKED_AT = 20_000
"""Beginnings of paths that are looked at before the search gives up."""

Rest = Callable[[int, int], Lengths]
"""Number of stops passed, steps left -> length of the shortest way on from each entity (n), infinite where none is."""


class _Next(NamedTuple):
    """The ways to go on from a beginning, the best first, and which of them comes next."""

    bound: float
    serial: int
    at: int
    beginning: tuple[int, ...]
    ways: list[tuple[float, int, float]]


def detours(network: Network, stops: Sequence[int], k: int, most_steps: int = 0) -> tuple[list[list[int]], bool]:
    """The k shortest simple paths from the first stop over all others in their order, as numbers of entities.

    `most_steps` limits the number of steps (0: no limit). The second value is false where the search was cut short.
    """
    rest = _limited(network, stops, most_steps) if most_steps else _unlimited(network, stops)
    heap: list[_Next] = []
    found: list[list[int]] = []
    serial = 0

    def push(beginning: tuple[int, ...], length: float) -> None:
        nonlocal serial
        if ways := _ways(network, stops, rest, beginning, length, most_steps):
            serial += 1
            heapq.heappush(heap, _Next(ways[0][0], serial, 0, beginning, ways))

    push((stops[0],), 0.0)
    for _ in range(MOST_LOOKED_AT):
        if not heap or len(found) == k:
            return found, True
        best = heapq.heappop(heap)
        if best.at + 1 < len(best.ways):
            heapq.heappush(heap, best._replace(bound=best.ways[best.at + 1][0], at=best.at + 1))
        _, target, length = best.ways[best.at]
        beginning = (*best.beginning, target)
        if target == stops[-1]:
            found.append(list(beginning))
        else:
            push(beginning, length)
    return found, False


def _ways(
    network: Network, stops: Sequence[int], rest: Rest, beginning: tuple[int, ...], length: float, most_steps: int
) -> list[tuple[float, int, float]]:
    """Where to go on from a beginning: bound of the whole length, the entity, the length so far; the best first."""
    passed = sum(stop in beginning for stop in stops)
    left = most_steps - len(beginning)
    if most_steps and left < 0:
        return []
    targets, lengths = network.neighbours(beginning[-1])
    bounds = length + lengths + rest(passed, left)[targets]
    arrived = np.flatnonzero(targets == stops[passed])
    bounds[arrived] = length + lengths[arrived] + rest(passed + 1, left)[targets[arrived]]
    closed = {*beginning, *stops[passed + 1 :]}
    known = np.flatnonzero(np.isfinite(bounds))
    return [
        (float(bounds[at]), int(targets[at]), length + float(lengths[at]))
        for at in known[np.argsort(bounds[known], kind="stable")]
        if int(targets[at]) not in closed
    ]


def _unlimited(network: Network, stops: Sequence[int]) -> Rest:
    after = _arrived(network, stops[-1])
    table = {len(stops): after}
    for passed in range(len(stops) - 1, 0, -1):
        stop = stops[passed]
        table[passed] = network.distances(stop, backward=True) + float(table[passed + 1][stop])
    return lambda passed, _: table[passed]


def _limited(network: Network, stops: Sequence[int], most_steps: int) -> Rest:
    """By dynamic programming over the steps left (Bellman and Ford)."""
    last = _arrived(network, stops[-1])
    table = {len(stops): [last] * (most_steps + 1)}
    for passed in range(len(stops) - 1, 0, -1):
        stop = stops[passed]
        rows = []
        current = np.full(network.size, np.inf)
        for left in range(most_steps + 1):
            current = current if not left else one_step_more(network, current)
            current[stop] = table[passed + 1][left][stop]
            rows.append(current)
        table[passed] = rows
    return lambda passed, left: table[passed][left]


def _arrived(network: Network, goal: int) -> Lengths:
    lengths = np.full(network.size, np.inf)
    lengths[goal] = 0.0
    return lengths


def one_step_more(network: Network, rest: Lengths) -> Lengths:
    """Length of the shortest way from each entity (n) of one step and the rest of the way from where it leads."""
    further = np.full(network.size, np.inf)
    held = np.flatnonzero(np.diff(network.offsets))
    if len(held):
        further[held] = np.minimum.reduceat(network.lengths + rest[network.targets], network.offsets[held])
    return further
