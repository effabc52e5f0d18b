"""What may not be loaded: each fault is named with its place, what was found and what was expected; nothing is written.

Every case is a dataset folder of its own, loaded beside a graph that holds another dataset already.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.errors import InputError
from graph_loader.loading import check, load, open_datasets
from graph_loader.schema import Schema
from tests.dataset_folders import opened, states, ties, write_dataset
from tests.digest import graph_digest
from tests.faulty_tables import CASES, HEADER, INCIDENTS, Case
from tests.shipped_graph import empty


@pytest.fixture(scope="module")
def held(
    database_address: Address, schema: Schema, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, str]]:
    """A database that holds a small dataset, and the digest of it."""
    tables = {
        "State": states("FRA", "DEU"),
        "Agreement": "id,name,verified\nagreement:call,Call,false\n",
        "Resolution": "id,name,verified\nresolution:A/1,One,false\n",
    }
    with open_database(database_address) as database:
        empty(database)
        load(database, [opened(tmp_path_factory.mktemp("held"), "base", tables, schema)], schema)
        yield database, graph_digest(database)
        empty(database)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_is_named_and_nothing_is_written(
    case: Case, held: tuple[Database, str], schema: Schema, tmp_path: Path
) -> None:
    database, before = held
    folder = write_dataset(tmp_path, "d", case.tables, extra=case.extra)
    with pytest.raises(InputError) as refused:
        load(database, open_datasets([folder], schema), schema)
    faults = [str(fault) for fault in refused.value.faults]
    assert len(faults) == 1, faults
    for words in case.says:
        assert words in faults[0]
    assert len(faults[0]) < 1_000, "a message fits on a screen"
    assert graph_digest(database) == before


@pytest.mark.parametrize("rows", [1, 3])
def test_row_count_that_is_not_met(rows: int, held: tuple[Database, str], schema: Schema, tmp_path: Path) -> None:
    database, before = held
    folder = write_dataset(tmp_path, "d", {"State": states("ITA", "ESP")}, rows=rows)
    with pytest.raises(InputError) as refused:
        load(database, open_datasets([folder], schema), schema)
    assert str(refused.value).startswith(f"d/State.csv: found 2 rows; expected {rows} rows. If the table is right,")
    assert graph_digest(database) == before


def test_datasets_that_contradict_each_other(held: tuple[Database, str], schema: Schema, tmp_path: Path) -> None:
    database, before = held
    one = opened(tmp_path, "one", {"State": states("ITA", name="Italy")}, schema)
    two = opened(tmp_path, "two", {"State": states("ESP", "ITA", name="Italia")}, schema)
    for work in (partial(load, database), check):
        with pytest.raises(InputError) as refused:
            work([one, two], schema)
        assert [str(fault) for fault in refused.value.faults] == [
            "two/State.csv:3: found the name of state:ITA as 'Italia', where one says 'Italy'; expected one value. "
            "Correct one of them, or leave the cell empty in all datasets but one."
        ]
    assert graph_digest(database) == before


def test_dataset_that_contradicts_the_graph(held: tuple[Database, str], schema: Schema, tmp_path: Path) -> None:
    database, before = held
    other = opened(tmp_path, "other", {"State": states("FRA", name="Gaul")}, schema)
    with pytest.raises(InputError) as refused:
        load(database, [other], schema)
    assert "other/State.csv:2: found the name of state:FRA as 'Gaul', where base says 'FRA'" in str(refused.value)
    assert graph_digest(database) == before


def test_all_faults_of_all_files_in_one_go(held: tuple[Database, str], schema: Schema, tmp_path: Path) -> None:
    database, before = held
    one = opened(
        tmp_path,
        "one",
        {
            "State": f"{HEADER}\n,A,AAA,false\nstate:BBB,B,BBB,perhaps\n",
            "Incident": f"{INCIDENTS}\nincident:x,X,1.5.99,false\n",
        },
        schema,
    )
    two = opened(tmp_path, "two", {"VOTED": ties("value", "state:FRA,resolution:A/1,maybe"), "Team": "id\n"}, schema)
    for work in (partial(load, database), check):
        with pytest.raises(InputError) as refused:
            work([one, two], schema)
        assert [fault.place for fault in refused.value.faults] == [
            "one/State.csv:2", "one/State.csv:3", "one/Incident.csv:2", "two/Team.csv:1", "two/Team.csv:1",
            "two/VOTED.csv:2",
        ]  # fmt: skip
    assert graph_digest(database) == before


def test_references_to_rows_at_fault_are_no_further_faults(schema: Schema, tmp_path: Path) -> None:
    dataset = opened(
        tmp_path,
        "d",
        {
            "State": f"{HEADER}\nstate:FRA,,FRA,false\nstate:DEU,Germany,DEU,false\n",
            "ALLIED_WITH": ties("", "state:FRA,state:DEU"),
        },
        schema,
    )
    with pytest.raises(InputError) as refused:
        check([dataset], schema)
    assert [fault.place for fault in refused.value.faults] == ["d/State.csv:2"]


@pytest.mark.parametrize(
    ("row", "summary"),
    [
        (",Nowhere,NWH,false", "30 more rows with the same fault as the last one"),
        ("state:NWH,Nowhere,NWH", "30 more rows with the same fault as the last one"),
    ],
    ids=["cell", "width"],
)
def test_many_faults_of_a_sort_are_summed_up(row: str, summary: str, schema: Schema, tmp_path: Path) -> None:
    dataset = opened(tmp_path, "d", {"State": f"{HEADER}\n" + f"{row}\n" * 50}, schema)
    with pytest.raises(InputError) as refused:
        check([dataset], schema)
    places = [fault.place for fault in refused.value.faults]
    assert places == [*(f"d/State.csv:{line}" for line in range(2, 22)), "d/State.csv"]
    assert refused.value.faults[-1].found == summary


def test_very_many_faults_are_cut_off(schema: Schema, tmp_path: Path) -> None:
    rows = "\n".join(f"state:{n},N,NNN,false,{n}x,{n}x,x{n},x{n},{n},x{n}.1.1,x:{n}" for n in range(30))
    columns = "latitude,longitude,un_status,un_member_since,un_region,m49,source_url"
    tables = {"State": f"{HEADER},{columns}\n{rows}\n"}
    datasets = [opened(tmp_path, f"d{n}", tables, schema) for n in range(9)]
    with pytest.raises(InputError) as refused:
        check(datasets, schema)
    assert len(refused.value.faults) == 201
    assert str(refused.value.faults[-1]) == "the load: found more than 200 faults; expected none. Mend these first."


def test_row_that_begins_lines_before_its_fault(schema: Schema, tmp_path: Path) -> None:
    text = f'{HEADER}\n\n"state:FRA","Fra\nnce",FRA,false\n\n"state:DEU","Ger\n\nmany",DEU,perhaps\n'
    with pytest.raises(InputError) as refused:
        check([opened(tmp_path, "d", {"State": text}, schema)], schema)
    assert [fault.place for fault in refused.value.faults] == ["d/State.csv:6"]


def test_many_unknown_references_are_summed_up(held: tuple[Database, str], schema: Schema, tmp_path: Path) -> None:
    database, before = held
    rows = [f"state:X{number},agreement:call" for number in range(25)]
    dataset = opened(tmp_path, "d", {"SUPPORTS": ties("", *rows)}, schema)
    with pytest.raises(InputError) as refused:
        load(database, [dataset], schema)
    assert [fault.place for fault in refused.value.faults] == [
        *(f"d/SUPPORTS.csv:{line}" for line in range(2, 22)),
        "d/SUPPORTS.csv",
    ]
    assert refused.value.faults[-1].found == "5 more rows with the same fault as the last one"
    assert graph_digest(database) == before
