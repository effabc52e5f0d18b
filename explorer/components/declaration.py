"""What the scripts of the page are told once: how kinds, ties, colours and layouts are declared."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from explorer.graph.colours import CATEGORIES, THEMES, readable
from explorer.graph.elements import COLOURED, begins
from explorer.graph.layouts import LAYOUTS
from explorer.graph.lines import STANCES
from explorer.graph.records import Entity, Overview
from explorer.graph.shapes import clip_path, node_shape
from explorer.queries.saved_query import SavedQuery
from graph_loader.schema import Schema


def declaration(
    schema: Schema, whole: Overview, bodies: Sequence[Entity], queries: Sequence[SavedQuery]
) -> dict[str, Any]:
    """The declaration as JSON; `bodies` are those whose members can be told by colour."""
    shapes = {kind.shape for kind in schema.kinds.values()} | {"ellipse"}
    return {
        "kinds": {
            name: {
                "title": kind.title,
                "plural": kind.plural,
                "shape": kind.shape,
                "outline": node_shape(kind.shape),
                "begins": begins(schema, name),
                "colours": {theme: readable(kind.colour, colours) for theme, colours in THEMES.items()},
            }
            for name, kind in schema.kinds.items()
        },
        "relations": {
            name: {"title": relation.title, "inverse": relation.inverse, "symmetric": relation.symmetric}
            for name, relation in schema.relations.items()
        },
        "datasets": {dataset.name: dataset.title for dataset in whole.datasets},
        "themes": {name: asdict(theme) for name, theme in THEMES.items()},
        "clips": {shape: clip_path(shape) for shape in shapes},
        "stances": STANCES,
        "categories": {theme: categories.colours for theme, categories in CATEGORIES.items()},
        "other": {theme: categories.other for theme, categories in CATEGORIES.items()},
        "layouts": {name: (choice.title, choice.meaning) for name, choice in LAYOUTS.items()},
        "colourings": colourings(schema, bodies),
        "questions": [question(query) for query in queries if query.applies_to],
        "whole": whole.entities,
    }


def question(query: SavedQuery) -> dict[str, Any]:
    """A saved query that is offered for a selection; `takes` are what the ids begin with that each parameter takes."""
    entities = [parameter for parameter in query.parameters.values() if parameter.type == "entity"]
    return {
        "name": query.name,
        "title": query.title,
        "category": query.category,
        "kinds": query.applies_to,
        "parameters": [{"name": parameter.name, "takes": parameter.takes} for parameter in entities],
    }


def colourings(schema: Schema, bodies: Sequence[Entity]) -> list[tuple[str, str]]:
    """What a colour may mean, as (key, title): the kind, a property, being a member, or the camp."""
    titles: Mapping[str, str] = {
        name: prop.title
        for kind in schema.kinds
        for name, prop in schema.entity_properties(kind).items()
        if prop.type == "choice" or name in COLOURED
    }
    return [
        ("kind", "Kind"),
        *((f"facts.{name}", title) for name, title in titles.items()),
        ("camp", "Group of closely tied entities"),
        *((f"member:{body.id}", f"Member of {body.short_name or body.name}") for body in bodies),
    ]
