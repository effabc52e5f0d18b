"""A deck -> PowerPoint: native shapes, connectors, texts, tables and charts that can be edited."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.briefings.slide import Chart, Connector, Deck, Element, Grid, Rule, Shape, Sign, Slide, Text
from explorer.export.pptx_flags import flag_pictures
from explorer.export.pptx_frame import attribute, plain
from explorer.export.pptx_grids import add_chart, chart_xml, drawable, grid_xml
from explorer.export.pptx_package import describe, made_at, package_bytes
from explorer.export.pptx_shapes import connector_xml, group_xml, named, rule_xml, shape_xml, sign_xml
from explorer.export.pptx_template import Layout, Template, own_template, plain_template
from explorer.export.pptx_text import text_body, written

if TYPE_CHECKING:
    from pptx.slide import Slide as PptxSlide

_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_NAMES = {
    "subtitle": "Subtitle", "say": "What this step says", "prose": "Text", "label": "Label", "caption": "Caption",
    "legend": "Legend", "note": "Note", "footnote": "Sources", "marking": "Marking", "stamp": "As of", "title": "Title",
}  # fmt: skip
_HALO = 0.72
_ABOVE = -70.0
"""Where the title of a slide lies that shows none: above the slide, for outlines and for screen readers."""


def pptx_bytes(deck: Deck, template: bytes | Path | None = None) -> bytes:
    """The deck as a `.pptx` file, the same bytes for the same deck.

    `template` is a user's own presentation, as its bytes or as its file: its master, faces, colours and size are taken.

    Raises:
        InputError: the template cannot be read, or has no layout with a title.
    """
    built = plain_template(deck) if template is None else own_template(template)
    describe(built.presentation, deck)
    flags = flag_pictures(deck)
    for slide in deck.slides:
        _add(built, slide, deck, flags)
    return package_bytes(built.presentation)


def _add(template: Template, slide: Slide, deck: Deck, flags: Mapping[str, bytes]) -> None:
    layout = _layout_for(template, slide)
    made = template.presentation.slides.add_slide(layout.layout)
    _Writer(template, layout, slide, made, deck, flags).write()
    told = [plain(line) for line in slide.notes.splitlines()] + ([plain(slide.alt)] if slide.alt else [])
    if any(told):
        made.notes_slide.notes_text_frame.text = "\n".join(told)


def _layout_for(template: Template, slide: Slide) -> Layout:
    roles = {element.role for element in slide.elements if isinstance(element, Text)}
    if "subtitle" in roles and template.first.subtitle:
        return template.first
    return template.prose if "prose" in roles else template.other


class _Writer:
    """Writes the elements of one slide, in their order; labels go with their shapes, signs of the legend together."""

    def __init__(
        self,
        template: Template,
        layout: Layout,
        slide: Slide,
        made: "PptxSlide",
        deck: Deck,
        flags: Mapping[str, bytes],
    ) -> None:
        self._frame = replace(template.frame, paper=layout.paper) if template.own else template.frame
        self._own, self._layout = template.own, layout
        self._slide, self._made, self._flags = slide, made, flags
        self._language, self._at = attribute(deck.language) or "en", made_at(deck)
        self._numbers = count(2)
        self._filled: set[str] = set()
        self._links: dict[str, str] = {}
        self._shapes = {shape.id: (shape, next(self._numbers)) for shape in slide.elements if isinstance(shape, Shape)}
        self._labels: dict[str, list[Text]] = defaultdict(list)
        for element in slide.elements:
            if isinstance(element, Text) and element.of in self._shapes:
                self._labels[element.of].append(element)

    def write(self) -> None:
        """Fill the slide."""
        from pptx.oxml import parse_xml

        parts = list(self._parts())
        if "title" not in self._filled:
            parts.insert(0, self._hidden_title())
        tree = self._made.shapes._spTree
        for placeholder in list(tree.iter_shape_elms()):
            tree.remove(placeholder)
        tree.extend(parse_xml(f"<p:spTree {_SPACES}>{''.join(parts)}</p:spTree>"))
        if not self._own and self._slide.paper.lower() not in self._frame.scheme:
            background = f"<p:bg {_SPACES}><p:bgPr>{self._frame.fill(self._slide.paper)}<a:effectLst/></p:bgPr></p:bg>"
            tree.getparent().insert(0, parse_xml(background))

    def _parts(self) -> Iterator[str]:
        legend: list[Sign | Text] = []
        for element in self._slide.elements:
            if isinstance(element, Sign) or (isinstance(element, Text) and element.role == "legend"):
                legend.append(element)
                continue
            if legend:
                yield self._together(legend)
                legend = []
            if not (isinstance(element, Text) and element.of in self._shapes):
                yield self._element(element)
        if legend:
            yield self._together(legend)

    def _element(self, element: Element) -> str:
        match element:
            case Shape():
                return self._entity(element)
            case Connector():
                return connector_xml(element, next(self._numbers), self._frame, self._shapes)
            case Text():
                return self._text(element)
            case Rule():
                return rule_xml(element, next(self._numbers), self._frame)
            case Sign():
                return sign_xml(element, next(self._numbers), self._frame)
            case Grid():
                return grid_xml(element, next(self._numbers), self._frame, self._slide.alt, self._language)
            case Chart():
                return self._chart(element)

    def _entity(self, shape: Shape) -> str:
        """A shape, in a group with its labels."""
        number = self._shapes[shape.id][1]
        flag = self._flag(shape.flag.lower())
        drawn, labels = shape_xml(shape, number, self._frame, self._language, flag), self._labels[shape.id]
        if not labels:
            return drawn
        half = shape.size / 2
        boxes = [(shape.x - half, shape.y - half, shape.x + half, shape.y + half), *map(_box, labels)]
        name = written(labels[0]) or shape.id
        inner = drawn + "".join(map(self._text, labels))
        return group_xml(next(self._numbers), name, shape.alt, boxes, inner, self._frame)

    def _together(self, legend: Sequence[Sign | Text]) -> str:
        number = next(self._numbers)
        inner = "".join(self._element(element) for element in legend)
        told = " ".join(written(element) for element in legend if isinstance(element, Text))
        return group_xml(number, "Legend", f"Legend: {told}", [*map(_box, legend)], inner, self._frame)

    def _chart(self, chart: Chart) -> str:
        if not drawable(chart):
            return ""
        related = add_chart(self._made.part, chart, self._frame, self._at)
        return chart_xml(chart, next(self._numbers), self._frame, self._slide.alt, related)

    def _text(self, text: Text) -> str:
        placeholder = self._placeholder(text)
        number = next(self._numbers)
        own = self._own and placeholder is not None
        name = f"{_NAMES[text.role]} of {text.of}" if text.of else _NAMES[text.role]
        halo = self._frame.fill(text.halo, _HALO) if text.halo and not text.faded else "<a:noFill/>"
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        look = "" if placeholder is not None else geometry + halo
        kind = '<p:cNvSpPr txBox="1"/>' if placeholder is None else '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        return (
            f"<p:sp><p:nvSpPr>{named(number, name)}{kind}<p:nvPr>{placeholder or ''}</p:nvPr></p:nvSpPr>"
            f"<p:spPr>{self._frame.box(text.x, text.y, text.width, text.height)}{look}</p:spPr>"
            f"{text_body(text, self._frame, self._link, self._language, own=own)}</p:sp>"
        )

    def _placeholder(self, text: Text) -> str | None:
        """The placeholder of the layout that a text fills: the first title, the first subtitle, the first prose."""
        part = {"title": "title", "subtitle": "subtitle", "prose": "body"}.get(text.role, "")
        named_ = {"title": self._layout.title, "subtitle": self._layout.subtitle, "body": self._layout.body}.get(part)
        if named_ is None or part in self._filled:
            return None
        self._filled.add(part)
        given = "".join(f' {key}="{attribute(value)}"' for key, value in named_.items())
        return f"<p:ph{given}/>"

    def _hidden_title(self) -> str:
        words = Text("title", 0, _ABOVE, 960, 40, (), 28, "")
        return self._text(words).replace("<a:p/>", f"<a:p><a:r><a:t>{attribute(self._slide.title)}</a:t></a:r></a:p>")

    def _flag(self, code: str) -> str:
        """The id under which the slide knows a flag; empty where there is none."""
        if code not in self._flags:
            return ""
        _, related = self._made.part.get_or_add_image_part(BytesIO(self._flags[code]))
        return str(related)

    def _link(self, url: str) -> str:
        """The id under which the slide knows an address."""
        from pptx.opc.constants import RELATIONSHIP_TYPE

        if url not in self._links:
            self._links[url] = self._made.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._links[url]


def _box(element: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a text or a sign, in points."""
    if isinstance(element, Sign):
        half = element.size / 2
        return element.x - half, element.y - half, element.x + half, element.y + half
    return element.x, element.y, element.x + element.width, element.y + element.height
