"""What a load notes about itself, and what it does when the declaration has changed."""

from pathlib import Path

import pytest

from graph_loader.database.connection import Database
from graph_loader.errors import InputError
from graph_loader.freshness import stale_datasets
from graph_loader.loading import load, open_datasets
from graph_loader.schema import Schema, load_schema
from tests.dataset_folders import CODES, opened, states, ties, write_dataset
from tests.desk import Desk, counts
from tests.digest import graph_content


def test_nodes_of_datasets_and_runs(desk: Desk) -> None:
    report = desk.put("d", {"State": states("FRA")})
    (dataset,) = desk.database.read("MATCH (d:Dataset) RETURN properties(d) AS d, d.loaded IS NOT NULL AS dated")
    assert dataset["dated"]
    described = dataset["d"]
    assert (described["name"], described["run"], described["source"]) == ("d", report.run, "made for a test")
    assert described["declaration"] == desk.schema.digest
    assert str(described["accessed"]) == "2026-01-31"
    (run,) = desk.database.read("MATCH (r:LoadRun) RETURN r.id AS id, r.state AS state, r.datasets AS datasets")
    assert run == {"id": report.run, "state": "complete", "datasets": ["d"]}
    assert desk.values("MATCH (l:LoadLock) RETURN l.run") == [None]


def test_what_is_stale(desk: Desk) -> None:
    one, two = desk.dataset("one", {"State": states("FRA")}), desk.dataset("two", {"State": states("DEU")})
    assert stale_datasets(desk.database, [one, two], desk.schema) == [one, two]
    desk.load(one, two)
    assert stale_datasets(desk.database, [one, two], desk.schema) == []
    changed = desk.dataset("two", {"State": states("DEU", "ITA")})
    assert stale_datasets(desk.database, [one, changed], desk.schema) == [changed]
    declared_anew = desk.schema.model_dump(by_alias=True)
    declared_anew["groups"]["Actor"]["meaning"] = "Another."
    other = Schema.model_validate(declared_anew)
    assert stale_datasets(desk.database, [one, two], other) == [one, two]


def test_file_that_changes_while_it_is_loaded_is_stale_afterwards(desk: Desk) -> None:
    dataset = desk.dataset("d", {"State": states("FRA")})

    def change(step: str, done: int, whole: int | None) -> None:
        if step == "comparing":
            (dataset.folder / "State.csv").write_text(states("FRA", "DEU"))

    desk.load(dataset, progress=change)
    (again,) = open_datasets([dataset.folder], desk.schema)
    assert stale_datasets(desk.database, [again], desk.schema) == [again]


def test_progress_is_told(desk: Desk) -> None:
    told: list[tuple[str, int, int | None]] = []
    dataset = desk.dataset("d", {"State": states(*CODES)})
    desk.load(dataset, progress=lambda *step: told.append(step))
    assert [step for step, _, _ in told] == ["reading", "reading", "comparing", "loading", "indexing"]
    assert ("reading", 1, 1) in told
    assert ("loading", 10, 10) in told


# A declaration that changes -------------------------------------------------------------------------------------

DECLARATION = """
[entity.properties]
name = { type = "text", required = true, search = true, title = "Name", meaning = "Its name." }
[relation.properties]
note = { type = "text", title = "Note", meaning = "A remark." }
%s
[kinds.Thing]
prefix = "thing"
title = "Thing"
plural = "Things"
meaning = "A thing."
shape = "ellipse"
colour = "#000000"
groups = [%s]
[kinds.Thing.properties]
%s
[relations.NEAR]
title = "is near"
inverse = "is near"
meaning = "It is near."
from = ["Thing"]
to = ["Thing"]
polarity = 0
influence = { forward = 0.0, backward = 0.0, why = "None." }
[relations.NEAR.properties]
%s
"""
GROUPS = '[groups.Big]\nmeaning = "Big."\n[groups.Old]\nmeaning = "Old."\n'
WEIGHT = 'weight = { type = "integer", title = "Weight", meaning = "In kilograms." }'


def declared(root: Path, groups: str, carried: str, kind: str = "", relation: str = "") -> Schema:
    path = root / "schema.toml"
    path.write_text(DECLARATION % (groups, carried, kind, relation), encoding="utf-8")
    return load_schema(path)


THINGS = {"Thing": "id,name\nthing:a,A\nthing:b,B\n", "NEAR": "from,to\nthing:a,thing:b\n"}
WEIGHED = {"Thing": "id,name,weight\nthing:a,A,1\nthing:b,B,2\n", "NEAR": "from,to,weight\nthing:a,thing:b,3\n"}


def test_new_group_sends_all_entities_anew(database: Database, tmp_path: Path) -> None:
    before = declared(tmp_path, GROUPS, '"Old"')
    load(database, [opened(tmp_path, "d", THINGS, before)], before)
    after = declared(tmp_path, GROUPS, '"Old", "Big"')
    dataset = opened(tmp_path, "d", THINGS, after)
    assert stale_datasets(database, [dataset], after) == [dataset]
    report = load(database, [dataset], after)
    assert counts(report) == (3, 0, 3, 0, 0, 0)
    assert database.read("MATCH (n:Big:Old:Thing) RETURN count(n) AS n") == [{"n": 2}]


@pytest.mark.parametrize("groups", [GROUPS, ""], ids=["group stays declared", "group is gone"])
def test_what_is_no_longer_declared_goes(database: Database, tmp_path: Path, groups: str) -> None:
    full = declared(tmp_path, GROUPS, '"Old", "Big"', WEIGHT, WEIGHT)
    load(database, [opened(tmp_path, "d", WEIGHED, full)], full)
    less = declared(tmp_path, groups, "")
    dataset = opened(tmp_path, "d", THINGS, less)
    load(database, [dataset], less)
    left = graph_content(database)
    database.write("MATCH (n) DETACH DELETE n")
    load(database, [dataset], less)
    assert left == graph_content(database)


def test_kind_that_is_no_longer_declared_goes_with_its_ties(database: Database, tmp_path: Path, schema: Schema) -> None:
    tables = {
        "State": states("FRA"),
        "Concept": "id,name,verified\nconcept:x,X,false\n",
        "ILLUSTRATES": ties("", "state:FRA,concept:x"),
    }
    load(database, [opened(tmp_path, "d", tables, schema)], schema)
    other = declared(tmp_path, "", "")
    report = load(database, [opened(tmp_path, "d", THINGS, other)], other, yes=True)
    assert report.total("removed") == 3
    assert len(graph_content(database)) == 3


def test_same_folder_twice_is_one_dataset(schema: Schema, tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, "d", {"State": states("FRA")})
    assert len(open_datasets([folder, folder / ".." / "d"], schema)) == 1
    other = write_dataset(tmp_path / "elsewhere", "d", {"State": states("FRA")})
    with pytest.raises(InputError, match="found a second dataset 'd'; expected one dataset of that name"):
        open_datasets([folder, other], schema)
