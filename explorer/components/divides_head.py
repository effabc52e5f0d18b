"""The head of a divide: how many stand where, how sure that is, and a card for each camp."""

from collections.abc import Sequence
from typing import Any

from dash import html

from explorer.analysis.camp_names import Mark
from explorer.analysis.camps import CORE, Camp, Camps, Member
from explorer.analysis.divides import Divides
from explorer.analysis.positions import Positions
from explorer.answers.layout import share
from explorer.components.colour_key import ColourKey, colour_class
from explorer.components.links import address_of
from explorer.components.marks import Part, aria, count, name
from explorer.graph.memberships import enumerated

MOST_ITEMS = 12
HALF = 0.5
"""Who stays in a camp in fewer of the draws is more often somewhere else."""
MOST_NAMED = 24
"""So many firm members of a camp are named at once; the others are folded away."""


def head(found: Divides) -> list[Part]:
    """Numbers, how sure the camps are, and what the reader should keep in mind."""
    positions, camps = found.positions, found.camps
    actors, items = count(len(positions.actors), "actor"), count(len(positions.items), "item")
    number = len(camps.camps)
    told = "No camps were found" if not number else "All stand in one camp" if number == 1 else f"{number} camps"
    lead = f"{told} among {actors}, by {items} {positions.scope.period}."
    parts: list[Part] = [html.P(lead, className="divides-lead")]
    if said := _sureness(camps):
        parts.append(html.P(said))
    if positions.items:
        parts.append(_items(positions))
    return parts


def notes(said: Sequence[str]) -> html.Details | None:
    """What the figures can't tell, as sentences."""
    if not said:
        return None
    listed = html.Ul([html.Li(each) for each in said])
    return html.Details([html.Summary(f"Keep in mind ({len(said)})"), listed], className="divides-notes", open=True)


def camp_cards(camps: Camps, key: ColourKey) -> html.Div:
    """A card for each camp, and one for those in none; a click on a name or on a camp marks it in every view."""
    cards: list[Part] = [_card(number, camp) for number, camp in enumerate(camps.camps)]
    if camps.outside:
        listed = _names(camps.outside, firmness=True)
        cards.append(html.Article([html.H3("In no camp"), listed], className="camp-card c8"))
    told = (
        "A camp is named by what tells it apart. What the others did is their mean, from -1 (against) to +1 (for). "
        "Bars show in what share of the draws a member stays."
    )
    parts: list[Part] = [html.P(told, className="quiet"), html.Div(cards, className="camp-cards")]
    return html.Div(parts, className="drawing", style=key.style())


def pick(identity: str, text: str, *, tab: bool = False) -> html.Button:
    """A name that marks an actor in every view. By keyboard actors are chosen in the search or in the table."""
    told: dict[str, Any] = {"data-pick": identity}
    return html.Button(name(text), type="button", className="pick", tabIndex=0 if tab else -1, **told)


def camp_title(number: int, camp: Camp) -> str:
    """`Camp 1: supported 73/27`."""
    return f"Camp {number + 1}: {camp.name}"


def _items(positions: Positions) -> html.Details:
    """What they took sides on, with how many did what."""
    rows = []
    for item in positions.items:
        yes, no, abstained = positions.totals(item.id)
        title = html.A(html.Bdi(item.label), href=f"/{address_of(item.id.partition('#')[0])}", className="entity")
        cells: list[Part] = [title, html.Bdi(item.title), item.date, str(yes), str(no), str(abstained)]
        rows.append(html.Tr([html.Td(cell) for cell in cells]))
    titles = ["Item", "Title", "Date", "For", "Against", "Abstained"]
    table = html.Table(
        [html.Thead(html.Tr([html.Th(each, scope="col") for each in titles])), html.Tbody(rows)],
        className="divides-rows",
    )
    labels = enumerated([item.label for item in positions.items][:MOST_ITEMS])
    more = len(positions.items) - MOST_ITEMS
    said = f"What they took sides on: {labels}{f' and {more} more' if more > 0 else ''}"
    return html.Details([html.Summary(said), html.Div(table, className="rows-room")], className="divides-notes")


