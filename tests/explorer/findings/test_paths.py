"""Paths as they are found in the shipped graph, and what hangs on them."""

import pytest

from explorer.analysis.influence import Selection, Weights, network
from explorer.analysis.paths import AvoidedEntityError, SameEntityError, best_paths, candidates_of
from explorer.findings.path_parts import STRENGTHS, find_cuts, find_losses, find_reach
from explorer.findings.paths import PathsFound, find_paths, settled
from explorer.findings.questions import PathsQuestion
from explorer.findings.work import CancelledError
from explorer.reads.influence import Projections
from explorer.reads.naming import UnknownNameError
from graph_loader.database.connection import Database
from graph_loader.errors import UsageError
from graph_loader.schema import Schema

DAY = "2026-11-23"
HUAWEI, USA, GFCE = "company:huawei", "state:USA", "forum:gfce"


@pytest.fixture(scope="module")
def projections() -> Projections:
    return Projections()


def asked(**more: object) -> PathsQuestion:
    return PathsQuestion.model_validate({"from": HUAWEI, "to": USA, "as_of": DAY, **more})


@pytest.fixture(scope="module")
def told(shipped: Database, schema: Schema, projections: Projections) -> PathsFound:
    return find_paths(shipped, schema, asked(), projections)


def test_what_is_found_is_what_the_analysis_finds(
    told: PathsFound, projections: Projections, shipped: Database
) -> None:
    given = network(projections.of(shipped, told.schema), Weights(as_of=DAY), Selection(joining=True), told.schema)
    expected = best_paths(given, HUAWEI, USA, 5, candidates=candidates_of(5), distinct=True)
    assert [path.ids for path in told.found.paths] == [path.ids for path in expected.paths]
    assert told.best == told.before == expected.paths[0].strength
    assert told.looked == len(expected.paths) + len(expected.candidates)
    assert all(path.stability is not None and 0 < path.stability <= 1 for path in told.found.paths)
    assert told.ids[:2] == [HUAWEI, USA]
    assert set(told.ids) == {identity for path in expected.paths for identity in path.ids}


def test_what_is_left_without_each_of_those_between(
    told: PathsFound, projections: Projections, shipped: Database
) -> None:
    given = network(projections.of(shipped, told.schema), Weights(as_of=DAY), Selection(joining=True), told.schema)
    assert told.between
    shares = [each.share for each in told.between]
    assert shares == sorted(shares, reverse=True)
    for each in told.between:
        rest = best_paths(given.without([each.id]), HUAWEI, USA, 1)
        assert each.after == pytest.approx(rest.paths[0].strength if rest.paths else 0.0)
        assert each.after <= told.best * (1 + 1e-6)
        passing = [path for path in [*told.found.paths, *told.found.candidates] if each.id in path.ids]
        assert len(passing) == each.paths
        assert each.name != each.id


def test_the_answer_tells_it_all(told: PathsFound) -> None:
    answer = told.answer()
    assert [each["id"] for each in answer.json["between"]] == [each.id for each in told.between]
    assert answer.json["avoided"] == []
    assert answer.json["strength_if_none_avoided"] == told.best
    assert answer.text.startswith("1. Strength")


def test_without_somebody(shipped: Database, schema: Schema, projections: Projections, told: PathsFound) -> None:
    gone = told.between[0].id
    found = find_paths(shipped, schema, asked(avoid=[gone]), projections)
    assert found.before == pytest.approx(told.best)
    assert found.best == pytest.approx(told.between[0].after)
    assert all(gone not in path.ids for path in found.found.paths)
    assert [each.id for each in found.avoided] == [gone]
    lost = find_losses(shipped, schema, asked(avoid=[gone]), projections)
    assert lost.losses
    assert all(each.after < each.before for each in lost.losses)
    assert {each.id for each in lost.losses} <= lost.names.keys()


