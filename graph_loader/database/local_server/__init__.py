"""A Neo4j server that cyberatlas fetches, starts, watches and stops itself: no Docker, no Java of the system."""

from graph_loader.database.address import Address
from graph_loader.database.local_server.jar_store import JarStore, Progress
from graph_loader.database.local_server.server import LocalServer, ServerStatus, Started

__all__ = ["Address", "JarStore", "LocalServer", "Progress", "ServerStatus", "Started"]
