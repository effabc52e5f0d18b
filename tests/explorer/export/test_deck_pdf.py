import re
import shutil
import struct
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.briefings.slide import Deck, Paragraph, Run, Shape, Slide, Text
from explorer.export.deck_pdf import pdf_bytes, png_bytes
from explorer.export.print_fonts import needed, without
from graph_loader.errors import UsageError
from tests.explorer.export.sample_deck import URL, prose_slide, sample_deck, table_slide

PRINT = Path(__file__).parents[3] / "explorer" / "assets" / "built" / "print"
HOSTILE = '#import "x" *bold* _it_ $1$ \\ `raw` "]) #{} <l> @ref // /* \x00\x1b\u202e\ufffe ' + "x" * 10_000
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils to read the PDF")


def slide(*lines: str, rtl: bool = False, title: str = "Title") -> Slide:
    paragraphs = tuple(Paragraph(((Run(line),),), rtl=rtl) for line in lines)
    head = Text("title", 40, 20, 880, 40, (Paragraph(((Run(title),),)),), 28, "#000000")
    return Slide(1, 0, title, (head, Text("prose", 40, 90, 880, 400, paragraphs, 18, "#000000")))


def deck(*slides: Slide) -> Deck:
    return Deck("A deck", slides, stamp="2026-11-23T08:30:00+00:00")


def read(pdf: bytes, folder: Path, *call: str) -> str:
    """What one of poppler's programs says of a PDF."""
    path = folder / "deck.pdf"
    path.write_bytes(pdf)
    program, *options = call
    return subprocess.run(
        [program, *options, path, *(["-"] if program == "pdftotext" else [])],
        capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip


def pixels(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@poppler
def test_the_deck_as_a_pdf(tmp_path: Path) -> None:
    pdf = pdf_bytes(sample_deck())
    told = dict(line.split(":", 1) for line in read(pdf, tmp_path, "pdfinfo").splitlines() if ":" in line)
    facts = {name: value.strip() for name, value in told.items()}
    assert facts["Title"] == "Two visions of the internet"
    assert (facts["Author"], facts["Subject"]) == ("Desk officer", "Cyber diplomacy")
    assert facts["Keywords"] == "cyber, norms, TLP:GREEN"
    assert (facts["Tagged"], facts["Pages"], facts["Page size"]) == ("yes", "6", "960 x 540 pts")
    assert facts["CreationDate"].startswith("Mon Nov 23 08:30:00 2026")
    assert re.search(rb"/Lang\s*\(en\)", pdf)
    assert b"<pdfuaid:part>1<" in pdf


@poppler
def test_text_is_text_in_every_script(tmp_path: Path) -> None:
    said = read(pdf_bytes(deck(table_slide(), prose_slide())), tmp_path, "pdftotext", "-layout")
    for word in (
        "Microsoft",
        "Российская Федерация",
        "ישראל",
        "中华人民共和国",
        "日本",
        "Côte d’Ivoire",
        "Ministry"[:0],
    ):
        assert word in said
    # Arabic is read back in the order of the page by some readers: its letters count, each once.
    assert sorted(set("الإمارات العربية المتحدة") - set(said)) == []
    assert "网络空间国际合作战略" in said


@poppler
@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("Đặng Łódź São Tomé İstanbul Ångström Şanlıurfa", False), ("Україна Ґанок Қазақстан ё й", False),
        ("Ελλάδα", False), ("جامعة الدول العربية", True), ("وزارت خارجه گروه چین", True), ("משרד החוץ", True),
        ("网络空间国际合作战略", False), ("日本のサイバー外交", False),
    ],
)  # fmt: skip
def test_what_is_copied_is_what_is_written(text: str, rtl: bool, tmp_path: Path) -> None:
    said = read(pdf_bytes(deck(slide(text, rtl=rtl))), tmp_path, "pdftotext")
    assert text in re.sub("[\u202a-\u202e\u2066-\u2069]", "", said)


@poppler
def test_only_the_fonts_that_ship_are_used_and_all_are_in_the_file(tmp_path: Path) -> None:
    lines = read(pdf_bytes(sample_deck()), tmp_path, "pdffonts").splitlines()[2:]
    names = {line.split()[0].partition("+")[2] for line in lines}
    assert {"inter-latin", "inter-cyrillic", "vazirmatn-arabic", "noto-sans-hebrew-hebrew"} <= names
    assert names <= {path.stem for path in PRINT.glob("*.ttf")}
    assert all(re.search(r"yes yes yes\s+\d+\s+\d+$", line) for line in lines)


