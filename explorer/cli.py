"""The command `cyberatlas`: the loader's commands, and `up`, which serves the explorer."""

from typing import Annotated

import typer

import explorer.analysis_commands as analysis
import graph_loader.cli as loader
from explorer.briefing_commands import briefing_commands
from explorer.query_commands import query_commands
from graph_loader.console import errors_shown, load_progress, say, server_progress

main = typer.Typer(
    name="cyberatlas",
    help="A graph of who stands with whom in cyberspace: states, companies, forums and agreements of cyber diplomacy.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@main.command()
def up(
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on. [default: 8050]")] = None,
    load: Annotated[bool, typer.Option(help="Load shipped datasets that are not loaded yet.")] = True,
) -> None:
    """Start all and serve the explorer until Ctrl-C.

    Starts the local database (or uses the one that NEO4J_URI names), loads the datasets that are not loaded yet and
    prints the address of the page.
    """
    with errors_shown():
        from explorer.up import run
        from graph_loader.settings import load_settings

        given = {"host": host, "port": port}
        settings = load_settings().model_copy(
            update={name: value for name, value in given.items() if value is not None}
        )
        with server_progress() as starting, load_progress() as loading:
            run(settings, load=load, starting=starting, loading=loading, say=say)


main.command()(loader.load)
main.command()(loader.check)
main.command()(analysis.divides)
main.command()(analysis.alliances)
main.command()(analysis.path)
main.command()(analysis.compare)
main.command()(analysis.change)
main.add_typer(loader.database_commands, name="db")
main.add_typer(query_commands, name="query")
main.add_typer(briefing_commands, name="briefing")
main.command()(loader.cypher)
main.command()(loader.doctor)
