import threading
from collections import Counter
from pathlib import Path

import pytest

from explorer.analysis.change import PeriodError
from explorer.analysis.compare import ComparisonError
from explorer.analysis.influence import Selection, Weights, network
from explorer.analysis.paths import CANDIDATES, best_paths
from explorer.analysis.projection import Projection, UnknownEntityError, date_of_number
from explorer.analysis.sentences import told_path
from explorer.analysis.stability import with_stability
from explorer.reads import changing, comparing
from explorer.reads import influence as influence_reads
from graph_loader.database.connection import Database
from graph_loader.errors import DatabaseError
from graph_loader.schema import Schema
from tests.dataset_folders import states
from tests.desk import Desk

TODAY = Weights(as_of="2026-11-23")
_PLAIN = """
MATCH (a:Entity)-[r]->(b:Entity)
RETURN a.id AS a, type(r) AS type, b.id AS b, coalesce(r.start, '') AS start, coalesce(r.end, '') AS end,
  coalesce(r.verified, false) AS verified, coalesce(r.value, '') AS value
"""


def rows(found: Projection) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            found.ids[source], found.relations[relation], found.ids[target],
            date_of_number(int(start)), date_of_number(int(end)), bool(verified), int(polarity),
        )
        for source, relation, target, start, end, verified, polarity in zip(
            found.source, found.relation, found.target, found.start, found.end, found.verified, found.polarity,
            strict=True,
        )
    )  # fmt: skip


def test_the_projection_holds_every_tie_as_it_is(shipped: Database, schema: Schema) -> None:
    plain = Counter(
        (row["a"], row["type"], row["b"], row["start"], row["end"], row["verified"], schema.polarity(row["type"], row))
        for row in shipped.read(_PLAIN)
    )
    assert sum(plain.values()) > 5000
    assert {row[-1] for row in plain} == {-1, 0, 1}
    seen: list[tuple[int, int]] = []
    assert rows(influence_reads.projection(shipped, schema, lambda done, whole: seen.append((done, whole)))) == plain
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] == sum(plain.values())
    assert rows(influence_reads.projection(shipped, schema, page=100)) == plain  # in many small records


