"""The page as the network sees it: headers, refusals, health, and a database that goes away."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

import explorer
from explorer.app import create_app
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.schema import Schema
from tests.tcp_gate import TcpGate

OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
ASSETS = Path(explorer.__file__).with_name("assets")
UPDATE = "/_dash-update-component"


@pytest.fixture
def client(database: Database, schema: Schema) -> FlaskClient:
    server: Flask = create_app(database, schema, Path("views"), hosts=["atlas.example"]).server
    return server.test_client()


def search_for(text: object) -> dict[str, Any]:
    """The request that the page sends when something is typed."""
    return {
        "output": "..suggestions.children...found.children..",
        "outputs": [{"id": "suggestions", "property": "children"}, {"id": "found", "property": "children"}],
        "inputs": [{"id": "search", "property": "value", "value": text}],
        "changedPropIds": ["search.value"],
    }


@pytest.mark.parametrize("path", ["/", "/healthz", "/_dash-layout", "/_dash-dependencies", "/assets/style.css", "/no"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"].startswith("'self' 'sha256-")
    assert "unsafe" not in policy["script-src"]
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"


def test_the_icon_of_the_window_is_kept_for_a_day(client: FlaskClient) -> None:
    answer = client.get("/_favicon.ico")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=86400"
    assert "max-age=86400" not in client.get("/").headers.get("Cache-Control", "")


def test_a_file_named_with_its_time_is_kept_for_good_and_another_asked_for_again(client: FlaskClient) -> None:
    names = set(re.findall(r"/assets/[^?\"]+\?m=[0-9a-f]+", client.get("/").text))
    assert {name.split("?")[0] for name in names} == {
        "/assets/scripts.js",
        "/assets/styles.css",
        "/assets/built/fonts.css",
    }
    for name in names:
        assert client.get(name).headers["Cache-Control"] == "max-age=31536000, immutable"
    assert "immutable" not in client.get("/assets/page.js").headers["Cache-Control"]
    assert "immutable" not in client.get("/assets/no-such.js?m=1").headers.get("Cache-Control", "")


def test_all_scripts_and_all_style_sheets_are_one_file_each(client: FlaskClient) -> None:
    for name, kind in (("scripts.js", "text/javascript"), ("styles.css", "text/css")):
        answer = client.get(f"/assets/{name}")
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
        for path in ASSETS.glob(f"*{Path(name).suffix}"):
            assert f"/* {path.name} */\n{path.read_text(encoding='utf-8')}" in answer.text


def test_the_script_of_the_grids_is_not_in_the_page_and_can_be_had(client: FlaskClient) -> None:
    assert "dash_ag_grid.v" not in client.get("/").text
    assert client.get("/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js").status_code == 200


def test_the_page_brings_the_signs_of_all_kinds(client: FlaskClient, schema: Schema) -> None:
    head = client.get("/").text.split("<body>")[0]
    assert [kind for kind in schema.kinds if f".kind-{kind}{{" not in head] == []


def test_the_page_names_no_other_host(client: FlaskClient) -> None:
    text = client.get("/").text
    assert '<html lang="en">' in text
    assert "//" not in text.replace("http://www.w3.org", "").split("<body>")[0].replace("<!DOCTYPE", "")
    assert "https://" not in text
    assert "unpkg" not in text


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1:9", "[::1]:8050", "atlas.example", "LOCALHOST"])
def test_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "["])
def test_other_names_are_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code in (400, 421)
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://localhost:8051"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_requests_from_elsewhere_are_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post(UPDATE, json=search_for("x"), headers=headers).status_code == 403


def test_requests_of_the_page_are_answered(client: FlaskClient) -> None:
    answer = client.post(UPDATE, json=search_for("nobody"), headers=OWN)
    assert answer.status_code == 200
    assert "Nothing is called" in answer.text


@pytest.mark.parametrize("body", [{}, {"output": "x.y"}, {"output": 5}, [], "text", None, {"output": "..a.b.."}])
def test_what_the_page_does_not_send_is_refused_without_a_trace(client: FlaskClient, body: object) -> None:
    answer = client.post(UPDATE, json=body, headers=OWN)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_forms_and_large_bodies_are_refused(client: FlaskClient) -> None:
    assert client.post(UPDATE, data={"a": "b"}, headers=OWN).status_code == 400
    assert client.post(UPDATE, data=b" " * 2_000_000, headers=OWN).status_code in (400, 413)


@pytest.mark.parametrize("text", [{"a": 1}, 7, None, ["x"], "", "\ud800", "x" * 100_000])
def test_any_value_of_the_search_field_is_answered(client: FlaskClient, text: object) -> None:
    assert client.post(UPDATE, json=search_for(text), headers=OWN).status_code == 200


@pytest.fixture
def gate(database_address: Address) -> Iterator[TcpGate]:
    gate = TcpGate(urlsplit(database_address.uri).port or 7687)
    yield gate
    gate.shut()


def test_health_and_banner_follow_the_database(gate: TcpGate, database_address: Address, schema: Schema) -> None:
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database:
        client = create_app(database, schema, Path("views")).server.test_client()
        assert client.get("/healthz").status_code == 200
        gate.shut()
        assert client.get("/healthz").status_code == 503
        assert client.get("/").status_code == 200
        answer = client.post(UPDATE, json=search_for("huawei"), headers=OWN)
        assert answer.status_code == 200
        assert "The database does not answer" in answer.text
        gate.open()
        assert client.get("/healthz").status_code == 200
        assert "does not answer" not in client.post(UPDATE, json=search_for("huawei"), headers=OWN).text
