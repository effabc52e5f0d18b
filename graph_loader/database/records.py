"""Driver values -> plain records that JSON, a table or a canvas can hold.

Entities and relations keep their own `id`; the server's internal ids and the loader's book-keeping (properties that
begin with `_`) are left out.
"""

import base64
import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

BOOKKEEPING = "_"
AS_THEY_ARE = frozenset({str, int, bool, type(None)})
"""Types whose values are plain already."""


def plain(value: Any) -> Any:
    """A driver value as text, number, list or mapping.

    A node becomes {id, kind, labels, properties}; a relation {id, kind, from, to, properties} with the ids of its
    ends where the server sent them; a path {nodes, relations}; dates and times become ISO 8601 text.
    """
    sort = type(value)
    if sort in AS_THEY_ARE:
        return value
    convert = _by_type().get(sort)
    return convert(value) if convert else _other(value)


def node_record(node: Any) -> dict[str, Any]:
    """One node; `kind` is its label that is not a group, where that can be told."""
    properties = _shown(node)
    identity = properties.pop("id", None)
    labels, kind = _labels(node.labels, str(identity).partition(":")[0])
    return {"id": identity, "kind": kind, "labels": list(labels), "properties": properties}


def relation_record(relation: Any) -> dict[str, Any]:
    """One relation; `from` and `to` are None where the server sent the ends without their properties."""
    properties = _shown(relation)
    return {
        "id": properties.pop("id", None),
        "kind": relation.type,
        "from": relation.start_node.get("id") if relation.start_node else None,
        "to": relation.end_node.get("id") if relation.end_node else None,
        "properties": properties,
    }


@cache
def _by_type() -> Mapping[type, Callable[[Any], Any]]:
    """How values of a type are made plain; relations are not here, since each type of them is a class of its own."""
    from neo4j.graph import Node, Path

    return {
        float: lambda number: number if math.isfinite(number) else str(number),
        list: lambda items: items if AS_THEY_ARE.issuperset(map(type, items)) else [plain(item) for item in items],
        tuple: lambda items: [plain(item) for item in items],
        dict: lambda items: {str(key): plain(item) for key, item in items.items()},
        Node: node_record,
        Path: lambda path: {
            "nodes": [plain(node) for node in path.nodes],
            "relations": [plain(relation) for relation in path.relationships],
        },
        bytes: lambda data: base64.b64encode(data).decode("ascii"),
        bytearray: lambda data: base64.b64encode(data).decode("ascii"),
    }


def _other(value: Any) -> Any:
    from neo4j.graph import Relationship

    if isinstance(value, Relationship):
        return relation_record(value)
    for sort, convert in _by_type().items():
        if isinstance(value, sort):
            return convert(value)
    if isinstance(value, str | int):
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _shown(entity: Any) -> dict[str, Any]:
    properties = dict(entity.items())
    return {
        name: value if type(value := properties[name]) in AS_THEY_ARE else plain(value)
        for name in _names_shown(tuple(properties))
    }


# Entities of a kind mostly have the same properties and labels, so what is made of their names is remembered.


@lru_cache(maxsize=1_000)
def _names_shown(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if not name.startswith(BOOKKEEPING)))


@lru_cache(maxsize=1_000)
def _labels(labels: frozenset[str], prefix: str) -> tuple[tuple[str, ...], str | None]:
    """Its labels in their order, and the kind among them: the one that the prefix of its id names, else the first."""
    from graph_loader.schema import ENTITY

    shown = tuple(sorted(label for label in labels if label != ENTITY))
    camel = "".join(part.capitalize() for part in prefix.split("-"))
    return shown, camel if camel in shown else shown[0] if shown else None
