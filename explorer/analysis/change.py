"""What changed between two dates: ties added, ended and turned.

Dates are known to the year, the month or the day and stand for the whole of it, as in the filters of the page: what
began in 2018 has begun by any day of 2018, and what ended in 2018 is not over before 2019.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.analysis.sentences import told_tie
from explorer.graph.filters import first_day, last_day, within
from explorer.graph.memberships import enumerated
from explorer.graph.notes import counted
from explorer.graph.records import Tie
from explorer.graph.words import date_in_words
from graph_loader.errors import CyberatlasError
from graph_loader.schema import Schema

MOST_TOLD = 200


class PeriodError(CyberatlasError):
    """The first date does not come before the second."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        super().__init__(
            f"Change is told between an earlier and a later date, and {before or 'no date'} is not before "
            f"{after or 'no date'}. Give two dates such as 2018 and 2021-06."
        )


@dataclass(frozen=True)
class Turned:
    """Two entities whose ties changed sign: `before` is the last that joined or divided them, `after` the first other.

    `sign` is that of `after`: +1 where they came together, -1 where they fell out.
    """

    before: Tie
    after: Tie
    sign: int


@dataclass(frozen=True)
class Changes:
    """What was added, what ended, what both began and ended in between, and what turned, each by date.

    What turned is among the added too. `undated` counts ties without any date, of which nothing can be told.
    """

    before: str
    after: str
    added: Sequence[Tie]
    ended: Sequence[Tie]
    passing: Sequence[Tie]
    turned: Sequence[Turned]
    undated: int

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        turned = [
            {"before": _record(each.before), "after": _record(each.after), "sign": each.sign} for each in self.turned
        ]
        kept = {name: [_record(tie) for tie in getattr(self, name)] for name in ("added", "ended", "passing")}
        return {"from": self.before, "to": self.after, **kept, "turned": turned, "undated": self.undated}


def _record(tie: Tie) -> dict[str, Any]:
    kept = {name: tie.properties.get(name) for name in ("id", "value", "start", "end", "source_url", "verified")}
    return {"from": tie.source, "type": tie.relation, "to": tie.target, **kept}


def changes(ties: Iterable[Tie], before: str, after: str, schema: Schema) -> Changes:
    """What changed from the date `before` to the date `after`; `ties` are all that could tell.

    A tie is there on a date unless it began after all of it or was over before it began.

    Raises:
        PeriodError: `before` is not earlier than `after`.
    """
    if not before or not after or last_day(before) >= first_day(after):
        raise PeriodError(before, after)
    dated: list[Tie] = []
    undated = 0
    for tie in sorted(ties, key=_order):
        if any(_dates(tie)):
            dated.append(tie)
        else:
            undated += 1
    held = {id(tie): (there(tie, before), there(tie, after)) for tie in dated}
    return Changes(
        before,
        after,
        [tie for tie in dated if held[id(tie)] == (False, True)],
        [tie for tie in dated if held[id(tie)] == (True, False)],
        [tie for tie in dated if held[id(tie)] == (False, False) and _between(tie, before, after)],
        _turned(dated, before, after, schema),
        undated,
    )


def _dates(tie: Tie) -> tuple[str, str]:
    return str(tie.properties.get("start") or ""), str(tie.properties.get("end") or "")


def _order(tie: Tie) -> tuple[str, ...]:
    return *_dates(tie), tie.relation, tie.source, tie.target, str(tie.properties.get("id") or "")


def there(tie: Tie, date: str) -> bool:
    """Whether a tie holds on a date; one without any date does on none."""
    return within(*_dates(tie), (first_day(date), last_day(date)), undated=False)


def _between(tie: Tie, before: str, after: str) -> bool:
    start, end = _dates(tie)
    return bool(start and end) and first_day(start) > last_day(before) and last_day(end) < first_day(after)


def _turned(ties: Sequence[Tie], before: str, after: str, schema: Schema) -> list[Turned]:
    """Of each two entities: their last signed tie of the time before, and the first of the other sign since then."""
    last: dict[frozenset[str], Tie] = {}
    found: dict[frozenset[str], Turned] = {}
    for tie in ties:
        start, end = _dates(tie)
        sign = schema.polarity(tie.relation, tie.properties) if tie.relation in schema.relations else 0
        if not sign or not start:
            continue
        pair = frozenset((tie.source, tie.target))
        if first_day(start) <= last_day(before):
            if within(start, end, (first_day(before), last_day(before)), undated=False):
                last[pair] = tie
        elif first_day(start) <= last_day(after) and pair in last and pair not in found:
            earlier = last[pair]
            if schema.polarity(earlier.relation, earlier.properties) == -sign:
                found[pair] = Turned(earlier, tie, sign)
    return list(found.values())


def sentences(found: Changes, schema: Schema, names: Mapping[str, str], most: int = MOST_TOLD) -> list[str]:
    """The changes in plain English: how many, what turned, then what was added and ended, up to `most` of each."""
    first, last = date_in_words(found.before), date_in_words(found.after)
    numbers = [
        f"{counted(len(found.added), 'tie')} added",
        f"{counted(len(found.ended), 'tie')} ended",
        *([f"{counted(len(found.passing), 'tie')} began and ended in between"] if found.passing else []),
        f"{counted(len(found.turned), 'pair')} turned",
    ]
    told = [f"Between {first} and {last}: {enumerated(numbers)}."]
    for each in found.turned[:most]:
        way = "Came together" if each.sign > 0 else "Fell out"
        told.append(f"{way}: {told_tie(each.before, schema, names)}; then {told_tie(each.after, schema, names)}.")
    for title, ties in (("Added", found.added), ("Ended", found.ended), ("Began and ended", found.passing)):
        told += [f"{title}: {told_tie(tie, schema, names)}." for tie in ties[:most]]
        if len(ties) > most:
            told.append(f"{title}: {len(ties) - most:,} more, not listed here.")
    if found.undated:
        told.append(f"Of {counted(found.undated, 'tie')} no date is known, so nothing can be said of them.")
    return told
