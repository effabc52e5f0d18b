"""What the command line shows: results on standard output, all else on standard error."""

import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graph_loader.errors import CyberatlasError, InputError

if TYPE_CHECKING:
    from graph_loader.database.local_server import Progress as StartProgress

INTERRUPTED = 130


def say(text: str) -> None:
    """A remark on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def show(text: str) -> None:
    """A result on standard output."""
    print(text)  # noqa: T201


def show_json(value: Any) -> None:
    """A result as JSON on standard output."""
    show(json.dumps(value, ensure_ascii=False, indent=None if isinstance(value, dict) and "rows" in value else 2))


def show_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "") -> None:
    """A result as a table on standard output; long cells are wrapped, nothing is cut."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title or None, title_justify="left")
    for number, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    width = None if sys.stdout.isatty() else 160
    Console(file=sys.stdout, width=width, markup=False, highlight=False).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


@contextmanager
def errors_shown() -> Iterator[None]:
    """End the program with a message and the exit code of the error, without a stack trace."""
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # the driver's remarks on retries; errors reach us anyway
    try:
        yield
    except InputError as error:
        for fault in error.faults:
            say(str(fault))
        say(f"{len(error.faults)} {'fault' if len(error.faults) == 1 else 'faults'}; nothing was written.")
        sys.exit(error.exit_code)
    except CyberatlasError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        say("Interrupted.")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        say(_os_error(error))
        sys.exit(1)


def _os_error(error: OSError) -> str:
    import errno

    place = error.filename or "a temporary file"
    if error.errno == errno.ENOSPC:
        return f"{place}: the disk is full. Free some space, then run the same command again."
    return f"{place}: {error.strerror or error}"


@contextmanager
def load_progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """A progress bar a step on a terminal; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _step, _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    tasks: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:

        def update(step: str, done: int, whole: int | None) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step.capitalize(), total=whole)
            bars.update(tasks[step], completed=done, total=whole)

        yield update


@contextmanager
def server_progress() -> Iterator["StartProgress"]:
    """The same for the local server's steps, told as (done, total, label)."""
    with load_progress() as update:
        yield lambda done, total, label: update(label, done, total)
