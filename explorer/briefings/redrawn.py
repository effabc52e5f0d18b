"""What a scene showed before and shows now, in one picture: what is new and what is not there any more stand out."""

from explorer.briefings.differences import difference
from explorer.briefings.shown import Shown, ShownTie
from explorer.graph.colours import CATEGORIES
from explorer.graph.drawing import Drawing, DrawnLine, LegendEntry
from explorer.graph.notes import counted

NEW, OVER, TURNED = "new since the last time", "ended or not there any more", "says something else now"
_WIDE = 2.6
_PLACES = {NEW: 1, OVER: 4, TURNED: 6}
"""Which of the colours for things of equal rank each has."""


def redrawn(before: Shown, after: Shown) -> Shown:
    """The picture of now with lines that are new in one colour, those that ended in another, the rest faded.

    What is not a picture both times, and what did not change, is shown as it is now.
    """
    found = difference(before, after)
    if before.drawing is None or after.drawing is None:
        return after
    said: dict[frozenset[str], str] = {}
    for ties, what in ((found.added, NEW), ((*found.ended, *found.gone), OVER), (found.turned, TURNED)):
        said |= {_ends(tie): what for tie in ties}
    arrived = {entity.id for entity in (*found.arrived, *found.left)}
    if not said and not arrived:
        return after
    drawing = _together(before.drawing, after.drawing)
    palette = CATEGORIES[drawing.theme].colours
    lines = tuple(_told(line, said.get(frozenset((line.source, line.target)), ""), palette) for line in drawing.lines)
    touched = {end for pair in said for end in pair} | arrived
    nodes = tuple(node.model_copy(update={"faded": node.id not in touched}) for node in drawing.nodes)
    legend = [entry for entry in drawing.legend if entry.kind == "node"]
    for what, at in _PLACES.items():
        if number := sum(value == what for value in said.values()):
            legend.append(LegendEntry(kind="line", colour=palette[at], stance="neither", label=what, count=number))
    entities = {entity.id: entity for entity in (*before.entities, *after.entities)}
    left = [f"{entity.name} is not there any more." for entity in found.left]
    over = len(found.ended) + len(found.gone)
    told = f"Since the last time: {counted(len(found.added), 'tie')} new, {counted(over, 'tie')} ended."
    return after.model_copy(
        update={
            "drawing": drawing.model_copy(update={"nodes": nodes, "lines": lines, "legend": tuple(legend)}),
            "entities": tuple(entities.values()),
            "ties": (*after.ties, *found.gone),
            "notes": (told, *left, *after.notes),
        }
    )


def _ends(tie: ShownTie) -> frozenset[str]:
    return frozenset((tie.source, tie.target))


def _together(before: Drawing, after: Drawing) -> Drawing:
    """All that either has; what both have as it is now, at the place that it had."""
    places = {node.id: (node.x, node.y) for node in before.nodes}
    there = {node.id for node in after.nodes}
    nodes = [
        node.model_copy(update={"x": places[node.id][0], "y": places[node.id][1]}) if node.id in places else node
        for node in after.nodes
    ]
    nodes += [node for node in before.nodes if node.id not in there]
    joined = {(line.source, line.target) for line in after.lines}
    lines = [*after.lines, *(line for line in before.lines if (line.source, line.target) not in joined)]
    return after.model_copy(update={"nodes": tuple(nodes), "lines": tuple(lines)})


def _told(line: DrawnLine, what: str, palette: tuple[str, ...]) -> DrawnLine:
    if not what:
        return line.model_copy(update={"faded": True, "label": ""})
    look = {"colour": palette[_PLACES[what]], "width": _WIDE, "faded": False, "stance": "neither"}
    return line.model_copy(update=look | {"label": {NEW: "new", OVER: "ended", TURNED: "turned"}[what]})
