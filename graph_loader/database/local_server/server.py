"""A Neo4j server of one's own: started when wanted, shared by all programs of the user, ended when told."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graph_loader.database.address import Address
from graph_loader.database.local_server import aot_cache, aot_recording
from graph_loader.database.local_server.bolt import accepts_connections, address_at
from graph_loader.database.local_server.configuration import configured_port
from graph_loader.database.local_server.credentials import PASSWORD_FILE, read_password
from graph_loader.database.local_server.files import RESET, disk_errors_explained, make_private_folder, refusal
from graph_loader.database.local_server.home import ServerHome
from graph_loader.database.local_server.jar_store import JarStore, Progress, no_progress
from graph_loader.database.local_server.launch import await_answer, launch, read_tail
from graph_loader.database.local_server.processes import end_process, find_process, find_server, is_alive
from graph_loader.database.local_server.state import ServerState, read_state, remove_state, write_state

if TYPE_CHECKING:
    import psutil

STOP_PATIENCE = 60.0  # seconds until a server that was asked to end is killed
RESTART_PATIENCE = 3.0  # the same for one that has stopped to answer
LOCK_PATIENCE = 180.0  # seconds: more than another start can take

Condition = Literal["running", "starting", "stopped", "stale"]


@dataclass(frozen=True)
class Started:
    """A server that answers; `found_running` where another call or program had started it."""

    address: Address
    found_running: bool


@dataclass(frozen=True)
class ServerStatus:
    """What is known of the server of a home without asking it anything.

    `condition` is `stale` where the state file names a process that is gone: the next start puts that right.
    `uri` and `pid` are None where no server runs; `version` is then that of the jars that would be started.
    """

    condition: Condition
    pid: int | None
    uri: str | None
    version: str
    home: Path
    jars_cached: bool
    aot_cached: bool


class LocalServer:
    """The server whose data, password and logs are in `home`, and whose jars are in `cache`.

    `maven_repository` is the http, https or file address of a Maven repository to take the jars from; empty means
    the public one. Every method raises `DatabaseError` where the disk, the network or the server itself refuses.
    """

    def __init__(self, home: Path, cache: Path, maven_repository: str = "") -> None:
        self._home = ServerHome(home.expanduser().resolve())
        self.jars = JarStore(cache.expanduser().resolve(), maven_repository)

    @property
    def home(self) -> Path:
        """The folder of the data, the password and the logs."""
        return self._home.root

    @property
    def log_path(self) -> Path:
        """The server's log; beside it lie what Neo4j logs for its makers and what the Java runtime wrote."""
        return self._home.log

    def log_tail(self, lines: int = 20) -> str:
        """The last lines of the server's log, or nothing where there is none."""
        return read_tail(self.log_path, lines)

    def status(self) -> ServerStatus:
        """How the server is, as seen from outside."""
        state = read_state(self.home)
        running = state if self._process(state) is not None else None
        condition: Condition = "stopped" if state is None else "stale"
        if running is not None:
            condition = "running" if accepts_connections(running.port) else "starting"
        return ServerStatus(
            condition=condition,
            pid=running.pid if running else None,
            uri=address_at(running.port, "").uri if running else None,
            version=running.version if running else self.jars.lock.version,
            home=self.home,
            jars_cached=self.jars.verified(),
            aot_cached=aot_cache.usable_cache(self.jars) is not None,
        )

    def alive(self) -> bool:
        """True while the server's process lives: cheap enough to ask every second."""
        return self._process(read_state(self.home)) is not None

    def address(self) -> Address | None:
        """The address of the running server, or None where none runs."""
        state = read_state(self.home)
        password = read_password(self.home)
        if state is None or password is None or self._process(state) is None:
            return None
        return address_at(state.port, password) if accepts_connections(state.port) else None

    def start(self, progress: Progress | None = None, timeout: float = 120) -> Started:
        """See to it that the server runs, and return when it answers a query.

        A server that runs already is shared, also one whose starter was killed. The jars are fetched first where
        they are not there; `timeout`, in seconds, is for the server alone. Whatever interrupts this leaves no process
        behind that it began.
        """
        report = progress or no_progress
        with self._locked():
            found = self._adopt(timeout, report)
        if found is not None:
            return Started(found, found_running=True)
        self.jars.fetch(report)
        with self._locked():
            found = self._adopt(timeout, report)
            if found is not None:
                return Started(found, found_running=True)
            return Started(launch(self._home, self.jars, timeout, report), found_running=False)

    def stop(self) -> bool:
        """End the server cleanly; false where none ran."""
        with self._locked():
            return self._stop()

    def restart(self, pid: int | None, timeout: float = 120) -> int | None:
        """End the server that is or was process `pid` and start it anew on the same port; returns the new process.

        For a server that has broken down or that something holds up: it gets little time to end. Does nothing where
        another process serves the home by now, or where the server was stopped on purpose (None).
        """
        with self._locked():
            state = read_state(self.home)
            if state is None or state.pid != pid:
                return state.pid if state else None
            process = self._process(state)
            if process is not None:
                end_process(process, RESTART_PATIENCE)
            launch(self._home, self.jars, timeout, no_progress, state.port)
            started = read_state(self.home)
            return started.pid if started else None

    def reset(self) -> None:
        """End the server and remove its data, password, settings and logs. Asks nothing."""
        with self._locked():
            self._stop()
            self._home.remove()

    def record_aot_cache(self, timeout: float = 600) -> bool:
        """Record the cache that halves the time of later starts; true where it is there in the end.

        Takes about half a minute, at low priority, in a scratch home: the server may run or not. May be interrupted
        or killed at any moment.
        """
        return aot_recording.record(self.jars, timeout)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        import filelock

        with disk_errors_explained(self.home):
            make_private_folder(self.home)
            try:
                with filelock.FileLock(self._home.lock, timeout=LOCK_PATIENCE):
                    yield
            except filelock.Timeout as error:
                raise refusal(
                    str(self._home.lock),
                    "another cyberatlas that has been starting or stopping the server for minutes",
                    "one that is done within a minute",
                    "End the other one and try again.",
                ) from error

    def _process(self, state: ServerState | None) -> "psutil.Process | None":
        return find_process(state.pid, state.create_time, self._home.server) if state else None

    def _find(self) -> "tuple[psutil.Process, int] | None":
        """The running server of this home and its port, also where the state file is lost or wrong."""
        state = read_state(self.home)
        process = self._process(state)
        if process is not None and state is not None:
            return process, state.port
        process = find_server(self._home.server)
        port = configured_port(self._home.server)
        return (process, port) if process is not None and port is not None else None

    def _adopt(self, timeout: float, progress: Progress) -> Address | None:
        """The address of a server that runs already, once it answers; a state that is stale is cleared away."""
        found = self._find()
        if found is None:
            remove_state(self.home)
            return None
        process, port = found
        password = read_password(self.home)
        if password is None:
            raise refusal(
                str(self.home / PASSWORD_FILE),
                f"no password for the server that runs (process {process.pid})",
                "the password that was written when the database was made",
                f"Put the file back, or {RESET}",
            )
        address = address_at(port, password)
        deadline = time.monotonic() + timeout
        if await_answer(process, address, deadline, lambda: progress(0, 1, "Waiting for Neo4j")):
            self._note(ServerState(process.pid, process.create_time(), port, self.jars.lock.version))
            return address
        if is_alive(process):
            raise refusal(
                address.uri,
                f"a server that runs (process {process.pid}) and does not answer",
                "an answer",
                f"Stop it with `cyberatlas db stop` and start it again; its log is {self.log_path}.",
            )
        remove_state(self.home)
        return None

    def _note(self, state: ServerState) -> None:
        """Remember a server that was found and has answered."""
        self._home.unready.unlink(missing_ok=True)
        if self._process(read_state(self.home)) is None:
            write_state(self.home, state)

    def _stop(self) -> bool:
        found = self._find()
        if found is not None:
            end_process(found[0], STOP_PATIENCE)
        remove_state(self.home)
        return found is not None
