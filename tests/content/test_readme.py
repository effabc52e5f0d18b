"""README.md, CONTRIBUTING.md and CHANGELOG.md say what is so: their tables, commands, settings, example and links."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from explorer.cli import main as command
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError
from graph_loader.settings import Settings
from graph_loader.tables import COMMAND, current_tables, markdown_table, with_tables

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
FILE_BLOCK = re.compile(r"`(my-data/[\w.]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str = "") -> list[str]:
    return [text for found, text in BLOCK.findall(README) if found == language]


def commands(group: TyperGroup, prefix: str = "cyberatlas") -> Iterator[tuple[str, TyperCommand]]:
    for name, found in group.commands.items():
        if isinstance(found, TyperGroup):
            yield from commands(found, f"{prefix} {name}")
        else:
            assert isinstance(found, TyperCommand)
            yield f"{prefix} {name}", found


def all_commands() -> dict[str, TyperCommand]:
    group = typer.main.get_command(command)
    assert isinstance(group, TyperGroup)
    return dict(commands(group))


def command_rows() -> dict[str, str]:
    return dict(re.findall(r"^\| `(cyberatlas [a-z ]+)` \| (.*) \|$", README, re.MULTILINE))


def cyberatlas(words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as the README gives it, in a folder."""
    call = [sys.executable, "-c", "from explorer.cli import main; main()", *shlex.split(words)[1:]]
    return subprocess.run(
        call, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )


# The generated tables -------------------------------------------------------------------------------------------


def test_the_tables_are_up_to_date() -> None:
    assert with_tables(README, current_tables()) == README, f"README.md is out of date; run: {COMMAND}"


def test_a_table_is_put_between_its_markers_and_nothing_else_is_touched() -> None:
    text = "before\n<!-- a -->\nold\n<!-- /a -->\nbetween\n<!-- b -->\n<!-- /b -->\nafter\n"
    new = with_tables(text, {"a": "A", "b": "B"})
    assert new == "before\n<!-- a -->\nA\n<!-- /a -->\nbetween\n<!-- b -->\nB\n<!-- /b -->\nafter\n"
    assert with_tables(new, {"a": "A", "b": "B"}) == new


@pytest.mark.parametrize("text", ["", "<!-- a -->", "<!-- /a -->\n<!-- a -->", "<!-- a -->\n<!-- a -->\n<!-- /a -->"])
def test_a_missing_marker_is_named(text: str) -> None:
    with pytest.raises(UsageError, match="<!-- a -->"):
        with_tables(text, {"a": "A"})


def test_a_cell_cannot_break_its_table() -> None:
    assert (
        markdown_table(("a", "b"), [("x|y", "two\nlines")], ("b",))
        == "| a | b |\n| --- | ---: |\n| x\\|y | two lines |"
    )


def test_the_tables_name_all_there_is() -> None:
    declaration = tomllib.loads((REPOSITORY / "graph_loader" / "schema.toml").read_text(encoding="utf-8"))
    for name in (*declaration["kinds"], *declaration["groups"], *declaration["relations"]):
        assert f"\n| `{name}` |" in README, name
    for folder in (REPOSITORY / "datasets").iterdir():
        assert f"\n| `{folder.name}`: " in README, folder.name


# Commands and settings ------------------------------------------------------------------------------------------


def test_the_first_screen_has_the_two_commands() -> None:
    assert blocks()[0] == "make run\nmake test\n"
    assert README.index("make run") < 1_000
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for document in DOCUMENTS:
        text = (REPOSITORY / document).read_text(encoding="utf-8")
        assert set(re.findall(r"^make ([a-z-]+)", text, re.MULTILINE)) <= targets, document


def test_the_table_has_every_command_and_its_options() -> None:
    known, rows = all_commands(), command_rows()
    assert set(rows) == set(known)
    for name, found in known.items():
        options = {option for parameter in found.params for option in (*parameter.opts, *parameter.secondary_opts)}
        named = set(re.findall(r"--[a-z-]+", rows[name]))
        assert named <= options, name
        assert {option for option in options if option.startswith("--")} - named <= {"--json", "--load", "--help"}, name


def test_json_is_promised_where_it_is_given() -> None:
    sentence = re.search(r"^(.*) print JSON with `--json`", README, re.MULTILINE)
    assert sentence
    promised = {f"cyberatlas {name}" for name in re.findall(r"`([a-z ]+)`", sentence[1])}
    given = {name for name, found in all_commands().items() if any("--json" in known.opts for known in found.params)}
    assert promised == given


