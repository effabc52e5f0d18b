"""Ties -> lines: all ties between two entities make one line, which says what they have in common."""

from dataclasses import dataclass
from typing import Literal

from explorer.graph.records import Neighbour, Tie
from graph_loader.schema import Schema

Stance = Literal["joins", "divides", "neither", "both"]
Arrows = Literal["none", "source", "target", "both"]

STANCES: dict[Stance, str] = {
    "joins": "joins the two",
    "divides": "divides the two",
    "both": "joins and divides",
    "neither": "does neither",
}


@dataclass(frozen=True)
class Line:
    """A line between two entities; `source` is the id that sorts first, so that a line never turns round.

    `verified` is true where at least one of its ties is.
    """

    source: str
    target: str
    stance: Stance
    arrows: Arrows
    verified: bool
    ties: int

    @property
    def id(self) -> str:
        """Unique among lines and nodes: no id of an entity holds a blank."""
        return f"{self.source} {self.target}"


def line_to(neighbour: Neighbour, schema: Schema) -> Line:
    """The line between the centre and a neighbour."""
    ties = neighbour.ties
    source, target = sorted((ties[0].source, ties[0].target))
    return Line(
        source,
        target,
        _stance({_polarity(tie, schema) for tie in ties}),
        _arrows({tie.source for tie in ties if not _symmetric(tie, schema)}, source, target),
        any(tie.verified for tie in ties),
        len(ties),
    )


def _polarity(tie: Tie, schema: Schema) -> int:
    return schema.polarity(tie.relation, tie.properties) if tie.relation in schema.relations else 0


def _symmetric(tie: Tie, schema: Schema) -> bool:
    return tie.relation in schema.relations and schema.relations[tie.relation].symmetric


def _stance(signs: set[int]) -> Stance:
    if {1, -1} <= signs:
        return "both"
    return "joins" if 1 in signs else "divides" if -1 in signs else "neither"


def _arrows(senders: set[str], source: str, target: str) -> Arrows:
    if senders == {source, target}:
        return "both"
    return "target" if source in senders else "source" if target in senders else "none"
