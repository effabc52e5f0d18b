from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.briefings.briefing import Briefing, Scene, Show
from explorer.briefings.marking import (
    LEVELS,
    MarkingError,
    check_markings,
    level,
    marking_fault,
    refuse,
    strictness,
)
from explorer.briefings.shown import Shown, ShownTie
from explorer.components.tie_card import tie_card
from explorer.reads.entities import pair, ties_by_id
from graph_loader.database.connection import Database
from graph_loader.datasets import MANIFEST, open_dataset
from graph_loader.errors import InputError, UsageError
from graph_loader.loading import check, load
from graph_loader.marking import CLEAR, judge_marking, level_of
from graph_loader.schema import Schema
from graph_loader.tables import markings_table
from tests.dataset_folders import states, ties, write_dataset

LABELS = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
UNDEFINED = [
    "tlp:red",
    "TLP:WHITE",
    "TLP:BLUE",
    "RED",
    "(TLP:RED)",
    "secret",
    "x (TLP:BLUE)",
    "TLP:RED ",
    "x\n(TLP:RED)",
]


def tie(marking: str, name: str = "t") -> ShownTie:
    return ShownTie(
        id=name,
        relation="FUNDS",
        source="state:FRA",
        target="state:DEU",
        sentence=f"France funds {name}",
        marking=marking,
    )


def briefing(marking: str, scenes: int = 1) -> Briefing:
    scene = Scene(heading="Who pays", show=Show(entities=("state:FRA",)))
    return Briefing(name="paris", title="Paris", marking=marking, scenes=(scene,) * scenes)


def test_levels_are_those_of_the_protocol_from_free_to_strict() -> None:
    assert [level.label for level in LEVELS] == LABELS
    assert [level.rank for level in LEVELS] == [0, 1, 2, 3, 4]
    assert LEVELS[-1].colour == "#ff2b2b"


@pytest.mark.parametrize("label", LABELS)
def test_words_of_ones_own_have_the_level_behind_them(label: str) -> None:
    assert level_of(label) == level_of(f"Nur für den Dienstgebrauch ({label})")
    assert level_of(f"for (some) readers ({label})") == level_of(label)
    assert judge_marking(f"للوفد ({label})") is None


@pytest.mark.parametrize("marking", UNDEFINED)
def test_a_marking_that_nobody_defined_is_refused(marking: str) -> None:
    assert level_of(marking) is None or not marking.isprintable()
    assert judge_marking(marking)
    assert strictness(marking).label == "TLP:RED" or not marking.isprintable()


def test_what_is_not_marked_is_clear() -> None:
    assert level_of("") == CLEAR
    assert marking_fault(briefing(""), "x.md:1") is None
    fault = marking_fault(briefing("secret"), "x.md:1")
    assert fault
    assert str(fault).startswith("x.md:1: found the marking 'secret'; expected one of TLP:CLEAR, TLP:GREEN")


@given(st.sampled_from(["", *LABELS]), st.lists(st.sampled_from(["", *LABELS]), max_size=6))
def test_only_what_is_above_the_briefing_is_refused(own: str, markings: list[str]) -> None:
    shown = {1: Shown(ties=tuple(tie(marking, str(at)) for at, marking in enumerate(markings)))}
    found = refuse(briefing(own), shown)
    above = [marking for marking in markings if strictness(marking).rank > level(briefing(own)).rank]
    assert [one.tie.marking for one in found] == above
    assert all(one.scene == 1 for one in found)


def test_the_list_of_what_may_not_be_shown() -> None:
    shown = {2: Shown(ties=(tie("TLP:RED", "b"),)), 1: Shown(ties=(tie("", "a"), tie("Ours (TLP:AMBER)", "c")))}
    with pytest.raises(MarkingError) as error:
        check_markings(briefing("TLP:GREEN", 2), shown)
    assert [(one.scene, one.tie.id) for one in error.value.ties] == [(1, "c"), (2, "b")]
    text = str(error.value)
    assert "paris is TLP:GREEN, and shows what is marked above that. Nothing was written." in text
    assert "scene 2, 'Who pays': France funds b [TLP:RED]" in text
    assert text.endswith("Mark the briefing TLP:RED or above, or take these ties out of it.")
    check_markings(briefing("TLP:RED", 2), shown)


