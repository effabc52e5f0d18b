"""A graph of any size, as a dataset and as the baselines take it; any first part of it has three ties a node."""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from explorer.graph.layouts import LAYOUTS, NodeInfo, layout

SEED = 20261123
TIES = 3
SHARES = {"company": 35, "organization": 30, "person": 20, "agreement": 10, "forum": 5}
BODIES = ("organization", "forum")
HEADS = ("Alder", "Boreal", "Cedar", "Delta", "Estuary", "Fjord", "Granite", "Harbour", "Juniper", "Kestrel", "Opal")
TAILS = {
    "company": ("Networks", "Systems", "Telecom", "Software", "Security"),
    "organization": ("Institute for Peace in Cyberspace", "Agency", "Foundation", "Alliance of Operators"),
    "person": ("Adeyemi", "Bergström", "Castellanos", "Dimitrova", "Echeverría"),
    "agreement": ("Declaration on Responsible Behaviour", "Call for Trust", "Memorandum"),
    "forum": ("Dialogue", "Conference on Security in Cyberspace"),
}


@dataclass(frozen=True)
class Entity:
    """A node; `date` is a year."""

    id: str
    kind: str
    name: str
    date: str


@dataclass(frozen=True)
class Tie:
    """A tie; no two entities have more than one."""

    source: str
    target: str
    relation: str
    start: str
    verified: bool


@dataclass(frozen=True)
class Graph:
    """Entities in the order in which they came, and ties whose ends are among them."""

    entities: Sequence[Entity]
    ties: Sequence[Tie]

    def first(self, number: int) -> "Graph":
        """The first so many entities and the ties between them, three times as many."""
        entities = self.entities[:number]
        kept = {entity.id for entity in entities}
        return Graph(entities, [tie for tie in self.ties if tie.source in kept and tie.target in kept])

    @property
    def ids(self) -> list[str]:
        return [entity.id for entity in self.entities]

    def places(self, name: str) -> dict[str, tuple[float, float]]:
        """Where one of the program's layouts puts the entities."""
        if name not in LAYOUTS:
            raise ValueError(f"no layout {name!r}; there are {', '.join(LAYOUTS)}")
        nodes = [NodeInfo(entity.id, entity.kind, entity.name, entity.date) for entity in self.entities]
        return layout(name, nodes, [(tie.source, tie.target) for tie in self.ties], {}, ())


def generated(size: int, seed: int = SEED) -> Graph:
    """A graph in which each entity comes with three ties to others, rather to those that have many already."""
    chance = random.Random(seed)
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=size)
    entities = [_entity(number, kind, chance) for number, kind in enumerate(kinds)]
    ties: list[Tie] = []
    ends: list[int] = [0]
    for number in range(1, size):
        wanted = min(number, TIES * (number + 1) - len(ties))
        others: set[int] = set()
        while len(others) < wanted:
            others.add(chance.choice(ends) if chance.random() < 0.7 else chance.randrange(number))
        for other in sorted(others):
            ties.append(_tie(entities[number], entities[other], chance))
            ends += [number, other]
    return Graph(entities, ties)


def write_dataset(folder: Path, graph: Graph) -> None:
    """Write the graph as a dataset folder."""
    folder.mkdir(parents=True)
    tables: dict[str, str] = {}
    for kind in SHARES:
        tables[f"{kind}.csv"] = f'kind = "{kind.capitalize()}"'
        of_kind = [entity for entity in graph.entities if entity.kind == kind]
        dates = {"person": [], "agreement": ["date"]}.get(kind, ["founded"])
        _write(
            folder / f"{kind}.csv",
            ["id", "name", "description", "source_url", "verified", *dates],
            ([e.id, e.name, f"{e.name}, made up.", _page(e.id), "true", *([e.date] * len(dates))] for e in of_kind),
        )
    for relation in sorted({tie.relation for tie in graph.ties}):
        tables[f"{relation.lower()}.csv"] = f'relation = "{relation}"'
        value = {"MEMBER_OF": {"value": "member"}}.get(relation, {})
        _write(
            folder / f"{relation.lower()}.csv",
            ["from", "to", "start", "source_url", "verified", *value],
            (
                [tie.source, tie.target, tie.start, _page(tie.source), str(tie.verified).lower(), *value.values()]
                for tie in graph.ties
                if tie.relation == relation
            ),
        )
    (folder / "dataset.toml").write_text(_described(tables), encoding="utf-8")


def _entity(number: int, kind: str, chance: random.Random) -> Entity:
    name = f"{chance.choice(HEADS)} {chance.choice(TAILS[kind])} {number}"
    return Entity(f"{kind}:generated-{number}", kind, name, str(chance.randrange(1950, 2026)))


def _tie(new: Entity, old: Entity, chance: random.Random) -> Tie:
    source, target = (old, new) if new.kind == "agreement" and old.kind != "agreement" else (new, old)
    if target.kind == "agreement":
        relation = "ENDORSES" if source.kind == "agreement" else "SUPPORTS"
    elif target.kind in BODIES and chance.random() < 0.5:
        relation = "MEMBER_OF"
    else:
        relation = chance.choice(["PARTNERED_WITH", "COOPERATES_WITH", "FUNDS", "SANCTIONED"])
    if relation in ("PARTNERED_WITH", "COOPERATES_WITH"):
        source, target = sorted((source, target), key=lambda entity: entity.id)
    day = f"{chance.randrange(1998, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return Tie(source.id, target.id, relation, day, chance.random() < 0.9)


def _described(tables: Mapping[str, str]) -> str:
    head = "\n".join(f'{key} = "generated"' for key in ("title", "producer", "citation", "terms_of_use", "source"))
    body = "".join(f'\n[tables."{file}"]\n{content}\n' for file, content in tables.items())
    return f"{head}\naccessed = 2026-11-23\n{body}"


def _page(identity: str) -> str:
    return f"https://example.org/{identity.partition(':')[2]}"


def _write(path: Path, header: list[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
