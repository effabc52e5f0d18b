"""Small marks: the sign of a kind, a name, whether something was verified."""

from typing import Any, TypeAlias

from dash import html
from dash.development.base_component import Component

from explorer.graph.colours import Theme, readable
from explorer.graph.shapes import clip_path
from graph_loader.schema import Schema

Part: TypeAlias = Component | str | int | float | None
"""What may stand inside a component."""
UNVERIFIED = "general knowledge, not verified"


def aria(**values: str) -> dict[str, Any]:
    """Attributes for a screen reader: `aria(label="Legend")` sets `aria-label`."""
    return {f"aria-{key}": value for key, value in values.items()}


def kind_sign(kind: str, schema: Schema, theme: Theme) -> html.Span:
    """Shape and colour of a kind as on the canvas; says nothing to a screen reader, the name of the kind does."""
    declared = schema.kinds.get(kind)
    style = {"backgroundColor": readable(declared.colour, theme) if declared else theme.quiet}
    if declared:
        style["clipPath"] = clip_path(declared.shape)
    return html.Span(className="sign", style=style, **aria(hidden="true"))


def kind_title(kind: str, schema: Schema) -> str:
    """`Threat group`, or a word for a kind that is not declared."""
    return schema.kinds[kind].title if kind in schema.kinds else "Entity"


def name(text: str) -> html.Bdi:
    """A name that keeps its own direction of writing and does not turn that of the text around it."""
    return html.Bdi(text)


def verified_mark(verified: bool, *, briefly: bool = False) -> html.Span:
    """Whether something was read in its source."""
    if verified:
        return html.Span("verified", className="verified")
    return html.Span("not verified" if briefly else UNVERIFIED, className="unverified", title=UNVERIFIED)


def count(number: int, one: str, many: str = "") -> str:
    """`1 tie`, `1,204 ties`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
