"""What a scene shows and says, put between heading and footer: picture, table or chart, with the prose beside it."""

from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace

from explorer.briefings.briefing import Scene
from explorer.briefings.fitting import Area
from explorer.briefings.frame import FOOT, FULL, PROSE, SIDE, legend, notes, texts
from explorer.briefings.picture import Picture, elements, laid_out
from explorer.briefings.shown import Shown, ShownChart
from explorer.briefings.slide import WIDTH, Chart, ChartSeries, Element, Paragraph, Run
from explorer.briefings.tables import grids
from explorer.briefings.tie_words import tie_words, told_legend
from explorer.briefings.typesetting import height, plain, split, typeset
from explorer.briefings.wording import Bibliography
from explorer.export.lettering import legible
from explorer.graph.colours import CATEGORIES, THEMES, Theme, blended
from explorer.graph.drawing import Drawing, LegendEntry
from explorer.graph.dressing import repaint, repainted
from explorer.graph.notes import counted

MOST_DRAWN = 60
"""Entities on one slide at most."""
LARGE_PROSE = (28.0, 24.0, 20.0)
WIDEST_PROSE = 820.0
MOST_AIR = 0.8
"""More air above each paragraph of a slide of text at most, in sizes."""
COLUMNS = (260.0, 320.0, 400.0)
"""Widths of the prose beside a picture, the least that holds it is taken."""
GUTTER = 24.0
CHART, SMALL_CHART, FEW_CATEGORIES = 14.0, 12.0, 12
"""The size of the words of a chart; up to so many categories are few."""
FEW_LINES = 2
"""Prose of so many lines goes below a picture, longer one beside it."""
_MOST_NAMED = 6


@dataclass(frozen=True)
class Body:
    """The content of a slide; `alt` tells it in a sentence, `notes` are what the speaker should know."""

    elements: tuple[Element, ...]
    alt: str = ""
    notes: tuple[str, ...] = ()
    steps: bool = True
    forward: Callable[[Set[str]], tuple[Element, ...]] | None = field(default=None, compare=False)

    def at_step(self, bring: Set[str]) -> "Body":
        """The same with these entities forward and all else faded, where it is a picture."""
        return self if self.forward is None else Body(self.forward(bring), self.alt, self.notes)


def too_big(shown: Shown) -> list[str]:
    """Why a scene has no room on a slide, and what to leave out; nothing where it has."""
    if shown.drawing is None or len(shown.drawing.nodes) <= MOST_DRAWN:
        return []
    drawing = shown.drawing
    told = [f"This scene shows {len(drawing.nodes):,} entities; a slide has room for {MOST_DRAWN}."]
    kinds = Counter(entity.kind or "of no kind" for entity in shown.entities)
    if len(kinds) > 1:
        ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
        told.append("Leave out a kind: " + ", ".join(f"{kind} ({number:,})" for kind, number in ranked) + ".")
    lines = Counter(end for line in drawing.lines for end in (line.source, line.target))
    single = sum(lines[node.id] < 2 for node in drawing.nodes)
    if single:
        told.append(f"Leave out the {counted(single, 'entity', 'entities')} with one line or none.")
    if faded := sum(node.faded for node in drawing.nodes):
        told.append(f"Let the {counted(faded, 'entity', 'entities')} vanish that are faded now (outside: vanish).")
    told.append("Or show it as a table (form: table), or split it into several scenes.")
    return told


def bodies(number: int, scene: Scene, shown: Shown | None, theme: str, known: Bibliography, top: float) -> list[Body]:
    """The content of a scene from `top` on, on as many slides as it needs; the first is that of its steps."""
    area = (SIDE, top, WIDTH - SIDE, FOOT)
    paint = THEMES[theme]
    if shown is None:
        told = (
            ["What this scene shows was not read. Open the briefing while the database answers."] if scene.show else []
        )
        return _prose_alone(scene.prose, told, area, paint)
    if big := too_big(shown):
        skipped = [f"Its {counted(len(scene.steps), 'step')} can't be drawn either."] if scene.steps else []
        made = _prose_alone(scene.prose, [*big, *skipped], area, paint)
        return [replace(made[0], steps=False), *made[1:]]
    prose = Prose(scene.prose, area, table=shown.table is not None)
    if shown.drawing and shown.drawing.nodes:
        first = _graph(number, scene, shown, theme, known, prose)
        return [first, *prose.rest(area, paint)]
    if shown.table and shown.table.columns:
        return [*_tables(shown, prose, area, paint), *prose.rest(area, paint)]
    if shown.chart and shown.chart.series:
        return [_chart(shown.chart, shown, prose, theme), *prose.rest(area, paint)]
    empty = [] if scene.show is None else ["There is nothing to show here.", *map(legible, shown.notes)]
    return _prose_alone(scene.prose, empty, area, paint)


