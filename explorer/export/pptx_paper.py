"""The colour that the slides of a layout are written on, as far as the file tells it."""

from typing import Any

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_PLAIN_FILL = "1001"
"""Of the fills of a theme for backgrounds, the first, which is plain in all themes of Office."""


def paper_of(layout: Any) -> str:
    """The plain background of a layout or of its master as `#rrggbb`; empty for a picture or a fill of many colours.

    Shades of a colour of the theme are not worked out: where the file asks for one, the paper is not known either.
    """
    for part in (layout, layout.slide_master):
        background = part.element.find(f"{_SLIDES}cSld/{_SLIDES}bg")
        if background is None:
            continue
        fill = background.find(f"{_SLIDES}bgPr/{_DRAWING}solidFill")
        named = background.find(f"{_SLIDES}bgRef")
        if fill is None and named is not None and named.get("idx") == _PLAIN_FILL:
            fill = named
        return "" if fill is None or len(fill) == 0 else _colour(fill[0], layout.slide_master)
    return "#ffffff"


def _colour(element: Any, master: Any) -> str:
    """A colour as it stands in the file; one of the theme is looked up there."""
    if len(element):
        return ""
    if element.tag == f"{_DRAWING}srgbClr":
        return f"#{element.get('val', '').lower()}"
    if element.tag == f"{_DRAWING}sysClr":
        return f"#{element.get('lastClr', 'ffffff').lower()}"
    if element.tag != f"{_DRAWING}schemeClr":
        return ""
    mapped = master.element.find(f"{_SLIDES}clrMap").get(element.get("val"), element.get("val"))
    found = next(_theme(master).iter(f"{_DRAWING}{mapped}"), None)
    return "" if found is None or len(found) == 0 else _colour(found[0], master)


def _theme(master: Any) -> Any:
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml import parse_xml

    return parse_xml(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
