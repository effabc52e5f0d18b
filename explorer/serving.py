"""Serve the page from this machine until told to stop."""

import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING

from graph_loader.errors import UsageError

if TYPE_CHECKING:
    from dash import Dash

THREADS = 8
PORTS_TRIED = 20


class PageServer:
    """A page bound to a free port: the one wished for, or the next that is free.

    Raises:
        UsageError: the address is not one of this machine, or no port is free.
    """

    def __init__(self, app: "Dash", host: str = "127.0.0.1", port: int = 8050) -> None:
        from waitress.server import create_server

        listening = _bound(host, port)
        self.port: int = listening.getsockname()[1]
        self.address = f"http://{_in_address(host)}:{self.port}/"
        self._sockets: dict[int, object] = {}
        self._server = create_server(
            app.server, map=self._sockets, sockets=[listening], threads=THREADS, ident="cyberatlas"
        )

    def run(self) -> None:
        """Serve until `stop` is called from another thread or a signal handler."""
        self._server.run()
        self._server.task_dispatcher.shutdown()

    def stop(self) -> None:
        """Let `run` return; what is being answered is given a few seconds."""
        self._server.trigger.pull_trigger(self._close)

    def _close(self) -> None:
        from waitress import wasyncore

        wasyncore.close_all(self._sockets)


def serve(app: "Dash", host: str = "127.0.0.1", port: int = 8050, ready: Callable[[str], None] = print) -> None:
    """Serve the page until SIGINT or SIGTERM; `ready` is called with its address once it can be opened."""
    server = PageServer(app, host, port)
    with _stopped_by_signals(server):
        ready(server.address)
        server.run()


@contextlib.contextmanager
def _stopped_by_signals(server: PageServer) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        server.stop()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wished in range(port, min(port + PORTS_TRIED, 65536)):
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, wished))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise UsageError(
                    f"The page cannot be served at {host!r}: {error.strerror or error}. "
                    "Give an address of this machine, such as 127.0.0.1, in CYBERATLAS_HOST."
                ) from error
        else:
            return listening
    raise UsageError(f"No port from {port} to {wished} is free at {host}. Give another one in CYBERATLAS_PORT.")


def _in_address(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- shown, not bound
    return f"[{shown}]" if ":" in shown else shown
