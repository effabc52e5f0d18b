"""Who may run Cypher of their own where the setting says nothing."""

import pytest
from pydantic import ValidationError

from graph_loader.settings import Settings, loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_on_where_the_page_is_served_to_this_machine_alone(host: str) -> None:
    assert loopback(host)
    assert Settings(host=host, adhoc_cypher="").allows_adhoc_cypher


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "", "localhost.example.org"])
def test_off_where_it_is_served_to_others(host: str) -> None:
    assert not loopback(host)
    assert not Settings(host=host, adhoc_cypher="").allows_adhoc_cypher


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_the_setting_decides_where_it_says_something(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for said, allowed in (("on", True), ("off", False)):
        monkeypatch.setenv("CYBERATLAS_ADHOC_CYPHER", said)
        assert Settings(host=host).allows_adhoc_cypher is allowed


def test_anything_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CYBERATLAS_ADHOC_CYPHER", "perhaps")
    with pytest.raises(ValidationError):
        Settings()
