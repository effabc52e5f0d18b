"""Camps side by side: who stands where, and that nobody stands on another."""

import math
from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.graph.camp_blocks import ACROSS, BETWEEN, camp_blocks
from explorer.graph.spacing import NodeInfo

camps = st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=40)


def nodes(numbers: Sequence[int | None]) -> list[NodeInfo]:
    return [NodeInfo(f"state:{at:03}", "State", "ABC", camp=camp) for at, camp in enumerate(numbers)]


def test_camps_with_ties_between_them_are_neighbours() -> None:
    """Camps 0 and 2 are tied, 1 to neither: 1 does not stand between them."""
    infos = nodes([0] * 4 + [1] * 4 + [2] * 4)
    places = camp_blocks(infos, [("state:000", "state:008"), ("state:001", "state:009"), ("state:000", "state:001")])
    middle = [sum(places[each.id][0] for each in infos if each.camp == camp) for camp in range(3)]
    assert not min(middle[0], middle[2]) < middle[1] < max(middle[0], middle[2])


def test_those_of_no_camp_stand_below() -> None:
    places = camp_blocks(nodes([0, 0, 0, None, None]), [])
    assert min(places["state:003"][1], places["state:004"][1]) > max(places[f"state:00{at}"][1] for at in range(3))


def test_nobody_is_nowhere() -> None:
    assert camp_blocks([], []) == {}
    assert len(camp_blocks(nodes([None, None]), [])) == 2


@settings(max_examples=30)
@given(camps)
def test_nobody_stands_on_another_and_camps_are_apart(numbers: list[int | None]) -> None:
    infos = nodes(numbers)
    ties = [(one.id, other.id) for one, other in combinations(infos, 2) if (int(one.id[-3:]) * 7) % 5 == 0]
    places = camp_blocks(infos, ties)
    assert places == camp_blocks(infos, ties)
    assert set(places) == {info.id for info in infos}
    for one, other in combinations(infos, 2):
        apart = math.dist(places[one.id], places[other.id])
        assert apart >= 0.99 * ACROSS
        if one.camp is not None and other.camp is not None and one.camp != other.camp:
            assert abs(places[one.id][0] - places[other.id][0]) >= BETWEEN - 0.2
