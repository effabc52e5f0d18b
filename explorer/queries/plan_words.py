"""The plan of a statement, as the server's planner makes it, in plain words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_WORDS: Mapping[str, str] = {
    "AllNodesScan": "Look at every entity and record there is",
    "AllRelationshipsScan": "Look at every relation there is",
    "AntiSemiApply": "Keep the rows for which the inner part finds nothing",
    "Apply": "For each row, do the inner part",
    "Argument": "Take what is known so far",
    "AssertSameNode": "Check that both ways found the same entity",
    "CartesianProduct": "Pair every row of one part with every row of the other",
    "CacheProperties": "Read properties ahead",
    "DirectedAllRelationshipsScan": "Look at every relation there is",
    "DirectedRelationshipIndexContainsScan": "Look through an index of relations for a part of a text",
    "DirectedRelationshipIndexScan": "Go through an index of relations",
    "DirectedRelationshipIndexSeek": "Find relations by an index",
    "DirectedRelationshipTypeScan": "Go through all relations of a type",
    "DirectedUnionRelationshipTypesScan": "Go through all relations of some types",
    "Distinct": "Leave out rows that are there already",
    "Eager": "Wait for all rows before going on",
    "EagerAggregation": "Gather the rows into groups and work out a figure for each",
    "EmptyResult": "Return nothing",
    "EmptyRow": "Begin with one empty row",
    "Expand(All)": "Follow relations from what is known to whatever they reach",
    "Expand(Into)": "Look for relations between two entities that are known",
    "Filter": "Keep the rows that meet the conditions",
    "LetAntiSemiApply": "Note for each row whether the inner part finds nothing",
    "LetSemiApply": "Note for each row whether the inner part finds something",
    "LeftOuterHashJoin": "Join two parts, keeping rows without a partner",
    "Limit": "Stop after a number of rows",
    "ExhaustiveLimit": "Stop after a number of rows",
    "MultiNodeIndexSeek": "Find several entities by their indexes",
    "NodeByElementIdSeek": "Find entities by the server's own ids",
    "NodeByIdSeek": "Find entities by the server's own ids",
    "NodeByLabelScan": "Go through all entities of a kind",
    "NodeCountFromCountStore": "Read the number of entities, which the database keeps",
    "NodeHashJoin": "Join two parts on the entities that both found",
    "NodeIndexContainsScan": "Look through an index for a part of a text",
    "NodeIndexEndsWithScan": "Look through an index for the end of a text",
    "NodeIndexScan": "Go through an index",
    "NodeIndexSeek": "Find entities by an index",
    "NodeIndexSeekByRange": "Find entities by a range of an index",
    "NodeUniqueIndexSeek": "Find the one entity by its unique value",
    "Optional": "Go on with nothing where the inner part finds nothing",
    "OptionalExpand(All)": "Follow relations where there are any; go on without where there are none",
    "OptionalExpand(Into)": "Look for relations between two entities; go on without where there are none",
    "OrderedAggregation": "Gather the sorted rows into groups and work out a figure for each",
    "OrderedUnion": "Put the sorted rows of two parts together",
    "OrderedDistinct": "Leave out rows that are there already",
    "PartialSort": "Sort rows that are sorted in part",
    "PartialTop": "Keep the first rows of a sorted result",
    "ProcedureCall": "Call a procedure",
    "ProduceResults": "Return the rows",
    "Projection": "Work out values",
    "PruningVarLengthExpand": "Follow chains of relations to each entity they reach, once",
    "BFSPruningVarLengthExpand": "Follow chains of relations to each entity they reach, nearest first",
    "RelationshipCountFromCountStore": "Read the number of relations, which the database keeps",
    "Repeat(Trail)": "Repeat a part of a path",
    "RollUpApply": "For each row, gather what the inner part finds into a list",
    "SelectOrAntiSemiApply": "Keep rows that meet a condition or for which the inner part finds nothing",
    "SelectOrSemiApply": "Keep rows that meet a condition or for which the inner part finds something",
    "SemiApply": "Keep the rows for which the inner part finds something",
    "ShortestPath": "Search for the shortest path",
    "Skip": "Leave out the first rows",
    "Sort": "Sort the rows",
    "StatefulShortestPath(All)": "Search for the shortest paths",
    "StatefulShortestPath(Into)": "Search for the shortest paths between two entities",
    "Top": "Keep the first rows of a sorted result",
    "Trail": "Repeat a part of a path",
    "UndirectedRelationshipTypeScan": "Go through all relations of a type, in both directions",
    "UndirectedAllRelationshipsScan": "Look at every relation there is, in both directions",
    "Union": "Put the rows of two parts together",
    "UnionNodeByLabelsScan": "Go through all entities of some kinds",
    "Unwind": "Make a row of each entry of a list",
    "ValueHashJoin": "Join two parts on equal values",
    "VarLengthExpand(All)": "Follow chains of relations to whatever they reach",
    "VarLengthExpand(Pruning)": "Follow chains of relations to each entity they reach, once",
    "VarLengthExpand(Pruning,BFS)": "Follow chains of relations to each entity they reach, nearest first",
    "VarLengthExpand(Pruning,BFS,All)": "Follow chains of relations to each entity they reach, nearest first",
    "VarLengthExpand(Pruning,BFS,Into)": "Look for chains of relations between two entities, shortest first",
    "VarLengthExpand(Into)": "Look for chains of relations between two entities",
}
_LITERAL = re.compile(r"\$auto(?:string|int|double|list)_\d+")
_CACHED = re.compile(r"\bcacheN?R?\[([^\]]*)\]")
_ANONYMOUS = re.compile(r"\banon_\d+")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST_DETAILS = 300
MOST_STEPS = 300


@dataclass(frozen=True)
class Step:
    """One operator: what it does in plain words, its name, on what, and how many rows the planner expects of it.

    `depth` is 0 for what is done last; what feeds an operator stands below it, one deeper.
    """

    depth: int
    does: str
    operator: str
    details: str
    rows: int


def steps(plan: Mapping[str, Any]) -> list[Step]:
    """The operators of a plan, from the result to its sources."""
    return [step for step, _ in zip(_steps(plan, 0), range(MOST_STEPS), strict=False)]


def _steps(plan: Mapping[str, Any], depth: int) -> Iterator[Step]:
    operator = str(plan.get("operatorType", "")).partition("@")[0]
    arguments = plan.get("args", {})
    rows = max(0, round(float(arguments.get("EstimatedRows", 0) or 0)))
    yield Step(depth, _does(operator), operator, _details(str(arguments.get("Details", ""))), rows)
    children = plan.get("children", ())
    for child in children:
        yield from _steps(child, depth + 1)


def _does(operator: str) -> str:
    words = _WORDS.get(operator)
    return words or " ".join(_CAPITAL.split(operator)).capitalize()


def _details(text: str) -> str:
    plain = _ANONYMOUS.sub("_", _CACHED.sub(r"\1", _LITERAL.sub("…", " ".join(text.split()))))
    return plain if len(plain) <= LONGEST_DETAILS else plain[: LONGEST_DETAILS - 1] + "…"
