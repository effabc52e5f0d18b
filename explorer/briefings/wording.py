"""What a slide says of the data on it: when it held, when it was loaded, how much of it is verified, from where."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.briefings.briefing import Scene
from explorer.briefings.shown import Shown, Source
from explorer.graph.filters import Filters
from explorer.graph.notes import counted
from explorer.graph.words import date_in_words

_TIME = re.compile(r"\d{4}-\d\d-\d\d")


def effective(scene: Scene, filters: Filters | None = None) -> Filters:
    """The filters of a scene, or of what it shows, with the scene's own dates; a date goes before a period."""
    given = filters or scene.filters
    if scene.at:
        return given.model_copy(update={"as_of": scene.at})
    if scene.begin or scene.to:
        return given.model_copy(update={"begin": scene.begin, "to": scene.to, "as_of": ""})
    return given


def when(filters: Filters) -> str:
    """The date or the period in words: `As of 12 November 2018`, `2015 to 2018`; empty where all times count."""
    begin, to = date_in_words(filters.begin), date_in_words(filters.to)
    if filters.as_of:
        return f"As of {date_in_words(filters.as_of)}"
    if begin and to:
        return begin if begin == to else f"{begin} to {to}"
    return f"Since {begin}" if begin else f"Until {to}" if to else ""


def verified(shown: Shown) -> str:
    """`9 of 12 ties verified`; empty where no ties are known to stand behind it."""
    whole, sure = len(shown.ties), shown.verified
    if not whole:
        whole, sure = (sum(getattr(source, name) for source in shown.sources) for name in ("ties", "verified"))
    if not whole:
        return ""
    return f"{'All' if sure == whole else f'{sure:,} of'} {counted(whole, 'tie')} verified"


def stamped(shown: Shown, *, frozen: bool) -> str:
    """From which load it is, and whether it follows the data: `As of the load of 23 November 2026, alive`."""
    if not shown.stamp and not shown.read:
        return ""
    state = f"frozen on {_day(shown.read)}" if frozen else "alive"
    return f"As of the load of {_day(shown.stamp)}, {state}" if _day(shown.stamp) else state.capitalize()


def _day(time: str) -> str:
    return date_in_words(time[:10]) if _TIME.match(time) else ""


@dataclass(frozen=True)
class Bibliography:
    """All sources of a briefing, numbered from 1 in the order in which they come."""

    sources: Sequence[Source]
    of_scene: Mapping[int, Sequence[int]]
    cited: Mapping[int, Mapping[str, int]]
    """Scene -> id of a tie -> number of its source."""


def bibliography(shown: Mapping[int, Shown]) -> Bibliography:
    """Number the sources of all scenes; what two scenes share has one number."""
    numbers: dict[tuple[str, str], int] = {}
    sums: dict[int, Source] = {}
    of_scene: dict[int, list[int]] = {}
    cited: dict[int, dict[str, int]] = {}
    for scene, each in sorted(shown.items()):
        for source in each.sources:
            number = numbers.setdefault((source.title, source.url), len(numbers) + 1)
            of_scene.setdefault(scene, []).append(number)
            before = sums.get(number)
            known = (before.ties, before.verified) if before else (0, 0)
            most = max(known[0], source.ties), max(known[1], source.verified)
            sums[number] = source.model_copy(update={"ties": most[0], "verified": most[1]})
        by_url = {source.url: numbers[source.title, source.url] for source in reversed(each.sources) if source.url}
        by_title = {source.title: numbers[source.title, source.url] for source in reversed(each.sources)}
        told = {tie.id: by_url.get(tie.source_url) or by_title.get(tie.dataset) for tie in each.ties}
        cited[scene] = {identity: number for identity, number in told.items() if number}
    return Bibliography([sums[number] for number in sorted(sums)], of_scene, cited)


def numbers_in_words(numbers: Iterable[int]) -> str:
    """`1, 3–5, 8`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}{', ' if len(run) == 2 else '–'}{run[-1]}" for run in runs
    )
