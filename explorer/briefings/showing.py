"""From a scene to what it shows: the graph is read, and what comes of it can be drawn without the database."""

from typing import Any

from explorer.briefings.briefing import Scene, Show
from explorer.briefings.desk import Desk, frame_of
from explorer.briefings.graphs import THEME, Frame, pictured, shown_graph, tie_chart, tie_table
from explorer.briefings.shown import Shown
from explorer.briefings.worded import worded
from explorer.graph.colours import THEMES
from graph_loader.schema import Schema


def show(scene: Scene, desk: Desk) -> Shown:
    """Read what a scene shows. A scene of text reads nothing.

    Raises:
        CyberatlasError: what it shows is not there (a query, a view, an actor), cannot be answered as it is asked, or
            the database does not answer; the message says what to do.
    """
    if scene.show is None:
        return Shown()
    asked = _asked(scene)
    found = worded(_of(scene, scene.show, desk), scene.show)
    return found.model_copy(update={"asked": asked})


def _of(scene: Scene, source: Show, desk: Desk) -> Shown:
    if source.source == "entities":
        return entities_shown(scene, source.entities or (), frame_of(scene), desk)
    if source.source == "view":
        return _view(scene, source.view or "", desk)
    if source.source == "query":
        from explorer.briefings.showing_queries import query_shown

        return query_shown(scene, source, desk)
    from explorer.briefings.showing_findings import finding_shown

    return finding_shown(scene, source, desk)


def entities_shown(scene: Scene, ids: tuple[str, ...], frame: Frame, desk: Desk) -> Shown:
    """Entities with the ties among them, as a picture, a table of the ties, or a chart of their types."""
    found = shown_graph(desk.database, desk.schema, pictured(desk.database, desk.schema, ids, frame))
    return in_form(found, scene, desk.schema)


def in_form(found: Shown, scene: Scene, schema: Schema) -> Shown:
    """A picture in the form that the scene asks for."""
    form = scene.show.form if scene.show else None
    if form == "table":
        names = {entity.id: entity.name for entity in found.entities}
        return found.model_copy(update={"drawing": None, "table": tie_table(schema, found.ties, names)})
    if form == "chart":
        chart = tie_chart(schema, found.ties, THEMES[THEME].accent)
        return found.model_copy(update={"drawing": None, "chart": chart})
    return found


def _view(scene: Scene, slug: str, desk: Desk) -> Shown:
    view = desk.views.open(slug)
    frame = frame_of(scene, filters=view.filters, style=view.style, layout=view.layout, places=view.places)
    return entities_shown(scene, view.nodes, frame, desk)


def _asked(scene: Scene) -> dict[str, Any]:
    """What decides on what a scene shows, as its file has it."""
    kept = {"show", "at", "begin", "to", "layout", "places", "filters", "style"}
    return scene.model_dump(mode="json", include=kept, exclude_defaults=True)
