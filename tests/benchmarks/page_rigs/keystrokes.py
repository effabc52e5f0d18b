"""What the server does while a reader types a name, beside the bare call of the full-text index."""

import time
from collections.abc import Callable, Mapping
from statistics import median

from explorer import reads
from explorer.full_text import lucene_query, typed_words
from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from graph_loader.statements import SEARCH_INDEX

NAMES = (
    "Microsoft",
    "Huawei",
    "United Kingdom",
    "EastWest Institute",
    "Emmanuel Macron",
    "Paris Call for Trust",
    "African Union",
    "Kaspersky",
    "Shanghai Cooperation",
    "Council of Europe",
)
BARE = "CALL db.index.fulltext.queryNodes($index, $query) YIELD node, score RETURN node.id, node.name, score LIMIT 20"
SEARCH, CALL, SAME_CALL = "`reads.search`", "bare call, the words as typed", "bare call, the query that `search` makes"


def keystrokes() -> list[str]:
    """Every text that stands in the search box while these names are typed."""
    return [name[:length] for name in NAMES for length in range(1, len(name) + 1) if name[length - 1] != " "]


def typed(database: Database, schema: Schema) -> Mapping[str, float]:
    """The median milliseconds of a keystroke, by contestant; each keystroke goes to all of them in turn."""

    def bare(query: str) -> None:
        database.read(BARE, {"index": SEARCH_INDEX, "query": query})

    contestants: dict[str, Callable[[str], object]] = {
        SEARCH: lambda text: reads.search(database, schema, text),
        CALL: lambda text: bare(" ".join(typed_words(text))),
        SAME_CALL: lambda text: bare(lucene_query(text)),
    }
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for text in keystrokes():
        for name, search in contestants.items():
            begun = time.perf_counter()
            search(text)
            found[name].append((time.perf_counter() - begun) * 1000)
    return {name: median(times) for name, times in found.items()}
