"""What scenes are read with, and how a scene wants its picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.briefings.briefing import Scene
from explorer.briefings.graphs import USUAL_LAYOUT, Frame
from explorer.briefings.wording import effective, when
from explorer.graph.filters import Filters
from explorer.graph.view_state import Style
from explorer.queries.library import Library
from explorer.reads.influence import Projections
from explorer.views import ViewStore
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.schema import Schema


@dataclass(frozen=True)
class Desk:
    """What scenes are read with: the open database, its declaration, saved queries and views, the kept projection."""

    database: Database
    schema: Schema
    guard: Guard
    queries: Library
    views: ViewStore
    projections: Projections = field(default_factory=Projections)


def frame_of(
    scene: Scene,
    *,
    filters: Filters | None = None,
    style: Style | None = None,
    layout: str = "",
    places: Mapping[str, tuple[float, float]] | None = None,
) -> Frame:
    """How a scene wants its picture; what the scene itself says goes before what is given here."""
    own_filters = None if scene.filters != Filters() else filters
    used = effective(scene, own_filters)
    own_style = scene.style if scene.style != Style() or style is None else style
    together = {**(places or {}), **scene.places}
    return Frame(scene.heading[:200], when(used), used, own_style, scene.layout or layout or USUAL_LAYOUT, together)
