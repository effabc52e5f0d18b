"""`cyberatlas briefing` as a user calls it."""

import json
import os
import pty
import subprocess
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.cli import main
from graph_loader.database.connection import Database
from graph_loader.datasets import MANIFEST, open_dataset
from graph_loader.loading import load
from graph_loader.schema import Schema
from tests.command import COMMAND, Run, called, environment
from tests.dataset_folders import states, ties, write_dataset

MINE = """---
title: Who pays whom
marking: {marking}
date: 2026-11
---

# All 2 payments

Two ties, no more.

```scene
show:
  entities: [state:FRA, state:DEU, state:ITA]
captions:
  - text: all 2 of them
steps:
  - bring: [state:FRA, state:DEU]
    say: first
```

# Words alone

That is **all**.
"""
TIES = ("state:FRA,state:DEU,2018", "state:DEU,state:ITA,2019")


@pytest.fixture
def alone(tmp_path: Path) -> Run:
    """The command where no database answers."""
    return lambda *arguments: called(None, tmp_path, "briefing", *arguments)


@pytest.fixture
def asked(database: Database, schema: Schema, tmp_path: Path) -> Run:
    """The command with a small graph."""
    loaded(database, schema, tmp_path, *TIES)
    return lambda *arguments: called(database.address, tmp_path, "briefing", *arguments)


def loaded(database: Database, schema: Schema, root: Path, *rows: str, marking: str = "") -> None:
    tables = {"State": states("FRA", "DEU", "ITA"), "FUNDS": ties("start", *rows)}
    folder = write_dataset(root / "data", "money", tables)
    if marking:
        manifest = folder / MANIFEST
        manifest.write_text(f'marking = "{marking}"\n{manifest.read_text(encoding="utf-8")}', encoding="utf-8")
    load(database, [open_dataset(folder, schema)], schema, yes=True)


def own(folder: Path, marking: str = "TLP:GREEN", text: str = MINE) -> Path:
    path = folder / "home" / "briefings" / "mine.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.format(marking=marking), encoding="utf-8")
    return path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("command", ["list", "check", "export", "refresh", ""])
def test_help(command: str) -> None:
    done = CliRunner().invoke(main, ["briefing", *filter(None, [command]), "--help"])
    assert done.exit_code == 0
    assert done.stdout.lstrip().startswith("Usage: ")


# Without a database ---------------------------------------------------------------------------------------------


