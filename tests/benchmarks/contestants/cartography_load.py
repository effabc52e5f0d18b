"""The same load with cartography's `load` and `load_matchlinks`, in its own batch size and with its own indexes.

Its requirements name the driver without the Rust extension; that stands beside it here for another contestant's sake,
and is hidden.

Usage: cartography_load.py FOLDER, with NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD in the environment.
"""

import csv
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.modules["neo4j._rust"] = None  # type: ignore[assignment]

import neo4j
from cartography.client.core.tx import load, load_matchlinks
from cartography.models.core.common import PropertyRef
from cartography.models.core.nodes import CartographyNodeProperties, CartographyNodeSchema
from cartography.models.core.relationships import (
    CartographyRelProperties,
    CartographyRelSchema,
    LinkDirection,
    SourceNodeMatcher,
    TargetNodeMatcher,
    make_source_node_matcher,
    make_target_node_matcher,
)

from tests.benchmarks.contestants.unwind import KINDS, RELATIONS


@dataclass(frozen=True)
class EntityProperties(CartographyNodeProperties):
    id: PropertyRef = PropertyRef("id")
    lastupdated: PropertyRef = PropertyRef("lastupdated", set_in_kwargs=True)
    name: PropertyRef = PropertyRef("name")
    description: PropertyRef = PropertyRef("description")
    source_url: PropertyRef = PropertyRef("source_url")


@dataclass(frozen=True)
class EntitySchema(CartographyNodeSchema):
    label: str = "Entity"
    properties: EntityProperties = EntityProperties()


@dataclass(frozen=True)
class TieProperties(CartographyRelProperties):
    lastupdated: PropertyRef = PropertyRef("lastupdated", set_in_kwargs=True)
    _sub_resource_label: PropertyRef = PropertyRef("_sub_resource_label", set_in_kwargs=True)
    _sub_resource_id: PropertyRef = PropertyRef("_sub_resource_id", set_in_kwargs=True)
    start: PropertyRef = PropertyRef("start")
    source_url: PropertyRef = PropertyRef("source_url")
    verified: PropertyRef = PropertyRef("verified")


@dataclass(frozen=True)
class TieSchema(CartographyRelSchema):
    rel_label: str = ""
    target_node_label: str = "Entity"
    target_node_matcher: TargetNodeMatcher = make_target_node_matcher({"id": PropertyRef("to")})
    source_node_label: str = "Entity"
    source_node_matcher: SourceNodeMatcher = make_source_node_matcher({"id": PropertyRef("from")})
    direction: LinkDirection = LinkDirection.OUTWARD
    properties: TieProperties = TieProperties()


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def main(folder: Path) -> None:
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    tag = int(time.time())
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver, driver.session() as session:
        session.run("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE").consume()
        for file in KINDS:
            load(session, EntitySchema(), rows(folder / file), lastupdated=tag)
        for file, relation in RELATIONS.items():
            schema = TieSchema(rel_label=relation)
            owner = {"_sub_resource_label": "Entity", "_sub_resource_id": "bench"}
            load_matchlinks(session, schema, rows(folder / file), lastupdated=tag, **owner)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
