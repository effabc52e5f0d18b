"""What the graph holds of these datasets, beside what is staged: what is new, changed or gone.

The server adds up the hashes of each relation type. Where count and sum are those of the staged rows, the type is as it
should be; the state of all else (ids and 32-bit hashes) is read page by page into the staging area and compared there
in SQL.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice, repeat
from typing import TypeVar

from graph_loader import statements
from graph_loader.database.connection import Database
from graph_loader.node_numbers import READ_SECONDS, entity_pages
from graph_loader.staging import Staging, as_text, node_table, relation_table

SOURCE_PAGE = 2_000
READ_BATCH = 1_000

Item = TypeVar("Item")
Digest = dict[str, tuple[int, int]]
"""Dataset -> number of relations of a type, sum of their hashes."""


class Comparison:
    """The staged datasets against the graph. Adds these tables to the staging area:

    `state_node` (id, hash, datasets as JSON, ours, others), `state_rel` (id, hash, dataset, page; but for the types in
    `settled`), `page` (number, after, upto), `shared` (id): entities that more than one dataset describes, and for each
    staging table `todo_<table>` (row, fresh): what must be written. In a graph without entities (`fresh`) all must,
    and no `todo_` table is made.
    """

    def __init__(self, staging: Staging, database: Database, datasets: Sequence[str]) -> None:
        self.staging = staging
        self.database = database
        self.datasets = list(datasets)
        self.db = staging.db
        for table in (
            "state_node (id TEXT PRIMARY KEY, hash INTEGER, datasets TEXT, ours INTEGER, others INTEGER) WITHOUT ROWID",
            "state_rel (id INTEGER PRIMARY KEY, hash INTEGER, dataset TEXT, page INTEGER)",
            "page (number INTEGER PRIMARY KEY, after TEXT, upto TEXT)",
            "shared (id TEXT PRIMARY KEY) WITHOUT ROWID",
        ):
            self.db.execute(f"CREATE TABLE {table}")
        with ThreadPoolExecutor(1) as pool:
            adding_up = pool.submit(self._digests)  # the server's work, while entities are mostly ours
            self.fresh = not self._read_entities()
            digests = {} if self.fresh else adding_up.result()
        self.settled = {name for name, digest in digests.items() if digest == self._staged_digest(name)}
        if differing := digests.keys() - self.settled:
            self._read_relations(sorted(differing))
        self.held = self._held(digests)
        self._find_shared()
        if not self.fresh:
            self._plan()

    def _read_entities(self) -> bool:
        loaded = set(self.datasets)

        @cache
        def described(names: tuple[str, ...]) -> tuple[str, bool, bool]:
            return as_text(sorted(names)), bool(loaded & set(names)), bool(set(names) - loaded)

        found = False
        for page in entity_pages(self.database, statements.PAGE_OF_ENTITIES):
            found = True
            rows = (
                (identity, number, *described(tuple(names)))
                for identity, number, names in zip(page["ids"], page["hashes"], page["datasets"], strict=True)
            )
            self.db.executemany("INSERT INTO state_node VALUES (?, ?, ?, ?, ?)", rows)
        return found

    def _digests(self) -> dict[str, Digest]:
        """Relation type -> what the graph holds of it."""
        digests: dict[str, Digest] = {}
        for row in self.database.read(
            statements.DIGESTS_OF_RELATIONS, {"datasets": self.datasets}, timeout=READ_SECONDS
        ):
            digests.setdefault(row["type"], {})[row["dataset"]] = (row["count"], row["digest"])
        return digests

    def _staged_digest(self, relation: str) -> Digest:
        if relation not in self.staging.schema.relations:
            return {}
        select = f'SELECT dataset, count(*), sum(hash) FROM "{relation_table(relation)}" GROUP BY dataset'
        return {dataset: (count, digest) for dataset, count, digest in self.db.execute(select)}

    def _read_relations(self, types: list[str]) -> None:
        after, number = "", 0
        while True:
            parameters = {"after": after, "size": SOURCE_PAGE, "datasets": self.datasets, "types": types}
            page = self.database.read(statements.PAGE_OF_RELATIONS, parameters, timeout=READ_SECONDS)[0]
            if page["upto"] is None:
                return
            for dataset, ids, hashes in page["found"]:
                rows = zip(map(relation_number, ids), hashes, repeat(dataset), repeat(number))
                self.db.executemany("INSERT INTO state_rel VALUES (?, ?, ?, ?)", rows)
            self.db.execute("INSERT INTO page VALUES (?, ?, ?)", (number, after, page["upto"]))
            after, number = page["upto"], number + 1

    def _held(self, digests: Mapping[str, Digest]) -> dict[str, int]:
        """Dataset -> entities that only it describes and relations, as the graph holds them now."""
        held: dict[str, int] = {}
        for digest in digests.values():
            for dataset, (count, _) in digest.items():
                held[dataset] = held.get(dataset, 0) + count
        owned = "SELECT json_extract(datasets, '$[0]'), count(*) FROM state_node WHERE ours AND NOT others GROUP BY 1"
        for dataset, count in self.db.execute(owned):
            held[dataset] = held.get(dataset, 0) + count
        return held

    def _find_shared(self) -> None:
        for kind in self.staging.schema.kinds:
            share = f'INSERT OR IGNORE INTO shared SELECT id FROM "{node_table(kind)}"'
            self.db.execute(f"{share} GROUP BY id HAVING count(*) > 1")
            self.db.execute(f"{share} WHERE id IN (SELECT id FROM state_node WHERE others)")
        self.db.execute("INSERT OR IGNORE INTO shared SELECT id FROM state_node WHERE ours AND others")

    def _plan(self) -> None:
        matched = 0
        for content, table in self.staging.tables():
            relation = content in self.staging.schema.relations
            differs = "st.hash <> s.hash" if relation else "st.hash <> s.hash OR st.datasets <> json_array(s.dataset)"
            self.db.execute(
                f'CREATE TABLE "todo_{table}" AS SELECT s.rowid AS row, st.id IS NULL AS fresh FROM "{table}" s '
                f"LEFT JOIN {'state_rel' if relation else 'state_node'} st ON st.id = s.id "
                f"WHERE {content not in self.settled} AND (st.id IS NULL OR {differs}) "
                "AND s.id NOT IN (SELECT id FROM shared)"
            )
            if relation and content not in self.settled:
                new = self._count(f'SELECT count(*) FROM "todo_{table}" WHERE fresh')
                matched += self._count(f'SELECT count(*) FROM "{table}"') - new
        if matched == self._count("SELECT count(*) FROM state_rel"):
            self.db.execute("DELETE FROM state_rel")
            return
        for name in self.staging.schema.relations:
            self.db.execute(f'DELETE FROM state_rel WHERE id IN (SELECT id FROM "{relation_table(name)}")')

    def _count(self, select: str) -> int:
        (count,) = self.db.execute(select).fetchone()
        return int(count)

    # What there is to do ----------------------------------------------------------------------------------------

    def pending(self, table: str, *, new: bool | None = None) -> str:
        """FROM and WHERE of a SELECT of the rows `s` of a staging table to be written; shared entities excepted.

        `new` True: only those that the graph does not hold; False: only those that it holds otherwise.
        """
        if self.fresh:
            return f'FROM "{table}" s WHERE s.id NOT IN (SELECT id FROM shared) AND {new is not False}'
        wanted = "true" if new is None else f"t.fresh = {new}"
        return f'FROM "{table}" s JOIN "todo_{table}" t ON t.row = s.rowid WHERE {wanted}'

    def removed_entities(self, size: int) -> Iterator[tuple[str, str, list[str]]]:
        """(dataset, kind, ids) of the entities that only the datasets of this load described and no longer do."""
        staged = " UNION ALL ".join(f'SELECT id FROM "{node_table(kind)}"' for kind in self.staging.schema.kinds)
        select = f"SELECT id, datasets FROM state_node WHERE ours AND NOT others AND id NOT IN ({staged})"
        for rows in self.staging.rows(select, size=size):
            grouped: dict[tuple[str, str], list[str]] = {}
            for identity, datasets in rows:
                kind = self.staging.schema.kind_of(identity) or ""
                grouped.setdefault((json.loads(datasets)[0], kind), []).append(identity)
            for (dataset, kind), ids in grouped.items():
                yield dataset, kind, ids

    def removed_relations(self) -> Iterator[tuple[str, str, list[str]]]:
        """(after, upto, ids): for each page of source entities, the relations that are no longer said."""
        pages = self.db.execute(
            "SELECT after, upto, group_concat(id) FROM state_rel JOIN page ON number = state_rel.page GROUP BY number"
        )
        for after, upto, numbers in pages:
            yield after, upto, [relation_name(int(number)) for number in numbers.split(",")]

    def removed_share(self) -> dict[str, tuple[int, int]]:
        """Dataset -> (relations and entities to remove, all that the graph holds of it)."""
        gone: dict[str, int] = dict(self.db.execute("SELECT dataset, count(*) FROM state_rel GROUP BY 1").fetchall())
        for dataset, _, ids in self.removed_entities(READ_BATCH):
            gone[dataset] = gone.get(dataset, 0) + len(ids)
        return {dataset: (count, self.held[dataset]) for dataset, count in gone.items()}


def relation_name(number: int) -> str:
    """The identity of a relation as the graph holds it: sixteen hexadecimal digits."""
    return f"{number & 0xFFFFFFFFFFFFFFFF:016x}"


def relation_number(name: str) -> int:
    """Inverse of `relation_name`: a signed 64-bit number."""
    number = int(name, 16)
    return number - (1 << 64) if number >= 1 << 63 else number


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Consecutive items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
