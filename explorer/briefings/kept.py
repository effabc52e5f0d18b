"""What the store of briefings hands out, and what it refuses."""

from dataclasses import dataclass

from explorer.briefings.briefing import Briefing
from graph_loader.errors import Fault, UsageError


class BriefingUnknownError(UsageError):
    """There is no briefing of this name; the message names near ones."""


class BriefingNameTakenError(UsageError):
    """A briefing of this name is there already."""


class BriefingChangedError(UsageError):
    """The file is not the one that was read: it was changed elsewhere, or is gone.

    `digest` is that of the file as it is now, empty where it is gone.
    """

    def __init__(self, name: str, digest: str) -> None:
        self.name, self.digest = name, digest
        what = "was changed elsewhere since it was opened here" if digest else "was deleted or renamed elsewhere"
        super().__init__(f"The briefing {name} {what}. Nothing was saved. Open it anew, or keep this one as a copy.")


@dataclass(frozen=True)
class OpenBriefing:
    """A briefing as it was read, with the digest of its file; `own` is true for the user's."""

    briefing: Briefing
    digest: str
    own: bool


@dataclass(frozen=True)
class ListedBriefing:
    """What a list says of a briefing.

    `read` is the time, in ISO 8601, at which its scenes were read last, empty where they never were. Where the file
    cannot be read as a briefing `faults` say why, and `title` is its name.
    """

    name: str
    own: bool
    title: str
    subtitle: str = ""
    audience: str = ""
    date: str = ""
    marking: str = ""
    scenes: int = 0
    read: str = ""
    faults: tuple[Fault, ...] = ()
