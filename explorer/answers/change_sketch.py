"""Change as a picture: the same entities in the same places before and after, and what became of the ties between."""

from collections.abc import Iterable, Mapping, Sequence

from explorer.analysis.change_pairs import ChangedPair, Fate
from explorer.answers.tie_strokes import stance_of, told_ties
from explorer.graph.layouts import layout
from explorer.graph.records import Tie
from explorer.graph.sketch import Mark, Sketch, Stroke, placed, room_of
from explorer.graph.words import date_in_words
from graph_loader.schema import Schema

FATES: dict[Fate, str] = {
    "added": "new",
    "ended": "ended",
    "turned": "turned: they came together or fell out",
    "replaced": "some new, some ended",
    "stayed": "unchanged",
}
"""What became of the ties of a pair -> what that is called."""
_WIDTHS: dict[Fate, float] = {"added": 2.2, "ended": 2.2, "turned": 3.2, "replaced": 2.2, "stayed": 1.2}


def change_sketches(
    pairs: Sequence[ChangedPair],
    schema: Schema,
    names: Mapping[str, str],
    before: str,
    after: str,
    about: Iterable[str] = (),
    left_out: int = 0,
) -> dict[str, Sketch]:
    """`before`, `both` and `after` -> the picture; in all of them each entity lies in the same place.

    `both` tells by the sort of each line what became of it, the others only what held on that date.
    """
    first, last = date_in_words(before), date_in_words(after)
    marks = _marks(pairs, schema, names, set(about))
    drawn = {
        "before": [_stroke(pair, pair.before, schema, names) for pair in pairs if pair.before],
        "both": [_fated(pair, schema, names) for pair in pairs],
        "after": [_stroke(pair, pair.after, schema, names) for pair in pairs if pair.after],
    }
    titles = {
        "before": f"Ties as of {first}",
        "both": f"What changed between {first} and {last}",
        "after": f"Ties as of {last}",
    }
    return {name: Sketch(titles[name], marks, strokes, left_out) for name, strokes in drawn.items()}


def _marks(pairs: Sequence[ChangedPair], schema: Schema, names: Mapping[str, str], about: set[str]) -> list[Mark]:
    ids = sorted({end for pair in pairs for end in (pair.first, pair.second)})
    infos = [room_of(each, names.get(each, each), schema) for each in ids]
    places = layout("force", infos, [(pair.first, pair.second) for pair in pairs], {}, ())
    return placed([Mark(each, names.get(each, each), 0, 0, main=each in about) for each in ids], places)


def _stroke(pair: ChangedPair, ties: Sequence[Tie], schema: Schema, names: Mapping[str, str]) -> Stroke:
    verified = any(tie.verified for tie in ties)
    said = told_ties(ties, schema, names)
    return Stroke(pair.first, pair.second, stance_of(ties, schema), "", verified, said=said)


def _fated(pair: ChangedPair, schema: Schema, names: Mapping[str, str]) -> Stroke:
    came = [tie for tie in pair.after if tie not in pair.before]
    went = [tie for tie in pair.before if tie not in pair.after]
    stayed = [tie for tie in pair.before if tie in pair.after]
    parts = (("New: ", came), ("Ended: ", went), ("Unchanged: ", stayed))
    said = "\n".join(f"{title}{told_ties(ties, schema, names)}" for title, ties in parts if ties)
    ties = (came or went or stayed) if pair.fate != "turned" else came
    verified = any(tie.verified for tie in ties)
    stance = stance_of(ties, schema)
    return Stroke(pair.first, pair.second, stance, pair.fate, verified, _WIDTHS[pair.fate], said)
