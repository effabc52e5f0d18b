"""From the graph to an answer: what each command of the analyses reads, and how it has it worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from explorer.analysis.divides import divides
from explorer.analysis.evidence import EVIDENCE
from explorer.analysis.influence import Selection, Weights, network
from explorer.analysis.paths import CANDIDATES, best_paths
from explorer.analysis.patterns import Progress
from explorer.analysis.positions import Positions, Scope, positions
from explorer.analysis.stability import with_stability
from explorer.answers.alliances import Circle, alliances_answer, body_answer, seats_answer
from explorer.answers.comparing import change_answer, compare_answer
from explorer.answers.divides import divides_answer
from explorer.answers.layout import Answer
from explorer.answers.paths import path_answer
from explorer.graph.filters import first_day
from explorer.graph.memberships import body_kinds
from explorer.graph.records import Entity
from explorer.reads.alliances import meeting_places, members_of_bodies, partners
from explorer.reads.changing import changed
from explorer.reads.comparing import comparison
from explorer.reads.influence import projection, told_paths
from explorer.reads.positions import PositionRows, position_rows
from explorer.reads.provenance import rows_by_dataset
from explorer.reads.rows import with_names
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError, excerpt
from graph_loader.schema import Schema


@dataclass(frozen=True)
class Period:
    """A period, and an earlier one from which movers moved; empty dates are no bounds."""

    begin: str
    to: str
    before_begin: str = ""
    before_to: str = ""

    @property
    def before(self) -> tuple[str, str] | None:
        """The earlier period: by default all before this one; None where there is none."""
        if self.before_begin or self.before_to:
            return self.before_begin, self.before_to or self._eve
        return ("", self._eve) if self.begin else None

    @property
    def _eve(self) -> str:
        return (date.fromisoformat(first_day(self.begin)) - timedelta(days=1)).isoformat() if self.begin else ""


@dataclass(frozen=True)
class Route:
    """How paths are looked for; `sound`: over ties that do not divide, and without mere detours of others."""

    number: int
    direction: Literal["forward", "backward", "either"]
    as_of: str
    most_steps: int
    verified: bool
    sound: bool
    half_life: float


def divided(
    database: Database,
    schema: Schema,
    scope: Scope,
    before: tuple[str, str] | None,
    chosen: Sequence[Entity],
    resamples: int,
    progress: Progress | None = None,
) -> Answer:
    """Where the divide runs within a scope, and where the chosen actors stand; movers are those since `before`.

    Raises:
        UsageError: a topic that no item has.
    """
    read = position_rows(database, schema, evidence=scope.evidence)
    _known_topics(read, scope.topics)
    here = positions(read.rows, read.items, read.names, scope)
    earlier = None
    if before:
        earlier = positions(read.rows, read.items, read.names, replace(scope, begin=before[0], to=before[1]))
    places = meeting_places(database, schema)
    found = divides(
        here, before=earlier, belongings=places.rows, venues=places.venues, resamples=resamples, progress=progress
    )
    return divides_answer(found, before, chosen, _rows_of(database, here), resamples)


def _known_topics(read: PositionRows, topics: Sequence[str]) -> None:
    there = sorted({item.topic for item in read.items if item.topic})
    for topic in topics:
        if topic not in there:
            raise UsageError(f"{excerpt(topic)} is the topic of no item. There are: {'; '.join(there) or 'none'}.")


def _rows_of(database: Database, found: Positions) -> dict[str, int]:
    """The rows that tell of the items of these positions."""
    relations = [name for kind in found.scope.evidence for name in EVIDENCE[kind]]
    return rows_by_dataset(database, relations, {item.id.partition("#")[0] for item in found.items})


def allied(database: Database, schema: Schema, one: Entity | None, span: tuple[str, str], as_of: str) -> Answer:
    """All bodies; or one body, or one actor with the bodies in which it sits."""
    belongings = members_of_bodies(database, schema)
    read = position_rows(database, schema, evidence=("votes",))
    votes = positions(read.rows, read.items, read.names, Scope(*span, least_items=1))
    circle = Circle(belongings, votes, as_of, rows_by_dataset(database, ["MEMBER_OF", "VOTED"]))
    if one is None:
        return alliances_answer(circle)
    ties = partners(database, schema, [one.id])
    wanted = {tie["partner"] for tie in ties} | {row.actor for row in belongings.rows if row.venue == one.id}
    names = with_names(database, {one.id: one.name}, wanted)
    answer = body_answer if one.kind in body_kinds(schema) else seats_answer
    return answer(circle, one, ties, names, schema)


def found_paths(
    database: Database,
    schema: Schema,
    ends: Sequence[Entity],
    via: Sequence[Entity],
    avoid: Sequence[Entity],
    relations: tuple[str, ...],
    route: Route,
) -> Answer:
    """The strongest paths from the first of two ends to the second, with their stability.

    Raises:
        SameEntityError, AvoidedEntityError: the question cannot be answered.
    """
    start, goal = ends
    weights = Weights(as_of=route.as_of, half_life=route.half_life)
    selection = Selection(
        relations=relations, avoid=tuple(each.id for each in avoid), verified=route.verified, joining=route.sound,
        direction=route.direction,
    )  # fmt: skip
    given = network(projection(database, schema), weights, selection, schema)
    found = best_paths(
        given, start.id, goal.id, route.number, via=[each.id for each in via], most_steps=route.most_steps,
        candidates=CANDIDATES, distinct=route.sound,
    )  # fmt: skip
    found = with_stability(given, found)
    nearest = [found.miss.nearest] if found.miss and found.miss.nearest else []
    ties, names = told_paths(database, schema, [*found.paths, *nearest])
    names = {**names, start.id: start.name, goal.id: goal.name}
    rows = rows_by_dataset(database, relations or None)
    return path_answer(found, (start, goal), ties, names, schema, weights, selection, rows, route.number)


def compared(database: Database, schema: Schema, actors: Sequence[Entity], as_of: str) -> Answer:
    """Two to six actors side by side.

    Raises:
        ComparisonError: fewer than two different ones.
    """
    found, names = comparison(database, schema, [actor.id for actor in actors], as_of)
    return compare_answer(found, schema, names, as_of)


def changes_told(
    database: Database,
    schema: Schema,
    before: str,
    after: str,
    about: Sequence[Entity],
    relations: Sequence[str],
    most: int,
) -> Answer:
    """What changed between two dates, of some entities or of all.

    Raises:
        PeriodError: the first date is not earlier than the second.
    """
    ids = [each.id for each in about] or None
    found, names = changed(database, schema, before, after, ids=ids, relations=list(relations) or None)
    return change_answer(found, schema, names, most)
