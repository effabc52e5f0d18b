"""The graph on a slide: lines, shapes, labels and captions in a box, laid out once and drawn again for every step."""

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from explorer.briefings.briefing import Caption, Scene
from explorer.briefings.fitting import Area, Disc, Fit, fitted, rim, upright
from explorer.briefings.labels import FAR, Label, Named, overlapping, place, variants
from explorer.briefings.shown import Shown, ShownEntity
from explorer.briefings.slide import Align, Connector, Element, Paragraph, Role, Rule, Run, Shape, Text
from explorer.briefings.typesetting import LEADING
from explorer.export.lettering import legible, right_to_left, width, wrapped
from explorer.graph.colours import Theme, blended
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode
from explorer.graph.notes import counted

LABEL, SMALL_LABEL, CAPTION, LINE_LABEL = 12.0, 11.0, 13.0, 11.0
CROWDED = 32
"""With more entities, labels are small."""
WIDEST_LABEL, WIDEST_CAPTION = 150.0, 165.0
MANY_LINES, MOST_LINE_LABELS = 40, 14
AXIS = 18.0
"""What the words of an axis take, in points."""
_ALONG = (0.34, 0.66, 0.28, 0.72, 0.4, 0.6, 0.5)
"""Where on a line its words may stand, the best first; in the middle it may have an arrow."""
_AT_WILL = math.inf
_ROOM_FOR_INITIALS = 10.0


@dataclass(frozen=True)
class Picture:
    """A graph that has its place on the slide; `left_out` names the entities whose label found none."""

    drawing: Drawing
    fit: Fit
    area: Area
    labels: Mapping[str, Label]
    captions: Sequence[tuple[Caption, Label]]
    words: Mapping[tuple[str, str], Label]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    flags: bool = False

    @property
    def size(self) -> float:
        """Of the labels, in points."""
        return SMALL_LABEL if len(self.drawing.nodes) > CROWDED else LABEL


def laid_out(
    drawing: Drawing, scene: Scene, area: Area, names: Mapping[str, str] | None = None, *, kept: bool
) -> Picture:
    """Everything of a drawing in its place; `kept` where the places of the entities are the reader's own.

    `names` are the whole names by id, for labels that were shortened and have room here.
    """
    across = upright(drawing)
    left, top, right, bottom = area
    inner = (left + (96.0 if across is False else 0.0), top, right, bottom - (AXIS if across else 0.0))
    fit = fitted(drawing, inner, kept=kept)
    discs = [Named(each.node.id, each.x, each.y, each.radius, (), LABEL) for each in fit.discs.values()]
    ends = [_ends(line, fit) for line in drawing.lines if line.source in fit.discs and line.target in fit.discs]
    lines = np.array(ends, np.float64).reshape(-1, 4)
    asked, missing = _captions(scene.captions, fit)
    spoken, unsaid = place(asked, area, lines, discs=discs)
    captions = [(scene.captions[int(at)], label) for at, label in spoken.items()]
    size = SMALL_LABEL if len(drawing.nodes) > CROWDED else LABEL
    named = [
        replace(each, variants=variants(text, size, WIDEST_LABEL), size=size)
        for each in discs
        if (text := _name(fit.discs[each.id].node, {} if len(drawing.nodes) > CROWDED else names or {}))
    ]
    led = np.array([label.leader for _, label in captions if label.leader], np.float64).reshape(-1, 4)
    labels, left_out = place(named, inner, lines, [label.box for _, label in captions], discs, led)
    words = _words(drawing, fit, [label.box for label in (*labels.values(), *(label for _, label in captions))])
    notes = [f"A caption has no room here: “{legible(scene.captions[int(at)].text)}”" for at in unsaid]
    notes += [f"A caption is about {each}, which is not shown." for each in missing]
    flags = scene.style.flags
    return Picture(drawing, fit, area, labels, captions, words, tuple(left_out), tuple(notes), flags)


def elements(
    picture: Picture, shown: Shown, paint: Theme, forward: Set[str] | None = None, cited: "Cited | None" = None
) -> Iterator[Element]:
    """What is drawn, from the bottom to the top; where `forward` is given, all but those entities fades."""
    faded = {each.id: each.faded or (forward is not None and each.id not in forward) for each in picture.drawing.nodes}
    there = [line for line in picture.drawing.lines if line.source in faded and line.target in faded]
    lines = {line: line.faded or faded[line.source] or faded[line.target] for line in there}
    yield from _axis(picture, paint)
    yield from _connectors(picture, lines, _told(shown, cited))
    yield from _leaders(picture, faded, paint)
    entities = {each.id: each for each in shown.entities}
    ranked = sorted(picture.fit.discs.values(), key=lambda disc: (not faded[disc.node.id], -disc.radius, disc.node.id))
    for disc in ranked:
        made = _shape(disc, entities.get(disc.node.id), paint, _tied(disc.node.id, there), flags=picture.flags)
        yield replace(made, faded=faded[disc.node.id])
    yield from _labels(picture, lines, faded, paint)


