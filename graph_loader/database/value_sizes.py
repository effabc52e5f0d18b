"""Bounds of values: how much a string, a list or a map can hold at most."""

from collections.abc import Sequence
from typing import NamedTuple


class Size(NamedTuple):
    """Bounds of a value: how many entries or characters, the weight of its heaviest entry, its weight in all."""

    length: float
    item: float
    whole: float


ONE = Size(1, 1, 1)
STORED = Size(100, 5, 500)  # a property, a path, what a procedure yields


def larger(*sizes: Size) -> Size:
    """Of a value that may be any of these."""
    return Size(*(max(column) for column in zip(*sizes, strict=True)))


def entry(over: Size) -> Size:
    """Of one entry of this."""
    return Size(over.item, over.item, over.item)


def together(sizes: Sequence[Size]) -> Size:
    """Of values added to one another: `a + b`, the arguments of a function."""
    if not sizes:
        return ONE
    return Size(sum(size.length for size in sizes), max(size.item for size in sizes), sum(size.whole for size in sizes))


def listed(sizes: Sequence[Size]) -> Size:
    """Of values side by side in a list or a map; what is taken out of it may be any of them."""
    whole = sum(size.whole for size in sizes)
    return Size(max(float(len(sizes)), *(size.length for size in sizes)), max(size.whole for size in sizes), whole)
