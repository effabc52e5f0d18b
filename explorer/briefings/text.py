"""The file of a briefing: front matter, then a section for each scene, read with the line of each thing and written.

A line that begins with `# ` begins a scene, wherever it stands; a block that begins with ```` ```scene ```` holds what
the scene shows, and one that begins with ```` ```notes ```` what the speaker says. All else is the scene's prose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from explorer.briefings.blocks import Lines, block_text, read_block
from explorer.briefings.briefing import Briefing, Caption, Scene, Show, Step
from explorer.graph.filters import Filters
from explorer.graph.view_state import Style
from graph_loader.errors import Fault, InputError, excerpt

LONGEST_FILE = 8_000_000
"""Characters; ten scenes of 40 entities with their places take some 20,000."""
MOST_FAULTS = 50

FRONT = ("title", "subtitle", "audience", "date", "author", "marking", "theme", "template")
_FENCE = re.compile(r"(`{3,})(scene|notes)[ \t]*")
_SCENE = tuple(
    "from" if name == "begin" else name
    for name in Scene.model_fields
    if name not in ("heading", "prose", "notes", "line")
)
_KNOWN = {
    "show": tuple(Show.model_fields),
    "captions": tuple(Caption.model_fields),
    "steps": tuple(Step.model_fields),
    "filters": tuple(known.alias or name for name, known in Filters.model_fields.items()),
    "style": tuple(Style.model_fields),
}
_DATE = "a date such as 2018, 2018-11 or 2018-11-12"
_SLUG = "a name of lower-case letters, digits and single hyphens"
_FORMS = dict.fromkeys(("date", "at", "from", "to", "as_of"), _DATE) | dict.fromkeys(("name", "view", "query"), _SLUG)
_NAMES_ENTITIES = frozenset({"entities", "entity", "bring", "places"})


@dataclass
class _Section:
    """A scene as it lies in the file: each block with the line on which its content begins."""

    heading: str
    line: int
    prose: list[str] = field(default_factory=list)
    blocks: dict[str, tuple[int, str]] = field(default_factory=dict)


def read_briefing(text: str, name: str, place: str) -> Briefing:
    """A briefing.

    Args:
        text: the whole file.
        name: what it is called: the name of the file without its suffix.
        place: what faults call the file.

    Raises:
        InputError: with all faults, each at `place:line`.
    """
    if len(text) > LONGEST_FILE:
        raise InputError([Fault(f"{place}:1", f"{len(text):,} characters", f"at most {LONGEST_FILE:,}")])
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    faults: list[Fault] = []
    head, begin = _front(lines, place, faults)
    sections = list(_sections(lines, begin, place, faults))
    where: Lines = {(): 1}
    front = {} if head is None else read_block(head, 2, place, faults, where)
    raw: dict[str, Any] = ({"title": "?"} if faults and not front else {}) | _only(front, FRONT) | {"name": name}
    scenes = [_scene(section, number, place, faults, where) for number, section in enumerate(sections)]
    try:
        briefing = Briefing.model_validate(raw | {"scenes": scenes})
    except ValidationError as error:
        faults += (_fault(problem, place, where) for problem in error.errors(include_url=False, include_context=False))
        raise _all(faults) from error
    if faults:
        raise _all(faults)
    return briefing


def _all(faults: Sequence[Fault]) -> InputError:
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: int(fault.place.rpartition(":")[2]))
    if len(ordered) > MOST_FAULTS:
        last = ordered[MOST_FAULTS - 1].place
        more = Fault(last, f"{len(ordered) - MOST_FAULTS:,} more faults after this one", "none", "Mend these first.")
        ordered = [*ordered[:MOST_FAULTS], more]
    return InputError(ordered)


def _front(lines: Sequence[str], place: str, faults: list[Fault]) -> tuple[str | None, int]:
    """The text of the front matter, None where it is at fault, and the place of the first line after it."""
    if lines[0].rstrip() != "---":
        found = excerpt(lines[0]) if lines[0].strip() else "an empty line"
        step = "Begin the file with a line ---, a line title: ..., and a line ---."
        faults.append(Fault(f"{place}:1", found, "front matter between two lines ---", step))
        return None, 0
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        faults.append(Fault(f"{place}:1", "front matter without an end", "a line --- below it"))
        return None, len(lines)
    return "\n".join(lines[1:end]), end + 1


def _sections(lines: Sequence[str], begin: int, place: str, faults: list[Fault]) -> Iterator[_Section]:
    section: _Section | None = None
    number = begin
    while number < len(lines):
        line = lines[number]
        if line == "#" or line.startswith(("# ", "#\t")):
            if section:
                yield section
            section = _Section(line[1:], number + 1)
        elif fence := _FENCE.fullmatch(line):
            number = _block(lines, number, fence, section, place, faults)
        elif section:
            section.prose.append(line)
        elif line.strip():
            step = "Begin each scene with a line # and its heading."
            faults.append(Fault(f"{place}:{number + 1}", excerpt(line), "the heading of the first scene", step))
            section = _Section("", number + 1)
        number += 1
    if section:
        yield section


def _block(
    lines: Sequence[str], number: int, fence: re.Match[str], section: _Section | None, place: str, faults: list[Fault]
) -> int:
    """Take the block that begins on a line; the place of the line that ends it."""
    marks, what = fence.groups()
    end = next((at for at in range(number + 1, len(lines)) if lines[at].rstrip() == marks), None)
    if end is None:
        faults.append(Fault(f"{place}:{number + 1}", f"a {what} block without an end", f"a line {marks} below it"))
        return number
    if section is None:
        faults.append(Fault(f"{place}:{number + 1}", f"a {what} block before any scene", "a heading above it"))
    elif what in section.blocks:
        faults.append(Fault(f"{place}:{number + 1}", f"a second {what} block of a scene", "one"))
    else:
        section.blocks[what] = (number + 2, "\n".join(lines[number + 1 : end]))
    return end


def _scene(section: _Section, number: int, place: str, faults: list[Fault], where: Lines) -> dict[str, Any]:
    root = ("scenes", number)
    line, text = section.blocks.get("scene", (section.line, ""))
    found: Lines = {}
    raw = read_block(text, line, place, faults, found) if text.strip() else {}
    where |= {(*root, *key): at for key, at in found.items()}
    where[root] = section.line
    for name in ("heading", "prose"):
        where.setdefault((*root, name), section.line)
    where.setdefault((*root, "notes"), section.blocks.get("notes", (section.line, ""))[0])
    begun = {"begin": raw.pop("from")} if "from" in raw else {}
    if begun:
        where[(*root, "begin")] = where.get((*root, "from"), line)
    return (
        _only(raw, _SCENE)
        | begun
        | {
            "heading": section.heading,
            "prose": "\n".join(section.prose),
            "notes": section.blocks.get("notes", (0, ""))[1],
            "line": section.line,
        }
    )


def _only(raw: dict[str, Any], known: Sequence[str]) -> dict[str, Any]:
    """The keys that may be given here; each other under a name that no model takes, so that it is refused as found."""
    return {key if key in known else f" {key}": value for key, value in raw.items()}


def _fault(problem: Any, place: str, where: Lines) -> Fault:
    """What pydantic found, at the line of the key, or of the nearest key around it."""
    path = tuple(part.strip() if isinstance(part, str) else part for part in problem["loc"])
    at = next(where[path[:length]] for length in range(len(path), -1, -1) if path[:length] in where)
    said = path[2:] if path[:1] == ("scenes",) else path
    spoken = ["from" if part == "begin" else part for part in said if part != "[key]"]
    key = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in spoken)
    here = f"{place}:{at}"
    known = FRONT if path[:1] != ("scenes",) else _SCENE if len(said) == 1 else _KNOWN.get(str(said[0]), ())
    match problem["type"]:
        case "missing":
            return Fault(here, f"no {key}", f"a line {said[-1]}: ...")
        case "extra_forbidden":
            given = ".".join(str(part) for part in said)
            return Fault(here, f"the key {excerpt(given)}", f"one of {', '.join(known)}" if known else "none")
        case "string_pattern_mismatch":
            name = next((part for part in reversed(spoken) if isinstance(part, str)), "")
            expected = _FORMS.get(name, "an id such as state:FRA" if _NAMES_ENTITIES & {*spoken} else "another form")
            return Fault(here, f"{key}: {excerpt(problem['input'])}", expected)
    found = f"{key}: {excerpt(problem['input'])}" if key else excerpt(problem["input"])
    message = problem["msg"].removeprefix("Value error, ")
    return Fault(here, found, message[:1].lower() + message[1:])


def written(briefing: Briefing) -> str:
    """The file of a briefing: what is as it is by default is left out, so that equal briefings have equal files."""
    plain = briefing.model_dump(mode="json", include=set(FRONT), exclude_defaults=True)
    head = {name: plain[name] for name in FRONT if name in plain}
    parts = [f"---\n{block_text(head)}---\n", *map(_written_scene, briefing.scenes)]
    return "\n".join(parts)


def _written_scene(scene: Scene) -> str:
    parts = [f"# {scene.heading}".rstrip()]
    if scene.prose:
        parts.append(scene.prose)
    if plain := _plain_scene(scene):
        parts.append(f"```scene\n{block_text(plain)}```")
    if scene.notes:
        longest = max((len(run) for run in re.findall(r"^`+", scene.notes, re.MULTILINE)), default=0)
        marks = "`" * max(3, longest + 1)
        parts.append(f"{marks}notes\n{scene.notes}\n{marks}")
    return "\n\n".join(parts) + "\n"


def _plain_scene(scene: Scene) -> dict[str, Any]:
    """What the block of a scene holds, in the order in which it stands there."""
    left_out = {"heading", "prose", "notes", "line"}
    plain = scene.model_dump(mode="json", by_alias=True, exclude=left_out, exclude_defaults=True)
    return {"from" if name == "begin" else name: value for name, value in plain.items()}
