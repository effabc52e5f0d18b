"""What each open page shows, kept between its asks, so that it tells only what has changed."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from explorer.asked import MOST_LINES, MOST_SHOWN, Coordinate, Id, Ids, plainly

MOST_PAGES = 32
"""So many pages are remembered; one that is forgotten tells all it shows again."""

Place = tuple[float, float]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,64}$")]
Number = Annotated[int, Field(ge=0, lt=MOST_SHOWN)]


class Change(BaseModel):
    """What a page shows, or since its ask number `since` no longer or elsewhere or anew (`gone`, `shown` with `at`).

    `pairs` are the lines that are drawn: the numbers of their two ends in turn, counted in the order in which what is
    shown was told; what was moved keeps its number.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    page: Key
    seq: Annotated[int, Field(ge=0, le=2**53)]
    since: Annotated[int, Field(ge=0, le=2**53)] | None = None
    gone: Ids = []
    shown: Annotated[list[Id], Field(max_length=MOST_SHOWN)] = []
    at: Annotated[list[Coordinate], Field(max_length=2 * MOST_SHOWN)] = []
    pairs: Annotated[list[Number], Field(max_length=2 * MOST_LINES)] = []


class ToldViews:
    """What the pages show, by the key that each has made up; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[int, dict[str, Place]]] = OrderedDict()

    def whole(self, ask: object) -> tuple[object, list[str]]:
        """An ask with all that the page shows in `shown` and `at`, and the ids in the order that the page counts.

        An ask that names no page is given back as it is. Where the page has to tell all again, the ask is None.
        Raises ValueError, in words for the reader, for what no page sends.
        """
        if not isinstance(ask, Mapping) or "page" not in ask:
            return ask, []
        try:
            change = Change.model_validate(ask)
        except ValidationError as error:
            raise ValueError(plainly(error)) from error
        view = self._view(change)
        if view is None:
            return None, []
        ids = list(view)
        whole: dict[str, Any] = {**ask, "shown": ids, "at": [part for place in view.values() for part in place]}
        if "pairs" in ask:
            whole["lines"] = _lines(change, ids)
        return whole, ids

    def add(self, ask: object, places: Mapping[str, Sequence[float]]) -> None:
        """Note what an answer to this ask gave the page: it shows that too now, and need not tell it."""
        page, seq = (ask.get("page"), ask.get("seq")) if isinstance(ask, Mapping) else (None, None)
        with self._lock:
            number, view = self._kept.get(page, (None, {})) if isinstance(page, str) else (None, {})
            if number is not None and number == seq:
                new = {each: (at[0], at[1]) for each, at in places.items() if each not in view}
                self._kept[str(page)] = number, {**view, **new}

    def _view(self, change: Change) -> dict[str, Place] | None:
        if len(change.at) != 2 * len(change.shown):
            raise ValueError("What the page says it shows is no list of entities with a place each.")
        with self._lock:
            number, before = self._kept.get(change.page, (None, {}))
            if change.since is not None and change.since != number:
                return None
            view = dict(before) if change.since is not None else {}
            for gone in change.gone:
                view.pop(gone, None)
            places = zip(change.at[::2], change.at[1::2], strict=True)
            view.update(zip(change.shown, places, strict=True))
            self._kept[change.page] = change.seq, view
            self._kept.move_to_end(change.page)
            while len(self._kept) > MOST_PAGES:
                self._kept.popitem(last=False)
        return view


def _lines(change: Change, ids: list[str]) -> list[tuple[str, str]]:
    if len(change.pairs) % 2 or max(change.pairs, default=-1) >= len(ids):
        raise ValueError("What the page says is drawn are no lines between what it shows.")
    return [(ids[one], ids[other]) for one, other in zip(change.pairs[::2], change.pairs[1::2], strict=True)]
