"""The frame of the pages that ask: addresses, forms, answers, what is kept, saved and taken along."""

import csv
import io
import json
import threading
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dash import html
from pydantic import ValidationError

from explorer.answers.layout import Answer, Method
from explorer.findings.addresses import address_of, query_of, question_of
from explorer.findings.kept import KeptFindings
from explorer.findings.questions import CompareQuestion, DividesQuestion, PathsQuestion, Question
from explorer.findings.saved import SavedQuestions
from explorer.findings.work import CancelledError, Work, Works
from explorer.pages import answering
from explorer.pages.asking import Asking, Field, Finding, Later
from explorer.pages.forming import form, understood
from explorer.pages.page import pages
from explorer.pages.question_frame import question_frame
from explorer.services import Services
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.errors import UsageError
from graph_loader.schema import Schema
from tests.explorer.components.reading import attributes, found, text, walk
from tests.tcp_gate import TcpGate

TAG = "0123456789abcdef"
HUAWEI = "from=company:huawei&to=state:USA"


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: Path) -> Iterator[Services]:
    made = Services(shipped, schema, tmp_path)
    yield made
    made.guard.close()


class Counting:
    """Finds something, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[PathsQuestion] = []

    def __call__(self, _services: Services, question: PathsQuestion, work: Work) -> Finding:
        self.asked.append(question)
        work.progress(1, 2, "Half of it")
        method = Method("this was counted.", {"actors": 3}, ["what comes tomorrow"])
        rows = [["=1+1", 2]]
        return Finding(
            "Found", [html.P("The middle")], Answer({"found": 1, "method": method.as_dict()}, "found"),
            (["one", "two"], rows), [("All", "MATCH (n) RETURN n")], [question.start, question.goal],
        )  # fmt: skip


def asking(find: Any, **more: Any) -> Asking:
    fields = [
        Field("from", "From", "entity"),
        Field("to", "To", "entity", kinds=("State",)),
        Field("avoid", "Without", "entities"),
        Field("k", "How many", "number"),
        Field("as_of", "As of", "date", advanced=True),
        Field("verified", "Verified", "switch"),
        Field("weights.half_life", "Half-life", "slider"),
        Field("weights.influence.SIGNED", "Signed", "slider", default=("0.6", "0.8"), group="Weights"),
    ]
    return Asking("paths", "Paths", "Through whom?", (("An example", {"from": "company:huawei", "to": "state:USA"}),),
                  fields, PathsQuestion, find, **more)  # fmt: skip


def asked(query: str = HUAWEI, **more: Any) -> dict[str, Any]:
    return {"seq": 7, "tag": TAG, "query": f"?{query}", **more}


# Addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "query"),
    [
        (PathsQuestion(start="company:huawei", goal="state:USA"), HUAWEI),
        (PathsQuestion.model_validate({"from": "a:b", "to": "c:d", "avoid": ["e:f", "g:h"], "verified": True, "k": 3}),
         "from=a:b&to=c:d&avoid=e:f&avoid=g:h&k=3&verified=true"),
        (PathsQuestion.model_validate({"from": "a:b", "to": "c:d", "weights": {"influence": {"SIGNED": [0.5, 1]},
                                                                                "half_life": 2.5}}),
         "from=a:b&to=c:d&weights.influence.SIGNED=0.5&weights.influence.SIGNED=1&weights.half_life=2.5"),
        (DividesQuestion(), ""),
        (DividesQuestion(evidence=()), "evidence="),
        (CompareQuestion(actors=("resolution:A/RES/73/27", "state:FRA")),
         "actors=resolution:A/RES/73/27&actors=state:FRA"),
    ],
)  # fmt: skip
def test_a_question_is_the_same_in_an_address(question: Question, query: str) -> None:
    assert query_of(question) == query
    assert question_of(type(question), f"?{query}") == question


def test_names_that_say_how_a_page_is_looked_at_are_no_part_of_the_question() -> None:
    assert question_of(PathsQuestion, f"{HUAWEI}&view.part=words&as_of=") == question_of(PathsQuestion, HUAWEI)


@pytest.mark.parametrize("query", ["from=x", f"{HUAWEI}&k=no", f"{HUAWEI}&other=1", f"{HUAWEI}&weights.other=1", ""])
def test_what_is_no_question_is_refused(query: str) -> None:
    with pytest.raises(ValidationError):
        question_of(PathsQuestion, query)


# Forms ----------------------------------------------------------------------------------------------------------


def test_a_form_holds_what_the_address_says_and_names_its_entities(services: Services) -> None:
    told = form(
        services, asking(Counting()), f"?{HUAWEI}&k=3&weights.influence.SIGNED=0.1&weights.influence.SIGNED=0.2"
    )
    held = {field["name"]: (field["values"], field["usual"], field["group"]) for field in told["fields"]}
    assert held["from"] == (["company:huawei"], [], "")
    assert held["k"] == (["3"], ["5"], "")
    assert held["as_of"] == ([], [], "More choices")
    assert held["verified"] == (["false"], ["false"], "")
    assert held["weights.half_life"] == (["10"], ["10"], "")
    assert held["weights.influence.SIGNED"] == (["0.1", "0.2"], ["0.6", "0.8"], "Weights")
    assert told["names"] == {"company:huawei": "Huawei", "state:USA": "United States"}


def test_the_question_of_an_address_may_call_entities_by_name(services: Services) -> None:
    meant = understood(services, asking(Counting()), "from=huawei&to=United+States&avoid=Microsoft&avoid=state:FRA")
    assert meant.question == PathsQuestion(
        start="company:huawei", goal="state:USA", avoid=("company:microsoft", "state:FRA")
    )
    assert meant.names["company:microsoft"] == "Microsoft"


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("to=state:USA", "from", "Choose one"),
        (
            "from=company:huawie&to=state:USA",
            "from",
            "Nothing in the graph is called “company:huawie”. Nearest: Huawei",
        ),
        (f"{HUAWEI}&as_of=May", "as_of", "A date is 2018"),
        (f"{HUAWEI}&k=many", "k", "a whole number"),
        (f"{HUAWEI}&k=0", "k", "greater than or equal to 1"),
        (f"{HUAWEI}&weights.half_life=-1", "weights.half_life", "greater than or equal to 0"),
        (f"{HUAWEI}&weights.influence.SIGNED=2", "weights.influence.SIGNED", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field(services: Services, query: str, field: str, said: str) -> None:
    counting = Counting()
    shown, told = answering.answered(asked(query), services, asking(counting), Works())
    assert said in told["messages"][field]
    assert "See the marked fields" in text(shown)
    assert not told["ok"]
    assert counting.asked == []


def test_a_name_that_the_page_does_not_know_is_told(services: Services) -> None:
    shown, told = answering.answered(asked(f"{HUAWEI}&colour=red"), services, asking(Counting()), Works())
    assert "colour: This page knows nothing of that name" in text(shown)
    assert told["messages"] == {}


# Answers --------------------------------------------------------------------------------------------------------


def test_an_answer_comes_with_all_that_can_be_done_with_it(services: Services) -> None:
    shown, told = answering.answered(asked(), services, asking(Counting()), Works())
    assert (told["ok"], told["title"], told["query"], told["tag"]) == (True, "Found", HUAWEI, TAG)
    said = text(shown)
    for part in ("The middle", "Show the Cypher", "Copy link", "Save", "MATCH (n) RETURN n", "This was counted.",
                 "3 rows of these datasets", "actors 3 rows", "What comes tomorrow."):  # fmt: skip
        assert part in said
    links = {text(link): attributes(link)["href"] for link in found(shown, html.A)}
    assert links["Add to briefing"] == f"/briefings/add?show=paths&{HUAWEI}"
    packed = links["Open in Explore"].removeprefix("/#v=")
    view = json.loads(zlib.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), -15))
    assert (view["nodes"], view["title"]) == (["company:huawei", "state:USA"], "Found")


def test_the_same_question_is_worked_out_once(services: Services) -> None:
    counting = Counting()
    page = asking(counting)
    for query in (HUAWEI, f"{HUAWEI}&view.part=words", f"{HUAWEI}&k=5", "from=Huawei&to=state:USA"):
        answering.answered(asked(query), services, page, Works())
    assert len(counting.asked) == 1
    answering.answered(asked(f"{HUAWEI}&k=6"), services, page, Works())
    assert len(counting.asked) == 2
    services.database.write("CREATE (:Entity {id: 'state:ZZZ', name: 'Elsewhere'})")
    try:
        answering.answered(asked(), services, page, Works())
        assert len(counting.asked) == 3
    finally:
        services.database.write("MATCH (n:Entity {id: 'state:ZZZ'}) DELETE n")


def test_the_oldest_findings_are_forgotten(shipped: Database) -> None:
    kept = KeptFindings(most=2)
    questions = [PathsQuestion(start="company:huawei", goal="state:USA", k=k) for k in (1, 2, 3)]
    for question in questions:
        kept.of(shipped, "paths", question, partial(getattr, question, "k"))
    assert kept.of(shipped, "paths", questions[2], lambda: 0) == 3
    assert kept.of(shipped, "paths", questions[0], lambda: 0) == 0
    assert kept.of(shipped, "divides", questions[2], lambda: 4) == 4


def test_a_cancelled_work_ends(services: Services) -> None:
    begun = threading.Event()

    def endless(services: Services, question: PathsQuestion, work: Work) -> Finding:
        begun.set()
        while work.progress(1, 3, "Counting sheep"):
            pass
        raise CancelledError

    works, answers = Works(), []
    page = asking(endless)
    thread = threading.Thread(target=lambda: answers.append(answering.answered(asked(), services, page, works)))
    thread.start()
    assert begun.wait(20)
    assert answering.watched(asked(), works) == {"seq": 7, "tag": TAG, "done": 1, "whole": 3, "what": "Counting sheep"}
    answering.cancelled(asked(), works)
    thread.join(20)
    shown, told = answers[0]
    assert text(shown).startswith("CancelledNothing was changed")
    assert not told["ok"]


def test_an_order_to_cancel_may_come_before_the_work_begins(services: Services) -> None:
    works = Works()
    answering.cancelled(asked(), works)
    shown, _ = answering.answered(asked(), services, asking(Counting()), works)
    assert text(shown).startswith("Cancelled")
    again, _ = answering.answered(asked(), services, asking(Counting()), works)
    assert text(again).startswith("Found")


def test_work_that_reads_is_ended_at_its_next_step() -> None:
    work = Work()
    work.reading(1, 2)
    assert work.told() == {"done": 1, "whole": 2, "what": "Reading the ties of the graph"}
    work.cancel()
    assert not work.progress(2, 2)
    with pytest.raises(CancelledError):
        work.reading(2, 2)


def test_an_error_is_a_sentence_and_a_fault_of_ours_is_no_stack_trace(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    def refusing(services: Services, question: PathsQuestion, work: Work) -> Finding:
        raise UsageError("This cannot be asked of a mountain.")

    def broken(services: Services, question: PathsQuestion, work: Work) -> Finding:
        raise ZeroDivisionError

    assert "of a mountain" in text(answering.answered(asked(), services, asking(refusing), Works())[0])
    shown, told = answering.answered(asked(), services, asking(broken), Works())
    assert "The reason was written to the log" in text(shown)
    assert not told["ok"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("ask", [None, 3, {}, {"seq": "x"}, asked("x" * 30_000), asked(tag="<script>")])
def test_what_the_page_never_sends_is_refused(services: Services, ask: object) -> None:
    page = asking(Counting())
    assert "cannot be asked" in text(answering.answered(ask, services, page, Works())[0])
    for other in (answering.form_of, answering.filed, answering.kept):
        assert other(ask, services, page) == {}
    assert answering.picked(ask, services) == answering.watched(ask, Works()) == answering.cancelled(ask, Works()) == {}


def test_a_database_that_is_away_is_told(
    shipped: Database, database_address: Address, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_of: list[str] = []
    monkeypatch.setattr(answering, "set_props", lambda part, _props: told_of.append(part))
    gate = TcpGate(int(database_address.uri.rpartition(":")[2]))
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database:
        services = Services(database, schema, tmp_path)
        gate.shut()
        _, told = answering.answered(asked(), services, asking(Counting()), Works())
        assert told["away"]
        assert told_of == ["banner", "pulse"]
        assert answering.form_of(asked(), services, asking(Counting()))["away"]
        gate.open()
        services.guard.close()


# Parts that are opened ------------------------------------------------------------------------------------------


def test_a_part_is_worked_out_when_it_is_opened_and_named_after_the_entities(services: Services) -> None:
    opened: list[Question] = []

    def find(services: Services, question: PathsQuestion, work: Work) -> list[Any]:
        opened.append(question)
        return [html.P("inside")]

    parts = (
        Later("near", "Whom {from} reaches", find),
        Later("never", "Without them", find, when=lambda question: bool(question.avoid)),
    )
    page = asking(Counting(), later=parts)
    shown, _ = answering.answered(asked(), services, page, Works())
    assert "Whom Huawei reaches" in text(shown)
    assert "Without them" not in text(shown)
    assert opened == []
    assert text(answering.later(asked(), services, page, parts[0])) == "inside"
    assert opened == [question_of(PathsQuestion, HUAWEI)]


# Files and what is saved ----------------------------------------------------------------------------------------


def test_an_answer_is_taken_along_as_json_and_as_csv(services: Services) -> None:
    page = asking(Counting())
    told = answering.filed(asked(format="json"), services, page)
    assert (told["name"], json.loads(told["text"])["found"]) == ("paths.json", 1)
    told = answering.filed(asked(format="csv"), services, page)
    assert list(csv.reader(io.StringIO(told["text"]))) == [["one", "two"], ["'=1+1", "2"]]
    assert "Ask it first" in answering.filed(asked("to=state:USA"), services, page)["note"]


def test_a_question_is_saved_renamed_replaced_and_deleted(services: Services) -> None:
    page = asking(Counting())

    def kept(**more: Any) -> dict[str, Any]:
        return dict(answering.kept(asked(**more), services, page))

    told = kept(do="save", name="Huawei and Washington")
    assert (told["note"], told["taken"]) == ("Saved as “Huawei and Washington”.", False)
    row = told["saved"][0]
    assert (row["name"], row["query"], row["readable"]) == ("Huawei and Washington", HUAWEI, True)
    assert kept(do="save", name="huawei AND washington")["taken"]
    changed = answering.kept(
        asked(f"{HUAWEI}&k=3", do="save", name="Huawei and Washington", replace=True), services, page
    )
    assert changed["saved"][0]["query"] == f"{HUAWEI}&k=3"
    renamed = kept(do="rename", slug=row["slug"], name="华为")["saved"]
    assert [each["name"] for each in renamed] == ["华为"]
    assert "no name to save under" in kept(do="save", name=" ")["note"]
    assert "Nothing is saved as" in kept(do="delete", slug="../../etc/passwd")["note"]
    assert kept(do="delete", slug=renamed[0]["slug"])["saved"] == []


def test_a_saved_question_is_a_readable_file_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    store = SavedQuestions(tmp_path, "paths")
    store.save("One", question_of(PathsQuestion, HUAWEI))
    path = tmp_path / "questions" / "paths" / "one.json"
    held = json.loads(path.read_text("utf-8"))
    assert held["question"] == {"from": "company:huawei", "to": "state:USA"}
    path.with_name("two.json").write_text('{"name": "Two"', "utf-8")
    path.with_name("three.json").write_text(json.dumps(held | {"question": {"from": 3}}), "utf-8")
    told = {each.slug: each for each in store.list()}
    assert told["one"].question == question_of(PathsQuestion, HUAWEI)
    assert "two.json" in told["two"].unreadable
    assert "three.json.from" in told["three"].unreadable


# Pages ----------------------------------------------------------------------------------------------------------


def test_the_frame_offers_examples_as_links() -> None:
    frame = question_frame(asking(Counting()))
    links = {text(link): attributes(link)["href"] for link in found(frame, html.A)}
    assert links == {"An example": f"/paths?{HUAWEI}"}
    assert address_of("paths", question_of(PathsQuestion, HUAWEI)) == f"/paths?{HUAWEI}"
    ids = [attributes(each)["id"] for each in walk(frame) if "id" in attributes(each)]
    assert len(set(ids)) == len(ids)


def test_the_examples_of_every_page_find_something(services: Services) -> None:
    from explorer.pages.paths import ASKING

    for said, given in ASKING.examples:
        query = query_of(PathsQuestion.model_validate(given))
        shown, told = answering.answered(asked(query), services, ASKING, Works())
        assert told["ok"], (said, text(shown))


def test_the_pages_stand_in_the_header_in_their_order() -> None:
    order = {page.path: page.order for page in pages() if page.listed}
    assert (order["/"], order["/paths"], order["/queries"]) == (1, 4, 7)
