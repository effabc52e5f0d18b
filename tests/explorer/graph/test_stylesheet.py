from pathlib import Path

import pytest

from explorer.graph.colours import LEAST_CONTRAST, THEMES, Theme, contrast, readable
from explorer.graph.elements import elements
from explorer.graph.lines import STANCES
from explorer.graph.records import Entity
from explorer.graph.shapes import POLYGONS, clip_path, node_shape
from explorer.graph.stylesheet import stylesheet
from graph_loader.schema import Schema
from tests.explorer.graph.neighbourhoods import neighbourhood, tie

STYLE = Path(__file__).parents[3] / "explorer" / "assets" / "style.css"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_every_kind_has_a_shape_and_a_colour_that_stands_out(schema: Schema, theme: Theme) -> None:
    rules = {rule["selector"]: rule["style"] for rule in stylesheet(schema, theme)}
    for kind in schema.kinds:
        style = rules[f'node[kind = "{kind}"]']
        assert style["shape"], kind
        assert contrast(style["background-color"], theme.paper) >= LEAST_CONTRAST, kind


def test_no_two_kinds_look_the_same(schema: Schema) -> None:
    for theme in THEMES.values():
        rules = {rule["selector"]: rule["style"] for rule in stylesheet(schema, theme)}
        looks = [str(rules[f'node[kind = "{kind}"]']) for kind in schema.kinds]
        assert len(set(looks)) == len(looks)
    assert len({kind.shape for kind in schema.kinds.values()}) == len(schema.kinds)


def test_every_declared_shape_has_an_outline_of_its_own(schema: Schema) -> None:
    outlines = {clip_path(kind.shape) for kind in schema.kinds.values()}
    assert len(outlines) == len(schema.kinds)


def test_points_of_the_canvas_are_those_of_the_legend() -> None:
    assert node_shape("diamond") == {"shape": "polygon", "shape-polygon-points": "0 -1 1 0 0 1 -1 0"}
    assert clip_path("diamond") == "polygon(50% 0%, 100% 50%, 50% 100%, 0% 50%)"
    assert all(0 <= coordinate <= 100 for points in POLYGONS.values() for point in points for coordinate in point)


def test_every_relation_makes_a_line_that_has_a_rule(schema: Schema) -> None:
    selectors = {rule["selector"] for rule in stylesheet(schema, THEMES["light"])}
    for relation in schema.relations:
        other = Entity("state:USA", "State", "United States")
        shown = neighbourhood((other, [tie(relation, "company:huawei", other.id)]))
        edge = elements(shown, schema)[-1]["data"]
        assert edge["stance"] in STANCES
        assert f'edge[stance = "{edge["stance"]}"]' in selectors


def test_lines_and_text_can_be_read_in_both_themes() -> None:
    for theme in THEMES.values():
        assert contrast(theme.ink, theme.paper) >= 7
        assert contrast(theme.quiet, theme.paper) >= 4.5
        assert contrast(theme.accent, theme.paper) >= 4.5
        for colour in (theme.joins, theme.divides, theme.neither, theme.both):
            assert contrast(colour, theme.paper) >= LEAST_CONTRAST


def test_the_style_sheet_of_the_page_has_the_same_paper_and_ink() -> None:
    text = STYLE.read_text("utf-8")
    for theme in THEMES.values():
        for name in ("paper", "ink", "quiet", "accent"):
            assert f"--{name}: {getattr(theme, name)};" in text


def test_a_dark_colour_is_lightened_on_dark_paper_only() -> None:
    navy = "#1e3e7e"
    assert readable(navy, THEMES["light"]) == navy
    assert readable(navy, THEMES["dark"]) != navy
    assert round(contrast("#000000", "#ffffff"), 2) == 21
