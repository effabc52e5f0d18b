"""The strongest simple paths over given stops, with few steps, or without shortcuts: what Yen's algorithm can't answer.

A best-first search over beginnings of paths. Each is judged by its own length and the length of the shortest way on,
over the stops that are left and in the steps that are left, so that the first path to arrive is the shortest.
"""

import heapq
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from explorer.analysis.influence import SLACK, Network
from explorer.analysis.projection import Flags, Lengths, Numbers

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


def detours(
    network: Network, stops: Sequence[int], k: int, most_steps: int = 0, *, distinct: bool = False
) -> tuple[list[list[int]], bool]:
    """The k shortest simple paths from the first stop over all others in their order, as numbers of entities.

    `most_steps` limits the number of steps (0: no limit). With `distinct` no path is given of which a part between two
    stops could be replaced by a single step that is no longer. The second value is false where the search was cut
    short.
    """
    shortcuts = _Shortcuts(network, stops) if distinct else None
    rest = _limited(network, stops, most_steps) if most_steps else _unlimited(network, stops)
    heap: list[_Next] = []
    found: list[list[int]] = []
    serial = 0

    def push(beginning: tuple[int, ...], length: float) -> None:
        nonlocal serial
        if ways := _ways(network, stops, rest, beginning, length, most_steps, shortcuts):
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
    network: Network,
    stops: Sequence[int],
    rest: Rest,
    beginning: tuple[int, ...],
    length: float,
    most_steps: int,
    shortcuts: "_Shortcuts | None",
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
    if shortcuts:
        bounds[shortcuts.there(beginning, passed, targets, lengths)] = np.inf
    known = np.flatnonzero(np.isfinite(bounds))
    return [
        (float(bounds[at]), int(targets[at]), length + float(lengths[at]))
        for at in known[np.argsort(bounds[known], kind="stable")]
        if int(targets[at]) not in closed
    ]


class _Shortcuts:
    """The steps that make a detour of a beginning, however it goes on."""

    def __init__(self, network: Network, stops: Sequence[int]) -> None:
        self._network = network
        self._stops = stops
        self._rest = [network.distances(stop, backward=True) for stop in stops]
        self._onto = [np.full(network.size, np.inf) for _ in stops]
        for stop, onto in zip(stops, self._onto, strict=True):
            last = network.targets == stop
            onto[network.sources[last]] = network.lengths[last]

    def there(self, beginning: Sequence[int], passed: int, targets: Numbers, lengths: Lengths) -> Flags:
        """For each step from the end of a beginning: is there a direct step past it, onto it or onto the next stop?

        Such a step, from wherever since the last stop, is no longer than this way is, or can be at best.
        """
        leg = beginning[beginning.index(self._stops[passed - 1]) :]
        way = lengths.astype(np.float64)
        rest = np.where(targets == self._stops[passed], -np.inf, self._rest[passed][targets])
        found: Flags = self._onto[passed][leg[-1]] <= way + rest + SLACK
        for at, then in zip(leg[-2::-1], leg[:0:-1], strict=True):
            way = way + self._direct(at, np.array([then]))[0]
            found |= (self._direct(at, targets) <= way + SLACK) | (self._onto[passed][at] <= way + rest + SLACK)
        return found

    def _direct(self, source: int, targets: Numbers) -> Lengths:
        """Length of the step from an entity to each of these, infinite where there is none."""
        there, lengths = self._network.neighbours(source)
        at = np.minimum(np.searchsorted(there, targets), len(there) - 1)
        return np.where(there[at] == targets, lengths[at], np.inf)


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
