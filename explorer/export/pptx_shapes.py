"""Entities, connectors and lines of a slide as DrawingML: native shapes that can be moved, with connectors glued on."""

from collections.abc import Mapping, Sequence
from functools import cache

from explorer.briefings.slide import Connector, Rule, Shape, Sign
from explorer.export.pptx_flags import CUT
from explorer.export.pptx_frame import Frame, attribute, content, is_colour, plain
from explorer.export.pptx_outlines import outline
from explorer.export.pptx_text import FONTS
from explorer.graph.colours import luminance

FADED = 0.2
DASH = "dash"
LONGEST_DESCRIPTION = 4_000
OUTLINE_WIDTH = 1.0
_DARKEST_FILL = 0.3  # relative luminance above which black letters stand out more than white ones
_USUAL_INITIALS = 0.36  # of the size of the shape
_INITIALS = {"star": 0.26, "vee": 0.26, "triangle": 0.28}
_FLAG_RIM = 0.07
_MARK_ROOM = 4.0
_END_SIZES = {"none": "med", "triangle": "med", "diamond": "lg"}
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_outline = cache(outline)


def named(number: int, name: str, description: str = "", *, decorative: bool = False) -> str:
    """The number, name and alternative text of anything on a slide."""
    told = f' descr="{attribute(description[:LONGEST_DESCRIPTION])}"' if description else ""
    inner = _DECORATIVE if decorative else ""
    return f'<p:cNvPr id="{number}" name="{attribute(name)}"{told}>{inner}</p:cNvPr>'


def shape_xml(shape: Shape, number: int, frame: Frame, language: str, flag: str = "") -> str:
    """An entity, with its initials as its text, or filled with the flag that the slide knows by the id `flag`.

    Where the flag is not at hand, its two letters are written.
    """
    text = "" if flag else plain(shape.initials or shape.flag.upper())[:6]
    size = frame.size(shape.size * _INITIALS.get(shape.shape, _USUAL_INITIALS) * min(1.0, 2.4 / max(len(text), 1)))
    shown = frame.shown(shape.fill)
    ink = "FFFFFF" if is_colour(shown) and luminance(shown) < _DARKEST_FILL else "000000"
    alpha = f'<a:alpha val="{round(FADED * 100_000)}"/>' if shape.faded else ""
    run = (
        f'<a:r><a:rPr lang="{language}" sz="{size}" b="1" dirty="0"><a:solidFill><a:srgbClr val="{ink}">{alpha}'
        f"</a:srgbClr></a:solidFill>{FONTS}</a:rPr><a:t>{content(text)}</a:t></a:r>"
    )
    body = (
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/>'
        f'</a:bodyPr><a:lstStyle/><a:p><a:pPr algn="ctr"/>{run if text else ""}</a:p></p:txBody>'
    )
    opacity = FADED if shape.faded else 1.0
    # A flag has a rim of the colour that tells what the entity is.
    width, colour = (shape.size * _FLAG_RIM, shape.fill) if flag else (OUTLINE_WIDTH, shape.outline)
    rim = f'<a:ln w="{frame.length(width)}">{frame.fill(colour, opacity)}</a:ln>'
    return _sp(
        named(number, shape.id, shape.alt), shape.shape, (shape.x, shape.y, shape.size), frame,
        (_flag_fill(flag, opacity) if flag else frame.fill(shape.fill, opacity)) + rim, body,
    )  # fmt: skip


def _flag_fill(flag: str, opacity: float) -> str:
    alpha = f'<a:alphaModFix amt="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
    return (
        f'<a:blipFill dpi="0" rotWithShape="1"><a:blip r:embed="{flag}">{alpha}</a:blip>'
        f'<a:srcRect l="{CUT}" r="{CUT}"/>'
        "<a:stretch><a:fillRect/></a:stretch></a:blipFill>"
    )


def sign_xml(sign: Sign, number: int, frame: Frame) -> str:
    """An entry's shape, or piece of line, in a legend."""
    if sign.shape:
        fill = frame.fill(sign.colour) + "<a:ln><a:noFill/></a:ln>"
        body = "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>"
        named_ = named(number, "Sign", decorative=True)
        return _sp(named_, sign.shape, (sign.x, sign.y, sign.size), frame, fill, body)
    half = sign.size / 2
    mark = _MARK_ROOM if sign.divides else 0.0
    line = _line(frame, sign.colour, 1.75, dashed=sign.dashed, ends=("none", "diamond" if sign.divides else "none"))
    ends = (sign.x - half, sign.y), (sign.x + half - mark, sign.y)
    return _cxn(named(number, "Sign", decorative=True), "", frame, ends, line)


