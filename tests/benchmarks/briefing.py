"""A briefing handed over: as PowerPoint against python-pptx alone, as PDF and as a page against PowerPoint."""

import io
import math
import random
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from explorer.briefings.briefing import Briefing, Scene, Show
from explorer.briefings.shown import Shown, ShownEntity, ShownTie, Source
from explorer.briefings.slide import Connector, Deck, Shape, Slide, Text
from explorer.briefings.slides import deck
from explorer.export.deck_files import deck_files
from explorer.graph.colours import CATEGORIES, LIGHT
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode
from tests.benchmarks.measuring import Claim, Figures, alternate

SCENES, ENTITIES, TIES = 10, 40, 70
SHAPES = ("ellipse", "round-rectangle", "hexagon", "pentagon", "diamond")
POWERPOINT, PLAIN, PDF, PAGE = "as PowerPoint", "python-pptx alone, the same shapes", "as PDF", "as a page"
PROSE = "Within a year more than a thousand had signed, states, companies and civil society among them."


def measure(runs: int = 7) -> Iterator[Claim | str]:
    """Yield tables and claims.

    A briefing is timed from its scenes, with what they show read already, to the bytes of the file: laid out each
    time, labels placed. python-pptx alone is given the slides laid out, and adds each shape, label and connector of
    the pictures, glued at both ends, by its own calls, with its faster way of numbering them.
    """
    briefing, shown = ten_scenes()
    made = deck(briefing, shown)
    contestants: dict[str, Callable[[], int]] = {
        name: partial(_handed_over, briefing, shown, ending)
        for name, ending in ((POWERPOINT, ".pptx"), (PDF, ".pdf"), (PAGE, ".html"))
    }
    contestants[PLAIN] = lambda: _plain(made)
    sizes = {name: work() for name, work in contestants.items()}
    figures = alternate(runs, {name: partial(_timed, work) for name, work in contestants.items()})
    shapes = sum(isinstance(element, Shape) for slide in made.slides for element in slide.elements)
    ties = sum(isinstance(element, Connector) for slide in made.slides for element in slide.elements)
    lines = [
        f"{len(made.slides)} slides, {shapes} entities and {ties} connectors.\n",
        "| contestant | KB | seconds, median (range) |", "|---|---|---|",
    ]  # fmt: skip
    lines += [f"| {name} | {sizes[name] / 1000:,.0f} | {figure} |" for name, figure in figures.items()]
    yield "\n".join(lines)
    for one, other, bound in ((POWERPOINT, PLAIN, 3.0), (PDF, POWERPOINT, 1.0), (PAGE, POWERPOINT, 1.0)):
        yield Claim(f"ten scenes of 40 nodes {one} / {other}", figures[one].median / figures[other].median, bound, True)


def ten_scenes() -> tuple[Briefing, Mapping[int, Shown]]:
    """Ten scenes of 40 entities each, placed at random, with prose."""
    scenes = tuple(
        Scene(heading=f"Who stood with whom in {2010 + number}?", prose=PROSE, show=Show(view="some-view"))
        for number in range(SCENES)
    )
    briefing = Briefing(name="ten-scenes", title="Ten scenes", scenes=scenes)
    return briefing, {number: _shown(number) for number in range(1, SCENES + 1)}


