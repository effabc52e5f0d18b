"""Compare: what two to six actors share, what only one of them has, and how their votes agreed over the years."""

from collections.abc import Sequence

from dash import html

from explorer.analysis.compare import AREAS, sentences
from explorer.answers.compare_sketch import compare_sketch
from explorer.answers.finding_cypher import compare_cypher
from explorer.components.compare_parts import counts_table, held_rows, held_table, votes_chart, votes_table
from explorer.components.marks import Part
from explorer.components.sections import notes, on_date, section, sentence_list
from explorer.components.sketch import choices, left_out, sketch_sheet
from explorer.findings.compare import ComparisonFound, find_comparison
from explorer.findings.questions import CompareQuestion
from explorer.findings.work import Work
from explorer.graph.memberships import enumerated
from explorer.pages.asking import Asking, Field, Finding
from explorer.pages.page import Page
from explorer.pages.question_frame import question_frame, register
from explorer.services import Services


def finding(services: Services, question: CompareQuestion, work: Work) -> Finding:
    """Two to six actors side by side."""
    found = find_comparison(services.database, services.schema, question, work.progress)
    comparison, names, answer = found.comparison, found.names, found.answer()
    table = held_rows(comparison, found.schema, names)
    told = sentences(comparison, found.schema, names)
    said = told[: len(told) - len(comparison.votes)]  # the votes stand in a table
    who = [names[actor] for actor in comparison.actors]
    children: list[Part] = [
        *notes(answer.json["notes"]),
        *([counts_table(comparison, names)] if comparison.items else [html.P(_nothing(who, question.as_of))]),
        *section("The picture", _pictures(found)),
        *section("Agreement in votes over the years", _votes(found)),
        *section("In words", sentence_list(said)),
        *section("The table", [held_table(table, comparison.actors, names, found.schema)] if comparison.items else []),
    ]
    ids = [*comparison.actors, *dict.fromkeys(item.id for item in comparison.items)]
    title = enumerated(who) + (f" {on_date(question.as_of)}" if question.as_of else "")
    return Finding(title, children, answer, table, compare_cypher(question), ids)


def _pictures(found: ComparisonFound) -> list[Part]:
    """A picture for each area of which there is something, the fullest first."""
    numbers = {area: sum(item.area == area for item in found.comparison.items) for area in AREAS}
    panels: list[tuple[str, str, Part]] = []
    for area in AREAS:
        if numbers[area]:
            sketch = compare_sketch(found.comparison, area, found.schema, found.names)
            drawn = html.Div([sketch_sheet(sketch, found.schema), left_out(sketch)])
            panels.append((area, f"{AREAS[area][1].capitalize()} {numbers[area]:,}", drawn))
    key = html.P(
        "Shared ones stand in the middle, what only one has at its own side. A red line with a bar divides; a dashed "
        "line is not verified. Point at a line or a name to read more; a name leads to Explore.",
        className="quiet",
    )
    return [*choices("Picture of", panels), key] if panels else []


def _votes(found: ComparisonFound) -> list[Part]:
    votes = found.comparison.votes
    told = html.P(
        "Each text on which both voted counts: 1 for the same vote, a half for an abstention beside yes or no, 0 for "
        "yes beside no. Few votes in a year say little.",
        className="quiet",
    )
    return [votes_chart(votes, found.names), votes_table(votes, found.names), told] if votes else []


def _nothing(who: Sequence[str], as_of: str) -> str:
    when = f" {on_date(as_of)}; leave the date empty to compare what they ever had" if as_of else ""
    return f"Nothing that is compared is known of {enumerated(who)}{when}."


ASKING = Asking(
    name="compare",
    title="Compare",
    intro="What two to six actors share, what only one of them has, and how their votes agreed over the years.",
    examples=(
        ("What do France and Russia share, and what not?", {"actors": ["state:FRA", "state:RUS"]}),
        (
            "Where does India stand beside the United States and China?",
            {"actors": ["state:USA", "state:CHN", "state:IND"]},
        ),
        ("Microsoft and Huawei: the same forums?", {"actors": ["company:microsoft", "company:huawei"]}),
        ("Which members do NATO and the EU share?", {"actors": ["organization:nato", "organization:eu"]}),
    ),
    fields=(
        Field("actors", "Actors", "entities", "Two to six: states, companies, organizations, forums or texts."),
        Field("as_of", "As they stood on", "date", "Empty: whatever they ever had. Votes count up to that date."),
    ),
    question=CompareQuestion,
    find=finding,
)

PAGE = Page(
    "/compare", "Compare", 5, lambda: question_frame(ASKING), lambda app, services: register(app, services, ASKING)
)
