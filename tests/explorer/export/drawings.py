"""Drawings made by hand and by chance."""

from typing import Any

from hypothesis import strategies as st

from explorer.graph.drawing import Drawing
from explorer.graph.shapes import POLYGONS

HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        "</text><script>alert(1)</script>",
        "&amp;&lt;",
        "]]>",
        "\x00\x1b[31m",
        "\u202egnp.exe",
        "نداء باريس",
        "巴黎倡议",
        " ",
    ]
)
COLOURS = st.from_regex(r"\A#[0-9a-fA-F]{6}\Z")
SPOTS = st.floats(-5_000, 5_000)


def node(entity_id: str, x: float = 0, y: float = 0, **others: Any) -> dict[str, Any]:
    return {"id": entity_id, "x": x, "y": y, "size": 20, "colour": "#1e3e7e", "label": entity_id} | others


def line(source: str, target: str, **others: Any) -> dict[str, Any]:
    return {"source": source, "target": target, "colour": "#5d7f9e"} | others


def drawing(nodes: list[dict[str, Any]], lines: list[dict[str, Any]] | None = None, **others: Any) -> Drawing:
    return Drawing.model_validate({"nodes": nodes, "lines": lines or []} | others)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    shapes = st.sampled_from(["", "ellipse", "round-rectangle", "unheard-of", *POLYGONS])
    nodes = [
        node(
            f"state:{number}", draw(SPOTS), draw(SPOTS), label=draw(HOSTILE), shape=draw(shapes),
            size=draw(st.floats(1, 400)), colour=draw(COLOURS), faded=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    ends = st.sampled_from([found["id"] for found in nodes] or ["state:none"])
    lines = [
        line(
            draw(ends), draw(ends | st.just("state:gone")), label=draw(HOSTILE), dashed=draw(st.booleans()),
            arrows=draw(st.sampled_from(["none", "source", "target", "both"])), faded=draw(st.booleans()),
            stance=draw(st.sampled_from(["joins", "divides", "both", "neither"])),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    entry = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["node", "line"]),
            "colour": COLOURS,
            "label": HOSTILE,
            "shape": shapes,
            "dashed": st.booleans(),
            "stance": st.sampled_from(["", "joins", "divides"]),
            "count": st.integers(0, 1_000_000),
        }
    )
    theme = draw(st.sampled_from(["light", "dark", "print"]))
    legend = draw(st.lists(entry, max_size=12))
    return drawing(nodes, lines, title=draw(HOSTILE), date=draw(HOSTILE), theme=theme, legend=legend)
