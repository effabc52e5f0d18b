"""From the address of a page to a scene: what stands there is shown on a slide as it stands there."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from pydantic import ValidationError

from explorer.briefings.briefing import ANALYSES, SOURCES, Briefing, Scene, Show
from explorer.findings.addresses import given_of
from explorer.findings.questions import QUESTIONS
from explorer.graph.view_state import ViewState
from graph_loader.errors import UsageError, excerpt

PARAMETER = "p."
"""What the names of a query's parameters begin with in an address."""
HEADING = "heading"
"""What an address calls the heading of the scene."""


def show_of(query: str) -> Show:
    """What an address `?show=<one of SOURCES>&...` names.

    An analysis takes what its page takes; `query` the name of a saved query in `query` and its values as `p.NAME`;
    `view` the slug of a saved view in `view`; `entities` ids in `ids`, with commas between them.

    Raises:
        UsageError: it names nothing that a scene can show.
    """
    parts = parse_qs(query.removeprefix("?"), keep_blank_values=True)
    source = (parts.pop("show", [""]))[-1]
    parts.pop(HEADING, None)
    if source not in SOURCES:
        raise UsageError(f"{excerpt(source)} cannot be shown on a slide. Expected one of {', '.join(SOURCES)}.")
    try:
        return Show.model_validate(_given(source, parts, query))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UsageError(f"This cannot be shown on a slide: {first['msg']}.") from error


def _given(source: str, parts: Mapping[str, list[str]], query: str) -> dict[str, Any]:
    if source in ANALYSES:
        given = given_of(QUESTIONS[source], query)
        given = {name: each for name, each in given.items() if name not in ("show", HEADING)}
        return {source: given}
    if source == "query":
        held = {name.removeprefix(PARAMETER): each for name, each in parts.items() if name.startswith(PARAMETER)}
        values = {name: each if len(each) > 1 else each[0] for name, each in held.items()}
        return {"query": parts.get("query", [""])[-1], "values": values}
    if source == "view":
        return {"view": parts.get("view", [""])[-1]}
    return {"entities": [each for text in parts.get("ids", []) for each in text.split(",") if each]}


def scene_of_view(view: ViewState, heading: str) -> Scene:
    """A picture of Explore as a scene: its entities, where they lie, its filters, its looks."""
    return Scene(
        heading=heading,
        show=Show(entities=view.nodes),
        layout=view.layout,
        places=dict(view.places),
        filters=view.filters,
        style=view.style,
    )


def with_scene(briefing: Briefing, scene: Scene) -> Briefing:
    """The briefing with one more scene at its end."""
    return briefing.model_copy(update={"scenes": (*briefing.scenes, scene)})