class Prose:
    """The prose of a scene and where it stands: below a picture or above a table where it is short, else beside it."""

    def __init__(self, markdown: str, area: Area, *, table: bool) -> None:
        left, top, right, bottom = area
        self.content = area
        self.paragraphs = typeset(markdown, right - left, PROSE)
        self.box = (left, top, right - left)
        self.over: list[Paragraph] = []
        self.markdown = markdown
        if not self.paragraphs:
            return
        down = height(self.paragraphs, PROSE)
        if sum(len(each.lines) for each in self.paragraphs) <= FEW_LINES:
            if table:
                self.content = (left, top + down + 10, right, bottom)
            else:
                self.box = (left, bottom - down, right - left)
                self.content = (left, top, right, bottom - down - 8)
            return
        for across in COLUMNS:
            self.paragraphs = typeset(markdown, across, PROSE)
            if height(self.paragraphs, PROSE) <= bottom - top:
                break
        self.paragraphs, self.over = split(self.paragraphs, bottom - top, PROSE)
        self.box = (right - across, top, across)
        self.content = (left, top, right - across - GUTTER, bottom)

    def drawn(self, paint: Theme) -> list[Element]:
        """The part that stands beside the content."""
        return list(texts("prose", self.paragraphs, self.box, PROSE, paint.ink))

    def rest(self, area: Area, paint: Theme) -> list[Body]:
        """What has no room there, on slides of its own, in columns of the same width."""
        return _pages(self.over, area, PROSE, paint, self.box[2])


def _graph(number: int, scene: Scene, shown: Shown, theme: str, known: Bibliography, prose: Prose) -> Body:
    drawing = _replaced(repainted(shown.drawing or Drawing(nodes=()), theme), scene)
    paint = THEMES[theme]
    said = list(map(legible, shown.notes))
    signs = told_legend(drawing, tie_words(shown))
    below, room = _below(signs, said, prose.content, paint)
    own = frozenset(scene.show.words.values() if scene.show else ())
    called = {node.id for node in drawing.nodes if node.label in own}
    names = {entity.id: entity.name for entity in shown.entities if entity.id not in called}
    picture = laid_out(drawing, scene, room, names, kept=_kept(scene))
    if more := _untold(picture, shown):
        said += more
        below, room = _below(signs, said, prose.content, paint)
        picture = laid_out(drawing, scene, room, names, kept=_kept(scene))
    words = prose.drawn(paint)

    def forward(bring: Set[str] | None) -> tuple[Element, ...]:
        return (*words, *elements(picture, shown, paint, bring, known.cited.get(number)), *below)

    return Body(forward(None), _told(drawing, shown), tuple(said), forward=forward)


def _replaced(drawing: Drawing, scene: Scene) -> Drawing:
    """The entities where the scene puts them, also where it was read before they were put there."""
    nodes = [
        node.model_copy(update=dict(zip(("x", "y"), scene.places[node.id], strict=True)))
        if node.id in scene.places
        else node
        for node in drawing.nodes
    ]
    return drawing.model_copy(update={"nodes": tuple(nodes)})


def _kept(scene: Scene) -> bool:
    """Whether the places are the reader's own, or those of a map."""
    return bool(scene.places) or scene.layout == "geographic" or bool(scene.show and scene.show.view)


def _below(entries: Sequence[LegendEntry], said: Sequence[str], area: Area, paint: Theme) -> tuple[list[Element], Area]:
    """Legend and notes at the bottom of an area, and what is left of it."""
    left, top, right, bottom = area
    small, note_height = notes(said, area, paint)
    signs, legend_height = legend(entries, (left, top, right, bottom - note_height), paint)
    return [*signs, *small], (left, top, right, bottom - note_height - legend_height)


def _untold(picture: Picture, shown: Shown) -> list[str]:
    """What has no place in the picture, in words."""
    if not picture.left_out:
        return list(picture.notes)
    names = {entity.id: legible(entity.name) for entity in shown.entities}
    named = [names.get(each, each) for each in picture.left_out]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return [*picture.notes, f"Without room for their names: {', '.join(named[:_MOST_NAMED])}{more}."]


