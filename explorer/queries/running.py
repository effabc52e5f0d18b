"""Saved queries run through the guard, within their own limits."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from explorer.queries.saved_query import SavedQuery
from explorer.queries.values import ParametersError, needed_values, parameter_values

if TYPE_CHECKING:
    from graph_loader.database.guard import Guard, Result

SUGGESTION_SECONDS = 5.0
MOST_SUGGESTIONS = 500


def run(
    guard: "Guard",
    query: SavedQuery,
    given: Mapping[str, object],
    *,
    seconds: float | None = None,
    rows: int | None = None,
    tag: str = "",
) -> "Result":
    """The answer to a query with the values given; `seconds` and `rows` can only tighten the limits of the query.

    `guard.cancel(tag)` ends it from elsewhere.

    Raises:
        ParametersError: with a message for each value that the query does not take.
        StatementRefusedError: it may not run.
        DatabaseError: it ran into its time limit, or the database does not answer.
    """
    values = parameter_values(query, given)
    return guard.run(
        query.cypher,
        values,
        seconds=query.timeout if seconds is None else min(seconds, query.timeout),
        rows=query.rows if rows is None else min(rows, query.rows),
        tag=tag,
    )


def suggestions(
    guard: "Guard", query: SavedQuery, parameter: str, given: Mapping[str, object]
) -> list[tuple[Any, str]]:
    """Value and label of what is suggested for a parameter, given the values of those it depends on.

    Raises:
        ParametersError: there is no such parameter, or a value that it depends on is missing or wrong.
    """
    asked = query.parameters.get(parameter)
    if asked is None:
        raise ParametersError({parameter: "There is no such parameter."})
    if not asked.suggestions:
        return []
    values = needed_values(query, asked, given)
    found = guard.run(asked.suggestions, values, seconds=SUGGESTION_SECONDS, rows=MOST_SUGGESTIONS)
    value = found.columns.index("value")
    label = found.columns.index("label") if "label" in found.columns else value
    return [(row[value], str(row[value] if row[label] is None else row[label])) for row in found.rows]