def test_weights_change_the_strength_and_are_told(shipped: Database, schema: Schema, projections: Projections) -> None:
    question = asked(weights={"influence": {"MEMBER_OF": [0.0, 0.0]}, "half_life": 0})
    found = find_paths(shipped, schema, question, projections)
    assert {step.relation for path in found.found.paths for step in path.steps} & {"MEMBER_OF"} == set()
    assert "nothing fades" in found.answer().json["method"]["what"]
    assert found.answer().json["weights"]["influence"] == {"MEMBER_OF": [0.0, 0.0]}


def test_without_a_date_it_is_about_today() -> None:
    weights, _ = settled(PathsQuestion(start=HUAWEI, goal=USA))
    assert len(weights.as_of) == len(DAY)
    assert settled(asked())[0].as_of == DAY
    assert settled(PathsQuestion(start=HUAWEI, goal=USA, weights=Weights(as_of="2018")))[0].as_of == "2018"


def test_weights_of_zero_leave_no_path_and_a_sentence(
    shipped: Database, schema: Schema, projections: Projections
) -> None:
    none = {relation: [0, 0] for relation in schema.relations}
    found = find_paths(shipped, schema, asked(weights={"influence": none}), projections)
    assert not found.found.paths
    assert (found.best, found.between) == (0.0, [])
    miss = found.answer().json["miss"]
    assert miss["sentences"][0].startswith("No path of influence leads from Huawei to United States")
    assert miss["nearest"]


@pytest.mark.parametrize(
    ("more", "error", "said"),
    [
        ({"to": HUAWEI}, SameEntityError, "passes each entity once"),
        ({"to": "state:XYZ"}, UnknownNameError, "Nothing in the graph is called 'state:XYZ'"),
        ({"avoid": [USA]}, AvoidedEntityError, "is to be avoided"),
        ({"via": [GFCE], "avoid": [GFCE]}, AvoidedEntityError, "is to be avoided"),
        ({"types": ["KNOWS"]}, UsageError, "KNOWS is no type of tie"),
        ({"weights": {"influence": {"KNOWS": [1, 1]}}}, UsageError, "KNOWS is no type of tie"),
    ],
)
def test_questions_that_cannot_be_answered(
    shipped: Database,
    schema: Schema,
    projections: Projections,
    more: dict[str, object],
    error: type[Exception],
    said: str,
) -> None:
    with pytest.raises(error, match=said):
        find_paths(shipped, schema, asked(**more), projections)


def test_progress_is_told_and_ends_the_work(shipped: Database, schema: Schema) -> None:
    told: list[str] = []

    def tell(_done: int, _whole: int, what: str) -> bool:
        told.append(what)
        return len(told) < 3

    with pytest.raises(CancelledError):
        find_paths(shipped, schema, asked(), Projections(), tell)
    assert told[0] == "Reading the ties"
    assert len(told) == 3


def test_a_cut_leaves_no_path(shipped: Database, schema: Schema, projections: Projections) -> None:
    found = find_cuts(shipped, schema, asked(), projections)
    given = network(projections.of(shipped, schema), Weights(as_of=DAY), Selection(joining=True), schema)
    assert [least for least, _ in found.cuts] == list(STRENGTHS)
    for least, cut in found.cuts:
        assert not cut.direct
        assert not best_paths(given.at_least(least).without(cut.entities), HUAWEI, USA, 1).paths
        assert {*cut.entities} <= found.names.keys()


@pytest.mark.parametrize("forward", [True, False])
def test_reach_is_ranked_by_the_strength_of_the_best_path(
    shipped: Database, schema: Schema, projections: Projections, forward: bool
) -> None:
    found = find_reach(shipped, schema, asked(), projections, forward=forward)
    given = network(projections.of(shipped, schema), Weights(as_of=DAY), Selection(joining=True), schema)
    assert found.most_steps == 3
    strengths = [each.strength for each in found.reach.reached]
    assert strengths == sorted(strengths, reverse=True)
    best = next(each for each in found.reach.reached if each.steps == 2)
    ends = (HUAWEI, best.id) if forward else (best.id, USA)
    assert (best.way[0], best.way[-1]) == ends
    assert best.strength <= best_paths(given, *ends, 1).paths[0].strength * (1 + 1e-6)
    assert set(best.way) <= found.names.keys()
