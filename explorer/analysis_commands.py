"""The commands that answer: `divides`, `alliances`, `path`, `compare` and `change`. Heavy imports wait for them."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graph_loader.console import errors_shown, load_progress, server_progress, show, show_json

if TYPE_CHECKING:
    from explorer.answers.layout import Answer
    from explorer.graph.records import Entity
    from graph_loader.database.connection import Database
    from graph_loader.schema import Schema

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Actors = Annotated[list[str], typer.Argument(metavar="ACTOR...", help="Ids or names.")]
Day = Annotated[str, typer.Option("--as-of", metavar="DATE", help="The date at which all is judged. [default: today]")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="Where the period begins.")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="Where it ends.")]
Types = Annotated[list[str] | None, typer.Option(metavar="TYPE", help="Only ties of this type. May be repeated.")]
Direction = Literal["forward", "backward", "either"]

PULSE = 0.2
"""Seconds after which Ctrl-C is heard at the latest, on every system."""
MOST_COMPARED = 6

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def divides(
    begin: From = "",
    to: To = "",
    topic: Annotated[list[str] | None, typer.Option(help="Only items of this topic. May be repeated.")] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="votes, commitments, memberships or norms: what counts. May be repeated. [default: votes]",
        ),
    ] = None,
    actor: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR", help="Tell where this one stands. May be repeated.")
    ] = None,
    before_from: Annotated[
        str, typer.Option(metavar="DATE", help="Where the earlier period begins, from which movers moved.")
    ] = "",
    before_to: Annotated[
        str, typer.Option(metavar="DATE", help="Where it ends. [default: the day before --from]")
    ] = "",
    resamples: Annotated[int, typer.Option(min=0, max=100_000, help="How often items are drawn anew.")] = 1_000,
    as_json: AsJson = False,
) -> None:
    """Show where the divide runs: camps, the middle, movers.

    Camps come out of who took which position on what; each member with its firmness and its place on the axis.
    """
    with errors_shown():
        from explorer.analysis.evidence import BY_DEFAULT
        from explorer.analysis.positions import Scope
        from explorer.findings.divides import find_divides
        from explorer.findings.questions import DividesQuestion

        dates = {"from": _date("--from", begin), "to": _date("--to", to)}
        dates |= {"before_from": _date("--before-from", before_from), "before_to": _date("--before-to", before_to)}
        kinds = tuple(dict.fromkeys(evidence or BY_DEFAULT))
        scope = Scope(dates["from"], dates["to"], tuple(dict.fromkeys(topic or [])), kinds)
        given = {**dates, "topic": scope.topics, "evidence": scope.evidence, "resamples": resamples}

        def work(asked: _Asked) -> "Answer":
            question = DividesQuestion.model_validate(given | {"actor": asked.ids(actor or [])})
            return find_divides(
                asked.database, asked.schema, question,
                lambda done, whole: (progress("resamples", done, whole), not asked.stopped)[1],
            ).answer()  # fmt: skip

        with load_progress() as progress:
            _answer(work, as_json)


def alliances(
    body: Annotated[str | None, typer.Argument(metavar="[BODY]", help="A body or a state; none: all bodies.")] = None,
    begin: From = "",
    to: To = "",
    as_of: Day = "",
    as_json: AsJson = False,
) -> None:
    """Show bodies of states: members, overlaps, how they vote.

    Of one body its members over time, its votes with those who stood apart, and its partners; of a state the bodies
    in which it sits, its allies and partners. The period says which votes count.
    """
    with errors_shown():
        from explorer.findings.alliances import find_alliances
        from explorer.findings.questions import AlliancesQuestion

        begin, to, day = _date("--from", begin), _date("--to", to), _day(as_of)

        def work(asked: _Asked) -> "Answer":
            about = asked.entities([body])[0].id if body is not None else ""
            question = AlliancesQuestion(body=about, begin=begin, to=to, as_of=day)
            return find_alliances(asked.database, asked.schema, question).answer()

        _answer(work, as_json)


def path(
    start: Annotated[str, typer.Argument(metavar="A", help="From whom: an id or a name.")],
    goal: Annotated[str, typer.Argument(metavar="B", help="To whom.")],
    number: Annotated[int, typer.Option("-k", min=1, max=100, help="How many paths.")] = 5,
    via: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR", help="Whom each path passes. Repeated: in this order.")
    ] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR", help="Whom no path passes. May be repeated.")
    ] = None,
    types: Types = None,
    direction: Annotated[Direction, typer.Option(help="Along influence, back to its origin, or either way.")] = (
        "forward"
    ),
    as_of: Day = "",
    steps: Annotated[int | None, typer.Option(min=1, max=30, help="Most steps of a path. [default: no limit]")] = None,
    verified: Annotated[bool, typer.Option("--verified", help="Only ties that are verified.")] = False,
    all_ties: Annotated[
        bool, typer.Option("--all-ties", help="Also ties that divide, and paths that are mere detours of others.")
    ] = False,
    half_life: Annotated[
        float, typer.Option(min=0, max=1000, metavar="YEARS", help="After which what was done once counts half.")
    ] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Find the strongest paths of influence from A to B.

    Each with its strength, its stability and the source of every step; where there is none, what comes closest.
    """
    with errors_shown():
        from explorer.analysis.influence import Weights
        from explorer.findings.paths import find_paths
        from explorer.findings.questions import PathsQuestion
        from explorer.reads.influence import Projections

        day = _day(as_of)

        def work(asked: _Asked) -> "Answer":
            ends = asked.ids([start, goal])
            question = PathsQuestion(
                start=ends[0], goal=ends[1], via=asked.ids(via or []), avoid=asked.ids(avoid or []),
                types=asked.types(types), direction=direction, as_of=day, k=number, steps=steps or 0,
                verified=verified, all_ties=all_ties, weights=Weights(half_life=half_life),
            )  # fmt: skip
            found = find_paths(asked.database, asked.schema, question, Projections(), lambda *_: not asked.stopped)
            return found.answer()

        _answer(work, as_json)


