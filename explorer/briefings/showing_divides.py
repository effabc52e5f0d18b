"""A divide as a scene shows it: actors from left to right by their positions, the camps as a table or as bars."""

from collections.abc import Sequence

from explorer import reads
from explorer.analysis.divides import Divides
from explorer.analysis.evidence import EVIDENCE
from explorer.briefings.briefing import Scene
from explorer.briefings.desk import Desk
from explorer.briefings.graphs import THEME, shown_entity
from explorer.briefings.reading import now, rests_on, stamp_of
from explorer.briefings.shown import Cell, Series, Shown, ShownChart, ShownTable
from explorer.briefings.wording import when
from explorer.findings.divides import DividesFound, find_divides
from explorer.findings.questions import DividesQuestion
from explorer.graph.colours import CATEGORIES
from explorer.graph.drawing import Drawing, DrawnNode, LegendEntry
from explorer.graph.dressing import Look, shape_of, sizing
from explorer.graph.elements import Node
from explorer.graph.filters import Filters
from explorer.graph.notes import counted

MOST_DRAWN = 30
MOST_NAMED = 8
LEAST_OF_CAMP = 3
"""Of each camp so many are drawn at least, where it has them."""
OUTSIDE = "in no camp"
UNIT = 300.0
"""Canvas units that a position of 1 takes."""
_ROWS = 11
_STEP = 7
"""Rows that actors are put into in turn, so that neighbours on the axis are not neighbours above each other."""


def divides_shown(scene: Scene, question: DividesQuestion, desk: Desk) -> Shown:
    """Where the divide runs."""
    found = find_divides(desk.database, desk.schema, question)
    divides = found.divides
    form = scene.show.form if scene.show else None
    items = {item.id.partition("#")[0] for item in divides.positions.items}
    relations = [name for kind in divides.positions.scope.evidence for name in EVIDENCE[kind]]
    told = f"{counted(len(divides.positions.actors), 'actor')}, {counted(len(items), 'item')}"
    shown = Shown(
        stamp=stamp_of(desk.database),
        read=now(),
        sources=rests_on(desk.database, desk.schema, relations, items) if items else (),
        notes=(f"Camps come out of who took which position on what: {told}.",) if items else divides.notes,
    )
    if not divides.camps.camps:
        return shown.model_copy(update={"notes": (*shown.notes, *divides.notes)})
    if form == "table":
        return shown.model_copy(update={"table": _table(divides)})
    if form == "chart":
        return shown.model_copy(update={"chart": _chart(divides)})
    return _line_up(scene, found, desk, shown)


def _line_up(scene: Scene, found: DividesFound, desk: Desk, shown: Shown) -> Shown:
    """The best known actors of each camp along the first axis."""
    divides, schema = found.divides, desk.schema
    place = {point.id: point.position for point in divides.ideal_points.points}
    everyone = {node["id"]: node for node in reads.nodes(desk.database, schema, list(place))}
    chosen = _chosen(divides, everyone, [each.id for each in found.chosen])
    nodes = sorted((everyone[each] for each in chosen), key=lambda node: (place[node["id"]], node["id"]))
    if not nodes:
        return shown.model_copy(update={"table": _table(divides)})
    size = sizing(nodes, Look(schema, scene.style, THEME))
    palette = CATEGORIES[THEME]
    camp_of = divides.camps.camp_of
    drawn = [
        DrawnNode(
            id=node["id"],
            x=scene.places.get(node["id"], (place[node["id"]] * UNIT, 0.0))[0],
            y=scene.places.get(node["id"], (0.0, float(at * _STEP % _ROWS) * 40))[1],
            size=size(node),
            shape=shape_of(node, schema),
            colour=_colour(camp_of.get(node["id"]), palette.colours, palette.other),
            label=node["label"],
        )
        for at, node in enumerate(nodes)
    ]
    axis = [(f"← votes like {nodes[0]['label']}"[:60], place[nodes[0]["id"]] * UNIT, 500.0)]
    if len(nodes) > 1:
        axis.append((f"votes like {nodes[-1]['label']} →"[:60], place[nodes[-1]["id"]] * UNIT, 500.0))
    left_out = len(place) - len(nodes)
    note = f"{counted(left_out, 'other')} {'is' if left_out == 1 else 'are'} not drawn." if left_out else ""
    scope = divides.positions.scope
    drawing = Drawing(
        title=scene.heading[:200],
        date=when(Filters.model_validate({"from": scope.begin, "to": scope.to})),
        nodes=tuple(drawn),
        axis=tuple(axis),
        legend=tuple(_legend(divides, chosen)),
    )
    return shown.model_copy(
        update={
            "drawing": drawing,
            "entities": tuple(map(shown_entity, nodes)),
            "notes": tuple(filter(None, (*shown.notes, note))),
        }
    )


