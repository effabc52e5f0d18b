"""The entities that a question names."""

from collections.abc import Iterable

from explorer.graph.records import Entity
from explorer.reads.naming import entity_called
from graph_loader.database.connection import Database
from graph_loader.schema import Schema


def called(database: Database, schema: Schema, ids: Iterable[str]) -> tuple[Entity, ...]:
    """The entities with these ids, each once, in the order in which they are named.

    Raises:
        UnknownNameError: there is none with one of these ids; the message offers the nearest.
    """
    return tuple(entity_called(database, schema, each) for each in dict.fromkeys(ids))
