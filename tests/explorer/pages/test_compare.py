import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import dcc, html

from explorer.pages.compare import ASKING, PAGE
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

FRANCE_RUSSIA = "actors=state:FRA&actors=state:RUS"


@pytest.fixture(scope="module")
def services(shipped: Database, schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = Services(shipped, schema, Path(tmp_path_factory.mktemp("own")))
    yield made
    made.guard.close()


def test_two_states(services: Services) -> None:
    shown, told = answer(services, ASKING, FRANCE_RUSSIA)
    assert (told["ok"], told["title"]) == (True, "France and Russia")
    assert sections(shown)[:4] == ["The picture", "Agreement in votes over the years", "In words", "The table"]
    found_json = finding(services, ASKING, FRANCE_RUSSIA).answer.json
    row = next(text(row) for row in found(shown, html.Tr) if text(row).startswith("Agreements and texts"))
    areas = found_json["areas"]["agreements"]
    numbers = [len(areas["shared"]), *(len(areas["only"][actor]) for actor in ("state:FRA", "state:RUS"))]
    assert row == "Agreements and texts" + "".join(map(str, numbers))
    panels = [attributes(panel)["data-panel"] for panel in found(shown, html.Div) if "data-panel" in attributes(panel)]
    assert panels == ["agreements", "forums", "partners", "opponents"]
    assert "0% of 3 votes" in text(shown)


def test_votes_are_drawn_as_they_are_told(services: Services) -> None:
    shown, _ = answer(services, ASKING, FRANCE_RUSSIA)
    place = found(shown, html.Div, "figure-chart")[0]
    told = json.loads(attributes(place)["data-chart"])
    assert attributes(found(place, dcc.Graph)[0])["id"] == told["id"]
    line = told["figure"]["data"][0]
    votes = finding(services, ASKING, FRANCE_RUSSIA).answer.json["votes"]
    drawn = dict(zip(map(str, line["x"]), line["y"], strict=True))
    assert drawn == pytest.approx({vote["year"]: vote["agreement"] for vote in votes}, abs=0.001)
    assert set(told["templates"]) == {"light", "dark"}


def test_three_and_six_actors(services: Services) -> None:
    three, _ = answer(services, ASKING, "actors=state:USA&actors=state:CHN&actors=state:IND")
    assert "Shared by some" in text(three)
    names = ["USA", "CHN", "IND", "RUS", "FRA", "DEU"]
    six, told = answer(services, ASKING, "&".join(f"actors=state:{name}" for name in names))
    assert told["title"] == "United States, China, India, Russia, France and Germany"
    line = json.loads(attributes(found(six, html.Div, "figure-chart")[0])["data-chart"])
    assert len(line["figure"]["data"]) == 15, "each pair of six"


@pytest.mark.parametrize("query", [FRANCE_RUSSIA, f"{FRANCE_RUSSIA}&as_of=2015-06-30"])
def test_what_can_be_taken_along(query: str, services: Services) -> None:
    assert_all_of_it_can_be_taken_along(services, ASKING, query)


def test_the_cypher_gives_the_ties_of_the_answer(services: Services) -> None:
    made = finding(services, ASKING, FRANCE_RUSSIA)
    statements = dict(made.cypher)
    shared = services.database.read(statements["What all of them are tied to"])
    told = made.answer.json["areas"]
    names = {row["shared"] for row in shared}
    assert {made.answer.json["names"][each] for area in told.values() for each in area["shared"]} <= names


def test_examples(services: Services) -> None:
    examples_answered(services, ASKING)
    assert PAGE.order == 5


def test_bad_questions_have_a_sentence(services: Services) -> None:
    assert "1 was named" in refused(services, ASKING, "actors=state:FRA&actors=state:FRA")
    assert refused(services, ASKING, "actors=state:FRA")
    assert refused(services, ASKING, "as_of=2018")
    seven = "&".join(f"actors=state:{name}" for name in ("USA", "CHN", "IND", "RUS", "FRA", "DEU", "ITA"))
    assert refused(services, ASKING, seven)
    assert "Nothing in the graph is called" in refused(services, ASKING, "actors=state:FRA&actors=state:FRX")
    assert "A date is 2018" in refused(services, ASKING, f"{FRANCE_RUSSIA}&as_of=soon")


def test_actors_without_votes_and_without_anything(services: Services) -> None:
    companies, told = answer(services, ASKING, "actors=company:huawei&actors=company:microsoft")
    assert told["ok"]
    assert "No resolution is known on which two of these voted, so their votes can't be compared." in text(companies)
    assert "Agreement in votes over the years" not in sections(companies)
    one, _ = answer(services, ASKING, "actors=company:huawei&actors=state:FRA&actors=state:DEU")
    assert "No resolution is known on which Huawei and another of these voted." in text(one)
    services.database.write("CREATE (:Entity:State {id: 'state:QQA', name: 'Aland'}), (:Entity:State {id: 'state:QQB', "
                            "name: 'Beland'})")  # fmt: skip
    try:
        nothing, told = answer(services, ASKING, "actors=state:QQA&actors=state:QQB&as_of=1990")
    finally:
        services.database.write("MATCH (n) WHERE n.id IN ['state:QQA', 'state:QQB'] DELETE n")
    assert told["ok"]
    assert "Nothing that is compared is known of Aland and Beland in 1990; leave the date empty" in text(nothing)
