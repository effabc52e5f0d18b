"""The guard before a live server with the shipped graph: what it refuses, what it lets pass, where it cuts and ends."""

import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.database.guard import Guard, Limits, StatementCancelledError
from graph_loader.errors import DatabaseError, StatementRefusedError
from tests.digest import graph_digest
from tests.honest_statements import STATEMENTS as HONEST
from tests.honest_statements import Honest
from tests.hostile_statements import STATEMENTS as HOSTILE
from tests.hostile_statements import Hostile
from tests.integration.test_command_line import environment

SHORT = Limits(run_seconds=2)
SLOW = "MATCH (a), (b), (c), (d) RETURN count(a.name + b.name + c.name + d.name) AS n"
WRITING = ("write", "schema and administration")


@pytest.fixture
def guard(shipped: Database) -> Iterator[Guard]:
    with closing(Guard(shipped)) as made:
        yield made


def state(database: Database) -> dict[str, Any]:
    """All that a statement could have changed for good."""
    names = ("CALL db.labels()", "CALL db.relationshipTypes()", "CALL db.propertyKeys()")
    return {
        "graph": graph_digest(database),
        "nodes": database.read("MATCH (n) RETURN count(n) AS n, count { ()-->() } AS r"),
        "users": database.read("SHOW USERS YIELD user, passwordChangeRequired, suspended RETURN *"),
        "indexes": database.read("SHOW INDEXES YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name"),
        "constraints": database.read("SHOW CONSTRAINTS YIELD name, type RETURN * ORDER BY name"),
        "names": [sorted(str(row) for row in database.read(call)) for call in names],
    }


def parameters(statement: Honest, database: Database) -> dict[str, Any]:
    if "$index" not in statement.text:
        return dict(statement.parameters)
    (index,) = database.read("SHOW INDEXES YIELD name, type WHERE type = 'FULLTEXT' RETURN name")
    return {"index": index["name"]}


def outcome(guard: Guard, statement: Hostile) -> str:
    try:
        result = guard.run(statement.text, statement.parameters)
    except StatementRefusedError as error:
        return f"refused: {error}"
    except DatabaseError as error:
        return f"ended: {error}"
    return f"{len(result.rows)} rows"


# The two tables -------------------------------------------------------------------------------------------------


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(HOSTILE) >= 80
    assert len(HONEST) >= 60
    assert all(bool(statement.harmless) != bool(statement.says) or not statement.harmless for statement in HOSTILE)


def test_every_hostile_statement_is_refused_or_harmless(shipped: Database) -> None:
    before = state(shipped)
    wrong = {}
    with closing(Guard(shipped, SHORT)) as guard:
        for statement in HOSTILE:
            found = outcome(guard, statement)
            refused = found.startswith("refused: ")
            if refused == bool(statement.harmless) or statement.says not in found:
                wrong[statement.text[:200]] = found
    assert wrong == {}
    assert state(shipped) == before
    assert shipped.read("RETURN 1 AS one") == [{"one": 1}]


def test_no_honest_statement_is_refused(shipped: Database, guard: Guard) -> None:
    before = state(shipped)
    wrong = {}
    for statement in HONEST:
        try:
            rows = guard.run(statement.text, parameters(statement, shipped)).rows
        except DatabaseError as error:
            wrong[statement.text] = str(error)
        except StatementRefusedError as error:
            wrong[statement.text] = str(error)
        else:
            if bool(rows) == statement.empty:
                wrong[statement.text] = f"{len(rows)} rows"
    assert wrong == {}
    assert state(shipped) == before


def test_what_the_server_holds_without_the_guard(shipped: Database) -> None:
    """In bare READ sessions with a time limit: nothing is written, no file is read, and the server lives on."""
    before = state(shipped)
    wrong = {}
    for statement in HOSTILE:
        if statement.never_bare:
            continue
        begun = time.monotonic()
        try:
            taken: list[list[Any]] = []

            def take(row: list[Any], taken: list[list[Any]] = taken) -> bool:
                taken.append(row)
                return len(taken) < 100

            shipped.stream(statement.text, statement.parameters, take, timeout=1, tag="bare")
            if statement.category == "write" or (taken and statement.category == "files and addresses"):
                wrong[statement.text] = "ran"
        except DatabaseError:
            pass
        if time.monotonic() - begun > 20:
            wrong[statement.text] = f"ended after {time.monotonic() - begun:.0f} s"
    assert wrong == {}
    assert state(shipped) == before


