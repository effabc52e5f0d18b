import copy
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from explorer.briefings.briefing import Briefing
from explorer.briefings.stage import Stage
from explorer.findings.work import Works
from explorer.graph.view_link import view_address
from explorer.making import answer
from explorer.pages.reading import told, watched
from explorer.presenting import answer as presented
from explorer.services import Services
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.schema import Schema
from tests.tcp_gate import TcpGate

MICROSOFT, HUAWEI, EWI = "company:microsoft", "company:huawei", "organization:eastwest-institute"


@pytest.fixture
def stage(shipped: Database, schema: Schema, tmp_path: Path) -> Stage:
    return Services(shipped, schema, tmp_path).stage


def asked(stage: Stage, do: str, **parts: Any) -> dict[str, Any]:
    return dict(answer({"seq": 3, "do": do, **parts}, stage))


def made(stage: Stage, **parts: Any) -> str:
    """A briefing with one scene of three entities; its name."""
    given = {
        "address": f"?show=entities&ids={MICROSOFT},{HUAWEI}&ids={EWI}",
        "heading": "Who wrote it",
        "title": "Guidance",
    }
    told = asked(stage, "add", **{**given, **parts})
    assert told["ok"], told
    return str(told["name"])


def scene(stage: Stage, name: str, number: int = 1) -> Any:
    return stage.briefings.get(name).scenes[number - 1]


# Adding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "source", "given"),
    [
        ("?show=query&query=who-voted-how&p.text=resolution%3AA%2FRES%2F73%2F27", "query", "who-voted-how"),
        ("?show=paths&from=company:huawei&to=state:USA&k=2", "paths", {"from": HUAWEI, "to": "state:USA", "k": "2"}),
        ("?show=compare&actors=state:FRA&actors=state:RUS", "compare", {"actors": ["state:FRA", "state:RUS"]}),
        ("?show=divides&from=2018&to=2020&view.actor=state:FRA", "divides", {"from": "2018", "to": "2020"}),
        ("?show=view&view=europe", "view", "europe"),
    ],
)
def test_what_an_address_names_becomes_a_scene(stage: Stage, address: str, source: str, given: Any) -> None:
    show = scene(stage, made(stage, address=address)).show
    assert (show.source, getattr(show, source)) == (source, given)


def test_values_of_a_query_come_along(stage: Stage) -> None:
    show = scene(stage, made(stage, address="?show=query&query=x&p.one=a&p.many=b&p.many=c")).show
    assert show.values == {"one": "a", "many": ["b", "c"]}


@pytest.mark.parametrize(
    "address", ["", "?show=everything", "?show=entities&ids=not%20an%20id", "?show=view", "?show=query"]
)
def test_an_address_that_names_nothing_is_told(stage: Stage, address: str) -> None:
    told = asked(stage, "add", address=address, title="x")
    assert (told["ok"], stage.briefings.list()[0].own) == (False, False)
    assert "slide" in told["note"]


def test_a_view_of_explore_comes_with_its_places_and_filters(stage: Stage) -> None:
    view = {
        "version": 1, "title": "Two firms", "nodes": [MICROSOFT, HUAWEI], "pinned": [],
        "places": {MICROSOFT: [10, 20], HUAWEI: [5, 5]}, "filters": {"as_of": "2016"},
        "style": {"size": "constant"}, "layout": "grid",
    }  # fmt: skip
    held = scene(stage, made(stage, address="", view=view, heading=""))
    assert (held.heading, held.places[MICROSOFT], held.filters.as_of) == ("Two firms", (10, 20), "2016")
    assert (held.style.size, held.layout) == ("constant", "grid")
    assert view_address([MICROSOFT], "x").startswith("/#v=")


def test_a_scene_goes_to_the_end_of_a_briefing_that_is_there(stage: Stage) -> None:
    name = made(stage)
    told = asked(stage, "add", to=name, address=f"?show=entities&ids={HUAWEI}", heading="Second")
    assert (told["name"], told["scene"], scene(stage, name, 2).heading) == (name, 2, "Second")


def test_a_preview_keeps_nothing(stage: Stage) -> None:
    told = asked(stage, "preview", address=f"?show=entities&ids={MICROSOFT},{HUAWEI}", heading="A look")
    assert "A look" in told["slides"][0]["svg"]
    assert not list(stage.briefings.own.glob("*")) if stage.briefings.own.exists() else True


# Working on it --------------------------------------------------------------------------------------------------


def test_what_is_opened_can_be_changed_drawn_and_kept(stage: Stage) -> None:
    name = made(stage)
    opened = asked(stage, "open", name=name)
    assert {MICROSOFT, HUAWEI, EWI} == {identity for identity, _ in opened["entities"][1]} == set(opened["places"][1])
    briefing = copy.deepcopy(opened["briefing"])
    briefing["scenes"][0]["prose"] = "They wrote it **together**."
    briefing["scenes"][0]["steps"] = [{"bring": [HUAWEI], "say": "First Huawei"}]
    drawn = asked(stage, "draw", briefing=briefing)
    assert [(slide["scene"], slide["step"]) for slide in drawn["slides"]][:3] == [(0, 0), (1, 0), (1, 1)]
    assert "First Huawei" in drawn["slides"][2]["svg"]
    kept = asked(stage, "save", briefing=briefing, digest=opened["digest"])
    assert kept["ok"]
    assert scene(stage, name).steps[0].say == "First Huawei"


