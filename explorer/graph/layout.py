"""Where things lie on the canvas: the centre in the middle, its neighbours round it on an ellipse, kind by kind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ROW = 16.0
"""Least distance between two labels, one above the other, in canvas pixels."""
LEAST_WIDTH, LEAST_HEIGHT = 250.0, 170.0


@dataclass(frozen=True)
class Place:
    """A point in canvas pixels from the middle, y downwards, and the side of it on which the label is written."""

    x: float
    y: float
    side: Literal["left", "right"]


def ellipse(ids: Sequence[str]) -> dict[str, Place]:
    """Places for neighbours in their order, clockwise from the top.

    Each half holds its neighbours in rows of equal height with the labels outside. So no two labels meet however
    long they are, and no line crosses a label.
    """
    right = math.ceil(len(ids) / 2)
    half_height = max(LEAST_HEIGHT, right * ROW / 2)
    half_width = max(LEAST_WIDTH, 1.1 * half_height)
    places = {}
    for half, side, sign in ((ids[:right], "right", 1), (ids[right:][::-1], "left", -1)):
        for row, entity_id in enumerate(half):
            y = half_height * ((2 * row + 1) / len(half) - 1)
            x = sign * half_width * math.sqrt(1 - (y / half_height) ** 2)
            places[entity_id] = Place(round(x, 1), round(y, 1), "right" if side == "right" else "left")
    return places
