from pathlib import Path

import pytest

from explorer.briefings.briefing import Briefing, Scene, Show
from explorer.briefings.differences import changes, counts, difference, outdated
from explorer.briefings.refreshing import freeze, refresh, shown_now, thaw
from explorer.briefings.shown import Series, Shown, ShownChart, ShownEntity, ShownTable, ShownTie
from explorer.briefings.store import BriefingChangedError, BriefingStore
from graph_loader.errors import DatabaseError, InputError


def state(code: str, name: str = "") -> ShownEntity:
    return ShownEntity(id=f"state:{code}", kind="State", name=name or code)


def tie(number: int, source: str = "FRA", target: str = "DEU", **more: object) -> ShownTie:
    told = {"id": f"t{number}", "relation": "MEMBER_OF", "sentence": f"{source} {number} {target}", **more}
    return ShownTie.model_validate(told | {"source": f"state:{source}", "target": f"state:{target}"})


def shown(*ties: ShownTie, entities: tuple[ShownEntity, ...] = ()) -> Shown:
    return Shown(ties=ties, entities=entities)


PLAIN = Scene(heading="x", show=Show(entities=("state:FRA",)))


def test_the_same_twice_has_no_changes() -> None:
    assert changes(shown(tie(1)), shown(tie(1)), PLAIN) == []
    assert not difference(shown(tie(1)), shown(tie(1)))
    again = shown(tie(1)).model_copy(update={"stamp": "later", "read": "2026-11-24T00:00:00Z"})
    assert changes(shown(tie(1)), again, PLAIN) == []


def test_ties_are_added_ended_turned_and_gone() -> None:
    before = shown(tie(1), tie(2), tie(3, value="yes"), tie(4), tie(5, "ITA", value="yes"))
    after = shown(tie(1, end="2026"), tie(2), tie(3, value="no"), tie(6), tie(7, "ESP"), tie(8, "ITA", value="abstain"))
    found = difference(before, after)
    assert [each.id for each in found.added] == ["t6", "t7"]
    assert [each.id for each in found.ended] == ["t1"]
    assert [each.id for each in found.turned] == ["t3", "t8"]
    assert [each.id for each in found.gone] == ["t4"]
    told = changes(before, after, PLAIN)
    assert told[0] == "2 ties added, 1 ended, 2 turned, 1 not shown any more."
    assert "Added: FRA 6 DEU; ESP 7 DEU." in told
    assert "Ended: FRA 1 DEU." in told


def test_an_end_that_was_known_before_is_no_news() -> None:
    assert not difference(shown(tie(1, end="2020")), shown(tie(1, end="2020")))
    assert not difference(shown(), shown(tie(1, end="2020"))).ended


def test_entities_that_are_gone_are_told_with_where_they_are_named() -> None:
    scene = Scene.model_validate(
        {
            "heading": "x",
            "show": {"query": "q"},
            "steps": [{"bring": ["state:FRA"], "say": "x"}],
            "captions": [{"text": "x", "entity": "state:FRA"}],
        }
    )
    before = shown(entities=(state("FRA", "France"), state("DEU", "Germany"), state("ITA", "Italy")))
    after = shown(entities=(state("DEU", "Deutschland"), state("ITA", "Italy"), state("ESP", "Spain")))
    assert changes(before, after, scene) == [
        "1 entity new, 1 gone, 1 renamed.",
        "New here: Spain.",
        "Not here any more: France (named in captions 1, steps 1).",
        "Now called: Deutschland, before Germany.",
    ]


def test_a_number_that_was_a_count_and_is_not_any_more_is_told() -> None:
    codes = [f"{letter}{other}A" for letter in "ABCDEF" for other in "ABCDEF"][:27]
    before = shown(*(tie(at, code, "EUR") for at, code in enumerate(codes)), entities=(state("EUR", "the Union"),))
    after = shown(*before.ties[:-1], before.ties[-1].model_copy(update={"end": "2027"}), entities=before.entities)
    scene = Scene.model_validate(
        {
            "heading": "The Union",
            "prose": "All agree. In 2027 one left.",
            "show": {"query": "q"},
            "captions": [{"text": "all 27 members"}],
            "steps": [{"bring": ["state:FRA"], "say": "twenty-seven, or 28, of 270"}],
        }
    )
    told = changes(before, after, scene)
    assert told[0] == "1 tie ended."
    assert [each for each in told if "no longer hold" in each] == [
        "the caption 'all 27 members' may no longer hold: there were 27 ties of type member of that have not ended, "
        "now 26."
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [("two states", True), ("Two states", True), ("2 states", True), ("in 2 of 3", True), ("two-thirds", False)]
    + [(text, False) for text in ("20 states", "A/2", "2018", "state2", "2.5", "1,002", "-2", "twofold", "")],
)
def test_which_numbers_are_counts(text: str, found: bool) -> None:
    before, after = shown(entities=(state("FRA"), state("DEU"))), shown(entities=(state("FRA"),))
    assert bool(outdated(before, after, Scene(heading=text))) is found


def test_counts_are_told_in_words() -> None:
    found = counts(shown(tie(1, value="full"), tie(2, verified=True), entities=(state("DEU", "Germany"),)))
    assert found["ties"] == 2
    assert found["ties of type member of"] == 2
    assert found["ties of type member of to Germany"] == 2
    assert found["ties of type member of (full)"] == 1
    assert found["verified ties"] == 1
    assert found["entities of kind State"] == 1


