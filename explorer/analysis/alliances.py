"""Bodies of many: who belongs to them and since when, who sits in both, and how united they vote."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.analysis.positions import Positions
from explorer.analysis.records import Belonging, Record, counted, held
from explorer.graph.words import date_in_words

LEAST_VOTERS = 2
_NEARLY = 0.9


@dataclass(frozen=True)
class Membership(Record):
    """One actor in one body: when it began and ended, as far as known, and in what role."""

    actor: str
    role: str
    start: str
    end: str
    full: bool


@dataclass(frozen=True)
class Overlap(Record):
    """Two bodies with those who sit in both; `jaccard` is their share in all members of either."""

    first: str
    second: str
    both: tuple[str, ...]
    jaccard: float


@dataclass(frozen=True)
class BodyVote(Record):
    """How the members of a body voted on an item.

    `rice` is |yes - no| / (yes + no) (Rice 1925, Political Science Quarterly 40), None where none said either.
    `agreement` is the agreement index of Hix, Noury and Roland (2005, British Journal of Political Science 35):
    (max - (all - max) / 2) / all, over yes, no and abstain: 1 where all do the same, 0 where they are split evenly in
    three. Both are None below two voters. `verdict` is `united` (all the same), `nearly united` (nine of ten), `split`
    or empty. `dissenters` are those who did not do what most did, by what they did (1, -1, 0); of a tie, the side that
    comes first in that order counts as most. `absent` are the members that took no position: they stayed away, or no
    vote of theirs is recorded; there are `silent` of them.
    """

    item: str
    label: str
    date: str
    yes: int
    no: int
    abstain: int
    silent: int
    rice: float | None
    agreement: float | None
    verdict: str
    side: int | None
    dissenters: Mapping[int, tuple[str, ...]]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cohesion(Record):
    """How united a body votes: the mean of both indices over the items on which at least two of it voted."""

    body: str
    votes: tuple[BodyVote, ...]
    rice: float | None
    agreement: float | None
    united: int
    split: int
    notes: tuple[str, ...]


def memberships(rows: Iterable[Belonging], body: str) -> tuple[Membership, ...]:
    """Everyone who ever belonged to a body, the earliest first, those of unknown date last."""
    found = [Membership(row.actor, row.role, row.start, row.end, row.full) for row in rows if row.venue == body]
    return tuple(sorted(found, key=lambda each: (each.start or "9999", each.actor)))


def members_at(rows: Iterable[Belonging], begin: str, to: str = "") -> dict[str, frozenset[str]]:
    """Body -> its full members on a day, or at some time from `begin` to `to`; without dates, at any time.

    Who joined at an unknown date counts as a member since the body came to be, or since ever where that is not known.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.full and held(row.since, row.end, begin, to or begin):
            found[row.venue].add(row.actor)
    return {body: frozenset(found[body]) for body in sorted(found)}


def overlaps(members: Mapping[str, frozenset[str]]) -> tuple[Overlap, ...]:
    """All pairs of bodies with a common member, those that overlap most (by Jaccard) first."""
    bodies = sorted(members)
    found = [
        Overlap(one, other, tuple(sorted(both)), len(both) / len(members[one] | members[other]))
        for at, one in enumerate(bodies)
        for other in bodies[at + 1 :]
        if (both := members[one] & members[other])
    ]
    return tuple(sorted(found, key=lambda each: (-each.jaccard, each.first, each.second)))


def rice(yes: int, no: int) -> float | None:
    """Rice's index of cohesion, 0 to 1; None where none said yes or no."""
    return abs(yes - no) / (yes + no) if yes + no else None


def agreement_index(yes: int, no: int, abstain: int) -> float | None:
    """The agreement index of Hix, Noury and Roland, 0 to 1; None where none voted."""
    whole = yes + no + abstain
    most = max(yes, no, abstain)
    return (most - (whole - most) / 2) / whole if whole else None


def cohesion(positions: Positions, rows: Sequence[Belonging], body: str) -> Cohesion:
    """How the members of a body voted; on each item those count who were full members at its date."""
    own = [row for row in rows if row.venue == body and row.full]
    votes = tuple(_vote(positions, at, own) for at in range(len(positions.items)))
    counting = [vote for vote in votes if vote.agreement is not None]
    means = [
        sum(found) / len(found) if (found := [each for each in scores if each is not None]) else None
        for scores in ([vote.rice for vote in counting], [vote.agreement for vote in counting])
    ]
    notes = list(positions.notes)
    if not own:
        notes.append("No member of this body is known here.")
    elif not counting:
        notes.append(f"On no item did {counted(LEAST_VOTERS, 'member')} take a position {positions.scope.period}.")
    if undated := sum(not row.start for row in own):
        since = f"since {date_in_words(own[0].earliest)}, when it was founded" if own[0].earliest else "at all times"
        notes.append(f"{counted(undated, 'member')} joined at an unknown date: counted as members {since}.")
    verdicts = [vote.verdict for vote in counting]
    return Cohesion(body, votes, means[0], means[1], verdicts.count("united"), verdicts.count("split"), tuple(notes))


def _vote(positions: Positions, at: int, rows: Sequence[Belonging]) -> BodyVote:
    item = positions.items[at]
    inside = {row.actor for row in rows if held(row.since, row.end, item.date, item.date)}
    sides: dict[int, list[str]] = {1: [], -1: [], 0: []}
    for number, actor in enumerate(positions.actors):
        if actor in inside and positions.known[number, at]:
            sides[int(positions.values[number, at])].append(actor)
    yes, no, abstain = (len(sides[side]) for side in (1, -1, 0))
    voters = yes + no + abstain
    enough = voters >= LEAST_VOTERS
    most = max(sides, key=lambda side: len(sides[side])) if voters else None
    return BodyVote(
        item.id, item.label, item.date, yes, no, abstain, len(inside) - voters,
        rice(yes, no) if enough else None,
        agreement_index(yes, no, abstain) if enough else None,
        _verdict(max(yes, no, abstain) / voters) if enough else "",
        most,
        {side: tuple(actors) for side, actors in sides.items() if actors and side != most},
        tuple(sorted(inside.difference(*sides.values()))),
    )  # fmt: skip


def _verdict(share: float) -> str:
    return "united" if share == 1 else "nearly united" if share >= _NEARLY else "split"
