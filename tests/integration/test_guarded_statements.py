"""Statements that may not run: each is refused with its reason by a real server's own plan, and changes nothing."""

import pytest

from graph_loader.database.connection import Database
from graph_loader.database.guard import run_guarded
from graph_loader.errors import StatementRefusedError

REFUSED = [
    ("CREATE (n:X) RETURN n", "would change the database"),
    ("MATCH (n) SET n.x = 1", "would change the database"),
    ("MATCH (n) DETACH DELETE n", "would change the database"),
    ("CREATE INDEX x FOR (n:X) ON (n.y)", "would change the database"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "reads a file or an address"),
    ("RETURN COLLECT { LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row } AS x", "reads a file or an address"),
    ("MATCH (n) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS RETURN x", "opens transactions of its own"),
    ("SHOW SETTINGS", "shows the settings of the server"),
    ("SHOW TRANSACTIONS", "looks into the work of others"),
    ("SHOW USERS", "would change the database or its settings"),
    ("CALL dbms.listConfig()", ""),
    ("CALL dbms.queryJmx('*:*')", ""),
    ("CRE\\u0041TE (n) RETURN n", "has a \\u escape"),
    ("RETURN " + "(" * 20 + "1" + ")" * 20, "nests deeper than 16 levels"),
    ("RETURN '" + "x" * 10_000 + "'", "at most 10,000 are allowed"),
    ("", "The statement is empty"),
    ("  \n ", "The statement is empty"),
    ("MATCH (n RETURN n", "cannot be planned"),
    ("RETURN 1; RETURN 2", "cannot be planned"),
]


@pytest.mark.parametrize(("statement", "says"), REFUSED, ids=lambda value: value[:30])
def test_statement_that_is_refused(statement: str, says: str, database: Database) -> None:
    with pytest.raises(StatementRefusedError) as refused:
        run_guarded(database, statement, {})
    assert says in str(refused.value)
    assert database.read("MATCH (n) RETURN n") == []
