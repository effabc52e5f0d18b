from hypothesis import assume, given
from hypothesis import strategies as st

from explorer.export.lettering import legible, right_to_left, width, wrapped

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(TEXTS, st.floats(30, 300), st.integers(1, 4))
def test_lines_are_as_wide_as_allowed_and_lose_nothing_but_at_the_end(text: str, most: float, lines: int) -> None:
    broken = wrapped(text, most, 12, lines=lines)
    assert len(broken) <= lines
    assert all(width(line, 12) <= most + 0.01 for line in broken)
    whole = "".join(wrapped(text, most, 12, lines=10_000)).replace(" ", "")
    assert whole == text.replace(" ", "")
    kept = "".join(broken).replace(" ", "")
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))


def test_lines_are_broken_between_words_and_parts_of_an_address() -> None:
    assert wrapped("one two three", 60, 12, lines=9) == ["one two", "three"]
    assert wrapped("https://un.org/record/16556", 100, 12, lines=9) == ["https://un.org/", "record/16556"]
    assert wrapped("one two three", 60, 12, lines=1) == ["one tw…"]
    assert wrapped("", 60, 12, lines=2) == []


@given(TEXTS, TEXTS)
def test_widths_add_up(one: str, other: str) -> None:
    assert abs(width(one + other, 10) - width(one, 10) - width(other, 10)) < 1e-6


def test_widths_of_scripts() -> None:
    assert width("巴黎", 10) == 21
    assert width("e\u0301", 10) == width("e", 10)
    assert width("W", 10) > width("a", 10) > width("i", 10) > 0
    assert width("a", 10, bold=True) > width("a", 10)


def test_direction() -> None:
    assert right_to_left("نداء")
    assert right_to_left("2018 קריאת פריז Paris")
    assert not right_to_left("Paris نداء")
    assert not right_to_left("123")
    assert not right_to_left("")


@given(st.text())
def test_what_is_legible_can_stand_in_xml(text: str) -> None:
    found = legible(text)
    assume(found)
    assert not set(found) & set("\x00\x0b\x1b\x7f\u0085\u202e\u2028\ufffe\uffff\ud800")
    found.encode("utf-8")
