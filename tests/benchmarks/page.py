"""The Explore page in Chromium: opening, adding, panning, laying out and searching, beside what others would use."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from graph_loader.content import shipped
from graph_loader.database.connection import open_database
from graph_loader.database.local_server import LocalServer
from graph_loader.datasets import dataset_folders
from graph_loader.loading import load, open_datasets
from graph_loader.schema import load_schema
from tests.benchmarks.measuring import Claim, environment
from tests.benchmarks.page_rigs import keystrokes
from tests.benchmarks.page_rigs.browsing import VIS, Visit, chromium, cytoscape, mean, visiting
from tests.benchmarks.page_rigs.graph import Graph, generated, write_dataset
from tests.benchmarks.page_rigs.plain_dash import elements

SHOWN, ADDED, LAID_OUT = 3_000, 50, 1_000
OURS, VIS_NETWORK, FCOSE = "cyberatlas", "vis-network", "fcose in the browser"
PLAIN, BARE, QUICKEST = "plain dash-cytoscape", "dash-cytoscape without a style", "dash-cytoscape at its quickest"
OUR_RIG, PLAIN_RIG = cytoscape("canvas"), cytoscape("graph")
PAGES = Path(__file__).with_name("page_rigs")
ADD, LAY_OUT = "(ids) => atlas.page.grow({ do: 'add', ids })", "() => atlas.page.layout('force')"
PLACED = "[...atlas.page.model.places].every(([id, [x]]) => Math.abs(canvas.getElementById(id).position('x') - x) < 1)"

Found = dict[str, dict[str, list[float]]]
"""Figure -> contestant -> its value in each run, in milliseconds, MB or bytes."""


def measure(folder: Path, server: LocalServer, runs: int = 5) -> Iterator[Claim | str]:
    """Yield tables and claims. All figures of a ratio come from the same run; the median of the runs is claimed."""
    graph = generated(SHOWN)
    write_dataset(folder / "generated", graph)
    address, schema = server.start().address, load_schema()
    found: Found = defaultdict(lambda: defaultdict(list))
    with ExitStack() as stack:
        database = stack.enter_context(open_database(address))
        datasets = [*dataset_folders(shipped("datasets")).values(), folder / "generated"]
        load(database, open_datasets(datasets, schema), schema)
        database.write("CALL db.awaitIndexes(300)")
        cli = [sys.executable, "-c", "from explorer.cli import main; main()", "up", "--no-load", "--port"]
        ours = stack.enter_context(served(cli, environment(address) | {"CYBERATLAS_HOME": str(folder / "page-files")}))
        browser = stack.enter_context(chromium())
        places = graph.places("force")
        width, height = _canvas_size(browser, ours, graph, places)
        given = {"elements": elements(graph, places), "fewer": SHOWN - ADDED, "width": width, "height": height}
        (folder / "graph.json").write_text(json.dumps(given), encoding="utf-8")
        program = [sys.executable, "-m", "tests.benchmarks.page_rigs.plain_dash", str(folder / "graph.json")]
        plain = stack.enter_context(served(program, os.environ))
        contestants: Mapping[str, Callable[[Found], None]] = {
            OURS: lambda into: _ours(browser, ours, graph, places, into),
            PLAIN: lambda into: _plain(browser, f"{plain}plain/", graph, PLAIN, into),
            BARE: lambda into: _plain(browser, f"{plain}bare/", graph, BARE, into),
            QUICKEST: lambda into: _plain(browser, f"{plain}quickest/", graph, QUICKEST, into),
            VIS_NETWORK: lambda into: _vis(browser, graph, places, (width, height), into),
            "layout": lambda into: _our_layout(browser, ours, graph.first(LAID_OUT), into),
            FCOSE: lambda into: _fcose(browser, graph.first(LAID_OUT), into),
        }
        for name in (OURS, PLAIN, BARE, QUICKEST, "layout"):  # what a server does once, it has done then
            contestants[name](defaultdict(lambda: defaultdict(list)))
        for number in range(runs):
            for name in list(contestants) if number % 2 == 0 else reversed(list(contestants)):
                begun = time.monotonic()
                contestants[name](found)
                seconds = time.monotonic() - begun
                print(f"run {number + 1} of {runs}, {name}: {seconds:.0f} s", file=sys.stderr, flush=True)
            for name, milliseconds in keystrokes.typed(database, schema).items():
                found["keystroke"][name].append(milliseconds)
    yield from _tables(found)
    yield from _claims(found)


@contextmanager
def served(program: Sequence[str], env: Mapping[str, str]) -> Iterator[str]:
    """A program that serves a page on the port given as its last argument; ended afterwards. Yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*program, str(port)], env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        until = time.monotonic() + 60
        while not _listens(address):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{' '.join(program)} serves nothing at {address}")
            time.sleep(0.05)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def link(address: str, graph: Graph, places: Mapping[str, tuple[float, float]]) -> str:
    """The address under which cyberatlas opens a graph at these places, as `encode` in model.js makes it."""
    at = {identity: [round(x) for x in places[identity]] for identity in graph.ids}
    view = {"version": 1, "title": "", "nodes": graph.ids, "places": at, "pinned": [], "filters": {}, "style": {}}
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(json.dumps(view, separators=(",", ":")).encode()) + packer.flush()
    return f"{address}#v={base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def _canvas_size(
    browser: Browser, address: str, graph: Graph, places: Mapping[str, tuple[float, float]]
) -> tuple[int, int]:
    """Width and height of the canvas of cyberatlas while it shows a graph; the others get the same."""
    with visiting(browser, OUR_RIG) as visit:
        _opened(visit, link(address, graph, places), graph)
        width, height = visit.look("[canvas.width(), canvas.height()]")
    return round(width), round(height)


