"""A deck with all that a slide can hold: entities of every shape, names in every script, tables, charts, steps."""

import math
import random
from dataclasses import replace

from explorer.briefings.slide import (
    Chart,
    ChartSeries,
    Connector,
    Deck,
    Element,
    Grid,
    Paragraph,
    Role,
    Rule,
    Run,
    Shape,
    Sign,
    Slide,
    Text,
)  # fmt: skip
from explorer.graph.colours import CATEGORIES, LIGHT
from explorer.graph.shapes import POLYGONS

SHAPES = ("ellipse", "round-rectangle", *POLYGONS)
NAMES = (
    "Microsoft", "Российская Федерация", "الإمارات العربية المتحدة", "ישראל", "中华人民共和国", "日本", "Côte d’Ivoire",
    "Paris Call for Trust and Security in Cyberspace", "ООН", "جامعة الدول العربية",
)  # fmt: skip
FLAGS = ("fr", "", "us", "", "", "")
URL = "https://example.org/a?b=1&c=2"


def words(
    role: Role, at: tuple[float, float, float, float], lines: tuple[str, ...], size: float, *, url: str = ""
) -> Text:
    """A text of one paragraph."""
    paragraph = Paragraph(tuple((Run(line, url=url),) for line in lines))
    return Text(role, *at, (paragraph,), size, LIGHT.ink)


