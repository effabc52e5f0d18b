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

_TITLE, _SUBTITLE, _TOLD, _SOURCE = 40.0, 24.0, 18.0, 11.0
_ACROSS = WIDTH - 4 * SIDE
_COLUMNS, _GUTTER, _MOST_LINES = 2, 24.0, 4
_CUT = " …"


def title_slide(briefing: Briefing, paint: Theme) -> Slide:
    """Title, subtitle, for whom, by whom and when."""
    told = [
        f"For {legible(briefing.audience)}" if briefing.audience else "",
        " · ".join(filter(None, (legible(briefing.author), date_in_words(briefing.date)))),
    ]
    parts: list[tuple[Role, Sequence[str], float, bool, str]] = [
        ("title", wrapped(legible(briefing.title), _ACROSS, _TITLE, lines=3, bold=True), _TITLE, True, paint.ink),
        ("subtitle", wrapped(legible(briefing.subtitle), _ACROSS, _SUBTITLE, lines=3), _SUBTITLE, False, paint.ink),
        (
            "prose",
            [line for each in told for line in wrapped(each, _ACROSS, _TOLD, lines=2)],
            _TOLD,
            False,
            paint.quiet,
        ),
    ]
    whole = sum(len(lines) * size * LEADING + 20 for _, lines, size, _, _ in parts if lines)
    x, y = 2 * SIDE, max((500 - whole) / 2, 60.0)
    made: list[Element] = []
    for role, lines, size, bold, colour in parts:
        if not lines:
            continue
        paragraph = Paragraph(tuple((Run(line, bold=bold),) for line in lines), rtl=right_to_left(lines[0]))
        made += texts(role, [paragraph], (x, y, _ACROSS), size, colour)
        y += len(lines) * size * LEADING + 14
        if role == "title":
            made.append(Rule((x, y), (x + 72, y), paint.accent, 3))
            y += 16
    return Slide(0, 0, legible(briefing.title), tuple(made), paper=paint.paper)


def source_slides(sources: Sequence[Source], scene: int, paint: Theme) -> list[Slide]:
    """All sources by their numbers, each with its address, in two columns on as many slides as they need."""
    _, top = heading("Sources", "", paint, room_for_say=0)
    across = (FULL - _GUTTER) / _COLUMNS
    columns: list[list[Paragraph]] = [[]]
    for number, source in enumerate(sources, 1):
        entry = _entry(number, source, across)
        if columns[-1] and height([*columns[-1], entry], _SOURCE) > FOOT - top:
            columns.append([])
        columns[-1].append(entry)
    pages = [columns[at : at + _COLUMNS] for at in range(0, len(columns), _COLUMNS)] if sources else []
    made = []
    for at, page in enumerate(pages, 1):
        title = "Sources" + (f" ({at} of {len(pages)})" if len(pages) > 1 else "")
        elements, _ = heading(title, "", paint, room_for_say=0)
        for place, column in enumerate(page):
            x = SIDE + place * (across + _GUTTER)
            elements += texts("footnote", column, (x, top, across), _SOURCE, paint.ink)
        made.append(Slide(scene, 0, title, tuple(elements), paper=paint.paper))
    return made


def _sure(source: Source) -> str:
    """How many of the ties from a source are verified."""
    if source.ties == 1:
        return "verified" if source.verified else "not verified"
    return f"{'all' if source.verified == source.ties else source.verified or 'none'} verified"


def _entry(number: int, source: Source, across: float) -> Paragraph:
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
    lines = list(broken(tuple(runs), across - width(_CUT, _SOURCE), _SOURCE))
    shown = lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], (*lines[_MOST_LINES - 1], Run(_CUT))]
    return Paragraph(tuple(shown), gap=4.0)
