"""What changed between two dates: what is read for it, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from explorer.analysis.change import Changes, PeriodError
from explorer.analysis.change_pairs import ChangedPair, changed_entities, changed_pairs, most_changed
from explorer.answers.comparing import change_answer
from explorer.answers.layout import Answer
from explorer.findings.named import called
from explorer.findings.questions import ChangeQuestion
from explorer.findings.steps import Told, step
from explorer.graph.filters import first_day, last_day
from explorer.graph.records import Entity
from explorer.reads.changing import changed, standing
from explorer.reads.rows import mentioned, with_names
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError, excerpt
from graph_loader.schema import Schema

MOST_LISTED = 20
MOST_DRAWN = 28
"""So many entities are drawn at most."""


@dataclass(frozen=True)
class ChangeFound:
    """What changed, of the entities `about` (none: of all), and the pairs that are drawn.

    `left_out` counts the entities with changes that are not among those drawn.
    """

    question: ChangeQuestion
    schema: Schema
    about: tuple[Entity, ...]
    changes: Changes
    names: Mapping[str, str]
    pairs: tuple[ChangedPair, ...]
    left_out: int

    def answer(self, most: int = MOST_LISTED) -> Answer:
        """For programs and for people; the text lists at most `most` of each kind of change."""
        return change_answer(self.changes, self.schema, self.names, most)


def find_change(
    database: Database, schema: Schema, question: ChangeQuestion, progress: Told | None = None
) -> ChangeFound:
    """What changed between two dates, of some entities or of all.

    Raises:
        PeriodError: the first date is not earlier than the second.
        UnknownNameError: an actor is not in the graph.
        UsageError: a type of tie that is not declared.
        CancelledError: `progress` returned False.
    """
    _known_types(schema, question.types)
    if last_day(question.begin) >= first_day(question.to):
        raise PeriodError(question.begin, question.to)
    step(progress, 0, 3, "Looking up the actors")
    about = called(database, schema, question.actors)
    step(progress, 1, 3, "Reading what began and ended")
    relations = list(question.types) or None
    ids = [each.id for each in about]
    found, names = changed(database, schema, question.begin, question.to, ids=ids or None, relations=relations)
    step(progress, 2, 3, "Reading what stayed as it was")
    drawn = most_changed(found, ids, MOST_DRAWN)
    stayed = standing(database, drawn, question.begin, question.to, relations)
    if ids:
        stayed = [tie for tie in stayed if tie.source in ids or tie.target in ids]
    wanted = {end for tie in stayed for end in (tie.source, tie.target)} | mentioned(stayed, schema) | set(ids)
    return ChangeFound(
        question, schema, about, found, with_names(database, names, wanted),
        changed_pairs(found, stayed, drawn), changed_entities(found) - len(drawn),
    )  # fmt: skip


def _known_types(schema: Schema, types: tuple[str, ...]) -> None:
    for name in types:
        if name not in schema.relations:
            near = get_close_matches(name, schema.relations, 3, 0.4) or list(schema.relations)
            raise UsageError(f"{excerpt(name)} is no type of tie. Nearest: {', '.join(near)}.")
