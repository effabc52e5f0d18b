"""Addresses and forms: fields with their values, and the question that an address asks, or what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from explorer.findings.addresses import given_of, texts_of
from explorer.findings.questions import Question
from explorer.pages.asking import MORE, Asking, Field
from explorer.reads.entity_choice import names_of
from explorer.reads.naming import AmbiguousNameError, UnknownNameError, entity_called
from explorer.services import Services

PICKED = ("entity", "entities")
_NEEDED = {
    "entity": "Choose one: type a name.",
    "entities": "Choose some: type a name, then another.",
    "date": "Give a date, such as 2018 or 2018-12.",
}
_WORDS = {
    "missing": "This is needed.",
    "string_pattern_mismatch": "This is not written as expected. A date is 2018, 2018-12 or 2018-12-05.",
    "int_parsing": "This should be a whole number.",
    "float_parsing": "This should be a number.",
    "bool_parsing": "This should be true or false.",
}


@dataclass(frozen=True)
class Meant:
    """The question that an address asks, or None: then `messages` tell what is wrong at fields, `general` the rest.

    `names` are those of the entities in it.
    """

    question: Question | None
    messages: Mapping[str, str] = field(default_factory=dict)
    general: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def form(services: Services, asking: Asking, query: str) -> dict[str, Any]:
    """What assets/question_fields.js makes the form of, for the values of an address.

    `usual` are the values that an address leaves out.
    """
    fields, given = asking.fields_of(services), given_of(asking.question, query)
    told = [_field(each, asking.question, given, asked=bool(given)) for each in fields]
    ids = {value for each in told if each["sort"] in PICKED for value in each["values"]}
    return {"fields": told, "names": names_of(services.database, ids) if ids else {}}


def _field(told: Field, kind: type[Question], given: Mapping[str, Any], *, asked: bool) -> dict[str, Any]:
    usual = texts_of(usual_of(kind, told.name, told.default))
    held = _within(given, told.name)
    first = usual if asked else texts_of(told.default) or usual
    return {
        "name": told.name,
        "label": told.label,
        "sort": told.sort,
        "help": told.help,
        "options": [list(choice) for choice in told.choices],
        "kinds": list(told.kinds),
        "lowest": told.lowest,
        "highest": told.highest,
        "step": told.step,
        "group": told.group or (MORE if told.advanced else ""),
        "usual": usual,
        "values": first if held is None else texts_of(held),
    }


def usual_of(kind: type[BaseModel], name: str, otherwise: Any) -> Any:
    """The default of a field of a question, named as in an address; `otherwise` where the question has none."""
    first, _, rest = name.partition(".")
    for python_name, info in kind.model_fields.items():
        if first in (python_name, info.alias) and not info.is_required():
            default = info.get_default(call_default_factory=True)
            if not rest:
                return default
            if isinstance(default, BaseModel):
                return usual_of(type(default), rest, otherwise)
    return otherwise if "." in name else None


def _within(given: Mapping[str, Any], name: str) -> Any:
    held: Any = given
    for part in name.split("."):
        held = held.get(part) if isinstance(held, dict) else None
    return held


def understood(services: Services, asking: Asking, query: str) -> Meant:
    """The question that an address asks. Entities may also be called by their names.

    Raises:
        DatabaseError: the database is away.
    """
    fields = {each.name: each for each in asking.fields_of(services)}
    given = given_of(asking.question, query)
    messages: dict[str, str] = {}
    names: dict[str, str] = {}
    for each in fields.values():
        if each.sort in PICKED and each.name in given:
            given[each.name] = _called(services, each.name, given[each.name], messages, names)
    try:
        question = asking.question.model_validate(given)
    except ValidationError as error:
        told = dict(_told(error, fields))
        general = [f"{name}: {message}" if name else message for name, message in told.items() if name not in fields]
        at_fields = {name: message for name, message in told.items() if name in fields}
        return Meant(None, at_fields | messages, general)
    return Meant(None, messages) if messages else Meant(question, names=names)


def _called(services: Services, name: str, held: Any, messages: dict[str, str], names: dict[str, str]) -> Any:
    """The ids of what the reader calls by an id or a name; what cannot be is said in `messages`."""
    values = held if isinstance(held, list) else [held]
    ids = []
    for text in map(str, values):
        try:
            found = entity_called(services.database, services.schema, text)
        except (UnknownNameError, AmbiguousNameError) as error:
            messages[name] = _plainly(error)
            ids.append(text)
        else:
            ids.append(found.id)
            names[found.id] = found.name
    return ids if isinstance(held, list) else ids[0]


def _plainly(error: UnknownNameError | AmbiguousNameError) -> str:
    """The message without what only helps on a command line."""
    if isinstance(error, AmbiguousNameError):
        return f"Several are called “{error.text}”: {_listed(error.meant)}. Choose one from the list as you type."
    near = f" Nearest: {_listed(error.nearest)}." if error.nearest else " No name in the graph is near it."
    return f"Nothing in the graph is called “{error.text}”.{near}"


def _listed(entities: Sequence[Any]) -> str:
    return "; ".join(f"{each.name} ({each.id})" for each in entities[:5])


def _told(error: ValidationError, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """The name of a field in the address, or empty, and what is wrong there."""
    for problem in error.errors(include_url=False):
        parts = [str(part) for part in problem["loc"] if isinstance(part, str)]
        name = next((".".join(parts[:end]) for end in range(len(parts), 0, -1) if ".".join(parts[:end]) in fields), "")
        place = name or ".".join(parts)
        sort = fields[name].sort if name else ""
        if problem["type"] == "extra_forbidden":
            yield place, "This page knows nothing of that name. Take it out of the address."
        elif problem["type"] == "missing" or not (problem["input"] or problem["input"] == 0):
            yield place, _NEEDED.get(sort, _WORDS["missing"])
        else:
            yield place, _WORDS.get(problem["type"]) or _said(problem["msg"])


def _said(message: str) -> str:
    text = message.removeprefix("Value error, ").removesuffix(".")
    return f"{text[:1].upper()}{text[1:]}."
