"""Decks of PowerPoint as another program takes them: LibreOffice."""

import io
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pptx import Presentation
from pptx.util import Pt

from explorer.briefings.slide import Connector, Deck, Shape, Slide
from explorer.export.deck_pptx import pptx_bytes
from explorer.export.pptx_outlines import outline
from tests.explorer.export.sample_deck import SHAPES, sample_deck, scene
from tests.explorer.export.test_deck_pptx import all_shapes, glued

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice Impress is not installed (soffice)")
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
OTHERWISE = ("pentagon", "star", "tag")
"""Shapes whose sites LibreOffice 7 does not take from the file."""
CENTIMETRE = 72 / 2.54


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of LibreOffice's own, which it fills when it is first started."""
    return tmp_path_factory.mktemp("office")


def converted(home: Path, folder: Path, data: bytes, form: str) -> Path:
    (folder / "deck.pptx").write_bytes(data)
    made = folder / "made"
    command = [
        str(OFFICE), f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", form,
        "--outdir", str(made), str(folder / "deck.pptx"),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    found = made / f"deck.{form}"
    assert found.is_file(), done.stderr
    return found


def drawn(path: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Name -> entity, and the attributes of all connectors, of a flat OpenDocument presentation."""
    root = ElementTree.parse(path).getroot()
    entities = {str(element.get(f"{DRAW}name")): element for element in root.iter(f"{DRAW}custom-shape")}
    return entities, [dict(element.attrib) for element in root.iter(f"{DRAW}connector")]


def points(given: Any, name: str) -> float:
    return float(str(given.get(f"{SVG}{name}")).removesuffix("cm")) * CENTIMETRE


def test_a_deck_comes_back_whole(home: Path, tmp_path: Path) -> None:
    deck = sample_deck()
    data = pptx_bytes(deck)
    before, after = Presentation(io.BytesIO(data)), Presentation(str(converted(home, tmp_path, data, "pptx")))
    for given, found in zip(before.slides, after.slides, strict=True):
        sorts = [Counter(type(shape).__name__ for shape in all_shapes(slide.shapes)) for slide in (given, found)]
        assert sorts[0] == sorts[1]
        names = [{shape.name for shape in all_shapes(slide.shapes) if ":" in shape.name} for slide in (given, found)]
        assert names[0] == names[1]
        ties = [sum(glued(shape) is not None for shape in all_shapes(slide.shapes)) for slide in (given, found)]
        assert ties[0] == ties[1]
        assert given.shapes.title.text_frame.text == found.shapes.title.text_frame.text
        assert given.has_notes_slide == found.has_notes_slide


def test_connectors_follow_a_shape_that_is_moved(home: Path, tmp_path: Path) -> None:
    presentation = Presentation(io.BytesIO(pptx_bytes(Deck("Moved", (scene(1),)))))
    slide = presentation.slides[0]
    group = next(
        shape for shape in slide.shapes if any(inner.name == "company:3" for inner in getattr(shape, "shapes", ()))
    )
    group.left, group.top = group.left + Pt(300), group.top + Pt(320)
    saved = io.BytesIO()
    presentation.save(saved)
    entities, connectors = drawn(converted(home, tmp_path, saved.getvalue(), "fodp"))
    moved = entities["company:3"]
    number = moved.get(f"{DRAW}id") or moved.get(XML_ID)
    left, top, size = points(moved, "x"), points(moved, "y"), points(moved, "width")
    told = next(element for element in scene(1).elements if isinstance(element, Shape) and element.id == "company:3")
    assert (left, top) == pytest.approx((told.x - 13 + 300, told.y - 13 + 320), abs=0.5)
    ends = [
        (points(connector, f"x{end}"), points(connector, f"y{end}"))
        for connector in connectors
        for end, tag in ((1, "start"), (2, "end"))
        if connector.get(f"{DRAW}{tag}-shape") == number
    ]
    assert len(ends) == sum(
        "company:3" in (tie.source, tie.target) for tie in scene(1).elements if isinstance(tie, Connector)
    )
    for x, y in ends:
        assert left - 1 <= x <= left + size + 1
        assert top - 1 <= y <= top + size + 1


@pytest.mark.parametrize("shape", SHAPES)
def test_sites_are_where_the_office_has_them(home: Path, tmp_path: Path, shape: str) -> None:
    """A connector to each site ends where our table says; within the shape where the office has sites of its own."""
    found = outline(shape)
    left, top, right, bottom = found.inset
    middle = Shape("company:middle", shape, 480, 270, 100, "#311d90", "#fcfbf9", "")
    elements: list[Any] = [middle]
    for number, (across, down) in enumerate(found.sites[found.first :]):
        at = 430 + (left + across * (right - left)) * 100, 220 + (top + down * (bottom - top)) * 100
        far = 480 + (at[0] - 480) * 4, 270 + (at[1] - 270) * 4
        elements.append(Shape(f"company:{number}", "ellipse", *far, 10, "#311d90", "#fcfbf9", ""))
        elements.append(Connector("company:middle", f"company:{number}", at, far, "#311d90", 1, label=f"tie {number}"))
    slide = Slide(1, 0, "Sites", tuple(elements))
    _, connectors = drawn(converted(home, tmp_path, pptx_bytes(Deck("Sites", (slide,))), "fodp"))
    ties = {str(connector.get(f"{DRAW}name")): connector for connector in connectors}
    for element in elements:
        if isinstance(element, Connector):
            x, y = (points(ties[element.label], name) for name in ("x1", "y1"))
            if shape not in OTHERWISE:
                assert (x, y) == pytest.approx(element.start, abs=1.0), element.label
            assert 429 <= x <= 531
            assert 219 <= y <= 321


def test_every_slide_becomes_a_page_with_its_words(home: Path, tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("poppler-utils is not installed (pdftotext)")
    deck = sample_deck()
    path = converted(home, tmp_path, pptx_bytes(deck), "pdf")
    text = subprocess.run([reader, "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    pages = [re.sub(r"\s+", " ", page) for page in text.split("\f")[:-1]]
    assert len(pages) == len(deck.slides)
    for slide, page in zip(deck.slides, pages, strict=True):
        assert slide.title in page
    assert "Российская Федерация" in pages[3]
    assert "TLP:GREEN" in pages[1]
