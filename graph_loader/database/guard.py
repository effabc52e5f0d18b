"""May this Cypher run? The server's own planner is asked; the text itself is only measured.

Reading the text is no protection (Cypher knows many spellings), so what a statement does is taken from its plan. Two
things are judged before the planner sees it, since they can hang the planner: length and depth of nesting; and
unicode escapes, which hide what a text says.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph_loader.database.connection import Database, Parameters
from graph_loader.database.records import plain
from graph_loader.errors import StatementRefusedError

LONGEST = 10_000
DEEPEST = 16
PLAN_SECONDS = 5.0
RUN_SECONDS = 30.0
MOST_ROWS = 1_000

_ALLOWED_PROCEDURES = frozenset(
    {
        "db.labels", "db.relationshipTypes", "db.propertyKeys", "db.schema.visualization",
        "db.schema.nodeTypeProperties", "db.schema.relTypeProperties", "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships", "dbms.components",
    }
)  # fmt: skip
_REFUSED_OPERATORS = {
    "LoadCSV": "reads a file or an address",
    "TransactionApply": "opens transactions of its own",
    "TransactionForeach": "opens transactions of its own",
    "ShowTransactions": "looks into the work of others",
    "TerminateTransactions": "ends the work of others",
    "ShowSettings": "shows the settings of the server",
    "AdministrationCommand": "administers the server",
}
_OPENING = "([{"
_CLOSING = ")]}"
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`]|``)*`|//[^\n]*|/\*.*?\*/", re.DOTALL)


def judge(database: Database, cypher: str, parameters: Parameters) -> None:
    """Let a statement pass that only reads, within limits.

    Raises:
        StatementRefusedError: with the reason, or with what the server says is wrong with the text.
    """
    _measure(cypher)
    from graph_loader.errors import DatabaseError

    try:
        query_type, plan = database.plan(cypher, parameters, timeout=PLAN_SECONDS)
    except DatabaseError as error:
        raise StatementRefusedError(f"The statement cannot be planned. {error}") from error
    if query_type != "r":
        raise StatementRefusedError(
            "The statement would change the database or its settings; only reading is allowed here."
        )
    for operator, details in _operators(plan):
        if operator in _REFUSED_OPERATORS:
            raise StatementRefusedError(f"The statement {_REFUSED_OPERATORS[operator]}; this is not allowed here.")
        if operator == "ProcedureCall":
            name = re.split(r"[(\s]", details.strip(), maxsplit=1)[0]
            if name not in _ALLOWED_PROCEDURES:
                raise StatementRefusedError(f"The procedure {name} is not among those that may be called here.")


def run_guarded(
    database: Database, cypher: str, parameters: Parameters, *, seconds: float = RUN_SECONDS, rows: int = MOST_ROWS
) -> dict[str, Any]:
    """Judge a statement, run it in a read transaction and return {columns, rows, truncated} of plain values."""
    judge(database, cypher, parameters)
    columns, found, truncated = database.read_records(cypher, parameters, timeout=seconds, most=rows)
    return {"columns": columns, "rows": [[plain(value) for value in row] for row in found], "truncated": truncated}


def _measure(cypher: str) -> None:
    if not cypher.strip():
        raise StatementRefusedError("The statement is empty.")
    if len(cypher) > LONGEST:
        raise StatementRefusedError(f"The statement has {len(cypher):,} characters; at most {LONGEST:,} are allowed.")
    if re.search(r"\\u", cypher, re.IGNORECASE):
        raise StatementRefusedError("The statement has a \\u escape; write the character itself.")
    depth = deepest = 0
    for character in _QUOTED.sub("", cypher):
        depth += (character in _OPENING) - (character in _CLOSING)
        deepest = max(deepest, depth)
    if deepest > DEEPEST or cypher.upper().count("CASE") > DEEPEST:
        raise StatementRefusedError(f"The statement nests deeper than {DEEPEST} levels; make it simpler.")


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield str(plan.get("operatorType", "")).partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)
