"""What a statement's plan, as the server's own planner makes it, says of what the statement would do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_loader.database.expression_sizes import COLLECTED, KEPT, LONGEST_RANGE, MOST_WEIGHT, Sizes
from graph_loader.database.plan_text import Group, Item, Word, groups, has, names, read, split
from graph_loader.database.regular_expressions import judge_pattern
from graph_loader.database.statement_text import Written, weight
from graph_loader.database.value_sizes import Size
from graph_loader.errors import StatementRefusedError

ALLOWED_PROCEDURES = frozenset(
    {
        "db.labels", "db.relationshipTypes", "db.propertyKeys", "db.schema.visualization",
        "db.schema.nodeTypeProperties", "db.schema.relTypeProperties", "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
    }
)  # fmt: skip
_ALLOWED_NAMESPACES = frozenset(
    {
        "DATE",
        "DATETIME",
        "TIME",
        "LOCALTIME",
        "LOCALDATETIME",
        "DURATION",
        "POINT",
        "VECTOR.SIMILARITY",
        "COLL",
        "STRING",
    }
)
_ALLOWED_SHOWS = frozenset({"ShowFunctions", "ShowProcedures", "ShowIndexes", "ShowConstraints"})
_REFUSED_OPERATORS = {
    "LoadCSV": "reads a file or an address",
    "TransactionApply": "opens transactions of its own",
    "TransactionForeach": "opens transactions of its own",
    "ShowTransactions": "looks into the work of others",
    "TerminateTransactions": "ends the work of others",
    "ShowSettings": "shows the settings of the server",
    "AdministrationCommand": "administers the server",
}
_NAMING = ("Projection", "Aggregation", "Distinct", "Unwind", "Top", "Sort")
_LONGEST_PATH = 1000
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
_REPEATED = re.compile(r"\{(\d+), ?(\d*)\}")
_UNBOUNDED = (
    "The statement follows paths of any length, which may be endlessly many. Write the longest: -[*1..4]-> in place of "
    "-[*]->, or {1,4} in place of + or *; or ask for the shortest with SHORTEST 1 or shortestPath."
)


@dataclass(frozen=True)
class Given:
    """The parameters of a statement, rounded up so that like ones get the same verdict."""

    values: Mapping[str, Any]

    def sizes(self) -> dict[str, Size]:
        """The size of each."""
        return {name: _size(value) for name, value in self.values.items()}

    def numbers(self) -> dict[str, float]:
        """Those that are whole numbers, without their sign."""
        return {name: _magnitude(value) for name, value in self.values.items() if type(value) is int}

    def key(self) -> tuple[tuple[str, str, Size, float], ...]:
        """Equal for parameters with which a statement gets the same verdict, its regular expressions left aside."""
        return tuple(
            sorted(
                (name, type(value).__name__, _size(value), _magnitude(value) if type(value) is int else 0)
                for name, value in self.values.items()
            )
        )


def judge_plan(query_type: str, plan: Mapping[str, Any], text: Written, given: Given) -> frozenset[str]:
    """Let a plan pass that only reads, calls what may be called, and has no loop that a time limit would not end.

    Returns the names of the parameters on whose very text the verdict rests: those in regular expressions.

    Raises:
        StatementRefusedError: with what the statement would do.
    """
    operators = list(_operators(plan))
    for operator, _ in operators:
        if operator in _REFUSED_OPERATORS:
            raise StatementRefusedError(f"The statement {_REFUSED_OPERATORS[operator]}; this is not allowed here.")
    if query_type != "r":
        raise StatementRefusedError(
            "The statement would change the database or its settings; only reading is allowed here."
        )
    sizes = Sizes(text.characters, text.largest, given.sizes(), given.numbers())
    telling: set[str] = set()
    for operator, details in operators:
        items = read(details)
        _judge_operator(operator, items, text)
        if operator == "ProcedureCall":
            items = _procedure(details, items)
        _judge_subqueries(items)
        _judge_functions(items)
        _judge_paths(operator, details, items)
        telling |= _judge_patterns(items, text, given)
        _judge_sizes(operator, items, sizes)
    return frozenset(telling)


def _judge_operator(operator: str, items: Sequence[Item], text: Written) -> None:
    if operator.startswith(("Show", "Terminate")) and operator not in _ALLOWED_SHOWS:
        raise StatementRefusedError("The statement looks into the server itself; this is not allowed here.")
    if operator == "Unwind" and not items and text.loops:
        raise StatementRefusedError(
            "The plan does not show the list of an UNWIND, since nothing is made of its entries. Use the variable "
            "that follows AS, as in count(x) in place of count(*)."
        )


def _judge_patterns(items: Sequence[Item], text: Written, given: Given) -> set[str]:
    """Judge what stands to the right of every `=~`; returns the parameters there."""
    telling: set[str] = set()
    for within in _lists(items):
        for place, item in enumerate(within):
            if isinstance(item, Word) and item.is_word("=~"):
                pattern = _operand(within[place + 1 :])
                judge_pattern(pattern, text.strings, given.values)
                telling |= names(pattern) & set(given.values)
    return telling


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and details of every operator, those that work first coming first."""
    for child in plan.get("children", ()):
        yield from _operators(child)
    yield str(plan.get("operatorType", "")).partition("@")[0], str(plan.get("args", {}).get("Details", ""))


