"""`cyberatlas divides`, `alliances`, `path`, `compare` and `change` as a user calls them."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer.analysis.influence import Selection, Weights, network
from explorer.analysis.paths import best_paths
from explorer.cli import main
from explorer.reads.influence import projection
from explorer.reads.naming import AmbiguousNameError, UnknownNameError, entity_called
from explorer.reads.provenance import rows_by_dataset
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.command import COMMAND, Run, called, environment

WIDTH = 100


@pytest.fixture
def offline(tmp_path: Path) -> Run:
    """The command where no database answers."""
    return lambda *arguments: called(None, tmp_path, *arguments)


@pytest.fixture
def asked(shipped: Database, tmp_path: Path) -> Run:
    """The command with the shipped graph."""
    return lambda *arguments: called(shipped.address, tmp_path, *arguments)


def answer(done: "subprocess.CompletedProcess[str]") -> Any:
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def text(done: "subprocess.CompletedProcess[str]") -> str:
    """What was printed for people: it fits 100 columns, but for addresses, which must not be broken."""
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if len(line) > WIDTH and "://" not in line] == []
    assert "Method: " in done.stdout
    assert "What it can't tell:" in " ".join(done.stdout.split())
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("command", ["divides", "alliances", "path", "compare", "change"])
def test_help(command: str) -> None:
    done = CliRunner().invoke(main, [command, "--help"])
    assert done.exit_code == 0
    assert done.stdout.lstrip().startswith("Usage: ")


# Calls that mean nothing need no database -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["path", "A"], "Usage: "),
        (["path", "A", "B", "-k", "0"], "Usage: "),
        (["path", "A", "B", "--steps", "0"], "Usage: "),
        (["path", "A", "B", "--half-life", "-1"], "Usage: "),
        (["path", "A", "B", "--direction", "up"], "Usage: "),
        (["path", "A", "B", "--as-of", "May"], "--as-of 'May' is no date. Expected YYYY, YYYY-MM or YYYY-MM-DD"),
        (["path", "A", "B", "--as-of", "2019-02-29"], "--as-of '2019-02-29' is no date."),
        (["divides", "--from", "2018-13"], "--from '2018-13' is no date."),
        (["divides", "--before-to", "x"], "--before-to 'x' is no date."),
        (["divides", "--evidence", "gossip"], "'gossip' is no kind of evidence: expected some of votes"),
        (["alliances", "--to", "x"], "--to 'x' is no date."),
        (["compare"], "Usage: "),
        (["compare", "A"], "Two to six actors can be compared, and 1 was named."),
        (["compare", *"ABCDEFG"], "Two to six actors can be compared, and 7 were named."),
        (["change", "--from", "2018"], "Usage: "),
        (["change", "--from", "2018", "--to", "now"], "--to 'now' is no date."),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_calls_that_mean_nothing(arguments: list[str], says: str, offline: Run) -> None:
    done = offline(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_no_database(offline: Run) -> None:
    done = offline("path", "Huawei", "France", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "No Neo4j answers" in done.stderr


# Names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("company:huawei", "company:huawei"),
        ("Huawei", "company:huawei"),
        (" huawei ", "company:huawei"),
        ("United States", "state:USA"),
        ("NATO", "organization:nato"),
        ("North Atlantic Treaty Organization", "organization:nato"),
        ("France", "state:FRA"),
    ],
)
def test_names(said: str, meant: str, shipped: Database, schema: Schema) -> None:
    assert entity_called(shipped, schema, said).id == meant


@pytest.mark.parametrize(
    ("said", "near"), [("Huawie", "company:huawei"), ("company:huawie", "company:huawei"), ("Huaw", "company:huawei")]
)
def test_what_is_only_near_is_offered_and_not_taken(said: str, near: str, shipped: Database, schema: Schema) -> None:
    with pytest.raises(UnknownNameError, match=f"called '{said}'. Nearest: ") as error:
        entity_called(shipped, schema, said)
    assert near in [each.id for each in error.value.nearest]


def test_a_name_that_nothing_is_near(shipped: Database, schema: Schema) -> None:
    for said in ("qqqqzzzzxxxx", "", "state:QQZZXX", "x:y"):
        with pytest.raises(UnknownNameError, match="Nothing in the graph is called"):
            entity_called(shipped, schema, said)


@pytest.fixture
def twins(shipped: Database) -> Iterator[None]:
    """Two of the same name, and a third for which it is another name."""
    shipped.write(
        "UNWIND [['company:twin-a', 'Twinfirm', []], ['organization:twin-b', 'Twinfirm', []], "
        "['forum:alone', 'Lonely', ['Solofirm']], ['company:solo', 'Solofirm', []]] AS row "
        "CREATE (:Entity:Company {id: row[0], name: row[1], aliases: row[2]})"
    )
    shipped.write("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    yield
    shipped.write("MATCH (n:Entity) WHERE n.name IN ['Twinfirm', 'Lonely', 'Solofirm'] DELETE n")


def test_a_name_of_several(twins: None, shipped: Database, schema: Schema) -> None:
    with pytest.raises(AmbiguousNameError, match="'Twinfirm' is the name of 2 entities") as error:
        entity_called(shipped, schema, "Twinfirm")
    assert {each.id for each in error.value.meant} == {"company:twin-a", "organization:twin-b"}
    assert entity_called(shipped, schema, "Solofirm").id == "company:solo"  # a name goes before another name


@pytest.mark.parametrize(
    "arguments",
    [
        ["path", "Huawie", "France"],
        ["path", "France", "Germany", "--via", "Huawie"],
        ["path", "France", "Germany", "--avoid", "Huawie"],
        ["compare", "France", "Huawie"],
        ["alliances", "Huawie"],
        ["divides", "--actor", "Huawie"],
        ["change", "--from", "2018", "--to", "2019", "Huawie"],
    ],
    ids=" ".join,
)
def test_an_unknown_actor(arguments: list[str], asked: Run) -> None:
    done = asked(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Nothing in the graph is called 'Huawie'. Nearest: Huawei (company:huawei)")


def test_rows_by_dataset(shipped: Database) -> None:
    plain = shipped.read("MATCH ()-[r:VOTED]->(t:Resolution) RETURN r.dataset AS d, count(*) AS n")
    assert rows_by_dataset(shipped, ["VOTED"]) == {row["d"]: row["n"] for row in plain}
    one = rows_by_dataset(shipped, ["VOTED"], ["resolution:A/RES/73/27"])
    assert 150 < sum(one.values()) < 200
    assert rows_by_dataset(shipped, [], None) == {}
    assert sum(rows_by_dataset(shipped).values()) == shipped.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]


# Paths ----------------------------------------------------------------------------------------------------------


def test_paths(asked: Run, shipped: Database, schema: Schema) -> None:
    found = answer(asked("path", "Huawei", "United States", "-k", "3", "--as-of", "2026-11-23", "--json"))
    assert (found["from"]["id"], found["to"]["name"]) == ("company:huawei", "United States")
    given = network(
        projection(shipped, schema), Weights(as_of="2026-11-23"), Selection(joining=True), schema
    )  # fmt: skip
    expected = best_paths(given, "company:huawei", "state:USA", 3, distinct=True, candidates=60)
    assert [path["strength"] for path in found["paths"]] == pytest.approx([path.strength for path in expected.paths])
    for path, same in zip(found["paths"], expected.paths, strict=True):
        steps = path["steps"]
        assert [steps[0]["from"], *(step["to"] for step in steps)] == same.ids
        assert 0 < path["stability"] <= 1
        assert path["sentence"].startswith("Huawei ")
        product = 1.0
        for step in steps:
            product *= step["influence"] * step["confidence"] * step["recency"]
            declared = schema.relations[step["type"]].influence
            assert step["influence"] == (declared.forward if step["along"] else declared.backward)
            assert step["why"] == declared.why
            assert not step["verified"] or step["source_url"].startswith("http")
        assert path["strength"] == pytest.approx(product)
    method = found["method"]
    assert method["rows"] == sum(method["datasets"].values()) == sum(rows_by_dataset(shipped).values())
    assert method["cannot_tell"]
    assert (found["weights"]["as_of"], found["selection"]["joining"], found["miss"]) == ("2026-11-23", True, None)


def test_paths_for_people(asked: Run) -> None:
    said = text(asked("path", "company:huawei", "state:USA", "-k", "2"))
    assert said.startswith("1. Strength ")
    assert ", stability " in said
    assert "Huawei is " in said
    assert "= influence 0.3 × confidence 1 × recency" in said
    assert " 3. " not in said
    assert "https://" in said


def test_options_of_paths(asked: Run) -> None:
    def ways(*options: str) -> list[list[str]]:
        found = answer(asked("path", "Huawei", "United States", "-k", "4", "--json", *options))
        return [[path["steps"][0]["from"], *(step["to"] for step in path["steps"])] for path in found["paths"]]

    best = ways()
    assert len(best) == 4
    assert all(way.index("state:DEU") in range(1, 4) for way in ways("--via", "Germany", "--steps", "4"))
    around = ways("--avoid", best[0][1])
    assert around
    assert not any(best[0][1] in way for way in around)
    assert {len(way) for way in ways("--steps", "3")} <= {3, 4}
    kinds = answer(asked("path", "Microsoft", "France", "--types", "supports,LEADS", "--types", "SIGNED", "--json"))
    assert kinds["selection"]["relations"] == ["SUPPORTS", "LEADS", "SIGNED"]
    assert {step["type"] for path in kinds["paths"] for step in path["steps"]} <= {"SUPPORTS", "LEADS", "SIGNED"}
    sure = answer(asked("path", "Microsoft", "France", "--verified", "--all-ties", "--half-life", "0", "--json"))
    assert all(step["verified"] for path in sure["paths"] for step in path["steps"])
    assert (sure["selection"]["joining"], sure["weights"]["half_life"]) == (False, 0)
    back = answer(asked("path", "France", "Microsoft", "--direction", "backward", "-k", "1", "--json"))
    forth = answer(asked("path", "Microsoft", "France", "-k", "1", "--json"))
    assert back["paths"][0]["strength"] == pytest.approx(forth["paths"][0]["strength"])
    assert forth["notes"] == []
    few = answer(asked("path", "Microsoft", "France", "--json"))
    assert few["notes"][0].startswith("1 path found of 5 asked for; all others looked at only make a detour")
    assert len(answer(asked("path", "Microsoft", "France", "--all-ties", "--json"))["paths"]) == 5


def test_no_path_shows_what_comes_closest(asked: Run) -> None:
    found = answer(asked("path", "Microsoft", "France", "--types", "ALLIED_WITH", "--json"))
    assert found["paths"] == []
    assert [step["carries"] for step in found["miss"]["nearest"]] == [False]
    assert found["miss"]["sentences"][0].startswith("No path of influence leads from Microsoft to France")
    said = text(asked("path", "Microsoft", "France", "--types", "ALLIED_WITH"))
    assert "What comes closest lacks influence in 1 step: Microsoft is tied to France without" in said
    near = answer(asked("path", "Huawei", "United States", "--steps", "1", "--json"))
    assert near["miss"]["sentences"][0].endswith("over these way-points or in so few steps.")
    assert near["miss"]["sentences"][1].startswith("Without these limits there is one: Huawei ")


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (["company:huawei", "Huawei"], "company:huawei was named twice", 1),
        (["Huawei", "France", "--via", "Huawei"], "company:huawei was named twice", 1),
        (["Huawei", "France", "--avoid", "France"], "state:FRA is to be avoided", 1),
        (["Huawei", "France", "--types", "MEMBR_OF"], "'MEMBR_OF' is no type of tie. Nearest: MEMBER_OF", 2),
    ],
)
def test_paths_that_cannot_be(arguments: list[str], says: str, code: int, asked: Run) -> None:
    done = asked("path", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


# Divides --------------------------------------------------------------------------------------------------------


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


def connections(database: Database) -> int:
    return int(database.read("CALL dbms.listConnections() YIELD connectionId RETURN count(*) AS n")[0]["n"])


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a child there by other ways")
def test_interrupt(shipped: Database, tmp_path: Path) -> None:
    before, patience = connections(shipped), time.monotonic() + 60
    running = subprocess.Popen(
        [*COMMAND, "divides", "--resamples", "100000"], cwd=tmp_path, text=True, encoding="utf-8",
        env=environment(shipped.address, tmp_path / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while connections(shipped) <= before and running.poll() is None and time.monotonic() < patience:
        time.sleep(0.05)
    time.sleep(1)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=60)
    assert (running.returncode, out, said) == (130, "", "Interrupted.\n")


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