def test_internal_ids_that_lie_far_apart_are_found_too(
    shipped: Database, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np

    numbers = np.array([5_000_000_000, 7, 12])
    place = influence_reads._places(numbers)
    assert place(np.array([7, 12, 5_000_000_000, 8, 6_000_000_000])).tolist() == [1, 2, 0, -1, -1]
    near = influence_reads._places(np.array([4, 0, 9]))
    assert near(np.array([0, 9, 4, 5, 100])).tolist() == [1, 2, 0, -1, -1]


def test_the_ties_of_the_steps_shown_are_found(shipped: Database, schema: Schema) -> None:
    given = network(influence_reads.projection(shipped, schema), TODAY, Selection(), schema)
    found = best_paths(given, "company:huawei", "state:USA", 5)
    ties, names = influence_reads.told_paths(shipped, schema, found.paths)
    for path in found.paths:
        for step in path.steps:
            between = [tie for tie in ties if (tie.source, tie.target) == (step.source, step.target)]
            same = [tie for tie in between if tie.relation == step.relation and tie.verified == step.verified]
            assert any(str(tie.properties.get("start") or "") == step.begun for tie in same)
        told = told_path(path, ties, schema, names)
        assert told.startswith("Huawei ")
        assert told.endswith(".")
        assert "United States" in told
        assert not [identity for identity in given.projection.ids if f" {identity}" in told]
    assert influence_reads.ties_between(shipped, []) == []


def test_the_known_partnership_is_a_path(shipped: Database, schema: Schema) -> None:
    """Huawei and Microsoft wrote a guide for buyers in 2016: the shortest way between them."""
    given = network(influence_reads.projection(shipped, schema), TODAY, Selection(), schema)
    direct = best_paths(given, "company:huawei", "company:microsoft", 1, most_steps=1).paths[0].steps[0]
    assert (direct.relation, direct.begun[:4], direct.verified) == ("PARTNERED_WITH", "2016", True)
    assert direct.recency == pytest.approx(2 ** -((2026 + 10 / 12 + 22 / 365 - (2016 + 11 / 12 + 30 / 365)) / 10))
    before = network(influence_reads.projection(shipped, schema), Weights(as_of="2015"), Selection(), schema)
    assert best_paths(before, "company:huawei", "company:microsoft", 1, most_steps=1).paths == []


def test_the_best_paths_of_the_shipped_graph(shipped: Database, schema: Schema) -> None:
    given = network(influence_reads.projection(shipped, schema), TODAY, Selection(), schema)
    found = with_stability(given, best_paths(given, "company:microsoft", "forum:un-oewg", 5, candidates=CANDIDATES))
    assert found.paths[0].ids[0] == "company:microsoft"
    strengths = [path.strength for path in found.paths]
    assert strengths == sorted(strengths, reverse=True)
    assert all(path.stability is not None and 0 < path.stability <= 1 for path in found.paths)
    direct = best_paths(given, "company:microsoft", "forum:un-oewg", 5, distinct=True)
    assert len(direct.paths) == 5
    assert direct.paths[0].ids == found.paths[0].ids


def test_a_graph_that_changes_while_it_is_read_is_not_mixed(
    shipped: Database, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter(["1", "2", "2", "2"])
    monkeypatch.setattr(influence_reads, "load_stamp", lambda _: next(stamps))
    assert len(influence_reads.projection(shipped, schema).source) > 5000
    endless = iter(range(100))
    monkeypatch.setattr(influence_reads, "load_stamp", lambda _: str(next(endless)))
    with pytest.raises(DatabaseError, match="load is at work"):
        influence_reads.projection(shipped, schema)


def test_france_and_russia_compared(shipped: Database, schema: Schema) -> None:
    found, names = comparing.comparison(shipped, schema, ["state:FRA", "state:RUS"])
    forums = {item.id for item in found.only("forums", "state:FRA")}
    assert {"organization:nato", "organization:eu"} <= forums
    assert "organization:sco" in {item.id for item in found.only("forums", "state:RUS")}
    assert "agreement:paris-call" in {item.id for item in found.only("agreements", "state:FRA")}
    assert "organization:gru" in {item.id for item in found.only("opponents", "state:FRA")} | {
        item.id for item in found.only("partners", "state:RUS")
    }
    # As counted from the rows: 2018 holds 73/27 and 73/266, on which the two voted against each other.
    year = next(each for each in found.votes if each.year == "2018")
    cast = shipped.read(
        "MATCH (a:Entity {id: 'state:FRA'})-[x:VOTED]->(t)<-[y:VOTED]-(b:Entity {id: 'state:RUS'}) "
        "WHERE left(x.start, 4) = '2018' AND x.value <> 'absent' AND y.value <> 'absent' "
        "RETURN x.value AS x, y.value AS y"
    )
    worth = {"yes": 1, "abstain": 0, "no": -1}
    assert year.shared == len(cast) >= 2
    assert year.agreement == pytest.approx(
        sum(1 - abs(worth[row["x"]] - worth[row["y"]]) / 2 for row in cast) / len(cast)
    )
    assert names["organization:nato"]
    with pytest.raises(UnknownEntityError, match="ATLANTIS"):
        comparing.comparison(shipped, schema, ["state:FRA", "state:ATLANTIS"])
    with pytest.raises(ComparisonError):
        comparing.comparison(shipped, schema, ["state:FRA"])


def test_what_changed_around_the_paris_call(shipped: Database, schema: Schema) -> None:
    found, names = changing.changed(shipped, schema, "2018-11-11", "2018-11-13", ids=["agreement:paris-call"])
    assert all("agreement:paris-call" in (tie.source, tie.target) for tie in found.added)
    assert "state:FRA" in {tie.source for tie in found.added}
    assert {tie.properties["start"] for tie in found.added} == {"2018-11-12"}
    assert found.undated > 0
    assert names["agreement:paris-call"]
    whole, _ = changing.changed(shipped, schema, "2018", "2020", relations=["VOTED"])
    counted = shipped.read("MATCH ()-[r:VOTED]->() WHERE left(r.start, 4) IN ['2019', '2020'] RETURN count(r) AS n")[0][
        "n"
    ]
    assert len(whole.added) == counted > 0
    assert whole.ended == []
    with pytest.raises(PeriodError):
        changing.changed(shipped, schema, "2020", "2018")


def test_who_fell_out_or_came_together(shipped: Database, schema: Schema) -> None:
    found, _ = changing.changed(shipped, schema, "2015", "2025")
    assert {"state:CHN", "state:USA"} in [{each.after.source, each.after.target} for each in found.turned]
    for each in found.turned:
        before, after = (schema.polarity(tie.relation, tie.properties) for tie in (each.before, each.after))
        assert (before, after) == (-each.sign, each.sign)
        assert {each.before.source, each.before.target} == {each.after.source, each.after.target}


# The last test: it empties the database.
def test_one_projection_for_all_until_the_next_load(database: Database, schema: Schema, tmp_path: Path) -> None:
    desk = Desk(database, schema, tmp_path)
    ties = "from,to,value,verified\nstate:AUT,state:BEL,Pact,false\n"
    kept = influence_reads.Projections()
    assert len(kept.of(database, schema).source) == 0
    desk.put("one", {"State": states("AUT", "BEL"), "ALLIED_WITH": ties})
    found: list[Projection] = []
    threads = [threading.Thread(target=lambda: found.append(kept.of(database, schema))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len({id(each) for each in found}) == 1
    assert len(found[0].source) == 1
    desk.put("one", {"State": states("AUT", "BEL"), "ALLIED_WITH": f"{ties}state:BEL,state:AUT,Two,false\n"})
    assert len(kept.of(database, schema).source) == 2
