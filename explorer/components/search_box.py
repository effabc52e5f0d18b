"""The search box: a combobox whose options say what they do. The keyboard part is in assets/search.js."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from explorer.components.links import acting
from explorer.components.marks import Part, aria, count, kind_sign, kind_title, name
from explorer.graph.records import Suggestion
from graph_loader.schema import Schema

DEBOUNCE_SECONDS = 0.2
LONGEST_SEARCH = 200
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
                maxLength=LONGEST_SEARCH,
                value="",
            ),
            html.Ul(id="suggestions", role="listbox", **aria(label="Suggestions")),
            html.Div(id="found", role="status", className="hidden-label"),
        ],
        className="search",
        role="search",
    )


def options(suggestions: Sequence[Suggestion], schema: Schema, text: str) -> list[html.Li]:
    """One option for each suggestion for `text`: name, the other name that matched, kind, number of ties.

    Each carries the text, so that the browser knows whether the answer to the last keystroke has come.
    """
    return [
        html.Li(
            _told(suggestion, schema),
            id=f"suggestion-{position}",
            role="option",
            className="option",
            **_act(suggestion),
            **_for(text),
        )
        for position, suggestion in enumerate(suggestions)
    ]


def nothing_found(text: str) -> list[html.Li]:
    """What to do when nothing was found for `text`."""
    advice = f"Nothing is called “{text[:60]}”. Try a shorter or another spelling, such as “Huawei” or “PRC”."
    return [html.Li(advice, className="advice", dir="auto", **_for(text))]


def _for(text: str) -> dict[str, Any]:
    return {"data-for": text}


def _act(suggestion: Suggestion) -> dict[str, Any]:
    if suggestion.entity:
        return acting("show", suggestion.entity.id)
    return acting("ask", ask=suggestion.ask)


def _told(suggestion: Suggestion, schema: Schema) -> list[Part]:
    entity = suggestion.entity
    if entity is None:
        return [
            html.Span("⁘", className="several", **aria(hidden="true")),
            html.Span(name(suggestion.title), className="option-name"),
            html.Span(suggestion.detail, className="quiet"),
        ]
    also = [html.Span([" also ", name(suggestion.detail)], className="also")] if suggestion.detail else []
    return [
        kind_sign(entity.kind, schema),
        html.Span([name(suggestion.title), *also], className="option-name"),
        html.Span(f"{kind_title(entity.kind, schema)} · {count(entity.ties, 'tie')}", className="quiet"),
    ]
