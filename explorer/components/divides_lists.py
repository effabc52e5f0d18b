"""What a divide tells in lists: who stands in the middle, who moved and why, what is at odds, and what crosses it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from explorer.analysis.balance import Balance
from explorer.analysis.camp_cut import CampCut
from explorer.analysis.crossing import Crossing, Room
from explorer.analysis.middle import Between, Middle, Poles
from explorer.analysis.movers import Mover, Movers
from explorer.answers.layout import figure, share
from explorer.components.divides_head import pick
from explorer.components.marks import Part, count
from explorer.graph.memberships import enumerated

MOST_MIDDLE, MOST_MOVERS, MOST_TRIADS, MOST_ROOMS, MOST_BRIDGES, MOST_REASONS = 20, 10, 6, 12, 12, 4
_SAID = {1: "for", -1: "against", 0: "abstained on"}


def poles_told(poles: Poles) -> html.P:
    """Who A and B are."""
    if not poles:
        return html.P(" ".join(poles.notes), className="quiet")
    first = f" are those who {poles.first_name} ({len(poles.first)} of them), "
    second = f" those who {poles.second_name} ({len(poles.second)})."
    return html.P([html.Strong("A"), first, html.Strong("B"), second], className="quiet")


def middle_list(middle: Middle) -> list[Part]:
    """The twenty most in the middle: how far they agree with either side, and whose texts they backed."""
    if not middle.actors:
        return [html.P(" ".join(middle.notes) or "There is no middle here.")]
    head = ["Who", "Nearness to both", "Agrees with A", "Agrees with B", "For the texts of both", "Texts"]
    rows = [_between(each) for each in middle.actors[:MOST_MIDDLE]]
    shared = (
        [html.P(f"{middle.equal} stand equally near; they are in the order of their names.", className="quiet")]
        if middle.equal > 1
        else []
    )
    return [poles_told(middle.poles), *shared, _table(head, rows), *_as_near(middle)]


def _as_near(middle: Middle) -> list[Part]:
    """The others that share the first place."""
    others = middle.actors[MOST_MIDDLE : middle.equal]
    if not others:
        return []
    names = html.Ul([html.Li(pick(each.id, each.name)) for each in others], className="camp-names")
    return [html.Details([html.Summary(f"{len(others)} more stand equally near"), names], className="divides-notes")]


def movers_list(moved: Movers | None, before: str) -> list[Part]:
    """The ten who moved farthest since an earlier period, as arrows from where to where, with the items behind it."""
    if moved is None:
        return [html.P("Movers need an earlier period to compare with: give one under “Movers” in the form.")]
    if not moved.movers:
        told = f"Nobody can be told to have moved since the period {before}. Of that period:"
        return [html.P(told), *_sentences(moved.notes)]
    poles = moved.poles
    number = f"{len(moved.movers):,} of {count(moved.compared, 'actor')}"
    told = (
        f"{number} moved since the period {before}. The line runs from -1, wholly with those who {poles.second_name}, "
        f"to 1, wholly with those who {poles.first_name}."
    )
    items = [html.Li(_mover(each)) for each in moved.movers[:MOST_MOVERS]]
    return [html.P(told), html.Ul(items, className="movers"), *_sentences(moved.notes)]


def balance_list(balance: Balance) -> list[Part]:
    """How balanced the triads are, what the camps leave at odds, and the triads under most strain."""
    if balance.balanced is None:
        return _sentences(balance.notes)
    split = [balance.by_camps, balance.by_two]
    number = count(sum(balance.triads.values()), "triad")
    told = [
        f"{share(balance.balanced)} of {number} are balanced: the friends of friends are friends. "
        f"{share(balance.weakly_balanced)} are, where three mutual opponents count as balanced too."
    ]
    if split[0] and split[1]:
        told.append(
            f"The camps leave {share(split[0].share)} of the ties at odds with them; the best split into two that was "
            f"found leaves {share(split[1].share)}."
        )
    parts: list[Part] = [html.P(" ".join(told))]
    if balance.strained:
        parts.append(html.H4("Triads under most strain"))
        parts.append(html.Ul([html.Li(_triad(each)) for each in balance.strained[:MOST_TRIADS]], className="triads"))
    return [*parts, *_sentences(balance.notes[-1:])]


def crossing_list(crossing: Crossing | None, poles: Poles, names: Mapping[str, str]) -> list[Part]:
    """The rooms in which both sides sit, and those who meet most of both."""
    if crossing is None or not crossing.rooms:
        return _sentences(crossing.notes if crossing else poles.notes)
    rows = [_room(room, names) for room in crossing.rooms[:MOST_ROOMS]]
    parts: list[Part] = [
        poles_told(poles),
        _table(["Where both sit", "Of A", "Of B", "Others", "Who of the smaller side"], rows),
    ]
    if crossing.bridges:
        bridges = [
            html.Li([pick(each.id, names.get(each.id, each.id)),
                     f": meets {each.first} of A and {each.second} of B, in {count(len(each.rooms), 'place')}"])
            for each in crossing.bridges[:MOST_BRIDGES]
        ]  # fmt: skip
        parts += [html.H4("Who meets most of both"), html.Ul(bridges, className="bridges")]
    return parts


def cut_list(cut: CampCut, names: Mapping[str, str]) -> list[Part]:
    """What would have to go so that the two sides no longer meet."""
    if not cut.entities:
        return _sentences(cut.notes)
    told = (
        f"{count(len(cut.entities), 'body, text or actor', 'bodies, texts and actors')} would have to go before no "
        "chain of shared bodies, processes and agreements led from A to B. There is no smaller set; there "
        "may be others of that size."
    )
    lasting = "What has no recorded end counts as still standing, so that pledges of earlier years are among them."
    parts: list[Part] = [html.P(told), html.P(lasting, className="quiet")]
    for title, ids in (
        ("Places where both sit: all of them would have to go", cut.rooms),
        ("States that join them through others", cut.actors),
        ("Bodies and texts that join them through others", cut.venues),
    ):
        if ids:
            parts += [
                html.H4(f"{title} ({len(ids)})"),
                html.Ul([html.Li(_linked(each, names)) for each in ids], className="cut"),
            ]
    return parts


def _between(each: Between) -> list[Part]:
    both = "yes" if each.with_both else "no"
    return [pick(each.id, each.name), _bar(each.nearness), _bar(each.first), _bar(each.second), both, str(each.texts)]


def _bar(value: float) -> html.Span:
    filled = html.Span(style={"width": f"{value:.0%}"})
    return html.Span([html.Span(filled, className="firmness"), html.Span(share(value))], className="barred")


def _mover(each: Mover) -> list[Part]:
    left, right = sorted((_along(each.before), _along(each.after)))
    way = "to-right" if each.after > each.before else "to-left"
    track = html.Span(
        [
            html.Span(className="zero"),
            html.Span(className=f"way {way}", style={"left": f"{left:.1f}%", "width": f"{right - left:.1f}%"}),
            html.Span(className="was", style={"left": f"{_along(each.before):.1f}%"}),
            html.Span(className="is", style={"left": f"{_along(each.after):.1f}%"}),
        ],
        className="track-of-mover",
    )
    interval = "" if each.low is None else f", {figure(each.low)} to {figure(each.high)}"
    reasons = enumerated([f"{_SAID[reason.position]} {reason.label}" for reason in each.items[:MOST_REASONS]])
    told = f"{figure(each.before)} → {figure(each.after)} (change {each.change:+.2f}{interval})"
    why = html.Span(f"Moved by: {reasons}", className="quiet") if reasons else None
    return [pick(each.id, each.name), track, html.Span(told), *([why] if why else [])]


def _along(lean: float) -> float:
    return 50 + 50 * max(-1.0, min(1.0, lean))


def _triad(triad: Any) -> list[Part]:
    parts: list[Part] = []
    ends = ((0, 1), (0, 2), (1, 2))
    for at, (one, other) in enumerate(ends):
        word = "joined with" if triad.ties[at] > 0 else "divided from"
        parts += [", " if at else "", pick(triad.actors[one], triad.names[one]), f" {word} ",
                  pick(triad.actors[other], triad.names[other]), f" ({triad.ties[at]:+.2f})"]  # fmt: skip
    alike = f"; {count(triad.alike, 'triad')} of states that took the same positions" if triad.alike > 1 else ""
    return [*parts, alike]


def _room(room: Room, names: Mapping[str, str]) -> list[Part]:
    fewer = min((room.first, room.second), key=len)
    told = enumerated([names.get(each, each) for each in fewer[:6]]) + (
        f" and {len(fewer) - 6} more" if len(fewer) > 6 else ""
    )
    return [
        _linked(room.venue, {room.venue: room.name}),
        str(len(room.first)),
        str(len(room.second)),
        str(room.others),
        told,
    ]


def _linked(identity: str, names: Mapping[str, str]) -> html.A:
    """A body or a text leads to Explore, where its ties are told."""
    from explorer.components.links import address_of

    return html.A(html.Bdi(names.get(identity, identity)), href=f"/{address_of(identity)}", className="entity")


def _table(head: Sequence[str], rows: Sequence[Sequence[Part]]) -> html.Div:
    first = html.Thead(html.Tr([html.Th(each, scope="col") for each in head]))
    body = html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows])
    return html.Div(html.Table([first, body], className="divides-rows"), className="rows-room")


def _sentences(said: Sequence[str]) -> list[Part]:
    return [html.P(each, className="quiet") for each in dict.fromkeys(said)]
