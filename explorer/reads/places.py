"""Where states are on a map."""

from dataclasses import dataclass

from explorer.graph.words import one_line
from explorer.reads.rows import read
from graph_loader.database.connection import Database

_PLACES = """
MATCH (n:State) RETURN n.id AS id, n.name AS name, n.short_name AS short_name, n.iso3 AS code,
  n.latitude AS latitude, n.longitude AS longitude
ORDER BY id
"""


@dataclass(frozen=True)
class StatePlace:
    """A state with its ISO 3166-1 alpha-3 code, empty where it has none, and its capital in degrees."""

    id: str
    name: str
    code: str
    latitude: float | None
    longitude: float | None


def state_places(database: Database) -> list[StatePlace]:
    """All states, in the order of their ids."""
    return [
        StatePlace(
            row["id"],
            one_line(str(row["short_name"] or row["name"] or row["id"])),
            str(row["code"] or ""),
            row["latitude"],
            row["longitude"],
        )
        for row in read(database, _PLACES, {})
    ]
