from explorer.analysis.change import changes
from explorer.analysis.change_pairs import CROWD, changed_entities, changed_pairs, most_changed
from explorer.graph.records import Tie
from graph_loader.schema import Schema

FRA, DEU, RUS, PACT = "state:FRA", "state:DEU", "state:RUS", "agreement:pact"


def tie(relation: str, source: str, target: str, start: str = "", end: str = "", **more: object) -> Tie:
    dates = {name: date for name, date in (("start", start), ("end", end)) if date}
    return Tie(relation, source, target, "", {"verified": True, **dates, **more})


TIES = [
    tie("COOPERATES_WITH", FRA, DEU, "2000"),  # stays
    tie("SIGNED", FRA, PACT, "2018", value="signed"),  # comes
    tie("SIGNED", DEU, PACT, "2005", "2017", value="signed"),  # goes
    tie("SUPPORTS", DEU, PACT, "2018"),  # and is replaced
    tie("COOPERATES_WITH", FRA, RUS, "2010"),
    tie("SANCTIONED", FRA, RUS, "2018"),  # they fall out
    tie("LEADS", RUS, PACT, "2001", "2017"),  # goes
]


def test_what_became_of_each_pair(schema: Schema) -> None:
    found = changes(TIES, "2016", "2019", schema)
    stayed = [TIES[0], TIES[4]]
    pairs = changed_pairs(found, stayed, [FRA, DEU, RUS, PACT])
    assert {(pair.first, pair.second): pair.fate for pair in pairs} == {
        (DEU, FRA): "stayed", (PACT, FRA): "added", (PACT, DEU): "replaced", (FRA, RUS): "turned", (PACT, RUS): "ended",
    }  # fmt: skip
    by_fate = {pair.fate: pair for pair in pairs}
    assert (by_fate["added"].before, by_fate["added"].after) == ((), (TIES[1],))
    assert (by_fate["replaced"].before, by_fate["replaced"].after) == ((TIES[2],), (TIES[3],))
    assert by_fate["turned"].before == (TIES[4],)
    assert by_fate["turned"].after == (TIES[4], TIES[5]), "the cooperation has no end, so it still holds"
    assert changed_pairs(found, stayed, [FRA, DEU])[0].fate == "stayed"
    assert changed_entities(found) == 4


def test_who_is_drawn(schema: Schema) -> None:
    found = changes(TIES, "2016", "2019", schema)
    assert most_changed(found, [], 9) == sorted([FRA, DEU, RUS, PACT])
    assert most_changed(found, [], 2) == [FRA, RUS], "who turned comes first"
    assert most_changed(found, [DEU, "state:XXX"], 2) == [PACT, DEU], "those asked about come before, with a neighbour"
    assert most_changed(changes([], "2016", "2019", schema), [FRA], 5) == []


def test_a_crowd_comes_last(schema: Schema) -> None:
    crowd = [tie("SUPPORTS", f"company:c{at}", PACT, "2018") for at in range(CROWD)]
    quiet = tie("COOPERATES_WITH", FRA, DEU, "2018")
    found = changes([*crowd, quiet], "2016", "2019", schema)
    assert most_changed(found, [], 2) == [DEU, FRA]
    assert len(most_changed(found, [], 10)) == 10
    assert most_changed(changes([*crowd[:-1], quiet], "2016", "2019", schema), [], 2)[0] == PACT
