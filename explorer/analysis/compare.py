"""Two to six actors side by side: what they share, what only one of them has, how their votes agreed over the years."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from explorer.analysis.evidence import kind_of_evidence, position_of
from explorer.analysis.projection import UnknownEntityError
from explorer.analysis.sentences import told_tie
from explorer.graph.filters import first_day, last_day, within
from explorer.graph.memberships import enumerated
from explorer.graph.notes import counted
from explorer.graph.records import Tie
from explorer.graph.words import BODY, INSTRUMENT, voice
from graph_loader.errors import CyberatlasError
from graph_loader.schema import Schema

FEWEST, MOST = 2, 6
MOST_NAMED = 6

AREAS = {
    "agreements": ("agreement or text", "agreements and texts"),
    "forums": ("body or forum", "bodies and forums"),
    "members": ("member or signer", "members and signers"),
    "partners": ("partner", "partners"),
    "opponents": ("opponent", "opponents"),
}
"""What is compared -> what one and several of it are called."""

ACTOR = "Actor"
PERSON = "Person"
VOTES = "votes"
"""Names in the declaration, and the kind of evidence, that decide where a tie belongs."""


class ComparisonError(CyberatlasError):
    """So many actors cannot be compared; `actors` are those that were named, each once."""

    def __init__(self, actors: Sequence[str]) -> None:
        self.actors = tuple(actors)
        named = "1 was named" if len(self.actors) == 1 else f"{len(self.actors)} were named"
        super().__init__(f"{FEWEST} to {MOST} different actors can be compared, and {named}.")


@dataclass(frozen=True)
class Held:
    """What one or more of the actors have: `held` gives the ties of each that has it, by id."""

    area: str
    id: str
    held: Mapping[str, Sequence[Tie]]


@dataclass(frozen=True)
class YearOfVotes:
    """How two actors voted in a year: on how many of the same resolutions, and the mean agreement, 0 to 1.

    The same vote counts 1, an abstention beside yes or no 0.5, yes beside no 0. Absence is no vote.
    """

    first: str
    second: str
    year: str
    shared: int
    agreement: float


@dataclass(frozen=True)
class Comparison:
    """The actors in the order asked for, all that they have, sorted by area and id, and their votes by pair and year.

    `between` are the ties among themselves, which are no items. `undated` counts the votes that no year is known of.
    """

    actors: Sequence[str]
    items: Sequence[Held]
    between: Sequence[Tie]
    votes: Sequence[YearOfVotes]
    undated: int = 0

    def shared(self, area: str) -> list[Held]:
        """What all actors have."""
        return [item for item in self.items if item.area == area and len(item.held) == len(self.actors)]

    def only(self, area: str, actor: str) -> list[Held]:
        """What one actor has and no other."""
        return [item for item in self.items if item.area == area and list(item.held) == [actor]]

    def some(self, area: str) -> list[Held]:
        """What more than one of the actors have, but not all."""
        return [item for item in self.items if item.area == area and 1 < len(item.held) < len(self.actors)]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: ids by area."""
        areas = {
            area: {
                "shared": [item.id for item in self.shared(area)],
                "only": {actor: [item.id for item in self.only(area, actor)] for actor in self.actors},
                "some": {item.id: list(item.held) for item in self.some(area)},
            }
            for area in AREAS
        }
        votes = [
            {"first": each.first, "second": each.second, "year": each.year, "shared": each.shared,
             "agreement": each.agreement}
            for each in self.votes
        ]  # fmt: skip
        between = [str(tie.properties.get("id") or "") for tie in self.between]
        return {
            "actors": list(self.actors),
            "areas": areas,
            "between": between,
            "votes": votes,
            "undated_votes": self.undated,
        }


def compared(
    actors: Sequence[str], known: Mapping[str, str], ties: Sequence[Tie], schema: Schema, as_of: str = ""
) -> Comparison:
    """Compare actors by their ties; `known` holds the names of those that are in the graph.

    With `as_of` only what held on that date counts, and what has no date; votes count up to that date.

    Raises:
        UnknownEntityError: no entity has one of the ids.
        ComparisonError: fewer than two or more than six actors.
    """
    chosen = list(dict.fromkeys(actors))
    if unknown := [actor for actor in chosen if actor not in known]:
        raise UnknownEntityError(unknown)
    if not FEWEST <= len(chosen) <= MOST:
        raise ComparisonError(chosen)
    found: dict[tuple[str, str], dict[str, list[Tie]]] = defaultdict(dict)
    votes: list[Tie] = []
    between: list[Tie] = []
    for tie in sorted(ties, key=_order):
        begun, ended = (str(tie.properties.get(name) or "") for name in ("start", "end"))
        if as_of and not within(begun, ended, (first_day(as_of), last_day(as_of)), undated=True):
            continue
        if kind_of_evidence(tie.relation) == VOTES:
            votes.append(tie)
        if tie.source in chosen and tie.target in chosen:
            between.append(tie)
            continue
        for actor in chosen:
            if actor in (tie.source, tie.target) and (area := area_of(tie, actor, schema)):
                found[area, tie.other(actor)].setdefault(actor, []).append(tie)
    order = {area: at for at, area in enumerate(AREAS)}
    items = [
        Held(area, identity, {actor: held[actor] for actor in chosen if actor in held})
        for (area, identity), held in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    ]
    dated = [tie for tie in votes if tie.properties.get("start")]
    return Comparison(chosen, items, between, _votes(chosen, dated, schema), len(votes) - len(dated))


