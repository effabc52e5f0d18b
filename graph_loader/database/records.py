"""Driver values -> plain records that JSON, a table or a canvas can hold.

Entities and relations keep their own `id`; the server's internal ids and the loader's book-keeping (properties that
begin with `_`) are left out.
"""

import base64
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

BOOKKEEPING = "_"
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def plain(value: Any) -> Any:
    """A driver value as text, number, list or mapping.

    A node becomes {id, kind, labels, properties}; a relation {id, kind, from, to, properties} with the ids of its
    ends where the server sent them; a path {nodes, relations}; dates and times become ISO 8601 text.
    """
    if value is None or isinstance(value, str | int):  # most values: before the import below and the comparisons
        return value
    from neo4j.graph import Node, Path, Relationship

    match value:
        case float():
            return value if math.isfinite(value) else str(value)
        case list() | tuple() if not isinstance(value, Path):
            return [plain(item) for item in value]
        case Node():
            return node_record(value)
        case Relationship():
            return relation_record(value)
        case Path():
            return {
                "nodes": [plain(node) for node in value.nodes],
                "relations": [plain(r) for r in value.relationships],
            }
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case bytes() | bytearray():
            return base64.b64encode(value).decode("ascii")
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def node_record(node: Any) -> dict[str, Any]:
    """One node; `kind` is its label that is not a group, where that can be told."""
    from graph_loader.schema import ENTITY

    properties = _shown(node)
    identity = properties.pop("id", None)
    labels = sorted(label for label in node.labels if label != ENTITY)
    return {"id": identity, "kind": _kind(identity, labels), "labels": labels, "properties": properties}


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


def _shown(entity: Any) -> dict[str, Any]:
    return {
        key: value if type(value) in _AS_THEY_ARE else plain(value)
        for key, value in sorted(entity.items())
        if not key.startswith(BOOKKEEPING)
    }


def _kind(identity: Any, labels: list[str]) -> str | None:
    camel = _camel(str(identity).partition(":")[0])
    if camel in labels:
        return camel
    return labels[0] if labels else None


@lru_cache(maxsize=100)
def _camel(prefix: str) -> str:
    return "".join(part.capitalize() for part in prefix.split("-"))
