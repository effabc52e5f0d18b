"""Writes what the comparison found: entities, relations, then the sweep of what is no longer said.

Two sessions write relations at once, each to its own buckets of entities. Buckets make it rare that two transactions
wait for each other, and do not rule it out (a new relation also touches its neighbours in the store), so batches are
small and repeated soon.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

from graph_loader import statements
from graph_loader.comparison import Comparison, batches, relation_name
from graph_loader.database.connection import Database, refused_by_constraint
from graph_loader.errors import DatabaseError
from graph_loader.node_numbers import NodeNumbers
from graph_loader.report import LoadReport, TableReport
from graph_loader.runs import LoadLock
from graph_loader.schema import ENTITY
from graph_loader.shared_entities import SharedEntities
from graph_loader.staging import BUCKETS, Staging, decoded, named_rows, node_table, relation_table

ENTITY_BATCH = 10_000
RELATION_BATCH = 2_500
FEW = 5_000
SESSIONS = 2

# Pairs of buckets that share none, round after round, until every pair of buckets had its turn.
ROUNDS = (
    ((0, 0), (1, 1)), ((2, 2), (3, 3)), ((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2)),
)  # fmt: skip


class Pass(NamedTuple):
    """Relations of one type that are written alike: the statement, the SELECT of their rows, whether all are new."""

    statement: str
    select: str
    new: bool


class Writer:
    """One load's writes. Counts what was created, changed and removed into the report."""

    def __init__(
        self,
        database: Database,
        staging: Staging,
        comparison: Comparison,
        shared: SharedEntities,
        lock: LoadLock,
        report: LoadReport,
        progress: Callable[[str, int, int | None], None],
    ) -> None:
        self._database = database
        self._staging = staging
        self._comparison = comparison
        self._shared = shared
        self._lock = lock
        self._report = report
        self._progress = progress
        self._schema = staging.schema
        self._reading = threading.Lock()
        self._numbers = itertools.count()
        self._done = 0
        self._whole = 0

    def write(self) -> None:
        """Entities, relations, sweep, and the full-text index where it is not there yet."""
        self._count()
        with ThreadPoolExecutor(SESSIONS) as pool:
            few, many = self._split(self._schema.kinds, node_table)
            self._write_few_entities(few)
            _all_done(pool.submit(self._write_entities, kind) for kind in many)
            self._write_shared()
            self._database.write(statements.search_index(self._schema))
            few, many = self._split(self._schema.relations, relation_table)
            self._write_few_relations(few)
            if many:
                self._write_relations(pool, many)
        self._sweep()
        self._progress("indexing", 0, None)
        self._database.write(statements.AWAIT_INDEXES)

    def _split(self, contents: Iterable[str], table: Callable[[str], str]) -> tuple[list[str], list[str]]:
        """Kinds or types that have only new rows, and few of them; and the others that have rows to write."""
        few: list[str] = []
        many: list[str] = []
        for content in contents:
            rows = self._rows(self._comparison.pending(table(content)))
            new = self._rows(self._comparison.pending(table(content), new=True))
            if rows:
                (few if rows == new and rows <= FEW else many).append(content)
        return few, many

    def _rows(self, pending: str) -> int:
        (rows,) = self._staging.db.execute(f"SELECT count(*) {pending}").fetchone()
        return int(rows)

    # Counting ---------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        db = self._staging.db
        for content, table in self._staging.tables():
            for dataset, file, rows in db.execute(f'SELECT dataset, file, count(*) FROM "{table}" GROUP BY 1, 2'):
                self._report.table(dataset, content, file).unchanged = rows
            fresh = "1" if self._comparison.fresh else "t.fresh"
            pending = (
                f"SELECT s.dataset, s.file, count(*), sum({fresh}) {self._comparison.pending(table)} GROUP BY 1, 2"
            )
            for dataset, file, rows, created in db.execute(pending):
                self._tally(self._report.table(dataset, content, file), rows, created)
        for kind, dataset, rows, created in self._shared.counts():
            self._tally(self._report.table(dataset, kind), rows, created)

    def _tally(self, report: TableReport, rows: int, created: int) -> None:
        report.created += created
        report.changed += rows - created
        report.unchanged = max(report.unchanged - rows, 0)
        self._whole += rows

    @contextmanager
    def _timed(self, *contents: str) -> Iterator[None]:
        """Share out the seconds of writing among the tables by the rows that they had to write."""
        begun = time.monotonic()
        yield
        mine = [report for report in self._report.tables if report.content in contents]
        rows = sum(report.created + report.changed for report in mine)
        for report in mine:
            if rows:
                report.seconds += (time.monotonic() - begun) * (report.created + report.changed) / rows

    # Entities ---------------------------------------------------------------------------------------------------

    def _write_few_entities(self, kinds: Sequence[str]) -> None:
        with self._timed(*kinds):
            for rows in batches(self._few_entities(kinds), ENTITY_BATCH):
                self._send(statements.CREATE_MIXED_ENTITIES, {"rows": rows}, len(rows), once=True)

    def _few_entities(self, kinds: Sequence[str]) -> Iterator[list[Any]]:
        for kind in kinds:
            labels = [ENTITY, kind, *self._schema.kinds[kind].groups]
            select = f"SELECT s.* {self._comparison.pending(node_table(kind), new=True)}"
            for row in named_rows(self._staging.db, select):
                own = {"id": row["id"], "_hash": row["hash"], "datasets": [row["dataset"]]}
                yield [labels, own | decoded(row, self._schema.entity_properties(kind))]

    def _write_entities(self, kind: str) -> None:
        with self._timed(kind):
            for new, text in ((True, statements.create_entities), (False, statements.merge_entities)):
                pending = self._comparison.pending(node_table(kind), new=new)
                properties = self._written_properties(kind, pending) if new else self._properties(kind)
                statement = text(self._schema, kind, properties)
                columns = "".join(f', s."p_{name}"' for name in properties)
                for batch in self._batches(f"SELECT s.id, s.hash, s.dataset{columns} {pending}", ENTITY_BATCH):
                    rows = [[row[0], row[1], [row[2]], None, *row[3:]] for row in batch]
                    self._send(statement, {"rows": rows}, len(rows), once=new)

    def _write_shared(self) -> None:
        for kind in self._schema.kinds:
            statement = statements.merge_entities(self._schema, kind, list(self._schema.entity_properties(kind)))
            for rows in batches(self._shared.rows(kind), ENTITY_BATCH):
                self._send(statement, {"rows": rows}, len(rows))

    # Relations --------------------------------------------------------------------------------------------------

    def _write_few_relations(self, relations: Sequence[str]) -> None:
        with self._timed(*relations):
            for rows in batches(self._few_relations(relations), RELATION_BATCH):
                self._send(statements.CREATE_MIXED_RELATIONS, {"rows": rows}, len(rows), once=True)

    def _few_relations(self, relations: Sequence[str]) -> Iterator[list[Any]]:
        for relation in relations:
            select = f"SELECT s.* {self._comparison.pending(relation_table(relation), new=True)}"
            for row in named_rows(self._staging.db, select):
                own = {"id": relation_name(row["id"]), "_hash": row["hash"], "dataset": row["dataset"]}
                said = decoded(row, self._schema.relation_properties(relation))
                yield [row["source"], row["target"], relation, own | said]

    def _write_relations(self, pool: ThreadPoolExecutor, relations: Sequence[str]) -> None:
        numbers = NodeNumbers(self._database)
        passes = {relation: list(self._passes(relation)) for relation in relations}

        def write(pair: tuple[int, int], relation: str) -> None:
            for pass_ in passes[relation]:
                self._write_pass(pass_, pair, numbers)

        for pairs, relation in itertools.product(ROUNDS, relations):
            with self._timed(relation):
                _all_done(pool.submit(write, pair, relation) for pair in pairs)

    def _passes(self, relation: str) -> Iterator[Pass]:
        """What is new, then what the graph holds otherwise."""
        self._staging.index_buckets(relation)
        for new, text in ((True, statements.create_relations), (False, statements.merge_relations)):
            pending = self._comparison.pending(relation_table(relation), new=new)
            properties = self._written_properties(relation, pending) if new else self._properties(relation)
            columns = "".join(f', s."p_{name}"' for name in properties)
            select = f"SELECT s.source, s.target, s.id, s.hash, s.dataset{columns} {pending}"
            yield Pass(text(self._schema, relation, properties), select, new)

    def _write_pass(self, pass_: Pass, buckets: tuple[int, int], numbers: NodeNumbers) -> None:
        low, high = buckets
        select = f"{pass_.select} AND s.bucket = {low * BUCKETS + high} ORDER BY s.source"
        for batch in self._batches(select, RELATION_BATCH):
            sources, targets, ids, *cells = zip(*batch, strict=True)
            ends = (numbers.of(sources), sources, numbers.of(targets), targets)
            rows = list(map(list, zip(*ends, map(relation_name, ids), *cells, strict=True)))  # tuples pack slowly
            self._send(pass_.statement, {"rows": rows}, len(batch), once=pass_.new)

    def _properties(self, content: str) -> list[str]:
        kinds = content in self._schema.kinds
        declared = self._schema.entity_properties(content) if kinds else self._schema.relation_properties(content)
        return list(declared)

    def _written_properties(self, content: str, pending: str) -> list[str]:
        """Properties that some new row has. A changed row is written with all, since a value may have to go."""
        properties = self._properties(content)
        columns = ", ".join(f'count(s."p_{name}")' for name in properties)
        with self._reading:
            counts = self._staging.db.execute(f"SELECT {columns} {pending}").fetchone()
        return [name for name, count in zip(properties, counts, strict=True) if count]

    def _batches(self, select: str, size: int) -> Iterator[list[Any]]:
        """Batches of staged rows; the scratch database is read by one thread at a time."""
        with self._reading:
            batches = self._staging.rows(select, size=size)
            batch = next(batches, None)
        while batch is not None:
            yield batch
            with self._reading:
                batch = next(batches, None)

    # Sweep ------------------------------------------------------------------------------------------------------

    def _sweep(self) -> None:
        datasets = self._comparison.datasets
        for after, upto, ids in self._comparison.removed_relations():
            parameters = {"after": after, "upto": upto, "ids": ids, "datasets": datasets, "run": self._lock.run}
            for row in self._database.write(statements.SWEEP_RELATIONS, parameters):
                self._report.table(row["dataset"], row["relation"]).removed += row["removed"]
        for owner, kind, ids in self._comparison.removed_entities(ENTITY_BATCH):
            self._report.table(owner, kind).removed += len(ids)
            self._send(statements.SWEEP_ENTITIES, {"ids": ids}, len(ids), column="removed")

    def _send(
        self, statement: str, parameters: dict[str, Any], rows: int, *, column: str = "written", once: bool = False
    ) -> None:
        """Write a batch. One that must be written `once` is known to be written when it finds its own mark."""
        parameters |= {"run": self._lock.run}
        if once:
            parameters["batch"] = f"{self._lock.run}/{next(self._numbers)}"
        try:
            answer = self._database.write(statement, parameters, tag=self._lock.run)
        except DatabaseError as error:
            if not (once and refused_by_constraint(error, "LoadBatch")):
                raise
            answer = [{column: rows}]
        for sent in parameters.values():
            if isinstance(sent, list):
                sent.clear()  # what the driver keeps of a statement goes only when cycles are looked for
        written = answer[0][column] if answer else 0
        if written != rows:
            if written == 0:
                raise self._lock.lost()
            raise DatabaseError(
                f"The database wrote {written:,} of {rows:,} rows of a batch: something else removed entities during "
                "the load. Run it again; it completes what is missing."
            )
        with self._reading:
            self._done += rows
            self._progress("loading", self._done, self._whole)


def _all_done(futures: Iterable[Future[None]]) -> None:
    for future in list(futures):
        future.result()
