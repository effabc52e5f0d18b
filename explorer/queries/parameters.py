"""A parameter of a saved query, and which values it takes."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from graph_loader.errors import excerpt
from graph_loader.schema import Schema

LONGEST_TEXT = 1_000
LONGEST_ID = 200
LONGEST_LIST = 1_000
LARGEST_INTEGER = 2**63 - 1

ParameterType = Literal["text", "integer", "number", "boolean", "date", "entity", "relation", "choice"]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True, pattern=r"^[^\n]*$")]
Plain = bool | int | float | str
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


class ParameterHeader(BaseModel):
    """What the header says of a parameter."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    label: Label
    type: ParameterType
    kinds: list[str] = []
    choices: list[Plain | Annotated[list[Plain], Field(min_length=2, max_length=2)]] = []
    default: Any = None
    optional: bool = False
    many: bool = False
    suggestions: str = ""
    full_text: bool = False

    @property
    def options(self) -> dict[Plain, str]:
        """Value -> label of each choice."""
        pairs = (choice if isinstance(choice, list) else [choice, choice] for choice in self.choices)
        return {value: str(label) for value, label in pairs}

    @property
    def required(self) -> bool:
        """True where a value has to be given."""
        return not self.optional and self.default is None


class Parameter(ParameterHeader):
    """A parameter with its name, and with what the declaration adds.

    `takes` lists what a value of type entity begins with, such as `state:`, or the values of type relation;
    `needs` the parameters that its suggestions depend on.
    """

    name: str
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def takes(given: ParameterHeader, schema: Schema) -> tuple[str, ...]:
    """Beginnings of the ids of the entities, or names of the relation types, that a parameter takes."""
    if given.type == "relation":
        return tuple(schema.relations)
    if given.type == "entity":
        kinds = schema.kinds_in(given.kinds) if given.kinds else schema.kinds
        return tuple(f"{kind.prefix}:" for name, kind in schema.kinds.items() if name in kinds)
    return ()


def value_of(parameter: Parameter, given: object, *, from_text: bool = True) -> Any:
    """A value as the statement gets it.

    Text stands for a number or a truth value where `from_text`.

    Raises:
        ValueError: a sentence that says what was expected.
    """
    if not parameter.many:
        return _one(parameter, given, from_text)
    items = given if isinstance(given, list | tuple) else [given]
    if len(items) > LONGEST_LIST:
        raise ValueError(f"At most {LONGEST_LIST:,} values can be given; found {len(items):,}.")
    return [_one(parameter, item, from_text) for item in items]


def _one(parameter: Parameter, given: object, from_text: bool) -> Any:
    value = _read(parameter.type, given.strip()) if from_text and isinstance(given, str) else given
    if isinstance(value, str):
        _check_text(value)
    return _CHECKS[parameter.type](parameter, value)


def _read(kind: ParameterType, text: str) -> object:
    if kind == "boolean":
        return {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}.get(text.lower(), text)
    if kind not in ("integer", "number"):
        return text
    for read in (int, float):
        try:
            return read(text) if len(text) <= 40 else text
        except ValueError:
            continue
    return text


def _check_text(value: str) -> None:
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"At most {LONGEST_TEXT:,} characters can be given; found {len(value):,}.")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError("Expected text; found half a character.")


def _text(_parameter: Parameter, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"Expected text; found {excerpt(value)}.")
    return value


def _integer(_parameter: Parameter, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"Expected a whole number; found {excerpt(value)}.")
    if not -LARGEST_INTEGER - 1 <= value <= LARGEST_INTEGER:
        raise ValueError(f"Expected a whole number of at most 18 digits; found {excerpt(value)}.")
    return value


def _number(parameter: Parameter, value: object) -> float:
    if isinstance(value, int) and not isinstance(value, bool):
        return _integer(parameter, value)
    if not isinstance(value, float) or not math.isfinite(value):
        raise ValueError(f"Expected a number; found {excerpt(value)}.")
    return value


def _boolean(_parameter: Parameter, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"Expected true or false; found {excerpt(value)}.")
    return value


def _date(_parameter: Parameter, value: object) -> str:
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError(f"Expected a date such as 2018, 2018-11 or 2018-11-12; found {excerpt(value)}.")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise ValueError(f"Expected a date; the calendar has no {match[0]}.") from None
    return match[0]


def _entity(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_ID or not value.partition(":")[2].strip():
        raise ValueError(f"Expected the id of an entity, such as state:FRA; found {excerpt(value)}.")
    if not value.startswith(parameter.takes):
        raise ValueError(f"Expected an id that begins with {_any_of(parameter.takes)}; found {excerpt(value)}.")
    if not value.isprintable():
        raise ValueError(f"Expected the id of an entity; found {excerpt(value)}.")
    return value


def _relation(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str) or value not in parameter.takes:
        raise ValueError(f"Expected a relation type: {_any_of(parameter.takes)}; found {excerpt(value)}.")
    return value


def _choice(parameter: Parameter, value: object) -> Plain:
    for option in parameter.options:
        if type(option) is type(value) and option == value:
            return option
    for option in parameter.options:  # what a form or an address sends is text
        if isinstance(value, str) and str(option).lower() == value.lower():
            return option
    raise ValueError(f"Expected {_any_of([str(option) for option in parameter.options])}; found {excerpt(value)}.")


def _any_of(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"one of {', '.join(names)}"


_CHECKS: Mapping[ParameterType, Callable[[Parameter, object], Any]] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "entity": _entity,
    "relation": _relation,
    "choice": _choice,
}
