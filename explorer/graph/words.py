"""The graph in plain words: dates, ties as sentences, short labels, ties grouped by what they say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.graph.records import Neighbourhood, Tie
from graph_loader.schema import Property, Schema

LONGEST_LABEL = 26
INSTRUMENT = "Instrument"
BODY = "Body"
"""Groups of kinds in the declaration: texts, and what one can sit in."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_CONTROLS = re.compile(r"[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+")
_TOLD_ELSEWHERE = frozenset({"id", "name", "short_name", "aliases", "description", "source", "source_url", "verified"})


@dataclass(frozen=True)
class Fact:
    """A property in words: its declared title, its value, and what the value means where that is declared."""

    title: str
    value: str
    meaning: str = ""
    entity: str = ""
    url: str = ""


@dataclass(frozen=True)
class TieGroup:
    """Ties that say the same of one entity: `title` is in its voice, such as `is supported by`."""

    title: str
    ties: Sequence[Tie]


def one_line(text: str) -> str:
    """A name on one line, without the control characters that turn the direction of the text around it."""
    return _CONTROLS.sub(" ", text).strip()


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    """At most `longest` characters, cut between words where that costs little."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    between_words = cut.rfind(" ")
    return (cut[:between_words] if between_words > longest // 2 else cut).rstrip() + "…"


def date_in_words(date: str) -> str:
    """`2018-11-12` -> `12 November 2018`, `2018-11` -> `November 2018`; no more precise than what is stored."""
    match = _DATE.fullmatch(date)
    if match is None:
        return one_line(date)
    year, month, day = match.groups()
    parts = [str(int(day))] if day else []
    return " ".join([*parts, *([_MONTHS[int(month) - 1]] if month else []), year])


def period(tie: Tie) -> str:
    """When a tie began and ended, as far as known; empty where neither is."""
    start, end = (date_in_words(str(tie.properties.get(name) or "")) for name in ("start", "end"))
    if start and end:
        return start if start == end else f"{start} to {end}"
    return start or (f"until {end}" if end else "")


def sentence(tie: Tie, schema: Schema, names: Mapping[str, str]) -> str:
    """`France supports Paris Call`; with the value where it adds something: `China voted on A/RES/73/27: yes`."""
    relation = schema.relations.get(tie.relation)
    title = relation.title if relation else tie.relation
    text = f"{names.get(tie.source, tie.source)} {title} {names.get(tie.target, tie.target)}"
    value = value_of(tie, schema, names)
    return f"{text}: {value}" if value else text


def value_of(tie: Tie, schema: Schema, names: Mapping[str, str]) -> str:
    """The value of a tie in words, or empty where the title of its type says it already."""
    if tie.relation not in schema.relations or not (value := str(tie.properties.get("value") or "")):
        return ""
    declared = schema.relation_properties(tie.relation).get("value")
    if declared is not None and declared.type == "entity":
        return names.get(value, value)
    return "" if value in schema.relations[tie.relation].title else one_line(value)


def facts(
    properties: Mapping[str, object], declared: Mapping[str, Property], names: Mapping[str, str], *left_out: str
) -> list[Fact]:
    """The properties that are set, in the order of the declaration, but for those that are shown in another way."""
    skipped = _TOLD_ELSEWHERE.union(left_out)
    return [
        _fact(prop, value, names)
        for name, prop in declared.items()
        if name not in skipped and (value := properties.get(name)) is not None
    ]


def _fact(prop: Property, value: object, names: Mapping[str, str]) -> Fact:
    text = str(value)
    match prop.type:
        case "boolean":
            return Fact(prop.title, "yes" if value else "no")
        case "date":
            return Fact(prop.title, date_in_words(text))
        case "list" if isinstance(value, list | tuple):
            return Fact(prop.title, "; ".join(map(str, value)))
        case "choice":
            return Fact(prop.title, text, prop.choices.get(text, ""))
        case "entity":
            return Fact(prop.title, names.get(text, text), entity=text)
        case "url":
            return Fact(prop.title, text, url=text)
    return Fact(prop.title, f"{value:,}" if prop.type == "integer" and isinstance(value, int) else text)


def groups(shown: Neighbourhood, schema: Schema) -> list[TieGroup]:
    """The ties of the centre by type and direction, the largest group first."""
    found: dict[str, list[Tie]] = {}
    for tie in shown.ties():
        found.setdefault(voice(tie, shown.centre.id, schema), []).append(tie)
    return [TieGroup(title, ties) for title, ties in sorted(found.items(), key=lambda group: -len(group[1]))]


def voice(tie: Tie, speaker: str, schema: Schema) -> str:
    """What a tie says of one of its ends: `supports` of its source, `is supported by` of its target."""
    relation = schema.relations.get(tie.relation)
    if relation is None:
        return tie.relation
    return relation.title if tie.source == speaker else relation.inverse


def force_in_law(kind: str, properties: Mapping[str, object], schema: Schema) -> str:
    """What a text is and whether it binds in law, as far as its kind and its properties declare it; else empty.

    A kind of text that declares no property `binding` says it in its own meaning, as that of resolutions does.
    """
    declared = schema.kinds.get(kind)
    if declared is None or INSTRUMENT not in declared.groups:
        return ""
    if "binding" not in declared.properties:
        return declared.meaning
    binding = properties.get("binding")
    bound = "" if binding is None else "It binds its parties in law." if binding else "It does not bind in law."
    type_of_text = declared.properties.get("type")
    meaning = type_of_text.choices.get(str(properties.get("type")), "") if type_of_text else ""
    return f"{meaning} {bound}".strip()


def referred(properties: Mapping[str, object], declared: Mapping[str, Property]) -> set[str]:
    """Ids of the entities that properties of type `entity` name."""
    return {str(properties[name]) for name, prop in declared.items() if prop.type == "entity" and properties.get(name)}
