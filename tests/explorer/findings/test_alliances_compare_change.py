"""Bodies, comparison and change as findings, over the shipped graph."""

import pytest

from explorer.analysis.change import PeriodError
from explorer.analysis.compare import ComparisonError
from explorer.findings.alliances import find_alliances
from explorer.findings.change import MOST_DRAWN, find_change
from explorer.findings.compare import find_comparison
from explorer.findings.questions import AlliancesQuestion, ChangeQuestion, CompareQuestion, Question
from explorer.findings.work import CancelledError, Work
from explorer.reads.naming import UnknownNameError
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError
from graph_loader.schema import Schema

NATO, EU, FRA, RUS, USA = "organization:nato", "organization:eu", "state:FRA", "state:RUS", "state:USA"


# Alliances --------------------------------------------------------------------------------------------------------


def test_all_bodies_the_largest_first(shipped: Database, schema: Schema) -> None:
    found = find_alliances(shipped, schema, AlliancesQuestion(as_of="2024-06"))
    members = found.members()
    assert (found.one, found.is_body) == (None, False)
    assert [len(who) for who in members.values()] == sorted((len(who) for who in members.values()), reverse=True)
    assert (len(members[NATO]), len(members[EU])) == (32, 27)
    both = next(each for each in found.shared() if {each.first, each.second} == {NATO, EU})
    assert len(both.both) == len(members[NATO] & members[EU]) == 23
    assert found.answer().json["as_of"] == "2024-06"


def test_one_body_votes_as_its_members_do(shipped: Database, schema: Schema) -> None:
    found = find_alliances(shipped, schema, AlliancesQuestion(body=NATO, begin="2018", to="2018", as_of="2018"))
    assert found.is_body
    assert (len(found.members()[NATO]), found.founded) == (29, "1949-04-04")
    vote = next(each for each in found.united(NATO).votes if each.item == "resolution:A/RES/73/27")
    cast = shipped.read(
        "MATCH (s)-[:MEMBER_OF]->({id: $nato}) MATCH (s)-[v:VOTED]->({id: 'resolution:A/RES/73/27'}) "
        "WHERE s.id <> 'state:MKD' AND NOT s.id IN ['state:FIN', 'state:SWE'] "
        "RETURN v.value AS value, count(DISTINCT s) AS n",
        {"nato": NATO},
    )
    assert {row["value"]: row["n"] for row in cast} == {"no": vote.no, "abstain": vote.abstain}
    assert vote.dissenters == {0: ("state:TUR",)}
    assert {each.first if each.second == NATO else each.second for each in found.shared()} >= {EU}
    assert {"state:MNE", "state:FIN"} <= {each.actor for each in found.people()}


def test_nobody_voted_in_a_body_that_was_not_there_yet(shipped: Database, schema: Schema) -> None:
    found = find_alliances(shipped, schema, AlliancesQuestion(body="forum:gfce"))
    dates = [vote.date for vote in found.united("forum:gfce").votes if vote.agreement is not None]
    assert dates
    assert min(dates) > "2015-04-16"


def test_the_seats_of_a_state(shipped: Database, schema: Schema) -> None:
    found = find_alliances(shipped, schema, AlliancesQuestion(body=FRA))
    assert not found.is_body
    assert {NATO, EU} <= {row.venue for row in found.seats()}
    assert "state:DEU" in {tie["partner"] for tie in found.ties}
    assert found.people() == ()
    assert find_alliances(shipped, schema, AlliancesQuestion(body="company:huawei")).seats() == []


# Compare ----------------------------------------------------------------------------------------------------------


def test_a_comparison_names_each_once(shipped: Database, schema: Schema) -> None:
    found = find_comparison(shipped, schema, CompareQuestion(actors=(FRA, RUS, FRA)))
    assert [actor.id for actor in found.actors] == [FRA, RUS]
    assert found.answer().json["actors"] == [FRA, RUS]
    with pytest.raises(ComparisonError, match="2 to 6 different actors can be compared, and 1 was named"):
        find_comparison(shipped, schema, CompareQuestion(actors=(FRA, FRA)))


# Change -----------------------------------------------------------------------------------------------------------


def test_change_with_what_is_drawn(shipped: Database, schema: Schema) -> None:
    found = find_change(shipped, schema, ChangeQuestion(begin="2013", to="2022", actors=(RUS, USA)))
    drawn = {end for pair in found.pairs for end in (pair.first, pair.second)}
    assert {RUS, USA} <= drawn
    assert len(drawn) <= MOST_DRAWN
    assert all({pair.first, pair.second} & {RUS, USA} for pair in found.pairs)
    between = next(pair for pair in found.pairs if {pair.first, pair.second} == {RUS, USA})
    assert between.fate == "turned"
    ends = {end for tie in (*found.changes.added, *found.changes.ended) for end in (tie.source, tie.target)}
    assert len(drawn) + found.left_out == len(ends)
    assert all(end in found.names for end in drawn)
    everyone = find_change(shipped, schema, ChangeQuestion(begin="2017", to="2018"))
    assert {"added", "stayed", "turned"} <= {pair.fate for pair in everyone.pairs}
    assert len(everyone.answer(most=2).text) < len(everyone.answer(most=20).text)


def test_types_of_ties(shipped: Database, schema: Schema) -> None:
    found = find_change(shipped, schema, ChangeQuestion(begin="2018", to="2024", types=("MEMBER_OF",)))
    assert {tie.relation for tie in found.changes.added} == {"MEMBER_OF"}
    assert {tie.relation for pair in found.pairs for tie in (*pair.before, *pair.after)} == {"MEMBER_OF"}
    with pytest.raises(UsageError, match=r"'MEMBR_OF' is no type of tie\. Nearest: MEMBER_OF"):
        find_change(shipped, schema, ChangeQuestion(begin="2018", to="2024", types=("MEMBR_OF",)))


def test_dates_in_the_wrong_order(shipped: Database, schema: Schema) -> None:
    for begin, to in (("2019", "2018"), ("2018", "2018"), ("2018", "2018-05")):
        with pytest.raises(PeriodError, match=f"{begin} is not before {to}"):
            find_change(shipped, schema, ChangeQuestion(begin=begin, to=to))


# All --------------------------------------------------------------------------------------------------------------

FINDS = [
    (find_alliances, AlliancesQuestion(body="state:FRX")),
    (find_comparison, CompareQuestion(actors=(FRA, "state:FRX"))),
    (find_change, ChangeQuestion(begin="2018", to="2019", actors=("state:FRX",))),
]


@pytest.mark.parametrize(("find", "question"), FINDS, ids=["alliances", "compare", "change"])
def test_unknown_actors_and_cancelling(find: object, question: Question, shipped: Database, schema: Schema) -> None:
    assert callable(find)
    with pytest.raises(UnknownNameError, match="Nothing in the graph is called 'state:FRX'"):
        find(shipped, schema, question)
    work = Work()
    with pytest.raises(UnknownNameError):
        find(shipped, schema, question, work.progress)
    assert work.told()["whole"] > work.told()["done"]
    assert work.told()["what"]
    work.cancel()
    with pytest.raises(CancelledError):
        find(shipped, schema, question, work.progress)
