"""The commands that fill and tend the database; `explorer.cli` mounts them. Heavy imports wait for their command."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from graph_loader.console import errors_shown, load_progress, say, server_progress, show, show_json, show_table

if TYPE_CHECKING:
    from graph_loader.database.local_server import LocalServer
    from graph_loader.datasets import Dataset
    from graph_loader.report import LoadReport
    from graph_loader.schema import Schema
    from graph_loader.settings import Settings

DatasetNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[DATASET]...", help="Names of shipped datasets or paths of dataset folders. None: all."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

database_commands = typer.Typer(
    help="Start, stop and inspect the local Neo4j server.", no_args_is_help=True, rich_markup_mode=None
)


def load(
    datasets: DatasetNames = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Also when more than a fifth of a dataset would be removed.")
    ] = False,
    wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Wait for another load to end.")] = 0,
    withdraw: Annotated[
        list[str] | None, typer.Option(metavar="DATASET", help="Remove all that this dataset says. May be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check datasets and bring the graph to what they say.

    Everything is checked before anything is written. What is already in the graph is not written again; what a
    dataset no longer says is removed.
    """
    with errors_shown():
        from graph_loader.access import open_graph
        from graph_loader.loading import load as load_datasets
        from graph_loader.settings import load_settings

        settings = load_settings()
        schema, opened = _opened(settings, None if withdraw and not datasets else datasets or [])
        with (
            server_progress() as starting,
            open_graph(settings, starting, say) as database,
            load_progress() as progress,
        ):
            report = load_datasets(
                database, opened, schema, withdrawn=withdraw or [], yes=yes, wait=wait, progress=progress
            )
        _show_report(report, as_json)


def check(datasets: DatasetNames = None, as_json: AsJson = False) -> None:
    """Check datasets without a database.

    Form, references among them, and what each asserts about itself.
    """
    with errors_shown():
        from graph_loader.loading import check as check_datasets
        from graph_loader.settings import load_settings

        schema, opened = _opened(load_settings(), datasets or [])
        with load_progress() as progress:
            report = check_datasets(opened, schema, progress)
        if as_json:
            show_json(report.as_dict())
            return
        datasets_read = "1 dataset" if len(opened) == 1 else f"{len(opened)} datasets"
        show(f"{datasets_read} with {report.total('read'):,} rows: no fault found.")
        for note in report.notes:
            say(note)


def cypher(
    statement: Annotated[
        str, typer.Argument(help="One Cypher statement that only reads; - reads it from standard input.")
    ],
    seconds: Annotated[float, typer.Option(min=0.1, max=30, help="Time limit.")] = 30,
    rows: Annotated[int, typer.Option(min=1, max=10_000, help="Most rows to return.")] = 1_000,
    as_json: AsJson = False,
) -> None:
    """Run one read-only Cypher statement."""
    with errors_shown():
        from contextlib import closing

        from graph_loader.access import open_graph, open_guard
        from graph_loader.database.guard import interruptible
        from graph_loader.errors import StatementRefusedError
        from graph_loader.settings import load_settings

        settings = load_settings()
        if settings.adhoc_cypher == "off":
            raise StatementRefusedError("CYBERATLAS_ADHOC_CYPHER is off: only saved queries run. See `query list`.")
        if statement == "-":
            statement = sys.stdin.read()
        with (
            server_progress() as starting,
            open_graph(settings, starting) as database,
            closing(open_guard(settings, database)) as guard,
        ):
            result = interruptible(guard, lambda tag: guard.run(statement, {}, seconds=seconds, rows=rows, tag=tag))
        if as_json:
            show_json(result.as_dict())
        else:
            show_table(result.columns, result.rows)
        if result.truncated:
            say(f"Only the first {len(result.rows):,} rows are shown; there are more.")


