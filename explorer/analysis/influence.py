"""How strongly influence passes from one entity to another: the weights, what is left out, and the network of both.

The strength of a step is influence x confidence x recency, that of a path the product over its steps; the length of a
step is minus the natural logarithm of its strength, so that the shortest path is the strongest.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from explorer.analysis.projection import Flags, Lengths, Numbers, Projection, first_days, last_days, number_of_date
from explorer.graph.filters import Date, RelationName, first_day, last_day
from graph_loader.schema import Schema, Strength

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Table = NDArray[np.float64]
Direction = Literal["forward", "backward", "either"]

SLACK = 1e-6
"""More than what decides between equals adds to the length of a path."""


class Weights(BaseModel):
    """What a step is worth; as they are by default, what is declared counts.

    `influence` holds the types whose declared influence is changed: type -> (along the tie, against it), 0 to 1.
    An unverified tie counts `unverified` times what a verified one does. `as_of` is the date at which all is judged:
    what began later, and what lasts and ended before, is left out; what was done once (the types declared to fade)
    counts half after each `half_life` years from its end, or from its start where no end is known, and half where no
    date is.
    Without `as_of` no tie is left out for its date and none fades; nor does one with a `half_life` of 0.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: Date = ""
    influence: Annotated[dict[RelationName, tuple[Strength, Strength]], Field(max_length=500)] = {}
    unverified: Strength = 0.5
    half_life: Annotated[float, Field(ge=0, le=1000)] = 10.0

    def as_dict(self) -> dict[str, Any]:
        """What differs from the defaults, for JSON and for a link; `Weights.model_validate` reads it again."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def of(self, relation: str, schema: Schema) -> tuple[float, float]:
        """The influence along and against a tie of this type; a type that is not declared carries none."""
        if relation in self.influence:
            return self.influence[relation]
        declared = schema.relations.get(relation)
        return (declared.influence.forward, declared.influence.backward) if declared else (0.0, 0.0)


class Selection(BaseModel):
    """Which ties count, and which way influence is followed; as it is by default, all ties, along the influence.

    `relations` are the types that count (empty: all). `avoid` are ids of entities that no path may pass. With
    `joining` only ties that join count or that neither join nor divide. `direction` backward follows influence from
    the one who feels it to its origin; `either` goes each way at the stronger of the two strengths.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    relations: Annotated[tuple[RelationName, ...], Field(max_length=500)] = ()
    avoid: Annotated[tuple[str, ...], Field(max_length=1000)] = ()
    verified: bool = False
    joining: bool = False
    direction: Direction = "forward"


@dataclass(frozen=True, eq=False)
class Factors:
    """What the strength of each arc is made of: the influence by type and direction, and for each row the rest.

    `table` (types x 2): column 0 along the tie, 1 against it. `age` (m) is in years, 0 for what does not fade.
    `counts` (m) is false for what is left out.
    """

    table: Table
    confidence: Lengths
    age: Lengths
    half_life: float
    counts: Flags

    def recency_of(self, rows: NDArray[np.intp] | np.intp) -> Lengths:
        """What age has left of ties, 0 to 1."""
        return np.asarray(np.exp2(-self.age[rows] / self.half_life) if self.half_life else np.ones_like(rows, float))


def factors(projection: Projection, weights: Weights, selection: Selection, schema: Schema) -> Factors:
    """What the ties are worth under these weights, and which of them count."""
    counts = projection.verified.copy() if selection.verified else np.ones(len(projection.source), np.bool_)
    if selection.relations:
        wanted = np.array([name in selection.relations for name in projection.relations], np.bool_)
        counts &= wanted[projection.relation]
    if selection.joining:
        counts &= projection.polarity >= 0
    age = np.zeros(len(projection.source))
    if weights.as_of:
        declared = (schema.relations.get(name) for name in projection.relations)
        fades = [relation is not None and relation.influence.fades for relation in declared]
        fading = np.array(fades, np.bool_)[projection.relation]
        counts &= ~_left_out(projection, weights.as_of, fading)
        age = _age(projection, weights, fading)
    table = influence_table([weights.of(name, schema) for name in projection.relations], selection.direction)
    confidence = np.where(projection.verified, 1.0, weights.unverified)
    return Factors(table, confidence, age, weights.half_life, counts)


def influence_table(declared: Sequence[tuple[float, float]], direction: Direction) -> Table:
    """Types x 2: what passes in the direction that is followed, along the tie and against it."""
    table = np.array(declared, np.float64).reshape(-1, 2)
    if direction == "backward":
        return table[:, ::-1]
    return np.repeat(table.max(axis=1, keepdims=True), 2, axis=1) if direction == "either" else table


def _left_out(projection: Projection, as_of: str, fading: Flags) -> Flags:
    first, last = (number_of_date(day(as_of)) for day in (first_day, last_day))
    over = (projection.end > 0) & (last_days(projection.end) < first)
    return (first_days(projection.start) > last) | (over & ~fading)


def _age(projection: Projection, weights: Weights, fading: Flags) -> Lengths:
    dated = np.where(projection.end > 0, projection.end, projection.start)
    now = _years(last_days(np.array([number_of_date(weights.as_of)], np.int32)))[0]
    age = np.where(dated > 0, now - _years(last_days(dated)), weights.half_life)
    return np.where(fading, np.clip(age, 0.0, None), 0.0)


def _years(days: Numbers) -> Lengths:
    return days // 10_000 + (days // 100 % 100 - 1) / 12 + (days % 100 - 1) / 365


