"""May this Cypher run, and how far? One guard for the page, the command line and the library of queries.

Before it runs, a statement is measured and then judged by the plan that the server's own planner makes of it. It runs
in a read transaction with a time limit, is watched, and its rows are taken as they come and cut.
"""

import hashlib
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from graph_loader.database.connection import Database, Parameters, answered, unreachable
from graph_loader.database.plan_judgement import Given, judge_plan
from graph_loader.database.records import AS_THEY_ARE, plain
from graph_loader.database.statement_text import measure, measure_parameters, weight, written
from graph_loader.database.watchdog import GRACE, End, Watchdog, Watched
from graph_loader.errors import DatabaseError, StatementRefusedError

REMEMBERED = 1_000  # verdicts
PULSE = 0.2  # seconds between looks for a Ctrl-C

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Limits:
    """What no caller can exceed: characters, levels of nesting, seconds, rows and the weight of a result.

    `most_weight` counts characters, numbers and entries, which is about the bytes of the result as JSON. Memory on
    the server is limited by the server (`db.memory.transaction.max`).
    """

    longest: int = 10_000
    deepest: int = 16
    plan_seconds: float = 5.0
    run_seconds: float = 30.0
    most_rows: int = 10_000
    most_weight: int = 20_000_000


class StatementCancelledError(DatabaseError):
    """A statement was ended on behalf of who had asked for it."""


@dataclass(frozen=True)
class Result:
    """Rows of plain values (see `records`), in the order of `columns`; `truncated` where there were more.

    `seconds` is from the call to the last row.
    """

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """Columns, rows and truncated, for JSON."""
        return {"columns": self.columns, "rows": self.rows, "truncated": self.truncated}


