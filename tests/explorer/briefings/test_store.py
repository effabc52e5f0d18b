import threading
from pathlib import Path

import pytest

from explorer.briefings.briefing import Briefing, Scene, Show
from explorer.briefings.shown import Shown, ShownEntity
from explorer.briefings.snapshots import scene_keys
from explorer.briefings.store import (
    BriefingChangedError,
    BriefingNameTakenError,
    BriefingStore,
    BriefingUnknownError,
)
from explorer.briefings.text import written
from graph_loader.errors import CyberatlasError, InputError, UsageError

FRANCE = Show(entities=("state:FRA",))
CHINA = Show(entities=("state:CHN",))
SEEN = Shown(
    stamp="load 1", read="2026-11-23T10:00:00Z", entities=(ShownEntity(id="state:FRA", kind="State", name="F"),)
)


def briefing(name: str = "mine", title: str = "Mine", *scenes: Scene) -> Briefing:
    return Briefing(
        name=name, title=title, audience="the minister", scenes=scenes or (Scene(heading="One", show=FRANCE),)
    )


@pytest.fixture
def store(tmp_path: Path) -> BriefingStore:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "paris-call.md").write_text(written(briefing("paris-call", "The Paris Call")), encoding="utf-8")
    return BriefingStore(shipped, tmp_path / "home" / "briefings")


def test_a_briefing_is_kept_opened_changed_and_listed(store: BriefingStore) -> None:
    made = store.create(briefing())
    assert made.own
    assert store.get("mine").title == "Mine"
    saved = store.save(made.briefing.model_copy(update={"title": "Ours"}), made.digest)
    assert saved.digest != made.digest
    assert store.open("mine").digest == saved.digest
    listed = store.list()
    assert [(one.name, one.own, one.title, one.scenes) for one in listed] == [
        ("mine", True, "Ours", 1),
        ("paris-call", False, "The Paris Call", 1),
    ]
    assert listed[0].audience == "the minister"


def test_a_second_tab_that_saves_over_a_newer_one_is_told(store: BriefingStore) -> None:
    first = store.create(briefing())
    newer = store.save(briefing(title="Newer"), first.digest)
    with pytest.raises(BriefingChangedError) as error:
        store.save(briefing(title="Older"), first.digest)
    assert error.value.digest == newer.digest
    assert "keep this one as a copy" in str(error.value)
    assert store.get("mine").title == "Newer"
    store.delete("mine")
    with pytest.raises(BriefingChangedError, match="deleted or renamed elsewhere"):
        store.save(briefing(title="Older"), newer.digest)


def test_the_same_saved_again_leaves_the_file_as_it_is(store: BriefingStore) -> None:
    made = store.create(briefing())
    before = (store.own / "mine.md").stat().st_mtime_ns
    assert store.save(made.briefing, made.digest).digest == made.digest
    assert (store.own / "mine.md").stat().st_mtime_ns == before


def test_of_many_that_save_at_once_one_wins(store: BriefingStore) -> None:
    made = store.create(briefing())
    outcomes: list[str] = []

    def save(number: int) -> None:
        try:
            store.save(briefing(title=f"Title {number}"), made.digest)
            outcomes.append("saved")
        except BriefingChangedError:
            outcomes.append("told")

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["told"] * 7


def test_a_shipped_one_is_not_changed_and_can_be_duplicated(store: BriefingStore) -> None:
    held = store.open("paris-call")
    for change in (
        lambda: store.save(held.briefing, held.digest),
        lambda: store.delete("paris-call"),
        lambda: store.rename("paris-call", "other"),
    ):
        with pytest.raises(UsageError, match="Duplicate it"):
            change()
    store.keep(held.briefing, {1: SEEN})
    copy = store.duplicate("paris-call")
    assert (copy.briefing.name, copy.briefing.title, copy.own) == (
        "copy-of-the-paris-call",
        "Copy of The Paris Call",
        True,
    )
    assert store.shown(copy.briefing) == {1: SEEN}
    assert store.duplicate("paris-call").briefing.name == "copy-of-the-paris-call-2"


def test_a_name_is_taken_once(store: BriefingStore) -> None:
    store.create(briefing())
    for name in ("mine", "paris-call"):
        with pytest.raises(BriefingNameTakenError):
            store.create(briefing(name))
    with pytest.raises(BriefingNameTakenError):
        store.rename("mine", "paris-call")
    assert store.free_name("Mine!") == "mine-2"
    assert store.free_name("巴黎").startswith("briefing-")
    assert store.free_name("con").startswith("briefing-")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "a b", "con", "x" * 90, ".x", "a--b", "x.md"])
