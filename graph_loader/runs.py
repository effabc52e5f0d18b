"""One loader at a time: the lock node, its heartbeat, and the record of each run.

Times are the server's, so that clocks that differ do no harm. Every write of a load names its run and finds the lock
still its own, or writes nothing: a loader that slept through its expiry cannot disturb the one that took over.
"""

import getpass
import os
import socket
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from graph_loader.database.connection import Database
from graph_loader.errors import CyberatlasError, LoadRefusedError

EXPIRY_SECONDS = 30.0
HEARTBEAT_SECONDS = 5.0

_TAKE = """
MERGE (l:LoadLock {name: 'load'})
SET l.touched = timestamp()
WITH l, timestamp() AS now
WHERE l.run IS NULL OR l.expires < now OR l.run = $run OR l.run = $dead
SET l.before = CASE WHEN l.run = $run THEN l.before ELSE l.run END,
    l += $owner, l.run = $run, l.expires = now + $expiry
RETURN l.before AS before
"""
_HOLDER = "MATCH (l:LoadLock {name: 'load'}) RETURN l {.run, .name_of_owner, .host, .pid, .process_start} AS lock"
_EXTEND = "MATCH (l:LoadLock {name: 'load', run: $run}) SET l.expires = timestamp() + $expiry RETURN l.run AS run"
_RELEASE = "MATCH (l:LoadLock {name: 'load', run: $run}) SET l.run = null, l.expires = 0"
_INTERRUPTED = """
MATCH (r:LoadRun {state: 'running'})
SET r.state = 'interrupted', r.unfinished = r.datasets
"""
_CLEAR_MARKS = "MATCH (b:LoadBatch) DELETE b"
_BEGIN = """
MERGE (r:LoadRun {id: $run})
SET r.state = 'running', r.started = datetime(), r.owner = $owner, r.datasets = $datasets
"""
_COMPLETE = """
MATCH (:LoadLock {name: 'load', run: $run})
MATCH (r:LoadRun {id: $run}) SET r.state = 'complete', r.finished = datetime()
WITH r OPTIONAL MATCH (old:LoadRun {state: 'interrupted'})
SET old.unfinished = [name IN old.unfinished WHERE NOT name IN r.datasets]
WITH r, old, size(old.unfinished) = 0 AS whole ORDER BY old.started
FOREACH (_ IN CASE WHEN whole THEN [1] ELSE [] END | SET old.state = 'completed later', old.completed_by = $run)
RETURN r.id AS run,
  collect(CASE WHEN whole THEN old {.owner, .datasets, started: toString(old.started)} END) AS completed
"""


@dataclass(frozen=True)
class InterruptedRun:
    """A load that did not come to its end."""

    owner: str
    started: str
    datasets: Sequence[str]

    def __str__(self) -> str:
        return (
            f"The load of {', '.join(self.datasets)} begun by {self.owner} at {self.started[:19]} UTC was interrupted"
        )


class LoadLock:
    """Holds the right to write for as long as the `with` lasts; `run` is the id of this load.

    A lock whose owner is dead is taken over: at once where the owner was a process of this machine, else when it
    has not been renewed for 30 seconds.
    """

    def __init__(self, database: Database, wait: float = 0.0) -> None:
        self.run = uuid.uuid4().hex
        self.owner = f"{_user()}@{socket.gethostname()} (process {os.getpid()})"
        self._database = database
        self._wait = wait
        self._stop = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="load-lock", daemon=True)

    def __enter__(self) -> Self:
        deadline = time.monotonic() + self._wait
        while (holder := self._take()) is not None:
            if time.monotonic() >= deadline:
                raise LoadRefusedError(
                    f"Another load is at work: {holder['name_of_owner']}. Wait until it has finished "
                    "(`cyberatlas load --wait 600` waits for it), or end it."
                )
            time.sleep(min(1.0, self._wait))
        self._heart.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._heart.join()
        try:
            self._database.write(_RELEASE, {"run": self.run}, patience=None if error is None else HEARTBEAT_SECONDS)
        except CyberatlasError:
            if error is None:
                raise

    def begin(self, datasets: Sequence[str]) -> None:
        """Record that this load writes from now on; loads before it that never ended count as interrupted."""
        self._database.write(_INTERRUPTED)
        self._database.write(_CLEAR_MARKS)
        self._database.write(_BEGIN, {"run": self.run, "owner": self.owner, "datasets": list(datasets)})

    def complete(self) -> list[InterruptedRun]:
        """Record that the load is whole; returns the interrupted ones of which nothing is left to do with it."""
        rows = self._database.write(_COMPLETE, {"run": self.run})
        if not rows:
            raise self.lost()
        self._database.write(_CLEAR_MARKS)
        return [InterruptedRun(**run) for run in rows[0]["completed"]]

    def lost(self) -> LoadRefusedError:
        """The error of a load that finds its lock taken."""
        return LoadRefusedError(
            "This load did not renew its lock in time and another loader took it over; nothing more was written. "
            "Run `cyberatlas load` again: it completes what is missing."
        )

    def _take(self) -> dict[str, Any] | None:
        """None if the lock is ours now, else its holder."""
        for dead in ("", self._dead_holder()):
            if dead is None:
                continue
            parameters = {
                "run": self.run,
                "dead": dead,
                "owner": self._identity(),
                "expiry": int(EXPIRY_SECONDS * 1000),
            }
            if taken := self._database.write(_TAKE, parameters):
                self._await_transactions_of(taken[0]["before"])
                return None
        return self._holder()

    def _await_transactions_of(self, before: str | None) -> None:
        """What a dead loader had sent may still be at work in the server: see it ended before the graph is read."""
        deadline = time.monotonic() + EXPIRY_SECONDS
        while before and self._database.transactions_tagged(before):
            if time.monotonic() > deadline:
                raise LoadRefusedError(
                    "The database is still at work for a load that was interrupted. Wait a minute, then run this again."
                )
            time.sleep(0.2)

    def _holder(self) -> dict[str, Any]:
        rows = self._database.write(_HOLDER)
        return rows[0]["lock"] if rows else {}

    def _dead_holder(self) -> str | None:
        """The run that holds the lock if its process was on this machine and is gone."""
        holder = self._holder()
        if holder.get("host") != socket.gethostname() or not holder.get("run"):
            return None
        import psutil

        try:
            alive = abs(psutil.Process(holder["pid"]).create_time() - holder["process_start"]) < 1.0
        except psutil.NoSuchProcess:
            alive = False
        return None if alive else holder["run"]

    def _identity(self) -> dict[str, Any]:
        import psutil

        started = psutil.Process().create_time()
        return {"name_of_owner": self.owner, "host": socket.gethostname(), "pid": os.getpid(), "process_start": started}

    def _beat(self) -> None:
        while not self._stop.wait(HEARTBEAT_SECONDS):
            try:
                self._database.write(
                    _EXTEND, {"run": self.run, "expiry": int(EXPIRY_SECONDS * 1000)}, patience=HEARTBEAT_SECONDS
                )
            except CyberatlasError:
                continue  # the writes themselves will say that the database is away


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as containers have it
        return f"user {os.getuid()}"
