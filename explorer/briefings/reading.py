"""What every scene reads beside its own: from which load, the ties whole, and where they come from."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from explorer.briefings.shown import ShownTie, Source
from explorer.findings.questions import AlliancesQuestion, PathsQuestion
from explorer.graph.records import Tie
from explorer.graph.words import one_line, period, sentence
from explorer.reads.entities import ties_by_id
from explorer.reads.influence import load_stamp
from explorer.reads.rows import mentioned, read, with_names
from graph_loader.database.connection import Database
from graph_loader.schema import Schema

_NO_PAGE = {"source_url": "", "source": ""}
Asked = TypeVar("Asked", AlliancesQuestion, PathsQuestion)

_LOADED = """
MATCH (run:LoadRun {state: 'complete'}) WHERE run.finished IS NOT NULL
RETURN toString(run.finished) AS finished ORDER BY run.finished DESC LIMIT 1
"""

_DATASETS = "MATCH (d:Dataset) RETURN d.name AS name, properties(d) AS properties"

_RESTS_ON = """
MATCH (:Entity)-[tie]->(target:Entity)
WHERE type(tie) IN $relations AND ($targets IS NULL OR target.id IN $targets)
OPTIONAL MATCH (dataset:Dataset {name: tie.dataset})
RETURN coalesce(dataset.title, tie.dataset, '') AS title, count(tie) AS ties,
  count(CASE WHEN tie.verified THEN 1 END) AS verified
ORDER BY ties DESC, title
"""


def stamp_of(database: Database) -> str:
    """The time at which the last load ended, and what else tells one state of the graph from another."""
    rows = read(database, _LOADED, {})
    return " ".join(filter(None, [str(rows[0]["finished"]) if rows else "", load_stamp(database)]))


def dated(question: Asked, stamp: str) -> Asked:
    """A question that is about one day; without one, the day of the load, so that the same data say the same."""
    if question.as_of or not stamp[:4].isdigit():
        return question
    return question.model_copy(update={"as_of": stamp[:10]})


def now() -> str:
    """The time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def dataset_words(database: Database) -> dict[str, dict[str, Any]]:
    """Name of a dataset -> what is known of it, such as its `title` and its `marking`."""
    return {str(row["name"]): row["properties"] for row in read(database, _DATASETS, {})}


def shown_ties(
    database: Database, schema: Schema, ids: Sequence[str]
) -> tuple[tuple[ShownTie, ...], tuple[Source, ...]]:
    """The ties with these ids in words, and where they come from."""
    return told_ties(database, schema, ties_by_id(database, list(dict.fromkeys(ids))))


def told_ties(
    database: Database, schema: Schema, ties: Sequence[Tie]
) -> tuple[tuple[ShownTie, ...], tuple[Source, ...]]:
    """Whole ties in words, and where they come from, the most first."""
    datasets = dataset_words(database) if ties else {}
    ends = {end for tie in ties for end in (tie.source, tie.target)}
    names = with_names(database, {}, ends | mentioned(ties, schema)) if ties else {}
    return tuple(_told(tie, schema, names, datasets) for tie in ties), sources_of(ties)


def _told(tie: Tie, schema: Schema, names: Mapping[str, str], datasets: Mapping[str, Mapping[str, Any]]) -> ShownTie:
    held = tie.properties
    said = ", ".join(filter(None, (period(tie), "verified" if tie.verified else "unverified")))
    name = str(held.get("dataset") or "")
    marking = held.get("marking") or datasets.get(name, {}).get("marking") or ""
    return ShownTie(
        id=str(held.get("id") or f"{tie.source} {tie.relation} {tie.target}"),
        relation=tie.relation,
        source=tie.source,
        target=tie.target,
        sentence=f"{sentence(tie, schema, names)} ({said})",
        start=str(held.get("start") or ""),
        end=str(held.get("end") or ""),
        value=one_line(str(held.get("value") or "")),
        verified=tie.verified,
        source_url=str(held.get("source_url") or ""),
        dataset=one_line(str(tie.properties.get("source") or tie.dataset or name)),
        marking=one_line(str(marking)),
    )


def site_of(address: str) -> str:
    """The name of the site of an address; the address itself where it has none."""
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:
        return one_line(address)


def sources_of(ties: Sequence[Tie]) -> tuple[Source, ...]:
    """Where ties come from, those that most of them come from first: pages by their address, else datasets by title."""
    titles: dict[tuple[str, str], str] = {}
    whole: Counter[tuple[str, str]] = Counter()
    sure: Counter[tuple[str, str]] = Counter()
    for tie in ties:
        url, said = str(tie.properties.get("source_url") or ""), one_line(str(tie.properties.get("source") or ""))
        key = (url, "") if url else ("", said or tie.dataset or str(tie.properties.get("dataset") or ""))
        titles[key] = titles.get(key) or (said or site_of(url) if url else key[1])
        whole[key] += 1
        sure[key] += tie.verified
    ranked = sorted(whole, key=lambda key: (-whole[key], key))
    return tuple(Source(title=titles[key], url=key[0], ties=whole[key], verified=sure[key]) for key in ranked)


def datasets_of(ties: Sequence[Tie]) -> tuple[Source, ...]:
    """The datasets that ties come from, those that most of them come from first."""
    bare = [Tie(tie.relation, tie.source, tie.target, tie.dataset, {**tie.properties, **_NO_PAGE}) for tie in ties]
    return sources_of(bare)


def rests_on(
    database: Database, schema: Schema, relations: Collection[str], targets: Collection[str] | None = None
) -> tuple[Source, ...]:
    """The datasets that ties of these types to these entities (None: all) come from."""
    asked = {
        "relations": [name for name in relations if name in schema.relations],
        "targets": None if targets is None else sorted(targets),
    }
    return tuple(Source(**row) for row in read(database, _RESTS_ON, asked))
