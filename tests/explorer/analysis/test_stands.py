"""Everything about one actor in one record, in the order in which blocks show."""

from explorer.analysis.divides import divides
from explorer.analysis.stands import stands
from tests.explorer.analysis.stands import stands as table

TWO = [f"{name} ++++----" for name in "ABCDE"] + [f"{name} ----++++" for name in "VWXYZ"]


def test_camps_stand_together_along_the_axis() -> None:
    found = divides(table(*TWO, "M ++00--00", "S ......++"), resamples=20)
    told = stands(found)
    camps = [each.camp for each in told]
    assert sorted(each.id for each in told) == sorted([*"ABCDEVWXYZMS"])
    assert camps.index(None) >= 10 if None in camps else True
    runs = [camp for at, camp in enumerate(camps) if at == 0 or camps[at - 1] != camp]
    assert len(runs) == len(set(camps)), "each camp is one block"
    placed = [each.place[0] for each in told if each.camp == camps[0] and each.place]
    assert placed == sorted(placed)


def test_one_record_holds_what_the_parts_say() -> None:
    found = divides(table(*TWO), resamples=30)
    told = {each.id: each for each in stands(found)}
    one = told["A"]
    point = next(point for point in found.ideal_points.points if point.id == "A")
    assert (one.place, one.low, one.high) == ((point.position, point.second), point.low, point.high)
    assert one.camp == found.camps.camp_of["A"]
    assert one.firmness == 1.0
    assert (one.taken, one.name) == (8, "A")
    assert {one.first, one.second} == {1.0, 0.0}
    assert one.nearness == 0.0


def test_without_items_there_is_nobody() -> None:
    assert stands(divides(table(), resamples=0)) == ()
