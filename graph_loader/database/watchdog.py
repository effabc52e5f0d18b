"""Statements that are still at work after their time: ended from another session, and where that fails, reported.

The server looks at the clock between rows. A loop inside one expression may never come to the next row; then neither
the time limit nor an order to end has an effect, and only the end of the server's process has.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from graph_loader.database.connection import Database
from graph_loader.errors import DatabaseError

GRACE = 3.0  # seconds after the time limit, and after the order to end
ORDER_SECONDS = 5.0  # for an order to end
FREEING_SECONDS = 120.0

End = Literal["", "cancelled", "overdue", "stuck"]

_TERMINATE = """
SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.tag = $tag
TERMINATE TRANSACTIONS id YIELD transactionId
RETURN count(*) AS ended
"""


@dataclass
class Watched:
    """A statement at work; `end` says who ended it, if anyone. `deadline` is a time of `time.monotonic`.

    Once it is stuck, `settled` is set when all was done about it, and `freed` where that helped.
    """

    tag: str
    deadline: float
    end: End = ""
    freed: bool = False
    settled: threading.Event = field(default_factory=threading.Event)


class Watchdog:
    """Watches the statements of one database, in a thread of its own that begins with the first of them.

    `stuck` is called with the tag of a statement that goes on some `grace` seconds after it was ordered to end; it
    says whether it has freed the database.
    """

    def __init__(self, database: Database, stuck: Callable[[str], bool] | None = None, grace: float = GRACE) -> None:
        self._database = database
        self._stuck = stuck
        self._grace = grace
        self._at_work: dict[str, Watched] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    @contextmanager
    def watch(self, tag: str, seconds: float) -> Iterator[Watched]:
        """Watch what runs in the body under `tag`, which should be done within `seconds`."""
        watched = Watched(tag, time.monotonic() + seconds)
        with self._changed:
            self._at_work[tag] = watched
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
            self._changed.notify()
        try:
            yield watched
        finally:
            with self._changed:
                self._at_work.pop(tag, None)

    def cancel(self, tag: str) -> bool:
        """End a statement; false where none with this tag is at work."""
        with self._changed:
            watched = self._at_work.get(tag)
            if watched is not None:
                watched.end = "cancelled"
                watched.deadline = min(watched.deadline, time.monotonic())
        return self.terminate(tag) or watched is not None

    def terminate(self, tag: str) -> bool:
        """Order the server to end what runs under `tag`; false where nothing does, or the server does not answer."""
        try:
            rows = self._database.read(_TERMINATE, {"tag": tag}, timeout=ORDER_SECONDS, patience=ORDER_SECONDS)
        except DatabaseError:
            return False
        return bool(rows[0]["ended"])

    def lost(self, watched: Watched) -> bool:
        """Report a statement that cannot be ended, or during which the connection broke; true where that helped.

        Returns when the database is free again; a statement that was reported before is not reported again.
        """
        with self._changed:
            first, watched.end = watched.end != "stuck", "stuck"
        if first:
            try:
                watched.freed = self._stuck is not None and self._stuck(watched.tag)
            finally:
                watched.settled.set()
        else:
            watched.settled.wait(FREEING_SECONDS)
        return watched.freed

    def close(self) -> None:
        """Watch no longer."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                due = min((watched.deadline + self._wait(watched) for watched in self._at_work.values()), default=None)
                if self._closed:
                    return
                now = time.monotonic()
                if due is None or due > now:
                    self._changed.wait(None if due is None else min(due - now, threading.TIMEOUT_MAX))
                    continue
                overdue = [w for w in self._at_work.values() if w.deadline + self._wait(w) <= now]
            for watched in overdue:
                self._end(watched)

    def _wait(self, watched: Watched) -> float:
        """Seconds after the deadline until the next step; none follows the last."""
        steps = {"": self._grace, "cancelled": self._grace, "overdue": 2 * self._grace, "stuck": float("inf")}
        return steps[watched.end]

    def _end(self, watched: Watched) -> None:
        if watched.end == "":
            watched.end = "overdue"
            self.terminate(watched.tag)
            return
        self.lost(watched)
