"""Texts of a slide as DrawingML: paragraphs, runs, links, and the language of their script."""

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby

from explorer.briefings.slide import Paragraph, Role, Run, Text
from explorer.export.pptx_frame import LEAST_OF_TEXT, Frame, content, plain

Link = Callable[[str], str]
"""An address -> the id under which the slide knows it."""

LINE = 1.25
FADED = 0.45
FLOWING: frozenset[Role] = frozenset({"title", "subtitle", "say", "prose"})
"""What is written anew by those who get the file: its lines are broken by their program."""
FONTS = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
"""The faces of the theme, for Latin and Cyrillic, East Asian, and complex scripts such as Arabic."""

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]{1,2000}")
_NUMBERED = re.compile(r"(\d{1,5})[.)]")
_SCRIPTS = {"ARABIC": "ar-SA", "HEBREW": "he-IL", "CJK": "zh-CN", "CYRILLIC": "ru-RU", "HANGUL": "ko-KR"}
_KANA = ("HIRAGANA", "KATAKANA")
# The colour of a link is the theme's, unless an extension of 2018 says that it is the text's.
_TEXT_COLOURED = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)


def text_body(text: Text, frame: Frame, link: Link, language: str, *, tag: str = "p:txBody", own: bool = False) -> str:
    """The body of a text. `own` leaves its face and colour to the template whose placeholder it fills."""
    wrap = "square" if text.role in FLOWING else "none"
    paragraphs = "".join(_paragraph(part, text, frame, link, language, own) for part in text.paragraphs)
    return (
        f'<{tag}><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="t"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle/>{paragraphs or '<a:p/>'}</{tag}>"
    )


def written(text: Text) -> str:
    """All that a text says, on one line."""
    return " ".join(_joined(part) for part in text.paragraphs).strip()


def language_of(text: str, otherwise: str) -> str:
    """A language for the script of a text, by which programs choose faces and dictionaries."""
    for letter in text[:200]:
        if letter.isalpha() and letter > "\u02ff":
            script = unicodedata.name(letter, "").split(" ")[0]
            if script in _KANA:
                return "ja-JP"
            if script in _SCRIPTS:
                return _SCRIPTS[script]
    return otherwise


def is_web(url: str) -> bool:
    """True for an address that a slide may lead to: no file, no script."""
    return _WEB.fullmatch(url) is not None


def run_properties(
    size: int,
    fill: str,
    language: str,
    *,
    bold: bool = False,
    italic: bool = False,
    raised: bool = False,
    link: str = "",
) -> str:
    """The look of a run; `size` in hundredths of a point, `link` the id of an address."""
    marks = ' b="1"' * bold + ' i="1"' * italic + ' baseline="30000"' * raised
    clicked = f'<a:hlinkClick r:id="{link}">{_TEXT_COLOURED}</a:hlinkClick>' if link else ""
    return f'<a:rPr lang="{language}" sz="{size}"{marks} dirty="0">{fill}{FONTS}{clicked}</a:rPr>'


def _paragraph(paragraph: Paragraph, text: Text, frame: Frame, link: Link, language: str, own: bool) -> str:
    def run(piece: Run) -> str:
        colour, opacity = piece.colour or text.colour, FADED if text.faded else 1.0
        fill = "" if own and not piece.colour else frame.fill(colour, opacity, LEAST_OF_TEXT)
        target = link(piece.url) if piece.url and is_web(piece.url) else ""
        properties = run_properties(
            frame.size(text.size), fill, language_of(piece.text, language),
            bold=piece.bold, italic=piece.italic, raised=piece.raised, link=target,
        )  # fmt: skip
        # A placeholder of a template brings its own faces, those of titles too.
        properties = properties.replace(FONTS, "") if own else properties
        return f"<a:r>{properties}<a:t>{content(piece.text)}</a:t></a:r>"

    lines = (_flow(paragraph),) if text.role in FLOWING else paragraph.lines
    return f"<a:p>{_look(paragraph, text, frame)}{'<a:br/>'.join(''.join(map(run, line)) for line in lines)}</a:p>"


def _look(paragraph: Paragraph, text: Text, frame: Frame) -> str:
    """Direction, alignment, distance of lines, and the bullet."""
    mark = plain(paragraph.bullet).strip()
    indent = frame.length(paragraph.indent or (text.size * LINE if mark else 0))
    hanging = f' indent="{-indent}"' if mark else ' indent="0"'
    numbered = _NUMBERED.fullmatch(mark)
    if numbered:
        bullet = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{max(1, int(numbered[1]))}"/>'
    else:
        bullet = f'<a:buFont typeface="Arial"/><a:buChar char="{content(mark[0])}"/>' if mark else "<a:buNone/>"
    return (
        f'<a:pPr marL="{indent}"{hanging} algn="{_ALIGN[text.align]}" rtl="{int(paragraph.rtl)}">'
        f'<a:lnSpc><a:spcPts val="{frame.size(text.size * LINE)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{frame.size(paragraph.gap) if paragraph.gap else 0}"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="0"/></a:spcAft>{bullet}</a:pPr>'
    )


def _flow(paragraph: Paragraph) -> tuple[Run, ...]:
    """The lines as one, with a blank where one was broken at a blank; neighbours of one look are one run."""
    pieces: list[Run] = []
    for line in paragraph.lines:
        if pieces and line and _blank_between(pieces[-1].text, line[0].text):
            pieces.append(_like(pieces[-1], " "))
        pieces += line
    looks = groupby(pieces, key=lambda piece: _like(piece, ""))
    return tuple(_like(look, "".join(piece.text for piece in some)) for look, some in looks)


def _joined(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in _flow(paragraph))


def _like(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.colour, run.url, run.raised)


def _blank_between(before: str, after: str) -> bool:
    """False where a line was broken between Chinese characters, in an address, or at a blank that stayed."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return False
    wide = all(unicodedata.east_asian_width(letter) in "WF" for letter in (before[-1], after[0]))
    return not wide and before[-1] not in "/-_?&="
