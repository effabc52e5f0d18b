"""Scenes of every source, read from the shipped graph."""

from typing import Any

import pytest

from explorer.briefings.briefing import Briefing, Scene, Show
from explorer.briefings.desk import Desk
from explorer.briefings.showing import show
from explorer.briefings.shown import Shown
from explorer.briefings.slides import deck
from explorer.queries.library import Library
from explorer.views import ViewStore
from graph_loader.content import shipped as content
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.errors import CyberatlasError, InputError, UsageError
from graph_loader.schema import Schema
from tests.explorer.briefings.test_slides import well_laid_out

SOME = ("agreement:paris-call", "state:FRA", "state:RUS", "company:microsoft", "organization:nato")


@pytest.fixture(scope="module")
def desk(shipped: Database, schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    home = tmp_path_factory.mktemp("home")
    queries = Library(content("cypher"), home / "queries", schema)
    return Desk(shipped, schema, Guard(shipped), queries, ViewStore(home / "views"))


def shown(desk: Desk, source: Show, **more: Any) -> Shown:
    """What a scene shows; its slides are laid out by the way."""
    scene = Scene.model_validate({"heading": "A heading", "show": source, **more})
    found = show(scene, desk)
    well_laid_out(deck(Briefing(name="x", title="x", scenes=(scene,)), {1: found}))
    assert Shown.model_validate_json(found.model_dump_json()) == found
    return found


def ids(found: Shown) -> set[str]:
    assert found.drawing
    return {node.id for node in found.drawing.nodes}


def test_text_reads_nothing(desk: Desk) -> None:
    assert show(Scene(heading="x", prose="Only words."), desk) == Shown()


def test_entities_are_drawn_with_the_ties_among_them(desk: Desk) -> None:
    found = shown(desk, Show(entities=SOME))
    assert found.drawing
    assert ids(found) == set(SOME)
    assert {line.source for line in found.drawing.lines} <= set(SOME)
    assert {tie.id for tie in found.ties} == set(found.drawing.ties)
    told = [tie for tie in found.ties if {tie.source, tie.target} == {"state:FRA", "agreement:paris-call"}]
    assert any("Paris Call" in tie.sentence and "verified" in tie.sentence for tie in told)
    assert sum(source.ties for source in found.sources) == len(found.ties)
    assert sum(source.verified for source in found.sources) == found.verified
    assert {entity.id: entity.flag for entity in found.entities}["state:FRA"] == "fr"
    assert found.stamp[:4].isdigit()
    assert found.asked["show"]["entities"] == list(SOME)


def test_an_unknown_entity_is_told(desk: Desk) -> None:
    found = shown(desk, Show(entities=(*SOME, "state:XXX")))
    assert "Not in the graph: state:XXX." in found.notes
    nothing = shown(desk, Show(entities=("state:XXX",)))
    assert nothing.drawing
    assert nothing.drawing.nodes == ()


def test_a_date_leaves_out_what_came_later(desk: Desk) -> None:
    given = {"filters": {"outside": "vanish"}}
    now, then = (shown(desk, Show(entities=SOME), at=at, **given) for at in ("2020", "2010"))
    assert now.drawing
    assert then.drawing
    assert "agreement:paris-call" in ids(now)
    assert "agreement:paris-call" not in ids(then)
    assert now.drawing.date == "As of 2020"
    assert len(then.ties) < len(now.ties)


def test_the_scenes_own_places_and_layout_are_kept(desk: Desk) -> None:
    placed = shown(desk, Show(entities=SOME), places={"state:FRA": (5, 6)}, layout="concentric")
    assert placed.drawing
    assert {node.id: (node.x, node.y) for node in placed.drawing.nodes}["state:FRA"] == (5, 6)
    line = shown(desk, Show(entities=SOME), layout="timeline")
    assert line.drawing
    assert line.drawing.axis
    wrong = shown(desk, Show(entities=SOME), layout="spiral")
    assert any("no layout 'spiral'" in note for note in wrong.notes)


@pytest.mark.parametrize(
    "style",
    [
        {"colour": "camp"},
        {"colour": "facts.continent", "size": "betweenness"},
        {"colour": "member:organization:nato", "size": "constant", "flags": True},
    ],
)
def test_colours_and_sizes_that_have_to_be_measured(desk: Desk, style: dict[str, Any]) -> None:
    found = shown(desk, Show(entities=SOME), style=style)
    assert found.drawing
    assert len([entry for entry in found.drawing.legend if entry.kind == "node"]) >= 2


def test_ties_as_a_table_and_as_a_chart(desk: Desk) -> None:
    table = shown(desk, Show(entities=SOME, form="table"))
    assert table.drawing is None
    assert table.table
    assert table.table.whole == len(table.ties) == len(table.table.rows)
    chart = shown(desk, Show(entities=SOME, form="chart"))
    assert chart.chart
    assert sum(value or 0 for value in chart.chart.series[0].values) == len(chart.ties)


def test_a_saved_view_with_its_places_and_the_scenes_date(desk: Desk) -> None:
    view = {"version": 1, "nodes": list(SOME), "places": {each: [at * 90, 0] for at, each in enumerate(SOME)}}
    desk.views.save("My view", view)
    found = shown(desk, Show(view="my-view"), at="2019")
    assert found.drawing
    assert {node.id: node.x for node in found.drawing.nodes} == {each: at * 90 for at, each in enumerate(SOME)}
    assert found.drawing.date == "As of 2019"
    with pytest.raises(UsageError, match="no saved view"):
        shown(desk, Show(view="another"))


def test_queries_as_picture_table_and_chart(desk: Desk) -> None:
    forms = {"graph": 0, "table": 0, "chart": 0}
    all_of = {form: [query for query in desk.queries.queries() if query.shows == form] for form in forms}
    for query in (query for some in all_of.values() for query in some[:4]):
        found = shown(desk, Show(query=query.name))
        forms["graph"] += bool(found.drawing and found.drawing.nodes)
        forms["table"] += bool(found.table and found.table.rows)
        forms["chart"] += bool(found.chart and found.chart.series)
        if found.table:
            assert not [name for name in found.table.columns if name.endswith(" id")]
    assert all(forms.values()), forms


def test_a_query_takes_the_values_of_the_scene(desk: Desk) -> None:
    found = shown(desk, Show(query="growth-of-a-text", values={"texts": ["agreement:paris-call"]}))
    assert found.chart
    assert found.chart.categories == tuple(sorted(found.chart.categories))
    as_table = shown(desk, Show(query="growth-of-a-text", values={"texts": ["agreement:paris-call"]}, form="table"))
    assert as_table.table
    with pytest.raises(UsageError):
        shown(desk, Show(query="growth-of-a-text", values={"nonsense": 1}))
    with pytest.raises(UsageError):
        shown(desk, Show(query="no-such-query"))


def test_divides_from_left_to_right(desk: Desk) -> None:
    found = shown(desk, Show(divides={"resamples": 50, "actor": ["state:EST"]}), begin="2018", to="2020")
    assert found.drawing
    assert "state:EST" in ids(found)
    x = {node.id: node.x for node in found.drawing.nodes}
    assert (x["state:USA"] < x["state:IND"] < x["state:RUS"]) or (x["state:USA"] > x["state:IND"] > x["state:RUS"])
    colour = {node.id: node.colour for node in found.drawing.nodes}
    assert colour["state:USA"] == colour["state:GBR"] != colour["state:RUS"]
    assert found.drawing.date == "2018 to 2020"
    assert sum(source.verified for source in found.sources) > 0
    table = shown(desk, Show(divides={"resamples": 50}, form="table"), begin="2018", to="2020").table
    assert table
    assert table.whole >= 2
    assert shown(desk, Show(divides={"resamples": 0}, form="chart"), begin="2018", to="2020").chart


def test_a_divide_without_items_says_so(desk: Desk) -> None:
    found = shown(desk, Show(divides={"resamples": 0}), begin="1950", to="1951")
    assert found.drawing is None
    assert found.notes


def test_alliances_of_all_of_a_body_and_of_a_state(desk: Desk) -> None:
    whole = shown(desk, Show(alliances={}))
    assert whole.table
    assert any(row[0] == "NATO" for row in whole.table.rows)
    nato = shown(desk, Show(alliances={"body": "organization:nato"}), at="2018")
    assert len(ids(nato)) == 30
    assert {tie.relation for tie in nato.ties} == {"MEMBER_OF"}
    assert nato.drawing
    assert nato.drawing.date == "As of 2018"
    assert "organization:nato" in ids(shown(desk, Show(alliances={"body": "state:FRA"}), at="2018"))
    votes = shown(desk, Show(alliances={"body": "organization:nato"}, form="chart"))
    assert votes.chart
    assert [series.name for series in votes.chart.series] == ["yes", "abstained", "no"]
    for form in ("table", "chart"):
        shown(desk, Show(alliances={"body": "state:FRA"}, form=form))
        shown(desk, Show(alliances={"body": "organization:nato"}, form=form))


def test_paths_run_from_left_to_right(desk: Desk) -> None:
    asked = {"from": "company:huawei", "to": "state:USA", "k": 3}
    found = shown(desk, Show(paths=asked))
    assert found.drawing
    x = {node.id: node.x for node in found.drawing.nodes}
    assert min(x, key=x.__getitem__) == "company:huawei"
    assert max(x, key=x.__getitem__) == "state:USA"
    assert found.ties
    table = shown(desk, Show(paths=asked, form="table")).table
    assert table
    assert table.whole == 3
    assert str(table.rows[0][1]).startswith("Huawei")
    assert shown(desk, Show(paths=asked, form="chart")).chart


def test_a_comparison_has_what_is_shared_in_the_middle(desk: Desk) -> None:
    asked = {"actors": ["company:microsoft", "company:huawei"]}
    found = shown(desk, Show(compare=asked))
    assert found.drawing
    x = {node.id: node.x for node in found.drawing.nodes}
    assert x["company:microsoft"] < x["agreement:paris-call"] < x["company:huawei"]
    states = {"actors": ["state:FRA", "state:EST", "state:RUS"]}
    table = shown(desk, Show(compare=states, form="table")).table
    assert table
    assert table.columns[1:3] == ("Shared by all", "By some")
    chart = shown(desk, Show(compare=states, form="chart")).chart
    assert chart
    assert len(chart.series) == 3
    shown(desk, Show(compare=states))


def test_change_tells_what_is_new_and_what_ended(desk: Desk) -> None:
    asked = {"from": "2017", "to": "2019", "actors": ["state:CHN"]}
    found = shown(desk, Show(change=asked))
    assert found.drawing
    assert found.drawing.date == "2017 to 2019"
    assert {"new", "came together or fell out"} <= {entry.label for entry in found.drawing.legend}
    table = shown(desk, Show(change=asked, form="table")).table
    assert table
    assert table.rows[0][0] == "fell out"
    assert shown(desk, Show(change=asked, form="chart")).chart
    shown(desk, Show(change={"from": "2017", "to": "2019"}))


def test_a_question_that_is_none_names_the_key_at_fault(desk: Desk) -> None:
    with pytest.raises(InputError, match=r"scene 'A heading': paths.*It takes: .*from"):
        shown(desk, Show(paths={"from": "company:huawei", "to": "state:USA", "way": 1}))
    with pytest.raises(CyberatlasError, match="state:XXX"):
        shown(desk, Show(compare={"actors": ["state:XXX", "state:FRA"]}))
    with pytest.raises(CyberatlasError):
        shown(desk, Show(change={"from": "2019", "to": "2017"}))


def test_markings_of_ties_and_datasets_go_along(desk: Desk, shipped: Database) -> None:
    marked = (
        "MATCH (:Entity {id: 'state:FRA'})-[tie]->(:Entity {id: 'agreement:paris-call'}) SET tie.marking = $marking"
    )
    shipped.write(marked, {"marking": "TLP:AMBER"})
    try:
        found = shown(desk, Show(entities=SOME))
    finally:
        shipped.write(marked, {"marking": None})
    told = [tie.marking for tie in found.ties if (tie.source, tie.target) == ("state:FRA", "agreement:paris-call")]
    assert set(told) == {"TLP:AMBER"}


def test_the_same_data_say_the_same(desk: Desk) -> None:
    scene = Scene(heading="x", show=Show(alliances={"body": "organization:nato"}))
    one, other = (show(scene, desk).model_copy(update={"read": ""}) for _ in range(2))
    assert one == other
