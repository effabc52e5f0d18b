"""A picture as the browser sends it to be written as a file: already filtered, placed and coloured."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from explorer.graph.lines import Arrows, Stance
from explorer.graph.view_state import LONGEST_TITLE, MOST_SHOWN, Coordinate, EntityId, Ticks

MOST_LINES = 20_000
MOST_TIES = 100_000
MOST_IN_LEGEND = 200

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Label = Annotated[str, StringConstraints(max_length=LONGEST_TITLE)]
Shape = Annotated[str, StringConstraints(pattern=r"^[a-z-]*$", max_length=40)]
TieId = Annotated[str, StringConstraints(max_length=1_000)]
Size = Annotated[float, Field(ge=1, le=400, allow_inf_nan=False)]
Width = Annotated[float, Field(ge=0.1, le=20, allow_inf_nan=False)]


@dataclass(frozen=True)
class Source:
    """Where ties of a picture come from: how many do, and how many of these are verified."""

    title: str
    url: str = ""
    ties: int = 0
    verified: int = 0


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DrawnNode(_Sent):
    """An entity: its middle and its diameter in canvas units, y downwards; the label is empty where it is hidden."""

    id: EntityId
    x: Coordinate
    y: Coordinate
    size: Size
    shape: Shape = "ellipse"
    colour: Colour
    label: Label = ""
    faded: bool = False


class DrawnLine(_Sent):
    """A line between two nodes; dashed where none of its ties is verified."""

    source: EntityId
    target: EntityId
    colour: Colour
    width: Width = 1.2
    dashed: bool = False
    arrows: Arrows = "none"
    stance: Stance = "neither"
    label: Label = ""
    faded: bool = False


class LegendEntry(_Sent):
    """What a colour and a shape, or a colour and a sort of line, stand for, and how many of them are drawn."""

    kind: Literal["node", "line"]
    shape: Shape = ""
    colour: Colour
    dashed: bool = False
    stance: Stance | Literal[""] = ""
    label: Label
    count: Annotated[int, Field(ge=0, le=1_000_000)]


class Drawing(_Sent):
    """The whole picture. `ties` are the ids of the ties drawn, by which their sources are found."""

    title: Label = ""
    date: Label = ""
    theme: Literal["light", "dark", "print"] = "light"
    nodes: Annotated[tuple[DrawnNode, ...], Field(max_length=MOST_SHOWN)]
    lines: Annotated[tuple[DrawnLine, ...], Field(max_length=MOST_LINES)] = ()
    axis: Ticks = ()
    legend: Annotated[tuple[LegendEntry, ...], Field(max_length=MOST_IN_LEGEND)] = ()
    ties: Annotated[tuple[TieId, ...], Field(max_length=MOST_TIES)] = ()
