"""Actors side by side as a scene shows them: what they share between them, what each has alone at its side."""

from collections.abc import Mapping, Sequence

from explorer import reads
from explorer.analysis.compare import AREAS, Held
from explorer.briefings.briefing import Scene
from explorer.briefings.desk import Desk, frame_of
from explorer.briefings.graphs import THEME, pictured, shown_graph
from explorer.briefings.reading import datasets_of, now, rests_on, stamp_of, told_ties
from explorer.briefings.shown import Cell, Series, Shown, ShownChart, ShownTable
from explorer.findings.compare import ComparisonFound, find_comparison
from explorer.findings.questions import CompareQuestion
from explorer.graph.colours import CATEGORIES
from explorer.graph.elements import Node, Tie
from explorer.graph.filters import Filters
from explorer.graph.notes import counted

MOST_SHARED, MOST_ALONE = 20, 7
"""So many of what is shared, and of what one actor alone has, are drawn; those with the most ties."""
ACROSS, DOWN = 260.0, 90.0


def comparison_shown(scene: Scene, question: CompareQuestion, desk: Desk) -> Shown:
    """What two to six actors share, and what has only one of them."""
    found = find_comparison(desk.database, desk.schema, question)
    form = scene.show.form if scene.show else None
    if form in (None, "graph"):
        return _graph(scene, found, desk)
    shown = Shown(stamp=stamp_of(desk.database), read=now())
    if form == "chart":
        sources = rests_on(desk.database, desk.schema, ["VOTED"])
        note = "How often two voted alike in a year; an abstention beside yes or no counts as half."
        return shown.model_copy(update={"chart": _chart(found), "sources": sources, "notes": (note,)})
    held = [tie for item in found.comparison.items for each in item.held.values() for tie in each]
    whole = [*found.comparison.between, *held]
    (ties, _), sources = told_ties(desk.database, desk.schema, whole), datasets_of(whole)
    return shown.model_copy(update={"table": _table(found), "ties": ties, "sources": sources})


def _graph(scene: Scene, found: ComparisonFound, desk: Desk) -> Shown:
    comparison = found.comparison
    actors = list(comparison.actors)
    nodes = {
        node["id"]: node for node in reads.nodes(desk.database, desk.schema, [item.id for item in comparison.items])
    }
    shared = _first([item for item in comparison.items if len(item.held) > 1], nodes, MOST_SHARED)
    alone = {
        actor: _first([item for item in comparison.items if list(item.held) == [actor]], nodes, MOST_ALONE)
        for actor in actors
    }
    drawn = [*shared, *(item for items in alone.values() for item in items)]
    wanted = {str(tie.properties.get("id")) for item in drawn for ties in item.held.values() for tie in ties} | {
        str(tie.properties.get("id")) for tie in comparison.between
    }

    def keep(tie: Tie, _source: str, _target: str) -> bool:
        return tie[-1] in wanted

    places = _places(actors, shared, alone)
    date = Filters(as_of=found.question.as_of) if found.question.as_of else None
    made = pictured(desk.database, desk.schema, list(places), frame_of(scene, filters=date, places=places), keep)
    whole = len({item.id for item in comparison.items})
    left_out = whole - len({item.id for item in drawn})
    note = f"{counted(left_out, 'more thing')} they are tied to are not drawn." if left_out else ""
    return shown_graph(desk.database, desk.schema, made, list(filter(None, [note])))


def _first(items: Sequence[Held], nodes: Mapping[str, Node], most: int) -> list[Held]:
    """Those held by most actors, then those with the most ties."""
    once = {item.id: item for item in items if item.id in nodes}
    return sorted(once.values(), key=lambda item: (-len(item.held), -nodes[item.id]["ties"], item.id))[:most]


def _places(
    actors: Sequence[str], shared: Sequence[Held], alone: Mapping[str, Sequence[Held]]
) -> dict[str, tuple[float, float]]:
    """Two actors stand left and right of what they share, more of them above and below; their own on the far side."""
    sides: dict[str, tuple[float, float]] = {}
    for at, actor in enumerate(actors):
        row, rows = at // 2, (len(actors) + 1) // 2
        sides[actor] = (-1.0 if at % 2 == 0 else 1.0, (row - (rows - 1) / 2) * DOWN * MOST_ALONE * 1.2)
    found: dict[str, tuple[float, float]] = {}
    columns = 1 if len(shared) <= MOST_SHARED // 2 else 2
    for at, item in enumerate(shared):
        x = (at % columns - (columns - 1) / 2) * ACROSS * 0.8
        found[item.id] = (x, (at // columns - (len(shared) / columns - 1) / 2) * DOWN)
    for actor, (side, y) in sides.items():
        found[actor] = (side * ACROSS * 1.4, y)
        for at, item in enumerate(alone[actor]):
            found[item.id] = (side * ACROSS * 2.4, y + (at - (len(alone[actor]) - 1) / 2) * DOWN)
    return found


def _table(found: ComparisonFound) -> ShownTable:
    """How much all share and each has alone, by area."""
    comparison, names = found.comparison, found.names
    several = len(comparison.actors) > 2
    rows: list[tuple[Cell, ...]] = []
    for area, (_, many) in AREAS.items():
        some = (len(comparison.some(area)),) if several else ()
        only = tuple(len(comparison.only(area, actor)) for actor in comparison.actors)
        numbers = (len(comparison.shared(area)), *some, *only)
        if any(numbers):
            rows.append((many[:1].upper() + many[1:], *numbers))
    columns = ("", "Shared by all", *(("By some",) if several else ()))
    columns += tuple(f"Only {names.get(actor, actor)}" for actor in comparison.actors)
    return ShownTable(columns=columns, rows=tuple(rows), whole=len(rows))


def _chart(found: ComparisonFound) -> ShownChart:
    """How votes agreed over the years, a line for each two actors."""
    votes, names = found.comparison.votes, found.names
    years = sorted({each.year for each in votes})
    pairs = list(dict.fromkeys((each.first, each.second) for each in votes))
    share = {(each.first, each.second, each.year): each.agreement for each in votes}
    colours = CATEGORIES[THEME].colours
    series = tuple(
        Series(
            name=f"{names.get(one, one)} and {names.get(other, other)}",
            values=tuple(share.get((one, other, year)) for year in years),
            colour=colours[at % len(colours)],
        )
        for at, (one, other) in enumerate(pairs[: len(colours)])
    )
    return ShownChart(sort="line", categories=tuple(years), series=series, y_title="Agreement, 0 to 1")
