"""Where a fault lies: the server's own messages, and the guard's sentences."""

import pytest

from explorer.queries.places import line_misplaced, misplaced
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.errors import StatementRefusedError


@pytest.mark.parametrize(
    ("cypher", "line", "column", "part"),
    [
        ("MATCH (n RETURN n", 1, 10, "RETURN"),
        ("MATCH (s:State) RETURN s.name, foo", 1, 32, "foo"),
        ("MATCH (s:State)\nWHERE s.x =\nRETURN s", 3, 8, "s"),
        ("// a note\nMATCH (s:State) RETRN 1", 2, 17, "RETRN"),
        ("MATCH (s:State)\n  RETURN nofunc(s.name)", 2, 10, "nofunc"),
        ("CALL db.labels() YIELD xx RETURN xx", 1, 24, "xx"),
        ("CALL apoc.foo() YIELD x RETURN x", 1, 6, "apoc.foo"),
        ("RETURN '🕊 🕊' AS peace, wrong", 1, 24, "wrong"),
        ("RETURN 1 + '", 1, 12, "'"),
        ("MATCH (n:State", 1, 10, "State"),
        ("CREATE (n) RETURN n", 1, 1, "CREATE"),
        ("MATCH (s:State) // SET\nSET s.name = 'x'", 2, 1, "SET"),
        ("MATCH (a)-[*]->(b) RETURN a", 1, 11, "[*]"),
        ("MATCH (s:State) RETURN s LIMIT 1 + 1", 1, 26, "LIMIT 1"),
        ("RETURN '\\u0041'", 1, 9, "\\u"),
        ("SHOW TRANSACTIONS YIELD *", 1, 1, "SHOW TRANSACTIONS"),
        ("LOAD CSV FROM 'file:///x' AS row RETURN row", 1, 1, "LOAD CSV"),
        ("MATCH (s:State) CALL (s) { RETURN 1 AS x } IN TRANSACTIONS RETURN x", 1, 44, "IN TRANSACTIONS"),
    ],
)
def test_a_fault_has_its_place(database: Database, cypher: str, line: int, column: int, part: str) -> None:
    guard = Guard(database)
    with pytest.raises(StatementRefusedError) as caught:
        guard.judge(cypher, {})
    guard.close()
    found = misplaced(str(caught.value), cypher)
    units = cypher.encode("utf-16-le")
    assert found.start is not None
    assert found.end is not None
    assert units[2 * found.start : 2 * found.end].decode("utf-16-le") == part
    assert (found.line, found.column) == (line, column)
    for technical in ("EXPLAIN", "offset", "Neo.", "^", "cannot be planned"):
        assert technical not in found.message
    assert len(found.message) < 300


@pytest.mark.parametrize(
    "message", ["The statement is empty.", "The statement was cancelled.", "(line 9, column 9", "", "x" * 10_000]
)
def test_a_sentence_without_a_place_has_none(message: str) -> None:
    found = misplaced(message, "RETURN 1 AS one")
    assert (found.message, found.start, found.line) == (message.strip(), None, None)


@pytest.mark.parametrize("offset", [0, 5, 8, 10**9])
@pytest.mark.parametrize("cypher", ["", "  ", "RETURN 1"])
def test_an_offset_outside_the_statement_is_borne(offset: int, cypher: str) -> None:
    found = misplaced(f"Wrong (line 1, column 1 (offset: {offset}))\n rest", cypher)
    assert found.message == "Wrong"
    assert 0 <= (found.start or 0) <= (found.end or 0) <= len(cypher)


def test_a_long_list_of_possibilities_is_cut() -> None:
    many = ", ".join(f"'{number}'" for number in range(20))
    said = misplaced(f"Invalid input 'x': expected {many} or <EOF> (line 1, column 1 (offset: 8))", "x").message
    assert said == "Invalid input 'x': expected '0', '1', '2', '3', '4', '5' or another of 21 possibilities"


def test_a_line_is_marked_without_its_indentation() -> None:
    found = line_misplaced("Wrong.", "MATCH (🕊)\n  RETURN 1", 2)
    assert (found.start, found.end, found.line, found.column) == (13, 21, 2, 3)
    assert line_misplaced("Wrong.", "RETURN 1", 7).start is None
