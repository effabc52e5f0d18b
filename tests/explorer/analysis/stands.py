"""Positions written as small tables: `+` for, `-` against, `0` abstained, `.` took no position."""

from collections.abc import Sequence

from hypothesis import strategies as st

from explorer.analysis.positions import Positions, Scope, positions
from explorer.analysis.records import Item, Row

SIGNS = {"+": 1, "-": -1, "0": 0}


def items(number: int, evidence: str = "votes") -> list[Item]:
    """Items `v0`, `v1`, ... of one day after the other, with the labels `0`, `1`, ..."""
    return [Item(f"v{at}", f"Vote {at}", str(at), f"2018-01-{at + 1:02}", "", evidence) for at in range(number)]


def rows(table: Sequence[str]) -> list[Row]:
    """`["A ++-", "B +0."]` -> a row for each sign."""
    found = []
    for line in table:
        actor, signs = line.split(maxsplit=1)
        for at, sign in enumerate(signs):
            if sign in SIGNS:
                found.append(Row(actor, f"v{at}", SIGNS[sign], f"2018-01-{at + 1:02}"))
    return found


def stands(*table: str, least_items: int = 1) -> Positions:
    """The positions of a table."""
    number = max((len(line.split(maxsplit=1)[1]) for line in table), default=0)
    return positions(rows(table), items(number), {}, Scope(least_items=least_items))


@st.composite
def tables(draw: st.DrawFn, signs: str = "++--0.", most_actors: int = 12, most_items: int = 9) -> list[str]:
    """Random tables; each actor has at least one sign."""
    actors = draw(st.integers(2, most_actors))
    width = draw(st.integers(1, most_items))
    line = st.text(signs, min_size=width, max_size=width).filter(lambda text: set(text) != {"."})
    return [f"a{at:02} {draw(line)}" for at in range(actors)]
