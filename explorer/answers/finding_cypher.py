"""What an answer is read from, as titled Cypher that runs as it stands in any client."""

from collections.abc import Iterable, Sequence

from explorer.findings.questions import AlliancesQuestion, ChangeQuestion, CompareQuestion
from explorer.graph.cypher_of import literal
from explorer.reads.alliances import PARTNERSHIPS

Statement = tuple[str, str]

_TOLD = """RETURN startNode(tie).name AS from, type(tie) AS tie, endNode(tie).name AS to, tie.value AS value,
  tie.start AS since, tie.end AS until, tie.verified AS verified, tie.dataset AS dataset, tie.source_url AS source
ORDER BY since, from, to"""


def compare_cypher(question: CompareQuestion) -> list[Statement]:
    """All ties of the actors, and what all of them are tied to."""
    actors = _list(question.actors)
    number = len(dict.fromkeys(question.actors))
    held = ""
    if question.as_of:
        day = literal(question.as_of)
        size = len(question.as_of)
        held = (
            f"\n  AND (tie.start IS NULL OR left(tie.start, {size}) <= {day})"
            f"\n  AND (tie.end IS NULL OR tie.end >= left({day}, size(tie.end)))"
        )
    ties = f"MATCH (actor:Entity)-[tie]-(other:Entity)\nWHERE actor.id IN {actors}{held}\n"
    both = (
        f"{ties}WITH other, collect(DISTINCT actor.name) AS actors, collect(DISTINCT type(tie)) AS ties\n"
        f"WHERE size(actors) = {number}\nRETURN other.name AS shared, ties ORDER BY shared"
    )
    votes = (
        f"MATCH (actor:Entity)-[vote:VOTED]->(text:Entity)\nWHERE actor.id IN {actors}\n"
        "WITH text, left(vote.start, 4) AS year, collect(actor.name + ': ' + vote.value) AS cast\n"
        "WHERE size(cast) > 1\nRETURN year, text.name AS text, cast ORDER BY year, text"
    )
    return [
        ("All ties of these actors", f"{ties}WITH DISTINCT tie\n{_TOLD}"),
        ("What all of them are tied to", both),
        ("The votes of at least two of them on one text", votes),
    ]


def change_cypher(question: ChangeQuestion) -> list[Statement]:
    """What began and what ended between the dates; dates known to the year alone stand for the whole of it."""
    scope = [f"(a.id IN {_list(question.actors)} OR b.id IN {_list(question.actors)})"] if question.actors else []
    scope += [f"type(tie) IN {_list(question.types)}"] if question.types else []
    first, last = literal(question.begin), literal(question.to)
    more = "".join(f"\n  AND {part}" for part in scope)
    began = (
        f"left(tie.start, {len(question.begin)}) > left({first}, size(tie.start))"
        f"\n  AND left(tie.start, {len(question.to)}) <= {last}"
        f"\n  AND (tie.end IS NULL OR tie.end >= left({last}, size(tie.end)))"
    )
    ended = (
        f"tie.end >= left({first}, size(tie.end))\n  AND tie.end < left({last}, size(tie.end))"
        f"\n  AND (tie.start IS NULL OR left(tie.start, {len(question.begin)}) <= {first})"
    )
    return [
        ("Ties that began", f"MATCH (a:Entity)-[tie]->(b:Entity)\nWHERE {began}{more}\n{_TOLD}"),
        ("Ties that ended", f"MATCH (a:Entity)-[tie]->(b:Entity)\nWHERE {ended}{more}\n{_TOLD}"),
    ]


def alliances_cypher(question: AlliancesQuestion, as_of: str, *, is_body: bool) -> list[Statement]:
    """Who belongs to which body, and how the members of one voted."""
    belonging = "MATCH (state:State)-[tie:MEMBER_OF]->(body:Entity)"
    if not question.body:
        day = literal(as_of)
        held = (
            f"WHERE (tie.start IS NULL OR left(tie.start, {len(as_of)}) <= {day})\n"
            f"  AND (tie.end IS NULL OR tie.end >= left({day}, size(tie.end)))"
        )
        sizes = (
            f"{belonging}\n{held}\nRETURN body.name AS body, count(DISTINCT state) AS belonging ORDER BY belonging DESC"
        )
        return [("Bodies and how many belong to them", sizes)]
    one = literal(question.body)
    partners = (
        f"MATCH (:Entity {{id: {one}}})-[tie]-(:Entity)\nWHERE type(tie) IN {_list(PARTNERSHIPS)}\n"
        f"WITH DISTINCT tie\n{_TOLD}"
    )
    side = "body" if is_body else "state"
    found = [
        ("Who belongs to it" if is_body else "Where it sits", f"{belonging}\nWHERE {side}.id = {one}\n{_TOLD}"),
        ("Allies and partners", partners),
    ]
    if is_body:
        votes = (
            f"{belonging}\nWHERE body.id = {one}\nMATCH (state)-[vote:VOTED]->(text:Entity)\n"
            "RETURN text.name AS text, vote.start AS date, vote.value AS vote, count(DISTINCT state) AS members,\n"
            "  collect(DISTINCT state.name) AS who\nORDER BY date, text, vote"
        )
        found.append(("How all who ever belonged to it voted", votes))
    return found


def _list(texts: Iterable[str] | Sequence[str]) -> str:
    return f"[{', '.join(map(literal, dict.fromkeys(texts)))}]"
