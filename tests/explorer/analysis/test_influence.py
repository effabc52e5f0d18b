import math
import random

import numpy as np
import pytest
from pydantic import ValidationError

from explorer.analysis.influence import Network, Selection, Weights
from explorer.analysis.projection import (
    UnknownEntityError,
    date_of_number,
    first_days,
    last_days,
    number_of_date,
)
from explorer.graph.filters import first_day, last_day
from graph_loader.schema import Schema
from tests.explorer.analysis.small_networks import Drawn, as_networkx, networked, projected, random_ties


def strength(given: Network, source: str, target: str) -> float:
    """Of the strongest tie between two states; 0 where none carries."""
    at, to = given.projection.indices([f"state:{source}", f"state:{target}"])
    targets, lengths = given.neighbours(at)
    return float(np.exp(-lengths[targets == to].min(initial=np.inf)))


def test_dates_as_numbers_keep_their_precision() -> None:
    for date in ("", "2018", "2018-02", "2018-02-28", "0999"):
        number = number_of_date(date)
        assert date_of_number(number) == (date if date != "0999" else "999")
        known = np.array([number], np.int32)
        if date and date != "0999":
            assert first_days(known)[0] == number_of_date(first_day(date))
            assert last_days(known)[0] == number_of_date(last_day(date))
    assert first_days(np.array([0], np.int32))[0] == last_days(np.array([0], np.int32))[0] == 0


def test_strength_is_influence_times_confidence_times_recency(schema: Schema) -> None:
    # FUNDS 0.8 along and 0.1 against; unverified ties count a quarter; DRAFTED fades, by half in 10 years.
    weights = Weights(
        as_of="2026", influence={"FUNDS": (0.8, 0.1), "DRAFTED": (0.6, 0.2)}, unverified=0.25, half_life=10
    )
    ties = [
        Drawn("A", "B", "FUNDS", verified=False),
        Drawn("C", "D", "DRAFTED", "2016"),
        Drawn("E", "F", "DRAFTED"),
        Drawn("G", "H", "DRAFTED", "2000", "2006"),
        Drawn("I", "J", "FUNDS", "1950"),
    ]
    given = networked(ties, schema, weights)
    assert strength(given, "A", "B") == pytest.approx(0.8 * 0.25)
    assert strength(given, "B", "A") == pytest.approx(0.1 * 0.25)
    assert strength(given, "C", "D") == pytest.approx(0.6 * 0.5)  # ten years, one half-life
    assert strength(given, "D", "C") == pytest.approx(0.2 * 0.5)
    assert strength(given, "E", "F") == pytest.approx(0.6 * 0.5)  # no date: counts as one half-life old
    assert strength(given, "G", "H") == pytest.approx(0.6 * 0.25)  # twenty years from its end
    assert strength(given, "I", "J") == pytest.approx(0.8)  # lasts: does not fade
    unfading = networked(ties, schema, weights.model_copy(update={"half_life": 0.0}))
    assert strength(unfading, "G", "H") == pytest.approx(0.6)


def test_what_began_later_or_is_over_does_not_count(schema: Schema) -> None:
    ties = [
        Drawn("A", "B", "ALLIED_WITH", "2018-06"),
        Drawn("A", "C", "ALLIED_WITH", "2000", "2018"),
        Drawn("A", "D", "DRAFTED", "2000", "2010"),
    ]
    reached = {
        as_of: [name for name in "BCD" if strength(networked(ties, schema, Weights(as_of=as_of)), "A", name)]
        for as_of in ("", "2018-05", "2018", "2018-06-30", "2019")
    }
    # 2018-05 is before June; the alliance that ended in 2018 lasts through that year; what was drafted stays drafted.
    assert reached == {
        "": ["B", "C", "D"],
        "2018-05": ["C", "D"],
        "2018": ["B", "C", "D"],
        "2018-06-30": ["B", "C", "D"],
        "2019": ["B", "D"],
    }


def test_of_parallel_ties_the_strongest_counts_and_the_others_are_listed(schema: Schema) -> None:
    # Along: FUNDS 0.5, SANCTIONED 0.3 as given; against: FUNDS 0.2, and ALLIED_WITH 0.4 in both ways.
    weights = Weights(influence={"FUNDS": (0.5, 0.2), "SANCTIONED": (0.3, 0.0), "ALLIED_WITH": (0.4, 0.4)})
    ties = [Drawn("A", "B", "SANCTIONED", polarity=-1), Drawn("A", "B", "FUNDS"), Drawn("B", "A", "ALLIED_WITH")]
    given = networked(ties, schema, weights)
    assert strength(given, "A", "B") == pytest.approx(0.5)
    assert strength(given, "B", "A") == pytest.approx(0.4)
    rows, along, strengths = given.arcs(0, 1)
    assert [(ties[row].relation, bool(forth)) for row, forth in zip(rows, along, strict=True)] == [
        ("FUNDS", True), ("ALLIED_WITH", False), ("SANCTIONED", True),
    ]  # fmt: skip
    assert strengths == pytest.approx([0.5, 0.4, 0.3])
    assert len(given.arcs(1, 0)[0]) == 2  # SANCTIONED carries nothing back


