"""Chokepoints: what has to fall so that influence no longer gets from one side to the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from explorer.analysis.influence import Network
from explorer.analysis.path_records import Found, Path
from explorer.analysis.paths import SameEntityError, best_paths
from explorer.analysis.projection import Flags, Numbers
from graph_loader.errors import CyberatlasError

UNCUT = 1_000_000_000
"""A capacity that no minimum cut reaches."""


class NothingToCutError(CyberatlasError):
    """A cut was asked for with nobody on one of the sides."""

    def __init__(self) -> None:
        super().__init__("A cut needs at least one entity on each side. Choose from whom, and to whom.")


@dataclass(frozen=True)
class Cut:
    """The smallest numbers of entities and of ties without which no influence gets across.

    `entities` are ids, the ends not among them; the `direct` pairs join the two sides without anyone between, so they
    have to fall besides. `pairs` (of ids) are the smallest set of pairs between whom all ties would have to fall.
    `around` is `start` or `goal` where `entities` are just all the neighbours of that side that matter: then the cut
    says nothing about the middle. Of several smallest cuts the one nearest to the start is given.
    """

    entities: Sequence[str]
    direct: Sequence[tuple[str, str]]
    pairs: Sequence[tuple[str, str]]
    around: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Passed:
    """An entity between the ends: how many of the paths pass it, and their share of the strength of all, 0 to 1."""

    id: str
    paths: int
    share: float


@dataclass(frozen=True)
class Without:
    """What becomes of the best path when entities are taken away: strength before and after, 0 where none is left."""

    before: float
    after: float
    next_best: Found

    @property
    def lost(self) -> float:
        """The share of the strength that is lost, 0 to 1."""
        return 1 - self.after / self.before if self.before else 0.0


@dataclass(frozen=True)
class Loss:
    """An entity that is reached less strongly, or no longer (`after` 0), when others are taken away."""

    id: str
    before: float
    after: float


def minimum_cut(network: Network, starts: Sequence[str], goals: Sequence[str]) -> Cut:
    """The minimum vertex cut and the minimum edge cut between two sets of entities (Ford and Fulkerson 1956, Menger).

    All pairs count alike, however strong: take `network.at_least(strength)` to leave out the weak ones.

    Raises:
        UnknownEntityError, SameEntityError, NothingToCutError: the question cannot be answered.
    """
    sides = [np.unique(np.array(network.projection.indices(ids), np.int32)) for ids in (starts, goals)]
    if not all(len(side) for side in sides):
        raise NothingToCutError
    for both in np.intersect1d(sides[0], sides[1]):
        raise SameEntityError(network.projection.ids[both])
    starting, ending = (_flags(network.size, side) for side in sides)
    taken = _relevant(network, starting, ending)
    sources, targets = network.sources[taken], network.targets[taken]
    ids = network.projection.ids
    between = starting[sources] & ending[targets]
    entities = vertex_cut(sources[~between], targets[~between], starting, ending)
    pairs = [(ids[source], ids[target]) for source, target in _edge_cut(sources, targets, starting, ending)]
    direct = [(ids[at], ids[to]) for at, to in zip(sources[between], targets[between], strict=True)]
    around = ""
    if len(entities):
        first = np.setdiff1d(targets[starting[sources]], sides[1])
        last = np.setdiff1d(sources[ending[targets]], sides[0])
        around = "start" if np.array_equal(first, entities) else "goal" if np.array_equal(last, entities) else ""
    return Cut([ids[at] for at in entities], direct, pairs, around)


def _flags(size: int, chosen: Numbers) -> Flags:
    flags = np.zeros(size, np.bool_)
    flags[chosen] = True
    return flags


def _relevant(network: Network, starting: Flags, ending: Flags) -> Flags:
    """The pairs that a path from one side to the other can use, not passing the sides themselves on its way."""
    reached = _reached(network.matrix, starting)
    reaching = _reached(network.reversed, ending)
    sources, targets = network.sources, network.targets
    return reached[sources] & reaching[targets] & ~starting[targets] & ~ending[sources]


def _reached(matrix: Any, starting: Flags) -> Flags:
    from scipy.sparse.csgraph import breadth_first_order

    found = starting.copy()
    for start in np.flatnonzero(starting):
        found[breadth_first_order(matrix, start, return_predecessors=False)] = True
    return found


def vertex_cut(sources: Numbers, targets: Numbers, starting: Flags, ending: Flags) -> Numbers:
    """Each entity between the sides becomes two, joined by an edge of capacity 1: the edges cut are the entities."""
    import igraph

    inner = np.setdiff1d(np.union1d(sources, targets), np.flatnonzero(starting | ending))
    place = np.zeros(len(starting), np.int64)
    place[inner] = 2 + 2 * np.arange(len(inner))
    tails = np.where(starting[sources], 0, place[sources] + 1)
    heads = np.where(ending[targets], 1, place[targets])
    halves = np.stack([place[inner], place[inner] + 1], axis=1)
    edges = np.concatenate([halves, np.stack([tails, heads], axis=1)])
    capacity = np.where(np.arange(len(edges)) < len(inner), 1, UNCUT)
    graph = igraph.Graph(2 + 2 * len(inner), edges, directed=True)
    cut = graph.mincut(0, 1, capacity=capacity.tolist()).cut if len(edges) else []
    return inner[sorted(cut)].astype(np.int32)


def _edge_cut(sources: Numbers, targets: Numbers, starting: Flags, ending: Flags) -> list[tuple[int, int]]:
    import igraph

    inner = np.setdiff1d(np.union1d(sources, targets), np.flatnonzero(starting | ending))
    place = np.zeros(len(starting), np.int64)
    place[inner] = 2 + np.arange(len(inner))
    tails = np.where(starting[sources], 0, place[sources])
    heads = np.where(ending[targets], 1, place[targets])
    graph = igraph.Graph(2 + len(inner), np.stack([tails, heads], axis=1), directed=True)
    cut = graph.mincut(0, 1, capacity=[1] * len(tails)).cut if len(tails) else []
    return [(int(sources[edge]), int(targets[edge])) for edge in sorted(cut)]


def passed(paths: Sequence[Path]) -> list[Passed]:
    """The entities between the ends of these paths, those that carry most of their strength first."""
    held: dict[str, list[float]] = defaultdict(list)
    for path in paths:
        for identity in path.ids[1:-1]:
            held[identity].append(path.strength)
    whole = sum(path.strength for path in paths) or 1.0
    found = [Passed(identity, len(strengths), sum(strengths) / whole) for identity, strengths in held.items()]
    return sorted(found, key=lambda each: (-each.share, -each.paths, each.id))


def without(network: Network, start: str, goal: str, gone: Sequence[str], k: int = 5) -> Without:
    """What becomes of the best path from `start` to `goal` when the entities `gone` are taken away.

    Raises:
        UnknownEntityError, SameEntityError, AvoidedEntityError: the question cannot be answered.
    """
    before = best_paths(network, start, goal, 1)
    after = best_paths(network.without(gone), start, goal, k)
    first, then = (found.paths[0].strength if found.paths else 0.0 for found in (before, after))
    return Without(first, then, after)


def losses(network: Network, start: str, gone: Sequence[str], most: int = 20) -> list[Loss]:
    """Whom `start` reaches less strongly or no longer without the entities `gone`, the largest loss first.

    Raises:
        UnknownEntityError: an id is not in the graph.
    """
    at = network.projection.index(start)
    before, after = (np.exp(-given.distances(at)) for given in (network, network.without(gone)))
    lost = before - after
    lost[[at, *network.projection.indices(gone)]] = 0.0
    order = [int(each) for each in np.lexsort((np.arange(len(lost)), -lost)) if lost[each] > before[each] * 1e-6][:most]
    return [Loss(network.projection.ids[each], float(before[each]), float(after[each])) for each in order]
