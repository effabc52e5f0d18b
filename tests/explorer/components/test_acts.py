import json
import re
from urllib.parse import parse_qs

from dash import html
from hypothesis import given
from hypothesis import strategies as st

from explorer.components.links import act_button, address_of, entity_link, line_id
from explorer.components.marks import kind_rules, kind_sign
from graph_loader.schema import Schema
from tests.explorer.components.reading import attributes


@given(st.text(min_size=1))
def test_an_address_gives_the_id_back(entity_id: str) -> None:
    clean = entity_id.encode("utf-8", "replace").decode()
    assert parse_qs(address_of(clean).removeprefix("?"), keep_blank_values=True)["id"] == [clean]


def test_an_address_is_readable() -> None:
    assert address_of("resolution:A/RES/73/27") == "?id=resolution:A/RES/73/27"
    assert address_of('x:"><script>') == "?id=x:%22%3E%3Cscript%3E"


def test_a_line_has_the_same_id_from_both_ends() -> None:
    assert line_id("state:FRA", "company:x") == line_id("company:x", "state:FRA") == "company:x state:FRA"


def test_a_link_to_an_entity_says_what_to_do_and_opens_in_a_tab_too() -> None:
    told = attributes(entity_link("France", "state:FRA", "start"))
    assert told == {"href": "?id=state:FRA", "className": "entity", "data-act": "start", "data-id": "state:FRA"}


def test_a_button_carries_its_ask_as_json() -> None:
    button = act_button("All", "ask", ask={"do": "kind", "kind": "State é"})
    assert isinstance(button, html.Button)
    told = attributes(button)
    assert (told["type"], json.loads(told["data-ask"])) == ("button", {"do": "kind", "kind": "State é"})
    assert "data-id" not in told


def test_a_sign_has_a_colour_for_every_paper(schema: Schema) -> None:
    rules = {rule.partition("{")[0]: rule for rule in kind_rules(schema).splitlines()}
    for kind in schema.kinds:
        (own,) = set(str(attributes(kind_sign(kind, schema))["className"]).split()) - {"sign", "kind-sign"}
        assert {"--sign-light", "--sign-dark", "--sign-print", "clip-path"} <= set(
            re.findall(r"[-a-z]+(?=:)", rules[f".{own}"])
        )
    assert attributes(kind_sign("", schema))["className"] == "sign kind-sign"
