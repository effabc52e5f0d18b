"""The YAML of a briefing: read as plain values with the line of each, and written with few marks.

`true`, `false`, `null` and numbers are what they say; all else is text, also `no`, `on` and a date. Tags and anchors
are refused: a small file cannot grow, and nothing is built.
"""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explorer.briefings.briefing import dated
from graph_loader.errors import Fault, excerpt

if TYPE_CHECKING:
    import yaml

Lines = dict[tuple[str | int, ...], int]
"""Keys and places from the outside in -> the line of the file."""

DEEPEST = 20
WIDEST = 100
"""A list of short values longer than this takes a line for each."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*:[A-Za-z0-9][A-Za-z0-9._/()+-]*")
_EXPECTED = "lines such as key: value"


class _RefusedError(ValueError):
    """What is not allowed, and the line of the text, from 0, where it stands."""

    def __init__(self, found: str, expected: str, line: int) -> None:
        super().__init__(found)
        self.found, self.expected, self.line = found, expected, line


def read_block(text: str, first: int, place: str, faults: list[Fault], lines: Lines) -> dict[str, Any]:
    """What a block says; `first` is the line of the file on which it begins.

    Adds the line of each key to `lines`, and what is wrong with the form to `faults`; the block is empty then.
    """
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        found = {} if node is None else _mapping(node, (), first, lines, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + (mark.line if mark else 0)
        faults.append(Fault(f"{place}:{line}", f"no YAML ({error.problem or error.context})", _EXPECTED))
        return {}
    except yaml.reader.ReaderError as error:
        line = first + text[: error.position].count("\n")
        faults.append(Fault(f"{place}:{line}", "a character that no text has", _EXPECTED))
        return {}
    except _RefusedError as error:
        faults.append(Fault(f"{place}:{first + error.line}", error.found, error.expected))
        return {}
    except RecursionError:
        faults.append(Fault(f"{place}:{first}", "lists in lists without end", f"at most {DEEPEST} deep"))
        return {}
    return found


def _mapping(
    node: "yaml.Node", path: tuple[str | int, ...], first: int, lines: Lines, seen: set[int]
) -> dict[str, Any]:
    import yaml

    _plain_node(node, path, seen)
    if not isinstance(node, yaml.MappingNode):
        raise _RefusedError(excerpt(_shown(node)), _EXPECTED, node.start_mark.line)
    found: dict[str, Any] = {}
    for key, value in node.value:
        _plain_node(key, path, seen)
        if not isinstance(key, yaml.ScalarNode):
            raise _RefusedError(excerpt(_shown(key)), "a key that is text", key.start_mark.line)
        if key.value in found:
            raise _RefusedError(f"the key {excerpt(key.value)} twice", "once", key.start_mark.line)
        inner = (*path, key.value)
        lines[inner] = first + key.start_mark.line
        found[key.value] = dated(key.value, _value(value, inner, first, lines, seen))
    return found


def _value(node: "yaml.Node", path: tuple[str | int, ...], first: int, lines: Lines, seen: set[int]) -> Any:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, first, lines, seen)
    _plain_node(node, path, seen)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node.value) if not node.style else node.value
    found = []
    for number, item in enumerate(node.value):
        lines[(*path, number)] = first + item.start_mark.line
        found.append(_value(item, (*path, number), first, lines, seen))
    return found


def _plain_node(node: "yaml.Node", path: Sequence[object], seen: set[int]) -> None:
    line = node.start_mark.line
    if id(node) in seen:
        raise _RefusedError("an anchor that is used again", "the values themselves", line)
    seen.add(id(node))
    if node.tag not in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"):
        raise _RefusedError(f"the tag {excerpt(node.tag)}", "values without tags", line)
    if len(path) > DEEPEST:
        raise _RefusedError("lists in lists", f"at most {DEEPEST} deep", line)


def _shown(node: "yaml.Node") -> object:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return node.value
    return "a list" if isinstance(node, yaml.SequenceNode) else "names with values"


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    number = float(text) if _FLOAT.fullmatch(text) else None
    return text if number is None or number in (float("inf"), float("-inf")) else number


def block_text(plain: dict[str, Any]) -> str:
    """The text of a block; empty where there is nothing."""
    import yaml

    if not plain:
        return ""
    return yaml.dump(
        plain, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=10**6, default_flow_style=False
    )


def _dumper() -> "type[yaml.SafeDumper]":
    """Short lists on one line, ids without quotation marks, every text on one line; no anchors."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
            return True

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
            super().increase_indent(flow, False)

        def analyze_scalar(self, scalar: str) -> Any:
            analysis = super().analyze_scalar(scalar)
            if _ID.fullmatch(scalar):
                analysis.allow_flow_plain = True
            return analysis

    def sequence(dumper: yaml.SafeDumper, items: Sequence[Any]) -> yaml.Node:
        flat = not any(isinstance(item, dict | list) for item in items)
        short = flat and sum(len(str(item)) + 2 for item in items) <= WIDEST
        return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        needs = _scalar(value) != value or not isinstance(_scalar(value), str)
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="'" if needs else None)

    def plain(dumper: yaml.SafeDumper, value: float | None) -> yaml.ScalarNode:
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 10**15
        shown = json.dumps(int(value) if whole and value is not None else value)
        return dumper.represent_scalar("tag:yaml.org,2002:str", shown)

    Dumper.yaml_implicit_resolvers = {}
    Dumper.add_representer(str, text)
    Dumper.add_representer(list, sequence)
    for sort in (bool, int, float, type(None)):
        Dumper.add_representer(sort, plain)
    return Dumper
