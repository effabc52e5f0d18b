"""What the guard measures of a text before it is planned, and what it reads of a plan's details."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_loader.database.expression_sizes import Sizes
from graph_loader.database.plan_text import Group, Word, groups, names, read, split
from graph_loader.database.regular_expressions import judge_pattern
from graph_loader.database.statement_text import depth, measure, weight, written
from graph_loader.database.value_sizes import Size
from graph_loader.errors import StatementRefusedError


def sizes(**variables: Size) -> Sizes:
    made = Sizes(literal=50, largest=100, parameters={}, numbers={"n": 100})
    for name, size in variables.items():
        made.note(name, size)
    return made


MANY = Size(100_000, 500, 10_000_000)


# Before planning ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("RETURN 1", 0),
        ("RETURN (1)", 1),
        ("RETURN [{a: (1)}]", 3),
        ("MATCH (a)-[r]->(b {c: [1]})", 3),
        ("RETURN '(((('", 4),
        ("RETURN '(' + ')' + (')' + (1))", 3),
        ("RETURN ')))' + ((1))", 2),
        ("// (((\nRETURN 1", 3),
        ("// ' \r(((1)))", 3),
        ("/* ) */ ((1)) /* ( */", 2),
        (")))((1))", 2),
        ("`(`.x", 1),
    ],
)
def test_depth(text: str, levels: int) -> None:
    assert depth(text) == levels


@given(st.text(alphabet="([{)]}'\"`/*\\\n\r x", max_size=60))
def test_depth_is_never_less_than_what_stands_outside_of_quotes(text: str) -> None:
    """Whoever ends a quotation elsewhere than we do finds no more levels than there are opening brackets in a row."""
    assert depth(text) <= sum(map(text.count, "([{"))
    bare = "".join(character for character in text if character in "([{)]}")
    if not set(text) & set("'\"`/"):
        level = deepest = 0
        for character in bare:
            level = level + 1 if character in "([{" else max(0, level - 1)
            deepest = max(deepest, level)
        assert depth(text) == deepest


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n LIMIT 10",
        "MATCH (n) RETURN n SKIP $from LIMIT $limit",
        "MATCH (n) RETURN n.limit AS limit ORDER BY limit DESC LIMIT 3",
        "MATCH (a)-[limit:RESTRICTED]->(b) WHERE limit.end IS NULL RETURN collect(limit) AS limits",
        "MATCH (n) RETURN [limit IN n.l | limit.value]",
        "CYPHER 25 MATCH (n) RETURN n",
        "MATCH (n:A|B|C)-[:D|E|F|G]->(m) WHERE n.x = 1 AND m.y = 2 OR n.z = 3 RETURN n",
        "RETURN " + " + ".join(["1"] * 100),
    ],
)
def test_what_passes_the_measure(text: str) -> None:
    measure(text, 10_000, 16)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("RETURN 1 LIMIT (1)", "LIMIT"),
        ("RETURN 1 LIMIT 1 + size([1])", "LIMIT"),
        ("RETURN 1 SKIP size([1])", "LIMIT"),
        ("RETURN 1 LIMIT/* */`range`(1, 2)", "LIMIT"),
        ("RETURN '\ud800'", "surrogate"),
        ("cypher 25 runtime = slotted RETURN 1", "options"),
        ("EXPLAIN /**/ CYPHER planner=dp RETURN 1", "options"),
    ],
)
def test_what_does_not(text: str, says: str) -> None:
    with pytest.raises(StatementRefusedError, match=says):
        measure(text, 10_000, 16)


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("RETURN 1", 1),
        ("RETURN 5 + 7", 12),
        ("RETURN '900' + 5", 900),
        ("RETURN 0xff", 255),
        ("RETURN 1_000", 1000),
        ("RETURN 10 * 10", float("inf")),
        ("RETURN (10) /* */ * /* */ (10)", float("inf")),
        ("RETURN 10 ^ 10", float("inf")),
        ("MATCH (a)-[:SIGNED*1..3]->(b) RETURN count(*)", 4),
        ("RETURN " + "9" * 5_000, 10**30),
    ],
)
def test_the_most_that_whole_numbers_come_to(text: str, largest: float) -> None:
    assert written(text).largest == largest


def test_weight() -> None:
    assert weight("abc") == 3
    assert weight([1, [2, "abc"], {"a": None}]) == 1 + 1 + 5 + 3
    assert weight(None) == weight(True) == weight(1.5) == 1


# Details of a plan ----------------------------------------------------------------------------------------------


def test_details_are_taken_apart() -> None:
    items = read('reduce(`a b` = $`autoint_0`, x IN l | `a b` + "(,") AS s, n.CASE AS c')
    first, second = split(items, ",")
    assert first[0] == Word("name", "reduce")
    assert isinstance(first[1], Group)
    assert first[1].items[0] == Word("name", "a b", quoted=True)
    assert first[1].items[2] == Word("parameter", "autoint_0")
    assert first[2:] == [Word("name", "AS"), Word("name", "s")]
    assert [item.text for item in second if isinstance(item, Word)] == ["n", ".", "CASE", "AS", "c"]
    assert names(items) == {"reduce", "a b", "autoint_0", "x", "IN", "l", "AS", "s", "n", "CASE", "c"}


@given(st.text(alphabet="([{)]}'\"`$.,|*aCASEND 1", max_size=60))
def test_no_details_break_the_reader(text: str) -> None:
    items = read(text)
    assert sum(1 for _ in groups(items)) <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "reduce(a = 0, x IN many | a + x)",
        "reduce(a = '', x IN many | a + x + ', ')",
        "reduce(m = 0, x IN many | CASE WHEN x > m THEN x ELSE m END)",
        "[x IN many WHERE any(y IN x.list WHERE y = 1) | x.name]",
        "all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m = n))",
        "[i IN range($autoint_0, size(many) - $autoint_1) | many[i]]",
        "[y IN range($autoint_0, $n) | size([x IN many WHERE x.year = y])]",
        "any(x IN range(1, 7) WHERE x = n.q)",
    ],
)
def test_loops_that_end(text: str) -> None:
    sizes(many=MANY).of(read(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("any(a IN many WHERE any(b IN many WHERE a = b))", "loops over long lists"),
        ("[a IN many WHERE x = 1 | [b IN many | b]]", "loops over long lists"),
        ("any(a IN l WHERE any(b IN l WHERE any(c IN l WHERE any(d IN l WHERE d = 1))))", "loops over long lists"),
        ("reduce(s = 'x', i IN l | s + s)", "grow by a multiple"),
        ("reduce(s = 'x', i IN l | replace(s, 'x', 'xx'))", "grow by a multiple"),
        ("range($autoint_0, $autoint_1 * $autoint_2)", "long list"),
        ("range($autoint_0, n.x)", "long list"),
        ("range(1, 20001)", "long list"),
        ("CASE WHEN n.x = 1 THEN [z IN range(1, n.y) | z] ELSE 1 END", "long list"),
        ("n.x IN range(1, 900000000)", "long list"),
        ("replace(replace(many, 'a', many), 'b', many)", "builds up a value"),
    ],
)
def test_loops_that_do_not(text: str, says: str) -> None:
    with pytest.raises(StatementRefusedError, match=says):
        sizes(many=MANY).of(read(text))


def test_a_parameter_of_the_caller_cannot_pass_for_a_literal() -> None:
    taken = Sizes(literal=50, largest=1_000_000, parameters={}, numbers={"autoint_1": 10})
    with pytest.raises(StatementRefusedError, match="long list"):
        taken.of(read("range($autoint_0, $autoint_1)"))
    given_large = Sizes(literal=50, largest=10, parameters={}, numbers={"autoint_1": float("inf")})
    with pytest.raises(StatementRefusedError, match="long list"):
        given_large.of(read("range($autoint_0, $autoint_1)"))


# Regular expressions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strings", "right"),
    [
        (["(?i).*land"], "$autostring_0"),
        (["^(North|South) .*$"], "$autostring_0"),
        (["(?i).*", ".*"], "($autostring_0 + $given) + $autostring_1"),
        (["[(*+{]*", "a"], "$autostring_0"),
        (["colou?r(s)?"], "$autostring_0"),
    ],
)
def test_patterns_that_end(strings: list[str], right: str) -> None:
    judge_pattern(read(right), strings, {"given": "France (the)"})


@pytest.mark.parametrize(
    ("strings", "right", "given"),
    [
        (["(a+)+"], "$autostring_0", ""),
        (["(.*a){12}"], "$autostring_0", ""),
        (["(.*a)", "{12}"], "$autostring_0 + $autostring_1", ""),
        ([], "$given", "(a|b)*c"),
        (["(a"], "$autostring_0 + $given", ")*"),
        ([".*.*.*.*.*x"], "$autostring_0", ""),
        ([".*", ".*", ".*", ".*", ".*"], "$a + $b + $c + $d + $e", ""),
        (["(a*)\\\\1b"], "$autostring_0", ""),
        (["\\\\[(.*a){20}]"], "$autostring_0", ""),
        (["\\\\Q[\\\\E(a+)+"], "$autostring_0", ""),
        (["(?x)(a+) +"], "$autostring_0", ""),
        ([], "n.name", ""),
        ([], "toString($given)", ""),
    ],
)
def test_patterns_that_may_not(strings: list[str], right: str, given: str) -> None:
    with pytest.raises(StatementRefusedError, match="regular expression"):
        judge_pattern(read(right), strings, {"given": given})
