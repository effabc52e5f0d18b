"""Import of a file of whatever format into the library, and export to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, get_args

from explorer.queries import header
from explorer.queries.exchange import archives, bloodhound_json, bloodhound_yaml, neo4j_browser
from explorer.queries.exchange.foreign import Foreign
from explorer.queries.library import KeptQuery, Library
from explorer.queries.saved_query import SavedQuery
from graph_loader.errors import Fault, InputError, UsageError

Format = Literal["bloodhound-yaml", "bloodhound-json", "neo4j-browser"]
FORMATS: tuple[Format, ...] = get_args(Format)
_YAML, _JSON, _CYPHER = (".yml", ".yaml"), (".json",), (".cypher", ".cyp", ".cql", ".txt")
_BY_SUFFIX: dict[str, Format] = {".yml": "bloodhound-yaml", ".yaml": "bloodhound-yaml", ".json": "bloodhound-json"}
_BY_SUFFIX |= {".cypher": "neo4j-browser", ".zip": "bloodhound-json"}
_SUFFIX: dict[Format, str] = {"bloodhound-yaml": ".yml", "bloodhound-json": ".json", "neo4j-browser": ".cypher"}


@dataclass(frozen=True)
class Taken:
    """What became of a query that was imported: the name it has now, its title, remarks.

    `faults` say why it cannot be run, where it cannot; `known` is true where the library had it already.
    """

    name: str
    title: str
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    known: bool = False


def take_in(library: Library, queries: Sequence[Foreign]) -> list[Taken]:
    """Keep queries that were read as own ones, each under a name that is free; those there already stay as they are."""
    known = {_said(query.text): query.name for query in library.queries()}
    known |= {_said(query.text): query.name for query in library.kept()}
    taken = []
    for query in queries:
        if name := known.get(_said(query.text)):
            taken.append(Taken(name, query.title, query.notes, known=True))
            continue
        saved = library.keep(library.free_name(query.name), query.text)
        known[_said(query.text)] = saved.name
        faults = saved.faults if isinstance(saved, KeptQuery) else ()
        taken.append(Taken(saved.name, query.title, query.notes, faults))
    return taken


def read(file: str, content: bytes) -> tuple[list[Foreign], list[str]]:
    """All queries of a file, told apart by the ending of its name, and what in an archive was passed over.

    Raises:
        InputError: with all faults, each naming the file and the place in it.
    """
    path = PurePosixPath(file.replace("\\", "/"))
    if len(content) > archives.LARGEST:
        raise InputError([Fault(path.name, f"{len(content):,} bytes", f"at most {archives.LARGEST:,}")])
    if path.suffix.lower() != ".zip" and not content.startswith(b"PK\x03\x04"):
        return _read_one(path, path.name, content), []
    found: list[Foreign] = []
    faults: list[Fault] = []
    remarks: list[str] = []
    for inner, inner_content in archives.members(content, path.name):
        if PurePosixPath(inner).suffix.lower() not in (*_YAML, *_JSON, *_CYPHER):
            remarks.append(f"{path.name}: {inner} is no query and was passed over")
            continue
        try:
            found += _read_one(PurePosixPath(inner), f"{path.name}: {inner}", inner_content)
        except InputError as error:
            faults += error.faults
    if faults or not found:
        raise InputError(faults or [Fault(path.name, "an archive without a query", "at least one")])
    return found, remarks


def write(queries: Sequence[SavedQuery], file: str, format_: Format | None = None) -> bytes:
    """The bytes of a file of that name with these queries; the format is told by its ending where none is named.

    Raises:
        UsageError: the ending says nothing, does not go with the format, or the format holds one query a file.
    """
    suffix = PurePosixPath(file).suffix.lower()
    chosen = format_ or _BY_SUFFIX.get(suffix)
    if chosen is None:
        raise UsageError(f"The format of {file!r} is not clear. End it with {', '.join(_BY_SUFFIX)}, or name a format.")
    if suffix == ".zip":
        return archives.archive((_inner_path(query, chosen), _write_one(query, chosen)) for query in queries)
    if _BY_SUFFIX.get(suffix, chosen) != chosen:
        raise UsageError(f"A file {file!r} cannot hold the format {chosen}. End it with {_SUFFIX[chosen]} or .zip.")
    if not queries or (len(queries) > 1 and chosen == "bloodhound-json"):
        raise UsageError(f"A file {file!r} holds one query, not {len(queries)}. End it with .zip to export several.")
    between = b"---\n" if chosen == "bloodhound-yaml" else b"\n"
    return between.join(_write_one(query, chosen) for query in queries)


def _read_one(path: PurePosixPath, place: str, content: bytes) -> list[Foreign]:
    suffix = path.suffix.lower()
    if suffix in _YAML:
        return bloodhound_yaml.read(content, place, path.stem)
    if suffix in _JSON:
        return bloodhound_json.read(content, place, path.stem)
    if suffix in _CYPHER:
        return neo4j_browser.read(content, place, path.stem, path.parent.name)
    raise InputError([Fault(place, f"a file that ends in {suffix!r}", "one of .yml .yaml .json .cypher .zip")])


def _write_one(query: SavedQuery, format_: Format) -> bytes:
    match format_:
        case "bloodhound-yaml":
            return bloodhound_yaml.write(query)
        case "bloodhound-json":
            return bloodhound_json.write(query)
        case "neo4j-browser":
            return neo4j_browser.write(query)


def _inner_path(query: SavedQuery, format_: Format) -> str:
    if format_ == "neo4j-browser":
        return f"{neo4j_browser.file_name(query.category)}/{neo4j_browser.file_name(query.name)}.cypher"
    return f"{query.name}{_SUFFIX[format_]}"


def _said(text: str) -> tuple[str, str]:
    toml, body, _lines = header.parted(header.normal(text))
    return toml, body.strip().removesuffix(";").rstrip()
