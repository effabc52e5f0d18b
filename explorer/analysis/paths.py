"""The strongest paths of influence from one entity to another, and where there is none, what comes closest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from explorer.analysis.detours import detours
from explorer.analysis.influence import Network
from explorer.analysis.path_records import EQUAL, Found, Miss, Path, Step
from explorer.analysis.projection import Numbers, date_of_number
from graph_loader.errors import CyberatlasError

CANDIDATES, TIMES = 20, 3
"""At least so many paths are found, or so many times as many as wanted: others may come first under other weights."""
FIRST_PAIRS, MORE = 400, 8


class SameEntityError(CyberatlasError):
    """A path was asked for from an entity to itself, or over an entity twice; `id` names it."""

    def __init__(self, identity: str) -> None:
        self.id = identity
        super().__init__(f"A path passes each entity once, and {identity} was named twice. Name another one.")


class AvoidedEntityError(CyberatlasError):
    """A path was asked for over an entity that it shall avoid; `id` names it."""

    def __init__(self, identity: str) -> None:
        self.id = identity
        super().__init__(f"{identity} is to be avoided, and the path shall pass it. Choose one of the two.")


def candidates_of(k: int) -> int:
    """How many paths to find, so that it can be told how stable the order of the first k is."""
    return max(CANDIDATES, TIMES * k)


def best_paths(
    network: Network,
    start: str,
    goal: str,
    k: int = 5,
    *,
    via: Sequence[str] = (),
    most_steps: int = 0,
    candidates: int = 0,
    distinct: bool = False,
) -> Found:
    """The k strongest simple paths from `start` to `goal`, over `via` in this order.

    `most_steps` limits the number of steps (0: no limit). Up to `candidates` paths are found where that is more than
    k: see `explorer.analysis.stability`. With `distinct`, paths are left out that only make a detour of a direct step
    that is as strong: from A over B to C, where A influences C directly no less, and B is not one of `via`.

    Raises:
        UnknownEntityError, SameEntityError, AvoidedEntityError: the question cannot be answered.
    """
    stops = stops_of(network, [start, *via, goal])
    wanted = max(k, candidates)
    ways, complete = _ways(network, stops, wanted, most_steps, distinct)
    found = [Path(list(_steps(network, way))) for way in ways]
    last = found[k - 1].strength if len(found) > k else 0.0
    equal = sum(path.strength >= last * (1 - EQUAL) for path in found[k:]) if last else 0
    miss = None if found else _miss(network, stops[0], stops[-1])
    return Found(found[:k], found[k:], equal, complete, miss)


def stops_of(network: Network, ids: Sequence[str]) -> list[int]:
    """The numbers of the entities that a path shall pass.

    Raises:
        UnknownEntityError, SameEntityError, AvoidedEntityError: there can be no such path.
    """
    stops = network.projection.indices(ids)
    for at, stop in enumerate(stops):
        if stop in stops[:at]:
            raise SameEntityError(ids[at])
        if stop in network.avoided:
            raise AvoidedEntityError(ids[at])
    return stops


def _ways(
    network: Network, stops: Sequence[int], k: int, most_steps: int, distinct: bool
) -> tuple[list[list[int]], bool]:
    if len(stops) > 2 or most_steps or distinct:
        return detours(network, stops, k, most_steps, distinct=distinct)
    return list(_yen(network, stops[0], stops[-1], k)), True


def _yen(network: Network, start: int, goal: int, k: int) -> Iterator[list[int]]:
    """The k shortest simple paths (Yen 1971, as igraph has it), on no more of the network than can hold them.

    A path of length L passes no pair whose best detour, from the start over the pair to the goal, is longer than L. So
    the paths are looked for among the pairs of the best detours; if the k-th found is no longer than the worst of
    these detours, no better one can be elsewhere, else more pairs are taken.
    """
    import igraph

    detour = network.distances(start)[network.sources]
    detour += network.lengths + network.distances(goal, backward=True)[network.targets]
    usable = np.flatnonzero(np.isfinite(detour) & (network.targets != start) & (network.sources != goal))
    many = max(FIRST_PAIRS, MORE * k)
    while len(usable):
        last = len(usable) <= many
        longest = np.inf if last else np.partition(detour[usable], many)[many]
        taken = usable[detour[usable] <= longest]
        ids, ends = np.unique(np.stack([network.sources[taken], network.targets[taken]]), return_inverse=True)
        graph = igraph.Graph(len(ids), ends.reshape(2, -1).T, directed=True)
        lengths = network.lengths[taken]
        ends_at = [int(np.searchsorted(ids, end)) for end in (start, goal)]
        ways = graph.get_k_shortest_paths(ends_at[0], ends_at[1], k=k, weights=lengths)
        if last or (len(ways) == k and length_of(network, ids[ways[-1]]) <= longest):
            yield from (ids[way].tolist() for way in ways)
            return
        many *= MORE


def length_of(network: Network, way: Sequence[int] | Numbers) -> float:
    """Length of a path, given as the numbers of its entities."""
    return sum(_length(network, start, end) for start, end in pairwise(way))


def _length(network: Network, start: int, end: int) -> float:
    targets, lengths = network.neighbours(start)
    at = np.searchsorted(targets, end)
    return float(lengths[at]) if at < len(targets) and targets[at] == end else np.inf


def _steps(network: Network, way: Sequence[int]) -> Iterator[Step]:
    for start, end in pairwise(way):
        rows, along, _ = network.arcs(start, end)
        if len(rows):
            yield replace(_step(network, start, end, rows[0], bool(along[0])), others=len(rows) - 1)
        else:
            rows, along = network.projection.rows_between(start, end)
            yield replace(_step(network, start, end, rows[0], bool(along[0])), others=len(rows) - 1, carries=False)


def _step(network: Network, start: int, end: int, row: np.intp, along: bool) -> Step:
    projection, given = network.projection, network.factors
    relation = int(projection.relation[row])
    return Step(
        projection.ids[start],
        projection.ids[end],
        projection.relations[relation],
        along,
        float(given.table[relation, 0 if along else 1]),
        float(given.confidence[row]),
        float(given.recency_of(row)),
        date_of_number(int(projection.start[row])),
        bool(projection.verified[row]),
    )


def _miss(network: Network, start: int, goal: int) -> Miss:
    reached = np.isfinite(network.distances(start))
    reaching = np.isfinite(network.distances(goal, backward=True))
    nearest = _nearest(network, start, goal)
    path = Path(list(_steps(network, nearest))) if nearest else None
    return Miss(int(reached.sum()) - 1, int(reaching.sum()) - 1, path)


def _nearest(network: Network, start: int, goal: int) -> list[int]:
    """The path over all ties, in any direction, with the fewest steps that carry nothing, then the strongest."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    pairs, size = network.projection.pairs, network.size
    carried = network.sources.astype(np.int64) * size + network.targets
    key = pairs.sources.astype(np.int64) * size + pairs.targets
    lengths = np.full(len(key), 1.0 + float(network.lengths.max(initial=0.0)) * size)
    lengths[np.searchsorted(key, carried)] = network.lengths
    if network.avoided:
        out = np.isin(pairs.sources, list(network.avoided)) | np.isin(pairs.targets, list(network.avoided))
        lengths[out] = np.inf
    matrix = csr_array((lengths, (pairs.sources, pairs.targets)), shape=(size, size))
    distances, before = dijkstra(matrix, indices=start, return_predecessors=True)
    if not np.isfinite(distances[goal]):
        return []
    way = [goal]
    while way[-1] != start:
        way.append(int(before[way[-1]]))
    return way[::-1]
