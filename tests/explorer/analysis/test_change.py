import random

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from explorer.analysis.change import PeriodError, changes, sentences
from explorer.graph.records import Tie
from graph_loader.schema import Schema, load_schema

SCHEMA = load_schema()


def tie(name: str, start: str = "", end: str = "", relation: str = "ALLIED_WITH", **properties: object) -> Tie:
    source, target = name.split("-")
    kept = {"id": name + start, "start": start, "end": end, "verified": True, **properties}
    return Tie(relation, f"state:{source}", f"state:{target}", "", {k: v for k, v in kept.items() if v != ""})


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2019", "", "added"),
        ("2018-07", "", "added"),
        ("2020-06-30", "", "added"),
        ("2018", "", ""),  # may have begun by June 2018
        ("2018-06-30", "", ""),  # by the end of June 2018 it had
        ("2020-07", "", ""),  # only after June 2020
        ("2010", "2019", "ended"),
        ("", "2019-05-01", "ended"),
        ("2010", "2020", ""),  # may last through June 2020
        ("2010", "2017", ""),
        ("2019", "2019-03", "passing"),
        ("2018-12", "2020", "added"),
    ],
)
def test_between_june_2018_and_june_2020(schema: Schema, start: str, end: str, expected: str) -> None:
    found = changes([tie("A-B", start, end)], "2018-06", "2020-06", schema)
    assert [name for name in ("added", "ended", "passing") if getattr(found, name)] == ([expected] if expected else [])


def test_what_turned(schema: Schema) -> None:
    ties = [
        tie("A-B", "2000"),
        tie("B-A", "2019", relation="SANCTIONED"),  # fell out, whichever way the tie runs
        tie("C-D", "2001", relation="RESTRICTED", value="ban"),
        tie("C-D", "2002", "2005"),  # over long before, so the ban was the last that held
        tie("C-D", "2019-02", relation="COOPERATES_WITH"),
        tie("C-D", "2020", relation="SANCTIONED"),  # back again: the first of the other sign is told
        tie("E-F", "2001"),
        tie("E-F", "2019", relation="COOPERATES_WITH"),  # no other sign
        tie("G-H", "2019", relation="SANCTIONED"),  # nothing before
        tie("I-J", relation="ALLIED_WITH"),
        tie("I-J", "2019", relation="SANCTIONED"),  # nobody knows when they became allies
    ]
    found = changes(ties, "2018", "2020", schema)
    assert [(each.before.properties["id"], each.after.properties["id"], each.sign) for each in found.turned] == [
        ("A-B2000", "B-A2019", -1),
        ("C-D2001", "C-D2019-02", 1),
    ]
    assert found.undated == 1
    assert found.as_dict()["turned"][0]["after"]["type"] == "SANCTIONED"


def test_a_status_that_changed_sign(schema: Schema) -> None:
    text = [
        Tie("SIGNED", "state:A", "agreement:x", "", {"id": str(at), "value": value, "start": start, "verified": False})
        for at, (value, start) in enumerate((("ratified", "2003"), ("withdrew", "2019-11-26")))
    ]
    found = changes(text, "2018", "2020", schema)
    names = {"state:A": "A", "agreement:x": "the Treaty"}
    assert sentences(found, schema, names) == [
        "Between 2018 and 2020: 1 tie added, 0 ties ended and 1 pair turned.",
        "Fell out: A signed the Treaty: ratified (2003, unverified); "
        "then A signed the Treaty: withdrew (26 November 2019, unverified).",
        "Added: A signed the Treaty: withdrew (26 November 2019, unverified).",
    ]
    many = [tie(f"A-B{at}", "2019") for at in range(5)]
    told = sentences(changes([*many, tie("A-Z")], "2018", "2020", schema), schema, {}, most=2)
    assert told[-2:] == [
        "Added: 3 more, not listed here.",
        "Of 1 tie no date is known, so nothing can be said of them.",
    ]


@pytest.mark.parametrize(("before", "after"), [("2020", "2018"), ("2018", "2018"), ("2018", "2018-06"), ("", "2018")])
def test_periods_that_mean_nothing(schema: Schema, before: str, after: str) -> None:
    with pytest.raises(PeriodError, match="earlier"):
        changes([], before, after, schema)


DATES = st.sampled_from(["", "2016", "2017-03", "2018-06-01", "2018", "2019-12", "2020-02-03", "2021"])


@settings(max_examples=60, deadline=None)
@over(st.lists(st.tuples(DATES, DATES), max_size=12), st.integers(0, 100))
def test_every_tie_changes_in_one_way_at_most_and_order_does_not_matter(
    dates: list[tuple[str, str]], seed: int
) -> None:
    ties = [tie(f"A{at}-B", start, end) for at, (start, end) in enumerate(dates)]
    found = changes(ties, "2018", "2020", SCHEMA)
    told = [id(each) for name in ("added", "ended", "passing") for each in getattr(found, name)]
    assert len(told) == len(set(told)) <= len(ties) - found.undated
    assert changes(random.Random(seed).sample(ties, len(ties)), "2018", "2020", SCHEMA) == found
