"""How far influence reaches: whom an entity reaches and how strongly, who has most influence on it, who is between."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from explorer.analysis.detours import one_step_more
from explorer.analysis.influence import Network
from explorer.analysis.projection import Lengths
from graph_loader.schema import Schema

SOURCES = 256
MOST_EXACT = 1500
SEED = 20_261_123


@dataclass(frozen=True)
class Reached:
    """An entity that is reached, or from which one is: by a path of this strength over `way`, its ends among it."""

    id: str
    strength: float
    way: Sequence[str]

    @property
    def steps(self) -> int:
        """Number of steps."""
        return len(self.way) - 1

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"steps": self.steps}


@dataclass(frozen=True)
class Reach:
    """The entities reached, the strongest first; `whole` counts those left out too."""

    reached: Sequence[Reached]
    whole: int


@dataclass(frozen=True)
class Broker:
    """An entity between others: `share` of the pairs of others whose shortest paths pass it, 0 to 1."""

    id: str
    share: float


def reach(network: Network, start: str, most_steps: int = 3, most: int = 100) -> Reach:
    """Whom an entity reaches in at most so many steps, by the strength of the best path.

    Raises:
        UnknownEntityError: no entity has this id.
    """
    return _reach(_turned(network), network.projection.index(start), most_steps, most, forward=True)


def influencers(network: Network, goal: str, most_steps: int = 3, most: int = 100) -> Reach:
    """Who reaches an entity in at most so many steps, by the strength of the best path.

    Raises:
        UnknownEntityError: no entity has this id.
    """
    return _reach(network, network.projection.index(goal), most_steps, most, forward=False)


def _reach(network: Network, centre: int, most_steps: int, most: int, *, forward: bool) -> Reach:
    """By dynamic programming over the number of steps; the pairs of the network lead towards the centre."""
    layers = [np.full(network.size, np.inf)]
    layers[0][centre] = 0.0
    for _ in range(most_steps):
        further = np.minimum(layers[-1], one_step_more(network, layers[-1]))
        layers.append(further)
    lengths = layers[-1]
    found = np.flatnonzero(np.isfinite(lengths))
    found = found[found != centre]
    first = found[np.lexsort((found, lengths[found]))][:most]
    reached = [_reached(network, layers, int(at), forward) for at in first]
    return Reach(reached, len(found))


def _reached(network: Network, layers: Sequence[Lengths], at: int, forward: bool) -> Reached:
    way = [at]
    for left in range(len(layers) - 1, 0, -1):
        here = way[-1]
        if layers[left - 1][here] > layers[left][here]:
            targets, lengths = network.neighbours(here)
            way.append(int(targets[np.argmin(lengths + layers[left - 1][targets])]))
    ids = [network.projection.ids[each] for each in way]
    return Reached(ids[0], float(np.exp(-layers[-1][at])), ids[::-1] if forward else ids)


def _turned(network: Network) -> Network:
    """The network with all pairs turned round."""
    back = network.reversed
    return Network(network.projection, network.factors, back.indptr, back.indices, back.data, network.avoided)


def by_kind(reached: Sequence[Reached], schema: Schema) -> Mapping[str, list[Reached]]:
    """The entities reached by their kind, the kind of the strongest first."""
    kinds: dict[str, list[Reached]] = {}
    for each in reached:
        kinds.setdefault(schema.kind_of(each.id) or "", []).append(each)
    return kinds


def brokers(network: Network, most: int = 20, sources: int = SOURCES, seed: int = SEED) -> list[Broker]:
    """The entities through which most of the shortest paths of influence pass, by betweenness (Freeman 1977).

    Shortest in steps, along the influence. For more than 1,500 entities it is an estimate from some sources drawn at
    random (Brandes and Pich 2007), the same every time, and not from paths cut off at a length: that costs as much
    where some entities have very many ties.
    """
    import igraph

    size = network.size
    if size < 3:
        return []
    graph = igraph.Graph(size, np.stack([network.sources, network.targets], axis=1), directed=True)
    if size <= max(MOST_EXACT, sources):
        passing, share = graph.betweenness(directed=True), 1.0
    else:
        drawn = random.Random(seed).sample(range(size), sources)  # noqa: S311 (a sample for an estimate)
        passing, share = graph.betweenness(directed=True, sources=drawn), sources / size
    shares = np.array(passing) / (share * (size - 1) * (size - 2))
    first = [int(at) for at in np.lexsort((np.arange(size), -shares))[:most] if shares[at] > 0]
    return [Broker(network.projection.ids[at], min(1.0, float(shares[at]))) for at in first]
