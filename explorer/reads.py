"""Everything the explorer reads from the graph: the Cypher, and the plain records that come of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from explorer.full_text import MOST_CHARACTERS, lucene_query
from explorer.graph.records import (
    Entity,
    LoadedDataset,
    Neighbour,
    Neighbourhood,
    Overview,
    Pair,
    Suggestion,
    Tie,
)
from explorer.graph.words import one_line, referred
from graph_loader.database.connection import Database
from graph_loader.database.records import BOOKKEEPING, plain
from graph_loader.errors import DatabaseError
from graph_loader.schema import Schema
from graph_loader.statements import SEARCH_INDEX

MOST_NEIGHBOURS = 60
MOST_SUGGESTIONS = 8
MOST_TIES_OF_A_PAIR = 200
PATIENCE = 2.0
"""Seconds in which a read is tried again before the page says that the database is away."""

_SEARCHED_ROWS = 100
_NO_INDEX = "no such fulltext schema index"

_SEARCH = """
CALL db.index.fulltext.queryNodes($index, $query, {limit: $pool}) YIELD node, score
WITH node, score, [name IN [node.name, node.short_name] + coalesce(node.aliases, []) WHERE name IS NOT NULL] AS names
WITH node, score, [name IN names WHERE toLower(name) = $text] AS same,
     [name IN names WHERE toLower(name) STARTS WITH $text] AS begun, COUNT { (node)--(:Entity) } AS ties
RETURN node.id AS id, node.name AS name, node.short_name AS short_name, ties, coalesce(same[0], begun[0], '') AS also
ORDER BY CASE WHEN size(same) > 0 THEN 0 WHEN size(begun) > 0 THEN 1 ELSE 2 END, score * log(20 + ties) DESC, id
LIMIT $most
"""

_ENTITY_AND_NEIGHBOURS = """
MATCH (centre:Entity {id: $id})
RETURN properties(centre) AS properties, COUNT { (centre)--(:Entity) } AS ties,
  COUNT { MATCH (centre)--(other:Entity) WHERE other <> centre RETURN DISTINCT other } AS whole,
  COLLECT {
    MATCH (centre)-[tie]-(other:Entity) WHERE other <> centre
    WITH other, collect({
      relation: type(tie), source: startNode(tie).id, target: endNode(tie).id, properties: properties(tie)
    }) AS shared
    WITH other, shared, COUNT { (other)--(:Entity) } AS ties
    ORDER BY ties DESC, other.id LIMIT $most
    RETURN {id: other.id, name: other.name, short_name: other.short_name, ties: ties, shared: shared}
  } AS neighbours
