"""BloodHound's JSON: one query an object, as its community edition exchanges them; arrays and the legacy file are read.

The community edition takes one object a file, or a ZIP of such files; it refuses arrays.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from explorer.queries import tokens
from explorer.queries.exchange.foreign import Foreign, Told, foreign, kept, record
from explorer.queries.saved_query import SavedQuery
from graph_loader.errors import Fault, InputError, excerpt

LIBRARY = frozenset({"guid", "prebuilt", "platforms", "platform", "revision", "resources", "acknowledgements"})
"""Fields of the query library that are kept as they are."""
_OF_THE_SERVER = frozenset({"id", "user_id", "created_at", "updated_at", "deleted_at", "scope"})
_Reader = Callable[[Mapping[str, Any], str], Iterable[Foreign]]
_EXPECTED = 'an object {"query": ..., "name": ..., "description": ...}'


def read(content: bytes, place: str, stem: str = "") -> list[Foreign]:
    """All queries of a file: one object, an array of them, or legacy `customqueries.json`.

    Raises:
        InputError: it is no JSON, or what it holds are no queries; all faults at once.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError([Fault(place, f"no JSON ({error})", _EXPECTED)]) from error
    if isinstance(found, dict) and isinstance(found.get("queries"), list):
        return _all(place, [(each, place) for each in found["queries"]], _legacy)
    if isinstance(found, dict) and isinstance(found.get("data"), list):
        found = found["data"]
    if isinstance(found, list):
        return _all(place, [(each, f"{place}: {number}") for number, each in enumerate(found, 1)], _one)
    return _all(place, [(found, place)], lambda each, where: [_single(each, where, stem)])


def write(query: SavedQuery) -> bytes:
    """One object. The header stays in the statement, where other tools take it for a comment."""
    fields = {"query": query.text.strip(), "name": query.title, "description": query.description}
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _all(file: str, found: Sequence[tuple[Any, str]], reader: _Reader) -> list[Foreign]:
    """The queries of all that was found, each read at its place."""
    read_ones: list[Foreign] = []
    faults: list[Fault] = []
    for each, place in found:
        try:
            if not isinstance(each, dict):
                raise InputError([Fault(place, excerpt(each), _EXPECTED)])
            read_ones += reader(each, place)
        except InputError as error:
            faults += error.faults
    if faults or not read_ones:
        raise InputError(faults or [Fault(file, "no queries", "at least one")])
    return read_ones


def _one(fields: Mapping[str, Any], place: str) -> list[Foreign]:
    return [_single(fields, place, "")]


def _single(fields: Mapping[str, Any], place: str, stem: str) -> Foreign:
    return record(fields, place, LIBRARY | _OF_THE_SERVER, stem)


def _legacy(fields: Mapping[str, Any], place: str) -> Iterator[Foreign]:
    """A query in steps: each but the last offers the choices for `$result` in the next."""
    name = fields.get("name") if isinstance(fields.get("name"), str) else ""
    where = f"{place}: {name}" if name else place
    steps = fields.get("queryList")
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        raise InputError([Fault(where, f"queryList = {excerpt(steps)}", "a list of steps")])
    *earlier, last = steps
    if not isinstance(last.get("query"), str):
        raise InputError([Fault(where, f"query = {excerpt(last.get('query'))}", "the text of a statement")])
    told = Told(last["query"], title=str(name), category=_text(fields.get("category")))
    told.description = _text(last.get("title")) or _text(fields.get("description"))
    if earlier:
        choice = earlier[-1]
        suggestions = _with_value(_text(choice.get("query")))
        label = " ".join(_text(choice.get("title")).split())[:200] or "Choice"
        told.parameters["result"] = {"label": label, "type": "text", "suggestions": suggestions}
    if len(earlier) > 1:
        told.notes.append(f"{len(earlier) - 1} earlier steps are kept, and offer no choice here")
        told.source["earlier_steps"] = [_text(step.get("query")) for step in earlier[:-1]]
    for key, value in (*fields.items(), *last.items()):
        content = kept(value)
        if key not in ("name", "category", "queryList", "query", "title", "final", "description") and content:
            told.source[key] = content
            told.notes.append(f"the field {excerpt(key)} is kept, and means nothing here")
    yield foreign(told, where)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _with_value(cypher: str) -> str:
    """The same statement with its one column called `value`, where it has just one."""
    columns = tokens.columns(cypher, tokens.tokens(cypher))
    if not columns or len(columns) != 1 or columns[0].name == "value":
        return cypher
    (column,) = columns
    if column.named:
        return f"CALL () {{ {cypher.rstrip().removesuffix(';')} }} RETURN `{column.name}` AS value"
    return f"{cypher[: column.end]} AS value{cypher[column.end :]}"
