"""What the page asks to keep or to take along: saved views, pictures, tables, and the Cypher of a view."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from explorer import reads
from explorer.asked import misasked, refused
from explorer.export.csv_text import guarded_csv
from explorer.export.fonts import embedded
from explorer.export.svg import svg
from explorer.graph.cypher_of import cypher_of
from explorer.graph.drawing import Drawing
from explorer.graph.view_state import ViewState
from explorer.services import Services
from explorer.views import NameTakenError, ViewStore
from graph_loader.errors import CyberatlasError

FONTS = Path(__file__).with_name("assets") / "built" / "fonts.css"
Text = Annotated[str, Field(max_length=200)]
Cell = Annotated[str, Field(max_length=20_000)]


class _Ask(BaseModel):
    model_config = ConfigDict(extra="ignore")
    seq: int


class Views(_Ask):
    """Which views are saved?"""

    do: Literal["views"]

    def answer(self, services: Services) -> dict[str, Any]:
        """Their names and slugs, the latest first."""
        saved = ViewStore(services.folder).list()
        return {
            "views": [
                {"slug": view.slug, "name": view.name, "detail": view.detail, "readable": not view.unreadable}
                for view in saved
            ]
        }


class SaveView(_Ask):
    """Keep a view under a name."""

    do: Literal["save-view"]
    name: Text
    replace: bool = False
    view: ViewState

    def answer(self, services: Services) -> dict[str, Any]:
        """What was done; `taken` where a view of this name exists and is not to be replaced."""
        try:
            ViewStore(services.folder).save(self.name, self.view, replace=self.replace)
        except NameTakenError as error:
            return {"ok": False, "taken": True, "note": str(error)}
        return {"note": f"Saved as “{self.name}”."}


class OpenView(_Ask):
    """Open a saved view."""

    do: Literal["open-view"]
    slug: Text

    def answer(self, services: Services) -> dict[str, Any]:
        """The view as it was saved."""
        return {"view": ViewStore(services.folder).open(self.slug).plain()}


class RenameView(_Ask):
    """Give a saved view another name."""

    do: Literal["rename-view"]
    slug: Text
    name: Text

    def answer(self, services: Services) -> dict[str, Any]:
        """What was done."""
        ViewStore(services.folder).rename(self.slug, self.name)
        return {"note": f"Renamed to “{self.name}”."}


class DeleteView(_Ask):
    """Remove a saved view."""

    do: Literal["delete-view"]
    slug: Text

    def answer(self, services: Services) -> dict[str, Any]:
        """What was done."""
        ViewStore(services.folder).delete(self.slug)
        return {"note": "The view is deleted."}


class Cypher(_Ask):
    """The query that gives what is on screen."""

    do: Literal["cypher"]
    view: ViewState

    def answer(self, services: Services) -> dict[str, Any]:
        """Its text."""
        return {"text": cypher_of(self.view, services.schema)}


class Picture(_Ask):
    """The canvas as SVG."""

    do: Literal["picture"]
    drawing: Drawing

    def answer(self, services: Services) -> dict[str, Any]:
        """The text of the file."""
        nodes = [node.id for node in self.drawing.nodes]
        sources = reads.sources(services.database, nodes, self.drawing.ties)
        drawn = self.drawing
        words = [drawn.title, drawn.date, *(node.label for node in drawn.nodes), *(line.label for line in drawn.lines)]
        words += [*(entry.label for entry in drawn.legend), *(source.title for source in sources)]
        return {"svg": svg(self.drawing, sources, embedded(FONTS, " ".join(words)))}


class Table(_Ask):
    """Rows of the table as a file that a spreadsheet may open."""

    do: Literal["csv"]
    header: Annotated[list[Text], Field(max_length=40)]
    rows: Annotated[list[Annotated[list[Cell], Field(max_length=40)]], Field(max_length=50_000)]

    def answer(self, _services: Services) -> dict[str, Any]:
        """Its text."""
        return {"text": guarded_csv(self.header, self.rows)}


class Sources(_Ask):
    """Where ties come from."""

    do: Literal["sources"]
    ties: Annotated[list[Text], Field(max_length=50_000)]

    def answer(self, services: Services) -> dict[str, Any]:
        """Tie id -> the address of its source, or the source in words."""
        found = reads.ties_by_id(services.database, self.ties)
        told = {str(tie.properties.get("id")): tie.properties for tie in found}
        return {"sources": {name: held.get("source_url") or held.get("source") or "" for name, held in told.items()}}


_Keeping = Views | SaveView | OpenView | RenameView | DeleteView | Cypher | Picture | Table | Sources
_ASKS: TypeAdapter[_Keeping] = TypeAdapter(Annotated[_Keeping, Field(discriminator="do")])
DEEDS = frozenset(get_args(kept.model_fields["do"].annotation)[0] for kept in get_args(_Keeping))


def answer(ask: object, services: Services) -> Mapping[str, Any] | None:
    """The answer to an ask of this sort, or None where it is of another. What goes wrong is told in `note`."""
    if not isinstance(ask, dict) or str(ask.get("do")) not in DEEDS:
        return None
    seq = ask.get("seq")
    try:
        asked = _ASKS.validate_python(ask)
        return {"seq": asked.seq, "ok": True, "note": "", **asked.answer(services)}
    except ValidationError as error:
        return refused(seq, misasked(error))
    except CyberatlasError as error:
        return refused(seq, str(error), away=reads.away(services.database, error))