@pytest.mark.parametrize(
    ("selection", "along", "against"),
    [
        (Selection(), 0.5, 0.2),
        (Selection(direction="backward"), 0.2, 0.5),
        (Selection(direction="either"), 0.5, 0.5),
        (Selection(relations=("VOTED",)), 0.0, 0.0),
        (Selection(verified=True), 0.0, 0.0),
        (Selection(joining=True), 0.0, 0.0),
        (Selection(avoid=("state:B",)), 0.0, 0.0),
    ],
)
def test_what_a_selection_lets_through(schema: Schema, selection: Selection, along: float, against: float) -> None:
    weights = Weights(influence={"FUNDS": (0.5, 0.2)}, unverified=1.0)
    given = networked([Drawn("A", "B", "FUNDS", verified=False, polarity=-1)], schema, weights, selection)
    assert (strength(given, "A", "B"), strength(given, "B", "A")) == pytest.approx((along, against))


def test_weights_travel_as_a_small_dict() -> None:
    changed = Weights(as_of="2020-01", influence={"FUNDS": (0.25, 0.5)}, half_life=5)
    assert changed.as_dict() == {"as_of": "2020-01", "influence": {"FUNDS": [0.25, 0.5]}, "half_life": 5.0}
    assert Weights.model_validate(changed.as_dict()) == changed
    assert Weights().as_dict() == {}


@pytest.mark.parametrize(
    "bad", [{"influence": {"FUNDS": [1.5, 0]}}, {"unverified": -1}, {"half_life": math.nan}, {"as_of": "May"}, {"x": 1}]
)
def test_weights_that_mean_nothing_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Weights.model_validate(bad)


def test_what_was_done_once_is_declared_to_fade_and_what_lasts_is_not(schema: Schema) -> None:
    fading = {name for name, relation in schema.relations.items() if relation.influence.fades}
    assert {"DRAFTED", "PARTNERED_WITH", "PARTICIPATED_IN", "VOTED"} <= fading
    assert not fading & {"ALLIED_WITH", "BASED_IN", "FUNDS", "LEADS", "MEMBER_OF", "PART_OF", "SIGNED", "SUPPORTS"}


def test_what_is_not_declared_carries_nothing(schema: Schema) -> None:
    assert Weights().of("INVENTED", schema) == (0.0, 0.0)
    assert Weights().of("LEADS", schema) == (
        schema.relations["LEADS"].influence.forward,
        schema.relations["LEADS"].influence.backward,
    )


def test_an_id_that_is_not_there_is_named(schema: Schema) -> None:
    found = projected([Drawn("A", "B")], schema)
    with pytest.raises(UnknownEntityError, match="state:X") as error:
        found.indices(["state:A", "state:X", "zebra"])
    assert error.value.ids == ("state:X", "zebra")
    with pytest.raises(UnknownEntityError):
        networked([Drawn("A", "B")], schema, selection=Selection(avoid=("state:X",)))


def test_permuting_the_ties_changes_nothing(schema: Schema) -> None:
    ties = random_ties(1, 20, 80)
    mixed = random.Random(2).sample(ties, len(ties))
    one, other = (as_networkx(networked(each, schema, Weights(as_of="2026"))) for each in (ties, mixed))
    assert dict(one.adjacency()) == dict(other.adjacency())
    assert one.number_of_edges() > 40


def test_a_tie_to_itself_joins_nothing_and_an_empty_graph_is_none(schema: Schema) -> None:
    assert len(networked([Drawn("A", "A")], schema).targets) == 0
    empty = networked([], schema, extra=["A", "B"])
    assert empty.size == 2
    assert len(empty.targets) == 0
    assert networked([], schema).size == 0


def test_networks_of_a_part(schema: Schema) -> None:
    weights = Weights(influence={"ALLIED_WITH": (0.5, 0.5), "FUNDS": (0.25, 0.0)})
    ties = [Drawn("A", "B"), Drawn("B", "company:c", "FUNDS"), Drawn("company:c", "D")]
    given = networked(ties, schema, weights)
    assert len(given.targets) == 5
    assert len(given.at_least(0.5).targets) == 4
    assert given.at_least(0) is given
    assert len(given.without(["state:B"]).targets) == 2
    assert len(given.through(["State"], [], schema).targets) == 2
    assert len(given.through(["State"], ["company:c"], schema).targets) == 5
    assert given.projection.megabytes < 0.01
