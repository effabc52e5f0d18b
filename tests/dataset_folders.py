"""Writes dataset folders for tests: a `dataset.toml` and CSV files, from what a test gives."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from graph_loader.datasets import Dataset, open_dataset
from graph_loader.schema import Schema

MANIFEST = """\
title = "Test"
producer = "Test"
citation = "Test"
terms_of_use = "CC0"
source = "made for a test"
accessed = 2026-01-31
"""

CODES = ("AUT", "BEL", "CHE", "DEU", "ESP", "FRA", "GBR", "HUN", "ITA", "JPN")
CALL = "id,name,verified\nagreement:call,Call,false\n"

Tables = Mapping[str, str | bytes]
"""Kind or relation type -> the text (or the bytes) of its CSV file, which is named `<kind or type>.csv`."""


def write_dataset(root: Path, name: str, tables: Tables, *, extra: str = "", rows: int | None = None) -> Path:
    """Write the folder `root/name`; `extra` is appended to `dataset.toml`, `rows` promised for each table."""
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    manifest = MANIFEST
    for content, text in tables.items():
        file = f"{content}.csv"
        (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        what = "relation" if content.isupper() else "kind"
        manifest += f'\n[tables."{file}"]\n{what} = "{content}"\n'
        if rows is not None:
            manifest += f"rows = {rows}\n"
    (folder / "dataset.toml").write_text(manifest + "\n" + extra, encoding="utf-8")
    return folder


def opened(root: Path, name: str, tables: Tables, schema: Schema, *, extra: str = "") -> Dataset:
    """Write a dataset and open it."""
    return open_dataset(write_dataset(root, name, tables, extra=extra), schema)


def csv_text(header: str, rows: Sequence[Sequence[str]]) -> str:
    """CSV with every cell quoted."""
    quoted = (",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    return "\n".join([header, *quoted]) + "\n"


def states(*codes: str, name: str = "{}") -> str:
    """A table of kind State with these three-letter codes, known without a source."""
    rows = [f"state:{code},{name.format(code)},{code},false" for code in codes]
    return "\n".join(["id,name,iso3,verified", *rows]) + "\n"


def ties(header: str, *rows: str) -> str:
    """A table of relations: columns `from`, `to`, those of `header`, and `verified`, which is false."""
    return "\n".join([f"from,to,{header + ',' if header else ''}verified", *(f"{row},false" for row in rows)]) + "\n"
