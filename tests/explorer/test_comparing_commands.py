"""`cyberatlas alliances`, `compare` and `change` as a user calls them."""

from pathlib import Path

import pytest

from graph_loader.database.connection import Database
from tests.command import Run
from tests.explorer.calls import answer, caller, text


@pytest.fixture
def asked(shipped: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with the shipped graph."""
    return caller(shipped.address, tmp_path, monkeypatch)


# Alliances ------------------------------------------------------------------------------------------------------


def test_alliances(asked: Run) -> None:
    found = answer(asked("alliances", "--as-of", "2024-06", "--json"))
    bodies = {each["id"]: each for each in found["bodies"]}
    assert len(bodies["organization:nato"]["members"]) == 32
    assert len(bodies["organization:eu"]["members"]) == 27
    assert bodies["organization:eu"]["agreement"] > 0.95
    pair = next(
        each for each in found["overlaps"]
        if {each["first"], each["second"]} == {"organization:nato", "organization:eu"}
    )  # fmt: skip
    assert pair["both"] == 23
    assert pair["jaccard"] == pytest.approx(23 / (32 + 27 - 23))
    said = text(asked("alliances"))
    assert "The largest overlaps:" in said
    assert "CSTO" in said


def test_one_body_and_one_actor(asked: Run) -> None:
    found = answer(asked("alliances", "NATO", "--from", "2018", "--to", "2018", "--as-of", "2000", "--json"))
    now = {each["id" if "id" in each else "actor"] for each in found["members"] if each["now"]}
    assert ("state:POL" in now, "state:FIN" in now, len(now)) == (True, False, 19)
    assert {each["date"][:4] for each in found["items"]} == {"2018"}
    assert found["votes"] == len(found["items"])
    said = text(asked("alliances", "NATO"))
    assert said.startswith("North Atlantic Treaty Organization: 32 members on ")
    assert "abstained: Türkiye" in said
    france = answer(asked("alliances", "France", "--json"))
    assert {"organization:nato", "organization:eu"} <= {each["venue"] for each in france["bodies"]}
    assert "is allied with: " in text(asked("alliances", "France"))
    assert "Huawei belongs to no body that is recorded." in text(asked("alliances", "Huawei"))


# Compare and change ---------------------------------------------------------------------------------------------


def test_compare(asked: Run) -> None:
    found = answer(asked("compare", "France", "Russia", "--json"))
    assert found["actors"] == ["state:FRA", "state:RUS"]
    assert "organization:nato" in found["areas"]["forums"]["only"]["state:FRA"]
    assert found["names"]["organization:nato"] == "North Atlantic Treaty Organization"
    assert next(each for each in found["votes"] if each["year"] == "2018")["agreement"] == 0
    assert found["method"]["rows"] > 100
    said = text(asked("compare", "France", "Russia"))
    assert "France and Russia share " in said
    assert "2018 France Russia" in said


def test_compare_without_votes(asked: Run) -> None:
    said = text(asked("compare", "Huawei", "Microsoft", "France"))
    assert "No resolution is known on which two of these voted" in said
    three = answer(asked("compare", "Huawei", "Germany", "France", "--as-of", "2020", "--json"))
    assert three["notes"] == ["No resolution is known on which Huawei and another of these voted."]
    done = asked("compare", "Huawei", "company:huawei")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("2 to 6 different actors can be compared")


def test_change(asked: Run) -> None:
    found = answer(asked("change", "--from", "2017", "--to", "2018", "France", "--json"))
    added = [(tie["from"], tie["type"], tie["to"]) for tie in found["added"]]
    assert ("state:FRA", "SUPPORTS", "agreement:paris-call") in added
    assert all("state:FRA" in (tie["from"], tie["to"]) for tie in found["added"])
    assert found["names"]["agreement:paris-call"]
    votes = answer(asked("change", "--from", "2017", "--to", "2018", "--types", "VOTED", "--json"))
    assert {tie["type"] for tie in votes["added"]} == {"VOTED"}
    assert votes["method"]["rows"] == len(votes["added"]) + len(votes["ended"]) + len(votes["passing"])
    said = text(asked("change", "--from", "2017", "--to", "2018", "--most", "2"))
    assert said.startswith("Between 2017 and 2018: ")
    assert "more, not listed here." in said
    done = asked("change", "--from", "2019", "--to", "2018")
    assert (done.returncode, done.stdout) == (1, "")
    assert "2019 is not before 2018" in done.stderr
