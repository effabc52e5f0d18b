"""Statements that someone could write to do harm, each with a word of the reason for which it must be refused.

Those that cannot do harm say why in `harmless`: they may run, and the test looks at what they leave behind. Those with
`never_bare` are kept away from a bare session, since only the end of the server's process would end them there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Hostile:
    """`says`: a part of the refusal's message; `harmless` and `never_bare`: sentences, see above."""

    category: str
    text: str
    says: str = ""
    harmless: str = ""
    never_bare: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


WRITES = "would change the database"
UNPLANNED = "cannot be planned"
FILE = "reads a file or an address"
OWN_TRANSACTIONS = "opens transactions of its own"
PROCEDURE = "is not among those that may be called"
LOOPS = "loops over long lists"
LONG_LIST = "makes a long list with range()"
GROWS = "grow by a multiple"
BUILDS = "builds up a value"
ENDLESS = "paths of any length"
DEEP = "nests deeper"
UNSEEN = "does not show the list of an UNWIND"
OPERATORS = "120 operators"
CUT = "LIMIT and SKIP may only be"
PATTERN = "regular expression after =~"
FOR_GOOD = "one core works until the process ends; neither a time limit nor an order to end has an effect"
PARSER = "the parser or planner works for minutes and heeds no time limit"
MEMORY = "it fills the Java heap, which is not counted as a transaction's memory"


def _in(category: str, *statements: tuple[str, str]) -> list[Hostile]:
    return [Hostile(category, text, says) for text, says in statements]


_DOUBLING = "WITH 'aaaaaaaaaa' AS a " + "WITH a + a AS a " * 40 + "RETURN size(a)"