class Guard:
    """The only way by which a statement that is not the program's own reaches a database.

    `stuck` is called with the tag of a statement that nothing can end but the end of the server, some `grace` seconds
    after an order to end it had no effect, or over which the connection broke; it says whether it has freed the
    database. May be used from several threads.
    """

    def __init__(
        self,
        database: Database,
        limits: Limits | None = None,
        stuck: Callable[[str], bool] | None = None,
        grace: float = GRACE,
    ) -> None:
        self.limits = limits or Limits()
        self._database = database
        self._watchdog = Watchdog(database, stuck, grace)
        self._passed: OrderedDict[tuple[bytes, object], Mapping[str, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def judge(self, cypher: str, parameters: Parameters, *, tag: str = "") -> None:
        """Let a statement pass that only reads, within the limits.

        A text that passed is not planned again: with parameters of the same types and about the same sizes, and with
        the same values where they are regular expressions, the verdict is the same.

        Raises:
            StatementRefusedError: with the reason, or with what the server says is wrong with the text.
        """
        measure_parameters(parameters, self.limits.most_weight)
        given = Given(parameters)
        key = (hashlib.sha256(cypher.encode("utf-8", "surrogatepass")).digest(), given.key())
        with self._lock:
            patterns = self._passed.get(key)
            if patterns is not None and all(parameters.get(name) == value for name, value in patterns.items()):
                self._passed.move_to_end(key)
                return
        measure(cypher, self.limits.longest, self.limits.deepest)
        telling = judge_plan(*self._plan(cypher, parameters, tag or uuid.uuid4().hex), written(cypher), given)
        with self._lock:
            self._passed[key] = {name: parameters[name] for name in telling}
            if len(self._passed) > REMEMBERED:
                self._passed.popitem(last=False)

    def run(
        self,
        cypher: str,
        parameters: Parameters,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        tag: str = "",
        judged: bool = False,
    ) -> Result:
        """Judge a statement, run it in a read transaction and return its rows, cut where they exceed a limit.

        `seconds` and `rows` can only lower the limits. `tag` is what `cancel` finds it by. `judged` leaves the
        judgement out; only for texts of the program itself.

        Raises:
            StatementRefusedError: it may not run, or one row of its result is too large.
            StatementCancelledError: `cancel` ended it.
            DatabaseError: the time or memory limit was reached, or the database failed.
        """
        begun = time.monotonic()
        tag = tag or uuid.uuid4().hex
        seconds = min(max(0.1, seconds or self.limits.run_seconds), self.limits.run_seconds)
        most = min(max(1, rows or self.limits.most_rows), self.limits.most_rows)
        if not judged:
            self.judge(cypher, parameters, tag=tag)
        taken = _Taken(most, self.limits.most_weight)
        with self._watchdog.watch(tag, seconds) as watched:
            try:
                taken.columns = self._database.stream(
                    cypher, parameters, taken.take, timeout=seconds, tag=tag, fetch=min(most + 1, 1000),
                    given_up=lambda: bool(watched.end),
                )  # fmt: skip
            except DatabaseError as error:
                if unreachable(error) and not self._watchdog.lost(watched):
                    raise
                raise _ended(watched, seconds) or error from error
        if watched.end == "cancelled":
            raise StatementCancelledError("The statement was cancelled.")
        return Result(taken.columns, taken.rows, taken.truncated, time.monotonic() - begun)

    def cancel(self, tag: str) -> bool:
        """End what runs under `tag`, on the server too; false where nothing does."""
        return self._watchdog.cancel(tag)

    def close(self) -> None:
        """End the watch; the database stays open."""
        self._watchdog.close()

    def _plan(self, cypher: str, parameters: Parameters, tag: str) -> tuple[str, Mapping[str, Any]]:
        seconds = self.limits.plan_seconds
        with self._watchdog.watch(tag, seconds) as watched:
            try:
                return self._database.plan(cypher, parameters, timeout=seconds, tag=tag)
            except DatabaseError as error:
                if unreachable(error) and not self._watchdog.lost(watched):
                    raise
                if not watched.end and not answered(error):
                    raise
                if watched.end == "overdue":
                    raise StatementRefusedError(
                        "The statement is so intricate that the server could not plan it in time; make it simpler."
                    ) from error
                if watched.end:
                    raise _ended(watched, seconds) or error from error
                raise StatementRefusedError(f"The statement cannot be planned. {error}") from error


def interruptible(guard: Guard, work: Callable[[str], Answer]) -> Answer:
    """What `work`, given a tag to run a statement under, returns; a Ctrl-C meanwhile ends the statement on the server.

    It works in a thread of its own: an interrupt in the midst of a message would leave the driver's connection broken.
    """
    tag = uuid.uuid4().hex
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(work, tag)
        try:
            while not running.done():
                wait([running], timeout=PULSE)
        except KeyboardInterrupt:
            while not running.done():
                guard.cancel(tag)
                wait([running], timeout=PULSE)
            raise
        return running.result()


class _Taken:
    """The rows taken so far, as plain values."""

    def __init__(self, most: int, most_weight: int) -> None:
        self.columns: list[str] = []
        self.rows: list[list[Any]] = []
        self.truncated = False
        self._most = most
        self._left = most_weight
        self._entities: dict[tuple[type, str], tuple[Any, int]] = {}

    def take(self, values: list[Any]) -> bool:
        """Take one row; false where it is one too many, which ends the stream."""
        if len(self.rows) < self._most:
            row = [self._plain(value) for value in values]
            if self._left >= 0:
                self.rows.append(row)
                return True
            if not self.rows:
                raise StatementRefusedError("The first row of the result alone is too large to show; ask for less.")
        self.truncated = True
        return False

    def _plain(self, value: Any) -> Any:
        """The plain value, its weight taken off what is left; an entity that comes again is the same object again."""
        if type(value) in AS_THEY_ARE:
            self._left -= weight(value)
            return value
        identity = getattr(value, "element_id", None)
        if identity is None:
            made = plain(value)
            self._left -= weight(made)
            return made
        key = (type(value), identity)
        known = self._entities.get(key)
        if known is None:
            made = plain(value)
            self._entities[key] = known = made, weight(made)
        self._left -= known[1]
        return known[0]


_ENDINGS: Mapping[End, str] = {
    "overdue": "The statement went on past its limit of {seconds:g} s and was ended. Ask for less, or narrow it.",
    "stuck": "The statement held up the database, which was started anew. Ask for less, or narrow it, and try again.",
}


def _ended(watched: Watched, seconds: float) -> DatabaseError | None:
    """The error for a statement that was ended from outside."""
    if watched.end == "cancelled":
        return StatementCancelledError("The statement was cancelled.")
    return DatabaseError(_ENDINGS[watched.end].format(seconds=seconds)) if watched.end else None
