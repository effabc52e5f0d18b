"""Where the words of lines stand: beside an end, off the arrows, with nothing below them but their own line."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from explorer.briefings.fitting import Area, Fit
from explorer.briefings.labels import Label, Segments, crossing, overlapping
from explorer.briefings.typesetting import LEADING
from explorer.export.lettering import width
from explorer.graph.drawing import DrawnLine

MOST = 14
"""With more lines than these, none of them has words."""
MOST_ALIKE = 5
"""What more lines than these say is left to the legend."""
_ALONG = (0.3, 0.7, 0.36, 0.64, 0.24, 0.76, 0.18, 0.82)
"""Where on a line its words may stand, the best first; in the middle it may have an arrow."""
_CROSSED, _AT_HUB = 1.0, 0.6
"""How much it is disliked that words lie on another line, and that they stand at the end with more lines;"""
_LAST = 9.0
"""and in the middle, on the arrow."""
_ARROW = 7.0
"""Points around the middle of a line that its arrow takes."""
_COVERED = 0.6
"""The share of a line that its words may cover."""


def line_words(
    lines: Sequence[DrawnLine], said: Mapping[tuple[str, str], str], fit: Fit, taken: Sequence[Area], size: float
) -> dict[tuple[str, str], Label]:
    """A place for the words of each line that has any, by its ends; none where there are many lines, or no room.

    A label has the ids of both ends as its own.

    `said` holds the words by the ends of lines, `taken` what no word may touch; entities are not touched either.
    """
    there = [line for line in lines if line.source in fit.discs and line.target in fit.discs]
    often = Counter(said.get((line.source, line.target), "") for line in there)
    if len(there) > MOST:
        return {}
    discs = fit.discs.values()
    boxes = [*taken, *((d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in discs)]
    ends = np.array([_ends(line, fit) for line in there], np.float64).reshape(-1, 4)
    tied = Counter(end for line in there for end in (line.source, line.target))
    found: dict[tuple[str, str], Label] = {}
    for at, line in enumerate(there):
        text = said.get((line.source, line.target), "")
        text = "" if often[text] > MOST_ALIKE else text
        lean = _AT_HUB if tied[line.source] > tied[line.target] else -_AT_HUB
        places = _places(text, line, tuple(ends[at]), size) if text else []
        ranked = sorted(places, key=lambda place: _dislike(place, np.delete(ends, at, axis=0), lean))
        for box, _share, _step in ranked:
            if not overlapping(np.array([box]), np.array(boxes).reshape(-1, 4)).any():
                found[line.source, line.target] = Label(f"{line.source} {line.target}", (text,), box)
                boxes.append(box)
                break
    return found


def _ends(line: DrawnLine, fit: Fit) -> Area:
    one, other = fit.discs[line.source], fit.discs[line.target]
    return one.x, one.y, other.x, other.y


def _places(text: str, line: DrawnLine, ends: Sequence[float], size: float) -> list[tuple[Area, float, int]]:
    """The boxes on a line that leave enough of it to be seen, and its arrow but in the middle, with share and rank."""
    x, y, to_x, to_y = ends
    across, down, length = width(text, size), size * LEADING, math.hypot(to_x - x, to_y - y) or 1.0
    along = min(across * length / max(abs(to_x - x), 1e-9), down * length / max(abs(to_y - y), 1e-9))
    free = (along / 2 + _ARROW) / length if line.arrows != "none" or line.stance == "divides" else 0.0
    found = []
    for step, share in enumerate((*_ALONG, 0.5) if free else (0.5, *_ALONG)):
        if along > _COVERED * length or (share != 0.5 and abs(share - 0.5) < free):
            continue
        middle = x + (to_x - x) * share, y + (to_y - y) * share
        box = (middle[0] - across / 2, middle[1] - down / 2, middle[0] + across / 2, middle[1] + down / 2)
        found.append((box, share, step))
    return found


def _dislike(place: tuple[Area, float, int], others: Segments, lean: float) -> float:
    """The middle, where an arrow may be, is the last resort."""
    box, share, step = place
    on_others = int(crossing(others, np.array([box])).sum()) if len(others) else 0
    return (
        step * 0.1
        + _LAST * (share == 0.5 and step > 0)
        + _CROSSED * on_others
        + (lean if share < 0.5 else -lean if share > 0.5 else 0.0)
    )