def test_list(alone: Run, tmp_path: Path) -> None:
    own(tmp_path)
    own(tmp_path).with_name("broken.md").write_text("---\ntitle: x\nfoo: 1\n---\n")
    done = alone("list", "--json")
    assert done.returncode == 0
    found = {each["name"]: each for each in json.loads(done.stdout)}
    assert (found["mine"]["own"], found["mine"]["title"], found["mine"]["scenes"]) == (True, "Who pays whom", 2)
    assert found["two-visions-of-the-internet"]["own"] is False
    assert found["broken"]["faults"][0].startswith("broken.md:3: found the key 'foo'")
    assert "broken cannot be read:" in done.stderr
    table = alone("list")
    assert (table.returncode, "Who pays whom" in table.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["check", "gone"], 2, "There is no briefing 'gone'"),
        (["check", "two-visions"], 2, "Did you mean two-visions-of-the-internet"),
        (["check", "bad.md"], 1, "bad.md:3: found theme: 'blue'"),
        (["check", "missing.md"], 1, "missing.md: found a file that cannot be read"),
        (["refresh", "gone"], 2, "There is no briefing 'gone'"),
        (["export", "gone", "--to", "x.pdf"], 2, "There is no briefing 'gone'"),
        (["export", "mine", "--to", "x.doc"], 2, "'x.doc' says no format. Expected a name that ends in .pptx"),
        (["export", "mine", "--to", "nowhere/x.pdf"], 1, "a folder that cannot be written to"),
        (["export", "mine", "--to", "there.pdf"], 2, "there.pdf is there already"),
        (["export", "mine", "--to", "folder.pdf", "--yes"], 2, "folder.pdf is a folder"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work(
    alone: Run, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    own(tmp_path)
    (tmp_path / "bad.md").write_text("---\ntitle: x\ntheme: blue\n---\n")
    (tmp_path / "there.pdf").write_bytes(b"mine")
    (tmp_path / "folder.pdf").mkdir()
    before = files(tmp_path)
    done = alone(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert files(tmp_path) == before
    assert (tmp_path / "there.pdf").read_bytes() == b"mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_refused(alone: Run, tmp_path: Path) -> None:
    own(tmp_path)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    done = alone("export", "mine", "--to", "closed/x.pdf")
    assert (done.returncode, "cannot be written to" in done.stderr) == (1, True)


def test_a_database_that_is_away_is_told(alone: Run, tmp_path: Path) -> None:
    own(tmp_path)
    done = alone("export", "mine", "--to", "x.pdf")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.pdf").exists()


# With a graph ---------------------------------------------------------------------------------------------------


def test_check(asked: Run, tmp_path: Path) -> None:
    own(tmp_path)
    done = asked("check", "mine")
    assert (done.returncode, done.stdout) == (0, "1 briefing checked, no fault.\n"), done.stderr
    (tmp_path / "elsewhere.md").write_text(MINE.format(marking="secret").replace("state:ITA", "state:ITB"))
    done = asked("check", "elsewhere.md")
    assert done.returncode == 1
    assert "elsewhere.md:1: found the marking 'secret'" in done.stderr
    assert "elsewhere.md:7: found scene 1 ('All 2 payments'): show.entities 3 names state:ITB" in done.stderr
    assert done.stderr.endswith("2 faults; nothing was written.\n")


@pytest.mark.parametrize("ending", ["pptx", "html", "pdf"])
def test_export_gives_the_same_bytes_for_the_same_data(asked: Run, tmp_path: Path, ending: str) -> None:
    own(tmp_path)
    for name in ("first", "second"):
        done = asked("export", "mine", "--to", f"{name}.{ending}")
        assert (done.returncode, done.stdout) == (0, f"{name}.{ending}\n"), done.stderr
    first, second = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("first", "second"))
    assert first == second
    assert len(first) > 10_000
    if ending == "pptx":
        with zipfile.ZipFile(tmp_path / "first.pptx") as archive:
            assert sum(name.startswith("ppt/slides/slide") for name in archive.namelist()) == 5
    replaced = asked("export", "mine", "--to", f"first.{ending}", "--yes")
    assert replaced.returncode == 0


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("command", [("export", "mine", "--to", "mine.html"), ("refresh", "mine"), ("check", "mine")])
def test_on_a_terminal_a_bar_shows_how_many_scenes_are_read(
    database: Database, tmp_path: Path, command: tuple[str, ...]
) -> None:
    own(tmp_path)
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "briefing", *command], cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs,
        env=environment(database.address, tmp_path / "home") | {"COLUMNS": "100", "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # what a terminal tells whose other end is closed
        while chunk := os.read(mine, 4096):
            shown += chunk
    os.close(mine)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Reading the scenes" in shown


def test_pictures_are_one_file_a_slide(asked: Run, tmp_path: Path) -> None:
    own(tmp_path)
    done = asked("export", "mine", "--to", "p.svg")
    assert done.returncode == 0, done.stderr
    names = [f"p-{number:02}.svg" for number in range(1, 6)]
    assert done.stdout.split() == names
    assert [name for name in files(tmp_path) if name.endswith(".svg")] == names
    assert "TLP:GREEN" in (tmp_path / "p-02.svg").read_text(encoding="utf-8")
    one = asked("export", "mine", "--to", "one.png", "--scene", "1", "--step", "1", "--dpi", "30")
    assert one.returncode == 0, one.stderr
    assert (tmp_path / "one.png").read_bytes()[16:24] == (400).to_bytes(4, "big") + (225).to_bytes(4, "big")
    for arguments, message in (
        (["--to", "x.png", "--scene", "9"], "There is no scene 9"),
        (["--to", "x.png", "--scene", "1", "--step", "9"], "Scene 1 has no step 9"),
        (["--to", "x.png", "--step", "1"], "say which with --scene"),
        (["--to", "x.pdf", "--scene", "1"], "a .pdf file holds them all"),
        (["--to", "p.svg"], "p-01.svg is there already"),
    ):
        refused = asked("export", "mine", *arguments)
        assert (refused.returncode, message in refused.stderr) == (2, True), refused.stderr
    assert not list(tmp_path.glob("x*"))


def test_what_is_marked_above_the_briefing_is_not_handed_over(
    asked: Run, database: Database, schema: Schema, tmp_path: Path
) -> None:
    own(tmp_path, "TLP:GREEN")
    loaded(database, schema, tmp_path, *TIES, marking="TLP:AMBER")
    done = asked("export", "mine", "--to", "x.pdf")
    assert done.returncode == 2
    assert "mine is TLP:GREEN, and shows what is marked above that. Nothing was written." in done.stderr
    assert done.stderr.count("[TLP:AMBER]") == 2
    assert not (tmp_path / "x.pdf").exists()
    assert "nothing above TLP:GREEN" in asked("check", "mine").stderr
    own(tmp_path, "TLP:AMBER")
    assert asked("export", "mine", "--to", "x.pdf").returncode == 0


def test_a_template_that_is_none_is_refused(asked: Run, tmp_path: Path) -> None:
    own(tmp_path)
    (tmp_path / "no.pptx").write_bytes(b"no presentation")
    for name in ("no.pptx", "missing.pptx"):
        done = asked("export", "mine", "--to", "x.pptx", "--template", name)
        assert (done.returncode, name in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "x.pptx").exists()


def test_refresh_says_what_changed_since_the_last_time(
    asked: Run, database: Database, schema: Schema, tmp_path: Path
) -> None:
    own(tmp_path)
    assert "1. All 2 payments: read for the first time" in asked("refresh", "mine").stdout
    assert "1. All 2 payments: unchanged" in asked("refresh", "mine").stdout
    loaded(database, schema, tmp_path, *TIES, "state:ITA,state:FRA,2020")
    told = json.loads(asked("refresh", "mine", "--json").stdout)[0]["changes"]
    assert told[0] == "1 tie added."
    assert told[1].startswith("Added: ITA ")
    assert any(each.startswith("the caption 'all 2 of them' may no longer hold: there were 2 ties") for each in told)
    assert any(each.startswith("the heading 'All 2 payments' may no longer hold") for each in told)
    assert (tmp_path / "home" / "briefings" / "mine.snapshot.json").is_file()
