"""Where the divide runs, who stands in the middle and who moved, as an answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.analysis.camp_cut import CampCut
from explorer.analysis.camps import Camp, Member
from explorer.analysis.divides import Divides
from explorer.answers.layout import Answer, Method, figure, joined, listed, paragraph, share, table
from explorer.graph.memberships import enumerated
from explorer.graph.notes import counted
from explorer.graph.records import Entity

MOST_MIDDLE, MOST_MOVERS, MOST_ROOMS, MOST_REASONS, MOST_LOADINGS = 20, 10, 8, 3, 5
_LIMITS = (
    "why an actor took a position",
    "what an absent one would have done: that is unknown, neither an abstention nor a no",
    "more than the items allow: few of them make wide intervals",
    "whether a body or an agreement without a recorded end still stands: it counts as standing",
)


def divides_answer(
    found: Divides,
    before: tuple[str, str] | None,
    chosen: Sequence[Entity],
    rows: Mapping[str, int],
    resamples: int,
    cut: CampCut,
    names: Mapping[str, str],
) -> Answer:
    """The divide; `before` is the period from which movers moved, `chosen` are actors whose place is told.

    `names` has at least those of the actors and venues in the `cut`.
    """
    scope = found.positions.scope
    method = Method(
        "agreement of all pairs of actors over the items on which both took a position; camps by the Leiden "
        "algorithm on ties signed against what chance would make agree; positions by classical scaling; firmness and "
        f"intervals from {resamples:,} resamples of the items. The cut is the smallest set of shared bodies, processes "
        "and agreements, and of actors in them, without which no chain of such joins the two camps farthest apart.",
        rows,
        _LIMITS,
    )
    stands, notes = [_stand(found, actor) for actor in chosen], _notes(found)
    json = found.summary() | {
        "period": {"from": scope.begin, "to": scope.to, "topics": list(scope.topics), "evidence": list(scope.evidence)},
        "before": {"from": before[0], "to": before[1]} if before else None,
        "compared": found.movers.compared if found.movers else 0,
        "poles": found.middle.poles.as_dict(),
        "crossing": found.crossing.as_dict() if found.crossing else None,
        "cut": {part: [{"id": each, "name": names.get(each, each)} for each in ids] for part, ids in _cut(cut)},
        "actors": stands,
        "notes": notes,
        "method": method.as_dict(),
    }
    text = joined(
        _head(found),
        _chosen(stands),
        *(_camp(number, camp) for number, camp in enumerate(found.camps.camps, 1)),
        _outside(found),
        _axis(found),
        _middle(found),
        _movers(found),
        _balance(found),
        _crossing(found),
        _cut_told(cut, names),
        listed(notes),
        str(method),
    )
    return Answer(json, text)


def _notes(found: Divides) -> list[str]:
    """What is noted; what is noted of the movers alone, which may be about the earlier period, says so."""
    if found.movers is None:
        return [*found.notes, "Movers need an earlier period, and without a beginning there is none."]
    others = (found.positions, found.agreement, found.camps, found.ideal_points, found.middle, found.balance)
    said = {note for part in (*others, found.crossing) if part for note in part.notes}
    return [note if note in said else f"On movers: {note}" for note in found.notes]


def _head(found: Divides) -> str:
    actors, items = len(found.positions.actors), len(found.positions.items)
    scope = found.positions.scope
    numbers = [f"{number} in {share(part)}" for number, part in sorted(found.camps.numbers.items())]
    camps = counted(len(found.camps.camps), "camp")
    often = f" Number of camps in the resamples: {', '.join(numbers)}." if numbers else ""
    evidence = enumerated(list(scope.evidence))
    return paragraph(
        f"Divides {scope.period}, by {evidence}: {counted(actors, 'actor')}, {counted(items, 'item')}, {camps}.{often}"
    )


def _stand(found: Divides, actor: Entity) -> dict[str, Any]:
    """Where one actor stands, or why that can't be told."""
    camp = found.camps.camp_of.get(actor.id)
    members = [*(each for camp in found.camps.camps for each in camp.members), *found.camps.outside]
    between = next((each for each in found.middle.actors if each.id == actor.id), None)
    missing = "" if actor.id in found.positions.actors else found.positions.left_out.get(actor.id)
    if missing is None:
        missing = f"took no position of this kind {found.positions.scope.period}"
    elif actor.id in found.camps.unplaced:
        missing = "shares too few items with anyone to be compared"
    return {
        "id": actor.id,
        "name": actor.name,
        "camp": None if camp is None else found.camps.camps[camp].name,
        "firmness": next((each.firmness for each in members if each.id == actor.id), None),
        "position": found.ideal_points.position_of.get(actor.id),
        "nearness": between.nearness if between else None,
        "missing": missing,
    }


