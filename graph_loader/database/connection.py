"""How the program speaks to a Neo4j: one `Database`, whether it is the local server, another one, or a cluster.

Reads and writes are managed transactions, which a cluster routes and the driver repeats after a passing failure, so
each unit of work must be safe to run twice.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from graph_loader.database.address import Address
from graph_loader.errors import DatabaseError

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Result, Session

    from graph_loader.settings import Settings

OLDEST = (5, 26)
CONNECT_SECONDS = 10.0
RETRY_SECONDS = 60.0
MOST_UNKNOWN_COMMITS = 5
READ_SECONDS = 30.0

_COMPONENTS = """
CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version, edition
"""

Parameters = Mapping[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class ServerInfo:
    """What answered: version such as `2026.08.1`, edition `community` or `enterprise`."""

    version: str
    edition: str

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers, for comparison."""
        digits = (part for part in self.version.split("-")[0].split(".") if part.isdigit())
        return tuple(int(part) for part in digits)


def address_of(settings: "Settings") -> Address:
    """The address that the settings name (not the local server's)."""
    password = settings.neo4j_password.get_secret_value()
    return Address(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)


class Database:
    """An open database. Close it, or use it in a `with`."""

    def __init__(self, driver: "Driver", address: Address, info: ServerInfo) -> None:
        self._driver = driver
        self.address = address
        self.info = info

    def read(
        self,
        cypher: str,
        parameters: Parameters | None = None,
        *,
        timeout: float = READ_SECONDS,
        patience: float | None = None,
    ) -> list[Row]:
        """Run a statement of ours in a read transaction; each row as column -> driver value.

        `timeout` is the server's limit in seconds; for `patience` seconds (None: a minute) a database that is away is
        tried again.
        """

        def work(transaction: "ManagedTransaction") -> list[Row]:
            with _not_repeated(self.address):
                return _rows(transaction.run(cypher, dict(parameters or {})))

        with explained(self.address), self.session(read=True, **_waiting(patience)) as session:
            return session.execute_read(_limited(timeout)(work))

    def write(
        self, cypher: str, parameters: Parameters | None = None, *, patience: float | None = None, tag: str = ""
    ) -> list[Row]:
        """Run a statement in a write transaction that is repeated after passing failures, as `read` is.

        It may run twice, since the driver cannot know whether a commit succeeded during which the connection broke.
        `tag` is what `transactions_tagged` finds it by while it runs.
        """
        with explained(self.address), self.session(**_waiting(patience)) as session:
            return _write(session, cypher, parameters or {}, tag)

    def transactions_tagged(self, tag: str) -> int:
        """How many transactions with this tag are still at work; 0 where the user may not look."""
        try:
            rows = self.read("SHOW TRANSACTIONS YIELD metaData WHERE metaData.tag = $tag RETURN 1 AS one", {"tag": tag})
        except DatabaseError:
            return 0
        return len(rows)

    def write_all(self, statements: Sequence[str]) -> None:
        """Run statements without results in one write transaction."""

        def work(transaction: "ManagedTransaction") -> None:
            for statement in statements:
                transaction.run(statement).consume()

        with explained(self.address), self.session() as session:
            session.execute_write(work)

    def read_records(
        self, cypher: str, parameters: Parameters, *, timeout: float, most: int
    ) -> tuple[list[str], list[list[Any]], bool]:
        """Columns, the first `most` rows as driver values, and whether more were cut off."""

        def work(transaction: "ManagedTransaction") -> tuple[list[str], list[list[Any]], bool]:
            with _not_repeated(self.address):
                result = transaction.run(cypher, dict(parameters))
                rows = [record.values() for record in result.fetch(most)]
                return list(result.keys()), rows, result.peek() is not None

        with explained(self.address), self.session(read=True, fetch_size=min(most + 1, 1000)) as session:
            found: tuple[list[str], list[list[Any]], bool] = session.execute_read(_limited(timeout)(work))
            return found

    def plan(self, cypher: str, parameters: Parameters, *, timeout: float) -> tuple[str, Mapping[str, Any]]:
        """The server's own judgement of a statement that is not run: its query type and its plan."""
        from neo4j import Query

        with explained(self.address), self.session(read=True) as session:
            summary = session.run(Query("EXPLAIN " + cypher, timeout=timeout), dict(parameters)).consume()
            return summary.query_type or "", summary.plan or {}

    def session(self, *, read: bool = False, **options: Any) -> "Session":
        """A driver session on this database."""
        from neo4j import READ_ACCESS, WRITE_ACCESS

        mode = READ_ACCESS if read else WRITE_ACCESS
        return self._driver.session(database=self.address.database, default_access_mode=mode, **options)

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _waiting(patience: float | None) -> dict[str, Any]:
    if patience is None:
        return {}
    return {"max_transaction_retry_time": patience, "connection_acquisition_timeout": 2 * patience}


@contextmanager
def _not_repeated(address: Address) -> Iterator[None]:
    """Keep the driver from repeating for a minute what needed too much memory: it counts that as passing."""
    from neo4j.exceptions import TransientError

    try:
        yield
    except TransientError as error:
        if "MemoryPool" in (error.code or ""):
            raise DatabaseError(_plainly(error, address)) from error
        raise


