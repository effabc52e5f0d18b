"""The frame of all pages, as the browser asks for it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from explorer.app import create_app
from explorer.pages.page import pages
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client(database: Database, schema: Schema, tmp_path: Path) -> FlaskClient:
    server: Flask = create_app(database, schema, tmp_path).server
    return server.test_client()


def asked(client: FlaskClient, path: str) -> str:
    """What the browser is answered for an address."""
    names = [("content", "children"), ("tools", "children"), ("places", "children")]
    body: dict[str, Any] = {
        "output": f"..{'...'.join('.'.join(name) for name in names)}..",
        "outputs": [{"id": identity, "property": part} for identity, part in names],
        "inputs": [{"id": "address", "property": "pathname", "value": path}],
        "changedPropIds": ["address.pathname"],
    }
    return client.post("/_dash-update-component", json=body, headers=OWN).text


def test_every_page_has_an_address_and_a_title_of_its_own() -> None:
    found = pages()
    assert found[0].path == "/"
    assert len({page.path for page in found}) == len({page.title for page in found}) == len(found)
    assert [page.order for page in found] == sorted(page.order for page in found)


def test_the_address_names_the_page(client: FlaskClient) -> None:
    assert '"className":"explore"' in asked(client, "/")
    for page in pages():
        assert "There is no such page" not in asked(client, page.path)


@pytest.mark.parametrize("path", ["/nothing", "//", "/%00", "", None])
def test_any_other_address_leads_back(client: FlaskClient, path: str) -> None:
    assert "There is no such page" in asked(client, path)
