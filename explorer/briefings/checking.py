"""What is wrong with a briefing that its form does not tell: names that nothing has, empty scenes, no template."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.briefings.briefing import ANALYSES, Briefing, Scene
from explorer.briefings.marking import marking_fault
from explorer.briefings.shown import Shown
from explorer.graph.filters import first_day, last_day
from explorer.graph.layouts import LAYOUTS
from explorer.reads.rows import read
from graph_loader.errors import Fault, InputError, UsageError, excerpt
from graph_loader.schema import Schema

if TYPE_CHECKING:
    from explorer.queries.library import Library
    from explorer.views import ViewStore
    from graph_loader.database.connection import Database

_IDS = "MATCH (n:Entity) WHERE n.id STARTS WITH $prefix RETURN n.id AS id ORDER BY id"
_KNOWN = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id"
_ACTORS = ("actor", "actors", "from", "to", "via", "avoid", "body")
"""What names entities in the questions of the analyses; `from` and `to` do in that for paths alone."""
_OF_PATHS = frozenset({"from", "to"})

Complaint = tuple[str, str, str]
"""What was found, what was expected, what to do."""


def check(
    briefing: Briefing,
    database: "Database",
    schema: Schema,
    queries: "Library",
    views: "ViewStore",
    *,
    place: str = "",
    templates: Path | None = None,
    shown: Mapping[int, Shown] | None = None,
) -> list[Fault]:
    """All that is wrong, scene by scene; each fault names the file, the line, the scene and the mend.

    Args:
        briefing: as it was read.
        database: where its entities are looked up.
        schema: the declaration.
        queries: the saved queries.
        views: the saved views.
        place: what faults call the file; else its name.
        templates: the folder in which its template is looked for.
        shown: what its scenes show, by their numbers from 1, where that was read: steps and captions that name
            entities which their scene does not show are found then, whatever it shows.
    """
    place = place or f"{briefing.name}.md"
    faults = list(_front(briefing, f"{place}:1", templates))
    unknown = _unknown(database, {each for scene in briefing.scenes for _, each in named(scene)})
    for number, scene in enumerate(briefing.scenes, 1):
        for found, expected, mend in _scene(scene, unknown, schema, queries, views, (shown or {}).get(number)):
            told = f"scene {number} ({excerpt(scene.heading, 60)}): {found}"
            faults.append(Fault(f"{place}:{scene.line or 1}", told, expected, mend))
    return faults


def named(scene: Scene) -> Iterator[tuple[str, str]]:
    """Where in the scene, and the id, of each entity that it names, those of the question it asks among them."""
    yield from scene.named()
    given = _asked(scene)
    source = scene.show.source if scene.show else ""
    for key in _ACTORS:
        if source in ANALYSES and (source == "paths" or key not in _OF_PATHS):
            values = given.get(key, [])
            ids = values if isinstance(values, list) else [values]
            yield from ((f"{source} {key}", each) for each in ids if isinstance(each, str) and each)


def _asked(scene: Scene) -> dict[str, Any]:
    if scene.show is None or scene.show.source not in ANALYSES:
        return {}
    given: dict[str, Any] = getattr(scene.show, scene.show.source)
    return given


def _front(briefing: Briefing, place: str, templates: Path | None) -> Iterator[Fault]:
    if not briefing.title:
        yield Fault(place, "no title", "a line title: ... in the front matter", "Give the briefing a title.")
    if fault := marking_fault(briefing, place):
        yield fault
    if not briefing.scenes:
        yield Fault(place, "no scene", "at least one", "Add a heading and what the scene shows.")
    if briefing.template and template_path(briefing, templates) is None:
        where = f"a .pptx file in {templates}" if templates else "a .pptx file beside the briefing"
        step = "Put the file there, or take the line template: ... out."
        yield Fault(place, f"the template {excerpt(briefing.template)}, which is not there", where, step)


def template_path(briefing: Briefing, templates: Path | None) -> Path | None:
    """The file of the template, by its bare name in the folder; None where there is none."""
    name = briefing.template
    if not name or templates is None or Path(name).name != name or "\\" in name or not name.lower().endswith(".pptx"):
        return None
    path = templates / name
    return path if path.is_file() else None


def _unknown(database: "Database", ids: Iterable[str]) -> dict[str, str]:
    """Those of the ids that no entity has, each with the nearest that one has."""
    wanted = sorted(set(ids))
    known = {row["id"] for row in read(database, _KNOWN, {"ids": wanted})} if wanted else set()
    return {each: _nearest(database, each) for each in wanted if each not in known}


def _nearest(database: "Database", identity: str) -> str:
    prefix = identity.partition(":")[0] + ":"
    of_kind = [row["id"] for row in read(database, _IDS, {"prefix": prefix})]
    return next(iter(get_close_matches(identity, of_kind, n=1)), "")


def _scene(
    scene: Scene,
    unknown: Mapping[str, str],
    schema: Schema,
    queries: "Library",
    views: "ViewStore",
    shown: Shown | None,
) -> Iterator[Complaint]:
    if not scene.heading:
        yield "no heading", "# and words", "Give the scene a heading."
    if scene.show is None and not scene.prose:
        yield "an empty scene", "prose or something to show", "Write what it says, or take it out."
    elif scene.show and scene.show.entities == ():
        yield "no entities to show", "at least one id", "Name entities, or take the scene out."
    for where, each in dict.fromkeys(named(scene)):
        if each in unknown:
            near = f"Did you mean {unknown[each]}?" if unknown[each] else "Correct the id, or take it out."
            yield f"{where} names {each}", "an entity that the graph holds", near
    yield from _dates(scene)
    yield from _drawn(scene, schema)
    if scene.show and scene.show.source in _SHOWS:
        yield from _SHOWS[scene.show.source](scene, queries, views)
    yield from _forward(scene, unknown, _entities(scene, views, shown))


def _dates(scene: Scene) -> Iterator[Complaint]:
    if scene.at and (scene.begin or scene.to):
        yield "a date and a period", "at, or from and to", "Take one of them out."
    if scene.begin and scene.to and first_day(scene.begin) > last_day(scene.to):
        yield f"a period from {scene.begin} to {scene.to}", "one that begins before it ends", "Turn the dates round."


def _drawn(scene: Scene, schema: Schema) -> Iterator[Complaint]:
    if scene.layout and scene.layout not in LAYOUTS:
        yield f"the layout {excerpt(scene.layout)}", f"one of {', '.join(LAYOUTS)}", "Choose one of these."
    unknown = [name for name in scene.filters.kinds_off if name not in schema.kinds]
    unknown += [name for name in scene.filters.relations_off if name not in schema.relations]
    for name in unknown:
        yield f"a filter for {excerpt(name)}", "a kind or a type of tie of the declaration", "Take it out."
    for number, caption in enumerate(scene.captions, 1):
        if not caption.text:
            yield f"caption {number} without words", "text", "Write it, or take it out."


def _query(scene: Scene, queries: "Library", _views: "ViewStore") -> Iterator[Complaint]:
    from explorer.queries.library import QueryUnknownError
    from explorer.queries.values import ParametersError, parameter_values

    if scene.show is None or scene.show.query is None:
        return
    try:
        parameter_values(queries.get(scene.show.query), scene.show.values)
    except QueryUnknownError as error:
        yield f"the query {excerpt(scene.show.query)}, which is not there", "a saved query", str(error)
    except ParametersError as error:
        for name, message in error.messages.items():
            yield f"values.{name}: {excerpt(scene.show.values.get(name))}", "what the query takes", message
    except InputError as error:
        yield f"the query {scene.show.query}, which cannot be run", "one that can", str(error.faults[0])


def _view(scene: Scene, _queries: "Library", views: "ViewStore") -> Iterator[Complaint]:
    if scene.show is None or scene.show.view is None:
        return
    try:
        views.open(scene.show.view)
    except (UsageError, InputError) as error:
        yield f"the view {excerpt(scene.show.view)}", "a saved view", str(error)


def _analysis(scene: Scene, _queries: "Library", _views: "ViewStore") -> Iterator[Complaint]:
    from explorer.briefings.showing_findings import question_of

    if scene.show is None:
        return
    try:
        question_of(scene, scene.show.source, _asked(scene))
    except InputError as error:
        for fault in error.faults:
            key = fault.place.rpartition(": ")[2]
            yield f"{key}: {fault.found}", fault.expected, fault.next_step or "Correct it."


_SHOWS: dict[str, Callable[[Scene, "Library", "ViewStore"], Iterator[Complaint]]] = {
    "query": _query,
    "view": _view,
    **dict.fromkeys(ANALYSES, _analysis),
}


def _entities(scene: Scene, views: "ViewStore", shown: Shown | None) -> set[str] | None:
    """The ids that a scene shows; None where that takes reading it."""
    if shown is not None:
        return {each.id for each in shown.entities}
    if scene.show and scene.show.entities is not None:
        return set(scene.show.entities)
    if scene.show and scene.show.view:
        try:
            return set(views.open(scene.show.view).nodes)
        except (UsageError, InputError):
            return None
    return None if scene.show else set()


def _forward(scene: Scene, unknown: Mapping[str, str], entities: set[str] | None) -> Iterator[Complaint]:
    """Steps and captions for what the scene does not show, or shows no more."""
    if entities is None:
        return
    for number, step in enumerate(scene.steps, 1):
        for each in step.bring:
            if each not in entities and each not in unknown:
                yield f"step {number} brings {each} forward", "what the scene shows", "Show it, or take it out."
    for number, caption in enumerate(scene.captions, 1):
        if caption.entity and caption.entity not in entities and caption.entity not in unknown:
            yield f"caption {number} stands at {caption.entity}", "what the scene shows", "Show it, or take it out."
