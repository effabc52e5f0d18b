"""What holds for every dataset: loading it twice is loading it once, and the order of its rows says nothing."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph_loader import statements
from graph_loader.database.connection import Database
from graph_loader.loading import load
from graph_loader.report import LoadReport
from graph_loader.schema import Schema, load_schema
from tests.dataset_folders import Tables, csv_text, opened
from tests.digest import graph_content, graph_digest
from tests.shipped_graph import empty

SCHEMA = load_schema()
CODES = [f"{first}{second}A" for first in "ABC" for second in "XYZ"]
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=20).filter(
    lambda name: name.strip() != ""
)
DATES = st.sampled_from(["", "2018", "2018-11", "2018-11-12"])
RELATIONS = ("FUNDS", "ALLIED_WITH", "RESTRICTED")


@st.composite
def tables(draw: st.DrawFn) -> dict[str, tuple[str, list[list[str]]]]:
    """Kind or type -> header and rows of a dataset that holds together."""
    codes = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=2, max_size=9))
    rows = [
        [f"state:{code}", draw(NAMES), code, "false", ";".join(draw(st.lists(st.sampled_from("abc"), max_size=3)))]
        for code in codes
    ]
    found = {"State": ("id,name,iso3,verified,aliases", rows)}
    for relation in RELATIONS:
        seen = set()
        kept = []
        for _ in range(draw(st.integers(0, 8))):
            source, target = draw(st.permutations(codes))[:2]
            value = draw(st.sampled_from(["ban", "pledge"] if relation == "RESTRICTED" else ["", "x", "y"]))
            start = draw(DATES)
            ends = tuple(sorted((source, target))) if relation == "ALLIED_WITH" else (source, target)
            key = {"FUNDS": ends, "ALLIED_WITH": (*ends, value), "RESTRICTED": (*ends, value, start)}[relation]
            if key not in seen:
                seen.add(key)
                kept.append([f"state:{source}", f"state:{target}", value, start, draw(NAMES), "false"])
        if kept:
            found[relation] = ("from,to,value,start,note,verified", kept)
    return found


def as_csv(content: dict[str, tuple[str, list[list[str]]]], order: random.Random | None = None) -> Tables:
    texts = {}
    for name, (header, rows) in content.items():
        shuffled = list(rows)
        if order:
            order.shuffle(shuffled)
        texts[name] = csv_text(header, shuffled)
    return texts


def put(database: Database, root: Path, content: Tables) -> LoadReport:
    return load(database, [opened(root, "d", content, SCHEMA)], SCHEMA, yes=True)


# Each example is several loads; to shrink one that fails would take many minutes.
SLOW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@SLOW
@given(content=tables(), order=st.randoms(use_true_random=False))
def test_order_of_rows_says_nothing_and_the_second_load_does_nothing(
    database: Database, tmp_path: Path, content: dict[str, tuple[str, list[list[str]]]], order: random.Random
) -> None:
    empty(database)
    put(database, tmp_path, as_csv(content))
    before = graph_digest(database)
    report = put(database, tmp_path, as_csv(content, order))
    assert graph_digest(database) == before
    assert report.total("unchanged") == report.total("read") == sum(len(rows) for _, rows in content.values())


@SLOW
@given(first=tables(), second=tables())
def test_load_over_another_is_like_a_load_into_an_empty_graph(
    database: Database, tmp_path: Path, first: dict[str, tuple[str, list[list[str]]]],
    second: dict[str, tuple[str, list[list[str]]]],
) -> None:  # fmt: skip
    empty(database)
    put(database, tmp_path, as_csv(second))
    clean = graph_content(database)
    put(database, tmp_path, as_csv(first))
    put(database, tmp_path, as_csv(second))
    assert graph_content(database) == clean


@pytest.mark.parametrize("content", [*SCHEMA.kinds, *SCHEMA.relations])
def test_the_server_plans_every_statement_by_index(database: Database, content: str) -> None:
    """No scan over all entities or all relations of a type."""
    schema: Schema = SCHEMA
    database.write_all(statements.constraints(schema))
    if content in schema.kinds:
        text = statements.merge_entities(schema, content, list(schema.entity_properties(content)))
    else:
        text = statements.merge_relations(schema, content, list(schema.relation_properties(content)))
    with database.session() as session:
        plan = session.run("EXPLAIN " + text, {"rows": [], "run": ""}).consume().plan
    assert plan
    operators = set(_operators(plan))
    assert not {
        operator
        for operator in operators
        if "AllNodesScan" in operator or ("Relationship" in operator and "Scan" in operator)
    }
    found = ("UniqueIndex", "MergeUniqueNode", "NodeByElementIdSeek")
    assert any(name in operator for operator in operators for name in found), operators


def _operators(plan: dict[str, object]) -> list[str]:
    children = plan.get("children", [])
    assert isinstance(children, list)
    return [str(plan["operatorType"]), *(name for child in children for name in _operators(child))]


@pytest.mark.parametrize(
    "text",
    [
        statements.PAGE_OF_ENTITIES, statements.PAGE_OF_RELATIONS, statements.SWEEP_RELATIONS,
        statements.SWEEP_ENTITIES, statements.STILL_TIED, statements.DESCRIBED,
    ],
)  # fmt: skip
def test_the_server_reads_and_sweeps_by_index(database: Database, text: str) -> None:
    database.write_all(statements.constraints(SCHEMA))
    names = ("after", "upto", "ids", "datasets", "run", "size")
    with database.session() as session:
        plan = session.run("EXPLAIN " + text, dict.fromkeys(names)).consume().plan
    assert plan
    operators = _operators(plan)
    assert any("NodeUniqueIndexSeek" in operator or "NodeIndexSeek" in operator for operator in operators), operators
    assert not any("AllNodesScan" in operator for operator in operators), operators
