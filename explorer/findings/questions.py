"""What may be asked of the analyses. A question is the same in an address, in a briefing and on the command line."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from explorer.analysis.influence import Direction, Weights
from explorer.graph.filters import Date, RelationName
from explorer.graph.view_state import EntityId

MOST_ACTORS = 50

Actors = Annotated[tuple[EntityId, ...], Field(max_length=MOST_ACTORS)]
Topic = Annotated[str, Field(max_length=200)]
Evidence = Literal["votes", "commitments", "memberships", "norms"]
Types = Annotated[tuple[RelationName, ...], Field(max_length=500)]


class Question(BaseModel):
    """A question; what it leaves out is as it is by default. Names that no question knows are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    def plain(self) -> dict[str, Any]:
        """What differs from the defaults, as an address or a file holds it."""
        return self.model_dump(mode="json", exclude_defaults=True)


class DividesQuestion(Question):
    """Where does the divide run in a period? `before_from` and `before_to` bound an earlier one, for the movers."""

    begin: Annotated[Date, Field(alias="from")] = ""
    to: Date = ""
    topic: Annotated[tuple[Topic, ...], Field(max_length=50)] = ()
    evidence: tuple[Evidence, ...] = ("votes",)
    before_from: Date = ""
    before_to: Date = ""
    actor: Actors = ()
    resamples: Annotated[int, Field(ge=0, le=100_000)] = 1_000


class AlliancesQuestion(Question):
    """Who belongs to which body, and how does it vote? `body` is a body, or a state that sits in some; empty: all."""

    body: EntityId | Literal[""] = ""
    begin: Annotated[Date, Field(alias="from")] = ""
    to: Date = ""
    as_of: Date = ""


class PathsQuestion(Question):
    """Through whom does `start` reach `goal`? `weights` hold what the reader changed."""

    start: Annotated[EntityId, Field(alias="from")]
    goal: Annotated[EntityId, Field(alias="to")]
    via: Actors = ()
    avoid: Actors = ()
    types: Types = ()
    direction: Direction = "forward"
    as_of: Date = ""
    k: Annotated[int, Field(ge=1, le=100)] = 5
    steps: Annotated[int, Field(ge=0, le=30)] = 0
    verified: bool = False
    all_ties: bool = False
    weights: Weights = Weights()


class CompareQuestion(Question):
    """What do two to six actors share, and what has only one of them?"""

    actors: Annotated[tuple[EntityId, ...], Field(min_length=2, max_length=6)]
    as_of: Date = ""


class ChangeQuestion(Question):
    """What changed between two dates, of some actors or of all?"""

    begin: Annotated[Date, Field(alias="from", min_length=4)]
    to: Annotated[Date, Field(min_length=4)]
    actors: Actors = ()
    types: Types = ()


QUESTIONS: dict[str, type[Question]] = {
    "divides": DividesQuestion,
    "alliances": AlliancesQuestion,
    "paths": PathsQuestion,
    "compare": CompareQuestion,
    "change": ChangeQuestion,
}
