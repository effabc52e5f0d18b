"""How a graph looks on a slide or in a picture: the colours, sizes, shapes and legend of the page, worked out here.

The page's own script (assets/dress.js) follows the same rules.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass

from explorer.graph.colours import CATEGORIES, THEMES, Theme, readable
from explorer.graph.drawing import Drawing, DrawnLine, DrawnNode, LegendEntry
from explorer.graph.elements import Line, Node, Tie, begins, ends
from explorer.graph.filters import Filters, begun, drawn, shows
from explorer.graph.lines import STANCES, Arrows, Stance
from explorer.graph.view_state import Style, Ticks
from graph_loader.schema import Schema

SMALLEST, LARGEST, USUAL = 12.0, 44.0, 20.0
"""Diameters of entities, in canvas units."""
FEW_LINES = 60
"""Up to so many lines are told by what they say, more by the number of their ties."""
NOT_GIVEN = "not given"
UNVERIFIED = "not verified"

Point = tuple[float, float]
Trait = tuple[str, str]
"""What an entity is coloured by, and how that is called."""


@dataclass(frozen=True)
class Look:
    """What a style is made of: the declaration, the choice, the theme, and what was measured of each entity.

    `traits` are by id where the colour is a camp or a membership, `scores` where the size is betweenness.
    """

    schema: Schema
    style: Style
    theme: str = "light"
    traits: Mapping[str, str] | None = None
    scores: Mapping[str, float] | None = None

    @property
    def paint(self) -> Theme:
        """The colours of the theme."""
        return THEMES[self.theme]


def passing(nodes: Sequence[Node], lines: Sequence[Line], filters: Filters, schema: Schema) -> "Passing":
    """What the filters leave of a graph."""
    faded: dict[str, bool] = {}
    for node in nodes:
        date = node["date"] if begins(schema, node["kind"]) else ""
        shown = shows(node["kind"], date, filters)
        if shown or (node["kind"] not in filters.kinds_off and filters.outside == "fade"):
            faded[node["id"]] = not begun(date, filters)
    seen: dict[str, tuple[list[Tie], bool]] = {}
    for line in lines:
        source, target = ends(line)
        ties, out = drawn(line["ties"], filters)
        if ties and source in faded and target in faded:
            seen[line["id"]] = ties, out or faded[source] or faded[target]
    return Passing(faded, seen)


@dataclass(frozen=True)
class Passing:
    """Id -> faded of the entities that are drawn, and line id -> its ties that are drawn, and faded."""

    nodes: Mapping[str, bool]
    lines: Mapping[str, tuple[Sequence[Tie], bool]]


def dressed(
    nodes: Sequence[Node],
    left: Passing,
    places: Mapping[str, Point],
    look: Look,
    *,
    title: str = "",
    date: str = "",
    axis: Ticks = (),
) -> Drawing:
    """The picture of what passes the filters; entities without a place lie in the origin."""
    there = [node for node in nodes if node["id"] in left.nodes]
    colour, size = colouring(there, look), sizing(there, look)
    by_kind = look.style.colour == "kind"
    circles = [
        DrawnNode(
            id=node["id"],
            x=places.get(node["id"], (0.0, 0.0))[0],
            y=places.get(node["id"], (0.0, 0.0))[1],
            size=size(node),
            shape=shape_of(node, look.schema),
            colour=colour(node),
            label="" if look.style.labels == "none" else node["label"],
            faded=left.nodes[node["id"]],
        )
        for node in there
    ]
    few = len(left.lines) <= FEW_LINES
    drawn_lines = [_line(identity, ties, faded, few, look) for identity, (ties, faded) in left.lines.items()]
    legend = [*_node_legend(there, look, colour, by_kind=by_kind), *line_legend(drawn_lines, look.paint)]
    return Drawing(
        title=title,
        date=date,
        theme=look.theme,
        nodes=tuple(circles),
        lines=tuple(drawn_lines),
        axis=axis,
        legend=tuple(legend),
        ties=tuple(tie[-1] for ties, _ in left.lines.values() for tie in ties),
    )


def shape_of(node: Node, schema: Schema) -> str:
    """The outline of an entity: that of its kind."""
    return schema.kinds[node["kind"]].shape if node["kind"] in schema.kinds else "ellipse"


def trait(node: Node, look: Look) -> Trait:
    """What an entity is coloured by."""
    by = look.style.colour
    if by == "kind":
        kind = look.schema.kinds.get(node["kind"])
        return node["kind"], kind.plural if kind else "Other"
    value = node["facts"].get(by.removeprefix("facts.")) if by.startswith("facts.") else None
    if look.traits is not None and not by.startswith("facts."):
        value = look.traits.get(node["id"])
    return (value, value) if value else ("", NOT_GIVEN)


def colouring(nodes: Sequence[Node], look: Look) -> Callable[[Node], str]:
    """The colour of each entity. Of values, the most frequent have a colour of their own."""
    if look.style.colour == "kind":
        kinds = look.schema.kinds
        own = {name: readable(kind.colour, look.paint) for name, kind in kinds.items()}
        return lambda node: own.get(node["kind"], look.paint.quiet)
    palette = CATEGORIES[look.theme]
    counts = Counter(key for node in nodes if (key := trait(node, look)[0]))
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    colours = dict(zip(ranked, palette.colours, strict=False))
    return lambda node: colours.get(trait(node, look)[0], palette.other)


def sizing(nodes: Sequence[Node], look: Look) -> Callable[[Node], float]:
    """The diameter of each entity."""
    if look.style.size == "constant":
        return lambda _: USUAL
    scores = look.scores or {}

    def value(node: Node) -> float:
        return scores.get(node["id"], 0.0) if look.style.size == "betweenness" else float(node["ties"])

    most = max((value(node) for node in nodes), default=0.0) or 1e-9
    return lambda node: round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(max(value(node), 0.0) / most), 2)


def stance(ties: Sequence[Tie]) -> Stance:
    """What the ties of a line say together."""
    signs = {tie[2] for tie in ties}
    if {1, -1} <= signs:
        return "both"
    return "joins" if 1 in signs else "divides" if -1 in signs else "neither"


def arrows(ties: Sequence[Tie], schema: Schema) -> Arrows:
    """Which way the ties of a line run; those that hold both ways have no arrow."""
    declared = schema.relations
    ways = {tie[1] for tie in ties if not (tie[0] in declared and declared[tie[0]].symmetric)}
    return "both" if len(ways) == 2 else "target" if 1 in ways else "source" if 0 in ways else "none"


def caption(ties: Sequence[Tie], schema: Schema, *, few: bool) -> str:
    """What is written on a line: its only type of tie where there are few lines, else how many ties it stands for."""
    types = {tie[0] for tie in ties}
    declared = schema.relations.get(ties[0][0]) if len(types) == 1 else None
    if few and declared:
        return declared.title + (f" ×{len(ties)}" if len(ties) > 1 else "")
    return str(len(ties)) if len(ties) > 1 else ""


def _line(identity: str, ties: Sequence[Tie], faded: bool, few: bool, look: Look) -> DrawnLine:
    source, target = identity.split(" ")
    says = stance(ties)
    return DrawnLine(
        source=source,
        target=target,
        colour=getattr(look.paint, says),
        width=1.8 if says == "divides" else 1.2,
        dashed=not any(tie[3] for tie in ties),
        arrows=arrows(ties, look.schema),
        stance=says,
        label=caption(ties, look.schema, few=few),
        faded=faded,
    )


def _node_legend(
    nodes: Sequence[Node], look: Look, colour: Callable[[Node], str], *, by_kind: bool
) -> list[LegendEntry]:
    first: dict[str, tuple[Node, str]] = {}
    counts: Counter[str] = Counter()
    for node in nodes:
        key, label = trait(node, look)
        counts[key] += 1
        first.setdefault(key, (node, label))
    ranked = sorted(first, key=lambda key: -counts[key])
    return [
        LegendEntry(
            kind="node",
            shape=shape_of(first[key][0], look.schema) if by_kind else "ellipse",
            colour=colour(first[key][0]),
            label=first[key][1][:200],
            count=counts[key],
        )
        for key in ranked
    ]


def line_legend(lines: Sequence[DrawnLine], paint: Theme) -> list[LegendEntry]:
    """What the lines of a picture say, and how many of them are not verified."""
    counts = Counter(line.stance for line in lines)
    found = [
        LegendEntry(kind="line", colour=getattr(paint, each), stance=each, label=title, count=counts[each])
        for each, title in STANCES.items()
        if counts[each]
    ]
    if dashed := sum(line.dashed for line in lines):
        found.append(LegendEntry(kind="line", colour=paint.quiet, dashed=True, label=UNVERIFIED, count=dashed))
    return found


def repainted(drawing: Drawing, theme: str) -> Drawing:
    """The same picture in the colours of another theme."""
    if drawing.theme == theme:
        return drawing
    new = repaint(drawing.theme, theme)
    return drawing.model_copy(
        update={
            "theme": theme,
            "nodes": tuple(node.model_copy(update={"colour": new(node.colour)}) for node in drawing.nodes),
            "lines": tuple(line.model_copy(update={"colour": new(line.colour)}) for line in drawing.lines),
            "legend": tuple(entry.model_copy(update={"colour": new(entry.colour)}) for entry in drawing.legend),
        }
    )


def repaint(before: str, after: str) -> Callable[[str], str]:
    """Colours of one theme -> those of another; a colour of neither is made to stand out from the paper."""
    one, other = CATEGORIES[before], CATEGORIES[after]
    known = dict(zip(astuple(THEMES[before]), astuple(THEMES[after]), strict=True))
    known |= dict(zip(one.colours, other.colours, strict=True)) | {one.other: other.other}
    return lambda colour: known.get(colour) or readable(colour, THEMES[after])
