"""One statement for every question which entities to add: rank, count, leave out what is shown, cut."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.graph.records import Choice
from explorer.graph.words import one_line
from explorer.reads.rows import read
from graph_loader.database.connection import Database

_CHOICE = """
WITH COLLECT {{ {ranked} }} AS ranked
RETURN size(ranked) AS whole, size([id IN ranked WHERE id IN $shown]) AS already,
  [id IN ranked WHERE NOT id IN $shown][..$most] AS chosen,
  COLLECT {{ MATCH (n:Entity) WHERE n.id IN $ids RETURN [n.id, coalesce(n.short_name, n.name)] }} AS asked,
  {relations} AS relations, {former} AS former
"""


def choice(
    database: Database,
    ranked: str,
    ids: Sequence[str],
    shown: Sequence[str],
    most: int,
    parameters: Mapping[str, Any],
    *,
    relations: str = "[]",
    former: str = "0",
) -> Choice:
    """Choose with `ranked`, a statement of ours that returns ids, the first ones first; `$ids` are those it is about.

    `relations` and `former` are expressions for what else the choice tells.
    """
    statement = _CHOICE.format(ranked=ranked, relations=relations, former=former)
    row = read(database, statement, {"ids": list(ids), "shown": list(shown), "most": most, **parameters})[0]
    names = {identity: one_line(str(name or identity)) for identity, name in row["asked"]}
    asked = {identity: names[identity] for identity in dict.fromkeys(ids) if identity in names}
    return Choice(asked, row["chosen"], row["whole"], row["already"], row["relations"], row["former"])
