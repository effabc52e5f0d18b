"""What is read from the graph, as plain values: entities, ties, and an entity with its neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entity:
    """An entity; `kind` is empty where its id names no declared kind, `ties` is the number of all its ties."""

    id: str
    kind: str
    name: str
    short_name: str = ""
    ties: int = 0
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tie:
    """A relation between two entities, named by their ids; `dataset` is the title of the dataset, or its name."""

    relation: str
    source: str
    target: str
    dataset: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict)

    @property
    def verified(self) -> bool:
        """True only where the data says so."""
        return self.properties.get("verified") is True

    def other(self, entity_id: str) -> str:
        """The end that is not `entity_id`."""
        return self.target if self.source == entity_id else self.source


@dataclass(frozen=True)
class Neighbour:
    """An entity with the ties that join it to the centre."""

    entity: Entity
    ties: Sequence[Tie]


@dataclass(frozen=True)
class Neighbourhood:
    """An entity with its neighbours, those with the most ties first; `whole` counts those left out too.

    `names` gives the names of all entities that are mentioned, by id.
    """

    centre: Entity
    neighbours: Sequence[Neighbour]
    whole: int
    names: Mapping[str, str]

    def ties(self) -> Iterator[Tie]:
        """All ties, neighbour by neighbour."""
        for neighbour in self.neighbours:
            yield from neighbour.ties


@dataclass(frozen=True)
class Pair:
    """Two entities with all ties between them."""

    first: Entity
    second: Entity
    ties: Sequence[Tie]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Suggestion:
    """What a search offers: an entity, or several at once where `entity` is None.

    `detail` is the other name by which an entity was found, or how many there are of several; `ask` is what the page
    asks when it is chosen.
    """

    entity: Entity | None
    title: str
    detail: str
    ask: Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """Entities chosen from the graph, ranked: `chosen` are not shown yet, `already` counts those that are.

    `whole` counts all that match, shown, chosen or cut off. `asked` gives the names of the entities that the question
    was about, by id, as far as they are in the graph. `relations` are the types of the ties that it went along, and
    `former` counts those whose every such tie has ended, where the question was who belongs to one.
    """

    asked: Mapping[str, str]
    chosen: Sequence[str]
    whole: int
    already: int = 0
    relations: Sequence[str] = ()
    former: int = 0


@dataclass(frozen=True)
class LoadedDataset:
    """A dataset in the graph; `loaded` is an ISO 8601 time."""

    name: str
    title: str
    loaded: str


@dataclass(frozen=True)
class Overview:
    """What the graph holds as a whole."""

    entities: int
    ties: int
    verified: int
    datasets: Sequence[LoadedDataset]
