"""Saved questions: one readable JSON file each, in a folder for each page below `questions` of the user's data."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from explorer.findings.questions import QUESTIONS, Question
from explorer.graph.words import date_in_words, one_line
from explorer.user_files import changing, file_system, is_slug, read_whole, write_whole
from explorer.views import LONGEST_NAME, NameTakenError, slug_of
from graph_loader.errors import Fault, InputError, UsageError, excerpt

FOLDER = "questions"
WHAT = "saved questions"
LARGEST_FILE = 200_000


class _File(BaseModel):
    """What a file holds; the question as an address or a briefing has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    saved: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$", max_length=40)]
    question: dict[str, Any]


@dataclass(frozen=True)
class SavedQuestion:
    """A file: `slug` is its name without `.json`; `question` is None where it cannot be read, `unreadable` says why."""

    name: str
    slug: str
    saved: str = ""
    question: Question | None = None
    unreadable: str = ""

    @property
    def detail(self) -> str:
        """When it was saved, or why it cannot be read."""
        return self.unreadable or f"saved {date_in_words(self.saved[:10])}"


class SavedQuestions:
    """The saved questions of one page, in a folder that is made when the first is saved.

    All methods raise `UsageError` for what cannot be done as asked, `InputError` for a file at fault, and
    `CyberatlasError` where the file system refuses.
    """

    def __init__(self, folder: Path, page: str) -> None:
        self.folder = folder / FOLDER / page
        self._kind = QUESTIONS[page]

    def list(self) -> list[SavedQuestion]:
        """All of them, the latest first; files that cannot be read come last."""
        with file_system(self.folder, WHAT):
            paths = [path for path in self.folder.glob("*.json") if not path.name.startswith(".")]
        by_name = sorted(map(self._told, paths), key=lambda each: (each.name.casefold(), each.slug))
        return sorted(by_name, key=lambda each: each.saved, reverse=True)

    def save(self, name: str, question: Question, replace: bool = False) -> SavedQuestion:
        """Keep a question under a name.

        Raises:
            NameTakenError: there is one of this name, and it is not to be replaced.
        """
        shown = _checked_name(name)
        path = self.folder / f"{slug_of(shown)}.json"
        with changing(self.folder, WHAT):
            if path.exists() and not replace:
                raise NameTakenError(f"{shown!r} is saved already. Choose another name, or replace it.")
            saved = datetime.now(UTC).isoformat(timespec="seconds")
            _write(path, _File(name=shown, saved=saved, question=question.plain()))
        return SavedQuestion(shown, path.stem, saved, question)

    def rename(self, slug: str, name: str) -> SavedQuestion:
        """Give one another name; its slug follows the name."""
        shown, old = _checked_name(name), self._path(slug)
        new = self.folder / f"{slug_of(shown)}.json"
        with changing(self.folder, WHAT):
            held = _read(old)
            if new != old and new.exists():
                raise NameTakenError(f"{shown!r} is saved already. Choose another name.")
            _write(new, held.model_copy(update={"name": shown}))
            if new != old:
                old.unlink()
        return self._told(new)

    def delete(self, slug: str) -> None:
        """Remove one."""
        path = self._path(slug)
        with changing(self.folder, WHAT):
            _read(path)
            path.unlink()

    def _told(self, path: Path) -> SavedQuestion:
        try:
            held = _read(path)
            question = self._kind.model_validate(held.question)
        except ValidationError as error:
            return SavedQuestion(path.name, path.stem, unreadable=str(_fault(path, error)))
        except InputError as error:
            return SavedQuestion(path.name, path.stem, unreadable=str(error))
        return SavedQuestion(held.name, path.stem, held.saved, question)

    def _path(self, slug: str) -> Path:
        path = self.folder / f"{slug}.json"
        if not is_slug(slug, LONGEST_NAME) or not path.is_file():
            raise UsageError(f"Nothing is saved as {excerpt(slug)}. It may have been renamed or deleted meanwhile.")
        return path


def _checked_name(name: object) -> str:
    shown = one_line(name) if isinstance(name, str) else ""
    if not shown or len(shown) > LONGEST_NAME:
        raise UsageError(f"{excerpt(name)} is no name to save under. A name has 1 to {LONGEST_NAME} characters.")
    return shown


def _read(path: Path) -> _File:
    """What a file holds.

    Raises:
        InputError: it is no saved question.
    """
    try:
        return _File.model_validate(json.loads(read_whole(path, LARGEST_FILE).decode("utf-8")))
    except ValidationError as error:
        raise InputError([_fault(path, error)]) from error
    except (ValueError, RecursionError) as error:
        fault = Fault(path.name, f"no JSON ({error})", "a saved question", "Mend the file or move it away.")
        raise InputError([fault]) from error


def _fault(path: Path, error: ValidationError) -> Fault:
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(map(str, (path.name, *first["loc"])))
    return Fault(place, excerpt(first["input"]), first["msg"][:1].lower() + first["msg"][1:])


def _write(path: Path, held: _File) -> None:
    text = json.dumps(held.model_dump(mode="json"), ensure_ascii=False, indent=2, sort_keys=True)
    write_whole(path, f"{text}\n".encode())
