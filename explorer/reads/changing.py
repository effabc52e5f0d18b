"""The ties that can tell what changed between two dates."""

from collections.abc import Sequence
from dataclasses import replace

from explorer.analysis.change import Changes, changes, there
from explorer.graph.records import Tie
from explorer.reads.rows import mentioned, read, ties, with_names
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

_SCOPE = """
MATCH (source:Entity)-[tie]->(target:Entity)
WHERE ($ids IS NULL OR source.id IN $ids OR target.id IN $ids)
  AND ($relations IS NULL OR type(tie) IN $relations)
"""

_CHANGED = f"""{_SCOPE}
  AND (left($before, 4) <= left(tie.start, 4) <= left($after, 4)
    OR left($before, 4) <= left(tie.end, 4) <= left($after, 4))
WITH source, target, tie
OPTIONAL MATCH (source)-[earlier]-(target) WHERE $relations IS NULL OR type(earlier) IN $relations
UNWIND [tie, earlier] AS each
WITH DISTINCT each WHERE each IS NOT NULL
OPTIONAL MATCH (dataset:Dataset {{name: each.dataset}})
RETURN type(each) AS relation, startNode(each).id AS source, endNode(each).id AS target,
  properties(each) AS properties, dataset.title AS dataset
"""

_UNDATED = f"{_SCOPE} AND tie.start IS NULL AND tie.end IS NULL RETURN count(tie) AS undated"

_STANDING = """
MATCH (source:Entity)-[tie]->(target:Entity)
WHERE source.id IN $ids AND target.id IN $ids AND ($relations IS NULL OR type(tie) IN $relations)
  AND (tie.start IS NOT NULL OR tie.end IS NOT NULL)
OPTIONAL MATCH (dataset:Dataset {name: tie.dataset})
RETURN type(tie) AS relation, source.id AS source, target.id AS target, properties(tie) AS properties,
  dataset.title AS dataset
ORDER BY tie.id
"""


def changed(
    database: Database,
    schema: Schema,
    before: str,
    after: str,
    *,
    ids: Sequence[str] | None = None,
    relations: Sequence[str] | None = None,
) -> tuple[Changes, dict[str, str]]:
    """What changed between two dates, and the names of all that is mentioned; see `explorer.analysis.change`.

    `ids` are the entities that it is about (None: all): at least one end of each tie is among them. `relations` are
    the relation types that count (None: all).

    Raises:
        PeriodError: the first date is not earlier than the second.
    """
    changes([], before, after, schema)  # refuses a wrong period before anything is read
    scope = {"ids": None if ids is None else list(ids), "relations": None if relations is None else list(relations)}
    found = ties(read(database, _CHANGED, {**scope, "before": before, "after": after}))
    dated = [tie for tie in found if tie.properties.get("start") or tie.properties.get("end")]
    result = changes(dated, before, after, schema)
    told = [*result.added, *result.ended, *result.passing, *(each.before for each in result.turned)]
    wanted = {end for tie in told for end in (tie.source, tie.target)} | mentioned(told, schema)
    undated = read(database, _UNDATED, scope)[0]["undated"]
    return replace(result, undated=undated), with_names(database, {}, wanted)


def standing(
    database: Database, ids: Sequence[str], before: str, after: str, relations: Sequence[str] | None = None
) -> list[Tie]:
    """The ties among these entities, of these types (None: all), that hold on both dates; none without a date."""
    scope = {"ids": list(ids), "relations": None if relations is None else list(relations)}
    return [tie for tie in ties(read(database, _STANDING, scope)) if there(tie, before) and there(tie, after)]
