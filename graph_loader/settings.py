"""Settings: from the environment, from a `.env` file in the working directory, else the defaults here."""

import ipaddress
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph_loader.errors import Fault, InputError


class Settings(BaseSettings):
    """Where the database is, where files are kept, where the page is served.

    The first four are read from `NEO4J_URI`, `NEO4J_USERNAME`, `NEO4J_PASSWORD` and `NEO4J_DATABASE`, the others from
    `CYBERATLAS_HOME`, `CYBERATLAS_CACHE` and so on. `neo4j_uri` empty means: the local server that cyberatlas runs.
    """

    model_config = SettingsConfigDict(
        env_prefix="CYBERATLAS_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True,
        populate_by_name=True,
    )  # fmt: skip

    neo4j_uri: Annotated[str, Field(validation_alias="NEO4J_URI")] = ""
    neo4j_username: Annotated[str, Field(validation_alias="NEO4J_USERNAME")] = "neo4j"
    neo4j_password: Annotated[SecretStr, Field(validation_alias="NEO4J_PASSWORD")] = SecretStr("")
    neo4j_database: Annotated[str | None, Field(validation_alias="NEO4J_DATABASE")] = None
    home: Annotated[Path, Field(default_factory=lambda: platformdirs.user_data_path("cyberatlas", appauthor=False))]
    cache: Annotated[Path, Field(default_factory=lambda: platformdirs.user_cache_path("cyberatlas", appauthor=False))]
    maven_repository: str = ""
    host: str = "127.0.0.1"
    allowed_hosts: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 8050
    adhoc_cypher: Literal["", "on", "off"] = ""

    @property
    def host_names(self) -> list[str]:
        """Further names under which the page may be reached, from `allowed_hosts` with commas between them."""
        return [name.strip() for name in self.allowed_hosts.split(",") if name.strip()]

    @property
    def allows_adhoc_cypher(self) -> bool:
        """True where readers of the page may run statements of their own.

        As `adhoc_cypher` says; where it says nothing, only while the page is served to this machine alone.
        """
        return self.adhoc_cypher == "on" or (self.adhoc_cypher == "" and loopback(self.host))

    @property
    def local(self) -> bool:
        """True where cyberatlas runs the database itself."""
        return not self.neo4j_uri


def loopback(host: str) -> bool:
    """True for a name or an address under which a machine reaches itself alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        InputError: with one fault for each setting that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise InputError(
            [
                Fault(f"setting {'.'.join(map(str, problem['loc']))}", repr(problem["input"]), problem["msg"])
                for problem in error.errors(include_url=False)
            ]
        ) from error