def _connectors(
    picture: Picture, lines: Mapping[DrawnLine, bool], told: Mapping[frozenset[str], tuple[str, ...]]
) -> Iterator[Element]:
    """The lines, those that are faded first."""
    wide = 1.5 if len(lines) <= MANY_LINES else 1.0
    for line, faded in sorted(lines.items(), key=lambda item: not item[1]):
        said = told.get(frozenset((line.source, line.target)), ())
        yield _connector(line, picture.fit, said, wide, faded=faded)


def _leaders(picture: Picture, faded: Mapping[str, bool], paint: Theme) -> Iterator[Element]:
    for identity, label in picture.labels.items():
        if label.leader:
            yield _leader(label.leader, paint.quiet, paint, faded=faded[identity])
    for caption, label in picture.captions:
        if label.leader:
            yield _leader(label.leader, paint.accent, paint, faded=faded.get(caption.entity or "", False))


def _labels(
    picture: Picture, lines: Mapping[DrawnLine, bool], faded: Mapping[str, bool], paint: Theme
) -> Iterator[Element]:
    """What is written on lines and beside entities, and the captions."""
    for line, dim in lines.items():
        if (word := picture.words.get((line.source, line.target))) and not dim:
            yield _text("label", word, LINE_LABEL, paint.quiet, "center", paint.paper)
    for identity, label in picture.labels.items():
        align = _side(label, picture.fit.discs[identity].x)
        yield _text("label", label, picture.size, paint.ink, align, paint.paper, faded=faded[identity], of=identity)
    for caption, label in picture.captions:
        dimmed = faded.get(caption.entity or "", False)
        yield _text("caption", label, CAPTION, paint.accent, "left", paint.paper, faded=dimmed)


def _name(node: DrawnNode, names: Mapping[str, str]) -> str:
    """What stands beside an entity: its label, or its whole name where that was cut."""
    label = legible(node.label)
    return legible(names.get(node.id, label)) if label.endswith("…") else label


Cited = Mapping[str, int]
"""Id of a tie -> number of its source."""


def _captions(captions: Sequence[Caption], fit: Fit) -> tuple[list[Named], list[str]]:
    """What is to be placed for the captions, by their numbers, and the ids of entities that are not there."""
    asked, missing = [], []
    for number, caption in enumerate(captions):
        text = legible(caption.text)
        made = tuple(dict.fromkeys(_wrapped(text, most) for most in (WIDEST_CAPTION, 240.0, 120.0)))
        if not text:
            continue
        if caption.entity:
            disc = fit.discs.get(caption.entity)
            if disc is None:
                missing.append(caption.entity)
                continue
            asked.append(Named(str(number), disc.x, disc.y, disc.radius, made, CAPTION, FAR, 0.0))
        elif caption.at:
            x, y = fit.at(*caption.at)
            asked.append(Named(str(number), x, y, 0.0, made, CAPTION, (0.0, 12.0, *FAR), _AT_WILL))
        else:
            left = [disc.x for disc in fit.discs.values()] or [0.0]
            top = [disc.y for disc in fit.discs.values()] or [0.0]
            asked.append(Named(str(number), min(left), min(top), 0.0, made, CAPTION, (0.0, 12.0, *FAR), _AT_WILL))
    return asked, missing


def _wrapped(text: str, most: float) -> tuple[str, ...]:
    return tuple(wrapped(text, most, CAPTION, lines=6))


def _ends(line: DrawnLine, fit: Fit) -> tuple[float, float, float, float]:
    one, other = fit.discs[line.source], fit.discs[line.target]
    return one.x, one.y, other.x, other.y


