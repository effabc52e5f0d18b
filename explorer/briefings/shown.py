"""What a scene shows, once it was read: plain values that can be drawn without the database, kept and compared."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from explorer.graph.drawing import Drawing

Cell = str | int | float | bool | None


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShownEntity(_Kept):
    """An entity that is drawn or named; `flag` is the two-letter code of a state, or empty."""

    id: str
    kind: str
    name: str
    flag: str = ""


class ShownTie(_Kept):
    """A tie that is drawn, with the plain sentence that tells it. `marking` is the tie's own, or its dataset's."""

    id: str
    relation: str
    source: str
    target: str
    sentence: str
    start: str = ""
    end: str = ""
    value: str = ""
    verified: bool = False
    source_url: str = ""
    dataset: str = ""
    marking: str = ""


class ShownTable(_Kept):
    """A table; `whole` counts its rows, also those left out here."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    whole: int


class Series(_Kept):
    """One row of figures of a chart, one of each category; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    colour: str = ""


class ShownChart(_Kept):
    """A chart of one or more series over the same categories."""

    sort: Literal["bar", "stacked", "line", "scatter"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    x_title: str = ""
    y_title: str = ""


class Source(_Kept):
    """Where ties come from: how many do, and how many of these are verified."""

    title: str
    url: str = ""
    ties: int = 0
    verified: int = 0


class Shown(_Kept):
    """What a scene shows. Of `drawing`, `table` and `chart` one is there at most; none in a scene of text.

    `stamp` names the load that it was read from and begins with the time at which that ended; `read` is when it was
    read; both times are ISO 8601. `notes` are sentences on what can't be told or was left out. `asked` is what it was
    read for, so that it can be read again.
    """

    stamp: str = ""
    read: str = ""
    drawing: Drawing | None = None
    table: ShownTable | None = None
    chart: ShownChart | None = None
    entities: tuple[ShownEntity, ...] = ()
    ties: tuple[ShownTie, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    asked: dict[str, Any] = {}

    @property
    def verified(self) -> int:
        """How many of its ties are verified."""
        return sum(tie.verified for tie in self.ties)
