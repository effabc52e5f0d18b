import json

from explorer.analysis.divides import divides
from explorer.analysis.records import Belonging, Venue
from tests.explorer.analysis.stands import stands

TABLE = [
    *[f"w{at} ++---" for at in range(4)],
    *[f"e{at} --+++" for at in range(3)],
    *[f"m{at} +++++" for at in range(6)],
]


def test_the_whole_as_json() -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, whole: int) -> bool:
        told.append((done, whole))
        return True

    rows = [Belonging(actor, "club", "member") for actor in ("w0", "e0", "m0")]
    found = divides(
        stands(*TABLE), before=stands(*TABLE), belongings=rows, venues=[Venue("club", "Club", "Forum")],
        resamples=60, progress=watch,
    )  # fmt: skip
    answer = json.loads(json.dumps(found.summary()))
    assert [len(camp["members"]) for camp in answer["camps"]] == [6, 4, 3]
    member = answer["camps"][0]["members"][0]
    assert member.keys() == {"id", "name", "firmness", "position"}
    assert {each["id"] for each in answer["middle"][:6]} == {f"m{at}" for at in range(6)}
    assert answer["movers"] == []
    assert answer["balance"]["positive"] > 0
    assert answer["notes"]
    assert len(answer["notes"]) == len(set(answer["notes"]))
    assert json.loads(json.dumps(found.as_dict()))["agreement"]["share"][0][0] == 1
    assert found.crossing is not None
    assert found.crossing.rooms[0].pairs == 1
    assert told[-1] == (120, 120)
    assert told == sorted(told)


def test_the_poles_lie_at_the_ends_of_the_axis() -> None:
    found = divides(stands(*TABLE), resamples=0)
    place = found.ideal_points.position_of
    low, mid, high = sorted(({place[f"{side}{at}"] for at in range(3)} for side in "wem"), key=max)
    assert max(low) < min(mid)
    assert max(mid) < min(high)
    assert place["m0"] in mid


def test_little_gives_sentences_and_no_error() -> None:
    for table in ((), ("A +",), ("A +", "B -"), ("A ++", "B ++", "C ++"), ("A .+", "B +.", "C 0."), ("A 000", "B 000")):
        found = divides(stands(*table), before=stands(), resamples=10)
        assert found.notes
        assert found.crossing is None
        json.dumps(found.summary())
