"""How the program speaks to a Neo4j: one `Database`, whether it is the local server, another one, or a cluster.

Reads and writes are managed transactions, which a cluster routes and the driver repeats after a passing failure, so
each unit of work must be safe to run twice.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from graph_loader.database.address import Address
from graph_loader.database.failures import answered as answered
from graph_loader.database.failures import plainly
from graph_loader.database.failures import refused_by_configuration as refused_by_configuration
from graph_loader.database.failures import refused_by_constraint as refused_by_constraint
from graph_loader.database.failures import unreachable as unreachable
from graph_loader.errors import DatabaseError

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Result, Session

    from graph_loader.settings import Settings

OLDEST = (5, 26)
CONNECT_SECONDS = 10.0
RETRY_SECONDS = 60.0
MOST_UNKNOWN_COMMITS = 5
READ_SECONDS = 30.0
LATE_SECONDS = 5.0
RETRY_DELAY = 0.05

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
            with _final(self.address):
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

    def stream(
        self,
        cypher: str,
        parameters: Parameters,
        take: Callable[[list[Any]], bool],
        *,
        timeout: float,
        tag: str,
        fetch: int = 1000,
        given_up: Callable[[], bool] = lambda: False,
    ) -> list[str]:
        """Give the rows of a statement, each a list of driver values, to `take` until that returns False.

        It runs in a read transaction that is known by `tag`; `timeout` is the server's limit in seconds, `fetch` how
        many rows are asked for at once. Returns the columns. What is `given_up`, has given a row or has run for some
        time is not repeated after a failure.
        """
        begun = False

        def work(transaction: "ManagedTransaction") -> list[str]:
            nonlocal begun
            late = time.monotonic() + LATE_SECONDS
            with _final(self.address, lambda: begun or given_up() or time.monotonic() > late):
                result = transaction.run(cypher, dict(parameters))
                for record in result:
                    begun = True
                    if given_up() or not take(record.values()):
                        break
                return list(result.keys())

        with explained(self.address), self.session(read=True, fetch_size=fetch, **_waiting(LATE_SECONDS)) as session:
            columns: list[str] = session.execute_read(_limited(timeout, tag)(work))
            return columns

    def plan(
        self, cypher: str, parameters: Parameters, *, timeout: float, tag: str = ""
    ) -> tuple[str, Mapping[str, Any]]:
        """The server's own judgement of a statement that is not run: its query type and its plan."""
        from neo4j import Query

        query = Query("EXPLAIN " + cypher, metadata={"tag": tag}, timeout=timeout)
        late = time.monotonic() + LATE_SECONDS
        while True:
            try:
                with explained(self.address), self.session(read=True) as session:
                    summary = session.run(query, dict(parameters)).consume()
                    return summary.query_type or "", summary.plan or {}
            except DatabaseError as error:
                if not unreachable(error) or time.monotonic() > late:
                    raise
            time.sleep(RETRY_DELAY)

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
def _final(address: Address, given_up: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Keep the driver from repeating for a minute what needed too much memory, which it counts as passing.

    The same for whatever failed when `given_up` says so.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (DriverError, Neo4jError) as error:
        if given_up() or "MemoryPool" in (getattr(error, "code", None) or ""):
            raise DatabaseError(plainly(error, address)) from error
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


def _limited(timeout: float | None, tag: str = "") -> Any:
    from neo4j import unit_of_work

    return unit_of_work(timeout=timeout, metadata={"tag": tag} if tag else None)


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
            initial_retry_delay=RETRY_DELAY,
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
        raise DatabaseError(plainly(error, address)) from error
