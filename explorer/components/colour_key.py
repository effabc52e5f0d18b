"""What the colours of a drawing mean: camps, or steps of a figure. Both papers are known to it, and print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from explorer.components.marks import Part, aria
from explorer.graph.colours import CATEGORIES, THEMES, blended

STEPS = 7
"""So many colours a figure is told by."""
REST = 8
"""The number of the colour for what has none of its own."""
_FAINT = {"light": "#dad5ca", "dark": "#4a5362", "print": "#dedede"}


@dataclass(frozen=True)
class ColourKey:
    """The colours of a drawing by their number, and what each means.

    `colours` holds for each theme the colour of numbers 0 to 7 and that of the `REST`; `said` what the first ones
    mean, and `rest` what it means to have none. `ends` are the words at the two ends of a scale, empty where the
    colours stand for things of equal rank.
    """

    colours: dict[str, tuple[str, ...]]
    said: tuple[str, ...]
    rest: str
    ends: tuple[str, str] | None = None

    def style(self) -> dict[str, str]:
        """The colours as properties of a style sheet: `--c0-light`; assets/drawings.css takes those of the paper."""
        return {
            f"--c{number}-{theme}": colour
            for theme, colours in self.colours.items()
            for number, colour in zip((*range(len(colours) - 1), REST), colours, strict=True)
        }

    def number(self, value: float | None, least: float, most: float) -> int | None:
        """The number of the colour of a figure on a scale from `least` to `most`; None where there is no figure."""
        if value is None:
            return None
        share = (value - least) / (most - least) if most > least else 0.5
        return min(max(int(share * STEPS), 0), STEPS - 1)


def camp_key(names: Sequence[str], rest: str = "in no camp, or not placed") -> ColourKey:
    """A colour for each camp, by its number; more than eight share that of the rest."""
    colours = {theme: (*found.colours, found.other) for theme, found in CATEGORIES.items()}
    return ColourKey(colours, tuple(names), rest)


def figure_key(least: str, most: str, rest: str = "no figure", *, poles: bool = False) -> ColourKey:
    """Steps from faint to the accent, or with `poles` from the colour of the first camp to that of the second.

    `least` and `most` are the words at the ends of the scale.
    """
    colours = {}
    for theme, found in THEMES.items():
        one, other = CATEGORIES[theme].colours[:2]
        shares = [step / (STEPS - 1) for step in range(STEPS)]
        if poles:
            made = [blended(_FAINT[theme], one if share < 0.5 else other, abs(2 * share - 1)) for share in shares]
        else:
            made = [blended(_FAINT[theme], found.accent, 0.12 + 0.88 * share) for share in shares]
        colours[theme] = (*made, CATEGORIES[theme].other)
    return ColourKey(colours, ("",) * STEPS, rest, (least, most))


def key_list(key: ColourKey, label: str, *, rest: bool = True) -> html.Ul:
    """The colours with their meaning, as a list; what has no colour of its own comes last, unless `rest` is false."""
    attributes = aria(label=label)
    if key.ends:
        swatches = [html.Span(className=f"swatch c{number}") for number in range(STEPS)]
        rows = [html.Li([key.ends[0], html.Span(swatches, className="swatches"), key.ends[1]])]
    else:
        rows = [_row(min(number, REST), said) for number, said in enumerate(key.said)]
    return html.Ul([*rows, *([_row(REST, key.rest)] if rest else [])], className="colour-key", **attributes)


def view_chips(views: Mapping[str, str], label: str) -> html.Div:
    """Buttons that choose what part of a drawing is seen, by name; a view is a `viewBox`, the first that of all."""
    buttons = []
    for at, (name, box) in enumerate(views.items()):
        attributes: dict[str, Any] = {"data-view": box, **aria(pressed=str(not at).lower())}
        buttons.append(html.Button(name, type="button", className="chip", **attributes))
    return html.Div(buttons, className="chips", role="group", **aria(label=label))


def colour_class(number: int | None) -> str:
    """The class that gives a mark its colour."""
    return f"c{REST if number is None or number >= REST else number}"


def _row(number: int, said: Part) -> html.Li:
    return html.Li([html.Span(className=f"swatch c{number}", **aria(hidden="true")), html.Bdi(said)])
