"""Cards of the side panel: an entity with its ties in words, and the ties between two entities."""

from collections.abc import Mapping, Sequence

from dash import html

from explorer.components.links import external_link, source_of, view_link
from explorer.components.marks import Part, count, kind_sign, kind_title, name, verified_mark
from explorer.graph.colours import Theme
from explorer.graph.records import Entity, Neighbourhood, Pair, Tie
from explorer.graph.view import View
from explorer.graph.words import Fact, TieGroup, facts, groups, period, sentence, value_of
from graph_loader.schema import Schema


def entity_card(shown: Neighbourhood, schema: Schema, theme: Theme, *, centre: bool) -> html.Article:
    """All that is known of an entity; one that is not the centre offers to become it."""
    entity = shown.centre
    aliases = [name(str(alias)) for alias in entity.properties.get("aliases") or ()]
    declared = schema.entity_properties(entity.kind) if entity.kind else schema.entity.properties
    more = view_link("Show its neighbours", View(entity.id), "button")
    return html.Article(
        [
            _heading(entity, schema, theme),
            *([html.P(["also ", *_separated(aliases)], className="quiet")] if aliases else []),
            *(
                [html.P(str(entity.properties["description"]), dir="auto")]
                if entity.properties.get("description")
                else []
            ),
            *([] if centre else [more]),
            fact_list(facts(entity.properties, declared, shown.names)),
            _provenance(entity.properties),
            *_tie_lists(shown, schema),
        ],
        className="card",
    )


def pair_card(found: Pair, schema: Schema, theme: Theme) -> html.Article:
    """The ties between two entities, each with dates and source, and the meaning of its type once."""
    ends = [
        html.Li([kind_sign(end.kind, schema, theme), view_link(name(end.name), View(end.id))])
        for end in (found.first, found.second)
    ]
    return html.Article(
        [
            html.H2(count(len(found.ties), "tie") + " between"),
            html.Ul(ends, className="ends"),
            *(
                _tie(
                    tie, schema, found.names, explained=tie.relation in [before.relation for before in found.ties[:at]]
                )
                for at, tie in enumerate(found.ties)
            ),
        ],
        className="card",
    )


def message_card(title: str, text: str) -> html.Article:
    """Something to tell in place of a card."""
    return html.Article([html.H2(title), html.P(text)], className="card")


def fact_list(told: Sequence[Fact]) -> html.Dl:
    """Titles and values, with the meaning of a value where one is declared."""
    rows: list[Part] = []
    for fact in told:
        meaning = [html.Div(fact.meaning, className="quiet")] if fact.meaning else []
        value: Part = html.Span(fact.value, dir="auto")
        if fact.url:
            value = external_link(fact.url)
        elif fact.entity:
            value = view_link(name(fact.value), View(fact.entity))
        rows += [html.Dt(fact.title), html.Dd([value, *meaning])]
    return html.Dl(rows)


def _heading(entity: Entity, schema: Schema, theme: Theme) -> html.Header:
    kind = schema.kinds.get(entity.kind)
    about = f"{kind_title(entity.kind, schema)} · {count(entity.ties, 'tie')}"
    return html.Header(
        [
            html.H2([kind_sign(entity.kind, schema, theme), name(entity.name)]),
            html.P(about, className="quiet", title=kind.meaning if kind else ""),
        ]
    )


def _provenance(properties: Mapping[str, object]) -> html.P:
    return html.P([verified_mark(properties.get("verified") is True), " · ", source_of(properties)], className="from")


def _tie_lists(shown: Neighbourhood, schema: Schema) -> list[Part]:
    if not shown.neighbours:
        return []
    rest = shown.whole - len(shown.neighbours)
    note = [html.P(f"First {len(shown.neighbours)} of {shown.whole:,} neighbours.", className="quiet")] if rest else []
    lists = [_tie_list(group, shown, schema, opened=number < 2) for number, group in enumerate(groups(shown, schema))]
    return [html.H3("Ties"), *note, *lists]


def _tie_list(group: TieGroup, shown: Neighbourhood, schema: Schema, *, opened: bool) -> html.Details:
    rows = []
    for tie in group.ties:
        other = tie.other(shown.centre.id)
        value = value_of(tie, schema, shown.names)
        said = " · ".join(part for part in (value, period(tie), "" if tie.verified else "not verified") if part)
        link = view_link(name(shown.names.get(other, other)), View(shown.centre.id, tie_with=other))
        rows.append(html.Li([link, html.Span(f" {said}", className="quiet")] if said else link))
    title = html.Summary([group.title, html.Span(f" {len(group.ties)}", className="quiet")])
    return html.Details([title, html.Ul(rows)], open=opened)


def _tie(tie: Tie, schema: Schema, names: Mapping[str, str], *, explained: bool) -> html.Section:
    relation = schema.relations.get(tie.relation)
    declared = schema.relation_properties(tie.relation) if relation else {}
    meaning = [html.P(relation.meaning, className="meaning")] if relation and not explained else []
    origin = [html.P(["Dataset: ", tie.dataset], className="quiet")] if tie.dataset else []
    return html.Section(
        [
            html.H3(sentence(tie, schema, names), dir="auto"),
            *meaning,
            fact_list(facts(tie.properties, declared, names, "dataset")),
            _provenance(tie.properties),
            *origin,
        ],
        className="tie",
    )


def _separated(names: Sequence[html.Bdi]) -> list[Part]:
    parts: list[Part] = []
    for bdi in names:
        parts += ["; ", bdi] if parts else [bdi]
    return parts