def doctor(as_json: AsJson = False) -> None:
    """Look for what is missing or unsafe.

    Says what is installed, reachable, loaded and protected, and what to do about what is not.
    """
    with errors_shown():
        from graph_loader.doctor import examine
        from graph_loader.settings import load_settings

        findings = examine(load_settings())
        if as_json:
            show_json([finding.as_dict() for finding in findings])
        else:
            for finding in findings:
                show(str(finding))
        if any(finding.state == "bad" for finding in findings):
            raise typer.Exit(1)


@database_commands.command("start")
def db_start(as_json: AsJson = False) -> None:
    """Start the local server and leave it running."""
    with errors_shown():
        server = _server()
        with server_progress() as progress:
            started = server.start(progress)
        status = "was running already" if started.found_running else "started"
        if as_json:
            show_json({"uri": started.address.uri, "found_running": started.found_running})
        else:
            show(f"Neo4j {status} at {started.address.uri}; user neo4j, password in {server.home / 'password'}")


@database_commands.command("stop")
def db_stop() -> None:
    """Stop the local server."""
    with errors_shown():
        show("Neo4j stopped." if _server().stop() else "Neo4j was not running.")


@database_commands.command("status")
def db_status(as_json: AsJson = False) -> None:
    """Say whether the local server runs, and where."""
    with errors_shown():
        status = _server().status()
        facts = {
            "condition": status.condition,
            "uri": status.uri,
            "pid": status.pid,
            "version": status.version,
            "home": str(status.home),
            "jars_cached": status.jars_cached,
            "aot_cached": status.aot_cached,
        }
        if as_json:
            show_json(facts)
            return
        show(
            f"Neo4j {status.version}: {status.condition}"
            + (f" at {status.uri} (process {status.pid})" if status.uri else "")
        )
        show(f"data in {status.home}")
        show(
            "server files: "
            + ("in the cache" if status.jars_cached else "not fetched yet (about 160 MB at the first start)")
        )
        show("quick start: " + ("prepared" if status.aot_cached else "not prepared yet"))


@database_commands.command("reset")
def db_reset(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Stop the local server and delete its data.

    Datasets can be loaded again; nothing else is kept there.
    """
    with errors_shown():
        server = _server()
        if not yes:
            typer.confirm(f"Delete all data in {server.home}?", abort=True, err=True)
        server.reset()
        show("The data of the local server were deleted.")


@database_commands.command("logs")
def db_logs(lines: Annotated[int, typer.Option(min=1, help="How many lines.")] = 50) -> None:
    """Show the end of the local server's log."""
    with errors_shown():
        server = _server()
        say(str(server.log_path))
        show(server.log_tail(lines))


def _server() -> "LocalServer":
    from graph_loader.access import local_server
    from graph_loader.errors import UsageError
    from graph_loader.settings import load_settings

    settings = load_settings()
    if not settings.local:
        raise UsageError(
            f"NEO4J_URI names {settings.neo4j_uri}; `cyberatlas db` tends the local server only. "
            "Unset NEO4J_URI to use the local server."
        )
    return local_server(settings)


def _opened(settings: "Settings", names: list[str] | None) -> "tuple[Schema, list[Dataset]]":
    """The declaration and the datasets named; an empty list stands for all of them, None for none."""
    from graph_loader.content import dataset_paths
    from graph_loader.loading import open_datasets
    from graph_loader.schema import load_schema

    schema = load_schema()
    return schema, [] if names is None else open_datasets(dataset_paths(settings, names), schema)


def _show_report(report: "LoadReport", as_json: bool) -> None:
    from graph_loader.report import COLUMNS

    for note in [*(f"{run}; this load completed it." for run in report.completed), *report.notes]:
        say(note)
    if as_json:
        show_json(report.as_dict())
        return
    rows = [
        [table.dataset, table.table, *(getattr(table, column) for column in COLUMNS), round(table.seconds, 1)]
        for table in report.tables
    ]
    rows.append(["all", "", *(report.total(column) for column in COLUMNS), round(report.seconds, 1)])
    show_table(["dataset", "table", *COLUMNS, "seconds"], rows)