def rule_xml(rule: Rule, number: int, frame: Frame) -> str:
    """A straight line that stands for nothing."""
    line = _line(frame, rule.colour, rule.width)
    return _cxn(named(number, "Line", decorative=True), "", frame, (rule.start, rule.end), line)


def connector_xml(connector: Connector, number: int, frame: Frame, shapes: Mapping[str, tuple[Shape, int]]) -> str:
    """A tie, glued to the shapes of its ends that are on the slide, given with their numbers.

    It keeps its place until one of them is moved; then it ends at the connection site that is nearest to that place.
    """
    glue = ""
    for tag, entity, at in (
        ("a:stCxn", connector.source, connector.start),
        ("a:endCxn", connector.target, connector.end),
    ):
        if entity in shapes:
            shape, of = shapes[entity]
            left, top = shape.x - shape.size / 2, shape.y - shape.size / 2
            across = max(shape.size, 0.1)
            site = _outline(shape.shape).nearest(((at[0] - left) / across, (at[1] - top) / across))
            glue += f'<{tag} id="{of}" idx="{site}"/>'
    mark = "diamond" if connector.divides else "triangle"
    source = mark if connector.arrows in ("source", "both") else "none"
    target = mark if connector.arrows in ("target", "both") else "none"
    if connector.divides and connector.arrows == "none":
        target = mark
    opacity = FADED if connector.faded else 1.0
    line = _line(frame, connector.colour, connector.width, opacity, dashed=connector.dashed, ends=(source, target))
    told = " ".join(connector.sentences)
    name = connector.label or f"{connector.source} — {connector.target}"
    return _cxn(named(number, name, told), glue, frame, (connector.start, connector.end), line)


def group_xml(
    number: int, name: str, description: str, boxes: Sequence[Sequence[float]], inner: str, frame: Frame
) -> str:
    """Things that are moved together; `boxes` are theirs: left, top, right and bottom, in points."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    place = frame.box(left, top, right - left, bottom - top)
    places = place.removesuffix("</a:xfrm>") + (
        place.removeprefix("<a:xfrm>").replace("<a:off ", "<a:chOff ").replace("<a:ext ", "<a:chExt ")
    )
    return (
        f"<p:grpSp><p:nvGrpSpPr>{named(number, name, description)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{places}</p:grpSpPr>{inner}</p:grpSp>"
    )


def _sp(head: str, shape: str, at: tuple[float, float, float], frame: Frame, look: str, body: str) -> str:
    x, y, size = at
    drawn = _outline(shape)
    left, top, right, bottom = (part * size for part in drawn.inset)
    place = frame.box(x - size / 2 + left, y - size / 2 + top, right - left, bottom - top)
    properties = f"<p:spPr>{place}{drawn.geometry}{look}</p:spPr>"
    return f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>{properties}{body}</p:sp>"


def _cxn(head: str, glue: str, frame: Frame, ends: tuple[tuple[float, float], tuple[float, float]], line: str) -> str:
    (x, y), (x2, y2) = ends
    flips = ' flipH="1"' * (x2 < x) + ' flipV="1"' * (y2 < y)
    place = frame.box(min(x, x2), min(y, y2), abs(x2 - x), abs(y2 - y), flips=flips)
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{head}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{place}"
        f'<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>{line}</p:spPr></p:cxnSp>'
    )


def _line(
    frame: Frame, colour: str, width: float, opacity: float = 1.0, *, dashed: bool = False,
    ends: tuple[str, str] = ("none", "none"),
) -> str:  # fmt: skip
    head, tail = (f'type="{end}" w="{_END_SIZES[end]}" len="{_END_SIZES[end]}"' for end in ends)
    dash = f'<a:prstDash val="{DASH if dashed else "solid"}"/>'
    return (
        f'<a:ln w="{max(1, frame.length(width))}" cap="flat">{frame.fill(colour, opacity)}{dash}<a:round/>'
        f"<a:headEnd {head}/><a:tailEnd {tail}/></a:ln>"
    )