def test_a_second_tab_is_told_and_nothing_is_lost(stage: Stage) -> None:
    name = made(stage)
    here, there = asked(stage, "open", name=name), asked(stage, "open", name=name)
    here["briefing"]["scenes"][0]["heading"], there["briefing"]["scenes"][0]["heading"] = "Here", "There"
    assert asked(stage, "save", briefing=here["briefing"], digest=here["digest"])["ok"]
    told = asked(stage, "save", briefing=there["briefing"], digest=there["digest"])
    assert (told["ok"], told["changed"]) == (False, True)
    twin = asked(stage, "save-copy", briefing=there["briefing"])
    assert (scene(stage, name).heading, scene(stage, twin["name"]).heading) == ("Here", "There")


def test_a_shipped_briefing_is_not_changed(stage: Stage) -> None:
    first = next(one for one in stage.briefings.list() if not one.own)
    opened = asked(stage, "open", name=first.name)
    told = asked(stage, "save", briefing=opened["briefing"], digest=opened["digest"])
    assert (opened["own"], told["ok"]) == (False, False)
    assert "Duplicate it" in told["note"]


def test_what_is_wrong_is_told_at_its_scene(stage: Stage) -> None:
    name = made(stage, address=f"?show=entities&ids={MICROSOFT},company:nobody")
    opened = asked(stage, "open", name=name)
    assert any("company:nobody" in fault for fault in opened["wrong"][1])
    missing = made(stage, address="?show=query&query=no-such-question")
    assert "no-such-question" in " ".join(asked(stage, "open", name=missing)["wrong"][1])


@pytest.mark.parametrize(
    "sent",
    [
        None, 3, [], {}, {"do": "open"}, {"seq": 1, "do": "save"}, {"seq": -1, "do": "open", "name": "x"},
        {"seq": 1, "do": "open", "name": "../x"}, {"seq": 1, "do": "open", "name": "nobody"},
    ],
)  # fmt: skip
def test_nothing_that_is_sent_raises(stage: Stage, sent: Any) -> None:
    for answered in (answer(sent, stage), presented(sent, stage)):
        assert answered["ok"] is False
        assert answered["note"]


# Alive and frozen -----------------------------------------------------------------------------------------------


def test_a_briefing_is_plain_data(stage: Stage) -> None:
    opened = asked(stage, "open", name=made(stage))
    assert Briefing.model_validate(json.loads(json.dumps(opened["briefing"]))) == stage.briefings.get(
        "guidance"
    ).model_copy(
        update={"scenes": tuple(each.model_copy(update={"line": 0}) for each in stage.briefings.get("guidance").scenes)}
    )


def test_presenting_goes_on_when_the_database_has_gone(
    shipped: Database, database_address: Address, schema: Schema, tmp_path: Path
) -> None:
    gate = TcpGate(urlsplit(database_address.uri).port or 7687)
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database:
        stage = Services(database, schema, tmp_path).stage
        name = made(stage)
        whole = presented({"seq": 1, "do": "present", "name": name}, stage)
        gate.shut()
        for again in (stage, Services(database, schema, tmp_path).stage):
            told = presented({"seq": 2, "do": "present", "name": name}, again)
            assert (told["ok"], told["old"], len(told["slides"])) == (True, True, len(whole["slides"]))
            assert "EastWest" in " ".join(told["slides"])


def test_a_refresh_says_what_changed_and_draws_it(stage: Stage) -> None:
    """A tie goes out of the graph, and the briefing is read anew; the frozen scene stays as it was."""
    name = made(stage)
    asked(stage, "add", to=name, address=f"?show=entities&ids={MICROSOFT},{EWI}", heading="As it was")
    opened = asked(stage, "open", name=name)
    frozen = asked(stage, "freeze", briefing=opened["briefing"], scene=2, frozen=True)
    opened["briefing"]["scenes"][1]["frozen"] = frozen["frozen"]
    assert asked(stage, "save", briefing=opened["briefing"], digest=opened["digest"])["ok"]
    ties = "MATCH (:Entity {id: $a})-[tie]-(:Entity {id: $b})"
    taken = stage.desk.database.write(f"{ties} WITH tie LIMIT 1 DELETE tie RETURN 1 AS n", {"a": MICROSOFT, "b": EWI})
    assert len(taken) == 1
    told = asked(stage, "refresh", name=name)["told"]
    assert told[0]["changes"][0] == "1 tie not shown any more."
    assert "<svg" in told[0]["drawn"]
    assert (told[1]["frozen"], told[1]["changes"]) == (True, [])
    assert asked(stage, "refresh", name=name)["told"][0]["changes"] == []


# How far it is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("do", ["open", "present", "refresh"])
def test_how_far_the_reading_is_is_told_and_a_reader_may_give_up(stage: Stage, do: str) -> None:
    name = made(stage)
    made(stage, to=name)
    works, heard = Works(), []

    def listening(ask: object, working: Stage) -> Any:
        def progress(words: str) -> None:
            heard.append(words)
            working.progress(words)
            assert watched({"tag": "t"}, works)["what"] == words
            watched({"tag": "t", "cancel": True}, works)

        return (presented if do == "present" else answer)(ask, working.telling(progress))

    before = list(stage.briefings.own.rglob("*.json"))
    found = told({"seq": 3, "do": do, "name": name, "tag": "t"}, stage, works, listening)
    assert heard == ["Reading scene 1 of 2 …", "Reading scene 2 of 2 …"]
    assert (found["ok"], found["note"].partition(".")[0]) == (False, "Cancelled")
    assert list(stage.briefings.own.rglob("*.json")) == before
    assert watched({"tag": "t"}, works)["what"] == ""
    again = told({"seq": 4, "do": do, "name": name, "tag": "u"}, stage, works, presented if do == "present" else answer)
    assert again["ok"]
