"""The card of a line: every tie between two entities, what such a tie means, and what else the two share."""

from dash import html

from explorer.components.card_parts import card, fact_list, in_law, provenance, shared_part, spoken
from explorer.components.links import entity_link
from explorer.components.marks import Part, count, kind_sign, name
from explorer.graph.records import Pair, Tie
from explorer.graph.sharing import Shared, sharings
from explorer.graph.words import facts
from graph_loader.schema import Schema


def tie_card(found: Pair, schema: Schema, shared: Shared | None = None) -> html.Article:
    """The ties between two entities, and what the two share if that is given."""
    ends = [
        html.Li([kind_sign(end.kind, schema), entity_link(name(end.name), end.id)])
        for end in (found.first, found.second)
    ]
    return card(
        html.H2(count(len(found.ties), "tie") + " between"),
        html.Ul(ends, className="ends"),
        ties_between(found, schema),
        shared_part(shared, schema) if shared and sharings(shared, schema) else [],
    )


def ties_between(found: Pair, schema: Schema) -> list[Part]:
    """Each tie with its dates and its source, the meaning of a type once; then what the texts among the two bind to."""
    sections: list[Part] = []
    told: set[str] = set()
    for tie in found.ties:
        sections.append(_tie(tie, found, schema, explained=tie.relation in told))
        told.add(tie.relation)
    return [*sections, *in_law((found.first, found.second), schema)]


def _tie(tie: Tie, found: Pair, schema: Schema, *, explained: bool) -> html.Section:
    relation = schema.relations.get(tie.relation)
    declared = schema.relation_properties(tie.relation) if relation else {}
    meaning = [html.P(relation.meaning, className="meaning")] if relation and not explained else []
    origin = [html.P(["Dataset: ", html.Bdi(tie.dataset)], className="quiet")] if tie.dataset else []
    return html.Section(
        [
            html.H3(spoken(tie, schema, found.names)),
            *meaning,
            fact_list(facts(tie.properties, declared, found.names, "dataset")),
            provenance(tie.properties),
            *origin,
        ],
        className="tie",
    )
