"""The colours of the canvas on light and on dark paper, and in print."""

from dataclasses import dataclass

LEAST_CONTRAST = 3.0


@dataclass(frozen=True)
class Theme:
    """Paper and ink, the quiet colour of outlines, the accent, and the colours of lines by what they say."""

    paper: str
    ink: str
    quiet: str
    accent: str
    joins: str
    divides: str
    neither: str
    both: str


LIGHT = Theme("#fcfbf9", "#1d2430", "#586172", "#0b5a8a", "#5d7f9e", "#b3261e", "#8c919b", "#b07a00")
DARK = Theme("#14181f", "#e6e9ee", "#a3acba", "#74bdec", "#7f9fbd", "#ff8a7a", "#7c8390", "#f2d27a")
PRINT = Theme("#ffffff", "#000000", "#404040", "#0b4a75", "#437baf", "#720a0d", "#8e8e8e", "#835600")
"""White paper and black ink; lines of different meaning differ in lightness too, for printers without colour."""
THEMES = {"light": LIGHT, "dark": DARK, "print": PRINT}


@dataclass(frozen=True)
class Categories:
    """Colours for things of equal rank (camps, regions), the first ones the most different; `other` for the rest."""

    colours: tuple[str, ...]
    other: str


# Found by search: each stands out from the paper by 3:1, and any two stay apart for readers who see all colours and
# for those who lack one of the three kinds of cones. The n-th colour has about the same hue in every theme. In print,
# the eight differ in lightness too.
CATEGORIES = {
    "light": Categories(
        ("#311d90", "#269e74", "#2c530d", "#bb68e9", "#cf772c", "#166792", "#cc1741", "#672c47"), "#8c919b"
    ),
    "dark": Categories(
        ("#8d50b9", "#40b78d", "#dceca5", "#e96bf1", "#cda216", "#4ff1fe", "#c82c09", "#a25d65"), "#7c8390"
    ),
    "print": Categories(
        ("#260b5b", "#207d63", "#0d3801", "#a761d0", "#be8351", "#2d39c9", "#b52144", "#6d214b"), "#8a8a8a"
    ),
}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (Web Content Accessibility Guidelines 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (Web Content Accessibility Guidelines 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, theme: Theme) -> str:
    """The colour itself, or mixed with as little ink as makes it stand out from the paper."""
    return standing_out(colour, theme.paper, theme.ink, LEAST_CONTRAST)


def standing_out(colour: str, paper: str, ink: str, least: float) -> str:
    """The colour itself, or mixed with as little ink as gives it this contrast to the paper, if ink can."""
    for tenths in range(10):
        mixed = blended(colour, ink, tenths / 10)
        if contrast(mixed, paper) >= least:
            return mixed
    return ink


def blended(colour: str, other: str, share: float) -> str:
    """A colour mixed with a share, 0 to 1, of another, channel by channel."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
