"""When who belonged where: a bar for each, from joining to leaving, as exact as the dates are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import html

from explorer.components.marks import Part, aria
from explorer.graph.filters import first_day, last_day
from explorer.graph.words import date_in_words

FEWEST_YEARS = 5
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MOST_TICKS = 9
_DAYS = 365.25


@dataclass(frozen=True)
class Stay:
    """One row: who, in what role, from when until when; empty dates are not known, an empty end may be none.

    `earliest` is when it may have begun, where `start` is not known.
    """

    who: Sequence[Part]
    role: str
    start: str
    end: str
    earliest: str = ""


def timeline(label: str, first: str, stays: Sequence[Stay], as_of: str) -> html.Div:
    """A table of stays with their bars; `first` heads the column that tells who."""
    begin, last = _years(stays, as_of)
    ticks = [
        html.Span(str(year), style={"left": _share((year - begin) / (last - begin))}) for year in _ticks(begin, last)
    ]
    scale = html.Th(html.Div(ticks, className="stay-years", **aria(hidden="true")), className="stay-scale", scope="col")
    head = html.Tr([*(html.Th(title, scope="col") for title in (first, "Role", "Since", "Until")), scale])
    body = html.Tbody([_row(stay, begin, last, as_of) for stay in stays])
    return html.Div(
        html.Table([html.Thead(head), body], **aria(label=label)),
        className="plain-table stays", role="region", **aria(label=label),
    )  # fmt: skip


def timeline_key() -> html.P:
    """How to read the bars."""
    return html.P(
        [
            html.Span(className="stay-sign held", **aria(hidden="true")), " member  ",
            html.Span(className="stay-sign vague", **aria(hidden="true")),
            " some time in these: the date is known to the year or the month alone  ",
            html.Span(className="stay-sign unknown", **aria(hidden="true")), " since an unknown date",
        ],
        className="quiet stay-key",
    )  # fmt: skip


def _row(stay: Stay, begin: int, last: int, as_of: str) -> html.Tr:
    since = date_in_words(stay.start) if stay.start else "not known"
    until = date_in_words(stay.end) if stay.end else ""
    bars = html.Td(html.Div(_bars(stay, begin, last, as_of), className="stay-track", **aria(hidden="true")))
    return html.Tr([html.Th(list(stay.who), scope="row"), html.Td(stay.role), html.Td(since), html.Td(until), bars])


def _bars(stay: Stay, begin: int, last: int, as_of: str) -> list[Part]:
    """What surely held, and the stretches of time in which it began and ended where no day is known."""

    def place(day: str) -> float:
        return min(max((_number(day) - begin) / (last - begin), 0.0), 1.0)

    open_end = stay.end or as_of
    sure_from = place(last_day(stay.start)) if stay.start else 0.0
    sure_to = place(first_day(open_end))
    parts = []
    if not stay.start:
        parts.append(_bar("unknown", place(first_day(stay.earliest)) if stay.earliest else 0.0, sure_to))
    else:
        parts.append(_bar("vague", place(first_day(stay.start)), sure_from))
        parts.append(_bar("held", sure_from, sure_to))
    if stay.end:
        parts.append(_bar("vague", max(sure_to, sure_from), place(last_day(stay.end))))
    return [part for part in parts if part is not None]


def _bar(sort: str, start: float, end: float) -> Part:
    if end <= start:
        return None
    return html.Div(className=f"stay {sort}", style={"left": _share(start), "width": _share(end - start)})


def _years(stays: Sequence[Stay], as_of: str) -> tuple[int, int]:
    known = [int(day[:4]) for stay in stays for day in (stay.start or stay.earliest, stay.end) if day]
    last = max([int(as_of[:4]), *known]) + 1
    return min([*known, last - FEWEST_YEARS]), last


def _ticks(begin: int, last: int) -> list[int]:
    step = next(step for step in _STEPS if (last - begin) / step <= _MOST_TICKS or step == _STEPS[-1])
    return [year for year in range(begin, last) if year % step == 0]


def _number(day: str) -> float:
    """A day as a number of years: 2018-07-02 -> 2018.5. Days that no month has, such as 31 February, are its last."""
    year, month, number = (int(part) for part in day.split("-"))
    while True:
        try:
            return year + (date(year, month, number) - date(year, 1, 1)).days / _DAYS
        except ValueError:
            number -= 1


def _share(value: float) -> str:
    return f"{100 * value:.2f}%"
