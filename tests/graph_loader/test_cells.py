"""What a cell may hold, over generated cells."""

import datetime
import itertools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph_loader.cells import ends_before, judge_date, judge_id, judge_of, judge_url, normalised
from graph_loader.errors import InputError
from graph_loader.reading import check_bytes
from graph_loader.schema import Property, load_schema

SCHEMA = load_schema()
DAYS = st.dates(min_value=datetime.date(1, 1, 1)).map(datetime.date.isoformat)
DATES = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))


@given(DATES)
def test_every_day_month_and_year_is_a_date(cell: str) -> None:
    assert judge_date(cell) is None


@given(st.text(alphabet="0123456789-/.: TZ", max_size=12))
def test_what_is_accepted_as_a_date_is_one(cell: str) -> None:
    if judge_date(cell) is None:
        whole = cell + "-01-01"[: 10 - len(cell)] if len(cell) < 10 else cell
        assert datetime.date.fromisoformat(whole).isoformat() == whole


@given(DATES, DATES)
def test_order_is_judged_at_the_coarser_precision(start: str, end: str) -> None:
    shared = min(len(start), len(end))
    assert ends_before(start, end) == (end[:shared] < start[:shared])
    assert not ends_before(start, start)
    assert not ends_before("", end)
    assert not ends_before(start, "")


@given(st.text())
@example("e\u0301 ")
@example("\u2003x")
def test_normalising_twice_is_normalising_once(cell: str) -> None:
    once = normalised(cell)
    assert normalised(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_no_cell_breaks_a_judge(cell: str) -> None:
    for type_ in ("text", "list", "integer", "number", "boolean", "date", "url", "entity"):
        judge = judge_of("x", Property(type=type_, title="X", meaning="X."), SCHEMA)
        complaint = judge(cell)
        assert complaint is None or complaint
        if complaint is None and cell and type_ == "integer":
            assert -(2**63) <= int(cell) < 2**63
        if complaint is None and cell and type_ == "url":
            assert cell.lower().startswith(("http://", "https://"))


@given(st.lists(st.one_of(st.text(st.characters(exclude_characters="\0")), st.from_regex(r"(state|norm):\w{1,9}"))))
@example(["state:FRA", "state:FRA\nstate:DEU"])
@example(["x" * 20_001])
def test_what_is_accepted_at_once_is_accepted_one_by_one(cells: list[str]) -> None:
    judges = [judge_id(SCHEMA, SCHEMA.kinds)]
    for type_, required in itertools.product(("text", "entity", "url", "date"), (True, False)):
        judges.append(judge_of("x", Property(type=type_, title="X", meaning="X.", required=required), SCHEMA))
    for judge in judges:
        if judge.accepts_all(cells):
            assert all(judge(cell) is None for cell in cells)


def test_good_cells_are_accepted_at_once() -> None:
    assert judge_id(SCHEMA, SCHEMA.kinds).accepts_all(["state:FRA", "resolution:A/RES/73/27"] * 100_000)
    text = judge_of("x", Property(type="text", title="X", meaning="X."), SCHEMA)
    assert text.accepts_all(["Пакт", "", "x" * 20_000])
    assert not text.accepts_all(["a\x07b"])


@pytest.mark.parametrize("cell", ["state:FRA", "resolution:A/RES/73/27", "threat-group:apt-28", "norm:a.b_c(d)+e"])
def test_ids_that_are_good(cell: str) -> None:
    assert judge_id(SCHEMA, SCHEMA.kinds)(cell) is None


@pytest.mark.parametrize(
    "cell", ["", "FRA", "state:", ":FRA", "state:-x", "state:a b", "State:FRA", "state:é", "a:b:c"]
)
def test_ids_that_are_not(cell: str) -> None:
    assert judge_id(SCHEMA, SCHEMA.kinds)(cell)


@pytest.mark.parametrize("cell", ["http://x", "HTTPS://example.org/a?b=c#d", "https://[::1]/", "http://é.fr/"])
def test_addresses_that_are_good(cell: str) -> None:
    assert judge_url(cell) is None


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=12))
def test_first_byte_that_is_not_utf8_is_named(data: bytes, split: int) -> None:
    """Against what Python says of the whole, also where a character lies across two blocks."""
    import tempfile

    import graph_loader.reading as reading

    try:
        data.decode("utf-8")
        expected = None
    except UnicodeDecodeError as error:
        expected = f"at byte offset {error.start} ("
    if b"\0" in data:
        expected = f"a NUL at byte offset {data.index(0)}"
    before = reading._BLOCK
    reading._BLOCK = len(data) + 1 if b"\0" in data else split + 1
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.csv"
            path.write_bytes(data)
            if expected is None:
                check_bytes(path, "x")
                return
            with pytest.raises(InputError) as refused:
                check_bytes(path, "x")
            assert expected in str(refused.value)
    finally:
        reading._BLOCK = before
