"""Change: what was added, what ended and what turned between two dates."""

from collections.abc import Sequence

from dash import html

from explorer.analysis.change import sentences
from explorer.answers.change_sketch import change_sketches
from explorer.answers.finding_cypher import change_cypher
from explorer.components.change_parts import (
    change_pictures,
    change_rows,
    change_table,
    choices_of_types,
    sorts_table,
    told_changes,
    turned_list,
)
from explorer.components.marks import Part, count
from explorer.components.sections import section
from explorer.findings.change import ChangeFound, find_change
from explorer.findings.questions import ChangeQuestion
from explorer.findings.work import Work
from explorer.graph.memberships import enumerated
from explorer.graph.words import date_in_words
from explorer.pages.asking import Asking, Field, Finding
from explorer.pages.page import Page
from explorer.pages.question_frame import question_frame, register
from explorer.services import Services

MOST_OPENED = 300


def finding(services: Services, question: ChangeQuestion, work: Work) -> Finding:
    """What changed between two dates, of some actors or of all."""
    found = find_change(services.database, services.schema, question, work.progress)
    changes, names, schema = found.changes, found.names, found.schema
    first, last = date_in_words(question.begin), date_in_words(question.to)
    who = enumerated([entity.name for entity in found.about])
    about = f" for {who}" if who else ""
    title = f"What changed{about} between {first} and {last}"
    table = change_rows(changes, schema, names)
    if table[1]:
        children = _shown(found, first, last, table)
    else:
        children = [html.P(f"Nothing that has a date changed{about} between {first} and {last}. {_advice(found)}")]
    if changes.undated:
        note = f"Of {count(changes.undated, 'tie')} no date is known, so nothing can be said of them."
        children.append(html.P(note, className="quiet"))
    drawn = [
        *(entity.id for entity in found.about),
        *(end for pair in found.pairs for end in (pair.first, pair.second)),
    ]
    rest = [end for tie in (*changes.added, *changes.ended) for end in (tie.source, tie.target)]
    ids = list(dict.fromkeys([*drawn, *rest]))[:MOST_OPENED]
    return Finding(title, children, found.answer(), table, change_cypher(question), ids)


def _shown(found: ChangeFound, first: str, last: str, table: tuple[list[str], list[list[object]]]) -> list[Part]:
    changes, names, schema = found.changes, found.names, found.schema
    sketches = change_sketches(
        found.pairs, schema, names, found.question.begin, found.question.to,
        [entity.id for entity in found.about], found.left_out,
    )  # fmt: skip
    key = html.P(
        "Everyone lies in the same place in all three pictures; only the lines differ. A bar across a line says that "
        "it divides; a pale or dashed line is not verified. Point at a line or a name to read more.",
        className="quiet",
    )
    pictures = [*change_pictures(sketches, schema, first, last), key] if found.pairs else []
    return [
        html.P(sentences(changes, schema, names, 0)[0]),
        *section("Who turned", [turned_list(changes, schema, names)] if changes.turned else []),
        *section("The picture", pictures),
        *section("By the sort of tie", [sorts_table(changes, schema)] if changes.added or changes.ended else []),
        *section("In words", told_changes(changes, schema, names)),
        *section("The table", [change_table(table, schema)]),
    ]


def _advice(found: ChangeFound) -> str:
    if found.question.types:
        return "Ask about all types of ties, or about a longer time."
    return "Ask about a longer time, or about everyone." if found.about else "Ask about a longer time."


def fields(services: Services) -> Sequence[Field]:
    """The fields of the form; the types of ties are those declared."""
    return (
        Field("from", "From", "date", "The earlier date: 2017, 2017-06 or 2017-06-01."),
        Field("to", "To", "date", "The later date."),
        Field("actors", "Only ties of", "entities", "Empty: everyone."),
        Field(
            "types",
            "Only ties of these types",
            "choices",
            "None: all.",
            choices_of_types(services.schema),
            advanced=True,
        ),
    )


ASKING = Asking(
    name="change",
    title="Change",
    intro="Which ties were added, which ended and which turned between two dates.",
    examples=(
        ("What changed between 2017 and 2018?", {"from": "2017", "to": "2018"}),
        ("How did Russia and the United States change from 2013 to 2022?",
         {"from": "2013", "to": "2022", "actors": ["state:RUS", "state:USA"]}),
        ("Who joined or left which body from 2018 to 2024?", {"from": "2018", "to": "2024", "types": ["MEMBER_OF"]}),
        ("What did France gain from 2015 to 2024?", {"from": "2015", "to": "2024", "actors": ["state:FRA"]}),
    ),
    fields=fields,
    question=ChangeQuestion,
    find=finding,
)  # fmt: skip

PAGE = Page(
    "/change", "Change", 6, lambda: question_frame(ASKING), lambda app, services: register(app, services, ASKING)
)
