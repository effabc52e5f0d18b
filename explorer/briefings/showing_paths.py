"""Paths of influence as a scene shows them: from left to right, or one row a path."""

from collections.abc import Mapping, Sequence

from explorer.analysis.path_records import Path
from explorer.analysis.sentences import told_miss, told_path
from explorer.briefings.briefing import Scene
from explorer.briefings.desk import Desk, frame_of
from explorer.briefings.graphs import THEME, pictured, shown_graph
from explorer.briefings.reading import dated, now, stamp_of, told_ties
from explorer.briefings.shown import Series, Shown, ShownChart, ShownTable
from explorer.briefings.wording import when
from explorer.findings.paths import PathsFound, find_paths
from explorer.findings.questions import PathsQuestion
from explorer.graph.colours import THEMES
from explorer.graph.elements import Tie
from explorer.graph.filters import Filters
from explorer.graph.notes import counted

ACROSS, DOWN = 220.0, 110.0
"""Canvas units between two steps and between two entities of one step."""


def paths_shown(scene: Scene, question: PathsQuestion, desk: Desk) -> Shown:
    """Through whom one reaches another; without a date, as of the day of the load."""
    stamp = stamp_of(desk.database)
    found = find_paths(desk.database, desk.schema, dated(question, stamp), desk.projections)
    form = scene.show.form if scene.show else None
    notes = _notes(found)
    if not found.found.paths:
        return Shown(stamp=stamp, read=now(), notes=tuple(notes))
    if form in (None, "graph"):
        return _graph(scene, found, desk, notes)
    ties, sources = told_ties(desk.database, desk.schema, found.ties)
    made = {"chart": _chart(found)} if form == "chart" else {"table": _table(found)}
    shown = Shown(stamp=stamp, read=now(), ties=ties, sources=sources, notes=tuple(notes))
    return shown.model_copy(update=made)


def _graph(scene: Scene, found: PathsFound, desk: Desk, notes: list[str]) -> Shown:
    """All that the paths pass, each as far to the right as it is steps away from the start."""
    paths = found.found.paths
    steps = {(step.start, step.end, step.relation) for path in paths for step in path.steps}

    def keep(tie: Tie, source: str, target: str) -> bool:
        return (source, target, tie[0]) in steps or (target, source, tie[0]) in steps

    ids = list(dict.fromkeys(identity for path in paths for identity in path.ids))
    filters = scene.filters.model_copy(update={"as_of": "", "begin": "", "to": ""})
    frame = frame_of(scene, places=_places(paths))
    bare = type(frame)(frame.title, "", filters, frame.style, frame.layout, frame.places)
    made = pictured(desk.database, desk.schema, ids, bare, keep)
    date = when(Filters(as_of=found.weights.as_of))
    drawing = made.drawing.model_copy(update={"date": date})
    return shown_graph(desk.database, desk.schema, type(made)(drawing, made.nodes, made.notes), notes)


def _places(paths: Sequence[Path]) -> dict[str, tuple[float, float]]:
    columns: dict[int, list[str]] = {}
    seen: set[str] = set()
    longest = max((len(path.ids) - 1 for path in paths), default=1)
    for path in paths:
        last = len(path.ids) - 1
        for at, identity in enumerate(path.ids):
            if identity not in seen:
                seen.add(identity)
                columns.setdefault(longest if at == last else at, []).append(identity)
    return {
        identity: (at * ACROSS, (row - (len(column) - 1) / 2) * DOWN)
        for at, column in columns.items()
        for row, identity in enumerate(column)
    }


def _table(found: PathsFound) -> ShownTable:
    rows = tuple(
        (number, told_path(path, found.ties, found.schema, found.names), f"{path.strength:.2g}", _share(path.stability))
        for number, path in enumerate(found.found.paths, 1)
    )
    return ShownTable(columns=("", "Path", "Strength", "Stability"), rows=rows, whole=len(rows))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _chart(found: PathsFound) -> ShownChart:
    names: Mapping[str, str] = found.names
    titles = [" → ".join(names.get(each, each) for each in path.ids) for path in found.found.paths]
    values = tuple(path.strength for path in found.found.paths)
    series = Series(name="Strength", values=values, colour=THEMES[THEME].accent)
    return ShownChart(sort="bar", categories=tuple(titles), series=(series,), y_title="Strength, 0 to 1")


def _notes(found: PathsFound) -> list[str]:
    start, goal = found.ends
    if found.found.miss:
        return told_miss(found.found.miss, start.id, goal.id, found.ties, found.schema, found.names)
    number = counted(len(found.found.paths), "path")
    return [
        f"The {number} of influence from {start.name} to {goal.name} that are strongest. The weights are judgements, "
        "declared with a reason each."
    ]
