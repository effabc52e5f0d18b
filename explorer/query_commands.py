"""The commands `cyberatlas query`: list, show, run, import and export saved queries."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from graph_loader.console import errors_shown, say, server_progress, show, show_json, show_table

if TYPE_CHECKING:
    from explorer.queries.library import Library
    from explorer.queries.saved_query import SavedQuery
    from graph_loader.database.guard import Result
    from graph_loader.errors import Fault

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of a saved query.")]
Shown = Literal["table", "csv", "json", "jsonl"]
Exchanged = Literal["bloodhound-yaml", "bloodhound-json", "neo4j-browser"]
query_commands = typer.Typer(
    help="List, show, run, import and export saved queries.", no_args_is_help=True, rich_markup_mode=None
)


@query_commands.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False) -> None:
    """List the saved queries: those shipped and your own."""
    with errors_shown():
        library = _library()
        queries = library.queries()
        if as_json:
            show_json([_told(query) for query in queries])
        else:
            show_table(
                ["category", "name", "question", "own"],
                [[query.category, query.name, query.title, "yes" if query.own else ""] for query in queries],
            )
        for query in library.kept():
            _say_why(query.name, query.faults)


@query_commands.command("show")
def show_query(name: Name) -> None:
    """Show what a saved query asks, its parameters, its columns and its Cypher."""
    with errors_shown():
        from explorer.queries.library import KeptQuery

        query = _library().find(name)
        if isinstance(query, KeptQuery):
            show(query.text)
            _say_why(query.name, query.faults)
            raise typer.Exit(1)
        show(f"{query.title}\n{query.category}; {query.name}\n\n{query.description}")
        limits = f"at most {query.rows:,} rows, {query.timeout:g} seconds"
        show(f"\nShows a {query.shows}; {limits}.")
        for parameter in query.parameters.values():
            given = "optional" if parameter.optional else "required"
            default = "" if parameter.default is None else f" [default: {_plainly(parameter.default)}]"
            many = "several of " if parameter.many else ""
            show(f"\n--param {parameter.name}=...  {parameter.label}")
            show(f"  {many}{parameter.type}{default or f', {given}'}")
            if parameter.options:
                show(f"  one of {', '.join(map(_plainly, parameter.options))}")
        show("\nColumns")
        for column, meaning in query.columns.items():
            show(f"  {column}: {meaning}")
        show(f"\n{query.cypher}")


@query_commands.command("run")
def run_query(
    name: Name,
    param: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A parameter; repeated where it takes several.")
    ] = None,
    format_: Annotated[Shown, typer.Option("--format", help="How the answer is printed.")] = "table",
    seconds: Annotated[float | None, typer.Option(min=0.1, help="A shorter time limit than its own.")] = None,
    rows: Annotated[int | None, typer.Option(min=1, help="Fewer rows than it gives at most.")] = None,
) -> None:
    """Run a saved query."""
    with errors_shown():
        from explorer.queries.values import parameter_values

        query = _library().get(name)
        given = _given(query, param or [])
        parameter_values(query, given)  # a fault in them needs no database
        result = _answer(query, given, seconds, rows)
        _print(result, format_)
        if result.truncated:
            say(f"Only the first {len(result.rows):,} rows are shown; there are more.")


@query_commands.command("import")
def import_queries(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files that end in .yml, .json, .cypher or .zip.")
    ],
) -> None:
    """Add queries to your own, from this program, the BloodHound query library or Neo4j Browser."""
    with errors_shown():
        from explorer.queries.exchange.archives import LARGEST
        from explorer.queries.exchange.formats import read, take_in
        from explorer.user_files import read_whole

        contents = [read(file.name, read_whole(file, LARGEST, str(file))) for file in files]
        for remark in (remark for _, remarks in contents for remark in remarks):
            say(remark)
        for query in take_in(_library(), [query for found, _ in contents for query in found]):
            show(f"{query.name}: {query.title}")
            for note in query.notes:
                say(f"{query.name}: {note}")
            if query.known:
                say(f"{query.name}: this was here already")
            _say_why(query.name, query.faults)


@query_commands.command("export")
def export_queries(
    to: Annotated[Path, typer.Option(metavar="FILE", help="A file that ends in .yml, .json, .cypher or .zip.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Names of saved queries. None: all.")
    ] = None,
    format_: Annotated[
        Exchanged | None, typer.Option("--format", help="The format. [default: told by the ending]")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Also over a file that is there.")] = False,
) -> None:
    """Write saved queries to a file for other tools.

    What they do not know of a query goes along as a comment in it, so that nothing is lost on the way back.
    """
    with errors_shown():
        from explorer.queries.exchange.formats import write
        from explorer.user_files import write_all
        from graph_loader.errors import UsageError

        library = _library()
        queries = [library.get(name) for name in dict.fromkeys(names)] if names else library.queries()
        content = write(queries, to.name, format_)
        if to.exists() and not yes:
            raise UsageError(f"{to} is there already. Choose another name, or add --yes to replace it.")
        write_all(to.parent, {to.name: content})
        say(f"{'1 query' if len(queries) == 1 else f'{len(queries):,} queries'} written to {to}")


def _say_why(name: str, faults: "Sequence[Fault]") -> None:
    if faults:
        say(f"{name} is kept and cannot be run:")
    for fault in faults:
        say(f"  {fault}")


def _library() -> "Library":
    from explorer.queries.library import FOLDER, Library
    from graph_loader.content import shipped
    from graph_loader.schema import load_schema
    from graph_loader.settings import load_settings

    return Library(shipped("cypher"), load_settings().home / FOLDER, load_schema())


def _given(query: "SavedQuery", params: Sequence[str]) -> dict[str, object]:
    """Name -> the text given, or the list of texts where a parameter takes several."""
    from graph_loader.errors import UsageError, excerpt

    given: dict[str, object] = {}
    for param in params:
        name, sign, text = param.partition("=")
        if not sign:
            raise UsageError(f"--param {excerpt(param)} means nothing. Expected NAME=VALUE, such as state=state:FRA.")
        known = query.parameters.get(name)
        if known and known.many:
            before = given.get(name, [])
            given[name] = [*before, text] if isinstance(before, list) and text else []
        elif name in given:
            raise UsageError(f"{name} was given twice, and takes one value.")
        else:
            given[name] = text
    return given


def _answer(query: "SavedQuery", given: dict[str, object], seconds: float | None, rows: int | None) -> "Result":
    """Run it; Ctrl-C ends it on the server, too."""
    from explorer.queries.running import run
    from graph_loader.access import open_graph, open_guard
    from graph_loader.database.guard import interruptible
    from graph_loader.settings import load_settings

    settings = load_settings()
    with (
        server_progress() as starting,
        open_graph(settings, starting) as database,
        closing(open_guard(settings, database)) as guard,
    ):
        return interruptible(guard, lambda tag: run(guard, query, given, seconds=seconds, rows=rows, tag=tag))


def _print(result: "Result", format_: Shown) -> None:
    from explorer.export.csv_text import guarded_csv

    match format_:
        case "table":
            show_table(result.columns, result.rows)
        case "json":
            show_json(result.as_dict())
        case "jsonl":
            for row in result.rows:
                show(json.dumps(dict(zip(result.columns, row, strict=True)), ensure_ascii=False))
        case "csv":
            show(guarded_csv(result.columns, result.rows).replace("\r\n", "\n").removesuffix("\n"))


def _told(query: "SavedQuery") -> dict[str, Any]:
    kept = ("name", "title", "category", "description", "shows", "own", "timeout", "rows", "applies_to", "columns")
    told = {key: getattr(query, key) for key in kept}
    told["parameters"] = {
        name: parameter.model_dump(exclude={"name", "takes", "needs"}, exclude_defaults=True)
        for name, parameter in query.parameters.items()
    }
    return told


def _plainly(value: object) -> str:
    return ", ".join(map(_plainly, value)) if isinstance(value, list) else str(value)
