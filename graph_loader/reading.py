"""CSV file -> chunks of a table, checked byte by byte and line by line.

A file is read in two passes of constant memory: the bytes first (UTF-8, no NUL), then the rows in chunks. Only where
a row is wrong is the file walked once more, to name the line.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from graph_loader.errors import Fault, InputError, excerpt

if TYPE_CHECKING:
    import pandas as pd

CHUNK_ROWS = 50_000
MOST_FAULTS_OF_A_SORT = 20
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Chunk:
    """Some consecutive rows and the number of the first of them.

    Every column of the frame is categorical: what is asked of a cell is asked once for each distinct text. An empty
    cell is an empty string.
    """

    frame: "pd.DataFrame"
    first_row: int


class CsvTable:
    """One CSV file of a dataset: `place` names it to the user, `columns` are those that it may have."""

    def __init__(self, path: Path, place: str, columns: Sequence[str], required: Sequence[str]) -> None:
        self.path = path
        self.place = place
        self.columns = columns
        self.required = required

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows in order.

        Raises:
            InputError: bytes that are not text, a wrong header, rows of the wrong width.
        """
        import pandas as pd

        check_bytes(self.path, self.place)
        first = 0
        with self.path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            try:
                header = next(reader, [])
                self._check_header(header)
                while rows := list(islice(filter(None, reader), CHUNK_ROWS)):
                    if set(map(len, rows)) != {len(header)}:
                        raise InputError(self._width_faults(len(header)))
                    columns = zip(header, zip(*rows, strict=True), strict=True)
                    yield Chunk(pd.DataFrame({name: categorical(cells) for name, cells in columns}), first)
                    first += len(rows)
            except csv.Error as error:
                raise InputError([self._broken_row(error)]) from error

    def notes(self) -> list[str]:
        """What was accepted although it is unusual."""
        with self.path.open("rb") as stream:
            start = stream.read(_BLOCK)
        notes = []
        if start.startswith(codecs.BOM_UTF8):
            notes.append(f"{self.place}: a byte order mark at the start was skipped")
        if b"\r\n" in start:
            notes.append(f"{self.place}: lines end in CR LF; read as LF")
        return notes

    def lines_of(self, rows: Iterable[int]) -> Mapping[int, int]:
        """Row number (from 0, header not counted) -> line of the file where the row begins (from 1)."""
        wanted = set(rows)
        if not wanted:
            return {}
        found = {}
        last = max(wanted)
        for row, (line, _) in enumerate(self._numbered_rows()):
            if row in wanted:
                found[row] = line
            if row >= last:
                break
        return found

    def _numbered_rows(self) -> Iterator[tuple[int, list[str]]]:
        with self.path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            next(reader, None)
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1

    def _broken_row(self, error: csv.Error) -> Fault:
        """The fault of the first row that is no CSV, at the line where it begins."""
        line = 1
        with self.path.open(encoding="utf-8-sig", newline="") as stream, suppress(csv.Error):
            reader = csv.reader(stream, strict=True)
            for _ in reader:
                line = reader.line_num + 1
        expected = f"CSV as RFC 4180 has it, cells of at most {csv.field_size_limit():,} characters"
        step = "Look for a quotation mark that is left open or, inside a cell, not doubled."
        return Fault(f"{self.place}:{line}", f"a row that cannot be read ({error})", expected, step)

    def _check_header(self, header: Sequence[str]) -> None:
        faults = []
        place = f"{self.place}:1"
        if not header:
            expected = f"a header with {', '.join(self.required)}"
            raise InputError([Fault(place, "an empty file", expected, "Write the header line.")])
        for name in dict.fromkeys(header):
            if header.count(name) > 1:
                found = f"the column {excerpt(name)} {header.count(name)} times"
                faults.append(Fault(place, found, "each column once"))
            if name not in self.columns:
                found = f"the unknown column {excerpt(name)}"
                faults.append(Fault(place, found, f"columns among {', '.join(self.columns)}"))
        needed = f"the columns {', '.join(self.required)}"
        faults += [Fault(place, f"no column {name!r}", needed) for name in self.required if name not in header]
        if faults:
            raise InputError(faults)

    def _width_faults(self, width: int) -> list[Fault]:
        wrong = ((line, len(cells)) for line, cells in self._numbered_rows() if len(cells) != width)
        faults = [
            Fault(f"{self.place}:{line}", f"{found} cells", f"{width}, as in the header")
            for line, found in islice(wrong, MOST_FAULTS_OF_A_SORT)
        ]
        return [*faults, *summed_up(self.place, sum(1 for _ in wrong))]


def summed_up(place: str, more: int) -> list[Fault]:
    """One fault that stands for `more` like the last one; none where there are no more."""
    return [Fault(place, f"{more:,} more rows with the same fault as the last one", "none")] if more > 0 else []


def categorical(cells: Sequence[str]) -> "pd.Categorical":
    """Cells as codes into their distinct texts."""
    import numpy as np
    import pandas as pd

    codes, distinct = pd.factorize(np.array(cells, dtype=object))
    return pd.Categorical.from_codes(codes, categories=pd.Index(distinct, dtype=object))


def check_bytes(path: Path, place: str) -> None:
    """Refuse a file that is not UTF-8 or holds a NUL, naming the offset of the first such byte.

    Raises:
        InputError: with that one fault.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            pending = len(decoder.getstate()[0])
            if (nul := block.find(b"\0")) >= 0:
                found = f"a NUL at byte offset {offset + nul}"
                raise InputError([Fault(place, found, "text", "Save the file again as CSV in UTF-8.")])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                raise InputError([_not_utf8(place, error, offset - pending)]) from error
            offset += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError([_not_utf8(place, error, offset - len(error.object))]) from error


def _not_utf8(place: str, error: UnicodeDecodeError, base: int) -> Fault:
    byte = error.object[error.start]
    guess = bytes([byte]).decode("latin-1")
    found = f"the byte 0x{byte:02x} at byte offset {base + error.start} ({guess!r} if the file were Latin-1)"
    return Fault(place, found, "UTF-8", "Save the file again as CSV in UTF-8.")