def _order(tie: Tie) -> tuple[str, ...]:
    return tie.relation, tie.source, tie.target, str(tie.properties.get("start") or ""), str(tie.properties.get("id"))


def area_of(tie: Tie, actor: str, schema: Schema) -> str:
    """What a tie of an actor belongs to; empty for what is not compared, such as votes or where it has its seat."""
    relation = schema.relations.get(tie.relation)
    other = schema.kind_of(tie.other(actor))
    if relation is None or other is None or kind_of_evidence(tie.relation) == VOTES:
        return ""
    polarity = schema.polarity(tie.relation, tie.properties)
    forth = tie.source == actor
    if forth and other in schema.kinds_in([INSTRUMENT]):
        return "agreements" if polarity > 0 else ""
    if other not in schema.kinds_in([ACTOR]) or other == PERSON:
        return ""
    if polarity < 0:
        return "opponents"
    if not forth and schema.kind_of(actor) in schema.kinds_in([INSTRUMENT]):
        return "members" if polarity > 0 else ""
    if BODY in relation.targets and schema.kind_of(tie.target) in schema.kinds_in([BODY]):
        return "forums" if forth else "members"
    return "partners" if polarity > 0 else ""


def _votes(actors: Sequence[str], ties: Sequence[Tie], schema: Schema) -> list[YearOfVotes]:
    cast: dict[str, dict[str, tuple[str, int]]] = {actor: {} for actor in actors}
    for tie in ties:
        position = position_of(schema, tie.relation, str(tie.properties.get("value")))
        if tie.source in cast and position is not None:
            cast[tie.source][tie.target] = (str(tie.properties["start"])[:4], position)
    found = []
    for first, second in combinations(actors, 2):
        years: dict[str, list[float]] = defaultdict(list)
        for text in cast[first].keys() & cast[second].keys():
            (year, one), (_, other) = cast[first][text], cast[second][text]
            years[year].append(1 - abs(one - other) / 2)
        found += [
            YearOfVotes(first, second, year, len(each), sum(each) / len(each)) for year, each in sorted(years.items())
        ]
    return found


def sentences(comparison: Comparison, schema: Schema, names: Mapping[str, str]) -> list[str]:
    """The comparison in plain English: the ties between the actors, area by area, then the votes."""
    told = [f"{told_tie(tie, schema, names)}." for tie in comparison.between]
    told += [line for area in AREAS for line in _told_area(comparison, area, names)]
    told += [
        f"In {each.year} {names[each.first]} and {names[each.second]} both voted on "
        f"{counted(each.shared, 'resolution')} and agreed by {each.agreement:.0%}, an abstention counted as half."
        for each in comparison.votes
    ]
    return told or [f"Nothing that is compared is known of {enumerated([names[each] for each in comparison.actors])}."]


def _told_area(comparison: Comparison, area: str, names: Mapping[str, str]) -> list[str]:
    actors = enumerated([names[actor] for actor in comparison.actors])
    lines = [(f"{actors} share", comparison.shared(area))]
    lines += [(f"Only {names[actor]} has", comparison.only(area, actor)) for actor in comparison.actors]
    if len(comparison.actors) > FEWEST:
        lines.append(("Some but not all have", comparison.some(area)))
    return [
        f"{begin} {counted(len(items), *AREAS[area])}: {_listed([names.get(item.id, item.id) for item in items])}."
        for begin, items in lines
        if items
    ]


def _listed(words: Sequence[str]) -> str:
    if len(words) <= MOST_NAMED:
        return enumerated(words)
    return f"{', '.join(words[:MOST_NAMED])} and {len(words) - MOST_NAMED:,} more"


def ways(item: Held, schema: Schema) -> dict[str, list[str]]:
    """In what ways each actor has an item: `signed`, `is a member of`, by actor."""
    return {actor: list(dict.fromkeys(voice(tie, actor, schema) for tie in ties)) for actor, ties in item.held.items()}
