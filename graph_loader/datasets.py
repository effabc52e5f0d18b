"""A dataset: one folder with a `dataset.toml`, which says what it is and where it comes from, beside CSV files.

Each CSV file holds one kind of entity (columns `id` and properties) or one relation type (columns `from`, `to` and
properties). The columns are the names declared in `schema.toml`.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from graph_loader.errors import Fault, InputError
from graph_loader.marking import judge_marking
from graph_loader.schema import Schema

MANIFEST = "dataset.toml"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _defined(marking: str) -> str:
    if marking and (expected := judge_marking(marking)):
        raise ValueError(f"expected {expected}")
    return marking


Marking = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_defined)]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Table(_Declared):
    """What one CSV file holds: a kind of entity or a relation type; `rows` is the number of rows it must have."""

    kind: str = ""
    relation: str = ""
    rows: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_content(self) -> "Table":
        if bool(self.kind) == bool(self.relation):
            raise ValueError("a table holds either a `kind` or a `relation`")
        return self

    @property
    def content(self) -> str:
        """Name of the kind or the relation type."""
        return self.kind or self.relation


class NamedFact(_Declared):
    """Something that the dataset must say: an entity, or a tie as [from, TYPE, to], with the properties in `has`."""

    entity: str = ""
    tie: tuple[str, str, str] | None = None
    has: dict[str, str | int | float | bool] = {}

    @model_validator(mode="after")
    def _one_subject(self) -> "NamedFact":
        if bool(self.entity) == bool(self.tie):
            raise ValueError("a fact is about either an `entity` or a `tie`")
        return self

    def __str__(self) -> str:
        subject = self.entity or " ".join(self.tie or ())
        return f"{subject} with {self.has}" if self.has else subject


class Manifest(_Declared):
    """What `dataset.toml` says; `marking` holds for all that the dataset says, but for ties with one of their own."""

    title: Text
    producer: Text
    citation: Text
    terms_of_use: Text
    source: Text
    accessed: date
    description: str = ""
    marking: Marking = ""
    tables: Annotated[dict[str, Table], Field(min_length=1)]
    facts: tuple[NamedFact, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """A dataset folder whose `dataset.toml` has been read and agrees with the declaration."""

    name: str
    folder: Path
    manifest: Manifest

    def place(self, file: str, line: int | None = None) -> str:
        """How a place in this dataset is named to the user: `un-voting/voted.csv:17`."""
        return f"{self.name}/{file}" if line is None else f"{self.name}/{file}:{line}"

    @cached_property
    def digest(self) -> str:
        """sha256 over the names and the bytes of all files of the dataset."""
        total = hashlib.sha256()
        for file in (MANIFEST, *sorted(self.manifest.tables)):
            total.update(file.encode())
            with (self.folder / file).open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
        return total.hexdigest()


def dataset_folders(root: Path) -> dict[str, Path]:
    """Name -> folder of every dataset directly under `root`."""
    return {path.parent.name: path.parent for path in sorted(root.glob(f"*/{MANIFEST}"))}


def open_dataset(folder: Path, schema: Schema) -> Dataset:
    """Read `dataset.toml` of a folder.

    Raises:
        InputError: with one fault for each key that is wrong and each file that is missing.
    """
    folder = folder.resolve()
    place = f"{folder.name}/{MANIFEST}"
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError([Fault(str(folder), f"no {MANIFEST}", "a dataset folder", "Give the folder that holds it.")])
    try:
        manifest = Manifest.model_validate(tomllib.loads(path.read_bytes().decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError([Fault(place, str(error), "a TOML file in UTF-8")]) from error
    except ValidationError as error:
        raise InputError([_manifest_fault(place, problem) for problem in error.errors(include_url=False)]) from error
    dataset = Dataset(folder.name, folder, manifest)
    faults = [*_table_faults(dataset, schema), *_fact_faults(dataset, schema)]
    if faults:
        raise InputError(faults)
    return dataset


def _manifest_fault(place: str, problem: Any) -> Fault:
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return Fault(
            f"{place}: {key}", "nothing", "a value", f"Add `{key} = ...`: every dataset says where it is from."
        )
    return Fault(f"{place}: {key}", repr(problem["input"])[:60], problem["msg"].removeprefix("Value error, expected "))


def _table_faults(dataset: Dataset, schema: Schema) -> Sequence[Fault]:
    place = dataset.place(MANIFEST)
    faults = []
    if not (name := dataset.name).isascii() or not _is_slug(name):
        faults.append(Fault(place, f"the folder name {name!r}", "lower-case letters, digits and single hyphens"))
    for file, table in dataset.manifest.tables.items():
        known = schema.kinds if table.kind else schema.relations
        if table.content not in known:
            what = "kind" if table.kind else "relation"
            faults.append(Fault(f"{place}: tables.{file}.{what}", table.content, f"one of {', '.join(known)}"))
        if Path(file).name != file:
            faults.append(Fault(f"{place}: tables.{file}", file, "a file name without folders"))
        elif not (dataset.folder / file).is_file():
            faults.append(Fault(dataset.place(file), "no such file", f"the table that {MANIFEST} names"))
    listed = set(dataset.manifest.tables)
    for path in sorted(dataset.folder.glob("*.csv")):
        if path.name not in listed:
            step = f'Add [tables."{path.name}"] to {MANIFEST}, or move the file away.'
            faults.append(Fault(dataset.place(path.name), "a CSV file that no table names", "only named files", step))
    return faults


def _is_slug(name: str) -> bool:
    return all(part and part.isalnum() and part == part.lower() for part in name.split("-"))


def _fact_faults(dataset: Dataset, schema: Schema) -> Sequence[Fault]:
    faults = []
    for number, fact in enumerate(dataset.manifest.facts, 1):
        place = f"{dataset.place(MANIFEST)}: facts[{number}]"
        if fact.tie and fact.tie[1] not in schema.relations:
            faults.append(Fault(place, fact.tie[1], f"one of {', '.join(schema.relations)}"))
            continue
        if fact.entity and schema.kind_of(fact.entity) is None:
            faults.append(Fault(place, fact.entity, f"an id with a prefix of {', '.join(schema.kind_by_prefix)}"))
            continue
        known = (
            schema.relation_properties(fact.tie[1])
            if fact.tie
            else schema.entity_properties(schema.kind_of(fact.entity) or "")
        )
        faults += [Fault(place, name, f"one of {', '.join(known)}") for name in fact.has if name not in known]
    return faults
