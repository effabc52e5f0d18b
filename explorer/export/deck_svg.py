"""A slide -> SVG: named groups, real text, ids and titles by entity; what a player and a drawing program can use."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path as File
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from explorer.briefings.slide import HEIGHT, WIDTH, Connector, Shape, Slide, Text
from explorer.export.fonts import embedded
from explorer.export.frame import DASHES
from explorer.export.lettering import legible
from explorer.export.marks import RAISED, RAISED_BY, Box, Circle, Flag, Mark, Path, Stroke, Words
from explorer.export.outlines import number
from explorer.export.slide_marks import Group, Part, groups, texts

_BUILT = File(__file__).parents[1] / "assets" / "built"
FLAGS, FONTS = _BUILT / "flags", _BUILT / "fonts.css"
FACES = (
    '"Inter", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans SC", system-ui, -apple-system, "Segoe UI", '
    '"Helvetica Neue", Arial, sans-serif'
)
"""The faces of the page, and where they are not installed what is like them."""
_FAMILY = re.compile(r"font-family:\s*([^;}]+)")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")
_REFERENCE = re.compile(r"url\(#")
_CODE = re.compile(r"[a-z]{2}")
_FLAG_SIZE = 640, 480
_WEB = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)


def svg_text(slide: Slide, font_css: str = "", *, prefix: str = "", flags: bool = True) -> str:
    """The slide as the text of an SVG, 960 by 540.

    `font_css` holds `@font-face` rules with the fonts in them, as `explorer.export.fonts.embedded` makes them. Several
    slides in one page need a `prefix` of their ids each, and may take their flags from one `drawn_flags` for all:
    without `flags` they are not in the SVG. Entities are groups of the class `node` with their id as `data-id`; ties
    groups of the class `line` with `data-source`, `data-target` and their sentences, one a line, as title.
    """
    root = _root(slide, font_css, prefix)
    drawn = groups(slide)
    if flags and (flag_groups := drawn_flags(flags_of(drawn))):
        SubElement(root, "defs").extend(flag_groups)
    paper = {"width": number(WIDTH), "height": number(HEIGHT), "fill": slide.paper}
    SubElement(root, "rect", {"id": f"{prefix}paper", "class": "paper"} | paper)
    names = _Names(prefix)
    for group in drawn:
        made = SubElement(root, "g", {"id": names.given(group.name), "class": group.name})
        for part in group.parts:
            _part(made, part, names)
    return tostring(root, encoding="unicode") + "\n"


def svg_file(slide: Slide) -> str:
    """The slide as a file of its own, with the fonts of its text in it."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg_text(slide, embedded(FONTS, "".join(texts(slide))))}'


def flags_of(drawn: Iterable[Group]) -> list[str]:
    """The codes of the flags that are drawn, each once."""
    marks = (mark for group in drawn for part in group.parts for mark in part.marks)
    return sorted({mark.code for mark in marks if isinstance(mark, Flag)})


def drawn_flags(codes: Iterable[str]) -> list[Element]:
    """Flags as groups that a slide refers to; those that are not built are left out."""
    return [group for code in codes if (group := _flag(code)) is not None]


def web_address(url: str) -> str:
    """The address where a page may lead to it; empty otherwise."""
    return url if _WEB.fullmatch(url) else ""


