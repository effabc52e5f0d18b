"""Compared actors as a picture: what they share in the middle, what only one of them has at its own side."""

import math
from collections.abc import Mapping, Sequence

from explorer.analysis.compare import AREAS, FEWEST, Comparison, Held
from explorer.answers.tie_strokes import stroke
from explorer.graph.memberships import enumerated
from explorer.graph.sketch import Mark, Sketch, apart, column
from graph_loader.schema import Schema

MOST_SHARED, MOST_OWN = 16, 16
"""So many are drawn at most of what two actors share, and of what each has alone."""
MOST_OF_SEVERAL, MOST_OWN_OF_SEVERAL = 12, 6
"""The same where there are more than two actors."""
_ROW = 26.0
_ACTOR, _OWN = 250.0, 330.0
"""How far from the middle two actors stand, and what each has alone, in canvas units."""
_ACROSS, _DOWN = 330.0, 200.0
"""Half axes of the ellipse on which more than two actors stand."""
_BEYOND = 1.65
"""What one of several has alone lies so many times as far out as itself."""


def compare_sketch(found: Comparison, area: str, schema: Schema, names: Mapping[str, str]) -> Sketch:
    """What the actors have of one area (see `AREAS`), with a line from each actor to whatever it has."""
    if len(found.actors) > FEWEST:
        shown, marks = _several(found, area, names)
        marks = apart(marks, schema)
    else:
        shown, marks = _two(found, area, names)
    strokes = [stroke(actor, item.id, ties, schema, names) for item in shown for actor, ties in item.held.items()]
    whole = sum(item.area == area for item in found.items)
    who = enumerated([names[actor] for actor in found.actors])
    title = f"{AREAS[area][1].capitalize()} of {who}: shared ones in the middle, each one's own at its side"
    return Sketch(title, marks, strokes, whole - len(shown))


def _two(found: Comparison, area: str, names: Mapping[str, str]) -> tuple[list[Held], list[Mark]]:
    """Five columns: what the first has alone, the first, what both share, the second, what the second has alone."""
    shared = _weightiest(found.shared(area), MOST_SHARED)
    own = [_weightiest(found.only(area, actor), MOST_OWN) for actor in found.actors]
    marks = [
        Mark(actor, names[actor], x, 0, main=True) for actor, x in zip(found.actors, (-_ACTOR, _ACTOR), strict=True)
    ]
    called = [{item.id: names.get(item.id, item.id) for item in items} for items in (own[0], shared, own[1])]
    marks += column(called[0], -_OWN - _ACTOR / 2, _ROW, "left")
    marks += column(called[1], 0, 2 * _ROW, "below")
    marks += column(called[2], _OWN + _ACTOR / 2, _ROW, "right")
    return [*own[0], *shared, *own[1]], marks


def _several(found: Comparison, area: str, names: Mapping[str, str]) -> tuple[list[Held], list[Mark]]:
    """Actors on an ellipse; what some share lies between those, what one has alone beyond it."""
    turn = {actor: 2 * math.pi * at / len(found.actors) - math.pi / 2 for at, actor in enumerate(found.actors)}
    spots = {actor: (_ACROSS * math.cos(way), _DOWN * math.sin(way)) for actor, way in turn.items()}
    marks = [Mark(actor, names[actor], x, y, main=True) for actor, (x, y) in spots.items()]
    shared = _weightiest([*found.shared(area), *found.some(area)], MOST_OF_SEVERAL)
    for at, item in enumerate(shared):
        share = 1 / len(item.held)
        x, y = (share * math.fsum(spots[actor][axis] for actor in item.held) for axis in (0, 1))
        aside = 2 * math.pi * at / len(shared)  # what the same actors share would lie on one point
        marks.append(Mark(item.id, names.get(item.id, item.id), x + 30 * math.cos(aside), y + 30 * math.sin(aside)))
    shown = list(shared)
    for actor in found.actors:
        own = _weightiest(found.only(area, actor), MOST_OWN_OF_SEVERAL)
        shown += own
        spread = math.pi / len(found.actors)
        for at, item in enumerate(own):
            way = turn[actor] + spread * ((at + 0.5) / len(own) - 0.5)
            x, y = _BEYOND * _ACROSS * math.cos(way), _BEYOND * _DOWN * math.sin(way)
            marks.append(Mark(item.id, names.get(item.id, item.id), x, y))
    return shown, marks


def _weightiest(items: Sequence[Held], most: int) -> list[Held]:
    """Those with most holders, then most ties; verified ones first."""

    def weight(item: Held) -> tuple[int, int, int, str]:
        ties = [tie for each in item.held.values() for tie in each]
        return -len(item.held), -sum(tie.verified for tie in ties), -len(ties), item.id

    return sorted(items, key=weight)[:most]
