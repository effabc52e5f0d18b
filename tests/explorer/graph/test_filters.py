import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.graph.elements import Tie
from explorer.graph.filters import Filters, begun, drawn, first_day, last_day, passes, shows, within

CASES = json.loads(Path(__file__).with_name("filter_cases.json").read_text("utf-8"))
DAYS = st.dates().map(lambda date: date.isoformat())
DATES = st.builds(lambda day, length: day[:length], DAYS, st.sampled_from([4, 7, 10]))
SOME_DATES = st.just("") | DATES
TIES = st.builds(
    lambda verified, polarity, start, end: tie(verified=verified, polarity=polarity, start=start, end=end),
    st.integers(0, 1),
    st.integers(-1, 1),
    SOME_DATES,
    SOME_DATES,
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "relations_off": st.lists(st.sampled_from(["SUPPORTS", "SIGNED"])),
        "polarities_off": st.lists(st.integers(-1, 1), max_size=3),
        "datasets_off": st.lists(st.sampled_from(["agreements", "ties"])),
        "unverified": st.booleans(),
        "from": SOME_DATES,
        "to": SOME_DATES,
        "as_of": SOME_DATES,
        "undated": st.booleans(),
        "outside": st.sampled_from(["fade", "vanish"]),
    },
).map(Filters.model_validate)


def tie(
    relation: str = "SUPPORTS",
    polarity: int = 1,
    verified: int = 1,
    start: str = "",
    end: str = "",
    dataset: str = "agreements",
) -> Tie:
    return (relation, 1, polarity, verified, start, end, dataset, "", "tie:1")


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    filters, one = Filters.model_validate(case["filters"]), tie(**case["tie"])
    ties, faded = drawn([one], filters)
    assert ("no" if not ties else "faded" if faded else "yes") == case["drawn"]
    assert passes(one, filters) == (case["drawn"] == "yes")


@given(DATES)
def test_a_date_lies_between_the_days_that_it_may_mean(date: str) -> None:
    assert len(first_day(date)) == len(last_day(date)) == 10
    assert first_day(date)[: len(date)] == last_day(date)[: len(date)] == date
    assert first_day(date) <= last_day(date)


@given(DAYS, DAYS, DAYS)
def test_of_whole_days_the_period_is_an_overlap(start: str, end: str, day: str) -> None:
    start, end = sorted((start, end))
    assert within(start, end, (day, day), undated=False) == (start <= day <= end)


@given(SOME_DATES, SOME_DATES, DATES)
def test_less_known_of_a_date_never_hides_a_tie(start: str, end: str, day: str) -> None:
    span = (first_day(day), last_day(day))
    if within(start, end, span, undated=True):
        assert within(start[:7], end[:7], span, undated=True)
        assert within(start[:4], end[:4], span, undated=True)


@given(SOME_DATES, SOME_DATES, DATES, DATES)
def test_a_longer_period_shows_more(start: str, end: str, one: str, other: str) -> None:
    begin, to = sorted((first_day(one), last_day(other)))
    if within(start, end, (begin, begin), undated=False):
        assert within(start, end, (begin, to), undated=False)
        assert within(start, end, ("", to), undated=False)
        assert within(start, end, (begin, ""), undated=False)


@given(TIES, FILTERS)
def test_without_filters_everything_passes_and_a_filter_only_takes_away(one: Tie, filters: Filters) -> None:
    assert passes(one, Filters())
    if passes(one, filters):
        assert passes(one, filters.model_copy(update={"relations_off": (), "as_of": "", "begin": "", "to": ""}))


@given(st.lists(TIES), FILTERS)
def test_what_is_drawn_of_a_line(ties: list[Tie], filters: Filters) -> None:
    shown, faded = drawn(ties, filters)
    inside = [one for one in ties if passes(one, filters)]
    assert set(shown) <= set(ties)
    if inside:
        assert (shown, faded) == (inside, False)
    else:
        assert not shown or (faded and filters.outside == "fade")


@given(FILTERS)
def test_filters_come_back_as_they_were_given(filters: Filters) -> None:
    given_ones = filters.model_dump(mode="json", exclude_unset=True)
    assert "begin" not in given_ones
    assert Filters.model_validate(json.loads(json.dumps(given_ones))) == filters


def test_entities_begin_too() -> None:
    filters = Filters.model_validate({"as_of": "1950", "kinds_off": ["Company"]})
    assert begun("1950-12", filters)
    assert begun("", filters)
    assert not begun("1951", filters)
    assert begun("2020", Filters.model_validate({"from": "2021"}))
    assert shows("State", "1945", filters)
    assert not shows("Company", "1945", filters)
    assert not shows("State", "1973", filters)


@pytest.mark.parametrize(
    "wrong",
    [
        {"as_of": "18"},
        {"as_of": "2018-13"},
        {"from": "2018-02-32"},
        {"to": "2018\n"},
        {"to": "२०१८"},
        {"outside": "hide"},
        {"kinds_off": ["State'] OR true //"]},
        {"relations_off": ["SIGNED`"]},
        {"datasets_off": ["it's"]},
        {"polarities_off": [2]},
        {"begin": "2018"},
        {"more": 1},
        {"kinds_off": ["State"] * 201},
    ],
    ids=str,
)
def test_filters_that_cannot_be_meant_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Filters.model_validate(wrong)
