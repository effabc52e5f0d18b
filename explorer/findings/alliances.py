"""Bodies of states, how they vote, and who sits where: what is read for it, and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from explorer.analysis.alliances import (
    Cohesion,
    Membership,
    Overlap,
    cohesion,
    members_at,
    memberships,
    overlaps,
)
from explorer.analysis.positions import Scope, positions
from explorer.analysis.records import Belonging
from explorer.answers.alliances import Circle, alliances_answer, body_answer, seats_answer
from explorer.answers.layout import Answer
from explorer.findings.named import called
from explorer.findings.questions import AlliancesQuestion
from explorer.findings.steps import Told, step
from explorer.graph.memberships import body_kinds
from explorer.graph.records import Entity
from explorer.reads.alliances import members_of_bodies, partners
from explorer.reads.positions import position_rows
from explorer.reads.provenance import rows_by_dataset
from explorer.reads.rows import with_names
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

RELATIONS = ("MEMBER_OF", "VOTED")


@dataclass(frozen=True)
class AlliancesFound:
    """All bodies; or, where `one` is given, one body, or one actor with its seats.

    `ties` are the rows of `explorer.reads.alliances.partners` for it, and `names` hold its members and partners.
    """

    question: AlliancesQuestion
    schema: Schema
    circle: Circle
    one: Entity | None
    ties: Sequence[Mapping[str, Any]]
    names: Mapping[str, str]

    @property
    def is_body(self) -> bool:
        """Whether it is about one body."""
        return self.one is not None and self.one.kind in body_kinds(self.schema)

    @property
    def as_of(self) -> str:
        """The day on which the members are counted."""
        return self.circle.as_of

    def members(self) -> dict[str, frozenset[str]]:
        """Body -> its full members on the day, of all bodies that have two or more, the largest first."""
        found = members_at(self.circle.belongings.rows, self.as_of)
        order = sorted(found, key=lambda body: (-len(found[body]), body))
        return {body: found[body] for body in order if len(found[body]) > 1}

    def united(self, body: str) -> Cohesion:
        """How a body votes in the period."""
        return cohesion(self.circle.votes, self.circle.belongings.rows, body)

    def people(self) -> tuple[Membership, ...]:
        """Of one body: everyone who ever belonged to it."""
        return memberships(self.circle.belongings.rows, self.one.id) if self.one else ()

    @property
    def founded(self) -> str:
        """Of one body: when it came to be, as far as known."""
        rows = (row for row in self.circle.belongings.rows if self.one and row.venue == self.one.id)
        return next((row.earliest for row in rows), "")

    def seats(self) -> list[Belonging]:
        """Of one actor: the bodies in which it sits or sat, the earliest first, those of unknown date last."""
        rows = [row for row in self.circle.belongings.rows if self.one and row.actor == self.one.id]
        return sorted(rows, key=lambda row: (row.start or "9999", row.venue))

    def shared(self) -> tuple[Overlap, ...]:
        """Pairs of bodies that share members on the day, those that overlap most first; of one body, its pairs."""
        found = overlaps(self.members())
        return tuple(each for each in found if self.one is None or self.one.id in (each.first, each.second))

    def answer(self) -> Answer:
        """For programs and for people."""
        if self.one is None:
            return alliances_answer(self.circle)
        answer = body_answer if self.is_body else seats_answer
        return answer(self.circle, self.one, self.ties, self.names, self.schema)


def find_alliances(
    database: Database, schema: Schema, question: AlliancesQuestion, progress: Told | None = None
) -> AlliancesFound:
    """Bodies of states on a day (by default today), and their votes in a period.

    Raises:
        UnknownNameError: the body or the actor is not in the graph.
        CancelledError: `progress` returned False.
    """
    step(progress, 0, 3, "Reading who belongs to which body")
    one = next(iter(called(database, schema, [question.body] if question.body else [])), None)
    belongings = members_of_bodies(database, schema)
    step(progress, 1, 3, "Reading the votes")
    read = position_rows(database, schema, evidence=("votes",))
    votes = positions(read.rows, read.items, read.names, Scope(question.begin, question.to, least_items=1))
    step(progress, 2, 3, "Reading allies and partners")
    as_of = question.as_of or date.today().isoformat()  # the reader's own day
    circle = Circle(belongings, votes, as_of, rows_by_dataset(database, RELATIONS))
    ties = partners(database, schema, [one.id]) if one else []
    wanted = {tie["partner"] for tie in ties} | {row.actor for row in belongings.rows if one and row.venue == one.id}
    names = with_names(database, {one.id: one.name} if one else {}, wanted)
    return AlliancesFound(question, schema, circle, one, ties, names)
