import json

from dash import html

from explorer.components.search_box import nothing_found, options
from explorer.graph.records import Entity, Suggestion
from graph_loader.schema import Schema
from tests.explorer.components.reading import assert_harmless, attributes, text

CHINA = Entity("state:CHN", "State", "China", ties=270)


def test_an_entity_is_shown_by_its_option(schema: Schema) -> None:
    (option,) = options([Suggestion(CHINA, "China", "PRC", {"do": "add", "ids": ["state:CHN"]})], schema, "prc")
    told = attributes(option)
    assert text(option) == "China also PRCState · 270 ties"
    assert (told["role"], told["data-act"], told["data-id"], told["data-for"]) == ("option", "show", "state:CHN", "prc")


def test_several_at_once_are_asked_for(schema: Schema) -> None:
    ask = {"do": "members", "of": "organization:nato"}
    (option,) = options([Suggestion(None, "All members of NATO", "32", ask)], schema, "nato")
    told = attributes(option)
    assert text(option).endswith("All members of NATO32")
    assert (told["data-act"], json.loads(told["data-ask"])) == ("ask", ask)


def test_options_have_ids_of_their_own_and_hold_no_links(schema: Schema) -> None:
    hostile = "<b onclick=x>"
    found = options([Suggestion(CHINA, hostile, hostile, {}), Suggestion(None, hostile, hostile, {})], schema, hostile)
    assert [attributes(each)["id"] for each in found] == ["suggestion-0", "suggestion-1"]
    assert_harmless(found)
    assert all(isinstance(each, html.Li) for each in found)


def test_nothing_found_advises_and_is_no_option() -> None:
    (advice,) = nothing_found("x" * 200)
    assert "Try a shorter" in text(advice)
    assert len(text(advice)) < 200
    assert "role" not in attributes(advice)
    assert attributes(advice)["data-for"] == "x" * 200
