"""What a page is: an address, a title, a frame, and the callbacks that fill it."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dash import Dash
from dash.development.base_component import Component

import explorer.pages
from explorer.services import Services


@dataclass(frozen=True)
class Page:
    """A page at `path`; the pages stand in the header in their `order`.

    `layout` makes the frame of the page and `tools` what stands beside the titles of the pages in the header; neither
    reads anything. `register_callbacks` joins the parts to what is read from the graph. A page that is not `listed`
    has no place in the header; it stands under the listed page whose path its own begins with.
    """

    path: str
    title: str
    order: int
    layout: Callable[[], Component]
    register_callbacks: Callable[[Dash, Services], None]
    tools: Callable[[], list[Any]] = list
    listed: bool = True


def pages() -> list[Page]:
    """The pages, in their order: the `PAGE` of each module of this folder that has one."""
    names = [found.name for found in pkgutil.iter_modules(explorer.pages.__path__, "explorer.pages.")]
    found = [getattr(importlib.import_module(name), "PAGE", None) for name in names]
    return sorted((page for page in found if isinstance(page, Page)), key=lambda page: page.order)
