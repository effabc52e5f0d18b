"""What the components of a divide say and hold, on a divide small enough to be worked out by hand."""

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from dash import html

from explorer.analysis.camp_cut import CampCut
from explorer.analysis.camps import Member
from explorer.analysis.crossing import crossing
from explorer.analysis.divides import Divides, divides
from explorer.analysis.movers import Mover, Movers, Reason
from explorer.analysis.records import Belonging, Venue
from explorer.analysis.replay import Frame
from explorer.analysis.stands import Stand, stands
from explorer.components.colour_key import camp_key
from explorer.components.divides_head import camp_cards, camp_title, head, notes
from explorer.components.divides_lists import balance_list, crossing_list, cut_list, middle_list, movers_list
from explorer.components.divides_matrix import agreement_matrix, matrix_data
from explorer.components.divides_plots import axis_ends, ladder, scatter
from explorer.components.divides_replay import multiples, replay
from explorer.components.divides_table import COLUMNS, CSV_COLUMNS, actors_table, csv_rows
from tests.explorer.analysis.stands import stands as table
from tests.explorer.components.reading import attributes, found, sent, text, walk

SVG = "{http://www.w3.org/2000/svg}"
TWO = [f"{name} ++++----" for name in "ABCDE"] + [f"{name} ----++++" for name in "VWXYZ"]
BESIDES = ["M ++00--00", "S ......++"]


@pytest.fixture(scope="module")
def divide() -> Divides:
    rows = [Belonging(actor, "room", "member") for actor in "ABVWM"]
    return divides(table(*TWO, *BESIDES), belongings=rows, venues=[Venue("room", "The Room", "Forum")], resamples=40)


@pytest.fixture(scope="module")
def actors(divide: Divides) -> tuple[Stand, ...]:
    return stands(divide)


def key_of(divide: Divides) -> Any:
    return camp_key([camp_title(at, camp) for at, camp in enumerate(divide.camps.camps)])


def drawing(figure: Any, class_name: str = "sheet") -> ElementTree.Element:
    sheet = next(part for part in found(figure, html.Div, class_name) if "data-svg" in attributes(part))
    return ElementTree.fromstring(attributes(sheet)["data-svg"])


def picks(part: Any) -> list[str]:
    return [attributes(each)["data-pick"] for each in walk(part) if "data-pick" in attributes(each)]


def test_the_head_tells_how_many_and_how_sure(divide: Divides) -> None:
    said = text(head(divide))
    assert f"{len(divide.camps.camps)} camps among 12 actors, by 8 items at any time." in said
    assert "How sure: when the items are drawn anew 40 times" in said
    assert "What they took sides on: 0, 1, 2" in said
    assert text(head(divides(table(), resamples=0))).startswith("No camps were found among 0 actors")
    assert notes(()) is None
    assert "Keep in mind (1)" in text(notes(["One thing."]))


def test_cards_name_all_members_once_and_their_firmness(divide: Divides) -> None:
    cards = camp_cards(divide.camps, key_of(divide))
    members = [each.id for camp in divide.camps.camps for each in camp.members]
    members += [each.id for each in divide.camps.outside]
    assert sorted(picks(cards)) == sorted(members)
    titles = [attributes(each)["data-picks"].split() for each in walk(cards) if "data-picks" in attributes(each)]
    assert [sorted(ids) for ids in titles] == [sorted(each.id for each in camp.members) for camp in divide.camps.camps]
    assert f"Camp 1: {divide.camps.camps[0].name}" in text(cards)
    alone = camp_cards(divides(table(*TWO), resamples=0).camps, key_of(divide))
    assert "without resamples nobody knows how firm they stand" in text(alone)


def test_who_is_more_often_elsewhere_is_called_undecided(divide: Divides) -> None:
    camp = divide.camps.camps[0]
    members = (Member("A", "Ay", 0.95), Member("B", "Bee", 0.7), Member("C", "Sea", 0.15))
    camps = replace(divide.camps, camps=(replace(camp, members=members, core=("A",)),), outside=())
    said = text(camp_cards(camps, key_of(divide)))
    assert "Core (1)Ay" in said
    assert "Less firm (1)Bee70 %" in said
    assert "Undecided: here in fewer than half of the draws (1)Sea15 %" in said


