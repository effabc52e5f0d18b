"""More than one dataset: what they share, what goes when one of them goes, and how much may go at once."""

from collections.abc import Sequence

import pytest

from graph_loader.errors import InputError, LoadRefusedError, UsageError
from tests.dataset_folders import CALL, CODES, Tables, csv_text, states, ties
from tests.desk import Desk, counts
from tests.digest import graph_content


def test_datasets_may_refer_to_entities_already_in_the_graph(desk: Desk) -> None:
    desk.put("base", {"State": states("FRA"), "Agreement": CALL})
    report = desk.put("more", {"SUPPORTS": ties("", "state:FRA,agreement:call")})
    assert counts(report) == (1, 1, 0, 0, 0, 0)
    assert counts(desk.put("base", {"State": states("FRA"), "Agreement": CALL})) == (2, 0, 0, 2, 0, 0)


def test_datasets_in_one_load_and_one_by_one_give_the_same_graph(desk: Desk) -> None:
    base = desk.dataset("base", {"State": states("FRA", "DEU"), "Agreement": CALL})
    more = desk.dataset("more", {"State": states("DEU", "ITA"), "SUPPORTS": ties("", "state:FRA,agreement:call")})
    desk.load(base, more)
    together = desk.digest()
    desk.database.write("MATCH (n) DETACH DELETE n")
    desk.load(base)
    desk.load(more)
    assert desk.digest() == together
    assert counts(desk.load(more, base)) == (6, 0, 0, 6, 0, 0)


STATE_HEADER = "id,name,iso3,verified,aliases,capital,source,continent"


def described(*cells: str) -> Tables:
    """One state with these cells."""
    return {"State": csv_text(STATE_HEADER, [["state:FRA", "France", "FRA", *cells]])}


ONE = described("false", "Gaul;FR", "", "", "Europe")
TWO = described("true", "FR;Hexagon", "Paris", "A book", "")


def test_entity_described_by_two_datasets(desk: Desk) -> None:
    one, two = desk.dataset("one", ONE), desk.dataset("two", TWO)
    desk.load(one)
    alone = desk.digest()
    assert counts(desk.load(two)) == (1, 0, 1, 0, 0, 0)
    (state,) = desk.values("MATCH (n:State) RETURN properties(n)")
    said = {name: state[name] for name in ("datasets", "aliases", "capital", "continent", "verified", "source")}
    assert said == {
        "datasets": ["one", "two"], "aliases": ["FR", "Hexagon", "Gaul"], "capital": "Paris", "continent": "Europe",
        "verified": True, "source": "A book",
    }  # fmt: skip
    both = desk.digest()
    assert counts(desk.load(one, two)) == (2, 0, 0, 2, 0, 0)
    assert desk.digest() == both
    desk.load(withdrawn=["two"], yes=True)
    assert desk.digest() == alone
    assert desk.values("MATCH (n:State) RETURN n._claims") == [None]


def test_shared_entity_whose_other_dataset_drops_its_row(desk: Desk) -> None:
    one, two = desk.dataset("one", ONE), desk.dataset("two", {**TWO, "Agreement": CALL})
    desk.load(one, two)
    desk.load(desk.dataset("two", {"Agreement": CALL}))
    left = desk.digest()
    desk.database.write("MATCH (n) DETACH DELETE n")
    desk.load(one, desk.dataset("two", {"Agreement": CALL}))
    assert desk.digest() == left


def test_shared_entity_that_one_dataset_describes_otherwise(desk: Desk) -> None:
    desk.load(desk.dataset("one", ONE), desk.dataset("two", TWO))
    changed = desk.dataset("two", described("true", "", "Paris", "Another book", "Europe"))
    assert counts(desk.load(changed)) == (1, 0, 1, 0, 0, 0)
    assert desk.values("MATCH (n:State) RETURN [n.aliases, n.source]") == [[["Gaul", "FR"], "Another book"]]


