import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from dash import html

from explorer.components.plain_table import entity_names, plain_table
from explorer.components.sketch import choices, left_out, sketch_sheet, sketch_svg
from explorer.graph.colours import THEMES
from explorer.graph.sketch import Mark, Sketch, Stroke
from graph_loader.schema import Schema
from tests.explorer.components.reading import attributes, found, text

HOSTILE = '<script>alert(1)</script> & "Ω" \u202ealp\u0007ha'
SVG = "{http://www.w3.org/2000/svg}"


def drawn(schema: Schema, **more: Any) -> tuple[Sketch, ElementTree.Element]:
    marks = [
        Mark("state:FRA", "France", 0, 0, main=True),
        Mark("company:x", HOSTILE, 200, 0, "right", said="a\nb"),
        Mark("company:y", "شركة", -200, 30, "left"),
    ]
    strokes = [
        Stroke("state:FRA", "company:x", "divides", "added", verified=False, said=f"France restricted {HOSTILE}"),
        Stroke("state:FRA", "company:y", "joins", label="3", **more),
    ]
    sketch = Sketch("France and two others", marks, strokes, 4)
    return sketch, ElementTree.fromstring(sketch_svg(sketch, schema))


def test_every_mark_leads_to_explore_and_every_line_tells_its_ties(schema: Schema) -> None:
    _, svg = drawn(schema)
    links = {link.get("href"): link for link in svg.iter(f"{SVG}a")}
    assert list(links) == ["/?id=state:FRA", "/?id=company:x", "/?id=company:y"]
    assert links["/?id=state:FRA"].get("class") == "mark main"
    assert links["/?id=company:x"].get("data-said", "").endswith("\nCompany\na\nb")
    assert {link.get("tabindex") for link in links.values()} == {"-1"}, "the table is what the keyboard walks"
    strokes = [group for group in svg.iter(f"{SVG}g") if (group.get("class") or "").startswith("stroke ")]
    classes = {tuple(sorted((group.get("class") or "").split())) for group in strokes}
    assert classes == {("added", "divides", "stroke", "unverified"), ("joins", "stroke")}
    assert sum(1 for path in svg.iter(f"{SVG}path") if path.get("class") == "bar") == 1
    assert [word.text for word in svg.iter(f"{SVG}text") if word.get("class") == "words"] == ["3"]
    assert svg.get("aria-label") == "France and two others"


def test_nothing_that_is_drawn_can_do_harm(schema: Schema) -> None:
    sketch, svg = drawn(schema)
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {
        "svg", "g", "a", "path", "text", "circle", "rect", "polygon",
    }  # fmt: skip
    said = "".join(value for element in svg.iter() for value in (*element.attrib.values(), element.text or ""))
    assert "\u202e" not in said
    assert "\u0007" not in said
    assert not any(name.startswith("on") for element in svg.iter() for name in element.attrib)
    sheet = sketch_sheet(sketch, schema)
    assert attributes(sheet)["data-svg"].startswith("<svg")
    assert text(left_out(sketch)) == "4 more are not drawn, for want of room; the table has all."
    assert left_out(Sketch("", [], [])) is None
    ElementTree.fromstring(sketch_svg(Sketch("Nothing", [], []), schema))


def test_names_stand_within_the_picture(schema: Schema) -> None:
    _, svg = drawn(schema)
    left, top, across, down = map(float, (svg.get("viewBox") or "").split())
    for word in svg.iter(f"{SVG}text"):
        assert left < float(word.get("x") or 0) < left + across
        assert top < float(word.get("y") or 0) < top + down


def test_the_style_sheet_has_the_colours_of_the_canvas(schema: Schema) -> None:
    sheet = (Path(__file__).parents[3] / "explorer/assets/figures.css").read_text(encoding="utf-8")
    heads = {"light": ":root {", "dark": ':root[data-theme="dark"] {', "print": ':root[data-theme="print"] {'}
    for theme, head in heads.items():
        rules = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", sheet.split(head, 1)[1].split("}", 1)[0]))
        for name in ("joins", "divides", "neither", "both"):
            assert rules[name] == getattr(THEMES[theme], name), (theme, name)


def test_one_of_several_parts_is_seen() -> None:
    parts = choices("Picture of", [("a", "First", html.P("1")), ("b", "Second", html.P("2"))])
    buttons = [attributes(button) for button in found(parts, html.Button)]
    assert [(each["data-choose"], each["aria-pressed"]) for each in buttons] == [("a", "true"), ("b", "false")]
    panels = [attributes(part) for part in found(parts, html.Div) if "data-panel" in attributes(part)]
    assert [(each["data-panel"], each["hidden"]) for each in panels] == [("a", False), ("b", True)]
    assert found(choices("Picture of", [("a", "Only", html.P("1"))]), html.Button) == []


def test_a_plain_table() -> None:
    table = plain_table("Bodies", ["Body", "Members"], [["NATO", "32"], ["EU", "27"]], {"Members"})
    assert [text(cell) for cell in found(table, html.Th)] == ["Body", "Members", "NATO", "EU"]
    assert [attributes(cell)["scope"] for cell in found(table, html.Th)] == ["col", "col", "row", "row"]
    assert [attributes(cell)["className"] for cell in found(table, html.Td)] == ["number", "number"]
    assert "tabIndex" not in attributes(table)
    assert attributes(plain_table("Long", ["A"], [["x"]] * 40))["tabIndex"] == 0


def test_many_names_unfold() -> None:
    names = {f"state:A{at}": f"State {at}" for at in range(12)}
    few = html.Span(entity_names(list(names)[:3], names, 8))
    assert text(few) == "State 0, State 1, State 2"
    many = html.Span(entity_names(list(names), names, 8))
    assert text(found(many, html.Summary)) == "12 of them"
    assert len(found(many, html.A)) == 12
    assert json.loads(json.dumps([attributes(link)["href"] for link in found(few, html.A)]))[0] == "/?id=state:A0"
