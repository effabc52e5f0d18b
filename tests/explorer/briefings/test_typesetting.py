"""Markdown becomes paragraphs whose lines fit; what is no Markdown stays the text that it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.briefings.slide import Paragraph, Run
from explorer.briefings.typesetting import INDENT, LEADING, broken, height, plain, safe_link, split, typeset
from explorer.export.lettering import width

SIZE = 16.0


def words(paragraph: Paragraph) -> str:
    return " ".join("".join(run.text for run in line) for line in paragraph.lines)


def test_bold_italic_and_links_are_runs() -> None:
    (paragraph,) = typeset("A **firm** and *open* [call](https://example.org/a).", 900, SIZE)
    assert paragraph.lines == (
        (
            Run("A "),
            Run("firm", bold=True),
            Run(" and "),
            Run("open", italic=True),
            Run(" "),
            Run("call", url="https://example.org/a"),
            Run("."),
        ),
    )


def test_lists_have_bullets_and_numbers_and_stand_in() -> None:
    found = typeset("- one\n- two\n  - inner\n\n3. third\n4. fourth", 900, SIZE)
    assert [(each.bullet, words(each)) for each in found] == [
        ("•", "one"), ("•", "two"), ("•", "inner"), ("3.", "third"), ("4.", "fourth"),
    ]  # fmt: skip
    assert [each.indent for each in found] == pytest.approx([INDENT * SIZE * depth for depth in (1, 1, 2, 1, 1)])


def test_headings_are_bold_and_quotations_italic() -> None:
    head, quoted = typeset("# Head *and* neck\n\n> said **so**", 900, SIZE)
    assert all(run.bold for line in head.lines for run in line)
    assert all(run.italic for line in quoted.lines for run in line)


def test_markup_is_text() -> None:
    (paragraph,) = typeset("<script>alert(1)</script> <b>x</b> &amp; ![a picture](x.png)", 900, SIZE)
    assert words(paragraph) == "<script>alert(1)</script> <b>x</b> & a picture"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "//a", "http:"]
)
def test_an_address_that_may_not_be_followed_is_no_link(address: str) -> None:
    assert safe_link(address) == ""
    assert not any(run.url for each in typeset(f"[x]({address})", 900, SIZE) for line in each.lines for run in line)


def test_control_characters_and_turned_directions_are_gone() -> None:
    (paragraph,) = typeset("a\u202eb\x00c\x1b[31m", 900, SIZE)
    assert all(letter.isprintable() for letter in words(paragraph))


def test_hebrew_and_arabic_run_from_the_right() -> None:
    assert [each.rtl for each in typeset("שלום עולם\n\nمرحبا\n\nhello", 900, SIZE)] == [True, True, False]
    assert plain("שלום", 100, SIZE).rtl


def test_chinese_is_broken_anywhere() -> None:
    (paragraph,) = typeset("中" * 60, 200, SIZE)
    assert len(paragraph.lines) > 4
    assert words(paragraph).replace(" ", "") == "中" * 60


def test_an_address_is_broken_at_its_parts() -> None:
    (line, *rest) = broken((Run("see https://example.org/one/two-three/four"),), 200, 16)
    assert line[0].text.endswith(("/", "-", "."))
    assert "".join(run.text for each in (line, *rest) for run in each) == "see https://example.org/one/two-three/four"


@given(st.text(max_size=300), st.floats(80, 900), st.sampled_from([10.0, 16.0, 28.0]))
def test_no_line_is_too_wide(text: str, across: float, size: float) -> None:
    for paragraph in typeset(text, across, size):
        for line in paragraph.lines:
            wide = sum(width(run.text, size, bold=run.bold) for run in line)
            letters = sum(len(run.text) for run in line)
            assert wide + paragraph.indent <= max(across, paragraph.indent + 4 * size) + 0.01 or letters == 1


@pytest.mark.parametrize(
    "hostile", ["a" * 20_000, "[" * 20_000, "*a " * 6_000, "> " * 9_000, "- " * 9_000, "`" * 20_000]
)
def test_hostile_prose_ends(hostile: str) -> None:
    typeset(hostile, 250, SIZE)


def test_splitting_keeps_every_line_in_order() -> None:
    paragraphs = typeset("\n\n".join(f"Paragraph {at} " + "word " * 30 for at in range(8)), 250, SIZE)
    whole = [line for each in paragraphs for line in each.lines]
    pages, rest = [], paragraphs
    while rest:
        page, rest = split(rest, 300, SIZE)
        assert height(page, SIZE) <= 300
        pages += page
    assert [line for each in pages for line in each.lines] == whole


def test_a_page_takes_one_line_at_least() -> None:
    page, rest = split(typeset("word " * 40, 100, SIZE), 1.0, SIZE)
    assert len(page[0].lines) == 1
    assert rest
    assert height(page, SIZE) == SIZE * LEADING
