"""Slides on a template whose background is not white: everything stands out, and nothing stands on boxes."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from explorer.export.deck_pptx import pptx_bytes
from explorer.export.pptx_paper import paper_of
from explorer.graph.colours import contrast
from tests.explorer.export.sample_deck import sample_deck

NAVY = "0B2A4A"


def template(background: str = "") -> Any:
    """A presentation whose master has this as its background, as XML, and white as the colour of its text."""
    presentation = Presentation()
    master = presentation.slide_master
    master.element.find(qn("p:clrMap")).attrib.update({"bg1": "dk1", "tx1": "lt1"})
    old = master.element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
    if old is not None:
        old.getparent().remove(old)
    if background:
        master.element.find(qn("p:cSld")).insert(0, parse_xml(f"<p:bg {nsdecls('p', 'a')}>{background}</p:bg>"))
    return presentation


def properties(fill: str) -> str:
    return f"<p:bgPr>{fill}<a:effectLst/></p:bgPr>"


def saved(presentation: Any, folder: Path) -> Path:
    path = folder / "ministry.pptx"
    presentation.save(path)
    return path


@pytest.mark.parametrize(
    ("background", "expected"),
    [
        (properties(f'<a:solidFill><a:srgbClr val="{NAVY}"/></a:solidFill>'), "#0b2a4a"),
        (properties('<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'), "#000000"),
        ('<p:bgRef idx="1001"><a:schemeClr val="tx1"/></p:bgRef>', "#ffffff"),
        ('<p:bgRef idx="1003"><a:schemeClr val="bg1"/></p:bgRef>', ""),
        (
            properties('<a:solidFill><a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr></a:solidFill>'),
            "",
        ),
        (properties("<a:gradFill><a:gsLst/></a:gradFill>"), ""),
        ("", "#ffffff"),
    ],
)
def test_the_background_of_a_layout_is_known_where_it_is_plain(background: str, expected: str) -> None:
    assert paper_of(template(background).slide_layouts[5]) == expected


def test_a_layout_may_have_a_background_of_its_own() -> None:
    layout = template().slide_layouts[0]
    layout.background.fill.solid()
    layout.background.fill.fore_color.rgb = RGBColor(0x12, 0x34, 0x56)  # type: ignore[no-untyped-call]
    assert paper_of(layout) == "#123456"


def test_on_a_dark_background_every_colour_stands_out_and_labels_hide_lines_with_that_background(
    tmp_path: Path,
) -> None:
    dark = properties(f'<a:solidFill><a:srgbClr val="{NAVY}"/></a:solidFill>')
    made = Presentation(io.BytesIO(pptx_bytes(sample_deck(), saved(template(dark), tmp_path))))
    colours: set[str] = set()
    for slide in made.slides:
        for shape in slide.shapes._spTree.iter(qn("p:sp"), qn("p:cxnSp")):
            colours |= {found.get("val") for found in shape.find(qn("p:spPr")).iter(qn("a:srgbClr"))}
    assert NAVY in colours, "the labels have halos"
    assert [value for value in colours - {NAVY} if contrast(f"#{value}", f"#{NAVY}") < 3] == []
    text = "".join(part.blob.decode() for part in made.part.package.iter_parts() if "/slides/slide" in part.partname)
    written = re.findall(r'<a:rPr[^>]*><a:solidFill><a:srgbClr val="(\w{6})"', text)
    assert all(contrast(f"#{value}", f"#{NAVY}") >= 4.5 for value in written if value not in ("FFFFFF", "000000"))


def test_on_a_background_of_many_colours_labels_have_no_boxes(tmp_path: Path) -> None:
    path = saved(template(properties("<a:gradFill><a:gsLst/></a:gradFill>")), tmp_path)
    made = Presentation(io.BytesIO(pptx_bytes(sample_deck(), path)))
    for slide in made.slides:
        for shape in slide.shapes._spTree.iter(qn("p:sp")):
            if shape.find(f"{qn('p:nvSpPr')}/{qn('p:cNvSpPr')}").get("txBox"):
                assert shape.find(f"{qn('p:spPr')}/{qn('a:solidFill')}") is None
