"""Schema -> Cypher. Pure text: nothing here speaks to a database.

Names of labels, types and properties come from the declaration alone, never from data. What is large or merged has a
static statement for each type: a MERGE with a dynamic type is planned as a scan over all relations of the type. The
many small tables of new rows share one statement with dynamic types, since planning takes longer than writing them.
"""

from collections.abc import Mapping, Sequence

from graph_loader.schema import ENTITY, Property, Schema

SEARCH_INDEX = "entity_search"
ITEM_SEPARATOR = "\\u001f"

LOCKED = "MATCH (:LoadLock {name: 'load', run: $run})"

ONCE = f"{LOCKED}\nCREATE (:LoadBatch {{id: $batch}})\nWITH 1 AS one"
"""A batch that must not be written twice leaves a mark, whose uniqueness refuses the second time."""

NUMBERS = "CYPHER 5"
"""Of the versions of Cypher, the one that has `id()`, the number in what `elementId()` spells out: quicker to send."""

_ENDS = (
    "UNWIND $rows AS row\nMATCH (a) WHERE id(a) = row[0] AND a.id = row[1]\n"
    "MATCH (b) WHERE id(b) = row[2] AND b.id = row[3]\n"
)

AWAIT_INDEXES = "CALL db.awaitIndexes(600)"
"""Wait until constraints and indexes serve; the limit is in seconds."""

PAGE_OF_ENTITIES = """
MATCH (n:Entity) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $size
RETURN collect(n.id) AS ids, collect(coalesce(n._hash, -1)) AS hashes, collect(coalesce(n.datasets, [])) AS datasets
"""

PAGE_OF_NUMBERS = f"""
{NUMBERS}
MATCH (n:Entity) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $size
RETURN collect(n.id) AS ids, collect(id(n)) AS numbers
"""

DIGESTS_OF_RELATIONS = """
MATCH ()-[r]->() WHERE r.dataset IN $datasets
RETURN type(r) AS type, r.dataset AS dataset, count(*) AS count, sum(coalesce(r._hash, -1)) AS digest
"""

PAGE_OF_RELATIONS = """
MATCH (n:Entity) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $size
WITH collect(n) AS page, max(n.id) AS upto
RETURN upto, COLLECT {
  UNWIND page AS n
  MATCH (n)-[r]->() WHERE r.dataset IN $datasets AND type(r) IN $types
  WITH r.dataset AS dataset, collect(r.id) AS ids, collect(coalesce(r._hash, -1)) AS hashes
  RETURN [dataset, ids, hashes]
} AS found
"""

SWEEP_RELATIONS = f"""
{LOCKED}
MATCH (n:Entity) WHERE n.id > $after AND n.id <= $upto
MATCH (n)-[r]->(:Entity) WHERE r.dataset IN $datasets AND r.id IN $ids
WITH r, type(r) AS relation, r.dataset AS dataset
DELETE r
RETURN relation, dataset, count(*) AS removed
"""

SWEEP_ENTITIES = f"""
{LOCKED}
UNWIND $ids AS id
OPTIONAL MATCH (n:Entity {{id: id}})
DELETE n
RETURN count(*) AS removed
"""

STILL_TIED = """
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r]-(m:Entity) WHERE NOT r.dataset IN $datasets
RETURN DISTINCT id, r.dataset AS dataset
"""

EVER_LOADED = """
MATCH (d:Dataset) RETURN d.name AS name
UNION
MATCH (r:LoadRun) UNWIND r.datasets AS name RETURN name
"""

DESCRIBED = """
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, properties(n) AS properties
"""


def quoted(name: str) -> str:
    """A label, type or property name as Cypher quotes it."""
    return "`" + name.replace("`", "``") + "`"


def constraints(schema: Schema) -> list[str]:
    """Uniqueness of `id` on Entity and on every kind, and of the loader's own nodes."""
    own = {"Dataset": "name", "LoadRun": "id", "LoadLock": "name", "LoadBatch": "id"}
    keys = {ENTITY: "id"} | dict.fromkeys(schema.kinds, "id") | own
    return [
        f"CREATE CONSTRAINT {label.lower()}_{key} IF NOT EXISTS "
        f"FOR (n:{quoted(label)}) REQUIRE n.{quoted(key)} IS UNIQUE"
        for label, key in keys.items()
    ]


