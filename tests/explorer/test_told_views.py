"""What pages tell of what they show: all of it once, then what has changed; and that nothing odd is taken for it."""

from typing import Any

import pytest

from explorer.told_views import MOST_PAGES, ToldViews

PAGE = "0123456789abcdef"


def ask(seq: int, **told: Any) -> dict[str, Any]:
    return {"do": "layout", "seq": seq, "page": PAGE, **told}


def test_changes_are_added_to_what_was_told() -> None:
    views = ToldViews()
    first, order = views.whole(ask(1, shown=["a", "b", "c"], at=[0, 1, 2, 3, 4, 5]))
    assert isinstance(first, dict)
    assert (first["shown"], first["at"], order) == (["a", "b", "c"], [0, 1, 2, 3, 4, 5], ["a", "b", "c"])
    second, order = views.whole(ask(4, since=1, gone=["a"], shown=["d", "b"], at=[9, 9, 7, 7]))
    assert isinstance(second, dict)
    assert (second["shown"], second["at"]) == (["b", "c", "d"], [7, 7, 4, 5, 9, 9])
    assert order == ["b", "c", "d"]
    assert second["do"] == "layout"


def test_lines_are_told_by_the_numbers_of_their_ends() -> None:
    views = ToldViews()
    views.whole(ask(1, shown=["a", "b"], at=[0, 0, 1, 1]))
    whole, _ = views.whole(ask(2, since=1, shown=["c"], at=[2, 2], pairs=[0, 2, 1, 0]))
    assert isinstance(whole, dict)
    assert whole["lines"] == [("a", "c"), ("b", "a")]


def test_what_an_answer_gave_need_not_be_told() -> None:
    views = ToldViews()
    views.whole(ask(1, shown=["a"], at=[0, 0]))
    views.add(ask(1), {"b": [5, 6], "a": [9, 9]})
    second, order = views.whole(ask(2, since=1))
    assert isinstance(second, dict)
    assert (order, second["at"]) == (["a", "b"], [0, 0, 5, 6])
    views.add(ask(1), {"late": [0, 0]})  # the page has asked again meanwhile
    views.add({"do": "open", "seq": 2}, {"c": [0, 0]})
    views.add(None, {"c": [0, 0]})
    assert views.whole(ask(3, since=2))[1] == ["a", "b"]


def test_a_page_that_is_not_remembered_has_to_tell_all_again() -> None:
    views = ToldViews()
    assert views.whole(ask(2, since=1)) == (None, [])
    views.whole(ask(3, shown=["a"], at=[0, 0]))
    assert views.whole(ask(9, since=8)) == (None, [])  # an ask between was lost
    assert views.whole(ask(10, since=3))[1] == ["a"]
    for number in range(MOST_PAGES):
        views.whole(ask(1, shown=["b"], at=[0, 0]) | {"page": f"{number:016x}"})
    assert views.whole(ask(11, since=10)) == (None, [])


def test_telling_all_again_replaces_what_was_told() -> None:
    views = ToldViews()
    views.whole(ask(1, shown=["a"], at=[0, 0]))
    assert views.whole(ask(2, shown=["b"], at=[1, 1]))[1] == ["b"]
    assert views.whole(ask(3, since=2))[1] == ["b"]


def test_an_ask_about_nothing_shown_is_left_as_it_is() -> None:
    views = ToldViews()
    others: tuple[object, ...] = ({"do": "open", "seq": 1, "ids": ["a"]}, None, 7, "text", [])
    for other in others:
        assert views.whole(other) == (other, [])


@pytest.mark.parametrize(
    "told",
    [
        {"shown": ["a"], "at": [0]},
        {"shown": ["a"], "at": ["x", "y"]},
        {"shown": ["a"], "at": [float("nan"), 0]},
        {"shown": ["x"] * 3001, "at": [0] * 6002},
        {"shown": ["a"], "at": [0, 0], "pairs": [0, 1]},
        {"shown": ["a", "b"], "at": [0, 0, 0, 0], "pairs": [0]},
        {"shown": ["a"], "at": [0, 0], "pairs": [-1, 0]},
        {"page": "<script>"},
        {"since": "yesterday"},
        {"gone": 7},
    ],
    ids=str,
)
def test_what_no_page_sends_is_refused_in_words(told: dict[str, Any]) -> None:
    views = ToldViews()
    with pytest.raises(ValueError, match=r"\w{3,} \w+"):
        views.whole(ask(1) | told)
