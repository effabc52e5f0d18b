"""Paths of influence: what is read for a question, what is found, and what it would be without one of the actors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from explorer.analysis.cuts import Passed, passed
from explorer.analysis.influence import Network, Selection, Weights, network
from explorer.analysis.path_records import Found
from explorer.analysis.paths import best_paths, candidates_of
from explorer.analysis.stability import with_stability
from explorer.answers.layout import Answer
from explorer.answers.paths import path_answer
from explorer.findings.named import called
from explorer.findings.questions import PathsQuestion
from explorer.findings.steps import Told, step
from explorer.graph.records import Entity, Tie
from explorer.reads.influence import Projections, told_paths
from explorer.reads.provenance import rows_by_dataset
from explorer.reads.rows import with_names
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError
from graph_loader.schema import Schema

MOST_PASSED = 12
"""So many of the actors between are looked at."""


@dataclass(frozen=True)
class Between:
    """An actor between the ends: how many of the strongest paths pass it, and what is left without it.

    `share` is that of the strength of these paths, 0 to 1; `after` the strength of the best path that is left, 0 where
    none is.
    """

    id: str
    name: str
    paths: int
    share: float
    after: float


@dataclass(frozen=True)
class PathsFound:
    """Paths between two entities, with all that is needed to tell and to draw them.

    `before` is the strength of the best path if nobody were avoided; `between` are the actors that most of the `looked`
    strongest paths pass. `names` holds whoever is mentioned. `network` is what was searched.
    """

    question: PathsQuestion
    schema: Schema
    ends: tuple[Entity, Entity]
    via: tuple[Entity, ...]
    avoided: tuple[Entity, ...]
    found: Found
    ties: Sequence[Tie]
    names: Mapping[str, str]
    weights: Weights
    selection: Selection
    rows: Mapping[str, int]
    network: Network
    before: float
    between: Sequence[Between]

    @property
    def best(self) -> float:
        """The strength of the best path, 0 where there is none."""
        return self.found.paths[0].strength if self.found.paths else 0.0

    @property
    def looked(self) -> int:
        """How many of the strongest paths were looked through for those between."""
        return len(self.found.paths) + len(self.found.candidates)

    @property
    def ids(self) -> list[str]:
        """The ends and all that the paths shown, or else the nearest miss, pass."""
        nearest = [self.found.miss.nearest] if self.found.miss and self.found.miss.nearest else []
        passing = [identity for path in [*self.found.paths, *nearest] for identity in path.ids]
        return list(dict.fromkeys([*(end.id for end in self.ends), *passing]))

    def answer(self) -> Answer:
        """For programs and for people."""
        told = path_answer(
            self.found, self.ends, self.ties, self.names, self.schema, self.weights, self.selection, self.rows,
            self.question.k,
        )  # fmt: skip
        between = [
            {"id": each.id, "name": each.name, "paths": each.paths, "share": each.share, "strength_without": each.after}
            for each in self.between
        ]
        more = {
            "between": between,
            "avoided": [each.id for each in self.avoided],
            "strength_if_none_avoided": self.before,
        }
        return Answer({**told.json, **more}, told.text)


def settled(question: PathsQuestion) -> tuple[Weights, Selection]:
    """The weights and the selection that a question means; without a date it is about today."""
    day = question.as_of or question.weights.as_of or date.today().isoformat()  # the reader's own day
    weights = question.weights.model_copy(update={"as_of": day})
    selection = Selection(
        relations=question.types, avoid=question.avoid, verified=question.verified, joining=not question.all_ties,
        direction=question.direction,
    )  # fmt: skip
    return weights, selection


def network_of(
    database: Database, schema: Schema, question: PathsQuestion, projections: Projections, progress: Told | None = None
) -> Network:
    """The network of influence that a question is about.

    Raises:
        UnknownEntityError: an entity to avoid is not in the graph.
        CancelledError: `progress` returned False.
    """
    weights, selection = settled(question)
    read = projections.of(database, schema, lambda done, whole: step(progress, done, whole, "Reading the ties"))
    return network(read, weights, selection, schema)


def find_paths(
    database: Database,
    schema: Schema,
    question: PathsQuestion,
    projections: Projections,
    progress: Told | None = None,
) -> PathsFound:
    """The strongest paths from `start` to `goal`, how stable their order is, and what hangs on those between.

    Raises:
        UnknownNameError: an entity is not in the graph; the message offers the nearest.
        SameEntityError, AvoidedEntityError: the question cannot be answered.
        UsageError: a type of tie is not declared.
        CancelledError: `progress` returned False.
    """
    ends, via, avoided = _entities(database, schema, question)
    weights, selection = settled(question)
    given = network_of(database, schema, question, projections, progress)
    step(progress, 0, 4, "Looking for the strongest paths")
    start, goal = question.start, question.goal
    found = best_paths(
        given, start, goal, question.k, via=question.via, most_steps=question.steps,
        candidates=candidates_of(question.k), distinct=selection.joining,
    )  # fmt: skip
    step(progress, 1, 4, "Varying the weights")
    found = with_stability(given, found)
    step(progress, 2, 4, "Leaving out each of those between")
    best = found.paths[0].strength if found.paths else 0.0
    before = best
    if avoided:
        free = network(given.projection, weights, selection.model_copy(update={"avoid": ()}), schema)
        before = _best(best_paths(free, start, goal, 1, via=question.via, most_steps=question.steps))
    among = passed([*found.paths, *found.candidates])[:MOST_PASSED]
    among = [each for each in among if each.id not in question.via]
    left = [
        _best(best_paths(given.without([each.id]), start, goal, 1, via=question.via, most_steps=question.steps))
        for each in among
    ]
    step(progress, 3, 4, "Reading what the steps rest on")
    nearest = [found.miss.nearest] if found.miss and found.miss.nearest else []
    ties, names = told_paths(database, schema, [*found.paths, *nearest])
    names = {**names, **{each.id: each.name for each in (*ends, *via, *avoided)}}
    names = with_names(database, names, {each.id for each in among})
    between = [_between(each, names, after) for each, after in zip(among, left, strict=True)]
    rows = rows_by_dataset(database, selection.relations or None)
    return PathsFound(
        question, schema, ends, via, avoided, found, ties, names, weights, selection, rows, given, before, between
    )


def _entities(
    database: Database, schema: Schema, question: PathsQuestion
) -> tuple[tuple[Entity, Entity], tuple[Entity, ...], tuple[Entity, ...]]:
    """The ends, the way-points, and those to avoid; whatever is not there is told."""
    for name in (*question.types, *question.weights.influence):
        if name not in schema.relations:
            raise UsageError(f"{name} is no type of tie. There are: {', '.join(schema.relations)}.")
    start, goal = (called(database, schema, [each])[0] for each in (question.start, question.goal))
    return (start, goal), called(database, schema, question.via), called(database, schema, question.avoid)


def _best(found: Found) -> float:
    return found.paths[0].strength if found.paths else 0.0


def _between(each: Passed, names: Mapping[str, str], after: float) -> Between:
    return Between(each.id, names.get(each.id, each.id), each.paths, each.share, after)
