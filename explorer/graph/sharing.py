"""What several entities have in common: the bodies, texts and others to which each of them is tied."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.graph.records import Entity, Neighbour, Tie
from explorer.graph.words import BODY, INSTRUMENT, value_of, voice
from graph_loader.schema import Schema

MOST_NAMED = 4
"""Up to so many entities are named one by one where their ties differ; of more, the values are counted."""
IN_DIFFERENT_WAYS = "Each is tied, in different ways, to"


@dataclass(frozen=True)
class Shared:
    """Chosen entities with the others that each of them is tied to, those with the most ties first.

    `whole` counts those left out too. The ties of each neighbour are those to the chosen entities; `names` gives the
    names of all that are mentioned.
    """

    entities: Sequence[Entity]
    common: Sequence[Neighbour]
    whole: int
    names: Mapping[str, str]


@dataclass(frozen=True)
class Common:
    """An entity that is shared, and in what way where that is more than the title of its group says."""

    entity: Entity
    said: str


@dataclass(frozen=True)
class Sharing:
    """What is shared in one way: `title` goes before the names, such as `Each signed`."""

    title: str
    rows: Sequence[Common]


def sharings(shared: Shared, schema: Schema) -> list[Sharing]:
    """What the chosen entities share, by the way in which they do: bodies first, then texts, then the rest.

    Last come those to which each is tied in some way of its own, where the chosen ones are all of one kind: that a
    state and a text are both tied to a third says little.
    """
    alike = len({entity.kind for entity in shared.entities}) == 1
    found: dict[str, list[Common]] = {}
    for neighbour in shared.common:
        spoken = {entity.id: _spoken(entity, neighbour.ties, schema) for entity in shared.entities}
        same = [title for title in next(iter(spoken.values())) if all(title in of_one for of_one in spoken.values())]
        for title in same:
            said = _values({identity: of_one[title] for identity, of_one in spoken.items()}, shared, schema)
            found.setdefault(f"Each {title}", []).append(Common(neighbour.entity, said))
        if not same and alike:
            ways = {identity: ", ".join(of_one) for identity, of_one in spoken.items()}
            found.setdefault(IN_DIFFERENT_WAYS, []).append(Common(neighbour.entity, _each(ways, shared, " ")))
    ranked = sorted(found.items(), key=lambda group: (*_rank(group[0], group[1], schema), -len(group[1])))
    return [Sharing(title, rows) for title, rows in ranked]


def _spoken(entity: Entity, ties: Sequence[Tie], schema: Schema) -> dict[str, list[Tie]]:
    """The ties of one entity by what they say of it."""
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        if entity.id in (tie.source, tie.target):
            found.setdefault(voice(tie, entity.id, schema), []).append(tie)
    return found


def _values(ties: Mapping[str, Sequence[Tie]], shared: Shared, schema: Schema) -> str:
    """The values in words: once where all have the same, else one by one, though a title may say some of them."""
    told = {
        identity: [(value_of(tie, schema, shared.names), str(tie.properties.get("value") or "")) for tie in of_one]
        for identity, of_one in ties.items()
    }
    same = {_joined(value for value, _ in values) for values in told.values()}
    if len(same) == 1:
        return same.pop()
    return _each({identity: _joined(v or raw for v, raw in values) for identity, values in told.items()}, shared, ": ")


def _joined(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, values)))


def _each(told: Mapping[str, str], shared: Shared, between: str) -> str:
    if len(told) <= MOST_NAMED:
        known = {entity.id: entity.short_name or entity.name for entity in shared.entities}
        return " · ".join(f"{known[identity]}{between}{text or '–'}" for identity, text in told.items())
    return " · ".join(f"{text or '–'} ({number})" for text, number in Counter(told.values()).most_common(MOST_NAMED))


def _rank(title: str, rows: Sequence[Common], schema: Schema) -> tuple[bool, bool, bool]:
    kinds = {row.entity.kind for row in rows}
    bodies, texts = (kinds <= schema.kinds_in([group]) for group in (BODY, INSTRUMENT))
    return title == IN_DIFFERENT_WAYS, not bodies, not texts
