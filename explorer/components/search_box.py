"""The search box: a combobox whose options are links. The keyboard part is in assets/search.js."""

from collections.abc import Sequence

from dash import dcc, html

from explorer.components.links import view_link
from explorer.components.marks import aria, count, kind_sign, kind_title, name
from explorer.graph.colours import Theme
from explorer.graph.records import Suggestion
from explorer.graph.view import View
from graph_loader.schema import Schema

DEBOUNCE_SECONDS = 0.2
PROMPT = "Search states, companies, forums, agreements …"


def search_box() -> html.Div:
    """Label, field, list of suggestions, and a line that tells a screen reader how many there are."""
    return html.Div(
        [
            html.Label("Search", htmlFor="search", className="hidden-label"),
            dcc.Input(
                id="search",
                type="text",
                placeholder=PROMPT,
                debounce=DEBOUNCE_SECONDS,
                autoComplete="off",
                spellCheck=False,
                maxLength=200,
                value="",
            ),
            html.Ul(id="suggestions", role="listbox", **aria(label="Suggestions")),
            html.Div(id="found", role="status", className="hidden-label"),
        ],
        className="search",
        role="search",
    )


def options(suggestions: Sequence[Suggestion], schema: Schema, theme: Theme) -> list[html.Li]:
    """One option for each suggestion: name, the other name that matched, kind, number of ties."""
    return [
        html.Li(_option(suggestion, schema, theme), id=f"suggestion-{position}", role="option")
        for position, suggestion in enumerate(suggestions)
    ]


def nothing_found(text: str) -> list[html.Li]:
    """What to do when nothing was found."""
    advice = f"Nothing is called “{text[:60]}”. Try a shorter or another spelling, such as “Huawei” or “PRC”."
    return [html.Li(advice, className="advice")]


def _option(suggestion: Suggestion, schema: Schema, theme: Theme) -> dcc.Link:
    entity = suggestion.entity
    also = [html.Span([" also ", name(suggestion.also)], className="also")] if suggestion.also else []
    about = f"{kind_title(entity.kind, schema)} · {count(entity.ties, 'tie')}"
    return view_link(
        [
            kind_sign(entity.kind, schema, theme),
            html.Span([name(entity.name), *also], className="option-name"),
            html.Span(about, className="quiet"),
        ],
        View(entity.id),
        "option",
    )
