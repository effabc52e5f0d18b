"""Links: to views of this page, and to sources elsewhere."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from dash import dcc, html

from explorer.components.marks import Part, aria
from explorer.graph.view import View
from explorer.graph.words import shortened

LONGEST_HOST = 28


def safe_url(url: object) -> str | None:
    """The address if it is one of the web that a link may lead to, else None."""
    if not isinstance(url, str) or any(character <= " " or character == "\x7f" for character in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def external_link(url: object) -> html.A | html.Span:
    """A link that opens a source in a new tab, named by its host; the bare text where it is no address of the web."""
    address = safe_url(url)
    if address is None:
        return html.Span(str(url), className="source")
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return html.A(
        [shortened(host, LONGEST_HOST), html.Span(" ↗", **aria(hidden="true"))],
        href=address,
        title=address,
        target="_blank",
        rel="noopener noreferrer",
        className="source",
    )


def view_link(children: Part | Sequence[Part], view: View, class_name: str = "") -> dcc.Link:
    """A link to another view, followed without loading the page again."""
    return dcc.Link(children, href="/" + view.query, className=class_name)


def source_of(properties: object) -> html.A | html.Span | str:
    """Where something was read: a link, or the source in words, or that none is given."""
    told = properties if isinstance(properties, dict) else {}
    if told.get("source_url"):
        return external_link(told["source_url"])
    return html.Span(str(told["source"]), className="source") if told.get("source") else "no source given"
