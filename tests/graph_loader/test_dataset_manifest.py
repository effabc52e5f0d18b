"""Every way in which a dataset folder can be wrong before a row is read."""

from pathlib import Path

import pytest

from graph_loader.datasets import dataset_folders, open_dataset
from graph_loader.errors import InputError
from graph_loader.loading import open_datasets
from graph_loader.schema import load_schema
from tests.dataset_folders import MANIFEST, states, write_dataset

SCHEMA = load_schema()
TABLE = '\n[tables."State.csv"]\nkind = "State"\n'

# The text of dataset.toml, and the fault about it.
FAULTS = [
    (MANIFEST.replace('source = "made for a test"\n', "") + TABLE, "d/dataset.toml: source: found nothing; expected a "
     "value. Add `source = ...`: every dataset says where it is from."),
    (MANIFEST.replace("2026-01-31", '"last week"') + TABLE, "d/dataset.toml: accessed: found 'last week'; expected "),
    (MANIFEST.replace('title = "Test"', 'title = ""') + TABLE, "d/dataset.toml: title: found ''; expected "),
    (MANIFEST, "d/dataset.toml: tables: found nothing; expected a value."),
    (MANIFEST + "[tables]\n", "d/dataset.toml: tables: found {}; expected "),
    ('colour = "red"\n' + MANIFEST + TABLE, "d/dataset.toml: colour: found 'red'; expected Extra inputs are not"),
    (MANIFEST + "[tables\n", "d/dataset.toml: found "),
    (MANIFEST + TABLE + 'relation = "VOTED"\n', "d/dataset.toml: tables.State.csv: found "),
    (MANIFEST + '\n[tables."State.csv"]\n', "d/dataset.toml: tables.State.csv: found {}; expected Value error, a table "
     "holds either a `kind` or a `relation`"),
    (MANIFEST + TABLE + "rows = -1\n", "d/dataset.toml: tables.State.csv.rows: found -1; expected "),
    (MANIFEST + TABLE.replace('"State"', '"Planet"'), "d/dataset.toml: tables.State.csv.kind: found Planet; expected "
     "one of State, Company,"),
    (MANIFEST + TABLE.replace('kind = "State"', 'relation = "HATES"'), "d/dataset.toml: tables.State.csv.relation: "
     "found HATES; expected one of MEMBER_OF,"),
    (MANIFEST + TABLE + '\n[tables."Team.csv"]\nkind = "Team"\n', "d/Team.csv: found no such file; expected the table"),
    (MANIFEST + TABLE + '\n[tables."../State.csv"]\nkind = "State"\n', "d/dataset.toml: tables.../State.csv: found "
     "../State.csv; expected a file name without folders"),
    (MANIFEST + TABLE + '\n[[facts]]\nentity = "planet:mars"\n', "d/dataset.toml: facts[1]: found planet:mars; "
     "expected an id with a prefix of state, company,"),
    (MANIFEST + TABLE + '\n[[facts]]\ntie = ["state:FRA", "HATES", "state:DEU"]\n', "d/dataset.toml: facts[1]: found "
     "HATES; expected one of MEMBER_OF,"),
    (MANIFEST + TABLE + '\n[[facts]]\nentity = "state:FRA"\nhas = { wings = 2 }\n', "d/dataset.toml: facts[1]: found "
     "wings; expected one of name, short_name,"),
    (MANIFEST + TABLE + '\n[[facts]]\nentity = "state:FRA"\ntie = ["a", "b", "c"]\n', "d/dataset.toml: facts.0: "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), FAULTS, ids=range(len(FAULTS)))
def test_fault_in_the_manifest_is_named(text: str, says: str, tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, "d", {"State": states("FRA")})
    (folder / "dataset.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_dataset(folder, SCHEMA)
    assert len(refused.value.faults) == 1
    assert str(refused.value).startswith(says)


def test_csv_file_that_no_table_names(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, "d", {"State": states("FRA")})
    (folder / "notes.csv").write_text("a,b\n")
    with pytest.raises(InputError) as refused:
        open_dataset(folder, SCHEMA)
    assert str(refused.value) == (
        "d/notes.csv: found a CSV file that no table names; expected only named files. "
        'Add [tables."notes.csv"] to dataset.toml, or move the file away.'
    )


def test_folder_without_a_manifest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"found no dataset\.toml; expected a dataset folder"):
        open_dataset(tmp_path, SCHEMA)


@pytest.mark.parametrize("name", ["With Space", "UPPER", "a--b", "-a", "é"])
def test_folder_name_that_is_no_name(name: str, tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, name, {"State": states("FRA")})
    with pytest.raises(InputError, match="expected lower-case letters, digits and single hyphens"):
        open_dataset(folder, SCHEMA)


def test_faults_of_all_folders_at_once(tmp_path: Path) -> None:
    folders = [write_dataset(tmp_path, name, {"Planet": "id\n"}) for name in ("a", "b")]
    with pytest.raises(InputError) as refused:
        open_datasets(folders, SCHEMA)
    assert [fault.place for fault in refused.value.faults] == [
        f"{name}/dataset.toml: tables.Planet.csv.kind" for name in ("a", "b")
    ]


def test_dataset_is_named_by_its_folder_however_it_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_dataset(tmp_path, "votes", {"State": states("FRA")})
    monkeypatch.chdir(folder)
    dataset = open_dataset(Path(), SCHEMA)
    assert (dataset.name, dataset.place("State.csv", 3)) == ("votes", "votes/State.csv:3")
    assert dataset_folders(tmp_path) == {"votes": folder}
    (folder / "dataset.toml").write_text("[", encoding="utf-8")
    with pytest.raises(InputError, match=r"^votes/dataset\.toml: "):
        open_dataset(Path(), SCHEMA)


def test_digest_covers_every_byte(tmp_path: Path) -> None:
    one = open_dataset(write_dataset(tmp_path, "one", {"State": states("FRA")}), SCHEMA).digest
    assert open_dataset(write_dataset(tmp_path, "one", {"State": states("FRA")}), SCHEMA).digest == one
    assert open_dataset(write_dataset(tmp_path, "one", {"State": states("FRB")}), SCHEMA).digest != one
    assert open_dataset(write_dataset(tmp_path, "one", {"State": states("FRA")}, rows=1), SCHEMA).digest != one
