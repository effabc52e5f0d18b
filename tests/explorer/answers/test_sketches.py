"""Findings as pictures: what is drawn where, and that the same thing lies in the same place."""

from itertools import combinations

import pytest

from explorer.analysis.alliances import Overlap
from explorer.analysis.change import changes
from explorer.analysis.change_pairs import changed_pairs
from explorer.analysis.compare import compared
from explorer.analysis.records import Belonging
from explorer.answers.alliance_sketch import members_sketch, overlaps_sketch, seats_sketch, shared_sketch
from explorer.answers.change_sketch import change_sketches
from explorer.answers.compare_sketch import MOST_OWN, compare_sketch
from explorer.answers.tie_strokes import MOST_TOLD, stance_of, told_ties
from explorer.graph.records import Entity, Tie
from explorer.graph.sketch import Sketch
from graph_loader.schema import Schema

FRA, DEU, RUS = "state:FRA", "state:DEU", "state:RUS"
NAMES = {FRA: "France", DEU: "Germany", RUS: "Russia", "agreement:x": "X Treaty", "agreement:y": "Y Treaty"}


def tie(relation: str, source: str, target: str, **properties: object) -> Tie:
    return Tie(relation, source, target, "", {"verified": True, **properties})


def assert_whole(sketch: Sketch) -> None:
    """Every line joins two entities drawn, no two of which lie on each other."""
    assert len(set(sketch.ids)) == len(sketch.ids)
    assert {end for each in sketch.strokes for end in (each.first, each.second)} <= set(sketch.ids)
    for one, other in combinations(sketch.marks, 2):
        assert abs(one.x - other.x) > 15 or abs(one.y - other.y) > 15, (one, other)


# Ties -------------------------------------------------------------------------------------------------------------


def test_the_stance_of_several_ties(schema: Schema) -> None:
    joins, divides = tie("COOPERATES_WITH", FRA, RUS), tie("SANCTIONED", FRA, RUS)
    assert stance_of([joins], schema) == "joins"
    assert stance_of([divides, joins], schema) == "both"
    assert stance_of([divides], schema) == "divides"
    assert stance_of([tie("INVENTED", FRA, RUS)], schema) == stance_of([], schema) == "neither"
    told = told_ties([joins] * (MOST_TOLD + 2), schema, NAMES).split("\n")
    assert told == ["France cooperates with Russia"] * MOST_TOLD + ["and 2 more"]


# Comparing --------------------------------------------------------------------------------------------------------


def test_two_actors_have_what_they_share_between_them(schema: Schema) -> None:
    ties = [
        tie("SIGNED", FRA, "agreement:x", value="signed", start="2010"),
        tie("SUPPORTS", RUS, "agreement:x", verified=False),
        tie("SUPPORTS", FRA, "agreement:y"),
        tie("SANCTIONED", FRA, "organization:gru"),
    ]
    found = compared([FRA, RUS], NAMES, ties, schema)
    sketch = compare_sketch(found, "agreements", schema, NAMES)
    assert_whole(sketch)
    at = {mark.id: mark.x for mark in sketch.marks}
    assert at[FRA] < at["agreement:x"] < at[RUS]
    assert at["agreement:y"] < at[FRA], "what only France has stands at its own side"
    assert "organization:gru" not in at
    lines = {(each.first, each.second): each for each in sketch.strokes}
    assert set(lines) == {(FRA, "agreement:x"), (RUS, "agreement:x"), (FRA, "agreement:y")}
    assert lines[FRA, "agreement:x"].said == "France signed X Treaty (2010)"
    assert not lines[RUS, "agreement:x"].verified
    opponents = compare_sketch(found, "opponents", schema, NAMES)
    assert [each.stance for each in opponents.strokes] == ["divides"]


def test_what_has_no_room_is_counted(schema: Schema) -> None:
    ties = [tie("SUPPORTS", FRA, f"agreement:a{at:03}") for at in range(MOST_OWN + 7)]
    found = compared([FRA, RUS], NAMES, ties, schema)
    sketch = compare_sketch(found, "agreements", schema, NAMES)
    assert (len(sketch.strokes), sketch.left_out) == (MOST_OWN, 7)
    assert compare_sketch(found, "forums", schema, NAMES).strokes == []


@pytest.mark.parametrize("number", [3, 4, 6])
def test_several_actors(number: int, schema: Schema) -> None:
    actors = [f"state:A{at}" for at in range(number)]
    names = {actor: actor for actor in actors}
    ties = [tie("SUPPORTS", actor, "agreement:all") for actor in actors]
    ties += [tie("SUPPORTS", actor, "agreement:two") for actor in actors[:2]]
    ties += [tie("SUPPORTS", actor, f"agreement:own-{actor[-2:].lower()}-{at}") for actor in actors for at in range(3)]
    sketch = compare_sketch(compared(actors, names, ties, schema), "agreements", schema, names)
    assert_whole(sketch)
    assert len(sketch.strokes) == len(ties)
    place = {mark.id: (mark.x, mark.y) for mark in sketch.marks}

    def out(each: str) -> float:
        return float(place[each][0] ** 2 + place[each][1] ** 2)

    assert all(out("agreement:all") < out(actor) for actor in actors)
    for actor in actors:
        assert all(out(f"agreement:own-{actor[-2:].lower()}-{at}") > out("agreement:all") for at in range(3))


