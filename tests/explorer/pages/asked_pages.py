"""What a page answers to an address, over the shipped graph."""

from typing import Any

from dash import html

from explorer.findings.addresses import question_of
from explorer.findings.work import Work, Works
from explorer.pages.answering import answered
from explorer.pages.asking import Asking, Finding
from explorer.services import Services
from tests.explorer.components.reading import found, text

TAG = "0123456789abcdef"


def answer(services: Services, asking: Asking, query: str) -> tuple[list[Any], dict[str, Any]]:
    """The components of the answer, and what the page is told."""
    shown, told = answered({"seq": 1, "tag": TAG, "query": f"?{query}"}, services, asking, Works())
    return list(shown), dict(told)


def refused(services: Services, asking: Asking, query: str) -> str:
    """What the page says where it has no answer, with what stands at the fields."""
    shown, told = answer(services, asking, query)
    assert not told["ok"]
    assert found(shown, html.P, "question-failed")
    return " ".join([text(shown), *told["messages"].values()])


def finding(services: Services, asking: Asking, query: str) -> Finding:
    """The finding itself."""
    return asking.find(services, question_of(asking.question, query), Work())


def sections(shown: list[Any]) -> list[str]:
    """The headings within an answer."""
    return [text(each) for each in found(shown, html.H3)]


def assert_all_of_it_can_be_taken_along(services: Services, asking: Asking, query: str) -> None:
    """The table is whole, every statement runs and gives rows, and the method says what it can't tell."""
    made = finding(services, asking, query)
    assert made.table is not None
    columns, rows = made.table
    assert rows
    assert {len(row) for row in rows} == {len(columns)}
    assert made.cypher
    for title, statement in made.cypher:
        assert services.database.read(statement), (query, title)
    method = made.answer.json["method"]
    assert method["rows"] == sum(method["datasets"].values()) > 0
    assert method["cannot_tell"]
    assert made.entities
    assert len(set(made.entities)) == len(made.entities)


def examples_answered(services: Services, asking: Asking) -> None:
    """Every example of a page has an answer with something in it."""
    for said, given in asking.examples:
        question = asking.question.model_validate(given)
        made = asking.find(services, question, Work())
        assert made.table is not None, said
        assert made.table[1], said
