"""The parts of which answers to the page are made: what they always hold, and why an ask is refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.asked import MOST_SHOWN, View
from graph_loader.errors import CyberatlasError

Delta = dict[str, Any]


class AskRefusedError(CyberatlasError):
    """An ask that is well formed and cannot be answered; the message says why, and what to do."""


def delta(asked: View, *, notes: Sequence[str] = (), **parts: Any) -> Delta:
    """What changes in the view; an answer holds every part, most of them empty."""
    empty: Delta = {"nodes": [], "lines": [], "places": {}, "title": "", "cut": None, "scores": None, "select": []}
    return {"seq": asked.seq, "ok": True} | empty | {"note": " ".join(filter(None, notes))} | parts


def room(asked: View, besides: Sequence[str] = ()) -> int:
    """How many may be added, at least one, after those of `besides` that are not shown yet."""
    left = MOST_SHOWN - len({*asked.shown, *besides})
    if left < 1:
        raise AskRefusedError(
            f"{MOST_SHOWN:,} entities are shown, and more would not fit. Remove some, then try again."
        )
    return left


def declared(what: str, names: Sequence[str], known: Mapping[str, object]) -> None:
    """Refuse an ask that names what is not declared."""
    for name in names:
        if name not in known:
            raise AskRefusedError(f"There is no {what} {name!r}. There are: {', '.join(known)}.")


def rounded(places: Mapping[str, tuple[float, float]]) -> dict[str, list[int]]:
    """Places in whole units, as the page keeps them."""
    return {identity: [round(x), round(y)] for identity, (x, y) in places.items()}
