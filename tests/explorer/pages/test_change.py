from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import html

from explorer.pages.change import ASKING, PAGE, fields
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.components.reading import attributes, found, text
from tests.explorer.pages.asked_pages import (
    answer,
    assert_all_of_it_can_be_taken_along,
    examples_answered,
    finding,
    refused,
    sections,
)


@pytest.fixture(scope="module")
def services(shipped: Database, schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = Services(shipped, schema, Path(tmp_path_factory.mktemp("own")))
    yield made
    made.guard.close()


def test_what_changed_for_all(services: Services) -> None:
    shown, told = answer(services, ASKING, "from=2017&to=2018")
    assert (told["ok"], told["title"]) == (True, "What changed between 2017 and 2018")
    assert sections(shown)[:5] == ["Who turned", "The picture", "By the sort of tie", "In words", "The table"]
    assert "Fell out: China cooperates with United States" in text(shown)
    switch = [attributes(button) for button in found(shown, html.Button) if "data-choose" in attributes(button)]
    assert [(each["data-choose"], each["aria-pressed"]) for each in switch] == [
        ("before", "false"), ("both", "true"), ("after", "false"),
    ]  # fmt: skip
    panels = [attributes(panel) for panel in found(shown, html.Div) if "data-panel" in attributes(panel)]
    assert [panel["data-panel"] for panel in panels if not panel["hidden"]] == ["both"]


def test_the_numbers_agree_with_the_answer(services: Services) -> None:
    made = finding(services, ASKING, "from=2015&to=2024&actors=state:FRA")
    told = made.answer.json
    assert made.table is not None
    words = [row[0] for row in made.table[1]]
    assert words.count("added") == len(told["added"])
    assert words.count("ended") == len(told["ended"])
    assert words.count("began and ended") == len(told["passing"])
    assert all("state:FRA" in (row[2], row[5]) for row in made.table[1])


@pytest.mark.parametrize(
    "query",
    [
        "from=2017&to=2018", "from=2013-06-01&to=2022&actors=state:RUS&actors=state:USA",
        "from=2018&to=2024&types=MEMBER_OF",
    ],
)  # fmt: skip
def test_the_cypher_gives_what_the_answer_tells(query: str, services: Services) -> None:
    assert_all_of_it_can_be_taken_along(services, ASKING, query)
    made = finding(services, ASKING, query)
    statements = dict(made.cypher)
    assert len(services.database.read(statements["Ties that began"])) == len(made.answer.json["added"])
    assert len(services.database.read(statements["Ties that ended"])) == len(made.answer.json["ended"])


def test_types_to_choose_from_are_those_declared(services: Services) -> None:
    types = next(each for each in fields(services) if each.name == "types")
    assert {value for value, _ in types.choices} == set(services.schema.relations)


def test_examples(services: Services) -> None:
    examples_answered(services, ASKING)
    assert PAGE.order == 6


def test_bad_questions_have_a_sentence(services: Services) -> None:
    assert "2019 is not before 2018" in refused(services, ASKING, "from=2019&to=2018")
    assert refused(services, ASKING, "from=2019")
    assert "A date is 2018" in refused(services, ASKING, "from=yesterday&to=2018")
    assert "Nothing in the graph is called" in refused(services, ASKING, "from=2018&to=2019&actors=state:FRX")
    assert "'MEMBR_OF' is no type of tie" in refused(services, ASKING, "from=2018&to=2019&types=MEMBR_OF")


def test_a_time_in_which_nothing_changed(services: Services) -> None:
    shown, told = answer(services, ASKING, "from=1802&to=1803&actors=company:huawei")
    assert told["ok"]
    said = text(shown)
    assert "Nothing that has a date changed for Huawei between 1802 and 1803. Ask about a longer time" in said
    assert "The picture" not in sections(shown)
