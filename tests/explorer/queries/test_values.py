"""What a reader gives -> what a statement gets."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.queries.saved_query import SavedQuery, parse_query
from explorer.queries.values import ParametersError, parameter_values
from graph_loader.schema import Schema, load_schema
from tests.explorer.queries.samples import simple


def query(kind: str, more: str = "", schema: Schema | None = None) -> SavedQuery:
    """A query with one parameter `x`."""
    text = simple("RETURN $x AS n", f'[parameters.x]\nlabel = "X"\ntype = "{kind}"\n{more}')
    return parse_query("q", text, schema or load_schema(), place="q.cypher")


def value(kind: str, more: str, given_value: object, schema: Schema) -> Any:
    return parameter_values(query(kind, more, schema), {"x": given_value})["x"]


CHOICES = 'choices = ["Africa", ["asia", "All of Asia"], 3]'


@pytest.mark.parametrize(
    ("kind", "more", "given_value", "expected"),
    [
        ("text", "", " a 'b' ", "a 'b'"),
        ("text", "", "x" * 1_000, "x" * 1_000),
        ("integer", "", "42", 42),
        ("integer", "", -7, -7),
        ("number", "", "2.5", 2.5),
        ("number", "", "2", 2),
        ("number", "", 3, 3),
        ("boolean", "", "Yes", True),
        ("boolean", "", "0", False),
        ("boolean", "", False, False),
        ("date", "", "2018", "2018"),
        ("date", "", "2018-11", "2018-11"),
        ("date", "", "2020-02-29", "2020-02-29"),
        ("entity", 'kinds = ["State"]', "state:FRA", "state:FRA"),
        ("entity", 'kinds = ["Instrument"]', "resolution:A/RES/73/27", "resolution:A/RES/73/27"),
        ("entity", "", "threat-group:apt28", "threat-group:apt28"),
        ("relation", "", "SIGNED", "SIGNED"),
        ("choice", CHOICES, "asia", "asia"),
        ("choice", CHOICES, "ASIA", "asia"),
        ("choice", CHOICES, "3", 3),
        ("choice", CHOICES, 3, 3),
        ("integer", "many = true", ["1", 2], [1, 2]),
        ("integer", "many = true", "1", [1]),
        ("entity", 'many = true\nkinds = ["State"]', ("state:FRA", "state:DEU"), ["state:FRA", "state:DEU"]),
        ("text", "optional = true", None, None),
        ("text", "optional = true", "  ", None),
        ("text", 'optional = true\ndefault = "d"', None, None),
        ("integer", "many = true\noptional = true", [], None),
    ],
)
def test_values_that_are_taken(kind: str, more: str, given_value: object, expected: object, schema: Schema) -> None:
    found = value(kind, more, given_value, schema)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "more", "given_value", "says"),
    [
        ("text", "", 3, "Expected text"),
        ("text", "", ["a"], "Expected text"),
        ("text", "", "x" * 1_001, "At most 1,000 characters"),
        ("text", "", "\ud800", "half a character"),
        ("text", "", None, "A value is needed"),
        ("text", "", " ", "A value is needed"),
        ("integer", "", "four", "Expected a whole number"),
        ("integer", "", "1.5", "Expected a whole number"),
        ("integer", "", True, "Expected a whole number"),
        ("integer", "", 2**63, "at most 18 digits"),
        ("integer", "", "9" * 5_000, "At most 1,000 characters"),
        ("number", "", "nan", "Expected a number"),
        ("number", "", "1e999", "Expected a number"),
        ("number", "", {}, "Expected a number"),
        ("boolean", "", "maybe", "Expected true or false"),
        ("boolean", "", 1, "Expected true or false"),
        ("date", "", "2019-02-29", "the calendar has no 2019-02-29"),
        ("date", "", "2018-1", "Expected a date such as"),
        ("date", "", "2018-11-12T00:00", "Expected a date such as"),
        ("date", "", "２０１８", "Expected a date such as"),
        ("date", "", "0000", "the calendar has no 0000"),
        ("entity", 'kinds = ["State"]', "company:huawei", "begins with state:"),
        ("entity", 'kinds = ["Instrument"]', "state:FRA", "begins with one of agreement:, resolution:"),
        ("entity", "", "FRA", "Expected the id of an entity"),
        ("entity", "", "state:", "Expected the id of an entity"),
        ("entity", "", "planet:x", "begins with one of"),
        ("entity", "", "state:\n", "Expected the id of an entity"),
        ("entity", "", "state:a\nb", "Expected the id of an entity"),
        ("entity", "", "state:" + "x" * 500, "Expected the id of an entity"),
        ("relation", "", "LOVES", "Expected a relation type"),
        ("relation", "", "signed", "Expected a relation type"),
        ("choice", CHOICES, "Europe", "Expected one of Africa, asia, 3"),
        ("choice", CHOICES, 3.5, "Expected one of"),
        ("choice", CHOICES, True, "Expected one of"),
        ("integer", "many = true", [1, "x"], "Expected a whole number"),
        ("integer", "many = true", [None], "Expected a whole number"),
        ("integer", "many = true", [[1]], "Expected a whole number"),
        ("integer", "many = true", list(range(1_001)), "At most 1,000 values"),
        ("integer", "many = true", [], "A value is needed"),
        ("text", "full_text = true", '+-&&||!(){}[]^"~*?:\\/', "at least one word"),
    ],
)
def test_values_that_are_refused(kind: str, more: str, given_value: object, says: str, schema: Schema) -> None:
    with pytest.raises(ParametersError) as raised:
        value(kind, more, given_value, schema)
    assert list(raised.value.messages) == ["x"]
    assert says in raised.value.messages["x"]
    assert raised.value.messages["x"].endswith(".")


def test_defaults_and_what_may_be_missing(schema: Schema) -> None:
    assert parameter_values(query("integer", "default = 3", schema), {}) == {"x": 3}
    assert parameter_values(query("integer", "default = 3", schema), {"x": 4}) == {"x": 4}
    assert parameter_values(query("integer", "optional = true", schema), {}) == {"x": None}
    with pytest.raises(ParametersError, match="x: A value is needed"):
        parameter_values(query("integer", "", schema), {})
    with pytest.raises(ParametersError, match="x: A value is needed"):
        parameter_values(query("integer", "default = 3", schema), {"x": ""})


def test_every_field_at_fault_has_its_message(schema: Schema) -> None:
    with pytest.raises(ParametersError) as raised:
        parameter_values(query("integer", "", schema), {"x": "a", "y": 1})
    assert raised.value.messages == {
        "y": "There is no parameter 'y'; there are: x.",
        "x": "Expected a whole number; found 'a'.",
    }
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("hostile", ["paris OR id:*", "name:[* TO *]", "call~99 AND (a", 'x" OR "y', "a\\"])
def test_text_for_a_full_text_index_is_made_harmless(hostile: str, schema: Schema) -> None:
    from explorer.full_text import lucene_query

    found = value("text", "full_text = true", hostile, schema)
    assert found == lucene_query(hostile) != hostile
    assert not set('"[]\\') & set(found)


KINDS = ["text", "integer", "number", "boolean", "date", "entity", "relation"]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2) | st.tuples(inner),
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", ["", "many = true\noptional = true", "optional = true"])
def test_whatever_is_given_there_is_a_value_or_a_message(kind: str, more: str) -> None:
    asked = query(kind, more)

    @given(ANY)
    def each(given_value: object) -> None:
        try:
            values = parameter_values(asked, {"x": given_value})
        except ParametersError as error:
            told = error.messages
        else:
            told = {"x": "a value"} if set(values) == {"x"} else {}
        assert list(told) == ["x"]

    each()
