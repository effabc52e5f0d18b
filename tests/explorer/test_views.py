import json
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from explorer.graph.view_state import ViewState
from explorer.views import LARGEST_FILE, NameTakenError, ViewStore, slug_of
from graph_loader.errors import CyberatlasError, InputError, UsageError
from tests.explorer.graph.view_states import view_state, views

VIEW = {"version": 1, "nodes": ["state:FRA", "agreement:paris-call"], "places": {"state:FRA": [1, 2.5]}}
NAMES = [
    "Paris Call",
    "巴黎倡议",
    "巴黎呼吁",
    "نداء باريس",
    "Парижский призыв",
    "Ålesund",
    "Alesund",
    "con",
    "🛰",
    "a/b",
    "a b",
]


@pytest.fixture
def store(tmp_path: Path) -> ViewStore:
    return ViewStore(tmp_path / "home" / "views")


def files(store: ViewStore) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.folder.iterdir() if path.name != ".lock"}


def test_a_view_comes_back_as_it_was_saved(store: ViewStore) -> None:
    saved = store.save("Paris Call", VIEW)
    assert (saved.name, saved.slug, saved.entities) == ("Paris Call", "paris-call", 2)
    assert store.open("paris-call") == ViewState.model_validate(VIEW)
    assert store.list() == [saved]
    assert saved.detail.startswith("2 entities, saved ")


