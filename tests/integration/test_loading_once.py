"""A batch that must be written once is written once, also when it is sent twice; and who is at work can be seen."""

import threading

import pytest

from graph_loader import statements
from graph_loader.database.connection import Database, refused_by_constraint
from graph_loader.errors import DatabaseError
from graph_loader.node_numbers import NodeNumbers
from graph_loader.schema import load_schema

SCHEMA = load_schema()


@pytest.fixture
def locked(database: Database) -> Database:
    """A graph with two states and a lock that the run `r` holds."""
    database.write_all(statements.constraints(SCHEMA))
    database.write("CREATE (:LoadLock {name: 'load', run: 'r'})")
    rows = [[f"state:{code}", 1, ["d"], None, code] for code in ("AAA", "BBB")]
    parameters = {"run": "r", "batch": "r/0", "rows": rows}
    assert database.write(statements.create_entities(SCHEMA, "State", ["name"]), parameters) == [{"written": 2}]
    return database


def ties(database: Database) -> int:
    return int(database.read("MATCH (:Entity)-[r:ALLIED_WITH]->(:Entity) RETURN count(r) AS ties")[0]["ties"])


def row(database: Database) -> list[object]:
    """One tie as the statements take it."""
    first, second = NodeNumbers(database).of(["state:AAA", "state:BBB"])
    return [first, "state:AAA", second, "state:BBB", "0" * 16, 1, "d", "treaty"]


def test_a_batch_sent_twice_is_written_once(locked: Database) -> None:
    statement = statements.create_relations(SCHEMA, "ALLIED_WITH", ["value"])
    parameters = {"run": "r", "batch": "r/1", "rows": [row(locked)]}
    assert locked.write(statement, parameters) == [{"written": 1}]
    with pytest.raises(DatabaseError) as refused:
        locked.write(statement, parameters)
    assert refused_by_constraint(refused.value, "LoadBatch")
    assert not refused_by_constraint(refused.value, "Entity")
    assert ties(locked) == 1


def test_nothing_is_written_for_a_run_that_does_not_hold_the_lock(locked: Database) -> None:
    statement = statements.create_relations(SCHEMA, "ALLIED_WITH", ["value"])
    rows = [row(locked)]
    assert locked.write(statement, {"run": "other", "batch": "other/1", "rows": rows}) == [{"written": 0}]
    assert ties(locked) == 0
    assert locked.read("MATCH (b:LoadBatch) RETURN b.id AS id") == [{"id": "r/0"}]


def test_a_tie_is_not_written_where_its_number_now_is_another_entity(locked: Database) -> None:
    taken = row(locked)
    locked.write("MATCH (n:Entity {id: 'state:BBB'}) SET n.id = 'state:CCC'")
    statement = statements.create_relations(SCHEMA, "ALLIED_WITH", ["value"])
    assert locked.write(statement, {"run": "r", "batch": "r/1", "rows": [taken]}) == [{"written": 0}]
    assert ties(locked) == 0


def test_an_entity_that_is_gone_has_no_number(locked: Database) -> None:
    with pytest.raises(DatabaseError, match="no longer in the graph"):
        NodeNumbers(locked).of(["state:AAA", "state:ZZZ"])


def test_a_transaction_is_found_by_its_tag_while_it_is_at_work(locked: Database) -> None:
    # The second write waits for the lock on the node that the first, still open, holds.
    waiting = threading.Thread(
        target=lambda: locked.write("MATCH (s:State {id: 'state:AAA'}) SET s.name = 'second'", tag="waiting")
    )
    with locked.session() as session, session.begin_transaction() as first:
        first.run("MATCH (s:State {id: 'state:AAA'}) SET s.name = 'first'").consume()
        waiting.start()
        seen = any(locked.transactions_tagged("waiting") for _ in range(100))
        first.commit()
    waiting.join()
    assert seen
    assert locked.transactions_tagged("waiting") == 0
