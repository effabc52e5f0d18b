"""A statement through the guard against the bare driver call with the same text; a result without end."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count

from graph_loader.content import shipped
from graph_loader.database.connection import Database, open_database
from graph_loader.database.guard import Guard
from graph_loader.database.local_server import LocalServer
from graph_loader.datasets import dataset_folders
from graph_loader.loading import load, open_datasets
from graph_loader.schema import load_schema
from tests.benchmarks.measuring import Claim, Figures, alternate, environment, peak_megabytes

VALUES = (
    "MATCH (s:State)-[v:VOTED]->(r:Resolution) WHERE v.value <> $without "
    "RETURN s.id AS state_id, s.name AS state, r.id AS resolution_id, v.value AS vote, v.start AS day LIMIT 1000"
)
ENTITIES = "MATCH (n:Entity) RETURN n LIMIT 1000"
PAIRS = "MATCH (s:State)-[v:VOTED]->(r:Resolution) WHERE v.value <> $without RETURN s, r LIMIT 1000"
GIVEN = {"without": "absent"}
ENDLESS = "UNWIND $list AS a UNWIND $list AS b UNWIND $list AS c UNWIND $list AS d RETURN a, b, c, d"
HUNDRED = list(range(100))
ROWS = 10_000
GUARDED, BARE = "through the guard", "bare driver call"
MEMORY = """
import sys
from contextlib import closing
from graph_loader.database.connection import address_of, open_database
from graph_loader.database.guard import Guard
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
            found = _compared(database, guard, text, runs)
            lines += [f"| {name} | {contestant} | {figure} |" for contestant, figure in found.items()]
            ratio = found[GUARDED].median / found[BARE].median
            yield Claim(f"1,000 rows {name}, {GUARDED} / {BARE}", ratio, 1.5, True)
        yield "\n".join(lines)
        yield from _judging(guard, runs)
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


def _compared(database: Database, guard: Guard, text: str, runs: int) -> dict[str, Figures]:
    def bare() -> None:
        with database.session(read=True) as session:
            rows = session.execute_read(lambda transaction: list(transaction.run(text, GIVEN)))
        if len(rows) != 1_000:
            raise RuntimeError(f"{len(rows)} rows instead of 1,000")

    def guarded() -> None:
        rows = guard.run(text, GIVEN).rows
        if len(rows) != 1_000:
            raise RuntimeError(f"{len(rows)} rows instead of 1,000")

    for _ in range(5):
        bare()
        guarded()
    return alternate(runs, {GUARDED: lambda found: _timed(found, guarded), BARE: lambda found: _timed(found, bare)})


def _judging(guard: Guard, runs: int) -> Iterator[Claim]:
    """The guard's own part: a text judged before, and one never seen whose plan the server makes for the first time."""
    guard.judge(VALUES, GIVEN)
    again, first = Figures(), Figures()
    number = count()
    for _ in range(runs):
        _timed(again, lambda: guard.judge(VALUES, GIVEN))
        # Another text with the same plan: another name of a column.
        _timed(first, lambda: guard.judge(VALUES.replace("AS vote", f"AS vote{next(number)}"), GIVEN))
    detail = f"{first.median * 1000:.1f} ms for a text seen for the first time, most of it the server's planner"
    yield Claim("milliseconds to judge a text judged before", again.median * 1000, 10, True, detail)


def _timed(figures: Figures, work: Callable[[], object]) -> None:
    begun = time.perf_counter()
    work()
    figures.seconds.append(time.perf_counter() - begun)
