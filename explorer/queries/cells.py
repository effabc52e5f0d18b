"""Plain values of a result -> the short texts that a table of its first rows shows."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from explorer.graph.words import one_line, shortened
from graph_loader.schema import Schema

LONGEST_CELL = 300
MOST_ITEMS = 20

Cell = dict[str, str]
"""`text`, and `id` where it stands for one entity."""


def cells(columns: Sequence[str], rows: Sequence[Sequence[Any]], schema: Schema) -> list[list[Cell]]:
    """The cells of a table; what stands beside a column `<name>_id` is that entity."""
    partner = {place: columns.index(f"{name}_id") for place, name in enumerate(columns) if f"{name}_id" in columns}
    return [
        [_cell(value, row[partner[place]] if place in partner else None, schema) for place, value in enumerate(row)]
        for row in rows
    ]


def _cell(value: Any, entity_id: Any, schema: Schema) -> Cell:
    made = {"text": shortened(one_line(_text(value)), LONGEST_CELL)}
    if _is_entity(value):
        entity_id = value["id"]
    elif entity_id is None and isinstance(value, str):
        entity_id = value
    if isinstance(entity_id, str) and len(entity_id) <= LONGEST_CELL and schema.kind_of(entity_id):
        made["id"] = entity_id
    return made


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case list():
            more = f", … {len(value):,} in all" if len(value) > MOST_ITEMS else ""
            return ", ".join(_text(item) or "–" for item in value[:MOST_ITEMS]) + more
        case {"nodes": list() as nodes, "relations": list() as relations}:
            parts = [_text(nodes[0])] if nodes else []
            for relation, node in zip(relations, nodes[1:], strict=False):
                parts += [f"-[{relation.get('kind')}]-", _text(node)]
            return " ".join(parts)
        case {"kind": kind, "from": source, "to": target, "properties": Mapping() as properties}:
            said = properties.get("value")
            return f"{source or '?'} -[{kind}{f': {said}' if said else ''}]-> {target or '?'}"
    if _is_entity(value):
        return str(value["properties"].get("name") or value["id"] or value["kind"])
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _is_entity(value: Any) -> bool:
    return isinstance(value, Mapping) and {"id", "kind", "labels", "properties"} <= set(value)
