"""Small projections written by hand, random ones, and the same network as networkx has it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from explorer.analysis.influence import Network, Selection, Weights, network
from explorer.analysis.projection import Projection, number_of_date
from graph_loader.schema import Schema

FULL = {"ALLIED_WITH": (1.0, 1.0)}


@dataclass(frozen=True)
class Drawn:
    """A tie by hand; ends without a prefix are states."""

    source: str
    target: str
    relation: str = "ALLIED_WITH"
    start: str = ""
    end: str = ""
    verified: bool = True
    polarity: int = 1


def full_id(name: str) -> str:
    return name if ":" in name else f"state:{name}"


def projected(ties: Sequence[Drawn], schema: Schema, extra: Sequence[str] = ()) -> Projection:
    ends = {full_id(end) for tie in ties for end in (tie.source, tie.target)} | {full_id(name) for name in extra}
    ids, relations = sorted(ends), list(schema.relations)
    return Projection(
        ids,
        relations,
        np.array([ids.index(full_id(tie.source)) for tie in ties], np.int32),
        np.array([ids.index(full_id(tie.target)) for tie in ties], np.int32),
        np.array([relations.index(tie.relation) for tie in ties], np.int16),
        np.array([number_of_date(tie.start) for tie in ties], np.int32),
        np.array([number_of_date(tie.end) for tie in ties], np.int32),
        np.array([tie.verified for tie in ties], np.bool_),
        np.array([tie.polarity for tie in ties], np.int8),
    )


def networked(
    ties: Sequence[Drawn],
    schema: Schema,
    weights: Weights | None = None,
    selection: Selection | None = None,
    extra: Sequence[str] = (),
) -> Network:
    return network(projected(ties, schema, extra), weights or Weights(), selection or Selection(), schema)


def names(way: Sequence[str]) -> str:
    """`state:A`, `state:B` -> `AB`."""
    return "".join(each.partition(":")[2] for each in way)


TYPES = ("ALLIED_WITH", "FUNDS", "MEMBER_OF", "VOTED", "SANCTIONED", "PART_OF", "DRAFTED")


def random_ties(seed: int, size: int, many: int) -> list[Drawn]:
    chance = random.Random(seed)
    ties = []
    for _ in range(many):
        source, target = chance.sample(range(size), 2)
        start = str(chance.randrange(1990, 2026)) if chance.random() < 0.8 else ""
        ties.append(Drawn(f"N{source:03}", f"N{target:03}", chance.choice(TYPES), start, "", chance.random() < 0.8))
    return ties


def as_networkx(given: Network) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    ids = given.projection.ids
    graph.add_nodes_from(ids)
    for source, target, length in zip(given.sources, given.targets, given.lengths, strict=True):
        graph.add_edge(ids[source], ids[target], length=float(length))
    return graph
