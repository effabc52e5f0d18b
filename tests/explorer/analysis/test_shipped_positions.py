"""Known answers on the shipped data: the totals that the resolutions record, and what their splits say."""

from collections.abc import Callable

import pytest

from explorer.analysis.agreement import agreement
from explorer.analysis.alliances import cohesion, members_at, memberships
from explorer.analysis.camps import camps
from explorer.analysis.divides import Divides, divides
from explorer.analysis.evidence import EVIDENCE
from explorer.analysis.positions import Positions, Scope, positions
from explorer.reads.alliances import Belongings, meeting_places, members_of_bodies, partners
from explorer.reads.positions import PositionRows, position_rows
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

Within = Callable[..., Positions]


@pytest.fixture(scope="module")
def found(shipped: Database, schema: Schema) -> PositionRows:
    return position_rows(shipped, schema)


@pytest.fixture(scope="module")
def within(found: PositionRows) -> Within:
    def chosen(
        begin: str = "", to: str = "", least_items: int = 3, evidence: tuple[str, ...] = ("votes",)
    ) -> Positions:
        scope = Scope(begin, to, evidence=evidence, least_items=least_items)
        return positions(found.rows, found.items, found.names, scope)

    return chosen


@pytest.fixture(scope="module")
def bodies(shipped: Database, schema: Schema) -> Belongings:
    return members_of_bodies(shipped, schema)


@pytest.fixture(scope="module")
def of_2018(within: Within, shipped: Database, schema: Schema) -> Divides:
    places = meeting_places(shipped, schema)
    return divides(within("2018", "2020"), belongings=places.rows, venues=places.venues, resamples=200)


def test_positions_have_the_recorded_totals_of_every_vote(within: Within, shipped: Database) -> None:
    recorded = shipped.read(
        "MATCH (r:Resolution) WHERE r.yes IS NOT NULL RETURN r.id AS id, r.yes AS yes, r.no AS no, r.abstain AS abstain"
    )
    every = within(least_items=1)
    assert {item.id for item in every.items} == {row["id"] for row in recorded}
    assert {row["id"]: every.totals(row["id"]) for row in recorded} == {
        row["id"]: (row["yes"], row["no"], row["abstain"]) for row in recorded
    }


def test_the_two_texts_of_2018_split_as_their_totals_say(within: Within, shipped: Database) -> None:
    found = within("2018", "2018", least_items=1)
    assert found.totals("resolution:A/RES/73/27") == (119, 46, 14)
    assert found.totals("resolution:A/RES/73/266") == (138, 12, 16)
    side = {actor: found.taken(actor) for actor in found.actors}
    russian, american = "resolution:A/RES/73/27", "resolution:A/RES/73/266"
    assert (side["state:RUS"][russian], side["state:RUS"][american]) == (1, -1)
    assert (side["state:USA"][russian], side["state:USA"][american]) == (-1, 1)
    assert (side["state:IND"][russian], side["state:IND"][american]) == (1, 1)
    both = [actor for actor, taken in side.items() if taken.get(russian) == 1 and taken.get(american) == 1]
    counted = shipped.read(
        "MATCH ({id: $one})<-[:VOTED {value: 'yes'}]-(s)-[:VOTED {value: 'yes'}]->({id: $other}) RETURN count(s) AS n",
        {"one": russian, "other": american},
    )
    assert len(both) == counted[0]["n"] == 77


def test_absence_is_unknown(within: Within, shipped: Database) -> None:
    absent = shipped.read(
        "MATCH (s:State)-[v:VOTED {value: 'absent'}]->(r:Resolution) RETURN s.id AS state, r.id AS item"
    )
    every = within(least_items=1)
    column_of = {item.id: at for at, item in enumerate(every.items)}
    row_of = {actor: at for at, actor in enumerate(every.actors)}
    assert len(absent) == 281
    assert not any(
        every.known[row_of[row["state"]], column_of[row["item"]]] for row in absent if row["state"] in row_of
    )


def test_items_are_called_by_their_short_names(found: PositionRows) -> None:
    labels = {item.id: item.label for item in found.items}
    assert labels["resolution:A/RES/73/27"] == "73/27"
    assert labels["agreement:paris-call"] == "Paris Call"
    assert found.names["state:FRA"] == "France"


def test_wcit_signatures_are_commitments(found: PositionRows, within: Within) -> None:
    item = next(item for item in found.items if item.id == "agreement:ITU/WCIT-12/ITRs")
    assert item.evidence == "commitments"
    held = within("2012", "2012", 1, ("commitments",))
    # 86 of the 89 signers and all 55 others are in the data.
    assert held.totals(item.id) == (86, 55, 0)
    later = within("2018", "2018", 1, ("commitments",))
    assert later.totals(item.id) == (86, 0, 0), "not to have signed on the day says nothing of later years"


def test_every_kind_of_evidence_gives_positions(within: Within) -> None:
    every = within("2018", "2020", 1, tuple(EVIDENCE))
    assert {item.evidence for item in every.items} == set(EVIDENCE)
    assert len({item.id for item in every.items}) == len(every.items)


