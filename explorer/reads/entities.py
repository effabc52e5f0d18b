"""What a card tells: an entity with its neighbours, the ties between two entities, ties by their ids."""

from collections.abc import Sequence

from explorer.graph.drawing import Source
from explorer.graph.records import Neighbour, Neighbourhood, Pair, Tie
from explorer.graph.words import one_line, referred
from explorer.reads.rows import entity, mentioned, read, shown_properties, with_names
from explorer.reads.rows import ties as ties_of
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

MOST_NEIGHBOURS = 60
MOST_TIES_OF_A_PAIR = 200

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
WITH first, second, collect({
  relation: type(tie), source: startNode(tie).id, target: endNode(tie).id, properties: properties(tie),
  dataset: dataset.title, marking: dataset['marking']
}) AS ties
RETURN [end IN [first, second] | {properties: properties(end), ties: COUNT { (end)--(:Entity) }}] AS ends, ties
"""

_TIES = """
MATCH (source:Entity)-[tie]->(target:Entity) WHERE tie.id IN $ids
OPTIONAL MATCH (dataset:Dataset {name: tie.dataset})
RETURN type(tie) AS relation, source.id AS source, target.id AS target, properties(tie) AS properties,
  dataset.title AS dataset, dataset['marking'] AS marking
ORDER BY tie.id
"""

_SOURCES = """
MATCH (source:Entity)-[tie]->(target:Entity)
WHERE source.id IN $entities AND target.id IN $entities AND tie.id IN $ties
OPTIONAL MATCH (dataset:Dataset {name: tie.dataset})
WITH coalesce(tie.source_url, '') AS url, coalesce(tie.source, dataset.title, tie.dataset, '') AS title, tie
RETURN title, url, count(tie) AS ties, count(CASE WHEN tie.verified THEN 1 END) AS verified
ORDER BY ties DESC, title, url
"""


def neighbourhood(
    database: Database, schema: Schema, entity_id: str, most: int = MOST_NEIGHBOURS
) -> Neighbourhood | None:
    """An entity with the neighbours that have the most ties of their own, or None where no entity has this id."""
    rows = read(database, _ENTITY_AND_NEIGHBOURS, {"id": entity_id, "most": most})
    if not rows:
        return None
    row = rows[0]
    centre = entity(row["properties"] | {"ties": row["ties"]}, schema, shown_properties(row["properties"]))
    neighbours = [Neighbour(entity(found, schema), ties_of(found["shared"])) for found in row["neighbours"]]
    names = {centre.id: centre.name} | {neighbour.entity.id: neighbour.entity.name for neighbour in neighbours}
    wanted = mentioned((tie for neighbour in neighbours for tie in neighbour.ties), schema)
    if centre.kind:
        wanted |= referred(centre.properties, schema.entity_properties(centre.kind))
    return Neighbourhood(centre, neighbours, row["whole"], with_names(database, names, wanted))


def pair(database: Database, schema: Schema, first: str, second: str) -> Pair | None:
    """Two entities and the ties between them, the latest first; None where nothing ties them."""
    rows = read(database, _PAIR, {"first": first, "second": second, "most": MOST_TIES_OF_A_PAIR})
    if not rows:
        return None
    ends = [
        entity(end["properties"] | {"ties": end["ties"]}, schema, shown_properties(end["properties"]))
        for end in rows[0]["ends"]
    ]
    found = ties_of(rows[0]["ties"])
    names = with_names(database, {end.id: end.name for end in ends}, mentioned(found, schema))
    return Pair(ends[0], ends[1], found, names)


def ties_by_id(database: Database, ids: Sequence[str]) -> list[Tie]:
    """The ties with these ids, whole, in the order of the ids as text; ids that no tie has are left out."""
    return ties_of(read(database, _TIES, {"ids": list(ids)})) if ids else []


def sources(database: Database, entities: Sequence[str], ties: Sequence[str]) -> list[Source]:
    """Where these ties come from, those that most of them come from first; `entities` are the ids of their ends."""
    rows = read(database, _SOURCES, {"entities": list(entities), "ties": list(ties)}) if ties else []
    return [Source(one_line(str(row["title"])), str(row["url"]), row["ties"], row["verified"]) for row in rows]