def test_a_file_can_be_read_and_compared_line_by_line(store: ViewStore) -> None:
    saved = store.save("Appel de Paris : l’Élysée", VIEW | {"filters": {"as_of": "2018-11-12"}})
    assert files(store)[f"{saved.slug}.json"].decode() == (
        "{\n"
        '  "name": "Appel de Paris : l’Élysée",\n'
        f'  "saved": "{saved.saved}",\n'
        '  "view": {\n'
        '    "filters": {\n'
        '      "as_of": "2018-11-12"\n'
        "    },\n"
        '    "layout": "force",\n'
        '    "nodes": [\n'
        '      "agreement:paris-call",\n'
        '      "state:FRA"\n'
        "    ],\n"
        '    "pinned": [],\n'
        '    "places": {\n'
        '      "state:FRA": [1, 2.5]\n'
        "    },\n"
        '    "style": {},\n'
        '    "title": "",\n'
        '    "version": 1\n'
        "  }\n"
        "}\n"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(views())
def test_saved_again_without_a_change_the_file_stays_as_it_is(store: ViewStore, view: dict[str, Any]) -> None:
    slug = store.save("One", view, replace=True).slug
    before = files(store)
    store.save("One", store.open(slug), replace=True)
    store.save("One", view | {"nodes": view["nodes"][::-1]}, replace=True)
    assert files(store) == before


def test_names_in_any_script_have_files_of_their_own(store: ViewStore) -> None:
    for name in NAMES:
        store.save(name, VIEW)
    assert {view.name for view in store.list()} == set(NAMES)
    assert all(name.isascii() for name in files(store))
    assert len(files(store)) == len(NAMES)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_names_have_two_slugs(one: str, other: str) -> None:
    assume(" ".join(one.split()).casefold() != " ".join(other.split()).casefold())
    if slug_of(one) == slug_of(other):
        assert " ".join(one.split()).upper() == " ".join(other.split()).upper() or not (one + other).isascii()
    for slug in (slug_of(one), slug_of(other)):
        assert slug.isascii()
        assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert 0 < len(slug) < 80


def test_a_name_that_exists_is_refused_unless_it_is_to_be_replaced(store: ViewStore) -> None:
    store.save("Paris Call", VIEW)
    before = files(store)
    with pytest.raises(NameTakenError, match="There is a saved view 'Paris Call' already"):
        store.save("  PARIS  call ", VIEW | {"nodes": []})
    assert files(store) == before
    replaced = store.save("Paris call", VIEW | {"nodes": []}, replace=True)
    assert [(view.name, view.entities) for view in store.list()] == [("Paris call", 0)]
    assert replaced.slug == "paris-call"


def test_a_view_of_another_name_is_never_replaced(store: ViewStore) -> None:
    store.save("Paris Call", VIEW)
    path = store.folder / "paris-call.json"
    path.write_text(path.read_text("utf-8").replace("Paris Call", "Mine, by hand"), "utf-8")
    with pytest.raises(NameTakenError, match="Mine, by hand"):
        store.save("Paris Call", VIEW | {"nodes": []}, replace=True)
    assert store.open("paris-call") == ViewState.model_validate(VIEW)


def test_rename(store: ViewStore) -> None:
    first = store.save("Paris Call", VIEW)
    renamed = store.rename("paris-call", "巴黎倡议")
    assert store.list() == [renamed]
    assert renamed.saved == first.saved
    assert store.open(renamed.slug) == ViewState.model_validate(VIEW)
    assert store.rename(store.rename(renamed.slug, "Paris").slug, "PARIS").slug == "paris"
    store.save("Tallinn", VIEW)
    with pytest.raises(NameTakenError):
        store.rename("paris", "tallinn")
    assert [view.name for view in store.list()] == ["PARIS", "Tallinn"]


def test_delete(store: ViewStore) -> None:
    store.save("Paris Call", VIEW)
    store.delete("paris-call")
    assert files(store) == {}
    with pytest.raises(UsageError, match="no saved view 'paris-call'"):
        store.delete("paris-call")


@pytest.mark.parametrize(
    "slug", ["../secret", "..", "", "/etc/passwd", "secret/../secret", "SECRET", "a\0b", "x" * 500, "..\\secret"]
)
def test_a_slug_leads_nowhere_else(store: ViewStore, slug: str) -> None:
    store.save("Here", VIEW)
    secret = store.folder.parent / "secret.json"
    secret.write_bytes(files(store)["here.json"])
    for work in (store.open, store.delete, lambda one: store.rename(one, "New")):
        with pytest.raises(UsageError, match="There is no saved view"):
            work(slug)
    assert secret.exists()
    assert list(files(store)) == ["here.json"]


BROKEN = {
    "cut.json": b'{"name": "x", ',
    "empty.json": b"",
    "foreign.json": b'{"type": "FeatureCollection"}',
    "deep.json": b"[" * 100_000,
    "bytes.json": b"\xff\xfe\x00",
    "number.json": b"1" * 5000,
    "large.json": b" " * (LARGEST_FILE + 1),
    "future.json": b'{"name": "x", "saved": "2026-01-01T00:00:00+00:00", "view": {"version": 2, "nodes": []}}',
    "endless.json": b'{"name": "x", "saved": "2026-01-01T00:00:00+00:00", "view": {"version": 1, "nodes": [], '
    b'"places": {"state:FRA": [NaN, Infinity]}, "layout": 3}}',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_view_is_listed_with_the_reason_and_left_alone(store: ViewStore, name: str) -> None:
    store.save("Good", VIEW)
    (store.folder / name).write_bytes(BROKEN[name])
    good, bad = store.list()
    assert (good.name, good.unreadable) == ("Good", "")
    assert (bad.name, bad.slug) == (name, name.removesuffix(".json"))
    assert name in bad.unreadable
    assert bad.detail == bad.unreadable
    for work in (
        lambda: store.open(bad.slug),
        lambda: store.delete(bad.slug),
        lambda: store.rename(bad.slug, "New"),
        lambda: store.save(bad.slug, VIEW, replace=True),
    ):
        with pytest.raises(InputError, match="expected"):
            work()
    assert (store.folder / name).read_bytes() == BROKEN[name]
    assert set(files(store)) == {"good.json", name}


def test_a_folder_or_a_file_name_of_another_form_is_told_too(store: ViewStore) -> None:
    store.save("Good", VIEW)
    (store.folder / "folder.json").mkdir()
    (store.folder / "My View.json").write_bytes((store.folder / "good.json").read_bytes())
    (store.folder / "notes.txt").write_text("mine")
    assert {view.name for view in store.list() if view.unreadable} == {"folder.json", "My View.json"}


@pytest.mark.parametrize("name", ["", "  ", "\n", "x" * 121, "\ud800", None, 3, "\u202e"])
def test_a_name_that_says_nothing_is_refused(store: ViewStore, name: Any) -> None:
    with pytest.raises(UsageError, match="cannot be called"):
        store.save(name, VIEW)
    assert not store.folder.exists()


def test_what_is_no_view_is_refused_with_the_place_of_each_fault(store: ViewStore) -> None:
    with pytest.raises(InputError) as caught:
        store.save("x", {"version": 1, "nodes": ["FRA"], "layout": 1, "more": []})
    assert [fault.place for fault in caught.value.faults] == ["view.nodes.0", "view.layout", "view.more"]
    with pytest.raises(InputError) as caught:
        store.save("x", {"version": 1, "nodes": ["FRA"] * 1 + [f"X{number}" for number in range(50)]})
    assert "46 more faults" in str(caught.value)
    assert not store.folder.exists()


def test_no_folder_is_no_error(store: ViewStore) -> None:
    assert store.list() == []
    with pytest.raises(UsageError):
        store.open("anything")


def test_a_write_that_fails_leaves_the_old_view(store: ViewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save("One", VIEW)
    before = files(store)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CyberatlasError, match="No space left on device"):
        store.save("One", VIEW | {"nodes": []}, replace=True)
    with pytest.raises(CyberatlasError, match="disk is not full"):
        store.save("Two", VIEW)
    assert files(store) == before


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "views").write_text("")
    with pytest.raises(CyberatlasError, match="expected a folder for saved views"):
        ViewStore(tmp_path / "views").save("One", VIEW)


def test_of_many_who_take_one_name_at_once_one_gets_it(store: ViewStore) -> None:
    refused: list[str] = []

    def save(number: int) -> None:
        try:
            ViewStore(store.folder).save("One", view_state(f"state:A{number}"))
        except NameTakenError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    assert list(files(store)) == ["one.json"]
    assert json.loads(files(store)["one.json"])["view"]["nodes"][0].startswith("state:A")
