"""Queries of other tools, read and written."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from explorer.queries.exchange import archives, formats
from explorer.queries.exchange.foreign import Foreign
from explorer.queries.library import KeptQuery, Library
from explorer.queries.saved_query import SavedQuery, parse_query
from graph_loader.content import shipped
from graph_loader.errors import InputError, UsageError
from graph_loader.schema import Schema
from tests.explorer.queries.samples import WHOLE


@pytest.fixture
def library(tmp_path: Path, schema: Schema) -> Library:
    (tmp_path / "shipped").mkdir()
    return Library(tmp_path / "shipped", tmp_path / "own", schema)


def only(file: str, content: bytes | str) -> Foreign:
    ((query,), remarks) = formats.read(file, content.encode() if isinstance(content, str) else content)
    assert remarks == []
    return query


def parsed(query: Foreign, schema: Schema) -> SavedQuery:
    return parse_query(query.name, query.text, schema, place=query.name, own=True)


def refused(file: str, content: bytes | str) -> str:
    with pytest.raises(InputError) as raised:
        formats.read(file, content.encode() if isinstance(content, str) else content)
    assert all(fault.place.startswith(Path(file).name) for fault in raised.value.faults)
    return str(raised.value)


# There and back -------------------------------------------------------------------------------------------------

WAYS = [("bloodhound-yaml", "q.yml"), ("bloodhound-json", "q.json"), ("neo4j-browser", "q.cypher")]
ARCHIVES: list[tuple[formats.Format, str]] = [(format_, "q.zip") for format_ in formats.FORMATS]


def same(one: SavedQuery, other: SavedQuery) -> bool:
    return one.model_dump(exclude={"text", "own", "name"}) == other.model_dump(exclude={"text", "own", "name"})


@pytest.mark.parametrize(("format_", "file"), [*ARCHIVES, ("bloodhound-yaml", "q.yml"), ("neo4j-browser", "q.cypher")])
def test_all_that_is_shipped_comes_back(format_: formats.Format, file: str, library: Library, schema: Schema) -> None:
    queries = Library(shipped("cypher"), Path("none"), schema).queries()
    assert len(queries) > 20
    taken = formats.take_in(library, formats.read(file, formats.write(queries, file, format_))[0])
    assert [query.faults for query in taken] == [()] * len(queries)
    assert [query.notes for query in taken] == [()] * len(queries)
    back = {query.title: query for query in library.queries()}
    assert all(same(query, back[query.title]) for query in queries)
    assert len(back) == len(queries)
    if file.endswith(".zip"):
        assert {query.name for query in taken} == {query.name for query in queries}


@pytest.mark.parametrize(("format_", "file"), WAYS)
@pytest.mark.parametrize("end", ["", "; ", " // end", "\n/* end */"])
def test_one_query_comes_back(format_: formats.Format, file: str, end: str, schema: Schema) -> None:
    query = parse_query("who-supports", WHOLE.rstrip() + end, schema, place="q")
    back = only(file, formats.write([query], file, format_))
    assert same(parsed(back, schema), query)
    assert back.name == "q"


def test_fields_that_bloodhound_expects(schema: Schema) -> None:
    query = parse_query("q", WHOLE, schema, place="q")
    assert json.loads(formats.write([query], "q.json")) == {
        "query": WHOLE.strip(), "name": "Who supports a text?", "description": query.description,
    }  # fmt: skip
    fields = yaml.safe_load(formats.write([query], "q.yml"))
    assert list(fields) == ["name", "guid", "prebuilt", "platforms", "category", "description", "query", "revision",
                            "resources", "acknowledgements"]  # fmt: skip
    assert fields["query"] == WHOLE
    assert (fields["prebuilt"], fields["revision"], fields["resources"]) == (False, 1, [])
    assert fields["guid"] == yaml.safe_load(formats.write([query], "q.yml"))["guid"]
    assert b"query: |" in formats.write([query], "q.yml")


def test_names_that_neo4j_browser_expects(schema: Schema) -> None:
    query = parse_query("who-supports", WHOLE, schema, place="q")
    with zipfile.ZipFile(io.BytesIO(formats.write([query], "x.zip", "neo4j-browser"))) as made:
        assert made.namelist() == ["agreements/who_supports.cypher"]
        assert made.read(made.namelist()[0]).decode() == WHOLE.rstrip() + ";\n"


def test_the_same_queries_give_the_same_bytes(schema: Schema) -> None:
    query = parse_query("q", WHOLE, schema, place="q")
    for format_, file in ARCHIVES:
        assert formats.write([query], file, format_) == formats.write([query], file, format_)


@pytest.mark.parametrize(
    ("file", "format_", "number", "says"),
    [
        ("x.json", None, 2, "holds one query, not 2"),
        ("x.doc", None, 1, "The format of 'x.doc' is not clear"),
        ("x", None, 1, "is not clear"),
        ("x.json", "bloodhound-yaml", 1, "cannot hold the format bloodhound-yaml"),
        ("x.cypher", None, 0, "holds one query, not 0"),
    ],
)
def test_exports_that_mean_nothing(
    file: str, format_: formats.Format | None, number: int, says: str, schema: Schema
) -> None:
    query = parse_query("q", WHOLE, schema, place="q")
    with pytest.raises(UsageError, match=says):
        formats.write([query] * number, file, format_)


# BloodHound -----------------------------------------------------------------------------------------------------

LIBRARY_YAML = """
name: Allies of a state
guid: 11111111-2222-3333-4444-555555555555
prebuilt: false
platforms: Active Directory
category: Alliances
description: Who promised France help.
query: |-
  MATCH p = (s:State {id: 'state:FRA'})-[:ALLIED_WITH]-(:State)
  RETURN p
  LIMIT 1000
