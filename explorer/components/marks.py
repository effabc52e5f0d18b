"""Small marks: the sign of a kind, a name, whether something was verified."""

from typing import Any, TypeAlias

from dash import html
from dash.development.base_component import Component

from explorer.graph.colours import THEMES, readable
from explorer.graph.shapes import clip_path
from graph_loader.schema import Schema

Part: TypeAlias = Component | str | int | float | None
"""What may stand inside a component."""
UNVERIFIED = "general knowledge, not verified"


def aria(**values: str) -> dict[str, Any]:
    """Attributes for a screen reader: `aria(label="Legend")` sets `aria-label`."""
    return {f"aria-{key}": value for key, value in values.items()}


def kind_sign(kind: str, schema: Schema) -> html.Span:
    """Shape and colour of a kind as on the canvas; says nothing to a screen reader, the name of the kind does.

    It carries its colour on every paper, so that the page can change the paper without asking for it anew.
    """
    declared = schema.kinds.get(kind)
    if declared is None:
        return html.Span(className="sign kind-sign", **aria(hidden="true"))
    style = {f"--sign-{theme}": readable(declared.colour, colours) for theme, colours in THEMES.items()}
    style["clipPath"] = clip_path(declared.shape)
    return html.Span(className="sign kind-sign", style=style, **aria(hidden="true"))


def kind_title(kind: str, schema: Schema) -> str:
    """`Threat group`, or a word for a kind that is not declared."""
    return schema.kinds[kind].title if kind in schema.kinds else "Entity"


def name(text: str) -> html.Bdi:
    """A name that keeps its own direction of writing and does not turn that of the text around it."""
    return html.Bdi(text)


def tick() -> html.Span:
    """That something was read in its source, as a small tick with the word for a screen reader."""
    return html.Span(
        [html.Span("✓", **aria(hidden="true")), html.Span("verified", className="hidden-label")],
        className="tick",
        title="Read in the source named",
    )


def verified_mark(verified: bool, *, briefly: bool = False) -> html.Span:
    """Whether something was read in its source."""
    if verified:
        return html.Span("verified", className="verified")
    return html.Span("not verified" if briefly else UNVERIFIED, className="unverified", title=UNVERIFIED)


def count(number: int, one: str, many: str = "") -> str:
    """`1 tie`, `1,204 ties`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
