from pathlib import Path
from typing import Any

import pytest

from explorer.briefings.briefing import Briefing
from explorer.briefings.checking import check, named, template_path
from explorer.briefings.shown import Shown, ShownEntity
from explorer.briefings.text import read_briefing
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.briefings.desks import desk

HEAD = "---\ntitle: x\n---\n\n# First\n\nWords alone.\n\n"


@pytest.fixture
def checked(shipped: Database, schema: Schema, tmp_path: Path) -> Any:
    """Checks the text of a briefing; the faults as text."""
    own = desk(shipped, schema, tmp_path)
    own.views.save("Paris", {"version": 1, "nodes": ["state:FRA", "agreement:paris-call"]})

    def faults(text: str, **more: Any) -> list[str]:
        briefing = read_briefing(text, "mine", "mine.md")
        found = check(briefing, shipped, schema, own.queries, own.views, place="mine.md", **more)
        return [str(fault) for fault in found]

    return faults


def scene(block: str, heading: str = "Who") -> str:
    return f"{HEAD}# {heading}\n\n```scene\n{block}\n```\n"


def test_what_is_right_has_no_fault(checked: Any) -> None:
    good = [
        "show:\n  entities: [state:FRA, agreement:paris-call]\nsteps:\n  - bring: [state:FRA]",
        "show:\n  view: paris\nlayout: timeline\nsteps:\n  - bring: [state:FRA]",
        "show:\n  query: dubai-and-the-vote\n  values:\n    resolution: resolution:A/RES/73/27",
        "show:\n  divides:\n    from: 2018\n    actor: [state:FRA]",
        "show:\n  paths:\n    from: company:huawei\n    to: state:DEU",
        "show:\n  compare:\n    actors: [state:FRA, state:DEU]",
        "show:\n  change:\n    from: 2015\n    to: 2025",
        "show:\n  change: {}\nfrom: 2015\nto: 2025",
        "show:\n  alliances:\n    body: organization:nato",
    ]
    assert [checked(scene(block)) for block in good] == [[]] * len(good)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            "show:\n  entities: [state:FRA, agreement:paris-cal]",
            "mine.md:9: found scene 2 ('Who'): show.entities 2 names agreement:paris-cal; expected an entity that the "
            "graph holds. Did you mean agreement:paris-call?",
        ),
        (
            "show:\n  entities: [state:FRA]\nsteps:\n  - bring: [state:FRA, state:XXX]",
            "steps 1 names state:XXX; expected an entity that the graph holds.",
        ),
        (
            "show:\n  entities: [state:FRA]\nsteps:\n  - bring: [state:DEU]",
            "step 1 brings state:DEU forward; expected what the scene shows. Show it, or take it out.",
        ),
        (
            "show:\n  view: paris\nsteps:\n  - bring: [state:DEU]",
            "step 1 brings state:DEU forward; expected what the scene shows.",
        ),
        (
            "show:\n  entities: [state:FRA]\ncaptions:\n  - text: x\n    entity: state:DEU",
            "caption 1 stands at state:DEU; expected what the scene shows.",
        ),
        ("show:\n  entities: [state:FRA]\ncaptions:\n  - text: ''", "caption 1 without words"),
        ("show:\n  entities: [state:FRA]\nplaces:\n  state:XXX: [1, 2]", "places names state:XXX"),
        ("show:\n  entities: []", "no entities to show"),
        ("show:\n  query: dubai-and-the-votes", "the query 'dubai-and-the-votes', which is not there"),
        ("show:\n  query: dubai-and-the-votes", "Did you mean dubai-and-the-vote"),
        ("show:\n  query: dubai-and-the-vote\n  values: {x: 1}", "values.x: 1; expected what the query takes."),
        ("show:\n  query: dubai-and-the-vote\n  values: {resolution: state:FRA}", "Expected an id that begins with"),
        ("show:\n  view: gone", "the view 'gone'; expected a saved view. There is no saved view 'gone'."),
        ("show:\n  divides:\n    evidence: [dreams]", "divides.evidence.0: 'dreams'"),
        ("show:\n  divides:\n    foo: 1", "divides.foo: 1"),
        ("show:\n  paths:\n    from: company:huawei\n    to: state:XXX", "paths to names state:XXX"),
        ("show:\n  compare:\n    actors: [state:FRA]", "compare.actors"),
        ("show:\n  change:\n    from: 2015", "change.to"),
        ("show:\n  alliances:\n    body: organization:natto", "Did you mean organization:nato?"),
        ("show:\n  entities: [state:FRA]\nlayout: spiral", "the layout 'spiral'; expected one of force, camp"),
        ("show:\n  entities: [state:FRA]\nfilters:\n  relations_off: [LIKES]", "a filter for 'LIKES'"),
        ("at: 2018\nfrom: 2015", "a date and a period; expected at, or from and to."),
        ("from: 2020\nto: 2015", "a period from 2020 to 2015; expected one that begins before it ends."),
        ("frozen: true", "an empty scene; expected prose or something to show."),
    ],
)
def test_each_fault_names_the_file_the_line_the_scene_and_the_mend(checked: Any, block: str, expected: str) -> None:
    faults = checked(scene(block))
    assert all(fault.startswith("mine.md:9: found scene 2 ('Who'): ") for fault in faults)
    assert any(expected in fault for fault in faults), faults


def test_all_faults_of_all_scenes_are_told(checked: Any) -> None:
    one = "\n# {}\n\n```scene\nshow:\n  entities: [state:XXX]\nlayout: no\n```\n"
    faults = checked(f"---\ntitle: x\nmarking: secret\n---\n{one.format('A')}{one.format('B')}")
    assert [fault.partition(":")[2].partition(":")[0] for fault in faults] == ["1", "6", "6", "14", "14"]


def test_the_front_is_checked(checked: Any, tmp_path: Path) -> None:
    assert checked("---\ntitle: ''\n---\n")[0].startswith("mine.md:1: found no title")
    assert "no scene; expected at least one" in checked("---\ntitle: x\n---\n")[0]
    marked = checked("---\ntitle: x\nmarking: Ours\n---\n\n# A\n\nx\n")
    assert len(marked) == 1
    assert "the marking 'Ours'; expected one of TLP:CLEAR" in marked[0]
    template = "---\ntitle: x\ntemplate: ours.pptx\n---\n\n# A\n\nx\n"
    assert "the template 'ours.pptx', which is not there" in checked(template, templates=tmp_path)[0]
    (tmp_path / "ours.pptx").write_bytes(b"x")
    assert checked(template, templates=tmp_path) == []


@pytest.mark.parametrize("name", ["../x.pptx", "/etc/passwd", "a/b.pptx", "..\\x.pptx", "x.txt", "."])
def test_a_template_is_a_file_beside_the_briefings(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.txt").write_bytes(b"x")
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "x.pptx").write_bytes(b"x")
    assert template_path(Briefing(name="x", title="x", template=name), folder) is None


def test_a_node_that_is_not_shown_any_more_is_found_where_the_scene_was_read(checked: Any) -> None:
    text = scene("show:\n  query: dubai-and-the-vote\nsteps:\n  - bring: [state:FRA]")
    assert checked(text) == []
    seen = Shown(entities=(ShownEntity(id="state:DEU", kind="State", name="Germany"),))
    assert "step 1 brings state:FRA forward" in checked(text, shown={2: seen})[0]


def test_dates_are_no_entities() -> None:
    text = scene("show:\n  divides:\n    from: '2018'\n    actor: [state:FRA]")
    assert list(named(read_briefing(text, "x", "x.md").scenes[1])) == [("divides actor", "state:FRA")]
