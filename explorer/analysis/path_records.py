"""What a search for paths of influence finds: steps, paths, and where there is no path, what comes closest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

EQUAL = 1e-6
"""Strengths that differ by a smaller part count as equal: more than what decides between equals adds to a length."""


@dataclass(frozen=True)
class Step:
    """One step of a path, by the strongest tie between its ends.

    `along` is true where influence goes from the source of the tie to its target. `strength` is `influence` x
    `confidence` x `recency`. `begun` is the date on which the tie began, as far as known. `others` counts further ties
    between the two that carry influence this way; `carries` is false only in a near miss, where no tie does.
    """

    start: str
    end: str
    relation: str
    along: bool
    influence: float
    confidence: float
    recency: float
    begun: str
    verified: bool
    others: int = 0
    carries: bool = True

    @property
    def strength(self) -> float:
        """What is left of the influence after this step, 0 to 1."""
        return self.influence * self.confidence * self.recency

    @property
    def source(self) -> str:
        """The id that the tie goes out from."""
        return self.start if self.along else self.end

    @property
    def target(self) -> str:
        """The id that the tie goes to."""
        return self.end if self.along else self.start

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "from": self.start,
            "type": self.relation,
            "along": self.along,
            "to": self.end,
            "influence": self.influence,
            "confidence": self.confidence,
            "recency": self.recency,
            "start": self.begun,
            "verified": self.verified,
            "others": self.others,
        }


@dataclass(frozen=True)
class Path:
    """A simple path; `stability` is the share of draws in which it stays among the first, None where not asked for."""

    steps: Sequence[Step]
    stability: float | None = None

    @property
    def strength(self) -> float:
        """The product over the steps, 0 to 1."""
        return math.prod(step.strength for step in self.steps)

    @property
    def ids(self) -> list[str]:
        """The entities that it passes, the ends among them."""
        return [self.steps[0].start, *(step.end for step in self.steps)]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "strength": self.strength,
            "stability": self.stability,
            "steps": [step.as_dict() for step in self.steps],
        }


@dataclass(frozen=True)
class Miss:
    """Why there is no path: how far the start reaches, how near the goal can be reached, and what comes closest.

    `reached` and `reaching` count entities, the start and the goal not among them. `nearest` is the path over any ties
    between the two that has the fewest steps without influence (their `carries` is false), or None where no ties of
    any kind join the two.
    """

    reached: int
    reaching: int
    nearest: Path | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        steps = [step.as_dict() | {"carries": step.carries} for step in self.nearest.steps] if self.nearest else None
        return {"reached": self.reached, "reaching": self.reaching, "nearest": steps}


@dataclass(frozen=True)
class Found:
    """The strongest paths, the strongest first, and further `candidates` after them.

    `equal` counts candidates as strong as the last of the paths: which of them is shown was decided by the number of
    ties of those on the way. `complete` is false where the search was cut short. Without paths `miss` says more.
    """

    paths: Sequence[Path]
    candidates: Sequence[Path]
    equal: int
    complete: bool
    miss: Miss | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        miss = self.miss.as_dict() if self.miss else None
        paths = [path.as_dict() for path in self.paths]
        return {"paths": paths, "equal": self.equal, "complete": self.complete, "miss": miss}
