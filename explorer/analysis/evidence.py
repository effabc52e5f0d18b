"""What counts as taking a position, by kind of evidence; which side it takes is read from the declaration."""

from collections.abc import Mapping

from graph_loader.schema import Schema

EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "votes": ("VOTED",),
    "commitments": ("SIGNED", "SUPPORTS", "DID_NOT_SIGN"),
    "memberships": ("MEMBER_OF",),
    "norms": ("ENDORSES", "CONTESTS", "PROPOSES"),
}
"""Kind of evidence -> the relations that are such evidence. What is not declared is left out."""

BY_DEFAULT = ("votes",)
"""The other kinds know almost no `no`: those who stay out of a text or a body leave no trace, so they can only join."""

WORDS: Mapping[str, tuple[str, str, str]] = {
    "votes": ("supported", "opposed", "abstained on"),
    "commitments": ("joined", "stayed out of or left", "abstained on"),
    "memberships": ("in", "left", "abstained on"),
    "norms": ("for", "against", "abstained on"),
}
"""Kind of evidence -> what one did who is for, against, neither."""

_OF_ONE_DAY = frozenset({"VOTED", "DID_NOT_SIGN"})
_SILENT: Mapping[str, frozenset[str]] = {"VOTED": frozenset({"absent"})}
"""Relation -> values that record that no position was taken. The declaration gives them 0, as to an abstention."""


def kind_of_evidence(relation: str) -> str:
    """The kind of evidence that a relation is; empty where it is none."""
    return next((kind for kind, relations in EVIDENCE.items() if relation in relations), "")


def relations_of(schema: Schema) -> list[str]:
    """All declared relations that are evidence of a position."""
    return [relation for relations in EVIDENCE.values() for relation in relations if relation in schema.relations]


def position_of(schema: Schema, relation: str, value: str) -> int | None:
    """+1, -1 or 0 by the declared polarity; None where no position was taken.

    A polarity of 0 is an abstention in a vote. In all else it is no position: an observer neither backs a body nor
    stands half against it.
    """
    if value in _SILENT.get(relation, ()):
        return None
    polarity = schema.polarity(relation, {"value": value})
    return polarity if polarity or kind_of_evidence(relation) == "votes" else None


def lasting(relation: str) -> bool:
    """Whether the position holds until it is given up; a vote is about its day alone, as is a seat left empty."""
    return relation not in _OF_ONE_DAY
