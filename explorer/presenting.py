"""What the list of briefings and the room ask: briefings are begun, copied, deleted, shown and handed over."""

import base64
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from explorer import reads
from explorer.asked import misasked, refused
from explorer.briefings.briefing import LONGEST_LINE, Briefing
from explorer.briefings.handover import FORMATS, handed_over
from explorer.briefings.slide import Slide
from explorer.briefings.slides import deck
from explorer.briefings.stage import Stage
from explorer.export.deck_svg import svg_text
from graph_loader.errors import CyberatlasError

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]


class _Ask(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    seq: Annotated[int, Field(ge=0, le=2**53)]


class Create(_Ask):
    """Begin a briefing."""

    do: Literal["create"]
    title: Annotated[str, StringConstraints(max_length=LONGEST_LINE)]

    def answer(self, stage: Stage) -> dict[str, Any]:
        """Its name."""
        store, title = stage.briefings, self.title.strip() or "New briefing"
        made = store.create(Briefing(name=store.free_name(title), title=title))
        return {"name": made.briefing.name}


class Duplicate(_Ask):
    """Make an own copy of a briefing."""

    do: Literal["duplicate"]
    name: Name

    def answer(self, stage: Stage) -> dict[str, Any]:
        """The name of the copy."""
        made = stage.briefings.duplicate(self.name)
        return {"name": made.briefing.name, "note": f"“{made.briefing.title}” is yours to change."}


class Delete(_Ask):
    """Remove an own briefing; it can be brought back."""

    do: Literal["delete"]
    name: Name

    def answer(self, stage: Stage) -> dict[str, Any]:
        """What can be brought back."""
        stage.briefings.delete(self.name)
        return {"note": f"{self.name} is deleted.", "restore": self.name}


class Restore(_Ask):
    """Bring back what was deleted."""

    do: Literal["restore"]
    name: Name

    def answer(self, stage: Stage) -> dict[str, Any]:
        """What was done."""
        stage.briefings.restore(self.name)
        return {"note": f"{self.name} is back."}


class Present(_Ask):
    """The slides of a briefing, to be shown."""

    do: Literal["present"]
    name: Name

    def answer(self, stage: Stage) -> dict[str, Any]:
        """Each slide as an SVG, with its notes; `old` where the database is away and what was read last is shown."""
        opened = stage.briefings.open(self.name)
        found = stage.staged(opened.briefing, keep=True)
        made = deck(found.briefing, found.shown)
        return {
            "title": made.title,
            "own": opened.own,
            "slides": drawn(made.slides),
            "notes": [slide.notes for slide in made.slides],
            "old": found.away,
            "told": {str(number): why for number, why in found.told.items()},
        }


class Export(_Ask):
    """A briefing as a file of another program."""

    do: Literal["export"]
    name: Name
    format: Literal["pptx", "html", "pdf", "svg", "png"]

    def answer(self, stage: Stage) -> dict[str, Any]:
        """The file, in base64."""
        found = stage.staged(stage.briefings.get(self.name), keep=True)
        stage.progress(f"Writing {self.name}.{self.format} …")
        name, content = handed_over(found.briefing, found.shown, self.format, stage.briefings.own)
        return {"file": name, "type": FORMATS[self.format], "content": base64.b64encode(content).decode()}


def drawn(slides: tuple[Slide, ...]) -> list[str]:
    """Each slide as the text of an SVG; ids differ from slide to slide, since all stand in one page."""
    return [svg_text(slide, prefix=f"s{at}-") for at, slide in enumerate(slides, 1)]


_Asked = Create | Duplicate | Delete | Restore | Present | Export
_ASKS: TypeAdapter[_Asked] = TypeAdapter(Annotated[_Asked, Field(discriminator="do")])


def answer(ask: object, stage: Stage) -> Mapping[str, Any]:
    """The answer to whatever a page sent; what goes wrong is told in `note`. Nothing that is sent raises."""
    seq = ask.get("seq") if isinstance(ask, Mapping) else 0
    try:
        asked = _ASKS.validate_python(ask)
        return {"seq": asked.seq, "ok": True, "note": "", "do": asked.do, **asked.answer(stage)}
    except ValidationError as error:
        return refused(seq, misasked(error))
    except CyberatlasError as error:
        return refused(seq, str(error), away=reads.away(stage.desk.database, error))
