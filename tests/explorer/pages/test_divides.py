"""The page of divides: what is found for an address, and what is said where nothing is."""

from collections.abc import Iterator
from typing import Any

import pytest
from dash import html

from explorer.findings.divides import find_divides
from explorer.findings.questions import DividesQuestion
from explorer.findings.work import Work, Works
from explorer.pages import answering
from explorer.pages.divides import ASKING, PAGE
from explorer.pages.forming import understood
from explorer.pages.page import pages
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.components.reading import attributes, found, text, walk

TAG = "0123456789abcdef"
QUICK = "resamples=30"


@pytest.fixture(scope="module")
def services(shipped: Database, schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = Services(shipped, schema, tmp_path_factory.mktemp("views"))
    yield made
    made.guard.close()


def asked(services: Services, query: str) -> tuple[Any, Any]:
    return answering.answered({"seq": 1, "tag": TAG, "query": f"?{query}&{QUICK}"}, services, ASKING, Works())


def test_the_page_stands_in_the_header() -> None:
    assert PAGE in pages()
    assert (PAGE.path, PAGE.title, PAGE.order) == ("/divides", "Divides", 2)


def test_the_whole_page_for_2018_to_2020(services: Services) -> None:
    shown, told = asked(services, "from=2018&to=2020&actor=state:IND&actor=state:XKX")
    assert (told["ok"], told["title"]) == (True, "Divides from 2018 to 2020")
    parts = [attributes(each).get("data-part") for each in walk(shown) if "data-part" in attributes(each)]
    assert parts == [
        "camps", "matrix", "axes", "map", "graph", "ladder", "middle", "movers", "balance", "crossing", "cut", "table",
    ]  # fmt: skip
    here = found(shown, html.Div, "divides")[0]
    assert attributes(here)["data-chosen"] == "state:IND state:XKX"
    said = text(shown)
    assert "3 camps among 190 actors, by 8 items from 2018 to 2020." in said
    assert "Kosovo can’t be placed: took no position of this kind from 2018 to 2020." in said
    assert "119" in said, "the recorded total for 73/27"
    assert "How this was found" in said
    later = [attributes(each)["data-later"] for each in walk(shown) if "data-later" in attributes(each)]
    assert later == ["replay"]


def test_over_the_years_and_topics(services: Services) -> None:
    ask = {"seq": 2, "tag": TAG, "query": f"?from=2018&to=2020&{QUICK}"}
    shown = answering.later(ask, services, ASKING, ASKING.later[0])
    assert len(found(shown, html.Figure, "replay")) == 1
    titles = [text(each) for each in found(shown, html.H4)]
    assert {"2005", "2018", "2025", "ICT security", "cybercrime"} <= set(titles)
    assert "2013" not in titles, "a year in which nothing was put to them has no small picture"


def test_the_result_is_kept_for_the_replay(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(services, "from=2019&to=2020")

    def refuse(*_: object) -> None:
        raise AssertionError("it was worked out again")

    monkeypatch.setattr("explorer.pages.divides.find_divides", refuse)
    ask = {"seq": 3, "tag": TAG, "query": f"?from=2019&to=2020&{QUICK}"}
    assert found(answering.later(ask, services, ASKING, ASKING.later[0]), html.Figure, "replay")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=1950&to=1960", "No one took 3 or more positions from 1950 to 1960: nothing to compare."),
        ("topic=weather", "'weather' is the topic of no item. There are: "),
        ("from=2018-13", "This is not written as expected. A date is 2018, 2018-12 or 2018-12-05."),
        ("from=2020&to=2018", "The period ends (2018) before it begins (2020)."),
        ("from=2005&to=2008", "All stand in one camp"),
        ("from=2018&to=2020&actor=state:VAT", "can’t be placed"),
        ("from=2018&to=2018", "camps among"),
        ("evidence=gossip", "Input should be 'votes', 'commitments'"),
        ("topic=cybercrime", "No one took 3 or more positions on cybercrime at any time: nothing to compare."),
        ("actor=state:NOWHERE", "Nothing in the graph is called"),
    ],
)
def test_whatever_is_asked_a_sentence_answers(services: Services, query: str, says: str) -> None:
    shown, told = asked(services, query)
    assert says in text(shown) + " ".join(told.get("messages", {}).values())


def test_nobody_placed_has_no_replay(services: Services) -> None:
    ask = {"seq": 4, "tag": TAG, "query": f"?from=1950&to=1960&{QUICK}"}
    assert "nothing to replay" in text(answering.later(ask, services, ASKING, ASKING.later[0]))


def test_the_file_has_a_row_for_each_actor(services: Services) -> None:
    query = f"?from=2018&to=2020&{QUICK}"
    told = answering.filed({"seq": 5, "tag": TAG, "query": query, "format": "csv"}, services, ASKING)
    lines = told["text"].splitlines()
    assert lines[0].startswith("id,name,camp,camp_name,firmness")
    assert len(lines) == 191
    assert any(line.startswith("state:IND,India,1,") for line in lines)


@pytest.mark.parametrize("query", ["from=2018&to=2020&topic=ICT+security", "evidence=votes&evidence=norms&to=2019-03"])
def test_the_cypher_shown_runs_and_reads_what_was_used(services: Services, query: str) -> None:
    finding = ASKING.find(services, understood(services, ASKING, f"{query}&{QUICK}").question, Work())
    assert finding.answer.json["method"]["rows"] > 0
    for _title, statement in finding.cypher:
        assert services.database.read(statement)
    first = services.database.read(finding.cypher[0][1])
    items = {row["item"] for row in first}
    assert {item["title"] for item in finding.answer.json["items"]} <= items


def test_every_example_is_a_question(services: Services) -> None:
    for said, given in ASKING.examples:
        question = DividesQuestion.model_validate({**given, "resamples": 0})
        assert find_divides(services.database, services.schema, question).divides.camps.camps, said
        assert said.endswith("?")
    fields = {each.name: each for each in ASKING.fields_of(services)}
    assert ("cybercrime", "cybercrime") in fields["topic"].choices
