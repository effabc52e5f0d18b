"""What is read from the text of a statement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.queries import tokens


def named(cypher: str) -> set[str]:
    return {f"{mention.sort} {mention.name}" for mention in tokens.mentions(tokens.tokens(cypher))}


@pytest.mark.parametrize(
    ("cypher", "used"),
    [
        ("RETURN $a, $b, $a", ["a", "b"]),
        ("RETURN '$a', \"$b\", `$c`", []),
        ("RETURN 'it\\'s $a', $b", ["b"]),
        ("// $a\n/* $b\n */ RETURN $c", ["c"]),
        ("RETURN 'http://x', $a // $b", ["a"]),
        ("RETURN $`a b`, $ä, $1", ["a b", "ä", "1"]),
        ("MATCH (n:$($labels)) RETURN n", ["labels"]),
        ("RETURN 'open $a", []),
        ("RETURN `a``$b`, $c", ["c"]),
    ],
)
def test_parameters(cypher: str, used: list[str]) -> None:
    assert list(tokens.parameters(tokens.tokens(cypher))) == used


@pytest.mark.parametrize(
    ("cypher", "expected"),
    [
        ("MATCH (:A)-[:T]->(b:B)",
         "label A, type T, either B"),
        ("MATCH (a:A:B)-[t:T|U]-(:`C D`)",
         "either A, either B, type T, type U, label C D"),
        ("MATCH ()<-[:T|:U*1..3]-(:A|B&!C)",
         "type T, type U, label A, label B, label C"),
        ("MATCH (:(A|B)&!(C|D))",
         "label A, label B, label C, label D"),
        ("MATCH (n:A {x: 1, `y`: $z, m: {k: 2}})",
         "either A"),
        ("MATCH (n) WHERE n:A OR (n:B AND n.x = 1)",
         "either A, either B"),
        ("RETURN {a: 1, b: [2], c: n:A}",
         "either A"),
        ("RETURN n {.name, x: 1, .*}", ""),
        ("RETURN [x IN xs WHERE x:A | x.name], [(n)-[:T]->(m:B|C) | m.name]",
         "either A, type T, either B, either C"),
        ("MATCH (n) WHERE EXISTS { (n)-[:T]->(:A) } AND COUNT { MATCH (n)--(b) WHERE b:B RETURN n, b:C AS c } > 1",
         "type T, label A, either B, either C"),
        ("CALL (n) { WITH n MATCH (n:A) RETURN 1 AS x, n:B AS y } RETURN x",
         "either A, either B"),
        ("MATCH (n IS A)-[IS T]->() WHERE n.x IS NOT NULL AND (n.y IS NULL OR (n.z) IS TYPED STRING)",
         "either A, type T"),
        ("MATCH ((a:A)-[:T]->(b:B)){1,3} RETURN a",
         "either A, type T, either B"),
        ("MATCH (n:%)-[:$($t)]->(:$any($l)) RETURN 'n:A', x[1..2]", ""),
        ("RETURN 1 IS :: INTEGER, $x :: STRING", ""),
        ("MATCH (match {match: 1, return: 2}) RETURN {match: 1, with: 2}", ""),
        ("MATCH (s) WHERE all(r IN relationships(p) WHERE r:T) RETURN 1 - [2][0]",
         "either T"),
        ("/* (:A) */ MATCH (:B) // (:C)",
         "label B"),
    ],
)  # fmt: skip
def test_labels_and_types(cypher: str, expected: str) -> None:
    assert named(cypher) == set(filter(None, expected.split(", ")))


@pytest.mark.parametrize(
    ("cypher", "expected"),
    [
        ("MATCH (n) RETURN n.name AS name, n ORDER BY name LIMIT 3", ["name", "n"]),
        ("RETURN DISTINCT a AS `a b`, count(*) AS n SKIP 1", ["a b", "n"]),
        ("RETURN n.order, f(a, b) AS limit;", ["n.order", "limit"]),
        ("CALL { RETURN 1 AS x } RETURN x, [y IN [1, 2] | y] AS ys", ["x", "ys"]),
        ("RETURN 1 AS a UNION ALL RETURN 2 AS a", ["a"]),
        ("RETURN COLLECT { MATCH (n) RETURN n.a, n.b } AS c", ["c"]),
        ("RETURN count( * )", ["count( * )"]),
    ],
)
def test_columns(cypher: str, expected: list[str]) -> None:
    found = tokens.columns(cypher, tokens.tokens(cypher))
    assert found is not None
    assert [column.name for column in found] == expected


@pytest.mark.parametrize(
    "cypher", ["MATCH (n) RETURN *", "CALL db.labels()", "", "MATCH (n) SET n.return = 1", "RETURN"]
)
def test_columns_that_cannot_be_told(cypher: str) -> None:
    assert tokens.columns(cypher, tokens.tokens(cypher)) is None


@pytest.mark.parametrize(
    ("cypher", "expected"),
    [
        ("MATCH p = (a)-->(b) RETURN p", True),
        ("MATCH p = shortestPath((a)-[*..3]-(b)) RETURN p AS path", True),
        ("MATCH p = ANY SHORTEST (a)-[*..3]-(b) RETURN length(p)", False),
        ("MATCH (a)-[r:T]->(b) RETURN a, r, b", True),
        ("MATCH (a)-[r:T]->(b) RETURN a.name, r.start AS start", False),
        ("MATCH (a) WHERE a.x = (1) RETURN a", False),
    ],
)
def test_what_can_be_drawn(cypher: str, expected: bool) -> None:
    assert tokens.draws(tokens.tokens(cypher)) is expected


def test_statements_are_parted_at_semicolons_of_the_code() -> None:
    text = "// a; b\nRETURN ';' AS x; // end\nRETURN `;` ;\n\n;// nothing\n"
    assert tokens.statements(text) == ["// a; b\nRETURN ';' AS x;", "// end\nRETURN `;` ;"]


def test_query_of_a_full_text_index() -> None:
    call = "CALL db.index.fulltext.queryNodes('entity', {}) YIELD node".format
    assert tokens.full_text_parameters(tokens.tokens(call("$text"))) == {"text": 44}
    assert tokens.full_text_parameters(tokens.tokens(call("$text, {limit: 3}"))) == {"text": 44}
    assert tokens.full_text_parameters(tokens.tokens(call("'name:' + $text"))) == {}


PIECES = st.lists(
    st.sampled_from([*"()[]{}:|&!$`'\"\\/*;,=.-\n", "MATCH ", "RETURN ", "a", "AS ", "IS ", "//", "p = "])
)


@given(PIECES.map("".join) | st.text())
def test_every_text_is_read(text: str) -> None:
    code = tokens.tokens(text, comments=True)
    assert all(text[token.start : token.end] == token.text for token in code)
    assert "".join("".join(token.text.split()) for token in code) == "".join(text.split())
    code = tokens.tokens(text)
    tokens.mentions(code)
    tokens.columns(text, code)
    tokens.draws(code)
    tokens.statements(text)
    tokens.full_text_parameters(code)


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    for piece in ("'\\", "`a``", "/*", '"', "({[", "(:A|", "RETURN "):
        assert tokens.tokens(piece * 20_000) is not None
        tokens.mentions(tokens.tokens(piece * 5_000))
