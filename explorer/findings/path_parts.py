"""What hangs on a question about paths beside the paths: cuts, losses, reach; each worked out when it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.analysis.cuts import Cut, Loss, losses, minimum_cut
from explorer.analysis.influence import network
from explorer.analysis.reach import Reach, influencers, reach
from explorer.findings.paths import network_of, settled
from explorer.findings.questions import PathsQuestion
from explorer.findings.steps import Told
from explorer.reads.influence import Projections
from explorer.reads.rows import with_names
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

STRENGTHS = (0.0, 0.1, 0.3)
"""A cut is looked for over all steps, and over those that are at least so strong."""
STEPS = 3
"""So far influence is followed where the question sets no limit."""

Names = Mapping[str, str]


@dataclass(frozen=True)
class CutsFound:
    """The smallest cuts between the ends, each with the least strength of the steps that counted."""

    cuts: Sequence[tuple[float, Cut]]
    names: Names


@dataclass(frozen=True)
class LossesFound:
    """Whom the start reaches less strongly without those avoided."""

    losses: Sequence[Loss]
    names: Names


@dataclass(frozen=True)
class ReachFound:
    """Whom an entity reaches, or who reaches it, in at most `most_steps` steps."""

    reach: Reach
    most_steps: int
    names: Names


def find_cuts(
    database: Database, schema: Schema, question: PathsQuestion, projections: Projections, progress: Told | None = None
) -> CutsFound:
    """The minimum cuts between start and goal."""
    given = network_of(database, schema, question, projections, progress)
    cuts = [(least, minimum_cut(given.at_least(least), [question.start], [question.goal])) for least in STRENGTHS]
    ids = {each for _, cut in cuts for each in (*cut.entities, *_ends([*cut.pairs, *cut.direct]))}
    return CutsFound(cuts, with_names(database, {}, ids | {question.start, question.goal}))


def find_losses(
    database: Database, schema: Schema, question: PathsQuestion, projections: Projections, progress: Told | None = None
) -> LossesFound:
    """Whom the start reaches less strongly without those that the question avoids."""
    weights, selection = settled(question)
    read = network_of(database, schema, question, projections, progress).projection
    whole = network(read, weights, selection.model_copy(update={"avoid": ()}), schema)
    found = losses(whole, question.start, question.avoid)
    return LossesFound(found, with_names(database, {}, {each.id for each in found}))


def find_reach(
    database: Database,
    schema: Schema,
    question: PathsQuestion,
    projections: Projections,
    progress: Told | None = None,
    *,
    forward: bool,
) -> ReachFound:
    """Whom the start reaches (`forward`), or who has most influence on the goal."""
    given = network_of(database, schema, question, projections, progress)
    steps = question.steps or STEPS
    found = reach(given, question.start, steps) if forward else influencers(given, question.goal, steps)
    ids = {identity for each in found.reached for identity in each.way} | {question.start, question.goal}
    return ReachFound(found, steps, with_names(database, {}, ids))


def _ends(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {identity for pair in pairs for identity in pair}