def picture(seed: int, entities: int = 40, lines: int = 70, *, faded: int = 0) -> tuple[Element, ...]:
    """Connectors, shapes and their labels on a grid, so that nothing overlaps; the last `faded` entities are faded."""
    chance = random.Random(seed)
    across = math.ceil(math.sqrt(entities * 1.9))
    down = math.ceil(entities / across)
    shapes: list[Shape] = []
    for number in range(entities):
        x = 60 + (number % across) * 600 / across + chance.uniform(-8, 8)
        y = 110 + (number // across) * 340 / down + chance.uniform(-8, 8)
        name = NAMES[number % len(NAMES)]
        colour = CATEGORIES["light"].colours[number % 8]
        shapes.append(
            Shape(
                f"company:{number}", SHAPES[number % len(SHAPES)], x, y, 26, colour, LIGHT.paper, f"{name}, company",
                FLAGS[number % len(FLAGS)], name[:2], number >= entities - faded,
            )
        )  # fmt: skip
    pairs = sorted({tuple(sorted(chance.sample(range(entities), 2))) for _ in range(lines)})
    found: list[Element] = [_tie(shapes[one], shapes[other], number) for number, (one, other) in enumerate(pairs)]
    found += shapes
    for number, shape in enumerate(shapes):
        name = NAMES[number % len(NAMES)][:18]
        label = Paragraph(((Run(name),),), rtl=name[0] in "اجי")
        at = (shape.x - 40, shape.y + 15, 80, 14)
        found.append(Text("label", *at, (label,), 11, LIGHT.ink, "center", LIGHT.paper, shape.faded, shape.id))
    return tuple(found)


def _tie(one: Shape, other: Shape, number: int) -> Connector:
    length = math.hypot(other.x - one.x, other.y - one.y) or 1.0
    x, y = (other.x - one.x) / length * 13, (other.y - one.y) / length * 13
    divides = number % 5 == 0
    return Connector(
        one.id, other.id, (one.x + x, one.y + y), (other.x - x, other.y - y),
        LIGHT.divides if divides else LIGHT.joins, 1.4, dashed=number % 3 == 0,
        arrows=("none", "source", "target", "both")[number % 4], divides=divides, faded=one.faded or other.faded,
        label="supports", sentences=(f"{one.alt} supports {other.alt} (2018, verified).",),
    )  # fmt: skip


def scene(seed: int, entities: int = 40, *, faded: int = 0) -> Slide:
    """A whole slide with a picture, prose, a legend, sources, marking and stamp."""
    elements: tuple[Element, ...] = (
        words("marking", (40, 8, 880, 14), ("TLP:GREEN",), 10),
        words("title", (40, 24, 880, 40), ("Who stood behind the Paris Call in 2018?",), 28),
        Rule((40, 72), (920, 72), LIGHT.quiet),
        words("say", (40, 76, 880, 22), ("The companies came first.",), 16),
        *picture(seed, entities, faded=faded),
        words("prose", (690, 110, 230, 160), ("Within a year more than", "a thousand had signed."), 16),
        Sign(700, 320, 11, CATEGORIES["light"].colours[0], "ellipse"),
        words("legend", (715, 313, 200, 15), ("Company (12)",), 11),
        Sign(700, 338, 20, LIGHT.divides, dashed=True, divides=True),
        words("legend", (715, 331, 200, 15), ("Divides, not verified (3)",), 11),
        words("footnote", (40, 490, 700, 14), ("1 Ministry for Europe and Foreign Affairs",), 10, url=URL),
        words("stamp", (40, 508, 880, 14), ("12 of 15 ties verified · as of 23 November 2026 · alive",), 10),
    )  # fmt: skip
    return Slide(
        seed, 0, "Who stood behind the Paris Call in 2018?", elements, "40 entities and the ties between them.",
        "Begin with the companies.", LIGHT.paper,
    )  # fmt: skip


def table_slide() -> Slide:
    """A table with names in every script."""
    rows = tuple((name, "signed", f"{number * 1234:,}") for number, name in enumerate(NAMES))
    grid = Grid(40, 90, (420, 200, 120), 26, ("Actor", "Status", "Members"), rows, 14, (2,))
    return Slide(2, 0, "Who signed", (words("title", (40, 24, 880, 40), ("Who signed",), 28), grid), "Who signed.")


def chart_slide(sort: str = "bar", categories: tuple[str, ...] = ("2018", "2019", "2020")) -> Slide:
    """A chart of two series."""
    series = (
        ChartSeries("States", (3.0, None, 7.5), "#311d90"),
        ChartSeries("=HYPERLINK(\"x\")", (1.0, 2.0, 4.0), "#269e74"),
    )  # fmt: skip
    chart = Chart(40, 90, 880, 380, sort, categories, series, 14, "Year", "Signatures")  # type: ignore[arg-type]
    return Slide(3, 0, "How many", (words("title", (40, 24, 880, 40), ("How many",), 28), chart), "A rising line.")


def prose_slide() -> Slide:
    """Prose in every script, with bullets, a link and what is bold."""
    paragraphs = (
        Paragraph(((Run("A sentence with "), Run("bold", bold=True), Run(" and "), Run("a link", url=URL)),)),
        Paragraph(((Run("First, which is a longer line that was"),), (Run("broken here"),)), "•", indent=20, gap=8),
        Paragraph(((Run("Second"),),), "1.", indent=20),
        Paragraph(((Run("Кибербезопасность и международное право"),),)),
        Paragraph(((Run("网络空间国际合作战略"),), (Run("第二行"),))),
    )
    rtl = (
        Paragraph(((Run("الأمن السيبراني والقانون الدولي"),),), rtl=True),
        Paragraph(((Run("ביטחון סייבר"), Run("1", raised=True)),), rtl=True),
    )
    elements = (
        words("title", (40, 24, 880, 40), ("Words",), 28),
        Text("prose", 40, 90, 500, 260, paragraphs, 18, LIGHT.ink),
        Text("prose", 560, 90, 360, 200, rtl, 18, LIGHT.ink, "right"),
    )
    return Slide(4, 0, "Words", elements)


def first_slide() -> Slide:
    """Title and subtitle."""
    elements = (
        words("title", (80, 180, 800, 50), ("Two visions of the internet",), 40),
        words("subtitle", (80, 240, 800, 30), ("A briefing for the Thursday meeting",), 20),
        words("marking", (40, 8, 880, 14), ("TLP:GREEN",), 10),
    )
    return Slide(0, 0, "Two visions of the internet", elements, notes="Welcome.")


def sample_deck() -> Deck:
    """All of it, with a step of the first scene."""
    step = replace(scene(1, faded=30), step=1)
    slides = (first_slide(), scene(1), step, table_slide(), chart_slide(), prose_slide())
    return Deck(
        "Two visions of the internet", slides, "Desk officer", "Cyber diplomacy", "TLP:GREEN", "en",
        "2026-11-23T08:30:00+00:00", ("cyber", "norms"),
    )  # fmt: skip
