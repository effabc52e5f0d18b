import json

from dash import html

from explorer.components.start import EXAMPLES, STARTING_POINTS, nothing_loaded, start
from explorer.graph.records import Entity, LoadedDataset, Overview
from graph_loader.schema import Schema
from tests.explorer.components.reading import acts, assert_harmless, attributes, found, text

POINTS = [
    Entity("agreement:paris-call", "Agreement", "Paris Call", ties=184, properties={"description": "A call."}),
    Entity("company:huawei", "Company", "Huawei", ties=1),
]
WHOLE = Overview(1065, 8349, 7765, [
    LoadedDataset("actors", "Actors", "2026-11-22T10:00:00Z"), LoadedDataset("norms", "Norms", "2026-11-23T10:00:00Z"),
])  # fmt: skip


def test_the_start_offers_entities_and_searches(schema: Schema) -> None:
    page = start(POINTS, WHOLE, schema)
    assert acts(page) == [
        ("ask", ""), ("ask", ""), ("start", "company:huawei"),
        ("start", "agreement:paris-call"), ("start", "company:huawei"),
    ]  # fmt: skip
    asks = [json.loads(attributes(each)["data-ask"]) for each in found(page, html.Button, "example")[:2]]
    assert asks == [
        {"do": "members", "of": "agreement:paris-call", "most": 1000},
        {"do": "kind", "kind": "State", "most": 1000},
    ]
    assert "Paris CallAgreement · 184 tiesA call." in text(page)
    assert_harmless(page)


def test_examples_about_what_is_not_there_are_left_out(schema: Schema) -> None:
    page = start([Entity("state:EST", "State", "Estonia")], WHOLE, schema)
    assert [text(each) for each in found(page, html.Button, "example")] == ["All states"]


def test_what_is_loaded_is_told_with_its_dates_and_how_much_is_verified(schema: Schema) -> None:
    said = text(found(start(POINTS, WHOLE, schema), html.Section, "loaded"))
    assert "1,065 entities, 8,349 ties, loaded 23 November 2026." in said
    assert "93% of the ties are verified" in said
    assert "2 datasetsActorsloaded 22 November 2026Normsloaded 23 November 2026" in said


def test_a_graph_without_ties_or_dates_is_told_too(schema: Schema) -> None:
    said = text(start(POINTS, Overview(1, 0, 0, [LoadedDataset("a", "A", "")]), schema))
    assert "1 entities, 0 ties." in said
    assert "Anot loaded to the end" in said
    assert "%" not in said


def test_examples_and_points_are_of_the_declaration(schema: Schema) -> None:
    ids = {*STARTING_POINTS, *(example.needs for example in EXAMPLES if example.needs)}
    assert all(schema.kind_of(each) for each in ids)
    assert {example.ask["kind"] for example in EXAMPLES if example.ask and "kind" in example.ask} <= set(schema.kinds)
    assert {example.needs for example in EXAMPLES} <= {"", *STARTING_POINTS}


def test_an_empty_database_says_how_to_fill_it() -> None:
    assert "cyberatlas load" in text(nothing_loaded())
