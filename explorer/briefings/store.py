"""The briefings: those shipped, and the user's own in the folder `briefings` of the user's data."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from explorer.briefings.briefing import LONGEST_LINE, Briefing
from explorer.briefings.kept import (
    BriefingChangedError,
    BriefingNameTakenError,
    BriefingUnknownError,
    ListedBriefing,
    OpenBriefing,
)
from explorer.briefings.shown import Shown
from explorer.briefings.snapshots import SUFFIX as SNAPSHOT
from explorer.briefings.snapshots import read_snapshot, scene_keys, snapshot_bytes
from explorer.briefings.text import LONGEST_FILE, read_briefing, written
from explorer.user_files import changing, file_system, is_slug, read_whole, slug_of_title, write_whole
from graph_loader.errors import Fault, InputError, UsageError, excerpt

__all__ = [
    "FOLDER",
    "SHIPPED",
    "BriefingChangedError",
    "BriefingNameTakenError",
    "BriefingStore",
    "BriefingUnknownError",
    "ListedBriefing",
    "OpenBriefing",
]

FOLDER = "briefings"
DELETED = ".deleted"
WHAT = "briefings"
SUFFIX = ".md"
LONGEST_NAME = 80
SHIPPED = Path(__file__).with_name("shipped")
_NAME_EXPECTED = "lower-case letters, digits and single hyphens"


Stamp = tuple[int, int, int]


class BriefingStore:
    """All briefings. What was read is read again when its file changes.

    Methods that change something concern the user's own briefings alone; they raise `UsageError` for what cannot be
    done as asked, `InputError` for a faulty file, and `CyberatlasError` where the file system refuses.
    """

    def __init__(self, shipped: Path, own: Path) -> None:
        self.shipped = shipped
        self.own = own
        self._read: dict[Path, tuple[Stamp, OpenBriefing | InputError]] = {}

    def list(self) -> list[ListedBriefing]:
        """All briefings, those of the user first, by title; after them those that cannot be read."""
        listed = [self._listed(path) for path in self._paths()]
        return sorted(listed, key=lambda one: (bool(one.faults), not one.own, one.title.casefold(), one.name))

    def open(self, name: str) -> OpenBriefing:
        """A briefing with the digest that `save` asks for.

        Raises:
            BriefingUnknownError: there is none.
            InputError: its file is at fault.
        """
        path = self._path(name)
        if path is None:
            names = sorted(path.stem for path in self._paths())
            asked = str(name)[:LONGEST_NAME]
            near = [each for each in names if asked and each.startswith(asked)] or get_close_matches(asked, names, n=3)
            step = f"Did you mean {' or '.join(near)}?" if near else "`cyberatlas briefing list` names all."
            raise BriefingUnknownError(f"There is no briefing {excerpt(name)}. {step}")
        found = self._opened(path)
        if isinstance(found, InputError):
            raise found
        return found

    def get(self, name: str) -> Briefing:
        """A briefing; raises what `open` raises."""
        return self.open(name).briefing

    def place(self, name: str) -> str:
        """What faults call the file of a briefing."""
        return f"{name}{SUFFIX}"

    def save(self, briefing: Briefing, digest: str) -> OpenBriefing:
        """Write an own briefing over the one that had this digest when it was read.

        Raises:
            BriefingChangedError: the file is another one by now.
        """
        self._refuse_shipped(briefing.name)
        with changing(self.own, WHAT):
            path = self.own / f"{briefing.name}{SUFFIX}"
            there = path.is_file()
            now = _digest(read_whole(path, 4 * LONGEST_FILE)) if there else ""
            if now != digest or not there:
                raise BriefingChangedError(briefing.name, now)
            return self._write(briefing)

    def create(self, briefing: Briefing) -> OpenBriefing:
        """Keep a new briefing of the user's.

        Raises:
            BriefingNameTakenError: there is one of this name; `free_name` gives one that is free.
        """
        self._checked(briefing.name)
        with changing(self.own, WHAT):
            self._free(briefing.name)
            return self._write(briefing)

    def duplicate(self, name: str, title: str = "") -> OpenBriefing:
        """A copy, also of a shipped one, as an own briefing with what its scenes showed."""
        held = self.get(name)
        called = title or f"Copy of {held.title}"[:LONGEST_LINE]
        copy = held.model_copy(update={"name": self.free_name(called), "title": called})
        made = self.create(copy)
        if (snapshot := self._snapshot_of(name)) is not None:
            with changing(self.own, WHAT):
                write_whole(self._snapshot(made.briefing.name), snapshot.read_bytes())
        return made

    def rename(self, name: str, new: str) -> OpenBriefing:
        """Give an own briefing another name; its title stays."""
        self._checked(new)
        with changing(self.own, WHAT):
            path = self._own_path(name)
            if new != name:
                self._free(new)
                if self._snapshot(name).is_file():
                    self._snapshot(name).replace(self._snapshot(new))
                path.replace(self.own / f"{new}{SUFFIX}")
        return self.open(new)

    def delete(self, name: str) -> None:
        """Remove an own briefing; `restore` brings it back until the next one of this name is deleted."""
        with changing(self.own, WHAT):
            path = self._own_path(name)
            away = self.own / DELETED
            away.mkdir(exist_ok=True)
            for file in (self._snapshot(name), path):
                (away / file.name).unlink(missing_ok=True)
                if file.is_file():
                    file.replace(away / file.name)

    def restore(self, name: str) -> OpenBriefing:
        """Bring back an own briefing that was deleted.

        Raises:
            BriefingUnknownError: none of this name was.
            BriefingNameTakenError: there is another of this name by now.
        """
        with changing(self.own, WHAT):
            away = self.own / DELETED
            if not is_slug(name, LONGEST_NAME) or not (away / f"{name}{SUFFIX}").is_file():
                raise BriefingUnknownError(f"No briefing {excerpt(name)} was deleted that could be brought back.")
            self._free(name)
            for file in (self._snapshot(name), self.own / f"{name}{SUFFIX}"):
                if (away / file.name).is_file():
                    (away / file.name).replace(file)
        return self.open(name)

    def free_name(self, title: str) -> str:
        """A name that no briefing has, made of a title: its words, with a number where they are taken."""
        base = slug_of_title(title, LONGEST_NAME - 10, "briefing")
        taken = {path.stem for path in self._paths()}
        tried, number = base, 1
        while tried in taken:
            number += 1
            tried = f"{base}-{number}"
        return tried

    def shown(self, briefing: Briefing) -> dict[int, Shown]:
        """Number of a scene, from 1 -> what it showed when it was read last, as far as that was kept."""
        path = self._snapshot_of(briefing.name)
        kept = read_snapshot(path) if path else {}
        return {number: kept[key] for number, key in enumerate(scene_keys(briefing), 1) if key in kept}

    def keep(self, briefing: Briefing, shown: Mapping[int, Shown]) -> None:
        """Keep what scenes showed, by their numbers from 1; what others showed stays, that of no scene goes."""
        keys = dict(enumerate(scene_keys(briefing), 1))
        with changing(self.own, WHAT):
            before: dict[int, Shown] = {}
            with suppress(InputError):
                before = self.shown(briefing)
            whole = {keys[number]: each for number, each in (before | dict(shown)).items() if number in keys}
            content = snapshot_bytes(whole)
            path = self._snapshot(briefing.name)
            if not path.is_file() or path.read_bytes() != content:
                write_whole(path, content)

    def _snapshot(self, name: str) -> Path:
        return self.own / f"{name}{SNAPSHOT}"

    def _snapshot_of(self, name: str) -> Path | None:
        paths = (self._snapshot(name), self.shipped / f"{name}{SNAPSHOT}")
        return next((path for path in paths if path.is_file()), None)

    def _paths(self) -> Sequence[Path]:
        """The files of all briefings, shipped ones first; a file of an own one never hides a shipped one."""
        with file_system(self.own, WHAT):
            found = [*self.shipped.glob(f"*{SUFFIX}"), *self.own.glob(f"*{SUFFIX}")]
        shipped = {path.stem for path in found if path.parent == self.shipped}
        ours = [path for path in found if path.parent == self.shipped or path.stem not in shipped]
        return sorted(path for path in ours if not path.name.startswith("."))

    def _path(self, name: str) -> Path | None:
        if not is_slug(name, LONGEST_NAME):
            return None
        paths = (folder / f"{name}{SUFFIX}" for folder in (self.shipped, self.own))
        return next((path for path in paths if path.is_file()), None)

    def _own_path(self, name: str) -> Path:
        self._refuse_shipped(name)
        path = self._path(name)
        if path is None:
            raise BriefingUnknownError(f"There is no briefing {excerpt(name)} of yours. It may have been renamed.")
        return path

    def _refuse_shipped(self, name: str) -> None:
        path = self._path(name)
        if path and path.parent == self.shipped:
            raise UsageError(f"{name} is shipped and cannot be changed. Duplicate it, and change the copy.")

    def _free(self, name: str) -> None:
        if self._path(name):
            raise BriefingNameTakenError(f"There is a briefing called {name} already. Choose another name.")

    @staticmethod
    def _checked(name: str) -> None:
        if not is_slug(name, LONGEST_NAME):
            raise UsageError(f"A briefing cannot be called {excerpt(name)}. Expected {_NAME_EXPECTED}.")

    def _write(self, briefing: Briefing) -> OpenBriefing:
        text = written(briefing)
        held = read_briefing(text, briefing.name, self.place(briefing.name))
        content = text.encode("utf-8")
        path = self.own / f"{briefing.name}{SUFFIX}"
        if not path.is_file() or read_whole(path, 4 * LONGEST_FILE) != content:
            write_whole(path, content)
        return OpenBriefing(held, _digest(content), own=True)

    def _listed(self, path: Path) -> ListedBriefing:
        own, found = path.parent == self.own, self._opened(path)
        if isinstance(found, InputError):
            return ListedBriefing(path.stem, own, path.stem, faults=found.faults)
        held, snapshot = found.briefing, self._snapshot_of(path.stem)
        told = {name: getattr(held, name) for name in ("subtitle", "audience", "date", "marking")}
        read = ""
        with suppress(OSError):
            read = _time(snapshot) if snapshot else ""
        return ListedBriefing(held.name, own, held.title or held.name, scenes=len(held.scenes), read=read, **told)

    def _opened(self, path: Path) -> OpenBriefing | InputError:
        stamp: Stamp = (0, 0, 0)
        with suppress(OSError):
            state = path.stat()
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
        known = self._read.get(path)
        if known is None or known[0] != stamp or stamp == (0, 0, 0):
            known = self._read[path] = (stamp, self._parsed(path))
        return known[1]

    def _parsed(self, path: Path) -> OpenBriefing | InputError:
        try:
            if not is_slug(path.stem, LONGEST_NAME):
                return InputError([Fault(f"{path.name}:1", "this file name", _NAME_EXPECTED)])
            raw = read_whole(path, 4 * LONGEST_FILE)
            briefing = read_briefing(raw.decode("utf-8"), path.stem, path.name)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            return InputError([Fault(f"{path.name}:{line}", f"bytes that are no text ({error.reason})", "UTF-8")])
        except InputError as error:
            return error
        return OpenBriefing(briefing, _digest(raw), own=path.parent == self.own)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]


def _time(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
