"""What an answer holds beside its values: the entities and ties in it, and what it rests on.

Values are those of graph_loader/database/records.py: an entity, a tie, a path, a list of them, or plain values.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_loader.schema import Schema

ID = "_id"
"""A column `state_id` holds the ids of the entities that the column `state` names."""
_ENTITY = {"id", "kind", "labels", "properties"}
_TIE = {"id", "kind", "from", "to", "properties"}
_PATH = {"nodes", "relations"}

Row = Sequence[Any]


@dataclass(frozen=True)
class Grounds:
    """What an answer rests on, as far as its rows tell.

    `ties` counts the ties in it and `unverified` those that are general knowledge; both are None where the rows do not
    tell. `unverified_rows` counts the rows marked as not verified. `datasets` are names with the number of ties,
    entities or rows from each; `sources` are the sources named in rows.
    """

    ties: int | None = None
    unverified: int | None = None
    unverified_rows: int | None = None
    datasets: Mapping[str, int] | None = None
    sources: frozenset[str] = frozenset()


def is_entity(value: object) -> bool:
    """True for an entity as `records` writes it."""
    return isinstance(value, dict) and value.keys() == _ENTITY


def is_tie(value: object) -> bool:
    """True for a tie as `records` writes it."""
    return isinstance(value, dict) and value.keys() == _TIE


def is_path(value: object) -> bool:
    """True for a path as `records` writes it."""
    return isinstance(value, dict) and value.keys() == _PATH


def entities(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Id -> entity, for all entities among the values, in the order in which they come."""
    return {str(value["id"]): value for value in _all(rows) if is_entity(value) and value["id"] is not None}


def ties(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """All ties among the values, each once."""
    found = [value for value in _all(rows) if is_tie(value)]
    return list({(tie["id"], tie["kind"], tie["from"], tie["to"]): tie for tie in found}.values())


def linked(columns: Sequence[str]) -> dict[int, int]:
    """Place of a column -> place of the column that holds the ids of what it names."""
    places = {name: place for place, name in enumerate(columns)}
    return {place: places[name + ID] for name, place in places.items() if name + ID in places}


def entity_ids(columns: Sequence[str], rows: Sequence[Row], schema: Schema) -> list[str]:
    """The ids of all entities that an answer holds or names, each once, in the order in which they come."""
    found = dict.fromkeys(entities(rows))
    for place, name in enumerate(columns):
        if name.endswith(ID) or name == "id":
            given = (value for row in rows for value in (row[place] if isinstance(row[place], list) else [row[place]]))
            found |= dict.fromkeys(value for value in given if isinstance(value, str) and schema.kind_of(value))
    return list(found)


def relations_asked(cypher: str, schema: Schema) -> list[str]:
    """The declared relation types that a statement names."""
    return [name for name in schema.relations if re.search(rf"\b{name}\b", cypher)]


def grounds(columns: Sequence[str], rows: Sequence[Row]) -> Grounds:
    """What an answer rests on: told by its ties, else by its entities and by the columns that speak of it."""
    found = ties(rows)
    held = found or list(entities(rows).values())
    datasets = Counter(str(each["properties"]["dataset"]) for each in held if each["properties"].get("dataset"))
    column = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    datasets = datasets or Counter(value for value in column.get("dataset", []) if isinstance(value, str))
    named = (value for name in ("source", "source_url", "sources") for value in column.get(name, []))
    sources = (each for value in named for each in (value if isinstance(value, list) else [value]))
    counted = [value for value in column.get("unverified", []) if isinstance(value, int)]
    marks = [value for value in column.get("verified", []) if isinstance(value, bool)]
    unverified = sum(tie["properties"].get("verified") is not True for tie in found)
    return Grounds(
        ties=len(found) if found else None,
        unverified=unverified if found else sum(counted) if counted else None,
        unverified_rows=marks.count(False) if marks else None,
        datasets=datasets or None,
        sources=frozenset(source for source in sources if isinstance(source, str) and source),
    )


def _all(rows: Sequence[Row]) -> Iterator[Any]:
    for row in rows:
        for value in row:
            yield from _inside(value)


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for each in value:
            yield from _inside(each)
    elif is_path(value):
        yield from (*value["nodes"], *value["relations"])
    elif is_entity(value) or is_tie(value):
        yield value
    elif isinstance(value, dict):
        yield from _inside(list(value.values()))
