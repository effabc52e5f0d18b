"""The first slide, which tells what a briefing is, and the last ones, which list the sources with their links."""

from collections.abc import Sequence

from explorer.briefings.briefing import Briefing
from explorer.briefings.frame import FOOT, FULL, SIDE, heading, texts
from explorer.briefings.shown import Source
from explorer.briefings.slide import WIDTH, Element, Paragraph, Role, Rule, Run, Slide
from explorer.briefings.typesetting import LEADING, broken, height, safe_link
from explorer.export.lettering import legible, right_to_left, width, wrapped
from explorer.graph.colours import Theme
from explorer.graph.notes import counted
from explorer.graph.words import date_in_words

_TITLE, _SUBTITLE, _TOLD = 40.0, 24.0, 18.0
_SOURCE = (11.0, 10.0)
_ACROSS = WIDTH - 4 * SIDE
_COLUMNS, _GUTTER, _MOST_LINES = 2, 24.0, 4
_ACROSS_SOURCE = (FULL - _GUTTER) / _COLUMNS
_CUT = " …"


def title_slide(briefing: Briefing, paint: Theme) -> Slide:
    """Title, subtitle, for whom, by whom and when."""
    told = (
        f"For {legible(briefing.audience)}" if briefing.audience else "",
        " · ".join(filter(None, (legible(briefing.author), date_in_words(briefing.date)))),
    )
    title, subtitle = legible(briefing.title), legible(briefing.subtitle)
    parts: list[tuple[Role, list[list[str]], float, bool, str]] = [
        ("title", [wrapped(title, _ACROSS, _TITLE, lines=3, bold=True)], _TITLE, True, paint.ink),
        ("subtitle", [wrapped(subtitle, _ACROSS, _SUBTITLE, lines=3)] if subtitle else [], _SUBTITLE, False, paint.ink),
        ("prose", [wrapped(each, _ACROSS, _TOLD, lines=2) for each in told if each], _TOLD, False, paint.quiet),
    ]
    whole = sum(sum(map(len, said)) * size * LEADING + 20 for _, said, size, _, _ in parts if any(said))
    x, y = 2 * SIDE, max((500 - whole) / 2, 60.0)
    made: list[Element] = []
    for role, written, size, bold, colour in parts:
        if not (said := [lines for lines in written if lines]):
            continue
        paragraphs = [
            Paragraph(tuple((Run(line, bold=bold),) for line in lines), rtl=right_to_left(lines[0])) for lines in said
        ]
        made += texts(role, paragraphs, (x, y, _ACROSS), size, colour)
        y += sum(map(len, said)) * size * LEADING + 14
        if role == "title":
            made.append(Rule((x, y), (x + 72, y), paint.accent, 3))
            y += 16
    return Slide(0, 0, legible(briefing.title), tuple(made), paper=paint.paper)


def source_slides(sources: Sequence[Source], scene: int, paint: Theme) -> list[Slide]:
    """All sources by their numbers, each with its address, in two columns on as many slides as they need.

    The type is somewhat smaller where that saves a slide.
    """
    _, top = heading("Sources", "", paint, room_for_say=0)
    ways = [(size, _source_columns(sources, size, FOOT - top)) for size in _SOURCE]
    size, columns = min(ways, key=lambda way: (-(-len(way[1]) // _COLUMNS), -way[0]))
    pages = [columns[at : at + _COLUMNS] for at in range(0, len(columns), _COLUMNS)] if sources else []
    made = []
    for at, page in enumerate(pages, 1):
        title = "Sources" + (f" ({at} of {len(pages)})" if len(pages) > 1 else "")
        elements, _ = heading(title, "", paint, room_for_say=0)
        for place, column in enumerate(page):
            x = SIDE + place * (_ACROSS_SOURCE + _GUTTER)
            elements += texts("footnote", column, (x, top, _ACROSS_SOURCE), size, paint.ink)
        made.append(Slide(scene, 0, title, tuple(elements), paper=paint.paper))
    return made


def _source_columns(sources: Sequence[Source], size: float, room: float) -> list[list[Paragraph]]:
    columns: list[list[Paragraph]] = [[]]
    for number, source in enumerate(sources, 1):
        entry = _entry(number, source, size)
        if columns[-1] and height([*columns[-1], entry], size) > room:
            columns.append([])
        columns[-1].append(entry)
    return columns


def _sure(source: Source) -> str:
    """How many of the ties from a source are verified."""
    if source.ties == 1:
        return "verified" if source.verified else "not verified"
    return f"{'all' if source.verified == source.ties else source.verified or 'none'} verified"


def _entry(number: int, source: Source, size: float) -> Paragraph:
    """The number of a source, what it is, its address, and how many ties are from it; long ones are cut."""
    title, url, link = legible(source.title), legible(source.url), safe_link(source.url)
    runs = [Run(f"{number} ", bold=True)]
    if title and title not in url:
        runs += [Run(title), Run(" ")] if url else [Run(title)]
    if url:
        runs.append(Run(url, url=link))
    if not title and not url:
        runs.append(Run("Source not given"))
    if source.ties:
        runs.append(Run(f" ({counted(source.ties, 'tie')}, {_sure(source)})"))
    lines = list(broken(tuple(runs), _ACROSS_SOURCE - width(_CUT, size), size))
    shown = lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], (*lines[_MOST_LINES - 1], Run(_CUT))]
    return Paragraph(tuple(shown), gap=4.0)
