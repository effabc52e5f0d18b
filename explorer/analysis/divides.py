"""The whole divide in one result: agreement, camps, ideal points, the middle, movers, balance, what crosses it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from explorer.analysis.agreement import Agreement, agreement
from explorer.analysis.balance import Balance, balance
from explorer.analysis.camps import Camps, camps
from explorer.analysis.crossing import Crossing, crossing
from explorer.analysis.ideal_points import IdealPoints, ideal_points
from explorer.analysis.middle import Middle, middle, poles
from explorer.analysis.movers import Movers, movers
from explorer.analysis.patterns import LEAST_SHARED, RESAMPLES, SEED, Progress
from explorer.analysis.positions import Positions
from explorer.analysis.records import Belonging, Record, Venue


@dataclass(frozen=True, eq=False)
class Divides(Record):
    """All that the Divides page shows of one period; `movers` is None without another period
    to compare with, `crossing` without belongings."""

    positions: Positions
    agreement: Agreement
    camps: Camps
    ideal_points: IdealPoints
    middle: Middle
    movers: Movers | None
    balance: Balance
    crossing: Crossing | None

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything that the results can't tell, each sentence once."""
        parts = (self.positions, self.agreement, self.camps, self.ideal_points, self.middle, self.movers, self.balance)
        said = [note for part in (*parts, self.crossing) if part for note in part.notes]
        return tuple(dict.fromkeys(said))

    def summary(self) -> dict[str, Any]:
        """The answer as the command line gives it: camps with members, middle, movers, balance, and the notes."""
        place = {point.id: point for point in self.ideal_points.points}
        told = []
        for camp in self.camps.camps:
            members = [
                each.as_dict() | {"position": place[each.id].position if each.id in place else None}
                for each in camp.members
            ]
            told.append(camp.as_dict() | {"members": members})
        return {
            "camps": told,
            "outside": [each.as_dict() for each in self.camps.outside],
            "numbers_of_camps": {str(number): share for number, share in self.camps.numbers.items()},
            "middle": [each.as_dict() for each in self.middle.actors],
            "movers": [each.as_dict() for each in self.movers.movers] if self.movers else [],
            "balance": self.balance.as_dict(),
            "items": [each.as_dict() for each in self.positions.items],
            "axis": [each.as_dict() for each in self.ideal_points.loadings],
            "notes": list(self.notes),
        }


def divides(
    positions: Positions,
    *,
    before: Positions | None = None,
    belongings: Iterable[Belonging] = (),
    venues: Iterable[Venue] = (),
    least_shared: int = LEAST_SHARED,
    middle_of_agreement: float | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Divides:
    """Everything about the divide among positions.

    Movers are found against the positions `before`, between the poles of that earlier period. `progress` is told how
    many of two times the resamples are done (for camps, then for ideal points); where it returns False, what was
    reckoned so far is returned and the notes say so.
    """
    alike = agreement(positions, least_shared)
    found = camps(
        positions, least_shared=least_shared, middle=middle_of_agreement, resamples=resamples, seed=seed,
        progress=_part(progress, 0, resamples),
    )  # fmt: skip
    points = ideal_points(
        positions, least_shared=least_shared, resamples=resamples, seed=seed, progress=_part(progress, 1, resamples)
    )
    between, rows = poles(found, alike), list(belongings)
    moved = None
    if before is not None:
        earlier = camps(before, least_shared=least_shared, middle=middle_of_agreement, resamples=0)
        moved = movers(
            before, positions, poles(earlier, agreement(before, least_shared)), resamples=resamples, seed=seed
        )
    return Divides(
        positions,
        alike,
        found,
        points,
        middle(positions, between),
        moved,
        balance(positions, found.camp_of, least_shared=least_shared, middle=middle_of_agreement),
        crossing(rows, venues, between, begin=positions.scope.begin, to=positions.scope.to) if rows else None,
    )


def _part(progress: Progress | None, number: int, resamples: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, _: progress(number * resamples + done, 2 * resamples)