def test_the_matrix_holds_every_pair(divide: Divides, actors: tuple[Stand, ...]) -> None:
    data = matrix_data(actors, divide.agreement)
    assert data["ids"] == [actor.id for actor in actors]
    assert len(data["cells"]) == 12 * 11 // 2
    number = {each: at for at, each in enumerate(data["ids"])}

    def pair(one: str, other: str) -> list[int]:
        row, column = sorted((number[one], number[other]))
        cell = row * 12 - row * (row + 1) // 2 + column - row - 1
        told: list[int] = data["pairs"][data["cells"][cell]]
        return told

    for one, other in (("A", "B"), ("A", "Z"), ("M", "A"), ("M", "Z"), ("S", "A")):
        expected = divide.agreement.pair(one, other)
        share, low, high, shared = pair(one, other)
        assert shared == expected.shared
        if expected.share is None:
            assert (share, low, high) == (-1, -1, -1)
        else:
            assert [share, low, high] == pytest.approx(
                [1000 * (value or 0) for value in (expected.share, expected.low, expected.high)], abs=0.51
            )
    assert pair("A", "B")[0] == 1000
    assert pair("A", "Z")[0] == 0
    assert pair("S", "A")[0] == -1, "two shared items are too few"
    figure = agreement_matrix("m", actors, divide.agreement, key_of(divide))
    sheet = found(figure, html.Div, "matrix-sheet")[0]
    assert json.loads(attributes(sheet)["data-matrix"]) == data
    assert attributes(sheet)["tabIndex"] == 0
    assert "no figure: they share too few items" in text(figure)


def test_every_placed_actor_is_drawn_once_where_it_stands(divide: Divides, actors: tuple[Stand, ...]) -> None:
    figure = scatter("s", actors, divide.ideal_points, key_of(divide), {"A": 9})
    groups = drawing(figure).findall(f"{SVG}g")
    placed = {actor.id: actor for actor in actors if actor.place}
    assert sorted(group.attrib["data-id"] for group in groups) == sorted(placed)
    across = {group.attrib["data-id"]: float(group.find(f"{SVG}circle").attrib["cx"]) for group in groups}  # type: ignore[union-attr]
    order = sorted(placed, key=lambda each: across[each])
    assert set(order[:5]) in ({*"ABCDE"}, {*"VWXYZ"})
    camp_class = {group.attrib["data-id"]: group.attrib["class"].split()[1] for group in groups}
    assert camp_class["A"] == camp_class["E"] != camp_class["Z"]
    named = [group.attrib["data-id"] for group in groups if "named" in group.attrib["class"]]
    assert "A" in named, "the best known is named first"
    assert all(group.find(f"{SVG}path") is not None for group in groups), "each has its interval"
    assert "on the first axis" in groups[0].attrib["data-said"]


def test_axis_ends_say_what_was_backed_there(divide: Divides) -> None:
    left, right = axis_ends(divide.ideal_points)
    for end in (left, right):
        assert "supported" in end or "opposed" in end
    assert left != right


def test_the_ladder_has_a_row_for_each_place(divide: Divides, actors: tuple[Stand, ...]) -> None:
    rows = drawing(ladder("l", actors, key_of(divide))).findall(f"{SVG}g")
    ids = [each for row in rows for each in row.attrib["data-ids"].split()]
    assert sorted(ids) == sorted(actor.id for actor in actors if actor.place)
    assert any(set(row.attrib["data-ids"].split()) == {*"ABCDE"} for row in rows)
    assert all("data-id" not in row.attrib for row in rows)


def test_names_can_hold_anything() -> None:
    wild = '<script>"&\u202e\u0007 é'
    actor = Stand("x", wild, 0, 1.0, (0.0, 0.0), (-1.0, -1.0), (1.0, 1.0), 0.5, 0.5, 0.6, 8)
    other = Stand("y", "Y", None, None, (1.0, 1.0), None, None, None, None, None, 3)
    divide = divides(table(*TWO), resamples=5)
    frame = Frame("2010", "2010", "2010", ("1",), {"x": (0, 0)}, 0.5, None, None, ())
    for figure in (
        scatter("s", [actor, other], divide.ideal_points, key_of(divide), {}),
        ladder("l", [actor, other], key_of(divide)),
        replay("r", [actor, other], [frame], key_of(divide)),
    ):
        drawn = drawing(figure)
        assert drawn.findall(f".//{SVG}script") == []
        assert not {"\u202e", "\u0007"} & set("".join(drawn.itertext()))


