"""Change as a picture needs it: which pairs of entities are drawn, and what became of the ties between them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from explorer.analysis.change import Changes
from explorer.graph.records import Tie

Fate = Literal["added", "ended", "turned", "replaced", "stayed"]
CROWD = 60
"""A text or a body that so many joined at once tells little of each of them: its ties are drawn after all others."""


@dataclass(frozen=True)
class ChangedPair:
    """Two entities, the ties between them that held on the first date, and those that hold on the second.

    `fate` is `turned` where they came together or fell out, `added` and `ended` where ties only came or only went,
    `replaced` where some came and some went, else `stayed`.
    """

    first: str
    second: str
    before: tuple[Tie, ...]
    after: tuple[Tie, ...]
    fate: Fate


def most_changed(found: Changes, about: Collection[str], most: int) -> list[str]:
    """At most so many entities whose ties changed, with those that they share changes with; sorted by id.

    Ties are taken until the entities are as many: those of turned pairs first, those of crowds last, otherwise those
    between entities with many changes. Those asked about come before all others, as far as they have changes.
    """
    ties = [*found.added, *found.ended]
    joined = Counter(tie.target for tie in ties)
    crowded = {tie.target for tie in ties if joined[tie.target] >= CROWD}
    weight = Counter(end for tie in ties if tie.target not in crowded for end in (tie.source, tie.target))
    turned = {frozenset((each.after.source, each.after.target)) for each in found.turned}

    def rank(tie: Tie) -> tuple[object, ...]:
        one, other = weight[tie.source], weight[tie.target]
        pair = frozenset((tie.source, tie.target))
        return pair not in turned, tie.target in crowded, -min(one, other), -max(one, other), tie.source, tie.target

    chosen = {end for tie in ties for end in (tie.source, tie.target) if end in about}
    for tie in sorted(ties, key=rank):
        ends = {tie.source, tie.target}
        if len(chosen | ends) <= most:
            chosen |= ends
    return sorted(chosen)


def changed_entities(found: Changes) -> int:
    """How many entities have ties that were added or ended."""
    return len({end for tie in (*found.added, *found.ended) for end in (tie.source, tie.target)})


def changed_pairs(found: Changes, stayed: Iterable[Tie], drawn: Collection[str]) -> tuple[ChangedPair, ...]:
    """The pairs among the entities drawn, sorted; `stayed` are the ties that hold on both dates."""
    before: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    after: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    kept = list(stayed)
    for held, ties in ((before, [*kept, *found.ended]), (after, [*kept, *found.added])):
        for tie in ties:
            one, other = sorted((tie.source, tie.target))
            if one != other and one in drawn and other in drawn:
                held[one, other].append(tie)
    turned = {tuple(sorted((each.after.source, each.after.target))) for each in found.turned}
    return tuple(
        ChangedPair(*pair, tuple(before[pair]), tuple(after[pair]), _fate(before[pair], after[pair], pair in turned))
        for pair in sorted(before.keys() | after.keys())
    )


def _fate(before: Sequence[Tie], after: Sequence[Tie], turned: bool) -> Fate:
    came = any(tie not in before for tie in after)
    went = any(tie not in after for tie in before)
    if turned:
        return "turned"
    if came and went:
        return "replaced"
    return "added" if came else "ended" if went else "stayed"
