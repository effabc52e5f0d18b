"""What the maker of briefings asks: the browser holds the briefing; the server draws, checks and keeps it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from explorer import reads
from explorer.asked import misasked, refused
from explorer.briefings.adding import scene_of_view, show_of, with_scene
from explorer.briefings.bodies import too_big
from explorer.briefings.briefing import LONGEST_LINE, Briefing, Scene
from explorer.briefings.checking import check
from explorer.briefings.kept import BriefingChangedError
from explorer.briefings.redrawn import redrawn
from explorer.briefings.refreshing import Refreshed, refresh
from explorer.briefings.shown import Shown
from explorer.briefings.slides import deck
from explorer.briefings.stage import Stage, reading
from explorer.export.deck_svg import svg_text
from explorer.graph.view_state import ViewState
from explorer.presenting import Name
from graph_loader.errors import CyberatlasError, DatabaseError, InputError

Words = Annotated[str, StringConstraints(max_length=LONGEST_LINE)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]*$", max_length=64)]


class _Ask(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    seq: Annotated[int, Field(ge=0, le=2**53)]


class Open(_Ask):
    """Begin to work on a briefing."""

    do: Literal["open"]
    name: Name

    def answer(self, stage: Stage) -> dict[str, Any]:
        """The briefing, the digest that a save asks for, and all its slides."""
        opened = stage.briefings.open(self.name)
        return {
            "briefing": plain(opened.briefing), "digest": opened.digest, "own": opened.own,
            **_pictures(opened.briefing, stage, keep=True),
        }  # fmt: skip


class Draw(_Ask):
    """Draw a briefing as it is in the browser; only the slides of one scene where `scene` is one, from 1."""

    do: Literal["draw"]
    briefing: Briefing
    scene: Annotated[int, Field(ge=0)] = 0

    def answer(self, stage: Stage) -> dict[str, Any]:
        """The slides, and what is wrong in which scene."""
        return _pictures(self.briefing, stage, self.scene)


class Save(_Ask):
    """Keep a briefing over the one that was opened."""

    do: Literal["save"]
    briefing: Briefing
    digest: Digest

    def answer(self, stage: Stage) -> dict[str, Any]:
        """Its new digest; `changed` where another one was kept meanwhile, and nothing is."""
        try:
            return {"digest": stage.briefings.save(self.briefing, self.digest).digest}
        except BriefingChangedError as error:
            return {"ok": False, "changed": True, "note": str(error)}


class SaveCopy(_Ask):
    """Keep it as another one, with all that was done here."""

    do: Literal["save-copy"]
    briefing: Briefing

    def answer(self, stage: Stage) -> dict[str, Any]:
        """The name of the copy."""
        store, title = stage.briefings, f"Copy of {self.briefing.title}"[:LONGEST_LINE]
        copy = self.briefing.model_copy(update={"name": store.free_name(title), "title": title})
        return {"name": store.create(copy).briefing.name}


class Add(_Ask):
    """Put a scene at the end of a briefing, or of a new one: what an address names, or a view of Explore."""

    do: Literal["add"]
    to: Name | Literal[""] = ""
    title: Words = ""
    heading: Words = ""
    address: Annotated[str, StringConstraints(max_length=20_000)] = ""
    view: ViewState | None = None

    def answer(self, stage: Stage) -> dict[str, Any]:
        """The name of the briefing and the number of the scene in it."""
        store = stage.briefings
        scene = self.scene()
        if not self.to:
            title = self.title.strip() or scene.heading or "New briefing"
            made = store.create(Briefing(name=store.free_name(title), title=title, scenes=(scene,)))
        else:
            held = store.open(self.to)
            made = store.save(with_scene(held.briefing, scene), held.digest)
        return {"name": made.briefing.name, "scene": len(made.briefing.scenes)}

    def scene(self) -> Scene:
        """The scene that is asked for."""
        if self.view is not None:
            return scene_of_view(self.view, self.heading or self.view.title)
        return Scene(heading=self.heading, show=show_of(self.address))


class Preview(Add):
    """Look at a scene before it is added."""

    do: Literal["preview"]  # type: ignore[assignment]

    def answer(self, stage: Stage) -> dict[str, Any]:
        """Its slide."""
        briefing = Briefing(name="preview", title="Preview", scenes=(self.scene(),))
        return _pictures(briefing, stage, 1)


class Refresh(_Ask):
    """Read all that is alive anew, and say what changed since it was read last."""

    do: Literal["refresh"]
    name: Name

    def answer(self, stage: Stage) -> dict[str, Any]:
        """What changed scene by scene, in words and drawn, and the slides as they are now."""
        store = stage.briefings
        briefing = store.get(self.name)
        before: Mapping[int, Shown] = {}
        with suppress(InputError):
            before = store.shown(briefing)
        told = refresh(store, briefing, stage.anew, lambda number, whole: stage.progress(reading(number, whole)))
        after = store.shown(briefing)
        return {"told": [_told(each, briefing, before, after) for each in told], **_pictures(briefing, stage)}


class Freeze(_Ask):
    """Keep a scene as it is shown, from now on; or let it live again."""

    do: Literal["freeze"]
    briefing: Briefing
    scene: Annotated[int, Field(ge=1)]
    frozen: bool

    def answer(self, stage: Stage) -> dict[str, Any]:
        """What the browser is to change in the scene; its state is kept beside the file."""
        found = stage.staged(self.briefing).shown.get(self.scene)
        if self.frozen and found is not None:
            stage.briefings.keep(self.briefing, {self.scene: found})
        return {"scene": self.scene, "frozen": self.frozen}


_Asked = Open | Draw | Save | SaveCopy | Add | Preview | Refresh | Freeze
_ASKS: TypeAdapter[_Asked] = TypeAdapter(Annotated[_Asked, Field(discriminator="do")])


def answer(ask: object, stage: Stage) -> Mapping[str, Any]:
    """The answer to whatever the page sent; what goes wrong is told in `note`. Nothing that is sent raises."""
    seq = ask.get("seq") if isinstance(ask, Mapping) else 0
    try:
        asked = _ASKS.validate_python(ask)
        return {"seq": asked.seq, "ok": True, "note": "", "do": asked.do, **asked.answer(stage)}
    except ValidationError as error:
        return refused(seq, misasked(error))
    except CyberatlasError as error:
        return refused(seq, str(error), away=reads.away(stage.desk.database, error))


def plain(briefing: Briefing) -> dict[str, Any]:
    """A briefing as the browser holds it."""
    return briefing.model_dump(mode="json", exclude={"scenes": {"__all__": {"line"}}})


def _pictures(briefing: Briefing, stage: Stage, scene: int = 0, *, keep: bool = False) -> dict[str, Any]:
    """Slides with their scene and step, what can be brought forward in each scene, and what is wrong."""
    found = stage.staged(briefing, keep=keep)
    made = deck(briefing, found.shown)
    slides = [
        {"scene": slide.scene, "step": slide.step, "svg": svg_text(slide, prefix=f"s{at}-")}
        for at, slide in enumerate(made.slides)
        if not scene or slide.scene == scene
    ]
    wrong = {} if found.away else _faults(briefing, stage, found.shown)
    for number, why in found.told.items():
        wrong.setdefault(number, []).append(why)
    for number, shown in found.shown.items():
        if sentences := too_big(shown):
            wrong.setdefault(number, []).extend(sentences)
    entities = {
        number: [[entity.id, entity.name] for entity in shown.entities]
        for number, shown in found.shown.items()
        if shown.drawing and (not scene or number == scene)
    }
    places = {
        number: {node.id: [node.x, node.y] for node in shown.drawing.nodes}
        for number, shown in found.shown.items()
        if shown.drawing and (not scene or number == scene)
    }
    return {"slides": slides, "wrong": wrong, "entities": entities, "places": places, "old": found.away}


def _faults(briefing: Briefing, stage: Stage, shown: Mapping[int, Shown]) -> dict[int, list[str]]:
    """What is wrong with what a briefing names, by the number of the scene; 0 is the briefing as a whole."""
    scenes = tuple(scene.model_copy(update={"line": at}) for at, scene in enumerate(briefing.scenes, 1))
    numbered = briefing.model_copy(update={"scenes": scenes})
    desk, own = stage.desk, stage.briefings.own
    try:
        faults = check(numbered, desk.database, desk.schema, desk.queries, desk.views, templates=own, shown=shown)
    except DatabaseError:
        return {}
    told: dict[int, list[str]] = {}
    for fault in faults:
        number = fault.place.rpartition(":")[2]
        told.setdefault(int(number) if number.isdigit() else 0, []).append(
            str(fault).removeprefix(f"{fault.place}: found ")
        )
    return told


def _told(
    each: Refreshed, briefing: Briefing, before: Mapping[int, Shown], after: Mapping[int, Shown]
) -> dict[str, Any]:
    """What a refresh found in a scene, in words and, where it is a picture, with what changed standing out in it."""
    told = {
        "scene": each.number, "heading": each.heading, "changes": list(each.changes), "first": each.first,
        "frozen": each.frozen, "error": each.error, "drawn": "",
    }  # fmt: skip
    number = each.number
    if each.changes and number in before and number in after and after[number].drawing is not None:
        told["drawn"] = _redrawn(briefing, number, redrawn(before[number], after[number]))
    return told


def _redrawn(briefing: Briefing, number: int, shown: Shown) -> str:
    """The slide of a scene before its steps, with this on it."""
    scene = briefing.scenes[number - 1].model_copy(update={"steps": (), "captions": ()})
    scenes = (*briefing.scenes[: number - 1], scene)
    slides = deck(briefing.model_copy(update={"scenes": scenes}), {number: shown}).slides
    return next((svg_text(slide, prefix=f"c{number}-") for slide in slides if slide.scene == number), "")