# Verdicts -------------------------------------------------------------------------------------------------------


class Counting:
    """A database that counts how often a plan is asked of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.plans = 0

    def plan(self, *given: Any, **named: Any) -> Any:
        self.plans += 1
        return self._database.plan(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


def test_a_text_is_judged_once(shipped: Database) -> None:
    counting = Counting(shipped)
    with closing(Guard(counting)) as guard:  # type: ignore[arg-type]
        for name in ("France", "Ghana", "Brazil"):
            guard.run("MATCH (s:State {name: $name}) RETURN s", {"name": name})
        assert counting.plans == 1
        guard.run("MATCH (s:State {name: $name}) RETURN s ", {"name": name})
        assert counting.plans == 2


def test_parameters_on_which_the_verdict_rests_are_judged_anew(guard: Guard) -> None:
    text = "MATCH (s:State) WHERE s.name =~ $pattern RETURN s.name"
    assert guard.run(text, {"pattern": "Fr.*"}).rows
    for pattern in ("(a+)+$", ".*.*.*.*.*x"):
        with pytest.raises(StatementRefusedError, match="regular expression"):
            guard.run(text, {"pattern": pattern})
    listed = "UNWIND range(1, $n) AS x RETURN x"
    assert len(guard.run(listed, {"n": 9}).rows) == 9
    with pytest.raises(StatementRefusedError, match="long list"):
        guard.run(listed, {"n": 10**12})
    loops = "RETURN size([a IN $l WHERE any(b IN $l WHERE any(c IN $l WHERE a = b AND b = c))]) AS n"
    assert guard.run(loops, {"l": [1, 2]}).rows == [[2]]
    with pytest.raises(StatementRefusedError, match="loops over long lists"):
        guard.run(loops, {"l": list(range(5_000))})


def test_judging_runs_nothing(shipped: Database, guard: Guard) -> None:
    begun = time.monotonic()
    guard.judge(SLOW, {})
    assert time.monotonic() - begun < 8


# Limits ---------------------------------------------------------------------------------------------------------


def test_rows_are_cut_and_the_caller_can_only_lower_the_limit(shipped: Database) -> None:
    with closing(Guard(shipped, Limits(most_rows=5))) as guard:
        for asked, given in ((None, 5), (3, 3), (100, 5), (5, 5)):
            result = guard.run("UNWIND range(1, 6) AS x RETURN x", {}, rows=asked)
            assert (result.rows, result.truncated) == ([[n] for n in range(1, given + 1)], True)
        whole = guard.run("UNWIND range(1, 5) AS x RETURN x", {})
        assert (len(whole.rows), whole.truncated, whole.columns) == (5, False, ["x"])
        assert whole.as_dict() == {"columns": ["x"], "rows": whole.rows, "truncated": False}


def test_time_is_limited_and_the_caller_can_only_lower_the_limit(shipped: Database) -> None:
    with closing(Guard(shipped, Limits(run_seconds=1))) as guard:
        for asked in (None, 0.5, 300):
            begun = time.monotonic()
            with pytest.raises(DatabaseError, match="limit"):
                guard.run(SLOW, {}, seconds=asked)
            assert time.monotonic() - begun < 20


def test_a_hundred_million_rows_are_neither_made_nor_held(guard: Guard) -> None:
    text = "UNWIND $list AS a UNWIND $list AS b UNWIND $list AS c UNWIND $list AS d RETURN a, b, c, d"
    tracemalloc.start()
    try:
        result = guard.run(text, {"list": list(range(100))}, rows=1_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(result.rows), result.truncated) == (1_000, True)
    assert peak < 20_000_000


def test_a_result_is_cut_where_it_weighs_too_much(shipped: Database) -> None:
    with closing(Guard(shipped, Limits(most_weight=10_000))) as guard:
        result = guard.run("UNWIND range(1, 100) AS x RETURN $text AS text", {"text": "x" * 1_000})
        assert (len(result.rows), result.truncated) == (10, True)
        with pytest.raises(StatementRefusedError, match="first row"):
            guard.run("RETURN $text + $text AS text", {"text": "x" * 8_000})


def test_memory_is_limited_by_the_server(guard: Guard) -> None:
    with pytest.raises(DatabaseError):
        guard.run("MATCH (a), (b), (c) RETURN collect(a.id + b.id + c.id) AS l", {}, seconds=20)


# Ending ---------------------------------------------------------------------------------------------------------


def ended_after(guard: Guard, tag: str, wait: float = 1.0) -> float:
    """Seconds from `cancel` to the end of SLOW, which ran before."""
    errors: list[Exception] = []

    def run() -> None:
        try:
            guard.run(SLOW, {}, tag=tag)
        except DatabaseError as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(wait)
    assert thread.is_alive()
    begun = time.monotonic()
    assert guard.cancel(tag)
    thread.join(20)
    assert isinstance(errors[0], StatementCancelledError)
    return time.monotonic() - begun


def test_a_running_statement_is_cancelled(shipped: Database, guard: Guard) -> None:
    assert ended_after(guard, "to-be-cancelled") < 3
    assert shipped.transactions_tagged("to-be-cancelled") == 0
    assert not guard.cancel("to-be-cancelled")


def test_only_the_one_named_is_cancelled(shipped: Database, guard: Guard) -> None:
    assert not guard.cancel("nobody")
    result: list[int] = []
    other = threading.Thread(
        target=lambda: result.append(
            len(guard.run("MATCH (a:State), (b) RETURN a.id, b.id", {}, tag="other", rows=10_000).rows)
        )
    )
    other.start()
    ended_after(guard, "one")
    other.join(30)
    assert result == [10_000]


def test_ctrl_c_ends_the_statement_on_the_server(shipped: Database, tmp_path: Any) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from explorer.cli import main; main()", "cypher", SLOW],
        cwd=tmp_path, env=environment(shipped.address, tmp_path / "home"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH $text RETURN count(*) AS n"

    def at_work() -> bool:
        return bool(shipped.read(running, {"text": SLOW})[0]["n"])

    deadline = time.monotonic() + 30
    while not at_work():
        assert time.monotonic() < deadline
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, errors) == (130, "", "Interrupted.\n")
    assert not at_work()


def test_the_command_refuses_where_own_statements_are_off(shipped: Database, tmp_path: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from explorer.cli import main; main()", "cypher", "RETURN 1"],
        cwd=tmp_path, env=environment(shipped.address, tmp_path) | {"CYBERATLAS_ADHOC_CYPHER": "off"},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "CYBERATLAS_ADHOC_CYPHER is off" in done.stderr


def test_a_database_that_is_away_is_said_to_be_away(database_address: Address) -> None:
    with open_database(database_address) as database, closing(Guard(database)) as guard:
        database.close()
        with pytest.raises(DatabaseError, match="could not be used"):
            guard.run("RETURN 1", {})


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("\ud800", "surrogate"),
        ([{"a": "x\udfff"}], "surrogate"),
        (1 << 63, "64 bits"),
        (["x" * 10_000] * 3_000, "more than"),
    ],
    ids=["text", "within", "number", "weight"],
)
def test_a_parameter_that_cannot_be_sent_is_named(guard: Guard, value: object, says: str) -> None:
    with pytest.raises(StatementRefusedError, match=says):
        guard.run("RETURN $value AS value", {"value": value})


def test_a_parameter_that_is_missing_is_named(guard: Guard) -> None:
    with pytest.raises(DatabaseError, match="value"):
        guard.run("RETURN $value AS value", {})
