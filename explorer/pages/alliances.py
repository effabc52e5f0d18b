"""Alliances: bodies of states, who belongs to them and since when, who sits in several, and how they vote."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from explorer.answers.alliance_sketch import members_sketch, overlaps_sketch, seats_sketch, shared_sketch
from explorer.answers.finding_cypher import alliances_cypher
from explorer.components.alliance_parts import (
    MOST_OVERLAPS,
    bodies_table,
    body_link,
    members_timeline,
    overlaps_table,
    partners_table,
    seats_timeline,
    told_cohesion,
    votes_of,
)
from explorer.components.marks import Part, count
from explorer.components.sections import notes, on_date, section
from explorer.components.sketch import choices, left_out, sketch_sheet
from explorer.findings.alliances import AlliancesFound, find_alliances
from explorer.findings.questions import AlliancesQuestion
from explorer.findings.work import Work
from explorer.pages.asking import Asking, Field, Finding
from explorer.pages.page import Page
from explorer.pages.question_frame import question_frame, register
from explorer.reads.rows import with_names
from explorer.services import Services

KNOWN = (
    "organization:nato", "organization:eu", "organization:five-eyes", "organization:sco", "organization:csto",
    "forum:brics", "organization:asean", "organization:african-union",
)  # fmt: skip
"""Bodies that readers look for first."""


def finding(services: Services, question: AlliancesQuestion, work: Work) -> Finding:
    """All bodies, one body, or the seats of one state."""
    found = find_alliances(services.database, services.schema, question, work.progress)
    if found.one is None:
        return _all(services, found)
    return _body(services, found) if found.is_body else _seats(found)


def _all(services: Services, found: AlliancesFound) -> Finding:
    members, bodies = found.members(), found.circle.names
    united = {body: found.united(body) for body in members}
    shared = found.shared()
    names = with_names(services.database, {}, {*members, *(each for who in members.values() for each in who)})
    day = on_date(found.as_of)
    known: list[Part] = [body_link(body, bodies, found.question) for body in KNOWN if body in members]
    picture = overlaps_sketch(shared, bodies, found.schema)
    children: list[Part] = [
        html.P(
            f"{count(len(members), 'body', 'bodies')} with two or more members {day}. Choose one to see its members "
            "over time, how it votes and who stood apart, or ask about a state to see where it sits."
        ),
        html.P(["Often asked: ", *_dotted(known)], className="often"),
        *notes(found.circle.votes.notes),
        bodies_table(members, united, bodies, names, found.question),
        html.H3("Who sits in both"),
        sketch_sheet(picture, found.schema),
        html.P(
            "Each body is joined to those with which it shares most; the broader the line, the more.", className="quiet"
        ),
        overlaps_table(shared[:MOST_OVERLAPS], bodies, names, found.question),
    ]
    rows = [
        [
            bodies[body],
            body,
            len(who),
            _votes(found, body),
            united[body].agreement,
            united[body].united,
            united[body].split,
        ]
        for body, who in members.items()
    ]
    columns = ["body", "id", "members", "votes", "agreement", "united", "split"]
    return _made(found, f"Bodies of states {day}", children, (columns, rows), list(members))


def _body(services: Services, found: AlliancesFound) -> Finding:
    one, bodies = found.one, found.circle.names
    assert one is not None
    united, people, shared = found.united(one.id), found.people(), found.shared()
    here = found.members().get(one.id, frozenset())
    apart = {each for vote in united.votes for who in (*vote.dissenters.values(), vote.absent) for each in who}
    names = with_names(services.database, found.names, apart)
    day = on_date(found.as_of)
    head = f"{count(len(here), 'full member')} {day}." if here else f"No full member is known {day}."
    rings, circles = (
        members_sketch(one, here, names, found.schema), shared_sketch(one, shared, bodies, found.schema)
    )  # fmt: skip
    panels: list[tuple[str, str, Part]] = [
        ("members", "Members", html.Div([sketch_sheet(rings, found.schema), left_out(rings)])),
        (
            "overlaps",
            "Bodies that share its members",
            html.Div([sketch_sheet(circles, found.schema), left_out(circles)]),
        ),
    ]
    children: list[Part] = [
        html.P([head, " ", told_cohesion(one.name, united, found.circle.votes.scope.period)]),
        *notes(note for note in united.notes if not note.startswith("On no item")),
        *(choices("Picture of", panels if shared else panels[:1]) if here else []),
        *section("How it votes", votes_of(united, names)),
        *section("Members over time", members_timeline(people, names, found.as_of, found.founded) if people else []),
        *section(
            "Who sits in other bodies too",
            [overlaps_table(shared, bodies, names, found.question, one.id)] if shared else [],
        ),
        *section("Allies and partners", _partners(found)),
    ]
    rows = [
        [vote.label, vote.date, vote.verdict, vote.yes, vote.abstain, vote.silent, vote.no, vote.agreement,
         "; ".join(names.get(each, each) for who in vote.dissenters.values() for each in who)]
        for vote in united.votes if vote.agreement is not None
    ]  # fmt: skip
    columns = ["text", "date", "verdict", "yes", "abstained", "absent", "no", "agreement", "did not do what most did"]
    return _made(found, one.name, children, (columns, rows), [one.id, *sorted(here)])


def _seats(found: AlliancesFound) -> Finding:
    one, bodies, seats = found.one, found.circle.names, found.seats()
    assert one is not None
    shown: Sequence[Part] = [html.P(f"{one.name} belongs to no body that is recorded.")]
    if seats:
        shown = seats_timeline(seats, bodies, found.question, found.as_of)
    picture = seats_sketch(one, seats, found.ties, bodies, found.names, found.schema)
    children: list[Part] = [
        html.P(
            f"{count(len({row.venue for row in seats}), 'body', 'bodies')}, and "
            f"{count(len({tie['partner'] for tie in found.ties}), 'ally or partner', 'allies and partners')}, "
            "as far as recorded."
        ),
        *([sketch_sheet(picture, found.schema)] if picture.strokes else []),
        *section("Where it sits", shown),
        *section("Allies and partners", _partners(found)),
    ]
    rows = [[bodies.get(row.venue, row.venue), row.venue, row.role, row.start, row.end] for row in seats]
    ids = [one.id, *dict.fromkeys([*(row.venue for row in seats), *(tie["partner"] for tie in found.ties)])]
    return _made(found, one.name, children, (["body", "id", "role", "since", "until"], rows), ids)


def _partners(found: AlliancesFound) -> list[Part]:
    assert found.one is not None
    if not found.ties:
        return [html.P("No treaty ally, cooperation or capacity-building partner is recorded.")]
    return [partners_table(found.one, found.ties, found.names, found.schema)]


def _made(
    found: AlliancesFound,
    title: str,
    children: list[Part],
    table: tuple[Sequence[str], Sequence[Sequence[object]]],
    entities: Sequence[str],
) -> Finding:
    statements = alliances_cypher(found.question, found.as_of, is_body=found.is_body)
    return Finding(title, children, found.answer(), table, statements, entities)


def _votes(found: AlliancesFound, body: str) -> int:
    return sum(vote.agreement is not None for vote in found.united(body).votes)


def _dotted(parts: Sequence[Part]) -> list[Part]:
    return [part for at, each in enumerate(parts) for part in ([" · ", each] if at else [each])]


_EXAMPLES: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("How does NATO vote on cyber texts, and who stood apart?", {"body": "organization:nato"}),
    ("Who belongs to the Shanghai Cooperation Organisation, and since when?", {"body": "organization:sco"}),
    ("How united was the European Union in 2018?", {"body": "organization:eu", "from": "2018", "to": "2018"}),
    ("Where does India sit?", {"body": "state:IND"}),
)

ASKING = Asking(
    name="alliances",
    title="Alliances",
    intro="Who belongs to which body, since when, who sits in several, and how the members vote.",
    examples=_EXAMPLES,
    fields=(
        Field("body", "Body or state", "entity", "Leave it empty for all bodies.", kinds=("Body", "State")),
        Field("from", "Votes from", "date", "Only votes of this period count."),
        Field("to", "Votes to", "date"),
        Field("as_of", "Members on", "date", "Empty: today."),
    ),
    question=AlliancesQuestion,
    find=finding,
    at_once=True,
)

PAGE = Page(
    "/alliances", "Alliances", 3, lambda: question_frame(ASKING), lambda app, services: register(app, services, ASKING)
)
