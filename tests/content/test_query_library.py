"""The library of saved queries: each is in order, is planned as a read, keeps its limits and answers."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from explorer.queries.parameters import Parameter
from explorer.queries.running import run, suggestions
from explorer.queries.saved_query import SavedQuery, parse_query
from graph_loader.content import shipped as shipped_folder
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.schema import Schema, load_schema

CATEGORIES = (
    "Who is who", "Alliances", "Divides and votes", "Agreements", "Forums and processes", "Companies as diplomats",
    "Restrictions and sanctions", "Incidents and attribution", "Capacity building", "Norms and law", "Influence",
    "Provenance and quality",
)  # fmt: skip
FILES = sorted(shipped_folder("cypher").glob("*.cypher"))
EACH = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


@cache
def declaration() -> Schema:
    return load_schema()


@cache
def query(path: Path) -> SavedQuery:
    return parse_query(path.stem, path.read_text(encoding="utf-8"), declaration(), place=path.name)


def library() -> list[SavedQuery]:
    return [query(path) for path in FILES]


@pytest.fixture(scope="module")
def guard(shipped: Database) -> Iterator[Guard]:
    opened = Guard(shipped)
    yield opened
    opened.close()


# The library as a whole -----------------------------------------------------------------------------------------


def test_the_library_covers_the_field() -> None:
    queries = library()
    assert len(queries) >= 50
    assert set(Counter(query.category for query in queries)) == set(CATEGORIES)
    assert min(Counter(query.category for query in queries).values()) >= 4


def test_titles_are_questions_and_unique() -> None:
    titles = [query.title for query in library()]
    assert [title for title in titles if not title.endswith("?")] == []
    assert len(set(titles)) == len(titles)


def test_answers_come_in_every_shape() -> None:
    shapes = Counter(query.shows for query in library())
    assert shapes["graph"] >= len(FILES) // 5
    assert shapes["chart"] >= 10
    assert {query.chart.kind for query in library() if query.chart} == {"bar", "line", "scatter", "heatmap"}


@EACH
def test_a_file_is_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = query(path)
    assert found.category in CATEGORIES
    assert len(found.description) >= 100
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem)
    assert [line for line in text.splitlines() if len(line) > 120 or line != line.rstrip()] == []
    assert "ORDER BY" in found.cypher.rpartition("RETURN")[2], "the last RETURN has no order"
    names = [column.removesuffix("_id") for column in found.columns if column.endswith("_id")]
    assert set(names) <= set(found.columns), "an id without the name beside it"


# Each against the shipped graph ---------------------------------------------------------------------------------


@EACH
def test_a_query_is_planned_as_a_read_with_its_columns(shipped: Database, guard: Guard, path: Path) -> None:
    """The whole file is planned, header and all, as another tool would send it."""
    found = query(path)
    values = {name: parameter.default for name, parameter in found.parameters.items()}
    assert shipped.plan(found.text, values, timeout=10)[0] == "r"
    guard.judge(found.cypher, values)
    with shipped.session(read=True) as session:
        assert list(session.run(f"EXPLAIN {found.text}", values).keys()) == list(found.columns)


@EACH
def test_a_query_answers_within_its_limits(guard: Guard, path: Path) -> None:
    found = query(path)
    answer = run(guard, found, {})
    assert answer.rows
    assert not answer.truncated
    assert answer.seconds < found.timeout
    assert run(guard, found, {}).rows == answer.rows, "a second run orders the rows otherwise"
    if found.shows == "graph":
        assert [cell for cell in chain.from_iterable(answer.rows) if not drawable(cell)] == []
    if found.chart:
        axes = [found.chart.x, *found.chart.y, *([found.chart.colour] if found.chart.colour else [])]
        for axis in axes:
            assert any(row[answer.columns.index(axis)] is not None for row in answer.rows), axis


def drawable(cell: Any) -> bool:
    """True for a path, an entity or a relation, or a list of them."""
    if isinstance(cell, list):
        return all(drawable(item) for item in cell)
    return isinstance(cell, dict) and (set(cell) == {"nodes", "relations"} or {"id", "kind", "properties"} <= set(cell))


@EACH
def test_ids_in_the_answer_and_defaults_name_entities(shipped: Database, guard: Guard, path: Path) -> None:
    found = query(path)
    entities = {
        row["id"]: row["labels"] for row in shipped.read("MATCH (n:Entity) RETURN n.id AS id, labels(n) AS labels")
    }
    answer = run(guard, found, {})
    for position, column in enumerate(answer.columns):
        if column.endswith("_id"):
            assert {row[position] for row in answer.rows} - {None} <= entities.keys(), column
    for parameter in found.parameters.values():
        default: Any = parameter.default
        if parameter.type == "entity" and default is not None:
            for given in default if parameter.many else [default]:
                assert not parameter.kinds or set(parameter.kinds) & set(entities[given]), f"{parameter.name}: {given}"


def other_values(parameter: Parameter) -> list[Any]:
    """Values to try beside the default: every choice, and some of the other types that have few."""
    choices: Any = parameter.choices
    match parameter.type:
        case "boolean":
            return [True, False]
        case "integer":
            return [1]
        case "date":
            return ["2020", "2020-06-30"]
        case "relation":
            return ["VOTED", "MEMBER_OF"]
        case "choice":
            return [choice if isinstance(choice, str) else choice[0] for choice in choices]
    return []


OTHER_VALUES = [
    pytest.param(path, parameter.name, value, id=f"{path.stem}-{parameter.name}-{value}")
    for path in FILES
    for parameter in query(path).parameters.values()
    for value in other_values(parameter)
]


@pytest.mark.parametrize(("path", "name", "value"), OTHER_VALUES)
def test_a_query_runs_with_other_values_too(guard: Guard, path: Path, name: str, value: object) -> None:
    many = query(path).parameters[name].many
    assert run(guard, query(path), {name: [value] if many else value}).columns == list(query(path).columns)


def test_suggestions_are_found(guard: Guard) -> None:
    suggested = [
        (each, name) for each in library() for name, parameter in each.parameters.items() if parameter.suggestions
    ]
    assert suggested
    for each, name in suggested:
        assert suggestions(guard, each, name, {}), f"{each.name}: {name}"
