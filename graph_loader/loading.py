"""Datasets -> graph: read and check everything, then constraints, entities, relations, sweep.

Nothing is written before all is checked. What is written is what differs from the graph, so a load that was
interrupted is completed by the next one, and a second load of the same data writes nothing.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from graph_loader import statements
from graph_loader.assertions import Line, circle_faults, named_fact_faults, repetition_faults, row_count_faults
from graph_loader.comparison import READ_BATCH, Comparison
from graph_loader.database.connection import Database
from graph_loader.datasets import Dataset, Table, open_dataset
from graph_loader.errors import Fault, InputError, LoadRefusedError, UsageError
from graph_loader.reading import MOST_FAULTS_OF_A_SORT, CsvTable, summed_up
from graph_loader.report import LoadReport
from graph_loader.runs import LoadLock
from graph_loader.schema import Schema
from graph_loader.shared_entities import SharedEntities, contradiction_faults
from graph_loader.staging import Staging
from graph_loader.statements import STILL_TIED
from graph_loader.validation import chunk_faults, normalise, rules_of
from graph_loader.writing import Writer

MOST_REMOVED = 0.2
MOST_FAULTS = 200

Progress = Callable[[str, int, int | None], None]
"""Called with the name of a step, what is done of it, and its whole where that is known."""


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for garbage in cycles rarely: rows make none, and looking among so many takes a third of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def no_progress(_step: str, _done: int, _whole: int | None) -> None:
    """Shows nothing."""


def open_datasets(folders: Sequence[Path], schema: Schema) -> list[Dataset]:
    """Open all folders, each once; all their faults at once."""
    datasets: list[Dataset] = []
    faults: list[Fault] = []
    named: dict[str, Path] = {}
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        if folder.name in named:
            expected = f"one dataset of that name; the other is {named[folder.name]}"
            faults.append(
                Fault(str(folder), f"a second dataset {folder.name!r}", expected, "Rename one of the folders.")
            )
            continue
        named[folder.name] = folder
        try:
            datasets.append(open_dataset(folder, schema))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return datasets


def check(datasets: Sequence[Dataset], schema: Schema, progress: Progress = no_progress) -> LoadReport:
    """Check datasets without a database: references must be met among them.

    Raises:
        InputError: with all faults found.
    """
    report = LoadReport()
    with _few_collections(), Staging(schema) as staging:
        faults = _stage(datasets, schema, staging, report, progress)
        if len(faults) <= MOST_FAULTS and not _entities_at_fault(report, schema):
            missing = staging.db.execute("SELECT id, dataset, file, row FROM missing").fetchall()
            faults += _missing_faults(missing, _line_of(datasets))
    if faults:
        raise InputError(faults)
    return report


def _entities_at_fault(report: LoadReport, schema: Schema) -> bool:
    """True where rows of entities were refused: references to them are then no faults of their own."""
    return any(table.refused for table in report.tables if table.content in schema.kinds)


def load(
    database: Database,
    datasets: Sequence[Dataset],
    schema: Schema,
    *,
    withdrawn: Sequence[str] = (),
    yes: bool = False,
    wait: float = 0.0,
    progress: Progress = no_progress,
) -> LoadReport:
    """Bring the graph to what the datasets say; `withdrawn` names datasets that shall say nothing any more.

    Raises:
        InputError: with all faults found; nothing was written.
        UsageError: `withdrawn` names a dataset that was never loaded, or that is to be loaded.
        LoadRefusedError: another load is at work, or more than a fifth of a dataset would go without `yes`.
        DatabaseError: the database failed; the next load completes what this one had begun.
    """
    begun = time.monotonic()
    report = LoadReport()
    digests = {dataset.name: dataset.digest for dataset in datasets}  # before a row is read: a later change shows
    names = [*digests, *withdrawn]
    _refuse_unknown_withdrawals(database, withdrawn, digests)
    with _few_collections(), Staging(schema) as staging:
        faults = _stage(datasets, schema, staging, report, progress)
        if faults:
            raise InputError(faults)
        database.write_all(statements.constraints(schema))
        database.write(statements.AWAIT_INDEXES)
        with LoadLock(database, wait) as lock:
            report.run = lock.run
            progress("comparing", 0, None)
            comparison = Comparison(staging, database, names)
            shared = SharedEntities(comparison)
            line = _line_of(datasets)
            if faults := [*_unknown_faults(comparison, line), *shared.plan(line)]:
                raise InputError(faults)
            _refuse_large_sweep(comparison, yes)
            lock.begin(names)
            Writer(database, staging, comparison, shared, lock, report, progress).write()
            _describe_datasets(database, datasets, withdrawn, schema, lock)
            report.completed = [str(run) for run in lock.complete()]
    report.seconds = time.monotonic() - begun
    return report


def _stage(
    datasets: Sequence[Dataset], schema: Schema, staging: Staging, report: LoadReport, progress: Progress
) -> list[Fault]:
    faults: list[Fault] = []
    tables = [(dataset, file, table) for dataset in datasets for file, table in dataset.manifest.tables.items()]
    tables.sort(key=lambda entry: bool(entry[2].relation))  # entities first, since relations refer to them
    for done, (dataset, file, table) in enumerate(tables):
        progress("reading", done, len(tables))
        try:
            faults += _stage_table(dataset, file, table, schema, staging, report)
        except InputError as error:
            faults += error.faults
            report.table(dataset.name, table.content, file).refused += 1
        if len(faults) > MOST_FAULTS:
            faults = faults[:MOST_FAULTS]
            faults.append(Fault("the load", f"more than {MOST_FAULTS} faults", "none", "Mend these first."))
            staging.seal()
            return faults
    progress("reading", len(tables), len(tables))
    staging.seal()
    repeated, notes = repetition_faults(staging, _line_of(datasets))
    report.notes += notes
    faults += repeated
    if not faults:
        faults += circle_faults(staging)
        faults += contradiction_faults(staging, _line_of(datasets))
        for dataset in datasets:
            faults += named_fact_faults(staging, dataset)
    return faults


def _stage_table(
    dataset: Dataset, file: str, table: Table, schema: Schema, staging: Staging, report: LoadReport
) -> list[Fault]:
    begun = time.monotonic()
    rules = rules_of(table, schema)
    source = CsvTable(dataset.folder / file, dataset.place(file), rules.columns, rules.required)
    row = report.table(dataset.name, table.content, file)
    faults: list[Fault] = []
    normalised = 0
    for chunk in source.chunks():
        normalised += normalise(chunk.frame)
        found = chunk_faults(chunk, rules, source)
        row.read += len(chunk.frame)
        if found:
            faults += found
            row.refused += len(found)
        else:
            staging.add(dataset, file, table, chunk, rules)
    report.notes += source.notes()
    if normalised:
        report.notes.append(f"{source.place}: {normalised:,} cells were brought into Unicode form NFC")
    faults += row_count_faults(dataset, file, row.read)
    row.seconds += time.monotonic() - begun
    return faults


def _line_of(datasets: Sequence[Dataset]) -> Line:
    by_name: Mapping[str, Dataset] = {dataset.name: dataset for dataset in datasets}

    def line(dataset: str, file: str, row: int) -> str:
        place = by_name[dataset].place(file)
        lines = CsvTable(by_name[dataset].folder / file, place, (), ()).lines_of([row])
        return f"{place}:{lines[row]}"

    return line


def _unknown_faults(comparison: Comparison, line: Line) -> Iterator[Fault]:
    """References that neither this load nor the graph can meet, and entities to be removed that others still tie."""
    known = "SELECT id FROM state_node WHERE others"
    unknown = comparison.db.execute(f"SELECT id, dataset, file, row FROM missing WHERE id NOT IN ({known})").fetchall()
    yield from _missing_faults(unknown, line)
    for _, _, ids in comparison.removed_entities(READ_BATCH):
        for found in comparison.database.read(STILL_TIED, {"ids": ids, "datasets": comparison.datasets}):
            place = f"dataset {found['dataset']}"
            step = "Keep its row, or remove the ties there first."
            yield Fault(place, f"ties of {found['id']!r}, which is no longer described", "a known entity", step)


def _missing_faults(missing: Iterable[tuple[str, str, str, int]], line: Line) -> Iterator[Fault]:
    step = "Add a row for it to a table of its kind, or correct the id."
    in_order = sorted(missing, key=lambda found: found[1:])
    for (dataset, file), found in groupby(in_order, key=lambda found: found[1:3]):
        of_file = list(found)
        for identity, _, _, row in of_file[:MOST_FAULTS_OF_A_SORT]:
            yield Fault(line(dataset, file, row), f"{identity!r}, which no dataset describes", "a known entity", step)
        yield from summed_up(f"{dataset}/{file}", len(of_file) - MOST_FAULTS_OF_A_SORT)


def _refuse_large_sweep(comparison: Comparison, yes: bool) -> None:
    for dataset, (gone, held) in sorted(comparison.removed_share().items()):
        if not yes and gone > held * MOST_REMOVED:
            raise LoadRefusedError(
                f"This load would remove {gone:,} of the {held:,} things that the graph holds of {dataset}, more than "
                "a fifth; nothing was written. If that is meant, run it again with --yes."
            )


def _refuse_unknown_withdrawals(database: Database, withdrawn: Sequence[str], loaded: Iterable[str]) -> None:
    if both := sorted(set(withdrawn) & set(loaded)):
        raise UsageError(f"{', '.join(both)} cannot be loaded and withdrawn at once. Name it once.")
    known = {row["name"] for row in database.read(statements.EVER_LOADED)} if withdrawn else set()
    if unknown := sorted(set(withdrawn) - known):
        raise UsageError(
            f"Nothing was ever loaded from {', '.join(unknown)}, so it cannot be withdrawn. "
            f"Loaded so far: {', '.join(sorted(known)) or 'no dataset'}."
        )


def _describe_datasets(
    database: Database, datasets: Sequence[Dataset], withdrawn: Sequence[str], schema: Schema, lock: LoadLock
) -> None:
    rows = [
        dataset.manifest.model_dump(exclude={"tables", "facts"})
        | {"marking": dataset.manifest.marking or None}  # null is not kept: most are not marked
        | {"name": dataset.name, "digest": dataset.digest, "declaration": schema.digest, "run": lock.run}
        for dataset in datasets
    ]
    database.write(
        f"{statements.LOCKED} UNWIND $rows AS row MERGE (d:Dataset {{name: row.name}}) "
        "SET d = row, d.loaded = datetime()",
        {"run": lock.run, "rows": rows},
    )
    database.write(
        f"{statements.LOCKED} MATCH (d:Dataset) WHERE d.name IN $names DELETE d",
        {"run": lock.run, "names": list(withdrawn)},
    )
