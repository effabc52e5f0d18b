"""The graph that the settings name: another Neo4j where `NEO4J_URI` is set, else the local server."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph_loader.database.connection import Database, address_of, open_database

if TYPE_CHECKING:
    from graph_loader.database.guard import Guard
    from graph_loader.database.local_server import LocalServer, Progress
    from graph_loader.settings import Settings


def local_server(settings: "Settings") -> "LocalServer":
    """The local server of these settings, started or not."""
    from graph_loader.database.local_server import LocalServer

    return LocalServer(settings.home, settings.cache, settings.maven_repository)


@contextmanager
def open_graph(
    settings: "Settings", progress: "Progress | None" = None, said: Callable[[str], None] = lambda _: None
) -> Iterator[Database]:
    """Open the database; a local server that had to be started for this is stopped again at the end."""
    if not settings.local:
        with open_database(address_of(settings)) as database:
            yield database
        return
    server = local_server(settings)
    started = server.start(progress)
    try:
        with open_database(started.address) as database:
            said(f"Neo4j {database.info.version} {'found running' if started.found_running else 'started'}")
            yield database
    finally:
        if not started.found_running:
            server.stop()


def open_guard(settings: "Settings", database: Database) -> "Guard":
    """The guard of an open database; where that is the local server, a statement that holds it up is ended with it.

    The server is then started anew at its old address, so that the database stays usable. Close the guard.
    """
    from graph_loader.database.guard import Guard

    if not settings.local:
        return Guard(database)
    server = local_server(settings)
    serving = server.status().pid
    lock = threading.Lock()

    def start_anew(_tag: str) -> bool:
        nonlocal serving
        with lock:
            serving = server.restart(serving)
        return serving is not None

    return Guard(database, stuck=start_anew)
