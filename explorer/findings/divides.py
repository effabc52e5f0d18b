"""Where the divide runs: from the graph to what the page, the command and the briefings need of it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from explorer.analysis.camp_cut import CampCut, camp_cut
from explorer.analysis.divides import Divides, divides
from explorer.analysis.evidence import EVIDENCE
from explorer.analysis.positions import Positions, Scope, positions
from explorer.analysis.records import Item, held
from explorer.analysis.replay import Frame, Whole, topics, years
from explorer.answers.divides import divides_answer
from explorer.answers.layout import Answer
from explorer.findings.questions import DividesQuestion
from explorer.graph.filters import first_day
from explorer.graph.memberships import body_kinds
from explorer.graph.records import Entity
from explorer.reads.alliances import Belongings, meeting_places
from explorer.reads.naming import entity_called
from explorer.reads.places import StatePlace, state_places
from explorer.reads.positions import PositionRows, numbers_of_ties, position_rows
from explorer.reads.provenance import rows_by_dataset
from explorer.reads.rows import with_names
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError, excerpt
from graph_loader.schema import Schema

Progress = Callable[[int, int], bool]
"""Called with how much is done and how much there is; where it returns False, the work stops."""
Span = tuple[str, str]
LEAST_IN_BODY = 2


@dataclass(frozen=True)
class Body:
    """A body, and those of the actors that were full members of it at some time in the period."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class DividesFound:
    """What was found about a divide.

    `before` is the period from which movers moved, None where there is none. `chosen` are the actors that the question
    names. `names` has the name of every actor and venue that the results name by id, `ties` the number of ties of each
    actor. `states` are the places of all states. `bodies` are those with members among the actors, the largest first.
    `rows` are the numbers of rows by dataset; `cut` is what joins the two poles.
    """

    question: DividesQuestion
    divides: Divides
    before: Span | None
    chosen: tuple[Entity, ...]
    names: Mapping[str, str]
    ties: Mapping[str, int]
    states: tuple[StatePlace, ...]
    bodies: tuple[Body, ...]
    rows: Mapping[str, int]
    cut: CampCut

    @property
    def whole(self) -> Whole:
        """Where all stand, for parts to be laid onto."""
        places = {point.id: (point.position, point.second) for point in self.divides.ideal_points.points}
        return Whole(places, self.divides.camps.camp_of)

    def answer(self) -> Answer:
        """As JSON and as text."""
        return divides_answer(
            self.divides, self.before, self.chosen, self.rows, self.question.resamples, self.cut, self.names
        )


@dataclass(frozen=True, eq=False)
class Replayed:
    """The divide year by year and topic by topic, each laid onto the same whole."""

    years: tuple[Frame, ...]
    topics: tuple[Frame, ...]


def find_divides(
    database: Database, schema: Schema, question: DividesQuestion, progress: Progress | None = None
) -> DividesFound:
    """Where the divide runs, and where the actors that the question names stand.

    Raises:
        UnknownNameError: an actor that the graph does not have.
        UsageError: a topic that no item has.
    """
    chosen = tuple(entity_called(database, schema, each) for each in question.actor)
    read = read_positions(database, schema, question)
    scope, before = scope_of(question), earlier(question)
    here = positions(read.rows, read.items, read.names, scope)
    then = None
    if before:
        then = positions(read.rows, read.items, read.names, replace(scope, begin=before[0], to=before[1]))
    places = meeting_places(database, schema)
    found = divides(
        here, before=then, belongings=places.rows, venues=places.venues, resamples=question.resamples, progress=progress
    )
    cut = camp_cut(places.rows, places.venues, found.middle.poles, begin=scope.begin, to=scope.to)
    told = {venue.id: venue.name for venue in places.venues} | dict(read.names)
    wanted = {each.id for each in found.crossing.bridges} if found.crossing else set[str]()
    names = with_names(database, told, wanted | set(cut.entities))
    ties, states = numbers_of_ties(database, here.actors), tuple(state_places(database))
    bodies = _bodies(places, here, body_kinds(schema))
    rows = _rows_of(database, here)
    return DividesFound(question, found, before, chosen, names, ties, states, bodies, rows, cut)


def find_replay(
    database: Database,
    schema: Schema,
    question: DividesQuestion,
    whole: Whole,
    progress: Progress | None = None,
) -> Replayed:
    """The divide year by year, whatever the period of the question, and topic by topic within that period.

    Where `progress` returns False, the frames made so far are returned.
    """
    read, scope = read_positions(database, schema, question), scope_of(question)
    rows, told = list(read.rows), [len(_topics(read.items, scope)), 0]

    def part(at: int) -> Progress | None:
        if progress is None:
            return None

        def tell(done: int, number: int) -> bool:
            told[at] = number
            return progress(done + (told[0] if at else 0), sum(told))

        return tell

    by_topic = topics(rows, read.items, read.names, scope, whole, progress=part(0))
    by_year = years(rows, read.items, read.names, scope, whole, progress=part(1))
    return Replayed(by_year, by_topic)


def scope_of(question: DividesQuestion) -> Scope:
    """Which positions count."""
    evidence = tuple(dict.fromkeys(question.evidence))
    return Scope(question.begin, question.to, tuple(dict.fromkeys(question.topic)), evidence)


def earlier(question: DividesQuestion) -> Span | None:
    """The period from which movers moved: by default all before the one asked about; None where nothing is before."""
    eve = ""
    if question.begin:
        eve = (date.fromisoformat(first_day(question.begin)) - timedelta(days=1)).isoformat()
    if question.before_from or question.before_to:
        return question.before_from, question.before_to or eve
    return ("", eve) if question.begin else None


def read_positions(database: Database, schema: Schema, question: DividesQuestion) -> PositionRows:
    """The positions of the kinds of evidence that the question names, of all periods.

    Raises:
        UsageError: a topic that no item has.
    """
    read = position_rows(database, schema, evidence=question.evidence)
    there = sorted({item.topic for item in read.items if item.topic})
    for topic in question.topic:
        if topic not in there:
            raise UsageError(f"{excerpt(topic)} is the topic of no item. There are: {'; '.join(there) or 'none'}.")
    return read


def _bodies(places: Belongings, here: Positions, kinds: Sequence[str]) -> tuple[Body, ...]:
    """Bodies with at least two members among the actors, the largest first."""
    known, members = set(here.actors), defaultdict[str, set[str]](set)
    for row in places.rows:
        if row.full and row.actor in known and held(row.start, row.end, here.scope.begin, here.scope.to):
            members[row.venue].add(row.actor)
    named = [
        Body(venue.id, venue.name, tuple(sorted(members[venue.id])))
        for venue in places.venues
        if venue.kind in kinds and len(members[venue.id]) >= LEAST_IN_BODY
    ]
    return tuple(sorted(named, key=lambda body: (-len(body.members), body.name)))


def _topics(items: Sequence[Item], scope: Scope) -> set[str]:
    return {item.topic for item in items if item.topic and (not scope.topics or item.topic in scope.topics)}


def _rows_of(database: Database, found: Positions) -> dict[str, int]:
    """The rows that tell of the items of these positions."""
    relations = [name for kind in found.scope.evidence for name in EVIDENCE[kind]]
    return rows_by_dataset(database, relations, {item.id.partition("#")[0] for item in found.items})
