"""Ties as lines of a sketch: between any two entities one line, with all their ties in sentences."""

from collections.abc import Mapping, Sequence

from explorer.analysis.sentences import told_tie
from explorer.graph.lines import Stance
from explorer.graph.records import Tie
from explorer.graph.sketch import Stroke
from graph_loader.schema import Schema

MOST_TOLD = 6


def stance_of(ties: Sequence[Tie], schema: Schema) -> Stance:
    """Whether ties join their ends, divide them, do both or neither."""
    signs = {schema.polarity(tie.relation, tie.properties) for tie in ties if tie.relation in schema.relations}
    if 1 in signs:
        return "both" if -1 in signs else "joins"
    return "divides" if -1 in signs else "neither"


def told_ties(ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]) -> str:
    """Ties in sentences, one on a line; those beyond the first few are counted."""
    told = [told_tie(tie, schema, names) for tie in ties[:MOST_TOLD]]
    return "\n".join([*told, *([f"and {len(ties) - MOST_TOLD:,} more"] if len(ties) > MOST_TOLD else [])])


def stroke(
    first: str, second: str, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str], sort: str = ""
) -> Stroke:
    """The line of some ties; it is unverified where none of them is verified."""
    return Stroke(
        first, second, stance_of(ties, schema), sort, any(tie.verified for tie in ties),
        said=told_ties(ties, schema, names),
    )  # fmt: skip
