"""What a briefing is: scenes in their order, each with what it shows, where that lies, and its steps."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from explorer.graph.filters import Date, Filters
from explorer.graph.view_state import Coordinate, EntityId, Style

MOST_SCENES, MOST_STEPS, MOST_CAPTIONS, MOST_ENTITIES = 100, 50, 20, 3_000
LONGEST_LINE, LONGEST_PROSE = 200, 20_000

Line = Annotated[str, StringConstraints(max_length=LONGEST_LINE)]
Prose = Annotated[str, StringConstraints(max_length=LONGEST_PROSE)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Given = Mapping[str, Any]
Form = Literal["graph", "table", "chart"]

SOURCES = ("entities", "view", "query", "divides", "alliances", "paths", "compare", "change")
"""What a scene may show: exactly one of them."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Show(_Part):
    """What a scene shows: one of `SOURCES`, and in which form where it has several.

    `query` names a saved query and `values` are those of its parameters; `view` names a saved view by its slug. The
    analyses take what their pages take, by the names that stand in the addresses of these pages.
    """

    entities: Annotated[tuple[EntityId, ...], Field(max_length=MOST_ENTITIES)] | None = None
    view: Slug | None = None
    query: Slug | None = None
    values: Given = {}
    divides: Given | None = None
    alliances: Given | None = None
    paths: Given | None = None
    compare: Given | None = None
    change: Given | None = None
    form: Form | None = None

    @model_validator(mode="after")
    def _one(self) -> "Show":
        if len(named := [name for name in SOURCES if getattr(self, name) is not None]) != 1:
            found = " and ".join(named) or "nothing"
            raise ValueError(f"names {found}; a scene shows one of {', '.join(SOURCES)}")
        return self

    @property
    def source(self) -> str:
        """Which of `SOURCES` it is."""
        return next(name for name in SOURCES if getattr(self, name) is not None)


class Caption(_Part):
    """Words beside an entity, or at a place of the canvas."""

    text: Line
    entity: EntityId | None = None
    at: tuple[Coordinate, Coordinate] | None = None


class Step(_Part):
    """A step of a scene: these entities come forward while all else fades; `say` stands below the heading."""

    bring: Annotated[tuple[EntityId, ...], Field(min_length=1, max_length=MOST_ENTITIES)]
    say: Line = ""


class Scene(_Part):
    """A scene; `line` is where it begins in its file, 0 where it comes from none.

    `at` is a date; `begin` and `to` a period; they override those of `filters`. A scene without `show` is text alone.
    `frozen` scenes are drawn from the snapshot, all others from the graph as it is.
    """

    heading: Line
    prose: Prose = ""
    notes: Prose = ""
    show: Show | None = None
    at: Date = ""
    begin: Date = ""
    to: Date = ""
    layout: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)] = ""
    places: Annotated[dict[EntityId, tuple[Coordinate, Coordinate]], Field(max_length=MOST_ENTITIES)] = {}
    filters: Filters = Filters()
    style: Style = Style()
    captions: Annotated[tuple[Caption, ...], Field(max_length=MOST_CAPTIONS)] = ()
    steps: Annotated[tuple[Step, ...], Field(max_length=MOST_STEPS)] = ()
    frozen: bool = False
    line: int = 0


class Briefing(_Part):
    """A briefing as its file has it. `date` is what stands on the first slide; `template` names a `.pptx` file."""

    name: Slug
    title: Line
    subtitle: Line = ""
    audience: Line = ""
    date: Date = ""
    author: Line = ""
    marking: Line = ""
    theme: Literal["light", "dark", "print"] = "light"
    template: Line = ""
    scenes: Annotated[tuple[Scene, ...], Field(max_length=MOST_SCENES)] = ()
