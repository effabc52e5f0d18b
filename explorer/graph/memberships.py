"""Belonging: the relations by which one belongs to a body or stands behind a text, and what those who do are called."""

from collections.abc import Iterable, Sequence

from graph_loader.schema import Schema

BELONGING = {
    "MEMBER_OF": "members",
    "PARTICIPATED_IN": "participants",
    "SIGNED": "signers",
    "SUPPORTS": "supporters",
}
"""Relation -> what those are called from whom it goes out."""
PARTS = {"PART_OF": "parts"}
"""Told only of what nobody belongs to in another way: the parts of a body are none of its members."""
_JOINED = ("Body", "Instrument")


def belonging(schema: Schema) -> tuple[list[str], list[str]]:
    """The declared relations of belonging, and those of being a part."""
    return [name for name in BELONGING if name in schema.relations], [
        name for name in PARTS if name in schema.relations
    ]


def joined_kinds(schema: Schema) -> list[str]:
    """The kinds that others belong to or stand behind: bodies and texts."""
    return sorted(schema.kinds_in(_JOINED))


def body_kinds(schema: Schema) -> list[str]:
    """The kinds that one can be a member of."""
    return sorted(schema.kinds_in(_JOINED[:1]))


def called(relations: Iterable[str]) -> str:
    """What those who belong in these ways are called together, such as `signers and supporters`."""
    found = set(relations)
    words = [word for name, word in (BELONGING | PARTS).items() if name in found]
    return enumerated(words) or "members"


def enumerated(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def plural(schema: Schema, kind: str) -> str:
    """A declared kind in the plural, inside a sentence: `threat groups`."""
    word = schema.kinds[kind].plural
    return word[:1].lower() + word[1:]
