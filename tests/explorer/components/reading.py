"""What a component says and holds, read as a browser would."""

import json
from collections.abc import Iterator
from typing import Any

from dash import html
from dash.development.base_component import Component


def walk(part: Any) -> Iterator[Component]:
    """The component and all components in it, in the order of reading."""
    if isinstance(part, list | tuple):
        for each in part:
            yield from walk(each)
    elif isinstance(part, Component):
        yield part
        yield from walk(getattr(part, "children", None))


def text(part: Any) -> str:
    """The text of a component, as it is read."""
    if isinstance(part, list | tuple):
        return "".join(map(text, part))
    if isinstance(part, Component):
        return text(getattr(part, "children", None))
    return "" if part is None else str(part)


def found(part: Any, kind: type[Component], class_name: str = "") -> list[Component]:
    """All components of a type, and of a class where one is named."""
    return [
        each
        for each in walk(part)
        if isinstance(each, kind) and (not class_name or class_name in str(getattr(each, "className", "")).split())
    ]


def properties(component: Any) -> dict[str, Any]:
    """All properties as they are sent to the browser."""
    sent: dict[str, Any] = component.to_plotly_json()["props"]
    return sent


def attributes(component: Component) -> dict[str, Any]:
    """All properties but the children."""
    return {name: value for name, value in properties(component).items() if name != "children"}


def sent(part: Component) -> str:
    """A component as the browser gets it."""

    def plain(component: Any) -> Any:
        return component.to_plotly_json()

    return json.dumps(part, default=plain)


def acts(part: Any) -> list[tuple[str, str]]:
    """What can be done: (act, id), in the order of reading."""
    told = [attributes(each) for each in walk(part)]
    return [(each["data-act"], each.get("data-id", "")) for each in told if "data-act" in each]


def assert_harmless(part: Any) -> None:
    """Nothing but plain elements, whose links lead to this page or to an address of the web."""
    for each in walk(part):
        assert type(each).__module__.startswith("dash.html"), each
        told = attributes(each)
        assert not {name.lower() for name in told} & {"srcdoc", "src", "formaction", "dangerously_allow_html"}
        if "href" in told:
            assert told["href"].startswith(("?id=", "http://", "https://")), told["href"]
        if isinstance(each, html.A) and not told["href"].startswith("?id="):
            assert told["rel"] == "noopener noreferrer"
