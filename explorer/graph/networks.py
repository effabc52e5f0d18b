"""Lines -> the graph that igraph reckons with: undirected, without loops, each line once."""

import random
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import igraph

from explorer.graph.spacing import Tied

SEED = 7
_ONE_AT_A_TIME = threading.Lock()


def network(ids: Sequence[str], lines: Iterable[Tied]) -> igraph.Graph:
    """Vertex number i is the i-th id. Lines to an unknown id are left out."""
    number = {each: at for at, each in enumerate(ids)}
    pairs = {
        (min(number[one], number[other]), max(number[one], number[other]))
        for one, other in lines
        if one in number and other in number and one != other
    }
    return igraph.Graph(len(ids), sorted(pairs))


@contextmanager
def seeded() -> Iterator[None]:
    """Inside, igraph draws the same random numbers every time.

    It has one source of them for the whole process, so one thread at a time may be inside.
    """
    with _ONE_AT_A_TIME:
        igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 (no secret hangs on it)
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
