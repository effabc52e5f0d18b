"""A query of another tool -> the text of a file of ours, and what was not understood."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explorer.queries import header, tokens
from explorer.queries.files import name_of
from explorer.queries.saved_query import LONGEST_FILE
from graph_loader.errors import Fault, InputError, excerpt

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 5_000
UNTITLED = "A query without a title"
IMPORTED = "Imported"


@dataclass(frozen=True)
class Foreign:
    """A query that was read: the name proposed for it, its title, our file's text, remarks for the reader."""

    name: str
    title: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass
class Told:
    """What another tool says of a query, as far as our header has a place for it; `source` holds the rest."""

    cypher: str
    title: str = ""
    category: str = ""
    description: str = ""
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    source: dict[str, str | list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def foreign(told: Told, place: str, stem: str = "") -> Foreign:
    """The query as a file of ours. A header of ours within the statement goes before all that is said beside it.

    `stem` is the name of its file, where it has one to itself.

    Raises:
        InputError: there is no statement, or one that is too long.
    """
    cypher = header.normal(told.cypher).strip()
    if len(cypher) > LONGEST_FILE:
        raise InputError([Fault(place, f"a query of {len(cypher):,} characters", f"at most {LONGEST_FILE:,}")])
    code = tokens.tokens(cypher)
    if not code:
        raise InputError([Fault(place, "no statement", "a query in Cypher")])
    ours = own_header(cypher)
    if ours is not None:
        title = " ".join(ours["title"].split())
        notes = list(told.notes)
        if told.title and told.title != title:
            notes.append(f"it is called {excerpt(told.title)} there; the title in its own header was kept")
        return Foreign(name_of(stem or title), title, f"{header.encodable(cypher)}\n", tuple(notes))
    title = " ".join(told.title.split()) or " ".join(stem.replace("_", " ").replace("-", " ").split()) or UNTITLED
    shown, description = title[:LONGEST_TITLE], told.description.strip()
    if len(title) > LONGEST_TITLE or len(description) > LONGEST_DESCRIPTION:
        told.notes.append("a long title or description was cut")
    columns = tokens.columns(cypher, code)
    told.notes += _undeclared(told, tokens.parameters(code))
    head = {
        "title": shown,
        "category": " ".join(told.category.split())[:LONGEST_TITLE] or IMPORTED,
        "description": description[:LONGEST_DESCRIPTION] or f"Read from {place}; nothing more is said of it there.",
        "shows": "graph" if tokens.draws(code) else "table",
        "parameters": told.parameters,
        "columns": {column.name: f"What the statement returns as {column.name}." for column in columns or ()},
        "source": told.source,
    }
    return Foreign(name_of(shown), shown, header.written(head, cypher), tuple(told.notes))


def own_header(cypher: str) -> dict[str, Any] | None:
    """What the header within a text says, where it is one of ours; else None."""
    raw, faults = header.parsed(header.parted(cypher)[0], "")
    ours = not faults and all(isinstance(raw.get(key), str) and raw[key].strip() for key in ("title", "category"))
    return raw if ours else None


def kept(value: object) -> str | list[str] | None:
    """What a field of another tool holds, as text or as a list of texts; None where it holds nothing."""
    if value is None:
        return None
    if isinstance(value, list) and all(not isinstance(item, dict | list) for item in value):
        return [_text(item) for item in value]
    return _text(value)


def record(fields: Mapping[str, object], place: str, understood: frozenset[str], stem: str = "") -> Foreign:
    """A query from the fields that the formats of BloodHound share.

    `understood` names fields that are kept without a remark.

    Raises:
        InputError: the field `query` holds no statement.
    """
    query = fields.get("query")
    if not isinstance(query, str):
        found = "no field query" if query is None else f"query = {excerpt(query)}"
        raise InputError([Fault(place, found, "the text of a statement under query")])
    told = Told(query)
    told.title, told.category, told.description = (
        _line(fields.get(name)) for name in ("name", "category", "description")
    )
    for name, value in fields.items():
        content = kept(value)
        if name not in ("query", "name", "category", "description") and content is not None:
            told.source[name] = content
            if name not in understood:
                told.notes.append(f"the field {excerpt(name)} is kept, and means nothing here")
    return foreign(told, place, stem)


def _line(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else _text(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return excerpt(value)


def _undeclared(told: Told, used: Mapping[str, int]) -> list[str]:
    """Declare what the statement uses as text; forget what it does not use."""
    unused = [name for name in told.parameters if name not in used]
    for name in unused:
        del told.parameters[name]
    added = [name for name in used if name not in told.parameters]
    for name in added:
        told.parameters[name] = {"label": name.replace("_", " ").strip().capitalize() or name, "type": "text"}
    notes = [f"its parameter {excerpt(name)} is taken for text" for name in added]
    return [*notes, *(f"the parameter {excerpt(name)} is not used and was left out" for name in unused)]
