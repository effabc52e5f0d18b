"""The page of paths: its form, its picture, its words, and the bad questions it is asked."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path as File
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from dash import html

from explorer.analysis.path_records import Path, Step
from explorer.components.path_picture import path_picture, placed
from explorer.findings.addresses import query_of
from explorer.findings.questions import PathsQuestion
from explorer.findings.work import Work, Works
from explorer.pages.answering import answered, later
from explorer.pages.forming import form
from explorer.pages.paths import ASKING, COLUMNS, find
from explorer.services import Services
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.components.reading import attributes, found, text

SVG = "{http://www.w3.org/2000/svg}"
TAG = "0123456789abcdef"
HUAWEI, USA, DAY = "company:huawei", "state:USA", "2026-11-23"


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: File) -> Iterator[Services]:
    made = Services(shipped, schema, tmp_path)
    yield made
    made.guard.close()


def question(**more: Any) -> PathsQuestion:
    return PathsQuestion.model_validate({"from": HUAWEI, "to": USA, "as_of": DAY, **more})


def ask(given: PathsQuestion | str) -> dict[str, Any]:
    return {"seq": 1, "tag": TAG, "query": given if isinstance(given, str) else query_of(given)}


def pictures(shown: Any) -> list[Any]:
    return [fromstring(attributes(each)["data-svg"]) for each in found(shown, html.Div, "inline-svg")]


# The form -------------------------------------------------------------------------------------------------------


def test_the_form_shows_every_weight_as_it_is_declared(services: Services, schema: Schema) -> None:
    fields = {field["name"]: field for field in form(services, ASKING, "")["fields"]}
    for name, declared in schema.relations.items():
        field = fields[f"weights.influence.{name}"]
        weights = [declared.influence.forward, declared.influence.backward]
        assert [float(value) for value in field["values"]] == weights
        assert field["usual"] == field["values"]
        assert len(field["options"]) == (1 if declared.symmetric else 2)
    assert fields["weights.half_life"]["values"] == ["10"]
    assert fields["weights.unverified"]["values"] == ["0.5"]


# The answer -----------------------------------------------------------------------------------------------------


def test_each_path_is_a_sentence_with_its_steps_and_sources(services: Services) -> None:
    shown, told = answered(ask(question()), services, ASKING, Works())
    said = text(shown)
    assert told["title"] == "From Huawei to United States: 5 paths"
    answer = find(services, question(), Work()).answer.json
    for path in answer["paths"]:
        assert path["sentence"] in said
        for step in path["steps"]:
            assert f"= influence {step['influence']:.2g} × confidence" in said
    urls = {step["source_url"] for path in answer["paths"] for step in path["steps"] if step["source_url"]}
    assert urls <= {attributes(link).get("href") for link in found(shown, html.A)}
    doubtful = [path for path in answer["paths"] if not all(step["verified"] for step in path["steps"])]
    assert len([each for each in found(shown, html.Span, "unverified") if "unverified" in text(each)]) == len(doubtful)


def test_the_picture_holds_every_step_once_and_asks_without_whom_is_chosen(services: Services) -> None:
    finding = find(services, question(), Work())
    picture = pictures(finding.children)[0]
    steps = {(step["from"], step["to"]) for path in finding.answer.json["paths"] for step in path["steps"]}
    assert len(picture.findall(f".//{SVG}g[@class]/{SVG}path")) == len(steps)
    links = [link.get("href") for link in picture.iter(f"{SVG}a")]
    inner = {end for pair in steps for end in pair} - {HUAWEI, USA}
    assert set(links) == {f"/paths?{query_of(question(avoid=[each]))}" for each in inner}


def test_without_somebody_the_loss_is_told_and_the_way_back_offered(services: Services) -> None:
    best = find(services, question(), Work()).answer.json["between"][0]
    shown = find(services, question(avoid=[best["id"]]), Work()).children
    card = found(shown, html.Section, "path-without")[0]
    assert best["name"] in text(card)
    assert "is lost" in text(card) or "none is left" in text(card) or "as strong as before" in text(card)
    assert [attributes(link)["href"] for link in found(card, html.A)] == [f"/paths?{query_of(question())}"]


def test_the_rows_are_the_steps(services: Services) -> None:
    finding = find(services, question(), Work())
    assert finding.table is not None
    columns, rows = finding.table
    assert tuple(columns) == COLUMNS
    assert len(rows) == sum(len(path["steps"]) for path in finding.answer.json["paths"])
    assert [rows[0][COLUMNS.index(name)] for name in ("path", "step", "from")] == [1, 1, HUAWEI]


def test_the_cypher_runs_as_it_stands(services: Services) -> None:
    finding = find(services, question(types=["MEMBER_OF", "LEADS"]), Work())
    steps, weighed = (services.guard.run(statement, {}) for _, statement in finding.cypher)
    assert {row[1] for row in weighed.rows} == {"MEMBER_OF", "LEADS"}
    assert steps.rows


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (f"from={HUAWEI}&to={HUAWEI}", "A path passes each entity once"),
        (f"from={HUAWEI}&to={USA}&avoid={USA}", "Choose one of the two"),
        (f"from={HUAWEI}&to={USA}&types=KNOWS", "KNOWS is no type of tie"),
        ("from=company:microsoft&to=state:FRA&types=ALLIED_WITH", "What comes closest lacks influence in 1 step"),
        (f"from={HUAWEI}&to={USA}&steps=1", "Without these limits there is one"),
    ],
)
def test_bad_questions_are_told_in_a_sentence(services: Services, query: str, said: str) -> None:
    shown, _ = answered(ask(query), services, ASKING, Works())
    assert said in text(shown)


def test_the_nearest_miss_is_drawn(services: Services) -> None:
    given = PathsQuestion.model_validate({"from": "company:microsoft", "to": "state:FRA", "types": ["ALLIED_WITH"]})
    finding = find(services, given, Work())
    assert finding.table is None
    assert pictures(finding.children)[0].findall(f".//{SVG}g[@class='path-step first missing']") or pictures(
        finding.children
    )[0].findall(f".//{SVG}g[@class='path-step first unverified missing']")


@pytest.mark.parametrize("name", ["cuts", "losses", "reach", "influence"])
def test_the_parts_that_are_opened(services: Services, name: str) -> None:
    part = next(each for each in ASKING.later if each.name == name)
    shown = later(ask(question(avoid=["state:CHN"])), services, ASKING, part)
    said = text(shown)
    assert "could not be found" not in said
    links = [attributes(link)["href"] for link in found(shown, html.A)]
    assert links
    assert all(link.startswith("/?id=") for link in links)
    expected = {"cuts": "would have to fall", "losses": "Reached with", "reach": "Huawei reaches",
                "influence": "have influence on United States"}  # fmt: skip
    assert expected[name] in said


# The picture ----------------------------------------------------------------------------------------------------


def step(start: str, end: str, **more: Any) -> Step:
    return Step(start, end, "ALLIED_WITH", True, 0.5, 1.0, 1.0, "", more.pop("verified", True), **more)


def drawn(ways: list[str]) -> list[Path]:
    return [Path([step(f"state:{a}", f"state:{b}") for a, b in pairwise(way)]) for way in ways]


def test_columns_follow_the_paths_and_a_long_step_crosses_in_a_row_of_its_own() -> None:
    """A-B-C-Z and A-Z: the direct step crosses the columns of B and C, so it has places of its own there."""
    places = placed([["A", "B", "C", "Z"], ["A", "Z"]])
    assert places.columns == {"A": 0, "B": 1, "C": 2, "Z": 3}
    assert {places.rows["B"], places.rows["A", "Z", 1]} == {0.0, 1.0}
    assert places.rows["A"] == places.rows["Z"] == 0.5


def test_paths_that_run_against_each_other_are_placed() -> None:
    """A-B-C-Z and A-C-B-Z: C comes after B, since the stronger path says so."""
    places = placed([["A", "B", "C", "Z"], ["A", "C", "B", "Z"]])
    assert places.columns == {"A": 0, "B": 1, "C": 2, "Z": 3}
    spots = [(places.columns[each], places.rows[each]) for each in "ABCZ"]
    assert len(set(spots)) == 4


def test_a_picture_escapes_what_names_hold(schema: Schema) -> None:
    names = {"state:B": "<script>alert(1)</script> & \u202eco"}
    made = path_picture(drawn(["ABZ"]), names, schema, lambda _: "/paths?x=1&y=2", "Without {}", "A label")
    picture = pictures(made)[0]
    assert [each.tag for each in picture.iter(f"{SVG}script")] == []
    assert [link.get("href") for link in picture.iter(f"{SVG}a")] == ["/paths?x=1&y=2"]
    assert "\u202e" not in attributes(found(made, html.Div, "inline-svg")[0])["data-svg"]
