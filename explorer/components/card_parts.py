"""What the cards of the side panel are made of: headings, facts, sources, ties in words, lists that unfold."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from explorer.components.links import entity_link, external_link, source_of
from explorer.components.marks import Part, kind_sign, kind_title, name, tick, verified_mark
from explorer.graph.records import Entity, Tie
from explorer.graph.sharing import Shared, Sharing, sharings
from explorer.graph.words import Fact, force_in_law, value_of
from graph_loader.schema import Schema

MOST_UNFOLDED = 8
"""So many rows of a list are seen at once; the rest unfolds."""
MOST_OPENED = 3
"""So many lists of what is shared are open at first."""
_ATTRIBUTES = {"className": "class", "tabIndex": "tabindex"}


def card(*parts: Part | list[Part]) -> html.Article:
    """A card of these parts, nested lists laid flat."""
    flat = [each for part in parts for each in (part if isinstance(part, list) else [part])]
    return html.Article(flat, className="card")


def message_card(title: str, text: str) -> html.Article:
    """Something to tell in place of a card."""
    return card(html.H2(title), html.P(text))


def heading(entity: Entity, schema: Schema, about: str) -> html.Header:
    """Sign and name of an entity, and below its kind with what else is to be said of it."""
    kind = schema.kinds.get(entity.kind)
    said = f"{kind_title(entity.kind, schema)} · {about}"
    return html.Header(
        [
            html.H2([kind_sign(entity.kind, schema), name(entity.name)]),
            html.P(said, className="quiet", title=kind.meaning if kind else ""),
        ]
    )


def fact_list(told: Iterable[Fact]) -> html.Dl:
    """Titles and values, with the meaning of a value where one is declared."""
    rows: list[Part] = []
    for fact in told:
        meaning = [html.Div(fact.meaning, className="quiet")] if fact.meaning else []
        value: Part = html.Span(fact.value, dir="auto")
        if fact.url:
            value = external_link(fact.url)
        elif fact.entity:
            value = entity_link(name(fact.value), fact.entity)
        rows += [html.Dt(fact.title), html.Dd([value, *meaning])]
    return html.Dl(rows)


def provenance(properties: Mapping[str, object], *more: Part) -> html.P:
    """Whether something was verified, and where it was read."""
    return html.P(
        [verified_mark(properties.get("verified") is True), " · ", source_of(properties), *more], className="from"
    )


def spoken(tie: Tie, schema: Schema, names: Mapping[str, str]) -> list[Part]:
    """A tie as a sentence whose names keep their own direction of writing."""
    relation = schema.relations.get(tie.relation)
    title = f" {relation.title if relation else tie.relation} "
    said: list[Part] = [name(names.get(tie.source, tie.source)), title, name(names.get(tie.target, tie.target))]
    value = value_of(tie, schema, names)
    return [*said, ": ", name(value)] if value else said


def named(entity_id: str, text: str, kind: str, schema: Schema) -> html.Div:
    """The sign and the name of an entity, as a link to it."""
    return html.Div([kind_sign(kind, schema), entity_link(name(text), entity_id)], className="named")


def tie_marks(tie: Tie) -> list[Part]:
    """A tick or that the tie is not verified, then its source."""
    mark: list[Part] = [tick(), " "] if tie.verified else [verified_mark(False, briefly=True), " · "]
    return [*mark, source_of(tie.properties)]


def in_law(entities: Iterable[Entity], schema: Schema) -> list[Part]:
    """Of each text among the entities, what it is and whether it binds in law."""
    said = [(entity, force_in_law(entity.kind, entity.properties, schema)) for entity in entities]
    told = [
        html.P([html.Strong([name(entity.short_name or entity.name), ": "]), text], className="meaning")
        for entity, text in said
        if text
    ]
    return [html.Section([html.H3("In law"), *told], className="in-law")] if told else []


def later_rows(rows: Sequence[Part]) -> html.Ul:
    """A list whose rows the browser builds once what it lies in is unfolded: the page cannot carry hundreds at once."""
    attributes: dict[str, Any] = {"data-rows": json.dumps([written(row) for row in rows], ensure_ascii=False)}
    return html.Ul(className="rows", **attributes)


def written(part: Part) -> Any:
    """A component of `dash.html` as JSON: texts, and [tag, attributes, children] as assets/rows.js builds it."""
    if not isinstance(part, Component):
        return "" if part is None else str(part)
    held: dict[str, Any] = part.to_plotly_json()  # type: ignore[no-untyped-call]
    attributes = {_ATTRIBUTES.get(name, name): value for name, value in held["props"].items() if name != "children"}
    children = held["props"].get("children")
    parts = children if isinstance(children, list | tuple) else [] if children is None else [children]
    return [held["type"].lower(), attributes, [written(child) for child in parts]]


def unfolding(rows: Sequence[Part], most: int = MOST_UNFOLDED) -> list[Part]:
    """A list of rows; those beyond `most` are folded under a line that says how many there are."""
    first = html.Ul(list(rows[:most]), className="rows")
    if len(rows) <= most:
        return [first]
    said = [html.Span(f"Show all {len(rows):,}", className="closed"), html.Span("Show fewer", className="opened")]
    rest = html.Details([html.Summary(said, className="more"), later_rows(rows[most:])], className="rest")
    return [first, rest]


def group(title: str, rows: Sequence[Part], *, opened: bool, notes: Sequence[Part] = ()) -> html.Details:
    """A list under its title and its number, folded unless `opened`."""
    summary = html.Summary([title, html.Span(f" ({len(rows):,})", className="quiet")], dir="auto")
    listed = unfolding(rows) if opened else [later_rows(rows)]
    return html.Details([summary, *notes, *listed], open=opened, className="group")


def shared_part(shared: Shared, schema: Schema) -> list[Part]:
    """What several entities have in common, by the way in which they have it."""
    title = html.H3("What they share")
    told = sharings(shared, schema)
    if not told:
        return [title, html.P("Nothing in the graph is tied to all of them.", className="quiet")]
    cut = f"Of {shared.whole:,} entities that are tied to all of them, the {len(shared.common):,} with the most ties."
    note = [html.P(cut, className="quiet")] if shared.whole > len(shared.common) else []
    return [title, *note, *(_sharing(each, schema, opened=at < MOST_OPENED) for at, each in enumerate(told))]


def _sharing(sharing: Sharing, schema: Schema, *, opened: bool) -> html.Details:
    rows: list[Part] = [
        html.Li(
            [
                named(row.entity.id, row.entity.name, row.entity.kind, schema),
                *([html.Div(html.Bdi(row.said), className="said quiet")] if row.said else []),
            ]
        )
        for row in sharing.rows
    ]
    return group(sharing.title, rows, opened=opened)
