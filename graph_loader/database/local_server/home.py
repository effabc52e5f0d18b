"""The folder of one local server: where each thing lies in it, and how it is made ready for a start."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from graph_loader.database.local_server.configuration import Memory, write_configuration
from graph_loader.database.local_server.credentials import PASSWORD_FILE, ensure_password, write_initial_user
from graph_loader.database.local_server.files import RESET, disk_full, make_private_folder, refusal, write_private

NEEDED_SPACE = 200 << 20  # bytes


@dataclass(frozen=True)
class ServerHome:
    """The paths under `root`, the user's folder of cyberatlas."""

    root: Path

    @property
    def server(self) -> Path:
        """What Neo4j takes for its home: `conf`, `data`, `logs` and `import` lie here."""
        return self.root / "neo4j"

    @property
    def data(self) -> Path:
        """The databases and their transaction logs."""
        return self.server / "data"

    @property
    def log(self) -> Path:
        """What the server reports about itself."""
        return self.server / "logs" / "neo4j.log"

    @property
    def console(self) -> Path:
        """What the Java runtime wrote since the last start."""
        return self.server / "logs" / "console.log"

    @property
    def lock(self) -> Path:
        """Held by whoever starts, stops or resets the server."""
        return self.root / "server.lock"

    @property
    def unready(self) -> Path:
        """There from the moment a store is begun until its server has answered once."""
        return self.root / "store-not-ready"

    @property
    def store_version(self) -> Path:
        """Holds the release of Neo4j that last opened the store."""
        return self.root / "store-version"

    def prepare(self, port: int, memory: Memory, version: str) -> str:
        """Make all ready for a start of release `version` on `port`; returns the password of the store.

        Raises:
            DatabaseError: where the disk is full, the password is lost, or a newer release has written the store.
        """
        if shutil.disk_usage(self.root).free < NEEDED_SPACE:
            raise disk_full(self.root)
        if self.unready.exists() and self.data.exists():
            # The store was being made and its server never answered: it holds nothing, and half a store may not open.
            shutil.rmtree(self.data)
        make_private_folder(self.server)
        password = ensure_password(self.root, self.data)
        if self.data.exists():
            self._check_version(version)
        else:
            write_private(self.unready, "")
        write_private(self.store_version, f"{version}\n")
        write_configuration(self.server, port, memory)
        write_initial_user(self.data, password)
        self.log.unlink(missing_ok=True)
        return password

    def remove(self) -> None:
        """Remove all but the lock."""
        if self.server.exists():
            shutil.rmtree(self.server)
        for file in (self.root / PASSWORD_FILE, self.unready, self.store_version):
            file.unlink(missing_ok=True)

    def _check_version(self, version: str) -> None:
        if not self.store_version.exists():
            return
        written = self.store_version.read_text(encoding="utf-8").strip()
        if _numbers(written) > _numbers(version):
            raise refusal(
                str(self.data),
                f"a database written by Neo4j {written}",
                f"one written by {version}, which this cyberatlas brings, or by an older one",
                f"Use the newer cyberatlas, or {RESET}",
            )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