def test_hostile_names_reach_no_file(store: BriefingStore, name: str) -> None:
    with pytest.raises(BriefingUnknownError):
        store.open(name)
    store.create(briefing())
    with pytest.raises(UsageError):
        store.rename("mine", name)
    with pytest.raises(UsageError):
        store.delete(name)
    with pytest.raises(UsageError):
        store.restore(name)
    assert store.get("mine")


def test_rename_takes_what_was_shown_along(store: BriefingStore) -> None:
    held = store.create(briefing()).briefing
    store.keep(held, {1: SEEN})
    renamed = store.rename("mine", "ours").briefing
    assert (renamed.name, renamed.title) == ("ours", "Mine")
    assert store.shown(renamed) == {1: SEEN}
    assert sorted(path.name for path in store.own.iterdir() if path.name != ".lock") == [
        "ours.md",
        "ours.snapshot.json",
    ]


def test_what_was_deleted_can_be_brought_back_with_what_it_showed(store: BriefingStore) -> None:
    held = store.create(briefing()).briefing
    store.keep(held, {1: SEEN})
    store.delete("mine")
    assert [one.name for one in store.list()] == ["paris-call"]
    again = BriefingStore(store.shipped, store.own).restore("mine").briefing
    assert again.title == "Mine"
    assert store.shown(again) == {1: SEEN}
    store.delete("mine")
    store.create(briefing(title="Another"))
    with pytest.raises(BriefingNameTakenError):
        store.restore("mine")


def test_what_scenes_showed_follows_them_when_they_are_moved_and_retitled(store: BriefingStore) -> None:
    first, second = Scene(heading="One", show=FRANCE), Scene(heading="Two", show=CHINA)
    held = store.create(briefing("mine", "Mine", first, second)).briefing
    other = Shown(stamp="load 2")
    store.keep(held, {1: SEEN, 2: other})
    retitled = first.model_copy(update={"heading": "New", "places": {"state:FRA": (1.0, 2.0)}, "frozen": True})
    moved = held.model_copy(update={"scenes": (second, retitled)})
    assert store.shown(moved) == {1: other, 2: SEEN}
    store.keep(moved.model_copy(update={"scenes": (second,)}), {})
    assert store.shown(moved) == {1: other}


def test_scenes_that_ask_the_same_have_keys_of_their_own() -> None:
    keys = scene_keys(briefing("x", "x", *[Scene(heading="a", show=FRANCE)] * 3))
    assert len(set(keys)) == 3


def test_a_file_that_is_no_briefing_is_listed_with_its_reasons(store: BriefingStore) -> None:
    store.create(briefing())
    (store.own / "broken.md").write_text("---\ntitle: x\nfoo: 1\n---\n", encoding="utf-8")
    (store.own / "Bad Name.md").write_text("x", encoding="utf-8")
    (store.own / "bytes.md").write_bytes(b"---\ntitle: \xff\n---\n")
    listed = {one.name: [str(fault) for fault in one.faults] for one in store.list()}
    assert listed["broken"][0].startswith("broken.md:3: found the key 'foo'")
    assert "this file name" in listed["Bad Name"][0]
    assert listed["bytes"][0].startswith("bytes.md:2: found bytes that are no text")
    assert list(listed)[:2] == ["mine", "paris-call"]
    with pytest.raises(InputError, match=r"broken\.md:3"):
        store.get("broken")
    store.delete("broken")


def test_a_file_changed_by_hand_is_read_again(store: BriefingStore) -> None:
    store.create(briefing())
    assert store.get("mine").title == "Mine"
    path = store.own / "mine.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Mine", "By hand"), encoding="utf-8")
    assert store.get("mine").title == "By hand"


def test_a_snapshot_that_cannot_be_read_is_told_and_replaced(store: BriefingStore) -> None:
    held = store.create(briefing()).briefing
    (store.own / "mine.snapshot.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine.snapshot.json"):
        store.shown(held)
    store.keep(held, {1: SEEN})
    assert store.shown(held) == {1: SEEN}


def test_an_unknown_name_brings_near_ones(store: BriefingStore) -> None:
    with pytest.raises(BriefingUnknownError, match="Did you mean paris-call"):
        store.get("paris-cal")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CyberatlasError, match="a folder for briefings"):
        BriefingStore(tmp_path, tmp_path / "file" / "briefings").create(briefing())
