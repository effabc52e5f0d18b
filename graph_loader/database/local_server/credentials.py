"""The password of the local server: made here, kept in a private file, known to the server before it first listens.

A new store takes its first user from `data/dbms/auth.ini`, the file that Neo4j's own tool for the initial password
writes: a line `user:SHA-256,digest,salt,iterations:` whose digest is SHA-256 over salt and password, applied again to
its own result until `iterations` are done. Written before the first start, it leaves no moment with a known password,
and the password itself appears in no command line and no environment.
"""

import hashlib
import secrets
from pathlib import Path

from graph_loader.database.local_server.files import PRIVATE_FILE, RESET, make_private_folder, refusal, write_private

USERNAME = "neo4j"
PASSWORD_FILE = "password"  # noqa: S105 - the name of the file
SALT_BYTES = 32
ITERATIONS = 1024


def read_password(home: Path) -> str | None:
    """The password in `home`, or None where there is none."""
    try:
        return (home / PASSWORD_FILE).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def ensure_password(home: Path, data: Path) -> str:
    """The password of the store under `data`; where there is no store yet, a new password is made and written.

    Raises:
        DatabaseError: where a store is there and its password is lost.
    """
    file = home / PASSWORD_FILE
    password = read_password(home)
    if password is None:
        if (data / "databases" / "system").exists():
            raise refusal(
                str(file),
                "a database without its password",
                "the password that was written when the database was made",
                f"Put the file back, or {RESET}",
            )
        password = secrets.token_urlsafe(32)
        write_private(file, f"{password}\n")
    file.chmod(PRIVATE_FILE)
    return password


def write_initial_user(data: Path, password: str) -> None:
    """Tell the server its first user; a store that has its user already takes no notice of it."""
    folder = data / "dbms"
    make_private_folder(folder)
    write_private(folder / "auth.ini", initial_user(password, secrets.token_bytes(SALT_BYTES)))


def initial_user(password: str, salt: bytes) -> str:
    """The line of `auth.ini` for `password`."""
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(ITERATIONS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USERNAME}:SHA-256,{digest.hex()},{salt.hex()},{ITERATIONS}:\n"
