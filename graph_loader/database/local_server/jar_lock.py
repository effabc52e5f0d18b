"""`jars.lock`: which jars make up the server, each with its place in a Maven repository and its sha256.

To make the lock anew for another release of Neo4j, let Maven resolve the two artifacts into a repository-shaped
folder, then write the lock from that folder. With a `pom.xml` whose dependencies are `org.neo4j:neo4j` and
`org.neo4j.app:neo4j-server` of the wanted version::

    mvn dependency:copy-dependencies -DincludeScope=runtime -Dmdep.useRepositoryLayout=true -DoutputDirectory=lib
    python -m graph_loader.database.local_server.jar_lock lib

Then run the tests of the local server: a new release may bring, rename or drop settings.
"""

import hashlib
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from graph_loader.database.local_server.files import refusal

LOCK_FILE = Path(__file__).with_name("jars.lock")
SERVER_JAR = re.compile(r"^neo4j-server-(?P<version>\d[\w.]*)\.jar$")
LINE = re.compile(r"^(?P<path>\w[\w.+-]*(/\w[\w.+-]*)+\.jar) (?P<sha256>[0-9a-f]{64})$")


@dataclass(frozen=True)
class Jar:
    """One jar: `path` within a Maven repository, and the sha256 of its content in hexadecimal."""

    path: str
    sha256: str

    @property
    def name(self) -> str:
        """The file name, which is unique within a lock."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True)
class JarLock:
    """The jars of one release of the server, in the order of the class path."""

    jars: tuple[Jar, ...]

    @cached_property
    def digest(self) -> str:
        """The sha256 of the lock's text: another lock, another digest."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    @cached_property
    def version(self) -> str:
        """The release of Neo4j, such as `2026.08.1`, or `unknown` where the server's own jar is not in the lock."""
        found = (SERVER_JAR.match(jar.name) for jar in self.jars)
        return next((match["version"] for match in found if match), "unknown")

    def text(self) -> str:
        """The lock as written to a file: one line a jar, repository path and sha256."""
        return "".join(f"{jar.path} {jar.sha256}\n" for jar in self.jars)


def read_lock(file: Path = LOCK_FILE) -> JarLock:
    """Read a lock file.

    Raises:
        DatabaseError: where a line is not a repository path and a sha256, or two jars bear one name.
    """
    jars: dict[str, Jar] = {}
    for number, line in enumerate(file.read_text(encoding="ascii").splitlines(), start=1):
        match = LINE.match(line)
        if match is None:
            raise refusal(f"{file}:{number}", repr(line), "a repository path and a sha256", "Reinstall cyberatlas.")
        jar = Jar(match["path"], match["sha256"])
        if jar.name in jars:
            raise refusal(f"{file}:{number}", f"a second {jar.name}", "each jar once", "Reinstall cyberatlas.")
        jars[jar.name] = jar
    return JarLock(tuple(jars.values()))


def lock_folder(folder: Path) -> JarLock:
    """Make a lock of all jars in `folder`, which is laid out like a Maven repository."""
    files = sorted((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*.jar"))
    return JarLock(tuple(Jar(path, hashlib.sha256(file.read_bytes()).hexdigest()) for path, file in files))


if __name__ == "__main__":
    LOCK_FILE.write_text(lock_folder(Path(sys.argv[1])).text(), encoding="ascii")
