"""How a body voted, text by text: a stacked bar, the numbers, and who did not do what most did."""

from collections.abc import Mapping, Sequence

from dash import html

from explorer.analysis.alliances import BodyVote
from explorer.components.marks import Part, aria
from explorer.components.plain_table import entity_name, entity_names
from explorer.graph.words import date_in_words

MOST_NAMED = 8
SIDES = {"yes": "yes", "abstain": "abstained", "silent": "absent, or no vote recorded", "no": "no"}
"""What members did, in the order of the bar -> what it is called."""
_DID = {1: "yes", -1: "no", 0: "abstained"}


def votes_key() -> html.P:
    """What the colours of the bars mean."""
    parts: list[Part] = []
    for side, said in SIDES.items():
        parts += [html.Span(className=f"vote-sign {side}", **aria(hidden="true")), f" {said}  "]
    return html.P(parts, className="quiet vote-key")


def votes_table(votes: Sequence[BodyVote], names: Mapping[str, str]) -> html.Div:
    """All votes in which at least two members took part, the latest first."""
    shown = sorted((vote for vote in votes if vote.agreement is not None), key=lambda vote: vote.date, reverse=True)
    columns = ["Text", "Date", "Verdict", "", "Yes", "Abstained", "Absent", "No", "Did not do what most did"]
    numbers = {"Yes", "Abstained", "Absent", "No"}
    head = [html.Th(column, scope="col", className="number" if column in numbers else "") for column in columns]
    label = "Votes of the body"
    return html.Div(
        html.Table(
            [html.Thead(html.Tr(head)), html.Tbody([_row(vote, names) for vote in shown])], **aria(label=label)
        ),
        className="plain-table votes", role="region", **aria(label=label),
    )  # fmt: skip


def _row(vote: BodyVote, names: Mapping[str, str]) -> html.Tr:
    counts = {"yes": vote.yes, "abstain": vote.abstain, "silent": vote.silent, "no": vote.no}
    whole = sum(counts.values())
    pieces = [
        html.Div(className=f"vote {side}", style={"width": f"{100 * number / whole:.2f}%"})
        for side, number in counts.items()
        if number
    ]
    bar = html.Div(pieces, className="vote-bar", **aria(hidden="true"))
    cells = [html.Td(f"{number:,}", className="number") for number in counts.values()]
    return html.Tr(
        [
            html.Th(entity_name(vote.item.partition("#")[0], vote.label), scope="row"),
            html.Td(date_in_words(vote.date)),
            html.Td(vote.verdict, className=f"verdict {vote.verdict.replace(' ', '-')}"),
            html.Td(bar, className="vote-cell"),
            *cells,
            html.Td(_apart(vote, names)),
        ]
    )


def _apart(vote: BodyVote, names: Mapping[str, str]) -> list[Part]:
    groups = [(_DID[side], ids) for side, ids in vote.dissenters.items()]
    groups += [("absent", vote.absent)] if vote.absent else []
    return [
        html.Div([html.Span(f"{said}: ", className="quiet"), *entity_names(ids, dict(names), MOST_NAMED)])
        for said, ids in groups
    ]
