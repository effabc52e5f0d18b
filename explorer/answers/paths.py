"""The strongest paths of influence as an answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.analysis.influence import Selection, Weights
from explorer.analysis.path_records import Found, Miss, Path, Step
from explorer.analysis.sentences import strength_in_words, told_miss, told_path, told_step
from explorer.analysis.stability import DRAWS
from explorer.answers.layout import Answer, Method, joined, listed, paragraph, share
from explorer.graph.notes import counted
from explorer.graph.records import Entity, Tie
from explorer.graph.words import date_in_words
from graph_loader.schema import Schema

_LIMITS = (
    "the weights are judgements, declared with a reason each, and no measurements",
    "a path is a way that influence could take, no proof that it did",
    "what no dataset records is not seen",
)


def path_answer(
    found: Found,
    ends: tuple[Entity, Entity],
    ties: Sequence[Tie],
    names: Mapping[str, str],
    schema: Schema,
    weights: Weights,
    selection: Selection,
    rows: Mapping[str, int],
    wanted: int,
) -> Answer:
    """The paths found between two ends, of so many `wanted`; `ties` and `names` are needed to tell them in words."""
    method = Method(_what(weights, selection, len(found.paths)), rows, _LIMITS)
    start, goal = ends
    miss, told = None, list[str]()
    if found.miss:
        told = _missed(found.miss, ends, ties, names, schema)
        miss = found.miss.as_dict() | {"sentences": told}
    notes = _notes(found, wanted, selection)
    json = {
        "from": {"id": start.id, "name": start.name},
        "to": {"id": goal.id, "name": goal.name},
        "paths": [_path(path, ties, schema, names) for path in found.paths],
        "equal": found.equal,
        "complete": found.complete,
        "miss": miss,
        "notes": notes,
        "weights": weights.model_dump(mode="json"),
        "selection": selection.model_dump(mode="json"),
        "method": method.as_dict(),
    }
    paths = [_told(number, path, ties, schema, names) for number, path in enumerate(found.paths, 1)]
    return Answer(json, joined(*paths, "\n".join(map(paragraph, told)), listed(notes), str(method)))


def _missed(
    miss: Miss, ends: tuple[Entity, Entity], ties: Sequence[Tie], names: Mapping[str, str], schema: Schema
) -> list[str]:
    """Why there is no path: what comes closest may lack nothing but few steps or the way-points."""
    start, goal = ends
    if miss.nearest is None or not all(step.carries for step in miss.nearest.steps):
        return told_miss(miss, start.id, goal.id, ties, schema, names)
    return [
        f"No path of influence leads from {start.name} to {goal.name} over these way-points or in so few steps.",
        f"Without these limits there is one: {told_path(miss.nearest, ties, schema, names)}",
    ]


def _path(path: Path, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]) -> dict[str, Any]:
    steps = [_step(step, ties, schema, names) for step in path.steps]
    return path.as_dict() | {"sentence": told_path(path, ties, schema, names), "steps": steps}


def _step(step: Step, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]) -> dict[str, Any]:
    told = told_step(step, ties, schema, names)
    return step.as_dict() | {
        "from_name": names.get(step.start, step.start),
        "to_name": names.get(step.end, step.end),
        "strength": step.strength,
        "sentence": told.sentence,
        "why": told.why,
        "note": told.note,
        "source": told.source,
        "source_url": told.source_url,
        "tie": told.tie,
        "other_ties": list(told.others),
    }


def _told(number: int, path: Path, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]) -> str:
    stable = "" if path.stability is None else f", stability {share(path.stability)}"
    lines = [
        f"{number}. Strength {path.strength:.2g}{stable}",
        paragraph(told_path(path, ties, schema, names), "   "),
    ]
    for step in path.steps:
        said = told_step(step, ties, schema, names)
        ends = " to ".join(names.get(end, end) for end in (step.start, step.end))
        lines.append(paragraph(f"{ends}: {strength_in_words(step)}", "     ", "   - "))
        if said.source_url:
            lines.append(f"     {said.source_url}")
    return "\n".join(lines)


def _notes(found: Found, wanted: int, selection: Selection) -> list[str]:
    notes = []
    if 0 < len(found.paths) < wanted:
        rest = "; all others looked at only make a detour of a stronger one, and are found among all ties"
        number = counted(len(found.paths), "path")
        notes.append(f"{number} found of {wanted} asked for{rest * selection.joining}.")
    if len(found.paths) < wanted and not found.complete:
        notes.append("The search was cut short: further paths may be missing.")
    if found.equal:
        number = counted(found.equal, "more path is", "more paths are")
        notes.append(f"{number} as strong as the last one shown; those of entities with fewer ties come first.")
    return notes


def _what(weights: Weights, selection: Selection, paths: int) -> str:
    """Weights and selection in words."""
    judged = f", as of {date_in_words(weights.as_of)}" if weights.as_of else ""
    fading = (
        f"what was done once counts half after each {weights.half_life:g} years"
        if weights.half_life and weights.as_of
        else "nothing fades"
    )
    left_out = [
        "ties that divide are left out, and paths that only make a detour of a stronger one"
        if selection.joining
        else "",
        "unverified ties are left out" if selection.verified else f"unverified ties count {weights.unverified:g}",
        f"only {', '.join(selection.relations)} count" if selection.relations else "",
        "influence is followed backward" if selection.direction == "backward" else "",
        "each tie is followed either way at its stronger side" if selection.direction == "either" else "",
    ]
    stable = (
        f" Stability is the share of {DRAWS} draws in which a path stays "
        f"{f'among the first {paths}' if paths > 1 else 'the first'} when all weights vary by a third."
        if paths
        else ""
    )
    return (
        "the strength of a path is the product over its steps of influence (declared by type and direction), "
        f"confidence and recency{judged}; {'; '.join([fading, *filter(None, left_out)])}.{stable}"
    )
