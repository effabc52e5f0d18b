"""What the scenes of a briefing show now, or showed when they were read last; each is read once for each load."""

import copy
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from explorer.briefings.briefing import Briefing, Scene
from explorer.briefings.desk import Desk
from explorer.briefings.showing import show
from explorer.briefings.shown import Shown
from explorer.briefings.store import BriefingStore
from explorer.reads.influence import load_stamp
from graph_loader.errors import CyberatlasError, DatabaseError, InputError

MOST_KEPT = 300
"""Scenes of which what they show is kept in memory, so that the way from the maker to the room reads nothing."""

Progress = Callable[[str], object]
"""Told, in words, what is done now."""


@dataclass(frozen=True)
class Staged:
    """A briefing with what its scenes show, by their numbers from 1.

    `told` says of a scene why it is not as the graph has it now; `away` is true where the database does not answer.
    """

    briefing: Briefing
    shown: Mapping[int, Shown]
    told: Mapping[int, str]
    away: bool = False


class Stage:
    """What scenes show, each read once for each load of the graph. May be used from several threads."""

    def __init__(self, briefings: BriefingStore, desk: Desk) -> None:
        self.briefings = briefings
        self.desk = desk
        self.progress: Progress = _unheard
        self._read: OrderedDict[tuple[str, str], Shown] = OrderedDict()
        self._lock = threading.Lock()
        self._busy: dict[tuple[str, str], threading.Lock] = {}

    def telling(self, progress: Progress) -> "Stage":
        """The same stage; whoever reads scenes through it tells how far that is."""
        twin = copy.copy(self)
        twin.progress = progress
        return twin

    def staged(self, briefing: Briefing, *, keep: bool = False) -> Staged:
        """What the scenes show: live ones as the graph is now, frozen ones and those that cannot be read as kept.

        With `keep`, for a briefing as its file has it, what a scene shows is kept where it never was; what was is
        kept anew by a refresh alone, which says what has changed.
        """
        kept = self._snapshot(briefing)
        shown, told = {}, {}
        stamp, why = self._stamp()
        for number, scene in enumerate(briefing.scenes, 1):
            self.progress(reading(number, len(briefing.scenes)))
            if scene.show is None:
                continue
            last = kept.get(number)
            if scene.frozen and last is not None:
                shown[number] = last
                continue
            try:
                if why:
                    raise DatabaseError(why)
                shown[number] = self._of(scene, stamp)
            except CyberatlasError as error:
                told[number] = str(error)
                if (old := self._newest(scene) or last) is not None:
                    shown[number] = old
        if keep and (first := {number: each for number, each in shown.items() if number not in kept}):
            self.briefings.keep(briefing, first)
        return Staged(briefing, shown, told, away=bool(why))

    def _stamp(self) -> tuple[str, str]:
        """The stamp of the load; or why it cannot be told."""
        try:
            return load_stamp(self.desk.database), ""
        except DatabaseError as error:
            return "", str(error)

    def anew(self, scene: Scene) -> Shown:
        """What a scene shows now, read in any case; raises what `explorer.briefings.showing.show` raises."""
        key = asked(scene), load_stamp(self.desk.database)
        with self._alone(key):
            return self._kept(key, show(scene, self.desk))

    def _of(self, scene: Scene, stamp: str) -> Shown:
        key = asked(scene), stamp
        with self._alone(key):
            with self._lock:
                if key in self._read:
                    self._read.move_to_end(key)
                    return self._read[key]
            return self._kept(key, show(scene, self.desk))

    def _kept(self, key: tuple[str, str], found: Shown) -> Shown:
        with self._lock:
            self._read[key] = found
            self._read.move_to_end(key)
            while len(self._read) > MOST_KEPT:
                self._read.popitem(last=False)
        return found

    @contextmanager
    def _alone(self, key: tuple[str, str]) -> Iterator[None]:
        """Whoever wants what another thread reads already waits for that."""
        with self._lock:
            busy = self._busy.setdefault(key, threading.Lock())
        with busy:
            try:
                yield
            finally:
                with self._lock:
                    self._busy.pop(key, None)

    def _newest(self, scene: Scene) -> Shown | None:
        """What the scene showed when it was read last, of whichever load."""
        wanted = asked(scene)
        with self._lock:
            return next((self._read[key] for key in reversed(self._read) if key[0] == wanted), None)

    def _snapshot(self, briefing: Briefing) -> dict[int, Shown]:
        with suppress(InputError):
            return self.briefings.shown(briefing)
        return {}


def asked(scene: Scene) -> str:
    """What decides on what a scene shows."""
    kept = {"show", "at", "begin", "to", "layout", "places", "filters", "style"}
    return json.dumps(scene.model_dump(mode="json", include=kept), sort_keys=True)


def reading(number: int, whole: int) -> str:
    """That a scene is read, in words."""
    return f"Reading scene {number} of {whole} …"


def _unheard(_words: str) -> None:
    """Nobody waits to hear how far the reading is."""
