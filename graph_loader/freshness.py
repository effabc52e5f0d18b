"""Is the graph what the datasets say? Answered from digests, without reading a row."""

from collections.abc import Sequence

from graph_loader.database.connection import Database
from graph_loader.datasets import Dataset
from graph_loader.schema import Schema

_LOADED = "MATCH (d:Dataset) RETURN d.name AS name, d.digest AS digest, d.declaration AS declaration"
_UNFINISHED = """
MATCH (r:LoadRun) WHERE r.state IN ['running', 'interrupted']
UNWIND coalesce(r.unfinished, r.datasets) AS name
RETURN DISTINCT name
"""


def stale_datasets(database: Database, datasets: Sequence[Dataset], schema: Schema) -> list[Dataset]:
    """Datasets whose files or declaration differ from what was last loaded, or whose last load did not end."""
    unfinished = {row["name"] for row in database.read(_UNFINISHED)}
    known = {row["name"]: (row["digest"], row["declaration"]) for row in database.read(_LOADED)}
    return [
        dataset
        for dataset in datasets
        if dataset.name in unfinished or known.get(dataset.name) != (dataset.digest, schema.digest)
    ]
