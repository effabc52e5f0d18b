import re
from collections import Counter
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest

from explorer.briefings.slide import Connector, Paragraph, Run, Shape, Slide, Text
from explorer.export.deck_svg import FLAGS, drawn_flags, svg_file, svg_text
from tests.explorer.export.sample_deck import NAMES, URL, prose_slide, sample_deck, scene, table_slide

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> &amp; \x00\x1b\u202e ' \" ]]> <!-- " + "x" * 10_000


def parsed(text: str) -> Element:
    return fromstring(text)


def by_class(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if element.get("class") == name]


def written(element: Element) -> list[str]:
    return ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]


def only(*elements: Text | Shape | Connector) -> Slide:
    return Slide(1, 0, "Title", elements)


def test_a_slide_is_groups_with_names() -> None:
    root = parsed(svg_text(sample_deck().slides[1]))
    assert (root.tag, root.get("viewBox")) == (f"{SVG}svg", "0 0 960 540")
    groups = [child.get("class") for child in root if child.tag == f"{SVG}g"]
    assert groups == ["marking", "heading", "rules", "heading", "lines", "nodes", "labels", "prose", "legend", "notes"]
    assert (root.get("data-scene"), root.get("data-step")) == ("1", "0")
    assert (root.findtext(f"{SVG}title"), root.get("aria-label")) == (sample_deck().slides[1].title,) * 2
    assert root.findtext(f"{SVG}desc") == "40 entities and the ties between them."


def test_each_entity_and_each_tie_is_a_group_with_its_title() -> None:
    slide = scene(1)
    root = parsed(svg_text(slide))
    shapes = [element for element in slide.elements if isinstance(element, Shape)]
    ties = [element for element in slide.elements if isinstance(element, Connector)]
    nodes, lines = by_class(root, "node"), by_class(root, "line")
    assert [node.get("data-id") for node in nodes] == [shape.id for shape in shapes]
    assert [node.findtext(f"{SVG}title") for node in nodes] == [shape.alt for shape in shapes]
    assert [(line.get("data-source"), line.get("data-target")) for line in lines] == [
        (tie.source, tie.target) for tie in ties
    ]
    assert [line.findtext(f"{SVG}title") for line in lines] == ["\n".join(tie.sentences) for tie in ties]
    labels = [text.get("data-of") for text in root.iter(f"{SVG}text") if text.get("data-of")]
    assert labels == [shape.id for shape in shapes]


def test_no_id_is_given_twice_not_even_in_a_page_of_several_slides() -> None:
    tie = Connector("a:b", "a:c", (0, 0), (9, 9), "#000000", 1)
    shape = Shape("a:b", "ellipse", 9, 9, 9, "#000000", "#ffffff", "B", "fr")
    slide = only(tie, tie, shape, replace(shape, id="a-b"), replace(shape, id="paper"))
    ids = [
        element.get("id")
        for number in (1, 2)
        for element in parsed(svg_text(slide, prefix=f"s{number}-", flags=False)).iter()
        if element.get("id")
    ]
    assert {name: count for name, count in Counter(ids).items() if count > 1} == {}
    assert {"s1-a-b", "s2-a-b-2", "s1-lines", "s2-paper"} <= set(ids)


def test_all_text_is_real_text_in_every_script() -> None:
    root = parsed(svg_text(table_slide()))
    assert set(NAMES) <= set(written(root))
    prose = written(parsed(svg_text(prose_slide())))
    assert {"Кибербезопасность и международное право", "网络空间国际合作战略", "ביטחון סייבר1"} <= set(prose)


def test_text_from_right_to_left_keeps_its_side() -> None:
    lines = (Paragraph(((Run("وزارة"),),), rtl=True),)
    box = Text("prose", 100, 50, 300, 100, lines, 20, "#000000", "right")
    (right,) = parsed(svg_text(only(box))).iter(f"{SVG}text")
    assert (right.get("x"), right.get("text-anchor"), right.get("direction")) == ("400", "end", None)
    assert (right[0].get("direction"), "".join(right.itertext())) == ("rtl", "وزارة")
    (left,) = parsed(svg_text(only(replace(box, align="left")))).iter(f"{SVG}text")
    assert (left.get("x"), left.get("text-anchor")) == ("100", None)


