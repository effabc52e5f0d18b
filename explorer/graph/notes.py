"""What the page tells the reader about an answer: what was added, what was cut off, what is not there."""

from collections.abc import Mapping, Sequence

from explorer.graph.memberships import enumerated
from explorer.graph.records import Choice

_RANKED = {
    "degree": "those with the most ties",
    "date": "those with the latest ties",
    "verified": "those with the most verified ties",
}
_NAMED = 2
_LISTED = 3


def counted(number: int, one: str, more: str = "") -> str:
    """`1 tie`, `1,200 ties`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def whom(names: Mapping[str, str] | Sequence[str]) -> str:
    """One or two entities by name, more by their number."""
    told = list(names.values()) if isinstance(names, Mapping) else list(names)
    return enumerated(told) if len(told) <= _NAMED else f"{len(told):,} entities"


def not_there(ids: Sequence[str]) -> str:
    """Ids that no entity of the graph has; empty where there are none."""
    if not ids:
        return ""
    rest = len(ids) - _LISTED
    listed = ", ".join(ids[:_LISTED]) + (f" and {rest:,} more" if rest > 0 else "")
    return f"Not in the graph: {listed}."


def cut_of(choice: Choice) -> dict[str, int] | None:
    """How many are shown of how many there are, or None where all are."""
    shown = choice.already + len(choice.chosen)
    return {"shown": shown, "whole": choice.whole} if shown < choice.whole else None


def grown(choice: Choice, what: str, advice: str = "", rank: str = "degree") -> str:
    """How much of `what`, such as `neighbours of France`, is shown now; empty where all of it was added."""
    shown = choice.already + len(choice.chosen)
    if not choice.whole:
        return f"The graph holds no {what}."
    if not choice.chosen and shown == choice.whole:
        return f"All {shown:,} {what} are shown already." if shown > 1 else f"All {what} are shown already."
    if shown == choice.whole:
        return ""
    ranked = _RANKED[rank] if not choice.already else f"the {len(choice.chosen):,} added are {_RANKED[rank]}"
    return " ".join(filter(None, (f"{shown:,} of {choice.whole:,} {what} are shown: {ranked}.", advice)))


def former(choice: Choice) -> str:
    """How many of those who belong to one do so no longer; empty where there are none."""
    if not choice.former:
        return ""
    verb = "has" if choice.former == 1 else "have"
    return f"{choice.former:,} of them {verb} left since: set a date to see who belonged when."


def connecting(choice: Choice) -> str:
    """How much of what connects several entities is shown now; empty where all of it was added."""
    between = f"both {whom(choice.asked)}" if len(choice.asked) == 2 else f"at least two of the {whom(choice.asked)}"
    if cut := cut_of(choice):
        return f"{cut['shown']:,} of {cut['whole']:,} are shown that are tied to {between}: those tied to most of them."
    if choice.chosen:
        return ""
    return f"All that is tied to {between} is shown already." if choice.already else f"Nothing is tied to {between}."