def _sureness(camps: Camps) -> str:
    if not camps.resamples or not camps.camps:
        return ""
    members = [each for camp in camps.camps for each in camp.members]
    firm = sum((each.firmness or 0) >= CORE for each in members)
    often = sorted(camps.numbers.items(), key=lambda pair: -pair[1])[:3]
    numbers = enumerated([f"{count(number, 'camp')} in {share(part)}" for number, part in often])
    whole = count(len(members), "member")
    return (
        f"How sure: when the items are drawn anew {camps.resamples:,} times, {firm:,} of {whole} "
        f"stay in their camp at least 9 times in 10; there are {numbers} of the draws."
    )


def _card(number: int, camp: Camp) -> html.Article:
    members = sorted(camp.members, key=lambda each: (-(each.firmness or 0), each.name))
    firm = sorted((each for each in members if each.id in camp.core), key=lambda each: each.name)
    rest = [each for each in members if each.id not in camp.core]
    undecided = [each for each in rest if each.firmness is not None and each.firmness < HALF]
    loose = [each for each in rest if each not in undecided]
    ids = " ".join(each.id for each in camp.members)
    choosing: dict[str, Any] = {"data-picks": ids}
    swatch = html.Span(className=f"swatch {colour_class(number)}", **aria(hidden="true"))
    title = html.H3([swatch, html.Button(camp_title(number, camp), type="button", className="pick-camp", **choosing)])
    parts: list[Part] = [title, html.P(_size(camp, firm), className="quiet")]
    if camp.marks:
        parts.append(html.Ul([html.Li(_mark(mark)) for mark in camp.marks[:3]], className="camp-marks"))
    if firm:
        parts += [html.H4(f"Core ({len(firm)})"), *_folded(firm, firmness=False)]
    if loose:
        parts += [html.H4(f"Less firm ({len(loose)})" if firm else f"Members ({len(loose)})")]
        parts += _folded(loose, firmness=loose[0].firmness is not None)
    if undecided:
        parts.append(html.H4(f"Undecided: here in fewer than half of the draws ({len(undecided)})"))
        parts += _folded(undecided, firmness=True)
    return html.Article(parts, className=f"camp-card {colour_class(number)}")


def _size(camp: Camp, firm: Sequence[Member]) -> str:
    whole = count(len(camp.members), "member")
    if all(each.firmness is None for each in camp.members):
        return f"{whole}; without resamples nobody knows how firm they stand."
    return f"{whole}; {len(firm):,} of them stay here in at least 9 of 10 draws."


def _mark(mark: Mark) -> str:
    share_of = f"{share(mark.united)} of its members" if mark.united < 1 else "all its members"
    return f"{mark.word.capitalize()} {mark.label}: {share_of}; the others: {mark.others:+.1f}"


def _folded(members: Sequence[Member], *, firmness: bool) -> list[Part]:
    shown: list[Part] = [_names(members[:MOST_NAMED], firmness=firmness)]
    rest = members[MOST_NAMED:]
    if rest:
        shown.append(html.Details([html.Summary(f"{len(rest):,} more"), _names(rest, firmness=firmness)]))
    return shown


def _names(members: Sequence[Member], *, firmness: bool) -> html.Ul:
    return html.Ul([_member(each, firmness=firmness) for each in members], className="camp-names")


def _member(member: Member, *, firmness: bool) -> html.Li:
    if not firmness or member.firmness is None:
        return html.Li(pick(member.id, member.name))
    filled = html.Span(style={"width": f"{member.firmness:.0%}"})
    bar = html.Span(filled, className="firmness", title=f"Stays here in {share(member.firmness)} of the draws")
    return html.Li([pick(member.id, member.name), bar, html.Span(share(member.firmness), className="quiet")])
