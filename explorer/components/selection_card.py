"""The card of several selected entities: how many of each kind, what can be done with them, what they share."""

from collections import Counter
from typing import Any

from dash import html

from explorer.components.card_parts import card, shared_part
from explorer.components.links import act_button
from explorer.components.marks import count, kind_sign
from explorer.components.tie_card import ties_between
from explorer.graph.records import Pair
from explorer.graph.sharing import Shared
from graph_loader.schema import Schema


def selection_card(selected: Shared, schema: Schema, pair: Pair | None = None) -> html.Article:
    """Selected entities, what they share, and the ties between them where they are a `pair` that is tied.

    The buttons are about whatever is selected when they are pressed.
    """
    buttons = [
        act_button("Show what connects them", "connect", class_name="act primary"),
        act_button("Keep only these", "keep", class_name="act", title="Take all others off the view"),
        act_button("Hide others", "hide-others", class_name="act", title="Keep these and their neighbours"),
        act_button("Remove", "remove", class_name="act", title="Take these off the view"),
    ]
    return card(
        html.H2(f"{count(len(selected.entities), 'entity', 'entities')} selected"),
        _kinds(selected, schema),
        html.Div(buttons, className="acts"),
        html.Div(className="listed", **selected_mark(len(selected.entities))),
        [html.H3("Between them"), *ties_between(pair, schema)] if pair else [],
        shared_part(selected, schema),
    )


def _kinds(selected: Shared, schema: Schema) -> html.Ul:
    found = Counter(entity.kind for entity in selected.entities)
    named = [(kind, declared.title if found[kind] == 1 else declared.plural) for kind, declared in schema.kinds.items()]
    named.append(("", "of no declared kind"))
    rows = [
        html.Li([kind_sign(kind, schema), f"{found[kind]:,} ", html.Span(title, className="quiet")])
        for kind, title in named
        if found[kind]
    ]
    return html.Ul(rows, className="kinds")


def selected_mark(number: int) -> dict[str, Any]:
    """Marks where the page lists the selected by name, which it knows: the server need not send them back."""
    return {"data-selected": str(number)}
