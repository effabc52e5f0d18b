"""Rows -> the text of a CSV file that a spreadsheet opens without running anything in it."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""A spreadsheet may take a cell that begins with one of these for a formula; the wide ones are folded by some."""
GUARD = "'"


def guarded_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The rows under their header, as RFC 4180 has it: commas, quotes where needed, lines ended by CR LF.

    Text that a spreadsheet could take for a formula gets a leading apostrophe; numbers stay numbers, None is empty,
    lists and maps are JSON.
    Excel reads names in all scripts right where the file is encoded as `utf-8-sig`.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([guarded(cell) for cell in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue()


def guarded(cell: object) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet could take for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    text = json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else str(cell)
    text = text.replace("\0", "").encode("utf-8", "replace").decode()
    return GUARD + text if text[:1] in FORMULA_SIGNS else text
