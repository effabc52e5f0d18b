from explorer.analysis.influence import Weights
from explorer.analysis.paths import best_paths
from explorer.analysis.sentences import pairs_of, strength_in_words, told_miss, told_path, told_step
from explorer.graph.records import Tie
from graph_loader.schema import Schema
from tests.explorer.analysis.small_networks import Drawn, networked

NAMES = {
    "company:huawei": "Huawei",
    "company:microsoft": "Microsoft",
    "state:USA": "the United States",
    "person:p": "P",
}
GUIDE = Tie(
    "PARTNERED_WITH", "company:huawei", "company:microsoft", "",
    {"id": "t1", "start": "2016", "value": "Buyers guide", "note": "A guide.", "verified": True,
     "source_url": "https://www.example.org/guide"},
)  # fmt: skip
OTHER = Tie("FUNDS", "company:microsoft", "company:huawei", "", {"id": "t0", "verified": True})
SEAT = Tie("BASED_IN", "company:microsoft", "state:USA", "", {"id": "t2", "verified": False})
DRAWN = [
    Drawn("company:huawei", "company:microsoft", "PARTNERED_WITH", "2016"),
    Drawn("company:microsoft", "USA", "BASED_IN", verified=False),
]


def test_a_path_as_a_sentence(schema: Schema) -> None:
    weights = Weights(as_of="2026", influence={"PARTNERED_WITH": (0.4, 0.4), "BASED_IN": (0.1, 0.3)})
    path = best_paths(networked(DRAWN, schema, weights), "company:huawei", "state:USA").paths[0]
    assert told_path(path, [OTHER, GUIDE, SEAT], schema, NAMES) == (
        "Huawei partnered with Microsoft (Buyers guide, 2016, example.org), "
        "which is based in the United States (unverified)."
    )
    told = told_step(path.steps[0], [OTHER, GUIDE], schema, NAMES)
    assert told.sentence == "Huawei partnered with Microsoft (Buyers guide, 2016, example.org)"
    assert (told.tie, list(told.others), told.note, told.source) == ("t1", ["t0"], "A guide.", "example.org")
    assert told.why == schema.relations["PARTNERED_WITH"].influence.why
    assert told.as_dict()["source_url"] == "https://www.example.org/guide"
    assert strength_in_words(path.steps[0]) == "0.2 = influence 0.4 × confidence 1 × recency 0.5"
    assert set(pairs_of([path])) == {
        ("company:huawei", "company:microsoft"), ("company:microsoft", "company:huawei"),
        ("company:microsoft", "state:USA"), ("state:USA", "company:microsoft"),
    }  # fmt: skip


def test_a_path_against_its_ties_over_a_person_without_their_data(schema: Schema) -> None:
    ties = [Drawn("person:p", "company:huawei", "WORKS_FOR"), Drawn("person:p", "USA", "LEADS")]
    path = best_paths(networked(ties, schema), "company:huawei", "state:USA").paths[0]
    assert told_path(path, [], schema, NAMES) == "Huawei employs or employed P, who leads or led the United States."


def test_a_near_miss_in_words(schema: Schema) -> None:
    weights = Weights(influence={"BASED_IN": (0.0, 0.3)})
    given = networked(DRAWN, schema, weights, extra=["ZZZ"])
    miss = best_paths(given, "company:huawei", "state:USA").miss
    assert miss is not None
    told = told_miss(miss, "company:huawei", "state:USA", [GUIDE, SEAT], schema, NAMES)
    assert told == [
        "No path of influence leads from Huawei to the United States with these weights and filters: Huawei reaches "
        "1 entity, and the United States can be reached from 0 entities.",
        "What comes closest lacks influence in 1 step: Huawei partnered with Microsoft (Buyers guide, 2016, "
        "example.org), which is tied to the United States without influence in this direction: "
        "it is based in the United States (unverified).",
    ]
    apart = best_paths(given, "company:huawei", "state:ZZZ").miss
    assert apart is not None
    assert told_miss(apart, "company:huawei", "state:ZZZ", [], schema, NAMES)[1] == "No ties of any kind join the two."
