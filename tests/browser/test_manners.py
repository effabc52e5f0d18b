"""How the page behaves towards readers, hostile data and a database that goes away."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.schema import Schema
from tests.browser.canvas import CANVAS, button, drawn, find, settle, tap, until
from tests.browser.conftest import Watched, served
from tests.tcp_gate import TcpGate

AXE = Path(__file__).parent / "npm" / "node_modules" / "axe-core" / "axe.min.js"
CASES = Path(__file__).parents[1] / "explorer" / "graph" / "filter_cases.json"
USUAL = {"relation": "SUPPORTS", "polarity": 1, "verified": 1, "start": "", "end": "", "dataset": "agreements"}
HOSTILE = {
    "company:hostile-script": "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>",
    "company:hostile-direction": "Harmless \u202egnirts\u2066 وزارة",
    "company:hostile-length": "Endless " + "x" * 10_000,
}


def serious(page: Page) -> list[str]:
    """What axe-core finds to be a serious or critical hindrance."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
    return [
        f"{each['id']}: {[node['html'][:160] for node in each['nodes']][:3]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_hindrance(watched: Watched, theme: str) -> None:
    page = watched.open()
    page.evaluate("(theme) => window.atlas.page.paint(theme)", theme)
    assert serious(page) == []
    page = watched.open("?id=company:huawei")
    page.evaluate("(theme) => window.atlas.page.paint(theme)", theme)
    settle(page)
    tap(page, "state:USA")
    button(page, "filter").click()
    page.locator("#shapes [data-shape=both]").click()
    expect(page.locator("#grid-nodes .ag-row").first).to_be_visible()
    settle(page)
    assert serious(page) == []
    button(page, "help").click()
    assert serious(page) == []


def test_the_script_filters_as_the_server_does(watched: Watched) -> None:
    page = watched.open()
    for case in json.loads(CASES.read_text("utf-8")):
        tie = USUAL | case["tie"]
        row = [tie["relation"], 1, *(tie[name] for name in ("polarity", "verified", "start", "end", "dataset"))]
        answer: Any = page.evaluate(
            """([row, filters]) => {
              const { Model, FILTERS } = window.atlas.model;
              const model = new Model();
              const node = (id) => ({ id, kind: "Company", date: "" });
              const line = { id: "a b", source: "a", target: "b", ties: [[...row, "", "1"]] };
              const set = { filters: { ...FILTERS, ...filters } };
              model.change("", { add: { nodes: [node("a"), node("b")], lines: [line] }, set });
              const seen = model.picture({ relations: {}, kinds: {} }).lines.get("a b");
              return seen ? (seen.faded ? "faded" : "yes") : "no";
            }""",
            [row, case["filters"]],
        )
        assert answer == case["drawn"], case["says"]


def test_a_database_that_goes_away_is_told_and_its_return_is_noticed(
    watched: Watched, shipped: Database, database_address: Address, schema: Schema, tmp_path: Path
) -> None:
    gate = TcpGate(urlsplit(database_address.uri).port or 7687)
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database, served(database, schema, tmp_path) as address:
        watched.address = address
        page = watched.open("?id=company:huawei")
        settle(page)
        before = page.evaluate(f"{CANVAS}.nodes().length")
        gate.shut()
        tap(page, "state:USA")
        page.keyboard.press("e")
        expect(page.locator("#banner")).to_contain_text("The database does not answer", timeout=30_000)
        assert "state:USA" in drawn(page)
        gate.open()
        until(page, f"{CANVAS}.nodes().length > {before}", seconds=60)
        expect(page.locator("#banner")).to_be_empty(timeout=30_000)
        page.goto("about:blank")
        gate.shut()
    watched.errors[:] = [error for error in watched.errors if "503" not in error]


@pytest.fixture
def crowd(shipped: Database) -> Iterator[int]:
    """So many states more than can be shown, tied in a ring; returns how many there are in all."""
    made = "MATCH (s:State) WHERE s.id STARTS WITH 'state:X0' "
    with shipped.session() as session:
        session.run(
            "UNWIND range(0, 3199) AS number CREATE (:Entity:Actor:State {id: 'state:X0' + number, verified: false, "
            "name: 'Land ' + number, continent: ['North', 'South', 'East'][number % 3]})"
        ).consume()
        session.run(
            made + "WITH collect(s) AS all UNWIND range(0, 3199) AS at WITH all[at] AS a, all[(at + 1) % 3200] AS b "
            "CREATE (a)-[:ALLIED_WITH {id: a.id + b.id, verified: false, dataset: 'states'}]->(b)"
        ).consume()
        yield session.run("RETURN count { (:State) }").single(strict=True)[0]
        session.run(made + "CALL (s) { DETACH DELETE s } IN TRANSACTIONS OF 500 ROWS").consume()


def test_more_than_can_be_shown_is_told_and_a_part_of_it_offered(watched: Watched, crowd: int) -> None:
    page = watched.open()
    find(page, "all states", "All states")
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text(f"{crowd:,} states match")
    expect(dialog).to_contain_text("The 1,000 with the most ties are shown")
    assert page.evaluate(f"{CANVAS}.nodes().length") == 1000
    dialog.get_by_role("button", name="South (1,0").click()
    expect(page.locator("#status")).to_contain_text("states: South")
    settle(page)
    assert {node["label"] for node in page.evaluate("[...atlas.page.model.nodes.values()]")} >= {"Land 1", "Land 4"}
    assert "Land 3" not in {node["label"] for node in page.evaluate("[...atlas.page.model.nodes.values()]")}


@pytest.fixture
def hostile(shipped: Database) -> Iterator[None]:
    """Entities with names that want to be more than text, each tied to the next."""
    with shipped.session() as session:
        session.run(
            "UNWIND $rows AS row MERGE (n:Entity:Company {id: row[0]}) "
            "SET n.name = row[1], n.description = row[1], n.aliases = [row[1]], n.verified = false, "
            "n.source_url = 'javascript:window.hacked=1', n.homepage = 'data:text/html,<script>1</script>'",
            rows=list(HOSTILE.items()),
        ).consume()
        session.run(
            "UNWIND $ids AS first UNWIND $ids AS second WITH first, second WHERE first < second "
            "MATCH (a:Entity {id: first}), (b:Entity {id: second}) "
            "MERGE (a)-[r:PARTNERED_WITH {id: first + second}]->(b) "
            "SET r.note = a.name, r.value = a.name, r.verified = false, r.source_url = 'javascript:window.hacked=1'",
            ids=list(HOSTILE),
        ).consume()
        yield
        session.run("MATCH (n:Entity) WHERE n.id IN $ids DETACH DELETE n", ids=list(HOSTILE)).consume()


@pytest.mark.usefixtures("hostile")
def test_hostile_names_are_text_everywhere(watched: Watched) -> None:
    page = watched.open()
    page.locator("#search").press_sequentially("window.hacked", delay=20)
    expect(page.locator("#suggestions [role=option]").first).to_contain_text("<script>window.hacked=1</script>")
    for entity_id, name in HOSTILE.items():
        page.goto("about:blank")
        page = watched.open(f"?id={entity_id}")
        node = drawn(page)[entity_id]
        assert len(node["label"]) <= 40
        expect(page.locator("#panel h2")).to_contain_text(name.split()[0])
        shown = page.locator("#panel h2").inner_text()
        assert shown.split()[0] == name.split()[0]
        assert not set(shown) & set("\u202e\u2066")
        expect(page.locator("#panel")).to_contain_text("not verified")
        page.locator("#shapes [data-shape=table]").click()
        expect(page.locator("#grid-ties .ag-center-cols-container .ag-row")).to_have_count(3)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.locator("a[href^='javascript'], a[href^='data'], #main script, #panel script, #main img").count() == 0
    assert page.evaluate("window.hacked") is None
