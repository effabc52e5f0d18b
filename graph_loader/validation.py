"""Schema -> the pandera checks of a table, and what they find -> faults with file and line."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph_loader.cells import LIST_SEPARATOR, Judge, all_normalised, ends_before, judge_id, judge_of
from graph_loader.datasets import Table
from graph_loader.errors import Fault, excerpt
from graph_loader.reading import MOST_FAULTS_OF_A_SORT, Chunk, CsvTable, categorical, summed_up
from graph_loader.schema import Property, Schema

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from pandera.pandas import DataFrameSchema

ENDS = ("from", "to")


@dataclass(frozen=True)
class TableRules:
    """All that a table must satisfy row by row, derived from the declaration."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    properties: Mapping[str, Property]
    judges: Mapping[str, Judge]
    checks: "DataFrameSchema" = field(repr=False)


def rules_of(table: Table, schema: Schema) -> TableRules:
    """Derive the rules of a table that holds a kind or a relation type."""
    if table.kind:
        keys = {"id": judge_id(schema, [table.kind])}
        properties = schema.entity_properties(table.kind)
    else:
        relation = schema.relations[table.relation]
        keys = {
            "from": judge_id(schema, schema.kinds_in(relation.sources)),
            "to": judge_id(schema, schema.kinds_in(relation.targets)),
        }
        properties = schema.relation_properties(table.relation)
    judges = keys | {name: judge_of(name, prop, schema) for name, prop in properties.items()}
    required = (*keys, *(name for name, prop in properties.items() if prop.required))
    return TableRules(tuple(judges), required, properties, judges, _checks(judges))


def _checks(judges: Mapping[str, Judge]) -> "DataFrameSchema":
    from pandera.pandas import Check, Column, DataFrameSchema

    def passes(judge: Judge) -> Check:
        return Check(lambda cells: _each_distinct(cells, judge), name="cell")

    return DataFrameSchema(
        {name: Column(None, passes(judge), required=False) for name, judge in judges.items()},
        checks=[Check(_in_order, name="order"), Check(_sourced, name="source"), Check(_two_ends, name="ends")],
    )


def _each_distinct(cells: "pd.Series[Any]", judge: Judge) -> "pd.Series[bool]":
    """Ask about each distinct cell once, and about all at once where that is enough."""
    import numpy as np
    import pandas as pd

    distinct = cells.cat.categories.tolist()
    if judge.accepts_all(distinct):
        return pd.Series(True, index=cells.index)
    answers = np.fromiter((judge(cell) is None for cell in distinct), bool, len(distinct))
    return pd.Series(answers[cells.cat.codes.to_numpy()], index=cells.index)


def _in_order(frame: "pd.DataFrame") -> "pd.Series[bool]":
    import pandas as pd

    good = pd.Series(True, index=frame.index)
    if {"start", "end"} <= set(frame.columns):
        both = frame[(frame["start"] != "") & (frame["end"] != "")]
        for row, start, end in zip(both.index, both["start"], both["end"], strict=True):
            good[row] = not ends_before(start, end)
    return good


def _sourced(frame: "pd.DataFrame") -> "pd.Series[bool]":
    import pandas as pd

    good = pd.Series(True, index=frame.index)
    if "verified" in frame:
        good = frame["verified"] != "true"
        for column in {"source", "source_url"} & set(frame.columns):
            good |= frame[column] != ""
    return good


def _two_ends(frame: "pd.DataFrame") -> "pd.Series[bool]":
    import pandas as pd

    if not set(ENDS) <= set(frame.columns):
        return pd.Series(True, index=frame.index)
    return pd.Series(texts(frame["from"]) != texts(frame["to"]), index=frame.index)


def texts(cells: "pd.Series[Any]") -> "np.ndarray[Any, Any]":
    """A categorical column as an array of str."""
    return cells.cat.categories.to_numpy()[cells.cat.codes.to_numpy()]


_ROW_MESSAGES = {
    "order": ("start", "end", "{0} until {1}", "an end that is not before the start"),
    "source": ("verified", "verified", "verified = true without a source", "a source_url or a source"),
    "ends": ("from", "to", "a tie from {0} to itself", "two different ends"),
}


def normalise(frame: "pd.DataFrame") -> int:
    """Bring every cell into its stored form, in place; returns how many cells changed in more than white space."""
    import numpy as np

    changed = 0
    for name in frame.columns:
        cells = frame[name]
        distinct = list(cells.cat.categories)
        better = all_normalised(distinct)
        if better == distinct:
            continue
        codes = cells.cat.codes.to_numpy()
        changed += int(np.array([new != old.strip() for new, old in zip(better, distinct, strict=True)])[codes].sum())
        frame[name] = categorical([better[code] for code in codes])
    return changed


def chunk_faults(chunk: Chunk, rules: TableRules, source: CsvTable) -> list[Fault]:
    """What is wrong with the rows of a chunk; of one sort of fault in one column, the first twenty and a count."""
    from pandera.errors import SchemaErrors

    try:
        rules.checks.validate(chunk.frame, lazy=True)
    except SchemaErrors as error:
        return _faults(error.failure_cases, chunk, rules, source)
    return []


def _faults(cases: "pd.DataFrame", chunk: Chunk, rules: TableRules, source: CsvTable) -> list[Fault]:
    faults = []
    about_rows = cases["check"].isin(_ROW_MESSAGES.keys())  # told by the checker once for each column
    cases = cases.assign(column=cases["column"].mask(about_rows, ""))
    for (column, check), sort in cases.groupby(["column", "check"], sort=False, dropna=False):
        rows = sort["index"].drop_duplicates().astype(int).sort_values()
        shown = rows.head(MOST_FAULTS_OF_A_SORT)
        lines = source.lines_of(int(row) + chunk.first_row for row in shown)
        for row in shown:
            place = f"{source.place}:{lines[row + chunk.first_row]}"
            faults.append(_row_fault(place, str(column), str(check), chunk.frame.loc[row].to_dict(), rules))
        faults += summed_up(source.place, len(rows) - len(shown))
    return faults


def _row_fault(place: str, column: str, check: str, row: Mapping[Hashable, Any], rules: TableRules) -> Fault:
    if check in _ROW_MESSAGES:
        first, second, found, expected = _ROW_MESSAGES[check]
        return Fault(place, found.format(row[first], row[second]), expected)
    cell = str(row[column])
    return Fault(place, f"{excerpt(cell)} in column {column!r}", rules.judges[column](cell) or "another value")


def encoded(frame: "pd.DataFrame", rules: TableRules) -> dict[str, "np.ndarray[Any, Any]"]:
    """Column -> cells as they are staged: None where not known, 0 or 1 for booleans, lists joined with U+001F."""
    import numpy as np

    columns = {}
    for name, prop in rules.properties.items():
        if name in frame:
            encode = _ENCODERS.get(prop.type, str)
            distinct = [encode(cell) if cell else None for cell in frame[name].cat.categories]
            columns[name] = np.array(distinct, dtype=object)[frame[name].cat.codes.to_numpy()]
    return columns


_ENCODERS: Mapping[str, Callable[[str], Any]] = {
    "boolean": lambda cell: int(cell == "true"),
    "integer": int,
    "number": float,
    "list": lambda cell: "\x1f".join(dict.fromkeys(item.strip() for item in cell.split(LIST_SEPARATOR))),
}


def reference_columns(table: Table, rules: TableRules) -> Sequence[str]:
    """Columns whose cells name entities that must exist."""
    named = [name for name, prop in rules.properties.items() if prop.type == "entity"]
    return [*(ENDS if table.relation else ()), *named]
