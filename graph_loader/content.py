"""Where datasets and queries lie: shipped ones in the package or the checkout, own ones in the data folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from graph_loader.datasets import MANIFEST, dataset_folders
from graph_loader.errors import UsageError

if TYPE_CHECKING:
    from graph_loader.settings import Settings

_PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """Path of a shipped folder: `datasets` or `cypher`."""
    installed = _PACKAGE / "shipped" / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder


def dataset_paths(settings: "Settings", names: list[str]) -> list[Path]:
    """Folders of the datasets named; without names all shipped ones and all in the user's data directory."""
    known = dataset_folders(shipped("datasets")) | dataset_folders(settings.home / "datasets")
    if not names:
        return list(known.values())
    paths = []
    for name in names:
        if name in known:
            paths.append(known[name])
        elif (Path(name) / MANIFEST).is_file():
            paths.append(Path(name))
        else:
            raise UsageError(
                f"There is no dataset {name!r}: neither a known name nor a folder with a {MANIFEST}. "
                f"Known are {', '.join(known)}."
            )
    return paths
