"""From which datasets ties come, and how many from each."""

from collections.abc import Collection

from explorer.reads.rows import read
from graph_loader.database.connection import Database

_ROWS = """
MATCH (:Entity)-[tie]->(target:Entity)
WHERE ($relations IS NULL OR type(tie) IN $relations) AND ($targets IS NULL OR target.id IN $targets)
RETURN coalesce(tie.dataset, 'no dataset') AS dataset, count(tie) AS ties
ORDER BY ties DESC, dataset
"""


def rows_by_dataset(
    database: Database, relations: Collection[str] | None = None, targets: Collection[str] | None = None
) -> dict[str, int]:
    """Name of a dataset -> number of its ties of these types (None: all) to these entities (None: all)."""
    scope = {
        "relations": None if relations is None else sorted(relations),
        "targets": None if targets is None else sorted(targets),
    }
    return {row["dataset"]: row["ties"] for row in read(database, _ROWS, scope)}
