"""Header, statement and declaration held against each other: where they contradict."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from explorer.queries import tokens
from explorer.queries.parameters import Parameter, ParameterHeader, takes, value_of
from graph_loader.errors import excerpt
from graph_loader.schema import ENTITY, OWN_LABELS, Schema

MOST_UNKNOWN = 20
"""Labels and relation types that are told of one file."""

Contradiction = tuple["tuple[object, ...] | int", str, str]
"""The key of the header or the offset in the statement, what was found, what was expected."""


def contradictions(raw: Mapping[str, Any], cypher: str, schema: Schema) -> Iterator[Contradiction]:
    """All there are, also where the header is faulty in itself; `raw` is the header as TOML has it."""
    code = tokens.tokens(cypher)
    if not code:
        yield 0, "no statement", "Cypher below the header"
        return
    several = next((token for token in code if token.text == ";" and token.sort == "sign"), None)
    if several:
        yield several.start, "several statements", "one"
    declared = _table(raw, "parameters")
    yield from _parameter_names(declared, tokens.parameters(code))
    yield from _vocabulary(code, schema)
    yield from _columns(_table(raw, "columns"), cypher, code)
    yield from _chart(raw, _table(raw, "columns"))
    parameters = {name: given for name, one in declared.items() if (given := _parameter(name, one, schema))}
    for name, offset in tokens.full_text_parameters(code).items():
        if name in parameters and not parameters[name].full_text:
            yield offset, f"${name} asked of a full-text index", f"full_text = true under [parameters.{name}]"
    for parameter in parameters.values():
        yield from _one_parameter(parameter, schema)
        yield from _suggestions(parameter, declared, schema)
    yield from _circles({name: parameter.needs for name, parameter in parameters.items()})
    yield from _selection(raw, parameters, schema)


def _table(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    table = raw.get(key)
    return table if isinstance(table, dict) else {}


def _parameter(name: str, raw: object, schema: Schema) -> Parameter | None:
    """None where it is faulty in itself, which is told elsewhere."""
    try:
        given = ParameterHeader.model_validate(raw)
    except ValidationError:
        return None
    needs = tuple(tokens.parameters(tokens.tokens(given.suggestions)))
    return Parameter(**given.model_dump(), name=name, takes=takes(given, schema), needs=needs)


def _parameter_names(declared: Mapping[str, object], used: Mapping[str, int]) -> Iterator[Contradiction]:
    for name, offset in used.items():
        if name not in declared:
            yield offset, f"${name[:80]}, which the header does not declare", f"a table // [parameters.{name}]"
    for name in declared:
        if name not in used:
            yield ("parameters", name), f"the parameter {name}, which the statement does not use", f"${name} in it"


def _vocabulary(code: Sequence[tokens.Token], schema: Schema) -> Iterator[Contradiction]:
    labels = {ENTITY, *OWN_LABELS, *schema.kinds, *schema.groups}
    types = set(schema.relations)
    known = {"label": labels, "type": types, "either": labels | types}
    unknown = [mention for mention in tokens.mentions(code) if mention.name not in known[mention.sort]]
    for mention in unknown[:MOST_UNKNOWN]:
        what = {"label": "label", "type": "relation type", "either": "label or relation type"}[mention.sort]
        near = _near(mention.name, known[mention.sort])
        yield mention.start, f"the {what} {excerpt(mention.name)}", f"one of the declaration{near}"


def _near(name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name[:80], sorted(known), n=3)
    return f", such as {', '.join(close)}" if close else ""


def _columns(declared: Mapping[str, object], cypher: str, code: Sequence[tokens.Token]) -> Iterator[Contradiction]:
    returned = tokens.columns(cypher, code)
    if not declared or not returned:
        return
    for column in returned:
        if not column.named:
            offset = column.end - len(column.name)
            yield offset, f"the column {column.name!r}", "a name of its own, given with AS"
        elif column.name not in declared:
            offset = column.end - len(column.name)
            yield offset, f"the column {column.name!r}", "its meaning under // [columns] in the header"
    if not all(column.named for column in returned):
        return
    names = [column.name for column in returned]
    for name in declared:
        if name not in names:
            yield ("columns", name), f"the column {name!r}", f"one that the statement returns: {', '.join(names)}"
    if set(names) == set(declared) and names != list(declared):
        yield ("columns",), f"the order {', '.join(declared)}", f"that of the statement: {', '.join(names)}"


def _chart(raw: Mapping[str, Any], columns: Mapping[str, object]) -> Iterator[Contradiction]:
    chart = _table(raw, "chart")
    if (raw.get("shows") == "chart") != ("chart" in raw):
        place, shows = ("chart",) if "chart" in raw else ("shows",), raw.get("shows", "table")
        yield place, f"shows = {shows!r}", "a table // [chart] where shows = 'chart', and only there"
    for key in ("x", "y", "colour"):
        names = chart.get(key, [])
        for name in names if isinstance(names, list) else [names]:
            if isinstance(name, str) and name not in columns:
                yield (
                    ("chart", key),
                    f"{key} = {name!r}",
                    f"one of the columns {', '.join(columns) or '(there are none)'}",
                )


def _one_parameter(parameter: Parameter, schema: Schema) -> Iterator[Contradiction]:
    place = ("parameters", parameter.name)
    for key, only in (("kinds", "entity"), ("choices", "choice"), ("full_text", "text")):
        if getattr(parameter, key) and parameter.type != only:
            yield (*place, key), f"{key} with type {parameter.type!r}", f"{key} with type {only!r} alone"
    if parameter.type == "choice" and not parameter.choices:
        yield place, "type 'choice' without choices", "choices = [...]"
    if parameter.full_text and parameter.many:
        yield (*place, "full_text"), "full_text with many", "one or the other"
    unknown = _unknown_kinds(parameter.kinds, schema)
    for name in unknown:
        yield (*place, "kinds"), f"the kind {name!r}", "a kind or a group of the declaration"
    if parameter.default is not None and not unknown and (parameter.choices or parameter.type != "choice"):
        for expected in _default(parameter):
            yield (*place, "default"), f"default = {parameter.default!r}", expected


def _default(parameter: Parameter) -> Iterator[str]:
    """What was expected of a default that does not fit."""
    if parameter.many and not isinstance(parameter.default, list):
        yield "a list, since many = true"
        return
    try:
        value = value_of(parameter, parameter.default, from_text=False)
    except ValueError as error:
        yield f"a value that fits ({str(error).rstrip('.')})"
    else:
        if repr(value) != repr(parameter.default):
            yield f"{value!r}, as the choices have it"


def _unknown_kinds(names: Sequence[str], schema: Schema) -> list[str]:
    return [name for name in names if name not in {ENTITY, *schema.kinds, *schema.groups}]


def _suggestions(parameter: Parameter, declared: Mapping[str, object], schema: Schema) -> Iterator[Contradiction]:
    place = ("parameters", parameter.name, "suggestions")
    if not parameter.suggestions:
        return
    code = tokens.tokens(parameter.suggestions)
    returned = tokens.columns(parameter.suggestions, code)
    names = [column.name for column in returned or [] if column.named]
    if "value" not in names:
        yield place, f"suggestions that return {', '.join(names) or 'no named column'}", "a column value"
    if strange := sorted(set(names) - {"value", "label"}):
        yield place, f"suggestions that return {', '.join(strange)}", "value and, if need be, label"
    for name in parameter.needs:
        if name not in declared:
            yield place, f"${name[:80]}, which the header does not declare", f"a table // [parameters.{name}]"
    for _offset, found, expected in _vocabulary(code, schema):
        yield place, f"{found} in suggestions", expected


def _circles(needs: Mapping[str, Sequence[str]]) -> Iterator[Contradiction]:
    for name in needs:
        reached: set[str] = set()
        ahead = list(needs[name])
        while ahead:
            other = ahead.pop()
            if other not in reached:
                reached.add(other)
                ahead += needs.get(other, ())
        if name in reached:
            place = ("parameters", name, "suggestions")
            yield place, f"suggestions of {name} that need {name} itself", "suggestions that depend in no circle"


def _selection(raw: Mapping[str, Any], parameters: Mapping[str, Parameter], schema: Schema) -> Iterator[Contradiction]:
    given = raw.get("applies_to", [])
    kinds = [name for name in given if isinstance(name, str)] if isinstance(given, list) else []
    unknown = _unknown_kinds(kinds, schema)
    for name in unknown:
        yield ("applies_to",), f"the kind {name!r}", "a kind or a group of the declaration"
    taken = {
        kind
        for parameter in parameters.values()
        if parameter.type == "entity"
        for kind in (schema.kinds_in(parameter.kinds) if parameter.kinds else schema.kinds)
    }
    for name in kinds:
        if name not in unknown and not schema.kinds_in([name]) & taken:
            yield ("applies_to",), f"applies_to {name!r}", "a parameter of type entity that takes this kind"