@dataclass(frozen=True, eq=False)
class Network:
    """The pairs that carry influence, as compressed sparse rows: those of entity v are `offsets[v] : offsets[v + 1]`.

    `lengths` are those of the strongest tie of each pair, and a little that decides between equals (see `penalties` of
    the projection).
    """

    projection: Projection
    factors: Factors
    offsets: Numbers
    targets: Numbers
    lengths: Lengths
    avoided: frozenset[int]

    @property
    def size(self) -> int:
        """Number of entities."""
        return len(self.offsets) - 1

    @cached_property
    def sources(self) -> Numbers:
        """The entity that each pair goes out from."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.offsets))

    @cached_property
    def matrix(self) -> "csr_array":
        """Lengths as a sparse matrix, from rows to columns."""
        from scipy.sparse import csr_array

        return csr_array((self.lengths, self.targets, self.offsets), shape=(self.size, self.size))

    @cached_property
    def reversed(self) -> "csr_array":
        """Lengths as a sparse matrix of the pairs turned round."""
        return self.matrix.T.tocsr()

    def only(self, kept: Flags, avoided: frozenset[int] = frozenset()) -> "Network":
        """The network of some of its pairs; `avoided` are entities that are avoided besides."""
        offsets = np.zeros(self.size + 1, np.int32)
        np.cumsum(np.bincount(self.sources[kept], minlength=self.size), out=offsets[1:])
        out = self.avoided | avoided
        return Network(self.projection, self.factors, offsets, self.targets[kept], self.lengths[kept], out)

    def without(self, ids: Iterable[str]) -> "Network":
        """The network as it were without these entities.

        Raises:
            UnknownEntityError: one of them is not in the graph.
        """
        gone = self.projection.indices(ids)
        out = np.zeros(self.size, np.bool_)
        out[gone] = True
        return self.only(~(out[self.sources] | out[self.targets]), frozenset(gone))

    def through(self, kinds: Iterable[str], ends: Iterable[str], schema: Schema) -> "Network":
        """The network of pairs between entities of some kinds or groups of kinds; `ends` may be of any kind.

        Raises:
            UnknownEntityError: one of the ends is not in the graph.
        """
        prefixes = {schema.kinds[kind].prefix for kind in schema.kinds_in(kinds)}
        passable = np.fromiter(
            (each.partition(":")[0] in prefixes for each in self.projection.ids), np.bool_, self.size
        )
        passable[self.projection.indices(ends)] = True
        return self.only(passable[self.sources] & passable[self.targets])

    def at_least(self, strength: float) -> "Network":
        """The network of steps that are at least so strong, 0 to 1."""
        return self.only(self.lengths <= -math.log(strength) + SLACK) if strength > 0 else self

    def distances(self, source: int, *, backward: bool = False) -> Lengths:
        """Length of the shortest path from one entity to each (n), or from each to it; infinite where there is none."""
        from scipy.sparse.csgraph import dijkstra

        return np.asarray(dijkstra(self.reversed if backward else self.matrix, indices=source))

    def neighbours(self, source: int) -> tuple[Numbers, Lengths]:
        """Whom an entity influences directly, and the lengths of these steps."""
        part = slice(self.offsets[source], self.offsets[source + 1])
        return self.targets[part], self.lengths[part]

    def arcs(self, source: int, target: int) -> tuple[NDArray[np.intp], Flags, Lengths]:
        """The ties that carry influence between two entities: rows, which run from the first to the second, strengths.

        The strongest first, of equally strong ones the latest, then by type.
        """
        rows, along = self.projection.rows_between(source, target)
        strengths = self.strengths(rows, along)
        kept = np.flatnonzero(strengths > 0)
        latest, relation = self.projection.start[rows[kept]], self.projection.relation[rows[kept]]
        order = kept[np.lexsort((~along[kept], relation, -last_days(latest), -strengths[kept]))]
        return rows[order], along[order], strengths[order]

    def strengths(self, rows: NDArray[np.intp], along: Flags) -> Lengths:
        """Strength of single arcs: rows of ties, and whether each goes along its tie."""
        given = self.factors
        influence = given.table[self.projection.relation[rows], np.where(along, 0, 1)]
        return np.asarray(influence * given.confidence[rows] * given.recency_of(rows) * given.counts[rows])


def network(projection: Projection, weights: Weights, selection: Selection, schema: Schema) -> Network:
    """The network of influence under these weights, of the ties that the selection lets through.

    Raises:
        UnknownEntityError: an entity to avoid is not in the graph.
    """
    avoided = frozenset(projection.indices(selection.avoid))
    return weighed(projection, factors(projection, weights, selection, schema), avoided)


def weighed(projection: Projection, given: Factors, avoided: frozenset[int] = frozenset()) -> Network:
    """The network that these factors give, without the entities avoided."""
    pairs, size = projection.pairs, len(projection.ids)
    if not len(pairs.sources):
        return Network(projection, given, np.zeros(size + 1, np.int32), pairs.targets, np.empty(0), avoided)
    with np.errstate(divide="ignore"):
        rest = -np.log(given.confidence * given.counts)
        table = -np.log(given.table)
    if given.half_life:
        rest += given.age * (math.log(2) / given.half_life)
    rows, turned = pairs.arcs >> 1, pairs.arcs & 1
    lengths = np.minimum.reduceat(table[projection.relation[rows], turned] + rest[rows], pairs.begins[:-1])
    lengths += projection.penalties
    offsets = np.searchsorted(pairs.sources, np.arange(size + 1)).astype(np.int32)
    whole = Network(projection, given, offsets, pairs.targets, lengths, frozenset())
    kept = np.isfinite(lengths)
    if avoided:
        out = np.zeros(size, np.bool_)
        out[list(avoided)] = True
        kept &= ~(out[pairs.sources] | out[pairs.targets])
    return whole.only(kept, avoided)
