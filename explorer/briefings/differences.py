"""What a scene shows now against what it showed when it was read last: what changed, and in which words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explorer.briefings.briefing import Scene
from explorer.briefings.shown import Shown, ShownEntity, ShownTie
from explorer.graph.notes import counted
from graph_loader.errors import excerpt

MOST_TOLD = 8
"""So many ties or entities of one sort are told one by one; the rest is counted."""

_WORDS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 2)}
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{'|'.join(_WORDS)})(?![\w/-]|[.,]\d)", re.IGNORECASE
)


@dataclass(frozen=True)
class Difference:
    """What is otherwise than before. `ended` and `turned` are ties as they are now, `gone` as they were.

    `ended` have an end that they had not; `turned` say something else than they did, such as a vote.
    """

    added: Sequence[ShownTie] = ()
    ended: Sequence[ShownTie] = ()
    turned: Sequence[ShownTie] = ()
    gone: Sequence[ShownTie] = ()
    arrived: Sequence[ShownEntity] = ()
    left: Sequence[ShownEntity] = ()
    renamed: Sequence[tuple[ShownEntity, ShownEntity]] = ()
    verified: int = 0
    """How many ties more, or fewer where it is negative, are verified among those that were there before."""
    rows: tuple[int, int] | None = None
    """How many rows of a table are new, and how many are not there any more."""
    figures: int = 0
    """How many figures of a chart are others."""

    def __bool__(self) -> bool:
        return any(vars(self).values())


def difference(before: Shown, after: Shown) -> Difference:
    """What changed between two readings of the same scene."""
    old, new = {tie.id: tie for tie in before.ties}, {tie.id: tie for tie in after.ties}
    gone = [tie for key, tie in old.items() if key not in new]
    fresh = [tie for key, tie in new.items() if key not in old]
    values = {_ends(tie): tie.value for tie in gone}
    replaced = [tie for tie in fresh if values.get(_ends(tie), tie.value) != tie.value]
    replacing = {_ends(tie) for tie in replaced}
    both = [(old[key], tie) for key, tie in new.items() if key in old]
    was, now = ({each.id: each for each in shown.entities} for shown in (before, after))
    return Difference(
        added=[tie for tie in fresh if tie not in replaced],
        ended=[tie for past, tie in both if tie.end and not past.end],
        turned=[*(tie for past, tie in both if tie.value != past.value), *replaced],
        gone=[tie for tie in gone if _ends(tie) not in replacing],
        arrived=[each for key, each in now.items() if key not in was],
        left=[each for key, each in was.items() if key not in now],
        renamed=[(was[key], each) for key, each in now.items() if key in was and was[key].name != each.name],
        verified=sum(tie.verified - past.verified for past, tie in both),
        rows=_rows(before, after),
        figures=_figures(before, after),
    )


def changes(before: Shown, after: Shown, scene: Scene) -> list[str]:
    """What changed, in sentences: first a summary, then each thing, then the words of the scene that may not hold.

    Empty where nothing did.
    """
    found = difference(before, after)
    if not found:
        return []
    summary = ", ".join(_summary(found))
    told = [f"{summary[:1].upper()}{summary[1:]}."] if summary else []
    for what, ties in (("Added", found.added), ("Ended", found.ended), ("Turned", found.turned), ("Gone", found.gone)):
        told += _each(what, [tie.sentence for tie in ties])
    told += _each("New here", [each.name for each in found.arrived])
    told += _each("Not here any more", [f"{each.name}{_needed(each.id, scene)}" for each in found.left])
    told += _each("Now called", [f"{new.name}, before {old.name}" for old, new in found.renamed])
    return [*told, *outdated(before, after, scene)]


def _summary(found: Difference) -> Iterator[str]:
    ties = [
        (found.added, "added"),
        (found.ended, "ended"),
        (found.turned, "turned"),
        (found.gone, "not shown any more"),
    ]
    first = True
    for group, what in ties:
        if group:
            yield f"{counted(len(group), 'tie') if first else f'{len(group):,}'} {what}"
            first = False
    entities = [(found.arrived, "new"), (found.left, "gone"), (found.renamed, "renamed")]
    first = True
    for several, what in entities:
        if several:
            yield f"{counted(len(several), 'entity', 'entities') if first else f'{len(several):,}'} {what}"
            first = False
    if found.verified:
        yield f"{abs(found.verified):,} {'more' if found.verified > 0 else 'fewer'} verified"
    if found.rows:
        yield f"{counted(found.rows[0], 'row')} of the table new, {found.rows[1]:,} gone"
    if found.figures:
        yield f"{counted(found.figures, 'figure')} of the chart changed"


def _each(what: str, told: Sequence[str]) -> list[str]:
    if not told:
        return []
    more = f"; and {len(told) - MOST_TOLD:,} more" if len(told) > MOST_TOLD else ""
    return [f"{what}: {'; '.join(told[:MOST_TOLD])}{more}."]


def _needed(identity: str, scene: Scene) -> str:
    places = dict.fromkeys(where for where, each in scene.named() if each == identity and where != "places")
    return f" (named in {', '.join(places)})" if places else ""


def _ends(tie: ShownTie) -> tuple[str, str, str]:
    return tie.relation, tie.source, tie.target


def _rows(before: Shown, after: Shown) -> tuple[int, int] | None:
    if before.table is None and after.table is None:
        return None
    old, new = (Counter(each.table.rows if each.table else ()) for each in (before, after))
    found = (new - old).total(), (old - new).total()
    return found if any(found) else None


def _figures(before: Shown, after: Shown) -> int:
    old, new = _points(before), _points(after)
    return sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())


def _points(shown: Shown) -> dict[tuple[str, str], float | None]:
    if shown.chart is None:
        return {}
    return {
        (series.name, category): value
        for series in shown.chart.series
        for category, value in zip(shown.chart.categories, series.values, strict=False)
    }


def outdated(before: Shown, after: Shown, scene: Scene) -> list[str]:
    """Words of a scene with a number that was how many there were of something, and is not any more."""
    was, now = counts(before), counts(after)
    moved = [(what, number, now.get(what, 0)) for what, number in was.items() if now.get(what, 0) != number]
    told = []
    for where, text in _said(scene):
        for match in _NUMBER.finditer(text):
            number = _NUMBERS.get(match[0].lower()) or int(match[0].replace(",", ""))
            gone = next(((what, then) for what, once, then in moved if once == number), None)
            if gone:
                shown = excerpt(text) if len(text) <= 70 else excerpt(_around(text, match.start()))
                told.append(f"{where} {shown} may no longer hold: there were {number:,} {gone[0]}, now {gone[1]:,}.")
                break
    return told


def counts(shown: Shown) -> dict[str, int]:
    """How many there are of what, in words: `entities of kind State`, `ties of type member of to state:FRA`."""
    found: Counter[str] = Counter({"entities": len(shown.entities), "ties": len(shown.ties)})
    names = {each.id: each.name for each in shown.entities}
    for each in shown.entities:
        found[f"entities of kind {each.kind}"] += 1
    for tie in shown.ties:
        kind = f"ties of type {tie.relation.lower().replace('_', ' ')}"
        value = [f" ({tie.value})"] if tie.value else []
        ends = ["", f" to {names.get(tie.target, tie.target)}", f" from {names.get(tie.source, tie.source)}"]
        for end in ends:
            found[f"{kind}{end}"] += 1
            found.update(f"{kind}{end}{said}" for said in value)
            if not tie.end:
                found[f"{kind}{end} that have not ended"] += 1
        if tie.verified:
            found["verified ties"] += 1
    if shown.table:
        found["rows"] = shown.table.whole
    return dict(found)


def _said(scene: Scene) -> Iterator[tuple[str, str]]:
    yield "the heading", scene.heading
    yield "the text", scene.prose
    yield from (("the caption", caption.text) for caption in scene.captions)
    yield from ((f"step {number}", step.say) for number, step in enumerate(scene.steps, 1))
    yield "the notes", scene.notes


def _around(text: str, at: int) -> str:
    begin = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at) + 1, at - 50) + 1
    return text[max(begin, 0) : begin + 66].split("\n")[0].strip()
