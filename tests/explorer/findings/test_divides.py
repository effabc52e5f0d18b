"""The divide from the graph: the known answers of the shipped data, and what cannot be answered."""

from itertools import pairwise

import pytest

from explorer.analysis.stands import stands
from explorer.findings.divides import DividesFound, earlier, find_divides, find_replay
from explorer.findings.questions import DividesQuestion
from explorer.reads.naming import UnknownNameError
from explorer.reads.positions import topics_of
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError
from graph_loader.schema import Schema

RUSSIAN, AMERICAN = "resolution:A/RES/73/27", "resolution:A/RES/73/266"


def asked(**given: object) -> DividesQuestion:
    return DividesQuestion.model_validate({"resamples": 60, **given})


@pytest.fixture(scope="module")
def of_2018(shipped: Database, schema: Schema) -> DividesFound:
    return find_divides(shipped, schema, asked(**{"from": "2018", "to": "2020", "actor": ["state:IND", "state:XKX"]}))


def test_the_two_texts_of_2018_split_as_their_recorded_totals_say(of_2018: DividesFound, shipped: Database) -> None:
    rows = shipped.read(
        "MATCH (r:Resolution) WHERE r.id IN $ids RETURN r.id AS id, r.yes AS yes, r.no AS no, r.abstain AS abstain",
        {"ids": [RUSSIAN, AMERICAN]},
    )
    recorded = {row["id"]: (row["yes"], row["no"], row["abstain"]) for row in rows}
    assert recorded == {RUSSIAN: (119, 46, 14), AMERICAN: (138, 12, 16)}
    left_out = of_2018.divides.positions.left_out
    for item, totals in recorded.items():
        here = of_2018.divides.positions.totals(item)
        assert sum(totals) - sum(here) <= len(left_out), "only those with fewer than three positions are missing"
    camps = of_2018.divides.camps.camp_of
    assert camps["state:USA"] == camps["state:FRA"] != camps["state:RUS"] == camps["state:CHN"]
    assert camps["state:IND"] not in (camps["state:USA"], camps["state:RUS"])


def test_what_the_answer_says_of_those_asked_about(of_2018: DividesFound) -> None:
    told = of_2018.answer().json
    india, kosovo = told["actors"]
    assert (india["name"], india["missing"]) == ("India", "")
    assert kosovo["missing"] == "took no position of this kind from 2018 to 2020"
    assert told["period"] == {"from": "2018", "to": "2020", "topics": [], "evidence": ["votes"]}


def test_the_cut_holds_every_room_in_which_both_sides_sit(of_2018: DividesFound) -> None:
    cut, crossing = of_2018.cut, of_2018.divides.crossing
    assert crossing is not None
    assert set(cut.rooms) == {room.venue for room in crossing.rooms}
    assert {"state:IND", "state:ZAF"} <= set(cut.actors), "each has an agreement of its own with Russia"
    told = of_2018.answer()
    assert {each["id"] for part in told.json["cut"].values() for each in part} == set(cut.entities)
    assert all(each["name"] for part in told.json["cut"].values() for each in part)
    assert f"The smallest cut between A and B is {len(cut.entities)} bodies, texts and actors" in " ".join(
        told.text.split()
    )


def test_names_ties_places_and_bodies_are_there(of_2018: DividesFound) -> None:
    assert of_2018.names["organization:osce"] == "OSCE"
    assert of_2018.ties["state:USA"] > of_2018.ties["state:TON"]
    places = {each.id: each for each in of_2018.states}
    assert (places["state:FRA"].code, round(places["state:FRA"].latitude or 0)) == ("FRA", 49)
    nato = next(body for body in of_2018.bodies if body.id == "organization:nato")
    assert {"state:USA", "state:TUR"} <= set(nato.members)
    assert "state:FIN" not in nato.members, "it joined later"
    assert set(of_2018.divides.positions.actors) <= of_2018.ties.keys()


def test_the_earlier_period() -> None:
    assert earlier(asked()) is None
    assert earlier(asked(**{"from": "2018"})) == ("", "2017-12-31")
    assert earlier(asked(**{"from": "2021-03", "before_from": "2018"})) == ("2018", "2021-02-28")
    assert earlier(asked(**{"from": "2021", "before_from": "2018", "before_to": "2020"})) == ("2018", "2020")
    assert earlier(asked(before_to="2016")) == ("", "2016")


def test_the_replay_keeps_actors_in_place(of_2018: DividesFound, shipped: Database, schema: Schema) -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, whole: int) -> bool:
        told.append((done, whole))
        return True

    found = find_replay(shipped, schema, of_2018.question, of_2018.whole, watch)
    years = {frame.title: frame for frame in found.years}
    assert next(iter(years)) == "2005"
    assert list(years)[-1] == "2025"
    whole = of_2018.whole.places
    of_2020 = years["2020"]
    assert of_2020.likeness == pytest.approx(1)
    assert of_2020.places["state:RUS"] == pytest.approx(whole["state:RUS"], abs=1e-6), "the same votes, the same place"
    assert years["2006"].likeness is not None
    assert years["2006"].likeness < 0.1, "the United States stood alone: nothing of the later divide"
    assert years["2013"].places == {}
    for year in ("2018", "2019", "2021", "2023"):
        places = years[year].places
        assert places["state:USA"][0] * whole["state:USA"][0] > 0
        assert places["state:RUS"][0] * whole["state:RUS"][0] > 0
        assert (years[year].within or 0) > (years[year].between or 0)
    assert [frame.title for frame in found.topics] == ["ICT security", "cybercrime"]
    assert told[0][0] == 0
    assert all(one[0] <= other[0] for one, other in pairwise(told)), "progress never goes back"


def test_a_period_without_items_is_told(shipped: Database, schema: Schema) -> None:
    found = find_divides(shipped, schema, asked(**{"from": "1950", "to": "1960"}))
    assert stands(found.divides) == ()
    assert found.cut.notes
    assert "No one took 3 or more positions from 1950 to 1960: nothing to compare." in found.answer().json["notes"]
    assert find_replay(shipped, schema, found.question, found.whole).topics == ()


def test_one_camp_only(shipped: Database, schema: Schema) -> None:
    found = find_divides(shipped, schema, asked(**{"from": "2005", "to": "2008"}))
    assert len(found.divides.camps.camps) == 1
    assert any("There are no two camps" in note for note in found.answer().json["notes"])
    assert found.cut.entities == ()


def test_what_nothing_is_called(shipped: Database, schema: Schema) -> None:
    with pytest.raises(UsageError, match=r"is the topic of no item\. There are: "):
        find_divides(shipped, schema, asked(topic=["weather"]))
    with pytest.raises(UnknownNameError, match="Nearest: "):
        find_divides(shipped, schema, asked(actor=["state:INDIA"]))


def test_every_kind_of_evidence_can_be_asked(shipped: Database, schema: Schema) -> None:
    kinds = ["votes", "commitments", "memberships", "norms"]
    found = find_divides(shipped, schema, asked(**{"from": "2018", "to": "2020", "resamples": 5, "evidence": kinds}))
    assert {item.evidence for item in found.divides.positions.items} == set(kinds)


def test_topics(shipped: Database, schema: Schema) -> None:
    assert {"ICT security", "cybercrime"} <= set(topics_of(shipped, schema))


def test_cancelling_keeps_what_was_reckoned(shipped: Database, schema: Schema) -> None:
    found = find_divides(shipped, schema, asked(**{"from": "2018", "to": "2020"}), lambda done, _: done == 0)
    assert found.divides.camps.resamples < 60
