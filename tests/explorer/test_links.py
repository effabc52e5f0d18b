import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st

from explorer.components.links import external_link, safe_url, source_of


@pytest.mark.parametrize("url", ["https://www.un.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/é"])
def test_addresses_of_the_web_pass(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "\tjava\nscript:alert(1)",
        " https://example.org",
        "https://exa mple.org",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "//example.org",
        "/healthz",
        "https://",
        "https://[",
        "",
        None,
        7,
    ],
)
def test_everything_else_does_not(url: object) -> None:
    assert safe_url(url) is None
    assert not hasattr(external_link(url), "href")


@given(st.text())
def test_what_passes_begins_with_its_scheme(url: str) -> None:
    passed = safe_url(url)
    assert passed is None or passed.lower().startswith(("http://", "https://"))


def test_a_source_opens_in_a_new_tab_that_cannot_reach_back() -> None:
    link = external_link("https://www.un.org/record/1")
    assert isinstance(link, html.A)
    told = {name: getattr(link, name) for name in ("href", "target", "rel", "children")}
    assert told["href"] == "https://www.un.org/record/1"
    assert (told["target"], told["rel"]) == ("_blank", "noopener noreferrer")
    assert told["children"][0] == "un.org"


def test_a_source_in_words_stays_words() -> None:
    told = source_of({"source": "Gazette, 12 May 2019"})
    assert isinstance(told, html.Span)
    assert told.children == "Gazette, 12 May 2019"
    assert source_of({}) == "no source given"
