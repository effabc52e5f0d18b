"""A picture that the server draws and the page holds as its own, so that its style sheets colour it, light and dark."""

from typing import Any
from xml.etree.ElementTree import Element, tostring

from dash import html

from explorer.components.marks import aria


def inline_svg(root: Element, label: str, class_name: str = "") -> html.Div:
    """An `svg` element as a part of the page; `label` tells what it shows to those who cannot see it.

    The browser makes the elements (assets/inline_svg.js). They take their colours from classes of the style sheets; a
    link in it is a link of the page. The root needs a `viewBox`; what it does not say is the size it has there.
    """
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.attrib.setdefault("role", "group")
    root.set("aria-label", label)
    data: dict[str, Any] = {"data-svg": tostring(root, encoding="unicode")}
    return html.Div(className=f"inline-svg {class_name}".strip(), role="group", **aria(label=label), **data)
