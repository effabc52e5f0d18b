"""Captions on a slide: what is to be placed for each, beside an entity or at a place of the canvas."""

import math
from collections.abc import Sequence

from explorer.briefings.briefing import Caption
from explorer.briefings.fitting import Fit
from explorer.briefings.labels import FAR, Named
from explorer.export.lettering import legible, wrapped

_WIDTHS = (12.7, 18.5, 9.2)
"""How wide a line of a caption may be, in sizes: what is liked best first."""
_AT_WILL = math.inf


def captions_asked(captions: Sequence[Caption], fit: Fit, size: float) -> tuple[list[Named], list[str]]:
    """What is to be placed for the captions, by their numbers, and the ids of entities that are not there."""
    asked, missing = [], []
    for number, caption in enumerate(captions):
        text = legible(caption.text)
        made = tuple(dict.fromkeys(_wrapped(text, most, size) for most in _WIDTHS))
        if not text:
            continue
        if caption.entity:
            disc = fit.discs.get(caption.entity)
            if disc is None:
                missing.append(caption.entity)
                continue
            asked.append(Named(str(number), disc.x, disc.y, disc.radius, made, size, FAR, 0.0))
        elif caption.at:
            x, y = fit.at(*caption.at)
            asked.append(Named(str(number), x, y, 0.0, made, size, (0.0, 12.0, *FAR), _AT_WILL))
        else:
            left = [disc.x for disc in fit.discs.values()] or [0.0]
            top = [disc.y for disc in fit.discs.values()] or [0.0]
            asked.append(Named(str(number), min(left), min(top), 0.0, made, size, (0.0, 12.0, *FAR), _AT_WILL))
    return asked, missing


def _wrapped(text: str, most: float, size: float) -> tuple[str, ...]:
    return tuple(wrapped(text, most * size, size, lines=6))
