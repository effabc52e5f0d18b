"""What goes into the analysis and how results leave it: plain frozen records that become JSON."""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields
from typing import Any


class Record:
    """A result: a frozen dataclass that can be written as JSON."""

    def as_dict(self) -> dict[str, Any]:
        """Fields by name as text, numbers, lists and mappings; what is not a number becomes None."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Record():
            return value.as_dict()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case Set():
            return sorted(_plain(item) for item in value)
        case Sequence():
            return [_plain(item) for item in value]
    return _plain(value.tolist())


@dataclass(frozen=True)
class Item(Record):
    """What one can take a position on: a vote, a text, a body, a norm.

    `label` is what it is called in running text (`73/27`). `date` is YYYY, YYYY-MM, YYYY-MM-DD or empty; `evidence`
    is one of `evidence.EVIDENCE`.
    """

    id: str
    title: str
    label: str
    date: str
    topic: str
    evidence: str


@dataclass(frozen=True)
class Row(Record):
    """One tie by which an actor takes a position on an item.

    `position` is +1 for it, -1 against it, 0 an abstention, None where the tie says nothing of either. What is
    `lasting` holds from `start` to `end`, or for good; all else holds on the day `start` alone. Dates are as exact as
    they are known, and empty where they are not.
    """

    actor: str
    item: str
    position: int | None
    start: str = ""
    end: str = ""
    lasting: bool = False


@dataclass(frozen=True)
class Belonging(Record):
    """One tie by which an actor has a seat in a venue: a body, or a text that it stands behind.

    `full` is true for a member; one tied in a lesser way, such as a partner or an observer, is none. `earliest` is when
    the venue came to be, as far as known: nobody had a seat in it before.
    """

    actor: str
    venue: str
    role: str
    start: str = ""
    end: str = ""
    full: bool = True
    earliest: str = ""

    @property
    def since(self) -> str:
        """When it began; where that is not known, when it may have begun at the earliest."""
        return self.start or self.earliest


@dataclass(frozen=True)
class Venue(Record):
    """A body or a text in which actors meet."""

    id: str
    name: str
    kind: str


def span(date: str) -> tuple[str, str]:
    """First and last day that a date may mean: `2018-02` -> `2018-02-01`, `2018-02-31`, which sorts right."""
    at = {4: 0, 7: 3}.get(len(date), 6)
    return date + "-01-01"[at:], date + "-12-31"[at:]


def held(start: str, end: str, first: str, last: str) -> bool:
    """Whether what began at `start` and ended at `end` may have held on a day from `first` to `last`.

    Dates are as exact as they are known; an empty one is no bound.
    """
    began_late = bool(start and last) and span(start)[0] > span(last)[1]
    ended_early = bool(end and first) and span(end)[1] < span(first)[0]
    return not (began_late or ended_early)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 item`, `3 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
