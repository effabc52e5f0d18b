"""How far an analysis is, told between its steps."""

from typing import Protocol

from explorer.findings.work import CancelledError


class Told(Protocol):
    """Called with how much is done, how much there is, and what is being done; False once it is not wanted any more."""

    def __call__(self, done: int, whole: int, what: str, /) -> bool:
        """Tell it."""


def step(progress: Told | None, done: int, whole: int, what: str) -> None:
    """Tell that the next step begins.

    Raises:
        CancelledError: it is not wanted any more.
    """
    if progress is not None and not progress(done, whole, what):
        raise CancelledError
