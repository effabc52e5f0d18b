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
    """Shape and colour of a kind as on the canvas; says nothing to a screen reader, the name of the kind does."""
    named = f" kind-{kind}" if kind in schema.kinds else ""
    return html.Span(className=f"sign kind-sign{named}", **aria(hidden="true"))


def kind_rules(schema: Schema) -> str:
    """The rules of a style sheet that give the signs of kinds their shape, and their colour on every paper."""
    rules = []
    for name, kind in schema.kinds.items():
        colours = [f"--sign-{theme}:{readable(kind.colour, of)}" for theme, of in THEMES.items()]
        rules.append(f".kind-{name}{{{';'.join(colours)};clip-path:{clip_path(kind.shape)}}}")
    return "\n".join(rules)


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
