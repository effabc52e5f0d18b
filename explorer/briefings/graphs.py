"""Entities by id -> the picture of them: read, filtered, laid out and dressed, with all that its ties say."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer import reads
from explorer.briefings.reading import now, shown_ties, stamp_of
from explorer.briefings.shown import Series, Shown, ShownChart, ShownEntity, ShownTable, ShownTie
from explorer.briefings.tables import MOST_ROWS
from explorer.graph.colours import CATEGORIES
from explorer.graph.drawing import MOST_LINES, MOST_TIES, Drawing
from explorer.graph.dressing import Look, Passing, dressed, passing
from explorer.graph.elements import Line, Node, Tie, ends
from explorer.graph.filters import Filters
from explorer.graph.notes import counted, not_there
from explorer.graph.view_state import Style
from explorer.graph.words import date_in_words
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

Point = tuple[float, float]
THEME = "light"
"""In which scenes are read; slides of another theme are painted anew."""
USUAL_LAYOUT = "force"


@dataclass(frozen=True)
class Frame:
    """How a picture is to be made: what stands above it, what is left of it, and how it lies and looks."""

    title: str = ""
    date: str = ""
    filters: Filters = field(default_factory=Filters)
    style: Style = field(default_factory=Style)
    layout: str = USUAL_LAYOUT
    places: Mapping[str, Point] = field(default_factory=dict)


@dataclass(frozen=True)
class Pictured:
    """A picture with the entities in it and the ties behind its lines."""

    drawing: Drawing
    nodes: Sequence[Node]
    notes: tuple[str, ...]


def pictured(
    database: Database,
    schema: Schema,
    ids: Sequence[str],
    frame: Frame,
    keep: Callable[[Tie, str, str], bool] | None = None,
) -> Pictured:
    """The entities with these ids and the ties among them.

    `keep` chooses among the ties: it is given each with the ids of source and target of its line.
    """
    nodes, lines = reads.elements(database, schema, list(ids), [])
    if keep:
        lines = _kept(lines, keep)
    there = {node["id"] for node in nodes}
    missing = not_there([identity for identity in dict.fromkeys(ids) if identity not in there])
    left = _within_bounds(passing(nodes, lines, frame.filters, schema))
    tied = [ends_of(line) for line in left.lines]
    shown = [node for node in nodes if node["id"] in left.nodes]
    look = _look(database, schema, frame.style, shown, tied)
    places, axis, wrong = _places(shown, tied, frame)
    drawing = dressed(nodes, left, places, look, title=frame.title, date=frame.date, axis=axis)
    hidden = len(nodes) - len(shown)
    out = f"{counted(hidden, 'entity is', 'entities are')} left out by the filters." if hidden else ""
    cut = len(lines) > MOST_LINES or sum(len(ties) for ties, _ in left.lines.values()) >= MOST_TIES
    more = f"Only the first {MOST_LINES:,} lines are drawn." if cut else ""
    return Pictured(drawing, shown, tuple(filter(None, (missing, out, wrong, more))))


def ends_of(line: str) -> tuple[str, str]:
    """The two ends that the id of a line names."""
    source, target = line.split(" ")
    return source, target


def shown_graph(database: Database, schema: Schema, found: Pictured, notes: Sequence[str] = ()) -> Shown:
    """A picture with its entities, the sentences of its ties, and its sources."""
    ties, sources = shown_ties(database, schema, found.drawing.ties)
    return Shown(
        stamp=stamp_of(database),
        read=now(),
        drawing=found.drawing,
        entities=tuple(map(shown_entity, found.nodes)),
        ties=ties,
        sources=sources,
        notes=(*notes, *found.notes),
        asked={},
    )


def shown_entity(node: Node) -> ShownEntity:
    """An entity as a scene keeps it."""
    return ShownEntity(id=node["id"], kind=node["kind"], name=node["name"], flag=node["flag"])


def tie_table(schema: Schema, ties: Sequence[ShownTie], names: Mapping[str, str]) -> ShownTable:
    """Ties as a table: from whom, how, to whom, when, and whether verified."""
    rows = [
        (
            names.get(tie.source, tie.source),
            schema.relations[tie.relation].title if tie.relation in schema.relations else tie.relation,
            names.get(tie.target, tie.target) + (f": {tie.value}" if tie.value else ""),
            date_in_words(tie.start) if tie.start else "",
            "verified" if tie.verified else "not verified",
        )
        for tie in sorted(ties, key=lambda tie: (tie.start or "9999", tie.relation, tie.id))
    ]
    columns = ("From", "Tie", "To", "Since", "Source read")
    return ShownTable(columns=columns, rows=tuple(rows[:MOST_ROWS]), whole=len(rows))


def tie_chart(schema: Schema, ties: Sequence[ShownTie], colour: str) -> ShownChart:
    """How many ties there are of each type."""
    counts = Counter(tie.relation for tie in ties).most_common()
    titles = [schema.relations[name].title if name in schema.relations else name for name, _ in counts]
    series = Series(name="Ties", values=tuple(float(number) for _, number in counts), colour=colour)
    return ShownChart(sort="bar", categories=tuple(titles), series=(series,), y_title="Ties")


def vote_colour(vote: str) -> str:
    """The colour of a vote, the same in every chart; empty for what is no vote."""
    palette = CATEGORIES[THEME]
    colours = {"yes": 1, "abstain": 4, "abstained": 4, "no": 6}
    return palette.other if vote == "absent" else palette.colours[colours[vote]] if vote in colours else ""


def _kept(lines: Sequence[Line], keep: Callable[[Tie, str, str], bool]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        source, target = ends(line)
        if ties := [tie for tie in line["ties"] if keep(tie, source, target)]:
            found.append({"id": line["id"], "ties": ties})
    return found


def _within_bounds(left: Passing) -> Passing:
    """No more lines and ties than a drawing can hold."""
    lines: dict[str, Any] = {}
    ties = 0
    for identity, (of_line, faded) in left.lines.items():
        ties += len(of_line)
        if len(lines) >= MOST_LINES or ties > MOST_TIES:
            break
        lines[identity] = (of_line, faded)
    return Passing(left.nodes, lines)


def _look(
    database: Database, schema: Schema, style: Style, nodes: Sequence[Node], tied: Collection[tuple[str, str]]
) -> Look:
    """What the style asks to be measured: camps, memberships, betweenness."""
    ids = [node["id"] for node in nodes]
    traits: dict[str, str] | None = None
    scores: dict[str, float] | None = None
    if style.colour == "camp":
        from explorer.graph.measures import camps

        found = camps(ids, tied)
        numbers = list(found.values())
        traits = {each: f"Group {camp + 1}" for each, camp in found.items() if numbers.count(camp) > 1}
    elif style.colour.startswith("member:"):
        of = style.colour.partition(":")[2]
        roles = reads.roles(database, schema, of, ids)
        traits = {each: roles.get(each, "not a member") for each in ids if each != of}
    if style.size == "betweenness":
        from explorer.graph.measures import betweenness

        scores = betweenness(ids, tied)
    return Look(schema, style, THEME, traits, scores)


def _places(
    nodes: Sequence[Node], tied: Sequence[tuple[str, str]], frame: Frame
) -> tuple[dict[str, Point], tuple[tuple[str, float, float], ...], str]:
    """Where all lie, the words of an axis, and what is wrong with the layout; given places come first."""
    from explorer.graph.layered import axis
    from explorer.graph.layouts import LAYOUTS, NodeInfo, layout

    given = {node["id"]: frame.places[node["id"]] for node in nodes if node["id"] in frame.places}
    if len(given) == len(nodes):
        return dict(given), (), ""
    known = frame.layout in LAYOUTS
    name = frame.layout if known else USUAL_LAYOUT
    infos = [
        NodeInfo(node["id"], node["kind"], node["label"], node["date"], node["lat"], node["lon"], node["ties"], None)
        for node in nodes
    ]
    laid = layout(name, infos, tied, given, list(given))
    ticks = tuple((tick.text[:60], tick.x, tick.y) for tick in axis(name, infos, tied, laid))
    wrong = "" if known else f"There is no layout {frame.layout!r}, so this one is by ties."
    return laid, ticks, wrong
