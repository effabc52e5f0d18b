"""Who imports whom, what importing does, how long a module is, and what no file of the repository may name."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("graph_loader", "explorer")
LONGEST = 350

SLOW = ("neo4j", "dash", "flask", "pandas", "pandera", "numpy", "pooch", "jgo", "waitress")
"""What `cyberatlas --help` must not wait for."""

AT_RUN_TIME = ("dash", "dash_cytoscape", "plotly", "flask")
"""What an annotation may name anywhere, but only the page may import when it runs."""


@dataclass(frozen=True)
class Import:
    """One import: `module` imports `target`; `typing_only` where it stands under `if TYPE_CHECKING`."""

    module: str
    line: int
    target: str
    typing_only: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def modules() -> dict[str, Path]:
    """Name -> file of every module of the project."""
    found = {}
    for package in PACKAGES:
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            parts = path.relative_to(REPOSITORY).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def within(name: str, places: tuple[str, ...]) -> bool:
    """True where a module is one of `places`, or lies in one."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


@cache
def imports() -> tuple[Import, ...]:
    known = modules()
    return tuple(found for name, path in known.items() for found in imports_of(name, path, set(known)))


def imports_of(name: str, path: Path, known: set[str]) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: a relative import; write the whole name"
            assert node.module
            # `from explorer import reads` imports explorer.reads, `from explorer.reads import x` only explorer.reads.
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            targets = [target if target in known else node.module for target in full]
        else:
            continue
        for target in dict.fromkeys(targets):
            yield Import(name, node.lineno, target, id(node) in only_typing)


# Who may import whom --------------------------------------------------------------------------------------------

PAGE = ("explorer.components", "explorer.pages", "explorer.app")
FOUNDATIONS = (
    "graph_loader.schema",
    "graph_loader.errors",
    "graph_loader.settings",
    "graph_loader.content",
)
PURE = ("explorer.graph", "explorer.analysis")


def test_the_reader_sees_the_imports_that_are_there() -> None:
    found = {(known.module, known.target) for known in imports()}
    assert ("graph_loader.database.connection", "neo4j") in found
    assert ("explorer.cli", "graph_loader.cli") in found
    assert any(known.typing_only for known in imports())


def test_the_driver_is_imported_under_the_database_alone() -> None:
    """Also for annotations: elsewhere a `Database` is all that is known of it."""
    assert [
        str(found)
        for found in imports()
        if within(found.target, ("neo4j",)) and not within(found.module, ("graph_loader.database",))
    ] == []


def test_dash_is_imported_by_the_page_alone() -> None:
    assert [
        str(found)
        for found in imports()
        if within(found.target, ("dash", "dash_cytoscape", "plotly"))
        and not within(found.module, PAGE)
        and not found.typing_only
    ] == []


@pytest.mark.parametrize(
    ("importers", "forbidden"),
    [
        (("graph_loader",), ("explorer",)),
        (FOUNDATIONS, ("graph_loader.database", "graph_loader.loading", "graph_loader.cli")),
        (PURE, ("dash", "dash_cytoscape", "flask", "neo4j", "graph_loader.database", *PAGE, "explorer.reads")),
        (("explorer.components",), ("graph_loader.database", "explorer.reads", "explorer.pages", "explorer.app")),
        (("explorer.pages",), ("explorer.app", "explorer.cli", "explorer.up")),
        (("explorer.reads", "explorer.queries", "explorer.briefings", "explorer.export"), PAGE),
    ],
    ids=lambda names: "+".join(names)[:60],
)
def test_the_layers(importers: tuple[str, ...], forbidden: tuple[str, ...]) -> None:
    assert [
        str(found) for found in imports() if within(found.module, importers) and within(found.target, forbidden)
    ] == []


def test_the_database_knows_only_the_foundations() -> None:
    allowed = ("graph_loader.database", *FOUNDATIONS)
    assert [
        str(found)
        for found in imports()
        if within(found.module, ("graph_loader.database",))
        and within(found.target, PACKAGES)
        and not within(found.target, allowed)
    ] == []


