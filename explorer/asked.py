"""The asks of the page: what it may send, checked. Whatever else it sends is refused."""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from explorer.graph.words import one_line, shortened

MOST_SHOWN = 3000
MOST_ADDED = 1000
MOST_LINES = 60_000
LONGEST_ID = 300
FARTHEST = 1e7
"""Canvas units from the origin in which a place may lie."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID)]
Name = Annotated[str, StringConstraints(max_length=60)]
Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]
Ids = Annotated[list[Id], Field(max_length=MOST_SHOWN)]
Some = Annotated[list[Id], Field(min_length=1, max_length=MOST_SHOWN)]
Names = Annotated[list[Name], Field(max_length=100)]
Most = Annotated[int, Field(ge=1, le=MOST_ADDED)]
Tied = Annotated[list[tuple[Id, Id]], Field(max_length=MOST_LINES)]


class View(BaseModel):
    """What every ask tells: its number, the entities shown, and where they lie.

    `at` holds x and y in turn, in canvas units, in the order of `shown`; it may be empty, where places do not matter.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    seq: Annotated[int, Field(ge=0, le=2**53)]
    shown: Ids = []
    at: Annotated[list[Coordinate], Field(max_length=2 * MOST_SHOWN)] = []

    @field_validator("at")
    @classmethod
    def _two_of_each(cls, at: list[float], info: ValidationInfo) -> list[float]:
        shown = len(info.data.get("shown", ()))
        if at and len(at) != 2 * shown:
            raise ValueError(f"holds {len(at)} numbers, and should hold two for each of {shown} shown")
        return at

    def lying(self) -> dict[str, tuple[float, float]]:
        """Where the entities shown lie, by id; empty where that was not told."""
        return dict(zip(self.shown, zip(self.at[::2], self.at[1::2], strict=True), strict=False))


class Add(View):
    """Add these entities."""

    do: Literal["add"]
    ids: Some


class Start(View):
    """Begin with an entity and the neighbours that have the most ties."""

    do: Literal["start"]
    id: Id


class Expand(View):
    """Add neighbours of these entities."""

    do: Literal["expand"]
    ids: Some
    relations: Names = []
    direction: Literal["both", "out", "in"] = "both"
    kinds: Names = []
    most: Most = 20
    rank: Literal["degree", "date", "verified"] = "degree"


class Connect(View):
    """Add what is tied to at least two of these entities."""

    do: Literal["connect"]
    ids: Some
    most: Most = 20


class OfKind(View):
    """Add all entities of a kind, or those of them of which a property has a value."""

    do: Literal["kind"]
    kind: Name
    where: tuple[Name, Annotated[str, StringConstraints(max_length=200)]] | None = None
    most: Most = MOST_ADDED


class Members(View):
    """Add all who belong to a body or stand behind a text."""

    do: Literal["members"]
    of: Id
    most: Most = MOST_ADDED


class Open(View):
    """Add the entities of a view that was kept; `places` may hold where they lay in it."""

    do: Literal["open"]
    ids: Some
    places: Annotated[dict[Id, tuple[Coordinate, Coordinate]], Field(max_length=MOST_SHOWN)] = {}

    def lying(self) -> dict[str, tuple[float, float]]:
        """Where those of the view lay, beside those shown."""
        kept = {identity: self.places[identity] for identity in self.ids if identity in self.places}
        return super().lying() | kept


class Layout(View):
    """Lay out what is shown, along the lines that are drawn."""

    do: Literal["layout"]
    layout: Name
    lines: Tied = []
    pinned: Ids = []
    options: dict[Name, Any] = {}


class Measure(View):
    """Work out of each entity shown: `betweenness`, a figure; `camp` or `member:<id of a body>`, a trait."""

    do: Literal["measure"]
    what: Annotated[str, StringConstraints(pattern=r"^(betweenness|camp|member:.+)$", max_length=LONGEST_ID + 7)]
    lines: Tied = []


class Ties(View):
    """Tell the ids of the ties of these lines."""

    do: Literal["ties"]
    lines: Tied = []


Ask = Add | Start | Expand | Connect | OfKind | Members | Open | Layout | Measure | Ties
ASK: TypeAdapter[Ask] = TypeAdapter(Annotated[Ask, Field(discriminator="do")])


def refused(seq: object, note: str, *, away: bool = False) -> dict[str, Any]:
    """The answer to an ask that cannot be met; `away` where the database does not answer."""
    return {"seq": seq if isinstance(seq, int) else 0, "ok": False, "note": note, "away": away}


def misasked(error: ValidationError) -> str:
    """What is wrong with an ask, with its place; the first fault."""
    first = error.errors(include_url=False, include_input=False)[0]
    return f"This cannot be done: {'.'.join(map(str, first['loc']))}: {first['msg']}."


def plainly(error: ValidationError) -> str:
    """What is wrong with an ask, for the reader; the first fault, since the page sends none if all is well."""
    fault = error.errors(include_url=False, include_input=False, include_context=True)[0]
    part = ".".join(str(step) for step in fault["loc"][1:2]) or "do"
    if fault["type"] == "too_long" and part in ("shown", "ids", "places", "pinned"):
        return f"At most {MOST_SHOWN:,} entities can be shown at once. Remove some, or ask for fewer."
    said = shortened(one_line(fault["msg"]), 120)
    return f"The page asked for what cannot be answered ({part}: {said}). Reload the page and try again."
