"""What stands round the content of every slide: heading, marking, stamp, footnotes, number; and where content goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from explorer.briefings.fitting import Area
from explorer.briefings.shown import Source
from explorer.briefings.slide import HEIGHT, WIDTH, Align, Element, Paragraph, Role, Rule, Run, Sign, Text
from explorer.briefings.typesetting import LEADING, broken, height, safe_link
from explorer.briefings.wording import numbers_in_words
from explorer.export.lettering import legible, right_to_left, width, wrapped
from explorer.graph.colours import Theme, blended
from explorer.graph.drawing import LegendEntry

SIDE = 36.0
TITLE, SAY, PROSE, LEGEND, NOTE, FOOTNOTE, STAMP, MARKING = 28.0, 20.0, 18.0, 13.0, 12.0, 10.0, 11.0, 11.0
FULL = WIDTH - 2 * SIDE
TOP = 26.0
FOOT = 470.0
"""Where the content ends at the latest; below stand the notes on the data."""
MOST_TITLE_LINES, MOST_SAY_LINES, MOST_FOOTNOTE_LINES = 2, 2, 2
_ROW = 18.0
_SIGN, _LINE_SIGN = 12.0, 24.0
_GAP = 16.0
MOST_LEGEND_ROWS = 4


@dataclass(frozen=True)
class Footer:
    """What is said of the data below the content; `sources` are those of the slide, by their numbers."""

    told: str = ""
    sources: Sequence[tuple[int, Source]] = ()


def texts(
    role: Role,
    paragraphs: Sequence[Paragraph],
    box: tuple[float, float, float],
    size: float,
    colour: str,
    align: Align = "left",
) -> Iterator[Text]:
    """Paragraphs below each other from the x and y of `box` on, in its width; those of one direction are one text.

    What runs from right to left stands on the right, unless all is in the middle.
    """
    x, y, across = box
    group: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        group.append(paragraph)
        if at + 1 == len(paragraphs) or paragraphs[at + 1].rtl != paragraph.rtl:
            down = height(group, size)
            side: Align = "right" if paragraph.rtl and align == "left" else align
            yield Text(role, x, round(y, 2), across, round(down, 2), tuple(group), size, colour, side)
            y += down
            group = []


def heading(title: str, say: str, paint: Theme, *, room_for_say: int) -> tuple[list[Element], float]:
    """The title and the line below it, and where the content begins; room is left for so many lines of it."""
    lines = wrapped(legible(title), FULL, TITLE, lines=MOST_TITLE_LINES, bold=True)
    made: list[Element] = []
    if lines:
        paragraph = Paragraph(tuple((Run(line, bold=True),) for line in lines), rtl=right_to_left(lines[0]))
        made += texts("title", [paragraph], (SIDE, TOP, FULL), TITLE, paint.ink)
    y = TOP + max(len(lines), 1) * TITLE * LEADING
    if said := wrapped(legible(say), FULL, SAY, lines=MOST_SAY_LINES):
        paragraph = Paragraph(tuple((Run(line),) for line in said), rtl=right_to_left(said[0]))
        made += texts("say", [paragraph], (SIDE, y, FULL), SAY, paint.accent)
    return made, y + room_for_say * SAY * LEADING + 8


def say_lines(say: str) -> int:
    """How many lines the words below a heading take."""
    return len(wrapped(legible(say), FULL, SAY, lines=MOST_SAY_LINES))


def marking(text: str, paint: Theme) -> Iterator[Element]:
    """The marking, at the top and at the bottom."""
    if shown := "".join(wrapped(legible(text), FULL, MARKING, lines=1, bold=True)):
        paragraph = Paragraph(((Run(shown, bold=True),),), rtl=right_to_left(shown))
        for y in (7.0, HEIGHT - 19.0):
            yield Text("marking", SIDE, y, FULL, MARKING * LEADING, (paragraph,), MARKING, paint.ink, "center")


def footing(footer: Footer, number: str, paint: Theme) -> Iterator[Element]:
    """What is said of the data, the number of the slide, and the sources, as many as two lines hold."""
    yield Rule((SIDE, FOOT + 6), (WIDTH - SIDE, FOOT + 6), blended(paint.quiet, paint.paper, 0.6), 0.5)
    room = width(number, STAMP) + 4
    right = WIDTH - SIDE - room
    yield Text(
        "note", right, FOOT + 9, room, STAMP * LEADING, (Paragraph(((Run(number),),)),), STAMP, paint.quiet, "right"
    )
    if footer.told:
        words = "".join(wrapped(footer.told, right - SIDE - 12, STAMP, lines=1))
        yield Text(
            "stamp", SIDE, FOOT + 9, right - SIDE - 12, STAMP * LEADING, (Paragraph(((Run(words),),)),), STAMP,
            paint.quiet,
        )  # fmt: skip
    if footer.sources:
        lines = _footnotes(footer.sources)
        down = len(lines) * FOOTNOTE * LEADING
        yield Text("footnote", SIDE, FOOT + 25, FULL, down, (Paragraph(tuple(lines)),), FOOTNOTE, paint.quiet)


def _footnotes(sources: Sequence[tuple[int, Source]]) -> list[tuple[Run, ...]]:
    """The sources that fit, and the numbers of the others, which stand on the last slide."""
    for taken in range(len(sources), -1, -1):
        runs = [Run("Sources: ", bold=True)]
        for number, source in sources[:taken]:
            title = "".join(wrapped(legible(source.title or source.url) or "not given", 300, FOOTNOTE, lines=1))
            runs += [Run(f"{number} ", bold=True), Run(title, url=safe_link(source.url)), Run(" · ")]
        if rest := [number for number, _ in sources[taken:]]:
            runs.append(Run(f"{numbers_in_words(rest)} at the end"))
        elif taken:
            runs.pop()
        lines = [_without_dot(line) for line in broken(tuple(runs), FULL, FOOTNOTE)]
        if len(lines) <= MOST_FOOTNOTE_LINES:
            return lines
    return []


def _without_dot(line: tuple[Run, ...]) -> tuple[Run, ...]:
    """A line that does not begin with what stands between two sources."""
    first = line[0]
    return (replace(first, text=first.text[2:]), *line[1:]) if first.text.startswith("· ") else line


def legend(entries: Sequence[LegendEntry], area: Area, paint: Theme) -> tuple[list[Element], float]:
    """Rows of signs and words at the bottom of an area, and how high they are together."""
    left, _, right, bottom = area
    rows: list[list[tuple[float, LegendEntry, str]]] = [[]]
    x, left_out = left, 0
    for entry in entries:
        words = legible(entry.label) + (f" ({entry.count:,})" if entry.count else "")
        sign = _SIGN if entry.kind == "node" else _LINE_SIGN
        words = "".join(wrapped(words, right - left - sign - 8, LEGEND, lines=1))
        wide = sign + 6 + width(words, LEGEND)
        if x > left and x + wide > right:
            if len(rows) == MOST_LEGEND_ROWS:
                left_out += 1
                continue
            rows.append([])
            x = left
        rows[-1].append((x, entry, words))
        x += wide + _GAP
    rows = [row for row in rows if row]
    down = len(rows) * _ROW
    made: list[Element] = []
    for number, row in enumerate(rows):
        middle = bottom - down + (number + 0.5) * _ROW
        for at, entry, words in row:
            made += _entry(at, middle, entry, words, paint)
    return made, down + (6 if rows else 0)


def _entry(x: float, middle: float, entry: LegendEntry, words: str, paint: Theme) -> Iterator[Element]:
    sign = _SIGN if entry.kind == "node" else _LINE_SIGN
    shape = (entry.shape or "ellipse") if entry.kind == "node" else ""
    yield Sign(
        round(x + sign / 2, 2), round(middle, 2), sign, entry.colour, shape, entry.dashed, entry.stance == "divides"
    )
    paragraph = Paragraph(((Run(words),),), rtl=right_to_left(words))
    down = LEGEND * LEADING
    yield Text(
        "legend", round(x + sign + 6, 2), round(middle - down / 2, 2), round(width(words, LEGEND) + 1, 2), down,
        (paragraph,), LEGEND, paint.ink,
    )  # fmt: skip


def notes(sentences: Sequence[str], area: Area, paint: Theme, *, most: int = 2) -> tuple[list[Element], float]:
    """Sentences on what is not there, in small letters at the bottom of an area, and how high they are."""
    left, _, right, bottom = area
    text = " ".join(legible(sentence) for sentence in sentences)
    if not text:
        return [], 0.0
    lines = wrapped(text, right - left, NOTE, lines=most)
    paragraph = Paragraph(tuple((Run(line, italic=True),) for line in lines), rtl=right_to_left(text))
    down = len(lines) * NOTE * LEADING
    return list(texts("note", [paragraph], (left, bottom - down, right - left), NOTE, paint.quiet)), down + 4
