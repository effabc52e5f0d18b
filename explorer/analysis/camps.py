"""Camps: communities of the signed graph of agreement, and how firmly each actor stands in its own.

Two actors are joined where they agree more than a middle, divided where they agree less; the tie weighs as much as
agreement differs from the middle. By default the middle is what two actors drawn at random would agree on the items
that the pair shares (`patterns.expected_agreement`): that nearly all vote for a text makes no camp.

Camps are communities by the Leiden algorithm (Traag, Waltman and van Eck 2019, Scientific Reports 9) in the constant
Potts model with a resolution of 0, whose quality is the weight of joining minus dividing ties within communities. That
is the same as two layers, the joining ties with weight 1 and the dividing ones with weight -1 (Traag and Bruggeman
2009, Physical Review E 80), and leaves as little weight of ties as can be at odds with the camps (Doreian and Mrvar
1996, Social Networks 18); the number of camps comes out of it. igraph's own Leiden algorithm does not serve: with
negative weights it stops short of the best, or does not end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.camp_names import Mark, marks, names
from explorer.analysis.patterns import (
    LEAST_SHARED,
    RESAMPLES,
    SEED,
    Floats,
    Ints,
    Patterns,
    Progress,
    batches,
    draws,
    patterns,
)
from explorer.analysis.positions import Positions
from explorer.analysis.records import Record, counted
from graph_loader.errors import UsageError

LEAST_MEMBERS = 3
"""Fewer make no camp: they stand outside."""
CORE = 0.9
"""Who stays in at least this share of resamples belongs to the core of its camp."""
FEW_ITEMS = 6
OUTSIDE = -1
"""In no camp, though it has ties."""
UNPLACED = -2
"""Without any tie: it shares too few items with everyone."""

STARTS = 20
STARTS_OF_RESAMPLE = 1
_UNIT = 2.0**-20
_NOTHING = 1e-9


@dataclass(frozen=True)
class Member(Record):
    """`firmness` is the share of resamples in which the actor is where it is here; None without resamples."""

    id: str
    name: str
    firmness: float | None


@dataclass(frozen=True)
class Camp(Record):
    """A camp with its members, the firmest first; `core` are the ids of those that stay in 9 of 10 resamples.

    `marks` are the items that tell it from the other camps, from which it has its name.
    """

    name: str
    members: tuple[Member, ...]
    core: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, eq=False)
class Camps(Record):
    """Camps, the largest first. `camp_of` gives each actor the number of its camp, or None outside of all.

    `numbers` is the share of resamples with so many camps. `resamples` are those reckoned, of `asked`. `middle` is
    the stated one, None for chance. `quality` is the sum of joining minus dividing ties within camps, in tie weight.
    """

    camps: tuple[Camp, ...]
    outside: tuple[Member, ...]
    unplaced: tuple[str, ...]
    camp_of: dict[str, int | None]
    numbers: dict[int, float]
    quality: float
    resamples: int
    asked: int
    middle: float | None
    notes: tuple[str, ...]


def camps(
    positions: Positions,
    *,
    least_shared: int = LEAST_SHARED,
    middle: float | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Camps:
    """The camps among actors, with the firmness of each by bootstrap over items (Efron 1979, Annals of Statistics 7).

    Camps of a resample are matched one to one to those found so that most actors stay. The same seed gives the same
    camps. Where `progress` returns False, what was reckoned so far is returned, and the notes say so.

    Raises:
        UsageError: a middle that is no share.
    """
    if middle is not None and not 0 <= middle <= 1:
        raise UsageError(f"{middle} is no middle of agreement: expected a number from 0 to 1.")
    found = patterns(positions, least_shared)
    every = np.ones((found.items, 1))
    tie = signed(found, every, middle)[:, 0]
    base = numbered(found, communities(found, tie, every[:, 0], STARTS), tie)
    stays, numbers, done = _resampled(found, base, middle, resamples, seed, progress)
    firmness = stays / done if done else None
    return _told(positions, found, base, firmness, numbers, done, resamples, middle, quality(found, tie, base))


def signed(found: Patterns, weights: Floats, middle: float | None = None) -> Floats:
    """Weight of the tie of each pair, (q, r): agreement minus the middle; 0 for what is at it or can't be compared."""
    above = found.above_chance(weights) if middle is None else found.shares(weights)[0] - middle
    tie = np.nan_to_num(above, copy=False)
    tie[np.abs(tie) < _NOTHING] = 0
    return tie


