"""The colours of the canvas on light and on dark paper."""

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


LIGHT = Theme("#fcfbf9", "#1d2430", "#586172", "#0b5a8a", "#5d7f9e", "#b3261e", "#8c919b", "#8a5a00")
DARK = Theme("#14181f", "#e6e9ee", "#a3acba", "#74bdec", "#7f9fbd", "#ff8a7a", "#7c8390", "#e0b050")
THEMES = {"light": LIGHT, "dark": DARK}


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
    for tenths in range(10):
        mixed = _mixed(colour, theme.ink, tenths / 10)
        if contrast(mixed, theme.paper) >= LEAST_CONTRAST:
            return mixed
    return theme.ink


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