"""

_PAIR = """
MATCH (first:Entity {id: $first})-[tie]-(second:Entity {id: $second})
OPTIONAL MATCH (dataset:Dataset {name: tie.dataset})
WITH first, second, tie, dataset ORDER BY coalesce(tie.start, '') DESC, tie.id LIMIT $most
RETURN first {.id, .name, .short_name} AS first, second {.id, .name, .short_name} AS second, collect({
  relation: type(tie), source: startNode(tie).id, target: endNode(tie).id, properties: properties(tie),
  dataset: dataset.title
}) AS ties
"""

_NAMES = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name"

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


def answers(database: Database) -> bool:
    """True where the database answers now."""
    try:
        return bool(_read(database, "RETURN 1 AS one", {}))
    except DatabaseError:
        return False


def search(database: Database, schema: Schema, text: str) -> list[Suggestion]:
    """Entities that a reader may mean: those of that very name first, then names that begin so, then the rest.

    A database into which nothing was ever loaded has nothing to find.
    """
    query = lucene_query(text)
    if not query:
        return []
    wanted = " ".join(text[:MOST_CHARACTERS].lower().split())
    parameters = {"index": SEARCH_INDEX, "query": query, "text": wanted.encode("utf-8", "replace").decode()}
    try:
        rows = _read(database, _SEARCH, parameters | {"pool": _SEARCHED_ROWS, "most": MOST_SUGGESTIONS})
    except DatabaseError as error:
        if _NO_INDEX in str(error):
            return []
        raise
    return [Suggestion(_entity(row, schema), _also(row)) for row in rows]


def neighbourhood(database: Database, schema: Schema, entity_id: str) -> Neighbourhood | None:
    """An entity with the neighbours that have the most ties of their own, or None where no entity has this id."""
    rows = _read(database, _ENTITY_AND_NEIGHBOURS, {"id": entity_id, "most": MOST_NEIGHBOURS})
    if not rows:
        return None
    row = rows[0]
    centre = _entity(row["properties"] | {"ties": row["ties"]}, schema, _shown(row["properties"]))
    neighbours = [Neighbour(_entity(found, schema), _ties(found["shared"])) for found in row["neighbours"]]
    names = {centre.id: centre.name} | {neighbour.entity.id: neighbour.entity.name for neighbour in neighbours}
    mentioned = _mentioned((tie for neighbour in neighbours for tie in neighbour.ties), schema)
    if centre.kind:
        mentioned |= referred(centre.properties, schema.entity_properties(centre.kind))
    return Neighbourhood(centre, neighbours, row["whole"], _with_names(database, names, mentioned))


def pair(database: Database, schema: Schema, first: str, second: str) -> Pair | None:
    """Two entities and the ties between them, the latest first; None where nothing ties them."""
    rows = _read(database, _PAIR, {"first": first, "second": second, "most": MOST_TIES_OF_A_PAIR})
    if not rows:
        return None
    ends = [_entity(rows[0][end], schema) for end in ("first", "second")]
    ties = _ties(rows[0]["ties"])
    names = _with_names(database, {entity.id: entity.name for entity in ends}, _mentioned(ties, schema))
    return Pair(ends[0], ends[1], ties, names)


def starting_points(database: Database, schema: Schema, preferred: Sequence[str], most: int) -> list[Entity]:
    """Entities to begin with: the preferred ones that are there, then the one with the most ties of each other kind."""
    rows = _read(database, _CHOSEN, {"ids": list(preferred[:most])})
    if len(rows) < most:
        left_out = [row["entity"]["id"].partition(":")[0] for row in rows]
        rows += _read(database, _MOST_TIED, {"left_out": left_out, "most": most - len(rows)})
    return [_entity(row["entity"] | {"ties": row["ties"]}, schema, _shown(row["entity"])) for row in rows]


def overview(database: Database) -> Overview:
    """Counts over the whole graph, and what was loaded when."""
    row = _read(database, _OVERVIEW, {})[0]
    datasets = [
        LoadedDataset(found["name"], found["title"] or found["name"], found["loaded"] or "")
        for found in row["datasets"]
    ]
    return Overview(row["entities"], row["ties"], row["verified"], datasets)


def _read(database: Database, cypher: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    return database.read(cypher, parameters, patience=PATIENCE)


def _entity(row: Mapping[str, Any], schema: Schema, properties: Mapping[str, Any] | None = None) -> Entity:
    identity = str(row["id"])
    return Entity(
        identity,
        schema.kind_of(identity) or "",
        one_line(str(row["name"] or identity)),
        one_line(str(row.get("short_name") or "")),
        row.get("ties") or 0,
        properties or {},
    )


def _ties(rows: Iterable[Mapping[str, Any]]) -> list[Tie]:
    return [
        Tie(
            row["relation"],
            row["source"],
            row["target"],
            row.get("dataset") or row["properties"].get("dataset") or "",
            _shown(row["properties"]),
        )
        for row in rows
    ]


def _shown(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(value) for key, value in properties.items() if not key.startswith(BOOKKEEPING)}


def _also(row: Mapping[str, Any]) -> str:
    also = one_line(row["also"])
    return "" if also in (one_line(row["name"]), "") else also


def _mentioned(ties: Iterable[Tie], schema: Schema) -> set[str]:
    return {
        entity_id
        for tie in ties
        if tie.relation in schema.relations
        for entity_id in referred(tie.properties, schema.relation_properties(tie.relation))
    }


def _with_names(database: Database, names: Mapping[str, str], mentioned: set[str]) -> dict[str, str]:
    missing = sorted(mentioned - names.keys())
    rows = _read(database, _NAMES, {"ids": missing}) if missing else []
    return {**names, **{row["id"]: one_line(str(row["name"] or row["id"])) for row in rows}}
