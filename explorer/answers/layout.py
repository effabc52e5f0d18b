"""What all answers are made of: paragraphs, tables, and how they were come by."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.graph.memberships import enumerated
from explorer.graph.notes import counted

WIDTH = 100


@dataclass(frozen=True)
class Answer:
    """A result twice: for programs, and for people."""

    json: Mapping[str, Any]
    text: str


@dataclass(frozen=True)
class Method:
    """What was computed, from how many rows of which datasets (name -> rows), and what it can't tell.

    `what` is a sentence with its full stop, `limits` are parts of one.
    """

    what: str
    rows: Mapping[str, int]
    limits: Sequence[str]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "what": self.what,
            "rows": sum(self.rows.values()),
            "datasets": dict(self.rows),
            "cannot_tell": list(self.limits),
        }

    def __str__(self) -> str:
        sizes = [f"{name} ({rows:,})" for name, rows in self.rows.items()]
        whole = counted(sum(self.rows.values()), "row")
        source = f"From {whole} of the {'datasets' if len(sizes) > 1 else 'dataset'} {enumerated(sizes)}. "
        limits = "; ".join(self.limits)
        return paragraph(f"Method: {self.what} {source if sizes else ''}What it can't tell: {limits}.")


def paragraph(text: str, indent: str = "", begin: str | None = None) -> str:
    """Lines of at most 100 columns; what has no space in it, such as an address, is not broken."""
    first = indent if begin is None else begin
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def listed(sentences: Iterable[str]) -> str:
    """Sentences as a list."""
    return "\n".join(paragraph(each, "  ", "- ") for each in sentences)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> str:
    """A table of at most 100 columns; long cells are wrapped, those of the columns `numbers` stand on the right."""
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*row)
    written = StringIO()
    Console(file=written, width=WIDTH, markup=False, highlight=False, color_system=None).print(made)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def share(value: float | None) -> str:
    """0.973 -> `97 %`; empty where none is known."""
    return "" if value is None else f"{value:.0%}".replace("%", " %")


def figure(value: float | None) -> str:
    """Two places after the point; empty where none is known."""
    return "" if value is None else f"{value + 0:.2f}"


def joined(*parts: str) -> str:
    """Parts one under another, an empty line between; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)
