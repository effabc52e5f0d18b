"""All ties of the graph, read at once into arrays, and kept until the next load.

The server's internal ids name the ends of ties on the way: they are short, and replaced by the entities' own ids here.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.analysis.path_records import Path
from explorer.analysis.projection import Numbers, Projection, Signs, number_of_date
from explorer.analysis.sentences import pairs_of
from explorer.graph.records import Tie
from explorer.reads.rows import mentioned, read, ties, with_names
from graph_loader.database.connection import Database
from graph_loader.errors import DatabaseError
from graph_loader.schema import PolarityByValue, Schema, Sign

PAGE = 200_000
"""Most ties in one record: the server keeps a record in its memory until it is sent."""
MOST_READINGS = 3
AT_ONCE = 2
"""Records that the server makes at the same time, while others are turned into arrays."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)

Progress = Callable[[int, int], None]
"""Called with the number of ties read so far and the number of all."""

_STAMP = """
OPTIONAL MATCH (run:LoadRun) WITH run ORDER BY run.finished DESC, run.id
WITH collect(CASE run.state WHEN 'complete' THEN run.id END)[0] AS whole, collect(run) AS runs
RETURN coalesce(whole, '') AS whole,
  reduce(found = '', run IN runs | CASE WHEN run.state = 'interrupted' THEN found + run.id ELSE found END) AS broken,
  COUNT { (:Entity) } AS entities, COUNT { ()-->() } AS ties
"""

_ENTITIES = "CYPHER 5 MATCH (n:Entity) RETURN collect(id(n)) AS numbers, collect(n.id) AS ids"

_COUNTS = "RETURN [{counts}] AS counts"
_COUNT = "COUNT {{ ()-[:`{relation}`]->() }}"
_BOUNDS = "CYPHER 5 MATCH ()-[tie:`{relation}`]->() RETURN min(id(tie)) AS first, max(id(tie)) AS last"

_TIES = """
CYPHER 5 MATCH (source)-[tie:`{relation}`]->(target) {where}
RETURN collect(id(source)) AS sources, collect(id(target)) AS targets, collect(
  CASE WHEN tie.verified AND tie.end IS NULL THEN coalesce(tie.start, '')
  ELSE CASE WHEN tie.verified THEN '' ELSE '?' END + coalesce(tie.start, '') + coalesce('/' + tie.end, '') END
) AS told {value}
"""
"""What is told of a tie is one text: `2018-11/2020`, its dates as ISO 8601 has it, after a `?` where unverified."""
_VALUE = ", collect(coalesce(tie.`{by}`, '')) AS values"
_WITHIN = "WHERE $first <= id(tie) AND id(tie) <= $last"

_BETWEEN = """
UNWIND $pairs AS pair
MATCH (source:Entity {id: pair[0]})-[tie]->(target:Entity {id: pair[1]})
OPTIONAL MATCH (dataset:Dataset {name: tie.dataset})
RETURN type(tie) AS relation, source.id AS source, target.id AS target, properties(tie) AS properties,
  dataset.title AS dataset
ORDER BY tie.id
"""


def load_stamp(database: Database) -> str:
    """Changes with every load, also with one that broke off."""
    row = read(database, _STAMP, {})[0]
    return " ".join(str(row[name]) for name in ("whole", "broken", "entities", "ties"))


def projection(database: Database, schema: Schema, progress: Progress | None = None, page: int = PAGE) -> Projection:
    """All ties of declared types between entities, as arrays.

    Raises:
        DatabaseError: the graph was loaded anew again and again while it was read.
    """
    for _ in range(MOST_READINGS):
        before = load_stamp(database)
        found = _projection(database, schema, progress, page)
        if load_stamp(database) == before:
            return found
    raise DatabaseError("The graph changes while it is read: a load is at work. Try again when it has finished.")


def ties_between(database: Database, pairs: Sequence[tuple[str, str]]) -> list[Tie]:
    """All ties from the first to the second of each pair of ids, whole, in the order of their ids."""
    return ties(read(database, _BETWEEN, {"pairs": [list(pair) for pair in dict.fromkeys(pairs)]})) if pairs else []


def told_paths(database: Database, schema: Schema, paths: Sequence[Path]) -> tuple[list[Tie], dict[str, str]]:
    """All that is needed to tell paths in words: the ties between the ends of their steps, and the names of all."""
    found = ties_between(database, pairs_of(paths))
    return found, with_names(database, {}, {end for path in paths for end in path.ids} | mentioned(found, schema))


