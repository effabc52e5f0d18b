"""What can go wrong, said so that the reader knows where, what was found, what was expected and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong at one place.

    `place` is `file:line`, `file: key` or the name of a setting; `next_step` is a sentence, or empty
    where what was expected already says what to do.
    """

    place: str
    found: str
    expected: str
    next_step: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: found {self.found}; expected {self.expected}."
        return f"{text} {self.next_step}" if self.next_step else text


def excerpt(value: object, most: int = 80) -> str:
    """A value as Python writes it, cut to `most` characters: what a message quotes of a cell or a key."""
    text = repr(value)
    return text if len(text) <= most else f"{text[: most - 4]}...{text[0]}"


class CyberatlasError(Exception):
    """Base of all errors that are meant for the user; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(CyberatlasError):
    """A command was called in a way that cannot mean anything."""

    exit_code = 2


class InputError(CyberatlasError):
    """The declaration or a dataset is at fault: carries all faults found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DatabaseError(CyberatlasError):
    """The database cannot be reached, refuses, or is not fit for the task."""


class StatementRefusedError(CyberatlasError):
    """A Cypher statement may not run; the message says why."""


class LoadRefusedError(CyberatlasError):
    """A load may not begin or go on: another loader is at work, or too much would be removed."""