def _procedure(details: str, items: list[Item]) -> list[Item]:
    """The arguments of a call, where the procedure may be called."""
    name = re.split(r"[(\s]", details.strip(), maxsplit=1)[0]
    if name not in ALLOWED_PROCEDURES:
        raise StatementRefusedError(f"The procedure {name} is not among those that may be called here.")
    return next((item.items for item in items if isinstance(item, Group)), [])


def _judge_functions(items: Sequence[Item]) -> None:
    """Functions with a point in their name belong to the language or to an extension, which may do anything."""
    for within, place in groups(items):
        parts: list[str] = []
        group = within[place]
        before = place - 1
        while isinstance(group, Group) and group.bracket == "(" and before >= 0:
            word = within[before]
            point = within[before - 1] if before else None
            if not isinstance(word, Word) or word.kind != "name":
                break
            parts.insert(0, word.text)
            if not (isinstance(point, Word) and point.is_word(".")):
                break
            before -= 2
        namespace = ".".join(parts[:-1]).upper()
        if namespace and namespace not in _ALLOWED_NAMESPACES:
            raise StatementRefusedError(f"The function {'.'.join(parts)} is not among those that may be called here.")


def _judge_subqueries(items: Sequence[Item]) -> None:
    """A subquery inside a loop has no operators of its own in the plan: its clauses stand in the expression."""
    for within, place in groups(items):
        group, before = within[place], within[place - 1] if place else None
        if not (isinstance(group, Group) and isinstance(before, Word) and before.is_word(*_SUBQUERIES)):
            continue
        for inner in _lists(group.items):
            for number, word in enumerate(inner):
                following = inner[number + 1] if number + 1 < len(inner) else None
                if not isinstance(word, Word) or word.quoted:
                    continue
                if word.text == "LOAD" and isinstance(following, Word) and following.is_word("CSV"):
                    raise StatementRefusedError("The statement reads a file or an address; this is not allowed here.")
                if word.text in ("CALL", "SHOW", "TERMINATE", "USE") and isinstance(following, Word):
                    raise StatementRefusedError(f"{word.text} may not stand in a subquery inside a loop.")


def _judge_paths(operator: str, details: str, items: Sequence[Item]) -> None:
    endless = operator.startswith("VarLengthExpand") and any(_endless(within) for within in _lists(items))
    if operator.startswith(("Repeat", "BidirectionalRepeat")):
        endless = any(not longest for _, longest in _REPEATED.findall(details))
    for within, place in groups(items):
        group, before = within[place], within[place - 1] if place else None
        subquery = isinstance(before, Word) and before.is_word(*_SUBQUERIES)
        if isinstance(group, Group) and ((subquery and group.bracket == "{") or _comprehended(group)):
            endless = endless or any(_endless(inner) for inner in _lists(group.items))
    if endless:
        raise StatementRefusedError(_UNBOUNDED)


