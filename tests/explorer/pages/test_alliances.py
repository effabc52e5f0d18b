from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import html

from explorer.components.alliance_timeline import Stay, timeline
from explorer.components.alliance_votes import votes_table
from explorer.pages.alliances import ASKING, KNOWN, PAGE
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


# Bars, by hand ----------------------------------------------------------------------------------------------------


def bars(stay: Stay, as_of: str = "2019-12-31") -> list[tuple[str, float, float]]:
    """Sort, start and end of each bar, in years."""
    other = Stay(["x"], "", "2010-01-01", "")
    rows = found(timeline("Members", "Who", [other, stay], as_of), html.Tr)
    return [
        (
            str(attributes(bar)["className"]).removeprefix("stay "),
            round(2010 + float(attributes(bar)["style"]["left"][:-1]) / 10, 1),
            round(2010 + sum(float(attributes(bar)["style"][side][:-1]) for side in ("left", "width")) / 10, 1),
        )
        for bar in found(rows[-1], html.Div, "stay")
    ]


def test_a_bar_is_as_exact_as_its_dates() -> None:
    # The scale runs over ten years, 2010 to the end of 2019: a tenth of it is a year.
    assert bars(Stay(["A"], "", "2012-07-02", "")) == [("held", 2012.5, 2020.0)]
    assert bars(Stay(["A"], "", "2012", "")) == [("vague", 2012.0, 2013.0), ("held", 2013.0, 2020.0)]
    assert bars(Stay(["A"], "", "2012-01-01", "2015")) == [("held", 2012.0, 2015.0), ("vague", 2015.0, 2016.0)]
    assert bars(Stay(["A"], "", "", "")) == [("unknown", 2010.0, 2020.0)]
    assert bars(Stay(["A"], "", "", "", "2014-01-01")) == [("unknown", 2014.0, 2020.0)]
    assert bars(Stay(["A"], "", "2012", "2012")) == [("vague", 2012.0, 2013.0)]


def test_a_timeline_is_a_table_too() -> None:
    made = timeline(
        "Members", "Who", [Stay(["A"], "founding", "2012-02", ""), Stay(["B"], "member", "", "2015")], "2020"
    )
    rows = [[text(cell) for cell in found(row, (html.Th, html.Td))[:4]] for row in found(made, html.Tr)[1:]]  # type: ignore[arg-type]
    assert rows == [["A", "founding", "February 2012", ""], ["B", "member", "not known", "2015"]]


# The page ---------------------------------------------------------------------------------------------------------


def test_all_bodies(services: Services) -> None:
    shown, told = answer(services, ASKING, "as_of=2024-06-30")
    assert (told["ok"], told["title"]) == (True, "Bodies of states on 30 June 2024")
    links = [str(attributes(link)["href"]) for link in found(shown, html.A, "entity")]
    assert {f"/alliances?body={body}&as_of=2024-06-30" for body in KNOWN} <= set(links)
    said = text(shown)
    assert "North Atlantic Treaty Organization NATO32" in said
    assert sections(shown)[0] == "Who sits in both"
    assert ASKING.at_once
    assert PAGE.order == 3


def test_one_body(services: Services) -> None:
    shown, told = answer(services, ASKING, "body=organization:nato&from=2018&to=2019")
    assert told["title"] == "North Atlantic Treaty Organization"
    said = text(shown)
    assert "32 full members on " in said
    assert "In 6 votes from 2018 to 2019 the members were united in 2, nearly united" in said
    assert sections(shown)[:3] == ["How it votes", "Members over time", "Who sits in other bodies too"]
    votes = found(shown, html.Div, "votes")[0]
    split = next(text(row) for row in found(votes, html.Tr) if "74/29" in text(row))
    assert split == "74/2912 December 2019split02603no: Canada, United Kingdom, United States"
    widths = [
        sum(float(attributes(piece)["style"]["width"][:-1]) for piece in found(bar, html.Div, "vote"))
        for bar in found(votes, html.Div, "vote-bar")
    ]
    assert len(widths) == 6
    assert all(width == pytest.approx(100, abs=0.1) for width in widths)
    wave = next(text(row) for row in found(shown, html.Tr) if "Poland" in text(row) and "1999" in text(row))
    assert wave.startswith("Czechia, Hungary, Poland")


def test_one_state(services: Services) -> None:
    shown, told = answer(services, ASKING, "body=state:FRA")
    assert told["title"] == "France"
    assert sections(shown)[:2] == ["Where it sits", "Allies and partners"]
    assert "Aachen Treaty" in text(shown)
    alone, _ = answer(services, ASKING, "body=company:huawei")
    assert "Huawei belongs to no body that is recorded." in text(alone)


@pytest.mark.parametrize("query", ["as_of=2020", "body=organization:nato", "body=state:IND"])
def test_what_can_be_taken_along(query: str, services: Services) -> None:
    assert_all_of_it_can_be_taken_along(services, ASKING, query)


def test_the_csv_has_every_vote(services: Services) -> None:
    made = finding(services, ASKING, "body=organization:eu")
    assert made.table is not None
    columns, rows = made.table
    assert columns[:3] == ["text", "date", "verdict"]
    assert len(rows) == made.answer.json["votes"] == 17


def test_examples(services: Services) -> None:
    examples_answered(services, ASKING)


# What cannot be answered ------------------------------------------------------------------------------------------


def test_bad_questions_have_a_sentence(services: Services) -> None:
    assert "Nothing in the graph is called" in refused(services, ASKING, "body=organization:natoo")
    assert "A date is 2018" in refused(services, ASKING, "body=organization:nato&from=May")
    empty, told = answer(services, ASKING, "body=organization:nato&from=1950&to=1960")
    assert told["ok"]
    assert "No vote is known in which two members of North Atlantic Treaty Organization took part from 1950" in text(
        empty
    )
    wrong, _ = answer(services, ASKING, "body=organization:nato&from=2020&to=2018")
    assert "The period ends (2018) before it begins (2020)." in text(wrong)
    early, _ = answer(services, ASKING, "body=organization:aukus&as_of=1990")
    assert "No full member is known in 1990." in text(early)


def test_a_table_without_votes() -> None:
    assert [text(row) for row in found(votes_table([], {}), html.Tr)][1:] == []