def test_the_middle_and_movers(divide: Divides) -> None:
    said = middle_list(divide.middle)
    assert picks(said)[0] == divide.middle.actors[0].id
    assert "Nearness to both" in text(said)
    assert "earlier period" in text(movers_list(None, ""))
    many = replace(divide.middle, actors=divide.middle.actors[:1] * 25, equal=23)
    assert "3 more stand equally near" in text(middle_list(many))
    assert "There are no two camps" in text(middle_list(divides(table("A +++", "B +++", "C +++"), resamples=0).middle))
    reason = Reason("v1", "73/27", -1, -0.2)
    mover = Mover("x", "Xland", 0.5, -0.5, -1.0, -1.2, -0.8, (reason,), (4, 4))
    moved = Movers(divide.middle.poles, (mover,), 9, ("A note.",))
    shown = movers_list(moved, "from 2018 to 2020")
    assert "1 of 9 actors moved since the period from 2018 to 2020" in text(shown)
    assert "0.50 → -0.50 (change -1.00, -1.20 to -0.80)" in text(shown)
    assert "against 73/27" in text(shown)
    way = found(shown, html.Span, "way")[0]
    assert attributes(way)["style"] == {"left": "25.0%", "width": "50.0%"}
    nobody = movers_list(Movers(divide.middle.poles, (), 9, ("Nothing moved.",)), "up to 2017")
    assert "Nobody can be told to have moved" in text(nobody)
    assert "Nothing moved." in text(nobody)


def test_balance_and_what_crosses(divide: Divides) -> None:
    assert "triads are balanced" in text(balance_list(divide.balance))
    alone = divides(table("A +++", "B +++", "C +++"), resamples=0)
    assert text(balance_list(alone.balance))
    said = crossing_list(divide.crossing, divide.middle.poles, {"M": "Midland"})
    assert "The Room" in text(said)
    none = crossing_list(crossing([], [], alone.middle.poles), alone.middle.poles, {})
    assert "There are no two camps" in text(none)


def test_the_cut() -> None:
    cut = CampCut(("forum:room",), ("forum:club",), ("state:MID",), ())
    said = cut_list(cut, {"forum:room": "The Room", "state:MID": "Midland"})
    assert "3 bodies, texts and actors would have to go" in text(said)
    assert [attributes(link)["href"] for link in found(said, html.A)] == [
        "/?id=forum:room", "/?id=state:MID", "/?id=forum:club",
    ]  # fmt: skip
    assert "Midland" in text(said)
    assert "forum:club" in text(said), "without a name, the id"
    assert text(cut_list(CampCut((), (), (), ("Nothing joins them.",)), {})) == "Nothing joins them."


def test_the_table_and_its_file(divide: Divides, actors: tuple[Stand, ...]) -> None:
    grid = actors_table(actors)
    rows = next(attributes(each)["rowData"] for each in walk(grid) if "rowData" in attributes(each))
    assert [row["id"] for row in rows] == [actor.id for actor in actors]
    assert {column["field"] for column in COLUMNS} <= rows[0].keys()
    assert next(row for row in rows if row["id"] == "S")["taken"] == 2 or "S" not in {row["id"] for row in rows}
    written = csv_rows(actors, [camp.name for camp in divide.camps.camps])
    assert all(len(row) == len(CSV_COLUMNS) for row in written)
    first = dict(zip(CSV_COLUMNS, written[0], strict=True))
    assert first["camp_name"] == divide.camps.camps[int(first["camp"]) - 1].name  # type: ignore[call-overload]


def test_the_replay_holds_each_year_and_small_pictures(divide: Divides, actors: tuple[Stand, ...]) -> None:
    places = {actor.id: actor.place for actor in actors if actor.place and actor.id != "A"}
    frames = [
        Frame("2010", "2008", "2010", ("1", "2"), places, 0.75, 0.9, 0.2, ("A note.",)),
        Frame("2011", "2009", "2011", (), {}, None, None, None, ("Nothing was put to them.",)),
    ]
    figure = replay("r", actors, frames, key_of(divide))
    data = json.loads(attributes(figure)["data-replayed"])
    assert len(data["ids"]) == len(data["frames"][0]["places"])
    assert data["frames"][0]["places"][data["ids"].index("A")] is None
    assert data["frames"][1]["places"] == [None] * len(data["ids"])
    assert data["frames"][0]["said"] == (
        f"2008 to 2010: 1 and 2. {len(places)} actors placed. Two of one camp agreed on 90 %, two of different camps "
        "on 20 %. Likeness to the whole: 75 %. A note."
    )
    assert data["frames"][1]["said"] == "2011: Nothing was put to them."
    stage = drawing(figure, "stage")
    assert [group.attrib["data-id"] for group in stage.findall(f"{SVG}g")] == data["ids"]
    assert "The same as a table" in text(figure)
    small = multiples("m", actors, frames, key_of(divide))
    assert "Nothing was put to them." in text(small)
    sheets = [each for each in walk(small) if "data-seats" in attributes(each)]
    assert json.loads(attributes(sheets[0])["data-seats"]).keys() == places.keys()
    assert len(sheets) == 1
    assert sent(small)
