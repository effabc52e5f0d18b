"""What the fields for entities offer as the reader types: the same on every page."""

from collections.abc import Collection

from explorer.components.marks import kind_title
from explorer.reads.entity_choice import entity_choices
from explorer.services import Services


def offered(services: Services, text: str, kinds: Collection[str] = ()) -> list[list[str]]:
    """Id, name and kind of the entities of these kinds (none: of any) that the text may mean."""
    schema = services.schema
    found = entity_choices(services.database, schema, text, schema.kinds_in(kinds) if kinds else schema.kinds)
    return [[entity.id, entity.name, kind_title(entity.kind, schema)] for entity in found]