def communities(found: Patterns, tie: Floats, weights: Floats, starts: int) -> Ints:
    """A community number for each pattern: the best partition of several starts. The same ties give the same one.

    `tie` (q) are signed ties, `weights` (m) how often each item counts. Patterns that differ only on items that do not
    count are put together before: each is tied to the others as the rest of them are.
    """
    import igraph
    import leidenalg

    same = np.unique(found.codes[:, weights > 0], axis=0, return_inverse=True)[1].reshape(-1)
    whole = int(same.max(initial=-1)) + 1
    pair = same[found.first] * whole + same[found.second]
    joined = np.bincount(pair, found.actors_of(tie), whole * whole).reshape(whole, whole)
    # Whole multiples of a small unit add up without rounding, so no move back and forth looks like a gain.
    ties: Floats = np.rint((joined + joined.T) / _UNIT) * _UNIT
    first, second = np.nonzero(np.triu(ties, 1))
    graph = igraph.Graph(whole, list(zip(first.tolist(), second.tolist(), strict=True)))
    held = ties[first, second].tolist()
    tried = []
    for start in range(starts):
        parts = leidenalg.CPMVertexPartition(graph, weights=held, resolution_parameter=0)
        optimiser = leidenalg.Optimiser()
        optimiser.set_rng_seed(SEED + start)
        # Nearly all are tied to each other: to look for neighbours first takes time and finds no fewer.
        optimiser.consider_comms = optimiser.refine_consider_comms = leidenalg.ALL_COMMS
        while optimiser.optimise_partition(parts, n_iterations=1) > 0 and _unsettled(ties, parts.membership):
            continue
        tried.append((parts.quality(), parts.membership))
    return np.asarray(max(tried, key=lambda one: one[0])[1], np.intp)[same]


def _unsettled(ties: Floats, community: Sequence[int]) -> bool:
    """Whether anyone would gain by going to another community, or by leaving all: then it is worth to go on.

    One more iteration, in which the algorithm finds out that there is nothing left to do, takes as long as the first.
    """
    of = np.asarray(community)
    pull = ties @ (of[:, None] == np.arange(int(of.max(initial=-1)) + 2))
    return bool((pull.max(axis=1, initial=0) > pull[range(len(of)), of]).any())


def quality(found: Patterns, tie: Floats, camp: Ints) -> float:
    """Sum of joining minus dividing ties between actors within camps."""
    return float(found.actors_of(tie)[camp[found.first] == camp[found.second]].sum())


def numbered(found: Patterns, community: Ints, tie: Floats) -> Ints:
    """Camp numbers of the patterns, the largest camp 0; `OUTSIDE` in smaller ones, `UNPLACED` without any tie.

    Where no tie joins or divides anyone, all that can be compared stand in one camp.
    """
    linked = np.zeros(len(found.sizes), bool)
    told = tie != 0 if tie.any() else found.comparable
    linked[found.first[told]] = linked[found.second[told]] = True
    if not linked.any():
        return np.full(len(linked), UNPLACED)
    community = community if tie.any() else np.zeros_like(community)
    sizes = np.bincount(community[linked], weights=found.sizes[linked], minlength=int(community.max()) + 1)
    first = [int(np.argmax(community == number)) for number in range(len(sizes))]
    ranked = sorted(range(len(sizes)), key=lambda number: (-sizes[number], first[number]))
    rank = np.full(len(sizes), OUTSIDE)
    for at, number in enumerate(ranked):
        if sizes[number] >= LEAST_MEMBERS:
            rank[number] = at
    return np.where(linked, rank[community], UNPLACED)


def matched(base: Ints, other: Ints, sizes: Floats) -> Ints:
    """`other` with the numbers of the camps of `base` with which they share most actors, one to one.

    The matching is the one of greatest overlap in all (Kuhn 1955). A camp that is left over gets a number of its own.
    """
    from scipy.optimize import linear_sum_assignment

    camps_here, camps_there = int(base.max(initial=-1)) + 1, int(other.max(initial=-1)) + 1
    overlap = np.zeros((camps_there, camps_here))
    placed = (base >= 0) & (other >= 0)
    np.add.at(overlap, (other[placed], base[placed]), sizes[placed])
    renamed = camps_here + np.arange(camps_there)
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    renamed[rows] = columns
    return np.where(other >= 0, renamed[np.maximum(other, 0)] if camps_there else other, other)


