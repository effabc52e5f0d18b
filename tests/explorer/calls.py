"""The command called within this process: as quick as its work, and with the same answer as in one of its own."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer.cli import main
from graph_loader.database.address import Address
from tests.command import Run, environment

WIDTH = 100


def caller(address: Address, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """What calls the command with this database, in a folder of its own."""
    monkeypatch.chdir(folder)
    for name, value in environment(address, folder / "home").items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        done = CliRunner().invoke(main, list(arguments))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return call


def answer(done: "subprocess.CompletedProcess[str]") -> Any:
    """The JSON that was printed."""
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def text(done: "subprocess.CompletedProcess[str]") -> str:
    """What was printed for people: it fits 100 columns, but for addresses, which must not be broken."""
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if len(line) > WIDTH and "://" not in line] == []
    assert "Method: " in done.stdout
    assert "What it can't tell:" in " ".join(done.stdout.split())
    return " ".join(done.stdout.split())
