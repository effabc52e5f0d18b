"""Bodies of states: members, overlaps, and how united they vote, as answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.analysis.alliances import Cohesion, cohesion, members_at, memberships, overlaps
from explorer.analysis.positions import Positions
from explorer.answers.layout import Answer, Method, figure, joined, listed, paragraph, table
from explorer.graph.notes import counted
from explorer.graph.records import Entity
from explorer.graph.words import date_in_words
from explorer.reads.alliances import Belongings
from graph_loader.schema import Schema

MOST_OVERLAPS, MOST_LISTED, MOST_DISSENTERS = 15, 60, 12
_LIMITS = (
    "since when those are members who joined at an unknown date: they count from when the body was founded",
    "why a body voted as one: it need not have agreed on it",
)
_SIDES = {1: "yes", -1: "no", 0: "abstained"}


@dataclass(frozen=True)
class Circle:
    """What the answers are made of: who belongs where, how all voted, on which day, and from how many rows."""

    belongings: Belongings
    votes: Positions
    as_of: str
    rows: Mapping[str, int]

    @property
    def names(self) -> dict[str, str]:
        """Of the venues by id."""
        return {venue.id: venue.name for venue in self.belongings.venues}

    @property
    def method(self) -> Method:
        """How it was come by."""
        return Method(
            f"full members on {date_in_words(self.as_of)}; in each vote those count who were members on its day. Rice: "
            "|yes - no| / (yes + no); agreement: 1 where all do the same, 0 where they split evenly in three.",
            self.rows,
            _LIMITS,
        )


def alliances_answer(circle: Circle) -> Answer:
    """All bodies with at least two members, the largest first."""
    members = {body: who for body, who in members_at(circle.belongings.rows, circle.as_of).items() if len(who) > 1}
    order = sorted(members, key=lambda body: (-len(members[body]), body))
    united = {body: cohesion(circle.votes, circle.belongings.rows, body) for body in order}
    shared, names = overlaps(members), circle.names
    json = {
        "as_of": circle.as_of,
        "bodies": [
            {"id": body, "name": names[body], "members": sorted(members[body]), **_figures(united[body])}
            for body in order
        ],
        "overlaps": [
            {"first": each.first, "second": each.second, "both": len(each.both), "jaccard": each.jaccard}
            for each in shared
        ],
        "notes": list(circle.votes.notes),
        "method": circle.method.as_dict(),
    }
    columns = ["members", "votes", "Rice", "agreement", "united", "split"]
    rows = [[names[body], str(len(members[body])), *_row(united[body])] for body in order[:MOST_LISTED]]
    common = [
        [names[each.first], names[each.second], str(len(each.both)), figure(each.jaccard)]
        for each in shared[:MOST_OVERLAPS]
    ]
    more = f"{len(order) - MOST_LISTED:,} smaller bodies are not listed here." if len(order) > MOST_LISTED else ""
    text = joined(
        table(["body", *columns], rows, columns),
        more,
        "The largest overlaps:\n" + table(["one", "other", "in both", "Jaccard"], common, ["in both", "Jaccard"])
        if common
        else "",
        listed(circle.votes.notes),
        str(circle.method),
    )
    return Answer(json, text)


def body_answer(
    circle: Circle, body: Entity, ties: Sequence[Mapping[str, Any]], names: Mapping[str, str], schema: Schema
) -> Answer:
    """One body: members over time, how it voted, which bodies share its members, its partners (`ties`)."""
    rows = circle.belongings.rows
    here = members_at(rows, circle.as_of)
    found, people = cohesion(circle.votes, rows, body.id), memberships(rows, body.id)
    shared = [each for each in overlaps(here) if body.id in (each.first, each.second)]
    json = {
        "body": {"id": body.id, "name": body.name},
        "as_of": circle.as_of,
        "members": [
            each.as_dict() | {"name": names.get(each.actor, each.actor), "now": each.actor in here.get(body.id, ())}
            for each in people
        ],
        **_figures(found),
        "items": [each.as_dict() for each in found.votes if each.agreement is not None],
        "overlaps": [each.as_dict() for each in shared],
        "partners": [dict(tie) for tie in ties],
        "notes": list(found.notes),
        "method": circle.method.as_dict(),
    }
    now = [names.get(each, each) for each in here.get(body.id, ())]
    text = joined(
        paragraph(f"{body.name}: {counted(len(now), 'member')} on {date_in_words(circle.as_of)}."),
        paragraph(", ".join(sorted(now)), "  ") if now else "",
        _votes(found, names),
        listed([_overlap(each.first, each.second, len(each.both), body.id, circle) for each in shared[:MOST_OVERLAPS]]),
        told_partners(ties, names, schema),
        listed(found.notes),
        str(circle.method),
    )
    return Answer(json, text)


def seats_answer(
    circle: Circle, actor: Entity, ties: Sequence[Mapping[str, Any]], names: Mapping[str, str], schema: Schema
) -> Answer:
    """One actor: the bodies in which it sits or sat, and its allies and partners (`ties`)."""
    seats = [row for row in circle.belongings.rows if row.actor == actor.id]
    here = {body for body, who in members_at(seats, circle.as_of).items() if who}
    json = {
        "actor": {"id": actor.id, "name": actor.name},
        "as_of": circle.as_of,
        "bodies": [
            row.as_dict() | {"name": circle.names.get(row.venue, row.venue), "now": row.venue in here} for row in seats
        ],
        "partners": [dict(tie) for tie in ties],
        "notes": [] if seats else [f"{actor.name} belongs to no body that is recorded."],
        "method": circle.method.as_dict(),
    }
    rows = [
        [circle.names.get(row.venue, row.venue), row.role, row.start, row.end, "yes" if row.venue in here else ""]
        for row in sorted(seats, key=lambda row: (row.start or "9999", row.venue))
    ]
    text = joined(
        table(["body", "role", "since", "until", "full member now"], rows)
        if rows
        else paragraph(f"{actor.name} belongs to no body that is recorded."),
        told_partners(ties, names, schema),
        str(circle.method),
    )
    return Answer(json, text)


def told_partners(ties: Sequence[Mapping[str, Any]], names: Mapping[str, str], schema: Schema) -> str:
    """Allies and partners by the kind of tie: `cooperates with: Estonia, Japan`."""
    groups: dict[str, dict[str, None]] = {}
    for tie in ties:
        relation = schema.relations[tie["relation"]]
        said = relation.title if tie["forward"] else relation.inverse
        groups.setdefault(said, {})[names.get(tie["partner"], tie["partner"])] = None
    told = listed([f"{said}: {', '.join(who)}" for said, who in groups.items()])
    return f"Allies and partners at any time, as far as recorded:\n{told}" if told else ""


def _figures(found: Cohesion) -> dict[str, Any]:
    counting = sum(each.agreement is not None for each in found.votes)
    return {
        "votes": counting, "rice": found.rice, "agreement": found.agreement, "united": found.united,
        "split": found.split,
    }  # fmt: skip


def _row(found: Cohesion) -> list[str]:
    figures = _figures(found)
    return [
        str(figures["votes"]), figure(found.rice), figure(found.agreement), str(found.united), str(found.split)
    ]  # fmt: skip


def _votes(found: Cohesion, names: Mapping[str, str]) -> str:
    rows = []
    for each in found.votes:
        if each.agreement is None:
            continue
        apart = [f"{_SIDES[side]}: {_few([names.get(who, who) for who in who_all])}"
                 for side, who_all in each.dissenters.items()]  # fmt: skip
        numbers = [str(number) for number in (each.yes, each.no, each.abstain)]
        rows.append([each.label, each.date[:4], each.verdict, *numbers, figure(each.agreement), "; ".join(apart)])
    columns = ["item", "year", "verdict", "yes", "no", "abstain", "agreement", "apart from most"]
    return table(columns, rows, columns[3:7]) if rows else ""


def _few(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= MOST_DISSENTERS else f"{len(names)} members"


def _overlap(first: str, second: str, both: int, body: str, circle: Circle) -> str:
    other = second if first == body else first
    return f"{counted(both, 'member')} also in {circle.names.get(other, other)}"