def test_three_datasets_that_go_one_after_another(desk: Desk) -> None:
    desk.load(*(desk.dataset(name, {"State": states("FRA")}) for name in ("one", "two", "three")))
    for left in (["three", "two"], ["three"]):
        gone = ({"one", "two", "three"} - set(left)) & {"one", "two"}
        desk.load(withdrawn=sorted(gone & set(_datasets(desk))), yes=True)
        assert desk.values("MATCH (n:State) RETURN n.datasets") == [left]
    desk.load(withdrawn=["three"], yes=True)
    assert graph_content(desk.database) == []


def _datasets(desk: Desk) -> Sequence[str]:
    return desk.values("MATCH (d:Dataset) RETURN d.name ORDER BY d.name")


def test_tie_that_two_datasets_say_stays_when_one_goes(desk: Desk) -> None:
    base = desk.dataset("base", {"State": states("FRA"), "Agreement": CALL})
    supports = {"SUPPORTS": ties("", "state:FRA,agreement:call")}
    desk.load(base, desk.dataset("one", supports), desk.dataset("two", supports))
    assert sorted(desk.values("MATCH ()-[r:SUPPORTS]->() RETURN r.dataset")) == ["one", "two"]
    report = desk.load(withdrawn=["one"], yes=True)
    assert report.total("removed") == 1
    assert desk.values("MATCH ()-[r:SUPPORTS]->() RETURN r.dataset") == ["two"]


def test_entity_that_another_dataset_ties_cannot_go(desk: Desk) -> None:
    desk.put("base", {"State": states(*CODES), "Agreement": CALL})
    desk.put("more", {"SUPPORTS": ties("", "state:AUT,agreement:call")})
    before = desk.digest()
    with pytest.raises(InputError) as refused:
        desk.put("base", {"State": states(*CODES[1:]), "Agreement": CALL})
    assert [str(fault) for fault in refused.value.faults] == [
        "dataset more: found ties of 'state:AUT', which is no longer described; expected a known entity. "
        "Keep its row, or remove the ties there first."
    ]
    assert desk.digest() == before
    fewer = desk.dataset("base", {"State": states(*CODES[1:]), "Agreement": CALL})
    other = desk.dataset("more", {"SUPPORTS": ties("", "state:BEL,agreement:call")})
    desk.load(fewer, other, yes=True)
    assert desk.values("MATCH (n)-[:SUPPORTS]->() RETURN n.id") == ["state:BEL"]


def test_a_fifth_may_go_and_more_only_with_yes(desk: Desk) -> None:
    desk.put("d", {"State": states(*CODES)})
    assert desk.put("d", {"State": states(*CODES[2:])}).total("removed") == 2
    before = desk.digest()
    fewer = {"State": states(*CODES[4:])}
    with pytest.raises(LoadRefusedError, match=r"would remove 2 of the 8 things .* of d, more than a fifth; .* --yes"):
        desk.put("d", fewer)
    assert desk.digest() == before
    assert desk.values("MATCH (r:LoadRun) WHERE r.state <> 'complete' RETURN r") == []
    assert desk.put("d", fewer, yes=True).total("removed") == 2
    assert len(desk.values("MATCH (n:State) RETURN n")) == 6


def test_withdrawing(desk: Desk) -> None:
    desk.put("base", {"State": states("FRA"), "Agreement": CALL})
    before = desk.digest()
    desk.put("more", {"Team": "id,name,verified\nteam:x,X,false\n", "SUPPORTS": ties("", "state:FRA,agreement:call")})
    with pytest.raises(LoadRefusedError, match="would remove 2 of the 2 things that the graph holds of more"):
        desk.load(withdrawn=["more"])
    report = desk.load(withdrawn=["more"], yes=True)
    assert report.total("removed") == 2
    assert desk.digest() == before
    assert _datasets(desk) == ["base"]


def test_withdrawing_what_was_never_loaded(desk: Desk) -> None:
    base = desk.dataset("base", {"State": states("FRA")})
    desk.load(base)
    with pytest.raises(UsageError, match=r"Nothing was ever loaded from bass, .* Loaded so far: base"):
        desk.load(withdrawn=["bass"], yes=True)
    with pytest.raises(UsageError, match="base cannot be loaded and withdrawn at once"):
        desk.load(base, withdrawn=["base"], yes=True)
