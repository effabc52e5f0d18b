"""How far the order of paths hangs on the weights: are the first still the first when the weights are a little off?

The declared influences are judgements, and a ranking that a slight change of them turns round should not be trusted.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from explorer.analysis.influence import Network
from explorer.analysis.path_records import EQUAL, Found
from explorer.analysis.projection import Flags, Lengths

DRAWS = 200
SPREAD = 1 / 3
SEED = 20_261_123


def with_stability(
    network: Network, found: Found, draws: int = DRAWS, spread: float = SPREAD, seed: int = SEED
) -> Found:
    """The paths with the share of draws in which each stays among the first, as many as there are.

    In each draw the influence of every relation type in each direction, the confidence in unverified ties and the
    half-life are multiplied by factors drawn evenly from 1 - `spread` to 1 + `spread`, and no influence exceeds 1; all
    paths and candidates are ranked anew, by their strongest ties under these weights. Where several equally strong
    paths compete for too few places, each counts as the share of them that has room. The draws are the same each time.
    """
    k, whole = len(found.paths), [*found.paths, *found.candidates]
    if not k:
        return found
    lengths = _drawn_lengths(network, [path.ids for path in whole], draws, spread, seed)
    shares = np.array([_shares(row, k) for row in lengths]).mean(axis=0)
    paths = [replace(path, stability=float(share)) for path, share in zip(whole, shares, strict=True)]
    return replace(found, paths=paths[:k], candidates=paths[k:])


def _shares(lengths: Lengths, k: int) -> Lengths:
    """1 for paths among the first k, 0 for those after them; equals at the edge share the room that is left."""
    order = np.sort(lengths)
    better = np.searchsorted(order, lengths - EQUAL)
    equal = np.searchsorted(order, lengths + EQUAL, side="right") - better
    return np.clip((k - better) / equal, 0.0, 1.0)


def _drawn_lengths(
    network: Network, ways: Sequence[Sequence[str]], draws: int, spread: float, seed: int
) -> NDArray[np.float64]:
    """Draws x paths: the length of each path in each draw."""
    pairs = {pair: at for at, pair in enumerate(dict.fromkeys(pair for way in ways for pair in pairwise(way)))}
    arcs = [network.arcs(*network.projection.indices(pair))[:2] for pair in pairs]
    begins = np.cumsum([0, *(len(rows) for rows, _ in arcs[:-1])])
    rows, along = (np.concatenate([arc[part] for arc in arcs]) for part in (0, 1))
    strengths = _drawn_strengths(network, rows, along, draws, spread, seed)
    steps = -np.log(np.maximum.reduceat(strengths, begins, axis=1))
    of_ways = np.concatenate([[pairs[pair] for pair in pairwise(way)] for way in ways])
    return np.add.reduceat(steps[:, of_ways], np.cumsum([0, *(len(way) - 1 for way in ways[:-1])]), axis=1)


def _drawn_strengths(
    network: Network, rows: NDArray[np.intp], along: Flags, draws: int, spread: float, seed: int
) -> NDArray[np.float64]:
    """Draws x arcs. What is one weight, such as that of a symmetric type, varies as one."""
    given = network.factors
    chance = np.random.default_rng(seed)
    factors = chance.uniform(1 - spread, 1 + spread, (draws, *given.table.shape))
    same = given.table[:, 0] == given.table[:, 1]
    factors[:, same, 1] = factors[:, same, 0]
    doubt, half_life = chance.uniform(1 - spread, 1 + spread, (2, draws, 1))
    relation, turned = network.projection.relation[rows], np.where(along, 0, 1)
    influence = np.minimum(given.table[relation, turned] * factors[:, relation, turned], 1.0)
    unverified = ~network.projection.verified[rows]
    confidence = np.where(unverified, np.minimum(given.confidence[rows] * doubt, 1.0), 1.0)
    recency = np.exp2(-given.age[rows] / (given.half_life * half_life)) if given.half_life else 1.0
    return np.asarray(influence * confidence * recency)
