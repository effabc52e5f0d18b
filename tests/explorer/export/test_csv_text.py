import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.export.csv_text import FORMULA_SIGNS, guarded_csv

CELLS = st.one_of(st.none(), st.integers(), st.text())


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_rows_come_under_their_header() -> None:
    assert guarded_csv(["Name", "Ties"], [["France", 137], ["Côte d’Ivoire, “a”", None]]) == (
        'Name,Ties\r\nFrance,137\r\n"Côte d’Ivoire, “a”",\r\n'
    )


@pytest.mark.parametrize("sign", sorted(FORMULA_SIGNS))
def test_a_formula_becomes_text(sign: str) -> None:
    cell = f'{sign}HYPERLINK("http://x";"y")'
    assert read(guarded_csv(["a"], [[cell]]))[1] == [f"'{cell}"]
    assert read(guarded_csv([cell], []))[0] == [f"'{cell}"]


def test_numbers_stay_numbers() -> None:
    assert guarded_csv(["n"], [[-5], [2.5]]) == "n\r\n-5\r\n2.5\r\n"


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_whatever_is_written_is_read_again_and_nothing_is_a_formula(rows: list[list[Any]]) -> None:
    written = guarded_csv(["a", "b"], rows)
    written.encode("utf-8")
    back = read(written)[1:]
    assert len(back) == len(rows)
    for row, cells in zip(rows, back, strict=True):
        for cell, text in zip(row, cells, strict=True):
            if isinstance(cell, str):
                clean = cell.replace("\0", "").encode("utf-8", "replace").decode()
                assert text.removeprefix("'") == clean.removeprefix("'") if clean else text == ""
                assert text[:1] not in FORMULA_SIGNS or not text
            else:
                assert text == ("" if cell is None else str(cell))
