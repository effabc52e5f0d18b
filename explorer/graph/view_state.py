"""A view of the Explore page as links and saved views hold it: which entities lie where, filtered and drawn how."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from explorer.graph.filters import Filters
from explorer.graph.words import one_line

MOST_SHOWN = 3_000
LONGEST_TITLE = 200
FARTHEST = 1e6
"""No entity lies farther from the origin, in canvas units."""

EntityId = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*:[A-Za-z0-9][A-Za-z0-9._/()+-]*$", max_length=200)
]
Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]
Colouring = Annotated[
    str, StringConstraints(pattern=r"^(kind|camp|facts\.[a-z][a-z0-9_]*|member:[A-Za-z0-9:._/()+-]+)$", max_length=220)
]
Tick = tuple[Annotated[str, StringConstraints(max_length=60)], Coordinate, Coordinate]
Ticks = Annotated[tuple[Tick, ...], Field(max_length=300)]
"""The words beside a layout with an axis, each with where it stands; years in one row, layers in one column."""


class Style(BaseModel):
    """What colour, size and labels say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    colour: Colouring = "kind"
    size: Literal["constant", "degree", "betweenness"] = "degree"
    labels: Literal["auto", "all", "none"] = "auto"
    flags: bool = False


class ViewState(BaseModel):
    """A view. The order of entities says nothing, so they are sorted; places of what is not shown are dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1]
    title: Annotated[str, StringConstraints(max_length=LONGEST_TITLE)] = ""
    nodes: Annotated[tuple[EntityId, ...], Field(max_length=MOST_SHOWN)]
    places: Annotated[dict[EntityId, tuple[Coordinate, Coordinate]], Field(max_length=2 * MOST_SHOWN)] = {}
    pinned: Annotated[tuple[EntityId, ...], Field(max_length=2 * MOST_SHOWN)] = ()
    filters: Filters = Filters()
    style: Style = Style()
    layout: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)] = "force"
    axis: Ticks = ()

    @field_validator("title")
    @classmethod
    def _on_one_line(cls, title: str) -> str:
        return one_line(title)

    @model_validator(mode="before")
    @classmethod
    def _tidied(cls, data: Any) -> Any:
        """Sorted and without what belongs to no entity shown; whatever has another form is left for the checks."""
        if not isinstance(data, dict) or not _texts(data.get("nodes")):
            return data
        nodes = set(data["nodes"])
        tidy = {**data, "nodes": sorted(nodes)}
        if _texts(data.get("pinned")):
            tidy["pinned"] = sorted(nodes.intersection(data["pinned"]))
        if isinstance(data.get("places"), dict):
            tidy["places"] = {key: place for key, place in data["places"].items() if key in nodes}
        return tidy

    def plain(self) -> dict[str, Any]:
        """The view as JSON has it; of filters and style what was given, since the rest is as it always is."""
        whole = self.model_dump(mode="json", exclude_unset=True)
        places = {key: [_short(x), _short(y)] for key, (x, y) in self.places.items()}
        usual = {"title": self.title, "pinned": list(self.pinned), "filters": {}, "style": {}, "layout": self.layout}
        return usual | whole | {"places": places}


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _short(number: float) -> float | int:
    rounded = round(number, 1)
    return int(rounded) if rounded.is_integer() else rounded