def search_index(schema: Schema) -> str:
    """One full-text index over the searched properties of all entities; accents and case are ignored."""
    properties = ", ".join(f"n.{quoted(name)}" for name in schema.searched)
    return (
        f"CREATE FULLTEXT INDEX {SEARCH_INDEX} IF NOT EXISTS FOR (n:{ENTITY}) ON EACH [{properties}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}"
    )


CREATE_MIXED_ENTITIES = f"""
{ONCE}
UNWIND $rows AS row
CREATE (n:$(row[0]))
SET n = row[1]
RETURN count(*) AS written
"""
"""New entities of any kind, as [labels, properties]: one plan for all kinds, where each has but few rows."""

CREATE_MIXED_RELATIONS = f"""
{ONCE}
UNWIND $rows AS row
MATCH (a:{ENTITY} {{id: row[0]}})
MATCH (b:{ENTITY} {{id: row[1]}})
CREATE (a)-[r:$(row[2])]->(b)
SET r = row[3]
RETURN count(*) AS written
"""
"""New relations of any type, as [source, target, type, properties]: one plan for all types."""


def create_entities(schema: Schema, kind: str, properties: Sequence[str]) -> str:
    """Write entities of one kind that the graph does not hold yet; rows as `merge_entities` takes them."""
    labels = "".join(f":{quoted(label)}" for label in (ENTITY, kind, *schema.kinds[kind].groups))
    columns = _entity_columns(schema, kind, properties)
    return f"{ONCE}\nUNWIND $rows AS row\nCREATE (n{labels} {_as_map(columns)})\nRETURN count(*) AS written"


def merge_entities(schema: Schema, kind: str, properties: Sequence[str]) -> str:
    """Write entities of one kind; a row is [id, hash, datasets, claims, property, ...] with these properties."""
    carried = (kind, *schema.kinds[kind].groups)
    labels = "".join(f":{quoted(label)}" for label in carried)
    columns = _entity_columns(schema, kind, properties)
    return (
        f"{LOCKED}\nUNWIND $rows AS row\nMERGE (n:{ENTITY} {{id: row[0]}})\n"
        f"REMOVE n:$([label IN labels(n) WHERE NOT label IN {[ENTITY, *carried]}])\n"
        f"SET n{labels}, n = {_as_map(columns)}\nRETURN count(*) AS written"
    )


def create_relations(schema: Schema, relation: str, properties: Sequence[str]) -> str:
    """Write relations of one type that the graph does not hold yet; rows as `merge_relations` takes them."""
    columns = _relation_columns(schema, relation, properties)
    created = f"CREATE (a)-[r:{quoted(relation)} {_as_map(columns)}]->(b)"
    return f"{NUMBERS}\n{ONCE}\n{_ENDS}{created}\nRETURN count(*) AS written"


def merge_relations(schema: Schema, relation: str, properties: Sequence[str]) -> str:
    """Write relations of one type; a row is [source's number and id, the target's, id, hash, dataset, ...]."""
    columns = _relation_columns(schema, relation, properties)
    return (
        f"{NUMBERS}\n{LOCKED}\n{_ENDS}MERGE (a)-[r:{quoted(relation)} {{id: row[4]}}]->(b)\n"
        f"SET r = {_as_map(columns)}\nRETURN count(*) AS written"
    )


def _entity_columns(schema: Schema, kind: str, properties: Sequence[str]) -> dict[str, str]:
    columns = {"id": "row[0]", "_hash": "row[1]", "datasets": "row[2]", "_claims": "row[3]"}
    return columns | _values(schema.entity_properties(kind), properties, first=4)


def _relation_columns(schema: Schema, relation: str, properties: Sequence[str]) -> dict[str, str]:
    columns = {"id": "row[4]", "_hash": "row[5]", "dataset": "row[6]"}
    return columns | _values(schema.relation_properties(relation), properties, first=7)


def _as_map(columns: Mapping[str, str]) -> str:
    """A map that replaces all properties, so that none stays which is declared no more."""
    return "{" + ", ".join(f"{quoted(name)}: {value}" for name, value in columns.items()) + "}"


def _values(declared: Mapping[str, Property], properties: Sequence[str], first: int) -> dict[str, str]:
    """Property -> the expression that decodes its cell of a row. Null stays null, which removes the property."""
    decoders = {"boolean": "row[{}] = 1", "list": f"split(row[{{}}], '{ITEM_SEPARATOR}')"}
    return {
        name: decoders.get(declared[name].type, "row[{}]").format(position)
        for position, name in enumerate(properties, first)
    }
