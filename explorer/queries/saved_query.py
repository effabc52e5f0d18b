"""A saved query: one file of plain Cypher under a comment header, which says what it asks and what it answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from explorer.queries import header, tokens
from explorer.queries.checks import contradictions
from explorer.queries.header import Key
from explorer.queries.parameters import Label, Parameter, ParameterHeader, takes
from graph_loader.errors import Fault, InputError, excerpt
from graph_loader.schema import Schema

SUFFIX = ".cypher"
LONGEST_FILE = 100_000
"""Characters; a query of the library has some 2,000."""
SECONDS, MOST_SECONDS = 10, 30
ROWS, MOST_ROWS = 1_000, 10_000

Description = Annotated[str, StringConstraints(min_length=1, max_length=5_000, strip_whitespace=True)]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=60)]
Shows = Literal["graph", "table", "chart"]


class Chart(BaseModel):
    """How rows are drawn: columns for the axes, and the one that makes the series."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: Literal["bar", "line", "scatter", "heatmap"]
    x: str
    y: Annotated[list[str], Field(min_length=1)]
    colour: str | None = None

    @field_validator("y", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


class QueryHeader(BaseModel):
    """What the header of a file says. Line breaks within a paragraph of the description are blanks."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Label
    category: Label
    description: Description
    shows: Shows = "table"
    timeout: Annotated[float, Field(ge=1, le=MOST_SECONDS)] = SECONDS
    rows: Annotated[int, Field(ge=1, le=MOST_ROWS)] = ROWS
    applies_to: list[str] = []
    parameters: dict[ParameterName, ParameterHeader] = {}
    columns: Annotated[dict[str, Description], Field(min_length=1)]
    chart: Chart | None = None
    source: dict[str, str | list[str]] = {}

    @field_validator("description")
    @classmethod
    def _unwrapped(cls, text: str) -> str:
        return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip())


class SavedQuery(QueryHeader):
    """A query that can be run.

    `own` is true for the user's, `cypher` is the statement without the header, `text` the whole file, `line` the line
    of the file on which the statement begins. `source` keeps what another tool said of the query.
    """

    name: str
    own: bool
    parameters: dict[str, Parameter]  # type: ignore[assignment]
    cypher: str
    text: str
    line: int


def parse_query(name: str, text: str, schema: Schema, *, place: str, own: bool = False) -> SavedQuery:
    """Read a query's file.

    Args:
        name: the name of the file without its suffix.
        text: the whole file.
        schema: the declaration that labels, relation types and kinds are held against.
        place: what faults call the file.
        own: whether it is the user's.

    Raises:
        InputError: with all faults, each at `place:line`.
    """
    if len(text) > LONGEST_FILE:
        raise InputError([Fault(f"{place}:1", f"{len(text):,} characters", f"at most {LONGEST_FILE:,}")])
    text = header.normal(text)
    toml, body, above = header.parted(text)
    raw, faults = header.parsed(toml, place)
    cypher = body.strip().removesuffix(";").rstrip()
    line = above + body[: len(body) - len(body.lstrip())].count("\n") + 1
    lines = header.key_lines(toml)
    checked = None
    if not faults:
        try:
            checked = QueryHeader.model_validate(raw)
        except ValidationError as error:
            faults += _faults(error, lines, place)
        for where, found, expected in contradictions(raw, cypher, schema):
            at = line + cypher.count("\n", 0, where) if isinstance(where, int) else header.line_of(lines, where)
            faults.append(Fault(f"{place}:{at}", found, expected))
    if faults or checked is None:
        raise InputError(sorted(faults, key=lambda fault: int(fault.place.rpartition(":")[2])))
    parameters = {
        given: Parameter(
            **parameter.model_dump(),
            name=given,
            takes=takes(parameter, schema),
            needs=tuple(tokens.parameters(tokens.tokens(parameter.suggestions))),
        )
        for given, parameter in checked.parameters.items()
    }
    known = {field: getattr(checked, field) for field in QueryHeader.model_fields if field != "parameters"}
    return SavedQuery(**known, parameters=parameters, name=name, own=own, cypher=cypher, text=text, line=line)


def _faults(error: ValidationError, lines: dict[Key, int], place: str) -> list[Fault]:
    return [
        _fault(problem, f"{place}:{header.line_of(lines, problem['loc'])}")
        for problem in error.errors(include_url=False, include_context=False)
    ]


def _fault(problem: Any, place: str) -> Fault:
    key = ".".join(str(part) for part in problem["loc"] if part != "[key]")
    match problem["type"]:
        case "missing":
            return Fault(place, f"no {key}", f"a line // {key.rpartition('.')[2]} = ... in the header")
        case "extra_forbidden":
            return Fault(place, f"the key {key}", f"one of {', '.join(_known(problem['loc']))}")
    message = problem["msg"]
    return Fault(place, f"{key} = {excerpt(problem['input'])}", message[:1].lower() + message[1:])


def _known(location: tuple[object, ...]) -> list[str]:
    tables: dict[object, type[BaseModel]] = {"parameters": ParameterHeader, "chart": Chart}
    return list(tables.get(location[0] if len(location) > 1 else "", QueryHeader).model_fields)
