"""Who may see a briefing, and what may therefore not stand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.briefings.briefing import Briefing
from explorer.briefings.shown import Shown, ShownTie
from graph_loader.errors import Fault, UsageError, excerpt
from graph_loader.marking import CLEAR, EXPECTED, LEVELS, Level, judge_marking, level_of

MOST_TOLD = 20


@dataclass(frozen=True)
class MarkedTie:
    """A tie that is marked above the briefing, with the number and the heading of the scene that shows it."""

    scene: int
    heading: str
    tie: ShownTie

    def __str__(self) -> str:
        return f"scene {self.scene}, {excerpt(self.heading)}: {self.tie.sentence} [{self.tie.marking}]"


class MarkingError(UsageError):
    """A briefing shows what is marked above its own level; `ties` are those, scene by scene."""

    def __init__(self, briefing: Briefing, ties: Sequence[MarkedTie]) -> None:
        self.ties = tuple(ties)
        told = [str(tie) for tie in self.ties[:MOST_TOLD]]
        if len(self.ties) > MOST_TOLD:
            told.append(f"and {len(self.ties) - MOST_TOLD:,} more")
        own = briefing.marking or f"not marked, which is {CLEAR.label}"
        highest = max((strictness(tie.tie.marking) for tie in self.ties), key=lambda level: level.rank)
        step = f"Mark the briefing {highest.label} or above, or take these ties out of it."
        super().__init__(
            f"{briefing.name} is {own}, and shows what is marked above that. Nothing was written.\n"
            + "\n".join(told)
            + f"\n{step}"
        )


def strictness(marking: str) -> Level:
    """The level of a marking. Words that nobody defined are taken for the strictest, so that nothing slips through."""
    return level_of(marking) or LEVELS[-1]


def level(briefing: Briefing) -> Level:
    """What a briefing may show at most. One whose marking nobody defined may show what is clear to all."""
    return level_of(briefing.marking) or CLEAR


def marking_fault(briefing: Briefing, place: str) -> Fault | None:
    """What is wrong with the marking of a briefing."""
    if not briefing.marking or not (expected := judge_marking(briefing.marking)):
        return None
    return Fault(place, f"the marking {excerpt(briefing.marking)}", expected)


def refuse(briefing: Briefing, shown: Mapping[int, Shown]) -> list[MarkedTie]:
    """The ties that the briefing may not show, scene by scene; `shown` by the number of the scene, from 1."""
    most = level(briefing).rank
    return [
        MarkedTie(number, briefing.scenes[number - 1].heading, tie)
        for number in sorted(shown)
        for tie in shown[number].ties
        if strictness(tie.marking).rank > most
    ]


def check_markings(briefing: Briefing, shown: Mapping[int, Shown]) -> None:
    """Let pass what may be handed over.

    Raises:
        MarkingError: the briefing shows what is marked above its level, or nobody defined its own marking.
    """
    if fault := marking_fault(briefing, briefing.name):
        raise UsageError(str(fault))
    if ties := refuse(briefing, shown):
        raise MarkingError(briefing, ties)


__all__ = [
    "EXPECTED", "LEVELS", "Level", "MarkedTie", "MarkingError", "check_markings", "level", "level_of", "marking_fault",
    "refuse", "strictness",
]  # fmt: skip