def _ours(
    browser: Browser, address: str, graph: Graph, places: Mapping[str, tuple[float, float]], found: Found
) -> None:
    with visiting(browser, OUR_RIG) as visit:
        _shown(visit, link(address, graph, places), graph, OURS, found)
    fewer = graph.first(SHOWN - ADDED)
    with visiting(browser, OUR_RIG) as visit:
        _opened(visit, link(address, fewer, places), fewer)
        new = graph.ids[SHOWN - ADDED :]
        _grown(visit, graph, OURS, found, lambda: visit.page.evaluate(f"(ids) => void ({ADD})(ids)", new))


def _plain(browser: Browser, address: str, graph: Graph, name: str, found: Found) -> None:
    with visiting(browser, PLAIN_RIG) as visit:
        _shown(visit, f"{address}all/", graph, name, found)
    with visiting(browser, PLAIN_RIG) as visit:
        _opened(visit, f"{address}fewer/", graph.first(SHOWN - ADDED))
        press = "document.getElementById('add').click()"
        _grown(visit, graph, name, found, lambda: visit.page.evaluate(press))


def _vis(
    browser: Browser, graph: Graph, places: Mapping[str, tuple[float, float]], size: tuple[int, int], found: Found
) -> None:
    with visiting(browser, VIS) as visit:
        visit.page.goto((PAGES / "vis.html").as_uri())
        given = _plainly(graph, places) | {"width": size[0], "height": size[1]}
        begun = visit.page.evaluate("(given) => { window.given = given; return performance.now(); }", given)
        visit.page.evaluate("draw(given)")
        busy = visit.settled(len(graph.entities), len(graph.ties))
        found["first"][VIS_NETWORK].append(busy.first - begun)
        found["settled"][VIS_NETWORK].append(busy.last - begun)
        found["heap"][VIS_NETWORK].append(visit.heap_megabytes())
        _panned(visit, VIS_NETWORK, found)


def _our_layout(browser: Browser, address: str, graph: Graph, found: Found) -> None:
    """From where a grid has put them, as nothing that is laid out by force yet."""
    with visiting(browser, OUR_RIG) as visit:
        _opened(visit, link(address, graph, graph.places("grid")), graph)
        measured = "const begun = performance.now(); await act(); return performance.now() - begun;"
        milliseconds = visit.page.evaluate(f"async () => {{ const act = {LAY_OUT}; {measured} }}")
        if not visit.look(PLACED):
            raise RuntimeError("the canvas does not show the places of the layout")
        found["layout"][OURS].append(milliseconds)


def _fcose(browser: Browser, graph: Graph, found: Found) -> None:
    with visiting(browser, VIS) as visit:
        visit.page.goto((PAGES / "fcose.html").as_uri())
        found["layout"][FCOSE].append(visit.page.evaluate("(graph) => layOut(graph)", _plainly(graph, {})))


def _opened(visit: Visit, address: str, graph: Graph) -> None:
    visit.page.goto(address)
    visit.settled(len(graph.entities), len(graph.ties))


def _shown(visit: Visit, address: str, graph: Graph, name: str, found: Found) -> None:
    """Open a graph and pan it."""
    visit.page.goto(address)
    busy = visit.settled(len(graph.entities), len(graph.ties))
    found["first"][name].append(busy.first)
    found["settled"][name].append(busy.last)
    found["heap"][name].append(visit.heap_megabytes())
    _panned(visit, name, found)


def _grown(visit: Visit, graph: Graph, name: str, found: Found, act: Callable[[], object]) -> None:
    """Add what is missing."""
    with visit.transfers() as transfer:
        begun = visit.page.evaluate("performance.now()")
        act()
        found["added"][name].append(visit.settled(len(graph.entities), len(graph.ties), begun).last - begun)
    for figure, number in (("asked", transfer.asked), ("sent", transfer.sent), ("whole", transfer.whole)):
        found[figure][name].append(number)


