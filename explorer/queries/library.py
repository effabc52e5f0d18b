"""The library: the shipped queries, and the user's own in the folder `queries` of the user's data."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from explorer.queries import header
from explorer.queries.files import LONGEST_NAME, checked_name, is_name, name_of
from explorer.queries.saved_query import LONGEST_FILE, SUFFIX, SavedQuery, parse_query
from explorer.user_files import changing, file_system, read_whole, write_whole
from graph_loader.errors import Fault, InputError, UsageError, excerpt
from graph_loader.schema import Schema

FOLDER = "queries"
WHAT = "saved queries"


class QueryUnknownError(UsageError):
    """There is no query of this name; the message names near ones."""


class QueryNameTakenError(UsageError):
    """A query of this name is there already, and is not to be replaced."""


@dataclass(frozen=True)
class KeptQuery:
    """A file that is kept and cannot be run: `faults` say why, each at its line.

    `title` is the name where the file has no title.
    """

    name: str
    own: bool
    title: str
    text: str
    faults: tuple[Fault, ...]


Stamp = tuple[int, int, int]


class Library:
    """All queries. What was read is read again when its file changes.

    Methods that change something concern the user's own queries alone; they raise `UsageError` for what cannot be done
    as asked, `InputError` for a faulty text, and `CyberatlasError` where the file system refuses.
    """

    def __init__(self, shipped: Path, own: Path, schema: Schema) -> None:
        self.shipped = shipped
        self.own = own
        self._schema = schema
        self._read: dict[Path, tuple[Stamp, SavedQuery | KeptQuery]] = {}

    def queries(self) -> list[SavedQuery]:
        """All that can be run, by category and title."""
        found = [query for query in self._all() if isinstance(query, SavedQuery)]
        return sorted(found, key=lambda query: (query.category.casefold(), query.title.casefold(), query.name))

    def kept(self) -> list[KeptQuery]:
        """All that are kept and cannot be run, by name."""
        return sorted((query for query in self._all() if isinstance(query, KeptQuery)), key=lambda query: query.name)

    def faults(self) -> list[Fault]:
        """Why some cannot be run."""
        return [fault for query in self.kept() for fault in query.faults]

    def find(self, name: str) -> SavedQuery | KeptQuery:
        """A query, whether it can be run or not.

        Raises:
            QueryUnknownError: there is none.
        """
        path = self._path(name)
        if path:
            return self._query(path)
        names = sorted(path.stem for path in self._paths())
        near = get_close_matches(str(name)[:LONGEST_NAME], names, n=3)
        step = f"Did you mean {' or '.join(near)}?" if near else "`cyberatlas query list` names all."
        raise QueryUnknownError(f"There is no query {excerpt(name)}. {step}")

    def get(self, name: str) -> SavedQuery:
        """A query that can be run.

        Raises:
            QueryUnknownError: there is none.
            InputError: it is kept and cannot be run.
        """
        found = self.find(name)
        if isinstance(found, KeptQuery):
            raise InputError(found.faults)
        return found

    def save(self, name: str, text: str, *, replace: bool = False) -> SavedQuery:
        """Keep an own query that can be run.

        Raises:
            InputError: the text is faulty.
            QueryNameTakenError: the name is that of a shipped query, or of an own one and `replace` is false.
        """
        checked_name(name)
        query = parse_query(name, text, self._schema, place=f"{name}{SUFFIX}", own=True)
        self._write(name, query.text, replace=replace)
        return query

    def keep(self, name: str, text: str, *, replace: bool = False) -> SavedQuery | KeptQuery:
        """Keep an own query, also where it cannot be run."""
        checked_name(name)
        self._write(name, header.encodable(header.normal(text)), replace=replace)
        return self.find(name)

    def rename(self, name: str, new: str) -> None:
        """Give an own query another name."""
        checked_name(new)
        with changing(self.own, WHAT):
            path = self._own_path(name)
            if new != name:
                self._free(new, replace=False)
                path.rename(self.own / f"{new}{SUFFIX}")

    def delete(self, name: str) -> None:
        """Remove an own query."""
        with changing(self.own, WHAT):
            self._own_path(name).unlink()

    def free_name(self, name: str) -> str:
        """A name that no query has, made of a name or a title: as it is, else with a number."""
        base = name if is_name(name) else name_of(name)
        taken = {path.stem for path in self._paths()}
        tried, number = base, 1
        while tried in taken:
            number += 1
            tried = f"{base[: LONGEST_NAME - 6].rstrip('-')}-{number}"
        return tried

    def _all(self) -> list[SavedQuery | KeptQuery]:
        return [self._query(path) for path in self._paths()]

    def _paths(self) -> list[Path]:
        """The files of all queries, shipped ones first. A file of a hostile or a hidden name is none."""
        with file_system(self.own, WHAT):
            found = [*self.shipped.glob(f"*{SUFFIX}"), *self.own.glob(f"*{SUFFIX}")]
        shipped = {path.stem for path in found if path.parent == self.shipped}
        return sorted(path for path in found if path.parent == self.shipped or path.stem not in shipped)

    def _path(self, name: str) -> Path | None:
        if not is_name(name):
            return None
        paths = (folder / f"{name}{SUFFIX}" for folder in (self.shipped, self.own))
        return next((path for path in paths if path.is_file()), None)

    def _own_path(self, name: str) -> Path:
        found = self.find(name)
        if not found.own:
            raise UsageError(f"{name} is shipped and cannot be changed. Save it under another name, and change that.")
        return self.own / f"{name}{SUFFIX}"

    def _query(self, path: Path) -> SavedQuery | KeptQuery:
        try:
            state = path.stat()
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
        except OSError:
            stamp = (0, 0, 0)
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            known = self._read[path] = (stamp, self._parsed(path))
        return known[1]

    def _parsed(self, path: Path) -> SavedQuery | KeptQuery:
        own, text = path.parent == self.own, ""
        try:
            if not is_name(path.stem):
                raise InputError([Fault(path.name, "this file name", "lower-case letters, digits and single hyphens")])
            raw = read_whole(path, 4 * LONGEST_FILE)
            text = header.normal(raw.decode("utf-8"))
            return parse_query(path.stem, text, self._schema, place=path.name, own=own)
        except UnicodeDecodeError as error:
            faults: tuple[Fault, ...] = (Fault(path.name, f"bytes that are no text ({error.reason})", "UTF-8"),)
        except InputError as error:
            faults = error.faults
        return KeptQuery(path.stem, own, _title(text) or path.stem, text, faults)

    def _write(self, name: str, text: str, *, replace: bool) -> None:
        with changing(self.own, WHAT):
            self._free(name, replace=replace)
            write_whole(self.own / f"{name}{SUFFIX}", text.encode("utf-8"))

    def _free(self, name: str, *, replace: bool) -> None:
        found = self._path(name)
        if found and (found.parent == self.shipped or not replace):
            whose = "a shipped query" if found.parent == self.shipped else "a query of yours"
            raise QueryNameTakenError(f"There is {whose} called {name} already. Choose another name.")


def _title(text: str) -> str:
    raw, _faults = header.parsed(header.parted(text)[0], "")
    title = raw.get("title")
    return " ".join(title.split())[:200] if isinstance(title, str) else ""