def compare(actors: Actors, as_of: Day = "", as_json: AsJson = False) -> None:
    """Compare two to six actors.

    What they share and what only one of them has: agreements, forums, partners, opponents; and how their votes
    agreed over the years.
    """
    with errors_shown():
        from explorer.findings.compare import find_comparison
        from explorer.findings.questions import CompareQuestion
        from graph_loader.errors import UsageError

        if not 2 <= len(actors) <= MOST_COMPARED:
            named = "1 was named" if len(actors) == 1 else f"{len(actors)} were named"
            raise UsageError(f"Two to six actors can be compared, and {named}.")
        day = _date("--as-of", as_of)

        def work(asked: _Asked) -> "Answer":
            question = CompareQuestion(actors=asked.ids(actors), as_of=day)
            return find_comparison(asked.database, asked.schema, question).answer()

        _answer(work, as_json)


def change(
    begin: From,
    to: To,
    actors: Annotated[
        list[str] | None, typer.Argument(metavar="[ACTOR]...", help="Ids or names; only their ties count. None: all.")
    ] = None,
    types: Types = None,
    most: Annotated[int, typer.Option(min=1, help="How many of each kind of change are listed; JSON has all.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Tell what changed between two dates: ties added, ended, turned."""
    with errors_shown():
        from explorer.findings.change import find_change
        from explorer.findings.questions import ChangeQuestion

        before, after = _date("--from", begin), _date("--to", to)

        def work(asked: _Asked) -> "Answer":
            about, relations = asked.ids(actors or []), asked.types(types)
            question = ChangeQuestion(begin=before, to=after, actors=about, types=relations)
            return find_change(asked.database, asked.schema, question).answer(most)

        _answer(work, as_json)


@dataclass
class _Asked:
    """The graph of one call; `stopped` once Ctrl-C was pressed."""

    database: "Database"
    schema: "Schema"
    stopped: bool = False

    def entities(self, names: Sequence[str]) -> "list[Entity]":
        """Those that go by these ids or names."""
        from explorer.reads.naming import entity_called

        return [entity_called(self.database, self.schema, name) for name in names]

    def ids(self, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of those that go by these ids or names."""
        return tuple(entity.id for entity in self.entities(names))

    def types(self, given: Sequence[str] | None) -> tuple[str, ...]:
        """Declared relation types; several may stand in one value, with commas between them."""
        from difflib import get_close_matches

        from graph_loader.errors import UsageError, excerpt

        wanted = [each.strip().upper() for text in given or () for each in text.split(",") if each.strip()]
        for name in wanted:
            if name not in self.schema.relations:
                near = get_close_matches(name, self.schema.relations, 3, 0.4) or list(self.schema.relations)
                raise UsageError(f"{excerpt(name)} is no type of tie. Nearest: {', '.join(near)}.")
        return tuple(dict.fromkeys(wanted))


def _answer(work: "Callable[[_Asked], Answer]", as_json: bool) -> None:
    """Work out an answer and show it; Ctrl-C ends it.

    It runs in a thread of its own: an interrupt in the midst of a message would leave the driver's connection broken.
    """
    from concurrent.futures import ThreadPoolExecutor, wait

    with _graph() as asked, ThreadPoolExecutor(1) as thread:
        running = thread.submit(work, asked)
        try:
            while not running.done():
                wait([running], timeout=PULSE)
        except KeyboardInterrupt:
            asked.stopped = True
            raise
        answer = running.result()
    if as_json:
        show_json(answer.json)
    else:
        show(answer.text)


@contextmanager
def _graph() -> "Iterator[_Asked]":
    from graph_loader.access import open_graph
    from graph_loader.schema import load_schema
    from graph_loader.settings import load_settings

    schema = load_schema()
    with server_progress() as starting, open_graph(load_settings(), starting) as database:
        yield _Asked(database, schema)


def _date(option: str, text: str) -> str:
    """The text of an option that is a date, or empty."""
    from datetime import date

    from graph_loader.errors import UsageError, excerpt

    try:
        if not text or (_DATE.fullmatch(text) and date.fromisoformat(f"{text}-01-01"[:10])):
            return text
    except ValueError:
        pass  # no such day
    raise UsageError(f"{option} {excerpt(text)} is no date. Expected YYYY, YYYY-MM or YYYY-MM-DD, such as 2018-12.")


def _day(text: str) -> str:
    """The date of `--as-of`; without one, today."""
    from datetime import date

    return _date("--as-of", text) or date.today().isoformat()  # the reader's own day
