"""Graphs of any size for slides, drawn from a seed."""

import random

from explorer.briefings.shown import Shown, ShownEntity, ShownTie, Source
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode, LegendEntry

NAMES = (
    "United States", "Russia", "China", "France", "Paris Call", "Open-ended Working Group", "Huawei", "Microsoft",
    "Cybersecurity Tech Accord", "United Kingdom", "Budapest Convention", "A/RES/73/27", "Египет", "مصر العربية",
    "中国互联网络信息中心", "ישראל", "NATO CCDCOE", "Kazakhstan", "EU", "Shanghai Cooperation…",
)  # fmt: skip
SHAPES = ("ellipse", "diamond", "hexagon", "round-rectangle", "star", "triangle", "rectangle")


def shown_graph(number: int, seed: int = 1, lines: int | None = None, *, crowd: float = 1.0) -> Shown:
    """So many states with ties among them; a smaller `crowd` lays them nearer to each other."""
    draw = random.Random(seed)
    ids = [f"state:N{at}" for at in range(number)]
    nodes = tuple(
        DrawnNode(
            id=each,
            x=draw.gauss(0, 200 * crowd),
            y=draw.gauss(0, 150 * crowd),
            size=draw.uniform(12, 44),
            shape=draw.choice(SHAPES),
            colour="#1e3e7e",
            label=draw.choice(NAMES),
        )
        for each in ids
    )
    pairs = (
        {tuple(sorted(draw.sample(ids, 2))) for _ in range(2 * number if lines is None else lines)} if ids else set()
    )
    drawn = tuple(
        DrawnLine(source=one, target=other, colour="#5d7f9e", arrows="target", stance="joins", label="signed")
        for one, other in sorted(pairs)
    )
    ties = tuple(
        ShownTie(
            id=f"tie-{at}", relation="SIGNED", source=line.source, target=line.target, verified=at % 3 > 0,
            sentence=f"{line.source} signed {line.target} (2018)", source_url=f"https://example.org/{at % 5}",
        )
        for at, line in enumerate(drawn)
    )  # fmt: skip
    sources = tuple(
        Source(title=f"Record {at}", url=f"https://example.org/{at}", ties=4, verified=3) for at in range(5)
    )
    legend = (
        LegendEntry(kind="node", shape="ellipse", colour="#1e3e7e", label="States", count=number),
        LegendEntry(kind="line", colour="#5d7f9e", stance="joins", label="joins the two", count=len(drawn)),
    )
    return Shown(
        stamp="2026-11-23T10:11:12Z run",
        read="2026-11-24T08:00:00Z",
        drawing=Drawing(nodes=nodes, lines=drawn, legend=legend),
        entities=tuple(ShownEntity(id=node.id, kind="State", name=node.label) for node in nodes),
        ties=ties,
        sources=sources,
    )
