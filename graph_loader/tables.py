"""The tables of README.md that say what the graph holds, made from the declaration and the shipped datasets.

`python -m graph_loader.tables` writes them anew, each between `<!-- name -->` and `<!-- /name -->`.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph_loader.errors import UsageError
from graph_loader.marking import LEVELS

if TYPE_CHECKING:
    from graph_loader.datasets import Dataset
    from graph_loader.schema import Schema

README = Path(__file__).parents[1] / "README.md"
COMMAND = "python -m graph_loader.tables"


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[str] = ()) -> str:
    """A Markdown table; the columns named in `numbers` are aligned to the right."""
    right = set(numbers)
    lines = [columns, ["---:" if column in right else "---" for column in columns], *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def kinds_table(schema: "Schema") -> str:
    """Every kind of entity: its name, how its ids begin, the groups it belongs to, its meaning."""
    rows = [
        (f"`{name}`", f"`{kind.prefix}:`", ", ".join(f"`{group}`" for group in kind.groups), kind.meaning)
        for name, kind in schema.kinds.items()
    ]
    return markdown_table(("Kind", "Its ids begin with", "Groups", "What it is"), rows)


def groups_table(schema: "Schema") -> str:
    """Every group of kinds and its meaning."""
    return markdown_table(
        ("Group", "What it is"), [(f"`{name}`", group.meaning) for name, group in schema.groups.items()]
    )


def relations_table(schema: "Schema") -> str:
    """Every relation type: its name, between what it holds, its meaning."""
    rows = [
        (f"`{name}`", ", ".join(relation.sources), ", ".join(relation.targets), relation.meaning)
        for name, relation in schema.relations.items()
    ]
    return markdown_table(("Relation", "From", "To", "What it means"), rows)


def datasets_table(datasets: Sequence["Dataset"]) -> str:
    """Every dataset: its name and title, its rows, the share of them that is verified, its terms of use."""
    rows, total, verified = [], 0, 0
    for dataset in datasets:
        count, sure = row_counts(dataset)
        total, verified = total + count, verified + sure
        title = f"`{dataset.name}`: {dataset.manifest.title}"
        rows.append((title, f"{count:,}", _share(sure, count), dataset.manifest.terms_of_use))
    rows.append(("all", f"{total:,}", _share(verified, total), ""))
    return markdown_table(("Dataset", "Rows", "Verified", "Terms of use"), rows, ("Rows", "Verified"))


def markings_table() -> str:
    """Every level that something can be marked with, and who may see it then."""
    return markdown_table(("Marking", "Who may see it"), [(f"`{level.label}`", level.meaning) for level in LEVELS])


def row_counts(dataset: "Dataset") -> tuple[int, int]:
    """The number of rows in all tables of a dataset, and how many of them are marked as verified."""
    count = verified = 0
    for file in dataset.manifest.tables:
        with (dataset.folder / file).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream, strict=True):
                count += 1
                verified += row["verified"] == "true"
    return count, verified


def tables(schema: "Schema", datasets: Sequence["Dataset"]) -> dict[str, str]:
    """Name of each marked place -> the table that belongs there."""
    return {
        "kinds": kinds_table(schema),
        "groups": groups_table(schema),
        "relations": relations_table(schema),
        "datasets": datasets_table(datasets),
    }


def with_tables(text: str, contents: Mapping[str, str]) -> str:
    """The text with each content between its two markers.

    Raises:
        UsageError: where a marker is missing or stands twice.
    """
    for name, content in contents.items():
        before, after = f"<!-- {name} -->", f"<!-- /{name} -->"
        if text.count(before) != 1 or text.count(after) != 1 or text.index(before) > text.index(after):
            raise UsageError(f"{README.name} needs one line {before!r} and after it one line {after!r}; add them.")
        head, _, rest = text.partition(before)
        text = f"{head}{before}\n{content}\n{after}{rest.partition(after)[2]}"
    return text


def current_tables() -> dict[str, str]:
    """The tables of this checkout: its declaration, its shipped datasets.

    Raises:
        InputError: where the declaration or a dataset is at fault.
    """
    from graph_loader.content import shipped
    from graph_loader.datasets import dataset_folders, open_dataset
    from graph_loader.schema import load_schema

    schema = load_schema()
    return tables(schema, [open_dataset(folder, schema) for folder in dataset_folders(shipped("datasets")).values()])


def main() -> None:
    """Bring README.md up to date."""
    from graph_loader.console import errors_shown, say

    with errors_shown():
        text = README.read_text(encoding="utf-8")
        new = with_tables(text, current_tables())
        if new == text:
            say(f"{README.name} is up to date.")
        else:
            README.write_text(new, encoding="utf-8", newline="\n")
            say(f"{README.name}: the tables were written anew.")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _share(part: int, whole: int) -> str:
    """Whole percent, rounded down, so that 100 % means all."""
    return f"{100 * part // whole} %" if whole else "-"


if __name__ == "__main__":
    main()
