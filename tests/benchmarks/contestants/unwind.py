"""A hand-tuned load script: one session, batches of 20,000 rows, one static statement a type, no checks at all.

Usage: unwind.py FOLDER, with NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD in the environment.
"""

import csv
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import neo4j

BATCH = 20_000
KINDS = {"company.csv": "Company", "organization.csv": "Organization"}
RELATIONS = {"funds.csv": "FUNDS", "partnered_with.csv": "PARTNERED_WITH", "cooperates_with.csv": "COOPERATES_WITH"}


def batches(path: Path) -> Iterator[list[dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        while batch := list(islice(rows, BATCH)):
            yield batch


def main(folder: Path) -> None:
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver, driver.session() as session:
        session.run("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE").consume()
        session.run("CALL db.awaitIndexes(300)").consume()
        statements = {
            file: f"UNWIND $rows AS row MERGE (n:Entity {{id: row.id}}) SET n:{kind}, n.name = row.name, "
            "n.description = row.description, n.source_url = row.source_url"
            for file, kind in KINDS.items()
        } | {
            file: f"UNWIND $rows AS row MATCH (a:Entity {{id: row.from}}) MATCH (b:Entity {{id: row.to}}) "
            f"MERGE (a)-[r:{relation}]->(b) SET r.start = row.start, r.source_url = row.source_url, "
            "r.verified = row.verified = 'true'"
            for file, relation in RELATIONS.items()
        }
        for file, statement in statements.items():
            for rows in batches(folder / file):
                session.execute_write(lambda tx, text, rows: tx.run(text, rows=rows).consume(), statement, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