revision: 3
resources:
  - https://example.org/a
  - https://example.org/b
acknowledgements: A. Author, @author
note: "more"
"""


def test_yaml_of_the_query_library(schema: Schema) -> None:
    found = only("allies.yml", LIBRARY_YAML)
    query = parsed(found, schema)
    assert (query.title, query.category, query.description, query.shows) == (
        "Allies of a state", "Alliances", "Who promised France help.", "graph",
    )  # fmt: skip
    assert query.cypher.startswith("MATCH p = (s:State")
    assert query.source == {
        "guid": "11111111-2222-3333-4444-555555555555", "prebuilt": "false", "platforms": "Active Directory",
        "revision": "3", "resources": ["https://example.org/a", "https://example.org/b"],
        "acknowledgements": "A. Author, @author", "note": "more",
    }  # fmt: skip
    assert found.notes == ("the field 'note' is kept, and means nothing here",)
    fields = yaml.safe_load(formats.write([query], "x.yml"))
    assert (fields["guid"], fields["revision"]) == ("11111111-2222-3333-4444-555555555555", 3)
    assert fields["resources"] == ["https://example.org/a", "https://example.org/b"]


def test_fields_that_say_nothing() -> None:
    found = only(
        "a.yml", "name: N\nquery: RETURN 1 AS n\nresources:\nacknowledgements: null\ndescription: ~\nplatform: X"
    )
    assert found.notes == ()
    assert "resources" not in found.text
    assert 'platform = "X"' in found.text
    assert "Read from a.yml; nothing more is said of it there." in found.text


def test_several_documents_and_lists_of_yaml() -> None:
    one, two = ({"name": name, "query": "RETURN 1 AS n"} for name in ("One", "Two"))
    for text in (yaml.safe_dump_all([one, two]), yaml.safe_dump([one, two])):
        assert [query.title for query in formats.read("a.yaml", text.encode())[0]] == ["One", "Two"]


def test_json_of_the_community_edition(schema: Schema) -> None:
    fields = {"query": "MATCH (s:State) RETURN s.name AS name", "name": "States", "description": "All.", "id": 7,
              "user_id": "u", "created_at": "2025-01-01T00:00:00Z"}  # fmt: skip
    found = only("states.json", "\ufeff" + json.dumps(fields))
    query = parsed(found, schema)
    assert (query.title, query.category, query.description, query.shows) == ("States", "Imported", "All.", "table")
    assert list(query.columns) == ["name"]
    assert found.notes == ()


def test_array_of_the_query_library_and_answers_of_the_server() -> None:
    fields: list[dict[str, Any]] = [
        {"query": "RETURN 1 AS n", "name": f"Q{number}", "description": None, "platforms": []} for number in "12"
    ]
    for content in (fields, {"data": fields}):
        assert [query.title for query in formats.read("Queries.json", json.dumps(content).encode())[0]] == ["Q1", "Q2"]


def test_legacy_queries_in_steps(schema: Schema) -> None:
    step = {"final": False, "title": "Select a state", "query": "MATCH (s:State) RETURN s.id ORDER BY s.id"}
    final = {"final": True, "title": "Its allies", "query": "MATCH p = (:State {id: $result})--() RETURN p",
             "allowCollapse": True}  # fmt: skip
    content = {"queries": [{"name": "Allies", "category": "Old", "queryList": [step, final]},
                           {"name": "Plain", "queryList": [{"final": True, "query": "RETURN 1 AS n"}]}]}  # fmt: skip
    (allies, plain), _ = formats.read("customqueries.json", json.dumps(content).encode())
    query = parsed(allies, schema)
    assert (query.title, query.category, query.description) == ("Allies", "Old", "Its allies")
    assert query.parameters["result"].label == "Select a state"
    assert query.parameters["result"].suggestions == "MATCH (s:State) RETURN s.id AS value ORDER BY s.id"
    assert allies.notes == ("the field 'allowCollapse' is kept, and means nothing here",)
    assert parsed(plain, schema).category == "Imported"


def test_a_named_choice_is_offered_as_value(schema: Schema) -> None:
    steps = [{"query": "MATCH (s:State) RETURN s.id AS id ORDER BY id;"}, {"query": "RETURN $result AS n"}]
    found = only("q.json", json.dumps({"queries": [{"name": "Q", "queryList": steps}]}))
    suggestions = parsed(found, schema).parameters["result"].suggestions
    assert suggestions == "CALL () { MATCH (s:State) RETURN s.id AS id ORDER BY id } RETURN `id` AS value"


def test_an_edited_name_beside_our_header_is_told(schema: Schema) -> None:
    found = only("q.json", json.dumps({"query": WHOLE, "name": "Mine"}))
    assert found.title == "Who supports a text?"
    assert found.notes == ("it is called 'Mine' there; the title in its own header was kept",)


def test_parameters_that_nobody_declared(schema: Schema) -> None:
    found = only("q.json", json.dumps({"name": "Q", "query": "MATCH (s:State {id: $the_state}) RETURN s.name AS n"}))
    parameter = parsed(found, schema).parameters["the_state"]
    assert (parameter.label, parameter.type, parameter.required) == ("The state", "text", True)
    assert found.notes == ("its parameter 'the_state' is taken for text",)


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("a.json", "{", "no JSON"),
        ("a.json", b"\xff", "no JSON"),
        ("a.json", "[" * 100_000, "no JSON"),
        ("a.json", "7", "found 7"),
        ("a.json", "[]", "no queries"),
        ("a.json", "{}", "no field query"),
        ("a.json", '{"query": 7}', "query = 7"),
        ("a.json", '{"query": "  // nothing "}', "no statement"),
        ("a.json", '[{"query": "RETURN 1"}, 7, {}]', "a.json: 2: found 7"),
        ("a.json", '{"queries": [{"name": "x", "queryList": []}]}', "a.json: x: found queryList = []"),
        ("a.json", '{"queries": [{"queryList": [{"query": 1}]}]}', "query = 1"),
        ("a.json", '{"queries": [7]}', "found 7"),
        ("a.yml", "a: [", "no YAML"),
        ("a.yml", "", "no query"),
        ("a.yml", "7", "found '7'"),
        ("a.yml", "name: x", "no field query"),
        ("a.yml", "query: [a]", "query = ['a']"),
        ("a.yml", "[" * 5_000, "no YAML"),
        ("a.yml", "a: &x [1]\nquery: *x", "anchors are not allowed"),
        ("a.yml", "? [a]\n: b", "a key that is no text"),
        ("a.yml", b"\xff\xfe\x00", "no YAML"),
        ("a.cypher", "", "no statement"),
        ("a.cypher", "// only a comment", "no statement"),
        ("a.cypher", b"\xff", "bytes that are no text"),
        ("a.cypher", "RETURN 1" + " + 1" * 50_000, "a query of 200,008 characters"),
        ("a.doc", "RETURN 1", "a file that ends in '.doc'"),
        ("a.zip", "RETURN 1", "an archive that cannot be read"),
    ],
)
def test_files_that_are_refused(file: str, content: bytes | str, says: str) -> None:
    assert says in refused(file, content)


def test_yaml_builds_nothing_and_does_not_grow() -> None:
    found = only("a.yml", "name: !!python/object/apply:os.system [x]\nquery: !!int RETURN 1 AS n\n")
    assert "RETURN 1 AS n" in found.text
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
    )
    assert "anchors are not allowed" in refused("a.yml", bomb)


# Neo4j Browser --------------------------------------------------------------------------------------------------


def test_a_script_with_a_comment_for_its_title(schema: Schema) -> None:
    found = only(
        "x.cypher", "// States by name\n// In their order.\n\nMATCH (s:State)\n\n// all\nRETURN s.name AS name;\n"
    )
    query = parsed(found, schema)
    assert (query.title, query.description) == ("States by name", "In their order.")
    assert query.cypher == "MATCH (s:State)\n\n// all\nRETURN s.name AS name"
    assert found.name == "states-by-name"


def test_a_script_without_a_comment_has_the_name_of_its_file(schema: Schema) -> None:
    assert parsed(only("all_states.cypher", "MATCH (s:State) RETURN s AS s"), schema).title == "all states"


def test_scripts_in_one_file(schema: Schema) -> None:
    text = ("// One\nMATCH (s:State)\n\n// of these\nRETURN s.name AS name\n\n// Two\n"
            "MATCH (s:State) RETURN s.id AS id\nUNION\n\n// more\nRETURN ';' AS id;\nRETURN 3 AS three;\n")  # fmt: skip
    found, _ = formats.read("saved-scripts-2026-11-23.cypher", text.encode())
    assert [query.title for query in found] == ["One", "Two", "A query without a title"]
    assert [list(parsed(query, schema).columns) for query in found] == [["name"], ["id"], ["three"]]


def test_folders_are_categories(schema: Schema) -> None:
    content = archives.archive([("Who_votes/all.cypher", b"RETURN 1 AS n"), ("top.cypher", b"RETURN 2 AS n")])
    found, _ = formats.read("x.zip", content)
    assert [parsed(query, schema).category for query in found] == ["Who votes", "Imported"]


def test_parameters_that_the_browser_sets(schema: Schema) -> None:
    text = (":param state => 'state:FRA'\n:params {years: [2018, 2019], share: 0.5, unused: true}\n:use neo4j\n"
            ":param now => date()\n// Q\nRETURN $state AS a, $years AS b, $share AS c, $now AS d\n")  # fmt: skip
    found = only("x.cypher", text)
    query = parsed(found, schema)
    kinds = {name: (each.type, each.many, each.default) for name, each in query.parameters.items()}
    assert kinds == {
        "state": ("text", False, "state:FRA"), "years": ("integer", True, [2018, 2019]),
        "share": ("number", False, 0.5), "now": ("text", False, None),
    }  # fmt: skip
    assert query.source == {"commands": [":use neo4j", ":param now => date()"]}
    assert len(found.notes) == 3


# Into the library -----------------------------------------------------------------------------------------------


def test_labels_of_others_are_kept_and_cannot_be_run(library: Library) -> None:
    content = {"name": "Domain admins", "query": "MATCH p=(:Group)<-[:MemberOf*1..]-(u:User) RETURN p"}
    (taken,) = formats.take_in(library, [only("q.json", json.dumps(content))])
    assert taken.name == "domain-admins"
    assert [fault.found for fault in taken.faults] == [
        "the label 'Group'", "the relation type 'MemberOf'", "the label or relation type 'User'",
    ]  # fmt: skip
    (kept,) = library.kept()
    assert isinstance(kept, KeptQuery)
    assert (kept.title, kept.faults) == ("Domain admins", taken.faults)
    assert content["query"] in kept.text


def test_a_second_of_the_name_gets_another_and_the_same_is_not_taken_twice(library: Library) -> None:
    first = only("q.json", json.dumps({"name": "Q", "query": "RETURN 1 AS n"}))
    second = only("q.json", json.dumps({"name": "Q", "query": "RETURN 2 AS n"}))
    assert [query.name for query in formats.take_in(library, [first, second, first])] == ["q", "q-2", "q"]
    (again,) = formats.take_in(library, [second])
    assert (again.name, again.known) == ("q-2", True)
    assert len(library.queries()) == 2


def test_an_own_query_goes_to_a_fresh_home(library: Library, tmp_path: Path, schema: Schema) -> None:
    saved = library.save("mine", WHOLE)
    fresh = Library(tmp_path / "shipped", tmp_path / "fresh", schema)
    formats.take_in(fresh, formats.read("mine.zip", formats.write([saved], "mine.zip"))[0])
    assert fresh.get("mine").text == WHOLE


# Archives -------------------------------------------------------------------------------------------------------

GOOD = json.dumps({"name": "Q", "query": "RETURN 1 AS n"}).encode()


def test_what_is_no_query_in_an_archive_is_told() -> None:
    content = archives.archive([("README.md", b"x"), ("__MACOSX/q.json", b"\0"), (".x.json", b"{"), ("a/q.json", GOOD)])
    found, remarks = formats.read("x.zip", content)
    assert [query.title for query in found] == ["Q"]
    assert remarks == ["x.zip: README.md is no query and was passed over"]


def test_all_faults_in_an_archive_are_told() -> None:
    says = refused("x.zip", archives.archive([("a.json", b"{"), ("b.json", GOOD), ("c.yml", b"a: [")]))
    assert "x.zip: a.json" in says
    assert "x.zip: c.yml" in says


@pytest.mark.parametrize("path", ["../q.json", "/etc/q.json", "a/../../q.json", "C:/q.json", "a\\q.json", "a\x07.json"])
def test_hostile_paths(path: str) -> None:
    assert "the path" in refused("x.zip", archives.archive([(path, GOOD)]))


def test_archives_that_would_grow() -> None:
    assert "more than 1,000,000 bytes" in refused("x.zip", archives.archive([("q.json", b" " * 5_000_000)]))
    many = archives.archive((f"{number}.json", b" " * 1_000_000) for number in range(51))
    assert len(many) < 100_000
    assert "more than 50,000,000 bytes in all" in refused("x.zip", many)
    assert "2,001 files" in refused("x.zip", archives.archive((f"{number}.json", b"") for number in range(2_001)))
    assert "bytes; expected at most 20,000,000" in refused("x.zip", b"PK\x03\x04" + b"\0" * 20_000_000)


def test_an_archive_that_lies_about_a_size_or_is_encrypted() -> None:
    content = bytearray(archives.archive([("q.json", b" " * 5_000_000)]))
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        at = content.index(mark)
        sizes = at + (24 if mark == b"PK\x01\x02" else 22)
        content[sizes : sizes + 4] = (10).to_bytes(4, "little")
    assert refused("x.zip", bytes(content))
    content = bytearray(archives.archive([("q.json", GOOD)]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[content.index(b"PK\x03\x04") + 6] |= 1
    assert "encrypted" in refused("x.zip", bytes(content))


# Any bytes ------------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["a.yml", "a.json", "a.cypher", "a.zip", "a.txt", "a"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"name: x\nquery: ", b'{"query": "', b"// x\n", b":param x => ", b"\xef\xbb\xbf"]
)


def tried(file: str, content: bytes) -> list[Foreign] | None:
    """What was read, or None where it was refused; whatever else is raised goes through."""
    try:
        return formats.read(file, content)[0]
    except InputError as error:
        return None if error.faults else []


@given(NAMES, STARTS, st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(file: str, start: bytes, rest: bytes) -> None:
    found = tried(file, start + rest)
    assert found is None or found


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)
FIELDS = st.dictionaries(
    st.sampled_from(["query", "name", "category", "description", "queries", "queryList", "data", "platforms", "final"])
    | st.text(max_size=5),
    JSON | st.sampled_from(["RETURN 1 AS n", "MATCH (n:X) RETURN $a", WHOLE]),
)


@given(FIELDS | st.lists(FIELDS) | st.lists(FIELDS).map(lambda found: {"queries": [{"queryList": found}]}))
def test_whatever_json_and_yaml_hold(held: Any) -> None:
    for file, text in (("a.json", json.dumps(held)), ("a.yml", json.dumps(held))):
        for query in tried(file, text.encode("utf-8", "surrogatepass")) or ():
            query.text.encode("utf-8")


@given(st.binary(max_size=40), st.integers(0, 300), st.integers(0, 255))
def test_a_damaged_archive(noise: bytes, at: int, byte: int) -> None:
    content = bytearray(archives.archive([("q.json", GOOD), ("b/c.yml", b"name: x\nquery: RETURN 1 AS n")]))
    content[at % len(content)] = byte
    tried("a.zip", bytes(content))
    content[at % len(content) : at % len(content)] = noise
    tried("a.zip", bytes(content))


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_query_is_called_its_statement_is_kept(name: str, category: str, description: str) -> None:
    fields = {"name": name, "category": category, "description": description, "query": "RETURN 1 AS n"}
    found = only("a.json", json.dumps(fields))
    assert found.text.endswith("RETURN 1 AS n\n")
    assert found.title
