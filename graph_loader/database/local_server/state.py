"""`server.json`: which process serves this home, and on which port."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from graph_loader.database.local_server.files import write_private

STATE_FILE = "server.json"


@dataclass(frozen=True)
class ServerState:
    """`create_time` is in seconds since the epoch, as the operating system gives it for `pid`."""

    pid: int
    create_time: float
    port: int
    version: str


def read_state(home: Path) -> ServerState | None:
    """The state in `home`, or None where there is none that can be read."""
    try:
        found = json.loads((home / STATE_FILE).read_text(encoding="utf-8"))
        return ServerState(int(found["pid"]), float(found["create_time"]), int(found["port"]), str(found["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(home: Path, state: ServerState) -> None:
    """Write the state, whole or not at all."""
    write_private(home / STATE_FILE, json.dumps(asdict(state)))


def remove_state(home: Path) -> None:
    """Forget the state."""
    (home / STATE_FILE).unlink(missing_ok=True)
