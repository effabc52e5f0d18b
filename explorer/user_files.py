"""Files that a user has made with the program: how they are called, read and written.

They are read within limits, written whole or not at all, and changed by one at a time, with plain words where that
fails.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from graph_loader.errors import CyberatlasError, Fault, InputError, UsageError

PATIENCE = 5.0
"""Seconds that one change waits for another."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for devices."""


def is_slug(name: object, longest: int) -> bool:
    """True for what a file may be called before its suffix: lower-case letters and digits, single hyphens between."""
    return (
        isinstance(name, str) and len(name) <= longest and bool(_SLUG.fullmatch(name)) and not _RESERVED.fullmatch(name)
    )


def slug_of_title(title: str, longest: int, otherwise: str) -> str:
    """The name of a file made of the words of a title; of `otherwise` and a digest where it has no Latin letter."""
    ascii_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall("[a-z0-9]+", ascii_text.replace("'", "")))
    if len(name) > longest:
        name = name[:longest].rpartition("-")[0] or name[:longest]
    if is_slug(name, longest):
        return name
    return f"{otherwise}-{hashlib.sha256(title.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def read_whole(path: Path, most: int, place: str = "") -> bytes:
    """The bytes of a file of at most `most` bytes.

    Raises:
        InputError: where it is longer or cannot be read; the fault names `place`, else the file.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror or error})"
        raise InputError([Fault(place or path.name, found, "a readable file")]) from error
    if len(content) > most:
        raise InputError([Fault(place or path.name, f"more than {most:,} bytes", "a smaller file")])
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Write all of a file or leave what was there."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.stem[:20]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write several files that others may read, or none where one of them cannot be written."""
    with tempfile.TemporaryDirectory(prefix=".cyberatlas-", dir=folder) as staged:
        for name, content in contents.items():
            (Path(staged) / name).write_bytes(content)
        for name in contents:
            (Path(staged) / name).replace(folder / name)


def refuse_unwritable(path: Path, names: Iterable[str], *, replace: bool) -> None:
    """Let pass a folder in which files of these names can be written.

    Raises:
        InputError: it is no folder, or may not be written to.
        UsageError: one of them is there and is not to be replaced.
    """
    try:
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        found = f"a folder that cannot be written to ({error.strerror or error})"
        raise InputError([Fault(str(path), found, "a folder for the file", "Name another with --to.")]) from error
    for name in names:
        if (path / name).is_dir():
            raise UsageError(f"{path / name} is a folder. Name a file.")
        if (path / name).exists() and not replace:
            raise UsageError(f"{path / name} is there already. Choose another name, or add --yes to replace it.")


@contextmanager
def file_system(folder: Path, what: str) -> Iterator[None]:
    """Tell in plain words what the file system refuses; `what` are the things that the folder is for."""
    try:
        yield
    except OSError as error:
        step = "See that the folder may be written to and the disk is not full."
        fault = Fault(str(folder), f"{error.strerror or error}", f"a folder for {what}", step)
        raise CyberatlasError(str(fault)) from error


@contextmanager
def changing(folder: Path, what: str) -> Iterator[None]:
    """One change of a folder at a time, from whatever process; the folder is made where it is not there.

    Raises:
        CyberatlasError: the file system refuses, or another change takes longer than `PATIENCE`.
    """
    with file_system(folder, what):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / ".lock", timeout=PATIENCE):
                yield
        except Timeout as error:
            raise CyberatlasError(f"The {what} are being changed elsewhere. Try again in a moment.") from error
