"""The library: shipped and own queries, kept in files."""

import os
import threading
from pathlib import Path

import pytest

from explorer.queries import header
from explorer.queries.files import is_name, name_of
from explorer.queries.library import KeptQuery, Library, QueryNameTakenError, QueryUnknownError
from graph_loader.content import shipped as shipped_folder
from graph_loader.errors import CyberatlasError, InputError, UsageError
from graph_loader.schema import Schema
from tests.explorer.queries.samples import WHOLE, simple

ONE, TWO = simple("RETURN 1 AS n", title="One?"), simple("RETURN 2 AS n", title="Two?")
FAULTY = simple("MATCH (c:Country) RETURN count(c) AS n", title="Countries?")


@pytest.fixture
def library(tmp_path: Path, schema: Schema) -> Library:
    """One shipped query, `given`; no own one."""
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "given.cypher").write_text(WHOLE, encoding="utf-8")
    return Library(tmp_path / "shipped", tmp_path / "own", schema)


def names(library: Library) -> list[tuple[str, bool]]:
    return [(query.name, query.own) for query in library.queries()]


def test_what_is_saved_is_found_again(library: Library, schema: Schema) -> None:
    saved = library.save("one", ONE)
    assert (saved.own, saved.text) == (True, ONE)
    again = Library(library.shipped, library.own, schema)
    assert names(again) == [("given", False), ("one", True)]
    assert again.get("one") == saved
    assert again.faults() == []


def test_queries_are_sorted_by_category_and_title(library: Library) -> None:
    library.save("a", TWO)
    library.save("b", ONE)
    library.save("c", simple("RETURN 1 AS n", title="an answer?"))
    assert [query.title for query in library.queries()] == ["Who supports a text?", "an answer?", "One?", "Two?"]


def test_names_are_not_taken_from_others(library: Library) -> None:
    library.save("one", ONE)
    with pytest.raises(QueryNameTakenError, match="a query of yours called one"):
        library.save("one", TWO)
    assert library.save("one", TWO, replace=True).title == "Two?"
    for replace in (True, False):
        with pytest.raises(QueryNameTakenError, match="a shipped query called given"):
            library.save("given", ONE, replace=replace)
    with pytest.raises(QueryNameTakenError):
        library.rename("one", "given")
    assert library.get("given").text == WHOLE


def test_renaming_and_deleting(library: Library) -> None:
    library.save("one", ONE)
    library.rename("one", "uno")
    assert names(library) == [("given", False), ("uno", True)]
    library.rename("uno", "uno")
    library.delete("uno")
    assert names(library) == [("given", False)]
    assert not any(path.suffix == ".cypher" for path in library.own.iterdir())


def test_shipped_queries_stay(library: Library) -> None:
    with pytest.raises(UsageError, match="given is shipped"):
        library.delete("given")
    with pytest.raises(UsageError, match="given is shipped"):
        library.rename("given", "mine")
    assert names(library) == [("given", False)]


def test_a_query_that_is_not_there(library: Library) -> None:
    with pytest.raises(QueryUnknownError, match=r"There is no query 'givn'\. Did you mean given\?"):
        library.get("givn")
    with pytest.raises(QueryUnknownError, match="`cyberatlas query list` names all"):
        library.get("nothing-like-it")
    for change in (library.delete, lambda name: library.rename(name, "other")):
        with pytest.raises(QueryUnknownError):
            change("nothing-like-it")


