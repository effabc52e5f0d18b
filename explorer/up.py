"""What `cyberatlas up` does: database, data, page; and all of it ended in the right order."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from graph_loader.access import local_server, open_graph, open_guard

if TYPE_CHECKING:
    from graph_loader.database.connection import Database
    from graph_loader.database.local_server import Progress as StartProgress
    from graph_loader.loading import Progress as LoadProgress
    from graph_loader.schema import Schema
    from graph_loader.settings import Settings

LOCK_SECONDS = 600.0


def run(
    settings: "Settings",
    *,
    load: bool,
    starting: "StartProgress",
    loading: "LoadProgress",
    say: Callable[[str], None],
) -> None:
    """Serve the explorer until it is interrupted; a server that was started for this is stopped again."""
    with _ended_by_sigterm():
        threading.Thread(target=_import_page, name="import-page", daemon=True).start()
        with open_graph(settings, starting, say) as database:
            from graph_loader.schema import load_schema

            schema = load_schema()
            if load:
                _load_missing(settings, database, schema, loading, say)
            from explorer.app import create_app
            from explorer.briefings.store import FOLDER as BRIEFINGS
            from explorer.briefings.store import SHIPPED, BriefingStore
            from explorer.queries.library import FOLDER, Library
            from explorer.serving import serve
            from graph_loader.content import shipped

            def ready(address: str) -> None:
                say(f"cyberatlas is at {address} - stop it with Ctrl-C")
                if settings.local:
                    _prepare_quick_start(settings)

            queries = Library(shipped("cypher"), settings.home / FOLDER, schema)
            with closing(open_guard(settings, database)) as guard:
                app = create_app(
                    database,
                    schema,
                    settings.home / "views",
                    hosts=[settings.host, *settings.host_names],
                    guard=guard,
                    queries=queries,
                    briefings=BriefingStore(SHIPPED, settings.home / BRIEFINGS),
                    adhoc=settings.allows_adhoc_cypher,
                )
                serve(app, settings.host, settings.port, ready)


def _import_page() -> None:
    """Import what the page needs while the server starts; the interpreter then has it at hand."""
    import explorer.app
    import explorer.serving  # noqa: F401


def _load_missing(
    settings: "Settings", database: "Database", schema: "Schema", progress: "LoadProgress", say: Callable[[str], None]
) -> None:
    from graph_loader.content import dataset_paths
    from graph_loader.freshness import stale_datasets
    from graph_loader.loading import load, open_datasets

    datasets = open_datasets(dataset_paths(settings, []), schema)
    stale = stale_datasets(database, datasets, schema)
    if not stale:
        say("All datasets are loaded.")
        return
    report = load(database, datasets, schema, yes=True, wait=LOCK_SECONDS, progress=progress)
    for run_before in report.completed:
        say(f"{run_before}; this load completed it.")
    say(
        f"Loaded {report.total('read'):,} rows of {len(datasets)} datasets in {report.seconds:.1f} s: "
        f"{report.total('created'):,} new, {report.total('changed'):,} changed, {report.total('removed'):,} removed."
    )


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Treat SIGTERM like Ctrl-C, so that a service manager ends the program as cleanly as a user does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _prepare_quick_start(settings: "Settings") -> None:
    """Make the next start quicker, in the background and at low priority; it is given up when this program ends."""
    threading.Thread(target=local_server(settings).record_aot_cache, name="quick-start", daemon=True).start()
