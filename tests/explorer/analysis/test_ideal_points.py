import numpy as np
import pytest
from hypothesis import given, settings
from scipy.spatial.distance import pdist, squareform

from explorer.analysis.ideal_points import coordinates, ideal_points, turned
from explorer.analysis.patterns import patterns
from explorer.analysis.positions import Positions
from tests.explorer.analysis.stands import stands, tables

LADDER = ["A ----", "B +---", "C ++--", "D +++-", "E ++++"]


def test_a_ladder_of_votes_lies_on_a_line() -> None:
    # Neighbours differ on one of four votes: the distances 1 - agreement are 1/4, 1/2, ..., so on a line -2 to 2 steps
    # of 1/4 apart. With mean 0 and variance 1, where -2, -1, 0, 1, 2 have variance 2, the steps are 1 / sqrt(2).
    found = ideal_points(stands(*LADDER), resamples=0)
    assert [point.id for point in found.points] == list("ABCDE")
    wanted = np.arange(-2, 3) / np.sqrt(2)
    assert [point.position for point in found.points] == pytest.approx(wanted.tolist())
    assert [point.second for point in found.points] == pytest.approx([0] * 5, abs=1e-6)
    assert found.explained == pytest.approx((1, 0))
    assert found.position_of["E"] == pytest.approx(np.sqrt(2))


def test_loadings_explain_the_axis() -> None:
    positions = stands(*[f"{line}{sign}" for line, sign in zip(LADDER, "0+-+0", strict=True)])
    found = ideal_points(positions, resamples=0)
    places = [point.position for point in found.points]
    for loading in found.loadings:
        at = [item.id for item in positions.items].index(loading.item)
        assert loading.first == pytest.approx(np.corrcoef(positions.values[:, at], places)[0, 1])
    assert {loading.item for loading in found.loadings[:2]} == {"v1", "v2"}, "the votes that halve the line"
    assert found.loadings[0].first is not None
    assert found.loadings[0].first > 0
    alike = ideal_points(stands(*[f"{line}+" for line in LADDER]), resamples=0)
    assert alike.loadings[-1].first is None, "on which all agree explains nothing"


def test_the_axis_can_be_turned_to_go_with_another() -> None:
    here = ideal_points(stands(*LADDER), resamples=0)
    there = ideal_points(stands(*LADDER), resamples=0, like={"A": 2.0, "E": -1.0, "unknown": 9.0})
    assert [point.position for point in there.points] == pytest.approx([-point.position for point in here.points])


def of_actors(positions: Positions) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The distances between the actors, from all votes known."""
    return np.asarray(squareform(pdist(positions.values, lambda one, other: float(np.abs(one - other).mean() / 2))))


@given(tables(signs="++--0", most_actors=10, most_items=8))
@settings(max_examples=50, deadline=None)
def test_places_are_those_of_classical_scaling_without_patterns(table: list[str]) -> None:
    positions = stands(*table)
    found = patterns(positions, 1)
    places, share = coordinates(found, np.ones((found.items, 1)))
    apart = of_actors(positions) ** 2
    whole = len(apart)
    centre = np.eye(whole) - 1 / whole
    values, vectors = np.linalg.eigh(-centre @ apart @ centre / 2)
    if values[-1] < 1e-9:
        assert not share.any()
        return
    wanted = vectors[:, -1] * np.sqrt(whole)
    here = places[0][found.of][:, 0]
    assert here.mean() == pytest.approx(0, abs=1e-6)
    assert here.std() == pytest.approx(1)
    if len(values) < 2 or values[-1] - values[-2] > 1e-6:
        assert abs(here @ wanted) / whole == pytest.approx(1)
    assert share[0, 0] == pytest.approx(values[-1] / values[values > 1e-9].sum())


@given(tables())
@settings(max_examples=40, deadline=None)
def test_intervals_hold_the_points(table: list[str]) -> None:
    found = ideal_points(stands(*table), least_shared=1, resamples=30)
    for point in found.points:
        assert point.low is not None
        assert point.high is not None
        assert point.low[0] <= point.position + 1e-9
        assert point.position <= point.high[0] + 1e-9
        assert point.low[1] <= point.second + 1e-9 <= point.high[1] + 2e-9
    assert found.points or found.notes


def test_resamples_are_turned_onto_the_points() -> None:
    base = np.array([[1.0, 0.0], [0.0, 0.5], [-1.0, -0.5]])
    quarter = np.array([[0.0, 1.0], [-1.0, 0.0]])
    cloud = np.stack([base @ quarter, base * [1, -1], base])
    assert turned(cloud, base, np.ones(3)) == pytest.approx(np.stack([base] * 3))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ((), "nothing to compare"),
        (("A ++", "B --"), "2 actors can be placed on an axis; at least 3 are needed."),
        (("A ++", "B ++", "C ++"), "All agree on everything"),
        (("A +..", "B .+.", "C ..+"), "0 actors can be placed"),
    ],
)
def test_little_gives_a_sentence(table: tuple[str, ...], said: str) -> None:
    found = ideal_points(stands(*table), least_shared=1, resamples=20)
    assert found.points == ()
    assert said in " ".join(found.notes)


def test_work_can_be_stopped() -> None:
    found = ideal_points(stands(*LADDER), resamples=500, progress=lambda *_: False)
    assert found.resamples == 0
    assert found.points[0].low is None
    assert "Stopped after 0 of 500 resamples." in found.notes