def _told(drawing: Drawing, shown: Shown) -> str:
    """A picture in a sentence."""
    kinds = Counter(entity.kind for entity in shown.entities)
    parts = ", ".join(f"{kind}: {number}" for kind, number in sorted(kinds.items(), key=lambda item: -item[1]) if kind)
    lines = counted(len(drawing.lines), "line")
    what = counted(len(drawing.nodes), "entity", "entities")
    return f"A picture of {what} ({parts}) and {lines} between them." if parts else f"A picture of {what} and {lines}."


def _tables(shown: Shown, prose: Prose, area: Area, paint: Theme) -> list[Body]:
    table = shown.table
    if table is None:
        return []
    said = list(map(legible, shown.notes))
    if len(table.rows) < table.whole:
        said.append(f"The first {len(table.rows):,} of {counted(table.whole, 'row')}.")
    small, down = notes(said, area, paint)
    (left, top, right, bottom), (_, above, _, _) = area, prose.content
    first = (prose.content[0], above, prose.content[2], bottom - down)
    made = grids(table, (first, (left, top, right, bottom - down)), paint)
    alt = f"A table of {counted(table.whole, 'row')}: {', '.join(map(legible, table.columns))}."
    return [
        Body((*([] if at else prose.drawn(paint)), *page, *small), alt, tuple(said)) for at, page in enumerate(made)
    ]


def _chart(chart: ShownChart, shown: Shown, prose: Prose, theme: str) -> Body:
    paint, palette = THEMES[theme], CATEGORIES[theme].colours
    new = repaint("light", theme) if theme != "light" else str
    series = tuple(
        ChartSeries(legible(each.name), each.values, new(each.colour) if each.colour else palette[at % len(palette)])
        for at, each in enumerate(chart.series)
    )
    said = list(map(legible, shown.notes))
    small, down = notes(said, prose.content, paint)
    left, top, right, bottom = prose.content
    entries = [
        LegendEntry(kind="node", shape="rectangle", colour=each.colour, label=each.name[:200], count=0)
        for each in series
    ]
    signs, under = legend(entries, (left, top, right, bottom - down), paint) if len(series) > 1 else ([], 0.0)
    size = CHART if len(chart.categories) <= FEW_CATEGORIES else SMALL_CHART
    titles = legible(chart.x_title), legible(chart.y_title)
    made = Chart(
        left, top, right - left, bottom - down - under - top, chart.sort, tuple(map(legible, chart.categories)), series,
        size, *titles, paint.ink, blended(paint.quiet, paint.paper, 0.5),
    )  # fmt: skip
    what = f" of {legible(chart.y_title)}" if chart.y_title else ""
    by = f" by {legible(chart.x_title)}" if chart.x_title else ""
    alt = f"A {chart.sort} chart{what}{by}: {', '.join(each.name for each in series)}."
    return Body((*prose.drawn(paint), made, *signs, *small), alt, tuple(said))


def _prose_alone(markdown: str, told: Sequence[str], area: Area, paint: Theme) -> list[Body]:
    """Prose without a picture, large where it fits on one slide."""
    left, _, right, bottom = area
    for size in (*LARGE_PROSE, PROSE):
        across = min(right - left, WIDEST_PROSE if size > PROSE else FULL)
        paragraphs = typeset(markdown, across, size)
        for at, sentence in enumerate(told):
            made = plain(sentence, across, size, Run("", italic=not at))
            paragraphs.append(Paragraph(made.lines, rtl=made.rtl, gap=size / 2 if paragraphs else 0.0))
        if height(paragraphs, size) <= bottom - area[1]:
            break
    return _pages(_aired(paragraphs, bottom - area[1], size), area, size, paint) or [Body(())]


def _aired(paragraphs: list[Paragraph], room: float, size: float) -> list[Paragraph]:
    """The paragraphs with more air above each where there is room for it."""
    free = (room - height(paragraphs, size)) / (len(paragraphs) + 1)
    air = min(max(free, 0.0), size * MOST_AIR)
    return [replace(paragraph, gap=paragraph.gap + air) for paragraph in paragraphs]


def _pages(
    paragraphs: list[Paragraph], area: Area, size: float, paint: Theme, column: float | None = None
) -> list[Body]:
    """Paragraphs on as many slides as they need, in columns of this width (None: one column)."""
    left, top, right, bottom = area
    across = column or right - left
    columns = max(int((right - left + GUTTER) // (across + GUTTER)), 1)
    made = []
    while paragraphs:
        drawn: list[Element] = []
        for at in range(columns):
            taken, paragraphs = split(paragraphs, bottom - top, size)
            drawn += texts("prose", taken, (left + at * (across + GUTTER), top, across), size, paint.ink)
        made.append(Body(tuple(drawn)))
    return made
