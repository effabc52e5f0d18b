"""What changed between two dates as a scene shows it: the ties that are new, ended and turned, in one picture."""

from collections import Counter

from explorer.analysis.change_pairs import ChangedPair, Fate
from explorer.analysis.sentences import told_tie
from explorer.briefings.briefing import Scene
from explorer.briefings.desk import Desk, frame_of
from explorer.briefings.graphs import THEME, Pictured, pictured, shown_graph
from explorer.briefings.reading import now, stamp_of, told_ties
from explorer.briefings.shown import Cell, Series, Shown, ShownChart, ShownTable
from explorer.briefings.tables import MOST_ROWS
from explorer.briefings.wording import when
from explorer.findings.change import ChangeFound, find_change
from explorer.findings.questions import ChangeQuestion
from explorer.graph.colours import CATEGORIES, THEMES
from explorer.graph.drawing import DrawnLine, LegendEntry
from explorer.graph.elements import Tie
from explorer.graph.filters import Filters
from explorer.graph.notes import counted

FATES: dict[Fate, str] = {
    "added": "new",
    "ended": "ended",
    "turned": "came together or fell out",
    "replaced": "some new, some ended",
    "stayed": "as before",
}


def change_shown(scene: Scene, question: ChangeQuestion, desk: Desk) -> Shown:
    """What changed between two dates."""
    found = find_change(desk.database, desk.schema, question)
    form = scene.show.form if scene.show else None
    changes = found.changes
    numbers = [
        f"{counted(len(changes.added), 'tie')} new",
        f"{counted(len(changes.ended), 'tie')} ended",
        f"{counted(len(changes.turned), 'pair')} turned",
    ]
    notes = [f"In all: {', '.join(numbers)}."]
    if form in (None, "graph") and found.pairs:
        return _graph(scene, found, desk, notes)
    ties, sources = told_ties(desk.database, desk.schema, [*changes.added, *changes.ended])
    shown = Shown(stamp=stamp_of(desk.database), read=now(), ties=ties, sources=sources, notes=tuple(notes))
    if not changes.added and not changes.ended:
        return shown
    return shown.model_copy(update={"chart": _chart(found)} if form == "chart" else {"table": _table(found)})


def _graph(scene: Scene, found: ChangeFound, desk: Desk, notes: list[str]) -> Shown:
    """The entities whose ties changed most, each line told by what became of it."""
    fates = {(pair.first, pair.second): pair for pair in found.pairs}
    held = {str(tie.properties.get("id")) for pair in found.pairs for tie in (*pair.before, *pair.after)}

    def keep(tie: Tie, source: str, target: str) -> bool:
        return tie[-1] in held and (source, target) in fates

    ids = sorted({end for pair in fates for end in pair})
    undated = scene.filters.model_copy(update={"as_of": "", "begin": "", "to": ""})
    frame = frame_of(scene)
    bare = type(frame)(frame.title, "", undated, frame.style, frame.layout, frame.places)
    made = pictured(desk.database, desk.schema, ids, bare, keep)
    lines = tuple(_told(line, fates[line.source, line.target]) for line in made.drawing.lines)
    legend = [*(entry for entry in made.drawing.legend if entry.kind == "node"), *_legend(lines, fates)]
    period = Filters.model_validate({"from": found.question.begin, "to": found.question.to})
    drawing = made.drawing.model_copy(update={"lines": lines, "legend": tuple(legend), "date": when(period)})
    if found.left_out:
        notes.append(f"{counted(found.left_out, 'entity', 'entities')} with fewer changes are not drawn.")
    return shown_graph(desk.database, desk.schema, Pictured(drawing, made.nodes, made.notes), notes)


def colour_of(fate: Fate) -> str:
    """The colour of a line by what became of it."""
    paint, colours = THEMES[THEME], CATEGORIES[THEME].colours
    return {
        "added": colours[1],
        "ended": colours[4],
        "turned": paint.divides,
        "replaced": colours[0],
        "stayed": paint.neither,
    }[fate]


def _told(line: DrawnLine, pair: ChangedPair) -> DrawnLine:
    stayed = pair.fate == "stayed"
    look = {"colour": colour_of(pair.fate), "width": 1.0 if stayed else 1.8, "stance": "neither"}
    return line.model_copy(update=look | {"label": "" if stayed else FATES[pair.fate], "faded": stayed})


def _legend(lines: tuple[DrawnLine, ...], fates: dict[tuple[str, str], ChangedPair]) -> list[LegendEntry]:
    counts = Counter(fates[line.source, line.target].fate for line in lines)
    found = [
        LegendEntry(kind="line", colour=colour_of(fate), stance="neither", label=said, count=counts[fate])
        for fate, said in FATES.items()
        if counts[fate]
    ]
    if dashed := sum(line.dashed for line in lines):
        quiet = THEMES[THEME].quiet
        found.append(LegendEntry(kind="line", colour=quiet, dashed=True, label="not verified", count=dashed))
    return found


def _table(found: ChangeFound) -> ShownTable:
    """The changes one by one: what turned, what is new, what ended."""
    schema, names = found.schema, found.names
    rows: list[tuple[Cell, ...]] = [
        (
            "came together" if each.sign > 0 else "fell out",
            f"{told_tie(each.before, schema, names)}; then {told_tie(each.after, schema, names)}",
        )
        for each in found.changes.turned
    ]
    rows += [("new", told_tie(tie, schema, names)) for tie in found.changes.added]
    rows += [("ended", told_tie(tie, schema, names)) for tie in found.changes.ended]
    return ShownTable(columns=("Change", "Tie"), rows=tuple(rows[:MOST_ROWS]), whole=len(rows))


def _chart(found: ChangeFound) -> ShownChart:
    """How many ties of each type are new, and how many ended."""
    schema = found.schema
    added, ended = (Counter(tie.relation for tie in ties) for ties in (found.changes.added, found.changes.ended))
    ranked = sorted(added | ended, key=lambda name: (-(added[name] + ended[name]), name))[:15]
    titles = tuple(schema.relations[name].title if name in schema.relations else name for name in ranked)
    parts: list[tuple[Fate, Counter[str]]] = [("added", added), ("ended", ended)]
    series = tuple(
        Series(name=FATES[fate], values=tuple(float(counts[name]) for name in ranked), colour=colour_of(fate))
        for fate, counts in parts
    )
    return ShownChart(sort="bar", categories=titles, series=series, y_title="Ties")
