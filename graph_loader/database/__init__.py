"""The only code that knows the driver: connection, records, guard, and the local server."""
