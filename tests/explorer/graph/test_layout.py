from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from explorer.graph.layout import ROW, Place, ellipse

LABEL_HEIGHT, CHARACTER, NODE = 15.0, 8.0, 13.0
CENTRE_HALF, CENTRE_LABEL = 20.0, 26


def box(place: Place, letters: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a node with its label."""
    outward = NODE / 2 + 4 + letters * CHARACTER
    left = place.x - (outward if place.side == "left" else NODE / 2)
    right = place.x + (outward if place.side == "right" else NODE / 2)
    return left, place.y - LABEL_HEIGHT / 2, right, place.y + LABEL_HEIGHT / 2


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(st.lists(st.integers(1, 60), max_size=120))
def test_labels_never_meet(lengths: list[int]) -> None:
    places = ellipse([str(number) for number in range(len(lengths))])
    boxes = [box(places[str(number)], letters) for number, letters in enumerate(lengths)]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


@given(st.integers(0, 120))
def test_the_centre_and_its_label_stay_free(number: int) -> None:
    width = CENTRE_LABEL * 9 / 2
    middle = (-width, -CENTRE_HALF, width, CENTRE_HALF + 30)
    places = ellipse([str(each) for each in range(number)])
    assert not any(overlap(middle, box(place, 26)) for place in places.values())


@given(st.integers(1, 120))
def test_no_line_crosses_a_label(number: int) -> None:
    """Labels are written away from the middle, where no line goes: a line ends at its node."""
    for place in ellipse([str(each) for each in range(number)]).values():
        assert place.side == ("right" if place.x > 0 else "left")


@given(st.integers(0, 120))
def test_the_order_is_kept_clockwise_from_the_top(number: int) -> None:
    ids = [str(each) for each in range(number)]
    places = ellipse(ids)
    right = [places[each].y for each in ids if places[each].side == "right"]
    left = [places[each].y for each in ids if places[each].side == "left"]
    assert places.keys() == set(ids)
    assert right == sorted(right)
    assert left == sorted(left, reverse=True)
    assert all(later - earlier >= ROW - 0.11 for earlier, later in pairwise(right))
