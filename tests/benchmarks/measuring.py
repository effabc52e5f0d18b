"""Programs timed as whole processes, in turn, and what came out as a table."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph_loader.database.address import Address


@dataclass
class Figures:
    """Seconds of each run of one contestant, and the largest memory of a run in MB."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        return f"{self.median:.2f} ({min(self.seconds):.2f}-{max(self.seconds):.2f})"


@dataclass(frozen=True)
class Claim:
    """One promise: what was measured against what, the bound, and whether it held."""

    what: str
    measured: float
    bound: float
    at_most: bool
    detail: str = ""

    @property
    def held(self) -> bool:
        return self.measured <= self.bound if self.at_most else self.measured >= self.bound

    def row(self) -> str:
        sign = "at most" if self.at_most else "at least"
        held = "yes" if self.held else "**no**"
        return f"| {self.what} | {self.measured:.2f} | {sign} {self.bound:g} | {held} | {self.detail} |"


def environment(address: Address) -> dict[str, str]:
    """The environment of a contestant that shall speak to this database."""
    named = {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
    return {**os.environ, **named, "PYTHONPATH": str(Path.cwd())}


def timed(command: Sequence[str], env: Mapping[str, str], figures: Figures) -> str:
    """Run a program to its end, add its figures, return its output."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output, errors = process.communicate()
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {errors[-2000:]}")
    figures.seconds.append(seconds)
    return output


def peak_megabytes(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Largest resident memory of a program in MB, as the system accounts for it."""
    probe = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", probe, *command]
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=True)
    return float(done.stdout)


def alternate(runs: int, contestants: Mapping[str, Callable[[Figures], None]]) -> dict[str, Figures]:
    """Let all contestants run once, then all again, `runs` times."""
    figures = {name: Figures() for name in contestants}
    for number in range(runs):
        for name, run in contestants.items():
            run(figures[name])
            print(f"run {number + 1} of {runs}, {name}: {figures[name].seconds[-1]:.2f} s", file=sys.stderr, flush=True)
    return figures
