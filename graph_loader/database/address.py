"""Where a database is and how to get in."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

DEFAULT_PORT = 7687


@dataclass(frozen=True)
class Address:
    """How the driver reaches a server; `database` None means the user's home database."""

    uri: str
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None

    @property
    def port(self) -> int:
        """The port that `uri` names."""
        return urlsplit(self.uri).port or DEFAULT_PORT
