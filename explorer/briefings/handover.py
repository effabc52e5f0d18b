"""A briefing as one file of another program: what may be handed over is laid out and written, whole."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from explorer.briefings.briefing import Briefing
from explorer.briefings.checking import template_path
from explorer.briefings.marking import check_markings
from explorer.briefings.shown import Shown
from explorer.briefings.slides import deck
from explorer.export.deck_files import PICTURES, deck_files
from graph_loader.errors import UsageError, excerpt

FORMATS = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
    "pdf": "application/pdf",
    "svg": "application/zip",
    "png": "application/zip",
}
"""What a briefing is written as, with its media type; pictures of its slides come together in one archive."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def handed_over(briefing: Briefing, shown: Mapping[int, Shown], file_format: str, templates: Path) -> tuple[str, bytes]:
    """The name of the file and its content; the same for the same briefing and data.

    Args:
        briefing: what is handed over.
        shown: what its scenes show, by their numbers from 1.
        file_format: one of `FORMATS`.
        templates: the folder in which the PowerPoint template lies.

    Raises:
        MarkingError: it shows what is marked above its level.
        CyberatlasError: its template is not there, or at fault.
    """
    check_markings(briefing, shown)
    template = template_path(briefing, templates)
    if briefing.template and template is None and file_format == "pptx":
        raise UsageError(
            f"The PowerPoint template {excerpt(briefing.template)} of “{briefing.title}” is not there. Put it into "
            f"{templates}, or take its name out of the briefing."
        )
    files = deck_files(deck(briefing, shown), f"{briefing.name}.{file_format}", template=template)
    if f".{file_format}" in PICTURES:
        return f"{briefing.name}-{file_format}.zip", _archive(files)
    return next(iter(files.items()))


def _archive(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            archive.writestr(zipfile.ZipInfo(file, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
