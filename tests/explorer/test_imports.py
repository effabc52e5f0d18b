"""What the command line may import without paying for the page, and what the pure parts keep away from."""

import ast
import subprocess
import sys
from pathlib import Path

import explorer.graph

PURE = sorted(Path(explorer.graph.__file__).parent.glob("*.py"))


def imported(path: Path) -> set[str]:
    """First names of the modules that a file imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_the_graph_package_knows_neither_the_page_nor_the_database() -> None:
    assert PURE
    for path in PURE:
        names = imported(path)
        assert not {name for name in names if name.split(".")[0] in {"dash", "dash_cytoscape", "neo4j", "flask"}}, path
        assert not {name for name in names if name.startswith("graph_loader") and name != "graph_loader.schema"}, path
        assert not {name for name in names if name.startswith("explorer") and not name.startswith("explorer.graph")}, (
            path
        )


def test_what_the_command_line_needs_first_is_light() -> None:
    program = "import sys, explorer, explorer.serving, explorer.services; print([m for m in sys.modules if m in %r])"
    heavy = ("dash", "flask", "neo4j", "waitress", "dash_cytoscape")
    done = subprocess.run([sys.executable, "-c", program % (heavy,)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
