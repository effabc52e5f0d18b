"""`cyberatlas path` as a user calls it."""

from pathlib import Path

import pytest

from explorer.analysis.influence import Selection, Weights, network
from explorer.analysis.paths import best_paths
from explorer.reads.influence import projection
from explorer.reads.provenance import rows_by_dataset
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.command import Run
from tests.explorer.calls import answer, caller, text


@pytest.fixture
def asked(shipped: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with the shipped graph."""
    return caller(shipped.address, tmp_path, monkeypatch)


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
