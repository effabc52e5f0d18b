"""The file of a saved query: what is read from it, and everything that is refused."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.queries import header
from explorer.queries.saved_query import LONGEST_FILE, SavedQuery, parse_query
from graph_loader.errors import InputError
from graph_loader.schema import Schema, load_schema
from tests.explorer.queries.samples import HEADER, STATEMENT, WHOLE, simple


def faults(text: str, schema: Schema) -> list[tuple[int, str]]:
    """Line and what was found there."""
    with pytest.raises(InputError) as raised:
        parse_query("q", text, schema, place="q.cypher")
    assert all(fault.place.startswith("q.cypher:") for fault in raised.value.faults)
    return [(int(fault.place.rpartition(":")[2]), fault.found) for fault in raised.value.faults]


def read(text: str, schema: Schema) -> SavedQuery:
    return parse_query("q", text, schema, place="q.cypher", own=True)


def test_what_a_file_says(schema: Schema) -> None:
    query = read(WHOLE, schema)
    assert (query.name, query.own, query.text, query.cypher) == ("q", True, WHOLE, STATEMENT)
    assert WHOLE.split("\n")[query.line - 1] == STATEMENT.split("\n")[0]
    assert (query.title, query.category, query.shows) == ("Who supports a text?", "Agreements", "chart")
    assert (
        query.description == 'States that support or signed it. "Support" is a promise.\n\nNothing is said of others.'
    )
    assert (query.timeout, query.rows, query.applies_to) == (5, 200, ["Agreement"])
    assert list(query.columns) == ["state", "state_id", "ties"]
    assert query.chart
    assert (query.chart.kind, query.chart.x, query.chart.y, query.chart.colour) == ("bar", "state", ["ties"], None)
    assert query.parameters["agreement"].takes == ("agreement:", "resolution:")
    assert query.parameters["since"].default == "2000"


def test_what_a_file_need_not_say(schema: Schema) -> None:
    query = read(simple("RETURN 1 AS n"), schema)
    assert (query.shows, query.timeout, query.rows, query.chart, query.parameters) == ("table", 10, 1_000, None, {})


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t.rstrip() + ";"]
)
def test_ends_of_lines_and_a_last_semicolon_do_not_matter(change: object, schema: Schema) -> None:
    assert callable(change)
    assert read(change(WHOLE), schema).cypher == STATEMENT


def test_a_comment_after_a_blank_line_belongs_to_the_statement(schema: Schema) -> None:
    query = read(simple("\n// first\nRETURN 1 AS n"), schema)
    assert query.cypher == "// first\nRETURN 1 AS n"
    assert query.text.split("\n")[query.line - 1] == "// first"


def line(text: str, part: str) -> int:
    return next(number for number, each in enumerate(text.split("\n"), 1) if part in each)


@pytest.mark.parametrize(
    ("old", "new", "at", "found"),
    [
        ('// title = "Who supports a text?"\n', "", None, "no title"),
        ('// category = "Agreements"\n', "", None, "no category"),
        ('// category = "Agreements"', '// category = " "', "// category", "category = ' '"),
        ("// timeout = 5", "// timeout = 500", "timeout", "timeout = 500"),
        ("// timeout = 5", '// timeout = "5"', "timeout", "timeout = '5'"),
        ("// rows = 200", "// rows = 0", "rows =", "rows = 0"),
        ("// rows = 200", "// row = 200", "row =", "the key row"),
        ("// rows = 200", "// rows = ", "rows =", "a header that is no TOML (Invalid value)"),
        ('"chart"', '"picture"', "shows", "shows = 'picture'"),
        ('"chart"', '"table"', "[chart]", "shows = 'table'"),
        ('["Agreement"]', '["Treaty"]', "applies_to", "the kind 'Treaty'"),
        ('["Agreement"]', '["Person"]', "applies_to", "applies_to 'Person'"),
        ('["Instrument"]', '["Paper"]', "kinds =", "the kind 'Paper'"),
        ('"entity"', '"thing"', 'type = "thing"', "parameters.agreement.type = 'thing'"),
        ('"entity"', '"text"', "kinds =", "kinds with type 'text'"),
        ('"agreement:paris-call"', '"state:FRA"', "default =", "default = 'state:FRA'"),
        ('"agreement:paris-call"', "7", "default =", "default = 7"),
        ('default = "2000"', 'default = "2000-13"', '"2000-13"', "default = '2000-13'"),
        ('default = "2000"', "default = 2000-01-01", "= 2000-01-01", "default = datetime.date(2000, 1, 1)"),
        ('default = "2000"', 'defalt = "2000"', "defalt", "the key parameters.since.defalt"),
        ('// label = "Since"\n', "", "[parameters.since]", "no parameters.since.label"),
        ("$since", "date()", "[parameters.since]", "the parameter since, which the statement does not use"),
        ("$since", "$from", "$from", "$from, which the header does not declare"),
        (":State", ":Country", ":Country", "the label or relation type 'Country'"),
        ("SIGNED", "SINGED", "SINGED", "the relation type 'SINGED'"),
        ("SIGNED", "State", ":SUPPORTS|State", "the relation type 'State'"),
        ('// ties = "How many ties"\n', "", "AS ties", "the column 'ties'"),
        (" AS ties", "", "count(*)", "the column 'count(*)'"),
        ('// ties = "How', '// tie = "How', "// tie =", "the column 'tie'"),
        ('// state_id = "Its id"\n', "", "AS state_id", "the column 'state_id'"),
        ('y = "ties"', 'y = ["ties", "votes"]', "// y =", "y = 'votes'"),
        ('kind = "bar"', 'kind = "pie"', "kind = ", "chart.kind = 'pie'"),
        ("ORDER BY state", "; RETURN 1", "; RETURN", "several statements"),
        ("[parameters.since]", "[parameters.'a b']", "'a b'", "parameters.a b = 'a b'"),
    ],
)  # fmt: skip
def test_one_fault_is_told_at_its_line(old: str, new: str, at: str | None, found: str, schema: Schema) -> None:
    assert WHOLE.count(old) >= 1
    text = WHOLE.replace(old, new)
    assert (1 if at is None else line(text, at), found) in faults(text, schema)


def test_all_faults_are_told_at_once(schema: Schema) -> None:
    text = WHOLE.replace("rows = 200", "rows = 0").replace("$since", "$from").replace("SIGNED", "SINGED")
    found = [place for place, _ in faults(text.replace('"2000"', '"x"'), schema)]
    assert len(found) == 5
    assert found == sorted(found)


@pytest.mark.parametrize(
    "text", ["", "MATCH (n) RETURN n", "// x\n", "// title = 'x'", HEADER, "\x00", "// a = " + "[" * 5_000]
)
def test_a_file_that_is_none(text: str, schema: Schema) -> None:
    assert faults(text, schema)


def test_a_file_that_is_too_long(schema: Schema) -> None:
    assert faults(WHOLE + " " * LONGEST_FILE, schema)[0][0] == 1


def test_not_every_unknown_label_is_told(schema: Schema) -> None:
    labels = ", ".join(f"(:Unknown{'x' * number})" for number in range(400))
    assert len(faults(simple(f"MATCH {labels} RETURN 1 AS n"), schema)) == 20


def test_a_swapped_order_of_columns_is_told(schema: Schema) -> None:
    text = simple("RETURN 1 AS a, 2 AS b", columns='b = "B"\na = "A"')
    assert [found for _, found in faults(text, schema)] == ["the order b, a"]


PARAMETER = '[parameters.x]\nlabel = "X"\ntype = "{}"\n{}'


@pytest.mark.parametrize(
    ("kind", "more", "found"),
    [
        ("choice", "", "type 'choice' without choices"),
        ("choice", 'choices = ["a", "b"]\ndefault = "c"', "default = 'c'"),
        ("choice", 'choices = ["1", 2]\ndefault = "2"', "default = '2'"),
        ("choice", 'choices = [["a", "A", "B"]]', None),
        ("text", 'choices = ["a"]', "choices with type 'text'"),
        ("text", "default = 1", "default = 1"),
        ("integer", "default = 1.5", "default = 1.5"),
        ("integer", "default = true", "default = True"),
        ("integer", "default = 9223372036854775808", "default = 9223372036854775808"),
        ("number", "default = nan", "default = nan"),
        ("boolean", 'default = "yes"', "default = 'yes'"),
        ("relation", 'default = "LOVES"', "default = 'LOVES'"),
        ("date", 'default = "2019-02-29"', "default = '2019-02-29'"),
        ("text", 'many = true\ndefault = "a"', "default = 'a'"),
        ("text", "many = true\nfull_text = true", "full_text with many"),
        ("integer", "full_text = true", "full_text with type 'integer'"),
        ("text", 'suggestions = "MATCH (s:State) RETURN s.name"', "suggestions that return no named column"),
        ("text", 'suggestions = "RETURN 1 AS value, 2 AS weight"', "suggestions that return weight"),
        ("text", 'suggestions = "MATCH (:Sate) RETURN 1 AS value"', "the label 'Sate' in suggestions"),
        ("text", 'suggestions = "RETURN $y AS value"', "$y, which the header does not declare"),
        ("text", 'suggestions = "RETURN $x AS value"', "suggestions of x that need x itself"),
    ],
)  # fmt: skip
def test_faults_of_a_parameter(kind: str, more: str, found: str | None, schema: Schema) -> None:
    told = [each for _, each in faults(simple("RETURN $x AS n", PARAMETER.format(kind, more)), schema)]
    assert told
    assert found is None or told == [found]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("choice", 'choices = ["a", ["b", "The B"]]\ndefault = "b"'),
        ("choice", "choices = [1, 2.5, true]\ndefault = 2.5"),
        ("integer", "many = true\ndefault = [1, 2]"),
        ("number", "default = 1"),
        ("relation", 'default = "SIGNED"'),
        ("entity", 'default = "state:FRA"'),
        ("entity", 'many = true\noptional = true\nkinds = ["Actor", "Norm"]'),
        ("text", 'suggestions = """\nMATCH (s:State) RETURN s.id AS value, s.name AS label"""'),
    ],
)
def test_parameters_that_are_right(kind: str, more: str, schema: Schema) -> None:
    query = read(simple("RETURN $x AS n", PARAMETER.format(kind, more)), schema)
    assert query.parameters["x"].type == kind


def test_suggestions_in_a_circle(schema: Schema) -> None:
    each = '[parameters.{}]\nlabel = "L"\ntype = "text"\nsuggestions = "RETURN ${} AS value"'
    text = simple("RETURN $a + $b + $c AS n", "\n".join(each.format(*pair) for pair in ("ab", "bc", "ca")))
    assert [found for _, found in faults(text, schema)] == [f"suggestions of {x} that need {x} itself" for x in "abc"]
    chain = text.replace("RETURN $a AS value", "RETURN 1 AS value")
    assert read(chain, schema).parameters["a"].needs == ("b",)


def test_text_for_a_full_text_index_must_be_declared_so(schema: Schema) -> None:
    call = "CALL db.index.fulltext.queryNodes('entity_search', $x) YIELD node RETURN node.name AS n"
    told = faults(simple(call, PARAMETER.format("text", "")), schema)
    assert [found for _, found in told] == ["$x asked of a full-text index"]
    assert read(simple(call, PARAMETER.format("text", "full_text = true")), schema).parameters["x"].full_text


@cache
def declaration() -> Schema:
    return load_schema()


def places_of_faults(text: str) -> list[str]:
    """Where a text is faulty; whatever else is raised goes through."""
    try:
        parse_query("q", text, declaration(), place="q.cypher")
    except InputError as error:
        return [fault.place for fault in error.faults]
    return []


# Hostile and random text ----------------------------------------------------------------------------------------

PIECES = ["// ", "\n", "[", "]", "[[", "=", '"', '"""', "'", "title", "columns", "parameters", ".", "x", "$x", "{", "}",
          "type", "default", "1e999", "inf", "choices", "chart", "y", "true", "[1]", ":State", "RETURN ", "\\u0041",
          "\x00", "1979-05-27", "#"]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_whatever_the_text_only_faults_are_told(text: str) -> None:
    for tried in (text, f"// {text}", WHOLE.replace('"2000"', text), WHOLE.replace("[chart]", text), HEADER + text):
        assert all(place.startswith("q.cypher:") for place in places_of_faults(tried))


