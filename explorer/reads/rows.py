"""Rows of the database -> records, and the one way in which the explorer reads."""

from collections.abc import Iterable, Mapping
from typing import Any

from explorer.graph.records import Entity, Tie
from explorer.graph.words import one_line, referred
from graph_loader.database.connection import Database
from graph_loader.database.records import BOOKKEEPING, plain
from graph_loader.schema import Schema

PATIENCE = 2.0
"""Seconds in which a read is tried again before the page says that the database is away."""

_NAMES = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name"


def read(database: Database, cypher: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run a statement in a read transaction; a reader waits, so a database that is away is not tried for long."""
    return database.read(cypher, parameters, patience=PATIENCE)


def entity(row: Mapping[str, Any], schema: Schema, properties: Mapping[str, Any] | None = None) -> Entity:
    """A row with `id`, `name`, and where they are read `short_name` and `ties`."""
    identity = str(row["id"])
    return Entity(
        identity,
        schema.kind_of(identity) or "",
        one_line(str(row["name"] or identity)),
        one_line(str(row.get("short_name") or "")),
        row.get("ties") or 0,
        properties or {},
    )


def ties(rows: Iterable[Mapping[str, Any]]) -> list[Tie]:
    """Rows with `relation`, `source`, `target`, `properties`, and where they are read `dataset`, the title, and
    `marking`, that of the dataset, which a tie has where it has none of its own."""
    return [
        Tie(
            row["relation"],
            row["source"],
            row["target"],
            row.get("dataset") or row["properties"].get("dataset") or "",
            ({"marking": row["marking"]} if row.get("marking") else {}) | shown_properties(row["properties"]),
        )
        for row in rows
    ]


def shown_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as plain values, without the loader's book-keeping."""
    return {key: plain(value) for key, value in properties.items() if not key.startswith(BOOKKEEPING)}


def mentioned(found: Iterable[Tie], schema: Schema) -> set[str]:
    """Ids of the entities that properties of these ties name."""
    return {
        entity_id
        for tie in found
        if tie.relation in schema.relations
        for entity_id in referred(tie.properties, schema.relation_properties(tie.relation))
    }


def with_names(database: Database, names: Mapping[str, str], wanted: set[str]) -> dict[str, str]:
    """The names known, and those of the wanted ids that are missing among them."""
    missing = sorted(wanted - names.keys())
    rows = read(database, _NAMES, {"ids": missing}) if missing else []
    return {**names, **{row["id"]: one_line(str(row["name"] or row["id"])) for row in rows}}
