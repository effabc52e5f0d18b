"""Who may see something: the levels of the Traffic Light Protocol 2.0 of FIRST, and markings in other words.

A marking is one of the levels, or words of one's own that name the level they are as strict as at their end:
`For the delegation (TLP:AMBER)`. Without a marking something is as free as `TLP:CLEAR`.
"""

from dataclasses import dataclass

LONGEST = 200


@dataclass(frozen=True)
class Level:
    """A level; `rank` grows with its strictness, `colour` is that of its letters on `paper`, as the protocol says."""

    label: str
    rank: int
    meaning: str
    colour: str
    paper: str = "#000000"


LEVELS = (
    Level("TLP:CLEAR", 0, "Anyone may see it.", "#ffffff"),
    Level("TLP:GREEN", 1, "It may be shared within one's community, not in public.", "#33ff00"),
    Level(
        "TLP:AMBER",
        2,
        "It may be shared, where they need to know, within one's organization and with its clients.",
        "#ffc000",
    ),
    Level(
        "TLP:AMBER+STRICT", 3, "It may be shared, where they need to know, within one's organization alone.", "#ffc000"
    ),
    Level("TLP:RED", 4, "It is for the eyes and ears of those who were given it, and for no one else.", "#ff2b2b"),
)
"""From free to strict."""

CLEAR = LEVELS[0]
_BY_LABEL = {level.label: level for level in LEVELS}
EXPECTED = (
    f"one of {', '.join(_BY_LABEL)}, or words of your own with the level they are as strict as behind them, such as "
    "'For the delegation (TLP:AMBER)'"
)


def level_of(marking: str) -> Level | None:
    """The level that a marking has; None where it names none. Without a marking all is clear."""
    if not marking:
        return CLEAR
    words, bracket, end = marking.rpartition("(")
    named = end.removesuffix(")") if bracket and words.strip() and end.endswith(")") else marking
    return _BY_LABEL.get(named)


def judge_marking(marking: str) -> str | None:
    """What was expected in place of a marking that nobody defined; None where it is fine."""
    if marking == "TLP:WHITE":
        return "TLP:CLEAR, as the second edition of the protocol calls it"
    return EXPECTED if len(marking) > LONGEST or not marking.isprintable() or level_of(marking) is None else None