class _Names:
    """Ids, each given once."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._given: dict[str, int] = {"paper": 1}

    def given(self, name: str) -> str:
        plain = _NOT_IN_ID.sub("-", name)
        count = self._given[plain] = self._given.get(plain, 0) + 1
        return f"{self._prefix}{plain}" if count == 1 else self.given(f"{plain}-{count}")


def _root(slide: Slide, font_css: str, prefix: str) -> Element:
    size = {"viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}", "width": f"{WIDTH:g}", "height": f"{HEIGHT:g}"}
    named = {"role": "group", "aria-label": legible(slide.title) or "Slide"}
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "slide-picture"} | size | named)
    root.attrib |= {"data-scene": str(slide.scene), "data-step": str(slide.step)}
    families = [legible(family).strip() for family in _FAMILY.findall(font_css)]
    root.set("font-family", ", ".join(dict.fromkeys([*families, FACES])))
    SubElement(root, "title").text = legible(slide.title) or "Slide"
    if slide.alt:
        SubElement(root, "desc", {"id": f"{prefix}told"}).text = legible(slide.alt)
        root.set("aria-describedby", f"{prefix}told")
    if font_css:
        SubElement(root, "style").text = "".join(sign for sign in font_css if sign.isprintable() or sign == "\n")
    return root


def _part(parent: Element, part: Part, names: _Names) -> None:
    """An element of the slide: a group where it has an id or several marks."""
    element = part.element
    match element:
        case Shape():
            group = SubElement(
                parent, "g", {"id": names.given(element.id), "class": "node", "data-id": legible(element.id)}
            )
            SubElement(group, "title").text = legible(element.alt) or legible(element.id)
        case Connector():
            group = SubElement(parent, "g", {"id": names.given(f"{element.source}--{element.target}"), "class": "line"})
            group.attrib |= {"data-source": legible(element.source), "data-target": legible(element.target)}
            told = element.sentences or ([element.label] if element.label else ())
            SubElement(group, "title").text = "\n".join(map(legible, told))
            urls = [web_address(url) for url in getattr(element, "urls", ())]
            if any(urls):
                group.set("data-urls", " ".join(urls))
        case _:
            group = SubElement(parent, "g") if len(part.marks) > 1 else parent
    for mark in part.marks:
        for made in _drawn(mark, names):
            group.append(made)
            if isinstance(element, Text) and element.of and isinstance(mark, Words):
                made.set("data-of", legible(element.of))


# Marks ------------------------------------------------------------------------------------------------------------


def _drawn(mark: Mark, names: _Names) -> Iterator[Element]:
    match mark:
        case Words():
            yield _words(mark)
        case Flag():
            yield from _laid(mark, names)
        case Path():
            points = "L".join(f"{number(x)} {number(y)}" for x, y in mark.points)
            yield Element("path", {"d": f"M{points}{'Z' if mark.fill else ''}"} | _look(mark))
        case Circle():
            place = {"cx": number(mark.x), "cy": number(mark.y), "r": number(mark.radius)}
            yield Element("circle", place | _look(mark))
        case Box():
            place = {"x": number(mark.x), "y": number(mark.y), "width": number(mark.width)}
            round_corners = {"rx": number(mark.radius)} if mark.radius else {}
            yield Element("rect", place | {"height": number(mark.height)} | round_corners | _look(mark))


def _look(mark: Path | Circle | Box) -> dict[str, str]:
    look = {"fill": mark.fill or "none"} | _stroke(mark.stroke)
    return look | ({"opacity": f"{mark.opacity:g}"} if mark.opacity < 1 else {})


def _stroke(stroke: Stroke | None) -> dict[str, str]:
    if stroke is None:
        return {}
    look = {"stroke": stroke.colour, "stroke-width": f"{stroke.width:g}"}
    return look | ({"stroke-dasharray": DASHES} if stroke.dashed else {})


def _laid(flag: Flag, names: _Names) -> Iterator[Element]:
    """A flag that covers its area, and what cuts it off there; nothing where there is no such flag."""
    if not (_CODE.fullmatch(flag.code) and (FLAGS / f"{flag.code}.svg").is_file()):
        return
    at = flag.area
    cut = Element("clipPath", {"id": names.given("cut")})
    cut.extend(_drawn(at, names))
    yield cut
    if isinstance(at, Circle):
        left, top, wide, high = at.x - at.radius, at.y - at.radius, 2 * at.radius, 2 * at.radius
    else:
        left, top, wide, high = at.x, at.y, at.width, at.height
    scale = max(wide / _FLAG_SIZE[0], high / _FLAG_SIZE[1])
    x, y = left + (wide - _FLAG_SIZE[0] * scale) / 2, top + (high - _FLAG_SIZE[1] * scale) / 2
    faded = {"opacity": f"{flag.opacity:g}"} if flag.opacity < 1 else {}
    within = Element("g", {"clip-path": f"url(#{cut.get('id')})"} | faded)
    moved = f"translate({number(x)} {number(y)}) scale({scale:.4f})"
    SubElement(within, "use", {"href": f"#flag-{flag.code}", "transform": moved})
    yield within


def _words(words: Words) -> Element:
    """A line of text; one in a single plain look has no parts."""
    look = {"x": number(words.x), "y": number(words.y), "font-size": number(words.size), "fill": words.colour}
    look |= {"text-anchor": words.anchor} if words.anchor != "start" else {}
    look |= {"opacity": f"{words.opacity:g}"} if words.opacity < 1 else {}
    text = Element("text", look)
    only = words.runs[0]
    if len(words.runs) == 1 and not (only.url or only.raised or words.rtl):
        text.attrib |= _style(only.bold, only.italic, only.colour)
        text.text = only.text
        return text
    if len(words.runs) > 1:
        text.set("xml:space", "preserve")
    # The direction is that of a part: on the text itself it would turn what `text-anchor` means, for some programs.
    line = SubElement(text, "tspan", {"direction": "rtl", "unicode-bidi": "embed"}) if words.rtl else text
    shift = 0.0
    for run in words.runs:
        url = web_address(run.url)
        parent = SubElement(line, "a", {"href": url, "target": "_blank", "rel": "noopener noreferrer"}) if url else line
        span = SubElement(parent, "tspan", _style(run.bold, run.italic, run.colour))
        wanted = -RAISED_BY * words.size if run.raised else 0.0
        if wanted != shift:
            span.set("dy", number(wanted - shift))
            shift = wanted
        if run.raised:
            span.set("font-size", number(RAISED * words.size))
        if url:
            span.set("text-decoration", "underline")
        span.text = run.text
    return text


def _style(bold: bool, italic: bool, colour: str) -> dict[str, str]:
    style = {"font-weight": "600"} if bold else {}
    style |= {"font-style": "italic"} if italic else {}
    return style | ({"fill": colour} if colour else {})


# Flags ------------------------------------------------------------------------------------------------------------


def _flag(code: str) -> Element | None:
    """A flag as the group `flag-xx`, 640 by 480, with ids of its own."""
    path = FLAGS / f"{code}.svg"
    if not _CODE.fullmatch(code) or not path.is_file():
        return None
    drawn = fromstring(path.read_text("utf-8"))  # noqa: S314 - built from a package whose sum is checked
    group = Element("g", {"id": f"flag-{code}"})
    group.extend(_plain(child, f"flag-{code}-") for child in drawn)
    return group


def _plain(element: Element, prefix: str) -> Element:
    """The element without name spaces, its ids and what refers to them with a prefix."""
    made = Element(element.tag.rpartition("}")[2])
    made.text = element.text and element.text.strip()
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2]
        if plain == "id":
            value = prefix + value
        elif plain == "href":
            value = f"#{prefix}{value.removeprefix('#')}"
        made.set(plain, _REFERENCE.sub(f"url(#{prefix}", value))
    made.extend(_plain(child, prefix) for child in element)
    return made
