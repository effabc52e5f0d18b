"""What lines stand for, in the words of their ties: beside a line and in the legend of a slide."""

from collections import Counter
from collections.abc import Mapping, Sequence

from explorer.briefings.shown import Shown, ShownTie
from explorer.export.lettering import legible
from explorer.graph.drawing import Drawing, LegendEntry
from explorer.graph.lines import STANCES

Pair = frozenset[str]
VOTES = {"yes": "voted yes", "no": "voted no", "abstain": "abstained", "absent": "did not vote"}
PREFIXES = {"joins": "joins", "divides": "divides", "both": "joins and divides", "neither": "neither"}
"""What a stance is called where the words of its ties follow."""
MOST_NAMED = 3
"""Sorts of ties that the legend names for each stance."""
LONGEST = 30
"""Letters beside a line at most."""


def tie_words(shown: Shown) -> dict[Pair, tuple[str, ...]]:
    """What the ties between two entities say, each once: `signed`, `leads or led`, `voted no`."""
    names = {entity.id: entity.name for entity in shown.entities}
    found: dict[Pair, dict[str, None]] = {}
    for tie in shown.ties:
        found.setdefault(frozenset((tie.source, tie.target)), {})[_said(tie, names)] = None
    return {pair: tuple(said) for pair, said in found.items()}


def _said(tie: ShownTie, names: Mapping[str, str]) -> str:
    """What stands between the two names in the sentence of a tie; of a vote how it was cast."""
    if tie.relation == "VOTED" and tie.value in VOTES:
        return VOTES[tie.value]
    source, target = names.get(tie.source, ""), names.get(tie.target, "")
    rest = tie.sentence.removeprefix(f"{source} ")
    said, found, _ = rest.partition(f" {target}")
    whole = bool(source and target and found and rest != tie.sentence)
    return legible(said) if whole else tie.relation.replace("_", " ").lower()


def beside(label: str, said: Sequence[str]) -> str:
    """What stands beside a line: all that its ties say, where that is short; else what the line itself is called."""
    whole = ", ".join(said)
    if said and len(whole) <= LONGEST:
        return whole
    return "" if label.isdigit() else legible(label)


def told_legend(drawing: Drawing, words: Mapping[Pair, Sequence[str]]) -> list[LegendEntry]:
    """The legend, which says of the lines of each stance what their ties are, those that most lines have first."""
    said: dict[str, Counter[str]] = {}
    for line in drawing.lines:
        said.setdefault(line.stance, Counter()).update(words.get(frozenset((line.source, line.target)), ()))
    stances = {text: stance for stance, text in STANCES.items()}
    return [_told(entry, said.get(stances.get(entry.label, ""), Counter())) for entry in drawing.legend]


def _told(entry: LegendEntry, said: Counter[str]) -> LegendEntry:
    if entry.kind != "line" or entry.label not in STANCES.values() or not said:
        return entry
    ranked = sorted(said, key=lambda text: (-said[text], text))
    named = ", ".join(ranked[:MOST_NAMED]) + (" and more" if len(ranked) > MOST_NAMED else "")
    return entry.model_copy(update={"label": f"{PREFIXES.get(entry.stance, entry.label)}: {named}"[:200]})
