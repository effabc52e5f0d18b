"""The head of a saved query: what it asks and how, and what its form needs to know."""

from collections.abc import Mapping
from typing import Any

from dash import html

from explorer.components.marks import Part, count, name
from explorer.components.query_list import editor_address
from explorer.queries.parameters import Parameter
from explorer.queries.saved_query import SavedQuery
from graph_loader.schema import Schema

DATE_HINT = "2018, 2018-11 or 2018-11-12"


def query_head(query: SavedQuery) -> list[Part]:
    """Title, description, limits, and the Cypher behind it."""
    change = (
        html.A("Edit", href=editor_address("name", query.name), className="small")
        if query.own
        else html.A("Duplicate", href=editor_address("copy", query.name), className="small")
    )
    return [
        html.P([query.category, " · yours" if query.own else ""], className="quiet"),
        html.H1(name(query.title)),
        *[html.P(paragraph, className="query-description") for paragraph in query.description.split("\n\n")],
        html.Details(
            [
                html.Summary("Show the Cypher"),
                html.Pre(query.cypher, className="code", tabIndex=0),
                html.P(
                    f"It gives up after {count(round(query.timeout), 'second')} and shows at most "
                    f"{count(query.rows, 'row')}.",
                    className="quiet",
                ),
                change,
            ],
            className="query-cypher",
        ),
    ]


def form_of(query: SavedQuery, schema: Schema, given: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What assets/queries.js makes the form of: a field for each parameter, and the names of the entities in it."""
    fields = [_field(parameter, schema, given) for parameter in query.parameters.values()]
    return {"name": query.name, "title": query.title, "fields": fields, "names": dict(names)}


def _field(parameter: Parameter, schema: Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    value = given.get(parameter.name, parameter.default)
    values = value if isinstance(value, list) else [] if value is None or value == "" else [value]
    return {
        "name": parameter.name,
        "label": parameter.label,
        "sort": _sort(parameter),
        "options": _options(parameter, schema),
        "values": [_text(each) for each in values],
        "optional": parameter.optional,
        "many": parameter.many,
        "hint": _hint(parameter, schema),
    }


def _sort(parameter: Parameter) -> str:
    """`pick` for what is chosen as one types, `select` for one of a few, `suggest` for free text with suggestions."""
    if parameter.type == "entity":
        return "pick"
    if parameter.type in ("choice", "relation", "boolean"):
        return "select"
    if parameter.suggestions:
        return "suggest"
    return "number" if parameter.type in ("integer", "number") else "text"


def _options(parameter: Parameter, schema: Schema) -> list[list[str]]:
    """Value and label of each option."""
    match parameter.type:
        case "choice":
            return [[_text(value), label] for value, label in parameter.options.items()]
        case "relation":
            return [[relation, schema.relations[relation].title] for relation in parameter.takes]
        case "boolean":
            return [["true", "Yes"], ["false", "No"]]
    return []


def _hint(parameter: Parameter, schema: Schema) -> str:
    if parameter.type == "entity":
        kinds = [
            schema.kinds[kind].title.lower()
            for kind in schema.kinds
            if f"{schema.kinds[kind].prefix}:" in parameter.takes
        ]
        return f"Type a name ({', '.join(kinds)})" if len(kinds) <= 3 else "Type a name"
    return {"date": DATE_HINT, "integer": "A whole number", "number": "A number"}.get(parameter.type, "")


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