# Change -----------------------------------------------------------------------------------------------------------


def test_before_and_after_lie_in_the_same_places(schema: Schema) -> None:
    ties = [
        tie("COOPERATES_WITH", FRA, RUS, start="2010"),
        tie("SANCTIONED", FRA, RUS, start="2018"),
        tie("COOPERATES_WITH", FRA, DEU, start="2000", end="2016"),
        tie("SUPPORTS", DEU, "agreement:x", start="2018"),
    ]
    found = changes(ties, "2016", "2019", schema)
    pairs = changed_pairs(found, ties[:1], [FRA, DEU, RUS, "agreement:x"])
    drawn = change_sketches(pairs, schema, NAMES, "2016", "2019", [FRA])
    assert list(drawn) == ["before", "both", "after"]
    assert drawn["before"].marks == drawn["both"].marks == drawn["after"].marks
    assert_whole(drawn["both"])
    assert [mark.id for mark in drawn["both"].marks if mark.main] == [FRA]

    def lines(name: str) -> dict[tuple[str, str], tuple[str, str]]:
        return {(each.first, each.second): (each.stance, each.sort) for each in drawn[name].strokes}

    assert lines("before") == {(FRA, RUS): ("joins", ""), (DEU, FRA): ("joins", "")}
    assert lines("after") == {(FRA, RUS): ("both", ""), ("agreement:x", DEU): ("joins", "")}
    assert lines("both") == {
        (FRA, RUS): ("divides", "turned"), (DEU, FRA): ("joins", "ended"), ("agreement:x", DEU): ("joins", "added"),
    }  # fmt: skip
    told = next(each.said for each in drawn["both"].strokes if each.sort == "turned")
    assert told == "New: France sanctioned Russia (2018)\nUnchanged: France cooperates with Russia (2010)"
    assert drawn["before"].title == "Ties as of 2016"


# Alliances --------------------------------------------------------------------------------------------------------


def test_members_round_their_body(schema: Schema) -> None:
    nato = Entity("organization:nato", "Organization", "North Atlantic Treaty Organization", "NATO")
    names = {f"state:A{at:02}": f"State number {at}" for at in range(70)}
    sketch = members_sketch(nato, list(names)[:32], names, schema)
    assert_whole(sketch)
    assert (len(sketch.marks), len(sketch.strokes), sketch.left_out) == (33, 32, 0)
    assert (sketch.marks[0].name, sketch.marks[0].main) == ("NATO", True)
    assert members_sketch(nato, names, names, schema).left_out == 10
    assert members_sketch(nato, [], names, schema).strokes == []


def test_bodies_that_share_members(schema: Schema) -> None:
    eu = Entity("organization:eu", "Organization", "European Union", "EU")
    shared = [
        Overlap("organization:eu", "organization:nato", ("a", "b", "c"), 0.6),
        Overlap("forum:g7", "organization:eu", ("a",), 0.1),
    ]
    names = {"organization:nato": "NATO", "forum:g7": "G7", "organization:eu": "EU"}
    sketch = shared_sketch(eu, shared, names, schema)
    assert_whole(sketch)
    widths = {each.second: (each.width, each.label) for each in sketch.strokes}
    assert widths["organization:nato"][0] > widths["forum:g7"][0]
    assert widths["organization:nato"][1] == "3"
    whole = overlaps_sketch(shared, names, schema)
    assert_whole(whole)
    assert whole.strokes[0].said == "3 states sit in both EU and NATO: 60% of the members of either"
    assert overlaps_sketch([], {}, schema).marks == []


def test_a_state_between_its_bodies_and_its_partners(schema: Schema) -> None:
    france = Entity(FRA, "State", "France")
    seats = [Belonging(FRA, "organization:nato", "founding", "1949"), Belonging(FRA, "forum:g7", "", "1975", "2000")]
    partner = {"partner": DEU, "relation": "ALLIED_WITH", "value": "Aachen Treaty", "start": "2019-01-22", "end": "",
               "forward": False, "verified": False, "source_url": ""}  # fmt: skip
    sketch = seats_sketch(france, seats, [partner], {"organization:nato": "NATO", "forum:g7": "G7"}, NAMES, schema)
    assert_whole(sketch)
    at = {mark.id: mark.x for mark in sketch.marks}
    assert at["organization:nato"] == at["forum:g7"] < at[FRA] < at[DEU]
    told = {each.second: each for each in sketch.strokes}
    assert told["forum:g7"].said == "France: member since 1975 until 2000"
    assert told[DEU].said == "France is allied with Germany: Aachen Treaty (2019-01-22)"
    assert not told[DEU].verified
