"""What must hold over all staged rows: row counts, named facts, no row against another, no circle in a hierarchy."""

from collections import Counter
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from graph_loader.cells import LIST_SEPARATOR
from graph_loader.datasets import MANIFEST, Dataset, NamedFact
from graph_loader.errors import Fault
from graph_loader.reading import MOST_FAULTS_OF_A_SORT, summed_up
from graph_loader.staging import Staging, decoded, named_rows, node_table, relation_table

Line = Callable[[str, str, int], str]


def row_count_faults(dataset: Dataset, file: str, rows: int) -> Iterator[Fault]:
    """The number of rows that `dataset.toml` promises for a table."""
    promised = dataset.manifest.tables[file].rows
    if promised is not None and promised != rows:
        step = f'If the table is right, correct `rows` of [tables."{file}"] in {MANIFEST}.'
        yield Fault(dataset.place(file), f"{rows:,} rows", f"{promised:,} rows", step)


def repetition_faults(staging: Staging, line: Line) -> tuple[list[Fault], list[str]]:
    """Rows with the identity of another: a fault where the content differs, a note (and one row) where it does not."""
    faults: list[Fault] = []
    notes: list[str] = []
    seen: Counter[tuple[str, bool]] = Counter()
    for content, identity, contents, rows in staging.drop_repeated():
        seen[content, contents == 1] += 1
        if seen[content, contents == 1] > MOST_FAULTS_OF_A_SORT:
            continue
        places = [line(*row) for row in rows]
        if contents == 1:
            notes.append(f"{', '.join(places[1:])}: says the same as {places[0]}; read once")
            continue
        what = repr(identity) if content in staging.schema.kinds else f"the same {content} tie"
        key = staging.schema.relations[content].key if content in staging.schema.relations else ()
        told_apart = f" (ties of this type are told apart by {', '.join(key)})" if key else ""
        found = f"{what} as at {', '.join(places[:-1])}, with other values"
        faults.append(Fault(places[-1], found, f"one row for it{told_apart}", "Keep the right row."))
    for (content, harmless), count in seen.items():
        more = count - MOST_FAULTS_OF_A_SORT
        if not harmless:
            faults += summed_up(content, more)
        elif more > 0:
            notes.append(f"{content}: {more:,} more rows say the same as others; read once")
    return faults, notes


def circle_faults(staging: Staging) -> Iterator[Fault]:
    """Circles in relation types that must form a hierarchy."""
    for name, relation in staging.schema.relations.items():
        if not relation.acyclic:
            continue
        above: dict[str, set[str]] = {}
        for source, target in staging.db.execute(f'SELECT source, target FROM "{relation_table(name)}"'):
            above.setdefault(source, set()).add(target)
        try:
            TopologicalSorter(above).prepare()
        except CycleError as error:
            circle = " -> ".join(reversed(error.args[1]))
            yield Fault(f"relation {name}", f"a circle: {circle}", "a hierarchy", "Remove one of these ties.")


def named_fact_faults(staging: Staging, dataset: Dataset) -> Iterator[Fault]:
    """Facts that `dataset.toml` asserts and the staged rows of that dataset do not bear out."""
    for number, fact in enumerate(dataset.manifest.facts, 1):
        place = f"{dataset.place(MANIFEST)}: facts[{number}]"
        rows = _rows_of(staging, dataset, fact)
        if not rows:
            yield Fault(place, "no row that says so", str(fact), "Correct the table or the assertion.")
        elif not any(all(row.get(name) == wanted for name, wanted in fact.has.items()) for row in rows):
            said = "; ".join(str({name: row.get(name) for name in fact.has}) for row in rows[:3])
            yield Fault(place, said, str(fact), "Correct the table or the assertion.")


def _rows_of(staging: Staging, dataset: Dataset, fact: NamedFact) -> list[dict[str, Any]]:
    schema = staging.schema
    if fact.tie:
        source, relation, target = fact.tie
        table, properties = relation_table(relation), schema.relation_properties(relation)
        ends = sorted((source, target)) if schema.relations[relation].symmetric else (source, target)
        where, values = "source = ? AND target = ?", tuple(ends)
    else:
        kind = schema.kind_of(fact.entity) or ""
        table, properties = node_table(kind), schema.entity_properties(kind)
        where, values = "id = ?", (fact.entity,)
    rows = named_rows(staging.db, f'SELECT * FROM "{table}" WHERE {where} AND dataset = ?', (*values, dataset.name))
    return [_as_asserted(decoded(row, properties)) for row in rows]


def _as_asserted(properties: dict[str, Any]) -> dict[str, Any]:
    """Lists are asserted as they are written in the table."""
    return {
        name: LIST_SEPARATOR.join(value) if isinstance(value, list) else value for name, value in properties.items()
    }