def _chosen(divides: Divides, nodes: dict[str, Node], asked: Sequence[str]) -> list[str]:
    """Those asked for, then of each camp as many as its size gives it, those with the most ties first."""
    camps = [[each.id for each in camp.members] for camp in divides.camps.camps]
    camps.append([each.id for each in divides.camps.outside])
    whole = sum(map(len, camps)) or 1
    chosen, others = [each for each in asked if each in nodes][:MOST_DRAWN], list[str]()
    for members in camps:
        share = max(LEAST_OF_CAMP, round(MOST_DRAWN * len(members) / whole))
        ranked = sorted((each for each in members if each in nodes), key=lambda each: (-nodes[each]["ties"], each))
        chosen += ranked[:LEAST_OF_CAMP]
        others += ranked[LEAST_OF_CAMP:share]
    return list(dict.fromkeys([*chosen, *others]))[:MOST_DRAWN]


def _colour(camp: int | None, colours: Sequence[str], other: str) -> str:
    return other if camp is None or camp >= len(colours) else colours[camp]


def _legend(divides: Divides, chosen: Sequence[str]) -> list[LegendEntry]:
    palette = CATEGORIES[THEME]
    found = [
        LegendEntry(
            kind="node",
            shape="ellipse",
            colour=_colour(at, palette.colours, palette.other),
            label=f"Camp “{camp.name}”"[:200],
            count=len(camp.members),
        )
        for at, camp in enumerate(divides.camps.camps)
    ]
    if any(divides.camps.camp_of.get(each) is None for each in chosen):
        number = len(divides.camps.outside)
        found.append(LegendEntry(kind="node", shape="ellipse", colour=palette.other, label=OUTSIDE, count=number))
    return found


def _table(divides: Divides) -> ShownTable:
    """The camps with their firmest members."""
    rows: list[tuple[Cell, ...]] = []
    for camp in divides.camps.camps:
        named = ", ".join(each.name for each in camp.members[:MOST_NAMED])
        more = f" and {len(camp.members) - MOST_NAMED:,} more" if len(camp.members) > MOST_NAMED else ""
        rows.append((camp.name, len(camp.members), len(camp.core), named + more))
    if divides.camps.outside:
        outside = divides.camps.outside
        named = ", ".join(each.name for each in outside[:MOST_NAMED])
        more = f" and {len(outside) - MOST_NAMED:,} more" if len(outside) > MOST_NAMED else ""
        rows.append((OUTSIDE, len(outside), None, named + more))
    return ShownTable(columns=("Camp", "Members", "Firm ones", "Such as"), rows=tuple(rows), whole=len(rows))


def _chart(divides: Divides) -> ShownChart:
    """The camps by size: those who stay in it whatever items are left out, and the others."""
    camps, palette = divides.camps.camps, CATEGORIES[THEME].colours
    firm = tuple(float(len(camp.core)) for camp in camps)
    others = tuple(float(len(camp.members) - len(camp.core)) for camp in camps)
    return ShownChart(
        sort="stacked",
        categories=tuple(camp.name for camp in camps),
        series=(
            Series(name="firm members", values=firm, colour=palette[5]),
            Series(name="less firm ones", values=others, colour=palette[4]),
        ),
        y_title="Members",
    )
