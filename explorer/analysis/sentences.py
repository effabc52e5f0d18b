"""Ties, steps and paths of influence in plain English: the words are those of the declaration and of the ties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from explorer.analysis.path_records import Miss, Path, Step
from explorer.graph.notes import counted
from explorer.graph.records import Tie
from explorer.graph.words import one_line, period, sentence, value_of
from graph_loader.schema import Schema

PERSON = "Person"
"""The kind of which one says `who`."""


@dataclass(frozen=True)
class ToldStep:
    """A step in words: `sentence` stands alone, `clause` follows the step before.

    `why` says why the tie carries influence at all; `source` is the source in words, or the name of the site;
    `others` are the ids of further ties between the two that carry influence this way.
    """

    sentence: str
    clause: str
    why: str
    note: str
    source: str
    source_url: str
    verified: bool
    tie: str
    others: Sequence[str]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def pairs_of(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """The ends of all ties that could stand behind the steps of these paths, source first."""
    ends = dict.fromkeys((step.start, step.end) for path in paths for step in path.steps)
    return list(dict.fromkeys(pair for start, end in ends for pair in ((start, end), (end, start))))


def ties_of_step(step: Step, ties: Sequence[Tie]) -> list[Tie]:
    """The tie that makes the step, then the others between its ends, as far as they are among `ties`."""
    between = [tie for tie in ties if {tie.source, tie.target} == {step.start, step.end}]
    return sorted(between, key=lambda tie: (not _makes(tie, step), tie.relation, str(tie.properties.get("id", ""))))


def _makes(tie: Tie, step: Step) -> bool:
    begun = str(tie.properties.get("start") or "")
    same = (tie.relation, tie.source, tie.target) == (step.relation, step.source, step.target)
    return same and tie.verified == step.verified and begun == step.begun


def told_step(step: Step, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]) -> ToldStep:
    """A step in words, with what its tie says; `ties` are those between its ends."""
    found = ties_of_step(step, ties)
    tie = found[0] if found and _makes(found[0], step) else Tie(step.relation, step.source, step.target)
    relation = schema.relations.get(step.relation)
    phrase = step.relation if relation is None else relation.title if step.along else relation.inverse
    url = str(tie.properties.get("source_url") or "")
    source = one_line(str(tie.properties.get("source") or "")) or (urlsplit(url).hostname or "").removeprefix("www.")
    said = filter(None, (value_of(tie, schema, names), period(tie), "" if step.verified else "unverified", source))
    end = names.get(step.end, step.end)
    after = f" ({', '.join(said)})"
    clause = f"{phrase} {end}{after if after != ' ()' else ''}"
    return ToldStep(
        f"{names.get(step.start, step.start)} {clause}",
        clause if step.carries else f"is tied to {end} without influence in this direction: it {clause}",
        relation.influence.why if relation else "",
        one_line(str(tie.properties.get("note") or "")),
        source,
        url,
        step.verified,
        str(tie.properties.get("id") or ""),
        [str(other.properties.get("id") or "") for other in found if other is not tie],
    )


def told_path(path: Path, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]) -> str:
    """A path as one sentence: `Huawei partnered with Microsoft (Buyers guide, 2016, ...), which is based in ...`."""
    told = [told_step(step, ties, schema, names) for step in path.steps]
    joints = ["who" if schema.kind_of(step.start) == PERSON else "which" for step in path.steps]
    start = names.get(path.steps[0].start, path.steps[0].start)
    rest = (f", {joint} {step.clause}" for joint, step in zip(joints[1:], told[1:], strict=True))
    return f"{start} {told[0].clause}{''.join(rest)}."


def told_miss(
    miss: Miss, start: str, goal: str, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]
) -> list[str]:
    """Why there is no path, in sentences; `ties` are those of the nearest miss."""
    first, last = names.get(start, start), names.get(goal, goal)
    entities = [counted(number, "entity", "entities") for number in (miss.reached, miss.reaching)]
    told = [
        f"No path of influence leads from {first} to {last} with these weights and filters: {first} reaches "
        f"{entities[0]}, and {last} can be reached from {entities[1]}."
    ]
    if miss.nearest is None:
        return [*told, "No ties of any kind join the two."]
    broken = sum(not step.carries for step in miss.nearest.steps)
    steps = counted(broken, "step")
    told.append(f"What comes closest lacks influence in {steps}: {told_path(miss.nearest, ties, schema, names)}")
    return told


def told_tie(tie: Tie, schema: Schema, names: Mapping[str, str]) -> str:
    """A tie by itself: `France supports Paris Call (12 November 2018)`."""
    said = ", ".join(filter(None, (period(tie), "" if tie.verified else "unverified")))
    text = sentence(tie, schema, names)
    return f"{text} ({said})" if said else text


def strength_in_words(step: Step) -> str:
    """How the strength of a step came about: `0.15 = influence 0.3 x confidence 1 x recency 0.5`."""
    return (
        f"{step.strength:.2g} = influence {step.influence:.2g} × confidence {step.confidence:.2g} × "
        f"recency {step.recency:.2g}"
    )
