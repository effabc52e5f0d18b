"""Work that takes long: how far it is, and whether it is still wanted."""

import threading
from collections import OrderedDict
from typing import Any

from graph_loader.errors import CyberatlasError

MOST_KNOWN = 64


class CancelledError(CyberatlasError):
    """The reader has given up."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing was changed; ask again when you like.")


class Work:
    """One piece of work: who does it tells how far it is, who waits for it may cancel it."""

    def __init__(self) -> None:
        self.done, self.whole, self.what = 0, 0, ""
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether it was given up."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give it up: it ends when it next tells how far it is."""
        self._cancelled.set()

    def check(self) -> None:
        """Go on, if it is still wanted.

        Raises:
            CancelledError: it was given up.
        """
        if self.cancelled:
            raise CancelledError

    def progress(self, done: int, whole: int, what: str = "") -> bool:
        """Tell how far it is, in words where `what` is new; False once it was given up."""
        self.done, self.whole, self.what = done, whole, what or self.what
        return not self.cancelled

    def reading(self, done: int, whole: int) -> None:
        """Tell how many ties are read, for what reads them in parts.

        Raises:
            CancelledError: it was given up.
        """
        self.progress(done, whole, "Reading the ties of the graph")
        self.check()

    def told(self) -> dict[str, Any]:
        """For JSON."""
        return {"done": self.done, "whole": self.whole, "what": self.what}


class Works:
    """What is being worked on, by the tag under which it was asked for. May be used from several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Work] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, tag: str) -> Work:
        """The work with this tag; a new one where none is known, since an order to cancel may come first."""
        with self._lock:
            work = self._known.setdefault(tag, Work())
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
            return work

    def end(self, tag: str) -> None:
        """Forget it."""
        with self._lock:
            self._known.pop(tag, None)