def _resampled(
    found: Patterns, base: Ints, middle: float | None, resamples: int, seed: int, progress: Progress | None
) -> tuple[Floats, dict[int, float], int]:
    """How often each pattern stays, the share of resamples by number of camps, and how many resamples there were."""
    weights, times = draws(found.items, resamples if len(found.sizes) else 0, seed)
    stays, numbers, done = np.zeros(len(base)), dict[int, float](), 0
    for begin, batch in batches(found, weights, progress, times):
        ties = signed(found, batch, middle)
        for at in range(batch.shape[1]):
            tie, often = ties[:, at], int(times[begin + at])
            again = numbered(found, communities(found, tie, batch[:, at], STARTS_OF_RESAMPLE), tie)
            stays += often * (matched(base, again, found.sizes) == base)
            number = int(again.max(initial=-1)) + 1
            numbers[number] = numbers.get(number, 0) + often
            done += often
    return stays, {number: numbers[number] / done for number in sorted(numbers)}, done


def _told(
    positions: Positions,
    found: Patterns,
    base: Ints,
    firmness: Floats | None,
    numbers: dict[int, float],
    done: int,
    asked: int,
    middle: float | None,
    reached: float,
) -> Camps:
    camp = base[found.of] if len(base) else np.zeros(0, np.intp)
    people = [
        Member(actor, positions.names[actor], None if firmness is None else float(firmness[found.of[at]]))
        for at, actor in enumerate(positions.actors)
    ]
    groups = [np.flatnonzero(camp == number) for number in range(int(camp.max(initial=-1)) + 1)]
    marked = marks(positions, groups)
    told = [
        Camp(name, members, tuple(sorted(each.id for each in members if (each.firmness or 0) >= CORE)), mark)
        for name, mark, members in zip(names(marked), marked, (_firmest(people, one) for one in groups), strict=True)
    ]
    unplaced = tuple(people[at].id for at in np.flatnonzero(camp == UNPLACED))
    number_of = {each.id: int(at) if at >= 0 else None for each, at in zip(people, camp, strict=True)}
    outside = _firmest(people, np.flatnonzero(camp == OUTSIDE))
    notes = (*positions.notes, *_notes(positions, found, told, outside, unplaced, done, asked))
    return Camps(tuple(told), outside, unplaced, number_of, numbers, reached, done, asked, middle, notes)


def _firmest(people: Sequence[Member], group: Ints) -> tuple[Member, ...]:
    return tuple(sorted((people[at] for at in group), key=lambda each: (-(each.firmness or 0), each.id)))


def _notes(
    positions: Positions,
    found: Patterns,
    told: Sequence[Camp],
    outside: Sequence[Member],
    unplaced: Sequence[str],
    done: int,
    asked: int,
) -> list[str]:
    notes = []
    if len(told) == 1 and not outside:
        notes.append("All stand in one camp: there is no divide here.")
    if not told and positions.actors:
        notes.append("No camp was found: too few actors can be compared.")
    if outside:
        notes.append(
            f"{counted(len(outside), 'actor')} in no camp: alone, or with fewer than {LEAST_MEMBERS} that agree so."
        )
    if unplaced:
        notes.append(
            f"{counted(len(unplaced), 'actor')} not placed: too few items shared with others, or all agree on them."
        )
    if found.items < len(positions.items):
        lopsided = len(positions.items) - found.items
        notes.append(f"{counted(lopsided, 'item')} not used: fewer than 1 in 40 took another side than most there.")
    if done and found.items < FEW_ITEMS:
        different = draws(found.items, asked)[0].shape[1]
        notes.append(
            f"Firmness rests on {counted(found.items, 'item')}, which make only "
            f"{counted(different, 'different resample')}: take it as rough."
        )
    if done < asked and told:
        notes.append(f"Stopped after {done:,} of {counted(asked, 'resample')}.")
    return notes
