"""What the scenes of a briefing showed when they were read last, kept beside its file as JSON."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from explorer.briefings.briefing import Briefing, Scene
from explorer.briefings.shown import Shown
from explorer.user_files import read_whole
from graph_loader.errors import Fault, InputError

SUFFIX = ".snapshot.json"
LARGEST = 60_000_000
"""Bytes; a scene of 40 entities takes some 30,000."""
_ASKED = {"show", "at", "begin", "to", "filters"}
"""What decides which entities and ties a scene shows; headings, places and words can change without it."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1]
    scenes: dict[str, Shown]


def scene_keys(briefing: Briefing) -> list[str]:
    """The key of each scene in a snapshot: it stays when scenes are ordered anew, retitled or placed otherwise."""
    seen: Counter[str] = Counter()
    keys = []
    for scene in briefing.scenes:
        key = _digest(scene)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def _digest(scene: Scene) -> str:
    asked = scene.model_dump(mode="json", include=_ASKED, exclude_defaults=True)
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]


def read_snapshot(path: Path) -> dict[str, Shown]:
    """Key -> what was shown.

    Raises:
        InputError: the file is no snapshot.
    """
    content = read_whole(path, LARGEST)
    try:
        return _Kept.model_validate_json(content).scenes
    except (ValidationError, ValueError, RecursionError) as error:
        step = "Move it away; what is alive is read again."
        raise InputError(
            [Fault(path.name, "a file that is no snapshot", "what scenes showed, as JSON", step)]
        ) from error


def snapshot_bytes(scenes: Mapping[str, Shown]) -> bytes:
    """The file: keys sorted, a line for each thing that was shown, so that two of them can be compared."""
    plain: dict[str, Any] = {key: shown.model_dump(mode="json", exclude_defaults=True) for key, shown in scenes.items()}
    whole = json.dumps({"version": 1, "scenes": plain}, ensure_ascii=False, sort_keys=True, indent=1)
    return (whole + "\n").encode("utf-8", "replace")
