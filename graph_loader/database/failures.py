"""What went wrong in a database, in plain words: Neo4j's status codes and the driver's exceptions."""

from collections.abc import Mapping

from graph_loader.database.address import Address
from graph_loader.errors import DatabaseError

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


def plainly(error: Exception, address: Address) -> str:
    """What happened and what to do, for the user of the database at `address`."""
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


def answered(error: DatabaseError) -> bool:
    """True where the database itself answered, with an error."""
    from neo4j.exceptions import Neo4jError

    return isinstance(error.__cause__, Neo4jError)


def refused_by_configuration(error: DatabaseError) -> bool:
    """True where the server refused by its own settings, not because the thing asked for was not there."""
    message = str(getattr(error.__cause__, "message", "")).lower()
    return any(words in message for words in ("configuration property", "not allowed", "blocked", "disabled"))


def refused_by_constraint(error: DatabaseError, label: str) -> bool:
    """True where a uniqueness constraint on this label refused what was to be written."""
    cause = error.__cause__
    code, message = getattr(cause, "code", ""), getattr(cause, "message", "")
    return "ConstraintValidationFailed" in (code or "") and f"`{label}`" in (message or "")
