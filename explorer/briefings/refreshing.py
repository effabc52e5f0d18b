"""Scenes read anew: what changed since they were read last is told, what they show is kept; frozen ones stay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from explorer.briefings.briefing import Briefing, Scene
from explorer.briefings.differences import Difference, changes, difference
from explorer.briefings.kept import OpenBriefing
from explorer.briefings.shown import Shown
from explorer.briefings.store import BriefingStore
from graph_loader.errors import CyberatlasError, Fault, InputError, excerpt

__all__ = ["Difference", "Refreshed", "Show", "changes", "difference", "freeze", "refresh", "shown_now", "thaw"]

_SAME = Difference()

Show = Callable[[Scene], Shown]
"""Reads what a scene shows; raises `CyberatlasError` where that cannot be."""
Telling = Callable[[int, int], object]
"""Hears which scene is read next, from 1, of how many; what it raises ends the reading, and nothing is kept."""


def _unheard(_number: int, _whole: int) -> None:
    """Nobody waits to hear how far the reading is."""


@dataclass(frozen=True)
class Refreshed:
    """A scene that was read anew. `first` where it was never kept before, `error` where it could not be read."""

    number: int
    heading: str
    changes: Sequence[str] = ()
    difference: Difference = _SAME
    frozen: bool = False
    first: bool = False
    error: str = ""


def refresh(store: BriefingStore, briefing: Briefing, show: Show, telling: Telling = _unheard) -> list[Refreshed]:
    """Read each scene that is alive anew, say what changed since it was read last, and keep what it shows now.

    Raises:
        CyberatlasError: what was read cannot be kept.
    """
    try:
        kept = store.shown(briefing)
    except InputError:
        kept = {}
    alive = sum(scene.show is not None and not scene.frozen for scene in briefing.scenes)
    told: list[Refreshed] = []
    new: dict[int, Shown] = {}
    for number, scene in enumerate(briefing.scenes, 1):
        if scene.show is None or scene.frozen:
            told.append(Refreshed(number, scene.heading, frozen=scene.frozen))
            continue
        telling(len(new) + sum(bool(each.error) for each in told) + 1, alive)
        try:
            new[number] = show(scene)
        except CyberatlasError as error:
            told.append(Refreshed(number, scene.heading, error=str(error)))
            continue
        before = kept.get(number)
        if before is None:
            told.append(Refreshed(number, scene.heading, first=True))
        else:
            found = changes(before, new[number], scene)
            told.append(Refreshed(number, scene.heading, found, difference(before, new[number])))
    store.keep(briefing, new)
    return told


def shown_now(store: BriefingStore, briefing: Briefing, show: Show, telling: Telling = _unheard) -> dict[int, Shown]:
    """What each scene shows, by its number from 1: frozen ones from what was kept, the others read now.

    `telling` hears before each that is read.

    Raises:
        InputError: a frozen scene was never kept; all of them at once.
        CyberatlasError: a scene cannot be read.
    """
    frozen = any(scene.frozen for scene in briefing.scenes)
    kept: Mapping[int, Shown] = store.shown(briefing) if frozen else {}
    missing = [
        _never_kept(store, briefing, number, scene)
        for number, scene in enumerate(briefing.scenes, 1)
        if scene.frozen and scene.show and number not in kept
    ]
    if missing:
        raise InputError(missing)
    alive = [number for number, scene in enumerate(briefing.scenes, 1) if scene.show and not scene.frozen]
    shown: dict[int, Shown] = {}
    for number, scene in enumerate(briefing.scenes, 1):
        if number in alive:
            telling(alive.index(number) + 1, len(alive))
            shown[number] = show(scene)
        elif scene.show:
            shown[number] = kept[number]
    return shown


def _never_kept(store: BriefingStore, briefing: Briefing, number: int, scene: Scene) -> Fault:
    found = f"scene {number} ({excerpt(scene.heading, 60)}), which is frozen"
    expected = f"what it showed in {briefing.name}.snapshot.json"
    step = "Put that file beside the briefing, or take the line frozen: true out and freeze it again."
    return Fault(f"{store.place(briefing.name)}:{scene.line or 1}", found, expected, step)


def freeze(store: BriefingStore, held: OpenBriefing, number: int, shown: Shown) -> OpenBriefing:
    """Keep what a scene shows, by its number from 1, and draw it from that until it is thawed.

    Raises:
        BriefingChangedError: the briefing was changed elsewhere meanwhile.
    """
    store.keep(held.briefing, {number: shown})
    return store.save(_with_frozen(held.briefing, number, True), held.digest)


def thaw(store: BriefingStore, held: OpenBriefing, number: int) -> OpenBriefing:
    """Draw a scene from the graph again. Raises what `freeze` raises."""
    return store.save(_with_frozen(held.briefing, number, False), held.digest)


def _with_frozen(briefing: Briefing, number: int, frozen: bool) -> Briefing:
    scenes = list(briefing.scenes)
    scenes[number - 1] = scenes[number - 1].model_copy(update={"frozen": frozen})
    return briefing.model_copy(update={"scenes": tuple(scenes)})
