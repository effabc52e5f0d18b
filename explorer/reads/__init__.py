"""Everything that the explorer reads from the graph: the Cypher, and the plain records that come of it."""

from explorer.reads.belonging import bodies, members, roles
from explorer.reads.entities import MOST_NEIGHBOURS, MOST_TIES_OF_A_PAIR, neighbourhood, pair, sources, ties_by_id
from explorer.reads.growing import all_of_kind, connection, expansion, groups_of_kind
from explorer.reads.overview import answers, away, dataset_titles, overview, starting_points
from explorer.reads.pictures import elements, nodes
from explorer.reads.rows import PATIENCE, read
from explorer.reads.search import MOST_SUGGESTIONS, search
from explorer.reads.sharing import shared

__all__ = [
    "MOST_NEIGHBOURS",
    "MOST_SUGGESTIONS",
    "MOST_TIES_OF_A_PAIR",
    "PATIENCE",
    "all_of_kind",
    "answers",
    "away",
    "bodies",
    "connection",
    "dataset_titles",
    "elements",
    "expansion",
    "groups_of_kind",
    "members",
    "neighbourhood",
    "nodes",
    "overview",
    "pair",
    "read",
    "roles",
    "search",
    "shared",
    "sources",
    "starting_points",
    "ties_by_id",
]
