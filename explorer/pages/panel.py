"""What the side panel tells about what is selected: the browser names it, the database is read, a card is made."""

from hashlib import sha256
from typing import Annotated

from dash import html
from pydantic import BaseModel, Field, StringConstraints, ValidationError

from explorer import reads
from explorer.components.card_parts import card, message_card
from explorer.components.entity_card import MOST_NEIGHBOURS, entity_card
from explorer.components.selection_card import selection_card
from explorer.components.tie_card import tie_card
from explorer.reads.sharing import shared
from explorer.services import Services

MOST_CHOSEN = 500
Id = Annotated[str, StringConstraints(max_length=300)]


class Chosen(BaseModel):
    """What is selected: entities, or the line between two; `shown` is how many entities are on the canvas."""

    ids: Annotated[list[Id], Field(max_length=MOST_CHOSEN)] = []
    line: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = None
    shown: int = 0


def panel(chosen: object, services: Services) -> html.Article:
    """The card about what is selected, or what could be."""
    try:
        told = Chosen.model_validate(chosen or {})
    except ValidationError:
        return message_card("Too much at once", f"Select at most {MOST_CHOSEN} entities to read about them.")
    made = _card(told, services)
    vars(made)["key"] = _key(told)  # another card is built anew: what was unfolded in the last one is gone
    return made


def _key(told: Chosen) -> str:
    return sha256(f"{told.ids} {told.line}".encode()).hexdigest()[:16]


def _card(told: Chosen, services: Services) -> html.Article:
    if told.line:
        return _line(told.line[0], told.line[1], services)
    if len(told.ids) == 1:
        return _entity(told.ids[0], services)
    return _selection(told.ids, services) if told.ids else _hint(told.shown)


def _entity(entity_id: str, services: Services) -> html.Article:
    found = reads.neighbourhood(services.database, services.schema, entity_id, most=MOST_NEIGHBOURS)
    if found is None:
        return message_card("Not in the graph", f"Nothing in the graph has the id {entity_id}.")
    return entity_card(found, services.schema)


def _line(first: str, second: str, services: Services) -> html.Article:
    found = reads.pair(services.database, services.schema, first, second)
    if found is None:
        return message_card("No tie", "Nothing in the graph ties these two to each other.")
    return tie_card(found, services.schema, shared(services.database, services.schema, [first, second]))


def _selection(ids: list[str], services: Services) -> html.Article:
    found = shared(services.database, services.schema, ids)
    pair = reads.pair(services.database, services.schema, ids[0], ids[1]) if len(ids) == 2 else None
    return selection_card(found, services.schema, pair)


def _hint(shown: int) -> html.Article:
    if not shown:
        return message_card("Nothing is shown yet", "Search for a name, or choose one of the entities to begin with.")
    return card(
        html.H2("Nothing is selected"),
        html.P("Select an entity to read what it is, or a line to read what ties its two ends and where that is said."),
        html.P("Select two or more to read what they share.", className="quiet"),
    )
