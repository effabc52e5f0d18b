"""A question as the query of an address: `from=company:huawei&to=state:USA&weights.half_life=5`.

Several values are told by the name again and again, what lies within another thing by names with a point between. Names
that begin with `view.` say how a page is looked at, and are no part of the question.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin
from urllib.parse import parse_qs, urlencode

from pydantic import BaseModel

from explorer.findings.questions import Question

VIEW = "view."
MOST_PARTS = 2_000

Texts = Sequence[str]


def address_of(page: str, question: Question) -> str:
    """The address at which a page asks this question."""
    query = query_of(question)
    return f"/{page}?{query}" if query else f"/{page}"


def query_of(question: Question) -> str:
    """What differs from the defaults, as the query of an address, without the question mark."""
    return urlencode(list(_flat(question.plain())), safe=":/")


def question_of(kind: type[Question], query: str) -> Question:
    """The question that a query asks.

    Raises:
        pydantic.ValidationError: it is none, or not a whole one.
    """
    return kind.model_validate(given_of(kind, query))


def given_of(kind: type[Question], query: str) -> dict[str, Any]:
    """What a query holds, in the form that the question has, not checked yet."""
    try:
        texts = parse_qs(query.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError:
        texts = {}
    nested: dict[str, Any] = {}
    for name, values in texts.items():
        if not name.startswith(VIEW):
            _put(nested, name.split("."), values)
    return _shaped(kind, nested)


def texts_of(value: Any) -> list[str]:
    """A plain value as the texts that an address holds."""
    values = value if isinstance(value, list | tuple) else [] if value is None or value == "" else [value]
    return [_text(each) for each in values]


def _put(nested: dict[str, Any], names: Sequence[str], values: Texts) -> None:
    place = nested
    for name in names[:-1]:
        inner = place.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        place = inner
    place.setdefault(names[-1], values)


def _shaped(kind: type[BaseModel], nested: Mapping[str, Any]) -> dict[str, Any]:
    """Texts as lists where several are taken, else the last one; blank ones are as if not given."""
    known = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    shaped = {name: _value(known.get(name), value) for name, value in nested.items()}
    return {name: value for name, value in shaped.items() if value != ""}


def _value(annotation: Any, value: Any) -> Any:
    if isinstance(value, dict):
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return _shaped(annotation, value)
        inner = get_args(annotation)[1] if get_origin(annotation) is dict else None
        return {name: _value(inner, each) for name, each in value.items()}
    if get_origin(annotation) in (tuple, list):
        return [text for text in value if text.strip()]
    return value[-1].strip()


def _flat(held: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in held.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            for text in texts_of(value) or [""]:
                yield f"{before}{name}", text


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