def test_looks_of_text_and_links() -> None:
    runs = (
        Run("plain "), Run("bold", bold=True), Run("slanted", italic=True), Run("1", raised=True), Run("after"),
        Run("link", url=URL), Run("no link", url="javascript:alert(1)"), Run("red", colour="#ff0000"),
    )  # fmt: skip
    root = parsed(svg_text(only(Text("prose", 0, 0, 300, 50, (Paragraph((runs,)),), 20, "#000000"))))
    spans = {span.text: span for span in root.iter(f"{SVG}tspan")}
    assert spans["bold"].get("font-weight") == "600"
    assert spans["slanted"].get("font-style") == "italic"
    assert (spans["1"].get("dy"), spans["1"].get("font-size"), spans["after"].get("dy")) == ("-7", "13", "7")
    assert spans["red"].get("fill") == "#ff0000"
    (link,) = root.iter(f"{SVG}a")
    assert (link.get("href"), link.get("rel"), "".join(link.itertext())) == (URL, "noopener noreferrer", "link")


def test_hostile_text_is_text() -> None:
    shape = Shape(HOSTILE[:200], "no-such-shape", 9, 9, 9, "#000000", "#ffffff", HOSTILE, "../x", HOSTILE)
    tie = Connector(HOSTILE[:50], "b", (0, 0), (9, 9), "#000000", 1, label=HOSTILE, sentences=(HOSTILE, HOSTILE))
    text = Text("label", 0, 0, 99, 9, (Paragraph(((Run(HOSTILE, url=HOSTILE),),)),), 9, "#000000", of=HOSTILE[:99])
    slide = replace(only(shape, tie, text), title=HOSTILE, alt=HOSTILE)
    root = parsed(svg_text(slide, prefix="s1-"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "title", "desc", "rect", "g", "path", "text", "tspan",
    }  # fmt: skip
    assert any("</text><script>alert(1)</script>" in text for text in written(root))
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", element.get("id", "x")) for element in root.iter())


def test_flags_are_groups_with_ids_of_their_own() -> None:
    codes = sorted(path.stem for path in FLAGS.glob("*.svg"))
    assert len(codes) > 240
    flags = drawn_flags(codes)
    assert [flag.get("id") for flag in flags] == [f"flag-{code}" for code in codes]
    ids = {element.get("id") for flag in flags for element in flag.iter() if element.get("id")}
    for flag in flags:
        for element in flag.iter():
            for name, value in element.attrib.items():
                referred = re.findall(r"url\(#([^)]+)\)", value) + ([value[1:]] if name == "href" else [])
                assert set(referred) <= ids
                assert name != "fill" or not value.startswith("#flag")


def test_a_flag_is_in_the_file_once_and_cut_to_its_shape() -> None:
    shape = Shape("state:FRA", "ellipse", 50, 50, 30, "#000000", "#ffffff", "France", "fr", "FR")
    other = replace(shape, id="x:y", flag="zz")
    root = parsed(svg_text(only(shape, replace(shape, id="state:X"), other)))
    assert [flag.get("id") for flag in root.findall(f"{SVG}defs/{SVG}g")] == ["flag-fr"]
    assert [use.get("href") for use in root.iter(f"{SVG}use")] == ["#flag-fr", "#flag-fr"]
    assert len(list(root.iter(f"{SVG}clipPath"))) == 2


def test_a_file_of_its_own_has_its_fonts_in_it() -> None:
    text = svg_file(table_slide())
    root = parsed(text)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert root.findtext(f"{SVG}style", "").count("@font-face") >= 4
    assert root.get("font-family", "").startswith("'Inter', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans SC'")
    assert re.findall(r"url\((?!data:font/woff2)", text) == []


@pytest.mark.parametrize("slide", sample_deck().slides, ids=lambda slide: slide.title)
def test_the_same_slide_gives_the_same_file(slide: Slide) -> None:
    assert svg_text(slide) == svg_text(slide)
