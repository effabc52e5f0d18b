"""Markdown and plain text -> paragraphs of lines that fit a width, for slides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from explorer.briefings.slide import Paragraph, Run
from explorer.export.lettering import legible, right_to_left, width

if TYPE_CHECKING:
    from markdown_it.token import Token

LEADING = 1.25
"""How far lines stand apart, in sizes."""
GAP, INDENT = 0.5, 1.2
"""Air between paragraphs, and what the items of a list stand in, in sizes."""
DEEPEST = 4
MOST_LETTERS = 30_000
BULLET = "•"

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]{1,2000}", re.IGNORECASE)
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_PIECES = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")
_PARTS = re.compile(r"[^/_?&=.-]*[/_?&=.-]+|[^/_?&=.-]+")
Line = tuple[Run, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph before its lines are broken: its lines as they were written, and how it stands."""

    lines: tuple[Line, ...]
    bullet: str = ""
    depth: int = 0
    tight: bool = False


def typeset(markdown: str, across: float, size: float) -> list[Paragraph]:
    """Markdown as paragraphs, broken to a width in points; HTML in it is text like any other.

    Headings are bold, quotations italic; of a picture its words are left. Only `http`, `https` and `mailto` are links.
    """
    found: list[Paragraph] = []
    for block in _blocks(markdown[:MOST_LETTERS]):
        indent = min(block.depth + bool(block.bullet), DEEPEST) * INDENT * size
        lines = [line for whole in block.lines for line in broken(whole, max(across - indent, 4 * size), size)]
        words = "".join(run.text for line in lines for run in line)
        if words.strip():
            gap = 0.0 if not found else (GAP / 3 if block.tight else GAP) * size
            found.append(Paragraph(tuple(lines), block.bullet, right_to_left(words), gap, indent))
    return found


def plain(text: str, across: float, size: float, run: Run | None = None) -> Paragraph:
    """A text in one look as one paragraph, broken to a width; `run` gives the look."""
    line = (replace(run or Run(""), text=legible(text)),)
    return Paragraph(tuple(broken(line, across, size)), rtl=right_to_left(text))


def height(paragraphs: Sequence[Paragraph], size: float) -> float:
    """How high the paragraphs are, in points."""
    return sum(paragraph.gap + len(paragraph.lines) * size * LEADING for paragraph in paragraphs)


def split(paragraphs: Sequence[Paragraph], most: float, size: float) -> tuple[list[Paragraph], list[Paragraph]]:
    """Those that fit into a height and the rest, broken between lines; at least one line is always taken."""
    taken: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        room = most - height(taken, size) - paragraph.gap
        fitting = max(int(room / (size * LEADING) + 1e-6), 0 if taken else 1)
        if fitting >= len(paragraph.lines):
            taken.append(paragraph)
            continue
        rest = [
            replace(paragraph, lines=paragraph.lines[fitting:], bullet="" if fitting else paragraph.bullet, gap=0.0)
        ]
        if fitting:
            taken.append(replace(paragraph, lines=paragraph.lines[:fitting]))
        return taken, [*rest, *paragraphs[at + 1 :]]
    return taken, []


def broken(line: Line, across: float, size: float) -> Iterator[Line]:
    """One written line as lines of at most this width, broken between words or, where a word is too long, in it."""
    current: list[Run] = []
    reached = 0.0
    for run in line:
        for piece in _pieces(run, across, size):
            wide = width(piece.text, size, bold=piece.bold)
            blank = piece.text.isspace()
            if reached + wide > across and current and not blank:
                yield _joined(current)
                current, reached = [], 0.0
            if current or not blank:
                current.append(piece)
                reached += wide
    if current:
        yield _joined(current)


def _pieces(run: Run, across: float, size: float) -> Iterator[Run]:
    """Words and blanks, each blank as one; a long word, such as an address, is cut where its parts end."""
    for piece in _PIECES.findall(run.text):
        if piece.isspace():
            yield replace(run, text=" ")
        elif width(piece, size, bold=run.bold) <= across / 2:
            yield replace(run, text=piece)
        else:
            for part in _PARTS.findall(piece):
                yield from _cut(replace(run, text=part), across, size)


def _cut(word: Run, across: float, size: float) -> Iterator[Run]:
    """A word in pieces that are no wider than the line."""
    begin, reached = 0, 0.0
    for at, letter in enumerate(word.text):
        wide = width(letter, size, bold=word.bold)
        if reached + wide > across and at > begin:
            yield replace(word, text=word.text[begin:at])
            begin, reached = at, 0.0
        reached += wide
    yield replace(word, text=word.text[begin:])


def _joined(pieces: Sequence[Run]) -> Line:
    """Neighbours of one look as one run, without blanks at the end."""
    kept = list(pieces)
    while kept and kept[-1].text.isspace():
        kept.pop()
    together = groupby(kept, key=lambda run: replace(run, text=""))
    return tuple(replace(look, text="".join(run.text for run in runs)) for look, runs in together)


def _blocks(markdown: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline"])
    lists: list[tuple[bool, int]] = []
    bullet, quoted, heading, first = "", 0, False, False
    for token in parser.parse(markdown):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append((token.type[0] == "o", int(token.attrGet("start") or 1)))
                first = True
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                numbered, number = lists[-1]
                bullet = f"{number}." if numbered else BULLET
                lists[-1] = (numbered, number + 1)
            case "blockquote_open" | "blockquote_close":
                quoted += 1 if token.nesting > 0 else -1
            case "heading_open" | "heading_close":
                heading = token.nesting > 0
            case "inline":
                look = Run("", bold=heading, italic=quoted > 0)
                depth = max(len(lists) - bool(bullet), 0)
                yield Block(tuple(_lines(token.children or [], look)), bullet, depth, bool(lists) and not first)
                bullet, first = "", False
            case "fence" | "code_block":
                written = token.content.rstrip("\n").split("\n")
                yield Block(tuple((Run(legible(each) or " "),) for each in written), bullet, len(lists))
                bullet, first = "", False


def _lines(tokens: Sequence["Token"], look: Run) -> Iterator[Line]:
    """The runs of a paragraph, in the lines that it was written in where their ends were meant to be kept."""
    line: list[Run] = []
    usual = look
    for token in tokens:
        match token.type:
            case "hardbreak":
                yield tuple(line)
                line = []
            case "softbreak":
                line.append(replace(look, text=" "))
            case "strong_open" | "strong_close":
                look = replace(look, bold=token.nesting > 0 or usual.bold)
            case "em_open" | "em_close":
                look = replace(look, italic=token.nesting > 0 or usual.italic)
            case "link_open":
                look = replace(look, url=safe_link(str(token.attrGet("href") or "")))
            case "link_close":
                look = replace(look, url="")
            case _:
                # Blanks at the ends matter between runs.
                text = legible(f"·{token.content}·")[1:-1]
                line += [replace(look, text=text)] if text else []
    if line:
        yield tuple(line)


def safe_link(address: str) -> str:
    """The address, or nothing where it is not one that may be followed from a slide."""
    return address if _SAFE.fullmatch(address) and legible(address) == address else ""
