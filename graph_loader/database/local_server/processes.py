"""Processes of the operating system: begin one apart from the terminal, find it again, end it."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from graph_loader.database.local_server.configuration import LOOPBACK, home_argument

if TYPE_CHECKING:
    import psutil

WINDOWS = sys.platform == "win32"
# What would change the Java runtime or the server behind our back.
UNWANTED_VARIABLES = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "JAVA_HOME")
CREATE_TIME_TOLERANCE = 2.0  # seconds: the system derives it from its clock, which may be corrected
KILL_WAIT = 10.0
PRIVATE_UMASK = 0o077


def spawn(command: Sequence[str], folder: Path, output: Path, low_priority: bool = False) -> "psutil.Process":
    """Begin `command` in `folder`, its output in the file `output`, out of reach of the terminal's Ctrl-C.

    It outlives this program, and leaves files that are readable by their owner alone.
    """
    import psutil

    variables = {
        name: value
        for name, value in os.environ.items()
        if name.upper() not in UNWANTED_VARIABLES and not name.upper().startswith("NEO4J_")
    }
    if sys.platform == "linux":
        # There the locale decides how the Java runtime reads the names of files: UTF-8, whatever the user's own is.
        variables["LC_ALL"] = "C.UTF-8"
    # On Windows a console of its own, which has no window: a console is how a Ctrl-C reaches a process there.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with output.open("wb") as file:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=not WINDOWS,
            umask=-1 if WINDOWS else PRIVATE_UMASK,
            creationflags=flags,
        )
    child.returncode = 0  # it is not awaited: without this, Python would warn of a child that still runs
    if low_priority:
        _lower_priority(child.pid)
    return psutil.Process(child.pid)


@contextlib.contextmanager
def interrupts_deferred() -> Iterator[None]:
    """Let a signal that comes during the body take effect after it: what the body does, it does whole.

    Meant are Ctrl-C, and SIGTERM where this program handles it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is ever interrupted
        return
    caught: list[tuple[int, FrameType | None]] = []
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        handler = signal.getsignal(number)
        if callable(handler):
            before[number] = handler
            signal.signal(number, lambda number, frame: caught.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:
        received, frame = caught[0]
        before[signal.Signals(received)](received, frame)


def _lower_priority(pid: int) -> None:
    if sys.platform == "win32":
        import psutil

        psutil.Process(pid).nice(psutil.IDLE_PRIORITY_CLASS)
    else:
        # By process group: by process alone, Linux would leave out threads that have begun already.
        os.setpriority(os.PRIO_PGRP, pid, 19)


def find_process(pid: int, create_time: float, server_home: Path) -> "psutil.Process | None":
    """The process with this id, if it lives, began at `create_time` and is a server of `server_home`."""
    import psutil

    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - create_time) < CREATE_TIME_TOLERANCE
        return process if same and is_alive(process) and home_argument(server_home) in process.cmdline() else None
    except psutil.Error:
        return None


def find_server(server_home: Path) -> "psutil.Process | None":
    """The process of a server of `server_home`, looked for among all processes."""
    import psutil

    wanted = home_argument(server_home)
    for process in psutil.process_iter(["cmdline"]):
        if wanted in (process.info["cmdline"] or ()) and is_alive(process):
            return process
    return None


def is_alive(process: "psutil.Process") -> bool:
    """True where the process runs; one that has ended and waits for its parent to notice does not."""
    import psutil

    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def listens(process: "psutil.Process", port: int) -> bool:
    """True where this very process listens on `port`: a password is sent to no other."""
    import psutil

    try:
        connections = process.net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(entry.status == psutil.CONN_LISTEN and entry.laddr.port == port for entry in connections)


def end_process(process: "psutil.Process", patience: float) -> None:
    """Ask the process to end, wait up to `patience` seconds, then kill it. Returns when it is gone."""
    import psutil

    try:
        if WINDOWS:
            _send_ctrl_c(process)
        else:
            process.terminate()
        process.wait(patience)
    except psutil.NoSuchProcess:
        return
    except psutil.TimeoutExpired:
        kill_process(process)


def kill_process(process: "psutil.Process") -> None:
    """Kill the process and what it began, and wait until they are gone."""
    import psutil

    try:
        family = [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, KILL_WAIT)


# Windows knows no signal that asks a program to end but the Ctrl-C of a console, and a program sends it only to the
# console that it is attached to itself: so a helper leaves its own and attaches to the server's.
SEND_CTRL_C = """
import ctypes, sys
console = ctypes.windll.kernel32
console.FreeConsole()
sent = console.AttachConsole(int(sys.argv[1])) and console.SetConsoleCtrlHandler(None, True)
sys.exit(0 if sent and console.GenerateConsoleCtrlEvent(0, 0) else 1)
"""


def _send_ctrl_c(process: "psutil.Process") -> None:
    helper = subprocess.run([sys.executable, "-c", SEND_CTRL_C, str(process.pid)], check=False)
    if helper.returncode != 0:
        process.kill()  # the store is recovered from its transaction log at the next start


def free_port(preferred: int) -> int:
    """`preferred` where nothing listens on it, else another free port."""
    import socket

    for port in (preferred, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if not WINDOWS:  # there the option would let two programs share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return preferred
