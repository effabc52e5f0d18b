"""What a reader writes in the editor: the parameters typed in, and the form that makes a saved query of a statement."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from explorer.queries import header, tokens
from explorer.queries.library import KeptQuery
from explorer.queries.parameters import Parameter, ParameterHeader, ParameterType, takes, value_of
from explorer.queries.saved_query import ParameterName, SavedQuery
from explorer.queries.values import ParametersError, parameter_values
from graph_loader.errors import InputError
from graph_loader.schema import Schema

Line = Annotated[str, Field(max_length=300)]
Prose = Annotated[str, Field(max_length=6_000)]
Entered = Annotated[str, Field(max_length=20_000)]
MOST_PARAMETERS = 50
MOST_COLUMNS = 100


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Entry(_Form):
    """A parameter as the reader gives it. With `many`, each line of `value` is one."""

    name: ParameterName
    type: ParameterType = "text"
    many: bool = False
    optional: bool = False
    value: Entered = ""

    @property
    def given(self) -> str | list[str]:
        """The value, or the list of values."""
        return [line for line in self.value.split("\n") if line.strip()] if self.many else self.value


class ChartForm(_Form):
    """How a chart is drawn."""

    kind: Literal["bar", "line", "scatter", "heatmap"] = "bar"
    x: Line = ""
    y: Annotated[list[Line], Field(max_length=10)] = []
    colour: Line = ""


class QueryForm(_Form):
    """What the header of the file is to say; `columns` and `labels` (of the parameters) by name."""

    title: Line
    category: Line
    description: Prose
    shows: Literal["graph", "table", "chart"] = "table"
    columns: Annotated[dict[Line, Prose], Field(max_length=MOST_COLUMNS)] = {}
    labels: Annotated[dict[Line, Line], Field(max_length=MOST_PARAMETERS)] = {}
    chart: ChartForm = ChartForm()


def head(query: SavedQuery | KeptQuery | None) -> dict[str, Any]:
    """What the header of a query's file says, as TOML has it; empty where it cannot be read."""
    return header.parsed(header.parted(query.text)[0], "")[0] if query else {}


def statement(query: SavedQuery | KeptQuery) -> str:
    """The statement of a query's file."""
    return header.parted(query.text)[1].strip()


def entries(query: SavedQuery | KeptQuery) -> list[dict[str, Any]]:
    """The parameters of a query as the editor shows them, each with its default."""
    shown = []
    for name, given in _tables(head(query), "parameters").items():
        try:
            declared = ParameterHeader.model_validate(given)
        except ValidationError:
            continue
        entry = {key: getattr(declared, key) for key in ("label", "type", "many", "optional")}
        shown.append({"name": name, "value": _written(declared.default), "options": _options(declared), **entry})
    return shown


