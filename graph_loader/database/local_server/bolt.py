"""Does the server answer? Asked by a real query over Bolt."""

import logging
import socket

from graph_loader.database.address import Address
from graph_loader.database.local_server.configuration import LOOPBACK
from graph_loader.database.local_server.credentials import USERNAME
from graph_loader.database.local_server.files import RESET, refusal

CONNECT_TIMEOUT = 1.0
QUERY_TIMEOUT = 15.0


def address_at(port: int, password: str) -> Address:
    """The address of the local server on `port`."""
    return Address(f"bolt://{LOOPBACK}:{port}", USERNAME, password)


def accepts_connections(port: int) -> bool:
    """True where anything listens on `port` of this machine."""
    with socket.socket() as probe:
        probe.settimeout(CONNECT_TIMEOUT)
        return probe.connect_ex((LOOPBACK, port)) == 0


def answers(address: Address) -> bool:
    """True where the server answers a query; false where it is not ready yet.

    Raises:
        DatabaseError: where it refuses the password.
    """
    import neo4j
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        with (
            neo4j.GraphDatabase.driver(
                address.uri,
                auth=(address.username, address.password),
                connection_timeout=QUERY_TIMEOUT,
                connection_acquisition_timeout=QUERY_TIMEOUT,
            ) as driver,
            driver.session() as session,
        ):
            return bool(session.run("RETURN true AS ready").single(strict=True)["ready"])
    except AuthError as error:
        raise refusal(
            address.uri,
            "a server that refuses our password",
            "the server that belongs to the password file",
            f"To begin anew, {RESET}",
        ) from error
    except (DriverError, Neo4jError, OSError) as error:
        logging.getLogger(__name__).debug("not ready: %s", error)
        return False