TOML = st.recursive(
    st.text(max_size=5) | st.integers() | st.booleans() | st.floats() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ["title", "shows", "rows", "applies_to", "parameters", "columns", "chart", "source", "x", "kind", "y", "default",
        "choices", "suggestions", "kinds", "type", "many"]  # fmt: skip


@given(st.recursive(TOML, lambda inner: st.dictionaries(st.sampled_from(KEYS), inner, max_size=5), max_leaves=12))
def test_whatever_the_header_holds_only_faults_are_told(held: object) -> None:
    whole = {"title": "T", "category": "C", "description": "D", "columns": {"n": "N"}}
    for part in ({"parameters": {"x": held}}, {"chart": held, "shows": "chart"}, held):
        if isinstance(part, dict):
            text = header.written(whole | part, "RETURN $x AS n")
            assert all(place.startswith("q.cypher:") for place in places_of_faults(text))


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.text() | st.lists(st.text(max_size=9), max_size=3), max_size=4),
    st.text(max_size=300),
)
def test_a_written_header_says_what_it_was_given(source: dict[str, str | list[str]], description: str) -> None:
    """But for control characters, blanks at the ends of lines, and the escape that some servers read in a comment."""
    text = header.written({"description": description, "source": source}, "RETURN 1 AS n")
    toml, body, _above = header.parted(text)
    raw, wrong = header.parsed(toml, "q")
    cleaned = [[*map(clean, (key, *([value] if isinstance(value, str) else value)))] for key, value in source.items()]
    if len({pair[0] for pair in cleaned}) == len(cleaned):
        assert wrong == []
        found = [[*map(clean, (key, *([v] if isinstance(v, str) else v)))] for key, v in raw.get("source", {}).items()]
        assert found == cleaned
        assert clean(raw["description"]) == clean(description)
    assert body.strip() == "RETURN 1 AS n"
    assert "\\u" not in text


def clean(text: str) -> str:
    """A text without what a header cannot say."""
    shown = header._UNWRITABLE.sub(" ", header.encodable(header.normal(text))).replace("\\u", "/u")
    return "\n".join(line.rstrip() for line in shown.split("\n")).strip()