def _write(session: "Session", cypher: str, parameters: Parameters, tag: str) -> list[Row]:
    from neo4j import unit_of_work
    from neo4j.exceptions import IncompleteCommit

    @unit_of_work(metadata={"tag": tag})
    def work(transaction: "ManagedTransaction") -> list[Row]:
        return _rows(transaction.run(cypher, dict(parameters)))

    for _ in range(MOST_UNKNOWN_COMMITS):
        with contextlib.suppress(IncompleteCommit):
            return session.execute_write(work)
    return session.execute_write(work)


def _rows(result: "Result") -> list[Row]:
    columns = result.keys()
    return [dict(zip(columns, record.values(), strict=True)) for record in result]


def _limited(timeout: float | None) -> Any:
    from neo4j import unit_of_work

    return unit_of_work(timeout=timeout)


def open_database(address: Address) -> Database:
    """Connect, log in and check that the server is fit.

    Raises:
        DatabaseError: nothing answers, the password is wrong, or the version is too old; says what to do.
    """
    from neo4j import GraphDatabase
    from neo4j.exceptions import ConfigurationError

    try:
        driver = GraphDatabase.driver(
            address.uri,
            auth=(address.username, address.password),
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            initial_retry_delay=0.05,
            retry_delay_multiplier=1.2,  # the driver's own doubling sleeps far past the end of the retry time
            notifications_min_severity="OFF",
            user_agent="cyberatlas",
        )
    except (ConfigurationError, ValueError) as error:
        raise DatabaseError(
            f"The address {address.uri!r} cannot be used: {error}. Give NEO4J_URI as neo4j://host:7687, "
            "bolt://host:7687, or neo4j+s://... as Aura hands it out."
        ) from error
    try:
        with explained(address):
            driver.verify_connectivity()
            with driver.session(database=address.database) as session:
                row = session.run(_COMPONENTS).single(strict=True)
        info = ServerInfo(row["version"], row["edition"])
        if info.number < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise DatabaseError(
                f"The Neo4j at {address.uri} is version {info.version}; cyberatlas needs {oldest} or newer. "
                "Upgrade it, or leave NEO4J_URI empty to use the local server."
            )
    except BaseException:
        driver.close()
        raise
    return Database(driver, address, info)


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """Turn the driver's exceptions into a `DatabaseError` that says what happened and what to do."""
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (DriverError, Neo4jError) as error:
        raise DatabaseError(_plainly(error, address)) from error


_BY_CODE: Mapping[str, str] = {
    "Security.Unauthorized": "{uri} refused the user name or the password. Check NEO4J_USERNAME and NEO4J_PASSWORD.",
    "Security.AuthenticationRateLimit": "{uri} had too many wrong passwords; wait a little, then check NEO4J_PASSWORD.",
    "Security.CredentialsExpired": "The password at {uri} has expired; set a new one there, then in NEO4J_PASSWORD.",
    "Security.Forbidden": "The user {user} may not do this at {uri}. Ask for the right, or use another user.",
    "Database.DatabaseNotFound": "There is no database {database} at {uri}. Check NEO4J_DATABASE.",
    "ReadOnly": "The database at {uri} is read-only: nothing was written. Make it writable, or load elsewhere.",
    "NotALeader": "The server at {uri} follows another one: use a neo4j:// address, which finds the leader.",
    "TransactionLogError": "The database at {uri} cannot write its log, most often because its disk is full. Free some "
    "space and start it anew (`cyberatlas db stop`, then `db start`; `db reset` if it does not), then try again.",
    "MemoryPool": "The database stopped the work because it needed more memory than one may take. Ask for less.",
    "TransactionTimedOut": "The time limit was reached, and the database stopped the work. Ask for less, or narrow it.",
    "TransactionTerminated": "The database stopped the work.",
}
"""Part of a Neo4j status code -> what it means for the user."""


def _plainly(error: Exception, address: Address) -> str:
    from neo4j.exceptions import Neo4jError, ServiceUnavailable, SessionExpired

    words = {"uri": address.uri, "user": address.username, "database": address.database or "(home)"}
    if "No space left on device" in str(error):
        return f"The disk of the database at {address.uri} is full. Free some space, then run the same command again."
    if isinstance(error, Neo4jError):
        for code, text in _BY_CODE.items():
            if code in (error.code or ""):
                return text.format(**words)
        return f"The database answered: {error.message} ({error.code})"
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return (
            f"No Neo4j answers at {address.uri}. Start it (`cyberatlas db start` for the local one) "
            f"or check NEO4J_URI. The driver says: {error}"
        )
    return f"The database at {address.uri} could not be used: {error}"


def unreachable(error: DatabaseError) -> bool:
    """True where no answer came at all, rather than one that refused."""
    from neo4j.exceptions import ServiceUnavailable, SessionExpired

    return isinstance(error.__cause__, ServiceUnavailable | SessionExpired)


def refused_by_configuration(error: DatabaseError) -> bool:
    """True where the server refused by its own settings, not because the thing asked for was not there."""
    message = str(getattr(error.__cause__, "message", "")).lower()
    return any(words in message for words in ("configuration property", "not allowed", "blocked", "disabled"))


def refused_by_constraint(error: DatabaseError, label: str) -> bool:
    """True where a uniqueness constraint on this label refused what was to be written."""
    cause = error.__cause__
    code, message = getattr(cause, "code", ""), getattr(cause, "message", "")
    return "ConstraintValidationFailed" in (code or "") and f"`{label}`" in (message or "")
