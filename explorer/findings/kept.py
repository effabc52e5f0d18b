"""The last findings, so that the way back and another look at the same thing work nothing out anew."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from explorer.findings.questions import Question
from explorer.reads.influence import load_stamp
from graph_loader.database.connection import Database

MOST_KEPT = 32

Key = tuple[Hashable, ...]


class KeptFindings:
    """What was found last, by what was asked, of which load, on which day. May be used from several threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Any] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, database: Database, page: str, question: Question, find: Callable[[], Any]) -> Any:
        """What was found for this question of this page, or else what `find` finds now.

        A question without a date is asked about today, so that a finding is kept for its day alone.
        """
        key: Key = (page, question.model_dump_json(), load_stamp(database), date.today())  # the reader's own day
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = find()
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found
