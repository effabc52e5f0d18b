"""Bodies on the page: all of them, one of them, and the seats of one state."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from explorer.analysis.alliances import Cohesion, Membership, Overlap
from explorer.analysis.records import Belonging
from explorer.answers.alliance_sketch import told_partner
from explorer.components.alliance_timeline import Stay, timeline, timeline_key
from explorer.components.alliance_votes import votes_key, votes_table
from explorer.components.links import external_link
from explorer.components.marks import Part, count, verified_mark
from explorer.components.plain_table import entity_name, entity_names, plain_table
from explorer.findings.addresses import address_of
from explorer.findings.questions import AlliancesQuestion
from explorer.graph.memberships import enumerated
from explorer.graph.records import Entity
from explorer.graph.words import date_in_words
from graph_loader.schema import Schema

MOST_OVERLAPS = 20
MOST_NAMED = 8

Names = Mapping[str, str]


def told_cohesion(name: str, found: Cohesion, period: str) -> str:
    """How a body votes in a period (`from 2018 to 2020`), in one or two sentences."""
    votes = [vote for vote in found.votes if vote.agreement is not None]
    if not votes or found.agreement is None:
        return (
            f"No vote is known in which two members of {name} took part {period}, so nothing can be said of "
            "how it votes."
        )
    nearly = len(votes) - found.united - found.split
    verdicts = (("united", found.united), ("nearly united (nine of ten or more)", nearly), ("split", found.split))
    parts = [f"{word} in {number}" for word, number in verdicts if number]
    years = sorted({vote.date[:4] for vote in votes})
    when = f"in {years[0]}" if len(years) == 1 else f"from {years[0]} to {years[-1]}"
    told = f"In {count(len(votes), 'vote')} {when} the members were {enumerated(parts)}."
    return f"{told} Mean agreement: {level(found.agreement)}, where 1 is all alike and 0 is evenly split in three."


def bodies_table(
    members: Mapping[str, Sequence[str] | frozenset[str]],
    united: Mapping[str, Cohesion],
    bodies: Names,
    names: Names,
    asked: AlliancesQuestion,
) -> html.Div:
    """All bodies with their size and how they vote; the name of each asks about it alone.

    `bodies` are the short names by which they are known, `names` the whole ones.
    """
    rows: list[list[Part]] = []
    for body, who in members.items():
        found = united[body]
        votes = sum(vote.agreement is not None for vote in found.votes)
        told = [str(votes), str(found.united), str(votes - found.united - found.split), str(found.split)]
        rows.append(
            [
                html.Span([body_link(body, names, asked), *_short(bodies.get(body, ""), names.get(body, ""))]),
                f"{len(who):,}",
                _level(found.agreement),
                *(told if votes else [""] * len(told)),
            ]
        )
    columns = ["Body", "Members", "Agreement in votes", "Votes", "United", "Nearly united", "Split"]
    return plain_table("Bodies", columns, rows, {"Members", *columns[3:]})


def _short(short: str, whole: str) -> list[Part]:
    return [html.Span(f" {short}", className="quiet")] if short and short != whole else []


def body_link(body: str, names: Names, asked: AlliancesQuestion) -> html.A:
    """A link that asks about one body, for the same period and day."""
    question = asked.model_copy(update={"body": body})
    return html.A(html.Bdi(names.get(body, body)), href=address_of("alliances", question), className="entity")


def overlaps_table(
    shared: Sequence[Overlap], bodies: Names, names: Names, asked: AlliancesQuestion, about: str = ""
) -> html.Div:
    """Who sits in both of two bodies; with `about`, in that one and each other."""
    rows: list[list[Part]] = []
    for each in shared:
        other = each.second if each.first == about else each.first
        first: list[Part] = [body_link(other, bodies, asked)]
        if not about:
            first += [" and ", body_link(each.second, bodies, asked)]
        rows.append([html.Span(first), f"{len(each.both):,}", f"{each.jaccard:.0%}".replace("%", " %"),
                     html.Span(entity_names(each.both, dict(names), MOST_NAMED))])  # fmt: skip
    first_column = "Body" if about else "Bodies"
    columns = [first_column, "In both", "Share of all members of either", "Who"]
    return plain_table("Overlaps", columns, rows, columns[1:3])


def members_timeline(people: Sequence[Membership], names: Names, as_of: str, founded: str) -> list[Part]:
    """Members over time: those who came and went at the same dates in the same role share a row."""
    waves: dict[tuple[str, str, str], list[str]] = {}
    for each in people:
        waves.setdefault((each.start, each.end, each.role), []).append(each.actor)
    stays = [
        Stay(
            [html.Span(entity_names(sorted(who, key=lambda one: names.get(one, one)), dict(names)))],
            role,
            start,
            end,
            founded,
        )
        for (start, end, role), who in waves.items()
    ]
    return [timeline_key(), timeline("Members over time", "Who", stays, as_of)]


def seats_timeline(seats: Sequence[Belonging], bodies: Names, asked: AlliancesQuestion, as_of: str) -> list[Part]:
    """The bodies in which one sits or sat, over time."""
    stays = [Stay([body_link(row.venue, bodies, asked)], row.role, row.start, row.end, row.earliest) for row in seats]
    return [timeline_key(), timeline("Seats over time", "Body", stays, as_of)]


def votes_of(found: Cohesion, names: Names) -> list[Part]:
    """All votes of a body."""
    if not any(vote.agreement is not None for vote in found.votes):
        return []
    return [votes_key(), votes_table(found.votes, names)]


def partners_table(one: Entity, ties: Sequence[Mapping[str, Any]], names: Names, schema: Schema) -> html.Div:
    """Treaty allies, cooperation and capacity-building partners, a row for each tie."""
    order = sorted(ties, key=lambda tie: (tie["relation"], not tie["forward"], names.get(tie["partner"], "")))
    rows: list[list[Part]] = [
        [
            entity_name(tie["partner"], names.get(tie["partner"], tie["partner"])),
            html.Span(_tie_words(tie, schema), title=told_partner(tie, one.name, names, schema)),
            tie["value"],
            date_in_words(tie["start"]),
            date_in_words(tie["end"]),
            verified_mark(tie["verified"], briefly=True),
            external_link(tie["source_url"]) if tie["source_url"] else "",
        ]
        for tie in order
    ]
    columns = ["Ally or partner", "Tie", "As", "Since", "Until", "Verified", "Source"]
    return plain_table("Allies and partners", columns, rows)


def _tie_words(tie: Mapping[str, Any], schema: Schema) -> str:
    relation = schema.relations[tie["relation"]]
    return relation.title if tie["forward"] else relation.inverse


def _level(value: float | None) -> html.Div | str:
    """A figure from 0 to 1 as a bar and a number."""
    if value is None:
        return ""
    bar = html.Div(html.Div(style={"width": f"{100 * value:.1f}%"}), className="level")
    return html.Div([bar, html.Span(level(value))], className="levelled")


def level(value: float) -> str:
    """A figure from 0 to 1 with two places; what is not quite 1 does not become it."""
    return "> 0.99" if 0.995 <= value < 1 else f"{value:.2f}"
