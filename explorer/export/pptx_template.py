"""What slides are built on: a template of one's own, or a plain one in the colours of the deck."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.briefings.slide import HEIGHT, WIDTH, Deck
from explorer.export.pptx_frame import EMU_PER_POINT, PAPER, Frame
from explorer.export.pptx_paper import paper_of
from explorer.graph.colours import LIGHT, THEMES, Theme
from graph_loader.errors import Fault, InputError

if TYPE_CHECKING:
    from pptx.presentation import Presentation

MOST_BYTES, MOST_UNPACKED = 100_000_000, 500_000_000
FACE, EAST_ASIAN_FACE, COMPLEX_FACE = "Arial", "Microsoft YaHei", "Arial"
"""Faces that come with Office on Windows and on the Mac; elsewhere the nearest one stands in."""
TITLE_SIZE, BODY_SIZES = 2800, (1800, 1600, 1400, 1400, 1400)

_TITLES = ("title", "ctrTitle")
_BODIES = ("body", "obj", None)  # a placeholder without a type is one for any content
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_EXPECTED = "a presentation saved as .pptx"


@dataclass(frozen=True)
class Layout:
    """A layout, what its slides are written on, and its placeholders: type and number of each as slides name them."""

    layout: Any
    paper: str
    title: Mapping[str, str] | None
    subtitle: Mapping[str, str] | None
    body: Mapping[str, str] | None
    others: int


@dataclass(frozen=True)
class Template:
    """A presentation without slides; its layouts for the first slide, for slides with prose, and for all others.

    `own` is true for a user's template, whose faces and colours its titles and bodies keep.
    """

    presentation: "Presentation"
    frame: Frame
    first: Layout
    prose: Layout
    other: Layout
    own: bool


def plain_template(deck: Deck) -> Template:
    """A template of 13.333 by 7.5 inches with the paper and ink of the deck as the colours of its theme."""
    from pptx import Presentation

    presentation = Presentation()
    theme = _theme_of(deck)
    _widen(presentation)
    _dress(presentation, theme)
    scheme = {theme.ink.lower(): "tx1", theme.paper.lower(): "bg1", theme.quiet.lower(): "tx2"}
    return _template(presentation, scheme, "the template of the program", own=False)


def own_template(given: bytes | Path) -> Template:
    """A user's template, its slides taken out.

    Raises:
        InputError: it is not there, no presentation, or has no layout with a title.
    """
    from pptx import Presentation

    name = str(given) if isinstance(given, Path) else "the template"
    try:
        data = given.read_bytes() if isinstance(given, Path) else given
    except OSError as error:
        raise _refused(name, f"no file that can be read ({error.strerror or error})") from error
    _check_size(name, data)
    try:
        presentation = Presentation(io.BytesIO(data))
        if "macroEnabled" in presentation.part.content_type:
            raise _refused(name, "a presentation with macros")
        _remove_slides(presentation)
        return _template(presentation, _inks(), name, own=True)
    except InputError:
        raise
    except Exception as error:  # whatever the library stumbles over, the file is at fault
        raise _refused(name, "a file that is no presentation, or a broken one") from error


def _inks() -> Mapping[str, str]:
    """Ink and paper of every theme of ours are the template's own; what is coloured otherwise means something."""
    themes = THEMES.values()
    inks = {colour.lower(): "tx1" for theme in themes for colour in (theme.ink, theme.quiet)}
    return inks | {theme.paper.lower(): PAPER for theme in themes}


def _template(presentation: "Presentation", scheme: Mapping[str, str], name: str, *, own: bool) -> Template:
    layouts = [_layout(layout) for master in presentation.slide_masters for layout in master.slide_layouts]
    titled = [layout for layout in layouts if layout.title]
    if not titled:
        found = ", ".join(repr(layout.layout.name) for layout in layouts[:10]) or "none"
        fault = Fault(name, f"layouts without a title: {found}", "one layout at least with a placeholder for the title",
                      "Add one in the slide master view of your program, or leave the template out.")  # fmt: skip
        raise InputError([fault])
    others = sorted(titled, key=lambda layout: (layout.others, layout.body is not None, layout.subtitle is not None))
    prose = [layout for layout in others if layout.body] or others
    first = [layout for layout in others if layout.subtitle] or others
    width, height = presentation.slide_width or 0, presentation.slide_height or 0
    if width <= 0 or height <= 0:
        raise _refused(name, "a presentation without a size of its slides")
    return Template(presentation, Frame.fitted(width, height, scheme), first[0], prose[0], others[0], own)


