"""The same load with neo4j-etl-lib: CSV tasks of its own, static types, batches of 20,000 rows.

Usage: etl_lib_load.py FOLDER, with NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD in the environment.
"""

import os
import sys
from pathlib import Path

from etl_lib.core.ETLContext import ETLContext
from etl_lib.core.Task import TaskGroup
from etl_lib.task.data_loading.CSVLoad2Neo4jTask import CSVLoad2Neo4jTask
from etl_lib.task.ExecuteCypherTask import ExecuteCypherTask

from tests.benchmarks.contestants.unwind import BATCH, KINDS, RELATIONS


class Constraint(ExecuteCypherTask):
    def _query(self) -> str:
        return "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"


class Table(CSVLoad2Neo4jTask):
    def __init__(self, context: ETLContext, path: Path, statement: str) -> None:
        super().__init__(context, path, batch_size=BATCH)
        self.statement = statement

    def _query(self) -> str:
        return "UNWIND $batch AS row " + self.statement


def main(folder: Path) -> None:
    context = ETLContext({**os.environ, "NEO4J_DATABASE": "neo4j"})
    tables = [
        Table(
            context,
            folder / file,
            f"MERGE (n:Entity {{id: row.id}}) SET n:{kind}, n.name = row.name, n.description = row.description, "
            "n.source_url = row.source_url",
        )
        for file, kind in KINDS.items()
    ] + [
        Table(
            context,
            folder / file,
            "MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) "
            f"MERGE (a)-[r:{relation}]->(b) SET r.start = row.start, r.source_url = row.source_url, "
            "r.verified = row.verified = 'true'",
        )
        for file, relation in RELATIONS.items()
    ]
    tasks = TaskGroup(context, [Constraint(context), *tables], "load")
    context.reporter.register_tasks(tasks)
    tasks.execute()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
