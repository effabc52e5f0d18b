"""Actors side by side, and what changed between two dates, as answers."""

from collections import Counter
from collections.abc import Iterable, Mapping

from explorer.analysis import change, compare
from explorer.analysis.change import Changes
from explorer.analysis.compare import AREAS, Comparison
from explorer.answers.layout import Answer, Method, joined, listed, share, table
from explorer.graph.records import Tie
from explorer.graph.words import date_in_words
from graph_loader.schema import Schema

_RECORDED = "whether the others have what only one is known to have: what no dataset records is not seen"


def compare_answer(found: Comparison, schema: Schema, names: Mapping[str, str], as_of: str = "") -> Answer:
    """Two to six actors compared."""
    when = f", as they stood on {date_in_words(as_of)}" if as_of else ", whenever they held"
    method = Method(
        f"the ties of each actor by area{when}; agreement is the mean over the resolutions on which both voted, an "
        "abstention beside yes or no counted as half.",
        by_dataset([*found.between, *(tie for item in found.items for each in item.held.values() for tie in each)]),
        (_RECORDED, "whether those agree in deeds who agree in votes"),
    )
    told = compare.sentences(found, schema, names)
    voters = {actor for each in found.votes for actor in (each.first, each.second)}
    notes = [
        f"No resolution is known on which {names[actor]} and another of these voted."
        for actor in found.actors
        if voters and actor not in voters
    ]
    if not voters:
        notes.append("No resolution is known on which two of these voted, so their votes can't be compared.")
    if found.undated:
        notes.append(f"{found.undated:,} votes without a date are left out of the years.")
    json = found.as_dict() | {
        "names": {each: names[each] for each in sorted(_mentioned(found)) if each in names},
        "sentences": told,
        "notes": notes,
        "method": method.as_dict(),
    }
    said = told[: len(told) - len(found.votes)]  # the votes stand in a table
    return Answer(json, joined(_areas(found, names), listed(said), _votes(found, names), listed(notes), str(method)))


def change_answer(found: Changes, schema: Schema, names: Mapping[str, str], most: int) -> Answer:
    """What changed between two dates; the text lists at most `most` of each kind of change, JSON all."""
    told = [*found.added, *found.ended, *found.passing]
    method = Method(
        "ties compared by their dates: added where they hold on the second date and not on the first, ended the other "
        "way round; turned where the last tie before joined two and the first since divides them, or the reverse.",
        by_dataset(told),
        ("when ties without a date began or ended", "what ended without a record of its end"),
    )
    lines = change.sentences(found, schema, names, most)
    ends = {end for tie in (*told, *(each.before for each in found.turned)) for end in (tie.source, tie.target)}
    json = found.as_dict() | {
        "names": {each: names[each] for each in sorted(ends) if each in names},
        "sentences": change.sentences(found, schema, names, len(told)),
        "method": method.as_dict(),
    }
    return Answer(json, joined(lines[0], listed(lines[1:]), str(method)))


def by_dataset(ties: Iterable[Tie]) -> dict[str, int]:
    """How many different ties come from each dataset."""
    kept = {str(tie.properties.get("id") or id(tie)): tie for tie in ties}
    counts = Counter(str(tie.properties.get("dataset") or tie.dataset) for tie in kept.values())
    return {name: rows for name, rows in counts.most_common() if name}


def _mentioned(found: Comparison) -> set[str]:
    return {*found.actors, *(item.id for item in found.items)}


def _areas(found: Comparison, names: Mapping[str, str]) -> str:
    """How much all share, some share and each has alone, by area."""
    rows = []
    for area, (_, many) in AREAS.items():
        only = [len(found.only(area, actor)) for actor in found.actors]
        numbers = [len(found.shared(area)), *([len(found.some(area))] if len(found.actors) > 2 else []), *only]
        if any(numbers):
            rows.append([many, *(f"{number:,}" for number in numbers)])
    columns = ["shared by all", *(["by some"] if len(found.actors) > 2 else [])]
    columns += [f"only {names[actor]}" for actor in found.actors]
    return table(["", *columns], rows, columns) if rows else ""


def _votes(found: Comparison, names: Mapping[str, str]) -> str:
    rows = [
        [each.year, names[each.first], names[each.second], f"{each.shared:,}", share(each.agreement)]
        for each in found.votes
    ]
    columns = ["year", "", " ", "votes of both", "agreement"]
    return table(columns, rows, columns[3:]) if rows else ""
