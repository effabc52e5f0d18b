"""Names of queries, and their files, read within limits."""

import hashlib
import re
import unicodedata
from pathlib import Path

from graph_loader.errors import Fault, InputError, UsageError, excerpt

LONGEST_NAME = 80
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for devices."""


def is_name(name: object) -> bool:
    """True for what a query may be called: lower-case letters and digits, single hyphens between the words."""
    return (
        isinstance(name, str)
        and len(name) <= LONGEST_NAME
        and bool(_NAME.fullmatch(name))
        and not _RESERVED.fullmatch(name)
    )


def checked_name(name: str) -> str:
    """The name, where it is one.

    Raises:
        UsageError: where it is not.
    """
    if not is_name(name):
        raise UsageError(
            f"A query cannot be called {excerpt(name)}. Expected lower-case letters, digits and single hyphens, "
            f"at most {LONGEST_NAME} characters, such as who-signed-what."
        )
    return name


def name_of(title: str) -> str:
    """A name made of the words of a title; of a digest where it has no Latin letter."""
    ascii_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall("[a-z0-9]+", ascii_text.replace("'", "")))
    if len(name) > LONGEST_NAME - 10:
        name = name[: LONGEST_NAME - 10].rpartition("-")[0] or name[: LONGEST_NAME - 10]
    if is_name(name):
        return name
    return f"query-{hashlib.sha256(title.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


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
