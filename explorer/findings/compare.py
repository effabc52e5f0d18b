"""Two to six actors side by side: what is read for it, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.analysis.compare import Comparison
from explorer.answers.comparing import compare_answer
from explorer.answers.layout import Answer
from explorer.findings.named import called
from explorer.findings.questions import CompareQuestion
from explorer.findings.steps import Told, step
from explorer.graph.records import Entity
from explorer.reads.comparing import comparison
from graph_loader.database.connection import Database
from graph_loader.schema import Schema


@dataclass(frozen=True)
class ComparisonFound:
    """Actors compared; `actors` are in the order asked for, each once, and `names` holds whatever is mentioned."""

    question: CompareQuestion
    schema: Schema
    actors: tuple[Entity, ...]
    comparison: Comparison
    names: Mapping[str, str]

    def answer(self) -> Answer:
        """For programs and for people."""
        return compare_answer(self.comparison, self.schema, self.names, self.question.as_of)


def find_comparison(
    database: Database, schema: Schema, question: CompareQuestion, progress: Told | None = None
) -> ComparisonFound:
    """Two to six actors side by side.

    Raises:
        UnknownNameError: an actor is not in the graph.
        ComparisonError: fewer than two different ones.
        CancelledError: `progress` returned False.
    """
    step(progress, 0, 2, "Looking up the actors")
    actors = called(database, schema, question.actors)
    step(progress, 1, 2, "Reading their ties")
    found, names = comparison(database, schema, [actor.id for actor in actors], question.as_of)
    return ComparisonFound(question, schema, actors, found, names)
