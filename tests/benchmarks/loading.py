"""Loading 50,000 entities and 300,000 relations: cyberatlas beside what others would use."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from graph_loader.database.connection import Database, open_database
from graph_loader.database.local_server import LocalServer
from tests.benchmarks.generated import write_dataset
from tests.benchmarks.measuring import Claim, Figures, alternate, environment, peak_megabytes, timed

ENTITIES, RELATIONS = 50_000, 300_000
BASELINE = "UNWIND script"
ETL = "neo4j-etl-lib, unchecked"
ETL_CHECKED = "neo4j-etl-lib with its validation"
OURS = "cyberatlas"
AGAIN = "cyberatlas, second load"


def measure(folder: Path, server: LocalServer, peers: str, runs: int = 3) -> Iterator[Claim | str]:
    """Yield tables and claims; `peers` is a Python that has neo4j-etl-lib and cartography."""
    data = folder / "generated"
    write_dataset(data, ENTITIES, RELATIONS)
    address = server.start().address
    env = environment(address)
    programs = {
        BASELINE: [sys.executable, "-m", "tests.benchmarks.contestants.unwind", str(data)],
        ETL: [peers, "-m", "tests.benchmarks.contestants.etl_lib_load", str(data)],
        ETL_CHECKED: [peers, "-m", "tests.benchmarks.contestants.etl_lib_load", str(data), "--checked"],
        "cartography": [peers, "-m", "tests.benchmarks.contestants.cartography_load", str(data)],
    }
    ours = [sys.executable, "-c", "from explorer.cli import main; main()", "load", str(data), "--json"]
    with open_database(address) as database:
        contestants: dict[str, Callable[[Figures], None]] = {
            name: lambda figures, command=command: _fresh(database, command, env, figures)  # type: ignore[misc]
            for name, command in programs.items()
        }
        contestants[OURS] = lambda figures: _fresh(database, ours, env, figures)
        contestants[AGAIN] = lambda figures: _again(ours, env, figures)
        for warm in (programs[BASELINE], ours):
            _fresh(database, warm, env, Figures())
        figures = alternate(runs, contestants)
        rows = ENTITIES + RELATIONS
        yield f"| load of {rows:,} rows | seconds, median (range) | rows/s |\n|---|---|---|\n" + "\n".join(
            f"| {name} | {figure} | {rows / figure.median:,.0f} |" for name, figure in figures.items()
        )
        first = figures[OURS].median
        for name, bound in ((BASELINE, 1.2), (ETL, 1.7), (ETL_CHECKED, 1.7), ("cartography", 2.0)):
            yield Claim(f"rows per second, cyberatlas / {name}", figures[name].median / first, bound, False)
        yield Claim("first load / second load", first / figures[AGAIN].median, 3.0, False)
        wipe(database)
        small = peak_megabytes(ours, env)
        yield Claim("peak memory of the loader in MB / 400", small / 400, 1.0, True, f"{small:.0f} MB")
        larger = folder / "ten-times"
        write_dataset(larger, 10 * ENTITIES, 10 * RELATIONS)
        wipe(database)
        large = peak_megabytes([*ours[:-2], str(larger), "--json"], env)
        yield Claim("the same with ten times the rows / 400", large / 400, 1.0, True, f"{large:.0f} MB")


def wipe(database: Database) -> None:
    """Empty the database, its constraints and its indexes."""
    for pattern, what in (("()-[x]->()", "relations"), ("(x)", "nodes")):
        statement = f"MATCH {pattern} WITH x LIMIT 20000 DELETE x RETURN count(*) AS {what}"
        while database.write(statement)[0][what]:
            pass
    for row in database.read("SHOW CONSTRAINTS YIELD name"):
        database.write(f"DROP CONSTRAINT `{row['name']}`")
    for row in database.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"):
        database.write(f"DROP INDEX `{row['name']}`")


def _fresh(database: Database, command: list[str], env: dict[str, str], figures: Figures) -> None:
    wipe(database)
    timed(command, env, figures)
    ties = database.read("MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS ties")[0]["ties"]
    if ties != RELATIONS:
        raise RuntimeError(f"{command} left {ties} relations instead of {RELATIONS}")


def _again(command: list[str], env: dict[str, str], figures: Figures) -> None:
    report = json.loads(timed(command, env, figures))
    if any(table["created"] or table["changed"] or table["removed"] for table in report["tables"]):
        raise RuntimeError("the second load wrote something")
