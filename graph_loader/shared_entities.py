"""Entities that more than one dataset describes: one description out of several, kept apart so that each can go.

Such an entity carries, in the property `_claims`, what each dataset says of it; when a dataset no longer does, the
description is made anew from the others.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from graph_loader import statements
from graph_loader.assertions import Line
from graph_loader.comparison import READ_BATCH, Comparison, batches
from graph_loader.errors import Fault, excerpt
from graph_loader.schema import Schema
from graph_loader.staging import Staging, as_text, node_table

PROVENANCE = ("verified", "source", "source_url")

Claims = dict[str, dict[str, Any]]
"""Dataset -> {hash, properties as they are staged}."""

Contradictions = dict[str, dict[str, Any]]
"""Property -> dataset -> what it says, where not all say the same."""


def contradiction_faults(staging: Staging, line: Line) -> Iterator[Fault]:
    """Values of one entity that differ between two staged datasets."""
    for kind in staging.schema.kinds:
        repeated = f'SELECT id FROM "{node_table(kind)}" GROUP BY id HAVING count(*) > 1'
        for identity, claims in sorted(_staged_claims(staging, kind, repeated).items()):
            _, contradictions = _merged(staging.schema, kind, claims)
            yield from _faults(staging, kind, identity, contradictions, line)


class SharedEntities:
    """Merges the descriptions; what to write goes to the staging table `shared_row` (kind, dataset, fresh, row)."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._schema = comparison.staging.schema
        self._db = comparison.db
        self._db.execute("CREATE TABLE shared_row (kind TEXT, dataset TEXT, fresh INTEGER, row TEXT)")

    def plan(self, line: Line) -> Iterator[Fault]:
        """Work out every shared entity; yield a fault where a dataset contradicts what the graph holds of another."""
        for kind in self._schema.kinds:
            claims = _staged_claims(self._comparison.staging, kind, "SELECT id FROM shared")
            self._add_claims_of_others(kind, claims)
            for identity, by_dataset in sorted(claims.items()):
                merged, contradictions = _merged(self._schema, kind, by_dataset)
                yield from _faults(self._comparison.staging, kind, identity, contradictions, line)
                self._write_down(identity, kind, by_dataset, merged)

    def _add_claims_of_others(self, kind: str, claims: dict[str, Claims]) -> None:
        prefix = f"{self._schema.kinds[kind].prefix}:"
        outside = self._db.execute(
            "SELECT id FROM shared JOIN state_node USING (id) WHERE others AND substr(id, 1, ?) = ?",
            (len(prefix), prefix),
        )
        for batch in batches([row[0] for row in outside], READ_BATCH):
            for found in self._comparison.database.read(statements.DESCRIBED, {"ids": batch}):
                kept = self._in_graph(kind, found["properties"])
                others = {name: claim for name, claim in kept.items() if name not in self._comparison.datasets}
                claims.setdefault(found["id"], {}).update(others)

    def rows(self, kind: str) -> Iterator[list[Any]]:
        """Rows to write, as `statements.merge_entities` takes them, with all properties of the kind."""
        for (text,) in self._db.execute("SELECT row FROM shared_row WHERE kind = ?", (kind,)):
            yield json.loads(text)

    def counts(self) -> Iterator[tuple[str, str, int, int]]:
        """(kind, dataset, rows to write, those of them that are new)."""
        yield from self._db.execute(
            "SELECT kind, dataset, count(*), sum(fresh) FROM shared_row GROUP BY 1, 2"
        ).fetchall()

    def _in_graph(self, kind: str, properties: Mapping[str, Any]) -> Claims:
        """What each dataset said of an entity, read back from the graph."""
        if texts := properties.get("_claims"):
            rows = [json.loads(text) for text in texts]
            return {name: {"hash": number, "properties": said} for name, number, said in rows}
        declared = self._schema.entity_properties(kind)
        said = {name: _staged_form(properties[name]) for name in declared if properties.get(name) is not None}
        return {name: {"hash": properties.get("_hash", -1), "properties": said} for name in properties["datasets"]}

    def _write_down(self, identity: str, kind: str, by_dataset: Claims, merged: Mapping[str, Any]) -> None:
        names = sorted(by_dataset)
        texts = [as_text([name, by_dataset[name]["hash"], by_dataset[name]["properties"]]) for name in names]
        number = by_dataset[names[0]]["hash"] if len(names) == 1 else zlib.crc32("\n".join(texts).encode())
        state = self._db.execute("SELECT hash, datasets FROM state_node WHERE id = ?", (identity,)).fetchone()
        if state == (number, as_text(names)):
            return
        values = [merged.get(name) for name in self._schema.entity_properties(kind)]
        row = [identity, number, names, texts if len(names) > 1 else None, *values]
        owner = next((name for name in names if name in self._comparison.datasets), self._comparison.datasets[0])
        self._db.execute("INSERT INTO shared_row VALUES (?, ?, ?, ?)", (kind, owner, state is None, json.dumps(row)))


def _staged_claims(staging: Staging, kind: str, chosen: str) -> dict[str, Claims]:
    """What the staged datasets say of the entities of a kind whose ids the SELECT `chosen` gives."""
    names = list(staging.schema.entity_properties(kind))
    columns = "".join(f', "p_{name}"' for name in names)
    claims: dict[str, Claims] = {}
    for identity, dataset, number, *values in staging.db.execute(
        f'SELECT id, dataset, hash{columns} FROM "{node_table(kind)}" WHERE id IN ({chosen})'
    ):
        properties = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        claims.setdefault(identity, {})[dataset] = {"hash": number, "properties": properties}
    return claims


def _merged(schema: Schema, kind: str, by_dataset: Claims) -> tuple[dict[str, Any], Contradictions]:
    """Lists are united, the source is that of a verified description, all else must agree."""
    merged: dict[str, Any] = {}
    contradictions: Contradictions = {}
    best_first = sorted(by_dataset, key=lambda name: (-by_dataset[name]["properties"].get("verified", 0), name))
    for name, prop in schema.entity_properties(kind).items():
        said = {
            dataset: by_dataset[dataset]["properties"][name]
            for dataset in (best_first[:1] if name in PROVENANCE else best_first)
            if name in by_dataset[dataset]["properties"]
        }
        if not said:
            continue
        merged[name] = next(iter(said.values()))
        if prop.type == "list":
            items = (item for cell in said.values() for item in cell.split("\x1f"))
            merged[name] = "\x1f".join(dict.fromkeys(items))
        elif len(set(said.values())) > 1:
            contradictions[name] = said
    return merged, contradictions


def _faults(staging: Staging, kind: str, identity: str, contradictions: Contradictions, line: Line) -> Iterator[Fault]:
    """One fault for each contradiction, at the last of the staged rows that take part in it."""
    for name, said in contradictions.items():
        rows = staging.db.execute(
            f'SELECT dataset, file, row FROM "{node_table(kind)}" WHERE id = ? ORDER BY rowid', (identity,)
        )
        mine = [row for row in rows if row[0] in said][-1]
        others = [
            f"{dataset} says {excerpt(value)}" for dataset, value in sorted(said.items()) if value != said[mine[0]]
        ]
        found = f"the {name} of {identity} as {excerpt(said[mine[0]])}, where {' and '.join(others)}"
        step = "Correct one of them, or leave the cell empty in all datasets but one."
        yield Fault(line(*mine), found, "one value", step)


def _staged_form(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return "\x1f".join(value) if isinstance(value, list) else value
