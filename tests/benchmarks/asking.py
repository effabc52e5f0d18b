"""Statements and saved queries through the guard against the bare driver call with the same text; one without end."""

import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import count

from explorer.queries.running import run
from explorer.queries.saved_query import SavedQuery, parse_query
from graph_loader.content import shipped
from graph_loader.database.connection import Database, open_database
from graph_loader.database.guard import Guard, Result
from graph_loader.database.local_server import LocalServer
from graph_loader.datasets import dataset_folders
from graph_loader.loading import load, open_datasets
from graph_loader.schema import Schema, load_schema
from tests.benchmarks.measuring import Claim, Figures, alternate, environment, peak_megabytes

VALUES = (
    "MATCH (s:State)-[v:VOTED]->(r:Resolution) WHERE v.value <> $without "
    "RETURN s.id AS state_id, s.name AS state, r.id AS resolution_id, v.value AS vote, v.start AS day LIMIT 1000"
)
ENTITIES = "MATCH (n:Entity) RETURN n LIMIT 1000"
PAIRS = "MATCH (s:State)-[v:VOTED]->(r:Resolution) WHERE v.value <> $without RETURN s, r LIMIT 1000"
FIRST_ROW = VALUES.replace("LIMIT 1000", "LIMIT 1")
GIVEN = {"without": "absent"}
HEAD = """// title = "A benchmark?"
// category = "Benchmarks"
// description = "The same text as the bare call."
"""
PARAMETER = """// [parameters.without]
// label = "A vote left out"
// type = "text"
// default = "absent"
"""
ENDLESS = "UNWIND $list AS a UNWIND $list AS b UNWIND $list AS c UNWIND $list AS d RETURN a, b, c, d"
HUNDRED = list(range(100))
ROWS = 10_000
GUARDED, SAVED, BARE = "through the guard", "as a saved query", "bare driver call"
MEMORY = """
import sys
from contextlib import closing
from graph_loader.database.connection import address_of, open_database
from graph_loader.database.guard import Guard, Result
from graph_loader.settings import load_settings

with open_database(address_of(load_settings())) as database, closing(Guard(database)) as guard:
    found = guard.run(sys.argv[1], {"list": list(range(int(sys.argv[2])))}, rows=int(sys.argv[3]))
    assert len(found.rows) == int(sys.argv[3])
"""


def measure(server: LocalServer, runs: int = 40) -> Iterator[Claim | str]:
    """Yield tables and claims."""
    schema = load_schema()
    with open_database(server.start().address) as database, closing(Guard(database)) as guard:
        load(database, open_datasets(list(dataset_folders(shipped("datasets")).values()), schema), schema)
        lines = ["| 1,000 rows | contestant | seconds, median (range) |", "|---|---|---|"]
        for name, text in (("of five values", VALUES), ("of an entity", ENTITIES), ("of two entities", PAIRS)):
            query = _saved(text, schema)
            for way, work in (
                (GUARDED, partial(guard.run, text, GIVEN)),
                (SAVED, partial(run, guard, query, GIVEN if query.parameters else {})),
            ):
                found = _compared(database, text, way, work, runs)
                lines += [f"| {name} | {contestant} | {figure} |" for contestant, figure in found.items()]
                ratio = found[way].median / found[BARE].median
                yield Claim(f"1,000 rows {name}, {way} / {BARE}", ratio, 1.5, True)
        yield "\n".join(lines)
        yield from _judging(database, guard, runs)
        figures = Figures()
        for _ in range(10):
            _timed(figures, lambda: guard.run(ENDLESS, {"list": HUNDRED}, rows=1_000))
        yield Claim("seconds to the first 1,000 of 100,000,000 rows", figures.median, 1.0, True)
        env = environment(database.address)
        whole, cut = (
            peak_megabytes([sys.executable, "-c", MEMORY, ENDLESS, size, str(ROWS)], env) for size in ("10", "100")
        )
        detail = f"{cut:.0f} MB against {whole:.0f} MB"
        yield Claim(
            f"memory for the first {ROWS:,} of 100,000,000 rows / for {ROWS:,} rows", cut / whole, 1.1, True, detail
        )


def _saved(text: str, schema: Schema) -> SavedQuery:
    """A statement as a saved query: its parameter and its columns declared."""
    columns = [part.split()[-1] for part in text.partition("RETURN ")[2].partition(" LIMIT")[0].split(", ")]
    head = HEAD + (PARAMETER if "$without" in text else "") + "// [columns]\n"
    meanings = "".join(f'// {column} = "Something"\n' for column in columns)
    return parse_query("benchmark", f"{head}{meanings}\n{text}\n", schema, place="benchmark.cypher")


def _compared(database: Database, text: str, way: str, work: Callable[[], Result], runs: int) -> dict[str, Figures]:
    """1,000 rows, from the call to all of them: by the driver alone, and by a way of ours as plain records."""

    def bare() -> None:
        _counted(_bare(database, text))

    def ours() -> None:
        _counted(work().rows)

    for _ in range(5):
        bare()
        ours()
    return alternate(runs, {way: lambda found: _timed(found, ours), BARE: lambda found: _timed(found, bare)})


def _bare(database: Database, text: str) -> Sequence[object]:
    with database.session(read=True) as session:
        return session.execute_read(lambda transaction: list(transaction.run(text, GIVEN)))


def _counted(rows: Sequence[object]) -> None:
    if len(rows) != 1_000:
        raise RuntimeError(f"{len(rows)} rows instead of 1,000")


def _judging(database: Database, guard: Guard, runs: int) -> Iterator[Claim]:
    """The guard's own part: of a text judged before, and of one that the server has never seen either.

    The server plans what it has not seen, whoever asks; so the guard's part is by how much longer the first run of a
    text takes through it than without. Each has texts of its own: the same plan, another name of a column.
    """
    guard.judge(VALUES, GIVEN)
    again, bare, guarded, planned = Figures(), Figures(), Figures(), Figures()
    number = count()
    # Names that a server which was measured before has not met.
    fresh = uuid.uuid4().hex[:8]

    def unseen() -> str:
        return FIRST_ROW.replace("AS vote", f"AS vote_{fresh}_{next(number)}")

    for _ in range(runs):
        _timed(again, lambda: guard.judge(VALUES, GIVEN))
        _timed(bare, lambda: _bare(database, unseen()))
        _timed(guarded, lambda: guard.run(unseen(), GIVEN))
        _timed(planned, lambda: guard.judge(unseen(), GIVEN))
    yield Claim("milliseconds to judge a text judged before", again.median * 1000, 10, True)
    detail = (
        f"{guarded.median * 1000:.1f} ms against {bare.median * 1000:.1f} ms; "
        f"to judge it takes {planned.median * 1000:.1f} ms, most of them the server's planner, whose work the run uses"
    )
    added = (guarded.median - bare.median) * 1000
    yield Claim("milliseconds that the guard adds to the first run of a text", added, 10, True, detail)


def _timed(figures: Figures, work: Callable[[], object]) -> None:
    begun = time.perf_counter()
    work()
    figures.seconds.append(time.perf_counter() - begun)