def _comprehended(group: Group) -> bool:
    """True for `[(a)-[r]->(b) | ...]`."""
    return group.bracket == "[" and bool(group.items) and isinstance(group.items[0], Group) and has(group.items, "|")


def _endless(items: Sequence[Item]) -> bool:
    """True where a pattern in it has no longest length: `-[*]-`, `-[r:T*2..]-`, `((a)--(b))+`, `{2, }`."""
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        if not isinstance(item, Group):
            continue
        if item.bracket == "[" and isinstance(before, Word) and before.is_word("-"):
            star = next(
                (n for n, inner in enumerate(item.items) if isinstance(inner, Word) and inner.is_word("*")), None
            )
            if star is not None and not _bounded(item.items[star + 1 :]):
                return True
        follower = items[place + 1] if place + 1 < len(items) else None
        if _path_pattern(item) and isinstance(follower, Word) and follower.is_word("+", "*"):
            return True
        counted = _path_pattern(item) and isinstance(follower, Group) and follower.bracket == "{"
        if counted and isinstance(follower, Group) and has(follower.items[-1:], ","):
            return True
    return False


def _bounded(after_star: Sequence[Item]) -> bool:
    """True where `*` is followed by a longest length: `*3`, `*..4`, `*2..4`."""
    numbers = "".join(
        item.text
        for item in after_star
        if isinstance(item, Word) and (item.kind == "number" or item.is_word("..", "."))
    )
    last = numbers.rpartition("..")[2]
    return last.isdigit() and int(last) <= _LONGEST_PATH


def _path_pattern(group: Group) -> bool:
    """True for `((a)-[r]->(b))`."""
    first = group.items[0] if group.items else None
    inner = any(isinstance(item, Group) and item.bracket == "[" for item in group.items)
    return group.bracket == "(" and isinstance(first, Group) and first.bracket == "(" and inner


def _judge_sizes(operator: str, items: Sequence[Item], sizes: Sizes) -> None:
    if operator == "RollUpApply":
        collection, variable = (_variable(part) for part in split(items, ",")[:2])
        entry = sizes.variables.get(variable, Size(1, 1, 100))
        sizes.note(collection, Size(COLLECTED, entry.whole, min(KEPT * entry.whole, MOST_WEIGHT / 10)))
        return
    for part in split(items, ","):
        expression, *name = split(part, "AS")
        size = sizes.of(expression)
        if name and any(naming in operator for naming in _NAMING):
            if operator == "Unwind":
                size = Size(size.item, size.item, size.item)
            sizes.note(_variable(name[-1]), size)


def _variable(items: Sequence[Item]) -> str:
    return next((item.text for item in items if isinstance(item, Word) and item.kind == "name"), "")


def _lists(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    yield items
    for within, place in groups(items):
        group = within[place]
        if isinstance(group, Group):
            yield group.items


def _operand(items: Sequence[Item]) -> list[Item]:
    """What stands to the right of a comparison, up to what binds less tightly."""
    return split(items, "AND", "OR", "XOR", ",", "AS", "=", "<>", "<", ">", "|", "THEN", "ELSE", "WHEN", "WHERE")[0]


def _size(value: Any) -> Size:
    whole = max(1, _power(weight(value)))
    if isinstance(value, str):
        return Size(whole, 1, whole)
    length = _power(len(value)) if isinstance(value, list | tuple | Mapping) else 1
    return Size(max(1, length), whole, whole)


def _magnitude(number: int) -> float:
    return next((bound for bound in (10, 100, 1000, LONGEST_RANGE) if abs(number) <= bound), float("inf"))


def _power(number: int) -> int:
    return 1 << (number - 1).bit_length() if number > 1 else number
