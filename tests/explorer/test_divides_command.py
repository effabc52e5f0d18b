"""`cyberatlas divides` as a user calls it."""

from pathlib import Path

import pytest

from graph_loader.database.connection import Database
from tests.command import Run
from tests.explorer.calls import answer, caller, text


@pytest.fixture
def asked(shipped: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with the shipped graph."""
    return caller(shipped.address, tmp_path, monkeypatch)


def test_divides(asked: Run, shipped: Database) -> None:
    found = answer(
        asked(
            "divides", "--from", "2021", "--to", "2025", "--before-from", "2018", "--before-to", "2020",
            "--resamples", "50", "--actor", "Russia", "--actor", "Kosovo", "--json",
        )
    )  # fmt: skip
    assert {"camps", "middle", "movers", "balance", "notes", "crossing", "method"} <= found.keys()
    camp = {member["id"]: each["name"] for each in found["camps"] for member in each["members"]}
    assert camp["state:FRA"] == camp["state:DEU"] != camp["state:RUS"] == camp["state:CHN"]
    member = found["camps"][0]["members"][0]
    assert member.keys() == {"id", "name", "firmness", "position"}
    assert 0 <= member["firmness"] <= 1
    russia, kosovo = found["actors"]
    assert (russia["camp"], russia["missing"]) == (camp["state:RUS"], "")
    assert (kosovo["camp"], kosovo["missing"]) == (None, "took no position of this kind from 2021 to 2025")
    assert found["movers"]
    assert found["before"] == {"from": "2018", "to": "2020"}
    items = [item["id"] for item in found["items"]]
    cast = shipped.read("MATCH ()-[r:VOTED]->(t) WHERE t.id IN $items RETURN count(r) AS n", {"items": items})
    assert found["method"]["rows"] == cast[0]["n"]


def test_divides_for_people(asked: Run) -> None:
    said = text(asked("divides", "--from", "2018", "--to", "2020", "--resamples", "20", "--actor", "Kosovo"))
    assert said.startswith("Divides from 2018 to 2020, by votes: ")
    for part in ("Camp 1: ", "Firm (", "The middle, between A (", "Balance: ", "Where both sides sit:"):
        assert part in said
    assert "Kosovo can't be placed: took no position of this kind from 2018 to 2020." in said
    assert "- On movers: There are no two camps" in said


def test_a_period_without_items(asked: Run) -> None:
    found = answer(asked("divides", "--from", "1950", "--to", "1960", "--json"))
    assert (found["camps"], found["middle"], found["movers"], found["method"]["rows"]) == ([], [], [], 0)
    assert "No one took 3 or more positions from 1950 to 1960: nothing to compare." in found["notes"]
    said = text(asked("divides", "--from", "1950", "--to", "1960"))
    assert "No one took 3 or more positions from 1950 to 1960: nothing to compare." in said
    without = answer(asked("divides", "--resamples", "0", "--json"))
    assert without["before"] is None
    assert any(note.startswith("Movers need an earlier period") for note in without["notes"])


def test_a_topic_that_nothing_has(asked: Run) -> None:
    done = asked("divides", "--topic", "weather")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("'weather' is the topic of no item. There are: ")