@poppler
def test_each_scene_has_a_bookmark_and_each_link_its_address(tmp_path: Path) -> None:
    pdf = pdf_bytes(sample_deck())
    outline = read(pdf, tmp_path, "pdftohtml", "-xml", "-stdout", "-i").partition("<outline>")[2]
    found = re.findall(r'<item page="(\d)">([^<]+)</item>', outline)
    assert found == [
        ("1", "Two visions of the internet"), ("2", "Who stood behind the Paris Call in 2018?"), ("4", "Who signed"),
        ("5", "How many"), ("6", "Words"),
    ]  # fmt: skip
    assert read(pdf, tmp_path, "pdfinfo", "-url").count(URL) == 3


@poppler
def test_the_picture_is_told(tmp_path: Path) -> None:
    structure = read(pdf_bytes(sample_deck()), tmp_path, "pdfinfo", "-struct")
    assert structure.count("H1") == 6
    assert structure.count("Figure") == 3
    assert b"40 entities and the ties between them." in pdf_bytes(sample_deck())


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert pdf_bytes(sample_deck()) == pdf_bytes(sample_deck())
    assert png_bytes(sample_deck(), 1) == png_bytes(sample_deck(), 1)


@poppler
def test_hostile_text_is_text(tmp_path: Path) -> None:
    shape = Shape(HOSTILE, "no-such-shape", 90, 300, 30, "#000000", "#ffffff", HOSTILE, "../x", HOSTILE[:3])
    hostile = slide(HOSTILE, title=HOSTILE)
    whole = Deck(
        HOSTILE, (replace(hostile, elements=(*hostile.elements, shape), alt=HOSTILE),), HOSTILE, HOSTILE, HOSTILE,
        HOSTILE, HOSTILE, (HOSTILE,),
    )  # fmt: skip
    said = read(pdf_bytes(whole), tmp_path, "pdftotext")
    assert '#import "x" *bold* _it_ $1$ \\ `raw`' in said
    assert pixels(png_bytes(whole, 0, 72)) == (960, 540)


@poppler
def test_a_letter_that_no_font_has_is_a_question_mark(tmp_path: Path) -> None:
    assert "before ? after" in read(pdf_bytes(deck(slide("before \ue000 after"))), tmp_path, "pdftotext")


def test_a_deck_of_nothing_much() -> None:
    assert pdf_bytes(deck(Slide(1, 0, "", ()))).startswith(b"%PDF-1.7")
    assert pixels(png_bytes(deck(Slide(1, 0, "", ())), 0, 96)) == (1280, 720)


@pytest.mark.parametrize(("dpi", "expected"), [(36, (480, 270)), (144, (1920, 1080)), (300, (4000, 2250))])
def test_a_picture_is_as_fine_as_asked(dpi: float, expected: tuple[int, int]) -> None:
    assert pixels(png_bytes(sample_deck(), 1, dpi)) == expected


def test_a_picture_shows_the_slide_that_was_asked_for() -> None:
    assert len({zlib.crc32(png_bytes(sample_deck(), at, 36)) for at in range(6)}) == 6


@pytest.mark.parametrize(("at", "dpi"), [(-1, 96), (6, 96), (0, 0), (0, 1201), (0, float("nan")), (0, float("inf"))])
def test_a_picture_that_cannot_be_is_refused(at: int, dpi: float) -> None:
    with pytest.raises(UsageError, match=r"found .*; expected 1 to "):
        png_bytes(sample_deck(), at, dpi)


def test_fonts_are_chosen_by_letters() -> None:
    assert needed(PRINT, "plain").families == ("inter-latin",)
    assert needed(PRINT, "Łódź Київ").families == ("inter-latin", "inter-cyrillic", "inter-latin-ext")
    assert len(needed(PRINT, " ").families) == 1
    found = needed(PRINT, "وزارة 中 Ω \u200d\ue000")
    assert "vazirmatn-arabic" in found.families
    assert "noto-sans-arabic-arabic" not in found.families
    assert found.missing == {"\ue000"}
    assert without("a\ue000b\u0489", frozenset("\ue000\u0489")) == "a?b"


def test_without_fonts_all_is_missing(tmp_path: Path) -> None:
    assert needed(tmp_path, "ab ").missing == {"a", "b"}
