import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.alliances import agreement_index, cohesion, members_at, memberships, overlaps, rice
from explorer.analysis.records import Belonging
from tests.explorer.analysis.stands import stands

ROWS = [
    Belonging("A", "pact", "founding", "1949"),
    Belonging("B", "pact", "member", "1990", "2018-01-01"),
    Belonging("C", "pact", "member", ""),
    Belonging("D", "pact", "observer", "2000", full=False),
    Belonging("A", "club", "member", "2010-06"),
    Belonging("E", "club", "member", "2010"),
]


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "of_rice", "index"),
    [
        (10, 0, 0, 1, 1),
        (5, 5, 0, 0, 0.25),  # (5 - 5/2) / 10
        (4, 4, 4, 0, 0),  # (4 - 8/2) / 12
        (6, 2, 2, 0.5, 0.4),  # (6 - 4/2) / 10; (6 - 2) / 8
        (0, 0, 3, None, 1),
        (0, 0, 0, None, None),
    ],
)
def test_indices_by_hand(yes: int, no: int, abstain: int, of_rice: float | None, index: float | None) -> None:
    assert rice(yes, no) == of_rice
    assert agreement_index(yes, no, abstain) == index


@given(*[st.integers(0, 40)] * 3)
def test_indices_lie_between_none_and_one(yes: int, no: int, abstain: int) -> None:
    found = agreement_index(yes, no, abstain)
    assert found is None or 0 <= found <= 1
    assert found == agreement_index(abstain, yes, no), "it treats the three alike"
    assert rice(yes, no) == rice(no, yes)


def test_members_over_time() -> None:
    assert members_at(ROWS, "2017") == {"club": {"A", "E"}, "pact": {"A", "B", "C"}}
    assert members_at(ROWS, "2019")["pact"] == {"A", "C"}
    assert members_at(ROWS, "1950", "1960") == {"pact": {"A", "C"}}
    assert members_at(ROWS, "")["pact"] == {"A", "B", "C"}
    told = memberships(ROWS, "pact")
    assert [each.actor for each in told] == ["A", "B", "D", "C"]
    assert told[1].end == "2018-01-01"


def test_who_sits_in_both() -> None:
    found = overlaps(members_at(ROWS, "2017"))
    # Club: A, E. Pact: A, B, C. One in both of four in either.
    assert [(each.first, each.second, each.both, each.jaccard) for each in found] == [("club", "pact", ("A",), 0.25)]
    assert overlaps({}) == ()


def test_how_a_body_votes() -> None:
    # Votes on 1, 2, 3 January 2018: on the first, B still belongs.
    positions = stands("A +++", "B -+-", "C ++-", "D ---", "E ---")
    found = cohesion(positions, ROWS, "pact")
    first, second, third = found.votes
    assert (first.yes, first.no, first.abstain, first.silent) == (2, 1, 0, 0)
    assert first.rice == pytest.approx(1 / 3)
    assert first.agreement == pytest.approx((2 - 1 / 2) / 3)
    assert (first.verdict, first.side, first.dissenters) == ("split", 1, {-1: ("B",)})
    assert (second.yes, second.verdict, second.rice, second.agreement) == (2, "united", 1, 1)
    assert (third.yes, third.no, third.verdict, third.rice, third.agreement) == (1, 1, "split", 0, 0.25)
    assert found.rice == pytest.approx((1 / 3 + 1 + 0) / 3)
    assert found.agreement == pytest.approx((0.5 + 1 + 0.25) / 3)
    assert (found.united, found.split) == (1, 2)
    assert "1 member joined at an unknown date: counted as members at all times." in found.notes


def test_nearly_united_and_silent() -> None:
    rows = [Belonging(f"a{at:02}", "pact", "member", "2000") for at in range(21)]
    positions = stands(*[f"a{at:02} +" for at in range(18)], "a18 -", "a19 0")
    vote = cohesion(positions, rows, "pact").votes[0]
    assert (vote.verdict, vote.silent) == ("nearly united", 1)
    assert vote.dissenters == {-1: ("a18",), 0: ("a19",)}


def test_a_body_that_says_nothing_says_so() -> None:
    found = cohesion(stands("A +"), ROWS, "club")
    assert (found.rice, found.agreement) == (None, None)
    assert found.votes[0].verdict == ""
    assert "On no item did 2 members take a position at any time." in found.notes
    assert "No member of this body is known here." in cohesion(stands("A +"), ROWS, "nowhere").notes
    assert cohesion(stands(), ROWS, "pact").votes == ()


def test_nobody_belongs_to_a_body_before_it_came_to_be() -> None:
    rows = [
        Belonging("A", "club", "member", earliest="2018-01-02"),
        Belonging("B", "club", "member", earliest="2018-01-02"),
    ]
    assert members_at(rows, "2017") == {}
    assert members_at(rows, "2018-01-02") == {"club": {"A", "B"}}
    found = cohesion(stands("A +++", "B ++-", "C +++"), rows, "club")  # votes of 1, 2 and 3 January
    assert [(vote.yes, vote.no, vote.verdict) for vote in found.votes] == [
        (0, 0, ""),
        (2, 0, "united"),
        (1, 1, "split"),
    ]
    note = "2 members joined at an unknown date: counted as members since 2 January 2018, when it was founded."
    assert note in found.notes


def test_who_took_no_part() -> None:
    rows = [Belonging(actor, "club", "member", "2000") for actor in "ABC"]
    assert [vote.absent for vote in cohesion(stands("A ++", "B +.", "C .+"), rows, "club").votes] == [("C",), ("B",)]
