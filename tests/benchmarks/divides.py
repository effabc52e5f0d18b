"""The Divides page of the shipped data against plain calls: one of Leiden and one of `eigh` for each resample."""

import random
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import igraph
import numpy as np

from explorer.analysis.agreement import agreement, imputed
from explorer.analysis.divides import divides
from explorer.analysis.positions import Positions, Scope, positions
from explorer.reads.alliances import Belongings, meeting_places
from explorer.reads.positions import position_rows
from graph_loader.content import shipped
from graph_loader.database.connection import open_database
from graph_loader.database.local_server import LocalServer
from graph_loader.datasets import dataset_folders
from graph_loader.loading import load, open_datasets
from graph_loader.schema import load_schema
from tests.benchmarks.measuring import Claim, Figures, alternate

RESAMPLES = 1000
PERIODS = {"2018 to 2020": Scope("2018", "2020"), "2021 to 2025": Scope("2021", "2025"), "all years": Scope()}
PAGE, PLAIN = "the Divides page", "plain calls"


def measure(folder: Path, cache: Path, runs: int = 3) -> Iterator[Claim | str]:
    """Yield tables and claims.

    The page is all of `divides`: agreement, its order, camps and ideal points with 1,000 resamples, the middle,
    balance, what crosses the divide. A plain call makes a graph of a matrix of that size, lets igraph find communities
    in it by its Leiden algorithm, and calls numpy's `eigh` on the matrix.
    """
    found, places = _shipped(folder, cache)
    lines, claims = ["| period | actors | items | contestant | seconds, median (range) |", "|---|---|---|---|---|"], []
    for name, scope in PERIODS.items():
        here = found[name]
        contestants = {
            PAGE: lambda figures, here=here: _page(here, places, figures),
            PLAIN: lambda figures, here=here: _plain(here, figures),
        }
        figures = alternate(runs, contestants)
        size = f"{len(here.actors)} | {len(here.items)}"
        lines += [f"| {name} | {size} | {contestant} | {figure} |" for contestant, figure in figures.items()]
        ratio = figures[PAGE].median / figures[PLAIN].median
        detail = f"{RESAMPLES:,} resamples, {scope.period}"
        claims.append(Claim(f"{PAGE} / {PLAIN}, {name}", ratio, 1.5, True, detail))
    yield "\n".join(lines)
    yield from claims


def _shipped(folder: Path, cache: Path) -> tuple[Mapping[str, Positions], Belongings]:
    schema = load_schema()
    server = LocalServer(folder / "divides-home", cache)
    try:
        with open_database(server.start().address) as database:
            load(database, open_datasets(list(dataset_folders(shipped("datasets")).values()), schema), schema)
            read = position_rows(database, schema)
            places = meeting_places(database, schema)
    finally:
        server.reset()
    found = {name: positions(read.rows, read.items, read.names, scope) for name, scope in PERIODS.items()}
    return found, places


def _page(here: Positions, places: Belongings, figures: Figures) -> None:
    begun = time.perf_counter()
    divides(here, belongings=places.rows, venues=places.venues, resamples=RESAMPLES)
    figures.seconds.append(time.perf_counter() - begun)


def _plain(here: Positions, figures: Figures) -> None:
    """The matrix stays the same; its making is not counted."""
    share = imputed(agreement(here).share)
    np.fill_diagonal(share, 0)
    igraph.set_random_number_generator(random.Random(1))
    begun = time.perf_counter()
    for _ in range(RESAMPLES):
        graph = igraph.Graph.Weighted_Adjacency(share, mode="undirected", loops=False)
        graph.community_leiden(objective_function="modularity", weights="weight")
        np.linalg.eigh(share)
    figures.seconds.append(time.perf_counter() - begun)
    igraph.set_random_number_generator(random)
