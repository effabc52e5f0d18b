"""Saved views: one readable JSON file each, in the folder `views` of the user's data."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from explorer.graph.view_state import ViewState
from explorer.graph.words import date_in_words, one_line
from explorer.user_files import changing, file_system, is_slug, read_whole, write_whole
from graph_loader.errors import Fault, InputError, UsageError, excerpt

FOLDER = "views"
WHAT = "saved views"
LONGEST_NAME = 120
LONGEST_SLUG = 60
LARGEST_FILE = 4_000_000
"""Bytes; a view of 3,000 entities takes about 250,000."""

_PLAIN_NAME = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*", re.ASCII)
_POINT = re.compile(r"\[\n\s+(-?[0-9.]+),\n\s+(-?[0-9.]+)\n\s+\]")
_MOST_FAULTS = 5


@dataclass(frozen=True)
class SavedView:
    """A file in the folder: `slug` is its name without `.json`, `saved` an ISO 8601 time, `entities` their number.

    Where the file cannot be read as a view, `unreadable` says why, and only `name` and `slug` say something.
    """

    name: str
    slug: str
    saved: str = ""
    entities: int = 0
    unreadable: str = ""

    @property
    def detail(self) -> str:
        """A line below the name: `23 entities, saved 23 November 2026`, or why the file cannot be read."""
        number = "1 entity" if self.entities == 1 else f"{self.entities:,} entities"
        return self.unreadable or f"{number}, saved {date_in_words(self.saved[:10])}"


class NameTakenError(UsageError):
    """A view of this name is saved already, and was not to be replaced."""


class _File(BaseModel):
    """What a file holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    saved: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$", max_length=40)]
    view: ViewState


class ViewStore:
    """The saved views in a folder, which is made when the first is saved.

    All methods raise `UsageError` for what cannot be done as asked, `InputError` for a view or a file that is at
    fault, and `CyberatlasError` where the file system refuses. A file that is no view is never changed or removed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def list(self) -> list[SavedView]:
        """All views, the latest first; after them the files that cannot be read as views."""
        with file_system(self.folder, WHAT):
            paths = [path for path in self.folder.glob("*.json") if not path.name.startswith(".")]
        by_name = sorted(map(_told, paths), key=lambda view: (view.name.casefold(), view.slug))
        return sorted(by_name, key=lambda view: view.saved, reverse=True)

    def open(self, slug: str) -> ViewState:
        """The view itself; its `plain()` is what the browser keeps."""
        return _read(self._path(slug)).view

    def save(self, name: str, view: ViewState | Mapping[str, Any], replace: bool = False) -> SavedView:
        """Keep a view under a name. Saved again without a change, the file stays as it is.

        Raises:
            NameTakenError: where a view of this name exists and is not to be replaced.
        """
        shown_name, state = _checked_name(name), _checked(view)
        path = self.folder / f"{slug_of(shown_name)}.json"
        with changing(self.folder, WHAT):
            before = _read(path) if path.exists() else None
            if before and (not replace or slug_of(before.name) != path.stem):
                raise NameTakenError(
                    f"There is a saved view {before.name!r} already. Choose another name, or replace that view."
                )
            unchanged = before is not None and before.view.plain() == state.plain() and before.name == shown_name
            saved = before.saved if before and unchanged else datetime.now(UTC).isoformat(timespec="seconds")
            _write(path, _File(name=shown_name, saved=saved, view=state))
        return SavedView(shown_name, path.stem, saved, len(state.nodes))

    def rename(self, slug: str, name: str) -> SavedView:
        """Give a view another name, which may also be the same in other letters; its slug follows the name."""
        shown_name, old = _checked_name(name), self._path(slug)
        new = self.folder / f"{slug_of(shown_name)}.json"
        with changing(self.folder, WHAT):
            held = _read(old)
            if new != old and new.exists():
                raise NameTakenError(f"Something is saved as {shown_name!r} already. Choose another name.")
            _write(new, held.model_copy(update={"name": shown_name}))
            if new != old:
                old.unlink()
        return SavedView(shown_name, new.stem, held.saved, len(held.view.nodes))

    def delete(self, slug: str) -> None:
        """Remove a view."""
        path = self._path(slug)
        with changing(self.folder, WHAT):
            _read(path)
            path.unlink()

    def _path(self, slug: str) -> Path:
        path = self.folder / f"{slug}.json"
        if not is_slug(slug, LONGEST_NAME) or not path.is_file():
            raise UsageError(f"There is no saved view {excerpt(slug)}. It may have been renamed or deleted meanwhile.")
        return path


def slug_of(name: str) -> str:
    """The ASCII name of the file of a view; the same for names that differ only in case, width or blanks.

    A name that is more than plain words ends in a digest of itself, so that any two names have two slugs.
    """
    meant = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    ascii_words = re.findall("[a-z0-9]+", unicodedata.normalize("NFKD", meant).encode("ascii", "ignore").decode())
    slug = "-".join(ascii_words)
    if _PLAIN_NAME.fullmatch(meant) and is_slug(slug, LONGEST_SLUG):
        return slug
    digest = hashlib.sha256(meant.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug[:LONGEST_SLUG].strip('-') or 'view'}-{digest}"


def _checked_name(name: object) -> str:
    shown = one_line(name) if isinstance(name, str) else ""
    if not shown or len(shown) > LONGEST_NAME or any(unicodedata.category(letter) == "Cs" for letter in shown):
        raise UsageError(f"A view cannot be called {excerpt(name)}. A name has 1 to {LONGEST_NAME} characters.")
    return shown


def _checked(view: ViewState | Mapping[str, Any]) -> ViewState:
    try:
        return ViewState.model_validate(view)
    except ValidationError as error:
        raise InputError(_faults("view", error)) from error


def _told(path: Path) -> SavedView:
    try:
        held = _read(path)
        if not is_slug(path.stem, LONGEST_NAME):
            raise InputError([Fault(path.name, "this file name", "lower-case letters, digits and single hyphens")])
    except InputError as error:
        return SavedView(path.name, path.stem, unreadable=str(error))
    return SavedView(held.name, path.stem, held.saved, len(held.view.nodes))


def _read(path: Path) -> _File:
    """What a file holds.

    Raises:
        InputError: where it is not a saved view; the faults name the file.
    """
    raw = read_whole(path, LARGEST_FILE)
    try:
        return _File.model_validate(json.loads(raw.decode("utf-8")))
    except ValidationError as error:
        raise InputError(_faults(path.name, error)) from error
    except (ValueError, RecursionError) as error:
        raise InputError([_no_view(path, f"no JSON ({error})")]) from error


def _no_view(path: Path, found: str) -> Fault:
    return Fault(path.name, found, "a saved view", "Mend the file or move it away.")


def _faults(place: str, error: ValidationError) -> list[Fault]:
    problems = error.errors(include_url=False, include_context=False)
    told = [
        Fault(".".join(map(str, (place, *problem["loc"]))), excerpt(problem["input"]), _lower(problem["msg"]))
        for problem in problems[:_MOST_FAULTS]
    ]
    if len(problems) > _MOST_FAULTS:
        told.append(Fault(place, f"{len(problems) - _MOST_FAULTS:,} more faults", "none"))
    return told


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _write(path: Path, held: _File) -> None:
    """Write the whole file or nothing: keys sorted, a place on one line."""
    text = json.dumps(
        {"name": held.name, "saved": held.saved, "view": held.view.plain()},
        ensure_ascii=False,
        indent=2,
        sort_keys=True,
    )
    write_whole(path, (_POINT.sub(r"[\1, \2]", text) + "\n").encode("utf-8"))
