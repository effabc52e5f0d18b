"""The card of an entity: what it is, what can be done with it, the bodies it sits in, and its ties in words."""

from collections.abc import Sequence

from dash import html

from explorer.components.card_parts import card, fact_list, group, heading, named, provenance, tie_marks
from explorer.components.links import act_button, line_id
from explorer.components.marks import Part, count, name
from explorer.graph.records import Entity, Neighbourhood, Tie
from explorer.graph.words import BODY, INSTRUMENT, TieGroup, facts, groups, period, value_of
from graph_loader.schema import Schema

MOST_NEIGHBOURS = 400
"""Of so many neighbours the card lists the ties: read the neighbourhood with `most` set to it."""
MEMBERSHIPS = ("MEMBER_OF", "PARTICIPATED_IN")
"""Ties by which one sits in a body."""
JOINED = (*MEMBERSHIPS, "SIGNED", "SUPPORTS", "PART_OF")
"""Ties whose sources are the members of a body, or those that signed or support a text."""
JOINERS = {BODY: "members", INSTRUMENT: "signers and supporters"}
"""What those who joined are called, by the group of kinds that they joined."""
_PLACES = ("latitude", "longitude")


def entity_card(shown: Neighbourhood, schema: Schema, *, on_canvas: bool = True) -> html.Article:
    """All that is known of an entity; what is offered depends on whether it is `on_canvas`."""
    entity = shown.centre
    declared = schema.entity_properties(entity.kind) if entity.kind else schema.entity.properties
    return card(
        heading(entity, schema, _counted(shown)),
        _said_of(entity),
        _acts(shown, schema, on_canvas=on_canvas),
        fact_list(facts(entity.properties, declared, shown.names, *_PLACES)),
        provenance(entity.properties, " · ", html.Code(entity.id, title="Its id, as queries and files name it")),
        _tie_lists(shown, schema),
    )


def _counted(shown: Neighbourhood) -> str:
    """`212 ties, 180 verified`; the verified ones are counted only where all ties were read."""
    ties = count(shown.centre.ties, "tie")
    if not shown.neighbours or shown.whole > len(shown.neighbours):
        return ties
    verified = sum(tie.verified for tie in shown.ties())
    return f"{ties}, {'all' if verified == shown.centre.ties else format(verified, ',')} verified"


def _said_of(entity: Entity) -> list[Part]:
    told: list[Part] = []
    aliases = [name(str(alias)) for alias in entity.properties.get("aliases") or ()]
    if aliases:
        also: list[Part] = ["also "]
        for position, alias in enumerate(aliases):
            also += ["; ", alias] if position else [alias]
        told.append(html.P(also, className="quiet"))
    if entity.properties.get("description"):
        told.append(html.P(str(entity.properties["description"]), dir="auto"))
    return told


def _acts(shown: Neighbourhood, schema: Schema, *, on_canvas: bool) -> html.Div:
    about = shown.centre.id
    if on_canvas:
        buttons = [
            act_button("Expand", "expand", about=about, class_name="act", title="Add neighbours to the view"),
            act_button("Center", "center", about=about, class_name="act", title="Bring it to the middle"),
            act_button("Remove", "remove", about=about, class_name="act", title="Take it off the view"),
        ]
    else:
        buttons = [act_button("Add to the view", "show", about=about, class_name="act primary")]
    groups_of_kind = schema.kinds[shown.centre.kind].groups if shown.centre.kind else ()
    whom = next((said for named_group, said in JOINERS.items() if named_group in groups_of_kind), "")
    if whom and any(tie.target == about and tie.relation in JOINED for tie in shown.ties()):
        buttons.append(act_button(f"Show its {whom}", "members", about=about, class_name="act"))
    return html.Div(buttons, className="acts")


def _tie_lists(shown: Neighbourhood, schema: Schema) -> list[Part]:
    if not shown.neighbours:
        return [html.P("Nothing is tied to it yet.", className="quiet")]
    cut = f"Below are the ties to {len(shown.neighbours):,} of {shown.whole:,} neighbours, those with the most ties."
    note = [html.P(cut, className="quiet")] if shown.whole > len(shown.neighbours) else []
    kinds = {neighbour.entity.id: neighbour.entity.kind for neighbour in shown.neighbours}
    sat: list[TieGroup] = []
    other: list[TieGroup] = []
    for told in groups(shown, schema):
        (sat if _sits_in(told, shown.centre.id) else other).append(told)
    parts: list[Part] = [*note]
    for title, lists in (("Bodies it sits in", sat), ("Ties", other)):
        if lists:
            parts.append(html.H3(title))
            parts += [_group(each, shown, kinds, schema, opened=at < 2) for at, each in enumerate(lists)]
    return parts


def _sits_in(told: TieGroup, speaker: str) -> bool:
    return told.ties[0].relation in MEMBERSHIPS and told.ties[0].source == speaker


def _group(
    told: TieGroup, shown: Neighbourhood, kinds: dict[str, str], schema: Schema, *, opened: bool
) -> html.Details:
    rows: Sequence[Part] = [_row(tie, shown, kinds, schema) for tie in told.ties]
    return group(told.title, rows, opened=opened)


def _row(tie: Tie, shown: Neighbourhood, kinds: dict[str, str], schema: Schema) -> html.Li:
    other = tie.other(shown.centre.id)
    said = " · ".join(filter(None, (value_of(tie, schema, shown.names), period(tie))))
    details = act_button(
        html.Bdi(said or "details"), "select", about=line_id(shown.centre.id, other), title="Read about this tie"
    )
    return html.Li(
        [
            named(other, shown.names.get(other, other), kinds[other], schema),
            html.Div([details, " · ", *tie_marks(tie)], className="said quiet"),
        ]
    )
