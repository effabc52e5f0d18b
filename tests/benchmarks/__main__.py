"""Run the benchmarks and write their results: `python -m tests.benchmarks [PART]...`; the parts are in `PARTS`."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from graph_loader.database.local_server import LocalServer
from graph_loader.settings import load_settings
from tests.benchmarks import asking, briefing, divides, influence, loading, page, starting
from tests.benchmarks.measuring import Claim

RESULTS = Path(__file__).with_name("RESULTS.md")
PEERS = ".venv-bench/bin/python"
PARTS = ("load", "start", "page", "influence", "divides", "ask", "briefing")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    chosen = parser.parse_args().parts or PARTS
    claims: list[Claim] = []
    with tempfile.TemporaryDirectory(prefix="cyberatlas-bench-") as folder:
        for part in chosen:
            lines = [f"<!-- {part} -->", ""]
            found: list[Claim] = []
            for result in _parts(Path(folder))[part]():
                if isinstance(result, Claim):
                    found.append(result)
                else:
                    lines += [result, ""]
            lines += [
                "| claim | measured | bound | held | |",
                "|---|---|---|---|---|",
                *(claim.row() for claim in found),
            ]
            lines += ["", f"Measured {date.today()} on {_machine()}.", f"<!-- /{part} -->"]
            _write(part, "\n".join(lines))
            print("\n".join(lines))
            claims += found
    return 0 if all(claim.held for claim in claims) else 1


def _parts(folder: Path) -> Mapping[str, Callable[[], Iterator[Claim | str]]]:
    settings = load_settings()

    def over(name: str, measure: Callable[[LocalServer], Iterator[Claim | str]]) -> Iterator[Claim | str]:
        server = LocalServer(folder / f"{name}-home", settings.cache, settings.maven_repository)
        try:
            yield from measure(server)
        finally:
            server.reset()

    return {
        "load": lambda: over("load", lambda server: loading.measure(folder, server, str(Path(PEERS).absolute()))),
        "start": lambda: starting.measure(folder, settings.cache),
        "page": lambda: over("page", lambda server: page.measure(folder, server)),
        "influence": lambda: over("influence", lambda server: influence.measure(folder, server)),
        "divides": lambda: divides.measure(folder, settings.cache),
        "ask": lambda: over("ask", asking.measure),
        "briefing": briefing.measure,
    }


def _write(part: str, text: str) -> None:
    """Replace one part of the results, or add it."""
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results of `make bench`\n"
    start, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    if start in before:
        head, _, rest = before.partition(start)
        RESULTS.write_text(head + text + rest.partition(end)[2], encoding="utf-8")
    else:
        RESULTS.write_text(f"{before}\n## {part.capitalize()}\n\n{text}\n", encoding="utf-8")


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
