"""Bodies of states as a scene shows them: all, one with its members, or one actor with its seats."""

from explorer.briefings.briefing import Scene
from explorer.briefings.desk import Desk, frame_of
from explorer.briefings.graphs import THEME, pictured, shown_graph, vote_colour
from explorer.briefings.reading import dated, now, rests_on, stamp_of
from explorer.briefings.shown import Cell, Series, Shown, ShownChart, ShownTable
from explorer.briefings.tables import MOST_ROWS
from explorer.briefings.wording import when
from explorer.findings.alliances import RELATIONS, AlliancesFound, find_alliances
from explorer.findings.questions import AlliancesQuestion
from explorer.graph.colours import CATEGORIES
from explorer.graph.elements import Tie
from explorer.graph.filters import Filters
from explorer.graph.words import date_in_words

MOST_BARS = 15
_AGREEMENT = "Agreement is 1 where all members vote alike, 0 where they are split evenly in three."
_MEMBERSHIP = "MEMBER_OF"


def alliances_shown(scene: Scene, question: AlliancesQuestion, desk: Desk) -> Shown:
    """Who belongs to which body and how it votes; without a date, on the day of the load."""
    stamp = stamp_of(desk.database)
    found = find_alliances(desk.database, desk.schema, dated(question, stamp))
    form = scene.show.form if scene.show else None
    if found.one is not None and form in (None, "graph"):
        return _members(scene, found, desk)
    shown = Shown(
        stamp=stamp,
        read=now(),
        sources=rests_on(desk.database, desk.schema, RELATIONS),
        notes=(f"Members on {date_in_words(found.as_of)}.",),
    )
    if found.one is None:
        if form == "chart":
            return shown.model_copy(update={"chart": _sizes(found)})
        return shown.model_copy(update={"table": _bodies(found), "notes": (*shown.notes, _AGREEMENT)})
    if not found.is_body:
        return shown.model_copy(update={"table": _seats(found)})
    if form == "chart":
        return shown.model_copy(update={"chart": _votes_chart(found)})
    return shown.model_copy(update={"table": _votes(found), "notes": (*shown.notes, _AGREEMENT)})


def _members(scene: Scene, found: AlliancesFound, desk: Desk) -> Shown:
    """A body with its members on the day, or an actor with the bodies in which it sits."""
    one = found.one.id if found.one else ""
    now_in = found.members()
    if found.is_body:
        others = sorted(now_in.get(one, ()))
    else:
        others = [body for body, members in now_in.items() if one in members]

    def keep(tie: Tie, source: str, target: str) -> bool:
        return tie[0] == _MEMBERSHIP and one in (source, target)

    given = frame_of(scene, filters=Filters(as_of=found.as_of, outside="vanish"), layout="concentric")
    made = pictured(desk.database, desk.schema, [one, *others], given, keep)
    drawing = made.drawing.model_copy(update={"date": made.drawing.date or when(Filters(as_of=found.as_of))})
    said = [] if others else [f"No member is known on {date_in_words(found.as_of)}."]
    return shown_graph(desk.database, desk.schema, type(made)(drawing, made.nodes, made.notes), said)


def _bodies(found: AlliancesFound) -> ShownTable:
    names = found.circle.names
    rows: list[tuple[Cell, ...]] = []
    for body, members in found.members().items():
        united = found.united(body)
        votes = sum(each.agreement is not None for each in united.votes)
        rows.append((names.get(body, body), len(members), votes, united.agreement, united.united, united.split))
    columns = ("Body", "Members", "Votes", "Agreement", "United", "Split")
    return ShownTable(columns=columns, rows=tuple(rows[:MOST_ROWS]), whole=len(rows))


def _sizes(found: AlliancesFound) -> ShownChart:
    members = list(found.members().items())[:MOST_BARS]
    values = tuple(float(len(who)) for _, who in members)
    series = Series(name="Members", values=values, colour=CATEGORIES[THEME].colours[5])
    names = found.circle.names
    return ShownChart(
        sort="bar", categories=tuple(names.get(body, body) for body, _ in members), series=(series,), y_title="Members"
    )


def _votes(found: AlliancesFound) -> ShownTable:
    body = found.one.id if found.one else ""
    rows = [
        (each.label, each.date[:4], each.verdict, each.yes, each.no, each.abstain, each.agreement)
        for each in found.united(body).votes
        if each.agreement is not None
    ]
    columns = ("Text", "Year", "Verdict", "Yes", "No", "Abstained", "Agreement")
    return ShownTable(columns=columns, rows=tuple(rows[-MOST_ROWS:]), whole=len(rows))


def _votes_chart(found: AlliancesFound) -> ShownChart:
    """The last votes of a body: how many of it said yes, no, or neither."""
    body = found.one.id if found.one else ""
    votes = [each for each in found.united(body).votes if each.agreement is not None][-MOST_BARS:]
    parts = (("yes", "yes"), ("abstained", "abstain"), ("no", "no"))
    return ShownChart(
        sort="stacked",
        categories=tuple(f"{each.label} ({each.date[:4]})" for each in votes),
        series=tuple(
            Series(name=name, values=tuple(float(getattr(each, field)) for each in votes), colour=vote_colour(name))
            for name, field in parts
        ),
        y_title="Members",
    )


def _seats(found: AlliancesFound) -> ShownTable:
    names = found.circle.names
    rows = [(names.get(row.venue, row.venue), row.role, row.start[:4], row.end[:4]) for row in found.seats()]
    return ShownTable(columns=("Body", "Role", "Since", "Until"), rows=tuple(rows[:MOST_ROWS]), whole=len(rows))
