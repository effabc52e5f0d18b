"""Scripts as Neo4j Browser saves them: plain Cypher under a comment with the title, several to a file or a folder."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from explorer.queries import header, tokens
from explorer.queries.exchange.foreign import Foreign, Told, foreign, own_header
from explorer.queries.saved_query import SavedQuery
from graph_loader.errors import Fault, InputError, excerpt

_COMMAND = re.compile(r"^:([A-Za-z][\w-]*)[ \t]*(.*)$", re.MULTILINE)
_SET = re.compile(r"`?(\w+)`?\s*(?:=>|:)\s*(.+)", re.DOTALL)
_GAP = re.compile(r"\n[ \t]*\n(?=//)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_OTHER = re.compile("[^a-z0-9]+")


def read(content: bytes, place: str, stem: str = "", folder: str = "") -> list[Foreign]:
    """All scripts of a file. They end with `;`, or a blank line and a comment come between them.

    Lines such as `:param name => 'x'` become parameters with a default; other commands of the tool are kept as remarks.
    `folder` becomes the category of those that have none.

    Raises:
        InputError: it is no text in UTF-8, or has no statement.
    """
    try:
        text = header.normal(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError([Fault(place, f"bytes that are no text ({error.reason})", "Cypher in UTF-8")]) from error
    scripts = list(_scripts(text))
    if not scripts:
        raise InputError([Fault(place, "no statement", "a query in Cypher")])
    defaults: dict[str, Any] = {}
    category = " ".join(folder.replace("_", " ").split()).capitalize()
    return [foreign(_told(script, defaults, category), place, stem if len(scripts) == 1 else "") for script in scripts]


def write(query: SavedQuery) -> bytes:
    """One script, ended with `;` so that several can stand in one file."""
    text = query.text.rstrip().removesuffix(";").rstrip()
    last = tokens.tokens(text, comments=True)[-1]
    end = "\n;\n" if last.sort == "comment" else ";\n"
    return f"{text}{end}".encode("utf-8", "replace")


def file_name(text: str) -> str:
    """The name of a folder or a script, of small letters, digits and `_`."""
    return _OTHER.sub("_", text.lower()).strip("_") or "queries"


def _scripts(text: str) -> Iterator[str]:
    for statement in tokens.statements(_COMMAND.sub(_as_comment, text)):
        script = ""
        for piece in [statement] if own_header(statement) else _GAP.split(statement):
            if script and _ends(script) and _begins(piece):
                yield script
                script = piece
            else:
                script = f"{script}\n\n{piece}" if script else piece
        yield script


def _as_comment(command: re.Match[str]) -> str:
    """A command of the tool as a comment, lest it be taken for code."""
    return f"//{command[0]}"


def _ends(piece: str) -> bool:
    code = tokens.tokens(piece)
    return tokens.returns(code) and code[-1].word not in ("UNION", "ALL", "DISTINCT")


def _begins(piece: str) -> bool:
    code = tokens.tokens(piece)
    return bool(code) and code[0].word in tokens.CLAUSES


def _told(script: str, defaults: dict[str, Any], category: str) -> Told:
    lines = script.split("\n")
    commands = [line.removeprefix("//") for line in lines if line.startswith("//:")]
    lines = [line for line in lines if not line.startswith("//:")]
    told = Told("\n".join(lines).strip(), category=category)
    ours = own_header(told.cypher) is not None
    if not ours and header.parted(told.cypher)[0].strip():
        comments, told.cypher, _number = header.parted(told.cypher)
        title, _, description = comments.strip().partition("\n")
        told.title, told.description = title.strip(), description.strip()
    for command in commands:
        _obey(command, told, defaults)
    used = tokens.parameters(tokens.tokens(told.cypher))
    if not ours:
        told.parameters = {name: _parameter(name, value) for name, value in defaults.items() if name in used}
    return told


def _obey(command: str, told: Told, defaults: dict[str, Any]) -> None:
    match = _COMMAND.fullmatch(command)
    if match and match[1].lower() in ("param", "params"):
        given = _SET.fullmatch(match[2].strip())
        values = {given[1]: _literal(given[2])} if given else _literal(match[2])
        if isinstance(values, dict) and all(_sort(value) for value in values.values()):
            defaults.update(values)
            return
    told.notes.append(f"the command {excerpt(command)} is kept, and does nothing here")
    told.source["commands"] = [*told.source.get("commands", []), command]


def _literal(text: str) -> Any:
    """The value of a literal of Cypher; None where it is none, or null."""
    code = tokens.tokens(text)
    parts = []
    for place, token in enumerate(code):
        key = token.sort == "name" and place + 1 < len(code) and code[place + 1].text == ":"
        if token.sort == "string":
            parts.append(json.dumps(_ESCAPED.sub(r"\1", token.text[1:-1])))
        else:
            parts.append(json.dumps(token.plain) if key else token.text)
    try:
        return json.loads("".join(parts))
    except (ValueError, RecursionError):
        return None


def _parameter(name: str, value: Any) -> dict[str, Any]:
    first = value[0] if isinstance(value, list) else value
    label = name.replace("_", " ").strip().capitalize() or name
    many = {"many": True} if isinstance(value, list) else {}
    return {"label": label, "type": _sort(first), "default": value} | many


def _sort(value: Any) -> str:
    """The type of a parameter with this default; empty where there is none."""
    if isinstance(value, list):
        sorts = {_sort(item) for item in value if not isinstance(item, list)}
        return sorts.pop() if len(sorts) == 1 and not any(isinstance(item, list) for item in value) else ""
    names: Sequence[tuple[type, str]] = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "text"))
    return next((name for known, name in names if isinstance(value, known)), "")
