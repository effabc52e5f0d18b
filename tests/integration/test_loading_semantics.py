"""What a load does to the graph: nothing twice, nothing left behind, whatever the order of the rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from graph_loader.database.connection import Database
from graph_loader.datasets import Dataset
from graph_loader.errors import InputError, LoadRefusedError, UsageError
from graph_loader.freshness import stale_datasets
from graph_loader.loading import load, open_datasets
from graph_loader.report import COLUMNS, LoadReport
from graph_loader.schema import Schema, load_schema
from tests.dataset_folders import Tables, csv_text, opened, states, ties, write_dataset
from tests.digest import graph_content, graph_digest

CODES = ("AUT", "BEL", "CHE", "DEU", "ESP", "FRA", "GBR", "HUN", "ITA", "JPN")
CALL = "id,name,verified\nagreement:call,Call,false\n"


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


class Desk:
    """Writes datasets into a folder and loads them."""

    def __init__(self, database: Database, schema: Schema, root: Path) -> None:
        self.database = database
        self.schema = schema
        self.root = root

    def dataset(self, name: str, tables: Tables) -> Dataset:
        return opened(self.root, name, tables, self.schema)

    def load(self, *datasets: Dataset, **options: Any) -> LoadReport:
        return load(self.database, datasets, self.schema, **options)

    def put(self, name: str, tables: Tables, **options: Any) -> LoadReport:
        return self.load(self.dataset(name, tables), **options)

    def values(self, cypher: str, **parameters: Any) -> list[Any]:
        """The only column of a statement."""
        return [next(iter(row.values())) for row in self.database.read(cypher, parameters)]

    def digest(self) -> str:
        return graph_digest(self.database)


@pytest.fixture
def desk(database: Database, schema: Schema, tmp_path: Path) -> Desk:
    return Desk(database, schema, tmp_path)


def counts(report: LoadReport) -> tuple[int, ...]:
    """read, created, changed, unchanged, removed, refused."""
    return tuple(report.total(column) for column in COLUMNS)


def test_second_load_writes_nothing(desk: Desk) -> None:
    tables = {
        "State": states(*CODES),
        "Agreement": CALL,
        "SUPPORTS": ties("start", *(f"state:{code},agreement:call,2018-11" for code in CODES)),
    }
    first = desk.put("d", tables)
    assert counts(first) == (21, 21, 0, 0, 0, 0)
    before = desk.digest()
    second = desk.put("d", tables)
    assert counts(second) == (21, 0, 0, 21, 0, 0)
    assert desk.digest() == before
    assert [(table.table, table.content, table.read, table.unchanged) for table in second.tables] == [
        ("State.csv", "State", 10, 10),
        ("Agreement.csv", "Agreement", 1, 1),
        ("SUPPORTS.csv", "SUPPORTS", 10, 10),
    ]
    assert second.run != first.run


def test_values_as_they_are_stored(desk: Desk) -> None:
    header = "id,name,iso3,verified,aliases,latitude,longitude,un_member_since,un_status,source"
    row = ["state:FRA", "France", "FRA", "true", " French Republic; FR ;FR", "48.5", "-2", "1945", "member", "A book"]
    resolution = "id,name,yes,adopted,verified\nresolution:A/RES/73/27,One,+119,2018-12-05,false\n"
    desk.put("d", {"State": csv_text(header, [row]), "Resolution": resolution})
    (state,) = desk.values("MATCH (n:State:Actor:Entity {id: 'state:FRA'}) RETURN properties(n)")
    assert {name: value for name, value in state.items() if not name.startswith("_")} == {
        "id": "state:FRA", "datasets": ["d"], "name": "France", "iso3": "FRA", "verified": True,
        "aliases": ["French Republic", "FR"], "latitude": 48.5, "longitude": -2.0, "un_member_since": "1945",
        "un_status": "member", "source": "A book",
    }  # fmt: skip
    assert isinstance(state["longitude"], float)
    assert desk.values("MATCH (n:Resolution) RETURN [n.yes, n.adopted, n.verified]") == [[119, "2018-12-05", False]]


def test_relation_as_it_is_stored(desk: Desk) -> None:
    desk.put(
        "d", {"State": states("FRA"), "Agreement": CALL, "SUPPORTS": ties("start", "state:FRA,agreement:call,2018")}
    )
    (tie,) = desk.values("MATCH (:State {id: 'state:FRA'})-[r:SUPPORTS]->(:Agreement) RETURN properties(r)")
    assert len(tie.pop("id")) == 16
    assert isinstance(tie.pop("_hash"), int)
    assert tie == {"dataset": "d", "start": "2018", "verified": False}


def test_row_taken_away_takes_away_what_it_said(desk: Desk) -> None:
    supports = [f"state:{code},agreement:call" for code in CODES]
    desk.put("d", {"State": states(*CODES), "Agreement": CALL, "SUPPORTS": ties("", *supports)})
    report = desk.put("d", {"State": states(*CODES[1:]), "Agreement": CALL, "SUPPORTS": ties("", *supports[2:])})
    assert counts(report) == (18, 0, 0, 18, 3, 0)
    assert [(table.table, table.removed) for table in report.tables] == [
        ("State.csv", 1), ("Agreement.csv", 0), ("SUPPORTS.csv", 2),
    ]  # fmt: skip
    assert desk.values("MATCH (n:State) RETURN n.id ORDER BY n.id") == [f"state:{code}" for code in CODES[1:]]
    assert desk.values("MATCH (n:State)-[:SUPPORTS]->() RETURN n.iso3 ORDER BY n.iso3") == list(CODES[2:])


def test_table_taken_away(desk: Desk) -> None:
    supports = ties("", "state:AUT,agreement:call", "state:BEL,agreement:call")
    desk.put("d", {"State": states(*CODES), "Agreement": CALL, "SUPPORTS": supports})
    report = desk.put("d", {"State": states(*CODES), "Agreement": CALL})
    assert [(t.table, t.content, t.removed) for t in report.tables if t.removed] == [
        ("(no longer there)", "SUPPORTS", 2)
    ]
    assert desk.values("MATCH ()-[r]->() RETURN r") == []


@pytest.mark.parametrize(("last", "stored"), [("2019", "2019"), ("", None)])
def test_changed_and_cleared_cells(desk: Desk, last: str, stored: str | None) -> None:
    def tables(date: str) -> Tables:
        return {
            "State": states("FRA"),
            "Agreement": f"id,name,date,verified\nagreement:call,Call,{date},false\n",
            "SUPPORTS": ties("start", f"state:FRA,agreement:call,{date}"),
        }

    desk.put("d", tables("2018"))
    assert counts(desk.put("d", tables(last))) == (3, 0, 2, 1, 0, 0)
    assert desk.values("MATCH (n:Agreement) RETURN n.date") == [stored]
    assert desk.values("MATCH ()-[r:SUPPORTS]->() RETURN r.start") == [stored]


def test_column_that_is_no_longer_there_clears_the_property(desk: Desk) -> None:
    desk.put("d", {"Agreement": "id,name,verified,topic\nagreement:call,Call,false,trust\n"})
    assert counts(desk.put("d", {"Agreement": CALL})) == (1, 0, 1, 0, 0, 0)
    assert desk.values("MATCH (n:Agreement) RETURN n.topic") == [None]


def test_order_of_ends_of_a_symmetric_tie_does_not_matter(desk: Desk) -> None:
    def tables(*rows: str) -> Tables:
        return {"State": states(*CODES), "ALLIED_WITH": ties("value,note", *rows)}

    desk.put("d", tables("state:FRA,state:DEU,Treaty,x"))
    before = desk.digest()
    assert counts(desk.put("d", tables("state:DEU,state:FRA,Treaty,x"))) == (11, 0, 0, 11, 0, 0)
    assert desk.digest() == before
    twice = desk.put("d", tables("state:DEU,state:FRA,Treaty,x", "state:FRA,state:DEU,Treaty,x"))
    assert twice.notes == ["d/ALLIED_WITH.csv:3: says the same as d/ALLIED_WITH.csv:2; read once"]
    assert desk.digest() == before


def test_direction_of_other_ties_matters(desk: Desk) -> None:
    rows = ("state:FRA,state:DEU", "state:DEU,state:FRA")
    desk.put("d", {"State": states("FRA", "DEU"), "FUNDS": ties("", *rows)})
    assert sorted(desk.values("MATCH (n)-[:FUNDS]->() RETURN n.iso3")) == ["DEU", "FRA"]


def test_key_properties_tell_ties_apart(desk: Desk) -> None:
    rows = ["one,2001", "one,2002", "one,", ",2001", ","]
    tables = {
        "Person": "id,name,verified\nperson:x,X,false\n",
        "Company": "id,name,verified\ncompany:y,Y,false\n",
        "WORKS_FOR": ties("value,start", *(f"person:x,company:y,{row}" for row in rows[1:4])),
        "ALLIED_WITH": ties("value", "state:FRA,state:DEU,one", "state:FRA,state:DEU,", "state:DEU,state:FRA,two"),
        "State": states("FRA", "DEU"),
    }
    desk.put("d", tables)
    assert len(desk.values("MATCH ()-[r:WORKS_FOR]->() RETURN r")) == 3
    assert sorted(map(str, desk.values("MATCH ()-[r:ALLIED_WITH]->() RETURN r.value"))) == ["None", "one", "two"]
    with pytest.raises(InputError, match=r"same WORKS_FOR tie as at d/WORKS_FOR.csv:2, .* told apart by start"):
        desk.put("d", {**tables, "WORKS_FOR": ties("value,start", *(f"person:x,company:y,{row}" for row in rows[:4]))})


def test_identical_rows_are_read_once_and_noted(desk: Desk) -> None:
    report = desk.put("d", {"State": states("FRA", "DEU", "FRA", "FRA")})
    assert report.notes == ["d/State.csv:4, d/State.csv:5: says the same as d/State.csv:2; read once"]
    assert counts(report) == (4, 2, 0, 0, 0, 0)


def test_many_identical_rows_are_summed_up(desk: Desk) -> None:
    codes = [f"{first}{second}X" for first in "ABCDE" for second in "ABCDE"]
    report = desk.put("d", {"State": states(*codes, *codes)})
    assert len(report.notes) == 21
    assert report.notes[-1] == "State: 5 more rows say the same as others; read once"


# Accepted with a note -------------------------------------------------------------------------------------------


def test_byte_order_mark_and_crlf_are_accepted_with_a_note(desk: Desk) -> None:
    text = states("FRA", "DEU")
    desk.put("d", {"State": text})
    before = desk.digest()
    report = desk.put("d", {"State": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    assert desk.digest() == before
    assert counts(report) == (2, 0, 0, 2, 0, 0)
    assert report.notes == [
        "d/State.csv: a byte order mark at the start was skipped",
        "d/State.csv: lines end in CR LF; read as LF",
    ]


def test_text_is_stored_in_form_nfc_and_found_by_search(desk: Desk) -> None:
    decomposed = "Co\u0302te d\u2019Ivoire"
    report = desk.put("d", {"State": f"id,name,iso3,verified\nstate:CIV,{decomposed},CIV,false\n"})
    assert report.notes == ["d/State.csv: 1 cells were brought into Unicode form NFC"]
    assert desk.values("MATCH (n:State {name: 'C\u00f4te d\u2019Ivoire'}) RETURN n.id") == ["state:CIV"]
    search = "CALL db.index.fulltext.queryNodes('entity_search', $words) YIELD node RETURN node.id"
    assert desk.values(search, words="c\u00f4te") == ["state:CIV"]
    assert desk.values(search, words="cote") == ["state:CIV"]


@pytest.mark.parametrize(
    "name", ["إسرائيل وفلسطين", "ישראל \u200f(IL)", "中华人民共和国", "ประเทศไทย", "🇫🇷 France", '"a, b"', "Null"]
)
def test_names_of_every_script_are_kept_byte_for_byte(desk: Desk, name: str) -> None:
    desk.put("d", {"State": csv_text("id,name,iso3,verified", [["state:XXX", name, "XXX", "false"]])})
    (stored,) = desk.values("MATCH (n:State) RETURN n.name")
    assert stored.encode() == name.encode()


def test_white_space_around_cells_is_taken_away(desk: Desk) -> None:
    desk.put("d", {"State": "id,name,iso3,verified\n state:FRA ,\u00a0France\u3000,FRA\t, false\n"})
    assert desk.values("MATCH (n:State {id: 'state:FRA'}) RETURN [n.name, n.iso3]") == [["France", "FRA"]]


# More than one dataset ------------------------------------------------------------------------------------------


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


# Removing much --------------------------------------------------------------------------------------------------


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


# Book-keeping ---------------------------------------------------------------------------------------------------


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
