"""The same load with neo4j-etl-lib: CSV tasks of its own, static types, batches of 20,000 rows.

Usage: etl_lib_load.py FOLDER [--checked], with NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD in the environment.
"""

import os
import sys
from datetime import date
from pathlib import Path

from etl_lib.core.ETLContext import ETLContext
from etl_lib.core.Task import TaskGroup
from etl_lib.task.data_loading.CSVLoad2Neo4jTask import CSVLoad2Neo4jTask
from etl_lib.task.ExecuteCypherTask import ExecuteCypherTask
from pydantic import BaseModel, Field, HttpUrl

from tests.benchmarks.contestants.unwind import BATCH, KINDS, RELATIONS


class Constraint(ExecuteCypherTask):
    def _query(self) -> str:
        return "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"


class Entity(BaseModel):
    """What the library's own step of validation checks of an entity."""

    id: str = Field(pattern="^(company|organization):", max_length=200)
    name: str = Field(min_length=1, max_length=1000)
    description: str
    source_url: HttpUrl
    verified: bool


class Tie(BaseModel):
    """The same of a tie."""

    source: str = Field(alias="from", pattern="^(company|organization):", max_length=200)
    target: str = Field(alias="to", pattern="^(company|organization):", max_length=200)
    start: date
    source_url: HttpUrl
    verified: bool


class Table(CSVLoad2Neo4jTask):
    def __init__(self, context: ETLContext, path: Path, statement: str, model: type[BaseModel] | None) -> None:
        super().__init__(context, path, model=model, batch_size=BATCH)
        self.statement = statement

    def _query(self) -> str:
        return "UNWIND $batch AS row " + self.statement


def main(folder: Path, checked: bool) -> None:
    context = ETLContext({**os.environ, "NEO4J_DATABASE": "neo4j"})
    source, target, verified = (
        ("source", "target", "row.verified") if checked else ("from", "to", "row.verified = 'true'")
    )
    tables = [
        Table(
            context,
            folder / file,
            f"MERGE (n:Entity {{id: row.id}}) SET n:{kind}, n.name = row.name, n.description = row.description, "
            "n.source_url = row.source_url",
            Entity if checked else None,
        )
        for file, kind in KINDS.items()
    ] + [
        Table(
            context,
            folder / file,
            f"MATCH (a:Entity {{id: row.{source}}}) MATCH (b:Entity {{id: row.{target}}}) "
            f"MERGE (a)-[r:{relation}]->(b) SET r.start = row.start, r.source_url = row.source_url, "
            f"r.verified = {verified}",
            Tie if checked else None,
        )
        for file, relation in RELATIONS.items()
    ]
    tasks = TaskGroup(context, [Constraint(context), *tables], "load")
    context.reporter.register_tasks(tasks)
    tasks.execute()


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--checked" in sys.argv)
