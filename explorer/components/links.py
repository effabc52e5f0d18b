"""Links and buttons: to entities, to what the reader can do with them, and to sources elsewhere.

The browser holds the view, so that a button only names an act (`data-act`) and what it is about (`data-id`, or an ask
of the server in `data-ask`); assets/page.js does it. A link to an entity has an address too, for a tab of its own.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, urlsplit

from dash import html

from explorer.components.marks import Part, aria
from explorer.graph.words import shortened

LONGEST_HOST = 28

Act: TypeAlias = Literal[
    "show", "start", "select", "center", "expand", "members", "connect", "keep", "hide-others", "remove", "ask",
    "csv-nodes", "csv-ties",
]  # fmt: skip
"""What a reader can do; assets/page.js knows how."""


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


def address_of(entity_id: str) -> str:
    """The query of the address that opens the page with an entity: `?id=state:FRA`."""
    return f"?id={quote(entity_id, safe=':/')}"


def line_id(first: str, second: str) -> str:
    """The id of the line between two entities: their ids sorted, one blank between them."""
    return " ".join(sorted((first, second)))


def entity_link(
    children: Part | Sequence[Part], entity_id: str, act: Act = "show", class_name: str = "entity"
) -> html.A:
    """A link that does something with an entity, and opens the page with it in a new tab."""
    return html.A(children, href=address_of(entity_id), className=class_name, **acting(act, entity_id))


def act_button(
    children: Part | Sequence[Part],
    act: Act,
    *,
    about: str = "",
    ask: Mapping[str, Any] | None = None,
    class_name: str = "link",
    title: str = "",
) -> html.Button:
    """A button that does something: with an entity or a line where `about` is its id, else with what is selected."""
    hint: dict[str, Any] = {"title": title} if title else {}
    return html.Button(children, type="button", className=class_name, **hint, **acting(act, about, ask))


def acting(act: Act, about: str = "", ask: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The attributes by which the script of the page knows what to do; `ask` is a question to the server."""
    told: dict[str, Any] = {"data-act": act}
    if about:
        told["data-id"] = about
    if ask is not None:
        told["data-ask"] = json.dumps(ask, ensure_ascii=False)
    return told


def source_of(properties: object) -> html.A | html.Span | str:
    """Where something was read: a link, or the source in words, or that none is given."""
    told = properties if isinstance(properties, dict) else {}
    if told.get("source_url"):
        return external_link(told["source_url"])
    return html.Span(str(told["source"]), className="source", dir="auto") if told.get("source") else "no source given"
