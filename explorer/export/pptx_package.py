"""A `.pptx` file: its properties, and the same bytes for the same slides."""

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from explorer.briefings.slide import Deck
from explorer.export.pptx_frame import plain

if TYPE_CHECKING:
    from pptx.presentation import Presentation

EARLIEST = datetime(1980, 1, 1)
"""What entries of a zip file are dated; no earlier one can be written."""
LONGEST_PROPERTY = 255


def made_at(deck: Deck) -> datetime:
    """The time that the deck gives its files, in UTC and without a zone; a fixed one where it gives none."""
    try:
        given = datetime.fromisoformat(deck.stamp)
    except ValueError:
        return EARLIEST
    return (given.astimezone(UTC) if given.tzinfo else given).replace(tzinfo=None, microsecond=0)


def describe(presentation: "Presentation", deck: Deck) -> None:
    """Title, author, subject, marking, language and times of the file."""
    properties, made = presentation.core_properties, made_at(deck)
    for name, text in {
        "title": deck.title,
        "author": deck.author,
        "last_modified_by": deck.author,
        "subject": deck.subject,
        "keywords": ", ".join(deck.keywords),
        "category": deck.marking,
        "language": deck.language,
        "comments": "",
    }.items():
        setattr(properties, name, plain(text)[:LONGEST_PROPERTY])
    properties.revision = 1
    properties.created = properties.modified = made


def package_bytes(presentation: "Presentation") -> bytes:
    """The file, each of its entries dated alike."""
    saved, made = io.BytesIO(), io.BytesIO()
    presentation.save(saved)
    with zipfile.ZipFile(saved) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written.writestr(entry, given.read(name))
    return made.getvalue()
