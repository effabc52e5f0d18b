"""A view -> the read-only Cypher that gives what it shows, as text that runs unchanged in any Neo4j client."""

import textwrap
from collections.abc import Iterable, Iterator

from explorer.graph.elements import beginning, begins
from explorer.graph.filters import Filters
from explorer.graph.view_state import ViewState
from explorer.graph.words import date_in_words, one_line
from graph_loader.schema import PolarityByValue, Relation, Schema

_WIDTH = 110
_INDENT = "  "


def cypher_of(view: ViewState, schema: Schema) -> str:
    """The entities shown, each with the ties that go out from it to others shown, once each.

    What the period leaves out is left out here too, also where the page draws it faded. An entity from which no tie
    goes out comes with an empty tie, so that none is missing.
    """
    head = [f"// {line}" for line in _told(view)]
    body = [
        f"WITH {_list(view.nodes)} AS shown",
        "MATCH (a:Entity)",
        _where(["a.id IN shown", *_entity_conditions("a", view, schema)]),
        "OPTIONAL MATCH (a)-[r]->(b:Entity)",
        _where(
            [
                "b.id IN shown AND a <> b",
                *_entity_conditions("b", view, schema),
                *_tie_conditions(view.filters, schema),
            ]
        ),
        "RETURN a, r, b",
    ]
    return "\n".join([*head, *body]) + "\n"


def literal(text: str) -> str:
    """Text as a Cypher string.

    Raises:
        ValueError: for a backslash or a control character: no id, name or date of the graph holds one, and clients
            differ in what they make of an escape.
    """
    if not text.isprintable() or "\\" in text:
        raise ValueError(f"{text!r} holds a backslash or a control character")
    quoted = text.replace("'", r"\'")
    return f"'{quoted}'"


def _told(view: ViewState) -> Iterator[str]:
    title = one_line(view.title).replace("\\", "").replace("\u2028", " ").replace("\u2029", " ")
    number = "1 entity" if len(view.nodes) == 1 else f"{len(view.nodes):,} entities"
    yield f"{title}: {number}" if title else number
    filters = view.filters
    if filters.as_of:
        yield f"As of {date_in_words(filters.as_of)}"
    elif filters.begin or filters.to:
        bounds = (("from", filters.begin), ("to", filters.to))
        yield " ".join(f"{word} {date_in_words(date)}" for word, date in bounds if date).capitalize()


def _where(conditions: Iterable[str]) -> str:
    return "WHERE " + f"\n{_INDENT}AND ".join(conditions)


def _list(texts: Iterable[str]) -> str:
    """A list of strings; a long one is broken between its items."""
    line = f"[{', '.join(map(literal, texts))}]"
    if len(line) <= _WIDTH:
        return line
    lines = textwrap.wrap(line[1:-1], _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(["[", *(2 * _INDENT + part for part in lines), _INDENT + "]"])


def _entity_conditions(name: str, view: ViewState, schema: Schema) -> Iterator[str]:
    shown = {schema.kind_of(entity_id) for entity_id in view.nodes}
    kinds = [kind for kind in schema.kinds if kind in shown]
    if off := [kind for kind in kinds if kind in view.filters.kinds_off]:
        yield f"NOT {name}:{'|'.join(off)}"
    if to := _bounds(view.filters)[1]:
        for prop, dated in _beginnings([kind for kind in kinds if kind not in off], schema).items():
            yield f"NOT ({name}:{'|'.join(dated)} AND {_after(f'{name}.{prop}', to)})"


def _beginnings(kinds: Iterable[str], schema: Schema) -> dict[str, list[str]]:
    """Property that dates the beginning of an entity -> the kinds that have it."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        if begins(schema, kind):
            found.setdefault(beginning(schema, kind), []).append(kind)
    return found


def _tie_conditions(filters: Filters, schema: Schema) -> Iterator[str]:
    off = [relation for relation in schema.relations if relation in filters.relations_off]
    if off:
        yield f"NOT type(r) IN {_list(off)}"
    yield from _polarity_conditions(set(filters.polarities_off), schema)
    if filters.datasets_off:
        yield f"NOT coalesce(r.dataset, '') IN {_list(filters.datasets_off)}"
    if not filters.unverified:
        yield "coalesce(r.verified, false)"
    yield from _date_conditions(filters)


def _polarity_conditions(off: set[int], schema: Schema) -> Iterator[str]:
    """What joins, divides or does neither, as the declaration says; a type or value unknown to it does neither."""
    kept = {name: relation for name, relation in schema.relations.items() if not _signs(relation) <= off}
    if 0 in off:
        yield f"type(r) IN {_list(kept)}"
    elif len(kept) < len(schema.relations):
        yield f"NOT type(r) IN {_list(name for name in schema.relations if name not in kept)}"
    for name, relation in kept.items():
        if isinstance(by := relation.polarity, PolarityByValue) and _signs(relation) & off:
            if 0 in off:
                values = _list(value for value, sign in by.values.items() if sign not in off)
                yield f"(type(r) <> {literal(name)} OR coalesce(r.{by.by}, '') IN {values})"
            else:
                values = _list(value for value, sign in by.values.items() if sign in off)
                yield f"NOT (type(r) = {literal(name)} AND coalesce(r.{by.by}, '') IN {values})"


def _signs(relation: Relation) -> set[int]:
    """The polarities that ties of a type may have."""
    polarity = relation.polarity
    return {0, *polarity.values.values()} if isinstance(polarity, PolarityByValue) else {polarity}


def _date_conditions(filters: Filters) -> Iterator[str]:
    """Dates are compared as text, as precisely as they are known: `2018` is neither before nor after `2018-11-12`."""
    begin, to = _bounds(filters)
    if to:
        yield f"NOT {_after('r.start', to)}"
    if begin:
        yield f"(r.end IS NULL OR r.end >= left({literal(begin)}, size(r.end)))"
    if (begin or to) and not filters.undated:
        yield "(r.start IS NOT NULL OR r.end IS NOT NULL)"


def _bounds(filters: Filters) -> tuple[str, str]:
    """The period as precisely as it was given."""
    return (filters.as_of, filters.as_of) if filters.as_of else (filters.begin, filters.to)


def _after(date: str, bound: str) -> str:
    known = f"coalesce({date}, '')"
    known = known if len(bound) == len("YYYY-MM-DD") else f"left({known}, {len(bound)})"
    return f"{known} > {literal(bound)}"