def _chosen(stands: Sequence[Mapping[str, Any]]) -> str:
    told = []
    for each in stands:
        if each["missing"]:
            told.append(f"{each['name']} can't be placed: {each['missing']}.")
        else:
            camp = f"in the camp that {each['camp']}" if each["camp"] else "in no camp"
            firm = "" if each["firmness"] is None else f", firmness {share(each['firmness'])}"
            place = "" if each["position"] is None else f", at {figure(each['position'])} on the axis"
            told.append(f"{each['name']} stands {camp}{firm}{place}.")
    return listed(told)


def _camp(number: int, camp: Camp) -> str:
    loose = [each for each in camp.members if each.id not in camp.core]
    firm = [each.name for each in camp.members if each.id in camp.core]
    lines = [paragraph(f"Camp {number}: {camp.name} ({counted(len(camp.members), 'member')})")]
    if firm:
        lines.append(paragraph(f"Firm ({len(firm)}): {', '.join(firm)}", "    ", "  "))
    if loose:
        lines.append(paragraph(f"{'Less firm' if firm else 'Members'} ({len(loose)}): {_names(loose)}", "    ", "  "))
    return "\n".join(lines)


def _names(members: Sequence[Member]) -> str:
    return ", ".join(
        each.name if each.firmness is None else f"{each.name} {share(each.firmness)}".replace(" %", "%")
        for each in members
    )


def _outside(found: Divides) -> str:
    return paragraph(f"In no camp: {_names(found.camps.outside)}", "    ", "") if found.camps.outside else ""


def _axis(found: Divides) -> str:
    points, loadings = found.ideal_points, [each for each in found.ideal_points.loadings if each.first is not None]
    if not points.points:
        return ""
    told = [f"{each.label} ({figure(each.first)})" for each in loadings[:MOST_LOADINGS]]
    return paragraph(f"The first axis explains {share(points.explained[0])}; it goes with {enumerated(told)}.")


def _middle(found: Divides) -> str:
    if not found.middle.actors:
        return ""
    rows = [
        [each.name, share(each.nearness), share(each.first), share(each.second), str(each.texts)]
        for each in found.middle.actors[:MOST_MIDDLE]
    ]
    poles = found.middle.poles
    title = paragraph(f"The middle, between A ({poles.first_name}) and B ({poles.second_name}):")
    columns = ["who", "nearness", "agrees with A", "agrees with B", "texts"]
    return f"{title}\n{table(columns, rows, columns[1:])}"


def _movers(found: Divides) -> str:
    if not found.movers or not found.movers.movers:
        return ""
    moved, poles = found.movers, found.movers.poles
    rows = []
    for each in moved.movers[:MOST_MOVERS]:
        interval = "" if each.low is None else f"{figure(each.low)} to {figure(each.high)}"
        reasons = ", ".join(reason.label for reason in each.items[:MOST_REASONS])
        rows.append([each.name, figure(each.before), figure(each.after), figure(each.change), interval, reasons])
    title = paragraph(
        f"Movers ({len(moved.movers):,} of {moved.compared:,} moved), from -1 (those who {poles.second_name}) to 1 "
        f"(those who {poles.first_name}):"
    )
    columns = ["who", "before", "after", "change", "95 % interval", "moved by"]
    return f"{title}\n{table(columns, rows, columns[1:5])}"


def _balance(found: Divides) -> str:
    balance = found.balance
    if balance.balanced is None:
        return ""
    split = balance.by_camps
    odd = f" The camps leave {share(split.share)} of the ties at odds with them." if split else ""
    triads = sum(balance.triads.values())
    return paragraph(
        f"Balance: {share(balance.balanced)} of {counted(triads, 'triad')} are balanced, "
        f"{share(balance.weakly_balanced)} where three mutual opponents count too.{odd}"
    )


def _crossing(found: Divides) -> str:
    if not found.crossing or not found.crossing.rooms:
        return ""
    rows = [
        [room.name, str(len(room.first)), str(len(room.second)), str(room.others)]
        for room in found.crossing.rooms[:MOST_ROOMS]
    ]
    columns = ["of A", "of B", "others"]
    return f"Where both sides sit:\n{table(['forum or text', *columns], rows, columns)}"


def _cut(cut: CampCut) -> list[tuple[str, tuple[str, ...]]]:
    return [("rooms", cut.rooms), ("venues", cut.venues), ("actors", cut.actors)]


def _cut_told(cut: CampCut, names: Mapping[str, str]) -> str:
    """What would have to go so that the poles no longer meet."""
    if not cut.entities:
        return ""
    besides = [names.get(each, each) for each in (*cut.actors, *cut.venues)]
    size = counted(len(cut.entities), "body, text or actor", "bodies, texts and actors")
    where = f"{counted(len(cut.rooms), 'place')} where both sit" if cut.rooms else ""
    through = f"what joins them through others: {enumerated(besides)}" if besides else ""
    parts = enumerated([part for part in (where, through) if part])
    return paragraph(f"The smallest cut between A and B is {size}: {parts}.")
