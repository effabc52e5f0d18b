"""A deck -> PDF, tagged and with text that can be copied, or a slide of it -> PNG, both set by Typst."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from explorer.briefings.slide import HEIGHT, WIDTH, Chart, Connector, Deck, Run, Shape, Slide, Text
from explorer.export.deck_svg import web_address
from explorer.export.drawings import by_look, drawing
from explorer.export.lettering import legible
from explorer.export.marks import RAISED, RAISED_BY, Area, Box, Circle, Flag, Path, Words
from explorer.export.print_fonts import needed, without
from explorer.export.slide_marks import Part, groups
from graph_loader.errors import CyberatlasError, UsageError

if TYPE_CHECKING:
    import typst

MOST_DPI = 1200.0
STANDARD = "ua-1"
"""PDF/UA-1 (ISO 14289-1): what a screen reader needs is there."""

_PROGRAM = File(__file__).with_name("deck.typ")
_BUILT = File(__file__).parents[1] / "assets" / "built"
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")
_FLAG = re.compile(r"[a-z]{2}")
_PICTURE = (Shape, Connector, Chart)


def pdf_bytes(deck: Deck) -> bytes:
    """The deck as a PDF of a page a slide, with bookmarks of scenes; the same bytes for the same deck and fonts.

    Letters that none of the shipped fonts has are drawn with a font of this machine, or are question marks.
    """
    return _set(deck, format="pdf", pdf_standards=[STANDARD], timestamp=_seconds(deck.stamp))


def png_bytes(deck: Deck, slide: int, dpi: float = 144.0) -> bytes:
    """One slide, counted from 0, as a PNG with so many pixels to the inch; it is 13.333 inches wide.

    Raises UsageError where there is no such slide, or a picture so fine could not be held.
    """
    if not 0 <= slide < len(deck.slides):
        raise UsageError(f"slide: found {slide + 1}; expected 1 to {len(deck.slides)}, as many slides as there are.")
    if not 1 <= dpi <= MOST_DPI:
        raise UsageError(f"dpi: found {dpi:g}; expected 1 to {MOST_DPI:g} pixels to the inch.")
    return _set(replace(deck, slides=(deck.slides[slide],)), format="png", ppi=dpi)


def _set(deck: Deck, **how: Any) -> bytes:
    """Set with the fonts that ship; where these lack letters with those of the machine, or without the letters."""
    import typst

    given = _written(deck)
    fonts = needed(_BUILT / "print", "".join(_texts(given)) + deck.title)
    given |= {"families": fonts.families, "fallback": bool(fonts.missing)}
    try:
        return _compiled(given, how, system=bool(fonts.missing))
    except typst.TypstError as error:
        if not fonts.missing:
            raise _failed(error) from error
    drawn = json.dumps(given | {"fallback": False}, ensure_ascii=False)
    try:
        return _compiled(json.loads(without(drawn, fonts.missing)), how, system=False)
    except typst.TypstError as error:
        raise _failed(error) from error


def _compiled(given: dict[str, Any], how: dict[str, Any], *, system: bool) -> bytes:
    import typst

    inputs = {"deck": json.dumps(given, ensure_ascii=False)}
    made: Any = typst.compile(_PROGRAM.read_bytes(), root=_BUILT, font_paths=_fonts(system), sys_inputs=inputs, **how)
    found: bytes = made[0] if isinstance(made, list) else made
    return found


@cache
def _fonts(system: bool) -> "typst.Fonts":
    """The fonts that ship, and with `system` those of this machine, looked through once."""
    import typst

    folder = [_BUILT / "print"] if (_BUILT / "print").is_dir() else []
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=folder)


def _failed(error: "typst.TypstError") -> CyberatlasError:
    return CyberatlasError(
        f"PDF: the slides could not be set; the program that sets them says: {legible(error.message)}. "
        "Export to another format, and report what is on the slides."
    )


def _seconds(stamp: str) -> int:
    """The time of the stamp in seconds since 1970; nought where it is none."""
    try:
        time = datetime.fromisoformat(stamp)
    except ValueError:
        return 0
    return max(0, int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()))


# What `deck.typ` reads --------------------------------------------------------------------------------------------


def _written(deck: Deck) -> dict[str, Any]:
    tag = _LANGUAGE.fullmatch(deck.language)
    language = [tag[1], *([tag[2].upper()] if tag[2] else [])] if tag else ["en"]
    before = (None, *(slide.scene for slide in deck.slides))
    return {
        "title": legible(deck.title) or "Briefing",
        "authors": [legible(deck.author)] if legible(deck.author) else [],
        "subject": legible(deck.subject) or None,
        "keywords": [legible(word) for word in (*deck.keywords, deck.marking) if legible(word)],
        "language": language,
        "width": WIDTH,
        "height": HEIGHT,
        "raised": [RAISED, RAISED_BY],
        "slides": [_slide(slide, scene) for slide, scene in zip(deck.slides, before, strict=False)],
    }


def _slide(slide: Slide, before: int | None) -> dict[str, Any]:
    """A slide; it has a bookmark where a scene begins."""
    parts = []
    for (sort, _), some in groupby(_sorted(slide), key=lambda pair: pair[0]):
        marks = list(_marks((part for _, part in some), slide.paper))
        if marks:
            parts.append({"sort": sort, "marks": marks} | ({"alt": _told(slide)} if sort == "picture" else {}))
    return {"paper": slide.paper, "bookmarked": slide.scene != before, "parts": parts}


def _sorted(slide: Slide) -> Iterator[tuple[tuple[str, int], Part]]:
    """The parts in order, each with what it is for the reader: a title, part of the picture, or something else.

    Titles are kept apart; of the others, neighbours of one sort stand together.
    """
    titles = 0
    for part in (part for group in groups(slide) for part in group.parts):
        element = part.element
        if isinstance(element, Text) and element.role == "title" and not titles:
            titles += 1
            yield ("title", titles), part
        elif isinstance(element, _PICTURE) or (isinstance(element, Text) and element.role in ("label", "caption")):
            yield ("picture", 0), part
        else:
            yield ("other", 0), part


def _told(slide: Slide) -> str:
    return legible(slide.alt) or legible(slide.title) or "Picture"


def _marks(parts: Iterable[Part], paper: str) -> Iterator[dict[str, Any]]:
    """The marks in order; neighbouring lines and areas are one drawing, and neighbouring texts stand on all halos."""
    for sort, some in groupby(parts, key=lambda part: type(part.element)):
        marks = [mark for part in some for mark in part.marks]
        if sort is Connector:
            yield _drawing(by_look(mark for mark in marks if isinstance(mark, Path)))
            continue
        if sort is Text:
            marks.sort(key=lambda mark: isinstance(mark, Words))
        for _, alike in groupby(marks, key=lambda mark: isinstance(mark, Words | Flag)):
            areas = []
            for mark in alike:
                if not isinstance(mark, Words | Flag):
                    areas.append([mark])
                elif isinstance(mark, Words) or _is_built(mark):
                    yield _mark(mark, paper)
            if areas:
                yield _drawing(areas)


def _drawing(looks: Iterable[Sequence[Area]]) -> dict[str, Any]:
    return {"sort": "drawing", "svg": drawing(looks)}


def _mark(mark: Words | Flag, paper: str) -> dict[str, Any]:
    if isinstance(mark, Flag):
        place = {"box": _corner(mark.area), "paper": paper, "opacity": mark.opacity}
        return {"sort": "flag", "code": mark.code} | place
    place = {"x": _rounded(mark.x), "y": _rounded(mark.y), "anchor": mark.anchor, "size": _rounded(mark.size)}
    look = {"colour": mark.colour, "rtl": mark.rtl, "opacity": mark.opacity}
    return {"sort": "words", "runs": [_run(run) for run in mark.runs]} | place | look


def _is_built(flag: Flag) -> bool:
    return bool(_FLAG.fullmatch(flag.code)) and (_BUILT / "flags" / f"{flag.code}.svg").is_file()


def _run(run: Run) -> dict[str, Any]:
    look = {"bold": run.bold, "italic": run.italic, "raised": run.raised, "colour": run.colour}
    return {"text": run.text, "url": web_address(run.url)} | look


def _corner(area: Circle | Box) -> list[float]:
    """Left, top, width, height and the radius of the corners."""
    if isinstance(area, Circle):
        radius = area.radius
        return [_rounded(each) for each in (area.x - radius, area.y - radius, 2 * radius, 2 * radius, radius)]
    return [_rounded(each) for each in (area.x, area.y, area.width, area.height, area.radius)]


def _rounded(value: float) -> float:
    return round(value, 2)


def _texts(given: dict[str, Any]) -> Iterable[str]:
    for slide in given["slides"]:
        for part in slide["parts"]:
            yield from (run["text"] for mark in part["marks"] for run in mark.get("runs", ()))