# What importing does --------------------------------------------------------------------------------------------


def python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_does_not_wait_for_what_it_may_not_need() -> None:
    loaded = json.loads(python("import explorer.cli, json, sys; print(json.dumps(sorted(sys.modules)))"))
    assert "typer" in loaded
    assert sorted(set(SLOW) & set(loaded)) == []


def test_serving_needs_no_dash() -> None:
    loaded = json.loads(python("import explorer.serving, json, sys; print(json.dumps(sorted(sys.modules)))"))
    assert sorted({"dash", "neo4j"} & set(loaded)) == []


WATCHED_IMPORT = """
import importlib, json, os, sys

noted = []


def inside(path):
    path = path.replace("\\\\", "/")
    return path.startswith(REPOSITORY) and "/.venv/" not in path


def hook(event, given):
    if event == "open" and isinstance(given[0], str) and (inside(given[0]) or given[0] == ".env"):
        if not given[0].endswith((".py", ".pyc", ".pth")) and "__pycache__" not in given[0]:
            noted.append("open " + given[0])
    elif event in ("socket.connect", "socket.bind", "subprocess.Popen", "os.exec", "os.posix_spawn"):
        noted.append(event)


def watched(environment, name, read=type(os.environ).__getitem__):
    frame = None if name.startswith("PYDANTIC_") else sys._getframe(1)  # pydantic's own, at each model it makes
    while frame and "importlib" not in frame.f_code.co_filename:
        if inside(frame.f_code.co_filename):
            noted.append(f"{frame.f_code.co_filename}:{frame.f_lineno} reads {name} from the environment")
            break
        frame = frame.f_back
    return read(environment, name)


type(os.environ).__getitem__ = watched
sys.addaudithook(hook)
for module in MODULES:
    importlib.import_module(module)
print(json.dumps(noted))
"""


def test_importing_reads_and_starts_nothing() -> None:
    """Every module is imported while someone notes which files and which parts of the environment it reads."""
    names = sorted(name for name in modules() if not name.endswith("__main__"))
    head = f"REPOSITORY = {REPOSITORY.as_posix()!r}\nMODULES = {names!r}\n"
    assert json.loads(python(head + WATCHED_IMPORT)) == []


# Size and words -------------------------------------------------------------------------------------------------


def test_no_module_is_too_long() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [name for name in modules() if set(name.split(".")) & empty] == []


def dotted(*labels: str) -> str:
    """A host name; put together here, so that this file does not hold what it forbids."""
    return ".".join(labels)


REGISTRIES = [
    dotted("pypi", "org"),
    dotted("pythonhosted", "org"),
    dotted("npmjs", "org"),
    dotted("npmjs", "com"),
    dotted("maven", "org"),
    dotted("repo", "maven"),
    dotted("crates", "io"),
    dotted("golang", "org"),
    dotted("deb", "debian", "org"),
    dotted("anaconda", "org"),
]
PLACES = "|".join(("work", "root", "home", "Users", "workspace"))
MACHINE_PATH = re.compile(rf"(?<![\w./~%<$}}*-])/(?:{PLACES})/|\b[A-Z]:\\Users\\")


def repository_files() -> list[Path]:
    """Every file that is or may be committed: what git tracks, and what it would not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    return [path for name in listed.split("\0") if name and (path := REPOSITORY / name).is_file()]


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE_PATH.search("see " + "/".join(("", "home", "someone", "x")))
    assert MACHINE_PATH.search('"' + "/".join(("", "work", "main")))
    assert not MACHINE_PATH.search("https://example.org/" + "home/index.html and ~/" + "work/x")


def test_no_file_names_a_registry_or_a_place_of_one_machine() -> None:
    files = repository_files()
    assert {REPOSITORY / "README.md", REPOSITORY / "requirements.txt", Path(__file__)} <= set(files)
    found = []
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            words = [host for host in REGISTRIES if host in line.lower()]
            words += [match[0] for match in MACHINE_PATH.finditer(line)]
            if words:
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {', '.join(words)}")
    assert found == []
