"""What the pages of the analyses have in common: a form on the left, an answer in the middle, and what can be done.

An `Asking` declares a page. The browser holds the form (assets/question.js, question_fields.js); the server reads the
address, finds the answer (explorer/pages/answering.py) and tells meanwhile how far it is.

A link to the same page, wherever it stands in an answer, asks anew without loading the page: it is made by
`explorer.findings.addresses.address_of`. Names in the address that begin with `view.` are left to the page's own script
(`atlas.question.view(name)` and `atlas.question.look(name, value)`); they change nothing that is worked out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from explorer.answers.layout import Answer
from explorer.components.marks import Part
from explorer.findings.questions import Question
from explorer.findings.work import Work
from explorer.services import Services

Sort = Literal["entity", "entities", "date", "choice", "choices", "number", "switch", "slider"]
MORE = "More choices"


@dataclass(frozen=True)
class Field:
    """A field of the form. `name` is that in the address, the alias in the question; a point leads into a part of it.

    `sort` is `entity` (one, picked as one types), `entities` (several), `date`, `choice` (one of `choices`), `choices`
    (any of them), `number`, `switch`, or `slider` (with two values where `choices` name two handles). `choices` are
    (value, label). `kinds` are the kinds or groups of kinds that may be picked, none: any. `default` is what the form
    holds before anything is asked, where that is not the question's own default. Fields with a `group` are folded away
    under it, `advanced` ones under "More choices".
    """

    name: str
    label: str
    sort: Sort
    help: str = ""
    choices: Sequence[tuple[str, str]] = ()
    default: str | Sequence[str] = ""
    kinds: Sequence[str] = ()
    lowest: float | None = None
    highest: float | None = None
    step: float | None = None
    advanced: bool = False
    group: str = ""


@dataclass(frozen=True)
class Finding:
    """An answer, ready to be shown.

    `answer.json["method"]` is what `explorer.answers.layout.Method.as_dict` gives. `table` (columns, rows) is what is
    taken along as CSV. `cypher` are titles and statements that read what this was made of and run as they stand.
    `entities` are the ids that are opened in Explore.
    """

    title: str
    children: Sequence[Part]
    answer: Answer
    table: tuple[Sequence[str], Sequence[Sequence[object]]] | None = None
    cypher: Sequence[tuple[str, str]] = ()
    entities: Sequence[str] = ()


class Find(Protocol):
    """Finds the answer to a question of the page's kind; tells its progress to `work`, and ends when that is over."""

    def __call__(self, services: Services, question: Any, work: Work, /) -> Finding:
        """The whole finding."""


class FindPart(Protocol):
    """Finds a part of an answer that is worked out only when it is opened."""

    def __call__(self, services: Services, question: Any, work: Work, /) -> Sequence[Part]:
        """What stands in the part."""


@dataclass(frozen=True)
class Later:
    """A part below an answer, folded away; what is in it is found when it is opened. `name` has small letters alone.

    In `title` the name of a field for one entity in braces stands for the name of that entity. The part is there for
    questions of which `when` is true.
    """

    name: str
    title: str
    find: FindPart
    when: Callable[[Any], bool] = lambda _question: True


@dataclass(frozen=True)
class Asking:
    """A page that asks: `name` is its address without the slash and the name of its question in QUESTIONS.

    `examples` are sentences with questions from the data, as an address has them. `fields` may depend on what is
    declared or loaded. `at_once`: the question as it is by default is asked where the address has none.
    """

    name: str
    title: str
    intro: str
    examples: tuple[tuple[str, Mapping[str, Any]], ...]
    fields: Sequence[Field] | Callable[[Services], Sequence[Field]]
    question: type[Question]
    find: Find
    later: Sequence[Later] = field(default=())
    at_once: bool = False

    def fields_of(self, services: Services) -> Sequence[Field]:
        """The fields of the form."""
        return self.fields(services) if callable(self.fields) else self.fields


def part_id(asking: str, part: str) -> str:
    """The id of a part of the frame: `question-paths-answer`."""
    return f"question-{asking}-{part}"
