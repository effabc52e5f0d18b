"""Where the shipped datasets and queries lie: in the installed package, or at the root of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """Path of a shipped folder: `datasets` or `cypher`."""
    installed = _PACKAGE / "shipped" / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder
