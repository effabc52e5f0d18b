"""The YAML of the BloodHound query library: one query a document."""

import uuid
from typing import TYPE_CHECKING, Any

from explorer.queries.exchange.bloodhound_json import LIBRARY
from explorer.queries.exchange.foreign import Foreign, record
from explorer.queries.saved_query import SavedQuery
from graph_loader.errors import Fault, InputError, excerpt

if TYPE_CHECKING:
    import yaml

_EXPECTED = "a mapping with name and query"
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_IDS = uuid.UUID("c6f1c4f4-6a0e-5d0f-9d0b-3b6d3f0f7a51")
"""The name space of the ids that queries without one are given; the same query has the same id."""


def read(content: bytes, place: str, stem: str = "") -> list[Foreign]:
    """All queries of a file: documents that are mappings, or lists of mappings.

    Every scalar is text: nothing is built from tags. Anchors are refused, since they let a small file grow without end.

    Raises:
        InputError: it is no YAML, or what it holds are no queries; all faults at once.
    """
    import yaml

    try:
        text = content.decode("utf-8-sig")
        nodes = [node for node in yaml.compose_all(text, Loader=yaml.BaseLoader) if node is not None]
        documents = [_plain(node, set()) for node in nodes]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError([Fault(place, f"no YAML ({' '.join(str(error).split())})", _EXPECTED)]) from error
    found = [each for document in documents for each in (document if isinstance(document, list) else [document])]
    if not found:
        raise InputError([Fault(place, "no query", _EXPECTED)])
    queries: list[Foreign] = []
    faults: list[Fault] = []
    for number, each in enumerate(found, 1):
        where = place if len(found) == 1 else f"{place}: {number}"
        try:
            if not isinstance(each, dict):
                raise InputError([Fault(where, excerpt(each), _EXPECTED)])
            queries.append(record(each, where, LIBRARY, stem if len(found) == 1 else ""))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return queries


def write(query: SavedQuery) -> bytes:
    """One document with the ten fields of the format; the header stays in the statement as a comment."""
    import yaml

    source = query.source
    revision = source.get("revision", "1")
    fields = {
        "name": query.title,
        "guid": source.get("guid", str(uuid.uuid5(_IDS, query.name))),
        "prebuilt": source.get("prebuilt") == "true",
        "platforms": source.get("platforms", source.get("platform", [])),
        "category": query.category,
        "description": query.description,
        "query": query.text.strip() + "\n",
        "revision": int(revision) if isinstance(revision, str) and revision.isdecimal() else 1,
        "resources": source.get("resources", []),
        "acknowledgements": source.get("acknowledgements", []),
    }
    return yaml.dump(fields, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=1000, encoding="utf-8")


def _dumper() -> "type[yaml.SafeDumper]":
    """Writes text of several lines as a block, and no anchors."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    return Dumper


def _plain(node: "yaml.Node", seen: set[int]) -> Any:
    """Mappings, lists, text and None.

    Raises:
        ValueError: a node is used twice, or a key is no text.
    """
    import yaml

    if id(node) in seen:
        raise ValueError("anchors are not allowed")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _NOTHING else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, seen) for item in node.value]
    if not isinstance(node, yaml.MappingNode) or not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise ValueError("a key that is no text")
    return {key.value: _plain(value, seen) for key, value in node.value}
