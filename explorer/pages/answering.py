"""What the pages of the analyses answer: the form of an address, the finding for it, files, and what is saved."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from dash import set_props
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from explorer import reads
from explorer.components.banner import database_away
from explorer.components.finding import failed, finding_card
from explorer.components.marks import Part
from explorer.export.csv_text import guarded_csv
from explorer.findings.addresses import query_of
from explorer.findings.questions import Question
from explorer.findings.saved import SavedQuestions
from explorer.findings.work import CancelledError, Work, Works
from explorer.pages.asking import Asking, Finding, Later
from explorer.pages.forming import Meant, form, understood
from explorer.pages.picking import offered
from explorer.services import Services
from explorer.views import NameTakenError
from graph_loader.errors import CyberatlasError

LONGEST_QUERY = 20_000
_LOG = logging.getLogger(__name__)

Name = Annotated[str, StringConstraints(max_length=200)]
Told = Mapping[str, Any]


class Asked(BaseModel):
    """What the page sends: the number of the ask, and what it is about; `query` is that of the address."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    seq: int
    tag: Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{8,40}$")] = "0" * 8
    query: Annotated[str, StringConstraints(max_length=LONGEST_QUERY)] = ""
    field: Name = ""
    text: Name = ""
    kinds: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    format: Literal["csv", "json"] = "json"
    do: Literal["list", "save", "rename", "delete"] = "list"
    name: Name = ""
    slug: Name = ""
    replace: bool = False


def form_of(ask: object, services: Services, asking: Asking) -> Told:
    """The fields of the form with the values of the address, the names of the entities in it, and what is saved."""
    asked = _checked(ask)
    if asked is None:
        return {}
    told: dict[str, Any] = {"seq": asked.seq, "note": ""}
    try:
        return told | form(services, asking, asked.query) | {"saved": _saved(services, asking)}
    except CyberatlasError as error:
        away = _tell_if_away(error, services)
        return told | {"fields": [], "names": {}, "saved": [], "note": str(error), "away": away}


def answered(ask: object, services: Services, asking: Asking, works: Works) -> tuple[list[Part], Told]:
    """The answer to the question of an address, or why there is none.

    `messages` has a sentence for each field whose value is missing or wrong.
    """
    asked = _checked(ask)
    if asked is None:
        return failed("This cannot be asked", "A value is too long, or the page sent what it never sends."), {}
    told: dict[str, Any] = {"seq": asked.seq, "tag": asked.tag, "ok": False, "away": False, "messages": {}}
    try:
        meant = understood(services, asking, asked.query)
        if meant.question is None:
            why = " ".join([*meant.general, *(["See the marked fields of the form."] if meant.messages else [])])
            return failed("Something is missing or wrong", why), {**told, "messages": meant.messages}
        finding = found(services, asking, meant.question, works.of(asked.tag))
    except CancelledError as error:
        return failed("Cancelled", str(error).removeprefix("Cancelled. ")), told
    except CyberatlasError as error:
        return failed("There is no answer", str(error)), {**told, "away": _tell_if_away(error, services)}
    except Exception:
        _LOG.exception("a question of the page %s could not be answered", asking.name)
        return failed("This did not work", "The reason was written to the log; other questions still work."), told
    finally:
        works.end(asked.tag)
    query = query_of(meant.question)
    card = finding_card(
        asking.name, finding.title, finding.children, query, finding.answer.json.get("method"), finding.cypher,
        finding.entities, csv=finding.table is not None, later=_parts(asking, meant),
    )  # fmt: skip
    return card, {**told, "ok": True, "title": finding.title, "query": query, "names": meant.names}


def _parts(asking: Asking, meant: Meant) -> list[tuple[str, str]]:
    """Name and title of the parts that may be opened."""
    question = meant.question
    held = question.plain() if question else {}
    said = {name: meant.names.get(value, value) for name, value in held.items() if isinstance(value, str)}
    return [(each.name, each.title.format_map(said)) for each in asking.later if each.when(question)]


def found(services: Services, asking: Asking, question: Question, work: Work) -> Finding:
    """The finding, kept or worked out now."""

    def find() -> Finding:
        finding = asking.find(services, question, work)
        work.check()
        return finding

    finding: Finding = services.findings.of(services.database, asking.name, question, find)
    return finding