def _words(drawing: Drawing, fit: Fit, taken: Sequence[Area]) -> dict[tuple[str, str], Label]:
    """What is written on lines where there are few: in the middle or near it, where nothing else lies."""
    lines = [
        line
        for line in drawing.lines
        if not line.label.isdigit() and line.label and line.source in fit.discs and line.target in fit.discs
    ]
    if len(drawing.lines) > MOST_LINE_LABELS:
        return {}
    boxes = [*taken, *((d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in fit.discs.values())]
    found: dict[tuple[str, str], Label] = {}
    for line in lines:
        text = legible(line.label)
        across, (x, y, to_x, to_y) = width(text, LINE_LABEL), _ends(line, fit)
        for share in _ALONG:
            middle = x + (to_x - x) * share, y + (to_y - y) * share
            down = LINE_LABEL * LEADING
            box = (middle[0] - across / 2, middle[1] - down / 2, middle[0] + across / 2, middle[1] + down / 2)
            if not overlapping(np.array([box]), np.array(boxes).reshape(-1, 4)).any():
                found[line.source, line.target] = Label("", (text,), box)
                boxes.append(box)
                break
    return found


def _told(shown: Shown, cited: Cited | None) -> dict[frozenset[str], tuple[str, ...]]:
    """The sentences of the ties between two entities, each with the number of its source."""
    found: dict[frozenset[str], list[str]] = {}
    for tie in shown.ties:
        number = (cited or {}).get(tie.id)
        said = legible(tie.sentence) + (f" [{number}]" if number else "")
        found.setdefault(frozenset((tie.source, tie.target)), []).append(said)
    return {pair: tuple(sentences) for pair, sentences in found.items()}


def _tied(identity: str, lines: Sequence[DrawnLine]) -> int:
    return sum(identity in (line.source, line.target) for line in lines)


def _connector(line: DrawnLine, fit: Fit, sentences: tuple[str, ...], wide: float, *, faded: bool) -> Connector:
    one, other = fit.discs[line.source], fit.discs[line.target]
    turn = math.atan2(other.y - one.y, other.x - one.x)
    return Connector(
        line.source, line.target, rim(one, turn), rim(other, turn + math.pi), line.colour,
        round(min(max(line.width * wide, 0.75), 4.0), 2), line.dashed, line.arrows, line.stance == "divides", faded,
        legible(line.label), sentences,
    )  # fmt: skip


def _leader(ends: Area, colour: str, paint: Theme, *, faded: bool) -> Rule:
    x, y, to_x, to_y = ends
    return Rule((x, y), (to_x, to_y), blended(colour, paint.paper, 0.75) if faded else colour, 0.6)


def _shape(disc: Disc, entity: ShownEntity | None, paint: Theme, lines: int, *, flags: bool) -> Shape:
    """The shape of an entity; with flags, states wear theirs and all others their initials."""
    node = disc.node
    name = legible(entity.name if entity else node.label) or node.id
    tied = f", {counted(lines, 'line')} here" if lines else ""
    kind = f", {entity.kind.lower()}" if entity and entity.kind else ""
    return Shape(
        node.id, node.shape or "ellipse", disc.x, disc.y, round(2 * disc.radius, 2), node.colour, paint.paper,
        f"{name}{kind}{tied}", flag=entity.flag if entity and flags else "",
        initials=_initials(name) if flags and disc.radius >= _ROOM_FOR_INITIALS else "",
    )  # fmt: skip


def _initials(name: str) -> str:
    """Up to three first letters of the words of a name."""
    return "".join(word[0] for word in name.split() if word[0].isalnum())[:3].upper()


def _side(label: Label, x: float) -> Align:
    return "left" if label.box[0] >= x else "right" if label.box[2] <= x else "center"


def _text(
    role: Role, label: Label, size: float, colour: str, align: Align, halo: str, *, faded: bool = False, of: str = ""
) -> Text:
    left, top, right, bottom = label.box
    words = " ".join(label.lines)
    paragraph = Paragraph(tuple((Run(line),) for line in label.lines), rtl=right_to_left(words))
    return Text(
        role, left, top, round(right - left, 2), round(bottom - top, 2), (paragraph,), size, colour, align, halo, faded,
        of,
    )  # fmt: skip


def _axis(picture: Picture, paint: Theme) -> Iterator[Element]:
    """The words beside the picture: years below it, each with a line up, or layers at its left."""
    across = upright(picture.drawing)
    if across is None:
        return
    left, top, right, bottom = picture.area
    last = -math.inf
    for word, x, y in picture.drawing.axis:
        text = legible(word)
        at = picture.fit.at(x, y)
        wide = min(width(text, LABEL), 220.0 if across else 90.0)
        along = at[0] if across else at[1]
        if along - last < (wide + 8 if across else LABEL * 1.6):
            continue
        last = along
        if across:
            middle = min(max(at[0], left + wide / 2), right - wide / 2)
            x_there = round(at[0], 2)
            yield Rule((x_there, top), (x_there, bottom - AXIS), blended(paint.quiet, paint.paper, 0.8), 0.5)
            box = (middle - wide / 2, bottom - AXIS + 1, middle + wide / 2, bottom)
        else:
            box = (left, at[1] - LABEL * LEADING / 2, left + wide, at[1] + LABEL * LEADING / 2)
        lines = tuple(wrapped(text, wide + 0.01, LABEL, lines=1))
        yield _text("note", Label("", lines, box), LABEL, paint.quiet, "center" if across else "left", "")
