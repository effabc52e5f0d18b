"""The comment header of a query's file: TOML in `//` lines, read with the line of each key, and written."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from graph_loader.errors import Fault

_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_TABLE = re.compile(rf"\s*\[\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*\]\s*(?:#.*)?")
_ASSIGNED = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")
_ONE_KEY = re.compile(_KEY)
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Key = tuple[str, ...]


def normal(text: str) -> str:
    """The text with line feeds alone between its lines, and without a byte order mark before them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def parted(text: str) -> tuple[str, str, int]:
    """A normal text in two: the TOML of its header, the statement, and the number of lines before the statement."""
    lines = text.split("\n")
    number = next((place for place, line in enumerate(lines) if not line.startswith("//")), len(lines))
    toml = "\n".join(line[2:].removeprefix(" ") for line in lines[:number])
    return toml, "\n".join(lines[number:]), number


def parsed(toml: str, place: str) -> tuple[dict[str, Any], list[Fault]]:
    """What a header says, and what is wrong with its form."""
    try:
        return tomllib.loads(toml), []
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        message = str(error)
        at_line = _AT_LINE.search(message)
        line = at_line[1] if at_line and at_line[1] else toml.count("\n") + 1
        said = _AT_LINE.sub("", message).rstrip(". ")
        return {}, [Fault(f"{place}:{line}", f"a header that is no TOML ({said})", 'lines such as // title = "..."')]


def key_lines(toml: str) -> dict[Key, int]:
    """Key -> the line, from 1, where it is first given; tables count as keys."""
    lines: dict[Key, int] = {}
    table: Key = ()
    quotes = ""
    for number, line in enumerate(toml.split("\n"), 1):
        if not quotes:
            if heading := _TABLE.fullmatch(line):
                table = _key(heading[1])
                lines.setdefault(table, number)
            elif assigned := _ASSIGNED.match(line):
                key = (*table, *_key(assigned[1]))
                for length in range(1, len(key) + 1):
                    lines.setdefault(key[:length], number)
        for mark in ('"""', "'''"):
            if quotes in ("", mark) and line.count(mark) % 2:
                quotes = "" if quotes else mark
    return lines


def line_of(lines: Mapping[Key, int], key: Sequence[object]) -> int:
    """The line of a key, or of the nearest key around it; 1 where the header has neither."""
    names = tuple(str(part) for part in key)
    return next((lines[names[:length]] for length in range(len(names), 0, -1) if names[:length] in lines), 1)


def written(header: Mapping[str, Any], cypher: str) -> str:
    """The text of a file: tables after plain keys, one comment sign before each line, then the statement."""
    lines = [*_assignments(header)]
    for name, table in header.items():
        if isinstance(table, Mapping):
            lines += _table((name,), table)
    head = "\n".join(f"// {line}".rstrip() for line in "\n".join(lines).split("\n"))
    body = encodable(normal(cypher)).strip()
    gap = "\n" if body.startswith("//") else ""
    return f"{head}\n{gap}{body}\n"


def encodable(text: str) -> str:
    """The text with `?` for halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _key(text: str) -> Key:
    return tuple(part.strip("\"'") for part in _ONE_KEY.findall(text))


def _table(path: Key, table: Mapping[str, Any]) -> list[str]:
    own = _assignments(table)
    lines = ["", f"[{'.'.join(map(_name, path))}]", *own] if own else []
    for name, inner in table.items():
        if isinstance(inner, Mapping):
            lines += _table((*path, name), inner)
    return lines


def _assignments(table: Mapping[str, Any]) -> list[str]:
    plain = {name: value for name, value in table.items() if value is not None and not isinstance(value, Mapping)}
    return [f"{_name(name)} = {_value(value)}" for name, value in plain.items()]


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        lines = normal(value).split("\n")
        return _quoted(lines[0]) if len(lines) == 1 else _long([_quoted(line)[1:-1] for line in lines])
    return str(value)


def _long(lines: Sequence[str]) -> str:
    return '"""\n' + "\n".join(lines) + '"""'


def _quoted(text: str) -> str:
    r"""A TOML string on one line.

    It has no control characters and no `\u`: some servers read such an escape in a comment, too, where it could end
    the comment.
    """
    shown = _UNWRITABLE.sub(" ", encodable(normal(text))).replace("\\u", "/u")
    return json.dumps(shown, ensure_ascii=False)