HOSTILE = ["", ".", "..", "../x", "a/b", "a\\b", "/etc/passwd", "A", "a b", "a_b", "a--b", "-a", "a-", "a.b", "con",
           "com1", "é", "a\n", "a\0", "x" * 81, "~", "$(x)", "a:b", "%2e"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_refused(name: str, library: Library) -> None:
    library.save("one", ONE)
    before = sorted(path for path in library.own.parent.rglob("*"))
    for change in (
        lambda: library.save(name, ONE),
        lambda: library.keep(name, ONE),
        lambda: library.rename("one", name),
    ):
        with pytest.raises(UsageError, match="A query cannot be called"):
            change()
    for change in (lambda: library.get(name), lambda: library.delete(name)):
        with pytest.raises(QueryUnknownError):
            change()
    assert sorted(path for path in library.own.parent.rglob("*")) == before


@pytest.mark.parametrize(
    "title", ["Who signed what?", "Öl für Kuba", "日本", "", "a" * 300, "CON", "It's what's what", "-"]
)
def test_a_name_made_of_a_title(title: str, library: Library) -> None:
    assert is_name(name_of(title))
    assert is_name(library.free_name(title))
    assert name_of("Who signed what, and when?") == "who-signed-what-and-when"
    assert name_of("日本") != name_of("中国")


def test_free_names(library: Library) -> None:
    assert library.free_name("one") == "one"
    library.save("one", ONE)
    library.save("one-2", TWO)
    assert library.free_name("one") == "one-3"
    assert library.free_name("Given?") == "given-2"
    long = "x" * 80
    library.save(long, ONE)
    assert is_name(library.free_name(long))


def test_a_faulty_text_is_not_saved_but_can_be_kept(library: Library) -> None:
    with pytest.raises(InputError, match=r"countries\.cypher:7: found the label or relation type 'Country'"):
        library.save("countries", FAULTY)
    assert not library.own.exists() or not list(library.own.glob("*.cypher"))
    kept = library.keep("countries", FAULTY)
    assert isinstance(kept, KeptQuery)
    assert (kept.title, kept.text, kept.own) == ("Countries?", FAULTY, True)
    assert library.kept() == [kept]
    assert library.faults() == list(kept.faults)
    assert names(library) == [("given", False)]
    assert library.find("countries") == kept
    with pytest.raises(InputError, match="Country"):
        library.get("countries")
    library.save("countries", FAULTY.replace(":Country", ":State"), replace=True)
    assert library.kept() == []
    library.keep("countries", FAULTY, replace=True)
    library.delete("countries")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("bytes.cypher", b"\xff\xfe", "bytes that are no text"),
        ("empty.cypher", b"", "no title"),
        ("UPPER.cypher", ONE.encode(), "this file name"),
        ("long.cypher", b"/" * 500_000, "more than 400,000 bytes"),
        ("image.cypher", b"\x89PNG\r\n", "bytes that are no text"),
    ],
)
def test_a_strange_file_does_no_harm(name: str, content: bytes, found: str, library: Library) -> None:
    library.save("one", ONE)
    (library.own / name).write_bytes(content)
    assert names(library) == [("given", False), ("one", True)]
    assert found in str(library.faults()[0])
    assert str(library.faults()[0]).startswith(name)
    assert (library.own / name).read_bytes() == content


def test_a_file_that_cannot_be_read(library: Library) -> None:
    library.save("one", ONE)
    (library.own / "folder.cypher").mkdir()
    (library.own / "lost.cypher").symlink_to("nowhere")
    assert names(library) == [("given", False), ("one", True)]
    assert {kept.name for kept in library.kept()} == {"folder", "lost"}


def test_a_file_of_the_name_of_a_shipped_query_does_not_take_its_place(library: Library) -> None:
    library.own.mkdir()
    (library.own / "given.cypher").write_text(ONE, encoding="utf-8")
    assert names(library) == [("given", False)]
    assert library.get("given").text == WHOLE


def test_a_change_of_a_file_is_seen(library: Library) -> None:
    library.save("one", ONE)
    assert library.get("one") is library.get("one")
    (library.own / "one.cypher").write_text(TWO, encoding="utf-8")
    os.utime(library.own / "one.cypher", ns=(1, 1))
    assert library.get("one").title == "Two?"
    (library.own / "one.cypher").unlink()
    assert names(library) == [("given", False)]


def test_a_folder_that_cannot_be_made(tmp_path: Path, schema: Schema) -> None:
    (tmp_path / "file").write_text("x")
    library = Library(tmp_path / "none", tmp_path / "file" / "queries", schema)
    assert library.queries() == []
    with pytest.raises(CyberatlasError, match="a folder for saved queries"):
        library.save("one", ONE)


def test_many_save_at_once_and_each_gets_its_name(library: Library) -> None:
    failed = []

    def save(number: int) -> None:
        try:
            library.save(f"q{number}", ONE)
        except CyberatlasError as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(library.queries()) == 13
    assert not list(library.own.glob(".*tmp"))


def test_all_that_is_shipped_can_be_run(tmp_path: Path, schema: Schema) -> None:
    library = Library(shipped_folder("cypher"), tmp_path, schema)
    assert library.faults() == []
    assert len(library.queries()) == len(list(shipped_folder("cypher").glob("*.cypher")))
    assert all(header.normal(query.text) == query.text for query in library.queries())
