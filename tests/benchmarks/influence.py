"""Paths of influence among 50,000 entities and 300,000 ties: the projection beside rows, the paths beside networkx."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import networkx as nx

from explorer.analysis.fewest_steps import fewest_steps
from explorer.analysis.influence import Network, Selection, Weights, network
from explorer.analysis.paths import CANDIDATES, best_paths
from explorer.analysis.projection import Projection
from explorer.analysis.reach import brokers, reach
from explorer.analysis.stability import with_stability
from explorer.reads.influence import projection
from graph_loader.database.connection import Database, open_database
from graph_loader.database.local_server import LocalServer
from graph_loader.datasets import open_dataset
from graph_loader.loading import load
from graph_loader.schema import Schema, load_schema
from tests.benchmarks.generated import SEED, write_dataset
from tests.benchmarks.measuring import Claim, Figures, alternate

ENTITIES, RELATIONS = 50_000, 300_000
PAIRS, OF_NETWORKX, BEST = 50, 12, 5
WEIGHTS = Weights(as_of="2026-11-23")

ROWS = """
MATCH (a:Entity)-[r]->(b:Entity)
RETURN a.id AS source, b.id AS target, type(r) AS type, r.start AS start, r.end AS end, r.verified AS verified
"""

Ends = tuple[str, str]


def measure(folder: Path, server: LocalServer, runs: int = 5) -> Iterator[Claim | str]:
    """Yield tables and claims."""
    schema = load_schema()
    write_dataset(folder / "influence", ENTITIES, RELATIONS)
    with open_database(server.start().address) as database:
        load(database, [open_dataset(folder / "influence", schema)], schema)
        database.write("CALL db.awaitIndexes(60)")
        yield from _reading(database, schema, runs)
        found = projection(database, schema)
    yield from _searching(found, schema)


def _reading(database: Database, schema: Schema, runs: int) -> Iterator[Claim | str]:
    contestants: dict[str, Callable[[Figures], None]] = {
        "rows": lambda figures: _timed(figures, lambda: database.read(ROWS, timeout=300.0)),
        "projection, read and built": lambda figures: _timed(figures, lambda: _built(database, schema)),
    }
    for warm in contestants.values():
        warm(Figures())
    figures = alternate(runs, contestants)
    yield f"| {RELATIONS:,} ties | seconds, median (range) |\n|---|---|\n" + "\n".join(
        f"| {name} | {figure} |" for name, figure in figures.items()
    )
    ratio = figures["rows"].median / figures["projection, read and built"].median
    yield Claim("ties read as rows / projection read and built", ratio, 12.0, False)
    kept = _built(database, schema).megabytes
    yield Claim("memory that the projection keeps, in MB / 30", kept / 30, 1.0, True, f"{kept:.1f} MB")


def _built(database: Database, schema: Schema) -> Projection:
    """With all that it keeps: the pairs and what decides between equals are made when they are first asked for."""
    found = projection(database, schema)
    assert len(found.pairs.sources) == len(found.penalties)
    return found


def _timed(figures: Figures, work: Callable[[], object]) -> None:
    begun = time.perf_counter()
    work()
    figures.seconds.append(time.perf_counter() - begun)


def _searching(found: Projection, schema: Schema) -> Iterator[Claim | str]:
    figures: dict[str, Figures] = {}

    def times(name: str, pairs: list[Ends], work: Callable[[str, str], object]) -> None:
        figures[name] = Figures()
        for start, goal in pairs:
            _timed(figures[name], lambda start=start, goal=goal: work(start, goal))  # type: ignore[misc]

    given = Figures()
    for _ in range(5):
        _timed(given, lambda: network(found, WEIGHTS, Selection(), schema))
    figures["network of given weights"] = given
    net = network(found, WEIGHTS, Selection(), schema)
    graph = _networkx(net)
    chance = random.Random(SEED)
    pairs: list[Ends] = [(first, second) for first, second in (chance.sample(list(found.ids), 2) for _ in range(PAIRS))]
    few = pairs[:OF_NETWORKX]
    _same_answers(net, graph, few[:3])
    times("five best paths", pairs, lambda start, goal: best_paths(net, start, goal, BEST))
    times("the same with stability", pairs, lambda start, goal: _stable(net, start, goal))
    times("the same, at most 4 steps", pairs, lambda start, goal: best_paths(net, start, goal, BEST, most_steps=4))
    times(
        f"five best paths, networkx, {OF_NETWORKX} pairs", few,
        lambda start, goal: list(islice(nx.shortest_simple_paths(graph, start, goal, "length"), BEST)),
    )  # fmt: skip
    for _ in range(10):
        fewest_steps(net, *pairs[0])
    times("fewest steps", pairs, lambda start, goal: fewest_steps(net, start, goal))
    times(
        "fewest steps, networkx, from both ends",
        pairs,
        lambda start, goal: nx.bidirectional_shortest_path(graph, start, goal),
    )
    times("reach in 3 steps", pairs[:10], lambda start, _: reach(net, start))
    times("betweenness from 256 sources", pairs[:1], lambda *_: brokers(net))
    yield "| work | milliseconds, median | slowest |\n|---|---|---|\n" + "\n".join(
        f"| {name} | {1000 * each.median:.3f} | {1000 * max(each.seconds):.3f} |" for name, each in figures.items()
    )
    ours = statistics.median(figures["five best paths"].seconds[:OF_NETWORKX])
    theirs = figures[f"five best paths, networkx, {OF_NETWORKX} pairs"].median
    yield Claim("five best paths, networkx / cyberatlas, same pairs", theirs / ours, 4.0, False)
    yield Claim(f"slowest of {PAIRS} pairs in seconds", max(figures["five best paths"].seconds), 1.0, True)
    steps = sum(figures["fewest steps"].seconds) / sum(figures["fewest steps, networkx, from both ends"].seconds)
    yield Claim(f"fewest steps for {PAIRS} pairs, cyberatlas / networkx from both ends", steps, 1.0, True)


def _stable(net: Network, start: str, goal: str) -> object:
    return with_stability(net, best_paths(net, start, goal, BEST, candidates=CANDIDATES))


def _networkx(net: Network) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    ids = net.projection.ids
    ends = zip(net.sources.tolist(), net.targets.tolist(), net.lengths.tolist(), strict=True)
    graph.add_weighted_edges_from(((ids[source], ids[target], length) for source, target, length in ends), "length")
    return graph


def _same_answers(net: Network, graph: "nx.DiGraph[str]", pairs: list[Ends]) -> None:
    for start, goal in pairs:
        ways = list(islice(nx.shortest_simple_paths(graph, start, goal, "length"), BEST))
        if [path.ids for path in best_paths(net, start, goal, BEST).paths] != ways:
            raise RuntimeError(f"networkx finds other paths from {start} to {goal}")
        if len(fewest_steps(net, start, goal)) != len(nx.bidirectional_shortest_path(graph, start, goal)):
            raise RuntimeError(f"networkx finds a shorter way from {start} to {goal}")