def test_the_camps_of_2018_to_2020(of_2018: Divides) -> None:
    """Those who opposed the Russian texts, those who opposed the American ones, and the many who were for both."""
    camps_of = [{each.id for each in camp.members} for camp in of_2018.camps.camps]
    assert [len(camp) for camp in camps_of] == [124, 55, 10]
    assert {"state:USA", "state:FRA", "state:JPN", "state:EST"} <= camps_of[1]
    assert camps_of[2] == {
        f"state:{each}" for each in ("CHN", "CUB", "EGY", "IRN", "NIC", "PRK", "RUS", "SYR", "VEN", "ZWE")
    }
    assert {"state:IND", "state:BRA", "state:ZAF", "state:SGP"} <= camps_of[0]
    assert of_2018.camps.camps[1].name.startswith("opposed 73/27")
    firmness = {each.id: each.firmness or 0 for camp in of_2018.camps.camps for each in camp.members}
    assert firmness["state:FRA"] > 0.9
    assert firmness["state:IDN"] > 0.9
    assert firmness["state:RUS"] < 0.8, "with few votes against the American texts, many resamples merge the two"


def test_the_axis_runs_from_the_one_pole_to_the_other(of_2018: Divides) -> None:
    place = of_2018.ideal_points.position_of
    assert place["state:RUS"] > place["state:IND"] > place["state:FRA"]
    assert of_2018.ideal_points.loadings[0].label in {"74/247", "73/187", "75/240", "73/27"}
    pair = of_2018.agreement.pair("state:FRA", "state:DEU")
    assert (pair.share, pair.shared) == (1, 8)


def test_those_in_the_middle_voted_with_both(of_2018: Divides) -> None:
    assert all(each.with_both for each in of_2018.middle.actors[:20])
    ends = {*of_2018.middle.poles.first, *of_2018.middle.poles.second}
    assert not {each.id for each in of_2018.middle.actors[:20]} & ends
    assert {text.label for text in of_2018.middle.texts if text.side == 0} == {"73/266", "74/28", "75/32"}


def test_both_sides_meet_in_known_rooms(of_2018: Divides) -> None:
    assert of_2018.crossing is not None
    rooms = {room.venue: room for room in of_2018.crossing.rooms}
    assert "state:RUS" in rooms["organization:osce"].second
    assert "organization:nato" not in rooms
    assert not [venue for venue in rooms if venue.startswith("resolution:")]


def test_who_moved_after_2020(within: Within) -> None:
    found = divides(within("2021", "2025"), before=within("2018", "2020"), resamples=50).movers
    assert found is not None
    moved = {mover.id: mover for mover in found.movers}
    assert moved["state:EGY"].change > 0.5, "against 73/266 and 74/28, for 77/37 and 78/16"
    assert {reason.label for reason in moved["state:EGY"].items} == {"77/37", "78/16"}
    assert moved["state:IDN"].change == -0.5, "it abstained on 77/37 and 78/16"
    assert moved["state:FRA"].change == pytest.approx(0.1), "it abstained on one Russian text, then opposed both"
    assert "state:IND" not in {mover.id for mover in found.movers[:20]}


def test_one_topic_or_an_empty_period(found: PositionRows) -> None:
    crime = positions(found.rows, found.items, found.names, Scope(topics=("cybercrime",), least_items=1))
    assert [item.label for item in crime.items] == ["73/187", "74/247"]
    early = positions(found.rows, found.items, found.names, Scope("1990", "1995"))
    assert divides(early, resamples=10).summary()["camps"] == []
    unanimous = positions(found.rows, found.items, found.names, Scope("2005", "2008"))
    told = camps(unanimous, resamples=20)
    assert [len(camp.members) for camp in told.camps] == [176]
    assert [each.id for each in told.outside] == ["state:USA"]


def test_members_of_alliances(bodies: Belongings) -> None:
    members = {body: len(found) for body, found in members_at(bodies.rows, "2025").items()}
    assert (members["organization:nato"], members["organization:eu"], members["organization:five-eyes"]) == (32, 27, 5)
    assert members["organization:sco"] == 10, "partners and observers are no members"
    assert "state:GBR" in members_at(bodies.rows, "2015")["organization:eu"]
    assert memberships(bodies.rows, "organization:nato")[-1].actor == "state:SWE"


def test_how_alliances_vote(within: Within, bodies: Belongings) -> None:
    votes = within(least_items=1)
    nato = {vote.label: vote for vote in cohesion(votes, bodies.rows, "organization:nato").votes}
    assert (nato["74/247"].no, nato["74/247"].yes, nato["74/247"].abstain) == (28, 0, 1), "29 members in 2019"
    assert nato["73/27"].dissenters == {0: ("state:TUR",)}
    assert nato["73/27"].verdict == "nearly united"
    asean = {vote.label: vote for vote in cohesion(votes, bodies.rows, "organization:asean").votes}
    assert asean["73/27"].verdict == "united"
    assert cohesion(votes, bodies.rows, "organization:eu").agreement == pytest.approx(1, abs=0.05)


def test_partners_are_read_from_both_ends(shipped: Database, schema: Schema) -> None:
    rows = partners(shipped, schema, ["state:USA"])
    allies = {row["partner"] for row in rows if row["relation"] == "ALLIED_WITH"}
    assert {"state:JPN", "state:KOR"} <= allies
    assert {row["actor"] for row in rows} == {"state:USA"}
    assert any(row["relation"] == "BUILT_CAPACITY_FOR" and row["forward"] for row in rows)


def test_the_agreement_of_a_state_that_seldom_votes_has_a_reason(within: Within) -> None:
    every = agreement(within("2021", "2025", 1))
    reasons = {every.pair("state:FRA", actor).reason for actor in every.actors}
    assert any("at least 3 are needed" in reason for reason in reasons)
