"""ZIP files: read within limits, never unpacked to a disk; written the same at every time."""

import io
import zipfile
from collections.abc import Iterable

from graph_loader.errors import Fault, InputError, excerpt

LARGEST = 20_000_000
MOST_MEMBERS = 2_000
LARGEST_MEMBER = 1_000_000
LARGEST_WHOLE = 50_000_000
_LEFT_OUT = ("__MACOSX/", ".")


def members(content: bytes, place: str) -> list[tuple[str, bytes]]:
    """Path and bytes of each file in an archive, but hidden ones.

    Raises:
        InputError: it is no archive, is encrypted, holds more than the limits allow, or has a path that leads out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_hostile(infos, place)
            return _read(archive, [info for info in infos if not info.filename.startswith(_LEFT_OUT)], place)
    except InputError:
        raise
    except Exception as error:  # zipfile and its decompressors raise all sorts where an archive is damaged
        raise InputError([Fault(place, f"an archive that cannot be read ({error})", "a ZIP file")]) from error


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP file of paths and their bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for path, content in files:
            made.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _refuse_hostile(infos: list[zipfile.ZipInfo], place: str) -> None:
    if len(infos) > MOST_MEMBERS:
        raise InputError([Fault(place, f"{len(infos):,} files", f"at most {MOST_MEMBERS:,}")])
    hostile = [
        info.filename
        for info in infos
        if info.filename.startswith("/")
        or "\\" in info.filename
        or ":" in info.filename
        or ".." in info.filename.split("/")
        or not info.filename.isprintable()
    ]
    if hostile:
        raise InputError(
            [Fault(place, f"the path {excerpt(path)}", "paths within the archive") for path in hostile[:5]]
        )


def _read(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], place: str) -> list[tuple[str, bytes]]:
    """What an entry says of its size is not believed."""
    found, whole = [], 0
    for info in infos:
        with archive.open(info) as file:
            content = file.read(LARGEST_MEMBER + 1)
        whole += len(content)
        if len(content) > LARGEST_MEMBER:
            raise InputError([Fault(f"{place}: {info.filename}", f"more than {LARGEST_MEMBER:,} bytes", "fewer")])
        if whole > LARGEST_WHOLE:
            raise InputError([Fault(place, f"more than {LARGEST_WHOLE:,} bytes in all", "fewer")])
        found.append((info.filename, content))
    return found