def values(given: Iterable[Entry], cypher: str, base: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """The values of those parameters that a statement uses.

    `base` is the header of the query that is edited: what it declares of a parameter holds as long as its type stays.

    Raises:
        ParametersError: with a message for each field.
    """
    entered = {entry.name: entry for entry in given}
    used = tokens.parameters(tokens.tokens(cypher))
    if strange := {
        name: "The name of a parameter has letters, digits and _ alone." for name in used if not _plain(name)
    }:
        raise ParametersError(strange)
    parameters = {name: _parameter(entered.get(name) or Entry(name=name), base, schema) for name in used}
    said = "A statement that is not saved yet"
    asked = SavedQuery(
        name="draft", own=True, title=said, category=said, description=said, columns={"value": said}, line=1,
        parameters=parameters, cypher=cypher, text=cypher,
    )  # fmt: skip
    return parameter_values(asked, {name: entered[name].given if name in entered else "" for name in parameters})


def defaults(given: Iterable[Entry], cypher: str, base: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """The values typed in, for those parameters that have one; the others are null."""
    entered = [entry.model_copy(update={"optional": True}) for entry in given]
    missing = [Entry(name=name, optional=True) for name in tokens.parameters(tokens.tokens(cypher)) if _plain(name)]
    return values([*missing, *entered], cypher, base, schema)


def draft(
    form: QueryForm, given: Iterable[Entry], cypher: str, base: Mapping[str, Any], schema: Schema
) -> tuple[str, int]:
    """The text of a file, and the number of its lines before the statement.

    Raises:
        ParametersError: a value, which is to be the default, is not of its type.
    """
    entered = {entry.name: entry for entry in given}
    parameters, messages = {}, {}
    for name in tokens.parameters(tokens.tokens(cypher)):
        entry = entered.get(name) or Entry(name=name) if _plain(name) else None
        if entry is None:
            messages[name] = "The name of a parameter has letters, digits and _ alone."
            continue
        try:
            parameters[name] = _table(entry, form.labels.get(name, ""), base, schema)
        except ValueError as error:
            messages[name] = str(error)
    if messages:
        raise ParametersError(messages)
    kept = {key: base[key] for key in ("timeout", "rows", "applies_to", "source") if key in base}
    if not any(parameter["type"] == "entity" for parameter in parameters.values()):
        kept.pop("applies_to", None)
    said = {"title": form.title.strip(), "category": form.category.strip(), "description": form.description.strip()}
    tables = {"parameters": parameters, "columns": _meanings(form, cypher), **_chart(form)}
    text = header.written(said | {"shows": form.shows} | kept | tables, cypher)
    return text, text.count("\n") - cypher.strip().count("\n") - 1


def returned(cypher: str) -> list[str]:
    """The columns that a statement returns, as far as they have names; none where it returns all with `*`."""
    found = tokens.columns(cypher, tokens.tokens(cypher)) or []
    return [column.name for column in found if column.named]


def _plain(name: str) -> bool:
    return name.isidentifier() and name.isascii() and len(name) <= 60


def _tables(base: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = base.get(key)
    return found if isinstance(found, dict) else {}


def _declared(entry: Entry, base: Mapping[str, Any]) -> dict[str, Any]:
    """What the header says of a parameter, where it is still of the same type."""
    found = _tables(base, "parameters").get(entry.name)
    known = dict(found) if isinstance(found, dict) and found.get("type") == entry.type else {}
    known.pop("default", None)
    return known


def _parameter(entry: Entry, base: Mapping[str, Any], schema: Schema) -> Parameter:
    told = {"label": entry.name, **_declared(entry, base)}
    told |= {"type": entry.type, "many": entry.many, "optional": entry.optional}
    try:
        declared = ParameterHeader.model_validate(told)
    except ValidationError:
        declared = ParameterHeader(label=entry.name, type=entry.type, many=entry.many, optional=entry.optional)
    return Parameter(**declared.model_dump(), name=entry.name, takes=takes(declared, schema))


def _table(entry: Entry, label: str, base: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """What the header is to say of a parameter: the value typed in is its default."""
    known = _declared(entry, base)
    made = {"label": label.strip() or known.get("label") or entry.name.replace("_", " ").capitalize()}
    made |= {"type": entry.type, **{key: value for key, value in known.items() if key not in ("label", "type")}}
    for key, on in (("many", entry.many), ("optional", entry.optional)):
        made.pop(key, None)
        if on:
            made[key] = True
    if entry.value.strip():
        made["default"] = value_of(_parameter(entry, base, schema), entry.given)
    return made


def _meanings(form: QueryForm, cypher: str) -> dict[str, str]:
    return {name: form.columns.get(name, "").strip() or _readable(name) for name in returned(cypher) or form.columns}


def _readable(column: str) -> str:
    words = column.replace("_", " ").replace(".", " ").strip()
    return words[:1].upper() + words[1:] or column


def _chart(form: QueryForm) -> dict[str, Any]:
    if form.shows != "chart":
        return {}
    chart = {"kind": form.chart.kind, "x": form.chart.x, "y": form.chart.y or [""]}
    return {"chart": chart | ({"colour": form.chart.colour} if form.chart.colour else {})}


def _written(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(_written, value))
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _options(declared: ParameterHeader) -> list[tuple[str, str]]:
    return [(_written(value), label) for value, label in declared.options.items()]


def faults_by_line(error: InputError) -> list[tuple[int, str]]:
    """Line of the file (0 where there is none) and sentence of each fault."""
    found = []
    for fault in error.faults:
        line = fault.place.rpartition(":")[2]
        step = f" {fault.next_step}" if fault.next_step else ""
        said = f"Found {fault.found}; expected {fault.expected}.{step}"
        found.append((int(line) if line.isdigit() else 0, said))
    return found
