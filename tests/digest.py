"""One number for what a graph says: equal for equal content, whatever the order in which it was written."""

import hashlib
import json
from typing import Any

from graph_loader.database.connection import Database
from graph_loader.database.records import plain

_ENTITIES = "MATCH (n:Entity) RETURN labels(n) AS labels, properties(n) AS properties"
_RELATIONS = (
    "MATCH (a:Entity)-[r]->(b:Entity) "
    "RETURN type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties"
)

Content = list[str]
"""One line of JSON for each entity and each relation, sorted."""


def graph_content(database: Database) -> Content:
    """All entities and the relations between them, without book-keeping nodes and properties."""
    entities = [
        _line([sorted(row["labels"]), _said(row["properties"])]) for row in database.read(_ENTITIES, timeout=120)
    ]
    relations = [
        _line([row["type"], row["source"], row["target"], _said(row["properties"])])
        for row in database.read(_RELATIONS, timeout=120)
    ]
    return sorted(entities) + sorted(relations)


def graph_digest(database: Database) -> str:
    """sha256 over the content of the graph."""
    return hashlib.sha256("\n".join(graph_content(database)).encode()).hexdigest()


def _said(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in properties.items() if not name.startswith("_")}


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True)