def _panned(visit: Visit, name: str, found: Found) -> None:
    frames = visit.drag()
    found["frame"][name].append(mean(frames))
    found["slow frame"][name].append(sorted(frames)[round(0.95 * (len(frames) - 1))])


def _plainly(graph: Graph, places: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """A graph as the pages in `page_rigs` take it."""
    nodes = [{"id": entity.id, "kind": entity.kind, "name": entity.name} for entity in graph.entities]
    placed = [node | dict(zip("xy", places.get(node["id"], ()), strict=False)) for node in nodes]
    return {"nodes": placed, "edges": [{"source": tie.source, "target": tie.target} for tie in graph.ties]}


def _tables(found: Found) -> Iterator[str]:
    yield (
        f"A page has settled when it has neither drawn nor computed for more than 50 ms nor waited for an answer in "
        f"500 ms; that wait is not counted. {SHOWN:,} entities and {3 * SHOWN:,} ties; {ADDED} are added to "
        f"{SHOWN - ADDED:,}, since more than {SHOWN:,} are not shown. {PLAIN} names entities and ties and draws "
        f"arrows, with all settings at their defaults. {VIS_NETWORK} has its scripts and the graph at hand when it "
        f"begins; the others get them from a server. Medians (ranges)."
    )
    drawn = {"first draw, ms": "first", "settled, ms": "settled", f"{ADDED} more, settled, ms": "added"}
    drawn |= {"mean frame while panning, ms": "frame", "frames, 95th percentile, ms": "slow frame", "heap, MB": "heap"}
    yield _table("canvas", [OURS, PLAIN, BARE, QUICKEST, VIS_NETWORK], drawn, found)
    bytes_of = {"bodies of requests": "asked", "of answers, transferred": "sent", "of answers, unpacked": "whole"}
    yield _table(f"{ADDED} more, in bytes", [OURS, PLAIN, BARE, QUICKEST], bytes_of, found)
    yield _table("layout", [OURS, FCOSE], {f"{LAID_OUT:,} entities, ms": "layout"}, found)
    typed = [keystrokes.SEARCH, keystrokes.CALL, keystrokes.SAME_CALL]
    yield _table("search", typed, {"a keystroke, ms": "keystroke"}, found)


def _table(title: str, names: Sequence[str], figures: Mapping[str, str], found: Found) -> str:
    rows = [f"| {title} | {' | '.join(figures)} |", "|---" * (1 + len(figures)) + "|"]
    rows += [f"| {name} | {' | '.join(spread(found[key][name]) for key in figures.values())} |" for name in names]
    return "\n".join(rows)


def spread(values: Sequence[float]) -> str:
    """Median, least and most, with three digits or all before the point."""
    if not values:
        return ""
    digits = 0 if median(values) >= 100 else 1
    middle, least, most = (f"{value:,.{digits}f}" for value in (median(values), min(values), max(values)))
    return f"{middle} ({least}-{most})"


def _claims(found: Found) -> Iterator[Claim]:
    yield _claim(f"first load settled, {OURS} / {PLAIN}", found["settled"], OURS, PLAIN, 0.35)
    yield _claim(f"{ADDED} more settled, {OURS} / {PLAIN}", found["added"], OURS, PLAIN, 0.12)
    yield _claim(f"bytes of their answers as transferred, {OURS} / {PLAIN}", found["sent"], OURS, PLAIN, 1 / 50)
    yield _claim(f"bytes of their answers unpacked, {OURS} / {PLAIN}", found["whole"], OURS, PLAIN, 1 / 50)
    yield _claim(f"mean frame while panning, {OURS} / {PLAIN}", found["frame"], OURS, PLAIN, 1.0)
    yield _claim(f"mean frame while panning, {OURS} / {VIS_NETWORK}", found["frame"], OURS, VIS_NETWORK, 0.6)
    yield _claim(f"layout of {LAID_OUT:,}, {OURS} / {FCOSE}", found["layout"], OURS, FCOSE, 0.05)
    bare = keystrokes.CALL
    yield _claim(f"a keystroke, {keystrokes.SEARCH} / {bare}", found["keystroke"], keystrokes.SEARCH, bare, 3.0)


def _claim(what: str, figures: Mapping[str, Sequence[float]], one: str, other: str, bound: float) -> Claim:
    ratios = [ours / theirs for ours, theirs in zip(figures[one], figures[other], strict=True)]
    return Claim(what, median(ratios), bound, True, f"runs: {min(ratios):.3f}-{max(ratios):.3f}")


def _listens(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
