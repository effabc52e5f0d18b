"""Statements as analysts write them, over every style of pattern in Neo4j's manual; none may be refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Honest:
    """A statement with its parameters; `empty` where the shipped graph has no row for it."""

    text: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    empty: bool = False


CALL_ID = "agreement:paris-call"

STATEMENTS: list[Honest] = [
    # Nodes, labels, values
    Honest("RETURN 1"),
    Honest("MATCH (n) RETURN count(*) AS entities"),
    Honest("MATCH (s:State) RETURN s LIMIT 5"),
    Honest("MATCH (s:State {id: 'state:FRA'}) RETURN s.name AS state"),
    Honest("MATCH (s:State {id: $id}) RETURN s.name AS state", {"id": "state:FRA"}),
    Honest("MATCH (s:State WHERE s.name STARTS WITH 'F') RETURN s.name ORDER BY s.name DESC SKIP 1 LIMIT 2"),
    Honest("MATCH (s:State) WHERE s.id IN $ids RETURN s.name", {"ids": ["state:FRA", "state:USA"]}),
    Honest("MATCH (n:State|Company) RETURN labels(n) AS labels, count(*) AS entities"),
    Honest("MATCH (n:Entity&!State) RETURN count(n) AS others"),
    Honest("MATCH (n:Actor&(Company|Organization)) RETURN n.id LIMIT 3"),
    Honest("MATCH (n:%) WHERE NOT n:State RETURN n.id LIMIT 3"),
    Honest("MATCH (n:$($label)) RETURN count(n) AS n", {"label": "State"}),
    Honest("MATCH (n:$any($labels)) RETURN count(n) AS n", {"labels": ["State", "Company"]}),
    Honest("MATCH (s:State) WHERE s.name CONTAINS 'land' AND NOT s.name ENDS WITH 'land' RETURN s.name"),
    Honest("MATCH (s:State) WHERE s.name =~ '(?i).*land' RETURN s.name"),
    Honest("MATCH (s:State) WHERE s.name =~ ('(?i).*' + $part + '.*') RETURN s.name", {"part": "gar"}),
    Honest("MATCH (s:State) WHERE s.un_regional_group IS NOT NULL RETURN DISTINCT s.un_regional_group AS region"),
    Honest("MATCH (s:State) WHERE s.name > 'A' <= 'B' RETURN s.name"),
    Honest("MATCH (s:State) WHERE elementId(s) = 'none' RETURN s", empty=True),
    Honest("CYPHER 5 MATCH (s:State) RETURN count(s) AS n"),
    Honest("CYPHER 25 MATCH (s:State) FILTER s.name STARTS WITH 'G' LET name = toUpper(s.name) RETURN name"),
    Honest("CYPHER 25 MATCH (s:State) RETURN s ORDER BY s.name LIMIT 3 NEXT RETURN s.name AS state"),
    Honest("// A question with a ( and a \" in its remark\nMATCH (s:State) /* [ */ RETURN s.name AS `state's (name)`"),
    Honest("EXPLAIN MATCH (s:State) RETURN s", empty=True),
    # Relationships
    Honest("MATCH (a:State)-[r:SUPPORTS]->(b:Agreement) RETURN a, r, b LIMIT 5"),
    Honest("MATCH (a:State)<-[r]-(b) RETURN type(r) AS type, count(*) AS ties ORDER BY ties DESC"),
    Honest("MATCH (:State)-[r:SIGNED|SUPPORTS]-(a) RETURN a.name, count(r) AS ties"),
    Honest("MATCH (a)-[r WHERE r.verified = false]->(b) RETURN a.id, type(r), b.id LIMIT 3"),
    Honest("MATCH (:State)-[r:!VOTED]->() RETURN DISTINCT type(r) AS type"),
    Honest("MATCH (a:State)-[:$($type)]->(b) RETURN b.id LIMIT 2", {"type": "SUPPORTS"}),
    Honest("MATCH (a:State {id: 'state:FRA'})-->(x)<--(b:State) "
           "RETURN b.name, count(x) AS shared ORDER BY shared DESC"),
    Honest("MATCH (a:State), (b:State) WHERE a.id < b.id AND a.name = b.name RETURN a, b", empty=True),
    Honest("MATCH (a:State)-[v:VOTED]->(r)<-[w:VOTED]-(b:State) WHERE a.id < b.id AND v.value = w.value "
           "RETURN a.id, b.id, count(*) AS together ORDER BY together DESC LIMIT 10"),
    Honest("MATCH (a:State {id: 'state:FRA'}) OPTIONAL MATCH (a)-[r:SANCTIONED]->(b) "
           "RETURN a.name, collect(b.name) AS b"),
    Honest("MATCH (s:State) WHERE (s)-[:SUPPORTS]->(:Agreement {id: $id}) RETURN s.name", {"id": CALL_ID}),
    Honest("MATCH (s:State) WHERE NOT (s)-[:SUPPORTS]->() RETURN s.name LIMIT 3"),
    # Paths
    Honest("MATCH p = (a:State {id: 'state:FRA'})-[*1..2]-(b:Company) RETURN p LIMIT 5"),
    Honest("MATCH (a:State {id: 'state:FRA'})-[:SUPPORTS*..2]-(b) RETURN DISTINCT b.id LIMIT 5"),
    Honest("MATCH (a:State {id: 'state:FRA'})-[*2]-(b:State) RETURN DISTINCT b.id LIMIT 5"),
    Honest("MATCH (a:State {id: 'state:FRA'})--{1,2}(b:Company) RETURN b.name LIMIT 5"),
    Honest("MATCH (a:State {id: 'state:FRA'})-[r:SUPPORTS|SIGNED]->{1,3}(b) "
           "RETURN [x IN r | type(x)] AS types LIMIT 5"),
    Honest("MATCH (a:State {id: 'state:FRA'}) ((x)-->(y)<--(z)){1,2} (b:Company) "
           "RETURN [n IN z | n.id] AS via LIMIT 5"),
    Honest("MATCH (a:State {id: 'state:FRA'}) ((x)-[r:SUPPORTS]-(y) WHERE r.verified){0,2} (b) RETURN count(b) AS n"),
    Honest("MATCH p = SHORTEST 1 (a:State {id: 'state:FRA'})--+(b:State {id: 'state:CHN'}) RETURN p"),
    Honest("MATCH p = SHORTEST 3 (a:State {id: 'state:FRA'})--{1,4}(b:State {id: 'state:CHN'}) RETURN length(p) AS l"),
    Honest("MATCH p = ALL SHORTEST (a:State {id: 'state:FRA'})--{1,4}(b:Company) RETURN count(p) AS paths"),
    Honest("MATCH p = ANY SHORTEST (a:State {id: 'state:FRA'})--+(b:State {id: 'state:CHN'}) RETURN nodes(p) AS via"),
    Honest("MATCH p = SHORTEST 2 GROUPS (a:State {id: 'state:FRA'})--{1,3}(b:State {id: 'state:CHN'}) "
           "RETURN count(p) AS n"),
    Honest("MATCH p = shortestPath((a:State {id: 'state:FRA'})-[*..6]-(b:State {id: 'state:CHN'})) RETURN p"),
    Honest("MATCH p = allShortestPaths((a:State {id: 'state:FRA'})-[*..4]-(b:State {id: 'state:CHN'})) "
           "RETURN p LIMIT 5"),
    Honest("MATCH p = shortestPath((a:State {id: 'state:FRA'})-[*..4]-(b:State {id: 'state:CHN'})) "
           "WHERE none(r IN relationships(p) WHERE type(r) = 'VOTED') RETURN [n IN nodes(p) | n.name] AS names"),
    Honest("MATCH p = (a:State {id: 'state:FRA'})-[*1..2]-(b:State) WHERE all(n IN nodes(p) "
           "WHERE single(m IN nodes(p) WHERE m = n)) RETURN length(p) AS l, b.name LIMIT 5"),
    Honest("CYPHER 25 MATCH REPEATABLE ELEMENTS (a:State {id: 'state:FRA'})-[:SUPPORTS]-{1,2}(b) "
           "RETURN count(b) AS n"),
    Honest("MATCH p = ((a:State {id: 'state:FRA'})-[:SUPPORTS]->(b)) "
           "RETURN nodes(p)[0].name AS first, last(nodes(p)) AS l"),
    # Subqueries
    Honest("MATCH (s:State) WHERE EXISTS { (s)-[:SUPPORTS]->(:Agreement {id: $id}) } RETURN s.name", {"id": CALL_ID}),
    Honest("MATCH (s:State) RETURN s.name, COUNT { (s)-[:VOTED]->() } AS votes ORDER BY votes DESC LIMIT 5"),
    Honest("MATCH (s:State) WHERE COUNT { MATCH (s)-[:VOTED {value: 'no'}]->(r) RETURN DISTINCT r } > 3 "
           "RETURN s.name"),
    Honest("MATCH (s:State) RETURN s.name, COLLECT { MATCH (s)-[:SUPPORTS]->(a) RETURN a.name ORDER BY a.name } AS a"),
    Honest("MATCH (s:State) RETURN s.name, [(s)-[:SUPPORTS]->(a) WHERE a.name IS NOT NULL | a.name] AS "
           "agreements LIMIT 3"),
    Honest("MATCH (s:State) CALL (s) { MATCH (s)-[v:VOTED]->(r) RETURN r ORDER BY r.id LIMIT 1 } "
           "RETURN s.id, r.id LIMIT 3"),
    Honest("MATCH (s:State) CALL (*) { RETURN size(s.name) AS letters } RETURN max(letters) AS most"),
    Honest("MATCH (s:State) OPTIONAL CALL (s) { MATCH (s)-[:SPONSORED]->(r) RETURN count(r) AS n } "
           "RETURN sum(n) AS n"),
    Honest("CALL () { MATCH (s:State) RETURN s.name AS n UNION ALL MATCH (c:Company) RETURN c.name AS n } "
           "RETURN count(n) AS n"),
    Honest("MATCH (s:State) WHERE NOT EXISTS { MATCH (s)-[r]->() WHERE NOT EXISTS { MATCH (s)-[r]->(:Resolution) } } "
           "RETURN count(s) AS n"),
    # Lists, maps, CASE
    Honest("UNWIND $names AS name RETURN toUpper(name) AS name", {"names": ["a", "b"]}),
    Honest("UNWIND [1, 2, 3] AS x RETURN x * x AS square"),
    Honest("UNWIND range(2015, 2025) AS year "
           "RETURN year, COUNT { (r:Resolution WHERE r.start STARTS WITH toString(year)) } AS n"),
    Honest("MATCH (s:State) WITH collect(s.name) AS names UNWIND range(0, size(names) - 1, 50) AS i "
           "RETURN i, names[i] AS name"),
    Honest("MATCH (s:State) WITH s ORDER BY s.name LIMIT 5 WITH collect(s.name) AS names "
           "RETURN reduce(text = '', name IN names | text + name + ', ') AS text"),
    Honest("MATCH (s:State) WITH collect(size(s.name)) AS sizes "
           "RETURN reduce(m = 0, x IN sizes | CASE WHEN x > m THEN x ELSE m END) AS m"),
    Honest("MATCH (s:State) WITH collect(s) AS all "
           "RETURN [x IN all WHERE x.name STARTS WITH 'G' | x {.id, .name}] AS found"),
    Honest("MATCH (a:State)-[:SUPPORTS]->(x) WITH a, collect(x.id) AS ids WHERE any(id IN ids WHERE id "
           "CONTAINS 'call') RETURN a.id"),
    Honest("MATCH (a:State)-[:VOTED]->(r) WITH collect(DISTINCT a.id) AS voters MATCH (s:State) "
           "WITH voters, collect(s.id) AS states RETURN [x IN states WHERE NOT x IN voters] AS silent"),
    Honest("MATCH (a:State) RETURN a {.*, ties: COUNT { (a)--() }} AS state LIMIT 2"),
    Honest("MATCH (a:State) RETURN a {.name, first: head([(a)-->(b) | b.name])} AS state LIMIT 2"),
    Honest("RETURN [1, 2, 3][0..2] AS part, {a: 1, b: [2, 3]}.b[0] AS two, [x IN [1, 2] | [y IN [3, 4] | x * "
           "y]] AS table"),
    Honest("MATCH (v:State)-[r:VOTED]->() "
           "RETURN CASE r.value WHEN 'yes' THEN 1 WHEN 'no' THEN -1 ELSE 0 END AS v, count(*) AS n"),
    Honest("MATCH (s:State) RETURN keys(s) AS keys, properties(s) AS properties, labels(s) AS labels LIMIT 1"),
    Honest("MATCH (s:State) RETURN all(x IN labels(s) WHERE x <> 'Company') AS a, none(x IN labels(s) WHERE x "
           "= 'X') AS n LIMIT 1"),
    Honest("RETURN split('a,b,c', ',') AS parts, replace('abc', 'b', 'x') AS text, trim(' a ') AS trimmed, "
           "left('abc', 2) AS l"),
    Honest("RETURN coalesce(null, 1) AS x, toInteger('12') + 2 ^ 3 AS y, round(2.5) AS z, rand() < 2 AS r, 7 "
           "% 4 AS m"),
    Honest("WITH 1000 * 1000 AS large RETURN large, 10000000 AS larger"),
    # Aggregation and order
    Honest("MATCH (s:State)-[v:VOTED]->(r) "
           "RETURN r.id, v.value AS vote, count(*) AS states ORDER BY r.id, states DESC"),
    Honest("MATCH (s:State)-[v:VOTED]->() WITH s, count(*) AS votes WHERE votes > 5 WITH avg(votes) AS mean "
           "RETURN mean"),
    Honest("MATCH (s:State)--(x) WITH s, count(x) AS ties "
           "RETURN percentileCont(ties, 0.5) AS median, stDev(ties) AS deviation"),
    Honest("MATCH (s:State) RETURN s.un_regional_group AS region, count(*) AS n, collect(s.name)[..3] AS "
           "some, min(s.name) AS first"),
    Honest("MATCH (s:State) RETURN s.name AS name SKIP $skip LIMIT $limit", {"skip": 2, "limit": 3}),
    Honest("MATCH (n:State) RETURN n.name AS name UNION MATCH (n:Company) RETURN n.name AS name"),
    Honest("MATCH (n) WHERE n.limit IS NULL RETURN n.id AS limit ORDER BY limit LIMIT 2"),
    # Procedures, dates, points, and what shows the schema
    Honest("CALL db.index.fulltext.queryNodes($index, 'france') YIELD node, score RETURN node.name, score LIMIT 5"),
    Honest("CALL db.labels() YIELD label RETURN label ORDER BY label"),
    Honest("CALL db.relationshipTypes()"),
    Honest("CALL db.propertyKeys() YIELD propertyKey RETURN count(propertyKey) AS n"),
    Honest("CALL db.schema.nodeTypeProperties() YIELD nodeType, propertyName RETURN nodeType, propertyName LIMIT 5"),
    Honest("SHOW INDEXES YIELD name, type RETURN name, type"),
    Honest("SHOW CONSTRAINTS"),
    Honest("SHOW FUNCTIONS YIELD name WHERE name STARTS WITH 'to' RETURN name"),
    Honest("SHOW PROCEDURES YIELD name, description RETURN name, description LIMIT 3"),
    Honest("RETURN date('2018-11-12') AS day, date.truncate('year', date('2018-11-12')) AS year, "
           "duration('P1Y').years AS y"),
    Honest("RETURN duration.between(date('2018-11-12'), date('2021-11-12')).years AS years, datetime().year > "
           "2000 AS now"),
    Honest("RETURN point.distance(point({longitude: 2.35, latitude: 48.85}), point({longitude: 4.35, "
           "latitude: 50.85})) AS m"),
    Honest("MATCH (a)-[r]->(b) WHERE r.start >= '2018' AND r.start < '2019-06-30' "
           "RETURN a.id, type(r), b.id, r.start LIMIT 3"),
]  # fmt: skip
