"""A small picture of a finding: who is drawn where, and what joins or divides them, before it has colours."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from explorer.graph.colours import THEMES, readable
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode
from explorer.graph.lines import Stance
from explorer.graph.spacing import NodeInfo, Point, separate, widths_of
from explorer.graph.words import shortened
from graph_loader.schema import Schema

LONGEST_NAME = 28
"""Characters of a name that is drawn whole."""
_BROADER = 1.15
"""Letters are larger than those for which the layouts of Explore leave room."""
USUAL, LARGE = 18.0, 30.0
"""Diameters of nodes, in canvas units."""

Side = Literal["below", "left", "right"]
"""Where the name of a node stands."""


@dataclass(frozen=True)
class Mark:
    """An entity that is drawn; `said` is told by a pointer on it; the sketch is about the `main` ones."""

    id: str
    name: str
    x: float
    y: float
    side: Side = "below"
    main: bool = False
    said: str = ""

    @property
    def size(self) -> float:
        """The diameter."""
        return LARGE if self.main else USUAL


@dataclass(frozen=True)
class Stroke:
    """A line between two marks; `sort` says in one word why it is drawn so, `said` tells its ties in sentences."""

    first: str
    second: str
    stance: Stance = "neither"
    sort: str = ""
    verified: bool = True
    width: float = 1.4
    said: str = ""
    label: str = ""


@dataclass(frozen=True)
class Sketch:
    """Marks and strokes; `title` says what is seen, for those who cannot see it. Every stroke joins two marks.

    `left_out` counts the entities for which there was no room.
    """

    title: str
    marks: Sequence[Mark]
    strokes: Sequence[Stroke]
    left_out: int = 0

    @property
    def ids(self) -> list[str]:
        """The entities drawn."""
        return [mark.id for mark in self.marks]


def column(entities: Mapping[str, str], x: float, gap: float, side: Side) -> list[Mark]:
    """Entities (id -> name) one under another, their middle at height 0."""
    top = -gap * (len(entities) - 1) / 2
    return [Mark(each, name, x, top + gap * at, side) for at, (each, name) in enumerate(entities.items())]


def apart(marks: Sequence[Mark], schema: Schema) -> list[Mark]:
    """Marks whose names stand below, moved as little as keeps node and name of each from those of others.

    Main ones stay where they are.
    """
    infos = [room_of(mark.id, mark.name, schema) for mark in marks]
    points = np.array([(mark.x, mark.y) for mark in marks], np.float64).reshape(-1, 2)
    fixed = np.array([mark.main for mark in marks], bool)
    moved = separate(points, widths_of(infos), fixed) if marks else points
    return [replace(mark, x=float(x), y=float(y)) for mark, (x, y) in zip(marks, moved, strict=True)]


def room_of(entity_id: str, name: str, schema: Schema) -> NodeInfo:
    """What a layout must know to leave room for a name below its node."""
    letters = math.ceil(len(shortened(name, LONGEST_NAME)) * _BROADER)
    return NodeInfo(entity_id, schema.kind_of(entity_id) or "", "x" * letters)


def placed(marks: Iterable[Mark], places: Mapping[str, Point]) -> list[Mark]:
    """Marks at these places."""
    return [replace(mark, x=places[mark.id][0], y=places[mark.id][1]) for mark in marks]


def drawing(sketch: Sketch, schema: Schema, theme: Literal["light", "dark", "print"] = "light") -> Drawing:
    """The sketch as a picture in colours, as it is written to files and put on slides; names stand below."""
    colours = THEMES[theme]
    nodes = tuple(
        DrawnNode(
            id=mark.id, x=mark.x, y=mark.y, size=mark.size, label=shortened(mark.name),
            shape=kind.shape if (kind := schema.kinds.get(schema.kind_of(mark.id) or "")) else "",
            colour=readable(kind.colour, colours) if kind else colours.quiet,
        )
        for mark in sketch.marks
    )  # fmt: skip
    lines = tuple(
        DrawnLine(
            source=each.first, target=each.second, colour=getattr(colours, each.stance), width=each.width,
            dashed=not each.verified, stance=each.stance, arrows="target" if each.stance == "divides" else "none",
            label=each.label,
        )
        for each in sketch.strokes
    )  # fmt: skip
    return Drawing(title=sketch.title[:200], theme=theme, nodes=nodes, lines=lines)