class Projections:
    """The newest projection of a database, shared by all who ask: read when first asked for, and after each load."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[str, str, Projection] | None = None

    def of(self, database: Database, schema: Schema, progress: Progress | None = None) -> Projection:
        """The projection of what the graph holds now; who asks while it is read waits for it."""
        with self._lock:
            stamp = load_stamp(database)
            if self._kept is None or self._kept[:2] != (stamp, schema.digest):
                self._kept = (stamp, schema.digest, projection(database, schema, progress))
            return self._kept[2]


def _projection(database: Database, schema: Schema, progress: Progress | None, page: int) -> Projection:
    counting = ", ".join(_COUNT.format(relation=name) for name in schema.relations)
    counts: list[int] = read(database, _COUNTS.format(counts=counting), {})[0]["counts"]
    done, told = 0, _Told()
    nothing: Any = [np.empty(0, kind) for kind in (np.int32, np.int32, np.int16, np.int32, np.int8)]
    parts = [Columns(*nothing)]
    with ThreadPoolExecutor(AT_ONCE) as workers:
        asks = list(_asks(database, schema, counts, page))
        records = workers.map(lambda ask: read(database, ask.statement, ask.parameters)[0], asks)
        row = read(database, _ENTITIES, {})[0]
        ids: list[str] = row["ids"]
        order = sorted(range(len(ids)), key=ids.__getitem__)
        place = _places(np.array(row["numbers"], np.int64)[order])
        for ask, record in zip(asks, records, strict=True):
            parts.append(_columns(record, ask.relation, schema.relations[ask.name].polarity, told, place))
            done += len(record["told"])
            if progress:
                progress(done, sum(counts))
    source, target, relation, texts, polarity = map(np.concatenate, zip(*parts, strict=True))
    start, end, verified = told.read()[texts].T
    columns = (source, target, relation, start, end, verified.astype(np.bool_), polarity)
    known = (source >= 0) & (target >= 0)
    return Projection([ids[at] for at in order], list(schema.relations), *(column[known] for column in columns))


class Ask(NamedTuple):
    """A statement that returns one record of ties of one type, given by its number and its name."""

    relation: int
    name: str
    statement: str
    parameters: Mapping[str, int]


class Columns(NamedTuple):
    """The ties of one record, as `Projection` has them; `told` is the number of a text (see `_Told`)."""

    source: Numbers
    target: Numbers
    relation: NDArray[np.int16]
    told: Numbers
    polarity: Signs


def _columns(
    row: Mapping[str, Any],
    relation: int,
    polarity: Sign | PolarityByValue,
    told: "_Told",
    place: Callable[[NDArray[np.int64]], Numbers],
) -> Columns:
    return Columns(
        place(np.array(row["sources"], np.int64)),
        place(np.array(row["targets"], np.int64)),
        np.full(len(row["told"]), relation, np.int16),
        np.fromiter(map(told.__getitem__, row["told"]), np.int32, len(row["told"])),
        _polarity(row, polarity),
    )


def _asks(database: Database, schema: Schema, counts: Sequence[int], page: int) -> Iterator[Ask]:
    """One for each type that has ties; of a large one several, with about `page` ties each."""
    for number, ((name, declared), count) in enumerate(zip(schema.relations.items(), counts, strict=True)):
        value = _VALUE.format(by=declared.polarity.by) if isinstance(declared.polarity, PolarityByValue) else ""
        if count > page:
            bounds = read(database, _BOUNDS.format(relation=name), {})[0]
            step = max(page * (bounds["last"] - bounds["first"] + 1) // count, 1)
            for first in range(bounds["first"], bounds["last"] + 1, step):
                within = {"first": first, "last": first + step - 1}
                yield Ask(number, name, _TIES.format(relation=name, where=_WITHIN, value=value), within)
        elif count:
            yield Ask(number, name, _TIES.format(relation=name, where="", value=value), {})


class _Told(dict[str, int]):
    """Numbers for the texts that tell of ties: each is read once, since dates come again and again."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]

    def read(self) -> Numbers:
        """Start, end and whether verified of each text (texts x 3)."""
        number = cache(_number)
        numbers: list[int] = []
        for text in self:
            start, _, end = text.removeprefix("?").partition("/")
            numbers += (number(start), number(end), text[:1] != "?")
        return np.array(numbers, np.int32).reshape(-1, 3)


def _number(date: str) -> int:
    """0 for what is no date, as other programs may have written it."""
    return number_of_date(date) if _DATE.fullmatch(date) else 0


def _polarity(row: Mapping[str, Any], declared: Sign | PolarityByValue) -> Signs:
    if isinstance(declared, PolarityByValue):
        signs = (declared.values.get(value, 0) for value in row["values"])
        return np.fromiter(signs, np.int8, len(row["values"]))
    return np.full(len(row["told"]), declared, np.int8)


def _places(numbers: NDArray[np.int64]) -> Callable[[NDArray[np.int64]], Numbers]:
    """Internal ids -> positions in `numbers`, -1 for those that are not there."""
    last = int(numbers.max(initial=0))
    if last < 16 * len(numbers) + 1_000_000:
        table = np.full(last + 2, -1, np.int32)
        table[numbers] = np.arange(len(numbers), dtype=np.int32)
        return lambda wanted: table[np.minimum(wanted, last + 1)]
    order = np.argsort(numbers)

    def place(wanted: NDArray[np.int64]) -> Numbers:
        at = order[np.minimum(np.searchsorted(numbers, wanted, sorter=order), len(order) - 1)]
        return np.where(numbers[at] == wanted, at, -1).astype(np.int32)

    return place
