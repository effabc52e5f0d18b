"""The page asks, the server answers: what to add to the view and where it lies, a layout, a figure of each entity."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, assert_never

from pydantic import ValidationError

from explorer import reads
from explorer.asked import (
    ASK,
    MOST_SHOWN,
    Add,
    Ask,
    Connect,
    Expand,
    Layout,
    Measure,
    Members,
    OfKind,
    Open,
    Start,
    Ties,
    View,
    plainly,
    refused,
)
from explorer.deltas import AskRefusedError, Delta, declared, delta, room, rounded
from explorer.graph.elements import Line, Node, ends
from explorer.graph.memberships import called, plural
from explorer.graph.notes import connecting, counted, cut_of, former, grown, not_there, whom
from explorer.graph.records import Choice
from explorer.services import Services
from graph_loader.errors import DatabaseError

if TYPE_CHECKING:
    from explorer.graph.layouts import NodeInfo

MOST_AT_START = 40
NARROW = "To see others, search for them by name, narrow what is shown with filters, or expand from one of these."


def answer(ask: object, services: Services) -> Delta:
    """The answer to whatever the page sent: what changes in the view, or `ok` False with a `note` that says why.

    `away` is true where the database does not answer. Nothing that is sent raises.
    """
    seq = ask.get("seq") if isinstance(ask, Mapping) else None
    try:
        return _answer(ASK.validate_python(ask), services)
    except ValidationError as error:
        return refused(seq, plainly(error))
    except AskRefusedError as error:
        return refused(seq, str(error))
    except DatabaseError as error:
        return refused(seq, str(error), away=reads.away(services.database, error))


def _answer(asked: Ask, services: Services) -> Delta:
    match asked:
        case Add() | Open():
            return _add(asked, services)
        case Start():
            return _start(asked, services)
        case Expand():
            return _expand(asked, services)
        case Connect():
            return _connect(asked, services)
        case OfKind():
            return _of_kind(asked, services)
        case Members():
            return _members(asked, services)
        case Layout():
            return _layout(asked, services)
        case Measure():
            return _measure(asked, services)
        case Ties():
            return _ties(asked, services)
    assert_never(asked)


def _add(asked: Add | Open, services: Services) -> Delta:
    wanted = list(dict.fromkeys(asked.ids))
    shown = set(asked.shown)
    new = [identity for identity in wanted if identity not in shown]
    kept = new[: room(asked)] if new else []
    nodes, lines = reads.elements(services.database, services.schema, kept, asked.shown)
    found = {node["id"] for node in nodes}
    missing = [identity for identity in kept if identity not in found]
    if not found and not shown.intersection(wanted):
        raise AskRefusedError(f"{not_there(missing)} Search for a name to find what there is.")
    full = f"At most {MOST_SHOWN:,} entities can be shown at once; left out: {len(new) - len(kept):,}."
    notes = [full if len(kept) < len(new) else "", not_there(missing)]
    title = "Open a view" if isinstance(asked, Open) else f"Add {whom([node['name'] for node in nodes])}".strip()
    cut = {"shown": len(wanted) - len(new) + len(kept), "whole": len(wanted)} if len(kept) < len(new) else None
    select = [] if isinstance(asked, Open) else [each for each in wanted if each in found or each in shown]
    return _grown(asked, nodes, lines, title=title, notes=notes, cut=cut, select=select)


def _start(asked: Start, services: Services) -> Delta:
    most = min(MOST_AT_START, max(room(asked, [asked.id]) - 1, 1))
    choice = reads.expansion(services.database, services.schema, [asked.id], asked.shown, most=most)
    name = whom(_found(choice, [asked.id]))
    note = grown(choice, f"neighbours of {name}") if choice.whole else f"{name} has no ties yet."
    return _chosen(asked, services, choice, title=f"Begin with {name}", notes=[note], select=[asked.id])


def _expand(asked: Expand, services: Services) -> Delta:
    declared("relation", asked.relations, services.schema.relations)
    declared("kind", asked.kinds, services.schema.kinds)
    choice = reads.expansion(
        services.database,
        services.schema,
        asked.ids,
        asked.shown,
        most=min(asked.most, room(asked, asked.ids)),
        relations=asked.relations,
        kinds=asked.kinds,
        direction=asked.direction,
        rank=asked.rank,
    )
    whole = whom(_found(choice, asked.ids))
    narrowed = asked.relations or asked.kinds or asked.direction != "both"
    what = f"neighbours of {whole}" + (" that match" if narrowed else "")
    number = counted(len(choice.chosen), "neighbour")
    notes = [grown(choice, what, rank=asked.rank), not_there(_missing(choice, asked.ids))]
    return _chosen(asked, services, choice, title=f"Add {number} of {whole}", notes=notes, select=list(choice.asked))


def _connect(asked: Connect, services: Services) -> Delta:
    if len(set(asked.ids)) < 2:
        raise AskRefusedError("Select at least two entities to see what connects them.")
    most = min(asked.most, room(asked, asked.ids))
    choice = reads.connection(services.database, asked.ids, asked.shown, most=most)
    between = whom(_found(choice, asked.ids))
    title = f"Add {counted(len(choice.chosen), 'entity', 'entities')} connecting {between}"
    notes = [connecting(choice), not_there(_missing(choice, asked.ids))]
    return _chosen(asked, services, choice, title=title, notes=notes, select=list(choice.asked))


def _of_kind(asked: OfKind, services: Services) -> Delta:
    schema = services.schema
    declared("kind", [asked.kind], schema.kinds)
    most = min(asked.most, room(asked))
    properties = schema.entity_properties(asked.kind)
    if asked.where:
        declared("property", asked.where[:1], properties)
    choice = reads.all_of_kind(services.database, asked.kind, asked.shown, most=most, where=asked.where)
    what = plural(schema, asked.kind) + (f": {asked.where[1]}" if asked.where else "")
    delta = _chosen(asked, services, choice, title=_all_title(choice, what), notes=[grown(choice, what, NARROW)])
    if not delta["cut"] or asked.where:
        return delta
    groups = reads.groups_of_kind(services.database, schema, asked.kind)
    told = [
        {"title": properties[name].title, "property": name, "values": [list(value) for value in values]}
        for name, values in groups.items()
    ]
    return delta | {"offer": {"kind": asked.kind, "what": what, "whole": choice.whole, "groups": told}}


def _members(asked: Members, services: Services) -> Delta:
    most = min(asked.most, room(asked))
    choice = reads.members(services.database, services.schema, asked.of, asked.shown, most=most)
    what = f"{called(choice.relations)} of {whom(_found(choice, [asked.of]))}"
    notes = [grown(choice, what, NARROW), former(choice)]
    select = [asked.of] if asked.of in asked.shown else []
    return _chosen(asked, services, choice, title=_all_title(choice, what), notes=notes, select=select)


def _layout(asked: Layout, services: Services) -> Delta:
    from explorer.graph.layered import axis
    from explorer.graph.layouts import LAYOUTS, layout

    declared("layout", [asked.layout], LAYOUTS)
    nodes = reads.nodes(services.database, services.schema, asked.shown)
    if not nodes:
        raise AskRefusedError("Nothing is shown that could be laid out. Search for something first.")
    found = {node["id"] for node in nodes}
    lines = [line for line in asked.lines if found.issuperset(line)]
    places = {identity: place for identity, place in asked.lying().items() if identity in found}
    pinned = found.intersection(asked.pinned)
    infos = [_info(node) for node in nodes]
    laid = layout(asked.layout, infos, lines, places, pinned)
    kinds = services.schema.kinds
    ticks = [
        [kinds[tick.text].plural if tick.text in kinds else tick.text, round(tick.x, 1), round(tick.y, 1)]
        for tick in axis(asked.layout, infos, lines, laid)
    ]
    notes = [not_there([identity for identity in asked.shown if identity not in found])]
    return delta(asked, places=rounded(laid), axis=ticks, title=f"Layout: {LAYOUTS[asked.layout].title}", notes=notes)


def _measure(asked: Measure, services: Services) -> Delta:
    from explorer.graph.measures import betweenness, camps

    ids = list(dict.fromkeys(asked.shown))
    if asked.what == "betweenness":
        scores = {identity: round(score, 6) for identity, score in betweenness(ids, asked.lines).items()}
        return delta(asked, title="Measure betweenness", scores=scores)
    if asked.what == "camp":
        found = camps(ids, asked.lines)
        numbers = list(found.values())
        traits = {each: f"Group {camp + 1}" if numbers.count(camp) > 1 else "" for each, camp in found.items()}
        return delta(asked, title="Find groups of closely tied entities", traits=traits)
    of = asked.what.partition(":")[2]
    roles = reads.roles(services.database, services.schema, of, ids)
    traits = {identity: roles.get(identity, "not a member") for identity in ids if identity != of}
    return delta(asked, title="Colour by membership", traits=traits)


def _ties(asked: Ties, services: Services) -> Delta:
    """The ids of the ties of each line, in the order in which the line has them."""
    ends_of = [sorted(line) for line in asked.lines]
    _, lines = reads.elements(services.database, services.schema, list(dict.fromkeys(chain(*ends_of))), [])
    found = {line["id"]: [tie[-1] for tie in line["ties"]] for line in lines}
    return delta(asked, ids=[found.get(" ".join(two), []) for two in ends_of])


def _chosen(
    asked: View,
    services: Services,
    choice: Choice,
    *,
    title: str,
    notes: Sequence[str],
    select: Sequence[str] = (),
) -> Delta:
    """What is chosen, with those whom the question was about where they are not shown and are to be selected."""
    shown = set(asked.shown)
    first = [identity for identity in select if identity not in shown]
    new = [*first, *(identity for identity in choice.chosen if identity not in first)]
    nodes, lines = reads.elements(services.database, services.schema, new, asked.shown)
    return _grown(asked, nodes, lines, title=title, notes=notes, cut=cut_of(choice), select=select)


def _grown(
    asked: View,
    nodes: Sequence[Node],
    lines: Sequence[Line],
    *,
    title: str,
    notes: Sequence[str],
    cut: Mapping[str, int] | None,
    select: Sequence[str],
) -> Delta:
    from explorer.graph.placing import place_new

    tied = [ends(line) for line in lines]
    placed = place_new([_info(node) for node in nodes], tied, asked.lying()) if nodes else {}
    places = {**asked.lying(), **placed}
    new = {node["id"]: places[node["id"]] for node in nodes if node["id"] in places}
    return delta(
        asked, nodes=nodes, lines=lines, places=rounded(new), title=title, notes=notes, cut=cut, select=list(select)
    )


def _found(choice: Choice, ids: Sequence[str]) -> Mapping[str, str]:
    if not choice.asked:
        raise AskRefusedError(f"{not_there(_missing(choice, ids))} Search for a name to find what there is.")
    return choice.asked


def _missing(choice: Choice, ids: Sequence[str]) -> list[str]:
    return [identity for identity in dict.fromkeys(ids) if identity not in choice.asked]


def _all_title(choice: Choice, what: str) -> str:
    number = len(choice.chosen)
    if number < 2:
        return f"Add {what} ({number})"
    return f"Add {'all ' if number == choice.whole else ''}{number:,} {what}"


def _info(node: Node) -> "NodeInfo":
    from explorer.graph.layouts import NodeInfo

    return NodeInfo(node["id"], node["kind"], node["label"], node["date"], node["lat"], node["lon"], node["ties"], None)
