"""Bodies as pictures: who belongs to one, what bodies share members, and where one state sits."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from explorer.analysis.alliances import Overlap
from explorer.analysis.records import Belonging
from explorer.graph.layouts import layout
from explorer.graph.lines import Stance
from explorer.graph.notes import counted
from explorer.graph.records import Entity
from explorer.graph.sketch import Mark, Sketch, Stroke, apart, column, placed, room_of
from graph_loader.schema import Schema

MOST_MEMBERS = 60
MOST_OVERLAPS = 14
NEAREST = 3
"""Each body is joined to so many of those with which it overlaps most."""
_ROW, _AWAY = 26.0, 260.0
_WIDE = 1.7
_RING = 96.0
_LEAST, _MOST = 1.0, 9.0
"""Widths of lines that tell how much two bodies overlap."""


def members_sketch(body: Entity, members: Iterable[str], names: Mapping[str, str], schema: Schema) -> Sketch:
    """A body with its members in rings round it, by name."""
    known = sorted(members, key=lambda each: names.get(each, each).casefold())
    shown = known[:MOST_MEMBERS]
    marks = [Mark(body.id, body.short_name or body.name, 0, 0, main=True)]
    marks += [Mark(each, names.get(each, each), x, y) for each, (x, y) in zip(shown, _rings(len(shown)), strict=True)]
    strokes = [Stroke(each, body.id, "joins") for each in shown]
    title = f"{body.name} with {counted(len(known), 'member')}"
    return Sketch(title, apart(marks, schema), strokes, len(known) - len(shown))


def shared_sketch(body: Entity, shared: Sequence[Overlap], names: Mapping[str, str], schema: Schema) -> Sketch:
    """A body with the others that share members with it; the broader a line, the more."""
    number = {(each.second if each.first == body.id else each.first): len(each.both) for each in shared}
    others = sorted(number, key=lambda each: (-number[each], each))[:MOST_OVERLAPS]
    marks = [Mark(body.id, body.short_name or body.name, 0, 0, main=True)]
    ring = _ellipse(len(others), 2.2 * _RING)
    marks += [Mark(each, names.get(each, each), x, y) for each, (x, y) in zip(others, ring, strict=True)]
    most = max(number.values(), default=1)
    strokes = [
        Stroke(
            body.id, each, "joins", width=_LEAST + (_MOST - _LEAST) * number[each] / most, label=str(number[each]),
            said=f"{counted(number[each], 'member')} of {names.get(each, each)} too",
        )
        for each in others
    ]  # fmt: skip
    return Sketch(
        f"Bodies that share members with {body.name}", apart(marks, schema), strokes, len(number) - len(others)
    )


def overlaps_sketch(shared: Sequence[Overlap], names: Mapping[str, str], schema: Schema) -> Sketch:
    """All bodies that share members, each joined to those with which it overlaps most; the broader, the more."""
    ranked = sorted(shared, key=lambda each: -each.jaccard)
    joined: dict[str, int] = {}
    drawn = []
    for each in ranked:
        if min(joined.get(each.first, 0), joined.get(each.second, 0)) < NEAREST:
            drawn.append(each)
            for body in (each.first, each.second):
                joined[body] = joined.get(body, 0) + 1
    infos = [room_of(each, names.get(each, each), schema) for each in sorted(joined)]
    places = layout("force", infos, [(each.first, each.second) for each in drawn], {}, ())
    marks = placed([Mark(info.id, names.get(info.id, info.id), 0, 0) for info in infos], places)
    strokes = [
        Stroke(
            each.first, each.second, "joins", width=_LEAST + (_MOST - _LEAST) * each.jaccard,
            said=f"{counted(len(each.both), 'state')} sit in both {names.get(each.first, each.first)} and "
            f"{names.get(each.second, each.second)}: {each.jaccard:.0%} of the members of either",
        )
        for each in drawn
    ]  # fmt: skip
    return Sketch("Bodies that share members", marks, strokes)


def seats_sketch(
    actor: Entity,
    seats: Sequence[Belonging],
    ties: Sequence[Mapping[str, Any]],
    bodies: Mapping[str, str],
    names: Mapping[str, str],
    schema: Schema,
) -> Sketch:
    """An actor between the bodies in which it sits (on the left) and its allies and partners (on the right).

    `ties` are rows of `explorer.reads.alliances.partners`.
    """
    left = {row.venue: bodies.get(row.venue, row.venue) for row in seats}
    right = {tie["partner"]: names.get(tie["partner"], tie["partner"]) for tie in ties if tie["partner"] not in left}
    marks = [Mark(actor.id, actor.name, 0, 0, main=True)]
    marks += column(left, -_AWAY, _ROW, "left") + column(right, _AWAY, _ROW, "right")
    stance: Stance = "joins"
    strokes = [
        Stroke(
            actor.id, venue, stance, verified=True, said=_told_seat(actor, [row for row in seats if row.venue == venue])
        )
        for venue in left
    ]
    for partner in right:
        own = [tie for tie in ties if tie["partner"] == partner]
        said = "\n".join(told_partner(tie, actor.name, names, schema) for tie in own)
        strokes.append(Stroke(actor.id, partner, stance, verified=any(tie["verified"] for tie in own), said=said))
    return Sketch(f"Where {actor.name} sits, on the left, and its allies and partners, on the right", marks, strokes)


def told_partner(tie: Mapping[str, Any], name: str, names: Mapping[str, str], schema: Schema) -> str:
    """A row of `partners` as a sentence: `France is allied with Germany: Aachen Treaty (2019)`."""
    relation = schema.relations[tie["relation"]]
    said = relation.title if tie["forward"] else relation.inverse
    value = f": {tie['value']}" if tie["value"] else ""
    when = f" ({tie['start']})" if tie["start"] else ""
    return f"{name} {said} {names.get(tie['partner'], tie['partner'])}{value}{when}"


def _told_seat(actor: Entity, rows: Sequence[Belonging]) -> str:
    return "\n".join(
        f"{actor.name}: {row.role or 'member'}{f' since {row.start}' if row.start else ''}"
        f"{f' until {row.end}' if row.end else ''}"
        for row in rows
    )


def _rings(number: int) -> list[tuple[float, float]]:
    """Places in rings round the middle, the inner ones with fewer."""
    places: list[tuple[float, float]] = []
    ring = 1
    rooms: list[int] = []
    while sum(rooms) < number:
        rooms.append(8 * ring)
        ring += 1
    left = number
    for at, room in enumerate(rooms):
        here = min(left, math.ceil(number * room / sum(rooms)))
        places += _ellipse(here, (at + 1) * _RING)
        left -= here
    return places


def _ellipse(number: int, radius: float) -> list[tuple[float, float]]:
    turns = [2 * math.pi * at / number - math.pi / 2 for at in range(number)]
    return [(_WIDE * radius * math.cos(turn), radius * math.sin(turn)) for turn in turns]