def _layout(layout: Any) -> Layout:
    """A layout; `others` counts placeholders that stay empty, those of footers not among them."""
    found: dict[str, dict[str, str]] = {}
    others = 0
    for placeholder in layout.element.iter(f"{_SLIDES}ph"):
        sort = placeholder.get("type")
        part = "title" if sort in _TITLES else "subtitle" if sort == "subTitle" else "body" if sort in _BODIES else ""
        if part and part not in found:
            found[part] = {key: placeholder.get(key) for key in ("type", "idx") if placeholder.get(key)}
        elif sort not in ("dt", "ftr", "sldNum", "hdr"):
            others += 1
    return Layout(layout, paper_of(layout), found.get("title"), found.get("subtitle"), found.get("body"), others)


def _check_size(name: str, data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise _refused(name, f"{len(data):,} bytes", f"{MOST_BYTES:,} at most")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _refused(name, "a file that is no presentation, or a broken one") from error
    if unpacked > MOST_UNPACKED:
        raise _refused(name, f"{unpacked:,} bytes once unpacked", f"{MOST_UNPACKED:,} at most")


def _refused(name: str, found: str, expected: str = _EXPECTED) -> InputError:
    next_step = "Open it in PowerPoint or LibreOffice, save it as .pptx, and try again; or leave the template out."
    return InputError([Fault(name, found, expected, next_step)])


def _remove_slides(presentation: "Presentation") -> None:
    """Take out the slides and what names them: sections and custom shows."""
    element = presentation.part._element
    for entry in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(entry.rId)
        presentation.slides._sldIdLst.remove(entry)
    for tag in ("custShowLst", "extLst"):
        for found in element.findall(f"{_SLIDES}{tag}"):
            element.remove(found)


def _theme_of(deck: Deck) -> Theme:
    paper = deck.slides[0].paper.lower() if deck.slides else ""
    return next((theme for theme in THEMES.values() if theme.paper.lower() == paper), LIGHT)


def _widen(presentation: "Presentation") -> None:
    """Make the slides of 4:3 that python-pptx has built in as wide as ours."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.util import Emu

    width, height = round(WIDTH * EMU_PER_POINT), round(HEIGHT * EMU_PER_POINT)
    share = width / (presentation.slide_width or width)
    presentation.slide_width, presentation.slide_height = Emu(width), Emu(height)
    size = presentation.part._element.find(f"{_SLIDES}sldSz")
    size.attrib.pop("type", None)
    master = presentation.slide_master
    for element in [master.element, *(layout.element for layout in master.slide_layouts)]:
        for place in element.iter(f"{_DRAWING}xfrm"):
            for tag, name in (("off", "x"), ("ext", "cx")):
                part = place.find(f"{_DRAWING}{tag}")
                part.set(name, str(round(int(part.get(name)) * share)))
    for part, sorts in (
        (presentation.part, (RELATIONSHIP_TYPE.PRINTER_SETTINGS,)),
        (presentation.part.package, (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)),
    ):
        for related, relation in list(part._rels.items()):
            if relation.reltype in sorts:
                part._rels.pop(related)


def _dress(presentation: "Presentation", theme: Theme) -> None:
    """Colours and faces of the theme, and the sizes of titles and bodies."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.oxml import serialize_part_xml
    from pptx.oxml import parse_xml

    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root: Any = parse_xml(part.blob)
    colours = {
        "dk1": theme.ink, "lt1": theme.paper, "dk2": theme.quiet, "lt2": theme.paper, "accent1": theme.accent,
        "accent2": theme.joins, "accent3": theme.divides, "accent4": theme.neither, "accent5": theme.both,
        "accent6": theme.quiet, "hlink": theme.accent, "folHlink": theme.accent,
    }  # fmt: skip
    root.set("name", "cyberatlas")
    for name, colour in colours.items():
        for element in root.iter(f"{_DRAWING}{name}"):
            element[:] = [parse_xml(f'<a:srgbClr xmlns:a="{_DRAWING[1:-1]}" val="{colour[1:].upper()}"/>')]
    for fonts in [*root.iter(f"{_DRAWING}majorFont"), *root.iter(f"{_DRAWING}minorFont")]:
        for tag, face in (("latin", FACE), ("ea", EAST_ASIAN_FACE), ("cs", COMPLEX_FACE)):
            fonts.find(f"{_DRAWING}{tag}").set("typeface", face)
        for script in fonts.findall(f"{_DRAWING}font"):
            fonts.remove(script)
    part.blob = serialize_part_xml(root)
    styles = presentation.slide_master.element.find(f"{_SLIDES}txStyles")
    title = styles.find(f"{_SLIDES}titleStyle/{_DRAWING}lvl1pPr")
    title.set("algn", "l")
    title.find(f"{_DRAWING}defRPr").attrib.update({"sz": str(TITLE_SIZE), "b": "1"})
    for level, size in enumerate(BODY_SIZES, 1):
        styles.find(f"{_SLIDES}bodyStyle/{_DRAWING}lvl{level}pPr/{_DRAWING}defRPr").set("sz", str(size))
