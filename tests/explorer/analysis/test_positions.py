import json
import random

import pytest
from hypothesis import given, settings

from explorer.analysis.evidence import EVIDENCE, WORDS, kind_of_evidence, lasting, position_of, relations_of
from explorer.analysis.positions import Scope, positions
from explorer.analysis.records import Item, Row, counted, held
from graph_loader.errors import UsageError
from graph_loader.schema import Schema
from tests.explorer.analysis.stands import items, rows, stands, tables


def test_a_table_becomes_a_matrix() -> None:
    found = stands("B +0.", "A ++-")
    assert found.actors == ("A", "B")
    assert [item.id for item in found.items] == ["v0", "v1", "v2"]
    assert found.values.tolist() == [[1, 1, -1], [1, 0, 0]]
    assert found.known.tolist() == [[True, True, True], [True, True, False]]
    assert found.values.dtype == "int8"
    assert found.totals("v1") == (1, 0, 1)
    assert found.totals("v2") == (0, 1, 0), "who took no position neither abstained nor said no"
    assert found.taken("B") == {"v0": 1, "v1": 0}


def test_what_is_left_out_is_told() -> None:
    found = stands("A ++-", "B +0.", "C +..", least_items=2)
    assert found.actors == ("A", "B")
    assert found.left_out == {"C": "took 1 position at any time; at least 2 are needed"}
    assert "1 actor left out: fewer than 2 positions known." in found.notes
    asked = positions(rows(["A ++"]), items(2), {}, Scope(least_items=1, actors=frozenset({"A", "Z"})))
    assert asked.left_out == {"Z": "took no position at any time"}


@pytest.mark.parametrize(
    ("begin", "to", "labels"),
    [
        ("", "", ["1990", "2018-12", "2018-12-05", "2019"]),
        ("2018", "2018", ["2018-12", "2018-12-05"]),
        ("2018-12-05", "2018-12-05", ["2018-12", "2018-12-05"]),
        ("2018-12-06", "2019-03", ["2018-12", "2019"]),
        ("2020", "", []),
        ("", "1990-01", ["1990"]),
    ],
)
def test_a_vote_counts_where_its_date_may_lie_in_the_period(begin: str, to: str, labels: list[str]) -> None:
    """A date stands for the whole of the day, month or year that it names."""
    dates = ["1990", "2018-12", "2018-12-05", "2019"]
    given_items = [Item(date, date, date, date, "", "votes") for date in dates]
    found = positions([Row("A", date, 1, date) for date in dates], given_items, {}, Scope(begin, to, least_items=1))
    assert [item.label for item in found.items] == labels


def test_a_commitment_lasts_until_it_is_given_up() -> None:
    text = Item("t", "Text", "T", "2001", "", "commitments")

    def at(begin: str, to: str, *ties: Row) -> list[list[int]]:
        scope = Scope(begin, to, evidence=("commitments",), least_items=1)
        found: list[list[int]] = positions(ties, [text], {}, scope).values.tolist()
        return found

    signed = Row("A", "t", 1, "2005-06-01", lasting=True)
    assert at("2018", "2020", signed) == [[1]]
    assert at("2000", "2004", signed) == []
    left = Row("A", "t", -1, "2019", lasting=True)
    assert at("2010", "2018", signed, left) == [[1]]
    assert at("2010", "2020", signed, left) == [[-1]], "the latest holds"
    ended = Row("A", "t", 1, "2005", "2017-03", lasting=True)
    assert at("2017-03-31", "2018", ended) == [[1]]
    assert at("2017-04", "2018", ended) == []
    undated = Row("A", "t", 1, lasting=True)
    assert at("2001", "2001", undated) == [[1]], "it is as old as its item"
    assert at("1999", "2000", undated) == []


def test_contradictions_and_missing_dates_are_told() -> None:
    undated = Item("t", "Text", "T", "", "", "norms")
    scope = Scope("2018", "2020", evidence=("norms",), least_items=1)
    found = positions([Row("A", "t", 1, lasting=True), Row("B", "t", 1, lasting=True)], [undated], {}, scope)
    assert found.actors == ("A", "B")
    assert "2 ties without any date: counted in every period." in found.notes
    both = positions([Row("A", "t", 1, lasting=True), Row("A", "t", -1, lasting=True)], [undated], {}, scope)
    assert both.actors == ()
    assert "1 position left out: the sources contradict each other." in both.notes


