"""What an editor of Cypher offers: words of the declaration, of the language and of the server."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph_loader.schema import ENTITY, Property, Schema

KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "RETURN DISTINCT", "WITH", "ORDER BY", "LIMIT", "SKIP", "UNWIND",
    "UNION", "UNION ALL", "CALL", "YIELD", "EXISTS", "COUNT", "COLLECT", "AS", "AND", "OR", "NOT", "XOR", "IN",
    "IS NULL", "IS NOT NULL", "STARTS WITH", "ENDS WITH", "CONTAINS", "CASE", "WHEN", "THEN", "ELSE", "END",
    "ASC", "DESC", "DISTINCT", "SHORTEST", "true", "false", "null",
)  # fmt: skip

Completion = dict[str, str]


def completions(schema: Schema, functions: Sequence[Mapping[str, Any]]) -> dict[str, list[Completion]]:
    """Labels, types, properties, functions and keywords, each as {label, type, detail, info}.

    `functions` are the rows of `SHOW FUNCTIONS`: name, signature, description.
    """
    labels = {ENTITY: "Any entity of the graph."}
    labels |= {name: group.meaning for name, group in schema.groups.items()}
    labels |= {name: kind.meaning for name, kind in schema.kinds.items()}
    return {
        "labels": [_completion(name, "class", info=meaning) for name, meaning in labels.items()],
        "types": [
            _completion(name, "type", relation.title, relation.meaning) for name, relation in schema.relations.items()
        ],
        "properties": [
            _completion(name, "property", found.title, _meaning(found)) for name, found in _properties(schema).items()
        ],
        "functions": [
            _completion(str(row["name"]), "function", _result(row), f"{row['signature']}. {row['description']}")
            for row in functions
        ],
        "keywords": [_completion(word, "keyword") for word in KEYWORDS],
    }


def _completion(label: str, sort: str, detail: str = "", info: str = "") -> Completion:
    return {"label": label, "type": sort, "detail": detail, "info": info}


def _properties(schema: Schema) -> dict[str, Property]:
    """Name -> declaration of every property; the first where several share a name."""
    found: dict[str, Property] = {
        "id": Property(type="text", title="Id", meaning="The name of an entity in the graph.")
    }
    for kind in schema.kinds:
        found = {**schema.entity_properties(kind), **found}
    for relation in schema.relations:
        found = {**schema.relation_properties(relation), **found}
    return dict(sorted(found.items()))


def _meaning(found: Property) -> str:
    choices = f" One of: {', '.join(found.choices)}." if found.choices else ""
    return found.meaning + choices


def _result(row: Mapping[str, Any]) -> str:
    return str(row["signature"]).rpartition(" :: ")[2]
