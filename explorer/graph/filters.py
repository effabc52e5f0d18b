"""Which ties and entities a view shows: the filters of the page, with the same meaning as in the browser.

Dates are known to the year, the month or the day and stand for the whole of it: what began in 2018 has begun by any
day of 2018, and what ended in 2018 is not over before 2019.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from explorer.graph.elements import Tie

Date = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$")]
KindName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]*$", max_length=100)]
RelationName = Annotated[str, StringConstraints(pattern=r"^[A-Z_]*$", max_length=100)]
DatasetName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]*$", max_length=200)]
Polarity = Literal[-1, 0, 1]
Span = tuple[str, str]
"""First and last day of a period, as YYYY-MM-DD; empty where it has no bound."""

_UNBOUNDED: Span = ("", "")


class Filters(BaseModel):
    """The filters of a view; as they are by default, everything is shown.

    `as_of` is a period of its own and goes before `from` and `to`. `outside` says what becomes of that which the
    period leaves out: it is drawn faded, or not at all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    kinds_off: Annotated[tuple[KindName, ...], Field(max_length=200)] = ()
    relations_off: Annotated[tuple[RelationName, ...], Field(max_length=500)] = ()
    polarities_off: Annotated[tuple[Polarity, ...], Field(max_length=3)] = ()
    datasets_off: Annotated[tuple[DatasetName, ...], Field(max_length=500)] = ()
    unverified: bool = True
    begin: Annotated[Date, Field(alias="from")] = ""
    to: Date = ""
    as_of: Date = ""
    undated: bool = True
    outside: Literal["fade", "vanish"] = "fade"

    @property
    def span(self) -> Span:
        """The period that is asked for."""
        if self.as_of:
            return first_day(self.as_of), last_day(self.as_of)
        return first_day(self.begin), last_day(self.to)


def first_day(date: str) -> str:
    """The first day that a date may mean: `2018` -> `2018-01-01`; an empty date stays empty."""
    return date + "-01-01"[{4: 0, 7: 3}.get(len(date), 6) :]


def last_day(date: str) -> str:
    """The last day that a date may mean: `2018` -> `2018-12-31`, `2018-02` -> `2018-02-31`, which sorts right."""
    return date + "-12-31"[{4: 0, 7: 3}.get(len(date), 6) :]


def within(start: str, end: str, span: Span, *, undated: bool) -> bool:
    """True unless it was over before the period or began after it; without a date `undated` decides.

    What has only an end began at an unknown time before it. Without a period everything is within.
    """
    begin, to = span
    if span == _UNBOUNDED:
        return True
    if not start and not end:
        return undated
    return not (to and start and first_day(start) > to) and not (begin and end and last_day(end) < begin)


def allowed(tie: Tie, filters: Filters) -> bool:
    """True where no filter but the period leaves the tie out."""
    relation, _, polarity, verified, _, _, dataset, _, _ = tie
    return (
        relation not in filters.relations_off
        and polarity not in filters.polarities_off
        and dataset not in filters.datasets_off
        and (filters.unverified or bool(verified))
    )


def passes(tie: Tie, filters: Filters) -> bool:
    """True where all filters, the period among them, let the tie through."""
    _, _, _, _, start, end, _, _, _ = tie
    return allowed(tie, filters) and within(start, end, filters.span, undated=filters.undated)


def begun(date: str, filters: Filters) -> bool:
    """True unless an entity came to be after the period; one without a date was always there."""
    return not date or within(date, "", ("", filters.span[1]), undated=True)


def shows(kind: str, date: str, filters: Filters) -> bool:
    """True where an entity of this kind is shown, and not only faded; `date` says when it came to be, if known."""
    return kind not in filters.kinds_off and begun(date, filters)


def drawn(ties: Sequence[Tie], filters: Filters) -> tuple[list[Tie], bool]:
    """The ties of a line that are drawn, and whether faded: where none is within the period and `outside` says so."""
    inside = [tie for tie in ties if passes(tie, filters)]
    if inside or filters.outside == "vanish":
        return inside, False
    return [tie for tie in ties if allowed(tie, filters)], True
