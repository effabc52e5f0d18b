"""What a briefing is: scenes in their order, each with what it shows, where that lies, and its steps."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from explorer.graph.filters import Date, Filters
from explorer.graph.view_state import Coordinate, EntityId, Style
from explorer.graph.words import one_line

MOST_SCENES, MOST_STEPS, MOST_CAPTIONS, MOST_ENTITIES = 100, 50, 20, 3_000
LONGEST_LINE, LONGEST_PROSE = 200, 20_000
MOST_COLUMNS, MOST_WORDS = 12, 60
MOST_GIVEN, DEEPEST_GIVEN, LARGEST_GIVEN = 5_000, 6, 10**18

SOURCES = ("entities", "view", "query", "divides", "alliances", "paths", "compare", "change")
"""What a scene may show: exactly one of them."""
ANALYSES = ("divides", "alliances", "paths", "compare", "change")
"""Those of them that are asked as their pages ask."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_HEADING = re.compile(r"^#(?=\s|$)", re.MULTILINE)
_BLOCK = re.compile(r"^(`{3,})(?:scene|notes)[ \t]*$", re.MULTILINE)
_DATED = frozenset({"at", "from", "to", "as_of", "before_from", "before_to", "date"})
"""Keys that take dates, of which `2018` is one, also where no quotation marks say that it is text."""


def as_line(text: Any) -> Any:
    """Text on one line, without control characters and halves of characters."""
    if not isinstance(text, str):
        return text
    return " ".join(one_line(text.encode("utf-8", "replace").decode()).split())


def as_prose(text: Any) -> Any:
    """Text of several lines that can stand within a scene: no line of it is read as a heading or a block of a scene.

    A heading of the first level becomes one of the second.
    """
    if not isinstance(text, str):
        return text
    plain = text.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    plain = _CONTROLS.sub(" ", re.sub("[\r\u2028\u2029]", "\n", plain))
    lines = [line if line.strip() else "" for line in plain.split("\n")]
    whole = "\n".join(lines).strip("\n")
    return _BLOCK.sub(r"\1text", _HEADING.sub("##", whole))


def dated(key: object, value: Any) -> Any:
    """The value; as text where its key takes dates and it is a year."""
    is_year = type(value) is int and 1_000 <= value <= 9_999
    return str(value) if key in _DATED and is_year else value


def as_given(value: Any) -> dict[str, Any]:
    """What is given to a query or an analysis, as plain values.

    Raises:
        ValueError: it is no mapping, or holds what a file cannot.
    """
    if not isinstance(value, Mapping):
        raise ValueError("takes names and values")
    left = [MOST_GIVEN]
    return {as_line(_text(key)): dated(key, _plain(item, 1, left)) for key, item in value.items()}


def _plain(value: Any, depth: int, left: list[int]) -> Any:
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST_GIVEN:
        raise ValueError(f"takes at most {MOST_GIVEN:,} values, at most {DEEPEST_GIVEN} deep")
    if isinstance(value, Mapping):
        return {as_line(_text(key)): dated(key, _plain(item, depth + 1, left)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1, left) for item in value]
    if isinstance(value, str):
        return as_line(_text(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("takes numbers that are finite")
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < LARGEST_GIVEN):
        return value
    raise ValueError("takes text, numbers, true and false, lists of them and names with them")


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_PROSE:
        raise ValueError(f"takes names and texts of at most {LONGEST_PROSE:,} characters")
    return value


def _tenth(number: float) -> float:
    return round(number, 1) + 0.0


def _distinct(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


Line = Annotated[str, BeforeValidator(as_line), StringConstraints(max_length=LONGEST_LINE)]
Prose = Annotated[str, BeforeValidator(as_prose), StringConstraints(max_length=LONGEST_PROSE)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Given = Annotated[dict[str, Any], BeforeValidator(as_given)]
Form = Literal["graph", "table", "chart"]
Place = Annotated[float, AfterValidator(_tenth)]
Entities = Annotated[tuple[EntityId, ...], AfterValidator(_distinct)]
Layout = Annotated[str, StringConstraints(pattern=r"^([a-z]+(-[a-z]+)*)?$", max_length=40)]
At = tuple[Annotated[Coordinate, AfterValidator(_tenth)], Annotated[Coordinate, AfterValidator(_tenth)]]
"""A place on the canvas, to a tenth of its unit."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Show(_Part):
    """What a scene shows: one of `SOURCES`, and in which form where it has several.

    `query` names a saved query and `values` are those of its parameters; `view` names a saved view by its slug. The
    analyses take what their pages take, by the names that stand in the addresses of these pages. `columns` are those of
    a table that stand on the slide, by their headings; `words` are what the scene calls texts of a table, a chart or a
    legend: the text -> the scene's own.
    """

    entities: Annotated[Entities, Field(max_length=MOST_ENTITIES)] | None = None
    view: Slug | None = None
    query: Slug | None = None
    values: Given = {}
    divides: Given | None = None
    alliances: Given | None = None
    paths: Given | None = None
    compare: Given | None = None
    change: Given | None = None
    form: Form | None = None
    columns: Annotated[tuple[Line, ...], Field(max_length=MOST_COLUMNS)] = ()
    words: Annotated[dict[Line, Line], Field(max_length=MOST_WORDS)] = {}

    @model_validator(mode="after")
    def _one(self) -> "Show":
        if len(named := [name for name in SOURCES if getattr(self, name) is not None]) != 1:
            found = " and ".join(named) or "nothing"
            raise ValueError(f"names {found}; a scene shows one of {', '.join(SOURCES)}")
        if self.values and self.query is None:
            raise ValueError("has values, which only a query takes")
        return self

    @property
    def source(self) -> str:
        """Which of `SOURCES` it is."""
        return next(name for name in SOURCES if getattr(self, name) is not None)


class Caption(_Part):
    """Words beside an entity, or at a place of the canvas."""

    text: Line
    entity: EntityId | None = None
    at: At | None = None


class Step(_Part):
    """A step of a scene: these entities come forward while all else fades; `say` stands below the heading."""

    bring: Annotated[Entities, Field(min_length=1, max_length=MOST_ENTITIES)]
    say: Line = ""


class Scene(_Part):
    """A scene; `line` is where it begins in its file, 0 where it comes from none.

    `at` is a date; `begin` and `to` a period, whose beginning a file calls `from`; they override those of `filters`. A
    scene without `show` is text alone. `frozen` scenes are drawn from the snapshot, all others from the graph as it is.
    """

    heading: Line
    prose: Prose = ""
    notes: Prose = ""
    show: Show | None = None
    at: Date = ""
    begin: Date = ""
    to: Date = ""
    layout: Layout = ""
    places: Annotated[dict[EntityId, At], Field(max_length=MOST_ENTITIES)] = {}
    filters: Filters = Filters()
    style: Style = Style()
    captions: Annotated[tuple[Caption, ...], Field(max_length=MOST_CAPTIONS)] = ()
    steps: Annotated[tuple[Step, ...], Field(max_length=MOST_STEPS)] = ()
    frozen: bool = False
    line: int = 0

    def named(self) -> Iterable[tuple[str, str]]:
        """Where in the scene, and the id, of each entity that it names itself."""
        for number, identity in enumerate(self.show.entities or () if self.show else (), 1):
            yield f"show.entities {number}", identity
        for number, caption in enumerate(self.captions, 1):
            if caption.entity:
                yield f"captions {number}", caption.entity
        for number, step in enumerate(self.steps, 1):
            yield from ((f"steps {number}", identity) for identity in step.bring)
        yield from (("places", identity) for identity in self.places)


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
