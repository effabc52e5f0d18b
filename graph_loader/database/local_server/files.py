"""Files of the local server: private, written whole or not at all, and errors of the disk in plain words."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph_loader.errors import DatabaseError, Fault

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
RESET = "reset the local server (`cyberatlas db reset`) and load the datasets again."
NOT_WRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def refusal(place: str, found: str, expected: str, next_step: str) -> DatabaseError:
    """An error about the local server, worded like every other fault."""
    return DatabaseError(str(Fault(place, found, expected, next_step)))


@contextlib.contextmanager
def disk_errors_explained(folder: Path) -> Iterator[None]:
    """Turn an `OSError` of the body into a `DatabaseError` that tells the user what to do about `folder`."""
    try:
        yield
    except OSError as error:
        place = str(error.filename or folder)
        if error.errno in DISK_FULL:
            raise disk_full(folder) from error
        if error.errno in NOT_WRITABLE:
            raise refusal(
                place,
                "a file or folder that cyberatlas may not write",
                "one that belongs to you",
                "Correct its permissions, or name another folder in CYBERATLAS_HOME or CYBERATLAS_CACHE.",
            ) from error
        raise refusal(place, str(error), "a file that can be read and written", "Check the disk.") from error


def disk_full(folder: Path) -> DatabaseError:
    """The error for a disk with no room left under `folder`."""
    return refusal(
        str(folder),
        "a full disk",
        "about 1 GB of free space",
        "Free some space, or name a folder on another disk in CYBERATLAS_HOME and CYBERATLAS_CACHE.",
    )


def make_private_folder(folder: Path) -> None:
    """Make `folder`, readable by its owner alone where the system knows file modes."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def write_private(path: Path, text: str) -> None:
    """Write `text` to `path`, readable by its owner alone; a reader sees the old file or the new, never a part."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(PRIVATE_FILE)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