def test_tables_and_charts_are_compared() -> None:
    def table(*rows: tuple[str, int]) -> Shown:
        return Shown(table=ShownTable(columns=("a", "b"), rows=rows, whole=len(rows)))

    told = changes(table(("x", 1), ("y", 2)), table(("x", 1), ("y", 3), ("z", 3)), Scene(heading="2 rows"))
    assert told[0] == "2 rows of the table new, 1 gone."
    assert "the heading '2 rows' may no longer hold" in told[1]

    def chart(*values: float) -> Shown:
        series = (Series(name="s", values=values),)
        return Shown(chart=ShownChart(sort="bar", categories=("a", "b", "c")[: len(values)], series=series))

    assert changes(chart(1, 2), chart(1, 3, 4), PLAIN) == ["2 figures of the chart changed."]


# Kept -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> BriefingStore:
    return BriefingStore(tmp_path / "shipped", tmp_path / "briefings")


def two_scenes() -> Briefing:
    scenes = [Scene(heading=code, show=Show(entities=(f"state:{code}",))) for code in ("FRA", "DEU")]
    return Briefing(name="mine", title="Mine", scenes=(*scenes, Scene(heading="text", prose="alone")))


def test_refresh_tells_what_changed_and_keeps_it(store: BriefingStore) -> None:
    briefing = store.create(two_scenes()).briefing
    first = refresh(store, briefing, lambda _: shown(tie(1)))
    assert [(one.number, one.first, list(one.changes)) for one in first] == [
        (1, True, []), (2, True, []), (3, False, []),
    ]  # fmt: skip
    now = {"FRA": shown(tie(1), tie(2)), "DEU": shown(tie(1))}
    second = refresh(store, briefing, lambda scene: now[scene.heading])
    assert [list(one.changes) for one in second] == [["1 tie added.", "Added: FRA 2 DEU."], [], []]
    assert refresh(store, briefing, lambda scene: now[scene.heading])[0].changes == []


def test_a_scene_that_cannot_be_read_keeps_what_it_showed(store: BriefingStore) -> None:
    briefing = store.create(two_scenes()).briefing
    refresh(store, briefing, lambda _: shown(tie(1)))

    def away(scene: Scene) -> Shown:
        if scene.heading == "FRA":
            raise DatabaseError("the database is away")
        return shown(tie(2))

    told = refresh(store, briefing, away)
    assert told[0].error == "the database is away"
    assert store.shown(briefing) == {1: shown(tie(1)), 2: shown(tie(2))}


def test_what_is_frozen_stays_until_it_is_thawed(store: BriefingStore) -> None:
    held = store.create(two_scenes())
    frozen = freeze(store, held, 1, shown(tie(1)))
    assert [scene.frozen for scene in frozen.briefing.scenes] == [True, False, False]
    found = shown_now(store, frozen.briefing, lambda _: shown(tie(2)))
    assert found == {1: shown(tie(1)), 2: shown(tie(2))}
    told = refresh(store, frozen.briefing, lambda _: shown(tie(3)))
    assert told[0].frozen
    assert store.shown(frozen.briefing)[1] == shown(tie(1))
    with pytest.raises(BriefingChangedError):
        freeze(store, held, 2, shown(tie(1)))
    thawed = thaw(store, frozen, 1)
    assert shown_now(store, thawed.briefing, lambda _: shown(tie(2)))[1] == shown(tie(2))


def test_a_frozen_scene_whose_state_is_lost_is_told(store: BriefingStore) -> None:
    frozen = freeze(store, store.create(two_scenes()), 2, shown(tie(1)))
    (store.own / "mine.snapshot.json").unlink()
    with pytest.raises(InputError, match=r"mine\.md:\d+: found scene 2 \('DEU'\), which is frozen"):
        shown_now(store, frozen.briefing, lambda _: shown())


def test_how_far_the_reading_is_is_told_before_each_scene(tmp_path: Path) -> None:
    """Scenes of text and frozen ones are not read; what ends the reading leaves nothing kept."""
    store = BriefingStore(tmp_path / "shipped", tmp_path / "own")
    frozen = PLAIN.model_copy(update={"frozen": True})
    scenes = (PLAIN, Scene(heading="text"), frozen, PLAIN)
    briefing = store.create(Briefing(name="x", title="X", scenes=scenes)).briefing
    heard: list[tuple[int, int]] = []
    refresh(store, briefing, lambda _scene: shown(tie(1)), lambda *far: heard.append(far))
    assert heard == [(1, 2), (2, 2)]
    store.keep(briefing, {3: shown(tie(1))})
    heard.clear()
    assert set(shown_now(store, briefing, lambda _scene: shown(tie(1)), lambda *far: heard.append(far))) == {1, 3, 4}
    assert heard == [(1, 2), (2, 2)]

    def ended(number: int, _whole: int) -> None:
        if number == 2:
            raise DatabaseError("Cancelled.")

    kept = store.shown(briefing)
    with pytest.raises(DatabaseError):
        refresh(store, briefing, lambda _scene: shown(tie(2)), ended)
    assert store.shown(briefing) == kept
