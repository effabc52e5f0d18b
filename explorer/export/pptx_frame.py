"""Where and in which colours things lie on a slide of PowerPoint: points and `#rrggbb` -> DrawingML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from explorer.briefings.slide import HEIGHT, WIDTH
from explorer.graph.colours import contrast, standing_out

EMU_PER_POINT = 12_700
MOST_COORDINATE = 51_206_400
"""English metric units (914,400 to the inch) of the largest slide that there is: 56 inches."""
LONGEST_TEXT = 100_000
PAPER = "paper"
LEAST_OF_SHAPES, LEAST_OF_TEXT = 3.0, 4.5
"""Contrast of shapes and of text to what they stand on (Web Content Accessibility Guidelines 2.2, 1.4.11 and 1.4.3)."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_BREAK = re.compile("[\t\n\r\u2028\u2029]")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Frame:
    """How points of a `Slide` lie on a slide of another size, and which colours are those of its theme.

    `scheme` names the colour of the theme, such as `tx1`, for a colour in small letters, or `PAPER` for what the
    slides of a template are written on. That is `paper` where it is known; other colours are mixed until they stand out
    from it.
    """

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    scheme: Mapping[str, str] = field(default_factory=dict)
    paper: str = ""

    @classmethod
    def fitted(cls, width: int, height: int, scheme: Mapping[str, str]) -> "Frame":
        """A slide as large as it fits into one of this width and height, in English metric units, and in its middle."""
        across, down = width / EMU_PER_POINT, height / EMU_PER_POINT
        scale = min(across / WIDTH, down / HEIGHT)
        return cls(scale, (across - WIDTH * scale) / 2, (down - HEIGHT * scale) / 2, scheme)

    def x(self, points: float) -> int:
        """A place from the left, in English metric units."""
        return _bounded((self.left + points * self.scale) * EMU_PER_POINT)

    def y(self, points: float) -> int:
        """A place from the top."""
        return _bounded((self.top + points * self.scale) * EMU_PER_POINT)

    def length(self, points: float) -> int:
        """A width or a height, 0 at least."""
        return max(0, _bounded(points * self.scale * EMU_PER_POINT))

    def size(self, points: float) -> int:
        """A size of letters, in hundredths of a point."""
        return min(400_000, max(100, round(points * self.scale * 100)))

    def box(self, x: float, y: float, width: float, height: float, *, tag: str = "a:xfrm", flips: str = "") -> str:
        """Where something lies."""
        return (
            f'<{tag}{flips}><a:off x="{self.x(x)}" y="{self.y(y)}"/>'
            f'<a:ext cx="{self.length(width)}" cy="{self.length(height)}"/></{tag}>'
        )

    def shown(self, colour: str, least: float = LEAST_OF_SHAPES) -> str:
        """The name in the theme of a colour, or the `#rrggbb` that stands for it; empty for no colour."""
        known = self.scheme.get(colour.lower(), "")
        if known == PAPER:
            return self.paper
        if known or not self.paper or not is_colour(colour):
            return known or (colour if is_colour(colour) else "")
        ink = max("#ffffff", "#000000", key=lambda ink: contrast(ink, self.paper))
        return standing_out(colour, self.paper, ink, least)

    def fill(self, colour: str, opacity: float = 1.0, least: float = LEAST_OF_SHAPES) -> str:
        """The fill of a colour, with this contrast to the paper of a template; none for what is not a colour."""
        shown = self.shown(colour, least)
        if not shown:
            return "<a:noFill/>"
        tag, value = ("a:srgbClr", shown[1:].upper()) if is_colour(shown) else ("a:schemeClr", shown)
        alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
        return f'<a:solidFill><{tag} val="{value}">{alpha}</{tag}></a:solidFill>'


def is_colour(text: str) -> bool:
    """True for `#rrggbb`."""
    return _HEX.fullmatch(text) is not None


def plain(text: str) -> str:
    """The text without what XML cannot hold and what turns the direction of the text around it; on one line."""
    return _BREAK.sub(" ", _UNFIT.sub("", text[:LONGEST_TEXT]))


def content(text: str) -> str:
    """The text between two tags."""
    return escape(plain(text))


def attribute(text: str) -> str:
    """The text between the quotation marks of an attribute."""
    return escape(plain(text), {'"': "&quot;"})


def _bounded(emu: float) -> int:
    return round(min(MOST_COORDINATE, max(-MOST_COORDINATE, emu)))
