import pytest

from explorer.graph.memberships import called, enumerated, plural
from explorer.graph.notes import connecting, counted, cut_of, former, grown, not_there, whom
from explorer.graph.records import Choice
from graph_loader.schema import Schema

FRANCE = {"state:FRA": "France"}
TWO = FRANCE | {"state:DEU": "Germany"}


def chosen(number: int, whole: int, already: int = 0) -> Choice:
    return Choice(FRANCE, [f"x:{at}" for at in range(number)], whole, already)


def test_a_cut_says_how_much_is_shown_and_what() -> None:
    assert cut_of(chosen(20, 143)) == {"shown": 20, "whole": 143}
    assert grown(chosen(20, 143), "neighbours of France") == (
        "20 of 143 neighbours of France are shown: those with the most ties."
    )
    assert grown(chosen(20, 143, 10), "neighbours of France", rank="date") == (
        "30 of 143 neighbours of France are shown: the 20 added are those with the latest ties."
    )
    assert grown(chosen(1000, 12340), "companies", "Narrow it.").endswith("most ties. Narrow it.")


def test_what_is_whole_needs_no_words() -> None:
    assert cut_of(chosen(20, 30, 10)) is None
    assert grown(chosen(20, 30, 10), "neighbours of France") == ""


def test_nothing_new_is_told() -> None:
    assert grown(chosen(0, 3, 3), "neighbours of France") == "All 3 neighbours of France are shown already."
    assert grown(chosen(0, 0), "neighbours of France") == "The graph holds no neighbours of France."


def test_what_connects() -> None:
    assert connecting(Choice(TWO, ["a:b"], 1)) == ""
    assert connecting(Choice(TWO, [], 0)) == "Nothing is tied to both France and Germany."
    assert connecting(Choice(TWO, [], 2, 2)) == "All that is tied to both France and Germany is shown already."
    assert "1 of 9 are shown" in connecting(Choice(TWO, ["a:b"], 9))


def test_names_and_numbers() -> None:
    assert whom(TWO) == "France and Germany"
    assert whom(["a"] * 1200) == "1,200 entities"
    assert [counted(1, "tie"), counted(1200, "tie"), counted(2, "entity", "entities")] == [
        "1 tie",
        "1,200 ties",
        "2 entities",
    ]
    assert not_there(["a:1", "a:2", "a:3", "a:4", "a:5"]) == "Not in the graph: a:1, a:2, a:3 and 2 more."
    assert not_there([]) == ""
    assert [enumerated([]), enumerated(["a"]), enumerated(["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_those_who_left_are_counted() -> None:
    assert former(Choice({}, [], 0)) == ""
    assert former(Choice({}, [], 28, former=1)) == "1 of them has left since: set a date to see who belonged when."


@pytest.mark.parametrize(
    ("relations", "word"),
    [
        (["MEMBER_OF"], "members"),
        (["SUPPORTS", "SIGNED"], "signers and supporters"),
        (["PART_OF"], "parts"),
        ([], "members"),
    ],
)
def test_what_those_who_belong_are_called(relations: list[str], word: str) -> None:
    assert called(relations) == word


def test_kinds_in_the_plural_stand_in_a_sentence(schema: Schema) -> None:
    assert [plural(schema, kind) for kind in ("State", "ThreatGroup", "Person")] == [
        "states",
        "threat groups",
        "people",
    ]
