"""The shortest path by the number of steps, whatever they are worth."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.analysis.influence import Network
from explorer.analysis.paths import stops_of

Rows = tuple["memoryview[int]", NDArray[np.int32]]
"""Offsets and targets of compressed sparse rows; single offsets are read faster from a memory view."""


def fewest_steps(network: Network, start: str, goal: str) -> list[str]:
    """One of the shortest paths by the number of steps, as ids; empty where there is none.

    Searched from both ends at once, always on the side that has fewer pairs to look at.

    Raises:
        UnknownEntityError, SameEntityError, AvoidedEntityError: the question cannot be answered.
    """
    first, last = stops_of(network, [start, goal])
    back = network.reversed
    sides: tuple[Rows, Rows] = (
        (network.offsets.data, network.targets),
        (back.indptr.data, back.indices),
    )
    before: tuple[dict[int, int], dict[int, int]] = ({first: first}, {last: last})
    edges = [[first], [last]]
    pairs = [_pairs_of(sides[side], edges[side]) for side in (0, 1)]
    while edges[0] and edges[1]:
        side = int(pairs[1] < pairs[0])
        edges[side], meeting = _advanced(sides[side], edges[side], before[side], before[1 - side])
        if meeting is not None:
            way = [*reversed(_chain(before[0], meeting)), *_chain(before[1], meeting)[1:]]
            return [network.projection.ids[at] for at in way]
        pairs[side] = _pairs_of(sides[side], edges[side])
    return []


def _pairs_of(side: Rows, edge: Sequence[int]) -> int:
    offsets = side[0]
    return sum([offsets[at + 1] - offsets[at] for at in edge])


def _advanced(
    side: Rows, edge: Sequence[int], before: dict[int, int], other: dict[int, int]
) -> tuple[list[int], int | None]:
    """The edge one step further, and the entity at which the other side was met, if it was."""
    offsets, targets = side
    further: list[int] = []
    for at in edge:
        for target in targets[offsets[at] : offsets[at + 1]].tolist():
            if target not in before:
                before[target] = at
                if target in other:
                    return further, target
                further.append(target)
    return further, None


def _chain(before: dict[int, int], at: int) -> list[int]:
    chain = [at]
    while before[chain[-1]] != chain[-1]:
        chain.append(before[chain[-1]])
    return chain
