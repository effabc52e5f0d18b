"""A briefing and what its scenes show -> slides with everything in its place: the one layout of all outputs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from explorer.briefings.bodies import Body, bodies, too_big
from explorer.briefings.briefing import Briefing, Scene, Step
from explorer.briefings.closing import source_slides, title_slide
from explorer.briefings.frame import Footer, footing, heading, marking, say_lines
from explorer.briefings.shown import Shown
from explorer.briefings.slide import Deck, Shape, Slide
from explorer.briefings.wording import Bibliography, bibliography, effective, stamped, verified, when
from explorer.export.lettering import legible
from explorer.graph.colours import THEMES, Theme

__all__ = ["deck", "too_big"]

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_OF_MANY = " (10 of 10)"
"""As much room as the number of a part takes in a heading."""
_EARLIEST = "1980-01-01T00:00:00Z"
"""The time of files that nothing dates: the first that an archive can hold."""


@dataclass(frozen=True)
class _Sheet:
    """A slide before it has its number."""

    slide: Slide
    footer: Footer


def deck(briefing: Briefing, shown: Mapping[int, Shown]) -> Deck:
    """The slides of a briefing: the title, each scene and each of its steps, and the sources at the end.

    `shown` holds what the scenes show, by their numbers from 1; a scene that has nothing there says so. The same
    arguments give the same slides. Nothing that a text holds makes it fail: what has no room is shortened or told.
    """
    paint = THEMES[briefing.theme]
    known = bibliography({at: each for at, each in shown.items() if 1 <= at <= len(briefing.scenes)})
    sheets = [_Sheet(title_slide(briefing, paint), Footer())]
    for number, scene in enumerate(briefing.scenes, 1):
        sheets += _scene(number, scene, shown.get(number), briefing, known)
    last = len(briefing.scenes) + 1
    sheets += [_Sheet(slide, Footer()) for slide in source_slides(known.sources, last, paint)]
    return Deck(
        title=legible(briefing.title),
        slides=tuple(_finished(sheet, at, len(sheets), briefing, paint) for at, sheet in enumerate(sheets, 1)),
        author=legible(briefing.author),
        subject=legible(briefing.subtitle),
        marking=legible(briefing.marking),
        stamp=_stamp(briefing, shown),
        keywords=tuple(filter(None, [legible(briefing.audience)])),
    )


def _scene(number: int, scene: Scene, shown: Shown | None, briefing: Briefing, known: Bibliography) -> Iterator[_Sheet]:
    """The slides of a scene: as it is, what has no room on that, and each step."""
    paint = THEMES[briefing.theme]
    room = max((say_lines(step.say) for step in scene.steps), default=0)
    footer = _footer(number, scene, shown, known)
    title = legible(scene.heading)
    _, top = heading(title, "", paint, room_for_say=room)
    made = bodies(number, scene, shown, briefing.theme, known, top)
    if len(made) > 1 and (below := heading(title + _OF_MANY, "", paint, room_for_say=room)[1]) > top:
        made = bodies(number, scene, shown, briefing.theme, known, below)
    for at, body in enumerate(made):
        of_several = f" ({at + 1} of {len(made)})" if len(made) > 1 else ""
        yield _Sheet(_slide(number, 0, title + of_several, "", body, scene, paint, room), footer)
    for at, step in enumerate(scene.steps if made[0].steps else (), 1):
        body = _told(made[0].at_step(frozenset(step.bring)), step)
        yield _Sheet(_slide(number, at, title, step.say, body, scene, paint, room), footer)


def _told(body: Body, step: Step) -> Body:
    """A step with a note on what it brings forward that the picture has not; a table or a chart has none of it."""
    drawn = {each.id for each in body.elements if isinstance(each, Shape)}
    missing = [identity for identity in step.bring if identity not in drawn] if drawn else []
    note = f"This step brings forward what is not shown: {', '.join(missing)}."
    return replace(body, notes=(*body.notes, note)) if missing else body


def _slide(number: int, step: int, title: str, say: str, body: Body, scene: Scene, paint: Theme, room: int) -> Slide:
    above, _ = heading(title, say, paint, room_for_say=room)
    notes = "\n".join(legible(line) for line in scene.notes.splitlines())
    told = "\n".join([*([notes] if notes.strip() else []), *body.notes])
    return Slide(number, step, title, (*above, *body.elements), body.alt, told, paint.paper)


def _footer(number: int, scene: Scene, shown: Shown | None, known: Bibliography) -> Footer:
    if shown is None or scene.show is None:
        return Footer()
    date = (legible(shown.drawing.date) if shown.drawing else "") or when(effective(scene))
    told = [date, verified(shown), stamped(shown, frozen=scene.frozen)]
    sources = [(at, known.sources[at - 1]) for at in known.of_scene.get(number, ())]
    return Footer(" · ".join(filter(None, told)), sources)


def _finished(sheet: _Sheet, at: int, whole: int, briefing: Briefing, paint: Theme) -> Slide:
    below = [*footing(sheet.footer, f"{at} / {whole}", paint)] if at > 1 else []
    return replace(sheet.slide, elements=(*sheet.slide.elements, *below, *marking(briefing.marking, paint)))


def _stamp(briefing: Briefing, shown: Mapping[int, Shown]) -> str:
    """The time of the latest load that was read from, else the day of the briefing."""
    times = [each.stamp[:19] + "Z" for each in shown.values() if _TIME.match(each.stamp)]
    day = (briefing.date + "-01-01"[{4: 0, 7: 3}.get(len(briefing.date), 6) :]) if briefing.date else ""
    return max(times, default=f"{day}T00:00:00Z" if day else _EARLIEST)