STATEMENTS: list[Hostile] = [
    *_in(
        "write",
        ("CREATE (n:X) RETURN n", WRITES),
        ("CREATE (:X)-[:Y]->(:Z)", WRITES),
        ("MERGE (n:X {id: 'x'})", WRITES),
        ("MATCH (n) SET n.x = 1", WRITES),
        ("MATCH (n) SET n += {x: 1}", WRITES),
        ("MATCH (n) SET n[$key] = 1", WRITES),
        ("MATCH (n) SET n:X", WRITES),
        ("MATCH (n) SET n:$('X')", WRITES),
        ("MATCH (n) REMOVE n.name", WRITES),
        ("MATCH (n) REMOVE n:State", WRITES),
        ("MATCH (n) DETACH DELETE n", WRITES),
        ("MATCH ()-[r]->() DELETE r", WRITES),
        ("FOREACH (x IN [1] | CREATE (:X))", WRITES),
        ("CALL () { CREATE (:X) }", WRITES),
        ("MATCH (n) WITH n LIMIT 1 CALL (n) { SET n.x = 1 } RETURN 1", WRITES),
        ("RETURN 1 AS x UNION CREATE (:X) RETURN 1 AS x", WRITES),
        ("CYPHER 25 INSERT (:X)", WRITES),
        ("CYPHER 25 RETURN 1 AS x NEXT CREATE (:X)", WRITES),
        ("CYPHER 25 WHEN true THEN CREATE (:X)", WRITES),
        ("RETURN EXISTS { CREATE (:X) }", UNPLANNED),
        ("RETURN COLLECT { CREATE (n:X) RETURN n }", UNPLANNED),
        ("/* MATCH */ cReAtE (n:X) // RETURN 1", WRITES),
        ("MATCH (`CREATE`:State) SET `CREATE`.name = 'x'", WRITES),
    ),
    *_in(
        "prefix",
        ("EXPLAIN CREATE (:X)", WRITES),
        ("PROFILE CREATE (:X)", UNPLANNED),
        ("PROFILE MATCH (n) RETURN n", UNPLANNED),
        ("EXPLAIN LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", FILE),
        ("CYPHER 5 CREATE (:X)", WRITES),
        ("CYPHER planner=dp MATCH (n) RETURN n", "sets options"),
        ("cypher 25 runtime=slotted MATCH (n) RETURN n", "sets options"),
        ("/* a */ CYPHER // b\n replan=force MATCH (n) RETURN n", "sets options"),
        ("CYPHER 25 debug=ast MATCH (n) RETURN n", "sets options"),
        ("CYPHER 3.5 MATCH (n) RETURN n", UNPLANNED),
    ),
    *_in(
        "several",
        ("RETURN 1; RETURN 2", UNPLANNED),
        ("RETURN 1; CREATE (:X)", UNPLANNED),
        ("RETURN 1;\nMATCH (n) DETACH DELETE n;", UNPLANNED),
        ("", "is empty"),
        (" \n\t ", "is empty"),
        ("// nothing but a remark", UNPLANNED),
        ("MATCH (n RETURN n", UNPLANNED),
    ),
    *_in(
        "schema and administration",
        ("CREATE INDEX x FOR (n:X) ON (n.y)", WRITES),
        ("DROP INDEX x IF EXISTS", WRITES),
        ("CREATE CONSTRAINT x FOR (n:X) REQUIRE n.y IS UNIQUE", WRITES),
        ("DROP CONSTRAINT x IF EXISTS", WRITES),
        ("CREATE FULLTEXT INDEX x FOR (n:X) ON EACH [n.y]", WRITES),
        ("CREATE USER eve SET PASSWORD 'long enough'", "administers"),
        ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'long enough'", "administers"),
        ("ALTER USER neo4j SET PASSWORD 'long enough'", "administers"),
        ("DROP USER neo4j", "administers"),
        ("CREATE DATABASE x", UNPLANNED),
        ("STOP DATABASE neo4j", UNPLANNED),
        ("SHOW USERS", "administers"),
        ("SHOW DATABASES", "administers"),
        ("SHOW SETTINGS", "settings of the server"),
        ("SHOW SETTINGS YIELD name, value RETURN name, value", "settings of the server"),
        ("USE system SHOW USERS", ""),
        ("USE system MATCH (n) RETURN n", ""),
        ("USE graph.byName('system') MATCH (n) RETURN n", ""),
    ),
    *_in(
        "files and addresses",
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", FILE),
        ("LOAD CSV WITH HEADERS FROM 'file:///../conf/neo4j.conf' AS row RETURN row", FILE),
        ("LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row", FILE),
        ("LOAD CSV FROM 'ftp://127.0.0.1/x' AS row RETURN row", FILE),
        ("LOAD CSV FROM 'http://[::ffff:127.0.0.1]:9/' AS row RETURN row", FILE),
        ("MATCH (n:State) LOAD CSV FROM 'http://127.0.0.1:9/' + n.name AS row RETURN row", FILE),
        ("RETURN COLLECT { LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row } AS x", FILE),
        ("RETURN EXISTS { LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row } AS x", FILE),
        ("CALL () { LOAD CSV FROM 'file:///x' AS row RETURN row } RETURN row", FILE),
        ("RETURN [x IN [1] WHERE EXISTS { LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row }] AS x", FILE),
    ),
    *_in(
        "procedures",
        ("CALL dbms.listConfig()", ""),
        ("CALL dbms.queryJmx('*:*')", WRITES),
        ("CALL dbms.listConnections()", ""),
        ("CALL dbms.killConnection('bolt-999999')", ""),
        ("CALL dbms.killConnections(['bolt-999999'])", ""),
        ("CALL db.createLabel('X')", ""),
        ("CALL db.createProperty('x')", ""),
        ("CALL db.clearQueryCaches()", ""),
        ("CALL db.prepareForReplanning()", PROCEDURE),
        ("CALL db.resampleIndex('x')", PROCEDURE),
        ("CALL db.resampleOutdatedIndexes()", PROCEDURE),
        ("CALL db.stats.collect('QUERIES')", ""),
        ("CALL tx.setMetaData({tag: 'another'})", ""),
        ("CALL db.awaitIndexes(1000000)", PROCEDURE),
        ("CALL db.ping()", PROCEDURE),
        ("CALL `db`.`resampleIndex`('x')", PROCEDURE),
        ("MATCH (n:State) CALL dbms.queryJmx(n.name) YIELD name RETURN name", WRITES),
        ("RETURN EXISTS { CALL db.ping() YIELD success RETURN success } AS x", PROCEDURE),
        ("RETURN [x IN [1] WHERE EXISTS { CALL db.ping() YIELD success RETURN success }] AS x", "inside a loop"),
        ("RETURN any(x IN [1] WHERE COUNT { CALL db.resampleOutdatedIndexes() RETURN 1 AS one } = x) AS x", ""),
        ("CALL apoc.cypher.doIt('CREATE (:X)', {})", UNPLANNED),
    ),
    *_in(
        "the work of others",
        ("SHOW TRANSACTIONS", "work of others"),
        ("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery", "work of others"),
        ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "work of others"),
        ("SHOW TRANSACTIONS YIELD transactionId AS i TERMINATE TRANSACTIONS i YIELD message RETURN message", "others"),
        ("MATCH (n) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS RETURN x", OWN_TRANSACTIONS),
        ("MATCH (n) CALL (n) { RETURN 1 AS x } IN 4 CONCURRENT TRANSACTIONS OF 1 ROW RETURN x", OWN_TRANSACTIONS),
        ("MATCH (n) CALL (n) { SET n.x = 1 } IN TRANSACTIONS", OWN_TRANSACTIONS),
    ),
    *_in(
        "escapes",
        ("CRE\\u0041TE (n) RETURN n", "\\u escape"),
        ("RETURN r\\u0061nge(1, 9000000000000) AS x", "\\u escape"),
        ("RETURN \\u00281\\u0029", "\\u escape"),
        ("RETURN 1 \\U002f\\u002a hidden", "\\u escape"),
    ),
    *_in(
        "paths",
        ("MATCH (a)-[*]->(b) RETURN b", ENDLESS),
        ("MATCH (a)-[*..]->(b) RETURN b", ENDLESS),
        ("MATCH (a)-[r:SIGNED|VOTED*2..]-(b) RETURN b", ENDLESS),
        ("MATCH (a)-[*0..]-(b) RETURN DISTINCT b", ENDLESS),
        ("MATCH (a)--+(b) RETURN b", ENDLESS),
        ("MATCH (a)--*(b) RETURN b", ENDLESS),
        ("MATCH (a)-->{2,}(b) RETURN b", ENDLESS),
        ("MATCH (a) ((x)-->(y)<--(z))+ (b) RETURN b", ENDLESS),
        ("MATCH (a)-[*..2147483647]-(b) RETURN DISTINCT b", ENDLESS),
        ("MATCH (a:State) WHERE (a)-[*]->(:Company) RETURN a", ENDLESS),
        ("MATCH (a:State) WHERE EXISTS { (a)-[*]->(:Company) } RETURN a", ENDLESS),
        ("MATCH (a:State) RETURN [(a)-[*]->(b) | b.id] AS x", ENDLESS),
        ("MATCH (a:State) RETURN any(y IN [1, 2] WHERE EXISTS { MATCH (a)-[*]->(b) WHERE b.q = y }) AS x", ENDLESS),
        ("MATCH (a:State) RETURN any(y IN [1, 2] WHERE COUNT { (a) ((x)-->(z)<--(w))+ (b) } = y) AS x", ENDLESS),
        ("MATCH (a:State) RETURN [y IN a.l WHERE EXISTS { (a)-->{2,}(b) WHERE b.q = y }] AS x", ENDLESS),
    ),
    # Nothing here but the length of a text and its brackets is measured before the planner sees it.
    *(
        Hostile("nesting", text, says, never_bare=PARSER)
        for text, says in (
            ("RETURN " + "(" * 1000 + "1" + ")" * 1000, DEEP),
            ("RETURN " + "[" * 300 + "1" + "]" * 300, DEEP),
            ("RETURN " + "{a: " * 300 + "1" + "}" * 300, DEEP),
            ("RETURN " + "CASE WHEN true THEN " * 200 + "1" + " END" * 200, DEEP),
            ("RETURN " + "CASE n.end WHEN " * 40 + "1" + " THEN 1 END" * 40, DEEP),
            ("RETURN " + "COUNT { MATCH (n) WHERE 1 = " * 40 + "1" + " }" * 40, DEEP),
            ("RETURN " + "EXISTS { MATCH (n) WHERE " * 40 + "true" + " }" * 40, DEEP),
            ("CALL () { " * 40 + "RETURN 1 AS x" + " } RETURN x" * 40, DEEP),
            ("RETURN " + "abs(" * 200 + "1" + ")" * 200, DEEP),
            ("// '\rRETURN " + "(" * 300 + "1" + ")" * 300 + " // '", DEEP),
            ("RETURN '\\'' + " + "(" * 300 + "'1'" + ")" * 300 + " + '\\''", DEEP),
            ("RETURN " + "(')' + " * 300 + "'1'" + ")" * 300, DEEP),
            ("RETURN " + "(/* ) */" * 300 + "1" + ")" * 300, DEEP),
            ("RETURN `" + "a" * 9 + "`" + "(" * 300, DEEP),
            ("RETURN " + "NOT " * 2000 + "true", OPERATORS),
            ("RETURN 1" + "+1" * 300, OPERATORS),
            ("MATCH (n) RETURN n.x" + "-n.x" * 300, OPERATORS),
            ("RETURN 'a'" + " || 'a'" * 300, OPERATORS),
            ("RETURN $l" + "[0]" * 300, OPERATORS),
            ("RETURN $m" + ".m" * 300, "properties one of the other"),
            ("MATCH (n) RETURN n.x = 1" + " AND n.x = 1" * 300, OPERATORS),
            ("MATCH (n) RETURN n.x = 1" + " OR/**/n.x = 1" * 300, OPERATORS),
            ("MATCH (n:" + "!" * 300 + "X) RETURN n", OPERATORS),
            ("MATCH (n" + ":X" * 2000 + ") RETURN n", "times :"),
            ("MATCH (n) RETURN n.x IS :: " + "LIST<" * 1200 + "INT" + ">" * 1200, "times <"),
            ("MATCH (n) WHERE n.x = 1" + " XOR n.x = 2" * 32 + " RETURN n", "times XOR"),
            ("MATCH (n:" + "&".join(f"(A{i}|B{i})" for i in range(32)) + ") RETURN n", "too many AND and OR"),
            (
                "MATCH (n) WHERE " + " AND ".join(f"(n:A{i} OR n:B{i})" for i in range(32)) + " RETURN n",
                "too many AND and OR",
            ),
            ("RETURN '" + "x" * 10_000 + "'", "at most 10,000"),
        )
    ),
    *(
        Hostile("loops", text, says, never_bare=FOR_GOOD, parameters=parameters)
        for text, says, parameters in (
            ("RETURN reduce(a = 0, x IN range(1, 9000000000000) | a + x) AS x", LONG_LIST, {}),
            ("RETURN any(x IN range(1, 9000000000000) WHERE x = -1) AS x", LONG_LIST, {}),
            ("RETURN size([x IN range(1, $n) WHERE x < 0]) AS x", LONG_LIST, {"n": 9_000_000_000_000}),
            ("RETURN all(x IN range(-9000000000000, 0, 1) WHERE x < 1) AS x", LONG_LIST, {}),
            ("RETURN none(x IN RaNgE(1, 10 * 1000 * 1000 * 1000 * 1000) WHERE x < 0) AS x", LONG_LIST, {}),
            ("RETURN single(x IN range(1, toInteger('9000000000000')) WHERE x = 3) AS x", LONG_LIST, {}),
            ("RETURN any(x IN `range`(1, 0x7fffffffff) WHERE x < 0) AS x", LONG_LIST, {}),
            ("WITH 9000000000000 AS n RETURN any(x IN range(1, n) WHERE x < 0) AS x", LONG_LIST, {}),
            ("MATCH (n:State) WHERE any(x IN range(1, 9000000000000) WHERE x = n.x + 1) RETURN n", LONG_LIST, {}),
            ("MATCH (n:State) RETURN n ORDER BY any(x IN range(1, 9000000000000) WHERE x < 0)", LONG_LIST, {}),
            ("RETURN 1 LIMIT size([x IN range(1, 9000000000000) WHERE x < 0])", CUT, {}),
            ("RETURN 1 AS x SKIP 0 + size([x IN range(1, 9000000000000) WHERE x < 0])", CUT, {}),
            ("RETURN 1 LIMIT/**/(size([x IN range(1, 9000000000000) WHERE x < 0]))", CUT, {}),
            ("RETURN any(x IN range(1, 10000 * 10000 * 10000) WHERE x < 0) AS x", LONG_LIST, {}),
            ("RETURN any(x IN range(1, (9999)/* */*/* */(9999) + 9999) WHERE x < 0) AS x", LONG_LIST, {}),
            ("RETURN any(x IN range(1, 9999 + 9999 + 9999 + 9999) WHERE x < 0) AS x", LONG_LIST, {}),
            (
                "WITH range(1, 9999) AS l RETURN any(a IN l WHERE any(b IN l WHERE any(c IN l WHERE a+b+c < 0))) AS x",
                LOOPS,
                {},
            ),
            (
                "MATCH (n)--() WITH collect(n) AS l "
                "RETURN any(a IN l WHERE any(b IN l WHERE any(c IN l WHERE a.id + b.id = c.id))) AS x",
                LOOPS,
                {},
            ),
            (
                "MATCH (n)--() WITH collect(n) AS l WITH {a: l} AS m "
                "RETURN size([a IN m.a WHERE all(b IN m.a WHERE none(c IN m.a WHERE a.x = b.x + c.x))]) AS x",
                LOOPS,
                {},
            ),
            (
                "MATCH (n)--() WITH collect(n.name) AS l "
                "RETURN reduce(s = 0, a IN l | s + reduce(t = 0, b IN l | t + reduce(u = 0, c IN l | u + 1))) AS x",
                LOOPS,
                {},
            ),
            (
                "MATCH p = (a)-[*1..3]->(b) WITH collect(p) AS l "
                "RETURN any(p IN l WHERE any(q IN l WHERE any(r IN l WHERE p = q AND q = r AND 1 = 2))) AS x",
                LOOPS,
                {},
            ),
            (
                "RETURN any(a IN $l WHERE any(b IN $l WHERE any(c IN $l WHERE a + b + c < 0))) AS x",
                LOOPS,
                {"l": list(range(20_000))},
            ),
            ("UNWIND reverse(range(1, 9000000000000)) AS y RETURN count(*) AS n", UNSEEN, {}),
            ("UNWIND [x IN range(1, 9000000000000) WHERE x < 0] AS y RETURN count(*) AS n", UNSEEN, {}),
            (
                "CYPHER 25 RETURN allReduce(a = 0, x IN range(1, 9000000000000) | a + x, a < 0 OR a >= 0) AS x",
                LONG_LIST,
                {},
            ),
            ("CYPHER 25 RETURN 9000000000000 AS n NEXT RETURN any(x IN range(1, n) WHERE x < 0) AS x", LONG_LIST, {}),
        )
    ),
    *(
        Hostile("building", text, says, never_bare=MEMORY)
        for text, says in (
            (_DOUBLING.replace("'aaaaaaaaaa'", "n.name").replace("WITH", "MATCH (n:State) WITH", 1), ""),
            (_DOUBLING, ""),  # the planner's own time limit, mostly, since it puts each a into the next
            (_DOUBLING.replace("'aaaaaaaaaa'", "[1, 2]"), ""),
            (_DOUBLING.replace("a + a", "[a, a]"), BUILDS),
            (_DOUBLING.replace("a + a", "{a: a, b: a}"), "too many WITH"),
            (_DOUBLING.replace("a + a", "replace(a, 'a', 'aaaa')"), BUILDS),
            ("RETURN reduce(s = 'x', i IN range(1, 40) | s + s) AS x", GROWS),
            ("RETURN size(reduce(s = [1], i IN range(1, 40) | s + s)) AS x", GROWS),
            ("RETURN size(reduce(s = 'x', i IN range(1, 40) | replace(s, 'x', 'xxxx'))) AS x", GROWS),
            ("RETURN size(reduce(s = [1], i IN range(1, 40) | [s, s])) AS x", UNPLANNED),
            ("RETURN size([i IN range(1, 9000) | [j IN range(1, 9000) | 'xxxxxxxxxxxxxxxx']]) AS x", BUILDS),
            ("RETURN size(range(1, 900000000)) AS x", LONG_LIST),
            ("UNWIND range(1, 100000000) AS x RETURN collect(toString(x)) AS x", LONG_LIST),
            ("RETURN range(0, 9223372036854775807) AS x", LONG_LIST),
        )
    ),
    *(
        Hostile("regular expressions", text, PATTERN, never_bare=FOR_GOOD, parameters=parameters)
        for text, parameters in (
            ("RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(.*a){20}' AS x", {}),
            ("RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+$' AS x", {}),
            ("RETURN $s =~ $p AS x", {"s": "a" * 60 + "!", "p": "(.*a){20}"}),
            ("RETURN $s =~ ('(.*a)' + '{20}') AS x", {"s": "a" * 60 + "!"}),
            ("RETURN $s =~ ('(.*a' + $p) AS x", {"s": "a" * 60 + "!", "p": "){20}"}),
            ("RETURN $s =~ replace('(.*a)_20}', '_', '{') AS x", {"s": "a" * 60 + "!"}),
            ("RETURN $s =~ '.*.*.*.*.*.*.*.*.*.*b' AS x", {"s": "a" * 200}),
            ("RETURN $s =~ ('.*' + '.*' + '.*' + '.*' + '.*' + '.*' + 'b') AS x", {"s": "a" * 200}),
            ("MATCH (n) WHERE n.name =~ '(?x)(.*a) {20}' RETURN n", {}),
            ("MATCH (n) WHERE n.name =~ '\\\\[(.*a){20}]' RETURN n", {}),
            ("MATCH (n) WHERE n.name =~ n.summary RETURN n", {}),
        )
    ),
    Hostile(
        "products", "MATCH (a), (b), (c), (d) RETURN a, b, c, d", harmless="rows are streamed and cut"
    ),
    Hostile("products", "MATCH (a), (b), (c) RETURN count(a.x + b.x + c.x) AS n", harmless="ended by its time limit"),
    Hostile(
        "products",
        "MATCH (a), (b), (c) RETURN collect([a, b, c]) AS l",
        harmless="ended by the server's limit on a transaction's memory, or by its time limit",
    ),
    Hostile(
        "products",
        "UNWIND $l AS a UNWIND $l AS b UNWIND $l AS c UNWIND $l AS d RETURN a, b, c, d",
        harmless="rows are streamed and cut",
        parameters={"l": list(range(100))},
    ),
    Hostile(
        "products",
        "UNWIND [1, 2] AS x RETURN COUNT { UNWIND range(1, 9000000000000) AS y RETURN y } AS x",
        harmless="ended by its time limit",
    ),
    Hostile("products", "MATCH (a)-[*1..6]-(b)-[*1..6]-(c) RETURN count(*) AS n", harmless="ended by its time limit"),
    Hostile(
        "products",
        "MATCH (a)--(b)--(c)--(d)--(e)--(a) WHERE a.x > e.x RETURN DISTINCT a, b, c, d, e ORDER BY a.name, e.name",
        harmless="ended by its time limit",
    ),
    Hostile("labels", "MATCH (n:$($l)) RETURN n", harmless="finds nothing", parameters={"l": "X) DELETE n //"}),
    Hostile("labels", "MATCH (n:`State`) DETACH DELETE n", says=WRITES),
    Hostile("labels", "MATCH (n:Nowhere {nothing: 1}) RETURN n", harmless="leaves no name behind"),
    Hostile("prefix", "EXPLAIN MATCH (n) RETURN n", harmless="is planned, and gives no row"),
    Hostile("prefix", "EXPLAIN EXPLAIN MATCH (n) RETURN n", harmless="is planned, and gives no row"),
    Hostile("prefix", "USE neo4j MATCH (n) RETURN count(n) AS n", harmless="is the same database"),
    Hostile(
        "parameters",
        "MATCH (n:State {name: $name}) RETURN n",
        harmless="a value is never read as Cypher",
        parameters={"name": "x'}) DETACH DELETE n //"},
    ),
]  # fmt: skip
