"""The graph on a slide: lines, shapes, labels and captions in a box, laid out once and drawn again for every step."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from explorer.briefings.briefing import Caption, Scene
from explorer.briefings.captions import captions_asked
from explorer.briefings.fitting import Area, Disc, Fit, columns, fitted, margins, rim, upright
from explorer.briefings.labels import Label, Named, place, variants
from explorer.briefings.line_words import line_words
from explorer.briefings.shown import Shown, ShownEntity
from explorer.briefings.slide import Align, Connector, Element, Paragraph, Role, Rule, Run, Shape, Text
from explorer.briefings.tie_words import beside, tie_words
from explorer.briefings.typesetting import LEADING
from explorer.export.lettering import legible, right_to_left, width, wrapped
from explorer.graph.colours import Theme, blended
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode
from explorer.graph.notes import counted

SIZES = ((8, 16.0), (12, 15.0), (16, 14.0), (22, 13.0), (32, 12.0))
"""So many entities at most, and the size of their labels in points; where one has no room, the next is tried."""
SMALL_LABEL, AXIS_WORDS = 11.0, 12.0
MOST_WHOLE, LONGEST_WHOLE = 28, 54
"""Up to so many entities have their whole names, where these have no more letters than that, instead of short ones."""
WIDEST_LABEL, SHORT_LINE = 12.5, 8.0
"""Of a line of a label at most, and up to where one line is short, in sizes."""
MANY_LINES = 40
AXIS = 18.0
"""What the words of an axis take, in points."""
_ROOM_FOR_INITIALS = 10.0


@dataclass(frozen=True)
class Picture:
    """A graph that has its place on the slide; `left_out` names the entities whose label found none."""

    drawing: Drawing
    fit: Fit
    area: Area
    labels: Mapping[str, Label]
    captions: Sequence[tuple[Caption, Label]]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    flags: bool
    size: float
    """Of the labels, in points."""


def laid_out(
    drawing: Drawing, scene: Scene, area: Area, names: Mapping[str, str] | None = None, *, kept: bool
) -> Picture:
    """Everything of a drawing in its place; `kept` where the places of the entities are the reader's own.

    Labels are as large as there is room for all of them and for the captions. `names` are the whole names by id, for
    labels that are short and have room for more here.
    """
    sizes = [size for most, size in SIZES if len(drawing.nodes) <= most]
    for size in sizes:
        made = _laid_out(drawing, scene, area, names or {}, size, kept=kept)
        if not (made.left_out or made.notes):
            return made
    return _laid_out(drawing, scene, area, {} if not sizes else names or {}, SMALL_LABEL, kept=kept)


def _laid_out(
    drawing: Drawing, scene: Scene, area: Area, names: Mapping[str, str], size: float, *, kept: bool
) -> Picture:
    across = upright(drawing)
    left, top, right, bottom = area
    inner = (left + (96.0 if across is False else 0.0), top, right, bottom - (AXIS if across else 0.0))
    ways = {node.id: _variants(node, names, size, len(drawing.nodes)) for node in drawing.nodes}
    sides = margins(drawing, {each: _across(made, size) for each, made in ways.items()})
    fit = fitted(drawing, inner, kept=kept, beside=sides)
    edges = columns(drawing)
    discs = [
        Named(each.node.id, each.x, each.y, each.radius, (), size, side=edges.get(each.node.id, 0))
        for each in fit.discs.values()
    ]
    ends = [_ends(line, fit) for line in drawing.lines if line.source in fit.discs and line.target in fit.discs]
    lines = np.array(ends, np.float64).reshape(-1, 4)
    asked, missing = captions_asked(scene.captions, fit, size + 1)
    spoken, unsaid = place(asked, area, lines, discs=discs)
    captions = [(scene.captions[int(at)], label) for at, label in spoken.items()]
    named = [replace(each, variants=made, size=size) for each in discs if (made := ways[each.id])]
    led = np.array([label.leader for _, label in captions if label.leader], np.float64).reshape(-1, 4)
    labels, left_out = place(named, inner, lines, [label.box for _, label in captions], discs, led)
    notes = [f"A caption has no room here: “{legible(scene.captions[int(at)].text)}”" for at in unsaid]
    notes += [f"A caption is about {each}, which is not shown." for each in missing]
    return Picture(drawing, fit, area, labels, captions, tuple(left_out), tuple(notes), scene.style.flags, size)


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
    yield from _labels(picture, _words(picture, shown, [line for line, dim in lines.items() if not dim]), faded, paint)


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


def _words(picture: Picture, shown: Shown, lines: Sequence[DrawnLine]) -> Iterator[Label]:
    """What is written on those lines that stand out."""
    said = tie_words(shown)
    texts = {
        (line.source, line.target): beside(line.label, said.get(frozenset((line.source, line.target)), ()))
        for line in lines
    }
    placed = (*picture.labels.values(), *(label for _, label in picture.captions))
    yield from line_words(lines, texts, picture.fit, [label.box for label in placed], _word_size(picture)).values()


def _word_size(picture: Picture) -> float:
    return max(picture.size - 2, SMALL_LABEL)


def _labels(picture: Picture, words: Iterable[Label], faded: Mapping[str, bool], paint: Theme) -> Iterator[Element]:
    """What is written on lines and beside entities, and the captions."""
    for word in words:
        yield _text("label", word, _word_size(picture), paint.quiet, "center", paint.paper, of=word.id)
    for identity, label in picture.labels.items():
        align = _side(label, picture.fit.discs[identity].x)
        yield _text("label", label, picture.size, paint.ink, align, paint.paper, faded=faded[identity], of=identity)
    for caption, label in picture.captions:
        dimmed = faded.get(caption.entity or "", False)
        of = caption.entity or ""
        yield _text("caption", label, picture.size + 1, paint.accent, "left", paint.paper, faded=dimmed, of=of)


def _variants(node: DrawnNode, names: Mapping[str, str], size: float, many: int) -> tuple[tuple[str, ...], ...]:
    """The ways to name an entity: whole where few are there, or where its label was cut; else by its label."""
    label, whole = legible(node.label), legible(names.get(node.id, ""))
    if label.endswith("…") and whole:
        label = whole
    if many > MOST_WHOLE or len(whole) > LONGEST_WHOLE:
        whole = ""
    return variants(whole or label, size, WIDEST_LABEL * size, label) if label else ()


def _across(ways: Sequence[Sequence[str]], size: float) -> float:
    """How wide a label is: on one line where that is short, else in the narrower of the two ways liked best."""
    widths = [max(width(line, size) for line in lines) for lines in ways[:2]]
    return 0.0 if not widths else widths[0] if widths[0] <= SHORT_LINE * size else min(widths)


Cited = Mapping[str, int]
"""Id of a tie -> number of its source."""


def _ends(line: DrawnLine, fit: Fit) -> tuple[float, float, float, float]:
    one, other = fit.discs[line.source], fit.discs[line.target]
    return one.x, one.y, other.x, other.y


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
        wide = min(width(text, AXIS_WORDS), 220.0 if across else 90.0)
        along = at[0] if across else at[1]
        if along - last < (wide + 8 if across else AXIS_WORDS * 1.6):
            continue
        last = along
        if across:
            middle = min(max(at[0], left + wide / 2), right - wide / 2)
            x_there = round(at[0], 2)
            yield Rule((x_there, top), (x_there, bottom - AXIS), blended(paint.quiet, paint.paper, 0.8), 0.5)
            box = (middle - wide / 2, bottom - AXIS + 1, middle + wide / 2, bottom)
        else:
            box = (left, at[1] - AXIS_WORDS * LEADING / 2, left + wide, at[1] + AXIS_WORDS * LEADING / 2)
        lines = tuple(wrapped(text, wide + 0.01, AXIS_WORDS, lines=1))
        yield _text("note", Label("", lines, box), AXIS_WORDS, paint.quiet, "center" if across else "left", "")
