"""What a reader gives for the parameters of a query -> what the statement gets."""

from collections.abc import Iterable, Mapping
from typing import Any

from explorer.full_text import lucene_query
from explorer.queries.parameters import Parameter, value_of
from explorer.queries.saved_query import SavedQuery
from graph_loader.errors import UsageError, excerpt


class ParametersError(UsageError):
    """Values that a query does not take: `messages` has a sentence for each field at fault, under its name."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self.messages = dict(messages)
        super().__init__("\n".join(f"{name}: {message}" for name, message in self.messages.items()))


def parameter_values(query: SavedQuery, given: Mapping[str, object]) -> dict[str, Any]:
    """The value of each parameter of a query.

    A parameter not given has its default. One given as None, as empty text or as an empty list has none: that is null
    where it is optional, and a fault where it is not. Numbers and truth values may be given as text.

    Raises:
        ParametersError: with a message for each field.
    """
    unknown = {name: _no_such(query, name) for name in given if name not in query.parameters}
    return _values(query, query.parameters, given, unknown)


def needed_values(query: SavedQuery, parameter: Parameter, given: Mapping[str, object]) -> dict[str, Any]:
    """The same for those parameters alone that the suggestions for one parameter need."""
    return _values(query, parameter.needs, given, {})


def _values(
    query: SavedQuery, names: Iterable[str], given: Mapping[str, object], messages: dict[str, str]
) -> dict[str, Any]:
    values = {}
    for name in names:
        parameter = query.parameters[name]
        try:
            values[name] = _value(parameter, given.get(name, parameter.default))
        except ValueError as error:
            messages[name] = str(error)
    if messages:
        raise ParametersError(messages)
    return values


def _value(parameter: Parameter, given: object) -> Any:
    if given is None or given in ([], ()) or (isinstance(given, str) and not given.strip()):
        if not parameter.optional:
            raise ValueError("A value is needed here.")
        return None
    value = value_of(parameter, given)
    if not parameter.full_text:
        return value
    asked = lucene_query(value)
    if not asked:
        raise ValueError("Expected at least one word to search for, of letters or digits.")
    return asked


def _no_such(query: SavedQuery, name: object) -> str:
    known = ", ".join(query.parameters)
    return f"There is no parameter {excerpt(name)}; there {f'are: {known}' if known else 'is none'}."
