"""What a caller calls an entity, its id or one of its names -> the entity."""

from collections.abc import Sequence

from explorer.graph.notes import counted
from explorer.graph.records import Entity, Suggestion
from explorer.reads.rows import entity, read
from explorer.reads.search import search
from graph_loader.database.connection import Database
from graph_loader.errors import CyberatlasError, excerpt
from graph_loader.schema import Schema

_BY_ID = "MATCH (n:Entity {id: $id}) RETURN n.id AS id, n.name AS name, n.short_name AS short_name"


class UnknownNameError(CyberatlasError):
    """No entity has this id or this very name; `nearest` are those that may be meant."""

    def __init__(self, text: str, nearest: Sequence[Entity]) -> None:
        self.text, self.nearest = text, tuple(nearest)
        near = f"Nearest: {_listed(nearest)}." if nearest else "No name is near it; `cyberatlas load` loads the data."
        super().__init__(f"Nothing in the graph is called {excerpt(text)}. {near}")


class AmbiguousNameError(CyberatlasError):
    """Several entities have this very name; `meant` are those."""

    def __init__(self, text: str, meant: Sequence[Entity]) -> None:
        self.text, self.meant = text, tuple(meant)
        number = counted(len(meant), "entity", "entities")
        super().__init__(f"{excerpt(text)} is the name of {number}: {_listed(meant)}. Give the id of one.")


def entity_called(database: Database, schema: Schema, text: str) -> Entity:
    """The entity with this id, or else with this name, short name or other name; capitals make no difference.

    One that has it for its name goes before those that have it for another name.

    Raises:
        UnknownNameError: there is none.
        AmbiguousNameError: there are several.
    """
    wanted = " ".join(text.split())
    if schema.kind_of(wanted) and ":" in wanted:
        if rows := read(database, _BY_ID, {"id": wanted}):
            return entity(rows[0], schema)
        near = search(database, schema, wanted.partition(":")[2].replace("-", " "))
        raise UnknownNameError(text, [each.entity for each in near if each.entity])
    offered = [each for each in search(database, schema, wanted) if each.entity]
    found = [each.entity for each in offered if each.entity]
    named = [each for each in found if _same(each.name, wanted)]
    called = named or [each.entity for each in offered if each.entity and _called(each, wanted)]
    if len(called) == 1:
        return called[0]
    raise AmbiguousNameError(text, called) if called else UnknownNameError(text, found)


def _called(offered: Suggestion, wanted: str) -> bool:
    """`detail` is the other name that was found."""
    short = offered.entity.short_name if offered.entity else ""
    return _same(short, wanted) or _same(offered.detail, wanted)


def _same(name: str, wanted: str) -> bool:
    return name.casefold() == wanted.casefold()


def _listed(entities: Sequence[Entity]) -> str:
    return ", ".join(f"{each.name} ({each.id})" for each in entities)