def test_a_long_list_is_counted() -> None:
    shown = {1: Shown(ties=tuple(tie("TLP:RED", str(at)) for at in range(50)))}
    with pytest.raises(MarkingError, match="and 30 more"):
        check_markings(briefing(""), shown)


def test_a_briefing_with_an_undefined_marking_is_not_handed_over() -> None:
    with pytest.raises(UsageError, match="the marking 'secret'"):
        check_markings(briefing("secret"), {})


# In the data ----------------------------------------------------------------------------------------------------

FUNDS = ties("start,marking", "state:FRA,state:DEU,2018,TLP:AMBER", "state:DEU,state:FRA,2019,")


def folder(root: Path, marking: str, table: str = FUNDS) -> Path:
    made = write_dataset(root, "secret", {"State": states("FRA", "DEU"), "FUNDS": table})
    manifest = made / MANIFEST
    if marking:
        manifest.write_text(f'marking = "{marking}"\n{manifest.read_text(encoding="utf-8")}', encoding="utf-8")
    return made


@pytest.mark.parametrize("marking", ["secret", "TLP:WHITE"])
def test_the_loader_refuses_a_marking_that_nobody_defined(tmp_path: Path, schema: Schema, marking: str) -> None:
    with pytest.raises(InputError) as error:
        open_dataset(folder(tmp_path, marking), schema)
    assert str(error.value).startswith(f"secret/dataset.toml: marking: found '{marking}'; expected ")
    table = ties("marking", f"state:FRA,state:DEU,{marking}")
    dataset = open_dataset(folder(tmp_path, "", table), schema)
    with pytest.raises(InputError) as error:
        check([dataset], schema)
    assert str(error.value).startswith(f"secret/FUNDS.csv:2: found '{marking}' in column 'marking'; expected ")


def test_a_tie_is_marked_as_it_says_or_as_its_dataset_is(database: Database, schema: Schema, tmp_path: Path) -> None:
    load(database, [open_dataset(folder(tmp_path, "For us (TLP:RED)"), schema)], schema)
    stored = database.read("MATCH ()-[t:FUNDS]->() RETURN t.marking AS marking, t.id AS id ORDER BY t.start")
    assert [row["marking"] for row in stored] == ["TLP:AMBER", None]
    found = {str(each.properties["start"]): each.properties.get("marking") for each in ties_by_id(
        database, [row["id"] for row in stored]
    )}  # fmt: skip
    assert found == {"2018": "TLP:AMBER", "2019": "For us (TLP:RED)"}
    both = pair(database, schema, "state:FRA", "state:DEU")
    assert both
    card = str(tie_card(both, schema))
    assert "Marking" in card
    assert "TLP:AMBER" in card
    assert "For us (TLP:RED)" in card


def test_what_is_not_marked_is_stored_without_a_marking(database: Database, schema: Schema, tmp_path: Path) -> None:
    load(database, [open_dataset(folder(tmp_path, "", ties("start", "state:FRA,state:DEU,2018")), schema)], schema)
    keys = database.read("MATCH ()-[t:FUNDS]->() RETURN keys(t) AS keys")[0]["keys"]
    assert "marking" not in keys
    assert "marking" not in database.read("MATCH (d:Dataset) RETURN keys(d) AS keys")[0]["keys"]
    both = pair(database, schema, "state:FRA", "state:DEU")
    assert both
    assert "Marking" not in str(tie_card(both, schema))


def test_a_marking_that_is_taken_back_goes(database: Database, schema: Schema, tmp_path: Path) -> None:
    load(database, [open_dataset(folder(tmp_path, "TLP:RED"), schema)], schema)
    plain = ties("start", "state:FRA,state:DEU,2018", "state:DEU,state:FRA,2019")
    load(database, [open_dataset(folder(tmp_path, "", plain), schema)], schema)
    assert database.read("MATCH ()-[t:FUNDS]->() WHERE t.marking IS NOT NULL RETURN t") == []
    assert "marking" not in database.read("MATCH (d:Dataset) RETURN keys(d) AS keys")[0]["keys"]


def test_the_table_of_the_readme_tells_each_level() -> None:
    assert all(f"| `{label}` |" in markings_table() for label in LABELS)