def test_every_command_shown_can_be_parsed() -> None:
    lines = [line for text in blocks() for line in text.splitlines()]
    shown = [re.sub(r"^\S*cyberatlas ", "cyberatlas ", line) for line in lines if re.match(r"\S*cyberatlas ", line)]
    shown += re.findall(r"`(cyberatlas [^`]*)`", README)
    assert len(shown) > 15
    known = all_commands()
    for line in shown:
        words = shlex.split(line)
        name = " ".join(words[:3] if words[1] in ("db", "query", "briefing") else words[:2])
        if words[len(name.split()) :] or name not in command_rows():
            known[name].make_context(name, words[len(name.split()) :])


def test_the_table_has_every_setting_and_its_default() -> None:
    rows = dict(re.findall(r"^\| `((?:NEO4J|CYBERATLAS)_\w+)` \| .* \| (.*) \|$", README, re.MULTILINE))
    for name, field in Settings.model_fields.items():
        said = rows.pop(str(field.validation_alias or f"CYBERATLAS_{name}".upper()))
        if quoted := re.findall(r"`(.*)`", said):
            assert quoted == [str(field.default)], name
    assert rows == {}


def test_the_oldest_python_named_is_the_oldest_allowed() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"You need Python {project['requires-python'].removeprefix('>=')} or newer" in README
    assert f"## [{project['version']}]" in (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_ways_to_install_are_the_same_on_every_system_and_in_the_image() -> None:
    installs = re.findall(r"-m pip install (.*)", README)
    assert installs == ["--require-hashes -r requirements.txt", "--no-deps --no-build-isolation ."] * 2
    assert re.findall(r"-m pip install (.*)", (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")) == installs[:2]


# The worked example ---------------------------------------------------------------------------------------------


@pytest.fixture
def example(tmp_path: Path) -> Path:
    files = dict(FILE_BLOCK.findall(README))
    assert set(files) == {"my-data/dataset.toml", "my-data/cooperates_with.csv"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_passes_the_check_as_shown(example: Path) -> None:
    done = cyberatlas("cyberatlas check ./my-data states", example)
    assert (done.returncode, done.stdout, done.stderr) == (0, blocks("output")[0], "")


def test_a_fault_is_named_as_shown(example: Path) -> None:
    table = example / "my-data" / "cooperates_with.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("2025-03", "March 2025").replace("kenya,true", "kenya,yes"), encoding="utf-8")
    done = cyberatlas("cyberatlas check ./my-data states", example)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", blocks("output")[1])


def test_a_call_that_cannot_mean_anything_returns_2(tmp_path: Path) -> None:
    for words in ("cyberatlas check ./nowhere", "cyberatlas check --never", "cyberatlas never"):
        assert cyberatlas(words, tmp_path).returncode == 2, words


def test_the_example_is_loaded_once_and_taken_back(example: Path, database: Database) -> None:
    address = database.address
    environment = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database or "",
    }
    environment = {name: value for name, value in environment.items() if value}
    ties = "MATCH (:State)-[r:COOPERATES_WITH {dataset: 'my-data'}]->(:State) RETURN count(r) AS n"

    def run(words: str) -> None:
        done = cyberatlas(words, example, **environment)
        assert done.returncode == 0, done.stderr

    run("cyberatlas load states")
    run("cyberatlas load ./my-data")
    assert database.read(ties) == [{"n": 2}]
    again = cyberatlas("cyberatlas load ./my-data --json", example, **environment)
    assert '"created": 0' in again.stdout
    assert '"unchanged": 2' in again.stdout
    run("cyberatlas load --withdraw my-data --yes")
    assert database.read(ties) == [{"n": 0}]


def test_the_query_shown_counts_the_votes(example: Path, database: Database) -> None:
    (query,) = [line for text in blocks() for line in text.splitlines() if line.startswith("cyberatlas cypher")]
    database.write(
        "CREATE (r:Entity:Resolution {id: 'resolution:A/RES/73/27'}) WITH r UNWIND ['yes', 'no', 'yes'] AS vote "
        "CREATE (:Entity:State {id: 'state:' + randomUUID()})-[:VOTED {value: vote}]->(r)"
    )
    address = database.address
    done = cyberatlas(
        f"{query} --json", example,
        NEO4J_URI=address.uri, NEO4J_USERNAME=address.username, NEO4J_PASSWORD=address.password,
    )  # fmt: skip
    assert '"rows": [["yes", 2], ["no", 1]]' in done.stdout, done.stderr


# Links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_linked_exists(document: str) -> None:
    targets = LINK.findall((REPOSITORY / document).read_text(encoding="utf-8"))
    files = [target for target in targets if "://" not in target]
    assert [target for target in files if not (REPOSITORY / target).exists()] == []
