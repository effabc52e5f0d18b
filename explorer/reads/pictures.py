"""What the page draws: entities as nodes, with the lines that join them to each other and to those shown before."""

from collections.abc import Sequence

from explorer.graph.elements import Line, Node, lines, naming_relations, node, tie_properties
from explorer.reads.rows import read
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

_NODES = """
MATCH (n:Entity) WHERE n.id IN $new
RETURN properties(n) AS properties, COUNT { (n)--(:Entity) } AS ties,
  COUNT { MATCH (n)--(other:Entity) WHERE other <> n RETURN DISTINCT other } AS neighbours"""

_TIES = """,
  COLLECT {
    MATCH (n)-[tie]-(other:Entity)
    WHERE other.id IN $whole AND other <> n AND (n.id < other.id OR NOT other.id IN $new)
    RETURN [
      other.id, startNode(tie) = n, type(tie), [name IN $properties | tie[name]],
      CASE WHEN type(tie) IN $naming THEN COLLECT { MATCH (value:Entity {id: tie.value}) RETURN value.name }[0] END
    ]
  } AS drawn
"""


def elements(
    database: Database, schema: Schema, new: Sequence[str], shown: Sequence[str]
) -> tuple[list[Node], list[Line]]:
    """The entities with the ids `new`, in that order, and every line among them and between them and those shown.

    Ids that no entity has are left out.
    """
    parameters = {
        "new": list(new),
        "whole": [*new, *shown],
        "properties": tie_properties(schema),
        "naming": naming_relations(schema),
    }
    rows = read(database, _NODES + _TIES, parameters) if new else []
    found = {row["properties"]["id"]: row for row in rows}
    ranked = [found[identity] for identity in dict.fromkeys(new) if identity in found]
    drawn = [line for row in ranked for line in lines(row["properties"]["id"], row["drawn"], schema)]
    return [node(row, schema) for row in ranked], drawn


def nodes(database: Database, schema: Schema, ids: Sequence[str]) -> list[Node]:
    """The entities with these ids, in no order; ids that no entity has are left out."""
    return [node(row, schema) for row in read(database, _NODES, {"new": list(ids)})] if ids else []
