"""The shipped briefings against the shipped graph."""

import re
from pathlib import Path

import pytest

from explorer.briefings.briefing import SOURCES
from explorer.briefings.checking import check
from explorer.briefings.desk import Desk
from explorer.briefings.marking import refuse
from explorer.briefings.showing import show
from explorer.briefings.shown import Shown
from explorer.briefings.slide import Chart, Grid, Text
from explorer.briefings.slides import deck, too_big
from explorer.briefings.store import SHIPPED, BriefingStore
from explorer.briefings.text import read_briefing, written
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.explorer.briefings.desks import desk
from tests.explorer.briefings.test_slides import well_laid_out

NAMES = sorted(path.stem for path in SHIPPED.glob("*.md"))


@pytest.fixture(scope="module")
def reader(shipped: Database, schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(shipped, schema, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def read(reader: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, Shown]]:
    """What each scene of each briefing shows."""
    store = BriefingStore(SHIPPED, tmp_path_factory.mktemp("own"))
    return {
        name: {number: show(scene, reader) for number, scene in enumerate(store.get(name).scenes, 1)} for name in NAMES
    }


def test_three_are_shipped() -> None:
    assert NAMES == ["companies-as-diplomats", "from-a-handshake-to-a-treaty", "two-visions-of-the-internet"]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_as_the_program_writes_it(name: str) -> None:
    text = (SHIPPED / f"{name}.md").read_text(encoding="utf-8")
    assert written(read_briefing(text, name, name)) == text


@pytest.mark.parametrize("name", NAMES)
def test_all_that_it_names_is_in_the_graph(name: str, reader: Desk, read: dict[str, dict[int, Shown]]) -> None:
    briefing = BriefingStore(SHIPPED, Path("/nowhere")).get(name)
    found = check(briefing, reader.database, reader.schema, reader.queries, reader.views, shown=read[name])
    assert [str(fault) for fault in found] == []
    assert refuse(briefing, read[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_who_never_saw_a_graph_can_follow(name: str, read: dict[str, dict[int, Shown]]) -> None:
    briefing = BriefingStore(SHIPPED, Path("/nowhere")).get(name)
    assert 6 <= len(briefing.scenes) <= 9
    for number, scene in enumerate(briefing.scenes, 1):
        shown = read[name][number]
        assert scene.notes, scene.heading
        assert 1 <= len(scene.prose.split()) <= 70, scene.heading
        assert too_big(shown) == []
        assert len(shown.entities) <= 40
        if scene.show and scene.show.source == "entities":
            assert len(shown.entities) <= 30
            assert scene.steps
            tied = {end for tie in shown.ties for end in (tie.source, tie.target)}
            loose = {each.id for each in shown.entities} - tied
            alone = [set(step.bring) for step in scene.steps if loose and set(step.bring) <= loose]
            assert loose == set().union(*alone), "an entity that nothing ties to the others, and no step tells why"
        if scene.show:
            assert shown.drawing or (shown.table and shown.table.rows) or (shown.chart and shown.chart.series)
        for step in scene.steps:
            assert set(step.bring) <= {each.id for each in shown.entities}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_every_slide_can_be_read_from_the_back_of_a_room(
    name: str, theme: str, read: dict[str, dict[int, Shown]]
) -> None:
    """Nothing lies on anything else, no name is left out or cut, and no letter of a picture or a table is small."""
    briefing = BriefingStore(SHIPPED, Path("/nowhere")).get(name).model_copy(update={"theme": theme})
    made = deck(briefing, read[name])
    well_laid_out(made)
    for slide in made.slides:
        assert "Without room" not in slide.notes
        assert "no room" not in slide.notes
        for each in slide.elements:
            if isinstance(each, Grid | Chart):
                assert each.size >= 12
            if isinstance(each, Text) and each.role in ("label", "caption", "prose", "say"):
                assert each.size >= (11 if " " in each.of else 12)
                last = each.paragraphs[-1].lines[-1][-1].text
                assert not last.endswith("…"), (slide.title, last)


def test_together_they_show_what_a_scene_can_show() -> None:
    store = BriefingStore(SHIPPED, Path("/nowhere"))
    shows = [scene.show for name in NAMES for scene in store.get(name).scenes if scene.show]
    assert {show.source for show in shows} >= set(SOURCES) - {"view", "alliances"}
    assert {show.form for show in shows} >= {"table", "chart"}


@pytest.mark.parametrize("name", NAMES)
def test_slides_come_of_it(name: str, read: dict[str, dict[int, Shown]]) -> None:
    briefing = BriefingStore(SHIPPED, Path("/nowhere")).get(name)
    made = deck(briefing, read[name])
    steps = sum(len(scene.steps) for scene in briefing.scenes)
    assert len(made.slides) >= len(briefing.scenes) + steps + 2
    assert made.marking == "TLP:CLEAR"


# What the words say, asked of the graph -------------------------------------------------------------------------

VOTES = "MATCH (:State)-[v:VOTED {{value: '{}'}}]->(:Resolution {{id: 'resolution:A/RES/{}'}}) RETURN count(v) AS n"
CLAIMS = [
    (VOTES.format("yes", "73/27"), 119),
    (VOTES.format("yes", "73/266"), 138),
    (VOTES.format("yes", "74/247"), 79),
    (VOTES.format("no", "74/247"), 60),
    (VOTES.format("abstain", "74/247"), 33),
    (
        "MATCH (:Resolution {id: 'resolution:A/RES/73/27'})<-[:VOTED {value: 'yes'}]-(s:State)"
        "-[:VOTED {value: 'yes'}]->(:Resolution {id: 'resolution:A/RES/73/266'}) RETURN count(s) AS n",
        77,
    ),
    ("MATCH (:State)-[t:DID_NOT_SIGN]->(:Agreement {id: 'agreement:ITU/WCIT-12/ITRs'}) RETURN count(t) AS n", 55),
    ("MATCH (s:State)-[:SUPPORTS]->(:Agreement {id: 'agreement:paris-call'}) RETURN count(s) AS n", 81),
    (
        "MATCH (s:State)-[:VOTED {value: 'no'}]->(:Resolution {id: 'resolution:A/RES/74/247'}) "
        "MATCH (s)-[:PARTICIPATED_IN {value: 'vice-chair'}]->(:Forum {id: 'forum:ad-hoc-committee-on-cybercrime'}) "
        "RETURN count(s) AS n",
        7,
    ),
    (
        "MATCH (s:State)-[:SIGNED {value: 'ratified'}]->(a:Agreement) "
        "WHERE a.id = 'agreement:un-convention-against-cybercrime' RETURN count(s) AS n",
        1,
    ),
    (
        "MATCH (:Company)-[t:SIGNED {start: '2018-04-17'}]->(:Agreement {id: 'agreement:cybersecurity-tech-accord'}) "
        "RETURN count(t) AS n",
        34,
    ),
    (
        "MATCH (s:State)-[t:DRAFTED]->(:Agreement {id: 'agreement:sco-code-of-conduct-2011'}) RETURN count(s) AS n",
        4,
    ),
    (
        "MATCH (s:State)-[t:DRAFTED]->(:Agreement {id: 'agreement:sco-code-of-conduct-2015'}) RETURN count(s) AS n",
        6,
    ),
]


@pytest.mark.parametrize(("cypher", "number"), CLAIMS)
def test_a_number_that_the_words_name_is_that_of_the_graph(cypher: str, number: int, shipped: Database) -> None:
    assert shipped.read(cypher) == [{"n": number}]


def test_the_pictures_have_all_that_the_words_count(reader: Desk, read: dict[str, dict[int, Shown]]) -> None:
    store = BriefingStore(SHIPPED, Path("/nowhere"))
    handshake = store.get("from-a-handshake-to-a-treaty")
    number = next(at for at, scene in enumerate(handshake.scenes, 1) if scene.heading.startswith("Eight of"))
    scene, shown = handshake.scenes[number - 1], read[handshake.name][number]
    query = """
    MATCH (:Entity {id: 'forum:g20'})<-[:MEMBER_OF]-(state:State)
    RETURN state.id AS id, EXISTS { (state)-[:SUPPORTS]->(:Entity {id: 'agreement:paris-call'}) } AS paris,
           EXISTS { (state)-[:SIGNED]->(:Entity {id: 'agreement:un-convention-against-cybercrime'}) } AS convention
    """
    members = [dict(row) for row in reader.database.read(query)]
    out = {row["id"] for row in members if not row["paris"]}
    assert (len(out), sum(row["paris"] for row in members)) == (8, 11)
    assert out < {each.id for each in shown.entities}
    assert {row["id"] for row in members if row["id"] in out and row["convention"]} < set(scene.steps[1].bring)
    assert set(scene.steps[2].bring) == {row["id"] for row in members if not (row["paris"] or row["convention"])}
    (whole,) = reader.database.read(
        "MATCH (state:State)-[:SUPPORTS]->(:Entity {id: 'agreement:paris-call'}) RETURN count(state) AS states"
    )
    assert whole["states"] == 81
    assert re.search("81 states", scene.notes)