def _shown(seed: int) -> Shown:
    chance = random.Random(seed)
    entities = [
        ShownEntity(
            id=f"company:c{number}", kind="Company", name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}"
        )
        for number in range(ENTITIES)
    ]
    across = math.ceil(math.sqrt(ENTITIES))
    nodes = tuple(
        DrawnNode(
            id=entity.id, x=(number % across) * 150 + chance.uniform(-50, 50),
            y=(number // across) * 110 + chance.uniform(-35, 35), size=36, shape=SHAPES[number % len(SHAPES)],
            colour=CATEGORIES["light"].colours[number % 8], label=entity.name,
        )
        for number, entity in enumerate(entities)
    )  # fmt: skip
    pairs = [chance.sample(entities, 2) for _ in range(TIES)]
    lines = tuple(
        DrawnLine(source=one.id, target=other.id, colour=LIGHT.joins, arrows="target") for one, other in pairs
    )
    ties = tuple(
        ShownTie(
            id=f"tie:{number}", relation="SUPPORTS", source=one.id, target=other.id, verified=number % 3 > 0,
            sentence=f"{one.name} supports {other.name}.", start="2018", dataset="some-dataset",
        )
        for number, (one, other) in enumerate(pairs)
    )  # fmt: skip
    drawing = Drawing(nodes=nodes, lines=lines, ties=tuple(tie.id for tie in ties))
    source = Source(title="A register", url="https://example.org/register", ties=TIES, verified=TIES * 2 // 3)
    return Shown(stamp="2026-11-23T08:30:00Z", drawing=drawing, entities=tuple(entities), ties=ties, sources=(source,))


_FIRST = ("Northern", "United", "Global", "Atlantic", "Pacific", "Central", "Eastern", "General")
_LAST = ("Networks", "Software", "Telecom", "Systems", "Security", "Devices", "Cables", "Research")


def _handed_over(briefing: Briefing, shown: Mapping[int, Shown], ending: str) -> int:
    (data,) = deck_files(deck(briefing, shown), f"briefing{ending}").values()
    return len(data)


def _timed(work: Callable[[], object], figures: Figures) -> None:
    begun = time.perf_counter()
    work()
    figures.seconds.append(time.perf_counter() - begun)


def _plain(made: Deck) -> int:
    """The shapes of all slides through python-pptx's own calls; returns the length of the file."""
    from pptx import Presentation

    presentation = Presentation()
    for slide in made.slides:
        _plain_slide(presentation, slide)
    written = io.BytesIO()
    presentation.save(written)
    return len(written.getvalue())


def _plain_slide(presentation: object, slide: Slide) -> None:
    from typing import Any

    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
    from pptx.util import Pt

    presets = {
        "ellipse": MSO_SHAPE.OVAL, "round-rectangle": MSO_SHAPE.ROUNDED_RECTANGLE, "hexagon": MSO_SHAPE.HEXAGON,
        "pentagon": MSO_SHAPE.REGULAR_PENTAGON, "diamond": MSO_SHAPE.DIAMOND,
    }  # fmt: skip
    given: Any = presentation
    added = given.slides.add_slide(given.slide_layouts[5])
    added.shapes.title.text_frame.text = slide.title
    tree = added.shapes
    tree.turbo_add_enabled = True
    drawn: dict[str, Any] = {}
    for element in slide.elements:
        if isinstance(element, Shape):
            half = element.size / 2
            shape = tree.add_shape(
                presets[element.shape], Pt(element.x - half), Pt(element.y - half), Pt(element.size), Pt(element.size)
            )
            shape.name = element.id
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(element.fill[1:].upper())  # type: ignore[no-untyped-call]
            shape.line.color.rgb = RGBColor.from_string(element.outline[1:].upper())  # type: ignore[no-untyped-call]
            drawn[element.id] = shape
    for element in slide.elements:
        if isinstance(element, Connector):
            ends = (*element.start, *element.end)
            line = tree.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, ends))
            line.begin_connect(drawn[element.source], 0)
            line.end_connect(drawn[element.target], 1)
            line.line.color.rgb = RGBColor.from_string(element.colour[1:].upper())  # type: ignore[no-untyped-call]
            line.line.width = Pt(element.width)
        elif isinstance(element, Text):
            box = tree.add_textbox(Pt(element.x), Pt(element.y), Pt(element.width), Pt(element.height))
            paragraph = box.text_frame.paragraphs[0]
            for part in element.paragraphs:
                for runs in part.lines:
                    for piece in runs:
                        run = paragraph.add_run()
                        run.text, run.font.size = piece.text, Pt(element.size)
                        run.font.color.rgb = RGBColor.from_string(element.colour[1:].upper())  # type: ignore[no-untyped-call]