def watched(ask: object, works: Works) -> Told:
    """How far the work is."""
    asked = _checked(ask)
    return {"seq": asked.seq, "tag": asked.tag, **works.of(asked.tag).told()} if asked else {}


def cancelled(ask: object, works: Works) -> Told:
    """That the work was told to end."""
    asked = _checked(ask)
    if asked is None:
        return {}
    works.of(asked.tag).cancel()
    return {"seq": asked.seq, "tag": asked.tag}


def picked(ask: object, services: Services) -> Told:
    """Id, name and kind of what may be chosen in a field as the reader types."""
    asked = _checked(ask)
    if asked is None:
        return {}
    told = {"seq": asked.seq, "parameter": asked.field, "options": [], "note": ""}
    try:
        return {**told, "options": offered(services, asked.text, asked.kinds)}
    except CyberatlasError as error:
        _tell_if_away(error, services)
        return {**told, "note": str(error)}


def later(ask: object, services: Services, asking: Asking, part: Later) -> Sequence[Part]:
    """A part of an answer, worked out now that it is opened."""
    asked = _checked(ask)
    if asked is None:
        return []
    try:
        meant = understood(services, asking, asked.query)
        return part.find(services, meant.question, Work()) if meant.question else []
    except CyberatlasError as error:
        _tell_if_away(error, services)
        return failed("This part could not be found", str(error), level=3)


def filed(ask: object, services: Services, asking: Asking) -> Told:
    """The answer as the text of a file."""
    asked = _checked(ask)
    if asked is None:
        return {}
    told = {"seq": asked.seq, "name": f"{asking.name}.{asked.format}", "text": "", "note": ""}
    try:
        meant = understood(services, asking, asked.query)
        if meant.question is None:
            return {**told, "note": "This is no whole question. Ask it first."}
        finding = found(services, asking, meant.question, Work())
    except CyberatlasError as error:
        _tell_if_away(error, services)
        return {**told, "note": str(error)}
    if asked.format == "csv" and finding.table:
        return {**told, "text": guarded_csv(*finding.table)}
    return {**told, "text": json.dumps(finding.answer.json, ensure_ascii=False, indent=2) + "\n"}


def kept(ask: object, services: Services, asking: Asking) -> Told:
    """What is saved after it was changed as asked; `taken` where the name is in use and is not to be replaced."""
    asked = _checked(ask)
    if asked is None:
        return {}
    store, taken = SavedQuestions(services.folder, asking.name), False
    try:
        note = _changed(store, asked, services, asking)
    except NameTakenError as error:
        note, taken = str(error), asked.do == "save"
    except CyberatlasError as error:
        _tell_if_away(error, services)
        note = str(error)
    return {"seq": asked.seq, "do": asked.do, "name": asked.name, "note": note, "taken": taken,
            "saved": _saved(services, asking)}  # fmt: skip


def _changed(store: SavedQuestions, asked: Asked, services: Services, asking: Asking) -> str:
    """Do what was asked, and say so."""
    if asked.do == "save":
        meant = understood(services, asking, asked.query)
        if meant.question is None:
            return "This is no whole question. Ask it first."
        return f"Saved as “{store.save(asked.name, meant.question, asked.replace).name}”."
    if asked.do == "rename":
        return f"Renamed to “{store.rename(asked.slug, asked.name).name}”."
    if asked.do == "delete":
        store.delete(asked.slug)
        return "Deleted."
    return ""


def _saved(services: Services, asking: Asking) -> list[dict[str, Any]]:
    return [
        {
            "slug": each.slug,
            "name": each.name,
            "detail": each.detail,
            "query": query_of(each.question) if each.question else "",
            "readable": each.question is not None,
        }
        for each in SavedQuestions(services.folder, asking.name).list()
    ]


def _checked(ask: object) -> Asked | None:
    try:
        return Asked.model_validate(ask)
    except ValidationError:
        return None


def _tell_if_away(error: Exception, services: Services) -> bool:
    """The banner says that the database is away, and the page looks for its return."""
    away = reads.away(services.database, error)
    if away:
        set_props("banner", {"children": database_away(str(error))})
        set_props("pulse", {"disabled": False})
    return away
