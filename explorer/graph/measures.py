"""How central the entities shown are, and which camps they form. All over the lines of the view, without direction."""

import random
from collections.abc import Iterable, Sequence

from explorer.graph.networks import SEED, network, seeded
from explorer.graph.spacing import Tied

MOST_EXACT = 1500
SOURCES = 256


def degree(ids: Sequence[str], lines: Iterable[Tied]) -> dict[str, int]:
    """How many others each entity has a line to."""
    return dict(zip(ids, network(ids, lines).degree(), strict=True))


def betweenness(ids: Sequence[str], lines: Iterable[Tied]) -> dict[str, float]:
    """The share, 0 to 1, of all pairs of others whose shortest paths pass through each entity (Freeman 1977).

    Where several shortest paths join a pair, each counts as its part of them. For more than 1,500 entities it is an
    estimate: of the pairs, only those with one of 256 sources drawn at random (Brandes and Pich 2007), the same
    sources every time.
    """
    whole = len(ids)
    if whole < 3:
        return dict.fromkeys(ids, 0.0)
    graph = network(ids, lines)
    if whole <= MOST_EXACT:
        passing, share = graph.betweenness(directed=False), 1.0
    else:
        sources = random.Random(SEED).sample(range(whole), SOURCES)  # noqa: S311 (a sample for an estimate)
        passing, share = graph.betweenness(directed=False, sources=sources), SOURCES / whole
    pairs = share * (whole - 1) * (whole - 2) / 2
    return {each: min(1.0, score / pairs) for each, score in zip(ids, passing, strict=True)}


def camps(ids: Sequence[str], lines: Iterable[Tied]) -> dict[str, int]:
    """The camp of each entity: 0 the largest; of camps of one size, that whose first id sorts first comes first.

    Camps are communities of highest modularity by the Leiden algorithm (Traag, Waltman and van Eck 2019). An entity
    without lines is a camp of its own.
    """
    ids = sorted(ids)
    with seeded():
        found = network(ids, lines).community_leiden(objective_function="modularity", n_iterations=10)
    groups = sorted(found, key=lambda group: (-len(group), group[0]))
    return {ids[at]: number for number, group in enumerate(groups) for at in group}
