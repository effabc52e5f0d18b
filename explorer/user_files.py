"""Files that a user has made with the program: written whole or not at all, with plain words where that fails."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph_loader.errors import CyberatlasError, Fault


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


@contextmanager
def file_system(folder: Path, what: str) -> Iterator[None]:
    """Tell in plain words what the file system refuses; `what` are the things that the folder is for."""
    try:
        yield
    except OSError as error:
        step = "See that the folder may be written to and the disk is not full."
        fault = Fault(str(folder), f"{error.strerror or error}", f"a folder for {what}", step)
        raise CyberatlasError(str(fault)) from error
