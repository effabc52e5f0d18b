from itertools import combinations, pairwise

import pytest

from explorer.graph.colours import CATEGORIES, LEAST_CONTRAST, THEMES, contrast, readable
from graph_loader.schema import Schema
from tests.explorer.graph.vision import VISION, ciede2000, difference, lab

LEAST_DIFFERENCE = {"light": 13.0, "dark": 13.0, "print": 10.0}
"""CIEDE2000 between any two categories, under every kind of vision; 1 is about the least that can be seen."""
FROM_OTHER = 10.0
"""The same from the colour of the rest, and between lines of different meaning, which differ in arrow and width too."""
NAMES = list(THEMES)


# Rows of the test data of Sharma, Wu and Dalal 2005, table 1.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_of_two_colours_is_the_published_one(
    one: tuple[float, float, float], other: tuple[float, float, float], expected: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(expected, abs=5e-5)


def test_vision_is_simulated() -> None:
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.01)
    for vision in VISION:
        assert lab("#777777", vision) == pytest.approx(lab("#777777"), abs=0.05), "grey stays grey"
    assert difference("#b00000", "#5c5c00") < 10 < ciede2000(lab("#b00000"), lab("#5c5c00"))


def test_every_theme_has_its_categories() -> None:
    assert CATEGORIES.keys() == THEMES.keys()
    assert {len(set(each.colours)) for each in CATEGORIES.values()} == {8}


@pytest.mark.parametrize("name", NAMES)
def test_text_and_graphics_keep_the_contrast_of_level_aa(name: str) -> None:
    theme, categories = THEMES[name], CATEGORIES[name]
    for text in (theme.ink, theme.quiet, theme.accent):
        assert contrast(text, theme.paper) >= 4.5
    lines = (theme.joins, theme.divides, theme.neither, theme.both)
    for colour in (*categories.colours, categories.other, *lines):
        assert contrast(colour, theme.paper) >= LEAST_CONTRAST, colour


@pytest.mark.parametrize("name", NAMES)
def test_categories_stay_apart_for_every_kind_of_vision(name: str) -> None:
    for one, other in combinations(CATEGORIES[name].colours, 2):
        assert difference(one, other) >= LEAST_DIFFERENCE[name], (one, other)
    for colour in CATEGORIES[name].colours:
        assert difference(colour, CATEGORIES[name].other) >= FROM_OTHER, colour


def test_in_print_colours_differ_in_lightness() -> None:
    theme = THEMES["print"]
    categories = sorted(lab(colour)[0] for colour in CATEGORIES["print"].colours)
    lines = sorted(lab(colour)[0] for colour in (theme.joins, theme.divides, theme.neither, theme.both))
    assert min(b - a for a, b in pairwise(categories)) >= 6
    assert min(b - a for a, b in pairwise(lines)) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_different_meaning_stay_apart_for_every_kind_of_vision(name: str) -> None:
    theme = THEMES[name]
    for one, other in combinations((theme.joins, theme.divides, theme.neither, theme.both), 2):
        assert difference(one, other) >= FROM_OTHER, (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_kinds_stand_out_from_the_paper(schema: Schema, name: str) -> None:
    """Kinds are told apart by their shapes too; how far apart their colours are is another test."""
    theme = THEMES[name]
    for kind, declared in schema.kinds.items():
        assert contrast(readable(declared.colour, theme), theme.paper) >= LEAST_CONTRAST, kind


@pytest.mark.parametrize("name", NAMES)
def test_no_two_kinds_look_alike(schema: Schema, name: str) -> None:
    colours = {kind: readable(declared.colour, THEMES[name]) for kind, declared in schema.kinds.items()}
    for one, other in combinations(colours, 2):
        assert ciede2000(lab(colours[one]), lab(colours[other])) >= 15, (one, other)
        assert difference(colours[one], colours[other]) >= 7, (one, other, "with one kind of cones missing")


def test_kinds_need_no_change_on_white_paper(schema: Schema) -> None:
    for kind, declared in schema.kinds.items():
        assert readable(declared.colour, THEMES["print"]) == declared.colour, kind