def test_topics_and_evidence_choose_items() -> None:
    given_items = [
        Item("a", "A", "A", "2018", "crime", "votes"),
        Item("b", "B", "B", "2018", "security", "votes"),
        Item("c", "C", "C", "2018", "crime", "memberships"),
    ]
    ties = [Row("X", each.id, 1, "2018") for each in given_items]

    def chosen(**scope: tuple[str, ...]) -> list[str]:
        found = positions(ties, given_items, {}, Scope(least_items=1, **scope))  # type: ignore[arg-type]
        return [item.id for item in found.items]

    assert chosen() == ["a", "b"], "votes alone, by default"
    assert chosen(topics=("crime",)) == ["a"]
    assert chosen(topics=("crime",), evidence=("votes", "memberships")) == ["a", "c"]
    assert chosen(evidence=("norms",)) == []


def test_an_empty_period_says_so() -> None:
    found = positions(rows(["A +++"]), items(3), {}, Scope("1950", "1960"))
    assert found.values.shape == (0, 0)
    assert found.notes == ("No one took 3 or more positions from 1950 to 1960: nothing to compare.",)
    turned = positions(rows(["A +++"]), items(3), {}, Scope("2020", "2018"))
    assert turned.notes[0] == "The period ends (2018) before it begins (2020)."
    assert "There is a single item (0)" in " ".join(stands("A +", "B -").notes)
    assert "On 1 item of 2 all took the same side" in " ".join(stands("A ++", "B +-").notes)


@pytest.mark.parametrize("date", ["2018-13", "18", "2018-1", "December", "2018-12-32", "2018/12", "2018\n"])
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        Scope(begin=date)


def test_what_is_no_evidence_is_refused() -> None:
    with pytest.raises(UsageError, match="'gossip' is no kind of evidence"):
        Scope(evidence=("gossip",))


@given(tables())
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_and_items_changes_nothing(table: list[str]) -> None:
    ties, given_items = rows(table), items(9)
    random.Random(1).shuffle(ties)
    random.Random(2).shuffle(given_items)
    mixed = positions(ties, given_items, {}, Scope(least_items=1))
    assert mixed.as_dict() == stands(*table).as_dict()


def test_a_result_becomes_json() -> None:
    told = json.loads(json.dumps(stands("A +.", "B 0-").as_dict()))
    assert told["values"] == [[1, 0], [0, -1]]
    assert told["known"] == [[True, False], [True, True]]
    assert told["scope"]["evidence"] == ["votes"]


def test_polarity_comes_from_the_declaration(schema: Schema) -> None:
    assert [position_of(schema, "VOTED", value) for value in ("yes", "no", "abstain", "absent")] == [1, -1, 0, None]
    assert position_of(schema, "SIGNED", "ratified") == 1
    assert position_of(schema, "SIGNED", "withdrew") == -1
    assert position_of(schema, "DID_NOT_SIGN", "") == -1
    assert position_of(schema, "MEMBER_OF", "observer") is None, "an observer does not half oppose a body"
    assert position_of(schema, "CONTESTS", "") == -1
    changed = schema.relations["SUPPORTS"].model_copy(update={"polarity": -1})
    other = schema.model_copy(update={"relations": schema.relations | {"SUPPORTS": changed}})
    assert position_of(other, "SUPPORTS", "") == -1


def test_all_evidence_is_declared(schema: Schema) -> None:
    """What the evidence names by name, the declaration knows."""
    named = [relation for relations in EVIDENCE.values() for relation in relations]
    assert relations_of(schema) == named
    assert "absent" in schema.relation_properties("VOTED")["value"].choices
    assert WORDS.keys() == EVIDENCE.keys()
    assert kind_of_evidence("TARGETED") == ""
    assert [lasting(name) for name in ("VOTED", "DID_NOT_SIGN", "SIGNED", "MEMBER_OF")] == [False, False, True, True]


def test_words_of_numbers_and_spans() -> None:
    assert (counted(1, "item"), counted(2, "item"), counted(1234, "body", "bodies")) == (
        "1 item",
        "2 items",
        "1,234 bodies",
    )
    assert held("", "", "2018", "2018")
    assert held("2018", "2018", "2018-05", "2018-05")
    assert not held("2019", "", "", "2018")
