"""The command `cyberatlas` as a user calls it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from graph_loader.database.address import Address

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = [sys.executable, "-c", "from explorer.cli import main; main()"]


def environment(address: Address | None, home: Path) -> dict[str, str]:
    """The settings of a user of this database, or of one that does not answer, with warnings as errors."""
    own = {
        "NEO4J_URI": address.uri if address else "bolt://127.0.0.1:9",
        "NEO4J_USERNAME": address.username if address else "neo4j",
        "NEO4J_PASSWORD": address.password if address else "none",
        "CYBERATLAS_HOME": str(home),
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "PYTHONWARNINGS": "error",
    }
    return os.environ | own


def called(address: Address | None, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """What the command answers; `folder` is where it is called, and its data folder is in there."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment(address, folder / "home"), capture_output=True, text=True,
        timeout=120, check=False, encoding="utf-8",
    )  # fmt: skip
