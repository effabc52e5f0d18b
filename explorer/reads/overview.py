"""The graph as a whole: whether it answers, what it holds, where to begin."""

from collections.abc import Sequence

from explorer.graph.records import Entity, LoadedDataset, Overview
from explorer.reads.rows import entity, read, shown_properties
from graph_loader.database.connection import Database, unreachable
from graph_loader.errors import DatabaseError
from graph_loader.schema import Schema

_CHOSEN = """
UNWIND range(0, size($ids) - 1) AS position
MATCH (n:Entity {id: $ids[position]})
RETURN n {.id, .name, .short_name, .description} AS entity, COUNT { (n)--(:Entity) } AS ties ORDER BY position
"""

_MOST_TIED = """
MATCH (n:Entity)
WITH n, split(n.id, ':')[0] AS prefix, COUNT { (n)--(:Entity) } AS ties WHERE NOT prefix IN $left_out
WITH prefix, n, ties ORDER BY ties DESC, n.id
WITH prefix, collect({entity: n {.id, .name, .short_name, .description}, ties: ties})[0] AS first
RETURN first.entity AS entity, first.ties AS ties ORDER BY ties DESC LIMIT $most
"""

_OVERVIEW = """
RETURN COUNT { (:Entity) } AS entities, COUNT { (:Entity)-->(:Entity) } AS ties,
  COUNT { MATCH (:Entity)-[tie]->(:Entity) WHERE tie.verified } AS verified,
  COLLECT { MATCH (d:Dataset) RETURN d {.name, .title, loaded: toString(d.loaded)} ORDER BY d.title } AS datasets
"""


_TITLES = "MATCH (d:Dataset) RETURN d.name AS name, coalesce(d.title, d.name) AS title"


def dataset_titles(database: Database) -> dict[str, str]:
    """Name -> title of every dataset in the graph."""
    return {row["name"]: row["title"] for row in read(database, _TITLES, {})}


def answers(database: Database) -> bool:
    """True where the database answers now."""
    try:
        return bool(read(database, "RETURN 1 AS one", {}))
    except DatabaseError:
        return False


def away(database: Database, error: Exception) -> bool:
    """True where this error came because the database does not answer: one that is back by now was away then."""
    return isinstance(error, DatabaseError) and (unreachable(error) or not answers(database))


def starting_points(database: Database, schema: Schema, preferred: Sequence[str], most: int) -> list[Entity]:
    """Entities to begin with: the preferred ones that are there, then the one with the most ties of each other kind."""
    rows = read(database, _CHOSEN, {"ids": list(preferred[:most])})
    if len(rows) < most:
        left_out = [row["entity"]["id"].partition(":")[0] for row in rows]
        rows += read(database, _MOST_TIED, {"left_out": left_out, "most": most - len(rows)})
    return [entity(row["entity"] | {"ties": row["ties"]}, schema, shown_properties(row["entity"])) for row in rows]


def overview(database: Database) -> Overview:
    """Counts over the whole graph, and what was loaded when."""
    row = read(database, _OVERVIEW, {})[0]
    datasets = [
        LoadedDataset(found["name"], found["title"] or found["name"], found["loaded"] or "")
        for found in row["datasets"]
    ]
    return Overview(row["entities"], row["ties"], row["verified"], datasets)
